"""Tables in a text file, as programs write them: cells between upright bars or tabs, a row a line.

Such a table is laid out anew, in columns as wide as their cells with rules between them, so that it is read like a
printed one; so is one whose columns are told by nothing but spaces (`ingest/spaced_tables.py`), and one whose cells
stand one below the other (`ingest/listed_tables.py`).
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.listed_tables import find_listed
from ingest.spaced_tables import Columns, Rows, find_spaced

WIDEST = 44
"""Letters: a wider cell is wrapped."""
NARROWEST = 4
LEAST_ROWS, LEAST_COLUMNS = 2, 3
BETWEEN = 2
"""Lines without cells that may stand between two rows: the name of a group."""
_BAR = re.compile(r"[|\u2502\u2503\u2551]")
_RULE = re.compile(r"[\s|:+=_\-\u2500-\u257f]+")
_RULED = re.compile(r"[-=_\u2500\u2501\u2550]{2}")
_TAB = re.compile(r"\t")
_GROUP = re.compile(r"(?:[IVX]+|[A-HĐ])[.)]?")
"""What numbers a row that names a group: Roman figures and capitals."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One line of a page."""

    text: str
    edges: tuple[int, ...] = ()
    """Where the columns of its row begin and the last one ends, in letters; of a row of one cell, its two sides."""
    above: tuple[tuple[int, int], ...] = ()
    """From where to where a rule stands above it, in letters: where a row begins here."""


_Cut = Callable[[str], list[str] | None]
"""A line to its cells; None where it has none, [] where it is a rule."""


@dataclass(slots=True)
class _Row:
    cells: list[str]
    ruled: bool = False
    """A rule is drawn below it."""


def laid_out(sheets: Sequence[Sequence[str]]) -> list[list[Laid]]:
    """The lines of each sheet of a text, those of tables laid out in columns: alike where they have as many of them."""
    read, above = [], None
    for lines in sheets:
        parts, above = _parts(lines, above)
        read.append(parts)
    widths: dict[int, list[int]] = {}
    for rows in (part for parts in read for part in parts if not isinstance(part, str)):
        columns = max(map(len, rows))
        known = widths.setdefault(columns, [NARROWEST] * columns)
        for row in rows:
            if len(row) == columns:
                known[:] = [min(WIDEST, max(width, _width(cell))) for width, cell in zip(known, row, strict=True)]
    return [
        [line for part in parts for line in ([Laid(part)] if isinstance(part, str) else _apart(part, widths))]
        for parts in read
    ]


def _width(cell: str) -> int:
    return max(map(len, cell.split("\n")))


def _parts(lines: Sequence[str], above: Columns | None) -> tuple[list[str | Rows], Columns | None]:
    """The lines of a sheet, those of a table as its rows; and the columns of one that runs on to the next sheet."""
    parts: list[str | Rows] = []
    at, runs_on = 0, above
    while at < len(lines):
        end, rows = find_listed(lines, at) or _table_from(lines, at)
        if not rows:
            spaced = find_spaced([line.expandtabs(4) for line in lines], at, runs_on) if lines[at].strip() else None
            if spaced:
                end, rows, above = spaced
        if lines[at].strip() and not rows and not lines[at].strip().isdigit():
            above = None
        runs_on = above if not any(line.strip() for line in lines[:end]) else None
        parts.append(rows or lines[at])
        at = max(end, at + 1)
    return parts, above


def _table_from(lines: Sequence[str], start: int) -> tuple[int, Rows]:
    """Where the table that begins at line *start* ends, and its rows; no rows where none begins there."""
    for cut in (_between_bars, _between_tabs):
        if cut(lines[start]) is None:
            continue
        end, rows = _rows_from(lines, start, cut)
        counts = [len(row.cells) for row in rows if len(row.cells) > 1]
        columns = max(set(counts), key=counts.count) if counts else 0
        regular = sum(count == columns for count in counts)
        if columns >= LEAST_COLUMNS and regular >= LEAST_ROWS and regular * 5 >= len(counts) * 4:
            return end, _joined(rows, columns)
    return start, []


def _between_bars(line: str) -> list[str] | None:
    """The cells of a line between bars; None where it has none, [] where it is a rule."""
    if len(_BAR.findall(line)) < 2 and not (_RULED.search(line) and "+" in line):
        return None
    if _RULE.fullmatch(line):
        return [] if _RULED.search(line) else None
    inner = line.strip()
    if _BAR.match(inner[0]):  # without a bar before the first cell, one at the end has an empty cell behind it
        inner = inner[1:-1] if _BAR.match(inner[-1]) else inner[1:]
    return [" ".join(cell.split()) for cell in _BAR.split(inner)]


def _between_tabs(line: str) -> list[str] | None:
    """The cells of a line between tabs."""
    cells = [" ".join(cell.split()) for cell in _TAB.split(line)]
    return cells if len(cells) >= LEAST_COLUMNS else None


def _rows_from(lines: Sequence[str], start: int, cut: _Cut) -> tuple[int, list[_Row]]:
    rows: list[_Row] = []
    end = start
    waiting: list[_Row] = []
    for at in range(start, len(lines)):
        cells = cut(lines[at])
        if cells is None:
            waiting.append(_Row([lines[at].strip()]))
            if not lines[at].strip() or len(waiting) > BETWEEN:
                break
            continue
        if waiting and cells and len(cells) != len(rows[-1].cells):
            break  # another table
        if cells:
            rows += [*waiting, _Row(cells)]
        elif rows:
            rows[-1].ruled = True
        waiting = []
        end = at + 1
    return end, rows


def _joined(rows: Sequence[_Row], columns: int) -> Rows:
    """The rows, each with as many cells as there are *columns* or a single one; lines of one row joined."""
    between_rules = sum(row.ruled for row in rows) > 2
    joined: Rows = []
    open_row = False
    for row in rows:
        cells = row.cells
        if len(cells) > 1:
            cells = [*cells[: columns - 1], " ".join(cells[columns - 1 :])]
            cells += [""] * (columns - len(cells))
        goes_on = open_row if between_rules else bool(joined) and _goes_on(joined[-1], cells)
        if goes_on and len(joined[-1]) == len(cells):
            joined[-1] = [f"{above} {below}".strip() for above, below in zip(joined[-1], cells, strict=True)]
        else:
            joined.append(cells)
        open_row = not row.ruled
    return [
        cells if i < 2 and len(joined) > 1 and _spans(*joined[:2]) else _merged(cells) for i, cells in enumerate(joined)
    ]


def _spans(upper: Sequence[str], lower: Sequence[str]) -> list[int] | None:
    """Which columns begin a cell of the *upper* row of a head, where the *lower* row parts some of them; else None."""
    if len(upper) != len(lower) or lower[0] or not upper[0]:
        return None
    begins = [i for i, (above, below) in enumerate(zip(upper, lower, strict=True)) if above or not below]
    return begins if len(begins) < len(upper) else None


def _goes_on(above: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a line without a number goes on with the row above: all its cells begin in small letters."""
    filled = [cell for cell in cells if cell]
    return len(cells) > 1 == len(above) > 1 and not cells[0] and all(cell[0].islower() for cell in filled)


def _merged(cells: list[str]) -> list[str]:
    """A row that has text in one cell alone names a group, and is one cell."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and cells[0] and cells[1] and _GROUP.fullmatch(cells[0]):
        return filled
    return filled if len(filled) == 1 else cells


def _apart(rows: Rows, widths: Mapping[int, Sequence[int]]) -> Iterator[Laid]:
    """A table and a blank line, so that another right below is not taken for the same."""
    yield from _in_columns(rows, widths)
    yield Laid("")


def _in_columns(rows: Rows, widths: Mapping[int, Sequence[int]]) -> Iterator[Laid]:
    columns = max(map(len, rows))
    edges = [0]
    for width in widths[columns]:
        edges.append(edges[-1] + width + 2)
    spans = _spans(*rows[:2]) if len(rows) > 1 else None
    for number, row in enumerate(rows):
        begins, above = list(range(len(row))), [(edges[0], edges[-1])]
        if spans and number == 0:
            begins = spans
        elif spans and number == 1:
            above = [(edges[i], edges[i + 1]) for i in range(columns) if row[i]]
        yield from _row([row[i] for i in begins], [*(edges[i] for i in begins), edges[-1]], tuple(above))


def _row(texts: Sequence[str], edges: Sequence[int], above: tuple[tuple[int, int], ...]) -> Iterator[Laid]:
    """The lines of a row: its *texts* between its *edges*."""
    cells = [
        [part for line in text.split("\n") for part in textwrap.wrap(line, right - left - 2) or [""]]
        for text, (left, right) in zip(texts, pairwise(edges), strict=True)
    ]
    for i in range(max(map(len, cells))):
        line = ""
        for cell, start in zip(cells, edges, strict=False):
            line = line.ljust(start + 1) + (cell[i] if i < len(cell) else "")
        yield Laid(line.rstrip(), tuple(edges), above if i == 0 else ())
