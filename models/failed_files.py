"""The files that could not be read, with their reasons: those of which no later try, and no other name, came in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from models import tables as t
from models.bulk import CHUNK, chunks_of
from models.database import plain_errors
from models.runs import FileRecord, record_of, utc


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file as its last try left it."""

    id: int
    """Of its line in the diary."""
    record: FileRecord
    tried_at: datetime

    @property
    def name(self) -> str:
        """Its name without its folder."""
        path = self.record.path
        return PurePath(path.replace("\\", "/")).name or path


def failed_files(engine: Engine) -> tuple[FailedFile, ...]:
    """
    Files that failed when they were last tried, newest first.

    The same bytes under another name are the same file: once they are in, or have failed later, this one is settled.
    """
    with plain_errors(engine.url), engine.connect() as connection:
        return _failed(connection)


def failed_stamp(engine: Engine) -> tuple[Any, ...]:
    """What differs as soon as anything is written into the diary of files, or a document came or went."""
    document = t.documents.c.id
    written = select(func.max(t.run_files.c.id)).scalar_subquery()
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(connection.execute(select(written, func.count(document), func.max(document))).one())


def find_failed(engine: Engine, file_id: int) -> FailedFile | None:
    """The failed file of that line in the diary; None where it has been settled, or never was."""
    return next((one for one in failed_files(engine) if one.id == file_id), None)


def _failed(connection: Connection) -> tuple[FailedFile, ...]:
    file = t.run_files.c
    # A folder without plans, or a pattern that nothing matches, is no file: whoever asked was told.
    failed = (file.status == "failed", func.coalesce(file.error, "") != "UsageError")
    ever = select(file.path).where(*failed)
    # A nightly run tries them all again: of each path only the last try is fetched.
    last = select(func.max(file.id)).where(file.path.in_(ever)).group_by(file.path)
    query = select(t.run_files, t.runs.c.started_at).join(t.runs).where(file.id.in_(last), *failed)
    rows = connection.execute(query.order_by(file.id.desc())).all()
    settled: set[str | None] = set()
    for chunk in chunks_of(dict.fromkeys(row.sha256 for row in rows if row.sha256), CHUNK):
        settled.update(connection.scalars(select(t.documents.c.sha256).where(t.documents.c.sha256.in_(chunk))))
    found = []
    for row in rows:
        if row.sha256 not in settled:
            found.append(FailedFile(row.id, record_of(row), utc(row.started_at)))
            settled.update({row.sha256} - {None})
    return tuple(found)
