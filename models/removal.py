"""Documents that people remove: their rows go, who removed them and all that had been said of them stays on record.

When the same file comes in again, what was said is laid over it again: a person's work is not lost by a wrong click.
"""

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from models import tables as t
from models.bulk import storable
from models.correction import Correction, Json
from models.database import plain_errors, transact
from models.errors import UsageError
from models.overlay import corrections_of, known_otherwise
from models.plan import Task
from models.rematch import StoredTask, match_tasks
from models.revisions import hand_down, known_as_read
from models.runs import utc
from models.standing import clean, person_named
from models.unit_rows import forget_unused, spellings_of

_LAST = (
    select(t.removed_documents.c.id, t.removed_documents.c.corrections, t.removed_documents.c.tasks)
    .where(t.removed_documents.c.sha256 == bindparam("sha256"), t.removed_documents.c.returned_at.is_(None))
    .order_by(t.removed_documents.c.id.desc())
    .limit(1)
)
"""Built once: it is asked at every save."""
_MOMENTS = ("made_at", "withdrawn_at")


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that was removed, or is about to be."""

    document_id: int
    sha256: str
    source: str
    number: str | None
    title: str | None
    task_count: int
    said: int
    """How many corrections are kept on record."""
    removed_by: str | None = None
    removed_at: datetime | None = None
    reason: str | None = None
    returned_at: datetime | None = None
    """When the same file came in again."""


def what_would_go(engine: Engine, document_id: int) -> Removal:
    """
    What a removal of this document would take away, for the person who is asked.

    Raises:
        UsageError: there is no such document.
    """
    with plain_errors(engine.url), engine.connect() as connection:
        return _found(connection, document_id)[0]


def remove_document(engine: Engine, document_id: int, *, who: str, reason: str | None = None) -> Removal:
    """
    Remove a document with all its rows, in one transaction; the removal and what people said of it stay on record.

    The file it was read from is not touched.

    Raises:
        UsageError: there is no such document.
    """

    def work(connection: Connection) -> Removal:
        removal, said = _found(connection, document_id, locked=True)
        known: Sequence[Sequence[StoredTask]] = ((), ())
        if said:
            known = known_as_read(connection, document_id), known_otherwise(connection, document_id)
        row = {
            **{name: getattr(removal, name) for name in ("document_id", "sha256", "source", "number", "title")},
            "task_count": removal.task_count,
            "removed_by": person_named(who),
            "removed_at": datetime.now(UTC),
            "reason": clean(reason or "") or None,
            "corrections": [_as_json(one) for one in said],
            "tasks": [[list(astuple(one)) for one in some] for some in known],
        }
        connection.execute(insert(t.removed_documents).values(storable(row)))
        mine = select(t.tasks.c.id).where(t.tasks.c.document_id == document_id)
        loose = spellings_of(connection, connection.scalars(mine).all())
        connection.execute(delete(t.documents).where(t.documents.c.id == document_id))
        forget_unused(connection, loose)
        return Removal(
            **asdict(removal) | {name: row[name] for name in ("removed_by", "removed_at", "reason")},
        )

    return transact(engine, work)


def list_removals(engine: Engine, limit: int = 200) -> tuple[Removal, ...]:
    """The documents that were removed last, newest first."""
    removed = t.removed_documents
    with plain_errors(engine.url), engine.connect() as connection:
        rows = connection.execute(select(removed).order_by(removed.c.id.desc()).limit(limit)).all()
    return tuple(_removal_of(row) for row in rows)


def count_removals(engine: Engine) -> int:
    """How many documents people removed."""
    with plain_errors(engine.url), engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(t.removed_documents)) or 0


def give_back(
    connection: Connection, document_id: int, sha256: str, tasks: Sequence[Task], task_ids: Sequence[int]
) -> bool:
    """
    Give a document that is new what people had said of it before it was removed.

    Returns:
        Whether there was anything; then the corrections are to be laid over the rows.
    """
    removed = connection.execute(_LAST, {"sha256": sha256}).one_or_none()
    if removed is None:
        return False
    values = {"returned_at": datetime.now(UTC)}
    connection.execute(update(t.removed_documents).where(t.removed_documents.c.id == removed.id).values(values))
    said = [one for one in map(_from_json, removed.corrections) if one.state != "withdrawn"]
    if not said:
        return False
    stored, otherwise = ([StoredTask(*one) for one in some] for some in removed.tasks)
    kept = match_tasks(stored, tasks, otherwise)
    hand_down(connection, document_id, said, {old: task_ids[index] for index, old in kept.items()})
    return True


def _found(connection: Connection, document_id: int, locked: bool = False) -> tuple[Removal, tuple[Correction, ...]]:
    document = t.documents.c
    query = select(document.id, document.sha256, document.source, document.number, document.title).where(
        document.id == document_id
    )
    row = connection.execute(query.with_for_update() if locked else query).one_or_none()
    if row is None:
        raise UsageError(f"No document has the id {document_id}.")
    counting = select(func.count()).select_from(t.tasks).where(t.tasks.c.document_id == document_id)
    said = corrections_of(connection, document_id)
    return Removal(*row, connection.scalar(counting) or 0, len(said)), said


def _removal_of(row: Any) -> Removal:
    values: dict[str, Any] = {name: getattr(row, name, None) for name in Removal.__dataclass_fields__}
    moments = {name: utc(values[name]) if values[name] else None for name in ("removed_at", "returned_at")}
    return Removal(**values | moments | {"said": len(row.corrections)})


def _as_json(correction: Correction) -> dict[str, Json]:
    values = asdict(correction)
    return values | {name: values[name].isoformat() if values[name] else None for name in _MOMENTS}


def _from_json(values: dict[str, Json]) -> Correction:
    moments = {name: datetime.fromisoformat(values[name]) if values[name] else None for name in _MOMENTS}
    return Correction(**values | moments)
