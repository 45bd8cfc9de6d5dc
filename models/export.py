"""Writes what the database holds: JSON as in the contract, spreadsheets, Parquet, and calendars of deadlines."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, get_args

from sqlalchemy import Engine

from models.calendars import stamps, write_calendar
from models.column_files import load_pyarrow, write_parquet
from models.desk_tasks import load_plans_as_read
from models.errors import UsageError
from models.plan import Plan
from models.search import Wanted, found_rows
from models.search_words import without_marks, words_of
from models.spreadsheets import write_csv, write_xlsx
from models.store import find_documents, load_plans
from models.task_rows import Row, links_to_pages, task_rows, units_of

Format = Literal["json", "jsonl", "csv", "xlsx", "parquet", "ics"]
FORMATS: tuple[Format, ...] = get_args(Format)
OF_TASKS: tuple[Format, ...] = ("csv", "xlsx", "parquet", "ics")
"""Formats that hold tasks, not whole documents."""
NOT_PRINTED: tuple[Format, ...] = ("xlsx", "parquet")


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


def export(
    engine: Engine,
    wanted: Iterable[str],
    form: Format,
    output: Path | None,
    terminal: IO[bytes],
    *,
    as_read: bool = False,
    unit: str | None = None,
) -> None:
    """
    Write documents to *output*, or to *terminal* when there is none; the file appears when it is whole.

    Args:
        wanted: documents by number, file name, id or SHA-256; none means all.
        as_read: what the machine read, without what people corrected.
        unit: words of a unit's name: only its tasks.
    Raises:
        UsageError: a document is unknown, a format cannot do what is asked, or the file cannot be written.
        ProgramMissing: Parquet is asked for and its library is not installed.
    """
    if unit is not None and form not in OF_TASKS:
        raise UsageError(f"{form} holds whole documents, not the tasks of one unit.", f"Use {', '.join(OF_TASKS)}.")
    if output is None and form in NOT_PRINTED:
        what = "A spreadsheet" if form == "xlsx" else "A Parquet file"
        raise UsageError(f"{what} cannot be printed.", f"Name a file: --output tasks.{form}")
    if form == "parquet":
        load_pyarrow()
    ids = find_documents(engine, tuple(wanted))
    if form == "ics" and output is not None and output.is_dir():
        _write_calendars(engine, ids, output, as_read, unit)
        return
    with _target(output, terminal) as stream:
        if form in OF_TASKS:
            _write_tasks(engine, ids, form, stream, task_rows(engine, ids, as_read, unit))
        else:
            plans = load_plans_as_read(engine, ids) if as_read else load_plans(engine, ids)
            stream.writelines(_json(plans) if form == "json" else _lines(plans))


def export_found(engine: Engine, wanted: Wanted, form: Format, stream: IO[bytes], *, limit: int) -> None:
    """
    Write the tasks that a search finds, all of them up to *limit*, to *stream*; the forms are those of tasks.

    Raises:
        UsageError: a document is unknown.
    """
    rows, ids = found_rows(engine, wanted, limit=limit)
    _write_tasks(engine, ids, form, stream, rows)


def write_file(output: Path, content: bytes) -> None:
    """
    Write *content* to *output*, which appears when it is whole.

    Raises:
        UsageError: it cannot be written.
    """
    with _target(output) as stream:
        stream.write(content)


def plan_json(plan: Plan) -> str:
    """One document in the contract's form, for people to read."""
    return plan.model_dump_json(indent=2)


def _write_tasks(engine: Engine, ids: Sequence[int], form: Format, stream: IO[bytes], rows: Iterable[Row]) -> None:
    if form == "csv":
        write_csv(stream, rows)
    elif form == "xlsx":
        write_xlsx(stream, rows, links_to_pages(engine, ids))
    elif form == "parquet":
        write_parquet(stream, rows)
    else:
        write_calendar(stream, rows, stamps(engine, ids))


def _write_calendars(engine: Engine, ids: Sequence[int], folder: Path, as_read: bool, unit: str | None) -> None:
    """A calendar for each unit that leads or coordinates, in *folder*."""
    stamp = stamps(engine, ids)
    by_unit: dict[str, list[Row]] = {}
    for row in task_rows(engine, ids, as_read, unit):
        for one in dict.fromkeys(units_of(row, "lead") + units_of(row, "coordinate")):
            by_unit.setdefault(one, []).append(row)
    taken: set[str] = set()
    for name, rows in sorted(by_unit.items()):
        if any(row["due_on"] for row in rows):
            with _target(folder / f"{_file_name(name, taken)}.ics") as stream:
                write_calendar(stream, rows, stamp, name)


def _file_name(unit: str, taken: set[str]) -> str:
    """*unit* as a file's name that every system takes; numbered where two are alike."""
    plain = "-".join(re.findall("[a-z0-9]+", without_marks(words_of(unit))))[:80] or "unit"
    number = 1
    name = plain
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name)
    return name


def _lines(plans: Iterable[Plan]) -> Iterator[bytes]:
    return (f"{plan.model_dump_json()}\n".encode() for plan in plans)


def _json(plans: Iterable[Plan]) -> Iterator[bytes]:
    yield b"["
    for index, plan in enumerate(plans):
        yield (",\n" if index else "\n").encode() + plan_json(plan).encode()
    yield b"\n]\n"


@contextmanager
def _target(output: Path | None, terminal: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
    """Where to write: a file that takes its name only when it is whole, or the terminal."""
    if output is None:
        assert terminal is not None
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
