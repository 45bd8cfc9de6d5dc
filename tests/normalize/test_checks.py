"""Cross-checks of a plan's parts against each other."""

from datetime import date

from models.plan import Assignment, Attachment, Citation, Deadline, Document, Task
from models.raw import Fragment, Passage, RawHead, RawPart, RawPlan, RawText
from normalize.checks import check_plan

BOX = (0.0, 0.0, 10.0, 10.0)


def the_document(issued_on: date | None, attached_on: date | None = None) -> Document:
    """A plan of an invented province."""
    attached = Attachment(kind="Kế hoạch", number="1/KH-UBND", issued_on=attached_on, issuer=None)
    return Document(
        source="plan.pdf",
        sha256="0" * 64,
        page_count=1,
        kind="plan",
        number="7/KH-UBND",
        title="Phát triển thư viện",
        label=None,
        issuer="Ủy ban nhân dân tỉnh Lạc Hà",
        parent_issuer=None,
        place="Lạc Hà",
        issued_on=issued_on,
        year=2026,
        signer=None,
        recipients=(),
        attached_to=attached if attached_on else None,
        text_source="text_layer",
    )


def a_task(text: str, due_on: date | None = None, recurrence: str | None = None, unit: str = "Sở Nội vụ") -> Task:
    """A task with one lead unit."""
    deadline = {"text": "Quý I", "start_on": None, "due_on": due_on, "recurrence": recurrence, "condition": None}
    return Task(
        section="II",
        group=None,
        label="1",
        text=text,
        assignments=(Assignment(unit=unit, role="lead", is_group=False, text=unit),),
        deliverable=None,
        deadline=Deadline.model_validate(deadline) if due_on else None,
        note=None,
        page=2,
        bbox=BOX,
        confidence=1.0,
    )


def the_raw(*texts: str, task: int | None = None, confidence: float = 1.0) -> RawPlan:
    """A plan of these passages."""
    passages = tuple(
        Passage("item", RawText(t, (Fragment(3, BOX),), confidence), 0, "II", "tasks", task) for t in texts
    )
    part = RawPart(kind="plan", head=RawHead(has_letterhead=True), first_page=1, prefix="")
    return RawPlan((part,), 0, (), (), passages, (), 1, "text_layer", 100, 0)


def codes(document: Document, tasks: tuple[Task, ...], raw: RawPlan) -> list[tuple[str, int | None, str | None]]:
    """Code and place of each finding."""
    return [(f.code, f.page, f.section) for f in check_plan(document, (), tasks, raw)]


def test_a_deadline_before_the_plans_own_date_is_told() -> None:
    """A plan cannot ask for what should have been done before it."""
    tasks = (a_task("Mở thư viện", date(2026, 1, 31)), a_task("Mua sách", date(2026, 3, 1)))
    assert codes(the_document(date(2026, 3, 1)), tasks, the_raw()) == [("deadline-before-plan", 2, "II")]


def test_an_appendix_is_as_old_as_its_plan() -> None:
    """Without a date of its own, the date of the plan it belongs to counts."""
    tasks = (a_task("Mở thư viện", date(2026, 1, 31)),)
    assert codes(the_document(None, date(2026, 3, 1)), tasks, the_raw()) == [("deadline-before-plan", 2, "II")]


def test_a_duty_that_recurs_may_have_begun_before() -> None:
    """A yearly duty is due again."""
    tasks = (a_task("Kiểm kê", date(2026, 1, 31), "yearly"),)
    assert codes(the_document(date(2026, 3, 1)), tasks, the_raw()) == []


def test_no_date_no_doubt() -> None:
    """A plan with a blank date is compared with nothing."""
    assert codes(the_document(None), (a_task("Mở thư viện", date(2020, 1, 31)),), the_raw()) == []


def test_an_impossible_date_in_the_text_is_told_where_it_stands() -> None:
    """31/02 is no day; 31/03 is."""
    raw = the_raw("Theo Quyết định ngày 31/02/2026 của Sở.", "Theo Quyết định ngày 31/03/2026 của Sở.")
    assert codes(the_document(None), (), raw) == [("invalid-date", 3, "II")]


def test_a_figure_the_recogniser_doubts_is_no_slip_of_the_plan() -> None:
    """An impossible date in badly read text is the scanner's."""
    assert codes(the_document(None), (), the_raw("ngày 49/10/2026 của Sở", confidence=0.6)) == []


def test_an_impossible_date_of_a_deadline_is_told_once() -> None:
    """What the reader of deadlines has told is not told again."""
    deadline = Deadline(text="Trước ngày 31/02/2026", start_on=None, due_on=None, recurrence=None, condition=None)
    task = a_task("Mở thư viện").model_copy(update={"deadline": deadline})
    assert codes(the_document(None), (task,), the_raw("Trước ngày 31/02/2026", task=0)) == []


def test_a_task_given_twice_is_told() -> None:
    """The same words for the same unit under one heading are a slip; for another unit they are a second task."""
    tasks = (a_task("Mở thư viện"), a_task("Mở thư  viện"), a_task("Mở thư viện", unit="Sở Y tế"))
    assert codes(the_document(None), tasks, the_raw()) == [("duplicate-task", 2, "II")]


def test_a_document_younger_than_the_plan_is_told() -> None:
    """A plan cannot cite what was issued after it; what came on the same day it can."""
    citations = tuple(
        Citation(kind="Quyết định", number=f"{day}/QĐ-UBND", issued_on=date(2026, 3, day), issuer=None)
        for day in (1, 2)
    )
    found = check_plan(the_document(date(2026, 3, 1)), (), (), the_raw(), citations)
    assert [(f.code, "2/QĐ-UBND" in f.message) for f in found] == [("citation-after-plan", True)]
    assert check_plan(the_document(None), (), (), the_raw(), citations) == ()
