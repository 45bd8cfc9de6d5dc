"""Reads the label at the beginning of a paragraph: "Phần I", "II.", "1.", "2.1", "a)", "-" and their kin.

A label is read in every way it can be meant ("i)" is a letter or a small Roman one); the outline decides by what stands
around.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from normalize.text import fold
from parsers.vocabulary import title_role

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of a list in the order of Vietnamese documents (Decree 30/2020/NĐ-CP, appendix I)."""

HIGH = ("part", "chapter", "division", "article", "capital", "roman", "named")
"""Kinds of label that stand over everything else: an item never holds them."""
RANK = {
    "part": 0, "chapter": 1, "division": 2, "article": 3, "capital": 3, "roman": 3, "named": 4, "arabic": 5,
    "dotted": 6, "letter": 7, "small_roman": 8, "bullet": 9,
}  # fmt: skip
"""How high a kind of label stands as a rule; where a document nests otherwise, the order on its pages decides."""

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10,
}  # fmt: skip
_BULLETS = {
    "–": "-",
    "—": "-",
    "\u2212": "-",
    "\u2010": "-",
    "\u2012": "-",
    "\u2219": "•",
    "\u2022": "•",
    "\uf02d": "-",
    "\uf0b7": "•",
    "·": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf076": "❖",
}
_SPECK = re.compile(r"[‘’'`´~¢|°_]{1,2}\s+(?=\S{1,4}\s)|_{1,2}(?=[-–]\s)")
"""Dirt on the paper that a recogniser reads before a label."""
LARGEST_NUMBER = 199
"""A larger number at the start of a line is no label (a year, an amount)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a label."""

    kind: str
    """A key of `RANK`."""
    value: int
    """Its place in the count: 3 for "III", "3", "c"; the last number of "2.1"; 0 for a bullet."""
    style: str = ""
    """What closes it, or which bullet it is."""
    stem: tuple[int, ...] = ()
    """The numbers before the last of a dotted label: (2,) for "2.1"."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, and every way to read it."""

    text: str
    """Without its closing bracket or full stop."""
    readings: tuple[Reading, ...]
    """The likeliest first."""
    end: int
    """Offset in the paragraph where its own text begins."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of label."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], tuple[str, tuple[Reading, ...]] | None]
    examples: tuple[tuple[str, str, str, int], ...]
    """(printed text, label, kind, value)."""
    near_misses: tuple[str, ...] = ()


def find_label(text: str) -> Label | None:
    """The label that *text* (the first lines of a paragraph) begins with, if any."""
    start = _SPECK.match(text)
    text, skipped = (text[start.end() :], start.end()) if start else (text, 0)
    for rule in RULES:
        match = rule.pattern.match(text)
        if match:
            found = rule.read(match)
            if found:
                return Label(found[0], found[1], match.end() + skipped)
    return None


def letter_value(letter: str) -> int | None:
    """The place of a letter in a list, from 1; f, j, w and z stand between their neighbours and give None."""
    place = LETTERS.find(letter.lower())
    return place + 1 if place >= 0 else None


def roman_value(numeral: str) -> int | None:
    """What a Roman numeral says, None when it is badly formed."""
    total = 0
    for this, following in zip(numeral, numeral[1:] + " ", strict=True):
        value = _ROMAN_VALUES.get(this)
        if value is None:
            return None
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total if roman_numeral(total) == numeral else None


@lru_cache(maxsize=256)
def roman_numeral(value: int) -> str:
    """*value* (1 to 399) in Roman numerals."""
    out = ""
    for step, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= step:
            out, value = out + sign, value - step
    return out


def number_word(text: str) -> int | None:
    """The number that "III", "3", "thứ ba" or "C" names in a heading such as "Phần thứ ba"."""
    if text.isdigit():
        return int(text)
    words = fold(text).split()
    if words and words[-1] in _ORDINALS and (len(words) == 1 or words[0] == "thu"):
        return _ORDINALS[words[-1]]
    upper = text.upper()
    return roman_value(upper) or (letter_value(upper) if len(upper) == 1 else None)


def _worded(kind: str) -> Callable[[re.Match[str]], tuple[str, tuple[Reading, ...]] | None]:
    def read(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
        value = number_word(match["number"])
        if value is None:
            return None
        # "Nhiệm vụ 1" and "Nhóm 1" are two counts: the word is the style.
        style = fold(match["word"]) if kind == "named" else ""
        return " ".join(match["label"].split()), (Reading(kind, value, style),)

    return read


def _step(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    value = number_word(match["number"])
    if value is None:
        return None
    return " ".join(match["label"].split()), (Reading("arabic", value, fold(match["word"])),)


_LOOK_ALIKES = {
    "ø": "g", "ở": "đ", "ï": "i", "ä": "a", "â": "a", "á": "a", "à": "a", "8": "a", "ð": "đ", "é": "e", "ê": "e",
    "è": "e", "ñ": "n", "ö": "o", "ó": "o", "6": "b", "9": "g", "q": "g", "ị": "i", "í": "i", "ì": "i", "ll": "n",
    "rn": "m", "œ": "c",
}  # fmt: skip
_DIGITS = {ord(sign): digit for sign, digit in zip("óOolI|SsBZ", "6001115582", strict=True)}


def _misread_letter(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    printed = match["letter"]
    if printed.isupper() or printed.isdigit() or (len(printed) == 2 and printed not in _LOOK_ALIKES):
        return None
    style = ("(" if match["open"] else "") + ")"
    place = letter_value(_LOOK_ALIKES.get(printed, "")) if printed in _LOOK_ALIKES else 0
    return printed, (Reading("letter", place or 0, style),)


def _misread_number(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    number = match["number"].translate(_DIGITS)
    return number, (Reading("arabic", int(number), match["close"]),)


def _unstopped(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    value = roman_value(match["number"])
    rest = match.string[match.end() :]
    if value is None or value > 20 or len(rest) > 90 or rest.rstrip()[-1:] in ".;,":
        return None
    return (match["number"], (Reading("roman", value, "."),)) if title_role(" ".join(rest.split())) else None


def _roman(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    printed, close = match["number"], match["close"]
    value = roman_value(printed)
    readings = [Reading("roman", value, close)] if value and value < 40 else []
    if printed == "L":  # what a recogniser makes of "I."; a list of capitals gets to L after K alone
        readings.append(Reading("roman", 1, close))
    if len(printed) == 1:
        place = letter_value(printed)
        if place:
            readings.append(Reading("capital", place, close))
        if printed == "I" and close == ")":  # what a recogniser makes of the letter in "l)"
            readings.append(Reading("letter", LETTERS.index("l") + 1, close))
    return (printed, tuple(readings)) if readings else None


def _misread_roman(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    numeral = match["number"].translate({ord("l"): "I", ord("1"): "I", ord("|"): "I", ord("H"): "II"})
    value = roman_value(numeral)
    return (numeral, (Reading("roman", value, match["close"]),)) if value else None


def _capital(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    printed = match["letter"].replace("\u00d0", "Đ")
    place = letter_value(printed)
    return (printed, (Reading("capital", place, match["close"]),)) if place else None


def _dotted(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    parts = match["number"].split(".")
    first = number_word(parts[0])
    if first is None or any(not p.isdigit() or len(p) > 2 for p in parts[1:]):
        return None
    numbers = (first, *(int(p) for p in parts[1:]))
    return match["number"], (Reading("dotted", numbers[-1], str(len(numbers)), numbers[:-1]),)


def _arabic(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    value = int(match["number"])
    if not 0 < value <= LARGEST_NUMBER:
        return None
    style = ("(" if match["open"] else "") + match["close"]
    readings = [Reading("arabic", value, style)]
    if match["number"] == "1" and match["close"] == ")":
        readings.append(Reading("letter", LETTERS.index("l") + 1, style))
    return match["number"], tuple(readings)


def _letter(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    printed = match["letter"].replace("\u00f0", "đ")
    style = ("(" if match["open"] else "") + match["close"]
    readings = []
    place = letter_value(printed)
    if place:
        readings.append(Reading("letter", place, style))
    elif printed in "fjwz":
        readings.append(Reading("letter", (letter_value(chr(ord(printed) - 1)) or 0), style))
    if printed in "dđ":  # d and đ are easily taken for each other; which it is, the count tells
        readings.append(Reading("letter", 9 - (place or 0), style))
    small = roman_value(printed.upper())
    if small and printed in "ivx":
        readings.append(Reading("small_roman", small, style))
    if printed == "l":  # a recogniser reads the one of "1)" as an l
        readings.append(Reading("arabic", 1, style))
    return (printed, tuple(readings)) if readings else None


def _small_roman(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    value = roman_value(match["number"].upper())
    style = ("(" if match["open"] else "") + match["close"]
    return (match["number"], (Reading("small_roman", value, style),)) if value else None


def _bullet(match: re.Match[str]) -> tuple[str, tuple[Reading, ...]] | None:
    sign = _BULLETS.get(match["sign"], match["sign"])
    return sign, (Reading("bullet", 0, sign),)


_UPPER = "".join(letter for code in range(0x41, 0x1EFA) if (letter := chr(code)).isupper() and letter.isalpha())
_NUMERAL = r"(?:thứ\s+\w+|[IVXLC]+|\d{1,2}|[A-HĐ])"
_END = r"(?:\s*[.:)/–-]+\s*|\s+|$)"
_BULLET_SIGNS = (
    # The look-alikes of a hyphen are a minus, a short one and a figure dash; the last are signs of Wingdings.
    r"[-–—\u2212\u2010\u2012+*•·\u2219▪■□●○◦►➢➤→⇒✓✔❖♦◆◇★☑❑‣\uf02d\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0e8\uf0e0\uf071]"
)

RULES: tuple[Rule, ...] = (
    Rule(
        "part",  # Decree 30/2020/NĐ-CP: "Phần" stands over "Chương"
        re.compile(rf"(?P<label>(?P<word>phần)\s+(?P<number>{_NUMERAL}))(?=[\s.:–-]|$){_END}", re.IGNORECASE),
        _worded("part"),
        (("PHẦN THỨ NHẤT\nĐÁNH GIÁ", "PHẦN THỨ NHẤT", "part", 1), ("Phần II. Nhiệm vụ", "Phần II", "part", 2)),
        ("Phần mềm quản lý", "Phần lớn các xã", "Phần còn lại"),
    ),
    Rule(
        "chapter",
        re.compile(rf"(?P<label>(?P<word>chương)\s+(?P<number>{_NUMERAL}))(?=[\s.:–-]|$){_END}", re.IGNORECASE),
        _worded("chapter"),
        (("Chương II\nTỔ CHỨC", "Chương II", "chapter", 2), ("CHƯƠNG 1: MỞ ĐẦU", "CHƯƠNG 1", "chapter", 1)),
        ("Chương trình số 5", "Chương trình hành động"),
    ),
    Rule(
        "division",
        re.compile(r"(?P<label>(?P<word>Mục|MỤC|Tiểu mục)\s+(?P<number>[IVX]+|\d{1,2}))(?:\s*[.:]\s*|\s*\n\s*|\s*$)"),
        _worded("division"),
        (("Mục 2. Giải pháp", "Mục 2", "division", 2), ("MỤC I\nYÊU CẦU", "MỤC I", "division", 1)),
        ("Mục tiêu cụ thể", "Mục 2 phần III của Kế hoạch"),
    ),
    Rule(
        "article",
        re.compile(r"(?P<label>(?P<word>Điều|ĐIỀU|Ðiều)\s+(?P<number>\d{1,3}))\s*[.:]\s*"),
        _worded("article"),
        (("Điều 3. Chánh Văn phòng", "Điều 3", "article", 3),),
        ("Điều 3 của Luật", "Điều tra, khảo sát"),
    ),
    Rule(
        "named",
        re.compile(
            r"(?P<label>(?P<word>nhiệm vụ|nhóm nhiệm vụ|nhóm giải pháp|giải pháp|nhóm|hoạt động|nội dung|dự án)"
            r"\s+(?:số\s+|thứ\s+(?=\w+\s*:))?(?P<number>\d{1,2}|[IVX]+|nhất|hai|ba|tư|năm|sáu))\s*[:.]\s+",
            re.IGNORECASE,
        ),
        _worded("named"),
        (
            ("Nhiệm vụ 2: Tập huấn", "Nhiệm vụ 2", "named", 2),
            ("Nhóm nhiệm vụ thứ hai: Hạ tầng", "Nhóm nhiệm vụ thứ hai", "named", 2),
        ),
        ("Nhiệm vụ trọng tâm: hạ tầng", "Nội dung thực hiện: rà soát", "Dự án 3 xã", "Hoạt động 12 tháng"),
    ),
    Rule(
        "step",  # counts like "1.", wherever "1." may stand
        re.compile(
            r"(?P<label>(?P<word>bước|giai đoạn|đợt|phần việc)\s+(?P<number>\d{1,2}|[IVX]+))\s*[:.]\s+", re.IGNORECASE
        ),
        _step,
        (("Bước 1. Lập danh sách", "Bước 1", "arabic", 1), ("Giai đoạn 2: Điều tra", "Giai đoạn 2", "arabic", 2)),
        ("Bước đầu: rà soát", "Đợt 1 trong tháng 6", "Giai đoạn 2026 - 2030: 5 xã"),
    ),
    Rule(
        "dotted",
        re.compile(
            r"(?P<number>(?:\d{1,2}|[IVX]+|[A-H])(?:\.\d{1,2}){1,4})(?![\d%/,])"
            rf"(?:\s?[-–]\s+(?=[{_UPPER}])|[.)/:]*\s+|[.)](?=[^\W\d]))(?=\S)"
        ),
        _dotted,
        (
            ("2.1 Xây dựng", "2.1", "dotted", 1),
            ("3.2.4. Rà soát", "3.2.4", "dotted", 4),
            ("II.3. Giải pháp", "II.3", "dotted", 3),
            ("1.2- Công tác", "1.2", "dotted", 2),
        ),
        ("1.000 doanh nghiệp", "4.0, xu hướng", "2.5% dân số"),
    ),
    Rule(
        "roman",
        re.compile(r"(?!V/v\b)(?P<number>[IVXLCDM]{1,6})\s?(?P<close>[.)/:]|\s[-–](?=\s)|[-–](?=\s))\s*(?=\S|$)"),
        _roman,
        (
            ("III. TỔ CHỨC", "III", "roman", 3),
            ("I- MỤC TIÊU", "I", "roman", 1),
            ("C. GIẢI PHÁP", "C", "capital", 3),
        ),
        ("IV và V", "CCHC là nhiệm vụ", "II đến IV", "V/v thực hiện Kế hoạch"),
    ),
    Rule(
        "misread roman",  # what a recogniser makes of "II." and "III."
        re.compile(rf"(?P<number>[IVXl1|H]*[IVXl|H][IVXl1|H]*)(?P<close>[.]|[-–](?=\s))\s+(?=[{_UPPER}])"),
        _misread_roman,
        (
            ("Il. NHIỆM VỤ", "II", "roman", 2),
            ("IH. TỔ CHỨC", "III", "roman", 3),
            ("1V. KINH PHÍ", "IV", "roman", 4),
            ("HI- TỔ CHỨC", "III", "roman", 3),
        ),
        ("11. Rà soát", "Ill", "11- Rà soát", "H-Ân"),
    ),
    Rule(
        "capital",
        re.compile(r"(?P<letter>[A-Z\u0110\u00d0])(?P<close>[.)/:]|\s?[-–](?=\s))\s+(?=\S)"),
        _capital,
        (("A. NHIỆM VỤ", "A", "capital", 1), ("Đ) Khác", "Đ", "capital", 5)),
        ("B 12", "A là"),
    ),
    Rule(
        "arabic",
        re.compile(
            r"(?P<open>\(?)(?P<number>\d{1,3})(?:(?P<close>[.)/:])(?:\s+|(?=[^\W\d_])|$))(?!\d{1,2}[./]\d)(?=\S|$)"
        ),
        _arabic,
        (
            ("1. Rà soát", "1", "arabic", 1),
            ("(2) Tổ chức", "2", "arabic", 2),
            ("3) Báo cáo", "3", "arabic", 3),
            ("4.Tổ chức", "4", "arabic", 4),
            ("05. Kiểm tra", "05", "arabic", 5),
        ),
        ("2025. Tập trung", "15/9 hằng năm", "3 xã", "100% số xã", "1.000 doanh nghiệp", "5, 6 và 7"),
    ),
    Rule(
        "arabic before a dash",  # as the Party's offices number: "I-", "1-", "1.1-"
        re.compile(
            rf"(?P<open>)(?P<number>\d{{1,2}})(?P<close>\s?[-–])\s+(?=[{_UPPER}]|(?<=\d[-–]\s)\d{{2,3}}%)(?![A-ZĐ]+/)"
        ),
        _arabic,
        (("1- Công tác", "1", "arabic", 1), ("2 – Nâng cao", "2", "arabic", 2), ("2- 100% trường", "2", "arabic", 2)),
        ("57- NQ/TW", "57-NQ/TW", "5 - 7 xã", "10-Đội", "15 - 20% số hộ"),
    ),
    Rule(
        "small roman",
        re.compile(r"(?P<open>\(?)(?P<number>[ivx]{2,5})(?P<close>[.)/])\s*(?=\S)"),
        _small_roman,
        (("ii) Rà soát", "ii", "small_roman", 2), ("(iv) Báo cáo", "iv", "small_roman", 4)),
        ("vi phạm", "xx là"),
    ),
    Rule(
        "letter",
        re.compile(
            r"(?!(?:v/v|đ/c|\u00f0/c|t/m|k/t|t/l)\b)(?P<open>\(?)(?P<letter>[a-zđ\u00f0])\s?(?P<close>[)/]|[.-](?=\s))"
            r"\s*(?=\S)(?!\d{4})"
        ),
        _letter,
        (
            ("a- Rà soát", "a", "letter", 1),
            ("a) Rà soát", "a", "letter", 1),
            ("đ) Báo cáo", "đ", "letter", 5),
            ("g. Tổ chức", "g", "letter", 7),
        ),
        ("a là", "e.g", "và các", "đ/c Bí thư Đảng ủy", "v/v tổ chức hội nghị"),
    ),
    Rule(
        "numbered letter",  # as sub-items of "1." or of "a)"
        re.compile(rf"(?P<letter>[a-zđ](?=\.)|[a-hđ])\.?(?P<number>\d{{1,2}})(?P<close>[.)/])\s+(?=[{_UPPER}])"),
        lambda m: (m.string[: m.end("number")], (Reading("arabic", int(m["number"]), m["letter"]),)),
        (("a.1) Nâng cấp", "a.1", "arabic", 1), ("b2. Trang bị", "b2", "arabic", 2)),
        ("a.1) nâng cấp", "a1 Rà soát"),
    ),
    Rule(
        "misread letter",  # whatever a recogniser makes of a small letter before its bracket
        re.compile(rf"(?P<open>\(?)(?P<letter>[^\s().,;:/-]{{1,2}})\)\s+(?=[{_UPPER}])"),
        _misread_letter,
        (("ø) Phát động", "ø", "letter", 7), ("ở) Khai thác", "ở", "letter", 5), ("ï) Tổ chức", "ï", "letter", 9)),
        ("IT) Hạ tầng", "12) Rà soát", "năm) Báo cáo", "ø) phát động"),
    ),
    Rule(
        "misread number",
        re.compile(rf"(?P<number>(?=[^.\s]*\d)[\dóOolI|SsBZ]{{2,3}})(?P<close>[.)])\s+(?=[{_UPPER}])"),
        _misread_number,
        (("1ó. Tiếp tục", "16", "arabic", 16), ("l2. Tổ chức", "12", "arabic", 12)),
        ("SO. Tổ chức", "1ó. tiếp tục"),
    ),
    Rule(
        "roman without a full stop",
        re.compile(rf"(?P<number>[IVX]{{1,5}})\s+(?=[{_UPPER}])"),
        _unstopped,
        (("I Mục tiêu", "I", "roman", 1), ("II NHIỆM VỤ TRỌNG TÂM", "II", "roman", 2)),
        ("I Nguyễn Văn A", "V Đại hội Đảng bộ xã", "II Mục tiêu của chương trình này là nâng cao thu nhập."),
    ),
    Rule(
        "bullet",
        re.compile(rf"(?P<sign>{_BULLET_SIGNS})(?:\s+|(?=[^\W\d_]))(?=\S)|(?P<ring>o)\s+(?=[{_UPPER}])"),
        lambda m: _bullet(m) if m["sign"] else ("○", (Reading("bullet", 0, "○"),)),
        (("- Rà soát", "-", "bullet", 0), ("+ Tổ chức", "+", "bullet", 0), ("– Báo cáo", "-", "bullet", 0)),
        ("-5 độ", "o là"),
    ),
)
"""Most specific first."""
