"""Lays pages flat whose lines are not parallel: photographed aslant, or bent as they were fed or held.

A level scan has one skew for all its lines; these have another at each place. What lines of text and the rules of
tables show is measured, and the page is stretched by the smooth surfaces that fit them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.deskew import gathering, sharpness
from ingest.raster import Grey
from ingest.rulings import Straight

_BENT = 0.3
"""Degrees by which lines at some place must differ from level, on a page that is level as a whole."""
_LEANING = 0.45
"""Degrees by which upright rules must lean apart, or all of them lean."""
_CLEARER = 1.1
"""Times as clearly in rows as before that ink must stand, read along its own slope."""
_WIDEST, _STEP = 2.5, 0.1
_SOME = 8
"""One point of ink in so many tells what laying flat would gain."""
_POINTS, _LEAST_POINTS = 6_000, 600
_QUICK, _WHOLE = (2, 2), (7, 3)
"""Rows and columns of places at which a page is measured: to see whether it is bent at all, and how."""
_RULE_POINTS, _LONG_POINTS = 60.0, 150.0
"""Rules shorter than the first do not tell their slope; those longer than the second may be bent themselves."""
_LEAST_RULES = 3
_LEAST_SLOPES = 5
_OUTLYING = 0.5
"""Degrees by which a slope may differ from the surface that fits the others."""
_SMOOTH = np.array([1e-3, 1e-3, 0.02, 0.1, 0.1])
"""How little is believed of each term of a surface, the simplest first."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Slope:
    """How far what runs along one direction departs from it at a place."""

    along: float
    across: float
    """The place from the middle of the page, in halves of its sides: along the direction, and across it."""
    degrees: float
    weight: float


@dataclass(frozen=True, slots=True)
class Bend:
    """The surfaces of the slopes of lines and of upright rules, see `_terms`."""

    lines: Floats
    uprights: Floats

    @property
    def leaning(self) -> bool:
        """Whether upright rules lean."""
        return bool(self.uprights.any())


def find_bend(ink: Grey, pieces: Sequence[Straight], scale: float) -> Bend | None:
    """
    How a page that is level as a whole is bent, None where it lies flat.

    Args:
        ink: 255 where there is ink, else 0.
        pieces: the straight runs of ink on it.
        scale: pixels in one point.
    """
    level = list(_slopes_of_rules(pieces, ink.shape, True, scale))
    upright = list(_slopes_of_rules(pieces, ink.shape, False, scale))
    leaning = len(upright) >= _LEAST_RULES and _apart(upright) >= _LEANING
    quick = level if len(level) >= _LEAST_RULES else _slopes_of_text(ink, _QUICK)
    bent = any(abs(slope.degrees) >= _BENT for slope in quick)
    lines = _surface([*_slopes_of_text(ink, _WHOLE), *level]) if bent or leaning else None
    uprights = _surface(upright) if leaning else None
    if uprights is None and (lines is None or _steepest(lines) < _BENT / 2):
        return None
    flat = np.zeros(len(_SMOOTH))
    return Bend(flat if lines is None else lines, flat if uprights is None else uprights)


def promised_gain(ink: Grey, bend: Bend) -> float:
    """
    Times as clearly in level rows that *ink* would gather once it was laid flat: reckoned from some of its points, at a
    fraction of the work of drawing it. What is drawn gathers up to a fifth more, of what is clearly bent.
    """
    found = cv2.findNonZero(np.ascontiguousarray(ink))
    if found is None:
        return 1.0
    height, width = ink.shape
    columns, rows = found.reshape(-1, 2)[::_SOME].T.astype(np.float32)
    laid = rows - _risen(bend.lines, 2 * columns / width - 1, 2 * rows / height - 1, width)
    before, after = (np.bincount(np.rint(np.clip(y, 0, height - 1)).astype(np.int64)) for y in (rows, laid))
    return gathering(after) / max(1.0, gathering(before))


def straighten(grey: Grey, bend: Bend, skew: float) -> Grey:
    """
    The picture laid flat, same size, white where nothing was.

    Args:
        grey: as it came from the scanner: what was turned before would be blurred twice.
        bend: of that picture turned back by *skew* degrees.
    """
    height, width = grey.shape
    x, y = _from_middle(width)[None, :], _from_middle(height)[:, None]
    map_x = (_risen(bend.uprights, y, x, height) + np.arange(width, dtype=np.float32)[None, :]).astype(np.float32)
    map_y = (_risen(bend.lines, x, y, width) + np.arange(height, dtype=np.float32)[:, None]).astype(np.float32)
    if skew:
        turn = cv2.invertAffineTransform(cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0))
        map_x, map_y = (np.float32(a) * map_x + np.float32(b) * map_y + np.float32(c) for a, b, c in turn.tolist())
    flat = cv2.remap(grey, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    return np.asarray(flat, dtype=np.uint8)


def _from_middle(length: int) -> NDArray[np.float32]:
    return np.linspace(-1, 1, length, dtype=np.float32)


def _risen(
    surface: Floats, along: NDArray[np.float32], across: NDArray[np.float32], length: int
) -> NDArray[np.float32]:
    """Pixels by which a line has departed from its direction at each place: the slopes summed up from the middle."""
    level, turning, curved, both, twice = (np.float32(factor) for factor in surface)
    own = level * along + curved * along**2 / 2 + twice * along**3 / 3
    return np.asarray((own + across * (turning * along + both * along**2 / 2)) * np.float32(length / 2), np.float32)


def _terms(along: Floats, across: Floats) -> Floats:
    """What a slope is made of: skew, a vanishing point, a curve, both, and a curve that turns."""
    return np.stack([np.ones_like(along), across, along, along * across, along**2], axis=-1)


def _surface(slopes: Sequence[_Slope]) -> Floats | None:
    """The surface that fits most of the *slopes*, None where they fit none."""
    kept = list(slopes)
    for _ in range(3):
        if len(kept) < min(_LEAST_SLOPES, len(slopes)) or len(kept) < _LEAST_RULES:
            return None
        terms = _terms(np.array([s.along for s in kept]), np.array([s.across for s in kept]))
        wanted = np.tan(np.radians([s.degrees for s in kept]))
        weights = np.array([s.weight for s in kept])
        weights = weights / weights.sum()
        surface = np.linalg.solve((terms.T * weights) @ terms + np.diag(_SMOOTH) / 10, (terms.T * weights) @ wanted)
        all_terms = _terms(np.array([s.along for s in slopes]), np.array([s.across for s in slopes]))
        off = np.abs(np.degrees(all_terms @ surface) - [s.degrees for s in slopes])
        near = [s for s, far in zip(slopes, off, strict=True) if far <= _OUTLYING]
        if near == kept:
            break
        kept = near
    return np.asarray(surface) if 2 * len(kept) >= len(slopes) else None


def _steepest(surface: Floats) -> float:
    """Degrees of the steepest slope on a surface, looked for at its middle, corners and sides."""
    places = np.array([-0.8, 0.0, 0.8])
    along, across = np.meshgrid(places, places)
    return float(np.degrees(np.abs(_terms(along, across) @ surface)).max())


def _apart(slopes: Sequence[_Slope]) -> float:
    """Degrees by which upright rules lean apart, or by which all of them lean."""
    degrees = [s.degrees for s in slopes]
    across = [s.across for s in slopes]
    if max(across) - min(across) < 0.2:
        return 0.0
    turning, level = np.polyfit(across, degrees, 1, w=[s.weight for s in slopes])
    return float(max(abs(turning) * (max(across) - min(across)), abs(level)))


def _slopes_of_rules(
    pieces: Sequence[Straight], page: tuple[int, ...], horizontal: bool, scale: float
) -> Iterator[_Slope]:
    for rule, (top, left, shape) in pieces:
        if rule.horizontal != horizontal or rule.length < _RULE_POINTS * scale:
            continue
        # Lengthwise down the picture, like a text read from the side.
        lying = shape.T if horizontal else shape
        first, beside = (left, top) if horizontal else (top, left)
        length, breadth = (page[1], page[0]) if horizontal else (page[0], page[1])
        parts = max(1, round(len(lying) / (_LONG_POINTS * scale)))
        for part in range(parts):
            start, end = len(lying) * part // parts, len(lying) * (part + 1) // parts
            rise = _rise(lying[start:end])
            if rise is None:
                continue
            middle = first + (start + end) / 2
            yield _Slope(
                2 * middle / length - 1,
                2 * (beside + lying.shape[1] / 2) / breadth - 1,
                float(np.degrees(np.arctan(rise))),
                (end - start) / scale,
            )


def _rise(shape: Grey) -> float | None:
    """How far a run that goes down the picture goes to the right on its way, in parts of its length."""
    tenth = max(1, len(shape) // 10)
    ends = [np.nonzero(part)[1] for part in (shape[:tenth], shape[-tenth:])]
    if not all(len(end) for end in ends):
        return None
    return float(ends[1].mean() - ends[0].mean()) / (len(shape) - tenth)


def _slopes_of_text(ink: Grey, grid: tuple[int, int]) -> list[_Slope]:
    """The slopes of lines of text at the places of a *grid* that has enough of them."""
    height, width = ink.shape
    slopes = []
    for row in range(grid[0]):
        for column in range(grid[1]):
            top, bottom = height * row // grid[0], height * (row + 1) // grid[0]
            left, right = width * column // grid[1], width * (column + 1) // grid[1]
            found = _slope_of_text(ink[top:bottom, left:right])
            if found is not None:
                across, along = (top + bottom) / height - 1, (left + right) / width - 1
                slopes.append(_Slope(along, across, found, 100.0))
    return slopes


def _slope_of_text(ink: Grey) -> float | None:
    """Degrees by which the lines in a part of a page fall to the right; None where nothing tells."""
    found = cv2.findNonZero(np.ascontiguousarray(ink))
    if found is None or len(found) < _LEAST_POINTS:
        return None
    columns, rows = found.reshape(-1, 2)[:: len(found) // _POINTS + 1].T
    across, down = columns.astype(np.float32) - ink.shape[1] / 2, rows.astype(np.float32) + ink.shape[1]
    angles = np.arange(-_WIDEST, _WIDEST + _STEP / 2, _STEP)
    clear = [sharpness(across, down, float(angle)) for angle in angles]
    best = int(np.argmax(clear))
    if not 0 < best < len(angles) - 1 or clear[best] < _CLEARER * float(np.median(clear)):
        return None
    return float(angles[best])
