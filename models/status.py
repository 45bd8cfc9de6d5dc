"""What a database holds, counted: for `kehoach status`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, func, select

from models import tables as t
from models.failed_files import failed_files
from models.removal import count_removals
from models.runs import FileRecord

_UNSETTLED: ColumnElement[bool] = t.findings.c.settled_by.is_(None)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document as `kehoach status` lists it."""

    id: int
    source: str
    number: str | None
    title: str | None
    tasks: int
    findings: int


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """What the database holds, as `kehoach status` prints it."""

    counts: dict[str, int]
    """Rows by table; of the findings those that nobody has settled."""
    findings: dict[str, int]
    """Findings that nobody has settled by code, most frequent first."""
    settled: int
    """Findings that a person has looked at and found fine."""
    removed: int
    """Documents that people removed."""
    newest: tuple[DocumentLine, ...]
    """The documents that came in last, newest first."""
    failed: tuple[FileRecord, ...]
    """Files that failed the last time they were tried, by path."""


def database_status(engine: Engine, newest: int = 20) -> DatabaseStatus:
    """Count what the database holds, show the last documents, and list what it could not take."""
    counted = (t.documents, t.sections, t.tasks, t.assignments, t.units, t.targets, t.citations, t.findings, t.runs)
    by_code = select(t.findings.c.code, func.count()).where(_UNSETTLED).group_by(t.findings.c.code)
    with engine.connect() as connection:
        counts = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in counted}
        codes: list[tuple[str, int]] = [(code, count) for code, count in connection.execute(by_code)]
        settled = counts["findings"] - sum(count for _, count in codes)
        lines = tuple(DocumentLine(*row) for row in connection.execute(_lines().limit(newest)))
    failed = tuple(sorted((one.record for one in failed_files(engine)), key=lambda record: record.path))
    counts["findings"] -= settled
    ranked = dict(sorted(codes, key=lambda pair: (-pair[1], pair[0])))
    return DatabaseStatus(counts, ranked, settled, count_removals(engine), lines, failed)


def _lines() -> Any:
    def count(table: Table, *which: ColumnElement[bool]) -> Any:
        return select(func.count()).where(table.c.document_id == t.documents.c.id, *which).scalar_subquery()

    document = t.documents.c
    counts = count(t.tasks), count(t.findings, _UNSETTLED)
    return select(document.id, document.source, document.number, document.title, *counts).order_by(document.id.desc())
