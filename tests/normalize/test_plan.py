"""What one field of a task says about another, once all of them are read."""

from dataclasses import replace
from datetime import date

import pytest

from models.plan import Task
from models.raw import (
    Fragment,
    Passage,
    RawAssignment,
    RawHead,
    RawNote,
    RawPart,
    RawPlan,
    RawSection,
    RawTask,
    RawText,
    SectionRole,
)
from normalize.plan import normalize_plan
from normalize.units import load_unit_names

BOX = (0.0, 0.0, 10.0, 10.0)


def printed(text: str) -> RawText:
    """*text* on the first page."""
    return RawText(text, (Fragment(1, BOX),), 1.0)


def a_row(section: str, text: str, deadline: str | None) -> RawTask:
    """A row of a table, its deadline cell filled or not."""
    return RawTask(section, "tasks", None, "1", printed(text), "row", deadline=printed(deadline) if deadline else None)


def published(*tasks: RawTask) -> tuple[Task, ...]:
    """The records of the tasks of a plan that holds nothing else."""
    part = RawPart(kind="plan", head=RawHead(has_letterhead=True), first_page=1, prefix="")
    raw = RawPlan((part,), 0, (), tasks, (), (), 1, "text_layer", 100, 0)
    return normalize_plan(raw, "plan.pdf", "0" * 64, load_unit_names()).tasks


def deadlines(*tasks: RawTask) -> list[str | None]:
    """The published text of each deadline."""
    return [task.deadline.text if task.deadline else None for task in published(*tasks)]


TEXT = "Sửa cầu treo xong trước ngày 30/6/2026"


def test_an_empty_cell_in_a_column_of_deadlines_says_there_is_none() -> None:
    """The date in the task's words is not taken for the cell's."""
    assert deadlines(a_row("I", "Trồng cây", "Quý I/2026"), a_row("II", TEXT, None)) == ["Quý I/2026", None]


def test_a_table_without_such_a_column_says_it_in_words() -> None:
    """Nowhere else could the deadline stand; a table of an appendix is another table."""
    assert deadlines(a_row("I", TEXT, None)) == ["xong trước ngày 30/6/2026"]
    assert deadlines(a_row("I", "Trồng cây", "Quý I/2026"), a_row("PL.I", TEXT, None))[1] is not None


def test_rows_under_a_span_of_time_are_due_in_it() -> None:
    """A month over rows is said once for all of them; one that says its own date keeps it."""
    month = printed("THÁNG 3/2026")
    rows = [replace(a_row("I", "Trồng cây", date), group=month) for date in (None, "Quý I/2026")]
    assert deadlines(*rows, a_row("I", "Dọn chợ", None)) == ["THÁNG 3/2026", "Quý I/2026", None]


def test_a_name_spelt_out_in_a_cell_ends_there_in_a_sentence_too() -> None:
    """In "Cục Người có tài năng là đầu mối" only the cell tells that "có" is in the name."""
    sentence = RawTask("II", "organisation", None, "1", printed("Cục Người có tài năng là đầu mối hướng dẫn."), "item")
    cell = RawAssignment("lead", printed("Cục Người có tài năng."))
    row = RawTask("I", "tasks", None, "1", printed("Lập danh mục"), "row", assignments=(cell,))
    assert [a.unit for task in published(row, sentence) for a in task.assignments] == ["Cục Người có tài năng"] * 2


def test_a_row_is_led_by_the_unit_whose_rows_these_are() -> None:
    """A group that is a unit's name leads where no cell and no word of the row names another."""
    helpers = (RawAssignment("coordinate", printed("Sở Tài chính")),)
    cells: tuple[tuple[str, str, tuple[RawAssignment, ...]], ...] = (
        ("SỞ NỘI VỤ", "Lập danh mục", ()),
        ("SỞ NỘI VỤ", "Lập danh mục", helpers),
        ("SỞ NỘI VỤ", "Giao Công an tỉnh chủ trì lập danh mục", ()),
        ("THỂ CHẾ", "Lập danh mục", ()),
    )
    rows = [RawTask(None, "tasks", printed(g), "1", printed(text), "row", assignments=a) for g, text, a in cells]
    leads = [[a.unit for a in task.assignments if a.role == "lead"] for task in published(*rows)]
    assert leads == [["Sở Nội vụ"], ["Sở Nội vụ"], ["Công an tỉnh"], []]


def test_a_target_is_due_when_its_heading_says() -> None:
    """ "Đến năm 2030:" over a list is said once for all of it; the year before the targets is compared with."""
    titles = ("Mục tiêu cụ thể đến năm 2030", "Tầm nhìn đến 2045", "Tăng trưởng so với năm 2025")
    sections = tuple(RawSection(f"I.{n}", str(n), printed(t), "objectives") for n, t in enumerate(titles, 1))
    goal = "Tối thiểu 50% xe buýt chạy điện."
    passages = tuple(Passage("item", printed(goal), 0, s.path, "objectives") for s in sections)
    part = RawPart(kind="plan", head=RawHead(has_letterhead=True), first_page=1, prefix="")
    raw = RawPlan((part,), 0, sections, (), passages, (), 1, "text_layer", 100, 0)
    plan = normalize_plan(raw, "plan.pdf", "0" * 64, load_unit_names())
    assert [target.due_on for target in plan.targets] == [date(2030, 12, 31), date(2045, 12, 31), None]


def test_what_was_reached_is_no_target() -> None:
    """A figure under "Kết quả đạt được", or under what stands there, commits nobody."""
    titles = {"I": "KẾT QUẢ ĐẠT ĐƯỢC", "I.1": "Hạ tầng", "II": "PHẠM VI"}
    sections = tuple(RawSection(path, path, printed(title), "other") for path, title in titles.items())
    passages = tuple(Passage("item", printed("98% thôn có sóng di động."), 0, s.path, "other") for s in sections)
    part = RawPart(kind="plan", head=RawHead(has_letterhead=True), first_page=1, prefix="")
    raw = RawPlan((part,), 0, sections, (), passages, (), 1, "text_layer", 100, 0)
    plan = normalize_plan(raw, "plan.pdf", "0" * 64, load_unit_names())
    assert [target.section for target in plan.targets] == ["II"]


def test_the_subject_of_a_title_leads_what_stands_under_it() -> None:
    """ "2. Các sở, ngành tổ chức thực hiện …, cụ thể:" names who does the bullets, and a plain title nobody."""
    titles = (
        "Các sở, ngành tổ chức thực hiện các nhiệm vụ được giao, cụ thể",
        "Tổ chức tuyên truyền trong Nhân dân xã",
    )
    sections = tuple(RawSection(f"II.{n}", str(n), printed(t), "organisation") for n, t in enumerate(titles, 1))
    tasks = tuple(RawTask(s.path, "organisation", None, "-", printed("Rà soát danh mục."), "item") for s in sections)
    part = RawPart(kind="plan", head=RawHead(has_letterhead=True), first_page=1, prefix="")
    raw = RawPlan((part,), 0, sections, tasks, (), (), 1, "text_layer", 100, 0)
    plan = normalize_plan(raw, "plan.pdf", "0" * 64, load_unit_names())
    assert [[a.unit for a in task.assignments] for task in plan.tasks] == [["Các sở, ngành"], []]


@pytest.mark.parametrize(
    ("intro", "role", "units"),
    [
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp và các xã:", "tasks", ["Sở Nội vụ", "Sở Tư pháp", "Các xã"]),
        ("Các sở, ngành tập trung thực hiện một số nội dung sau:", "organisation", ["Các sở, ngành"]),
        ("Sở Nội vụ nhận được kiến nghị của Sở Tư pháp về các việc sau:", "tasks", []),
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp thực hiện.", "tasks", []),
    ],
)
def test_the_paragraph_above_a_list_says_who_has_it_to_do(intro: str, role: SectionRole, units: list[str]) -> None:
    """ "Giao Sở X chủ trì, phối hợp với Sở Y:" counts for all of a), b), c) below; among tasks only who is told to."""
    task = RawTask("II.1", role, None, "a", printed("Rà soát danh mục."), "item")
    passages = (
        Passage("intro", printed(intro), 0, "II.1", role),
        Passage("item", task.text, 0, "II.1", role, 0),
    )
    part = RawPart(kind="plan", head=RawHead(has_letterhead=True), first_page=1, prefix="")
    section = RawSection("II.1", "1", printed("Cải cách thể chế"), role)
    raw = RawPlan((part,), 0, (section,), (task,), passages, (), 1, "text_layer", 100, 0)
    (read,) = normalize_plan(raw, "plan.pdf", "0" * 64, load_unit_names()).tasks
    assert [a.unit for a in read.assignments] == units


def test_a_deliverable_promises_too() -> None:
    """A share or a least number under "Sản phẩm" is a target, once; so is all under "Chỉ tiêu"."""
    tasks = (
        RawTask(
            "I", "tasks", None, "1", printed("Đo nước giếng"), "row", deliverable=printed("≥ 80% giếng; 01 báo cáo")
        ),
        RawTask("I", "tasks", None, "2", printed("Phủ 90% chợ"), "row", deliverable=printed("90% chợ")),
        RawTask("I", "tasks", None, "3", printed("Hiến máu"), "row", notes=(RawNote("Chỉ tiêu", printed("02 đợt")),)),
    )
    passages = tuple(Passage("cell", task.text, 0, "I", "tasks", i) for i, task in enumerate(tasks))
    part = RawPart(kind="plan", head=RawHead(has_letterhead=True), first_page=1, prefix="")
    raw = RawPlan((part,), 0, (), tasks, passages, (), 1, "text_layer", 100, 0)
    plan = normalize_plan(raw, "plan.pdf", "0" * 64, load_unit_names())
    assert plan.targets[-1].text == "Hiến máu: 02 đợt"
    assert [(t.comparator, t.value, t.unit) for t in plan.targets] == [
        (">=", 80, "%"),
        (">=", 90, "%"),
        ("=", 2, "đợt"),
    ]
