"""What one machine of a cluster does: it brings a few files into the shared database, as a single machine would.

Whatever happens to it, the files that it had not settled are given to another, and what it had settled is found there.
"""

import atexit
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Engine

from ingest.batch import FileOutcome, Writer, settle_files
from ingest.crew import Crew, Effort
from ingest.inputs import Place, shown
from ingest.interrupt import Stop
from ingest.outcome import Content
from ingest.worker import Failure
from models.database import patiently, using_database
from models.errors import KehoachError, UsageError
from models.runs import FileRecord, settled_files
from models.store import load_plan
from models.version import VERSION


@dataclass(frozen=True, slots=True)
class Order:
    """What every machine of a run is told."""

    database: str
    """Address of the database, with its password: every machine writes for itself."""
    run_id: int
    force: bool
    effort: Effort
    """Of one process: the cluster counts the cores."""
    version: str = VERSION


def bring_in(order: Order, places: Sequence[Place], again: bool) -> tuple[FileOutcome, ...] | KehoachError:
    """
    Bring the files at *places* into the database.

    Args:
        again: whether another machine may have settled some of them, and died before it could tell.
    Returns:
        What became of each; or what stops the whole run, such as a database that is gone.
    """
    told: list[FileOutcome] = []
    try:
        if order.version != VERSION:
            raise UsageError(
                f"A machine of the cluster has Kehoach {VERSION}, this run was started with {order.version}.",
                "Install the same version on every machine.",
            )
        engine, crew = _desk(order.database, order.effort)
        if again:
            settled = patiently(lambda: settled_files(engine, order.run_id, [shown(place) for place in places]))
            told.extend(_outcome_of(engine, record) for record in settled.values())
            places = [place for place in places if shown(place) not in settled]
        settle_files(Writer(engine, order.run_id, order.force, told.append), places, crew, Stop())
    except KehoachError as error:
        return error
    return tuple(told)


_closing = ExitStack()


@lru_cache(maxsize=1)
def _desk(database: str, effort: Effort) -> tuple[Engine, Crew]:
    """A connection and a process that reads, kept from task to task of a run."""
    _closing.close()
    return _closing.enter_context(using_database(database)), _closing.enter_context(Crew(effort))


@atexit.register
def leave() -> None:
    """Close what is kept between tasks. Where this process is killed instead, the crew's guard sees to it."""
    _desk.cache_clear()
    _closing.close()


def _outcome_of(engine: Engine, record: FileRecord) -> FileOutcome:
    """What was told in the diary by a machine that could not tell us any more."""
    failure = Failure(record.error or "", record.reason or "") if record.status == "failed" else None
    read = record.status in ("new", "replaced") and record.document_id is not None
    content = Content.of(load_plan(engine, record.document_id)) if read and record.document_id else None
    return FileOutcome(record.path, record.status, record.document_id, failure, content, record.seconds or 0.0)
