"""The diary of ingest runs: when, with what, and what became of each file."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, insert, select, update

from models import tables as t
from models.database import plain_errors, transact
from models.version import VERSION

FileStatus = Literal["new", "replaced", "unchanged", "failed"]
RunStatus = Literal["running", "finished", "interrupted", "stopped"]


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
    """Write file records, whose documents are there, within a transaction that is open."""
    rows = [asdict(record) for record in records]
    if rows:
        connection.execute(insert(t.run_files), rows)


def still_there(connection: Connection, document_ids: Collection[int]) -> set[int]:
    """Those of the documents that nobody has removed, and nobody can remove before this transaction ends."""
    if not document_ids:
        return set()
    document = t.documents.c.id
    mine = select(document).where(document.in_(document_ids)).order_by(document)
    return set(connection.scalars(mine.with_for_update(read=True, key_share=True)))


def record_files(engine: Engine, records: Iterable[FileRecord]) -> None:
    """Write file records in a transaction of their own; a document that was removed meanwhile is not named."""
    rows = tuple(records)

    def work(connection: Connection) -> None:
        there = still_there(connection, {row.document_id for row in rows if row.document_id is not None})
        add_records(connection, (row if row.document_id in there else replace(row, document_id=None) for row in rows))

    transact(engine, work)


def settled_files(engine: Engine, run_id: int, paths: Collection[str]) -> dict[str, FileRecord]:
    """What became of those of *paths* that this run has settled already, by path."""
    wanted = select(t.run_files).where(t.run_files.c.run_id == run_id, t.run_files.c.path.in_(paths))
    with plain_errors(engine.url), engine.connect() as connection:
        return {row.path: record_of(row) for row in connection.execute(wanted.order_by(t.run_files.c.id))}


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


def record_of(row: Any) -> FileRecord:
    """The record of one row of `run_files`."""
    return FileRecord(row.run_id, row.path, row.sha256, row.status, row.document_id, row.error, row.reason, row.seconds)


def utc(moment: datetime) -> datetime:
    """A moment from the database as one that knows that it is UTC."""
    # SQLite gives back what was written without its zone, which is always UTC here.
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
