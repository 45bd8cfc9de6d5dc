"""Makes the picture of a page upright and level: quarter turns, small skew, grey paper and shadows."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.raster import Grey

MAX_SKEW = 6.0
"""Degrees: sheets fed crookedly or photographed by hand stay below this."""
MIN_SKEW = 0.03
"""Degrees: less than one pixel over the width of a page is left alone."""
_EDGE_TONE, _EDGE_SHARE, _RIM = 190, 0.06, 0.015
"""What is darker than this for more than a finger along a side of the picture, near its rim, is not on the paper."""
_SURROUNDING, _SURROUNDED = 0.62, 0.25
"""How dark what a sheet lies on is against the sheet, and which part of the picture's rim it takes at least."""
_POINTS = 60_000
_STRIPS = 12
_SIDEWAYS = 1.5
"""Times as striped across as down that a page must be to be turned."""


def whiten(grey: Grey) -> Grey:
    """The picture on white paper: shadows, grey paper and uneven light divided out."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    # The paper is the brightest thing in a neighbourhood larger than a letter, smaller than a shadow.
    paper = cv2.dilate(small, np.ones((7, 7), np.uint8))
    paper = cv2.medianBlur(paper, 11)
    paper = cv2.GaussianBlur(paper, (0, 0), 4)
    paper = cv2.resize(np.maximum(paper, 40), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, paper, scale=250), dtype=np.uint8)


def without_surroundings(grey: Grey) -> Grey:
    """The picture of a sheet that was photographed on something darker, with that as light as the sheet."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small, 80))
    dark = (small < _SURROUNDING * paper).astype(np.uint8)
    rim = np.concatenate((dark[0], dark[-1], dark[:, 0], dark[:, -1]))
    if rim.mean() < _SURROUNDED:
        return grey
    _, labels = cv2.connectedComponents(dark, connectivity=4)
    at_rim = np.unique(np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1])))
    around = np.isin(labels, at_rim[at_rim > 0]).astype(np.uint8)
    # The edge of the sheet throws a shadow.
    wide = cv2.resize(cv2.dilate(around, np.ones((5, 5), np.uint8)), grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.where(wide > 0, np.uint8(min(255, round(paper))), grey), dtype=np.uint8)


def without_edges(grey: Grey) -> Grey:
    """The picture without what lay around the paper: the dark of a table top or of an open lid along its sides."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats((small < _EDGE_TONE).astype(np.uint8), connectivity=8)
    x, y, w, h = (stats[:, i] for i in range(4))
    # A picture that was turned has white wedges between its rim and the dark.
    at_side = (np.minimum(x, width - x - w) <= _RIM * width) | (np.minimum(y, height - y - h) <= _RIM * height)
    around = at_side & ((w > _EDGE_SHARE * width) | (h > _EDGE_SHARE * height))
    around[0] = False  # what is light
    if not around.any():
        return grey
    edge = around.astype(np.uint8)[labels]
    # Two thirds of a millimetre more on all sides: the edge of the paper throws a shadow.
    wide = cv2.resize(cv2.dilate(edge, np.ones((3, 3), np.uint8)), grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.where(wide > 0, 255, grey), dtype=np.uint8)


def find_skew(ink: Grey) -> float:
    """
    How many degrees the lines of text fall to the right (positive: clockwise).

    Args:
        ink: 255 where there is ink, else 0.
    """
    height, width = ink.shape
    found = cv2.findNonZero(ink)
    if found is None or len(found) < 500:
        return 0.0
    columns, rows = found.reshape(-1, 2).T
    if len(rows) > _POINTS:
        step = len(rows) // _POINTS + 1
        rows, columns = rows[::step], columns[::step]
    across = columns.astype(np.float32) - width / 2
    down = rows.astype(np.float32) + height  # never negative, whatever the angle
    best, span = 0.0, MAX_SKEW
    for step_degrees in (0.5, 0.1, 0.02):
        angles = np.arange(best - span, best + span + step_degrees / 2, step_degrees)
        best = float(angles[int(np.argmax([sharpness(across, down, a) for a in angles]))])
        span = step_degrees
    return best if abs(best) <= MAX_SKEW else 0.0


def sharpness(across: NDArray[np.float32], down: NDArray[np.float32], degrees: float) -> float:
    """How much ink at these places gathers in rows when read along *degrees*: lines of text at their angle do most."""
    counts = np.bincount((down - across * np.tan(np.radians(degrees))).astype(np.int32))
    return gathering(counts)


def gathering(counts: NDArray[np.intp]) -> float:
    """How much ink gathers in rows of which each has so many points of it."""
    return float(np.sum(np.square(np.diff(counts.astype(np.float64)))))


def gathered(ink: Grey) -> float:
    """How much the ink of a page gathers in level rows, see `sharpness`."""
    return gathering(np.count_nonzero(ink, axis=1))


def find_sideways(ink: Grey) -> bool:
    """
    Whether the lines of text run up or down the page, which then wants a quarter turn.

    Args:
        ink: 255 where there is ink, else 0; skewed as it came.
    """
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    # Long straight runs are rules and edges, which tell nothing of the way the text runs.
    for bar in ((40, 1), (1, 40)):
        small = cv2.subtract(small, cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones(bar[::-1], np.uint8)))
    return _striped(np.asarray(small.T, dtype=np.uint8)) > _SIDEWAYS * _striped(small)


def _striped(ink: NDArray[Any]) -> float:
    """How much rows of ink and white alternate down the page, in strips so narrow that skew does not blur them."""
    height, width = ink.shape
    across = width // _STRIPS
    if not across:
        return 0.0
    rows = ink[:, : across * _STRIPS].reshape(height, _STRIPS, across).sum(axis=2, dtype=np.float64)
    # A line of text and the white below it take about 16 points: 22 pixels here.
    smooth = cv2.blur(rows, (1, 5))
    return float(np.sum(np.square(np.diff(smooth, axis=0))))


def rotate(grey: Grey, degrees: float) -> Grey:
    """The picture turned back by *degrees* around its middle, same size, white where nothing was."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(turned, dtype=np.uint8)
