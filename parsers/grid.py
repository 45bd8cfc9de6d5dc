"""From the ruling lines of one page to the grids they draw: where columns and rows begin, and which cells are merged.

Written for drawn lines and for lines found in a scan: they may be bent, doubled, broken by small gaps, or missing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from models.page import BBox, Page, Stroke

SNAP = 2.5
"""Points: two parallel lines no further apart are one rule (a double border is 1.5 to 2.25 pt wide)."""
SNAP_SPAN = 4.5
"""Points: the most that one bent rule wanders from end to end."""
GAP = 5.0
"""Points: a smaller gap in a rule is damage, not an opening; the smallest row is twice that."""
TOUCH = 3.5
"""Points: lines whose ends come this close to each other meet."""
MOST_HALF = 1.5
"""Points: half of the widest double border."""
SHORTEST = 6.0
"""Points: nothing shorter bounds a cell."""
OVERHANG = 7.0
"""Points: rules that stick out further past the last crossing rule belong to a cell whose border is missing."""
FINE = 12.0
"""Points: where half of all rows and half of all columns are narrower than this, no cell can hold a line of text."""
LEAST_FINE = 8
"""Fewest rows, and fewest columns, of what is taken for the squares of a QR code or the grain of the paper."""
LEAST_OPEN = 0.5
"""Share of a page's height that upright rules without a horizontal one must fill to be a row's middle."""
COVERED = 0.55
"""Share of a cell's side that must be drawn for the side to count."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as drawn: rows and columns from the first up to, not including, the last."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """What the rules of one table piece draw on one page."""

    page: int
    xs: tuple[float, ...]
    """Column boundaries, left to right."""
    ys: tuple[float, ...]
    """Row boundaries, top to bottom."""
    cells: tuple[GridCell, ...]
    """By row, then column; together they cover the grid once."""
    open_top: bool
    """Whether no rule closes the first row: the row may have begun on the page before."""
    open_bottom: bool

    @property
    def bbox(self) -> BBox:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, cell: GridCell) -> BBox:
        """The ruled box of *cell*."""
        return (self.xs[cell.column], self.ys[cell.row], self.xs[cell.column_end], self.ys[cell.row_end])


@dataclass(frozen=True, slots=True)
class _Rule:
    """A straight rule after snapping: its place across, and where it begins and ends along."""

    at: float
    start: float
    end: float
    half: float = 0.0
    """Half the width of what was snapped: a thick double border is crossed well before its middle."""


def find_grids(page: Page) -> tuple[Grid, ...]:
    """
    The grids that the strokes of *page* draw, top to bottom: at least two columns each.

    Underlines, frames around the page, boxes of one cell, QR codes and the grain of a dark scan are none.
    """
    across, down = _rules(page.strokes, horizontal=True), _rules(page.strokes, horizontal=False)
    if len(down) < 2:
        return ()
    grids = _open_grids(page, across, down)
    for rows, columns in _components(across, down):
        grid = _grid(page.number, rows, columns)
        if grid is not None and not _is_fine(grid):
            grids.append(grid)
    return tuple(sorted(grids, key=lambda g: (g.ys[0], g.xs[0])))


def _open_grids(page: Page, across: list[_Rule], down: list[_Rule]) -> list[Grid]:
    """The middle of a row that fills the page from top to bottom: upright rules alone, that begin and end alike."""
    free = [v for v in down if not any(_meet(h, v) for h in across)]
    alike = [v for v in free if abs(v.start - free[0].start) <= TOUCH and abs(v.end - free[0].end) <= TOUCH]
    if len(alike) < 4 or alike[0].end - alike[0].start < LEAST_OPEN * page.height:
        return []
    xs = tuple(v.at for v in alike)
    cells = tuple(GridCell(0, i, 1, i + 1) for i in range(len(xs) - 1))
    return [Grid(page.number, xs, (alike[0].start, alike[0].end), cells, open_top=True, open_bottom=True)]


def _meet(across: _Rule, down: _Rule) -> bool:
    """Whether a horizontal and an upright rule meet or cross."""
    reach_x, reach_y = TOUCH + down.half, TOUCH + across.half
    return (
        across.start - reach_x <= down.at <= across.end + reach_x
        and down.start - reach_y <= across.at <= down.end + reach_y
    )


def _rules(strokes: Iterable[Stroke], horizontal: bool) -> list[_Rule]:
    """The horizontal (or vertical) strokes with near ones snapped together and small gaps closed."""
    if horizontal:
        pieces = [_Rule(s.bbox[1], s.bbox[0], s.bbox[2]) for s in strokes if s.horizontal]
    else:
        pieces = [_Rule(s.bbox[0], s.bbox[1], s.bbox[3]) for s in strokes if not s.horizontal]
    pieces.sort(key=lambda r: r.at)
    rules: list[_Rule] = []
    group: list[_Rule] = []
    for piece in pieces:
        if group and (piece.at - group[-1].at > SNAP or piece.at - group[0].at > SNAP_SPAN):
            rules += _joined(group)
            group = []
        group.append(piece)
    if group:
        rules += _joined(group)
    return rules


def _joined(group: list[_Rule]) -> list[_Rule]:
    """Pieces of rules at one place, joined where they overlap or nearly meet."""
    at = sum(r.at * (r.end - r.start) for r in group) / max(1e-6, sum(r.end - r.start for r in group))
    half = min(MOST_HALF, (max(r.at for r in group) - min(r.at for r in group)) / 2)
    group.sort(key=lambda r: r.start)
    joined: list[_Rule] = []
    start, end = group[0].start, group[0].end
    for rule in group[1:]:
        if rule.start - end > GAP:
            joined.append(_Rule(at, start, end, half))
            start, end = rule.start, rule.end
        else:
            end = max(end, rule.end)
    joined.append(_Rule(at, start, end, half))
    return [r for r in joined if r.end - r.start >= SHORTEST]


def _components(across: list[_Rule], down: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Rules that meet, directly or over others, grouped into tables."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, v in enumerate(down, len(across)):
        for i, h in enumerate(across):
            if _meet(h, v) and root(i) != root(j):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(v)
    return [g for g in groups.values() if g[0] and g[1]]


def _grid(page: int, across: list[_Rule], down: list[_Rule]) -> Grid | None:
    """The grid of one group of meeting rules; None for a frame or a box."""
    xs, left, right = _boundaries(down, across)
    ys, top, bottom = _boundaries(across, down)
    if len(xs) < 3 or len(ys) < 2:
        return None
    h_sides = _sides(across, ys, xs)
    v_sides = _sides(down, xs, ys)
    for i, closed in ((0, top), (len(ys) - 1, bottom)):
        if closed:
            h_sides[i] = [True] * (len(xs) - 1)
    for j, closed in ((0, left), (len(xs) - 1, right)):
        if closed:
            v_sides[j] = [True] * (len(ys) - 1)
    cells = _cells(h_sides, v_sides, len(ys) - 1, len(xs) - 1)
    if len(cells) < 2:
        return None
    return Grid(page, tuple(xs), tuple(ys), cells, open_top=top, open_bottom=bottom)


def _is_fine(grid: Grid) -> bool:
    """Whether the squares are too small for text both ways: a picture whose edges were taken for rules."""
    return all(
        len(places) > LEAST_FINE and median(b - a for a, b in pairwise(places)) < FINE for places in (grid.xs, grid.ys)
    )


def _boundaries(rules: Sequence[_Rule], crossing: Sequence[_Rule]) -> tuple[list[float], bool, bool]:
    """
    Where *rules* stand, each place once, with the ends of *crossing* rules that stick out added.

    Returns:
        (places, whether the first was added, whether the last was added).
    """
    places: list[float] = []
    for rule in rules:  # sorted by place, snapped: a place differs from the next by more than SNAP
        if not places or rule.at - places[-1] > SNAP:
            places.append(rule.at)
    starts = [r.start for r in crossing if r.start < places[0] - OVERHANG]
    ends = [r.end for r in crossing if r.end > places[-1] + OVERHANG]
    if first := len(starts) >= 2:
        places.insert(0, min(starts))
    if last := len(ends) >= 2:
        places.append(max(ends))
    return places, first, last


def _sides(rules: Sequence[_Rule], places: Sequence[float], steps: Sequence[float]) -> list[list[bool]]:
    """For each place, whether a rule is drawn there along each step between two of *steps*."""
    at_place: list[list[_Rule]] = [[] for _ in places]
    for rule in rules:
        after = bisect_right(places, rule.at)
        near = range(max(0, after - 1), min(after + 1, len(places)))
        at_place[min(near, key=lambda i: abs(places[i] - rule.at))].append(rule)
    drawn = []
    for here in at_place:
        row = []
        for start, end in pairwise(steps):
            covered = sum(max(0.0, min(end, r.end) - max(start, r.start)) for r in here)
            row.append(covered >= COVERED * (end - start))
        drawn.append(row)
    return drawn


def _cells(h_sides: list[list[bool]], v_sides: list[list[bool]], rows: int, columns: int) -> tuple[GridCell, ...]:
    """Unit squares joined where no side is drawn between them, as rectangles."""
    owner = [[-1] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            squares = [(row, column)]
            owner[row][column] = len(cells)
            for r, c in squares:  # grows while we walk it
                for r2, c2, closed in (
                    (r - 1, c, h_sides[r][c]),
                    (r + 1, c, h_sides[r + 1][c]),
                    (r, c - 1, v_sides[c][r]),
                    (r, c + 1, v_sides[c + 1][r]),
                ):
                    if not closed and 0 <= r2 < rows and 0 <= c2 < columns and owner[r2][c2] < 0:
                        owner[r2][c2] = len(cells)
                        squares.append((r2, c2))
            cells += _rectangles(squares)
    return tuple(sorted(cells, key=lambda c: (c.row, c.column)))


def _rectangles(squares: list[tuple[int, int]]) -> list[GridCell]:
    """*squares* as rectangles: one, unless a missing side joined cells that do not line up."""
    if len(squares) == 1:
        row, column = squares[0]
        return [GridCell(row, column, row + 1, column + 1)]
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(squares):
        by_row.setdefault(row, []).append(column)
    cells: list[GridCell] = []
    band: list[tuple[int, int]] = []
    top = min(by_row)
    for row in range(top, max(by_row) + 2):
        runs = _runs(by_row.get(row, []))
        if runs != band:
            cells += [GridCell(top, start, row, end) for start, end in band]
            band, top = runs, row
    return cells


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    """Consecutive *columns* (sorted) as (first, one past the last)."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column:
            runs[-1] = (runs[-1][0], column + 1)
        else:
            runs.append((column, column + 1))
    return runs


def place_of(boundaries: Sequence[float], at: float) -> int:
    """Which step between *boundaries* the place *at* falls in, the nearest for one outside."""
    return bisect_right(boundaries, at, 1, len(boundaries) - 1) - 1
