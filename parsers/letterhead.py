"""Reads the letterhead: two columns at the top of a document, the issuer left and the national motto right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import Levenshtein

from models.blocks import Line, line_of
from normalize.text import fold
from parsers.kinds import begins_with, letters, load_head_words

COLUMN = 40.0
"""Points: the right column begins farther right of the left one."""
MOTTO_ERRORS = 0.2
"""Share of letters of the motto that OCR may have misread."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """One kind of line we know by its words."""

    name: str
    pattern: re.Pattern[str]
    """Written for folded text."""
    examples: tuple[str, ...]
    near_misses: tuple[str, ...] = ()
    seen: str = ""


_NUMBER_BEGINS = "Ss$0123456789"
_PAPER = (
    r"(?:thong bao|cong van|quyet dinh|ke hoach|nghi quyet|to trinh|bao cao|chuong trinh|de an|cong dien|van ban"
    r"|phuong an|huong dan|chi thi)"
)

LINE_RULES: dict[str, LineRule] = {
    rule.name: rule
    for rule in (
        LineRule(
            "number",
            re.compile(
                # Behind a colon anything may stand: handwriting comes out of OCR as signs.
                r"^(?:(?:s[o06]|\$o|8o)\s*(?:[:.;,].{0,24}?|[\d\s.…_'|,?]{1,24}(?=[/\-–](?:\S|\s[a-z]+/)))|\d{1,5}\s*)"
                r"[/\-–]\s*(?:[a-z]{2,}|\d{4}\s*[/\-])"
            ),
            (
                "Số: 63/KH-UBND",
                "Số:      /KH-SYT",
                "Số: 565    /TB-UBND",
                "Số 61-CTr/TU",
                "Số:…../KH-UBND",
                "Số: 12/2026/QĐ-UBND",
                "Số        -KH/ĐU",
                "Số 45 - KH/ĐU",
                "Số ? /ĐU",
                "Số: #14 /UBND-VX",
                "Số: /2026/QĐ-UBND",
            ),
            (
                "Sở Y tế",
                "Số lượng hồ sơ",
                "V/v thực hiện Thông báo số 496-TB/TU",
                "Số 12 - đường Nguyễn Du",
                "SỞ VĂN HÓA - THỂ THAO",
                "SỞ XÂY DỰNG - CÔNG AN TỈNH",
            ),
            "Decree 30/2020/NĐ-CP: number and symbol",
        ),
        LineRule(
            "date",
            re.compile(
                r"\bng[a-z]?y\b.{0,16}?th[a-z]{1,2}g\b.{0,12}?n[a-z]m\b|\bngay\s*[\d.…_]+\s*/\s*[\d.…_]+\s*/\s*2\d{3}"
            ),
            (
                "Lạc Hà, ngày 05 tháng 3 năm 2026",
                "Lạc Hà, ngày       tháng   năm 2026",
                "Lạc Hà, ngày … tháng … năm 20…",
                "Lạc Hà, ngày l8tháng 10 năm 2026",
                "Lạc Hà, ngày 4Ÿtháng 10 năm 2026",
            ),
            ("Ngày hội việc làm năm 2026", "tháng 5 năm 2026"),
            "Decree 30/2020/NĐ-CP: place and date",
        ),
        LineRule(
            "subject",
            re.compile(r"^[(\"]?\s*(?:v\s?[/\\|il1]\s?v\b|ve viec\b)"),
            ("V/v triển khai Kế hoạch số 12/KH-UBND", "Về việc triển khai nhiệm vụ", "V/V: báo cáo quý"),
            ("Về chuyển đổi số", "Việt Nam"),
            "Decree 30/2020/NĐ-CP: subject of a dispatch",
        ),
        LineRule(
            "addressee",
            re.compile(
                r"^kinh (?:gui|trinh|giri|gti|gui)\b"
                r"|^(?:thu tuong|chu tich|bo truong|giam doc|uy ban|van phong|ban chi dao|bo)\b.{0,70}\bdien\s*:$"
            ),
            (
                "Kính gửi:",
                "Kính gửi: Các phòng, đơn vị",
                "Kính trình: Hội đồng nhân dân tỉnh",
                "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:",
                "VĂN PHÒNG CHÍNH PHỦ điện:",
            ),
            ("Kinh phí thực hiện", "Chủ tịch Ủy ban nhân dân xã"),
            "Decree 30/2020/NĐ-CP: addressees of a dispatch or telegram",
        ),
        LineRule(
            "attached",
            re.compile(
                rf"^[(\[]\s*(?:ban hanh\s+)?(?:kem theo|dinh kem)\b|^[(\[]\s*theo\s+{_PAPER}\b"
                rf"|^(?:ban hanh\s+)?(?:kem theo|dinh kem|gui kem)\s+{_PAPER}\b"
                r".{0,60}?(?:\bso\b|\bngay\b|\bcua\b|[/)])"
            ),
            (
                "(Kèm theo Kế hoạch số: 45 /KH-SYT ngày 08 /4/2026 của Sở Y tế)",
                "(Ban hành kèm theo Quyết định số 12/QĐ-UBND",
                "Kèm theo Công văn số    /UBND-VX ngày",
                "(Đính kèm Kế hoạch số 15/KH-UBND",
            ),
            (
                "Theo chức năng, nhiệm vụ được giao",
                "Kế hoạch kèm theo",
                "Theo Kế hoạch số 15/KH-UBND ngày 02/3/2026 của UBND tỉnh",
            ),
            "Decree 30/2020/NĐ-CP: what an appendix belongs to",
        ),
        LineRule(
            "digital signature",
            re.compile(
                r"^(?:nguoi ky|ky boi|duoc ky boi|ky so boi|co quan|to chuc|thoi gian ky|ngay ky|ngay gio ky|gio ky"
                r"|email|chuc vu|ly do ky|signed by|date|dn|reason|location|chu ky so|so sao y|mui gio)\s*[:=]"
                r"|^(?:signature (?:not )?(?:valid|verified)|digitally signed|so van ban den)\b"
                r"|^\d{1,2}[./\-]\d{1,2}[./\-]20\d\d \d{1,2}:\d\d"
            ),
            (
                "Người ký: Sở Y tế",
                "Thời gian ký: 03/04/2026 08:15:40 +07:00",
                "Ký bởi: Văn phòng",
                "Signature Not Verified",
            ),
            ("Cơ quan chủ trì thực hiện", "Ngày hội"),
            "text that signing programs print on the first page",
        ),
    )
}


_PLACE_DATE = re.compile(r"[a-z. ]{2,30}[,.]\s*ng[a-z]?y\b.{0,16}?th[a-z]{1,2}g\b.{0,12}?n[a-z]m\b.{0,8}$")
"""A place and nothing behind the year: "… số 12/KH-UBND ngày 05 tháng 3 năm 2026 của …" is a sentence."""
_ADDRESS = re.compile(r"[(*\s]*(?:dia chi|dien thoai|dt|tel|fax|e-?mail|website|hotline|dia chi email)\s*[:.]")
"""Folded beginning of a line under the issuer that says where it sits and how to reach it."""
_YEAR_ALONE = re.compile(r"(?:nam\s+)?20\d\d\s*\.?$")
"""What a date too long for its column leaves on the next line."""


def matches(name: str, text: str) -> bool:
    """Whether *text* is a line of the kind *name* of `LINE_RULES`."""
    return LINE_RULES[name].pattern.search(fold(text)) is not None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands in the two columns, as printed."""

    issuer: tuple[Line, ...]
    parent: tuple[Line, ...]
    number: tuple[Line, ...]
    place_date: tuple[Line, ...]
    subject: tuple[Line, ...]
    """The "V/v …" of a dispatch."""
    has_motto: bool
    equals: tuple[tuple[Line, ...], ...] = ()
    """The bodies of the left column that are set in the same type as the issuer, itself included."""

    @property
    def found(self) -> bool:
        """Whether this is a letterhead, and not some lines above a title."""
        return self.has_motto or bool(self.number or self.place_date)


def is_rule(line: Line) -> bool:
    """Whether a line has no letter or figure: a drawn or typed rule, a lone asterisk."""
    return not any(c.isalnum() for word in line.words for c in word.text)


def is_motto(text: str) -> bool:
    """Whether a line is a line of the national motto or the heading of party papers."""
    # Most lines are no motto: their length and first letter tell, before letters are compared.
    if not 14 <= len(text) <= 60 or not text[0].isupper():
        return False
    words = load_head_words()
    plain = letters(text)
    return (
        # In a sentence "nước Cộng hòa xã hội chủ nghĩa Việt Nam" is a name.
        (_alike(plain, words.motto) and _share_of_capitals(text) > 0.5)
        or _alike(plain, words.motto_end)
        or (_alike(plain, words.party_motto) and text.isupper())
    )


def _share_of_capitals(text: str) -> float:
    marks = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in marks) / len(marks) if marks else 0.0


def _alike(text: str, word: str) -> bool:
    allowed = int(MOTTO_ERRORS * len(word))
    return abs(len(text) - len(word)) <= allowed and Levenshtein.distance(text, word, score_cutoff=allowed) <= allowed


def unglue(line: Line) -> tuple[Line, ...]:
    """
    A line that runs over both columns of a letterhead as its two pieces; any other line as it is.

    `parsers.lines` parts columns by their gap; here the words themselves tell, for texts that kept no gap.
    """
    cut = _motto_cut(line) or _date_cut(line)
    if not cut:
        return (line,)
    return line_of(line.page, line.words[:cut]), line_of(line.page, line.words[cut:])


def _motto_cut(line: Line) -> int:
    """Index of the word at which the motto begins after other words, 0 if it does not."""
    if len(line.words) < 5 or line.words[-1].text[:1] not in "NnPp":
        return 0
    tail = letters(" ".join(word.text for word in line.words[-3:]))
    if not any(_near(end, tail) for end in ("vietnam", "hanhphuc")):
        return 0
    found: list[tuple[int, int]] = []
    words = load_head_words()
    for index in range(1, len(line.words) - 3):
        rest = " ".join(w.text for w in line.words[index:])
        before = " ".join(w.text for w in line.words[:index])
        gap = line.words[index].bbox[0] - line.words[index - 1].bbox[2]
        if (
            _share_of_capitals(before) < 0.5
            and gap < 2 * line.words[index].size
            and re.search(r"[a-z]{2}", fold(before))
        ):
            continue  # a sentence that speaks of "Độc lập - Tự do - Hạnh phúc"
        if letters(line.words[index].text)[:1] in "cdg" and is_motto(rest):
            errors = min(Levenshtein.distance(letters(rest), motto) for motto in (words.motto, words.motto_end))
            found.append((errors, index))
    # "TỈNH LẠC GIANG CỘNG HÒA …": with one word too many it is still like the motto, but less.
    return min(found)[1] if found and not matches("digital signature", line.text) else 0


def _near(end: str, tail: str) -> bool:
    return Levenshtein.distance(tail[-len(end) :], end, score_cutoff=2) <= 2


def _date_cut(line: Line) -> int:
    """Index of the word at which place and date begin after the number, 0 if they do not."""
    if line.words[0].text[:1] not in _NUMBER_BEGINS or not (
        matches("number", line.text) and matches("date", line.text)
    ):
        return 0
    for index, word in enumerate(line.words[:-1], 1):
        if re.search(r"[/\-–][^\d\W]{2,}", word.text):
            rest = " ".join(w.text for w in line.words[index:])
            return index if _PLACE_DATE.match(fold(rest)) and rest[:1].isupper() else 0
    return 0


def signing_stamp(lines: Sequence[Line]) -> frozenset[int]:
    """Indexes of the lines that a signing program printed: its labelled lines, and the name right above one of them."""
    stamp: set[int] = set()
    for index, line in enumerate(lines):
        if not matches("digital signature", line.text):
            continue
        stamp.add(index)
        for above in range(index - 1, max(-1, index - 4), -1):
            below = lines[above + 1]
            flush = abs(lines[above].bbox[0] - below.bbox[0]) <= 3 and lines[above].page == below.page
            if above in stamp or not flush or is_motto(lines[above].text) or below.bbox[1] - lines[above].bbox[3] > 6:
                break
            # A stamp is set smaller than the letterhead, whose columns are centred and so not flush for three lines.
            if lines[above].words[0].size > 1.15 * below.words[0].size:
                break
            stamp.add(above)
    return frozenset(stamp)


def read_letterhead(lines: Sequence[Line]) -> Letterhead:
    """
    The letterhead that *lines* make up: all lines of a part above its title or its addressees.

    Returns:
        Lines of each element in printed order; `found` tells whether it is a letterhead at all.
    """
    kept = [line for line in lines if not is_rule(line) and letters(line.text) not in load_head_words().stamps]
    # The last word of a motto too long for its column; where the office is to be found.
    kept = [line for line in kept if line.text != "NAM" and not _ADDRESS.match(fold(line.text))]
    mottos = [line for line in kept if is_motto(line.text)]
    gutter = min((line.bbox[0] for line in mottos), default=float("inf"))
    if mottos and gutter - min(line.bbox[0] for line in kept) < COLUMN:
        # No layout, or nothing beside the motto: the words alone must tell.
        gutter = float("inf")
    if not mottos:
        gutter = _gutter_by_date(kept)
    right = [line for line in kept if _is_right(line, gutter)]
    left = _rows([line for line in kept if line not in right])
    number_at = next((i for i, row in enumerate(left) if matches("number", _row_text(row))), None)
    subject_at = next((i for i, row in enumerate(left) if matches("subject", _row_text(row))), None)
    if subject_at is None and number_at is not None:
        subject_at = number_at + 1
    names = left[: min(x for x in (number_at, subject_at, len(left)) if x is not None)]
    bodies = _bodies([line for row in names for line in row if _has_word(line)])
    return Letterhead(
        issuer=bodies[-1] if bodies else (),
        parent=bodies[-2] if len(bodies) > 1 else (),
        number=tuple(left[number_at]) if number_at is not None else (),
        place_date=_date_lines(right),
        subject=tuple(line for row in left[subject_at:] for line in row) if subject_at is not None else (),
        has_motto=bool(mottos),
        equals=tuple(body for body in bodies if body[0].bold == bodies[-1][0].bold),
    )


def _has_word(line: Line) -> bool:
    return any(len(word.text) > 1 and word.text.isalpha() for word in line.words)


def _gutter_by_date(lines: Sequence[Line]) -> float:
    """Where the right column begins for bodies that print a name of their own instead of the motto."""
    date = next((line for line in lines if matches("date", line.text)), None)
    if date is None or date.bbox[0] - min(line.bbox[0] for line in lines) < COLUMN:
        return float("inf")
    return date.bbox[0]


def _is_right(line: Line, gutter: float) -> bool:
    if is_motto(line.text) or (
        matches("date", line.text) and not matches("subject", line.text) and line.text[:1].isupper()
    ):
        return True
    middle = (line.bbox[0] + line.bbox[2]) / 2
    return middle > gutter


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one column as rows, pieces of a row that a blank parted put together again."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: (x.page, x.bbox[3])):
        last = rows[-1][-1] if rows else None
        if last and last.page == line.page and _beside(last, line):
            rows[-1].append(line)
            rows[-1].sort(key=lambda x: x.bbox[0])
        else:
            rows.append([line])
    return rows


def _beside(a: Line, b: Line) -> bool:
    overlap = min(a.bbox[3], b.bbox[3]) - max(a.bbox[1], b.bbox[1])
    return overlap > 0.5 * min(a.bbox[3] - a.bbox[1], b.bbox[3] - b.bbox[1])


def _row_text(row: Sequence[Line]) -> str:
    return " ".join(line.text for line in row)


def _date_lines(right: Sequence[Line]) -> tuple[Line, ...]:
    """The row of the right column that holds place and date, and the next one where it wraps before the year."""
    rows = _rows([line for line in right if not is_motto(line.text)])
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else []
        wraps = _YEAR_ALONE.match(fold(_row_text(following))) and not re.search(r"20\d\d\s*$", _row_text(row))
        whole = [*row, *following] if wraps else row
        if matches("date", _row_text(whole)):
            return tuple(whole)
    return ()


def _bodies(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The bodies that the left column names, from the one above to the issuer."""
    bodies: list[list[Line]] = []
    for line, following in zip_longest(lines, lines[1:]):
        if bodies and (_is_rest(line, following) or _goes_on(bodies[-1], line)):
            bodies[-1].append(line)
        else:
            bodies.append([line])
    return [tuple(body) for body in bodies]


def _is_rest(line: Line, following: Line | None) -> bool:
    """Whether *line* is but the last word of a name: "TRƯỜNG" of an environment, and of no school that follows."""
    words = load_head_words()
    if len(line.words) != 1 or not begins_with(fold(line.text), words.body_heads):
        return False
    return following is None or bool(begins_with(fold(following.text), words.areas))


def _goes_on(body: Sequence[Line], line: Line) -> bool:
    """Whether *line* continues the name that *body* began."""
    words = load_head_words()
    text, so_far = fold(line.text), fold(" ".join(x.text for x in body))
    if so_far.endswith((" va", ",", " -", " –", "&")) or text.startswith(("va ", "-", "–", "(", "&", ",")):
        return True
    if not begins_with(text, words.body_heads) or begins_with(text, words.not_heads):
        # The issuer is bold and the body above it is not; an area belongs to the name before it either way.
        return bool(begins_with(text, words.areas)) or body[-1].bold or not line.bold
    # "TRƯỜNG ĐẠI HỌC" alone on its line is half a name whatever follows.
    return so_far in words.half_names
