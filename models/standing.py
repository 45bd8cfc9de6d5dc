"""Where a person speaks: a document, locked, with what was read and what stands; and how it is written down."""

import getpass
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from models import tables as t
from models.bulk import storable
from models.correction import Action, Correction, Json, Replayed, Standing, replay, snapshot
from models.errors import UsageError
from models.overlay import correction_of, corrections_of, lay, lift, tasks_as_read, together
from models.plan import Task
from models.rows import Values
from models.unit_rows import forget_unused


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person speaks: a document, locked, with what was read and what stands."""

    connection: Connection
    document_id: int
    readings: Mapping[int, Standing]
    corrections: tuple[Correction, ...]
    replayed: Replayed

    def task(self, task_id: int) -> Task:
        return self.replayed.tasks[task_id].task

    def reading(self, task_id: int) -> Task | None:
        return self.readings[task_id].task if task_id in self.readings else None


def place_of(connection: Connection, *task_ids: int) -> Place:
    """The document of these tasks, locked."""
    documents = {document_of(connection, number) for number in task_ids}
    if len(documents) > 1:
        raise UsageError("These tasks stand in different documents.")
    place = place_in(connection, documents.pop(), task_ids)
    for number in task_ids:
        if number not in place.replayed.tasks:
            raise no_task(number)
    return place


def place_in(connection: Connection, document_id: int, task_ids: Iterable[int]) -> Place:
    """A document, locked, with these tasks and all that hang together with them."""
    locking = select(t.documents.c.id).where(t.documents.c.id == document_id).with_for_update()
    if connection.execute(locking).first() is None:
        raise UsageError(f"No document has the id {document_id}.")
    return Place(connection, document_id, *standing_tasks(connection, document_id, task_ids))


def standing_tasks(
    connection: Connection, document_id: int, task_ids: Iterable[int] | None = None
) -> tuple[dict[int, Standing], tuple[Correction, ...], Replayed]:
    """What was read, what was said, and what stands: of all tasks, or of those that hang together with *task_ids*."""
    corrections = corrections_of(connection, document_id)
    only = None if task_ids is None else together(corrections, task_ids)
    readings = tasks_as_read(connection, document_id, only)
    about = [one for one in corrections if only is None or one.task_id in only]
    return readings, corrections, replay(readings, about)


def document_of(connection: Connection, task_id: int) -> int:
    for table, column in (
        (t.tasks, t.tasks.c.id),
        (t.task_readings, t.task_readings.c.task_id),
        (t.corrections, t.corrections.c.task_id),
    ):
        found = connection.scalar(select(table.c.document_id).where(column == task_id).limit(1))
        if found is not None:
            return int(found)
    # A part of a split task that was merged away is in no row of its own.
    row = t.corrections.c
    for document_id, after in connection.execute(select(row.document_id, row.after).where(row.action == "split")):
        if any(part["task_id"] == task_id for part in after["parts"]):
            return int(document_id)
    raise no_task(task_id)


def find_correction(connection: Connection, correction_id: int) -> Correction:
    row = connection.execute(select(t.corrections).where(t.corrections.c.id == correction_id)).one_or_none()
    if row is None:
        raise UsageError(f"No correction has the id {correction_id}.")
    return correction_of(row)


def say(
    place: Place,
    action: Action,
    task_id: int,
    who: str,
    *,
    field: str | None = None,
    before: Json = None,
    after: Json = None,
    at: datetime | None = None,
) -> Correction:
    """Write a correction down and bring the rows of its tasks in line."""
    reading = place.reading(task_id)
    base = snapshot(reading) if reading else None
    number = write_down(
        place.connection,
        {"document_id": place.document_id, "task_id": task_id, "action": action, "field": field, "before": before}
        | {"after": after, "base": base, "who": who, "made_at": at},
    )
    said = corrections_of(place.connection, place.document_id)
    relay(place.connection, place.document_id, together(said, [task_id]))
    return find_correction(place.connection, number)


def write_down(connection: Connection, row: Values) -> int:
    now = row.get("made_at") or datetime.now(UTC)
    values = storable(row | {"who": person_named(row["who"]), "made_at": now, "state": "applied"})
    return int(connection.execute(insert(t.corrections).values(values).returning(t.corrections.c.id)).scalar_one())


def person_named(who: str) -> str:
    """The name under which somebody's words are written down."""
    return clean(who) or "?"


def person_here() -> str:
    """The name by which this machine knows who sits at it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def relay(connection: Connection, document_id: int, task_ids: set[int]) -> None:
    loose = lift(connection, document_id, task_ids)
    loose |= lay(connection, document_id, task_ids)
    forget_unused(connection, loose)


def no_task(task_id: int) -> UsageError:
    return UsageError(f"No task has the id {task_id}.", "It may have gone when its document was read again.")


def clean(text: str) -> str:
    """*text* as the store keeps texts: NFC, one space between words, no blank lines."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).replace("\0", "").splitlines())
    return "\n".join(line for line in lines if line)
