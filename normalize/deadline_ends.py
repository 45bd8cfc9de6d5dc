"""First day, last day and cycle: what the dates and frequency words of one deadline set together."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from models.plan import Recurrence
from normalize.deadline_words import DeadlineWords
from normalize.moments import Moment, begin_of, end_of, is_possible, is_range
from normalize.rules import Reading

Edge = Literal["window", "due", "before", "start", "after"]
"""
Which ends of a stretch of calendar a deadline sets: "before" ends the day before a month, quarter or year begins,
"after" begins the day after it ends.
"""


NEXT_YEAR = re.compile(r"\s*(?:cua\s+)?nam\s+(?:sau|tiep theo|ke tiep|lien sau|lien ke(?!\s+truoc))\b")
"""What puts a day without a year into the year after: "trước ngày 31/01 năm sau", "năm liền kề"."""
YEAR_BEFORE = re.compile(r"\s*(?:cua\s+)?nam\s+(?:truoc(?:\s+lien ke)?\b|lien ke\s+truoc\b|lien truoc\b)")
"""What puts it into the year before: "ban hành kế hoạch trước ngày 31/12 năm trước liền kề"."""


_LIMIT = re.compile(r"truoc|cham|muon|tre|khong")
_AFTER = re.compile(r"\bsau\s+(?:ngay\s+)?$")
_COUNT = re.compile(r"(?:(?P<figures>\d+)|\b(?:hai|ba|bon|tu|sau|bay|tam|chin|muoi))\s?$")


def recurrence(
    folded: str, moments: Sequence[Reading[Moment]], words: DeadlineWords
) -> tuple[Recurrence | None, tuple[tuple[int, int], ...]]:
    """The shortest cycle named outside dates, and where every cycle stands."""
    rest = blank_all(folded, ((moment.start, moment.end) for moment in moments))
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
    number = _COUNT.search(folded, 0, match.start())
    if not match[0].startswith(("thang", "quy", "nam", "lan")):
        return False  # "vật tư hằng quý", "ngày 10, 11 hằng tháng"
    if number is not None and number["figures"] is None and match[0].startswith("lan"):
        return False
    return number is not None and (number["figures"] is None or int(number["figures"]) != 1)


def ends(
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
        if _is_narrowed(dated, index):
            continue
        stretch = _with_year(folded, dated, index, plan_year)
        begin, end = begin_of(stretch), end_of(stretch)
        if begin is None or end is None:
            continue
        sets = edge(folded, dated, index, words)
        if sets in ("window", "start"):
            starts.append(begin)
        elif sets == "after":
            starts.append(end + timedelta(days=1))
        if sets == "window":
            windows.append(end)
        elif sets == "due":
            limits.append(end)
        elif sets == "before":
            limits.append(begin - timedelta(days=1))
    due_on = max(limits or windows, default=None)
    start_on = min(starts, default=None)
    # A slip such as "từ 15/11/2026 đến 15/02": the year turns in between, but nobody says so.
    return (None if start_on and due_on and due_on < start_on else start_on), due_on


def _is_narrowed(dated: Sequence[Reading[Moment]], index: int) -> bool:
    """Whether a year is only said to place the quarter or month after it: "Năm 2026 (Quý III)"."""
    if dated[index].value.unit != "year" or index + 1 >= len(dated):
        return False
    following = dated[index + 1].value
    return following.year is None and following.unit in ("quarter", "month", "half")


def _with_year(folded: str, dated: Sequence[Reading[Moment]], index: int, plan_year: int | None) -> Moment:
    """The moment at *index* in its own year, else that of the next one named, of the one before, of the plan."""
    moment = dated[index]
    if moment.value.year is None and plan_year is not None:
        for pattern, step in ((NEXT_YEAR, 1), (YEAR_BEFORE, -1)):
            if pattern.match(folded, moment.end):
                return moment.value.in_year(plan_year + step)
    later = (other.value.year for other in dated[index:])
    earlier = (other.value.end_year or other.value.year for other in reversed(dated[:index]))
    year = next((year for year in (*later, *earlier) if year), plan_year)
    return moment.value.in_year(year) if year else moment.value


def edge(folded: str, dated: Sequence[Reading[Moment]], index: int, words: DeadlineWords) -> Edge:
    moment = dated[index]
    floor = dated[index - 1].end if index else 0
    left = folded[max(floor, moment.start - 60) : moment.start]
    if words.start_after.match(folded, moment.end):
        return "start"
    if _AFTER.search(left):
        return "after"
    due = words.due.search(left)
    start = words.start.search(left)
    if due and _LIMIT.match(due["word"]) and not left.endswith("tu " + due[0]):
        start = None  # "khởi công trước ngày 30/4": a day not to be passed, whatever it is that begins
    if due and (not start or due.start() <= start.start()):
        is_strict = "truoc" in due[0] and not re.search(r"\b(?:het|cuoi)\b", due[0]) and moment.value.unit != "day"
        return "before" if is_strict else "due"
    if start and not is_range(moment.value):
        return "start"
    # One day is the last one allowed, unless a range begins with it.
    if moment.value.unit == "day" and not is_range(moment.value) and not _opens_range(folded, dated, index):
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


def blank(folded: str, start: int, end: int) -> str:
    return folded[:start] + " " * (end - start) + folded[end:]


def blank_all(folded: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        folded = blank(folded, start, end)
    return folded
