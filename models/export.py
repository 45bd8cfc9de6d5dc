"""Writes what the database holds: JSON as in the contract, and spreadsheets whose cells cannot become formulas."""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal, get_args

from sqlalchemy import Engine

from models.errors import UsageError
from models.plan import Plan
from models.store import find_documents, load_plans, overview_rows
from models.tables import OVERVIEW_COLUMNS

Format = Literal["json", "jsonl", "csv", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

HEADER = tuple(name for name, _ in OVERVIEW_COLUMNS if name not in ("task_id", "document_id"))
"""Columns of a spreadsheet: the overview without the ids, which differ from database to database."""

# What a spreadsheet takes for a formula: "=" or "@" in front, and "+" or "-" before anything but the end or a plain
# number. Full-width twins count too. A bare "-" or "+" is a task's label and stays.
_FORMULA = re.compile(r"\s*(?:[=@\uff1d\uff20]|[-+\uff0d\uff0b](?!\s*$)(?!\s*\d+(?:[.,]\d+)*\s*%?\s*$))")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CELL_LETTERS = 32_767
"""The most that a cell of Excel holds."""


def format_of(name: str | None, output: Path | None) -> Format:
    """
    The format asked for, else the one that the output's name says, else JSON.

    Raises:
        UsageError: we have no such format.
    """
    suffix = output.suffix.lower().lstrip(".") if output else ""
    wanted = name or (suffix if suffix in FORMATS else "json")
    for known in FORMATS:
        if wanted == known:
            return known
    raise UsageError(f"There is no export format {wanted!r}.", f"Choose one of {', '.join(FORMATS)}.")


def export(engine: Engine, wanted: Iterable[str], form: Format, output: Path | None, terminal: IO[bytes]) -> None:
    """
    Write documents to *output*, or to *terminal* when there is none; the file appears when it is whole.

    Args:
        wanted: documents by number, file name, id or SHA-256; none means all.
    Raises:
        UsageError: a document is unknown, a spreadsheet has no file to go to, or the file cannot be written.
    """
    ids = find_documents(engine, tuple(wanted))
    if output is None and form == "xlsx":
        raise UsageError("A spreadsheet cannot be printed.", "Name a file: --output tasks.xlsx")
    with _target(output, terminal) as stream:
        if form == "json":
            stream.writelines(_json(load_plans(engine, ids)))
        elif form == "jsonl":
            stream.writelines(f"{plan.model_dump_json()}\n".encode() for plan in load_plans(engine, ids))
        elif form == "csv":
            _write_csv(stream, _cells(overview_rows(engine, ids)))
        else:
            _write_xlsx(stream, _cells(overview_rows(engine, ids)))


def plan_json(plan: Plan) -> str:
    """One document in the contract's form, for people to read."""
    return plan.model_dump_json(indent=2)


def neutral(value: str) -> str:
    """*value* for a CSV cell: an apostrophe before what a spreadsheet would reckon out instead of showing."""
    return f"'{value}" if _FORMULA.match(value) else value


def _json(plans: Iterable[Plan]) -> Iterator[bytes]:
    yield b"["
    for index, plan in enumerate(plans):
        yield (",\n" if index else "\n").encode() + plan_json(plan).encode()
    yield b"\n]\n"


def _cells(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    places = [place for place, (name, _) in enumerate(OVERVIEW_COLUMNS) if name in HEADER]
    number = HEADER.index("position")
    for row in rows:
        cells = [row[place] for place in places]
        cells[number] += 1  # people count from 1
        yield cells


def _write_csv(stream: IO[bytes], rows: Iterable[list[Any]]) -> None:
    # The mark in front tells Excel that the letters are UTF-8.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in rows:
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    text.detach()


def _write_xlsx(stream: IO[bytes], rows: Iterable[list[Any]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("tasks")
    sheet.freeze_panes = "A2"
    sheet.append(HEADER)

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            made = WriteOnlyCell(sheet, value=value)
            if isinstance(value, date):
                made.number_format = "yyyy-mm-dd"
            return made
        made = WriteOnlyCell(sheet, value="")
        made.value = _CONTROL.sub("", value)[:CELL_LETTERS]
        # Text whatever it begins with; the mark keeps it text when someone edits the cell.
        made.data_type = "s"
        made.quotePrefix = bool(_FORMULA.match(value))
        return made

    for row in rows:
        sheet.append([cell(value) for value in row])
    book.save(stream)


@contextmanager
def _target(output: Path | None, terminal: IO[bytes]) -> Iterator[IO[bytes]]:
    """Where to write: a file that takes its name only when it is whole, or the terminal."""
    if output is None:
        yield terminal
        terminal.flush()
        return
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(output)
    except OSError as error:
        raise UsageError(
            f"{output} cannot be written: {error.strerror}.", "Check folder, rights and free space."
        ) from error
    finally:
        part.unlink(missing_ok=True)
