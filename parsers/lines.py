"""Puts a page's words together into printed lines, column by column where a page has columns.

A letterhead and a signature block stand in two columns side by side; body text in one. A wide gap alone cannot tell
("Số:      /KH-UBND" is one line), so a gap splits a line when it is very wide, or shared by its neighbours.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.blocks import Line, line_of
from models.page import BBox, Page, Word

SURE_GAP = 5.0
"""Times the letter size: no blank inside a line is this wide (a blank day or number is 2 to 4)."""
SHARED_GAP = 0.9
"""Times the letter size: the narrowest gutter between columns that neighbouring lines share."""
STRETCHED = 0.12
"""Share of its widest gap by which the gaps of a line may differ that was stretched to the right edge."""
NEIGHBOUR_ROWS = 3
"""How many rows up and down a gutter is looked for."""
ROW_BUCKET = 8.0
"""Points: rows are looked up by their height on the page in steps of this size."""

_LABEL_ALONE = re.compile(r"(?:[-–—+*•▪●o\uf0b7\uf02d]|\(?[0-9A-Za-zĐđ]{1,4}[.)/]?|[0-9]+(?:\.[0-9]+)+[.)]?)$")

Row = list[Word]


def find_lines(page: Page, exclude: Sequence[BBox] = ()) -> tuple[Line, ...]:
    """
    The lines of a page in reading order: top to bottom, and where columns stand side by side the left one first.

    Args:
        exclude: boxes (ruled tables) whose words are left out.
    """
    rows = _rows([word for word in page.words if not _inside(word, exclude)])
    return tuple(line_of(page.number, tuple(words)) for words in _reading_order(_split_rows(rows)))


def _inside(word: Word, boxes: Sequence[BBox]) -> bool:
    if not boxes:
        return False
    x0, top, x1, bottom = word.bbox
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes)


def _rows(words: list[Word]) -> list[Row]:
    """Words beside each other, left to right; a word is compared with its row's last, so that skew does no harm."""
    rows: list[Row] = []
    nearby: dict[int, list[Row]] = {}
    for word in sorted(words, key=_left_edge):
        _, top, _, bottom = word.bbox
        height = bottom - top
        bucket = int((top + bottom) / 2 / ROW_BUCKET)
        best: Row | None = None
        best_share = 0.5
        for step in (bucket, bucket - 1, bucket + 1):
            for row in nearby.get(step, ()):
                # Share of the lower one's height at which the two stand beside each other, spelt out: it is asked most.
                _, above, _, below = row[-1].bbox
                low = height if height < below - above else below - above
                beside = (bottom if bottom < below else below) - (top if top > above else above)
                if beside > best_share * low > 0:
                    best, best_share = row, beside / low
        if best is None:
            best = []
            rows.append(best)
        best.append(word)
        candidates = nearby.setdefault(bucket, [])
        if not any(row is best for row in candidates):
            candidates.append(best)
    rows.sort(key=_row_top)
    return rows


def _left_edge(word: Word) -> float:
    return word.bbox[0]


def _row_top(row: Row) -> float:
    return sum(w.bbox[3] for w in row) / len(row)


def _split_rows(rows: list[Row]) -> list[list[Row]]:
    """Each row as its pieces, one a column."""
    gaps = [_gaps(row) for row in rows]
    out: list[list[Row]] = []
    for index, row in enumerate(rows):
        cuts = [
            place
            for place, start, end, size in gaps[index]
            if end - start >= SURE_GAP * size or _shared(gaps, index, start, end, size)
        ]
        pieces, begin = [], 0
        for cut in cuts:
            pieces.append(row[begin:cut])
            begin = cut
        pieces.append(row[begin:])
        out.append(pieces)
    return out


def _gaps(row: Row) -> list[tuple[int, float, float, float]]:
    """(index of the word after it, left, right, letter size) of every gap that may part columns."""
    out = []
    if _is_stretched(row):
        return []
    for index in range(1, len(row)):
        left, right = row[index - 1].bbox[2], row[index].bbox[0]
        size = min(row[index - 1].size, row[index].size)
        # A label and its text are parted by a tab as wide as a gutter, but by no more than that: the asterisk under
        # a party body's name stands far from the date beside it.
        tab = index == 1 and right - left < SURE_GAP * size and _LABEL_ALONE.match(row[0].text)
        if right - left >= SHARED_GAP * size and not tab:
            out.append((index, left, right, size))
    return out


def _is_stretched(row: Row) -> bool:
    """Whether a line broken by hand was stretched to the right edge: all its gaps are wide, and all alike."""
    if len(row) < 4:
        return False
    gaps = [after.bbox[0] - before.bbox[2] for before, after in pairwise(row)]
    return min(gaps) > 0 and max(gaps) - min(gaps) <= STRETCHED * max(gaps)


def _shared(
    gaps: list[list[tuple[int, float, float, float]]], index: int, start: float, end: float, size: float
) -> bool:
    """Whether a row close by has a gap at the same place."""
    for other in range(max(0, index - NEIGHBOUR_ROWS), min(len(gaps), index + NEIGHBOUR_ROWS + 1)):
        if other != index and any(min(end, e) - max(start, s) >= SHARED_GAP * size for _, s, e, _ in gaps[other]):
            return True
    return False


def _reading_order(rows: list[list[Row]]) -> list[Row]:
    """Pieces of rows, a block of columns column by column."""
    out: list[Row] = []
    index = 0
    while index < len(rows):
        # Pieces that overlap, as in a broken font, are no two columns: no gap lies between them.
        if len(rows[index]) != 2 or rows[index][0][-1].bbox[2] >= rows[index][1][0].bbox[0]:
            out.extend(rows[index])
            index += 1
            continue
        left, right, index = _column_block(rows, index)
        out.extend(left)
        out.extend(right)
    return out


def _column_block(rows: list[list[Row]], index: int) -> tuple[list[Row], list[Row], int]:
    """The two columns that begin at row *index*, and the row after them."""
    start, end = rows[index][0][-1].bbox[2], rows[index][1][0].bbox[0]
    left: list[Row] = []
    right: list[Row] = []
    while index < len(rows):
        pieces = rows[index]
        if len(pieces) == 2:
            new_start, new_end = max(start, pieces[0][-1].bbox[2]), min(end, pieces[1][0].bbox[0])
            if new_end <= new_start:
                break
            start, end = new_start, new_end
            left.append(pieces[0])
            right.append(pieces[1])
        elif len(pieces) == 1 and _keeps_aside(pieces[0], start, end) and _goes_on(rows, index, start, end):
            (left if pieces[0][-1].bbox[2] <= start + (end - start) / 2 else right).append(pieces[0])
        else:
            break
        index += 1
    return left, right, index


def _keeps_aside(piece: Row, start: float, end: float) -> bool:
    """Whether a piece stands on one side of the gutter."""
    return piece[-1].bbox[2] < end or piece[0].bbox[0] > start


def _goes_on(rows: list[list[Row]], index: int, start: float, end: float) -> bool:
    """
    Whether the columns go on at row *index*, which has one piece.

    They do where a row with both follows soon, or where rows of the two columns are staggered: their heights overlap.
    """
    for pieces in rows[index : index + NEIGHBOUR_ROWS]:
        if not all(_keeps_aside(piece, start, end) for piece in pieces):
            break
        if len(pieces) == 2:
            return True
    return any(
        _staggered(rows[other][-1], rows[index][0]) for other in (index - 1, index + 1) if 0 <= other < len(rows)
    )


def _staggered(a: Row, b: Row) -> bool:
    overlap = min(a[0].bbox[3], b[0].bbox[3]) - max(a[0].bbox[1], b[0].bbox[1])
    return overlap > 2.0 and (a[-1].bbox[2] < b[0].bbox[0] or b[-1].bbox[2] < a[0].bbox[0])
