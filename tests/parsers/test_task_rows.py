"""Sections and tasks as a table prints them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from models.raw import RawTask
from normalize.text import flow
from parsers.tables import find_tables
from parsers.task_rows import TableReading, describe, find_task_rows
from tests.parsers.tables_drawing import HEAD, WIDTHS, Box, Drawn, draw_table

PLAIN = ("Sở Nội vụ", "Sở Tài chính", "Danh mục", "Quý I/2026")


def row(label: str, text: str = "Lập danh mục hồ sơ") -> tuple[Drawn, ...]:
    return (label, text, *PLAIN)


def group(label: str, title: str) -> tuple[Drawn, ...]:
    """A row merged over all columns but the number."""
    return (label, Box(title, columns=5, bold=True))


def spread(label: str, title: str) -> tuple[Drawn, ...]:
    """A row that names a group, its other cells drawn and empty."""
    return (Box(label, bold=True), Box(title, bold=True), "", "", "", "")


def read(rows: Sequence[Sequence[Drawn]], widths: Sequence[float] = WIDTHS, **options: str) -> TableReading:
    (table,) = find_tables([draw_table(rows, widths)])
    reading = find_task_rows(table, **options)
    assert reading is not None
    return reading


def units(task: RawTask, role: str) -> list[str]:
    return [flow(a.text.text) for a in task.assignments if a.role == role]


def test_row_is_a_task_with_its_fields() -> None:
    """Each column fills its field as printed."""
    (task,) = read([HEAD, row("1.")]).tasks
    assert (task.label, task.text.text, task.kind, task.section) == ("1", "Lập danh mục hồ sơ", "row", None)
    assert (units(task, "lead"), units(task, "coordinate")) == (["Sở Nội vụ"], ["Sở Tài chính"])
    assert task.deliverable is not None
    assert task.deadline is not None
    assert (task.deliverable.text, task.deadline.text) == ("Danh mục", "Quý I/2026")


def test_box_holds_the_text_not_the_cell() -> None:
    """The fragment is the box of the words, on their page."""
    (task,) = read([HEAD, row("1")]).tasks
    assert task.text.page == 1
    assert task.text.bbox[2] - task.text.bbox[0] == pytest.approx(5 * len("Lập danh mục hồ sơ"))


@pytest.mark.parametrize("make", [group, spread])
def test_row_that_names_a_group_is_a_section(make: Callable[[str, str], tuple[Drawn, ...]]) -> None:
    """Merged or with separate empty cells, a Roman row is the section of the rows below."""
    reading = read([HEAD, make("I", "Hoàn thiện thể chế"), row("1"), make("II", "Phát triển hạ tầng"), row("1")])
    assert [(s.path, s.label, s.title.text, s.role) for s in reading.sections] == [
        ("I", "I", "Hoàn thiện thể chế", "tasks"),
        ("II", "II", "Phát triển hạ tầng", "tasks"),
    ]
    assert [t.section for t in reading.tasks] == ["I", "II"]


def test_label_may_stand_in_the_merged_text() -> None:
    """'I. …' over all columns is the section I."""
    reading = read([HEAD, (Box("I. Hoàn thiện thể chế", columns=6, bold=True),), row("1")])
    assert [(s.path, s.title.text) for s in reading.sections] == [("I", "Hoàn thiện thể chế")]


def test_declared_count_leaves_the_title() -> None:
    """'(08 nhiệm vụ)' is counted, not printed in the title."""
    (section,) = read([HEAD, group("I", "Hoàn thiện thể chế (01 nhiệm vụ)"), row("1")]).sections
    assert (section.title.text, section.declared_tasks) == ("Hoàn thiện thể chế", 1)


def test_arabic_groups_nest_under_roman_ones() -> None:
    """'1' under 'I', over numbers that begin again, is the section I.1."""
    reading = read(
        [
            HEAD,
            group("I", "Thể chế"),
            spread("1", "Văn bản"),
            row("1"),
            spread("2", "Bộ máy"),
            row("1"),
            row("2"),
            group("II", "Hạ tầng"),
            row("1"),
        ]
    )
    assert [s.path for s in reading.sections] == ["I", "I.1", "I.2", "II"]
    assert [t.section for t in reading.tasks] == ["I.1", "I.2", "I.2", "II"]


def test_decimal_rows_stand_under_their_number() -> None:
    """'1' without units over '1.1' and '1.2' is a section."""
    reading = read([HEAD, spread("1", "Công tác văn bản"), row("1.1"), row("1.2")])
    assert [s.path for s in reading.sections] == ["1"]
    assert [(t.section, t.label) for t in reading.tasks] == [("1", "1.1"), ("1", "1.2")]


def test_unlabelled_merged_row_is_a_group() -> None:
    """A merged row without number is the group of the rows below, which stay in the section above."""
    rows: list[tuple[Drawn, ...]] = [
        HEAD,
        group("I", "Thể chế"),
        (Box("Về tuyên truyền:", columns=6, bold=True),),
        row("1"),
        group("II", "Hạ tầng"),
        row("2"),
    ]
    tasks = read(rows).tasks
    assert [(t.section, t.group and t.group.text) for t in tasks] == [("I", "Về tuyên truyền:"), ("II", None)]


def test_numbered_row_without_units_stays_a_task() -> None:
    """A plain row whose units nobody filled in is still a task."""
    reading = read([HEAD, row("1"), ("2", "Việc chưa giao", "", "", "", ""), row("3")])
    assert [t.label for t in reading.tasks] == ["1", "2", "3"]


def test_merged_cell_belongs_to_every_row() -> None:
    """A lead merged over two rows leads both."""
    rows: list[tuple[Drawn, ...]] = [
        HEAD,
        ("1", "Việc A", Box("Sở Nội vụ", rows=2), "", "", "Quý I/2026"),
        ("2", "Việc B", None, "", "", "Quý II/2026"),
    ]
    assert [units(t, "lead") for t in read(rows).tasks] == [["Sở Nội vụ"], ["Sở Nội vụ"]]


def test_task_cell_over_rows_with_own_units_is_several_tasks() -> None:
    """Rows under one task cell that bring their own units are tasks each."""
    rows: list[tuple[Drawn, ...]] = [
        HEAD,
        (Box("1", rows=2), Box("Rà soát thủ tục", rows=2), "Sở Nội vụ", "", "Báo cáo", "Quý I/2026"),
        (None, None, "Sở Tư pháp", "", "Quyết định", "Quý II/2026"),
    ]
    tasks = read(rows).tasks
    assert [(t.label, t.text.text, units(t, "lead")) for t in tasks] == [
        ("1", "Rà soát thủ tục", ["Sở Nội vụ"]),
        ("1", "Rà soát thủ tục", ["Sở Tư pháp"]),
    ]


def test_parts_take_the_lead_beside_them() -> None:
    """Parts 2.1 and 2.2 each take the unit beside them and share what stands once."""
    text = "2.1. Lập danh mục các tổ chức cần đầu tư của tỉnh.\n2.2. Ưu tiên nguồn lực cho trung tâm của tỉnh."
    rows = [HEAD, ("2", text, "Phòng Tài chính\n\n\nTrung tâm Thông tin", "Sở Nội vụ", "Văn bản", "Hằng năm")]
    tasks = read(rows).tasks
    assert [(t.label, units(t, "lead"), units(t, "coordinate")) for t in tasks] == [
        ("2.1", ["Phòng Tài chính"], ["Sở Nội vụ"]),
        ("2.2", ["Trung tâm Thông tin"], ["Sở Nội vụ"]),
    ]
    assert flow(tasks[1].text.text) == "Ưu tiên nguồn lực cho trung tâm của tỉnh."


QUARTERS: list[tuple[Drawn, ...]] = [
    (Box("TT", rows=2), Box("Nội dung", rows=2), Box("Thời gian năm 2026", columns=2), Box("Chủ trì", rows=2)),
    (None, None, "Quý I", "Giai đoạn 2027-2030", None),
]


@pytest.mark.parametrize("mark", ["X", "x", "×", "✓", "●", "ü", "\uf0fc"])
def test_cross_takes_the_head_of_its_column(mark: str) -> None:
    """A cross under a span of time is that span; a quarter takes the year from the head above."""
    rows = [*QUARTERS, ("1", "Việc A", mark, "", "Sở A"), ("2", "Việc B", "", mark, "Sở B")]
    deadlines = [t.deadline.text if t.deadline else None for t in read(rows, (30, 200, 90, 120, 120)).tasks]
    assert deadlines == ["Quý I năm 2026", "Giai đoạn 2027-2030"]


def test_cross_under_a_unit_names_the_unit() -> None:
    """Under 'Đơn vị thực hiện' the crossed head itself leads."""
    head: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Công việc", rows=2), Box("Đơn vị thực hiện", columns=2), Box("Thời hạn", rows=2)),
        (None, None, "Phòng Kinh tế", "Phòng Văn hóa", None),
    ]
    rows = [*head, ("1", "Việc A", "x", "", "Quý I"), ("2", "Việc B", "", "x", "Quý II")]
    assert [units(t, "lead") for t in read(rows, (30, 200, 100, 100, 90)).tasks] == [
        ["Phòng Kinh tế"],
        ["Phòng Văn hóa"],
    ]


def test_cell_that_names_roles_is_split() -> None:
    """'Chủ trì: …; Phối hợp: …' in one cell gives both roles."""
    head = ("TT", "Nội dung", "Phân công thực hiện", "Thời gian")
    rows = [head, ("1", "Việc A", "Chủ trì: Sở Nội vụ\nPhối hợp: Sở Tài chính; Sở Tư pháp", "Quý I")]
    (task,) = read(rows, (30, 200, 220, 100)).tasks
    assert (units(task, "lead"), units(task, "coordinate")) == (["Sở Nội vụ"], ["Sở Tài chính; Sở Tư pháp"])


@pytest.mark.parametrize(("beside", "roles"), [("Cơ quan tham mưu", ["lead", "direct"]), ("Ghi chú", ["lead"])])
def test_comrade_in_charge_directs_beside_a_unit_that_leads(beside: str, roles: list[str]) -> None:
    """ "Đồng chí phụ trách" alone says who does it."""
    rows = [("TT", "Nội dung", beside, "Đồng chí phụ trách", "Thời gian"), ("1", "Việc A", "Ban B", "Ông C", "Quý I")]
    (task,) = read(rows, (30, 200, 120, 120, 80)).tasks
    assert [a.role for a in task.assignments] == roles


def test_slash_in_head_and_cell_parts_lead_from_helpers() -> None:
    """Under "Chủ trì/ phối hợp" the first unit leads; without a slash in the cell nobody is parted."""
    head = ("TT", "Nội dung", "Chủ trì/ phối hợp", "Thời hạn")
    first, second = read(
        [head, ("1", "Việc A", "Sở A/ Sở B, Sở C", "2026"), ("2", "Việc B", "Sở A", "2026")], (30, 200, 200, 80)
    ).tasks
    assert (units(first, "lead"), units(first, "coordinate")) == (["Sở A"], ["Sở B, Sở C"])
    assert (units(second, "lead"), units(second, "coordinate")) == (["Sở A"], [])


def test_head_that_says_before_is_said_with_the_date() -> None:
    """ "Hoàn thành trước" over "Tháng 6" is a last day, no window."""
    rows = [("TT", "Nội dung", "Chủ trì", "Hoàn thành trước"), ("1", "Việc A", "Sở A", "Tháng 6/2026")]
    (task,) = read(rows, (30, 200, 200, 80)).tasks
    assert task.deadline is not None
    assert task.deadline.text == "Trước tháng 6/2026"


@pytest.mark.parametrize(("text", "deadline"), [("x", "Quý I; Quý II"), ("Thường xuyên", "Thường xuyên")])
def test_cell_merged_over_quarters_stands_for_all_of_them(text: str, deadline: str) -> None:
    """Also where it stands at the left edge of its cell."""
    rows: list[tuple[Drawn, ...]] = [
        ("TT", "Nội dung", "Chủ trì", "Quý I", "Quý II"),
        ("1", "Việc A", "Sở A", Box(text, columns=2), None),
        ("2", "Việc B", "Sở A", "", "x"),
    ]
    task = read(rows, (30, 200, 200, 80, 80)).tasks[0]
    assert task.deadline is not None
    assert task.deadline.text == deadline


def test_unknown_column_is_kept_as_a_note() -> None:
    """What no rule knows is kept with its printed head."""
    head = ("TT", "Nhiệm vụ", "Chủ trì", "Mã định danh", "Thời hạn")
    (task,) = read([head, ("1", "Việc A", "Sở A", "H-12", "Quý I")], (30, 200, 120, 110, 90)).tasks
    assert [(n.header, n.text.text) for n in task.notes] == [("Mã định danh", "H-12")]


def test_columns_may_stand_in_any_order() -> None:
    """The heads tell the columns, not their places."""
    head = ("STT", "Thời hạn", "Đơn vị thực hiện", "Nội dung công việc", "Kết quả dự kiến")
    (task,) = read([head, ("1", "Quý I/2026", "Sở A", "Lập danh mục", "Danh mục")], (30, 100, 120, 200, 120)).tasks
    assert (task.text.text, units(task, "lead"), task.deadline and task.deadline.text) == (
        "Lập danh mục",
        ["Sở A"],
        "Quý I/2026",
    )


def test_start_and_end_in_two_columns_are_one_span() -> None:
    """'Bắt đầu' and 'Kết thúc' under 'Thời gian' make 'Từ … đến …'."""
    head: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Công việc", rows=2), Box("Người phụ trách", rows=2), Box("Thời gian", columns=2)),
        (None, None, None, "Bắt đầu", "Kết thúc"),
    ]
    (task,) = read([*head, ("1", "Việc A", "Ông B", "01/2026", "06/2026")], (30, 200, 120, 80, 80)).tasks
    assert task.deadline is not None
    assert task.deadline.text == "Từ 01/2026 đến 06/2026"
    (task,) = read([*head, ("1", "Việc A", "Ông B", "-", "06/2026")], (30, 200, 120, 80, 80)).tasks
    assert task.deadline is not None
    assert task.deadline.text == "06/2026"


def test_line_items_begin_a_paragraph() -> None:
    """A unit printed on a line of its own is a line item; a wrapped name is not."""
    rows = [HEAD, ("1", "Việc A", "Sở Nội vụ\nSở Tài chính và Kế hoạch đầu tư công", "", "", "Quý I")]
    (task,) = read(rows).tasks
    assert task.assignments[0].text.text == "Sở Nội vụ\n\nSở Tài chính và Kế hoạch\nđầu tư công"


def test_prefix_and_default_section() -> None:
    """Sections of an appendix are prefixed; rows outside them stand in the default one."""
    reading = read([HEAD, row("1"), group("I", "Thể chế"), row("2")], section_prefix="PL", default_section="PL")
    assert [s.path for s in reading.sections] == ["PL.I"]
    assert [t.section for t in reading.tasks] == ["PL", "PL.I"]


def test_skipped_number_is_a_finding() -> None:
    """A number missing inside a section is told with its section."""
    reading = read([HEAD, group("VI", "Thể chế"), row("1"), row("2"), row("4")])
    assert [(f.code, f.section, f.message) for f in reading.findings] == [
        ("numbering-gap", "VI", "Mục VI: sau số 2 là số 4, thiếu số 3.")
    ]


def test_numbers_that_run_on_are_no_gap() -> None:
    """Numbering that goes on through the sections misses nothing."""
    reading = read([HEAD, group("I", "Thể chế"), row("1"), row("2"), group("II", "Hạ tầng"), row("3")])
    assert reading.findings == ()


def test_number_of_a_group_is_not_missed_in_the_next_section() -> None:
    """A row that heads lettered rows takes its number, so that the tasks behind them count on from it."""
    rows = [group("I", "Thể chế"), row("1"), ("2", "Sơ kết", "", "", "", ""), row("a)"), row("b)")]
    reading = read([HEAD, *rows, group("II", "Hạ tầng"), row("3")])
    assert reading.findings == ()


def test_declared_count_that_does_not_fit_is_a_finding() -> None:
    """'(03 nhiệm vụ)' over two rows is told; the rows are counted, not their parts."""
    reading = read([HEAD, group("I", "Thể chế (03 nhiệm vụ)"), row("1"), row("2")])
    assert [(f.code, f.section, f.page, f.message) for f in reading.findings] == [
        ("task-count-mismatch", "I", 1, "Mục I ghi 03 nhiệm vụ nhưng bảng chỉ có 2.")
    ]


def test_second_section_of_one_label_is_marked() -> None:
    """Two parts III: the second's path is 'III (2)', with a finding."""
    reading = read([HEAD, group("III", "Thể chế"), row("1"), group("III", "Hạ tầng"), row("1")])
    assert [s.path for s in reading.sections] == ["III", "III (2)"]
    assert [(f.code, f.section) for f in reading.findings] == [("duplicate-section-label", "III (2)")]


def test_everything_printed_has_a_passage() -> None:
    """The letters of all cells come out in the passages, once each."""
    page = draw_table([HEAD, group("I", "Thể chế"), row("1"), row("2")], WIDTHS)
    (table,) = find_tables([page])
    reading = find_task_rows(table)
    assert reading is not None
    passed = sorted("".join("".join(p.text.text.split()) for p in reading.passages))
    assert passed == sorted("".join(w.text for w in page.words))
    assert [p.task for p in reading.passages if p.text.text == "Sở Nội vụ"] == [0, 1]
    assert [p.kind for p in reading.passages if p.text.text == "Thể chế"] == ["heading"]


@pytest.mark.parametrize(
    "head",
    [
        ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Nhiệm vụ trong Ban Chỉ đạo"),
        ("TT", "Nội dung chi", "Số lượng", "Thành tiền"),
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"),
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI", "Số: 12/KH-UBND", "Lạc Hà"),
    ],
)
def test_table_without_tasks_is_left_alone(head: tuple[str, ...]) -> None:
    """Members, costs, targets and letterheads give no tasks, and a reason is told."""
    (table,) = find_tables([draw_table([head, ("1", "a", "b", "c"), ("2", "d", "e", "f")], (30, 200, 200, 200))])
    assert find_task_rows(table) is None
    assert describe(table)


def test_total_row_is_no_task() -> None:
    """A row that only adds up is no task."""
    assert len(read([HEAD, row("1"), row("2"), ("", "Tổng cộng", "", "", "", "")]).tasks) == 2


@pytest.mark.parametrize("text", ["Công khai dự toán ngân sách", "Tổng hợp kết quả của các thôn"])
def test_words_that_sound_like_a_sum_are_tasks(text: str) -> None:
    """ "Công khai" and "Tổng hợp" begin like "Cộng" and "Tổng" and add nothing up."""
    rows = [HEAD[1:], ("Lập danh mục hồ sơ", *PLAIN), (text, *PLAIN)]
    assert len(read(rows, WIDTHS[1:]).tasks) == 2


def test_unit_beside_a_merged_title_is_none_of_its_rows() -> None:
    """A title merged over all columns but the number names no unit, though the units' column is the first it covers."""
    head = ("TT", "Cơ quan phối hợp", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
    rows = [head, ("I", Box("Tổ chức bộ máy", columns=4)), ("1", "", "Lập đề án", "Sở Nội vụ", "Quý I")]
    (task,) = read(rows, (30, 120, 200, 120, 90)).tasks
    assert (units(task, "lead"), units(task, "coordinate")) == (["Sở Nội vụ"], [])


def read_pages(*pages: Sequence[Sequence[Drawn]]) -> TableReading:
    """The tasks of one table, each of *pages* with the head and its own rows."""
    (table,) = find_tables([draw_table([HEAD, *rows], WIDTHS, page=i) for i, rows in enumerate(pages, 1)])
    reading = find_task_rows(table)
    assert reading is not None
    return reading


def test_cell_merged_over_a_page_break_serves_both_rows() -> None:
    """An empty lead at the top of a page is the one above it, where no other row lacks a lead."""
    first = [(str(n), f"Việc {n}", f"Sở {n}", "Sở A", "", "Quý I") for n in range(1, 6)]
    second: list[tuple[Drawn, ...]] = [("6", "Việc 6", "", "Sở A", "", "Quý I"), row("7")]
    leads = [units(t, "lead") for t in read_pages(first, second).tasks]
    assert leads[4:6] == [["Sở 5"], ["Sở 5"]]


def test_cell_printed_below_a_page_break_serves_the_row_above_it() -> None:
    """A merged cell may print its text on the second page: the empty one at the foot of the first is its beginning."""
    first: list[tuple[Drawn, ...]] = [*(row(str(n)) for n in range(1, 6)), ("6", "Việc 6", "", "Sở A", "", "Quý I")]
    second: list[tuple[Drawn, ...]] = [
        ("7", "Việc 7", Box("Sở Y tế", rows=2), "Sở A", "", "Quý I"),
        ("8", "Việc 8", None, "Sở A", "", "Quý I"),
    ]
    leads = [units(t, "lead") for t in read_pages(first, second).tasks]
    assert leads[5:] == [["Sở Y tế"]] * 3


def test_second_row_of_a_task_may_stand_on_the_next_page() -> None:
    """Under a task that ended with its page, other units with a date of their own are another task of the same text."""
    second: list[tuple[Drawn, ...]] = [("", "", "Sở Y tế", "Sở Xây dựng", "", "Quý II/2026"), row("2")]
    tasks = read_pages([row("1")], second).tasks
    assert [(t.label, t.text.text, units(t, "lead")) for t in tasks[:2]] == [
        ("1", "Lập danh mục hồ sơ", ["Sở Nội vụ"]),
        ("1", "Lập danh mục hồ sơ", ["Sở Y tế"]),
    ]
    assert [t.deliverable.text for t in tasks[:2] if t.deliverable] == ["Danh mục", "Danh mục"]


def test_units_and_dates_that_go_on_over_the_page_are_one_row() -> None:
    """A row whose date breaks off, or that only lists more units, goes on."""
    first = [("1", "Lập danh mục hồ sơ", "Sở Nội vụ", "Sở Tài chính", "", "Tháng")]
    second: list[tuple[Drawn, ...]] = [("", "", "Sở Y tế", "Sở Xây dựng", "", "6/2026"), row("2")]
    assert len(read_pages(first, second).tasks) == 2


def test_title_at_the_top_of_a_page_ends_the_cells_above_it() -> None:
    """A bold title alone in its row names the rows below it; no cell merged above reaches into it."""
    first: list[tuple[Drawn, ...]] = [
        ("1", "Việc 1", "Sở A", Box("Sở B", rows=2), "", "Quý I"),
        ("2", "Việc 2", "Sở C", None, "", "Quý I"),
    ]
    second: list[tuple[Drawn, ...]] = [("", Box("Tổ chức bộ máy", bold=True), "", "", "", ""), row("3")]
    task = read_pages(first, second).tasks[2]
    assert task.group is not None
    assert task.group.text == "Tổ chức bộ máy"


def test_empty_cell_at_a_page_break_stays_empty_in_a_column_of_gaps() -> None:
    """Where other rows lack a lead too, an empty one says nothing."""
    first: list[tuple[Drawn, ...]] = [row("1"), ("2", "Việc 2", "", "Sở A", "", "Quý I"), row("3"), row("4"), row("5")]
    second: list[tuple[Drawn, ...]] = [("6", "Việc 6", "", "Sở A", "", "Quý I"), row("7")]
    assert units(read_pages(first, second).tasks[5], "lead") == []


@pytest.mark.parametrize(
    ("who", "leads"), [("Đơn vị quản lý", ["Sở Y tế"]), ("Cơ quan trình", ["Sở Y tế"]), ("Đơn vị được kiểm tra", [])]
)
def test_units_under_an_unknown_head_lead_where_nobody_else_does(who: str, leads: list[str]) -> None:
    """A column of nothing but units leads, unless its head says that something is done to them."""
    rows = [("TT", "Nhiệm vụ", who, "Thời gian"), ("1", "Lập đề án", "Sở Y tế", "Quý I"), ("2", "B", "Sở Nội vụ", "")]
    assert units(read(rows, (30, 200, 120, 90)).tasks[0], "lead") == leads


def test_group_head_alone_holds_the_tasks() -> None:
    """ "Nhóm nhiệm vụ, giải pháp" is the column of tasks where no other is."""
    rows = [("TT", "Nhóm nhiệm vụ, giải pháp", "Chủ trì", "Thời gian"), ("1", "Lập đề án", "Sở Y tế", "Quý I")]
    assert [t.text.text for t in read(rows, (30, 200, 120, 90)).tasks] == ["Lập đề án"]


def test_share_done_is_no_date() -> None:
    """ "% hoàn thành" says how much of a task is done, not when."""
    rows = [("TT", "Nhiệm vụ", "Chủ trì", "Tiến độ", "% hoàn thành"), ("1", "Lập đề án", "Sở Y tế", "Quý I", "30%")]
    (task,) = read(rows, (30, 200, 120, 90, 90)).tasks
    assert task.deadline is not None
    assert task.deadline.text == "Quý I"


def test_misread_roman_of_a_scan_is_put_right() -> None:
    """'H' after 'I' on a scanned page is the section II, and a finding says so."""
    page = draw_table([HEAD, group("I", "Thể chế"), row("1"), group("H", "Hạ tầng"), row("1")], WIDTHS)
    scanned = replace(page, words=tuple(replace(w, confidence=0.8) for w in page.words))
    (table,) = find_tables([scanned])
    reading = find_task_rows(table)
    assert reading is not None
    assert [s.path for s in reading.sections] == ["I", "II"]
    assert [f.code for f in reading.findings] == ["low-ocr-confidence"]


def test_letter_of_a_text_layer_stays() -> None:
    """The same 'H' in a text layer is what the plan prints."""
    reading = read([HEAD, group("I", "Thể chế"), row("1"), group("H", "Hạ tầng"), row("1")])
    assert [s.label for s in reading.sections] == ["I", "H"]


def test_content_column_joins_the_task() -> None:
    """'Nội dung thực hiện' beside 'Nhiệm vụ' joins its text as a paragraph."""
    head = ("TT", "Nhiệm vụ", "Nội dung thực hiện", "Chủ trì", "Thời hạn")
    (task,) = read([head, ("1", "Cải cách", "Rà soát thủ tục", "Sở A", "Quý I")], (30, 150, 200, 120, 90)).tasks
    assert task.text.text == "Cải cách\n\nRà soát thủ tục"


def test_month_under_its_year_is_spelt_out() -> None:
    """A cross under '3' below 'Tháng thực hiện năm 2026' is 'Tháng 3 năm 2026'."""
    head: list[tuple[Drawn, ...]] = [
        (
            Box("TT", rows=2),
            Box("Công việc", rows=2),
            Box("Tháng thực hiện năm 2026", columns=3),
            Box("Chủ trì", rows=2),
        ),
        (None, None, "1", "2", "3", None),
    ]
    (task,) = read([*head, ("1", "Việc A", "", "", "x", "Sở A")], (30, 200, 60, 60, 60, 120)).tasks
    assert task.deadline is not None
    assert task.deadline.text == "Tháng 3 năm 2026"


def test_quarter_broken_by_a_narrow_column_is_read_whole() -> None:
    """A column narrower than "Quý" prints "Qu" over "ý II": the head is still a quarter, of the year above it."""
    head: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Công việc", rows=2), Box("Năm 2026", columns=2), Box("Chủ trì", rows=2)),
        (None, None, "Qu\ný I", "Qu\ný II", None),
    ]
    (task,) = read([*head, ("1", "Việc A", "", "x", "Sở A")], (30, 200, 30, 30, 120)).tasks
    assert task.deadline is not None
    assert task.deadline.text == "Quý II năm 2026"


def test_month_broken_by_a_narrow_column_is_read_whole() -> None:
    """ "1" over "0" is the tenth month."""
    head: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Công việc", rows=2), Box("Tháng", columns=2), Box("Chủ trì", rows=2)),
        (None, None, "9", "1\n0", None),
    ]
    (task,) = read([*head, ("1", "Việc A", "", "x", "Sở A")], (30, 200, 20, 20, 120)).tasks
    assert task.deadline is not None
    assert task.deadline.text == "Tháng 10"


def test_first_part_may_follow_a_full_line() -> None:
    """ "1.1." under a line that fills its column opens the first part all the same, where "1.2." follows."""
    text = "Công khai dự toán và quyết toán của ngân sách năm nay\n1.1. Lập báo cáo\n1.2. Đăng tải"
    tasks = read([HEAD, ("1", text, *PLAIN)]).tasks
    assert [t.label for t in tasks] == ["1.1", "1.2"]


@pytest.mark.parametrize(
    ("above", "deadline"), [("Thời gian thực hiện", "Quý II"), ("Năm 2026", "Quý II năm 2026"), ("Đợt", "II")]
)
def test_roman_head_of_a_cross_is_a_quarter(above: str, deadline: str) -> None:
    """A cross under 'II' is the second quarter, unless the head above counts something else."""
    head: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Công việc", rows=2), Box(above, columns=2), Box("Chủ trì", rows=2)),
        (None, None, "I", "II", None),
    ]
    (task,) = read([*head, ("1", "Việc A", "", "x", "Sở A")], (30, 200, 90, 90, 120)).tasks
    assert task.deadline is not None
    assert task.deadline.text == deadline


def test_number_that_counts_on_from_a_section_stands_beside_it() -> None:
    """After the section 1 with the rows 1.1 and 1.2, the row 2 is a task beside it, and no number is missing."""
    rows = [HEAD, group("I", "Thể chế"), row("1"), spread("2", "Văn bản"), row("-"), row("-"), row("3")]
    reading = read(rows)
    assert [t.section for t in reading.tasks] == ["I", "I.2", "I.2", "I"]
    assert reading.findings == ()
    reading = read([HEAD, spread("1", "Thể chế"), row("1.1"), row("1.2"), row("2")])
    assert [t.section for t in reading.tasks] == ["1", "1", None]


def test_numbers_of_a_section_count_inside_it() -> None:
    """Under the section 1 the rows 1 and 2 are its own: 2 counts on from the row, not from the section."""
    reading = read(
        [HEAD, group("I", "Thể chế"), spread("1", "Văn bản"), row("1"), row("2"), spread("2", "Bộ máy"), row("1")]
    )
    assert [t.section for t in reading.tasks] == ["I.1", "I.1", "I.2"]


def test_merged_sentence_adds_to_the_task_above() -> None:
    """A plain sentence over all columns after a task is its note; it heads nothing."""
    said = (
        "Các đơn vị báo cáo kết quả về Sở Nội vụ trước ngày 20 của tháng cuối quý để tổng hợp, trình lãnh đạo xem xét."
    )
    reading = read([HEAD, row("1"), ("", Box(said, columns=5)), row("2")])
    assert [flow(n.text.text) for n in reading.tasks[0].notes] == [said]
    assert reading.tasks[1].group is None


@pytest.mark.parametrize("dots", ["……", "........", "-"])
def test_row_of_a_form_is_no_task(dots: str) -> None:
    """Dots to be filled in say nothing that must be done."""
    assert [t.label for t in read([HEAD, row("1"), row("2", dots), row("3")]).tasks] == ["1", "3"]


def test_list_of_persons_with_their_tasks() -> None:
    """ "Họ và tên" leads where persons have tasks of some length, each dated; a list of members is left alone."""
    head = ("TT", "Họ và tên", "Chức vụ", "Nhiệm vụ được phân công", "Thời gian")
    widths = (30.0, 130.0, 130.0, 260.0, 110.0)
    duty = "Theo dõi việc giải ngân vốn đầu tư của xã"
    (task,) = read([head, ("1", "Nguyễn Văn An", "Phó Chủ tịch", duty, "Quý I/2026")], widths).tasks
    assert (units(task, "lead"), [note.header for note in task.notes]) == (["Nguyễn Văn An"], ["Chức vụ"])
    (task,) = read([[*head[:2], *head[3:4]], ("1", "Nguyễn Văn An", duty)], (30.0, 130.0, 260.0)).tasks
    assert units(task, "lead") == ["Nguyễn Văn An"]
    (table,) = find_tables([draw_table([head, ("1", "Nguyễn Văn An", "Chủ tịch", "Trưởng ban", "2026")], widths)])
    assert find_task_rows(table) is None


def test_shortened_heads_are_known() -> None:
    """ "SP dự kiến" is the product, "ĐVCT" the lead."""
    head = ("TT", "ND công việc", "ĐVCT", "ĐVPH", "SP dự kiến", "TG hoàn thành")
    (task,) = read([head, row("1")]).tasks
    assert (units(task, "lead"), units(task, "coordinate")) == (["Sở Nội vụ"], ["Sở Tài chính"])
    assert task.deliverable is not None
    assert task.deadline is not None


def test_targets_with_a_lead_are_no_tasks() -> None:
    """A table that gives units figures to reach lists targets, though it names who leads."""
    head = ("TT", "Chỉ tiêu", "Giai đoạn tới", "Cơ quan chủ trì", "Cơ quan phối hợp")
    rows = [head, ("1", "Tỷ lệ che phủ rừng (%)", "43,5", "Sở A", "Sở B"), ("2", "Số xã", "> 55", "Sở A", "Sở B")]
    (table,) = find_tables([draw_table(rows, (30, 200, 100, 120, 120))])
    assert find_task_rows(table) is None
    assert "số liệu" in (describe(table) or "")


def test_articles_to_amend_join_the_document() -> None:
    """In a list of documents to amend the document is the task, its articles are what the task contains."""
    head = ("TT", "Văn bản cần sửa đổi, bổ sung", "Điều, khoản, điểm cần sửa đổi, bổ sung, bãi bỏ", "Cơ quan chủ trì")
    (task,) = read([head, ("1", "Quy chế làm việc", "Khoản 2 Điều 9", "Sở A")], (30, 150, 250, 120)).tasks
    assert task.text.text == "Quy chế làm việc\n\nKhoản 2 Điều 9"


def test_list_of_lapsed_documents_is_left_alone() -> None:
    """Documents with their numbers and the day they lapse are a list, not tasks."""
    head = ("TT", "Tên loại văn bản", "Số, ký hiệu", "Trích yếu nội dung", "Ngày hết hiệu lực")
    rows = [
        head,
        ("1", "Quyết định", "12/QĐ-SX", "Về quy chế", "01/01/2026"),
        ("2", "Chỉ thị", "3/CT", "Về a", "02/01"),
    ]
    (table,) = find_tables([draw_table(rows, (30, 130, 130, 130, 130))])
    assert find_task_rows(table) is None


def test_units_said_once_for_lettered_rows_fill_them() -> None:
    """A row whose units stand once over the rows a and b is their section; they take its units and its date."""
    bare = ("Hồ sơ viên chức", "", "", "", "")
    reading = read([HEAD, row("1", "Rà soát hồ sơ:"), ("a)", *bare), ("b)", *bare), row("2")])
    assert [(t.label, t.section) for t in reading.tasks] == [("a", "1"), ("b", "1"), ("2", None)]
    assert [units(t, "lead") for t in reading.tasks] == [["Sở Nội vụ"]] * 3
    assert reading.tasks[1].deadline is not None


def test_row_above_rows_with_their_own_units_is_a_task() -> None:
    """A row with units over rows 1.1 and 1.2 that name theirs is a task like them."""
    assert [t.label for t in read([HEAD, row("1"), row("1.1"), row("1.2")]).tasks] == ["1", "1.1", "1.2"]


def test_estimate_that_names_who_spends_is_left_alone() -> None:
    """Contents with their costs and the unit that spends them are an estimate; with a date they are tasks."""
    head, cells = ("TT", "Nội dung", "Kinh phí (triệu đồng)", "Đơn vị thực hiện"), ("Mua máy tính", "200", "Sở A")
    (table,) = find_tables([draw_table([head, ("1", *cells), ("2", *cells)], (30, 150, 150, 120))])
    assert find_task_rows(table) is None
    assert len(read([(*head, "Thời gian"), ("1", *cells, "Quý I")], (30, 150, 150, 120, 80)).tasks) == 1


@pytest.mark.parametrize("head", [HEAD, ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Kết quả", "Thời hạn")])
def test_head_repeated_inside_the_table_is_no_task(head: tuple[str, ...]) -> None:
    """The head printed again before the second group, even in other words, is no row."""
    reading = read([HEAD, group("I", "Thể chế"), row("1"), head, group("II", "Hạ tầng"), row("1")])
    assert [(t.label, t.section) for t in reading.tasks] == [("1", "I"), ("1", "II")]


def test_units_that_head_columns_are_marked() -> None:
    """'CT' and 'PH' under the name of a unit make it lead and coordinate."""
    head = ("TT", "Nhiệm vụ", "Phòng Kế hoạch", "Phòng Tài chính", "Thời hạn")
    (task,) = read([head, ("1", "Lập kế hoạch vốn", "PH", "CT", "Quý I")], (30, 150, 100, 100, 80)).tasks
    assert (units(task, "lead"), units(task, "coordinate")) == (["Phòng Tài chính"], ["Phòng Kế hoạch"])


def test_line_broken_by_hand_after_a_comma_goes_on() -> None:
    """'Bộ Văn hóa,' broken off over 'Thể thao và Du lịch' is one name; without a comma a unit begins anew."""
    cells = ("Tổ chức hội nghị", "Sở Văn hóa,\nThể thao và Du lịch", "Sở Y tế\nSở Nội vụ", "", "")
    (task,) = read([HEAD, ("1", *cells)]).tasks
    assert units(task, "lead") == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert units(task, "coordinate") == ["Sở Y tế\nSở Nội vụ"]


@pytest.mark.parametrize(
    "ditto", ["-nt-", "Như trên", "(Như trên)", "nt", '"', "”", "//", "- // -", "..//..", '" " "', "-''-", "-”-"]
)
def test_a_ditto_mark_takes_what_stands_above(ditto: str) -> None:
    """ "-nt-" names the unit of the row above, across the heading of a group."""
    rows = [("1", "Lập đề án", "Sở Y tế", "", ""), group("I", "Hạ tầng"), ("2", "Mua máy", ditto, "", "")]
    assert [units(t, "lead") for t in read([HEAD, *rows]).tasks] == [["Sở Y tế"], ["Sở Y tế"]]


@pytest.mark.parametrize(
    "said", ["Theo phân công tại Quyết định số 15/QĐ-UBND", "Theo nhiệm vụ được giao", "Thực hiện theo Kế hoạch số 3"]
)
def test_a_cell_that_tells_where_the_units_are_named_is_a_note(said: str) -> None:
    """It names no unit itself; what it says is kept with its head."""
    (task,) = read([HEAD, ("1", "Việc A", said, "Sở B", "", "")]).tasks
    assert units(task, "lead") == []
    assert [(n.header, n.text.text.replace("\n", " ")) for n in task.notes] == [("Đơn vị chủ trì", said)]


def test_who_watches_is_a_unit_still() -> None:
    """ "Theo dõi" in a cell points nowhere else."""
    (task,) = read([HEAD, ("1", "Việc A", "Theo dõi: Sở A", "", "", "")]).tasks
    assert units(task, "lead") == ["Theo dõi: Sở A"]


def test_ditto_marks_all_down_a_long_table() -> None:
    """Each takes the unit above the first of them, however many they are."""
    rows = [("1", "Lập đề án", "Sở Y tế", "", ""), *((str(n), "Mua máy", "-nt-", "", "") for n in range(2, 1100))]
    leads = [units(task, "lead") for task in read([HEAD, *rows]).tasks]
    assert len(leads) == 1099
    assert all(lead == ["Sở Y tế"] for lead in leads)


def test_row_that_only_leads_heads_rows_that_add_who_helps() -> None:
    """The lead said once beside 1 is the lead of 1.1 and 1.2; a date of its own makes 1 a task like them."""
    below = [("1.1", "Phát thanh", "", "Đài xã", "", "Quý I"), ("1.2", "Làm pano", "", "", "Pano", "Quý II")]
    reading = read([HEAD, ("1", "Tuyên truyền", "Sở A", "", "", ""), *below, row("2")])
    assert [(s.path, s.title.text) for s in reading.sections] == [("1", "Tuyên truyền")]
    assert [(t.label, units(t, "lead"), units(t, "coordinate")) for t in reading.tasks][:2] == [
        ("1.1", ["Sở A"], ["Đài xã"]),
        ("1.2", ["Sở A"], []),
    ]
    dated = read([HEAD, ("1", "Tuyên truyền", "Sở A", "", "", "Năm 2026"), *below, row("2")])
    assert [t.label for t in dated.tasks] == ["1", "1.1", "1.2", "2"]


@pytest.mark.parametrize(
    ("head", "cell", "deadline"),
    [
        ("Tháng", "3", "Tháng 3"),
        ("Tháng", "3, 4", "Tháng 3, 4"),
        ("Quý", "II", "Quý II"),
        ("Tháng thực hiện năm 2026", "12", "Tháng 12 năm 2026"),
        ("Tháng", "3/2026", "3/2026"),
        ("Tháng", "13", "13"),
        ("Thời gian", "3", "3"),
    ],
)
def test_a_bare_number_counts_what_its_head_names(head: str, cell: str, deadline: str) -> None:
    """ "3" under "Tháng" is March; under "Thời gian" it may count days."""
    (task,) = read([(*HEAD[:5], head), ("1", "Việc A", "Sở A", "", "", cell)]).tasks
    assert task.deadline is not None
    assert task.deadline.text == deadline


@pytest.mark.parametrize(("upper", "deadline"), [("Tháng 5/2026", "Tuần 2 tháng 5/2026"), ("Năm 2026", "Tuần 2")])
def test_a_week_lies_in_the_month_above_it(upper: str, deadline: str) -> None:
    """A cross under "Tuần 2" is said with its month; a year above it would make the whole year of it."""
    heads: list[tuple[Drawn, ...]] = [
        (Box("TT", rows=2), Box("Nhiệm vụ", rows=2), Box("Chủ trì", rows=2), Box(upper, columns=3)),
        (None, None, None, "Tuần 1", "Tuần 2", "Tuần 3"),
    ]
    (task,) = read([*heads, ("1", "Việc A", "Sở A", "", "x", "")]).tasks
    assert task.deadline is not None
    assert task.deadline.text == deadline


def test_title_in_plain_type_is_a_group_where_every_task_has_a_number() -> None:
    """Its other cells are empty; a sentence, or a table whose tasks lack numbers, leaves such a row a task."""
    title, tasks = ("", "Nhóm hạ tầng", "", "", "", ""), [row("1"), row("2"), row("3")]
    assert [t.group and t.group.text for t in read([HEAD, tasks[0], title, *tasks[1:]]).tasks] == [
        None,
        *["Nhóm hạ tầng"] * 2,
    ]
    sentence = ("", "Làm hạ tầng.", "", "", "", "")
    assert len(read([HEAD, tasks[0], sentence, *tasks[1:]]).tasks) == 4
    assert len(read([HEAD, tasks[0], title, ("", *tasks[1][1:]), tasks[2]]).tasks) == 4


def test_letter_beside_a_number_merged_from_above_is_the_label() -> None:
    """ "a) …" under the cell of 1 is a, a row of the section 1, which 2 closes."""
    rows: list[tuple[Drawn, ...]] = [
        (Box("1", rows=3), Box("Hỗ trợ sinh kế", bold=True), "", "", "", ""),
        (None, "a) Cấp bò giống", *PLAIN),
        (None, "b) Tập huấn", *PLAIN),
        row("2"),
    ]
    assert [(t.section, t.label, t.text.text) for t in read([HEAD, *rows]).tasks] == [
        ("1", "a", "Cấp bò giống"),
        ("1", "b", "Tập huấn"),
        (None, "2", "Lập danh mục hồ sơ"),
    ]


def test_of_two_columns_of_numbers_the_fuller_one_labels() -> None:
    """ "Mục" merged over the rows of a part stands beside "TT", which numbers each of them."""
    rows: list[tuple[Drawn, ...]] = [
        (Box("I", rows=2), "1", "Việc A", "Sở A", "", "Quý I"),
        (None, "2", "Việc B", "Sở B", "", "Quý II"),
    ]
    assert [t.label for t in read([("Mục", "TT", *HEAD[1:4], HEAD[5]), *rows]).tasks] == ["1", "2"]


def test_first_group_may_stand_over_the_head() -> None:
    """ "I. …" over a head that each group repeats is a section as "II. …" is; a title of the table is none."""
    first, second = ((Box(f"{label}. Thể chế", columns=6, bold=True),) for label in ("I", "II"))
    reading = read([first, HEAD, row("1"), second, HEAD, row("1")])
    assert [s.path for s in reading.sections] == ["I", "II"]
    assert [t.section for t in reading.tasks] == ["I", "II"]
    assert read([first, HEAD, row("1"), row("2")]).sections == ()


def test_row_above_a_dashed_group_is_a_task() -> None:
    """A merged row "- Về tuyên truyền:" is no row of the numbered one above it, whose units speak for itself alone."""
    rows = [row("1"), row("2"), (Box("- Về tuyên truyền:", columns=6, bold=True),), row("3")]
    reading = read([HEAD, *rows])
    assert [task.label for task in reading.tasks] == ["1", "2", "3"]
    assert reading.sections == ()
