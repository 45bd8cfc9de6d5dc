"""Spreadsheets as an analyst would make them, whose cells cannot become formulas."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import IO, Any

from models.tables import OVERVIEW_COLUMNS
from models.task_rows import UNIT_COLUMNS, Row, units_of

HEADER = tuple(name for name, _ in OVERVIEW_COLUMNS if name not in ("task_id", "document_id"))
"""Columns of a spreadsheet: the overview without the ids, which differ from database to database."""
UNIT_HEADER = ("unit", "leads", "coordinates", "directs", "leads_without_deadline", "first_due_on", "last_due_on")

# What a spreadsheet takes for a formula: "=" or "@" in front, and "+" or "-" before anything but the end or a plain
# number. Full-width twins count too. A bare "-" or "+" is a task's label and stays.
_FORMULA = re.compile(r"\s*(?:[=@\uff1d\uff20]|[-+\uff0d\uff0b](?!\s*$)(?!\s*\d+(?:[.,]\d+)*\s*%?\s*$))")
# Where commas are decimal signs, as in Vietnam, a spreadsheet cuts the lines of a CSV file at ";" whatever is quoted:
# what stands behind one, or on a new line, is a cell of its own to it. A "-" with a space is a line item and stays.
_INNER_FORMULA = re.compile(r"([;\t\r\n]\s*)(?=[=@\uff1d\uff20]|[-+\uff0d\uff0b][^\s\d.,;])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CELL_LETTERS = 32_767
"""The most that a cell of Excel holds."""
LINKS = 65_000
"""Excel opens no sheet with more links than 65,530."""
LINKED = ("source", "page")
WIDTHS = {"text": 70, "document_title": 40, "section_title": 30, "lead_unit": 30, "coordinating_units": 40}
WIDTHS |= {"deliverable": 30, "deadline_text": 20, "note": 30, "issuer": 25, "source": 25, "unit": 50, "number": 16}
DEFAULT_WIDTH = 12
A4 = "9"
"""Excel's number for it."""
WRAPPED = frozenset(WIDTHS) - {"number", "source"}
"""Columns whose texts are longer than they are wide."""


def neutral(value: str) -> str:
    """*value* for a CSV cell: an apostrophe before what a spreadsheet would reckon out instead of showing."""
    inside = _INNER_FORMULA.sub(r"\1'", value)
    return f"'{inside}" if _FORMULA.match(value) else inside


def cells(row: Row) -> list[Any]:
    """The cells of one task; places are counted from 1, as people do."""
    return [row[name] + 1 if name == "position" else row[name] for name in HEADER]


def write_csv(stream: IO[bytes], rows: Iterable[Row]) -> None:
    """Write tasks as CSV."""
    # The mark in front tells Excel that the letters are UTF-8.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in rows:
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in cells(row)])
    text.detach()


def write_xlsx(stream: IO[bytes], rows: Iterable[Row], link: Callable[[Row], str]) -> None:
    """
    Write a sheet of tasks, each with links to its document and page, and a sheet of units.

    Args:
        link: gives the address of a task's page.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = _sheet(book, "tasks", HEADER)
    made = _Cells(sheet)
    units: dict[str, list[Any]] = {}
    count = 0
    for count, row in enumerate(rows, 1):
        address = link(row) if count * len(LINKED) <= LINKS else None
        sheet.append(
            [
                made.make(value, address if name in LINKED else None, name in WRAPPED)
                for name, value in zip(HEADER, cells(row), strict=True)
            ]
        )
        _count_units(units, row)
    _filter(sheet, HEADER, count)
    _write_units(_sheet(book, "units", UNIT_HEADER), units)
    # Not into *stream*: a workbook that a full disk cuts short complains once more, in words of its own.
    whole = io.BytesIO()
    book.save(whole)
    stream.write(whole.getbuffer())


def _sheet(book: Any, title: str, header: Sequence[str]) -> Any:
    """A new sheet with its header, which stays in sight."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    # On paper: across, as wide as the sheet, its header on every page.
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for place, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, DEFAULT_WIDTH)
    heads = []
    for name in header:
        head: Any = WriteOnlyCell(sheet, value=name)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    return sheet


def _filter(sheet: Any, header: Sequence[str], rows: int) -> None:
    from openpyxl.utils import get_column_letter

    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{rows + 1}"


class _Cells:
    """Makes the cells of a sheet. Each look is put together once: openpyxl takes longer for it than for the cell."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._styles: dict[tuple[bool, bool, bool, bool], Any] = {}

    def make(self, value: Any, link: str | None = None, wraps: bool = False) -> Any:
        """A cell with *value*; text is text whatever it begins with."""
        from openpyxl.cell import WriteOnlyCell

        is_formula = False
        if isinstance(value, str):
            is_formula = bool(_FORMULA.match(value))
            made = WriteOnlyCell(self.sheet, value="")
            made.value = _CONTROL.sub("", value)[:CELL_LETTERS]
            made.data_type = "s"
        else:
            made = WriteOnlyCell(self.sheet, value=value)
        if link is not None:
            made.hyperlink = link
        look = (isinstance(value, date), link is not None, is_formula, wraps)
        if look not in self._styles:
            self._styles[look] = self._style(*look)
        made._style = self._styles[look]
        return made

    def _style(self, is_date: bool, is_link: bool, is_formula: bool, wraps: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        made: Any = WriteOnlyCell(self.sheet)
        if is_link:
            # First: a named style takes the place of everything that was set before it.
            made.style = "Hyperlink"
        if is_date:
            made.number_format = "yyyy-mm-dd"
        # Long texts are read whole, and what stands beside them begins on their first line.
        made.alignment = Alignment(vertical="top", wrap_text=wraps)
        # The mark keeps it text when someone edits the cell.
        made.quotePrefix = is_formula
        return made._style


def _count_units(units: dict[str, list[Any]], row: Row) -> None:
    """Add one task to the counts of its units."""
    for place, role in enumerate(UNIT_COLUMNS):
        for unit in dict.fromkeys(units_of(row, role)):
            counts = units.setdefault(unit, [0, 0, 0, 0, None, None])
            counts[place] += 1
            if role == "lead":
                counts[3] += row["deadline_text"] is None
                due = row["due_on"]
                counts[4] = min(filter(None, (counts[4], due)), default=None)
                counts[5] = max(filter(None, (counts[5], due)), default=None)


def _write_units(sheet: Any, units: dict[str, list[Any]]) -> None:
    """Write the units, those that lead most in front."""
    made = _Cells(sheet)
    for unit, counts in sorted(units.items(), key=lambda pair: (-pair[1][0], -pair[1][1], pair[0])):
        sheet.append([made.make(value) for value in (unit, *counts)])
    _filter(sheet, UNIT_HEADER, len(units))
