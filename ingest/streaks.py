"""Takes out lines that a scanner draws from one edge of the picture to the other: dust on its glass, a tired drum.

They run through everything; taken for rules they would make a table of a page of prose.
"""

import cv2
import numpy as np

from ingest.raster import Grey

_EDGE_PX = 6
"""A streak begins with the picture; the rules of a table that fills it do not."""
_THICKEST_POINTS = 2.2
_WHOLE = 0.9
"""Share of its length that must be darker than the paper: print breaks what only seems a line."""
_DARKER = 12
_BANDS, _ROWS = 60, 4
"""The page is looked at in so many bands, one row of so many."""
_BLUR_PX, _BLACK = 2, 70
_MOST = 12
"""More are no streaks."""


def without_streaks(grey: Grey, scale: float) -> Grey:
    """
    The picture without thin upright lines from its top edge to its bottom edge.

    Args:
        grey: whitened, as it came from the scanner: not yet levelled.
        scale: pixels in one point.
    """
    width = grey.shape[1]
    if len(grey) < 4 * _BANDS * _ROWS // 2:
        return grey
    # Letters and rules that cross a band do not make most of a column dark.
    bands = np.stack(
        [_dull(band) for band in (grey[:_EDGE_PX], *np.array_split(grey[::_ROWS], _BANDS), grey[-_EDGE_PX:])]
    )
    around = round(_THICKEST_POINTS * scale)
    paper = cv2.dilate(bands, np.ones((1, 4 * around + 1), np.uint8))
    dark = cv2.subtract(paper, bands) > _DARKER
    through = (dark.mean(axis=0) >= _WHOLE) & dark[0] & dark[-1]
    runs = _runs(through)
    if not runs or len(runs) > _MOST:
        return grey
    out = grey.copy()
    for start, end in runs:
        if end - start > 2 * around:
            continue
        left, right = max(0, start - _BLUR_PX), min(width, end + _BLUR_PX)
        tone = np.median(bands[:, left:right], axis=0).astype(np.uint8)
        if int(tone.min()) >= _BLACK:
            # Print under a streak is darker than it.
            out[:, left:right] = cv2.divide(
                out[:, left:right], np.broadcast_to(tone, out[:, left:right].shape), scale=250
            )
        else:
            # Nothing is seen under it: what stands on both sides goes on between them.
            beside = np.minimum(grey[:, max(0, left - 1)], grey[:, min(width - 1, right)])[:, None]
            out[:, left:right] = np.maximum(out[:, left:right], beside)
    return out


def _dull(band: Grey) -> Grey:
    """The tone that three quarters of a band's pixels are darker than, column by column."""
    return np.asarray(np.partition(band, 3 * len(band) // 4, axis=0)[3 * len(band) // 4], dtype=np.uint8)


def _runs(marked: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> list[tuple[int, int]]:
    """Start and end (exclusive) of each run of marked columns."""
    steps = np.flatnonzero(np.diff(np.concatenate(([0], marked.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True)]
