"""Draws tables as `Page`s of words and strokes, for the tests of the table readers; every letter is 5 pt wide."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from models.page import Page, Stroke, Word

LETTER, PITCH, SIZE, PAD = 5.0, 15.0, 12.0, 4.0
LEFT, TOP = 50.0, 60.0


@dataclass(frozen=True)
class Box:
    """A cell: its text ("\\n" breaks a line), the columns and rows it covers, whether it is bold."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    bold: bool = False


Drawn = str | Box | None
"""A cell, or None where one from above reaches down."""
Side = tuple[str, int, int]
"""("top" or "left", row, column) of a rule that is missing."""


def wrap(text: str, width: float) -> list[str]:
    """*text* broken into lines no wider than *width* points."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and len(longer) * LETTER > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def words_of(lines: Sequence[str], x: float, top: float, *, bold: bool = False) -> Iterator[Word]:
    """The words of *lines* printed from (x, top) on."""
    for number, line in enumerate(lines):
        at, y = x, top + number * PITCH
        for word in line.split():
            yield Word(word, (at, y, at + len(word) * LETTER, y + SIZE), SIZE, bold)
            at += (len(word) + 1) * LETTER


def draw_table(
    rows: Sequence[Sequence[Drawn]],
    widths: Sequence[float],
    *,
    page: int = 1,
    top: float = TOP,
    missing: Collection[Side] = (),
    middle: bool = True,
    heading: str = "",
    bottom_rule: bool = True,
) -> Page:
    """One page with a ruled table; *heading* is printed above it."""
    xs = [LEFT]
    for width in widths:
        xs.append(xs[-1] + width)
    owner = _owners(rows, len(widths))
    heights = _heights(rows, xs, owner)
    ys = [top]
    for height in heights:
        ys.append(ys[-1] + height)
    words = list(words_of([heading], LEFT, top - 25.0)) if heading else []
    for (row, column), box in _boxes(rows, owner):
        lines = wrap(box.text, xs[column + box.columns] - xs[column] - 2 * PAD)
        end = min(row + box.rows, len(rows))
        tall = len(lines) * PITCH
        y = (ys[row] + ys[end] - tall) / 2 + 1 if middle else ys[row] + 3
        words += words_of(lines, xs[column] + PAD, y, bold=box.bold) if box.text else []
    strokes = tuple(_strokes(owner, xs, ys, missing, bottom_rule))
    return Page(page, xs[-1] + LEFT, max(595.0, ys[-1] + 60.0), tuple(words), strokes)


def _box(drawn: Drawn) -> Box:
    return drawn if isinstance(drawn, Box) else Box(drawn or "")


def _owners(rows: Sequence[Sequence[Drawn]], columns: int) -> list[list[tuple[int, int]]]:
    """Which cell, by its first row and column, owns each square."""
    owner = [[(r, c) for c in range(columns)] for r in range(len(rows))]
    for r, row in enumerate(rows):
        column = 0
        for drawn in row:
            if drawn is None:
                column += 1
                continue
            box = _box(drawn)
            for rr in range(r, min(r + box.rows, len(rows))):
                for cc in range(column, column + box.columns):
                    owner[rr][cc] = (r, column)
            column += box.columns
    return owner


def _boxes(
    rows: Sequence[Sequence[Drawn]], owner: list[list[tuple[int, int]]]
) -> Iterator[tuple[tuple[int, int], Box]]:
    for r, row in enumerate(rows):
        column = 0
        for drawn in row:
            if drawn is None:
                column += 1
                continue
            box = _box(drawn)
            yield (r, column), box
            column += box.columns


def _heights(rows: Sequence[Sequence[Drawn]], xs: Sequence[float], owner: list[list[tuple[int, int]]]) -> list[float]:
    heights = [PITCH + 6.0] * len(rows)
    for (row, column), box in _boxes(rows, owner):
        lines = wrap(box.text, xs[column + box.columns] - xs[column] - 2 * PAD)
        heights[row] = max(heights[row], len(lines) * PITCH / min(box.rows, len(rows) - row) + 6.0)
    return heights


def _strokes(
    owner: list[list[tuple[int, int]]],
    xs: Sequence[float],
    ys: Sequence[float],
    missing: Collection[Side],
    bottom_rule: bool,
) -> Iterator[Stroke]:
    rows, columns = len(owner), len(xs) - 1
    for r in range(rows + 1 if bottom_rule else rows):
        for c in range(columns):
            inside = 0 < r < rows and owner[r - 1][c] == owner[r][c]
            if not inside and ("top", r, c) not in missing:
                yield Stroke((xs[c], ys[r], xs[c + 1], ys[r]))
    for r in range(rows):
        for c in range(columns + 1):
            inside = 0 < c < columns and owner[r][c - 1] == owner[r][c]
            if not inside and ("left", r, c) not in missing:
                yield Stroke((xs[c], ys[r], xs[c], ys[r + 1]))


WIDTHS = (30.0, 260.0, 130.0, 130.0, 120.0, 110.0)
HEAD = ("TT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian")
