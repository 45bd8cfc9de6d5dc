"""Turns cells that are not white, as the heads of tables often are, into dark print on white."""

import cv2
import numpy as np

from ingest.raster import Grey

_DARK = 150
"""Darker than this can be a coloured cell; grey paper and light shades are not."""
_CORE_POINTS = (7.0, 4.0)
"""Solid dark this wide and high is no stroke of a letter."""
_JOIN_POINTS = (14.0, 8.0)
"""Light letters as wide and high as this lie within a dark cell."""
_LEAST_POINTS = (60.0, 12.0)
_SMALLER = 4
_SOLID = 0.55
"""Share of its pixels that are dark: a line of bold capitals has fewer."""
_STRONGER, _GRAIN = 5.0, 10.0
"""Rules differ less from a dark cell than its letters do, and are to come out dark as well."""
_SHADE, _PAPER = 240, 250
"""A whitened page is 250; what is darker than the first, and no letter, is the shade of a cell."""
_LINE_POINTS = 11.0
"""Nothing printed is solid for so far; a row of a table is hardly lower."""


def without_shade(grey: Grey, scale: float) -> Grey:
    """
    The picture with its grey and light coloured cells white: to a threshold, a darker one is all ink.

    Args:
        grey: whitened.
        scale: pixels in one point.
    """
    small = cv2.resize(grey, None, fx=1 / _SMALLER, fy=1 / _SMALLER, interpolation=cv2.INTER_AREA)
    # Without what is smaller than a row, letters and rules, the tone of each cell is left.
    tone = cv2.morphologyEx(small, cv2.MORPH_CLOSE, _box((_LINE_POINTS, _LINE_POINTS), scale))
    if int(tone.min()) >= _SHADE:
        return grey
    paper = np.where(tone < _SHADE, np.maximum(tone, _DARK // 2), _PAPER).astype(np.uint8)
    wide = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.divide(grey, wide, scale=_PAPER), dtype=np.uint8)


def lighten(grey: Grey, scale: float) -> Grey:
    """
    The picture with its dark cells white and what differs from them dark.

    Args:
        grey: as scanned, skewed as it came.
        scale: pixels in one point.
    """
    small = cv2.resize(grey, None, fx=1 / _SMALLER, fy=1 / _SMALLER, interpolation=cv2.INTER_AREA)
    dark = (small < _DARK).astype(np.uint8)
    core = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _box(_CORE_POINTS, scale))
    if not core.any():
        return grey
    whole = cv2.morphologyEx(core, cv2.MORPH_CLOSE, _box(_JOIN_POINTS, scale))
    wide, high = (points * scale / _SMALLER for points in _LEAST_POINTS)
    out = grey
    for outline in cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, width, height = cv2.boundingRect(outline)
        # With what it encloses: words that fill the cell leave holes.
        shape = np.zeros((height, width), np.uint8)
        cv2.drawContours(shape, [outline], 0, 1, cv2.FILLED, offset=(-x, -y))
        solid = np.count_nonzero(dark[y : y + height, x : x + width] & shape)
        if width < wide or height < high or solid < _SOLID * np.count_nonzero(shape):
            continue
        if out is grey:
            out = grey.copy()
        _turn(out, shape, x * _SMALLER, y * _SMALLER)
    return out


def _turn(out: Grey, shape: Grey, left: int, top: int) -> None:
    """Paint the dark cell of this *shape* white, and dark what differs from its tone."""
    part = out[top : top + shape.shape[0] * _SMALLER, left : left + shape.shape[1] * _SMALLER]
    inside = cv2.resize(shape, part.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    tone = float(np.median(part[inside]))
    differing = np.abs(part[inside].astype(np.float32) - tone) - _GRAIN
    part[inside] = 255 - np.clip(_STRONGER * differing, 0, 255).astype(np.uint8)


def _box(points: tuple[float, float], scale: float) -> Grey:
    width, height = (max(1, round(p * scale / _SMALLER)) for p in points)
    return np.ones((height, width), np.uint8)
