"""The part of a table that stands on one page: its cells with their lines, set right where a rule is missing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.blocks import Cell, Line, line_of
from models.page import BBox, Page, Word, union_box
from parsers.cell_text import lines_of, place_words, without_footnote_marks
from parsers.columns import Column, count_header_rows, find_columns
from parsers.grid import Grid, place_of
from parsers.row_room import columns_of, row_gaps

LEAST_PARTED, LEAST_CUTS = 3, 2
"""Filled columns, and cuts, that rows without rules or numbers between them have at least."""
BESIDE = 3.0
"""Points: an upright rule this close to a column boundary draws it."""
LABEL = re.compile(r"\(?(?:[IVXLC]{1,7}|[A-ZĐa-zđ]|\d{1,3}(?:\.\d{1,3}){0,3})[.):/]?")
"""What alone in a cell numbers a row: "1", "2.", "3.1", "IV", "a)"."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a piece: rows and columns up to, not including, the last, and what is printed in it."""

    row: int
    column: int
    row_end: int
    column_end: int
    box: BBox
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table that stands on one page."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spots: tuple[Spot, ...]
    header_rows: int
    columns: tuple[Column, ...]
    """What its own head says; all unknown where it has none."""
    open_top: bool = False
    open_bottom: bool = False
    ruled: bool = True
    """Whether upright rules draw it; else its columns are where its head and its rows leave room."""

    @property
    def bbox(self) -> BBox:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def row_count(self) -> int:
        return len(self.ys) - 1

    def row(self, index: int) -> tuple[Spot, ...]:
        """The cells that begin in or reach into the row."""
        return tuple(s for s in self.spots if s.row <= index < s.row_end)


def as_cells(page: int, spots: Iterable[Spot]) -> tuple[Cell, ...]:
    """The *spots* of one page as cells of their own."""
    return tuple(
        Cell(s.row, s.column, s.row_end - s.row, s.column_end - s.column, s.lines, ((page, s.box),)) for s in spots
    )


def find_piece(page: Page, grid: Grid) -> Piece:
    """What is printed in the cells that *grid* draws on *page*, with fused cells parted."""
    placed = place_words(without_footnote_marks(page.words), grid)
    spots = tuple(
        Spot(c.row, c.column, c.row_end, c.column_end, grid.box_of(c), lines_of(page.number, words))
        for c, words in zip(grid.cells, placed, strict=True)
    )
    return piece_of(page.number, grid.xs, grid.ys, spots, open_top=grid.open_top, open_bottom=grid.open_bottom)


def piece_of(
    page: int,
    xs: tuple[float, ...],
    ys: tuple[float, ...],
    spots: tuple[Spot, ...],
    *,
    open_top: bool = False,
    open_bottom: bool = False,
    ruled: bool = True,
) -> Piece:
    """A piece with its head recognised and cells that a missing rule has fused parted again."""
    spots = tuple(part for spot in spots for part in _parted(spot, xs, ys, in_head=True))
    cells = as_cells(page, spots)
    header_rows = count_header_rows(cells, len(ys) - 1)
    spots = tuple(part for spot in spots for part in _cut_under_head(spot, ys, header_rows))
    columns = find_columns(as_cells(page, spots), header_rows, len(xs) - 1)
    spots = tuple(
        part for spot in spots for part in ([spot] if spot.row < header_rows else _parted(spot, xs, ys, in_head=False))
    )
    piece = _part_labels(Piece(page, xs, ys, spots, header_rows, columns, open_top, open_bottom, ruled))
    return _part_by_room(piece) if ruled else piece


def _parted(spot: Spot, xs: Sequence[float], ys: Sequence[float], *, in_head: bool) -> list[Spot]:
    """*spot* cut where a rule is missing; with more care for what may be head, whose merged cells are centred."""
    if not spot.lines or (spot.row_end - spot.row == 1 and spot.column_end - spot.column == 1):
        return [spot]
    return [part for across in _part_columns(spot, xs, in_head) for part in _part_rows(across, ys)]


def _cut_under_head(spot: Spot, ys: Sequence[float], header_rows: int) -> list[Spot]:
    """*spot* cut below the head, where a missing rule let a head's cell run into the rows."""
    if not spot.row < header_rows < spot.row_end:
        return [spot]
    (x0, top, x1, bottom), y = spot.box, ys[header_rows]
    upper = tuple(line for line in spot.lines if line.bbox[1] + line.bbox[3] < 2 * y)
    lower = tuple(line for line in spot.lines if line.bbox[1] + line.bbox[3] >= 2 * y)
    return [
        Spot(spot.row, spot.column, header_rows, spot.column_end, (x0, top, x1, y), upper),
        Spot(header_rows, spot.column, spot.row_end, spot.column_end, (x0, y, x1, bottom), lower),
    ]


def _part_columns(spot: Spot, xs: Sequence[float], in_head: bool) -> list[Spot]:
    """*spot* cut at each inner column boundary that its text keeps clear of: a missing upright rule."""
    last_column = len(xs) - 1
    if not spot.lines or spot.column_end - spot.column < 2:
        return [spot]
    if spot.column <= 1 and spot.column_end == last_column:  # names a group: over all columns, or all but the number
        return _part_number(spot, xs)
    page = spot.lines[0].page
    words = [w for line in spot.lines for w in line.words]
    for boundary in range(spot.column + 1, spot.column_end):
        x = xs[boundary]
        if not _clear_of(spot.lines, x, in_head):
            continue
        halves = []
        for side, (first, last) in enumerate(((spot.column, boundary), (boundary, spot.column_end))):
            mine = [w for w in words if ((w.bbox[0] + w.bbox[2]) / 2 >= x) == bool(side)]
            box = (xs[first], spot.box[1], xs[last], spot.box[3])
            halves.append(Spot(spot.row, first, spot.row_end, last, box, lines_of(page, mine)))
        return [halves[0], *_part_columns(halves[1], xs, in_head)]
    return [spot]


def _part_number(spot: Spot, xs: Sequence[float]) -> list[Spot]:
    """*spot*, a row merged over all columns, cut after its number where that keeps to the first column."""
    words = [w for line in spot.lines for w in line.words]
    number = [w for w in words if w.bbox[2] < xs[1] + 1.5]
    rest = [w for w in words if w.bbox[0] > xs[1] - 1.5]
    if spot.column or len(number) != 1 or len(rest) != len(words) - 1 or not LABEL.fullmatch(number[0].text):
        return [spot]
    (x0, top, x1, bottom), x, page = spot.box, xs[1], spot.lines[0].page
    return [
        Spot(spot.row, 0, spot.row_end, 1, (x0, top, x, bottom), lines_of(page, number)),
        Spot(spot.row, 1, spot.row_end, spot.column_end, (x, top, x1, bottom), lines_of(page, rest)),
    ]


def _clear_of(lines: Sequence[Line], x: float, in_head: bool) -> bool:
    """
    Whether text keeps clear of the upright *x*, and not by the chance of one word gap.

    Text of a cell truly merged over columns stands in its middle, right over the boundary.
    """
    gaps = []
    left = right = False
    for line in lines:
        before = [w.bbox[2] for w in line.words if (w.bbox[0] + w.bbox[2]) / 2 < x]
        after = [w.bbox[0] for w in line.words if (w.bbox[0] + w.bbox[2]) / 2 >= x]
        if (before and max(before) > x + 1.5) or (after and min(after) < x - 1.5):
            return False
        left, right = left or bool(before), right or bool(after)
        if before and after:
            gaps.append((min(after) - max(before)) / line.words[0].size)
    if not (left and right):
        # A lone cross in a drawn table stands for all the columns its cell covers; a scan's rule may have been lost.
        lone = len(lines) == 1 and len(lines[0].text) == 1 and lines[0].words[0].confidence == 1.0
        return not in_head and not lone
    least = min(gaps, default=9.9)
    return least > 1.0 or (len(gaps) >= 2 and least > (0.7 if in_head else 0.15))


def _part_rows(spot: Spot, ys: Sequence[float]) -> list[Spot]:
    """
    *spot* cut at the row boundaries inside it, when each row holds its own text in its own middle or top.

    A cell truly merged over rows has one text in its middle, which hardly ever falls apart just at the boundaries.
    """
    count = spot.row_end - spot.row
    if count < 2:
        return [spot]
    bands: list[list[Line]] = [[] for _ in range(count)]
    for line in spot.lines:
        bands[place_of(ys, (line.bbox[1] + line.bbox[3]) / 2) - spot.row].append(line)
    if not bands[-1]:
        return [spot]
    if not any(bands[:-1]):
        return _lowest_alone(spot, ys)
    if not all(bands):
        return [spot]
    for i, band in enumerate(bands):
        top, bottom = ys[spot.row + i], ys[spot.row + i + 1]
        first, last = band[0].bbox[1], band[-1].bbox[3]
        size = band[0].words[0].size
        if first < top - 2.0 or last > bottom + 2.0:
            return [spot]
        if i and first - bands[i - 1][-1].bbox[3] < 0.5 * size:
            return [spot]
        above, below = first - top, bottom - last
        if abs(above - below) > max(6.0, 0.3 * (bottom - top)) and above > 7.0:
            return [spot]
    return [
        Spot(row, spot.column, row + 1, spot.column_end, (spot.box[0], ys[row], spot.box[2], ys[row + 1]), tuple(band))
        for row, band in enumerate(bands, spot.row)
    ]


def _lowest_alone(spot: Spot, ys: Sequence[float]) -> list[Spot]:
    """
    *spot*, whose text stands in its last row, cut above that row: a rule is missing and the rest is empty.

    Whole where the text stands in the middle of all its rows, as a merged cell prints it.
    """
    cut, (x0, top, x1, bottom) = spot.row_end - 1, spot.box
    first, last = spot.lines[0].bbox[1], spot.lines[-1].bbox[3]
    off = abs((first - top) - (bottom - last))
    close_to_cut = first - ys[cut] <= 4.0  # set from the top of the last row
    if first < ys[cut] or off <= 5.0 or (off <= 0.9 * spot.lines[0].words[0].size and not close_to_cut):
        return [spot]
    upper = Spot(spot.row, spot.column, cut, spot.column_end, (x0, top, x1, ys[cut]), ())
    return [upper, Spot(cut, spot.column, spot.row_end, spot.column_end, (x0, ys[cut], x1, bottom), spot.lines)]


def _part_labels(piece: Piece) -> Piece:
    """*piece* with each row cut whose cell of numbers holds several numbers one below the other: a missing rule."""
    label = next((c.index for c in piece.columns if c.role == "label"), None)
    column = 0 if label is None else label
    row = piece.header_rows
    numbers = _numbers_by_row(piece, column)
    if row in numbers and (at := _rest_cut(piece, row, numbers[row])) is not None:
        piece = _insert_row(piece, row, at)
        numbers = _numbers_by_row(piece, column)
    while row < piece.row_count:
        spot = numbers.get(row)
        if spot is not None and spot.column_end == column + 1 and len(spot.lines) >= 2:
            at = _label_cut(piece, row, spot)
            if at is not None:
                piece = _insert_row(piece, row, at)
                numbers = _numbers_by_row(piece, column)
        row += 1
    return piece


def _numbers_by_row(piece: Piece, column: int) -> dict[int, Spot]:
    return {s.row: s for s in piece.spots if s.column == column and s.row_end == s.row + 1}


def _label_cut(piece: Piece, row: int, spot: Spot) -> float | None:
    """Where the row must be cut between the first two numbers in its cell of numbers; None for one number or none."""
    first, second = spot.lines[0], spot.lines[1]
    if not all(LABEL.fullmatch(line.text) and any(c.isalnum() for c in line.text) for line in spot.lines):
        return None
    if first.text == second.text or second.bbox[1] - first.bbox[3] < 0.3 * first.words[0].size:
        return None
    others = [
        line for s in piece.row(row) if s.row == row and s is not spot and s.row_end == row + 1 for line in s.lines
    ]
    if not others:
        return None
    top_aligned = abs(min(line.bbox[1] for line in others) - first.bbox[1]) < 4.0
    gaps = _common_gaps([line.bbox for line in (*others, *spot.lines)], first.bbox[1], second.bbox[3])
    if not gaps:
        return None
    if top_aligned:
        below = [g for g in gaps if g[1] <= second.bbox[1] + 2.0]
        best = max(below or gaps, key=lambda g: g[1])
    else:
        best = max(gaps, key=lambda g: g[1] - g[0])
    return (best[0] + best[1]) / 2


def _rest_cut(piece: Piece, row: int, spot: Spot) -> float | None:
    """
    Where the first row of a page must be cut above its first number: what stands there is the rest of a row before.

    Shown by the numbers below it, if each stands right under the widest room between it and the number before.
    """
    numbers = [line for line in spot.lines if LABEL.fullmatch(line.text)]
    others = [line for s in piece.row(row) if s is not spot and s.row_end == s.row + 1 for line in s.lines]
    if len(numbers) < 2 or len(numbers) < len(spot.lines):
        return None
    boxes = [line.bbox for line in (*others, *numbers)]
    for a, b in pairwise(numbers):
        gaps = _common_gaps(boxes, a.bbox[1], b.bbox[3])
        widest = max((g[1] - g[0] for g in gaps), default=0.0)
        if not any(abs(g[1] - b.bbox[1]) < 4.0 and g[1] - g[0] > widest - 0.5 for g in gaps):
            return None
    top = min(box[1] for box in boxes)
    gaps = [g for g in _common_gaps(boxes, top, numbers[0].bbox[3]) if abs(g[1] - numbers[0].bbox[1]) < 4.0]
    return sum(gaps[-1]) / 2 if gaps else None


def _part_by_room(piece: Piece) -> Piece:
    """
    *piece* with its only body row cut where its columns leave room, if nothing numbers its rows: no rule parts them.

    Each of at least three rows, or two where a page goes on with a table, must begin at one height in two columns.
    """
    row = piece.header_rows
    cells = [s for s in piece.row(row) if s.lines]
    numbered = any(LABEL.fullmatch(line.text) for s in cells if s.column == 0 for line in s.lines)
    if piece.row_count != row + 1 or len(cells) < LEAST_PARTED or numbered:
        return piece
    lines = lines_of(piece.page, [w for s in cells for line in s.lines for w in line.words])
    cuts = row_gaps(lines, piece.xs, goes_on=not row)
    firsts = [next((line for line in lines if line.bbox[1] > y), None) for y in cuts]
    level = [line is not None and len(columns_of(line, piece.xs)) >= 2 for line in firsts]
    if len(cuts) < (LEAST_CUTS if row else 1) or not all(level):
        return piece
    for number, y in enumerate(cuts):
        piece = _insert_row(piece, row + number, y)
    return piece


def _common_gaps(boxes: Sequence[BBox], top: float, bottom: float) -> list[tuple[float, float]]:
    """The horizontal bands between *top* and *bottom* that no box reaches into."""
    gaps, reached = [], top
    for box in sorted(boxes, key=lambda b: b[1]):
        if box[1] > reached and box[1] <= bottom:
            gaps.append((reached, box[1]))
        reached = max(reached, box[3])
    return gaps


def _insert_row(piece: Piece, row: int, y: float) -> Piece:
    """*piece* with the row cut in two at *y*; cells that reach over the row stay whole."""
    spots: list[Spot] = []
    for s in piece.spots:
        x0, top, x1, bottom = s.box
        if s.row_end <= row:
            spots.append(s)
        elif s.row > row:
            spots.append(Spot(s.row + 1, s.column, s.row_end + 1, s.column_end, s.box, s.lines))
        elif s.row == row and s.row_end == row + 1:
            upper = tuple(line for line in s.lines if line.bbox[1] + line.bbox[3] < 2 * y)
            lower = tuple(line for line in s.lines if line.bbox[1] + line.bbox[3] >= 2 * y)
            spots.append(Spot(row, s.column, row + 1, s.column_end, (x0, top, x1, y), upper))
            spots.append(Spot(row + 1, s.column, row + 2, s.column_end, (x0, y, x1, bottom), lower))
        else:
            spots.append(Spot(s.row, s.column, s.row_end + 1, s.column_end, s.box, s.lines))
    ys = (*piece.ys[: row + 1], y, *piece.ys[row + 1 :])
    return replace(piece, ys=ys, spots=tuple(spots))


def with_columns(piece: Piece, missing: Sequence[float]) -> Piece:
    """*piece* with further column boundaries that no rule draws on its page; text that leaves room is cut there."""
    xs = tuple(sorted((*piece.xs, *missing)))
    index = [xs.index(x) for x in piece.xs]
    spots = tuple(replace(s, column=index[s.column], column_end=index[s.column_end]) for s in piece.spots)
    return piece_of(
        piece.page, xs, piece.ys, spots, open_top=piece.open_top, open_bottom=piece.open_bottom, ruled=piece.ruled
    )


def _is_drawn(page: Page, x: float, piece: Piece) -> bool:
    """Whether an upright rule stands at *x* along most of *piece*."""
    top, bottom = piece.bbox[1], piece.bbox[3]
    near = [s.bbox for s in page.strokes if not s.horizontal and abs(s.bbox[0] - x) <= BESIDE]
    return sum(max(0.0, min(b[3], bottom) - max(b[1], top)) for b in near) > 0.5 * (bottom - top)


def group_row_between(page: Page, upper: Piece, lower: Piece) -> tuple[Line, ...] | None:
    """
    The lines of a row that stands unruled between two pieces of one page; None where the pieces are two tables.

    A table without outer border has nothing drawn beside a row merged over all columns; one with a border ends there.
    """
    top, bottom = upper.bbox[3], lower.bbox[1]
    if bottom - top > 4.0 and any(_is_drawn(page, x, upper) for x in (upper.xs[0], upper.xs[-1])):
        return None
    if bottom < top - 4.0:  # beside it
        return None
    words: list[Word] = [w for w in page.words if top < (w.bbox[1] + w.bbox[3]) / 2 < bottom]
    if bottom - top > 60.0 or not words:
        return () if bottom - top < 4.0 else None
    box = union_box([w.bbox for w in words])
    if box[0] < upper.bbox[0] - 4.0 or box[2] > upper.bbox[2] + 4.0:
        return None
    return tuple(line_of(page.number, line.words) for line in lines_of(page.number, words))
