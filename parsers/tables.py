"""Tables of a file: the pieces drawn on its pages, joined where one table runs on over page breaks."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from models.blocks import Cell, Line, Table
from models.page import BBox, Page
from normalize.text import fold
from parsers.columns import ColumnRole, cell_head
from parsers.cut_rows import (
    Joined,
    breaks_off_a_list,
    brings_values,
    cell_over,
    is_dated_anew,
    is_rest,
    names_group,
    vote,
)
from parsers.grid import Grid, find_grids
from parsers.open_tables import find_open_pieces
from parsers.table_breaks import text_between
from parsers.table_pieces import (
    LABEL,
    Piece,
    Spot,
    as_cells,
    find_piece,
    group_row_between,
    piece_of,
    with_columns,
)

ALIGN = 6.0
"""Points: column boundaries of two pages this close are the same boundary, once the pieces lie over each other."""
SAME_HEAD = 82.0
"""How alike (0..100) a repeated head must be to the first; OCR reads the same head differently on each page."""
SAME_ROLES = 4
"""Kinds of columns that two heads must name alike to be one head in other words."""
LEAST_LENT = 5
"""Boundaries of columns that two tables must share for the head of one to hold for the other."""
LABELLED = 0.6
"""Share of a column's filled cells that are numbers where the column numbers the rows."""
DATES: tuple[ColumnRole, ...] = ("deadline", "period")
SAID_ONCE: tuple[ColumnRole, ...] = ("label", "task", "content", "group", "deliverable")
"""What the rows under one task leave to the first of them."""


@dataclass(slots=True)
class _Growing:
    """A table being put together from pieces."""

    first: Piece
    last: Piece
    cells: list[Joined] = field(default_factory=list)
    rows: int = 0
    xs: list[float] = field(default_factory=list)
    regions: list[tuple[int, BBox]] = field(default_factory=list)
    last_row: list[Joined] = field(default_factory=list)
    """The cells that reach into the last row: all that a further page is compared with."""


def find_tables(pages: Sequence[Page]) -> tuple[Table, ...]:
    """
    Every ruled table of the file in reading order, each joined over the pages it runs on.

    A table has at least two rows and two columns; underlines, frames and single boxes are none.
    """
    growing: list[_Growing] = []
    by_number = {page.number: page for page in pages}
    for page in pages:
        grids = find_grids(page)
        last = growing[-1].last if growing else None
        above = last if last is not None and not last.ruled and last.page == page.number - 1 else None
        for piece in (*_pieces(page, grids), *find_open_pieces(page, [g.bbox for g in grids], above)):
            if growing and _goes_on(growing[-1], piece, by_number):
                _append(growing[-1], piece)
            else:
                growing.append(_start(piece, _lent_head(growing[-1], piece) if growing else None))
    tables = (_table(g) for g in growing if g.rows >= 2)
    return tuple(table for table in tables if table.column_count >= 2)


def _pieces(page: Page, grids: Sequence[Grid]) -> list[Piece]:
    """The pieces on one page, a row that stands unruled between two halves of one piece included."""
    pieces: list[Piece] = []
    for grid in grids:
        piece = find_piece(page, grid)
        if pieces and not piece.header_rows and _indices(pieces[-1].xs, piece.xs) is not None:
            between = group_row_between(page, pieces[-1], piece)
            if between is not None:
                pieces[-1] = _stacked(pieces[-1], between, piece)
                continue
        pieces.append(piece)
    return pieces


def _stacked(upper: Piece, between: tuple[Line, ...], lower: Piece) -> Piece:
    """Two halves of one piece with the row between them, merged over all columns."""
    index = _indices(upper.xs, lower.xs) or list(range(len(lower.xs)))
    xs = upper.xs
    spots = list(upper.spots)
    ys = [*upper.ys]
    rows = upper.row_count
    if between:
        box = (xs[0], upper.ys[-1], xs[-1], lower.ys[0])
        spots.append(Spot(rows, 0, rows + 1, len(xs) - 1, box, between))
        ys.append(lower.ys[0])
        rows += 1
    for s in lower.spots:
        spots.append(Spot(s.row + rows, index[s.column], s.row_end + rows, index[s.column_end], s.box, s.lines))
    ys += lower.ys[1:]
    return piece_of(upper.page, xs, tuple(ys), tuple(spots), open_top=upper.open_top, open_bottom=lower.open_bottom)


def _indices(axis: Sequence[float], xs: Sequence[float]) -> list[int] | None:
    """Which boundary of *axis* each of *xs* is; None where they do not fit, or two would be the same one."""
    places = _map_columns(axis, xs)
    if places is None:
        return None
    index = [min(range(len(axis)), key=lambda i, p=p: abs(axis[i] - p)) for p in places]  # type: ignore[misc]
    return index if len(set(index)) == len(index) else None


def _map_columns(axis: Sequence[float], xs: Sequence[float]) -> list[float] | None:
    """
    The places *xs* of a piece laid over the *axis* of a table; None where they do not fit.

    Pages of one file may be shifted (bound margins) or, scanned, a little wider or narrower than each other.
    """
    width, other = axis[-1] - axis[0], xs[-1] - xs[0]
    if abs(width - other) > 0.04 * width:
        return None
    scale = width / other
    laid = [axis[0] + (x - xs[0]) * scale for x in xs]
    placed, hits = [], 0
    for x in laid:
        nearest = min(axis, key=lambda a: abs(a - x))
        near = abs(nearest - x) <= ALIGN
        hits += near
        placed.append(nearest if near else x)
    return placed if 3 * hits >= 2 * len(xs) else None


def _goes_on(table: _Growing, piece: Piece, pages: dict[int, Page]) -> bool:
    """Whether *piece* is the next part of *table*: next page, same columns, no new head, nothing printed between."""
    last = table.last
    if piece.page != last.page + 1 or _map_columns(table.xs, piece.xs) is None:
        return False
    if piece.header_rows and not _same_head(table.first, piece):
        return False
    return not text_between(last, piece, pages)


def _same_head(first: Piece, piece: Piece) -> bool:
    """Whether *piece* repeats the head of the table's *first* piece, word for word or with other words for the same."""
    roles = [[c.role for c in p.columns] for p in (first, piece)]
    if roles[0] == roles[1] and len({*roles[0]} - {"unknown", "note", "other"}) >= SAME_ROLES:
        return True
    heads = [sorted(_text_of_rows(p, p.header_rows).split()) for p in (first, piece)]
    return fuzz.ratio(" ".join(heads[0]), " ".join(heads[1])) >= SAME_HEAD


def _lent_head(above: _Growing, piece: Piece) -> Piece | None:
    """
    The piece whose head holds for *piece* too: the first of the table before, where *piece* numbers rows without one.

    Seen in: an appendix whose sections are headings between tables, of which only the first has a head.
    """
    first = above.first
    close = piece.page - above.last.page <= 1
    if piece.header_rows or not first.header_rows or len(piece.xs) < LEAST_LENT or len(piece.xs) != len(first.xs):
        return None
    places = _map_columns(first.xs, piece.xs)
    if not close or places is None or any(a != b for a, b in zip(places, first.xs, strict=True)):
        return None
    labels = [s for s in piece.spots if s.column == 0 and s.lines]
    numbered = sum(bool(LABEL.fullmatch(s.lines[0].text)) for s in labels)
    return first if first.columns[0].role == "label" and labels and numbered >= LABELLED * len(labels) else None


def _start(piece: Piece, head: Piece | None) -> _Growing:
    """A table that begins with *piece*, under the *head* of the table before it where it has none."""
    rows = head.header_rows if head is not None else 0
    first, xs = head or piece, (head or piece).xs
    table = _Growing(first, piece, xs=list(xs), rows=piece.row_count + rows, regions=[(piece.page, piece.bbox)])
    lent = [(head.page, s) for s in head.spots if s.row < rows] if head is not None else []
    below = [(piece.page, replace(s, row=s.row + rows, row_end=s.row_end + rows)) for s in piece.spots]
    for page, s in (*lent, *below):
        table.cells.append(Joined(s.row, s.row_end, xs[s.column], xs[s.column_end], list(s.lines), [(page, s.box)]))
    table.last_row = _in_last_row(table, table.cells)
    return table


def _places(table: _Growing, *roles: ColumnRole) -> list[float]:
    """Where the columns that hold any of *roles* stand: the x of their middles."""
    xs = table.first.xs
    return [(xs[c.index] + xs[c.index + 1]) / 2 for c in table.first.columns if c.role in roles]


def _in_last_row(table: _Growing, cells: Sequence[Joined]) -> list[Joined]:
    return [c for c in cells if c.row < table.rows <= c.row_end]


def _append(table: _Growing, piece: Piece) -> None:
    """Add the body rows of *piece* to *table*; its first row goes into the last one where a page break cut that row."""
    piece = _with_columns_of(table, piece)
    places = _map_columns(table.xs, piece.xs) or list(piece.xs)
    head = _with_group(table.first, piece, piece.header_rows or _repeated_rows(table.first, piece))
    table.regions.append((piece.page, piece.bbox))
    fresh = [
        Joined(
            s.row - head, s.row_end - head, places[s.column], places[s.column_end], list(s.lines), [(piece.page, s.box)]
        )
        for s in piece.spots
        if s.row >= head
    ]
    count = piece.row_count - head
    while count and not any(c.lines for c in fresh if c.row == 0):  # blank strips at the top of a page
        fresh = [c for c in fresh if c.row_end > 1]
        for cell in fresh:
            cell.row, cell.row_end = max(0, cell.row - 1), cell.row_end - 1
        count -= 1
    if count:
        _drop_blank_end(table)
        top = [c for c in fresh if c.row == 0]
        anew = is_dated_anew(top, table.last_row, _places(table, *DATES), _places(table, "label", "task"))
        glue = not anew and _is_cut_row(table, fresh, piece)
        added = _lay(table, fresh, shift=table.rows - 1 if glue else table.rows, glue=glue, below=anew)
        table.rows += count - 1 if glue else count
        table.last_row = _in_last_row(table, [*table.last_row, *added])
    table.xs = sorted({*table.xs, *places})
    table.last = piece


def _with_columns_of(table: _Growing, piece: Piece) -> Piece:
    """*piece* with the column boundaries of *table* that are not drawn on its page."""
    width, other = table.xs[-1] - table.xs[0], piece.xs[-1] - piece.xs[0]
    laid = [piece.xs[0] + (x - table.xs[0]) * other / width for x in table.first.xs]
    missing = [x for x in laid if min(abs(x - have) for have in piece.xs) > ALIGN]
    return with_columns(piece, missing) if missing else piece


def _with_group(first: Piece, piece: Piece, head: int) -> int:
    """*head* and the row below it, where that names the group right below the first head: Word repeats both."""
    below = first.header_rows
    if not head or head >= piece.row_count or below >= first.row_count:
        return head
    rows = first.row(below), piece.row(head)
    merged = all(len(row) == 1 and row[0].row_end - row[0].row == 1 for row in rows)
    texts = [[line.text for spot in row for line in spot.lines] for row in rows]
    return head + 1 if merged and texts[0] and texts[0] == texts[1] else head


def _repeated_rows(first: Piece, piece: Piece) -> int:
    """How many rows of *piece* repeat the head of *first*, where rules were too damaged to see a head."""
    if not first.header_rows or piece.header_rows:
        return 0
    head = _text_of_rows(first, first.header_rows)
    counts = range(1, min(first.header_rows + 1, piece.row_count) + 1)
    # The most alike: without its lower row a head of two levels is alike enough too.
    alike, rows = max((fuzz.ratio(head, _text_of_rows(piece, rows)), rows) for rows in counts) if counts else (0.0, 0)
    return rows if alike >= SAME_HEAD else 0


def _text_of_rows(piece: Piece, rows: int) -> str:
    return " ".join(fold(cell_head(c)) for c in as_cells(piece.page, piece.spots) if c.row < rows)


def _drop_blank_end(table: _Growing) -> None:
    """Take away rows without any text from the end of *table*: what is left of the paper below the last row."""
    while table.rows > table.first.header_rows + 1 and not any(c.lines for c in table.last_row):
        table.rows -= 1
        table.cells = [c for c in table.cells if c.row < table.rows]
        for cell in table.cells:
            cell.row_end = min(cell.row_end, table.rows)
        table.last_row = _in_last_row(table, table.cells)


def _lay(table: _Growing, fresh: Sequence[Joined], shift: int, glue: bool, below: bool) -> list[Joined]:
    """
    Put *fresh* cells under the cells of *table*, *shift* rows down; into the cells above them where they go on.

    Args:
        glue: whether the first row goes on with the last one.
        below: whether it stands under the task of the last one, with what it says itself.
    Returns:
        Those of them that are cells of their own.
    """
    head = table.first.header_rows
    last_row = [c for c in table.last_row if c.row >= head]
    added = []
    said_once = _places(table, *SAID_ONCE) if below else []
    headed = names_group([c for c in fresh if c.row == 0 and c.lines])
    for cell in fresh:
        above = cell_over(last_row, cell)
        merged = above is not None and (above.row_end - above.row > 1 or cell.row_end - cell.row > 1) and not headed
        merged = merged or (below and any(cell.left < x < cell.right for x in said_once))
        goes_on = above is not None and bool(above.lines) and is_rest(above, cell, merged)
        if above is not None and above.lines and merged and cell.lines:
            goes_on = goes_on or breaks_off_a_list(table.cells, above)
        if cell.row == 0 and above is not None and (glue or goes_on):
            above.lines += cell.lines
            above.boxes += cell.boxes
            above.row_end = cell.row_end + shift
        else:
            cell.row, cell.row_end = cell.row + shift, cell.row_end + shift
            added.append(cell)
    table.cells += added
    return added


def _is_cut_row(table: _Growing, fresh: Sequence[Joined], piece: Piece) -> bool:
    """
    Whether the first row of a page goes on with the last row of the page before.

    The cell of numbers tells: a number begins a row. Without one, the texts tell: one that breaks off in mid
    sentence goes on, a full stop and a capital do not; cells left empty speak for a row that was filled above.
    """
    top = [c for c in fresh if c.row == 0]
    last = table.last_row
    if not top or table.rows <= table.first.header_rows:
        return False
    if max(c.right - c.left for c in top if c.lines) > 1.5 * max(c.right - c.left for c in last):
        return False  # a row that names a group runs over all columns
    label = _label_place(table)
    votes = 2.0 if table.last.open_bottom or piece.open_top else 0.0
    if brings_values(top, last) or names_group([c for c in top if c.lines]):
        return False
    for cell in top:
        above = cell_over(last, cell)
        if (
            label is not None
            and cell.left <= label < cell.right
            and cell.right - cell.left < 0.5 * (table.xs[-1] - table.xs[0])
        ):
            if cell.lines:
                return False
            votes += 1.0
            continue
        if above is None:
            continue
        votes += vote(above, cell)
    return votes > (0.0 if label is not None else 1.0)


def _label_place(table: _Growing) -> float | None:
    """Where the column of numbers stands: under its head, or the first column when its cells hold little else."""
    piece = table.first
    for column in piece.columns:
        if column.role == "label":
            return (piece.xs[column.index] + piece.xs[column.index + 1]) / 2
    if piece.header_rows:
        return None
    first = [c for c in table.cells if c.left == table.xs[0] and c.lines and c.right < table.xs[-1]]
    numbered = sum(bool(LABEL.fullmatch(c.lines[0].text)) for c in first)
    return (piece.xs[0] + piece.xs[1]) / 2 if first and numbered >= LABELLED * len(first) else None


def _table(table: _Growing) -> Table:
    """The finished table, its columns counted over all pages."""
    axis: list[float] = []
    for x in sorted(table.xs):
        if not axis or x - axis[-1] > ALIGN:
            axis.append(x)
    sides = {x for c in table.cells for x in (c.left, c.right)}
    index = {x: min(range(len(axis)), key=lambda i: abs(axis[i] - x)) for x in sides}
    cells = [
        Cell(
            c.row,
            min(index[c.left], max(0, len(axis) - 2)),  # a sliver at the right edge is part of the last column
            c.row_end - c.row,
            max(1, index[c.right] - index[c.left]),
            tuple(c.lines),
            tuple(c.boxes),
        )
        for c in table.cells
    ]
    cells.sort(key=lambda c: (c.row, c.column))
    return Table(tuple(cells), table.rows, len(axis) - 1, table.first.header_rows, tuple(table.regions))
