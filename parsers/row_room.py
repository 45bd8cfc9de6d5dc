"""Rows that neither rules nor numbers part: the room that all columns leave between them tells them apart."""

from collections.abc import Sequence
from itertools import pairwise

from models.blocks import Line
from parsers.grid import place_of

ROW_GAP = 0.25
"""Share of the font size that the room between two unruled, unnumbered rows has at least."""


def columns_of(line: Line, xs: Sequence[float]) -> set[int]:
    """The columns that words of *line* stand in."""
    return {place_of(xs, (w.bbox[0] + w.bbox[2]) / 2) for w in line.words}


def row_gaps(body: Sequence[Line], xs: Sequence[float], *, goes_on: bool = False) -> list[float]:
    """
    Heights between rows that neither numbers nor rules tell apart: where a wider band than usual holds no text.

    Args:
        goes_on: whether the first row may be the rest of one that the page before began, with text in one column only.
    """
    reached, gaps = body[0].bbox[3], []
    for line in body[1:]:
        if line.bbox[1] > reached:
            gaps.append((line.bbox[1] - reached, (line.bbox[1] + reached) / 2))
        reached = max(reached, line.bbox[3])
    if not gaps:
        return []
    size = body[0].words[0].size
    usual, widest = min(gaps)[0], max(gaps)[0]
    least = max(ROW_GAP * size, 1.6 * usual if widest > 1.6 * usual else 0.0)
    wide = [y for width, y in gaps if width > least]
    bands = [
        [line for line in body if a < (line.bbox[1] + line.bbox[3]) / 2 < b] for a, b in pairwise([0.0, *wide, 1e9])
    ]
    filled = [len({c for line in band for c in columns_of(line, xs)}) >= 2 for band in bands]
    return wide if wide and all(filled[1:] if goes_on else filled) else []
