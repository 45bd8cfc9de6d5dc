"""Cells merged over rows that a page break parts: nothing drawn tells them from an empty cell, the column does."""

from collections.abc import Sequence
from dataclasses import replace

from models.blocks import Cell, Table
from parsers.columns import Column, ColumnRole

ALWAYS_SAID: tuple[ColumnRole, ...] = ("lead",)
"""What every task has: where the rest of the column is filled, an empty cell is none."""
OFTEN_MERGED: tuple[ColumnRole, ...] = ("coordinate", "direct", "deliverable", "deadline")
"""What a row may lack: here the column must show cells merged over rows elsewhere too."""
LEAST_FILLED = 4
"""Filled cells for each empty one at a page break."""


def with_parted_cells(table: Table, columns: Sequence[Column]) -> Table:
    """
    *table* with empty cells beside its page breaks given to the cells across the break, in columns without other gaps.

    A cell merged over the last row of a page and the first of the next prints its text on one of them, and both pages
    rule the row shut. Only a column that is filled in every other row says that nothing is missing there.
    """
    if len(table.regions) < 2:
        return table
    tops = _page_tops(table)
    parted = [
        pair
        for column in columns
        if column.role in ALWAYS_SAID or column.role in OFTEN_MERGED
        for pair in _parted(table, column, tops)
    ]
    if not parted:
        return table
    lost = {id(blank) for blank, _ in parted}
    grown = {id(said): blank for blank, said in parted}
    cells = (_grown(c, grown.get(id(c))) for c in table.cells if id(c) not in lost)
    return replace(table, cells=tuple(cells))


def _grown(cell: Cell, blank: Cell | None) -> Cell:
    """*cell* with the rows of *blank*, below or above it, added to its own."""
    if blank is None:
        return cell
    return replace(cell, row=min(cell.row, blank.row), row_span=cell.row_span + blank.row_span)


def _page_tops(table: Table) -> set[int]:
    """The rows that begin on another page than the row before them."""
    pages: dict[int, int] = {}
    for cell in table.cells:
        pages[cell.row] = min(pages.get(cell.row, cell.boxes[0][0]), cell.boxes[0][0])
    return {row for row, page in pages.items() if row > table.header_rows and pages.get(row - 1, page) < page}


def _parted(table: Table, column: Column, tops: set[int]) -> list[tuple[Cell, Cell]]:
    """
    The empty cells of *column* beside page breaks, each with the cell across; none where the column has other gaps.

    One at the top of a page is the rest of the cell above it; one at the foot is the beginning of a merged cell below.
    """
    rows = _full_rows(table)
    own = {c.row: c for c in table.cells if c.column == column.index and c.column_span == 1 and c.row in rows}
    blanks = [c for c in own.values() if not c.lines]
    filled = [c for c in own.values() if c.lines]
    if not blanks or len(filled) < LEAST_FILLED * len(blanks):
        return []
    if column.role in OFTEN_MERGED and all(c.row_span == 1 for c in filled):
        return []
    above = {c.row + c.row_span: c for c in filled}
    below = {c.row: c for c in filled if c.row in tops and c.row_span > 1}
    pairs = [(c, above.get(c.row) if c.row in tops else below.get(c.row + c.row_span)) for c in blanks]
    found = [(blank, said) for blank, said in pairs if said is not None]
    return found if len(found) == len(blanks) and len({id(s) for _, s in found}) == len(found) else []


def _full_rows(table: Table) -> set[int]:
    """The body rows that say more than a group's name: at least three columns have text, merged cells counted."""
    said: dict[int, int] = {}
    for cell in table.cells:
        if cell.lines and 2 * cell.column_span < table.column_count:
            for row in range(cell.row, cell.row + cell.row_span):
                said[row] = said.get(row, 0) + 1
    return {row for row, count in said.items() if row >= table.header_rows and count >= 3}
