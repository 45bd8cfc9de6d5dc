"""Letters printed sideways in the cells of a table ("Lĩnh vực" down a narrow column), laid level in their cell.

Sideways letters outside any cell, such as the header of a turned page, are none of ours.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from models.page import BBox, Stroke

STRAIGHT = 0.05
"""A letter leans less than this share of its size from the upright when it stands sideways in a cell."""
BLANK = 0.2
"""Times the letters' size: a wider gap along the line parts two words."""
LINE = 0.6
"""Times the letters' size: what lies nearer across the line is in it."""
MOST = 120
"""Letters: more than these are no cell's label."""


def sideways_words(letters: Sequence[Any], strokes: Sequence[Stroke]) -> list[dict[str, Any]]:
    """
    The words that the sideways ones of *letters* make in the cells that *strokes* draw, as pdfplumber would give them.

    The words of a cell stand side by side on one level line in the middle of where they were printed.
    """
    cells: dict[BBox, list[Any]] = {}
    down = [s.bbox for s in strokes if not s.horizontal]
    across = [s.bbox for s in strokes if s.horizontal]
    for letter in letters:
        a, b = letter["matrix"][:2]
        if abs(a) <= STRAIGHT * abs(b) and (cell := _cell_around(letter, across, down)) is not None:
            cells.setdefault(cell, []).append(letter)
    return [word for inside in cells.values() if len(inside) <= MOST for word in _level(inside)]


def _cell_around(letter: Any, across: Sequence[BBox], down: Sequence[BBox]) -> BBox | None:
    """The box of the nearest rules on all four sides of *letter*; None where one side is open."""
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    beside = [(x0 + x1) / 2 for x0, y0, x1, y1 in down if y0 <= y <= y1]
    over = [(y0 + y1) / 2 for x0, y0, x1, y1 in across if x0 <= x <= x1]
    sides = (
        [v for v in beside if v < x],
        [v for v in over if v < y],
        [v for v in beside if v > x],
        [v for v in over if v > y],
    )
    if not all(sides):
        return None
    return max(sides[0]), max(sides[1]), min(sides[2]), min(sides[3])


def _level(letters: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The words of one cell, laid out from left to right in the order they are read."""
    left, right = min(c["x0"] for c in letters), max(c["x1"] for c in letters)
    size = max(c["x1"] - c["x0"] for c in letters)
    middle = (min(c["top"] for c in letters) + max(c["bottom"] for c in letters)) / 2
    words = list(_words_along(letters, size))
    step = (right - left) / max(1, len(words))
    for index, chars in enumerate(words):
        yield {
            "text": "".join(c["text"] for c in chars),
            "x0": left + index * step,
            "x1": left + (index + 0.9) * step,
            "top": middle - size / 2,
            "bottom": middle + size / 2,
            "chars": [{**c, "size": size} for c in chars],
        }


def _words_along(letters: Sequence[Any], size: float) -> Iterator[list[Any]]:
    """Runs of letters without a blank, line after line: upwards from the left, or downwards from the right."""
    upwards = sum(c["matrix"][1] > 0 for c in letters) * 2 >= len(letters)
    way = 1 if upwards else -1
    lines: list[list[Any]] = []
    for letter in sorted(letters, key=lambda c: way * (c["x0"] + c["x1"])):
        if lines and abs(_across(lines[-1][0]) - _across(letter)) <= LINE * size:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        word: list[Any] = []
        end = 0.0
        for letter in sorted(line, key=lambda c: -way * c["top"]):
            begin = -letter["bottom"] if upwards else letter["top"]
            if word and (letter["text"].isspace() or begin - end > BLANK * size):
                yield word
                word = []
            if not letter["text"].isspace():
                word.append(letter)
            end = -letter["top"] if upwards else letter["bottom"]
        if word:
            yield word


def _across(letter: Any) -> float:
    return float(letter["x0"] + letter["x1"]) / 2
