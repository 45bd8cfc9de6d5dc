"""Takes down many words of one person in one breath, and takes back what they said last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, or_, select, update

from models import tables as t
from models.added_sections import drop_section
from models.correction import Correction, mark_of, snapshot
from models.database import plain_errors, transact
from models.errors import UsageError
from models.heads import lay_head
from models.overlay import correction_of, corrections_of, together
from models.settled import lay_settlements
from models.standing import person_named, place_in, place_of, relay, write_down
from models.unit_names_by_people import hold_name

SITTING = timedelta(hours=12)
"""What was said longer ago is not taken back by a slip of the finger, only where the word itself stands."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of tasks that were accepted together, by id."""

    accepted: tuple[int, ...]
    changed: tuple[int, ...]
    """Those that somebody else changed since the person saw them: they stand as they are."""


def accept_tasks(engine: Engine, seen: Mapping[int, str], *, who: str) -> Accepted:
    """
    Say that these tasks of one document are right as they stand.

    Args:
        seen: `mark_of` what the person saw of each, by id.
    Raises:
        UsageError: there are none, or they are of several documents, or one is not there.
    """
    if not seen:
        raise UsageError("No task has the id that was asked for.")

    def work(connection: Connection) -> Accepted:
        place = place_of(connection, *seen)
        tasks = place.replayed.tasks
        same = tuple(n for n, mark in seen.items() if mark == mark_of(tasks[n].task, tasks[n].review))
        saying = {"document_id": place.document_id, "action": "accept", "field": None, "before": None, "after": None}
        saying |= {"who": who, "made_at": datetime.now(UTC)}
        for number in same:
            reading = place.reading(number)
            write_down(connection, saying | {"task_id": number, "base": snapshot(reading) if reading else None})
        if same:
            relay(connection, place.document_id, together(corrections_of(connection, place.document_id), same))
        return Accepted(same, tuple(n for n in seen if n not in same))

    return transact(engine, work)


def last_said(engine: Engine, document_id: int, who: str) -> tuple[Correction, ...]:
    """What *who* said of a document last in this sitting, names of units with it; empty for nothing."""
    with plain_errors(engine.url), engine.connect() as connection:
        return _last_said(connection, document_id, who)


def take_back_last(engine: Engine, document_id: int, *, who: str) -> tuple[Correction, ...]:
    """
    Take back what *who* said of a document in their last breath; called again, what they said before that.

    Raises:
        UsageError: there is nothing left that they said.
    """

    def work(connection: Connection) -> tuple[Correction, ...]:
        place = place_in(connection, document_id, ())
        said = _last_said(connection, document_id, who)
        if not said:
            raise UsageError("There is nothing to take back.", "Everything that you said of this document is.")
        row = t.corrections.c
        gone = {"state": "withdrawn", "withdrawn_by": person_named(who), "withdrawn_at": datetime.now(UTC)}
        connection.execute(update(t.corrections).where(row.id.in_([one.id for one in said])).values(gone))
        for one in said:
            if one.action == "unit-alias":
                hold_name(connection, one.after["alias"])
        if any(one.action == "settle" for one in said):
            lay_settlements(connection, document_id, corrections_of(connection, document_id))
        if any(one.action == "head" for one in said):
            lay_head(connection, document_id, corrections_of(connection, document_id))
        for one in said:
            if one.action == "section":
                drop_section(connection, one)
        if tasks := {one.task_id for one in said if one.task_id is not None}:
            relay(connection, document_id, together(place.corrections, tasks))
        return said

    return transact(engine, work)


def _last_said(connection: Connection, document_id: int, who: str) -> tuple[Correction, ...]:
    row = t.corrections.c
    since = datetime.now(UTC) - SITTING
    mine = (row.who == person_named(who), row.state.not_in(("withdrawn", "orphaned")), row.made_at > since)
    last = select(row.made_at).where(*mine, row.document_id == document_id).order_by(row.id.desc()).limit(1)
    moment = connection.scalar(last)
    if moment is None:
        return ()
    here = or_(row.document_id == document_id, row.document_id.is_(None))
    query = select(t.corrections).where(*mine, here, row.made_at == moment).order_by(row.id)
    return tuple(correction_of(one) for one in connection.execute(query))
