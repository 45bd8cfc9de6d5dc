"""Deadlines: what "Quý III, IV/2025 và hằng năm" means, in a cell of its own or inside an item's sentence.

The words are in `data/deadlines.toml`; the shapes of dates are in `normalize.dates`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from models.finding import Finding
from models.plan import Deadline, Recurrence
from normalize.dates import Moment, begin_of, end_of, find_moments, is_possible
from normalize.rules import Reading
from normalize.text import flow, fold, fold_letters

_CYCLES: tuple[Recurrence, ...] = ("monthly", "quarterly", "semiannual", "yearly", "continuous")
"""Shortest first; "thương xuyên" gives way to any cycle that is named."""

Edge = Literal["window", "due", "before", "start"]
"""Which ends of a stretch of calendar a deadline sets; "before" ends the day before a month, quarter or year begins."""


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """A deadline as understood, and what was doubtful about it."""

    deadline: Deadline
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """The vocabulary of deadlines, compiled over folded text."""

    cycles: tuple[tuple[Recurrence, re.Pattern[str]], ...]
    due: re.Pattern[str]
    """Ends where the date begins; group "word" is the word that decides."""
    finishing: re.Pattern[str]
    start: re.Pattern[str]
    start_after: re.Pattern[str]
    condition_opening: re.Pattern[str]
    condition_inside: re.Pattern[str]
    done: re.Pattern[str]
    named: re.Pattern[str]
    target: re.Pattern[str]


@lru_cache(maxsize=1)
def deadline_words() -> DeadlineWords:
    """The vocabulary that the project ships."""
    with (Path(__file__).parent / "data" / "deadlines.toml").open("rb") as file:
        data = tomllib.load(file)
    between = rf"(?:\s+(?:{_any(data['between']['words'])}))*\s*[:(]?\s*$"
    opening = _any(data["condition"]["openings"])
    return DeadlineWords(
        cycles=tuple((cycle, re.compile(rf"(?<!\w)(?:{_any(data['recurrence'][cycle])})(?!\w)")) for cycle in _CYCLES),
        due=re.compile(rf"(?<!\w)(?P<word>{_any(data['due']['words'])}){between}"),
        finishing=re.compile(rf"(?<!\w)(?P<word>{_any(data['due']['finishing'])}){between}"),
        start=re.compile(rf"(?<!\w)(?P<word>{_any(data['start']['words'])}){between}"),
        start_after=re.compile(rf"\s*(?:{_any(data['start']['after'])})(?!\w)"),
        condition_opening=re.compile(rf"[\s(\-–+]*(?:{opening})(?!\w)"),
        condition_inside=re.compile(rf"(?<=[\s,;(])(?:{opening})(?!\w)"),
        done=re.compile(rf"[\s(]*(?:{_any(data['done']['words'])})(?!\w)"),
        named=re.compile(rf"(?<!\w)(?:{_any(data['named']['words'])})(?!\w)"),
        target=re.compile(rf"(?<!\w)(?:{_any(data['target']['words'])})(?!\w)|%"),
    )


def _any(words: Iterable[str]) -> str:
    """Source of a pattern for any of *words*, folded, the longest first; a slash may stand between spaces."""
    folded = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("/", r"\s?/\s?") for word in folded)


def read_deadline(text: str, plan_year: int | None) -> DeadlineReading:
    """
    Read a deadline that stands in a cell or on a labelled line of its own.

    Args:
        text: as printed, with its line breaks.
        plan_year: the year the plan is for; a day without a year takes it.
    Returns:
        Never fails: what no rule knows keeps its text and is null otherwise.
    """
    printed = flow(text)
    folded = fold_letters(printed).replace("\n", " ")
    words = deadline_words()
    if words.done.match(folded):
        return DeadlineReading(_plain(printed))
    condition, rest = _take_condition(printed, folded, words)
    moments = find_moments(rest)
    cycle, _ = _recurrence(rest, moments, words)
    start_on, due_on = _ends(rest, moments, cycle, plan_year, words)
    deadline = Deadline(text=printed, start_on=start_on, due_on=due_on, recurrence=cycle, condition=condition)
    return DeadlineReading(deadline, _impossible(printed, moments, plan_year))


def _plain(text: str) -> Deadline:
    return Deadline(text=text, start_on=None, due_on=None, recurrence=None, condition=None)


def _take_condition(printed: str, folded: str, words: DeadlineWords) -> tuple[str | None, str]:
    """The event or plan that a deadline names, and the folded text with it blanked out."""
    for bracket in re.finditer(r"\(([^()]*)\)", folded):
        if words.condition_opening.match(bracket[1]) and not _holds_own_date(bracket[1], words):
            return _clean(printed[bracket.start(1) : bracket.end(1)]), _blank(folded, *bracket.span())
    if words.condition_opening.match(folded) and not _opens_with_cycle(folded, words):
        end = _end_of_condition(folded, words)
        return _clean(printed[:end]), _blank(folded, 0, end)
    # Cycles first: the "theo" of "các năm tiếp theo" or "theo quý" opens no condition.
    _, cycles = _recurrence(folded, find_moments(folded), words)
    for opening in words.condition_inside.finditer(_blank_all(folded, cycles)):
        if not _holds_own_date(folded[opening.start() :], words):
            return _clean(printed[opening.start() :]), _blank(folded, opening.start(), len(folded))
    return None, folded


def _end_of_condition(folded: str, words: DeadlineWords) -> int:
    """Where a condition that opens a deadline ends: before a later part with a date of its own, else at the end."""
    for comma in re.finditer(r"[,;]", folded):
        if _holds_own_date(folded[comma.end() :], words):
            return comma.start()
    return 0 if _date_follows(folded, words) else len(folded)


def _date_follows(folded: str, words: DeadlineWords) -> bool:
    """Whether the opening word itself governs a date: "Sau ngày 01/7/2026", "Theo năm 2026"."""
    opening = words.condition_opening.match(folded)
    moments = find_moments(folded)
    if not opening or not moments:
        return False
    between = folded[opening.end() : moments[0].start].strip()
    return between in ("", "ngay", "nam", "thang", "quy", "het")


def _holds_own_date(folded: str, words: DeadlineWords) -> bool:
    """Whether a part names a date that is not a document's: "trước ngày 30/6/2026", not "số 12/QĐ-TTg ngày 3/4/2025"."""
    if _date_follows(folded, words):
        return True
    return any(
        words.due.search(folded, 0, moment.start) or words.start.search(folded, 0, moment.start) or moment.start <= 2
        for moment in find_moments(folded)
        if not re.search(r"\b(?:so|ngay)\s+\S*\s*(?:ngay\s)?$", folded[: moment.start])
    )


def _opens_with_cycle(folded: str, words: DeadlineWords) -> bool:
    head = folded.lstrip(" (-–+")
    return any(pattern.match(head) for _, pattern in words.cycles)


def _blank(folded: str, start: int, end: int) -> str:
    return folded[:start] + " " * (end - start) + folded[end:]


def _blank_all(folded: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        folded = _blank(folded, start, end)
    return folded


def _clean(printed: str) -> str | None:
    return " ".join(printed.split()).strip(" .,;:()-–+") or None


def _recurrence(
    folded: str, moments: Sequence[Reading[Moment]], words: DeadlineWords
) -> tuple[Recurrence | None, tuple[tuple[int, int], ...]]:
    """The shortest cycle named outside dates, and where every cycle stands."""
    rest = _blank_all(folded, ((moment.start, moment.end) for moment in moments))
    shortest: Recurrence | None = None
    spans: list[tuple[int, int]] = []
    for cycle, pattern in words.cycles:
        for match in pattern.finditer(rest):
            if not _counts_other_than_one(rest, match):
                shortest = shortest or cycle
                spans.append(match.span())
    return shortest, tuple(sorted(spans))


def _counts_other_than_one(folded: str, match: re.Match[str]) -> bool:
    """Whether a number before it makes the cycle longer: "05 năm/lần" is not yearly."""
    number = re.search(r"(\d+)\s?$", folded[: match.start()])
    return number is not None and int(number[1]) != 1


def _ends(
    folded: str,
    moments: Sequence[Reading[Moment]],
    cycle: Recurrence | None,
    plan_year: int | None,
    words: DeadlineWords,
) -> tuple[date | None, date | None]:
    """First and last day that the dates of one deadline set together."""
    dated = [moment for moment in moments if moment.value.unit != "day_of_month" and is_possible(moment.value)]
    days = [m for m in moments if m.value.unit == "day_of_month" or (m.value.unit == "day" and m.value.year is None)]
    if cycle and len(days) > 1:
        # Several reporting dates: the cycle is all they have in common.
        return None, None
    starts: list[date] = []
    windows: list[date] = []
    limits: list[date] = []
    for index in range(len(dated)):
        stretch = _with_year(dated, index, plan_year)
        begin, end = begin_of(stretch), end_of(stretch)
        if begin is None or end is None:
            continue
        edge = _edge(folded, dated, index, words)
        if edge in ("window", "start"):
            starts.append(begin)
        if edge == "window":
            windows.append(end)
        elif edge == "due":
            limits.append(end)
        elif edge == "before":
            limits.append(begin - timedelta(days=1))
    due_on = max(limits or windows, default=None)
    start_on = min(starts, default=None)
    # A slip such as "từ 15/11/2026 đến 15/02": the year turns in between, but nobody says so.
    return (None if start_on and due_on and due_on < start_on else start_on), due_on


def _with_year(dated: Sequence[Reading[Moment]], index: int, plan_year: int | None) -> Moment:
    """The moment at *index* in its own year, else that of the next one named, of the one before, of the plan."""
    later = (moment.value.year for moment in dated[index:])
    earlier = (moment.value.end_year or moment.value.year for moment in reversed(dated[:index]))
    year = next((year for year in (*later, *earlier) if year), plan_year)
    return dated[index].value.in_year(year) if year else dated[index].value


def _edge(folded: str, dated: Sequence[Reading[Moment]], index: int, words: DeadlineWords) -> Edge:
    moment = dated[index]
    floor = dated[index - 1].end if index else 0
    left = folded[max(floor, moment.start - 60) : moment.start]
    if words.start_after.match(folded, moment.end):
        return "start"
    due = words.due.search(left)
    start = words.start.search(left)
    if due and (not start or due.start() <= start.start()):
        is_strict = "truoc" in due[0] and not re.search(r"\b(?:het|cuoi)\b", due[0]) and moment.value.unit != "day"
        return "before" if is_strict else "due"
    if start:
        return "start"
    # One day is the last one allowed, unless a range begins with it.
    if moment.value.unit == "day" and not _opens_range(folded, dated, index):
        return "due"
    return "window"


def _opens_range(folded: str, dated: Sequence[Reading[Moment]], index: int) -> bool:
    if index + 1 >= len(dated):
        return False
    return bool(
        re.fullmatch(
            r"\s*(?:-|–|—|(?:cho )?(?:den|toi)(?: het)?(?: ngay)?)\s*",
            folded[dated[index].end : dated[index + 1].start],
        )
    )


def _impossible(printed: str, moments: Iterable[Reading[Moment]], plan_year: int | None) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            severity="warning",
            code="invalid-date",
            message=f"Thời hạn “{printed}” có ngày không tồn tại: {printed[moment.start : moment.end].strip()}.",
        )
        for moment in moments
        if not is_possible(moment.value)
    )


def find_deadline(text: str, plan_year: int | None) -> DeadlineReading | None:
    """
    Find the deadline that an item of prose sets for its own action, if it sets one.

    A bare frequency word counts only as the item's first words; a date, quarter or year wherever it bounds the action,
    not a target, a document or a programme; reporting dates count with their cycle.

    Args:
        text: the item without its label, lines joined or not.
    Returns:
        None for most items.
    """
    printed = flow(text)
    return None
