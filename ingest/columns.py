"""Finds columns that stand side by side under the body of a page of prose: the recipients and the signature.

Tesseract takes lines of both for one where they stand at nearly the same height, and loses what fits neither. The two
sides of a letterhead share their base lines and are read well as they stand.
"""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.cells import Piece, runs_of
from ingest.raster import Grey

_GUTTER_POINTS = 36.0
"""White this wide from top to bottom parts columns; a gap in a line ("ngày     tháng") is as wide but one line high."""
_LEAST_HEIGHT_POINTS = 40.0
"""Three lines: what is lower is read well as it stands."""
_LEAST_COLUMN_POINTS = 24.0
"""Two lines."""
_BODY_POINTS = 60.0
"""With less prose than this above them, columns are those of a letterhead."""
_BAND_POINTS = 2.0
_SPECK_POINTS = 0.7
_LEAST_SIDE_POINTS = 28.0
"""A narrower side is a page number, a label or a mark in the margin."""


def find_columns(ink: Grey, scale: float) -> tuple[Piece, ...]:
    """
    The parts of a page to be read one after the other: left and right columns, and the lines above and below them.

    Args:
        ink: 255 where there is ink, else 0; no tables.
        scale: pixels in one point.
    Returns:
        Nothing where no columns stand side by side: the page is read whole.
    """
    height, width = ink.shape
    size = max(2, round(_SPECK_POINTS * scale))
    clean = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)), dtype=np.uint8)
    pieces: list[Piece] = []
    done = 0
    for top, bottom, gutter in _regions(clean, scale):
        pieces += [Piece(0, done, width, top), Piece(0, top, gutter, bottom), Piece(gutter, top, width, bottom)]
        done = bottom
    return tuple(p for p in (*pieces, Piece(0, done, width, height)) if p.height) if pieces else ()


_Region = tuple[int, int, int]
"""First row, row after the last, and the middle of the gutter."""


def _regions(ink: Grey, scale: float) -> list[_Region]:
    """Where columns stand side by side, from top to bottom."""
    height = ink.shape[0]
    bands = runs_of(ink.any(axis=1), round(_BAND_POINTS * scale))
    filled = [np.asarray(ink[top:bottom].any(axis=0)) for top, bottom in bands]
    widest = max((np.ptp(np.flatnonzero(f)) for f in filled), default=0)
    found: list[_Region] = []
    i, prose = 0, 0
    while i < len(bands):
        last, gutter = _reach(filled, i, scale)
        below_prose = prose >= _BODY_POINTS * scale
        if gutter is None or not below_prose or not _are_columns(ink[bands[i][0] : bands[last][1]], gutter, scale):
            if gutter is None and np.ptp(np.flatnonzero(filled[i])) > 0.7 * widest:
                prose += bands[i][1] - bands[i][0]
            i += 1
            continue
        top = (bands[i - 1][1] + bands[i][0]) // 2 if i else 0
        bottom = (bands[last][1] + bands[last + 1][0]) // 2 if last + 1 < len(bands) else height
        found.append((top, bottom, gutter))
        i = last + 1
    return found


def _reach(filled: list[NDArray[np.bool_]], first: int, scale: float) -> tuple[int, int | None]:
    """The last band down to which a gutter of band *first* stays white, and the middle of that gutter."""
    together = np.zeros_like(filled[first])
    last, gutter = first, None
    for i in range(first, len(filled)):
        together = together | filled[i]
        middle = _gutter(together, scale)
        if middle is None:
            break
        last, gutter = i, middle
    return last, gutter


def _gutter(filled: NDArray[np.bool_], scale: float) -> int | None:
    """The middle of the widest white between two columns, None where there is none."""
    side = _LEAST_SIDE_POINTS * scale
    runs = runs_of(filled, round(_GUTTER_POINTS * scale))
    gaps = [
        (right[0] - left[1], (left[1] + right[0]) // 2)
        for left, right in pairwise(runs)
        if left[1] - runs[0][0] >= side and runs[-1][1] - right[0] >= side
    ]
    return max(gaps)[1] if gaps else None


def _are_columns(region: Grey, gutter: int, scale: float) -> bool:
    """Whether each side of the gutter holds several lines."""
    if region.shape[0] < _LEAST_HEIGHT_POINTS * scale:
        return False
    for side in (region[:, :gutter], region[:, gutter:]):
        rows = np.flatnonzero(side.any(axis=1))
        if rows[-1] - rows[0] < _LEAST_COLUMN_POINTS * scale:
            return False
    return True
