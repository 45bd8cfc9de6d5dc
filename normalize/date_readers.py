"""The parts of dates in folded text, and what each shape of a date means: from a match to a stretch of calendar."""

import re

from normalize.moments import Moment, Unit

# Patterns are run over folded text (normalize.text.fold_letters). OCR puts spaces around slashes and inside years.
YEAR = r"(?:2 ?0 ?\d ?\d|19\d\d)(?!\d)"
SLASH = r"\s?[/.\-–]\s?"
OF_YEAR = rf"(?:\s?[/\-–.,]?\s?(?:cua\s)?nam\s+|{SLASH}|\s|\s?(?P<opens>\()(?:nam\s+)?)(?P<year>{YEAR})(?(opens)\))"
DAY = r"(?P<day>\d{1,2})(?!\d)"
MONTH = r"(?P<month>1[0-2]|0?[1-9])(?!\d)"
# A full date with a thirteenth month is still meant as a date, and told as an impossible one.
ANY_MONTH = r"(?P<month>\d{1,2})(?!\d)"
# The longer word first: "mười một" before "mười".
MONTH_WORDS = {
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4,
    "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "chap": 12,
}  # fmt: skip
# I, l, 1 and | are one stroke to a scanner.
QUARTER = r"(?:[i1l|][vw]|[i1l|]{1,3}|[i1l|]h|h[i1l|]|0?[2-4]|01)(?![\w|])"
JOIN = r"\s?(?:,|;|va|&|\+|hoac)\s?"
TO = r"\s?(?:-|–|—|→|den het|den|toi)\s?"
A_YEAR = r"(?<!viet )(?<!hang )(?<!moi )(?<!tung )\bnam"
""""năm", but not that of "Việt Nam" or "hằng năm": "hằng năm 2026 - 2030" keeps its cycle."""
SHARE = (
    r"(?!\s+(?:tong|so(?! lieu)|thanh vien|hoi vien|dai bieu|uy vien|cu tri|ho\b|dien tich|don vi|nguoi|thoi gian"
    r"|kinh phi|muc|quan so|chieu)\b)"
)
"""What behind "2/3" makes it a share of something."""
NUMBERED = r"(?<![\d/.\-])"


def year_of(text: str) -> int:
    return int(text.replace(" ", ""))


def read_full_day(match: re.Match[str]) -> Moment:
    at = (int(match["month"]), int(match["day"]))
    return Moment("day", year_of(match["year"]), at, at)


def read_days(match: re.Match[str]) -> Moment:
    month = int(match["month"])
    year = year_of(match["year"]) if match["year"] else None
    return Moment("day", year, (month, int(match["day"])), (month, int(match["last"])))


def read_days_apart(match: re.Match[str]) -> Moment | None:
    """From one day to another, each with its month: the first takes the year of the last, or the one before."""
    first = (int(match["month"]), int(match["day"]))
    last = (int(match["to_month"]), int(match["to_day"]))
    end_year = year_of(match["to_year"]) if match["to_year"] else None
    if end_year is None:
        return Moment("day", None, first, last) if first <= last and not match["year"] else None
    year = year_of(match["year"]) if match["year"] else end_year - (first > last)
    return Moment("day", year, first, last, end_year=end_year if end_year != year else None)


def read_short_day(match: re.Match[str]) -> Moment:
    at = (int(match["month"]), int(match["day"]))
    return Moment("day", 2000 + int(match["year"]), at, at)


def read_day_month(match: re.Match[str]) -> Moment:
    at = (int(match["month"]), int(match["day"]))
    return Moment("day", None, at, at)


def read_day_alone(match: re.Match[str]) -> Moment | None:
    day = int(match["day"])
    return Moment("day_of_month", None, (0, day), (0, day)) if 1 <= day <= 31 else None


def read_months(match: re.Match[str]) -> Moment | None:
    months = [int(number) for number in re.findall(r"\d{1,2}", match["months"])]
    year = year_of(match["year"]) if match["year"] else None
    if not months or not all(1 <= month <= 12 for month in months):
        return None
    return Moment("month", year, (min(months), 1), (max(months), 0))


def read_month_word(match: re.Match[str]) -> Moment:
    month = MONTH_WORDS[" ".join(match["word"].split())]
    return Moment("month", year_of(match["year"]), (month, 1), (month, 0))


def quarter_of(text: str) -> int:
    # What a recogniser makes of "IV", "III".
    strokes = re.sub(r"[1l|]", "i", text).replace("w", "v").replace("h", "ii")
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(strokes) or int(text)


def read_quarters(match: re.Match[str]) -> Moment:
    quarters = [quarter_of(text) for text in re.findall(QUARTER, match["quarters"])]
    first, last = quarters[0], quarters[-1]
    year = year_of(match["year"]) if match["year"] else None
    if first > last and year:
        # "Quý IV - Quý I/2027" begins in the year before.
        return Moment("quarter", year - 1, (3 * first - 2, 1), (3 * last, 0), end_year=year)
    return Moment("quarter", year, (3 * min(quarters) - 2, 1), (3 * max(quarters), 0))


COUNTED_MONTHS = {"ba": 3, "sau": 6, "chin": 9}


def read_half(match: re.Match[str]) -> Moment:
    year = year_of(match["year"]) if match["year"] else None
    count = match["count"]
    months = 6 if count is None else int(count) if count.isdigit() else COUNTED_MONTHS[count]
    first = match["half"].startswith("dau")
    return Moment("half", year, (1, 1), (months, 0)) if first else Moment("half", year, (13 - months, 1), (12, 0))


def read_year(match: re.Match[str]) -> Moment:
    return Moment("year", year_of(match["year"]), (1, 1), (12, 31))


def read_years(match: re.Match[str]) -> Moment | None:
    years = [year_of(text) for text in re.findall(YEAR, match["years"])]
    if years[0] > years[-1]:
        return None
    return Moment("years", years[0], (1, 1), (12, 31), end_year=years[-1])


def read_school_year(match: re.Match[str]) -> Moment | None:
    first, last = (year_of(text) for text in re.findall(YEAR, match["years"]))
    # The school year opens in September and closes with May.
    return Moment("years", first, (9, 1), (5, 31), end_year=last) if last == first + 1 else None


def read_impossible(match: re.Match[str]) -> Moment:
    unit: Unit = "month" if match["unit"] == "thang" else "quarter"
    return Moment(unit, year_of(match["year"]), (13, 1), (13, 0))


def full_day(year: int, month: int, day: int) -> Moment:
    return Moment("day", year, (month, day), (month, day))


def months_of(year: int | None, first: int, last: int) -> Moment:
    return Moment("month", year, (first, 1), (last, 0))


def quarters_of(year: int | None, first: int, last: int) -> Moment:
    return Moment("quarter", year, (3 * first - 2, 1), (3 * last, 0))


def years_of(first: int, last: int) -> Moment:
    return Moment("years", first, (1, 1), (12, 31), end_year=last)


IMPOSSIBLE_QUARTER = Moment("quarter", 2026, (13, 1), (13, 0))
IMPOSSIBLE_MONTH = Moment("month", 2026, (13, 1), (13, 0))
