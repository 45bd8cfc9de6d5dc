"""Takes out what belongs to the sheet and not to the text: page numbers, running headers, digital signatures, stamps.

A running header is known by standing at the same height on several pages and saying the same but for its digits; a
digital signature and an arrival stamp by their words.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from models.blocks import Line
from models.page import Page
from normalize.text import fold
from parsers.fields import has_field_label
from parsers.labels import find_label
from parsers.letterhead import is_motto
from parsers.measures import ENDED

EDGE = 0.12
"""Share of the page's height, top and bottom, in which running headers and page numbers stand."""
SAME_PLACE = 6.0
"""Points: a running header moves no more than this from page to page."""
SMALL_PRINT = 0.88
"""Share of the usual letter size: what is set smaller at the edge of a page is no item of its list."""
SIDEWAYS_LETTERS = 2
"""A header printed sideways is read as a column of pieces no longer than this."""
SIDEWAYS_PIECES = 8
"""How many such pieces stand in one column at the least."""

_IN_DASHES = re.compile(r"^[-–—~*|]\s.*\s[-–—~*|]$")
_PAGE_NUMBER = re.compile(r"^(?:trang\s*)?[-–—~.|\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—~.|\s]*$")
_LAST_WORD = re.compile(r"^\d{1,4}[.;,]$")
LEFT_INDENT = 60.0
"""Points by which a paragraph's first line is set in at most, or out."""
_GAZETTE = re.compile(r"^cong bao\s*/?\s*so\b.*ngay\b")
_SIGNATURE_OPEN = re.compile(
    r"^(?:ky boi|nguoi ky|signature (?:valid|not verified)|digitally signed|chu ky so|nguoi ky so)\b"
)
_SIGNATURE_MORE = re.compile(
    r"^(?:nguoi ky|email|e-mail|co quan|to chuc|chuc vu|don vi|thoi gian ky|ngay ky|ky ngay|date|signed by|reason"
    r"|location|ky boi|so serial|dia diem)\s*:"
    r"|^\d{1,2}[./-]\d{1,2}[./-]\d{4}[ T]\d{1,2}:\d{2}|^\d{4}[./-]\d{2}[./-]\d{2}[ T]\d{2}:\d{2}"
)
_SIGNATURE_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\s*[+-]\d{2}:?\d{2}\b")
_STAMP_OPEN = re.compile(r"^(?:cong van den|van ban den)\b|^(?:den)\s+so\s*:|^den$")
_STAMP_MORE = re.compile(r"^(?:so|so den|den|ngay|ngay den|gio|chuyen|so va ky hieu hs|kinh chuyen|luu ho so)\s*[:.…]")
_IMPRINT = re.compile(
    r"^(?:dia chi|dien thoai|dt|fax|e-?mail|hop thu|website|trang thong tin dien tu|in tai|in xong|nop luu chieu|gia"
    r"|giay phep xuat ban|chiu trach nhiem xuat ban|tong bien tap|issn|tai khoan)\s*:|\bxuat ban$"
    r"|^gia\s*:?\s*[\d.]+\s*dong"
)
"""Lines of the page that a gazette ends with: who prints it, where, and for how much."""
IMPRINT_LINES = 3
"""So many of them on one page make it an imprint; "Địa chỉ: …" alone may be a line of a plan."""
STAMP_LINES = 5
"""How many lines of an arrival stamp may follow its first."""


def drop_furniture(
    pages: Sequence[Page], lines_by_page: Sequence[Sequence[Line]]
) -> tuple[tuple[tuple[Line, ...], ...], tuple[Line, ...]]:
    """
    The lines of each page that carry text, and those that are furniture.

    Args:
        pages: the pages, for their size.
        lines_by_page: the lines of each, in reading order.
    """
    running = _running_lines(pages, lines_by_page)
    body: list[tuple[Line, ...]] = []
    furniture: list[Line] = []
    for page, lines in zip(pages, lines_by_page, strict=True):
        before = body[-1][-1] if body and body[-1] else None
        out = {
            id(line)
            for line in lines
            if id(line) in running or (_is_alone(page, line) and not _ends_sentence(before, line))
        }
        if page is pages[-1]:
            out |= _imprint(lines)
        out |= _signature_block(lines) | _arrival_stamp(page, lines) | _sideways(page, lines)
        body.append(tuple(line for line in lines if id(line) not in out))
        furniture.extend(line for line in lines if id(line) in out)
    return tuple(body), tuple(furniture)


def _at_edge(page: Page, line: Line) -> bool:
    return line.bbox[3] < EDGE * page.height or line.bbox[1] > (1 - EDGE) * page.height


def _is_alone(page: Page, line: Line) -> bool:
    """A page number, or the gazette's header."""
    if not _at_edge(page, line):
        return False
    folded = fold(line.text)
    if _GAZETTE.match(folded):
        return True
    return bool(_PAGE_NUMBER.match(folded)) and _is_outermost_number(page, line)


def _ends_sentence(before: Line | None, line: Line) -> bool:
    """Whether a number is the last word of the sentence that the page before breaks off: "… công chứng số / 1."."""
    if before is None or not _LAST_WORD.match(line.text) or ENDED.search(before.text):
        return False
    return before.bbox[0] - LEFT_INDENT < line.bbox[0] < before.bbox[0] + LEFT_INDENT


def _is_outermost_number(page: Page, line: Line) -> bool:
    """A page number stands in the middle or at a side, within the margin: a bare number in the body is not one."""
    x0, top, x1, bottom = line.bbox
    outer = bottom < 0.085 * page.height or top > 0.92 * page.height
    middle = abs((x0 + x1) / 2 - page.width / 2) < 0.08 * page.width
    return outer or middle


def _running_lines(pages: Sequence[Page], lines_by_page: Sequence[Sequence[Line]]) -> set[int]:
    """Lines at the edge that stand at the same place on several pages and differ in digits alone."""
    seen: dict[tuple[str, bool], list[tuple[int, float, Line]]] = defaultdict(list)
    for page, lines in zip(pages, lines_by_page, strict=True):
        edge = [line for line in lines if _at_edge(page, line)]
        # Several letterheads in one file say the same at the same place: a dispatch and the drafts that go with it.
        headed = any(is_motto(line.text) for line in edge)
        for line in edge:
            is_top = line.bbox[3] < page.height / 2
            if not (headed and is_top):
                height = line.bbox[1] if is_top else page.height - line.bbox[3]
                seen[re.sub(r"\d+", "0", fold(line.text)), is_top].append((page.number, height, line))
    out: set[int] = set()
    usual = _usual_size(lines_by_page) if seen else 0.0
    for (text, _), found in seen.items():
        if len(text) < 2 or _are_items([(number, line) for number, _, line in found], usual):
            continue
        for page_number, height, line in found:
            others = {n for n, h, _ in found if n != page_number and abs(h - height) <= SAME_PLACE}
            # Twice is enough for a footer; a form's own words ("Phụ lục") may stand on two first lines, so three.
            if len(others) >= 2 or (len(others) == 1 and len(pages) <= 3 and re.search(r"0", text)):
                out.add(id(line))
    return out


def _usual_size(lines_by_page: Sequence[Sequence[Line]]) -> float:
    sizes = [line.words[0].size for lines in lines_by_page for line in lines]
    return median(sizes) if sizes else 0.0


def _are_items(found: Sequence[tuple[int, Line]], usual: float) -> bool:
    """
    Whether lines alike at the edge of pages are items that happen to come first or last there.

    They begin with a label ("3. Sở Tài chính:", "- Đơn vị chủ trì: …") in the type of the text. A running head that
    begins with what looks like one is set smaller, stands in dashes, or counts the pages ("12. Kế hoạch năm 2026").

    Args:
        found: pages by number, and the line on each.
    """
    first = found[0][1]
    label = find_label(first.text)
    if label is None and not has_field_label(first.text):
        return False
    if _IN_DASHES.match(first.text) or first.words[0].size < SMALL_PRINT * usual:
        return False
    return not (label is not None and label.text.isdigit() and _count_pages(found))


def _count_pages(found: Sequence[tuple[int, Line]]) -> bool:
    """Whether the number that each line begins with grows as the pages do."""
    ahead = set()
    for number, line in found:
        match = re.match(r"\d+", line.text)
        ahead.add(int(match[0]) - number if match else None)
    return len(found) > 2 and len(ahead) == 1


def _signature_block(lines: Sequence[Line]) -> set[int]:
    """The lines that a digital signature prints: "Ký bởi: …", "Cơ quan: …", "Thời gian ký: …"."""
    out: set[int] = set()
    for index, line in enumerate(lines):
        if not _SIGNATURE_OPEN.match(fold(line.text)):
            continue
        block = [line]
        for later in lines[index + 1 : index + 9]:
            folded = fold(later.text)
            if not _SIGNATURE_MORE.match(folded) and not _SIGNATURE_TIME.search(folded):
                near = later.bbox[1] - block[-1].bbox[3] < 0.6 * (later.bbox[3] - later.bbox[1])
                small = later.words[0].size <= block[0].words[0].size + 0.2 <= 10.2
                if not (near and small and abs(later.bbox[0] - block[0].bbox[0]) < 4):
                    break
            block.append(later)
        # "Người ký" alone is also a column heading: only with a second line of the block is it a signature.
        if len(block) > 1 or _SIGNATURE_TIME.search(line.text):
            out.update(id(member) for member in block)
    return out


def _imprint(lines: Sequence[Line]) -> set[int]:
    """The lines of a gazette's imprint: from its first line to the end of the page, nothing but short lines."""
    known = [index for index, line in enumerate(lines) if _IMPRINT.search(fold(line.text))]
    if len(known) < IMPRINT_LINES or len(lines) - known[0] > 3 * len(known):
        return set()
    return {id(line) for line in lines[known[0] :]}


def _arrival_stamp(page: Page, lines: Sequence[Line]) -> set[int]:
    """The lines of a "CÔNG VĂN ĐẾN" stamp on the upper half of a page."""
    for index, line in enumerate(lines):
        if line.bbox[1] < page.height / 2 and _STAMP_OPEN.match(fold(line.text)):
            block = [line]
            for later in lines[index + 1 : index + 1 + STAMP_LINES]:
                if not _STAMP_MORE.match(fold(later.text)):
                    break
                block.append(later)
            if len(block) > 1 or fold(line.text).startswith(("cong van den", "van ban den")):
                return {id(member) for member in block}
    return set()


def _sideways(page: Page, lines: Sequence[Line]) -> set[int]:
    """A header printed sideways at the left or right edge, which words come out of letter by letter."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        x0, _, x1, _ = line.bbox
        if (x1 < EDGE * page.width or x0 > (1 - EDGE) * page.width) and len(line.text) <= SIDEWAYS_LETTERS:
            columns[round(x0 / SAME_PLACE)].append(line)
    return {id(line) for found in columns.values() if len(found) >= SIDEWAYS_PIECES for line in found}
