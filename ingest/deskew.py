"""Makes the picture of a page upright and level: quarter turns, small skew, grey paper and shadows."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.raster import Grey

MAX_SKEW = 6.0
"""Degrees: sheets fed crookedly or photographed by hand stay below this."""
MIN_SKEW = 0.03
"""Degrees: less than one pixel over the width of a page is left alone."""
_POINTS = 60_000


def whiten(grey: Grey) -> Grey:
    """The picture on white paper: shadows, grey paper and uneven light divided out."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    # The paper is the brightest thing in a neighbourhood larger than a letter, smaller than a shadow.
    paper = cv2.dilate(small, np.ones((7, 7), np.uint8))
    paper = cv2.medianBlur(paper, 11)
    paper = cv2.GaussianBlur(paper, (0, 0), 4)
    paper = cv2.resize(np.maximum(paper, 40), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, paper, scale=250), dtype=np.uint8)


def find_skew(ink: Grey) -> float:
    """
    How many degrees the lines of text fall to the right (positive: clockwise).

    Args:
        ink: 255 where there is ink, else 0.
    """
    height, width = ink.shape
    rows, columns = np.nonzero(ink)
    if len(rows) < 500:
        return 0.0
    if len(rows) > _POINTS:
        step = len(rows) // _POINTS + 1
        rows, columns = rows[::step], columns[::step]
    across = columns.astype(np.float32) - width / 2
    down = rows.astype(np.float32) + height  # never negative, whatever the angle
    best, span = 0.0, MAX_SKEW
    for step_degrees in (0.5, 0.1, 0.02):
        angles = np.arange(best - span, best + span + step_degrees / 2, step_degrees)
        best = float(angles[int(np.argmax([_sharpness(across, down, a) for a in angles]))])
        span = step_degrees
    return best if abs(best) <= MAX_SKEW else 0.0


def _sharpness(across: NDArray[np.float32], down: NDArray[np.float32], degrees: float) -> float:
    """How much the ink gathers in rows when read along *degrees*: lines of text at the right angle gather most."""
    counts = np.bincount((down - across * np.tan(np.radians(degrees))).astype(np.int32))
    return float(np.sum(np.square(np.diff(counts.astype(np.float64)))))


def find_sideways(ink: Grey) -> bool:
    """Whether the lines of text run up or down the page, which then wants a quarter turn."""
    rows, columns = np.nonzero(ink)
    if len(rows) < 500:
        return False
    flat = np.zeros(len(rows), np.float32)
    level = max(_sharpness(flat, rows.astype(np.float32), 0), 1.0)
    upright = _sharpness(flat, columns.astype(np.float32), 0)
    return upright > 2 * level


def rotate(grey: Grey, degrees: float) -> Grey:
    """The picture turned back by *degrees* around its middle, same size, white where nothing was."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(turned, dtype=np.uint8)
