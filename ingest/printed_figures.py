"""Tells figures that are printed from figures written by hand: each looks as a figure of print looks, and stands so.

What a letterhead holds between "Số:" and its symbol is mostly print, also where it touches the symbol; only where this
does not find print is the ink a matter for `ingest.handwriting`.
"""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from ingest.glyphs import likeness_to
from ingest.raster import Grey

_ABOVE, _BELOW = 1.2, 0.4
"""How far above and below the base line the picture is looked at, in font sizes."""
_LOW, _SHORT, _TALL = 0.12, 0.5, 0.9
"""How far figures stand off the base line, and how high they and capitals are, in font sizes."""
_LEAST = 0.3
"""Shapes lower than this, in font sizes, are dots, dashes and specks."""
_FIGURE_WIDTH = 0.5
"""Figures are all as wide, in font sizes: shapes wider than one figure are several that touch."""
_MOST_TOUCHING = 5
_ALIKE = 0.8
"""Likeness under which a shape is no figure of print."""
_FIGURES, _STROKE = "0123456789", "/"


@dataclass(frozen=True, slots=True)
class Printed:
    """Figures as their shapes read, and how like print the least like of them is (0..1)."""

    figures: str
    likeness: float
    whole: bool
    """Whether nothing but a stroke follows them."""
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where figures may stand on a page, in pixels."""

    left: float
    right: float
    base: float
    """Base line of the print around them."""
    em: float
    """Font size of the print around them."""
    after_colon: bool = False
    """Whether they begin after the first colon there."""
    before_stroke: bool = False
    """Whether a stroke ends them, as in "12/KH-UBND"."""


def read_printed(grey: Grey, where: Stretch) -> Printed | None:
    """The figures of print that stand there on the level page *grey*; None when the first shape there is none."""
    base, em = where.base, where.em
    top, bottom = max(0, round(base - _ABOVE * em)), round(base + _BELOW * em)
    first = max(0, round(where.left))
    cut = grey[top:bottom, first : max(first, round(where.right))]
    if min(cut.shape) < _LEAST * em:
        return None
    dark = np.asarray(cv2.subtract(np.full_like(cut, 255), cut), dtype=np.uint8)
    figures, likeness, whole = "", 1.0, True
    ends: list[tuple[int, int, int, int]] = []
    shapes, base_row = _shapes(dark, base - top, where)
    for box in shapes:
        read = _read_shape(dark, box, base_row, em)
        if read is None:
            whole = False
            break
        if read[0] == _STROKE:
            whole = where.before_stroke
            break
        figures, likeness = figures + read[0], min(likeness, read[1])
        ends.append(box)
    if not figures:
        return None
    box = (
        first + ends[0][0],
        top + min(y for _, y, _, _ in ends),
        first + ends[-1][2],
        top + max(y for _, _, _, y in ends),
    )
    return Printed(figures, likeness, whole, box)


_Box = tuple[int, int, int, int]


def _shapes(dark: Grey, base: float, where: Stretch) -> tuple[list[_Box], float]:
    """Boxes of the shapes that can be figures, left to right, and the base line that most of them stand on."""
    _, ink = cv2.threshold(dark, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(ink, dtype=np.uint8), connectivity=8)
    boxes = sorted((x, y, x + w, y + h) for x, y, w, h, _ in stats[1:count].tolist())
    # Tesseract's boxes, of which the base line was reckoned, may reach below the ink.
    tall = [box[3] for box in boxes if _SHORT < (box[3] - box[1]) / where.em < _TALL]
    base = float(median(tall)) if tall else base
    start = 0
    if where.after_colon:
        dots = (box for box in boxes if _is_dot(box, base, where.em))
        start = next((right for _, _, right, _ in dots), 0)
    return [box for box in boxes if box[3] - box[1] > _LEAST * where.em and box[0] >= start], base


def _is_dot(box: _Box, base: float, em: float) -> bool:
    """Whether a shape can be the lower dot of a colon."""
    left, top, right, bottom = box
    return abs(bottom - base) < _LOW * em and all(0.06 * em < side < 0.25 * em for side in (right - left, bottom - top))


def _read_shape(dark: Grey, box: _Box, base: float, em: float) -> tuple[str, float] | None:
    """The figure, or the figures that touch, of one shape and how like print they are; "/" for a stroke."""
    height = (box[3] - box[1]) / em
    whole = _closest(dark, box)
    if whole[0] == _STROKE and whole[1] >= _ALIKE:
        return whole
    if abs(box[3] - base) > _LOW * em or not _SHORT < height < _TALL:
        return None
    parts = [_closest(dark, part) for part in _parted(dark, box, em)]
    figures, likeness = "".join(figure for figure, _ in parts), min(like for _, like in parts)
    return (figures, likeness) if likeness >= _ALIKE and _STROKE not in figures else None


def _closest(dark: Grey, box: _Box) -> tuple[str, float]:
    left, top, right, bottom = box
    likeness = likeness_to(_FIGURES + _STROKE, dark[top:bottom, left:right])
    best = max(likeness, key=likeness.__getitem__)
    return best, likeness[best]


def _parted(dark: Grey, box: _Box, em: float) -> list[_Box]:
    """The *box* of a shape cut between the figures that touch in it: where it is thinnest near even distances."""
    left, top, right, bottom = box
    count = round((right - left) / (_FIGURE_WIDTH * em))
    if not 1 < count <= _MOST_TOUCHING:
        return [box]
    ink = dark[top:bottom, left:right].sum(axis=0, dtype=np.int64)
    reach = max(1, round(0.25 * _FIGURE_WIDTH * em))
    cuts = [0]
    for index in range(1, count):
        middle = round(index * len(ink) / count)
        start, stop = max(cuts[-1] + 2, middle - reach), min(len(ink) - 2, middle + reach)
        cuts.append(start + int(ink[start : stop + 1].argmin()))
    cuts.append(len(ink))
    return [(left + a, top, left + b, bottom) for a, b in pairwise(cuts)]
