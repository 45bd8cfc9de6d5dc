"""Tables of indicators ("Chỉ tiêu | Đơn vị tính | Kế hoạch 2026 | 2030"): what each row promises, as printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.blocks import Cell, Table
from models.raw import Figure, Indicator, RawText
from normalize.text import flow, squeeze
from parsers.columns import cell_head, find_columns, head_key
from parsers.printed import raw_text
from parsers.row_fields import join_raw
from parsers.vocabulary import read_list

_YEAR = re.compile(r"\b20\d\d\b")
_FIGURE = re.compile(
    r"(?:[<>≥≤=]+|trên|dưới|tối thiểu|ít nhất|không quá|tối đa|đạt|khoảng|từ)?\s*\d[\d.,]*\s*"
    r"(?:(?:-|–|đến)\s*\d[\d.,]*\s*)?(?:%|‰|[^\W\d_][^\d;]{0,30})?(?:\s*trở lên|\s*trở xuống)?[.;]?",
    re.IGNORECASE,
)
LEAST_FIGURES = 0.5
"""Share of the cells under a year or "Kế hoạch" that must be figures."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of such a table: all it prints, and the indicator in it where it has one."""

    text: RawText
    indicator: Indicator | None


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    unit: int | None
    figures: tuple[tuple[int, str], ...]
    """Column and its head as printed."""


def find_indicators(table: Table) -> tuple[IndicatorRow, ...]:
    """The rows of a table of indicators, in order; none where *table* is no such table."""
    columns = _find_columns(table)
    if columns is None:
        return ()
    rows = []
    for row in range(table.header_rows, table.row_count):
        cells = [c for c in table.cells if c.row == row and c.lines]
        if cells:
            text = join_raw([raw_text(cell.lines) for cell in cells])
            rows.append(IndicatorRow(text, _indicator(cells, columns)))
    return tuple(rows) if any(row.indicator for row in rows) else ()


@cache
def _words() -> dict[str, Any]:
    words = read_list("indicators.toml")
    return {key: _any(words[key]) for key in ("names", "doubtful_names", "units", "plans", "not_plans")}


def _any(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(head_key(p)) for p in sorted(phrases, key=len, reverse=True))})\b")


def _find_columns(table: Table) -> _Columns | None:
    """Which columns name the indicator, its unit and its figures; None where a name or a figure is missing."""
    words = _words()
    heads = find_columns(table.cells, table.header_rows, table.column_count)
    keys = [(head_key(c.leaf), head_key(c.head)) for c in heads]
    unit = next((i for i, (leaf, _) in enumerate(keys) if words["units"].fullmatch(leaf)), None)
    texts = [i for i in range(len(keys)) if i != unit and not _are_figures(table, i)]
    named = [i for i in texts if words["names"].match(keys[i][0])]
    if unit is not None:
        named += [i for i in texts if words["doubtful_names"].match(keys[i][0])]
    if not named:
        return None
    name = named[0]
    figures = tuple(
        (i, squeeze(heads[i].head))
        for i, (leaf, whole) in enumerate(keys)
        if i > name and i != unit and _is_plan(leaf, whole) and _are_figures(table, i)
    )
    return _Columns(name, unit, figures) if figures else None


def _is_plan(leaf: str, whole: str) -> bool:
    """Whether a head says what is to be reached, not what was reached or what it costs."""
    words = _words()
    if words["not_plans"].search(whole):
        return False
    return bool(words["plans"].match(leaf) or words["plans"].match(whole) or _YEAR.search(leaf))


def _are_figures(table: Table, column: int) -> bool:
    texts = [cell_head(c) for c in table.cells if c.column == column and c.row >= table.header_rows and c.lines]
    return bool(texts) and sum(bool(_FIGURE.fullmatch(t)) for t in texts) >= LEAST_FIGURES * len(texts)


def _indicator(cells: Sequence[Cell], columns: _Columns) -> Indicator | None:
    at = {cell.column: cell for cell in cells}
    figures = tuple(
        Figure(head, flow(raw_text(at[column].lines).text))
        for column, head in columns.figures
        if column in at and _FIGURE.fullmatch(cell_head(at[column]))
    )
    if columns.name not in at or not figures:
        return None
    unit = cell_head(at[columns.unit]) if columns.unit in at and columns.unit is not None else None
    return Indicator(flow(raw_text(at[columns.name].lines).text), unit, figures)
