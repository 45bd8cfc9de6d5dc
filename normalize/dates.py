"""Days, months, quarters, halves and years as printed in plans, and the stretch of calendar that each covers."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from normalize.rules import Reading, Rule, find_readings

Unit = Literal["day", "month", "quarter", "half", "year", "years", "day_of_month"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of calendar as named, its year perhaps unsaid."""

    unit: Unit
    year: int | None
    first: tuple[int, int]
    """Month and day it begins; day 0 is the month's last."""
    last: tuple[int, int]
    """Month and day it ends; day 0 is the month's last."""
    end_year: int | None = None
    """The year it ends, when that is another."""

    def in_year(self, year: int) -> "Moment":
        """The same stretch in *year*, where it names none itself."""
        return self if self.year is not None else replace(self, year=year)


def begin_of(moment: Moment) -> date | None:
    """The first day of *moment*; None without a year, or when the calendar has no such day."""
    return _day(moment.year, *moment.first)


def end_of(moment: Moment) -> date | None:
    """The last day of *moment*; None without a year, or when the calendar has no such day."""
    return _day(moment.end_year or moment.year, *moment.last)


def is_range(moment: Moment) -> bool:
    """Whether *moment* names its own beginning and end: several days, months, quarters or years."""
    if moment.unit == "day":
        return moment.first != moment.last
    months = {"month": 1, "quarter": 3}.get(moment.unit)
    if months is None:
        return moment.unit == "years"
    return moment.end_year is not None or moment.last[0] - moment.first[0] >= months


def is_possible(moment: Moment) -> bool:
    """Whether the calendar has such a day, whatever the year: 31/02 never is, 29/02 may be."""
    if moment.unit == "day_of_month":
        return 1 <= moment.first[1] <= 31
    year = moment.year or 2024  # a leap year: the benefit of the doubt
    return _day(year, *moment.first) is not None and _day(moment.end_year or year, *moment.last) is not None


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    length = calendar.monthrange(year, month)[1]
    return date(year, month, day or length) if day <= length else None


# Patterns are run over folded text (normalize.text.fold_letters). OCR puts spaces around slashes and inside years.
_YEAR = r"(?:2 ?0 ?\d ?\d|19\d\d)(?!\d)"
_SLASH = r"\s?[/.\-–]\s?"
_OF_YEAR = rf"(?:\s?[/\-–.,]?\s?(?:cua\s)?nam\s+|{_SLASH}|\s)(?P<year>{_YEAR})"
_DAY = r"(?P<day>\d{1,2})(?!\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?!\d)"
# A full date with a thirteenth month is still meant as a date, and told as an impossible one.
_ANY_MONTH = r"(?P<month>\d{1,2})(?!\d)"
# The longer word first: "mười một" before "mười".
_MONTH_WORDS = {
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4,
    "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "chap": 12,
}  # fmt: skip
# I, l, 1 and | are one stroke to a scanner.
_QUARTER = r"(?:[i1l|]v|[i1l|]{1,3}|[2-4])(?![\w|])"
_JOIN = r"\s?(?:,|;|va|&|\+|hoac)\s?"
_TO = r"\s?(?:-|–|—|den het|den|toi)\s?"
_NUMBERED = r"(?<![\d/.\-])"


def _year(text: str) -> int:
    return int(text.replace(" ", ""))


def _read_full_day(match: re.Match[str]) -> Moment:
    at = (int(match["month"]), int(match["day"]))
    return Moment("day", _year(match["year"]), at, at)


def _read_days(match: re.Match[str]) -> Moment:
    month = int(match["month"])
    return Moment("day", _year(match["year"]), (month, int(match["day"])), (month, int(match["last"])))


def _read_day_month(match: re.Match[str]) -> Moment:
    at = (int(match["month"]), int(match["day"]))
    return Moment("day", None, at, at)


def _read_day_alone(match: re.Match[str]) -> Moment | None:
    day = int(match["day"])
    return Moment("day_of_month", None, (0, day), (0, day)) if 1 <= day <= 31 else None


def _read_months(match: re.Match[str]) -> Moment | None:
    months = [int(number) for number in re.findall(r"\d{1,2}", match["months"])]
    year = _year(match["year"]) if match["year"] else None
    if not months or not all(1 <= month <= 12 for month in months):
        return None
    return Moment("month", year, (min(months), 1), (max(months), 0))


def _read_month_word(match: re.Match[str]) -> Moment:
    month = _MONTH_WORDS[" ".join(match["word"].split())]
    return Moment("month", _year(match["year"]), (month, 1), (month, 0))


def _quarter(text: str) -> int:
    strokes = re.sub(r"[1l|]", "i", text)
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(strokes) or int(text)


def _read_quarters(match: re.Match[str]) -> Moment:
    quarters = [_quarter(text) for text in re.findall(_QUARTER, match["quarters"])]
    first, last = quarters[0], quarters[-1]
    year = _year(match["year"]) if match["year"] else None
    if first > last and year:
        # "Quý IV - Quý I/2027" begins in the year before.
        return Moment("quarter", year - 1, (3 * first - 2, 1), (3 * last, 0), end_year=year)
    return Moment("quarter", year, (3 * min(quarters) - 2, 1), (3 * max(quarters), 0))


def _read_half(match: re.Match[str]) -> Moment:
    year = _year(match["year"]) if match["year"] else None
    return (
        Moment("half", year, (1, 1), (6, 0))
        if match["half"].startswith("dau")
        else Moment("half", year, (7, 1), (12, 0))
    )


def _read_year(match: re.Match[str]) -> Moment:
    return Moment("year", _year(match["year"]), (1, 1), (12, 31))


def _read_years(match: re.Match[str]) -> Moment | None:
    years = [_year(text) for text in re.findall(_YEAR, match["years"])]
    if years[0] > years[-1]:
        return None
    return Moment("years", years[0], (1, 1), (12, 31), end_year=years[-1])


def _read_school_year(match: re.Match[str]) -> Moment | None:
    first, last = (_year(text) for text in re.findall(_YEAR, match["years"]))
    # The school year opens in September and closes with May.
    return Moment("years", first, (9, 1), (5, 31), end_year=last) if last == first + 1 else None


def _read_impossible(match: re.Match[str]) -> Moment:
    unit: Unit = "month" if match["unit"] == "thang" else "quarter"
    return Moment(unit, _year(match["year"]), (13, 1), (13, 0))


def _full(year: int, month: int, day: int) -> Moment:
    return Moment("day", year, (month, day), (month, day))


def _months(year: int | None, first: int, last: int) -> Moment:
    return Moment("month", year, (first, 1), (last, 0))


def _quarters(year: int | None, first: int, last: int) -> Moment:
    return Moment("quarter", year, (3 * first - 2, 1), (3 * last, 0))


def _years(first: int, last: int) -> Moment:
    return Moment("years", first, (1, 1), (12, 31), end_year=last)


_IMPOSSIBLE_QUARTER = Moment("quarter", 2026, (13, 1), (13, 0))
_IMPOSSIBLE_MONTH = Moment("month", 2026, (13, 1), (13, 0))

DATE_RULES: tuple[Rule[Moment], ...] = (
    Rule(
        "day in words",
        re.compile(rf"{_NUMBERED}(?<!tuan ){_DAY}\s+thang\s+{_ANY_MONTH}\s?(?:nam\s|/)\s?(?P<year>{_YEAR})"),
        _read_full_day,
        (("ngày 31 tháng 12 năm 2026", _full(2026, 12, 31)), ("31 tháng 02 năm 2026", _full(2026, 2, 31))),
        ("tháng 12 năm 2026",),
        "Decree 30/2020/NĐ-CP: place and date",
    ),
    Rule(
        "days of one month",
        re.compile(
            rf"{_NUMBERED}(?P<day>\d{{1,2}})\s?(?:-|–|den(?: het)?(?: ngay)?)\s?(?P<last>\d{{1,2}})"
            rf"\s?/\s?{_ANY_MONTH}\s?/\s?(?P<year>{_YEAR})"
        ),
        _read_days,
        (
            ("15-20/10/2026", Moment("day", 2026, (10, 15), (10, 20))),
            ("từ ngày 15 đến ngày 20/10/2026", Moment("day", 2026, (10, 15), (10, 20))),
        ),
        ("15/10-20/11/2026", "3 - 10/2026"),
        "deadline columns",
    ),
    Rule(
        "day in figures",
        re.compile(rf"{_NUMBERED}(?<!\d ){_DAY}\s?(?P<mark>[/.\-–])\s?{_ANY_MONTH}\s?(?P=mark)\s?(?P<year>{_YEAR})"),
        _read_full_day,
        (("31/12/2026", _full(2026, 12, 31)), ("31 / 12/2026", _full(2026, 12, 31)), ("05-6-2027", _full(2027, 6, 5))),
        ("107/2021", "1/31/12/2026", "3 - 10/2026"),
        "deadline columns",
    ),
    Rule(
        "day and month in words",
        re.compile(rf"{_NUMBERED}(?<!tuan ){_DAY}\s+thang\s+{_MONTH}"),
        _read_day_month,
        (("trước ngày 31 tháng 12", Moment("day", None, (12, 31), (12, 31))),),
        ("06 tháng cuối năm",),
        "reporting dates",
    ),
    Rule(
        "half",
        re.compile(rf"(?:(?:0?6|sau)\s+thang|nua)\s+(?P<half>dau|cuoi)\s+(?:cua\s+)?nam(?:\s?/?\s?(?P<year>{_YEAR}))?"),
        _read_half,
        (
            ("6 tháng đầu năm 2026", Moment("half", 2026, (1, 1), (6, 0))),
            ("06 tháng cuối năm", Moment("half", None, (7, 1), (12, 0))),
        ),
        ("6 tháng một lần", "cuối năm 2026"),
        "deadline columns",
    ),
    Rule(
        "quarters",
        re.compile(
            rf"\b(?:q|[qo]u[yi])\s?(?P<quarters>{_QUARTER}(?:(?:{_JOIN}|{_TO}|\s?/\s?)(?:qu[yi]\s)?{_QUARTER})*)(?:{_OF_YEAR})?"
        ),
        _read_quarters,
        (
            ("Quý III/2026", _quarters(2026, 3, 3)),
            ("Quý III, IV/2025", _quarters(2025, 3, 4)),
            ("quý 4 năm 2027", _quarters(2027, 4, 4)),
            ("Quý IV", _quarters(None, 4, 4)),
            ("Quý II - Quý IV/2026", _quarters(2026, 2, 4)),
            ("Quý IV - Quý I/2027", Moment("quarter", 2026, (10, 1), (3, 0), end_year=2027)),
            ("Quý lV/2026", _quarters(2026, 4, 4)),
            ("QIII/2026", _quarters(2026, 3, 3)),
        ),
        ("quy định", "quý khách", "Quỹ 5 triệu"),
        "deadline columns",
    ),
    Rule(
        "months",
        re.compile(
            rf"\b(?:thang\s|t(?=\d\d?\s?[-–]\s?t\d))(?P<months>(?:1[0-2]|0?[1-9])(?!\d)"
            rf"(?:(?:{_JOIN}|{_TO})(?:thang\s|t)?(?:1[0-2]|0?[1-9])(?![\d/%]\d?))*"
            rf"(?:(?:{_JOIN}|{_TO})(?:thang\s|t)?(?:1[0-2]|0?[1-9])(?=\s?/\s?2))?)(?:{_OF_YEAR})?"
        ),
        _read_months,
        (
            ("Tháng 10/2026", _months(2026, 10, 10)),
            ("tháng 5 năm 2026", _months(2026, 5, 5)),
            ("tháng 3, 6, 9/2026", _months(2026, 3, 9)),
            ("Tháng 3 - tháng 10/2026", _months(2026, 3, 10)),
            ("tháng 11", _months(None, 11, 11)),
            ("T6-T8/2026", _months(2026, 6, 8)),
        ),
        ("6 tháng", "tháng 20"),
        "deadline columns",
    ),
    Rule(
        "month in words",
        re.compile(rf"\bthang\s(?P<word>{'|'.join(_MONTH_WORDS)})\s?(?:nam\s|/)\s?(?P<year>{_YEAR})"),
        _read_month_word,
        (("tháng mười một năm 2026", _months(2026, 11, 11)), ("tháng mười/2026", _months(2026, 10, 10))),
        ("tháng năm",),
        "older house styles",
    ),
    Rule(
        "month in figures",
        re.compile(rf"(?<![\d/.])(?<![a-z]-)(?<!\d )(?P<months>1[0-2]|0?[1-9])\s?[/\-]\s?(?P<year>{_YEAR})(?!\s?/)"),
        _read_months,
        (("trong 12/2025", _months(2025, 12, 12)), ("6/2026", _months(2026, 6, 6))),
        ("107/2021/NĐ-CP", "15/2026"),
        "deadline columns",
    ),
    Rule(
        "day and month in figures",
        re.compile(rf"{_NUMBERED}(?<!\d ){_DAY}\s?/\s?{_MONTH}(?!\s?[/\-]\s?\d)(?![\w%])"),
        _read_day_month,
        (("trước ngày 10/11", Moment("day", None, (11, 10), (11, 10))),),
        ("57/NQ-CP", "03/100"),
        "reporting dates",
    ),
    Rule(
        "day of the month",
        re.compile(rf"\bngay\s{_DAY}(?!\s?[/%,.]\s?\d)"),
        _read_day_alone,
        (("trước ngày 20", Moment("day_of_month", None, (0, 20), (0, 20))),),
        ("15 ngày", "ngày 45"),
        "reporting dates",
    ),
    Rule(
        "quarter or month that no year has",
        re.compile(rf"\b(?P<unit>qu[yi]|thang)\s?(?P<number>[5-9]|1[3-9]|v|vi){_OF_YEAR}"),
        _read_impossible,
        (("Quý V/2026", _IMPOSSIBLE_QUARTER), ("tháng 13/2026", _IMPOSSIBLE_MONTH)),
        ("tháng 5/2026", "quy vi phạm"),
        "slips of the pen",
    ),
    Rule(
        "school year",
        re.compile(rf"\bnam hoc\s(?P<years>{_YEAR}\s?[-–/]\s?{_YEAR})"),
        _read_school_year,
        (("năm học 2025-2026", Moment("years", 2025, (9, 1), (5, 31), end_year=2026)),),
        ("năm học tập",),
        "plans of schools",
    ),
    Rule(
        "years",
        re.compile(
            rf"(?:(?:\bgiai doan|\bthoi ky|\bcac nam|(?<!viet )\bnam|\btrong)\s(?:tu\s)?(?:nam\s)?)?{_NUMBERED}"
            rf"(?P<years>{_YEAR}(?:(?:{_TO}|{_JOIN})(?:nam\s)?{_YEAR})+)"
        ),
        _read_years,
        (
            ("Năm 2025 - 2030", _years(2025, 2030)),
            ("Giai đoạn 2025-2027", _years(2025, 2027)),
            ("giai đoạn từ năm 2026 đến năm 2030", _years(2026, 2030)),
            ("2025, 2026", _years(2025, 2026)),
        ),
        ("2030-2025", "năm mươi"),
        "deadline columns",
    ),
    Rule(
        "year",
        re.compile(rf"(?:(?:(?<!viet )\bnam)\s|(?<![\d/.])(?<!\w-)\b)(?P<year>{_YEAR})(?!\s?/\s?\w|-\w)(?![\w%])"),
        _read_year,
        (("Năm 2023", Moment("year", 2023, (1, 1), (12, 31))), ("2023", Moment("year", 2023, (1, 1), (12, 31)))),
        ("hằng năm", "2045/QĐ-BYT"),
        "deadline columns",
    ),
    Rule(
        "year unsaid",
        re.compile(
            r"(?:(?<=\btrong )|(?<=\bca )|(?<=\bhet )|(?<=\bcuoi )|(?<=\bdau ))nam\b(?!\s*\d)(?! hoc| sau| tiep| truoc)"
        ),
        lambda match: Moment("year", None, (1, 1), (12, 31)),
        (("trong năm", Moment("year", None, (1, 1), (12, 31))), ("cuối năm", Moment("year", None, (1, 1), (12, 31)))),
        ("hằng năm", "trong năm học", "6 tháng cuối năm"),
        "deadline columns",
    ),
)


# A stroke between figures is a one, a ring a nought, to everybody but a scanner: "3l/12/2o26".
_MISREAD = re.compile(r"(?<=\d)[lo](?=[\d/])|(?<=[\s/])[lo](?=\d)")


def find_moments(folded: str) -> tuple[Reading[Moment], ...]:
    """
    Every day, month, quarter, half or year named in a text, in order of place.

    Args:
        folded: text through `normalize.text.fold_letters`, so that offsets hold in the printed text.
    """
    return find_readings(DATE_RULES, _MISREAD.sub(lambda match: "1" if match[0] == "l" else "0", folded))
