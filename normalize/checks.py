"""Cross-checks that need meaning: what the parts of a plan, each well read, say against each other."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from models.finding import Finding
from models.plan import Citation, Document, Section, Task
from models.raw import Passage, RawPlan
from normalize.dates import find_moments
from normalize.moments import is_possible
from normalize.text import flow, fold, fold_letters

SURE = 0.8
"""Confidence from which a misread figure is unlikely; a page of clean print is above 0.9."""

_FULL_DATE = re.compile(r"\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d|\d\s+tháng\s+\d{1,2}\s+năm", re.IGNORECASE)
"""A quick look for dates with a year: most passages hold none."""


def check_plan(
    document: Document,
    sections: Sequence[Section],
    tasks: Sequence[Task],
    raw: RawPlan,
    citations: Sequence[Citation] = (),
) -> tuple[Finding, ...]:
    """
    Doubts that show only once the whole plan is understood.

    A deadline before the plan's own date, a document cited that is younger than the plan, a date that no calendar
    has, a task given twice in the same words.

    Args:
        sections: as published; kept for checks of sections against each other.
        tasks: as published, in order.
        raw: as printed, for text that is in no task.
        citations: as published.
    """
    return (
        *_early_deadlines(document, tasks),
        *_late_citations(document, citations),
        *_impossible_dates(raw, tasks),
        *_repeated_tasks(tasks),
    )


def _early_deadlines(document: Document, tasks: Sequence[Task]) -> Iterator[Finding]:
    issued_on = _issued_on(document)
    if issued_on is None:
        return
    for task in tasks:
        due_on = task.deadline.due_on if task.deadline else None
        # A duty that recurs may have begun before the plan.
        if due_on and due_on < issued_on and task.deadline and task.deadline.recurrence is None:
            yield Finding(
                severity="warning",
                code="deadline-before-plan",
                message=f"Thời hạn “{task.deadline.text}” kết thúc trước ngày ban hành kế hoạch ({_said(issued_on)}).",
                page=task.page,
                section=task.section,
            )


def _late_citations(document: Document, citations: Sequence[Citation]) -> Iterator[Finding]:
    """Documents that the plan could not know: one of the two dates is a slip, or misread."""
    issued_on = _issued_on(document)
    for citation in citations:
        if issued_on and citation.issued_on and citation.issued_on > issued_on:
            yield Finding(
                severity="warning",
                code="citation-after-plan",
                message=f"{citation.kind} số {citation.number} đề ngày {_said(citation.issued_on)}, "
                f"sau ngày ban hành kế hoạch ({_said(issued_on)}).",
            )


def _issued_on(document: Document) -> date | None:
    return document.issued_on or (document.attached_to.issued_on if document.attached_to else None)


def _said(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _impossible_dates(raw: RawPlan, tasks: Sequence[Task]) -> Iterator[Finding]:
    """Dates such as 31/02/2026 anywhere in the text; those of deadlines are told where they are read."""
    for passage in raw.passages:
        # What the recogniser itself was not sure of is no slip of the plan's.
        if passage.text.confidence < SURE or not _FULL_DATE.search(passage.text.text):
            continue
        printed = flow(passage.text.text)
        for moment in find_moments(fold_letters(printed)):
            said = printed[moment.start : moment.end].strip()
            if moment.value.unit != "day" or moment.value.year is None or is_possible(moment.value):
                continue
            if not _told_with_deadline(said, passage, tasks):
                yield Finding(
                    severity="warning",
                    code="invalid-date",
                    message=f"Ngày “{said}” không tồn tại.",
                    page=passage.text.page,
                    section=passage.section,
                )


def _told_with_deadline(said: str, passage: Passage, tasks: Sequence[Task]) -> bool:
    if passage.task is None or passage.task >= len(tasks):
        return False
    deadline = tasks[passage.task].deadline
    return deadline is not None and said in deadline.text


def _repeated_tasks(tasks: Sequence[Task]) -> Iterator[Finding]:
    """Tasks that say the same of the same units under the same heading: one is a slip, or a row read twice."""
    seen: dict[tuple[object, ...], Task] = {}
    for task in tasks:
        units = tuple(sorted((assignment.role, fold(assignment.unit)) for assignment in task.assignments))
        key = (task.section, task.group, fold(task.text), units, task.deadline, task.deliverable)
        first = seen.setdefault(key, task)
        if first is not task:
            yield Finding(
                severity="info",
                code="duplicate-task",
                message=f"Nhiệm vụ “{task.text[:60]}” lặp lại nguyên văn trong cùng một mục.",
                page=task.page,
                section=task.section,
            )
