"""Takes down what people say about tasks: edits, acceptances, rejections, splits, merges, additions, names of units.

Every function is one transaction, tells who spoke and when, and leaves the tables with the corrected values in force:
`tasks`, `assignments`, the view and the search all show them. What was read stays in `task_readings`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, Engine, insert, select, update

from models import tables as t
from models.bulk import reserve_ids, storable
from models.correction import (
    FIELDS,
    GONE,
    Action,
    Correction,
    Json,
    Replayed,
    Review,
    Standing,
    replay,
    snapshot,
    task_json,
    to_json,
    with_field,
)
from models.database import plain_errors, transact
from models.errors import EditConflict, UsageError
from models.overlay import correction_of, corrections_of, lay, lift, tasks_as_read, together
from models.plan import Plan, Task
from models.rows import Values
from models.store import load_plan, load_plans
from models.unit_names_by_people import continues, forget_name, keep_name
from models.unit_rows import forget_unused


@dataclass(frozen=True, slots=True)
class DeskTask:
    """A task as the desk shows it: what is in force, what was read, and what was said."""

    id: int
    document_id: int
    position: int
    task: Task
    """As it stands; of one rejected or merged, as it stood."""
    as_read: Task | None
    """What the machine read; None for a task that a person added."""
    review: Review
    corrections: tuple[Correction, ...]
    """Oldest first."""

    @property
    def is_changed_underneath(self) -> bool:
        """Whether what was read changed after a person spoke."""
        return any(correction.state == "reading-changed" for correction in self.corrections)


@dataclass(frozen=True, slots=True)
class _Place:
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


def edit_task(
    engine: Engine, task_id: int, field: str, seen: Json, value: Json, *, who: str, learn: bool | None = None
) -> Correction:
    """
    Change one field of a task.

    Args:
        field: one of `models.correction.FIELDS`.
        seen: the value that the person saw before changing it, as JSON; pydantic shapes will do.
        value: the new value: text or None; for `deadline` an object with `text, start_on, due_on, recurrence,
            condition` or None; for `assignments` a list of objects with `unit, role, is_group, text`.
        learn: for `assignments`, whether printed names whose unit changes are units' names from now on; None leaves
            out a unit that only continues what was printed or read ("Văn phòng" of this one body).
    Raises:
        EditConflict: somebody else changed the field in the meantime; `current` holds their value.
        UsageError: no such task or field, or nothing that the field can hold.
    """
    if field not in FIELDS:
        raise UsageError(f"A task has no field {field!r} that can be corrected.", f"One of {', '.join(FIELDS)}.")

    def work(connection: Connection) -> Correction:
        place = _place(connection, task_id)
        before = to_json(field, place.task(task_id))
        if _json(before) != _json(seen):
            raise _conflict(place, task_id, field, before)
        after = _checked(place, task_id, field, _json(value))
        if field == "assignments" and learn is not False:
            _learn(connection, before, after, who, bool(learn))
        return _say(place, "edit", task_id, who, field=field, before=before, after=after)

    return transact(engine, work)


def accept_task(engine: Engine, task_id: int, *, who: str) -> Correction:
    """Say that a task is right as it stands; a rejected one comes back."""
    return transact(engine, lambda connection: _say(_place(connection, task_id), "accept", task_id, who))


def reject_task(engine: Engine, task_id: int, *, who: str) -> Correction:
    """Say that this is no task: it leaves the tables, export and search, not the desk."""
    return transact(engine, lambda connection: _say(_place(connection, task_id), "reject", task_id, who))


def split_task(engine: Engine, task_id: int, seen: str, parts: Sequence[str], *, who: str) -> Correction:
    """
    Make several tasks of one: the first part keeps its id, each of the others is a new task with the same other fields.

    Args:
        seen: the text that the person saw.
        parts: the texts, two or more.
    Raises:
        EditConflict: somebody else changed the text in the meantime.
    """
    texts = [text for text in map(_clean, parts) if text]
    if len(texts) < 2:
        raise UsageError("A task is split into two or more.", "Give each part a text.")

    def work(connection: Connection) -> Correction:
        place = _place(connection, task_id)
        before = place.task(task_id).text
        if _clean(before) != _clean(seen):
            raise _conflict(place, task_id, "text", before)
        ids = [task_id, *reserve_ids(connection, t.tasks, len(texts) - 1)]
        made = [{"task_id": number, "text": text} for number, text in zip(ids, texts, strict=True)]
        return _say(place, "split", task_id, who, before=before, after={"parts": made})

    return transact(engine, work)


def merge_tasks(engine: Engine, task_ids: Sequence[int], *, who: str, text: str | None = None) -> Correction:
    """
    Make one task of several of one document: the first keeps its id, the others leave.

    Args:
        text: of the whole; the texts on lines of their own when None.
    """
    ids = list(dict.fromkeys(task_ids))
    if len(ids) < 2:
        raise UsageError("A merge takes two tasks or more.")

    def work(connection: Connection) -> Correction:
        place = _place(connection, *ids)
        gone = [number for number in ids if place.replayed.tasks[number].review in GONE]
        if gone:
            raise _conflict(place, gone[0], "review", place.replayed.tasks[gone[0]].review)
        before = {str(number): place.task(number).text for number in ids}
        whole = _clean(text or "") or "\n".join(before.values())
        return _say(place, "merge", ids[0], who, before=before, after={"tasks": ids, "text": whole})

    return transact(engine, work)


def add_task(engine: Engine, document_id: int, task: Task, *, who: str, behind: int | None = None) -> Correction:
    """Add a task that the machine missed, behind another one or in front of all; its id is `Correction.task_id`."""

    def work(connection: Connection) -> Correction:
        place = _place_in(connection, document_id, () if behind is None else (behind,))
        if behind is not None and behind not in place.replayed.tasks:
            raise _no_task(behind)
        anchor = place.replayed.tasks[behind] if behind is not None else None
        (task_id,) = reserve_ids(connection, t.tasks, 1)
        for field in FIELDS:
            _checked(place, None, field, to_json(field, task))
        after = {"task": task_json(task), "behind": behind, "position": anchor.position if anchor else -1}
        return _say(place, "add", task_id, who, after=after)

    return transact(engine, work)


def name_unit(engine: Engine, alias: str, unit: str, *, who: str) -> Correction:
    """Say that what is printed as *alias* means *unit*: the next import reads it so, in every document."""
    return transact(engine, lambda connection: _name_unit(connection, alias, unit, who))


def withdraw(engine: Engine, correction_id: int, *, who: str) -> Correction:
    """Take a correction back: what stood before it stands again. It stays on the list, as withdrawn."""

    def work(connection: Connection) -> Correction:
        found = _find_correction(connection, correction_id)
        place = _place_in(connection, found.document_id, ()) if found.document_id is not None else None
        row = t.corrections.c
        values = {"state": "withdrawn", "withdrawn_by": who, "withdrawn_at": datetime.now(UTC)}
        connection.execute(update(t.corrections).where(row.id == correction_id).values(values))
        if place is None:
            forget_name(connection, found.after["alias"])
        elif found.task_id is not None:
            _relay(connection, place.document_id, together(place.corrections, [found.task_id]))
        return _find_correction(connection, correction_id)

    return transact(engine, work)


def confirm(engine: Engine, correction_id: int, *, who: str) -> Correction:
    """Say again what is flagged as `reading-changed`, now of the new reading: the flag goes."""

    def work(connection: Connection) -> Correction:
        found = _find_correction(connection, correction_id)
        if found.state != "reading-changed" or found.task_id is None:
            raise UsageError(f"Correction {correction_id} needs no confirmation: it is {found.state}.")
        place = _place(connection, found.task_id)
        if found.action in ("edit", "accept", "reject"):
            return _say(
                place, found.action, found.task_id, who, field=found.field, before=found.before, after=found.after
            )
        base = snapshot(place.readings[found.task_id].task)
        row = t.corrections.c
        connection.execute(update(t.corrections).where(row.id == correction_id).values(base=base))
        _relay(connection, place.document_id, together(place.corrections, [found.task_id]))
        return _find_correction(connection, correction_id)

    return transact(engine, work)


def desk_tasks(engine: Engine, document_id: int) -> tuple[DeskTask, ...]:
    """Every task of a document in its order, rejected and merged ones included."""
    with plain_errors(engine.url), engine.connect() as connection:
        return _on_the_desk(document_id, *_standing(connection, document_id))


def _on_the_desk(
    document_id: int, readings: Mapping[int, Standing], corrections: Sequence[Correction], replayed: Replayed
) -> tuple[DeskTask, ...]:
    said: dict[int | None, list[Correction]] = {}
    for correction in corrections:
        said.setdefault(correction.task_id, []).append(correction)
    ordered = sorted(replayed.tasks.items(), key=lambda pair: (pair[1].position, pair[0]))
    return tuple(
        DeskTask(
            number,
            document_id,
            one.position,
            one.task,
            readings[number].task if number in readings else None,
            one.review,
            tuple(said.get(number, ())),
        )
        for number, one in ordered
    )


def find_desk_task(engine: Engine, task_id: int) -> DeskTask:
    """
    One task.

    Raises:
        UsageError: nothing has that id.
    """
    with plain_errors(engine.url), engine.connect() as connection:
        document_id = _document_of(connection, task_id)
        tasks = _on_the_desk(document_id, *_standing(connection, document_id, [task_id]))
    for task in tasks:
        if task.id == task_id:
            return task
    raise _no_task(task_id)


def list_corrections(
    engine: Engine, document_id: int | None = None, state: str | None = None
) -> tuple[Correction, ...]:
    """What people said, oldest first; of one document and in one state (such as `orphaned`) where asked."""
    query = select(t.corrections).order_by(t.corrections.c.id)
    if document_id is not None:
        query = query.where(t.corrections.c.document_id == document_id)
    if state is not None:
        query = query.where(t.corrections.c.state == state)
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(correction_of(row) for row in connection.execute(query))


def corrected_plan(engine: Engine, document_id: int) -> Plan:
    """The document with every correction applied."""
    return load_plan(engine, document_id)


def load_corrected_plans(engine: Engine, document_ids: Iterable[int]) -> Iterator[Plan]:
    """Documents with every correction applied, in the order asked for, a few in memory at a time."""
    return load_plans(engine, document_ids)


def load_plans_as_read(engine: Engine, document_ids: Iterable[int]) -> Iterator[Plan]:
    """Documents as the machine read them, whatever people said."""
    ids = list(document_ids)
    with plain_errors(engine.url), engine.connect() as connection:
        changed = set(connection.scalars(select(t.corrections.c.document_id).distinct()))
    for number, plan in zip(ids, load_plans(engine, ids), strict=True):
        if number not in changed:
            yield plan
            continue
        with plain_errors(engine.url), engine.connect() as connection:
            tasks = tasks_as_read(connection, number)
        yield plan.model_copy(update={"tasks": tuple(standing.task for standing in tasks.values())})


def unit_names(engine: Engine) -> tuple[str, ...]:
    """Every unit in the database, for picking one."""
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(sorted(connection.scalars(select(t.units.c.name))))


def _place(connection: Connection, *task_ids: int) -> _Place:
    """The document of these tasks, locked."""
    documents = {_document_of(connection, number) for number in task_ids}
    if len(documents) > 1:
        raise UsageError("These tasks stand in different documents.")
    place = _place_in(connection, documents.pop(), task_ids)
    for number in task_ids:
        if number not in place.replayed.tasks:
            raise _no_task(number)
    return place


def _place_in(connection: Connection, document_id: int, task_ids: Iterable[int]) -> _Place:
    """A document, locked, with these tasks and all that hang together with them."""
    locking = select(t.documents.c.id).where(t.documents.c.id == document_id).with_for_update()
    if connection.execute(locking).first() is None:
        raise UsageError(f"No document has the id {document_id}.")
    return _Place(connection, document_id, *_standing(connection, document_id, task_ids))


def _standing(
    connection: Connection, document_id: int, task_ids: Iterable[int] | None = None
) -> tuple[dict[int, Standing], tuple[Correction, ...], Replayed]:
    """What was read, what was said, and what stands: of all tasks, or of those that hang together with *task_ids*."""
    corrections = corrections_of(connection, document_id)
    only = None if task_ids is None else together(corrections, task_ids)
    readings = tasks_as_read(connection, document_id, only)
    about = [one for one in corrections if only is None or one.task_id in only]
    return readings, corrections, replay(readings, about)


def _document_of(connection: Connection, task_id: int) -> int:
    for table, column in (
        (t.tasks, t.tasks.c.id),
        (t.task_readings, t.task_readings.c.task_id),
        (t.corrections, t.corrections.c.task_id),
    ):
        found = connection.scalar(select(table.c.document_id).where(column == task_id).limit(1))
        if found is not None:
            return int(found)
    raise _no_task(task_id)


def _find_correction(connection: Connection, correction_id: int) -> Correction:
    row = connection.execute(select(t.corrections).where(t.corrections.c.id == correction_id)).one_or_none()
    if row is None:
        raise UsageError(f"No correction has the id {correction_id}.")
    return correction_of(row)


def _say(
    place: _Place,
    action: Action,
    task_id: int,
    who: str,
    *,
    field: str | None = None,
    before: Json = None,
    after: Json = None,
) -> Correction:
    """Write a correction down and bring the rows of its tasks in line."""
    reading = place.reading(task_id)
    base = snapshot(reading) if reading else None
    number = _write(
        place.connection,
        {"document_id": place.document_id, "task_id": task_id, "action": action, "field": field, "before": before}
        | {"after": after, "base": base, "who": who},
    )
    said = corrections_of(place.connection, place.document_id)
    _relay(place.connection, place.document_id, together(said, [task_id]))
    return _find_correction(place.connection, number)


def _write(connection: Connection, row: Values) -> int:
    values = storable(row | {"who": _clean(row["who"]) or "?", "made_at": datetime.now(UTC), "state": "applied"})
    return int(connection.execute(insert(t.corrections).values(values).returning(t.corrections.c.id)).scalar_one())


def _relay(connection: Connection, document_id: int, task_ids: set[int]) -> None:
    loose = lift(connection, document_id, task_ids)
    loose |= lay(connection, document_id, task_ids)
    forget_unused(connection, loose)


def _conflict(place: _Place, task_id: int, field: str, current: Json) -> EditConflict:
    others = [one for one in place.corrections if one.task_id == task_id and one.state != "withdrawn"]
    who = others[-1].who if others else None
    return EditConflict(
        f"The {field} of task {task_id} was changed in the meantime{f' by {who}' if who else ''}.",
        "Look at what stands now, then decide again.",
        current,
        who,
    )


def _no_task(task_id: int) -> UsageError:
    return UsageError(f"No task has the id {task_id}.", "It may have gone when its document was read again.")


def _checked(place: _Place, task_id: int | None, field: str, value: Json) -> Json:
    """*value* as the field takes it."""
    if field == "text" and not value:
        raise UsageError("A task has a text.", "Reject the task if it is none.")
    if field == "section" and value is not None:
        paths = select(t.sections.c.path).where(t.sections.c.document_id == place.document_id)
        if value not in set(place.connection.scalars(paths)):
            raise UsageError(f"The document has no section {value!r}.", "Choose one of its sections, or none.")
    if task_id is None:
        return value
    if not isinstance(value, str | None) and field not in ("deadline", "assignments"):
        raise UsageError(f"{field} holds text.")
    try:
        return to_json(field, with_field(place.task(task_id), field, value))
    except (ValidationError, TypeError) as error:
        raise UsageError(f"The {field} cannot be {value!r}.", str(error).splitlines()[0]) from error


def _json(value: Any) -> Json:
    """*value* as JSON holds it, texts clean, an empty text as None."""
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return {key: _json(one) for key, one in value.items()}
    if isinstance(value, str):
        return _clean(value) or None
    if isinstance(value, Sequence):
        return [_json(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _clean(text: str) -> str:
    """*text* as the store keeps texts: NFC, one space between words, no blank lines."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).replace("\0", "").splitlines())
    return "\n".join(line for line in lines if line)


def _name_unit(connection: Connection, alias: str, unit: str, who: str) -> Correction:
    printed, name = re.sub(r"\s+", " ", _clean(alias)), re.sub(r"\s+", " ", _clean(unit))
    if not printed or not name:
        raise UsageError("A unit's name cannot be empty.")
    before = keep_name(connection, printed, name, who)
    after = {"alias": printed, "unit": name}
    row: Values = {"action": "unit-alias", "field": "unit", "before": before, "after": after, "who": who}
    return _find_correction(connection, _write(connection, row | {"document_id": None, "task_id": None, "base": None}))


def _learn(connection: Connection, before: Json, after: Json, who: str, all_of_them: bool) -> None:
    """Take printed names whose unit a person changed as names of the new unit from now on."""
    read = {one["text"]: one["unit"] for one in before}
    for one in after:
        printed, unit, old = one["text"], one["unit"], read.get(one["text"])
        if old is None or old == unit or not printed.strip():
            continue
        if all_of_them or not (continues(printed, unit) or continues(old, unit)):
            _name_unit(connection, printed, unit, who)
