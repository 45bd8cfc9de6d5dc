"""Where in an item of prose the deadline stands: which of its dates and frequency words bound the item's own action."""

import re
from collections.abc import Sequence
from datetime import date

from normalize.dates import find_moments
from normalize.deadline_ends import NEXT_YEAR, YEAR_BEFORE, recurrence
from normalize.deadline_words import DeadlineWords
from normalize.moments import Moment, end_of
from normalize.rules import Reading

_QUOTED = re.compile(r"[“\"«][^“”\"«»]{1,400}[”\"»]")
_DOCUMENT = re.compile(
    r"\b\d\w*(?:/\d{4})?\s?[/-]\s?[a-z][\w./&-]*"
    r"(?:\s?,?\s*ngay\s+(?:\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}))?"
)
"""A document's code with its date, folded: neither is a deadline."""
_FIGURE = re.compile(r"\d|\b[Tt]ừ nay\b|[Qq]u[yýỳỷỹỵií]\s?[IVl|]|\b[Tt]háng\s+[a-zđ]")
_CLAUSE_START = re.compile(
    r"(?:^\s*(?:dinh huong|phan dau)?|[,;:.(\n–-])\s*(?:tuan (?:thu )?(?:\d|hai|ba|tu|dau|cuoi)\s(?:cua )?)?$"
)
_WITHIN = re.compile(
    r"\b(?:trong|vao|luc|ngay trong|trong thoi gian|dinh ky|dip)\s*(?:(?:buoi\s+)?(?:sang|chieu|toi)\s+)?"
    # "vào 7 giờ 30 ngày", "trong 02 ngày (…"
    r"(?:\d{1,2}\s?(?:gio|h)(?:\s?\d{2})?(?:\s?phut)?\s*,?\s*|\d{1,2}\s+ngay\s*[,(:]?\s*)?(?:ngay\s*)?$"
)
_HELD = re.compile(
    r"(?:[:(]\s*(?:du kien\s+)?(?:\d{1,2}\s?(?:gio|h)(?:\s?\d{2})?(?:\s?phut)?\s*,?\s*)?"
    r"|^\s*(?:to chuc|khai mac|be mac|tien hanh|phat dong|ra quan)\b"
    r"(?!.*\b(?:ve|theo|ky niem|chao mung|huong ung|nhan|truyen thong)\b)[^:(]*?)\bngay\s*$"
)
"""What leads to the day that something is held on: "Tổ chức hội thi ngày 20/10/2026", "Ra quân: ngày 09/3/2026"."""
_UPON = re.compile(r"\b(?:tu|ke tu|bat dau tu|den|den het|toi|het|cho den|cuoi|dau)\s*(?:ngay\s*)?$")
# "đạt 50%", but not "lắp đặt 50 trạm", which folds alike.
_REACHES = re.compile(
    r"[^.;:]{0,40}?\b(?<!lap )(?<!cai )(?<!bo )dat\s+(?:tren |tu |it nhat |toi thieu |khoang )?"
    r"\d[\d.,]*\s?(?:%|ty|trieu)"
)
_FROM_NOW = re.compile(r"\btu nay\s+(?:cho\s+)?den\s+(?:het\s+|cuoi\s+)?$")
"""Makes "năm" or "quý III" this one's: "từ nay đến hết năm" ends with the plan's year."""
_VALID_FROM = re.compile(r"\bhieu luc\b[^.,;]{0,25}$")
# Another day of the same duty: "15/6 và 15/12 hằng năm".
_OTHER_DAYS = re.compile(
    r"(?:\s*(?:,|va|hoac)\s*(?:truoc\s*)?(?:ngay\s*)?\d{1,2}(?:\s?/\s?\d{1,2}|\s+thang\s+\d{1,2}))*\s*(?:cua\s+)?"
    # "ngày 10 (của) tháng đầu quý sau": which month of its quarter the day stands in.
    r"(?:thang\s+(?:dau|thu (?:hai|ba))\s+(?:cua\s+)?)?"
)
_NEXT_OF_ONE = re.compile(
    r"\s*(?:-|–|—|,|va|den|toi)?\s*|\s*[,;]?\s*(?:va\s+)?(?:dot|lan)\s(?:\d|[ivx]{1,3}|hai|ba|cuoi)\s?:?\s*"
)
"""What stands between two ends of one deadline, or between two rounds: "đợt 1 trong tháng 6, đợt 2 trong tháng 9"."""
_ENDS_DUTY = re.compile(r"[.\n]|;(?!\s*(?:tong hop,? )?bao cao\b)")
"""What ends the duty that a cycle opens: "Hằng năm, tổ chức sơ kết; báo cáo xã trước ngày 15/12" is one."""
_ABOUT = re.compile(r"\b(?:ve|theo)\b")
_REPORT_GAP, _LONG_REPORT_GAP = 70, 180
"""Letters between a cycle and its reporting date: "định kỳ hằng năm báo cáo kết quả thực hiện về Bộ … trước ngày"."""


def may_hold_date(printed: str) -> bool:
    """A quick look: most items hold no figure and no quarter."""
    return _FIGURE.search(printed) is not None


def without_names(folded: str) -> str:
    """The item with quoted names and cited documents blanked: their years are not its own."""
    for pattern in (_QUOTED, _DOCUMENT):
        folded = pattern.sub(lambda match: "¤" * len(match[0]), folded)
    return folded


def find_opening_cycle(folded: str, words: DeadlineWords) -> tuple[int, int] | None:
    """Where the frequency words stand that open an item: "Hằng năm", "Định kỳ hằng quý", "Thường xuyên"."""
    opening = words.cycle_opening.match(folded)
    return (opening.start(), opening.end()) if opening else None


def find_bounding_span(
    folded: str, plan_year: int | None, issued_on: date | None, words: DeadlineWords
) -> tuple[int, int] | None:
    """Where the date stands, with the words around it that say which end it sets."""
    moments = [moment for moment in find_moments(folded) if not _is_past(moment.value, plan_year, issued_on)]
    cycles = recurrence(folded, moments, words)[1]
    spans: list[tuple[int, int]] = []
    reports: list[tuple[int, int]] = []
    for moment in moments:
        if moment.value.unit in ("day", "day_of_month", "month", "quarter") and moment.value.year is None:
            report = _report_span(folded, moment, cycles, reports[-1][1] if reports else 0, words)
            if report:
                reports.append(report)
                continue
        if _bounds_action(folded, moment, moments, words, issued_on) or (
            spans and _is_second(folded, spans[-1], moment)
        ):
            spans.append(_widened(folded, moment, cycles, words))
    if spans:
        return _joined(folded, spans)
    return (reports[0][0], reports[-1][1]) if reports else None


def _is_past(moment: Moment, plan_year: int | None, issued_on: date | None) -> bool:
    """Whether a moment was over before the plan's time; what a plan of next year asks for still in this one is not."""
    year = moment.end_year or moment.year
    if plan_year is None or year is None or year >= plan_year:
        return False
    end = end_of(moment)
    return issued_on is None or end is None or moment.unit in ("year", "years") or end < issued_on


def _is_second(folded: str, before: tuple[int, int], moment: Reading[Moment]) -> bool:
    """Whether a month or quarter goes on with the one before it: "trong quý IV/2026 và quý I/2027"."""
    return (
        moment.value.unit in ("month", "quarter")
        and moment.value.year is not None
        and re.fullmatch(r"\s*(?:,|va|den|-|–)\s*", folded[before[1] : moment.start]) is not None
    )


_COUNTED = re.compile(
    r"\b(?:(?:cham|muon) nhat(?: la)?(?: trong(?: vong)?| sau)?|khong qua|toi da|trong vong|trong thoi han|trong|sau)"
    r"\s+\d{1,3}\s+(?:\([^()]*\)\s*)?(?:ngay|gio|tuan|thang)(?:\s+lam viec)?\s*,?\s*"
    r"(?:(?:ke\s+)?tu|sau)\s+(?:ngay|khi|thoi diem|luc)\s+(?!\d)[^,.;:()\n]+"
)
"""So many days from an event: "chậm nhất 10 ngày kể từ ngày ban hành"."""


def find_counted_days(folded: str) -> tuple[int, int] | None:
    """Where an item says how long after an event it is to be done, for items that name no date."""
    match = _COUNTED.search(folded)
    return (match.start(), match.start() + len(match[0].rstrip())) if match else None


def _report_span(
    folded: str, moment: Reading[Moment], cycles: Sequence[tuple[int, int]], floor: int, words: DeadlineWords
) -> tuple[int, int] | None:
    """
    The stretch from a cycle to its reporting day: "hằng năm (trước ngày 20/11)", "ngày 20 hằng tháng".

    Args:
        floor: where the reporting day before this one ends, 0 for the first: "trước ngày 15/6 và trước ngày 15/12".
    """
    start, end = _edge_start(folded, moment, words), moment.end
    joined = floor > 0 and re.fullmatch(r"\W*(?:va|hoac)?\W*(?:ngay|thang)?\W*", folded[floor:start]) is not None
    marked = words.due.search(folded, 0, moment.start) or _WITHIN.search(folded, 0, moment.start)
    if not marked and not joined:
        return None
    before = [cycle for cycle in cycles if cycle[1] <= moment.start]
    reach = _OTHER_DAYS.match(folded, end)
    after = [cycle for cycle in cycles if end <= cycle[0] <= (reach.end() if reach else end)]
    between = folded[before[-1][1] : moment.start] if before else ""
    # A month is less of a report: "Rà soát chỉ tiêu hằng năm …, hoàn thành trong tháng 6" is no cycle.
    is_day = moment.value.unit in ("day", "day_of_month") or "bao cao" in between or not re.search(r"[,:]", between)
    if before and _is_report(between) and is_day:
        start = before[-1][0]
        for cycle in reversed(before[:-1]):  # "định kỳ 6 tháng, hằng năm": the cycles of one duty
            if not re.fullmatch(r"[\s,]*(?:va\s*)?", folded[cycle[1] : start]):
                break
            start = min(start, cycle[0])
    elif before and before[0][0] == 0 and not _ENDS_DUTY.search(folded, 0, moment.start):
        start = 0  # "Hằng năm, …" opens the item and governs all of its first sentence
    elif not after and not joined:
        return None
    if after:
        end = after[0][1]
    next_year = NEXT_YEAR.match(folded, end)
    end = next_year.end() if next_year else end
    fixed = re.search(r"\bdinh ky\s+$", folded[:start])
    return (fixed.start() if fixed else start), end + (folded[end : end + 1] == ")")


def _is_report(between: str) -> bool:
    """Whether the words between a cycle and a day are one reporting duty."""
    limit = _LONG_REPORT_GAP if "bao cao" in between else _REPORT_GAP
    return len(between) <= limit and not re.search(r"[.;\n]", between)


def _bounds_action(
    folded: str,
    moment: Reading[Moment],
    moments: Sequence[Reading[Moment]],
    words: DeadlineWords,
    issued_on: date | None,
) -> bool:
    """Whether a date of an item bounds what the item does."""
    value, start, end = moment.value, moment.start, moment.end
    sentence = folded[_sentence_start(folded, start) : start]
    if value.unit == "day_of_month":
        return False
    if words.finishing.search(sentence):
        return True
    if _VALID_FROM.search(sentence):
        return False
    if value.unit != "year" and _UPON.search(sentence) and _REACHES.match(folded, end):
        return False  # "đến 31/12/2026 đạt 100% kế hoạch vốn"
    if value.unit == "day" and value.year is not None and not folded[:start].replace("ngay", "", 1).strip():
        return True  # "Ngày 20/11/2026 tổ chức …"
    if value.unit == "day" and value.year is not None and _is_held(sentence, value, issued_on):
        return not folded[end:].lstrip().startswith("cua ")
    if value.unit == "day":
        return bool(words.due.search(sentence) or words.start.search(sentence) or _WITHIN.search(sentence)) and not (
            folded[end:].lstrip().startswith("cua ")
        )
    if value.year is None and value.unit in ("year", "half"):
        return _FROM_NOW.search(sentence) is not None
    if value.unit in ("month", "quarter", "half"):
        opens = _CLAUSE_START.search(sentence) or _WITHIN.search(sentence) or _UPON.search(sentence)
        alone = _stands_alone(folded, moment, sentence)
        return bool(opens) and (
            value.year is not None or alone or bool(_WITHIN.search(sentence)) or _is_first(sentence)
        )
    return _year_bounds_action(folded, moment, moments, words)


def _is_first(sentence: str) -> bool:
    """Whether "cuối", "đầu", "từ" before a month are an item's first words: "Cuối tháng 6, tổ chức sơ kết"."""
    marker = _UPON.search(sentence)
    return marker is not None and not sentence[: marker.start()].strip()


def _is_held(sentence: str, day: Moment, issued_on: date | None) -> bool:
    """Whether a day after that of issue is the one something is held on, and no document's or anniversary's."""
    end = end_of(day)
    return issued_on is not None and end is not None and end >= issued_on and _HELD.search(sentence) is not None


def _stands_alone(folded: str, moment: Reading[Moment], sentence: str) -> bool:
    """Whether a month or quarter without its year is all that a bracket or an opening says: "(quý II)", "Quý II: …"."""
    if sentence.endswith("("):
        return folded.startswith(")", moment.end)
    return not folded[: moment.start].strip() and folded.startswith(":", moment.end)


def _year_bounds_action(
    folded: str,
    moment: Reading[Moment],
    moments: Sequence[Reading[Moment]],
    words: DeadlineWords,
) -> bool:
    """Whether a year or years bound the action: names and targets hold years too."""
    sentence = folded[_sentence_start(folded, moment.start) : moment.start]
    clause = re.split(r"[,;:(]", sentence)[-1]
    tail = folded[moment.end : _sentence_end(folded, moment, moments)]
    if words.target.search(tail) or re.search(r"\b(?:muc tieu|chi tieu|tam nhin|ty le|ti le)\b", clause):
        return False
    if re.match(r"[\s,]*(?:tam nhin|dinh huong)\b", tail):
        return False
    marker = _UPON.search(sentence)
    opens = _CLAUSE_START.search(sentence[: marker.start()] if marker else sentence)
    if moment.value.unit == "years" and re.match(r"(?:giai doan|thoi ky)", folded[moment.start :]):
        return bool(opens) and not words.named.search(sentence)
    if _WITHIN.search(sentence):
        return "hoan thanh" in clause or not words.target.search(clause)
    if opens:
        return not sentence.strip() or not words.target.search(clause)
    if words.named.search(sentence) or _ABOUT.search(sentence) or words.target.search(clause):
        return False
    return marker is not None


def _sentence_start(folded: str, at: int) -> int:
    return max(
        folded.rfind(". ", 0, at) + 2 if ". " in folded[:at] else 0,
        folded.rfind(";", 0, at) + 1,
        folded.rfind("\n", 0, at) + 1,
    )


def _sentence_end(folded: str, moment: Reading[Moment], moments: Sequence[Reading[Moment]]) -> int:
    """Where the clause that a year governs ends: at the sentence's end, or where the next date begins."""
    stop = re.compile(r"\.\s|;|\n|\.$").search(folded, moment.end)
    later = [other.start for other in moments if other.start >= moment.end]
    return min([stop.start() if stop else len(folded), *later])


def _edge_start(folded: str, moment: Reading[Moment], words: DeadlineWords) -> int:
    floor = max(0, moment.start - 60)
    left = folded[floor : moment.start]
    marks = [mark for mark in (words.due.search(left), words.start.search(left), _WITHIN.search(left)) if mark]
    return floor + min((mark.start() for mark in marks), default=len(left))


def _widened(
    folded: str, moment: Reading[Moment], cycles: Sequence[tuple[int, int]], words: DeadlineWords
) -> tuple[int, int]:
    """The date with the marker before it and what continues it: "từ năm 2026 trở đi", "… năm liền kề"."""
    start, end = _edge_start(folded, moment, words), moment.end
    after = words.start_after.match(folded, end) or NEXT_YEAR.match(folded, end) or YEAR_BEFORE.match(folded, end)
    end = after.end() if after else end
    for cycle in cycles:
        if cycle[0] >= end and re.fullmatch(r"\s*(?:[,(]|va|,? va)?\s*(?:dinh ky\s*)?", folded[end : cycle[0]]):
            end = cycle[1]
    if start > 0:
        before = [
            cycle
            for cycle in cycles
            if cycle[1] <= start and re.fullmatch(r"[\s,(]*(?:vao\s*)?", folded[cycle[1] : start])
        ]
        start = before[-1][0] if before else start
    return start, end


def _joined(folded: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The last deadline of several, with the one it continues: "từ quý III/2026 đến quý III/2030" is one."""
    start, end = spans[-1]
    for earlier in reversed(spans[:-1]):
        if not _NEXT_OF_ONE.fullmatch(folded[earlier[1] : start]):
            break
        start = earlier[0]
    return start, end
