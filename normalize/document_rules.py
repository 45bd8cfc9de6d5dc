"""Rules that read the number, the place and date, what an appendix belongs to, and the year a title speaks of."""

import re
from dataclasses import dataclass, replace
from datetime import date

from normalize.rules import Rule, find_readings
from normalize.text import fold_letters, squeeze
from normalize.tones import modern_tones


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's number and symbol."""

    number: str | None
    """Without blanks; only the symbol ("/KH-UBND") where the serial is blank."""
    whole: bool
    illegible: bool = False
    """Something stands in the serial's place that is no number."""


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """The line of place and date."""

    place: str | None = None
    issued_on: date | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    impossible: str | None = None
    """The date as printed, when no calendar has it."""
    illegible: bool = False
    """Something stands in the place of the day or month that is no number."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What "(Kèm theo …)" says."""

    kind: str | None = None
    number: str | None = None
    issued_on: date | None = None
    year: int | None = None
    issuer: str | None = None
    """As printed."""


_PREFIX = re.compile(r"^\s*(?:[S$8][^\W\d_]{0,2}|S[o0-9])\s*[:.;,]?(?=[\s\d./…_:;–-]|$)", re.IGNORECASE)
_SLASHES = re.compile(r"\s?[/\u2044\u2215]+\s?")
"""Slashes as OCR gives them, with the look-alikes U+2044 and U+2215."""
# A full stop between capitals parts the issuing body from its division: "15/KH-UBND.VX".
_BLANKS = re.compile(r"[\s…_·]+|(?<![A-Z\u0110])\.|\.(?![A-Z\u0110])")
_NO_DASH = re.compile(r"^[\s.…_]*(?P<serial>\d{1,5}[a-z]?)?[\s.…_]+(?P<kind>KH|CTr|CT|NQ|QĐ|TB|BC|HD|CV|TTr|KL|ĐA|PA)/")
"""Number and kind with a blank instead of the dash of the Party's and its unions' papers: "Số 07 KH/ĐTN"."""
_DIGIT_LIKE = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "S": "5"})
_SERIAL = r"(?P<serial>[^/\-–]*)"
_CODE = r"(?P<code>[/\-–](?:[A-Za-z\u0110\u0111ÂÊÔƠƯÁÀẢÃẠ0-9&,.]+[/\-–]?)*[A-Za-z\u0110\u0111ÂÊÔƠƯ0-9])"


def read_symbol(text: str) -> Symbol:
    """
    The number and symbol on a line such as "Số: 565    /TB-UBND".

    Args:
        text: the line as printed, one line.
    """
    printed = _PREFIX.sub("", _SLASHES.sub("/", squeeze(text)))
    compact = _BLANKS.sub("", _NO_DASH.sub(r"\g<serial>-\g<kind>/", printed))
    match = re.match(_SERIAL + _CODE, compact)
    if not match:
        digits = re.fullmatch(r"\d+[a-z]?", compact)
        return Symbol(compact, True) if digits else Symbol(None, False)
    serial, code = match["serial"].strip(",;:|'\"`"), match["code"].replace("–", "-")
    digits_only = serial.translate(_DIGIT_LIKE) if re.search(r"\d", serial) else serial
    if re.fullmatch(r"\d+[A-Za-z]?", digits_only):
        return Symbol(digits_only + code, True)
    return Symbol(code, False, illegible=bool(serial))


_DAY_FIELD = r"(?P<day>[\dlIO|]{0,2})"
_MONTH_FIELD = r"(?P<month>[\dlIO|]{0,2})"
_FILLER = r"[\s.…_,]*"
_WORDS_DATE = re.compile(
    rf"\bng[a-z]y\b(?P<day>.{{0,16}}?)th[a-z]{{1,2}}g\b(?P<month>.{{0,12}}?)n[a-z]m\b{_FILLER}(?P<year>(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_FIGURES_DATE = re.compile(
    rf"(?:ngay{_FILLER})?(?<!\d){_DAY_FIELD}\s*[/.\-]\s*{_MONTH_FIELD}\s*[/.\-]\s*(?P<year>20\d\d)", re.IGNORECASE
)


def read_place_date(text: str) -> PlaceDate:
    """
    The place and the date on a line such as "Lạc Hà, ngày 05 tháng 3 năm 2026", as far as they are filled in.

    Args:
        text: the line as printed, one line.
    """
    text = _SLASHES.sub("/", squeeze(text))
    folded = _folded_keeping_case(text)
    match = _WORDS_DATE.search(folded) or _FIGURES_DATE.search(folded)
    if not match:
        return PlaceDate()
    place = text[: match.start()].strip(" ,.;:_…")
    when = _date_of(match, text[match.start() : match.end()])
    return replace(when, place=place or None)


def _folded_keeping_case(text: str) -> str:
    """Marks removed, capitals kept: offsets hold, and "l" and "I" in the place of a 1 can be told."""
    return "".join(
        c if not c.isalpha() else (f.upper() if c.isupper() else f)
        for c, f in zip(text, fold_letters(text), strict=True)
    )


def _date_of(match: re.Match[str], printed: str) -> PlaceDate:
    day, month = (_figure(match[name]) for name in ("day", "month"))
    year = int(match["year"]) if match["year"] else None
    if not (day and month and year):
        # A question mark is what OCR leaves of handwriting that is not clear.
        illegible = any(
            c.isalnum() or c == "?" for name in ("day", "month") if _figure(match[name]) is None for c in match[name]
        )
        return PlaceDate(year=year, month=month, day=day, illegible=illegible)
    try:
        return PlaceDate(issued_on=date(year, month, day), year=year, month=month, day=day)
    except ValueError:
        return PlaceDate(year=year, month=month, day=day, impossible=squeeze(printed))


def _figure(text: str) -> int | None:
    digits = _BLANKS.sub("", text).strip(",;:").translate(_DIGIT_LIKE)
    return int(digits) if digits.isdecimal() and len(digits) <= 2 else None


# As an appendix's "(Kèm theo …)" names what it belongs to.
_KINDS = (
    "Kế hoạch hành động", "Kế hoạch", "Quyết định", "Nghị quyết", "Công văn", "Công điện", "Chương trình hành động",
    "Chương trình", "Đề án", "Thông báo", "Tờ trình", "Báo cáo", "Chỉ thị", "Hướng dẫn", "Phương án", "Văn bản",
    "Kết luận", "Thông tư", "Nghị định",
)  # fmt: skip
_KIND_BY_FOLD = {fold_letters(kind): kind for kind in _KINDS}
_KIND = "|".join(sorted(_KIND_BY_FOLD, key=len, reverse=True))
_NUMBERED_KIND = re.compile(
    rf"\b(?P<kind>{_KIND})\s+so\s*[:.]?(?P<number>[\s\d.…_]*[/\-–]\s*[a-z0-9&/\-–,.\s]*?)(?=\s+(?:ngay|cua|ve|ban)\b|\s*[,;)\]]|$)"
)
_BARE_KIND = re.compile(rf"\b(?P<kind>{_KIND})\b")
_OF = re.compile(
    r"\bcua\s+(?P<issuer>[^()\[\]]{3,160}?)\s*"
    r"(?=\s+(?:ve|v/v|ban hanh|phe duyet|trien khai|quy dinh|huong dan|nam)\b|[;)\]]|$)"
)
_YEAR = re.compile(r"\bnam\s+(20\d\d)\b|/\s*(20\d\d)\b(?!\s*/)")


def read_attached(text: str) -> Attached:
    """
    What "(Kèm theo Kế hoạch số … ngày … của …)" says an appendix belongs to.

    Args:
        text: as printed, one running text.
    """
    text = _SLASHES.sub("/", squeeze(modern_tones(text)))
    low = fold_letters(text)
    numbered = _NUMBERED_KIND.search(low)
    bare = _BARE_KIND.search(low)
    named = numbered or bare
    kind = named["kind"] if named else None
    number = read_symbol(text[numbered.start("number") : numbered.end("number")]).number if numbered else None
    behind = named.end() if named else 0
    dated = _WORDS_DATE.search(low, behind) or _FIGURES_DATE.search(low, behind)
    when = _date_of(dated, text[dated.start() : dated.end()]) if dated else PlaceDate()
    issuers = list(_OF.finditer(low, behind))
    issuer = text[issuers[0].start("issuer") : issuers[0].end("issuer")].strip(" ,.;:…") if issuers else None
    year = when.year or next((int(m[1] or m[2]) for m in _YEAR.finditer(low, behind)), None)
    return Attached(_KIND_BY_FOLD[kind] if kind else None, number, when.issued_on, year, issuer or None)


def _year_of(match: re.Match[str]) -> int:
    return int(match["year"])


def _not_the_plans(_: re.Match[str]) -> int:
    """A stretch whose year is of something else: it claims its place, so that no later rule reads it."""
    return 0


TITLE_YEAR_RULES: tuple[Rule[int], ...] = (
    Rule(
        "date of a cited document",
        re.compile(r"\bngay\s*\d{0,2}\s*(?:thang|[/.\-])\s*\d{0,2}\s*(?:nam|[/.\-])\s*20\d\d"),
        _not_the_plans,
        (("tại Kế hoạch số 12/KH-UBND ngày 14/6/2025", 0), ("ngày 03 tháng 10 năm 2025", 0)),
        ("tháng 10 năm 2025",),
        "plans that carry out another document",
    ),
    Rule(
        "symbol with a year",
        re.compile(r"\d\s*/\s*20\d\d\s*/\s*[a-z]"),
        _not_the_plans,
        (("số 12/2025/QĐ-UBND", 0),),
        ("Quý I/2026",),
        "Decree 30/2020/NĐ-CP: symbols of legal normative documents",
    ),
    Rule(
        "law",
        re.compile(r"\b(?:luat|nghi dinh|phap lenh|hien phap)\b[^,;]{0,60}?\bnam\s+20\d\d"),
        _not_the_plans,
        (("triển khai thi hành Luật Lưu trữ năm 2024", 0),),
        ("kỷ luật",),
        "plans that carry out a law",
    ),
    Rule(
        "span",
        re.compile(r"20\d\d\s*[-–]\s*20\d\d|\btu\s+nam\s+20\d\d\s+(?:den|toi)\s+(?:het\s+)?(?:nam\s+)?20\d\d"),
        _not_the_plans,
        (("giai đoạn 2026-2030", 0), ("từ năm 2026 đến năm 2030", 0)),
        ("năm 2026",),
        "plans for a period",
    ),
    Rule(
        "horizon",
        re.compile(r"\b(?:den|toi|het|tam nhin|dinh huong|truoc|sau)\s+(?:het\s+)?(?:nam\s+)?20\d\d"),
        _not_the_plans,
        (("định hướng đến năm 2030", 0), ("tầm nhìn 2045", 0)),
        ("năm 2026",),
        "plans for a period",
    ),
    Rule(
        "month or quarter",
        re.compile(r"\b(?:quy\s+[ivx\d]+|thang\s+\d{1,2})\s*/\s*(?P<year>20\d\d)"),
        _year_of,
        (("công tác tháng 10/2026", 2026), ("quý IV/2026", 2026)),
        ("ngày 10/2026",),
        "working plans of offices",
    ),
    Rule(
        "year",
        re.compile(r"(?<!viet )\bnam\s+(?P<year>20\d\d)(?!\s*[-–]\s*\d)"),
        _year_of,
        (("Chuyển đổi số xã Suối Ngọc năm 2026", 2026), ("6 tháng cuối năm 2025", 2025)),
        ("Việt Nam 2026",),
        "most titles",
    ),
)


def read_title_year(title: str) -> int | None:
    """The year that a title says the plan is for: "… năm 2026", not the date of a document it cites."""
    readings = find_readings(TITLE_YEAR_RULES, fold_letters(squeeze(title)))
    return next((reading.value for reading in readings if reading.value), None)
