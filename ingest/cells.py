"""Cuts the picture of a page into the pieces that are read one by one: cells of tables, and the text around them."""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from ingest.raster import Grey
from ingest.rulings import Ruling

_GUTTER_POINTS = 24.0
"""White this wide from top to bottom of a band parts two columns (letterhead, signature block)."""
_BAND_POINTS = 3.0
"""White this high from side to side parts two bands of text."""
_BLOCK_GAP_POINTS = 30.0
"""Bands further apart than this are read as blocks of their own."""
_MARGIN_POINTS = 3.0
"""White left around a piece when it is cut out."""
_SPECK_POINTS = 1.0
"""Ink smaller than this both ways is dust; a full stop is larger."""

_Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page, in pixels, with its ink trimmed of white."""

    left: int
    top: int
    right: int
    bottom: int
    holes: tuple[_Box, ...] = ()
    """Other cells inside this one, where a rule between them is missing: not part of it."""

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


def find_pieces(ink: Grey, tables: tuple[Ruling, ...], scale: float) -> tuple[Piece, ...]:
    """
    The pieces of a page whose rules are erased: each cell with ink, and each block of text outside the tables.

    Args:
        ink: 255 where there is ink, else 0; without the rules.
        tables: the rules of each table.
        scale: pixels in one point.
    """
    rest = ink.copy()
    pieces: list[Piece] = []
    ruled: list[_Box] = []
    for ruling in tables:
        cells = find_cells(ruling, scale)
        for cell in cells:
            holes = tuple(other for other in cells if other != cell and _inside(other, cell))
            trimmed = _trimmed(ink, cell, holes, scale)
            rest[cell[1] : cell[3], cell[0] : cell[2]] = 0
            if trimmed is not None:
                pieces.append(trimmed)
        ruled += cells
    return (*(_without(block, ruled) for block in find_blocks(rest, scale)), *pieces)


def _without(block: Piece, cells: list[_Box]) -> Piece:
    """A block without the cells it encloses, as the shadow along the edges of a page does."""
    within = tuple(c for c in cells if _inside(c, (block.left, block.top, block.right, block.bottom)))
    return replace(block, holes=within) if within else block


def cut_out(page: Grey, piece: Piece, white: int = 255) -> Grey:
    """The picture of one piece, its holes painted over with *white*."""
    out = page[piece.top : piece.bottom, piece.left : piece.right]
    if piece.holes:
        out = out.copy()
        for x0, y0, x1, y1 in piece.holes:
            rows = slice(max(0, y0 - piece.top), max(0, y1 - piece.top))
            out[rows, max(0, x0 - piece.left) : max(0, x1 - piece.left)] = white
    return out


def _inside(inner: _Box, outer: _Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3] and _area(inner) < _area(outer)


def _area(box: _Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def find_cells(ruling: Ruling, scale: float) -> list[tuple[int, int, int, int]]:
    """
    The white rectangles between the rules of one table: left, top, right, bottom in pixels, by row then column.

    A table cut by the page break is closed where its side rules end.
    """
    xs = [x for r in ruling for x in ((r.start, r.end) if r.horizontal else (r.at,))]
    ys = [y for r in ruling for y in ((r.at,) if r.horizontal else (r.start, r.end))]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    # Drawn anew at one pixel a point: fast, and whatever was broken or bent on paper is whole and straight here.
    width, height = round((x1 - x0) / scale) + 3, round((y1 - y0) / scale) + 3
    white = np.full((height, width), 255, np.uint8)
    cv2.rectangle(white, (1, 1), (width - 2, height - 2), 0, 1)
    for rule in ruling:
        ends = (
            ((rule.start, rule.at), (rule.end, rule.at))
            if rule.horizontal
            else ((rule.at, rule.start), (rule.at, rule.end))
        )
        a, b = ((round((x - x0) / scale) + 1, round((y - y0) / scale) + 1) for x, y in ends)
        cv2.line(white, a, b, 0, 1)
    count, _, stats, _ = cv2.connectedComponentsWithStats(white[1:-1, 1:-1], connectivity=4)
    cells = []
    for x, y, w, h, _ in stats[1:count].tolist():
        if w >= 3 and h >= 3:
            left, top = x0 + (x - 1) * scale, y0 + (y - 1) * scale
            cells.append((round(left), round(top), round(left + (w + 1) * scale), round(top + (h + 1) * scale)))
    return sorted(cells, key=lambda c: (c[1], c[0]))


def find_blocks(ink: Grey, scale: float) -> list[Piece]:
    """
    Blocks of text outside tables, from top to bottom: as tall as can be, but two columns apart.

    Marks above and below letters are easily lost at a cut, so lines of one column are not parted.
    """
    height, width = ink.shape
    clean = _without_specks(ink, scale)
    blocks: list[_Box] = []
    for band in _bands(clean, (0, 0, width, height), scale):
        columns = _columns(clean, band, scale)
        if len(columns) == 1 and blocks and blocks[-1][3] <= band[1] and _carries_on(blocks[-1], columns[0], scale):
            left, top, right, _ = blocks[-1]
            blocks[-1] = (min(left, columns[0][0]), top, max(right, columns[0][2]), band[3])
        else:
            blocks += columns
    margin = round(_MARGIN_POINTS * scale)
    return [
        Piece(max(0, x0 - margin), max(0, y0 - margin), min(width, x1 + margin), min(height, y1 + margin))
        for x0, y0, x1, y1 in blocks
    ]


def _carries_on(above: _Box, below: _Box, scale: float) -> bool:
    """Whether a band stands under the block above it, near enough to be read with it."""
    overlap = min(above[2], below[2]) - max(above[0], below[0])
    return below[1] - above[3] < _BLOCK_GAP_POINTS * scale and 2 * overlap > min(
        above[2] - above[0], below[2] - below[0]
    )


def _bands(ink: Grey, box: _Box, scale: float) -> list[_Box]:
    left, top, right, bottom = box
    rows = ink[top:bottom, left:right].any(axis=1)
    return [(left, top + a, right, top + b) for a, b in runs_of(rows, round(_BAND_POINTS * scale))]


def _columns(ink: Grey, box: _Box, scale: float) -> list[_Box]:
    left, top, right, bottom = box
    columns = ink[top:bottom, left:right].any(axis=0)
    return [(left + a, top, left + b, bottom) for a, b in runs_of(columns, round(_GUTTER_POINTS * scale))]


def runs_of(filled: Any, gap: int) -> list[tuple[int, int]]:
    """Stretches of True, those nearer than *gap* joined."""
    places = np.flatnonzero(filled)
    if not len(places):
        return []
    cuts = np.flatnonzero(np.diff(places) > gap)
    starts = [int(places[0]), *(int(places[c + 1]) for c in cuts)]
    ends = [*(int(places[c]) + 1 for c in cuts), int(places[-1]) + 1]
    return list(zip(starts, ends, strict=True))


def _without_specks(ink: Grey, scale: float) -> Grey:
    """The ink without dust: grain and specks smaller than a full stop."""
    size = max(2, round(_SPECK_POINTS * scale * 0.6))
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)), dtype=np.uint8)


def _trimmed(ink: Grey, box: _Box, holes: tuple[_Box, ...], scale: float) -> Piece | None:
    """The part of a rectangle that holds ink, or None when it is blank."""
    inside = max(1, round(_SPECK_POINTS * scale))  # what the eraser left of a rule
    left, top, right, bottom = max(0, box[0] + inside), max(0, box[1] + inside), box[2] - inside, box[3] - inside
    if right - left < inside or bottom - top < inside:
        return None
    part = _without_specks(cut_out(ink, Piece(left, top, right, bottom, holes), white=0), scale)
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not len(rows):
        return None
    margin = round(_MARGIN_POINTS * scale)
    return Piece(
        max(left, left + int(columns[0]) - margin),
        max(top, top + int(rows[0]) - margin),
        min(right, left + int(columns[-1]) + 1 + margin),
        min(bottom, top + int(rows[-1]) + 1 + margin),
        holes,
    )
