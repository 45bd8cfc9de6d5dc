"""Takes out what is stamped and signed in blue over the print: the box of the registry, the pen across a name.

Only large shapes go: words printed in blue, and numbers and days filled in by hand, are read.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_BLUE = 32
"""Levels by which blue ink is bluer than red and green; the colours that JPEG makes of black print stay below."""
_TALL_POINTS, _LONG_POINTS, _LOW_POINTS = 28.0, 50.0, 9.0
"""A centimetre: no letter or figure is as high, nor any so long at once; what is long and low is a line."""
_LARGEST_POINTS = (330.0, 190.0)
"""Wider or higher than any stamp: a table with blue rules, a coloured border."""
_SOLID = 0.5
"""Share of its box that a coloured cell fills, and a line that a pen or a stamp draws does not."""
_BLACK = 64
"""JPEG spreads the colour of a stamp over black rules and letters near it; those stay dark in the blue channel."""
_AROUND_POINTS = 1.5
_SMALLER = 2


def without_blue_ink(grey: Grey, pixels: Grey, scale: float) -> Grey:
    """
    The *grey* picture with its blue stamps and pen strokes as light as the paper, the black print under them as it was.

    Args:
        pixels: the same picture, blue-green-red.
        scale: pixels in one point.
    """
    small = cv2.resize(pixels, None, fx=1 / _SMALLER, fy=1 / _SMALLER, interpolation=cv2.INTER_AREA)
    blue, green, red = cv2.split(small[:, :, :3])
    bluer = (cv2.subtract(blue, cv2.max(red, green)) > _BLUE).astype(np.uint8)
    if not bluer.any():
        return grey
    height, width = grey.shape
    wide, high = (points * scale / _SMALLER for points in _LARGEST_POINTS)
    tall, long, low = (points * scale / _SMALLER for points in (_TALL_POINTS, _LONG_POINTS, _LOW_POINTS))
    around = round(_AROUND_POINTS * scale)
    out = grey
    _, _, stats, _ = cv2.connectedComponentsWithStats(bluer, connectivity=8)
    for x, y, w, h, amount in stats[1:].tolist():
        drawn = h >= tall or (w >= long and h >= low)
        if not drawn or h > high or w > wide or amount > _SOLID * w * h:
            continue
        top, bottom = max(0, y * _SMALLER - around), min(height, (y + h) * _SMALLER + around)
        left, right = max(0, x * _SMALLER - around), min(width, (x + w) * _SMALLER + around)
        if out is grey:
            out = grey.copy()
        part = pixels[top:bottom, left:right]
        # Blue ink nearly vanishes in the blue channel, and is lifted by how blue it was; black print is not.
        more = cv2.subtract(part[:, :, 0], cv2.max(part[:, :, 2], part[:, :, 1]))
        more[part[:, :, 0] < _BLACK] = 0
        out[top:bottom, left:right] = cv2.max(out[top:bottom, left:right], cv2.add(part[:, :, 0], cv2.add(more, more)))
    return out
