"""Deadlines: what "Quý III, IV/2025 và hằng năm" means, in a cell of its own or inside an item's sentence.

The words are in `data/deadlines.toml`; the shapes of dates are in `normalize.dates`. Text is matched folded, letter
for letter, so that what is published can be cut from the printed text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.finding import Finding
from models.plan import Deadline
from normalize.dates import find_moments
from normalize.deadline_ends import NEXT_YEAR, blank, blank_all, ends, recurrence
from normalize.deadline_spans import (
    find_bounding_span,
    find_counted_days,
    find_opening_cycle,
    may_hold_date,
    without_names,
)
from normalize.deadline_words import DeadlineWords, deadline_words
from normalize.moments import Moment, is_possible
from normalize.rules import Reading
from normalize.text import flow, fold_letters

_DOCUMENT_BEFORE = re.compile(r"\d\w*(?:/\d{4})?\s?[/-]\s?[a-z][\w./&-]*\s?,?\s*(?:ngay\s*)?$")
"""A document's code right before its date, folded: "57-nq/tw ngay "."""


_OUTLOOK = re.compile(r"(?<=\d)\s?[,;(]?\s*(?:va\s)?(?:dinh huong|tam nhin)\s(?:den\s)?(?:nam\s)?20\d\d\)?")
"""What a programme looks out to beyond its end ("giai đoạn 2026 - 2030, tầm nhìn 2045") is no deadline."""
_SESSION = re.compile(r"(?<=\bky hop )(?:thuong le )?(?:giua|cuoi|dau) nam(?:\s(?:nam\s)?20\d\d)?")
"""Which session of a council it is ("kỳ họp cuối năm 2026"): the event's name, not the day it is held on."""
_SIX = re.compile(r"\b[Ss]áu\b")
""""sáu" and "sau" fold alike: "thứ sáu hằng tuần", "sáu tháng một lần" name no event."""
_NEXT = re.compile(r"\b(?:thang|quy|tuan|ky)\s+(?:sau|ke tiep|tiep theo)\b")

_OTHER_WORDS = re.compile(
    r"(?<!tháng )(?<!thứ )\b[Tt]ư\b|(?<=điện )tử\b|(?<=phần )tử\b|\b[Tt]ự\b"
    r"|\b[Tt]r[ọồố]ng\b|\b[Đđ][ấâ]u\b|\b[Dd][ấầâ]u\b"
)
"""
Words that without their marks read like "từ", "trong" and "đầu", which open a stretch of time.

Seen: "vốn đầu tư năm 2026", "hóa đơn điện tử trong quý II", "rừng trồng năm 2026".
"""

_OPENING = 80
"""Letters of an item in which its opening frequency words stand."""


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """A deadline as understood, and what was doubtful about it."""

    deadline: Deadline
    findings: tuple[Finding, ...] = ()


def read_deadline(text: str, plan_year: int | None) -> DeadlineReading:
    """
    Read a deadline that stands in a cell or on a labelled line of its own.

    Args:
        text: as printed, with its line breaks.
        plan_year: the year the plan is for; a day without a year takes it.
    Returns:
        Never fails: what no rule knows keeps its text and is null otherwise.
    """
    printed = " ".join(flow(text).split())  # on one line, line items too
    folded = fold_letters(printed)
    for pattern in (_OUTLOOK, _SESSION):
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    words = deadline_words()
    if words.done.match(folded):
        return DeadlineReading(_plain(printed))
    condition, rest = _take_condition(printed, folded, words)
    moments = find_moments(rest)
    cycle, _ = recurrence(rest, moments, words)
    start_on, due_on = ends(rest, moments, cycle, plan_year, words)
    deadline = Deadline(text=printed, start_on=start_on, due_on=due_on, recurrence=cycle, condition=condition)
    return DeadlineReading(deadline, _impossible(printed, moments))


def _plain(text: str) -> Deadline:
    return Deadline(text=text, start_on=None, due_on=None, recurrence=None, condition=None)


def _take_condition(printed: str, folded: str, words: DeadlineWords) -> tuple[str | None, str]:
    """The event or plan that a deadline names, and the folded text with it blanked out."""
    for bracket in re.finditer(r"\(([^()]*)\)", folded):
        if words.condition_opening.match(bracket[1]) and not _holds_own_date(bracket[1], words):
            return _clean(printed[bracket.start(1) : bracket.end(1)]), blank(folded, *bracket.span())
    if words.condition_opening.match(folded) and not _opens_with_cycle(folded, words):
        end = _end_of_condition(folded, words)
        return _clean(printed[:end]), blank(folded, 0, end)
    # Cycles first: the "theo" of "các năm tiếp theo" or "theo quý" opens no condition.
    _, cycles = recurrence(folded, find_moments(folded), words)
    no_events = [m.span() for m in (*NEXT_YEAR.finditer(folded), *_NEXT.finditer(folded), *_SIX.finditer(printed))]
    for opening in words.condition_inside.finditer(blank_all(folded, [*cycles, *no_events])):
        if not _holds_own_date(folded[opening.start() :], words):
            # "Thực hiện theo kế hoạch của Bộ": with nothing else said, the whole is the condition.
            says_more = cycles or find_moments(folded[: opening.start()])
            end = opening.start() + _end_of_condition(folded[opening.start() :], words)
            return _clean(printed[opening.start() if says_more else 0 : end]), blank(folded, opening.start(), end)
    return None, folded


def _end_of_condition(folded: str, words: DeadlineWords) -> int:
    """Where a condition that opens *folded* ends: before a later part with a date of its own, else at the end."""
    for sign in re.finditer(r"[,;(]", folded):
        rest = folded[sign.end() :]
        if _holds_own_date(rest, words) or (sign[0] == ";" and recurrence(rest, find_moments(rest), words)[0]):
            return sign.start()
    return 0 if _holds_own_date(folded, words) else len(folded)


def _holds_own_date(folded: str, words: DeadlineWords) -> bool:
    """Whether a part names a date of its own; that of a document ("số 12/QĐ-TTg ngày 3/4/2025") is none."""
    return any(
        moment.start <= 2
        or words.due.search(folded, 0, moment.start)
        or words.start.search(folded, 0, moment.start)
        or words.condition_opening.fullmatch(folded[: moment.start].rstrip().removesuffix("ngay").rstrip())
        for moment in find_moments(folded)
        if not _DOCUMENT_BEFORE.search(folded, 0, moment.start)
    )


def _opens_with_cycle(folded: str, words: DeadlineWords) -> bool:
    head = folded.lstrip(" (-–+")
    return any(pattern.match(head) for _, pattern in words.cycles)


def _clean(printed: str) -> str | None:
    return " ".join(printed.split()).strip(" .,;:()-–+") or None


def _impossible(printed: str, moments: Iterable[Reading[Moment]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            severity="warning",
            code="invalid-date",
            message=f"Thời hạn “{printed}” có ngày không tồn tại: {printed[moment.start : moment.end].strip()}.",
        )
        for moment in moments
        if not is_possible(moment.value)
    )


def find_deadline(text: str, plan_year: int | None, issued_on: date | None = None) -> DeadlineReading | None:
    """
    Find the deadline that an item of prose sets for its own action, if it sets one.

    A bare frequency word counts only as the item's first words; a date, quarter or year wherever it bounds the action,
    not a target, a document or a programme; reporting dates count with their cycle.

    Args:
        text: the item without its label.
        plan_year: the year the plan is for; a day without a year takes it, and what ended before it is history.
        issued_on: of the plan, where known; what ends later is no history, though it ends before the plan's year.
    Returns:
        None for most items.
    """
    printed = flow(text)
    words = deadline_words()
    if may_hold_date(printed):
        folded = without_names(fold_letters(_OTHER_WORDS.sub(lambda match: f"{match[0][:-1]}¤", printed)))
        span = find_bounding_span(folded, plan_year, issued_on, words) or find_opening_cycle(folded, words)
        if span is None and (counted := find_counted_days(folded)) is not None:
            said = " ".join(printed[slice(*counted)].split())
            return DeadlineReading(_plain(said).model_copy(update={"condition": said}))
    else:
        folded = fold_letters(printed[:_OPENING])
        span = find_opening_cycle(folded, words)
    if span is None:
        return None
    part = folded[slice(*span)].replace("\n", " ")
    said = " ".join(printed[slice(*span)].split())
    moments = find_moments(part)
    cycle, _ = recurrence(part, moments, words)
    start_on, due_on = ends(part, moments, cycle, plan_year, words)
    deadline = Deadline(text=said, start_on=start_on, due_on=due_on, recurrence=cycle, condition=None)
    return DeadlineReading(deadline, _impossible(said, find_moments(fold_letters(said))))
