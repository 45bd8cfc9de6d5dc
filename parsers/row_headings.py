"""What one row of a table is by its looks: its label, its text, and whether it only names the rows below it."""

import re
from dataclasses import replace

from models.blocks import Cell
from models.raw import RawText
from parsers.columns import cell_head, head_key, role_of_head
from parsers.row_fields import split_parts
from parsers.row_labels import clean_label, kind_of, split_bullet, split_label
from parsers.table_rows import UNIT_ROLES, VALUE_ROLES, CellText, RowView, first_words

LONG_SENTENCE = 90
"""Letters: titles of groups that end with a full stop are shorter."""

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|cộng|tổng)(?:$|\s*[:.]|\s+(?:cộng|số|kinh phí|dự toán|chi|thu|\())", re.IGNORECASE
)
_REMARK = re.compile(r"(?:ghi chu|luu y|chu thich|nguon)\s*:|\*+\s*(?:ghi chu|luu y)")


def text_cell_of(view: RowView, row: int) -> Cell | None:
    """The cell that holds the row's task, or its title where the row is merged."""
    (task,) = view.of("task")
    cell = view.cell(row, task.index)
    if cell is not None and cell.lines:
        return cell
    wide = [c for c in view.row_cells(row) if c.lines and c.column_span >= max(2, view.table.column_count - 2)]
    return wide[0] if wide else cell


def label_cell_of(view: RowView, row: int) -> Cell | None:
    labels = view.of("label")
    return view.cell(row, labels[0].index) if labels else None


def label_and_body(view: RowView, row: int, text_cell: Cell, text: CellText) -> tuple[str | None, RawText]:
    """The row's label and its text without it, wherever the label is printed."""
    cell = label_cell_of(view, row)
    if cell is not None and cell is not text_cell and cell.lines:
        label = clean_label(" ".join(line.text for line in cell.lines))
        if label and len(label) <= 14:
            found = split_label(text.raw.text)
            if found is not None and cell.row < row and text_cell.row == row:
                return found[0], replace(text.raw, text=found[1])  # "a) …" beside a number merged from above
            if found is not None and found[0] == label:
                return label, replace(text.raw, text=found[1])
            return label, text.raw
    if (cell is None or not cell.lines or cell is text_cell) and len(_part_labels(text)) < 2:
        found = split_label(text.raw.text)
        if found is not None:
            return found[0], replace(text.raw, text=found[1])
        bullet = split_bullet(text.raw.text)
        if bullet is not None and not any(split_bullet(line.text) for line in text.lines[1:]):
            return bullet[0], replace(text.raw, text=bullet[1])
    return None, text.raw


def _part_labels(text: CellText) -> list[str]:
    """The numbers of the parts that a task's cell is split into ("8.1", "8.2"), none for a plain text."""
    return [label for label, _ in split_parts(text, None)]


def is_remark(view: RowView, row: int, label: str | None, text: CellText, cell: Cell) -> bool:
    words = first_words(text.raw.text)
    if _REMARK.match(words):
        return label is None
    return bool(_TOTAL.match(text.raw.text.lstrip())) and label is None and len(text.raw.text) < 60


def is_head_again(view: RowView, row: int) -> bool:
    """Whether the row repeats the head of the table, as printed there or in other words for the same columns."""
    printed = [c for c in view.row_cells(row) if c.row == row and c.lines]
    if len(printed) < 3 or printed[0].lines[0].words[0].text[0].isdigit():
        return False
    cells = [(view.columns[c.column], cell_head(c)) for c in printed]
    known = 0
    for column, text in cells:
        role, score = role_of_head(text)
        known += head_key(text) == head_key(column.leaf) or (role == column.role and score >= 80.0)
    return known >= 3 and 3 * known >= 2 * len(cells)


def is_said_of_row_above(view: RowView, cell: Cell, label: str | None, text: CellText) -> bool:
    """Whether a row merged over the columns is a whole sentence in plain type: it names no group, it adds to a task."""
    return (
        label is None
        and 2 * cell.column_span > view.table.column_count
        and len(text.raw.text) >= LONG_SENTENCE
        and text.raw.text.rstrip().endswith(".")
        and not view.is_bold(cell)
        and not all(word.italic for line in cell.lines for word in line.words)
    )


def _has_values(view: RowView, row: int) -> bool:
    """Whether the row itself says who, what or when; a cell that goes on into the rows below speaks for those."""
    for column in view.of(*VALUE_ROLES):
        cell = view.cell(row, column.index)
        if view.value(row, column) is not None and cell is not None and (cell.row < row or cell.row_span == 1):
            return True
    return False


def is_heading_row(view: RowView, row: int, cell: Cell, label: str | None, text: CellText) -> bool:
    """Whether the row only names the rows below it."""
    covered = [c for c in view.columns if cell.column <= c.index < cell.column + cell.column_span]
    value_columns = view.of(*VALUE_ROLES)
    if any(c.role in VALUE_ROLES for c in covered) and 2 * sum(c in covered for c in value_columns) >= len(
        value_columns
    ):
        return True
    kind = kind_of(label) if label else None
    following = _next_label(view, row)
    restarts = following is not None and kind != "lower" and _is_below(label, following)
    if _has_values(view, row):
        strong = kind in ("roman", "upper") and view.is_bold(cell)
        return restarts and (strong or (following != "1" and _speaks_for_rows_below(view, row, label)))
    if any(view.value(row, c) is not None and not goes_below(view, row, c.index) for c in view.of("unknown", "note")):
        return kind in ("roman", "upper") and restarts
    if following is None and not _row_below(view, row):
        return False
    if kind in ("roman", "upper"):
        return True
    if label is None or kind == "bullet":
        colon = text.raw.text.rstrip().endswith(":") and bool(value_columns)
        return (view.is_bold(cell) and not view.is_all_bold) or colon or _is_title_among_numbers(view, row, cell, text)
    return restarts or (view.is_bold(cell) and not view.is_all_bold and bool(value_columns))


def _is_title_among_numbers(view: RowView, row: int, cell: Cell, text: CellText) -> bool:
    """Whether a row without number or values stands over a numbered one, in a table that numbers every task."""
    words = text.raw.text.strip()
    label = label_cell_of(view, row)
    if label is None or label is cell or label.lines or cell.row_span > 1 or len(words) >= LONG_SENTENCE:
        return False
    if not words[0].isupper() or words[-1] in ".;,-" or _next_label(view, row) is None:
        return False
    return view.is_numbered_throughout


def goes_below(view: RowView, row: int, column: int) -> bool:
    cell = view.cell(row, column)
    return cell is not None and cell.row + cell.row_span > row + 1


def _row_below(view: RowView, row: int) -> bool:
    return any(c.lines for c in view.row_cells(row + 1)) if row + 1 < view.table.row_count else False


def _next_label(view: RowView, row: int) -> str | None:
    """The label of the next row that has a text."""
    for below in range(row + 1, min(row + 3, view.table.row_count)):
        cell = text_cell_of(view, below)
        text = view.text(cell)
        if text is not None and cell is not None and cell.row == below:
            return label_and_body(view, below, cell, text)[0]
    return None


def _speaks_for_rows_below(view: RowView, row: int, label: str | None) -> bool:
    """
    Whether the units of the row are said once for the rows numbered under it ("a", "b"), which name none.

    Rows that add who helps are the row's own all the same, where it says nothing but who leads.
    """
    units = [c for c in view.of(*UNIT_ROLES) if view.value(row, c) is not None]
    only_units = not any(view.value(row, c) is not None for c in view.of("deliverable", "deadline", "period"))
    silent = units if only_units else view.of(*UNIT_ROLES)
    rows = 0
    for below in range(row + 1, view.table.row_count):
        cell = text_cell_of(view, below)
        text = view.text(cell)
        if text is None or cell is None or cell.row != below:
            continue
        own = label_and_body(view, below, cell, text)[0]
        merged = any(cell.column < c.index < cell.column + cell.column_span for c in view.of(*VALUE_ROLES))
        if own is None or merged or not _is_below(label, own):
            break  # a row over all columns names a group, it is none of its rows
        rows += 1
        if any(view.value(below, c) is not None for c in silent):
            return False
    return bool(units) and rows > 0


def _is_below(label: str | None, following: str) -> bool:
    """Whether rows labelled *following* stand under a row labelled *label*: "1.1" under "1", "1" under "2" or "II"."""
    if label is None:
        return False
    if following.startswith(label + "."):
        return True
    kind, next_kind = kind_of(label), kind_of(following)
    if kind == next_kind == "number":
        return following == "1"
    ranks = {"upper": 0, "roman": 1, "number": 2, "decimal": 3, "lower": 4, "bullet": 5, "other": 6}
    return (ranks[next_kind] > ranks[kind] and kind != "decimal") or (
        kind == "decimal" and next_kind in ("lower", "bullet")
    )
