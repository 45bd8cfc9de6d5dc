"""Tables in a text file whose cells stand one below the other, a cell a line: what many programs make of a document.

The head tells how many cells a row has; a table is read only where every row has as many and the numbers count up.
"""

import re
from collections.abc import Sequence

Rows = list[list[str]]

_NUMBER_HEAD = re.compile(r"\s*(?:S(?:ố|o)?\s?TT|TT)\s*", re.IGNORECASE)
_LABEL = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-HĐ])[.)]?")
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
LEAST_COLUMNS, MOST_COLUMNS = 4, 12
LEAST_ROWS = 2
LONGEST_HEAD = 40
"""Letters of the head of a column."""


def find_listed(lines: Sequence[str], start: int) -> tuple[int, Rows] | None:
    """Where the table ends whose first head stands on line *start*, and its rows; None where none begins there."""
    if not _NUMBER_HEAD.fullmatch(lines[start]):
        return None
    for blanks_are_cells in (True, False):
        places = [at for at in range(start, len(lines)) if blanks_are_cells or lines[at].strip()]
        cells = [" ".join(lines[at].split()) for at in places]
        columns = next((i for i, cell in enumerate(cells) if i and _LABEL.fullmatch(cell)), 0)
        if not LEAST_COLUMNS <= columns <= MOST_COLUMNS or max(map(len, cells[:columns])) > LONGEST_HEAD:
            continue
        rows, used = _rows(cells[columns:], columns)
        if sum(len(row) == columns for row in rows) >= LEAST_ROWS:
            return places[columns + used - 1] + 1, [cells[:columns], *rows]
    return None


def _rows(cells: Sequence[str], columns: int) -> tuple[Rows, int]:
    """The rows that *cells* fill, and how many of them that takes: up to a number that does not go on."""
    rows: Rows = []
    at, number = 0, 0
    while at < len(cells) and _LABEL.fullmatch(cells[at]):
        label, title = cells[at].rstrip(".)"), cells[at + 1] if at + 1 < len(cells) else ""
        grouped = bool(_GROUP.fullmatch(label)) and (at + 2 >= len(cells) or _LABEL.fullmatch(cells[at + 2]))
        if grouped and title:
            rows.append([cells[at], title])
            at += 2
            continue
        row = list(cells[at : at + columns])
        if len(row) < columns or any(_LABEL.fullmatch(cell) for cell in row[1:2]):
            break
        if label.isdigit():
            if int(label) not in (number + 1, 1):
                break
            number = int(label)
        rows.append(row)
        at += columns
    return rows, at
