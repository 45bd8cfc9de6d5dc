"""A joined table seen row by row: which cell serves each row in each column, and its printed text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.blocks import Cell, Line, Table
from models.raw import RawText
from normalize.text import fold
from parsers.cell_text import item_texts, new_item_flags, raw_text
from parsers.columns import Column, ColumnRole

UNIT_ROLES: tuple[ColumnRole, ...] = ("lead", "coordinate", "direct")
VALUE_ROLES: tuple[ColumnRole, ...] = (*UNIT_ROLES, "deliverable", "deadline", "period")

_DITTO = re.compile(
    r"[-–(]*\s*n/?t\s*[-–.)]*|[-–(]*\s*như\s+trên\s*[-–.)]*|[-–]?[\"“”″〃][-–]?|''|’’"
    r"|[\"“”″〃](?:\s*[-–\"“”″〃]){1,5}|[-–.,…\s]*//[-–.,…\s]*|[-–]+\s*(?:,,|'')\s*[-–]+|,,",
    re.IGNORECASE,
)
LEAST_NUMBERED = 3
"""Tasks that must all have a number before a row without one is none."""
CROSS = re.compile(r"[xX×хХ✓✔√☑☒✗✘✕✖◉■●•*+vV\uf0fb-\uf0fe\uf078ûüýþ]")
"""
A mark that stands for the head of its column; Cyrillic х looks like x. The last are ticks of Wingdings, where a file
tells their code ("ü" for a tick) and no letter.
"""


@dataclass(frozen=True, slots=True)
class CellText:
    """What is printed in one cell, its lines kept."""

    raw: RawText
    lines: tuple[Line, ...]
    flags: tuple[bool, ...]
    """For each line, whether a new paragraph or line item begins with it."""

    def part(self, first: int, end: int) -> "CellText":
        """Lines *first* up to *end* (at least one) as a text of their own."""
        lines = self.lines[first:end]
        flags = (False, *self.flags[first + 1 : end])
        return CellText(raw_text(lines, item_texts(lines, flags)), lines, flags)


class RowView:
    """The rows of a table, with merged cells serving every row and column they cover."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self.table = table
        self.columns = tuple(columns)
        self._at: list[list[Cell | None]] = [[None] * table.column_count for _ in range(table.row_count)]
        for cell in table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
                for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                    self._at[row][column] = cell
        self._padding = _paddings(table)
        self._texts: dict[int, CellText | None] = {}
        self._dittos: dict[int, tuple[int, CellText]] = {}
        """By column: the last row whose ditto mark was asked for, and what it means."""

    def of(self, *roles: ColumnRole) -> tuple[Column, ...]:
        """The columns that hold any of *roles*, left to right."""
        return tuple(c for c in self.columns if c.role in roles)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that serves *row* in *column*; None where nothing was drawn."""
        return self._at[row][column]

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """The different cells that serve *row*, left to right."""
        seen: dict[int, Cell] = {}
        for cell in self._at[row]:
            if cell is not None:
                seen.setdefault(id(cell), cell)
        return tuple(seen.values())

    def text(self, cell: Cell | None) -> CellText | None:
        """What is printed in *cell*; None for an empty one."""
        if cell is None or not cell.lines:
            return None
        key = id(cell)
        if key not in self._texts:
            flags = tuple(new_item_flags(cell.lines, cell.boxes, self._padding[cell.column]))
            self._texts[key] = CellText(raw_text(cell.lines, item_texts(cell.lines, flags)), cell.lines, flags)
        return self._texts[key]

    def value(self, row: int, column: Column) -> CellText | None:
        """What *column* says for *row*; None when empty, or when the cell there belongs to a column further left."""
        text = self._printed(row, column)
        return self._meant_by_ditto(row, column, text) if text is not None and is_ditto(text.raw.text) else text

    def _printed(self, row: int, column: Column) -> CellText | None:
        cell = self._at[row][column.index]
        return None if cell is None or (cell.column != column.index and self._covers_words(cell)) else self.text(cell)

    def _meant_by_ditto(self, row: int, column: Column, ditto: CellText) -> CellText:
        """The nearest text above *row* that is no ditto mark; the mark itself where there is none."""
        known = self._dittos.get(column.index, (-1, ditto))
        for above in range(row - 1, known[0], -1):
            text = self._printed(above, column)
            if text is not None and not is_ditto(text.raw.text):
                known = (above, text)
                break
        if known[0] < 0:
            return ditto
        self._dittos[column.index] = (row, known[1])
        return known[1]

    def _covers_words(self, cell: Cell) -> bool:
        """Whether *cell* begins in the column of numbers or tasks: it is a merged row, not a value."""
        return self.columns[cell.column].role in ("label", "task", "group")

    def is_bold(self, cell: Cell) -> bool:
        return bool(cell.lines) and all(line.bold for line in cell.lines)

    @cached_property
    def is_all_bold(self) -> bool:
        """Whether the table prints most of its tasks in bold, so that bold tells no heading."""
        (task,) = self.of("task")
        cells = [c for c in self.table.cells if c.row >= self.table.header_rows and c.column == task.index and c.lines]
        return 2 * sum(self.is_bold(c) for c in cells) > len(cells)

    @cached_property
    def is_numbered_throughout(self) -> bool:
        """Whether each of several rows that say who, what or when has a number of its own."""
        labels = self.of("label")
        rows = range(self.table.header_rows, self.table.row_count)
        said = [r for r in rows if any(self._printed(r, c) is not None for c in self.of(*VALUE_ROLES))]
        numbers = [self.cell(r, labels[0].index) if labels else None for r in said]
        return len(said) >= LEAST_NUMBERED and all(cell is not None and cell.lines for cell in numbers)


def _paddings(table: Table) -> list[float]:
    """For each column, how close text comes to the rule at its left: the same room is kept at its right."""
    paddings = [20.0] * table.column_count
    for cell in table.cells:
        if cell.column_span != 1 or not cell.lines:
            continue
        left_of = {page: box[0] for page, box in cell.boxes}
        for line in cell.lines:
            room = line.bbox[0] - left_of.get(line.page, line.bbox[0])
            paddings[cell.column] = min(paddings[cell.column], max(0.0, room))
    return [p if p < 20.0 else 5.0 for p in paddings]


def is_cross(text: str) -> bool:
    """Whether a cell holds only a cross or tick."""
    return bool(CROSS.fullmatch(text.strip().strip("()[]")))


def is_ditto(text: str) -> bool:
    """Whether a cell only says that the one above it holds: "-nt-", "Như trên", a ditto mark."""
    return bool(_DITTO.fullmatch(text.strip()))


def is_unit_mark(text: str) -> bool:
    """Whether a cell says only what the unit at the head of its column does: "CT" for leads, "PH" for coordinates."""
    return text.strip().strip("()[]").upper() in ("CT", "PH")


def first_words(text: str) -> str:
    """The folded beginning of *text*, for telling remarks and totals."""
    return fold(text[:60])
