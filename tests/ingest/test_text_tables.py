"""Tables in text files."""

from pathlib import Path

import pytest

from ingest.pipeline import read_plan
from ingest.text_tables import laid_out

HEAD = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian")
ROWS = (
    ("I", "Hoàn thiện thể chế", "", "", ""),
    ("1", "Rà soát các văn bản về cấp nước.", "Sở Xây dựng", "Sở Tư pháp", "Quý I/2026"),
    ("2", "Ban hành quy trình vận hành công trình.", "Sở Tài chính", "UBND các xã, phường", "Tháng 6/2026"),
    ("II", "Tuyên truyền", "", "", ""),
    ("1", "Mở chuyên mục về nước sạch trên Báo Lạc Hà.", "Báo Lạc Hà", "", "Thường xuyên"),
)
TITLE = (
    "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ CẤP NƯỚC\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh Lạc Hà)\n"
)


def _plan(folder: Path, table: str):  # type: ignore[no-untyped-def]
    path = folder / "plan.txt"
    path.write_text(TITLE + table, encoding="utf-8")
    return read_plan(path)


def _bars(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


TABLES = {
    "tabs": "\n".join("\t".join(row) for row in (HEAD, *ROWS)),
    "bars": "\n".join(map(_bars, (HEAD, *ROWS))),
    "Markdown": "\n".join((_bars(HEAD), "|---|:---|---|---|---|", *map(_bars, ROWS))),
    "drawn": "\n".join(f"{_bars(row)}\n+---+------+-----+-----+----+" for row in (HEAD, *ROWS)),
    "box": "\n".join(_bars(row).replace("|", "│") + "\n├───┼─────┼────┼────┼───┤" for row in (HEAD, *ROWS)),
    "open": "\n".join(" | ".join(row) for row in (HEAD, *ROWS)),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_cells_between_bars_or_tabs_are_a_table(tmp_path: Path, table: str) -> None:
    """Each row is a task with its units and date, each numbered group a section."""
    plan = _plan(tmp_path, table)
    assert [(t.section, t.label, t.text) for t in plan.tasks] == [
        ("I", "1", ROWS[1][1]),
        ("I", "2", ROWS[2][1]),
        ("II", "1", ROWS[4][1]),
    ]
    assert [a.unit for a in plan.tasks[0].assignments] == ["Sở Xây dựng", "Sở Tư pháp"]
    assert [str(t.deadline and t.deadline.due_on) for t in plan.tasks] == ["2026-03-31", "2026-06-30", "None"]


def test_lines_between_rules_are_one_row(tmp_path: Path) -> None:
    """Where every row has a rule below it, a cell may run over several lines."""
    rule = "+----+---------------+-------------+\n"
    table = (
        rule + "| TT | Nhiệm vụ      | Chủ trì     |\n" + rule + "| 1  | Rà soát các   | Sở Xây      |\n"
        "|    | văn bản.      | dựng        |\n" + rule + "| 2  | Lập quy hoạch | Sở Tài chính|\n" + rule
    )
    assert [t.text for t in _plan(tmp_path, table).tasks] == ["Rà soát các văn bản.", "Lập quy hoạch"]


def test_a_head_of_two_rows_keeps_its_spans(tmp_path: Path) -> None:
    """A cell over several columns stays over them: a cross below "Quý II" is a deadline."""
    table = (
        "| TT | Nhiệm vụ | Tiến độ năm 2026 |  | Chủ trì |\n|  |  | Quý I | Quý II |  |\n"
        "| 1 | Rà soát văn bản. |  | X | Sở Tư pháp |\n| 2 | Lập quy hoạch. | X |  | Sở Xây dựng |\n"
    )
    assert [str(t.deadline and t.deadline.due_on) for t in _plan(tmp_path, table).tasks] == ["2026-06-30", "2026-03-31"]


def test_other_lines_are_left_as_they_are() -> None:
    """A letterhead with a tab, a lone bar and a ruled line are no tables; tables of different widths are two."""
    lines = ["UBND TỈNH\tCỘNG HÒA XÃ HỘI", "Số: 1|KH-UBND", "----------", "a | b | c", ""]
    assert [line.text for line in laid_out([lines])[0]] == lines
    two = ["| a | b | c |", "| d | e | f |", "DỰ TOÁN", "| 1 | 2 | 3 | 4 |", "| 5 | 6 | 7 | 8 |"]
    laid = laid_out([two])[0]
    assert [len(line.edges) for line in laid] == [4, 4, 0, 0, 5, 5, 0]


SPACED = """\
TT        Nhiệm vụ                          Đơn vị          Đơn vị           Thời gian
                                            chủ trì         phối hợp
I    Hoàn thiện thể chế
1    Rà soát các văn bản về cấp nước        Sở Xây dựng     Sở Tư pháp,      Quý I/2026
     sạch nông thôn.                                        Sở Tài chính
2    Ban hành quy trình vận hành công       Sở Tài chính    UBND các xã,     Tháng 6/2026
     trình.                                                 phường
II   Tuyên truyền
1    Mở chuyên mục về nước sạch.            Báo Lạc Hà                       Thường xuyên
"""

CENTRED = """\
                                      Đơn vị            Đơn vị
TT          Nhiệm vụ                                                    Thời gian
                                      chủ trì           phối hợp
                            Hoàn thiện thể chế về cấp nước
     Rà soát các văn bản về cấp                         Sở Tư pháp,
1    nước sạch nông thôn trên địa     Sở Xây dựng       Sở Tài          Quý I/2026
     bàn tỉnh.                                          chính
                                      Sở Nông nghiệp
2    Ban hành quy trình.                                UBND các xã     Tháng 6/2026
                                      và Môi trường
"""


def test_columns_are_told_by_spaces(tmp_path: Path) -> None:
    """What a program lays out in columns of spaces is a table; cells run over lines, rows begin at their numbers."""
    plan = _plan(
        tmp_path, SPACED + "\nKinh phí thực hiện được bố trí trong dự toán ngân sách hằng năm của các đơn vị.\n"
    )
    assert [(t.section, t.label, t.text) for t in plan.tasks] == [
        ("I", "1", "Rà soát các văn bản về cấp nước sạch nông thôn."),
        ("I", "2", "Ban hành quy trình vận hành công trình."),
        ("II", "1", "Mở chuyên mục về nước sạch."),
    ]
    assert [a.unit for a in plan.tasks[0].assignments] == ["Sở Xây dựng", "Sở Tư pháp", "Sở Tài chính"]
    assert [a.unit for a in plan.tasks[2].assignments] == ["Báo Lạc Hà"]


def test_a_head_may_be_in_small_letters(tmp_path: Path) -> None:
    """ "stt" heads the numbers as "TT" does, and what stands above it is of the head."""
    small = CENTRED.replace("TT ", "stt", 1).replace("Thời gian", "Hạn      ", 1)
    assert [len(t.assignments) for t in _plan(tmp_path, small).tasks] == [3, 2]


def test_numbers_may_stand_in_the_middle_of_their_rows(tmp_path: Path) -> None:
    """Where numbers and units are centred in their rows, what stands above a number is its row's as well."""
    plan = _plan(tmp_path, CENTRED)
    assert [(t.group, t.text) for t in plan.tasks] == [
        ("Hoàn thiện thể chế về cấp nước", "Rà soát các văn bản về cấp nước sạch nông thôn trên địa bàn tỉnh."),
        ("Hoàn thiện thể chế về cấp nước", "Ban hành quy trình."),
    ]
    assert plan.tasks[1].assignments[0].unit == "Sở Nông nghiệp và Môi trường"


def test_a_table_in_spaces_goes_on_on_the_next_sheet(tmp_path: Path) -> None:
    """A sheet that begins with rows of the same columns goes on with the table; a page number is no row."""
    number = "                                        2\n\n"
    more = f"{number}2    Lập quy hoạch cấp nước.                Sở Xây dựng     Sở Tư pháp       Quý II/2026\n"
    plan = _plan(tmp_path, SPACED + "\f" + more)
    assert [(t.section, t.label, t.page) for t in plan.tasks][-1] == ("II", "2", 2)


@pytest.mark.parametrize(
    "text",
    [
        "TT  là viết tắt của Thông tư trong văn bản này.\n1. Giao Sở Nội vụ rà soát.\n2. Giao Sở Y tế báo cáo.",
        "ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI\n   XÃ SUỐI NGỌC          Độc lập - Tự do",
        "Nơi nhận:              TM. ỦY BAN NHÂN DÂN\n- Như trên;             CHỦ TỊCH",
    ],
)
def test_prose_and_letterheads_are_no_tables_in_spaces(text: str) -> None:
    """Two columns of a letterhead or a signature, and a sentence that begins with TT, are no tables."""
    lines = text.split("\n")
    assert [line.text for line in laid_out([lines])[0]] == lines


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["a cell a line", "blank lines between cells"])
def test_cells_one_below_the_other_are_a_table(tmp_path: Path, gap: str) -> None:
    """Where each row has as many lines as the head and the numbers count up, lines are cells."""
    rows = [list(row) for row in (HEAD, *ROWS[1:3])]
    rows.insert(1, ["I", "Hoàn thiện thể chế", *([""] * 3 if gap == "\n" else [])])
    plan = _plan(tmp_path, gap.join(cell for row in rows for cell in row))
    assert [(t.section, t.label, t.text) for t in plan.tasks] == [("I", "1", ROWS[1][1]), ("I", "2", ROWS[2][1])]
    assert [a.unit for a in plan.tasks[0].assignments] == ["Sở Xây dựng", "Sở Tư pháp"]


def test_lines_that_do_not_count_up_are_no_cells() -> None:
    """A list of abbreviations that begins with TT is left as it is."""
    lines = ["TT", "Thông tư", "NĐ", "Nghị định", "1", "Một mục", "5", "Mục khác", "7"]
    assert [line.text for line in laid_out([lines])[0]] == lines
