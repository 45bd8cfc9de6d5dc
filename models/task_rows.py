"""One row a task for spreadsheets, calendars and column files: as corrected, or as read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, func, select

from models import tables as t
from models.bulk import CHUNK, chunks_of
from models.database import plain_errors
from models.heads import document_as_read
from models.overlay import tasks_as_read
from models.plan import Task
from models.rows import task_fields
from models.search_words import whole_name, without_marks, words_of
from models.store import load_plan, overview_rows

Row = dict[str, Any]
"""A task by the columns of `task_overview`."""
NAMES = tuple(name for name, _ in t.OVERVIEW_COLUMNS)
BETWEEN = "; "
"""Stands between the units of one cell."""
UNIT_COLUMNS = {"lead": "lead_unit", "coordinate": "coordinating_units", "direct": "directing_units"}


def task_rows(engine: Engine, ids: Iterable[int], as_read: bool = False, unit: str | None = None) -> Iterator[Row]:
    """
    The tasks of these documents, by document in the order asked for, then in the order of the page.

    Args:
        as_read: leave out what people corrected.
        unit: words of a unit's name; only its tasks.
    """
    for chunk in chunks_of(ids, CHUNK):
        changed = _corrected(engine, chunk) if as_read else set()
        for is_changed, group in groupby(chunk, changed.__contains__):
            some = list(group)
            rows = (row for one in some for row in _as_read(engine, one)) if is_changed else _as_it_stands(engine, some)
            yield from (row for row in rows if unit is None or has_unit(row, unit))


def has_unit(row: Row, unit: str) -> bool:
    """Whether a unit with these words in its name (in quotes: of just that name) has a part in the task."""
    whole = whole_name(unit)
    looked_for = f" {without_marks(words_of(whole or unit))} "
    if whole:
        return any(
            looked_for == f" {without_marks(words_of(one))} " for role in UNIT_COLUMNS for one in units_of(row, role)
        )
    units = (row[column] for column in UNIT_COLUMNS.values())
    return any(looked_for in f" {without_marks(words_of(one))} " for one in units if one)


def units_of(row: Row, role: str) -> list[str]:
    """Units that have *role* in the task."""
    cell = row[UNIT_COLUMNS[role]]
    return cell.split(BETWEEN) if cell else []


def _as_it_stands(engine: Engine, ids: Iterable[int]) -> Iterator[Row]:
    return (dict(zip(NAMES, row, strict=True)) for row in overview_rows(engine, ids))


def _corrected(engine: Engine, ids: Sequence[int]) -> set[int]:
    document = t.corrections.c.document_id
    with plain_errors(engine.url), engine.connect() as connection:
        return set(connection.scalars(select(document).where(document.in_(ids)).distinct()))


def _as_read(engine: Engine, document_id: int) -> Iterator[Row]:
    plan = load_plan(engine, document_id)
    with plain_errors(engine.url), engine.connect() as connection:
        tasks = tasks_as_read(connection, document_id)
        document = document_as_read(connection, document_id, plan.document)
    titles = {section.path: section.title for section in reversed(plan.sections)}
    for task_id, standing in tasks.items():
        task = standing.task
        yield {
            "task_id": task_id,
            "document_id": document_id,
            "position": standing.position,
            "source": document.source,
            "number": document.number,
            "document_title": document.title,
            "issuer": document.issuer,
            "issued_on": document.issued_on,
            "year": document.year,
            "section_title": titles.get(task.section or ""),
            "review": "read",
            **_fields(task),
        }


def _fields(task: Task) -> Row:
    fields = task_fields(task)
    fields["group_title"] = fields.pop("group")
    for role, column in UNIT_COLUMNS.items():
        fields[column] = BETWEEN.join(one.unit for one in task.assignments if one.role == role) or None
    return fields


def links_to_pages(engine: Engine, ids: Sequence[int]) -> Callable[[Row], str]:
    """
    A function that gives the address of the page a row was read from.

    The file where it was last found; one that is not there any more by its name, beside whatever holds the link.
    """
    file = t.run_files.c
    places: dict[int, str] = {}
    with plain_errors(engine.url), engine.connect() as connection:
        for chunk in chunks_of(ids, CHUNK):
            last = select(func.max(file.id)).where(file.document_id.in_(chunk)).group_by(file.document_id)
            for document_id, path in connection.execute(select(file.document_id, file.path).where(file.id.in_(last))):
                if Path(path).is_file():
                    places[document_id] = Path(path).resolve().as_uri()

    def link(row: Row) -> str:
        return f"{places.get(row['document_id']) or quote(row['source'])}#page={row['page']}"

    return link
