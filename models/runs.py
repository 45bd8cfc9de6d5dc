"""The diary of ingest runs: when, with what, and what became of each file."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, insert, select, update

from models import tables as t
from models.database import plain_errors, transact
from models.version import VERSION

FileStatus = Literal["new", "replaced", "unchanged", "failed"]
RunStatus = Literal["running", "finished", "interrupted", "stopped"]
_UNSETTLED: ColumnElement[bool] = t.findings.c.settled_by.is_(None)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of one file in one run; fields as the columns of `run_files`."""

    run_id: int
    path: str
    sha256: str | None
    status: FileStatus
    document_id: int | None = None
    error: str | None = None
    reason: str | None = None
    seconds: float | None = None


def start_run(engine: Engine, inputs: Iterable[str]) -> int:
    """Open a run's page in the diary; its id."""
    row = {
        "started_at": datetime.now(UTC),
        "status": "running",
        "program_version": VERSION,
        "inputs": list(inputs),
    }
    opening = insert(t.runs).values(row).returning(t.runs.c.id)
    return transact(engine, lambda connection: int(connection.execute(opening).scalar_one()))


def finish_run(engine: Engine, run_id: int, status: RunStatus) -> None:
    """Close a run's page in the diary."""
    closing = update(t.runs).where(t.runs.c.id == run_id).values(status=status, finished_at=datetime.now(UTC))
    transact(engine, lambda connection: connection.execute(closing))


def add_records(connection: Connection, records: Iterable[FileRecord]) -> None:
    """Write file records within a transaction that is open."""
    rows = [asdict(record) for record in records]
    if rows:
        connection.execute(insert(t.run_files), rows)


def record_files(engine: Engine, records: Iterable[FileRecord]) -> None:
    """Write file records in a transaction of their own."""
    rows = tuple(records)
    transact(engine, lambda connection: add_records(connection, rows))


def settled_files(engine: Engine, run_id: int, paths: Collection[str]) -> dict[str, FileRecord]:
    """What became of those of *paths* that this run has settled already, by path."""
    wanted = select(t.run_files).where(t.run_files.c.run_id == run_id, t.run_files.c.path.in_(paths))
    with plain_errors(engine.url), engine.connect() as connection:
        return {row.path: _record(row) for row in connection.execute(wanted.order_by(t.run_files.c.id))}


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run as `kehoach runs` lists it."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    status: str
    program_version: str
    counts: dict[str, int]
    """Files by what became of them: new, replaced, unchanged, failed."""


def list_runs(engine: Engine, limit: int = 20) -> tuple[RunSummary, ...]:
    """The last *limit* runs, newest first."""
    with engine.connect() as connection:
        rows = connection.execute(select(t.runs).order_by(t.runs.c.id.desc()).limit(limit)).all()
        counting = (
            select(t.run_files.c.run_id, t.run_files.c.status, func.count())
            .where(t.run_files.c.run_id.in_([row.id for row in rows]))
            .group_by(t.run_files.c.run_id, t.run_files.c.status)
        )
        counts: dict[int, dict[str, int]] = {}
        for run_id, status, count in connection.execute(counting):
            counts.setdefault(run_id, {})[status] = count
    return tuple(
        RunSummary(
            row.id,
            utc(row.started_at),
            utc(row.finished_at) if row.finished_at else None,
            row.status,
            row.program_version,
            counts.get(row.id, {}),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document as `kehoach status` lists it."""

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
    newest: tuple[DocumentLine, ...]
    """The documents that came in last, newest first."""
    failed: tuple[FileRecord, ...]
    """Files that failed the last time they were tried, by path."""


def database_status(engine: Engine, newest: int = 20) -> DatabaseStatus:
    """Count what the database holds, show the last documents, and list what it could not take."""
    counted = (t.documents, t.sections, t.tasks, t.assignments, t.units, t.targets, t.citations, t.findings, t.runs)
    last = select(func.max(t.run_files.c.id)).group_by(t.run_files.c.path)
    failed = select(t.run_files).where(t.run_files.c.id.in_(last), t.run_files.c.status == "failed")
    by_code = select(t.findings.c.code, func.count()).where(_UNSETTLED).group_by(t.findings.c.code)
    with engine.connect() as connection:
        counts = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in counted}
        codes: list[tuple[str, int]] = [(code, count) for code, count in connection.execute(by_code)]
        settled = counts["findings"] - sum(count for _, count in codes)
        rows = connection.execute(failed).all()
        lines = tuple(DocumentLine(*row) for row in connection.execute(_lines().limit(newest)))
    records = tuple(sorted((_record(row) for row in rows), key=lambda record: record.path))
    counts["findings"] -= settled
    ranked = dict(sorted(codes, key=lambda pair: (-pair[1], pair[0])))
    return DatabaseStatus(counts, ranked, settled, lines, records)


def _lines() -> Any:
    def count(table: Table, *which: ColumnElement[bool]) -> Any:
        return select(func.count()).where(table.c.document_id == t.documents.c.id, *which).scalar_subquery()

    document = t.documents.c
    counts = count(t.tasks), count(t.findings, _UNSETTLED)
    return select(document.source, document.number, document.title, *counts).order_by(document.id.desc())


def _record(row: Any) -> FileRecord:
    return FileRecord(row.run_id, row.path, row.sha256, row.status, row.document_id, row.error, row.reason, row.seconds)


def utc(moment: datetime) -> datetime:
    """A moment from the database as one that knows that it is UTC."""
    # SQLite gives back what was written without its zone, which is always UTC here.
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
