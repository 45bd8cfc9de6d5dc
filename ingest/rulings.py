"""Finds the ruling lines of tables in the picture of a page, and takes them out of the OCR's way.

Tesseract reads a rule beside a letter as "|" or "l" and drops short cells between rules; without rules it reads on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ingest.raster import Grey

MIN_RULE_POINTS = 16.0
"""Shorter straight runs are dashes or strokes of large letters."""
MIN_LONE_RULE_POINTS = 40.0
"""A rule that belongs to no table: shorter ones are the bars of capitals ("TTTU"), not a line under a letterhead."""
_THICK_POINTS = 4.0
_GAP_POINTS = 4.0
"""A rule broken by less than this (a faint print, a fold) is still one rule."""
_SAME_POINTS = 2.5
"""Pieces of one rule on a page that is slightly bent lie within this of each other."""
_LOWEST_CELL_POINTS = 8.0
"""No row of a table is lower than this, no column narrower."""
_TOUCH_POINTS = 5.0
"""A rule that ends this near to another meets it."""
_RULED = 4
"""Pages with fewer rules have no table whose rules could be broken."""
_HAIR_POINTS, _DASH_GAP_POINTS = 1.4, 2.5
_DASHED_POINTS = {True: 36.0, False: 24.0}
"""Least length of a rule of dashes: across the page the serifs of a word make shorter ones, down it nothing does."""
_SIDE_POINTS, _CROWDED = (0.6, 2.4), 0.34
"""Beside a rule of dashes, and the part of its length that may have ink there."""
_ALONG_POINTS, _BESIDE_POINTS, _LONG_POINTS = 9.0, 1.3, 30.0
_PAPER, _HAIR_TONES = 235, 10
"""Paper is 250; the grain of a scan, averaged along a rule, stays within 3 of it."""
_FRAME = 0.7
"""Part of the page's height and width that a frame around it takes at least."""
_EDGE_POINTS = 6.0
"""Nothing is ruled so near the edge of the paper: it is the shadow of the edge."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One ruling line in pixels: at `at`, from `start` to `end`, across (horizontal) or down the page."""

    horizontal: bool
    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


Ruling = tuple[Rule, ...]
"""The rules of one table: each meets another of them."""


_Spot = tuple[int, int, Grey]
"""Row, column and shape (255) of some ink."""
Straight = tuple[Rule, _Spot]
"""A straight run of ink, and the ink itself."""


def find_straight(ink: Grey, scale: float) -> list[Straight]:
    """Runs of ink across and down a level page, longer than any letter and thinner than any picture."""
    upright = _straight(ink, scale, False)
    short = _DASHED_POINTS[False] * scale
    return [
        *_straight(ink, scale, True),
        *(piece for piece in upright if piece[0].length >= short or _is_alone(piece, ink, scale)),
    ]


def find_rules(
    ink: Grey, scale: float, broken: bool = False, straight: Sequence[Straight] | None = None
) -> tuple[tuple[Ruling, ...], tuple[Rule, ...], Grey]:
    """
    The ruling lines of a level page.

    Args:
        ink: 255 where there is ink, else 0.
        scale: pixels in one point.
        broken: join dashes too, as a fax makes of hairlines.
        straight: what `find_straight` finds in it, where that is known.
    Returns:
        The rules of each table; the rules that stand alone; and a mask (255) of the ink of the tables' rules.
    """
    pieces = list(find_straight(ink, scale) if straight is None else straight)
    if broken and len(pieces) >= _RULED:
        pieces += _straight(_dashes(ink, scale, True), scale, True)
        pieces += [p for p in _straight(_dashes(ink, scale, False), scale, False) if _is_alone(p, ink, scale)]
    across, down = [p for p, _ in pieces if p.horizontal], [p for p, _ in pieces if not p.horizontal]
    rules = [*_joined(across, down, scale), *_joined(down, across, scale)]
    groups = [_without_bars(group, scale) for group in _groups(rules, _TOUCH_POINTS * scale)]
    groups, frames = _without_frames(groups, ink.shape, scale)
    tables = tuple(_squared(group, scale) for group in groups if _is_table(group))
    ruled = {id(rule) for group in (*groups, *frames) if _is_table(group) for rule in group}
    lone = tuple(r for r in rules if id(r) not in ruled and r.length >= MIN_LONE_RULE_POINTS * scale)
    mask = np.zeros_like(ink)
    for piece, spot in pieces:
        if any(_covers(rule, piece, scale) for group in (*tables, *frames) for rule in group):
            y, x = int(spot[0]), int(spot[1])
            mask[y : y + spot[2].shape[0], x : x + spot[2].shape[1]] |= spot[2]
    return tables, lone, mask


def with_hairlines(ink: Grey, grey: Grey, scale: float, upright: bool = False) -> Grey:
    """
    The ink of a level page with that of rules too light to be ink, or made of dots and dashes.

    Averaged along its way a hairline stands out from the grain, where paper lies on both sides of it.

    Args:
        upright: rules down the page are known already; without any, none across are looked for.
    Returns:
        *ink* itself where there are none.
    """
    out = ink.copy()
    along, beside = round(_ALONG_POINTS * scale), round(_BESIDE_POINTS * scale)
    for across in (False, True):
        smooth = cv2.blur(grey, (along, 1) if across else (1, along))
        smooth, found = (smooth, out) if across else (smooth.T, out.T)
        lightest = np.minimum(smooth[: -2 * beside], smooth[2 * beside :])
        thin = (cv2.subtract(lightest, smooth[beside:-beside]) > _HAIR_TONES) & (lightest > _PAPER)
        long = cv2.morphologyEx(thin.astype(np.uint8), cv2.MORPH_OPEN, _bar(round(_LONG_POINTS * scale), True))
        if not across and not upright and not long.any():
            break  # nothing runs down the page: no table, as on most pages of prose
        found[beside:-beside][long > 0] = 255
    else:
        return out
    return ink


def _is_alone(piece: Straight, ink: Grey, scale: float) -> bool:
    """Whether paper lies on both sides of an upright *piece*: beside stems of two tight lines stand other letters."""
    _, (top, left, shape) = piece
    first, last = (round(points * scale) for points in _SIDE_POINTS)
    rows = slice(top, top + shape.shape[0])
    sides = (
        ink[rows, max(0, left - last) : max(0, left - first)],
        ink[rows, left + shape.shape[1] + first :][:, : last - first],
    )
    return all(float((side > 0).any(axis=1).mean()) < _CROWDED for side in sides if side.size)


def _dashes(ink: Grey, scale: float, horizontal: bool) -> Grey:
    """Strokes too thin for those of letters, the gaps between them closed: what a fax leaves of a hairline."""
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _bar(round(_HAIR_POINTS * scale), not horizontal))
    fat = cv2.dilate(cv2.subtract(ink, thick), _bar(3, not horizontal))
    closed = cv2.morphologyEx(fat, cv2.MORPH_CLOSE, _bar(round(_DASH_GAP_POINTS * scale), horizontal))
    long = round(_DASHED_POINTS[horizontal] * scale)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _bar(long, horizontal)), dtype=np.uint8)


def _straight(ink: Grey, scale: float, horizontal: bool) -> list[Straight]:
    """Runs of ink in one direction, longer than any letter and thinner than any picture, with the ink itself."""
    length, gap = round(MIN_RULE_POINTS * scale), round(_GAP_POINTS * scale)
    # Fattened across the run first, so that a rule that climbs a pixel on its way stays one run.
    fat = cv2.dilate(ink, _bar(3, not horizontal))
    runs = cv2.morphologyEx(fat, cv2.MORPH_OPEN, _bar(length, horizontal))
    joined = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, _bar(gap, horizontal))
    # Outlines, not labels of every pixel: nearly all of the page is white by now.
    outlines, nesting = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    height, width = ink.shape
    edge = _EDGE_POINTS * scale
    found: list[Straight] = []
    for outline, (_, _, _, around) in zip(outlines, nesting[0] if len(outlines) else (), strict=True):
        x, y, w, h = cv2.boundingRect(outline)
        long, thick = (w, h) if horizontal else (h, w)
        if around >= 0 or thick > 0.06 * long + 6 * scale:
            continue
        shape = np.zeros((h, w), np.uint8)
        cv2.drawContours(shape, [outline], 0, 255, cv2.FILLED, offset=(-x, -y))
        rows, columns = np.nonzero(shape)
        if len(rows) / long > _THICK_POINTS * scale + 2:
            continue
        at = float(y + rows.mean()) if horizontal else float(x + columns.mean())
        if not edge < at < (height if horizontal else width) - edge:
            continue
        start, end = (x, x + w) if horizontal else (y, y + h)
        found.append((Rule(horizontal, at, float(start), float(end)), (y, x, shape)))
    return found


def _bar(length: int, horizontal: bool) -> Grey:
    size = (length, 1) if horizontal else (1, length)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_RECT, size), dtype=np.uint8)


def _joined(pieces: list[Rule], crossing: list[Rule], scale: float) -> list[Rule]:
    """Pieces that carry on one another along the same line become one rule, unless a merged cell lies between them."""
    near, gap = _SAME_POINTS * scale, 4 * _GAP_POINTS * scale
    rules: list[Rule] = []
    for piece in sorted(pieces, key=lambda r: r.start):
        for i, rule in enumerate(rules):
            if (
                abs(rule.at - piece.at) <= near
                and piece.start <= rule.end + gap
                and not _is_cell(rule, piece, crossing, scale)
            ):
                at = (rule.at * rule.length + piece.at * piece.length) / (rule.length + piece.length)
                rules[i] = replace(rule, at=at, start=min(rule.start, piece.start), end=max(rule.end, piece.end))
                break
        else:
            rules.append(piece)
    return rules


def _is_cell(rule: Rule, piece: Rule, crossing: list[Rule], scale: float) -> bool:
    """Whether *rule* ends at one crossing rule and *piece* begins at the next: a small merged cell, no break."""
    touch = _TOUCH_POINTS * scale
    if piece.start - rule.end < _LOWEST_CELL_POINTS * scale:
        return False
    met = [c.at for c in crossing if c.start - touch <= rule.at <= c.end + touch]
    return any(abs(at - rule.end) <= touch for at in met) and any(abs(at - piece.start) <= touch for at in met)


def _meet(one: Rule, other: Rule, near: float) -> bool:
    return (
        one.horizontal != other.horizontal
        and other.start - near <= one.at <= other.end + near
        and one.start - near <= other.at <= one.end + near
    )


def _groups(rules: list[Rule], near: float) -> list[list[Rule]]:
    """Rules that meet, directly or through others, together."""
    groups: list[list[Rule]] = []
    left = list(rules)
    while left:
        group = [left.pop()]
        for rule in group:
            met = [r for r in left if _meet(rule, r, near)]
            left = [r for r in left if r not in met]
            group.extend(met)
        groups.append(group)
    return groups


def _without_bars(group: list[Rule], scale: float) -> list[Rule]:
    """The rules of a group without bars of capitals ("TT" in bold type) that come near one side of their cell alone."""

    def is_bar(rule: Rule) -> bool:
        if not rule.horizontal or rule.length >= MIN_LONE_RULE_POINTS * scale:
            return False
        met = [r.at for r in group if _meet(rule, r, _TOUCH_POINTS * scale)]
        near = _TOUCH_POINTS * scale
        if any(abs(at - rule.start) <= near for at in met) and any(abs(at - rule.end) <= near for at in met):
            return False
        # A piece of a rule that was broken stands on one line with its other pieces.
        return not any(r is not rule and r.horizontal and abs(r.at - rule.at) <= _SAME_POINTS * scale for r in group)

    return [rule for rule in group if not is_bar(rule)]


def _without_frames(
    groups: list[list[Rule]], page: tuple[int, ...], scale: float
) -> tuple[list[list[Rule]], list[list[Rule]]]:
    """The *groups* without those that only frame the page, as the edge of a photographed sheet does; and these."""
    frames = [group for group in groups if _is_frame(group, page, scale)]
    return [group for group in groups if not any(group is frame for frame in frames)], frames


def _is_frame(group: list[Rule], page: tuple[int, ...], scale: float) -> bool:
    """Whether nothing but the four sides of a box that holds most of the page is ruled."""
    if not _is_table(group):
        return False
    sides = []
    for horizontal, length in ((True, page[0]), (False, page[1])):
        at = [rule.at for rule in group if rule.horizontal == horizontal]
        near = 2 * _TOUCH_POINTS * scale
        if max(at) - min(at) < _FRAME * length or any(min(at) + near < a < max(at) - near for a in at):
            return False
        sides.append(len(at))
    return min(sides) >= 2


def _is_table(group: list[Rule]) -> bool:
    """At least a head and a side: a piece of a table that is cut by the page break may lack its last rule."""
    across = sum(r.horizontal for r in group)
    return across >= 1 and len(group) - across >= 2 and len(group) >= 4


def _squared(group: list[Rule], scale: float) -> Ruling:
    """The rules of one table with their ends brought to the rules they meet, and columns of pieces on one line."""
    near = _TOUCH_POINTS * scale
    level = [replace(r, at=_common(r, group, _SAME_POINTS * scale)) for r in group]
    squared = []
    for rule in level:
        crossing = [r.at for r in level if _meet(rule, r, near)]
        start = min(
            (c for c in crossing if abs(c - rule.start) <= near), key=lambda c: abs(c - rule.start), default=rule.start
        )
        end = min((c for c in crossing if abs(c - rule.end) <= near), key=lambda c: abs(c - rule.end), default=rule.end)
        squared.append(replace(rule, start=start, end=end))
    return tuple(squared)


def _common(rule: Rule, group: list[Rule], near: float) -> float:
    """Where all pieces on the line of *rule* stand, the longer the weightier."""
    same = [r for r in group if r.horizontal == rule.horizontal and abs(r.at - rule.at) <= near]
    return sum(r.at * r.length for r in same) / sum(r.length for r in same)


def _covers(rule: Rule, piece: Rule, scale: float) -> bool:
    return (
        rule.horizontal == piece.horizontal
        and abs(rule.at - piece.at) <= 2 * _SAME_POINTS * scale
        and rule.start - _TOUCH_POINTS * scale <= piece.start
        and piece.end <= rule.end + _TOUCH_POINTS * scale
    )


def erase(grey: Grey, mask: Grey) -> Grey:
    """The picture without the masked ink: painted white, with a pixel of blur around it."""
    if not mask.any():
        return grey
    out = grey.copy()
    out[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 255
    return out
