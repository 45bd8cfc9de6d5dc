"""The rules by which days, months, quarters, halves and years are read from folded text."""

import re

from normalize.date_readers import (
    A_YEAR,
    ANY_MONTH,
    DAY,
    IMPOSSIBLE_MONTH,
    IMPOSSIBLE_QUARTER,
    JOIN,
    MONTH,
    MONTH_WORDS,
    NUMBERED,
    OF_YEAR,
    QUARTER,
    SHARE,
    TO,
    YEAR,
    full_day,
    months_of,
    quarters_of,
    read_day_alone,
    read_day_month,
    read_days,
    read_days_apart,
    read_full_day,
    read_half,
    read_impossible,
    read_month_word,
    read_months,
    read_quarters,
    read_school_year,
    read_short_day,
    read_year,
    read_years,
    years_of,
)
from normalize.moments import Moment
from normalize.rules import Reading, Rule, find_readings

DATE_RULES: tuple[Rule[Moment], ...] = (
    Rule(
        "days of one month in words",
        re.compile(
            rf"{NUMBERED}(?<!,)(?<!, )(?<!tuan )(?<!thu )(?<!dot )(?<!lan )(?<!so )(?<!thang )"
            rf"(?P<day>\d{{1,2}})(?:\s?,\s?\d{{1,2}}){{0,6}}"
            rf"(?<=\d)\s?(?:-|–|,|va(?: ngay)?|den(?: het)?(?: ngay)?)\s?(?P<last>\d{{1,2}})\s+thang\s+{MONTH}"
            rf"(?:\s?(?:nam\s|/)\s?(?P<year>{YEAR}))?"
        ),
        read_days,
        (
            ("từ ngày 15 đến ngày 20 tháng 11 năm 2026", Moment("day", 2026, (11, 15), (11, 20))),
            ("15 - 20 tháng 3", Moment("day", None, (3, 15), (3, 20))),
            ("ngày 15, 16 tháng 3 năm 2026", Moment("day", 2026, (3, 15), (3, 16))),
        ),
        ("đợt 1, 2 tháng 6", "từ 3 đến 5 tháng", "tuần 1, 2 tháng 4"),
        "deadline columns",
        needs="thang",
    ),
    Rule(
        "day in words",
        re.compile(rf"{NUMBERED}(?<!tuan )(?<!thu ){DAY}\s+thang\s+{ANY_MONTH}\s?(?:nam\s|/)\s?(?P<year>{YEAR})"),
        read_full_day,
        (("ngày 31 tháng 12 năm 2026", full_day(2026, 12, 31)), ("31 tháng 02 năm 2026", full_day(2026, 2, 31))),
        ("tháng 12 năm 2026",),
        "Decree 30/2020/NĐ-CP: place and date",
        needs="thang",
    ),
    Rule(
        "days of two months",
        re.compile(
            rf"{NUMBERED}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>{YEAR}))?"
            rf"\s?(?:-|–|—|den(?: het)?(?: ngay)?)\s?(?P<to_day>\d{{1,2}})/(?P<to_month>\d{{1,2}})"
            rf"(?:/(?P<to_year>{YEAR}))?(?![\w%]|/\d|[.,]\d)"
        ),
        read_days_apart,
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
            rf"{NUMBERED}(?<!,)(?<!, )(?P<day>\d{{1,2}})(?:\s?,\s?\d{{1,2}}){{0,6}}"
            rf"(?<=\d)\s?(?:-|–|,|va(?: ngay)?|den(?: het)?(?: ngay)?)\s?(?P<last>\d{{1,2}})"
            rf"\s?/\s?{ANY_MONTH}(?:\s?/\s?(?P<year>{YEAR})|(?!\s?[/.,\-–]\s?\d|[\w%]))"
        ),
        read_days,
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
        re.compile(rf"{NUMBERED}{DAY}/{MONTH}/(?P<year>2[0-9]|3[0-9])(?![\w/%])"),
        read_short_day,
        (("30/06/26", full_day(2026, 6, 30)),),
        ("30/06/2026", "12/5/19"),
        "deadline columns kept in a spreadsheet",
        needs="/",
    ),
    Rule(
        "day in figures",
        re.compile(rf"{NUMBERED}(?<!\d ){DAY}\s?(?P<mark>[/.\-–])\s?{ANY_MONTH}\s?(?P=mark)\s?(?P<year>{YEAR})"),
        read_full_day,
        (
            ("31/12/2026", full_day(2026, 12, 31)),
            ("31 / 12/2026", full_day(2026, 12, 31)),
            ("05-6-2027", full_day(2027, 6, 5)),
        ),
        ("107/2021", "1/31/12/2026", "3 - 10/2026"),
        "deadline columns",
    ),
    Rule(
        "day and month in words",
        re.compile(rf"{NUMBERED}(?<!tuan )(?<!thu )(?<!dot \d, )(?<!tuan \d, ){DAY}\s+thang\s+{MONTH}(?!\s?lan\b)"),
        read_day_month,
        (("trước ngày 31 tháng 12", Moment("day", None, (12, 31), (12, 31))),),
        ("06 tháng cuối năm", "tuần thứ 2 tháng 5", "6 tháng 1 lần"),
        "reporting dates",
        needs="thang",
    ),
    Rule(
        "half",
        re.compile(
            rf"(?:(?<!\d)(?P<count>0?[369]|ba|sau|chin)\s+thang|nua)\s+(?P<half>dau|cuoi)\s+"
            rf"(?:cua\s+)?nam(?:\s?/?\s?(?P<year>{YEAR}))?"
        ),
        read_half,
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
            rf"\b(?:q\.?|[qo]u[yi])\s?(?P<quarters>{QUARTER}(?!\s?lan\b)(?:(?:{JOIN}|{TO}|\s?/\s?)(?:qu[yi]\s)?{QUARTER})*)(?:{OF_YEAR})?"
        ),
        read_quarters,
        (
            ("Quý III/2026", quarters_of(2026, 3, 3)),
            ("Quý III, IV/2025", quarters_of(2025, 3, 4)),
            ("quý 4 năm 2027", quarters_of(2027, 4, 4)),
            ("Quý IV", quarters_of(None, 4, 4)),
            ("Quý II - Quý IV/2026", quarters_of(2026, 2, 4)),
            ("Quý IV - Quý I/2027", Moment("quarter", 2026, (10, 1), (3, 0), end_year=2027)),
            ("Quý lV/2026", quarters_of(2026, 4, 4)),
            ("quý IW/2026", quarters_of(2026, 4, 4)),
            ("Quý IH/2026", quarters_of(2026, 3, 3)),
            ("QIII/2026", quarters_of(2026, 3, 3)),
            ("Q.II/2026", quarters_of(2026, 2, 2)),
            ("Quý 03/2026", quarters_of(2026, 3, 3)),
            ("Quý I (năm 2026)", quarters_of(2026, 1, 1)),
        ),
        ("quy định", "quý khách", "Quỹ 5 triệu", "mỗi quý 1 lần"),
        "deadline columns",
    ),
    Rule(
        "quarters without their word",
        re.compile(rf"^\s*(?P<quarters>(?:iv|i{{1,3}})(?:(?:{JOIN}|{TO})(?:iv|i{{1,3}}))*)\s?/\s?(?P<year>{YEAR})\s*$"),
        read_quarters,
        (("III/2026", quarters_of(2026, 3, 3)), ("I, II/2026", quarters_of(2026, 1, 2))),
        ("Phụ lục I/2026", "1/2026", "V/2026"),
        "deadline columns whose head says the quarter",
    ),
    Rule(
        "months",
        re.compile(
            rf"(?:\bthang\s|\bt(?=\d\d?\s?(?:[-–/.,]|va|den|nam)\s?(?:t\d|20\d\d|2\d\b))|^t(?=\d\d?(?:\s?[-–,]\s?t?\d\d?)*$))"
            rf"(?P<months>(?:1[0-2]|0?[1-9])(?!\d)(?!\s?lan\b)"
            rf"(?:(?:{JOIN}|{TO})(?:thang\s|t)?(?:1[0-2]|0?[1-9])(?![\d/%]\d?))*"
            rf"(?:(?:{JOIN}|{TO})(?:thang\s|t)?(?:1[0-2]|0?[1-9])(?=\s?/\s?2))?)(?:{OF_YEAR})?"
        ),
        read_months,
        (
            ("Tháng 10/2026", months_of(2026, 10, 10)),
            ("tháng 5 năm 2026", months_of(2026, 5, 5)),
            ("tháng 3, 6, 9/2026", months_of(2026, 3, 9)),
            ("Tháng 3 - tháng 10/2026", months_of(2026, 3, 10)),
            ("tháng 11", months_of(None, 11, 11)),
            ("T6-T8/2026", months_of(2026, 6, 8)),
            ("từ T3/2026", months_of(2026, 3, 3)),
            ("T12.2026", months_of(2026, 12, 12)),
            ("T3 năm 2026", months_of(2026, 3, 3)),
            ("T5", months_of(None, 5, 5)),
            ("T1-12", months_of(None, 1, 12)),
            ("Tháng 1→12", months_of(None, 1, 12)),
        ),
        ("6 tháng", "tháng 20", "thiết bị T3", "mỗi tháng 1 lần"),
        "deadline columns",
    ),
    Rule(
        "quarter or month that no year has",
        re.compile(rf"\b(?P<unit>qu[yi]|thang)\s?(?P<number>[5-9]|1[3-9]|v|vi){OF_YEAR}"),
        read_impossible,
        (
            ("Quý V/2026", IMPOSSIBLE_QUARTER),
            ("Quý 5/2026", IMPOSSIBLE_QUARTER),
            ("tháng 13/2026", IMPOSSIBLE_MONTH),
        ),
        ("tháng 5/2026", "quy vi phạm"),
        "slips of the pen",
    ),
    Rule(
        "month in words",
        re.compile(rf"\bthang\s(?P<word>{'|'.join(MONTH_WORDS)})\s?(?:nam\s|/)\s?(?P<year>{YEAR})"),
        read_month_word,
        (("tháng mười một năm 2026", months_of(2026, 11, 11)), ("tháng mười/2026", months_of(2026, 10, 10))),
        ("tháng năm",),
        "older house styles",
        needs="thang",
    ),
    Rule(
        "month in figures",
        re.compile(
            rf"(?<![\d/.])(?<![a-z]-)(?<!\d )(?P<months>(?:(?<![\-–])(?:1[0-2]|0?[1-9])\s?[-–]\s?)?(?:1[0-2]|0?[1-9]))"
            rf"\s?[/\-]\s?(?P<year>{YEAR})(?!\s?/)"
        ),
        read_months,
        (
            ("trong 12/2025", months_of(2025, 12, 12)),
            ("6/2026", months_of(2026, 6, 6)),
            ("6-8/2026", months_of(2026, 6, 8)),
            ("03 - 10/2026", months_of(2026, 3, 10)),
        ),
        ("107/2021/NĐ-CP", "15/2026", "15-20/2026"),
        "deadline columns",
    ),
    Rule(
        "day and month in figures",
        re.compile(rf"{NUMBERED}(?<!\d ){DAY}\s?/\s?{MONTH}(?!\s?[/\-]\s?\d)(?![\w%]){SHARE}"),
        read_day_month,
        (("trước ngày 10/11", Moment("day", None, (11, 10), (11, 10))),),
        ("57/NQ-CP", "03/100", "không quá 1/3 tổng số đại biểu", "từ 2/3 số hộ trở lên"),
        "reporting dates",
        needs="/",
    ),
    Rule(
        "day and month after its word",
        re.compile(rf"\bngay\s{DAY}\s?(?P<mark>[.\-])\s?{MONTH}(?!\s?[/.\-]\s?\d|[\w%])"),
        read_day_month,
        (("trước ngày 31-12", Moment("day", None, (12, 31), (12, 31))),),
        ("ngày 15 - 20/10/2026", "31.12"),
        "reporting dates",
        needs="ngay",
    ),
    Rule(
        "day of the month",
        re.compile(rf"\bngay\s{DAY}(?!\s?[/%,.]\s?\d)"),
        read_day_alone,
        (("trước ngày 20", Moment("day_of_month", None, (0, 20), (0, 20))),),
        ("15 ngày", "ngày 45"),
        "reporting dates",
        needs="ngay",
    ),
    Rule(
        "school year",
        re.compile(rf"\bnam hoc\s(?P<years>{YEAR}\s?[-–/]\s?{YEAR})"),
        read_school_year,
        (("năm học 2025-2026", Moment("years", 2025, (9, 1), (5, 31), end_year=2026)),),
        ("năm học tập",),
        "plans of schools",
        needs="nam hoc",
    ),
    Rule(
        "years",
        re.compile(
            rf"(?:(?:\bgiai doan|\bthoi ky|\bcac nam|{A_YEAR}|\btrong)\s(?:tu\s)?(?:nam\s)?)?{NUMBERED}"
            rf"(?P<years>{YEAR}(?:(?:{TO}|{JOIN})(?:nam\s)?{YEAR})+)"
        ),
        read_years,
        (
            ("Năm 2025 - 2030", years_of(2025, 2030)),
            ("Giai đoạn 2025-2027", years_of(2025, 2027)),
            ("giai đoạn từ năm 2026 đến năm 2030", years_of(2026, 2030)),
            ("2025, 2026", years_of(2025, 2026)),
            ("hằng năm từ 2026 đến 2030", years_of(2026, 2030)),
        ),
        ("2030-2025", "năm mươi"),
        "deadline columns",
    ),
    Rule(
        "year",
        re.compile(rf"(?:{A_YEAR}\s|(?<![\d/.])(?<!\w-)\b)(?P<year>{YEAR})(?!\s?/\s?\w|-\w)(?![\w%])"),
        read_year,
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
