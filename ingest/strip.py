"""Lays the pieces of a page out in one tall strip, so that one call of Tesseract reads each for itself.

Starting Tesseract and loading its data costs as much as reading a third of a page: a call for each cell would not pay.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace

import numpy as np

from ingest.cells import Piece, cut_out
from ingest.raster import Grey

_BETWEEN_POINTS = 6.0
"""White between two pieces one above the other: more than between lines of one paragraph."""
_BESIDE_POINTS = 14.0
"""White between labels set on one line: more than a space, less than a gap between columns."""
_MARGIN_POINTS = 10.0
LABEL_WIDTH_POINTS = 46.0
LABEL_HEIGHT_POINTS = 24.0
"""A piece no larger than this is a label, a cross or a number: alone on a line Tesseract misreads it."""
_LABELS_A_LINE = 12
_STRIP_POINTS = 400.0
"""Some 25 lines: what Tesseract does to list the words it read grows with the square of their number."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of the page lies in the strip."""

    piece: Piece
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The way back from a strip to the page."""

    rows: tuple[tuple[Place, ...], ...]
    """From top to bottom; each from left to right."""

    def place_of(self, x: float, y: float) -> Place:
        """The piece that a point of the strip shows."""
        # Labels of one row stand on one base line: a tall one begins above the low one that is first.
        row = self.rows[max(0, bisect_right([min(p.top for p in r) for r in self.rows], y) - 1)]
        return min(row, key=lambda p: max(p.left - x, x - p.left - p.piece.width, 0))


def is_label(piece: Piece, scale: float) -> bool:
    """Whether a piece holds so little (a number, a cross) that its shapes tell more than its language."""
    return piece.width <= LABEL_WIDTH_POINTS * scale and piece.height <= LABEL_HEIGHT_POINTS * scale


def lay_out(page: Grey, pieces: tuple[Piece, ...], scale: float) -> tuple[tuple[Grey, ...], tuple[Strip, ...]]:
    """
    The *pieces* of a *page* one below the other, in strips; labels of one column side by side on lines of their own.

    The pictures of the strips, and the ways back, which are needed longer.

    Args:
        page: the whole page, rules erased.
        scale: pixels in one point.
    """
    pieces = tuple(_on_page(piece, page) for piece in pieces)
    rows = [[piece] for piece in pieces if not is_label(piece, scale)]
    labels = sorted((p for p in pieces if is_label(p, scale)), key=lambda p: (_column(p, scale), p.top))
    rows += [labels[i : i + _LABELS_A_LINE] for i in range(0, len(labels), _LABELS_A_LINE)]
    strips: list[list[list[Piece]]] = []
    room = 0.0
    for row in rows:
        height = max(p.height for p in row)
        if height > room:
            strips.append([])
            room = _STRIP_POINTS * scale
        strips[-1].append(row)
        room -= height
    laid = [_strip(page, strip, scale) for strip in strips]
    return tuple(picture for picture, _ in laid), tuple(strip for _, strip in laid)


def _on_page(piece: Piece, page: Grey) -> Piece:
    """As much of *piece* as lies on the page: the margin around a word at the foot reaches over its edge."""
    height, width = page.shape
    return replace(piece, right=min(piece.right, width), bottom=min(piece.bottom, height))


def _strip(page: Grey, rows: list[list[Piece]], scale: float) -> tuple[Grey, Strip]:
    margin, beside = round(_MARGIN_POINTS * scale), round(_BESIDE_POINTS * scale)
    places: list[tuple[Place, ...]] = []
    y = margin
    for row in rows:
        tallest = max(p.height for p in row)
        x, placed = margin, []
        for piece in row:
            # Labels share a base line: digits and capitals all stand on it.
            placed.append(Place(piece, x, y + tallest - piece.height))
            x += piece.width + beside
        places.append(tuple(placed))
        y += tallest + round(_BETWEEN_POINTS * scale)
    width = max((row[-1].left + row[-1].piece.width for row in places), default=1) + margin
    picture = np.full((y + margin, width), 255, np.uint8)
    for placed_row in places:
        for place in placed_row:
            p = place.piece
            picture[place.top : place.top + p.height, place.left : place.left + p.width] = cut_out(page, p)
    return picture, Strip(tuple(places))


def _column(piece: Piece, scale: float) -> int:
    """Which column a label stands in, roughly: labels of one column have nearly the same middle."""
    return round((piece.left + piece.right) / 2 / (8 * scale))
