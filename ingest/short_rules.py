"""Finds pieces of a table's rules that are no longer than the stems of letters: in low rows, and at washed out ends.

A row of one line of small print is 14 points high; what runs from the rule above it to the rule below it is no letter.
A seal over a rule, or a fold, leaves an end of it apart; without it two cells run together.
"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np

from ingest.cells import runs_of
from ingest.raster import Grey
from ingest.rulings import Rule, Ruling, Straight

_LOW_POINTS = (9.0, 18.0)
"""How high a low row is: lower ones hold no text, in higher ones rules are told by their length."""
_SIDE_POINTS, _THICK_POINTS = 1.2, 3.0
_WHOLE = 0.96
"""Share of the row's height that must be ink: a stem reaches neither rule."""
_MEETS_POINTS, _FARTHEST_POINTS = 5.0, 40.0
"""A rule that ends nearer to another meets it; one that ends farther off ends there."""
_WASHED_OUT = 0.3
"""Share of the missing end that must be ink."""


def find_short_pieces(ink: Grey, table: Ruling, scale: float) -> list[Straight]:
    """
    Pieces that belong to the rules of a *table* and are not among them.

    Args:
        ink: 255 where there is ink, else 0, rules and all.
        scale: pixels in one point.
    """
    return [*_low_uprights(ink, table, scale), *_ends(ink, table, scale)]


def _low_uprights(ink: Grey, table: Ruling, scale: float) -> Iterator[Straight]:
    """Upright rules between two rules across that lie near each other, where none is known yet."""
    across = sorted((rule for rule in table if rule.horizontal), key=lambda rule: rule.at)
    side = round(_SIDE_POINTS * scale)
    for upper, lower in pairwise(across):
        left, right = round(max(upper.start, lower.start)), round(min(upper.end, lower.end))
        low = _LOW_POINTS[0] * scale <= lower.at - upper.at <= _LOW_POINTS[1] * scale
        if not low or right - left < _LOW_POINTS[0] * scale:
            continue
        top, bottom = round(upper.at) + side, round(lower.at) - side
        row = cv2.dilate(ink[top:bottom, left:right], np.ones((1, 3), np.uint8))
        known = [rule.at for rule in table if not rule.horizontal and rule.start < bottom and rule.end > top]
        for start, end in runs_of((row > 0).mean(axis=0) >= _WHOLE, 1):
            at = left + (start + end) / 2
            if end - start > _THICK_POINTS * scale or any(abs(at - other) < _THICK_POINTS * scale for other in known):
                continue
            first = max(0, start - 1)
            shape = np.asarray(row[:, first : end + 1], dtype=np.uint8)
            yield Rule(False, at, upper.at, lower.at), (top, left + first, shape)


def _ends(ink: Grey, table: Ruling, scale: float) -> Iterator[Straight]:
    """Ends of rules that stop short of the next rule across their way, where some ink of them is left."""
    near, far, side = (points * scale for points in (_MEETS_POINTS, _FARTHEST_POINTS, _SIDE_POINTS))
    for rule in table:
        crossing = [
            other.at
            for other in table
            if other.horizontal != rule.horizontal and other.start - near <= rule.at <= other.end + near
        ]
        for end, onward in ((rule.start, -1), (rule.end, 1)):
            if any(abs(at - end) <= near for at in crossing):
                continue
            beyond = [at for at in crossing if near < onward * (at - end) <= far]
            if not beyond:
                continue
            start, stop = sorted((end, min(beyond, key=lambda at: abs(at - end))))
            lying = ink if rule.horizontal else ink.T
            first, left = max(0, round(rule.at - side)), round(start)
            band = lying[first : round(rule.at + side) + 1, left : round(stop)]
            if band.size and (band > 0).any(axis=0).mean() >= _WASHED_OUT:
                place = (first, left, band) if rule.horizontal else (left, first, band.T)
                yield Rule(rule.horizontal, rule.at, start, stop), (place[0], place[1], place[2].copy())
