"""Finds the columns of tables that are ruled across only, so that their cells can be read one by one all the same."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.cells import runs_of
from ingest.raster import Grey
from ingest.rulings import Rule, Ruling

_LEAST_RULES, _LEAST_COLUMNS = 4, 3
_LEAST_WIDTH_POINTS = 200.0
_SAME_POINTS = 6.0
"""Rules of one table begin and end within this of each other."""
_GUTTER_POINTS = 5.0
"""White this wide parts columns; spaces between words are narrower, or not one below the other."""
_RULE_POINTS = 1.5
_MOSTLY = 0.7
"""Share of rows that leave a gutter white: the others hold a title that runs across."""


def find_open_table(ink: Grey, rules: tuple[Rule, ...], scale: float) -> Ruling:
    """
    The rules of a table without rules between its columns, those between the columns added; empty where there is none.

    Args:
        ink: 255 where there is ink, else 0.
        rules: the rules of the page, none of which is part of a ruled table.
        scale: pixels in one point.
    """
    across = _across(rules, scale)
    if len(across) < _LEAST_RULES:
        return ()
    left, right = round(across[0].start), round(across[0].end)
    margin = round(_RULE_POINTS * scale)
    rows = [(round(a.at) + margin, round(b.at) - margin) for a, b in pairwise(across)]
    filled = [np.asarray(ink[top:bottom, left:right].any(axis=0), dtype=np.bool_) for top, bottom in rows]
    gutters = _gutters(filled, scale)
    if len(gutters) + 1 < _LEAST_COLUMNS:
        return ()
    first, last = across[0].at, across[-1].at
    sides = [Rule(False, float(x), first, last) for x in (left, right)]
    between = [
        Rule(False, float(left + x), above.at, below.at)
        for (above, below), row in zip(pairwise(across), filled, strict=True)
        for x in gutters
        if not row[max(0, x - margin) : x + margin].any()
    ]
    return (*across, *sides, *between)


def _across(rules: tuple[Rule, ...], scale: float) -> list[Rule]:
    """The longest rules across that begin and end alike, from the top."""
    long = [r for r in rules if r.horizontal and r.length >= _LEAST_WIDTH_POINTS * scale]
    if not long:
        return []
    near = _SAME_POINTS * scale
    longest = max(long, key=lambda r: r.length)
    alike = [r for r in long if abs(r.start - longest.start) <= near and abs(r.end - longest.end) <= near]
    return sorted(alike, key=lambda r: r.at)


def _gutters(filled: list[NDArray[np.bool_]], scale: float) -> list[int]:
    """The middle of each stretch that most rows leave white."""
    if not filled:
        return []
    share = np.mean([row for row in filled if row.any()] or filled, axis=0)
    runs = runs_of(share > 1 - _MOSTLY, round(_GUTTER_POINTS * scale))
    return [(a[1] + b[0]) // 2 for a, b in pairwise(runs)]
