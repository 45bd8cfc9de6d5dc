"""The rules by which days, months, quarters, halves and years are read from folded text."""

import re

from normalize.moments import Moment, Unit
from normalize.rules import Reading, Rule, find_readings

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
_QUARTER = r"(?:[i1l|][vw]|[i1l|]{1,3}|[i1l|]h|h[i1l|]|0?[2-4]|01)(?![\w|])"
_JOIN = r"\s?(?:,|;|va|&|\+|hoac)\s?"
_TO = r"\s?(?:-|–|—|→|den het|den|toi)\s?"
_A_YEAR = r"(?<!viet )(?<!hang )(?<!moi )(?<!tung )\bnam"
""""năm", but not that of "Việt Nam" or "hằng năm": "hằng năm 2026 - 2030" keeps its cycle."""
_NUMBERED = r"(?<![\d/.\-])"


def _year(text: str) -> int:
    return int(text.replace(" ", ""))


def _read_full_day(match: re.Match[str]) -> Moment:
    at = (int(match["month"]), int(match["day"]))
    return Moment("day", _year(match["year"]), at, at)


def _read_days(match: re.Match[str]) -> Moment:
    month = int(match["month"])
    year = _year(match["year"]) if match["year"] else None
    return Moment("day", year, (month, int(match["day"])), (month, int(match["last"])))


def _read_days_apart(match: re.Match[str]) -> Moment | None:
    """From one day to another, each with its month: the first takes the year of the last, or the one before."""
    first = (int(match["month"]), int(match["day"]))
    last = (int(match["to_month"]), int(match["to_day"]))
    end_year = _year(match["to_year"]) if match["to_year"] else None
    if end_year is None:
        return Moment("day", None, first, last) if first <= last and not match["year"] else None
    year = _year(match["year"]) if match["year"] else end_year - (first > last)
    return Moment("day", year, first, last, end_year=end_year if end_year != year else None)


def _read_short_day(match: re.Match[str]) -> Moment:
    at = (int(match["month"]), int(match["day"]))
    return Moment("day", 2000 + int(match["year"]), at, at)


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
    # What a recogniser makes of "IV", "III".
    strokes = re.sub(r"[1l|]", "i", text).replace("w", "v").replace("h", "ii")
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(strokes) or int(text)


def _read_quarters(match: re.Match[str]) -> Moment:
    quarters = [_quarter(text) for text in re.findall(_QUARTER, match["quarters"])]
    first, last = quarters[0], quarters[-1]
    year = _year(match["year"]) if match["year"] else None
    if first > last and year:
        # "Quý IV - Quý I/2027" begins in the year before.
        return Moment("quarter", year - 1, (3 * first - 2, 1), (3 * last, 0), end_year=year)
    return Moment("quarter", year, (3 * min(quarters) - 2, 1), (3 * max(quarters), 0))


_COUNTED_MONTHS = {"ba": 3, "sau": 6, "chin": 9}


def _read_half(match: re.Match[str]) -> Moment:
    year = _year(match["year"]) if match["year"] else None
    count = match["count"]
    months = 6 if count is None else int(count) if count.isdigit() else _COUNTED_MONTHS[count]
    first = match["half"].startswith("dau")
    return Moment("half", year, (1, 1), (months, 0)) if first else Moment("half", year, (13 - months, 1), (12, 0))


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
        re.compile(rf"{_NUMBERED}(?<!tuan )(?<!thu ){_DAY}\s+thang\s+{_ANY_MONTH}\s?(?:nam\s|/)\s?(?P<year>{_YEAR})"),
        _read_full_day,
        (("ngày 31 tháng 12 năm 2026", _full(2026, 12, 31)), ("31 tháng 02 năm 2026", _full(2026, 2, 31))),
        ("tháng 12 năm 2026",),
        "Decree 30/2020/NĐ-CP: place and date",
        needs="thang",
    ),
    Rule(
        "days of two months",
        re.compile(
            rf"{_NUMBERED}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>{_YEAR}))?"
            rf"\s?(?:-|–|—|den(?: het)?(?: ngay)?)\s?(?P<to_day>\d{{1,2}})/(?P<to_month>\d{{1,2}})"
            rf"(?:/(?P<to_year>{_YEAR}))?(?![\w%]|/\d|[.,]\d)"
        ),
        _read_days_apart,
        (
            ("25/6-30/7/2026", Moment("day", 2026, (6, 25), (7, 30))),
            ("01/7/2026-30/9/2026", Moment("day", 2026, (7, 1), (9, 30))),
            ("từ 28/12 đến 05/01/2027", Moment("day", 2026, (12, 28), (1, 5), end_year=2027)),
            ("01/3-30/6", Moment("day", None, (3, 1), (6, 30))),
        ),
        ("6/2026-9/2026", "12/2026 - 02/2027", "2/3-4/5.000"),
        "deadline columns",
        needs="/",
    ),
    Rule(
        "days of one month",
        re.compile(
            rf"{_NUMBERED}(?<!,)(?<!, )(?P<day>\d{{1,2}})(?:\s?,\s?\d{{1,2}}){{0,6}}"
            rf"(?<=\d)\s?(?:-|–|,|va(?: ngay)?|den(?: het)?(?: ngay)?)\s?(?P<last>\d{{1,2}})"
            rf"\s?/\s?{_ANY_MONTH}(?:\s?/\s?(?P<year>{_YEAR})|(?!\s?[/.,\-–]\s?\d|[\w%]))"
        ),
        _read_days,
        (
            ("15-20/10/2026", Moment("day", 2026, (10, 15), (10, 20))),
            ("từ ngày 15 đến ngày 20/10/2026", Moment("day", 2026, (10, 15), (10, 20))),
            ("25-30/6", Moment("day", None, (6, 25), (6, 30))),
            ("ngày 15, 16/3/2026", Moment("day", 2026, (3, 15), (3, 16))),
            ("15, 16 và 17/3", Moment("day", None, (3, 15), (3, 17))),
        ),
        ("15/10-20/11/2026", "3 - 10/2026", "15-20/10.000", "3, 5/2026"),
        "deadline columns",
        needs="/",
    ),
    Rule(
        "day with a short year",
        re.compile(rf"{_NUMBERED}{_DAY}/{_MONTH}/(?P<year>2[0-9]|3[0-9])(?![\w/%])"),
        _read_short_day,
        (("30/06/26", _full(2026, 6, 30)),),
        ("30/06/2026", "12/5/19"),
        "deadline columns kept in a spreadsheet",
        needs="/",
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
        re.compile(rf"{_NUMBERED}(?<!tuan )(?<!thu ){_DAY}\s+thang\s+{_MONTH}"),
        _read_day_month,
        (("trước ngày 31 tháng 12", Moment("day", None, (12, 31), (12, 31))),),
        ("06 tháng cuối năm", "tuần thứ 2 tháng 5"),
        "reporting dates",
        needs="thang",
    ),
    Rule(
        "half",
        re.compile(
            rf"(?:(?<!\d)(?P<count>0?[369]|ba|sau|chin)\s+thang|nua)\s+(?P<half>dau|cuoi)\s+"
            rf"(?:cua\s+)?nam(?:\s?/?\s?(?P<year>{_YEAR}))?"
        ),
        _read_half,
        (
            ("6 tháng đầu năm 2026", Moment("half", 2026, (1, 1), (6, 0))),
            ("06 tháng cuối năm", Moment("half", None, (7, 1), (12, 0))),
            ("9 tháng đầu năm 2026", Moment("half", 2026, (1, 1), (9, 0))),
        ),
        ("6 tháng một lần", "cuối năm 2026"),
        "deadline columns",
        needs="nam",
    ),
    Rule(
        "quarters",
        re.compile(
            rf"\b(?:q\.?|[qo]u[yi])\s?(?P<quarters>{_QUARTER}(?!\s?lan\b)(?:(?:{_JOIN}|{_TO}|\s?/\s?)(?:qu[yi]\s)?{_QUARTER})*)(?:{_OF_YEAR})?"
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
            ("quý IW/2026", _quarters(2026, 4, 4)),
            ("Quý IH/2026", _quarters(2026, 3, 3)),
            ("QIII/2026", _quarters(2026, 3, 3)),
            ("Q.II/2026", _quarters(2026, 2, 2)),
            ("Quý 03/2026", _quarters(2026, 3, 3)),
        ),
        ("quy định", "quý khách", "Quỹ 5 triệu", "mỗi quý 1 lần"),
        "deadline columns",
    ),
    Rule(
        "quarters without their word",
        re.compile(
            rf"^\s*(?P<quarters>(?:iv|i{{1,3}})(?:(?:{_JOIN}|{_TO})(?:iv|i{{1,3}}))*)\s?/\s?(?P<year>{_YEAR})\s*$"
        ),
        _read_quarters,
        (("III/2026", _quarters(2026, 3, 3)), ("I, II/2026", _quarters(2026, 1, 2))),
        ("Phụ lục I/2026", "1/2026", "V/2026"),
        "deadline columns whose head says the quarter",
    ),
    Rule(
        "months",
        re.compile(
            rf"(?:\bthang\s|\bt(?=\d\d?\s?(?:[-–/.,]|va|den|nam)\s?(?:t\d|20\d\d))|^t(?=\d\d?(?:\s?[-–,]\s?t?\d\d?)*$))"
            rf"(?P<months>(?:1[0-2]|0?[1-9])(?!\d)"
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
            ("từ T3/2026", _months(2026, 3, 3)),
            ("T12.2026", _months(2026, 12, 12)),
            ("T3 năm 2026", _months(2026, 3, 3)),
            ("T5", _months(None, 5, 5)),
            ("T1-12", _months(None, 1, 12)),
            ("Tháng 1→12", _months(None, 1, 12)),
        ),
        ("6 tháng", "tháng 20", "thiết bị T3"),
        "deadline columns",
    ),
    Rule(
        "quarter or month that no year has",
        re.compile(rf"\b(?P<unit>qu[yi]|thang)\s?(?P<number>[5-9]|1[3-9]|v|vi){_OF_YEAR}"),
        _read_impossible,
        (
            ("Quý V/2026", _IMPOSSIBLE_QUARTER),
            ("Quý 5/2026", _IMPOSSIBLE_QUARTER),
            ("tháng 13/2026", _IMPOSSIBLE_MONTH),
        ),
        ("tháng 5/2026", "quy vi phạm"),
        "slips of the pen",
    ),
    Rule(
        "month in words",
        re.compile(rf"\bthang\s(?P<word>{'|'.join(_MONTH_WORDS)})\s?(?:nam\s|/)\s?(?P<year>{_YEAR})"),
        _read_month_word,
        (("tháng mười một năm 2026", _months(2026, 11, 11)), ("tháng mười/2026", _months(2026, 10, 10))),
        ("tháng năm",),
        "older house styles",
        needs="thang",
    ),
    Rule(
        "month in figures",
        re.compile(
            rf"(?<![\d/.])(?<![a-z]-)(?<!\d )(?P<months>(?:(?<![\-–])(?:1[0-2]|0?[1-9])\s?[-–]\s?)?(?:1[0-2]|0?[1-9]))"
            rf"\s?[/\-]\s?(?P<year>{_YEAR})(?!\s?/)"
        ),
        _read_months,
        (
            ("trong 12/2025", _months(2025, 12, 12)),
            ("6/2026", _months(2026, 6, 6)),
            ("6-8/2026", _months(2026, 6, 8)),
            ("03 - 10/2026", _months(2026, 3, 10)),
        ),
        ("107/2021/NĐ-CP", "15/2026", "15-20/2026"),
        "deadline columns",
    ),
    Rule(
        "day and month in figures",
        re.compile(rf"{_NUMBERED}(?<!\d ){_DAY}\s?/\s?{_MONTH}(?!\s?[/\-]\s?\d)(?![\w%])"),
        _read_day_month,
        (("trước ngày 10/11", Moment("day", None, (11, 10), (11, 10))),),
        ("57/NQ-CP", "03/100"),
        "reporting dates",
        needs="/",
    ),
    Rule(
        "day and month after its word",
        re.compile(rf"\bngay\s{_DAY}\s?(?P<mark>[.\-])\s?{_MONTH}(?!\s?[/.\-]\s?\d|[\w%])"),
        _read_day_month,
        (("trước ngày 31-12", Moment("day", None, (12, 31), (12, 31))),),
        ("ngày 15 - 20/10/2026", "31.12"),
        "reporting dates",
        needs="ngay",
    ),
    Rule(
        "day of the month",
        re.compile(rf"\bngay\s{_DAY}(?!\s?[/%,.]\s?\d)"),
        _read_day_alone,
        (("trước ngày 20", Moment("day_of_month", None, (0, 20), (0, 20))),),
        ("15 ngày", "ngày 45"),
        "reporting dates",
        needs="ngay",
    ),
    Rule(
        "school year",
        re.compile(rf"\bnam hoc\s(?P<years>{_YEAR}\s?[-–/]\s?{_YEAR})"),
        _read_school_year,
        (("năm học 2025-2026", Moment("years", 2025, (9, 1), (5, 31), end_year=2026)),),
        ("năm học tập",),
        "plans of schools",
        needs="nam hoc",
    ),
    Rule(
        "years",
        re.compile(
            rf"(?:(?:\bgiai doan|\bthoi ky|\bcac nam|{_A_YEAR}|\btrong)\s(?:tu\s)?(?:nam\s)?)?{_NUMBERED}"
            rf"(?P<years>{_YEAR}(?:(?:{_TO}|{_JOIN})(?:nam\s)?{_YEAR})+)"
        ),
        _read_years,
        (
            ("Năm 2025 - 2030", _years(2025, 2030)),
            ("Giai đoạn 2025-2027", _years(2025, 2027)),
            ("giai đoạn từ năm 2026 đến năm 2030", _years(2026, 2030)),
            ("2025, 2026", _years(2025, 2026)),
            ("hằng năm từ 2026 đến 2030", _years(2026, 2030)),
        ),
        ("2030-2025", "năm mươi"),
        "deadline columns",
    ),
    Rule(
        "year",
        re.compile(rf"(?:{_A_YEAR}\s|(?<![\d/.])(?<!\w-)\b)(?P<year>{_YEAR})(?!\s?/\s?\w|-\w)(?![\w%])"),
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
        needs="nam",
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
