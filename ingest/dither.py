"""Takes the dots out of pages that a scanner made of black dots on white, dithered where they were grey.

Grey paper comes out as a sprinkling or a screen of single dots all over the page; Tesseract reads letters into it.
"""

import cv2
import numpy as np

from ingest.raster import Grey

_DOTTED = 0.005
"""Share of pixels that are lone black dots: dithered pages have 0.03, all others of 100 looked at less than 0.001."""
_BANDS, _BAND = 4, 96
"""The page is looked at in so many bands of so many rows."""
_DOT = 0.52
"""Square points of the largest dot, of two or three that touch: the dot of an i has twice as much."""
_BLACK = 128
_SOFT = 0.5
"""Pixels by which the edges that dots have frayed are smoothed."""


def without_dither(grey: Grey, scale: float) -> Grey:
    """
    The picture without the lone dots of a dithered page; any other picture as it is.

    Args:
        scale: pixels in one point.
    """
    if not _is_dithered(grey):
        return grey
    _, labels, stats, _ = cv2.connectedComponentsWithStats((grey < _BLACK).astype(np.uint8), connectivity=8)
    dots = stats[:, cv2.CC_STAT_AREA] <= _DOT * scale * scale
    dots[0] = False
    out = np.where(dots[labels], np.uint8(255), grey)
    return np.asarray(cv2.GaussianBlur(out, (0, 0), _SOFT), dtype=np.uint8)


def _is_dithered(grey: Grey) -> bool:
    """Whether lone black dots lie all over the page."""
    height = len(grey)
    if height < 2 * _BANDS * _BAND:
        return False
    starts = np.linspace(height // 8, height - height // 8 - _BAND, _BANDS).astype(int)
    lone = [_lone_dots(grey[start : start + _BAND] < _BLACK) for start in starts]
    return float(np.mean(lone)) >= _DOTTED


def _lone_dots(ink: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> float:
    """Share of pixels that are ink with none in the eight around them."""
    around = cv2.dilate(ink.astype(np.uint8), np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], np.uint8))
    return float((ink & (around == 0)).mean())
