"""Takes down what people say about tasks: edits, acceptances, rejections, splits, merges, additions.

Every function is one transaction, tells who spoke and when, and leaves the tables with the corrected values in force:
`tasks`, `assignments`, the view and the search all show them. What was read stays in `task_readings`.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import inf
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, Engine, select, update

from models import tables as t
from models.added_sections import drop_section
from models.bulk import reserve_ids
from models.correction import (
    FIELDS,
    GONE,
    PLACE,
    Action,
    Correction,
    Json,
    mark_of,
    snapshot,
    task_json,
    to_json,
    with_field,
)
from models.database import transact
from models.errors import EditConflict, UsageError
from models.head_corrections import say_of_head
from models.heads import lay_head
from models.overlay import corrections_of, together
from models.plan import Task
from models.runs import utc
from models.settled import finding_json, lay_settlements
from models.standing import (
    Place,
    clean,
    find_correction,
    no_task,
    person_named,
    place_in,
    place_of,
    relay,
    say,
    write_down,
)
from models.unit_names_by_people import hold_name, learn_names


def edit_task(
    engine: Engine,
    task_id: int,
    field: str,
    seen: Json,
    value: Json,
    *,
    who: str,
    learn: bool | None = None,
    at: datetime | None = None,
) -> Correction:
    """
    Change one field of a task.

    Args:
        field: one of `models.correction.FIELDS`, or `PLACE`.
        seen: the value that the person saw before changing it, as JSON; pydantic shapes will do.
        value: the new value: text or None; for `deadline` an object with `text, start_on, due_on, recurrence,
            condition` or None; for `assignments` a list of objects with `unit, role, is_group, text`;
            for a place an object with `page` and `bbox`.
        learn: for `assignments`, whether printed names whose unit changes are units' names from now on; None leaves
            out a unit that only continues what was printed or read ("Văn phòng" of this one body).
        at: when, where several fields are changed in one breath: they are taken back together.
    Raises:
        EditConflict: somebody else changed the field in the meantime; `current` holds their value.
        UsageError: no such task or field, or nothing that the field can hold.
    """
    if field not in (*FIELDS, PLACE):
        raise UsageError(f"A task has no field {field!r} that can be corrected.", f"One of {', '.join(FIELDS)}.")

    def work(connection: Connection) -> Correction:
        place = place_of(connection, task_id)
        before = to_json(field, place.task(task_id))
        if _json(before) != _json(seen):
            raise _conflict(place, task_id, field, before)
        after = _checked(place, task_id, field, _json(value))
        if field == "assignments" and learn is not False:
            learn_names(connection, before, after, who, bool(learn), at)
        return say(place, "edit", task_id, who, field=field, before=before, after=after, at=at)

    return transact(engine, work)


def settle_finding(
    engine: Engine, finding_id: int, *, who: str, note: str | None = None, at: datetime | None = None
) -> Correction:
    """
    Say that a finding was looked at and is fine: it stays on record, and is no doubt any more.

    Args:
        note: why, if there is something to say.
        at: when, where it is said in one breath with something else.
    Raises:
        UsageError: there is no such finding; the document may have been read again.
    """

    def work(connection: Connection) -> Correction:
        row = connection.execute(select(t.findings).where(t.findings.c.id == finding_id)).one_or_none()
        if row is None:
            raise UsageError("This finding is gone.", "Its document was read again; look at what it says now.")
        place_in(connection, row.document_id, ())
        before = finding_json(row)
        said = corrections_of(connection, row.document_id)
        for one in said:
            if row.settled_by and one.action == "settle" and (one.state, one.before) == ("applied", before):
                return one
        after = {"note": clean(note or "") or None}
        saying = {"action": "settle", "before": before, "after": after, "who": who, "document_id": row.document_id}
        number = write_down(connection, saying | {"task_id": None, "field": None, "base": None, "made_at": at})
        lay_settlements(connection, row.document_id, [*said, find_correction(connection, number)])
        return find_correction(connection, number)

    return transact(engine, work)


def unsettle_finding(engine: Engine, finding_id: int, *, who: str) -> None:
    """Take back what was said of a finding: it is a doubt again."""

    def work(connection: Connection) -> None:
        row = connection.execute(select(t.findings).where(t.findings.c.id == finding_id)).one_or_none()
        if row is None or row.settled_at is None:
            return
        mark = (row.settled_by, utc(row.settled_at))
        for one in corrections_of(connection, row.document_id):
            if one.action == "settle" and one.state == "applied" and (one.who, one.made_at) == mark:
                _withdraw(connection, one.id, who)
                return

    transact(engine, work)


def accept_task(
    engine: Engine, task_id: int, *, who: str, seen: str | None = None, at: datetime | None = None
) -> Correction:
    """
    Say that a task is right as it stands; a rejected one comes back.

    Args:
        seen: `mark_of` what the person saw.
        at: when, where it is said in one breath with something else.
    Raises:
        EditConflict: somebody else changed the task in the meantime.
    """
    return transact(engine, lambda connection: _judge(connection, "accept", task_id, who, seen, at))


def reject_task(
    engine: Engine, task_id: int, *, who: str, seen: str | None = None, at: datetime | None = None
) -> Correction:
    """Say that this is no task: it leaves the tables, export and search, not the desk; as `accept_task`."""
    return transact(engine, lambda connection: _judge(connection, "reject", task_id, who, seen, at))


def _judge(
    connection: Connection, action: Action, task_id: int, who: str, seen: str | None, at: datetime | None
) -> Correction:
    place = place_of(connection, task_id)
    standing = place.replayed.tasks[task_id]
    if seen is not None and seen != mark_of(standing.task, standing.review):
        raise _conflict(place, task_id, "state", standing.review)
    return say(place, action, task_id, who, at=at)


def split_task(engine: Engine, task_id: int, seen: str, parts: Sequence[str], *, who: str) -> Correction:
    """
    Make several tasks of one: the first part keeps its id, each of the others is a new task with the same other fields.

    Args:
        seen: the text that the person saw.
        parts: the texts, two or more.
    Raises:
        EditConflict: somebody else changed the text in the meantime.
    """
    texts = [text for text in map(clean, parts) if text]
    if len(texts) < 2:
        raise UsageError("A task is split into two or more.", "Give each part a text.")

    def work(connection: Connection) -> Correction:
        place = place_of(connection, task_id)
        before = place.task(task_id).text
        if clean(before) != clean(seen):
            raise _conflict(place, task_id, "text", before)
        ids = [task_id, *reserve_ids(connection, t.tasks, len(texts) - 1)]
        made = [{"task_id": number, "text": text} for number, text in zip(ids, texts, strict=True)]
        return say(place, "split", task_id, who, before=before, after={"parts": made})

    return transact(engine, work)


def merge_tasks(
    engine: Engine,
    task_ids: Sequence[int],
    *,
    who: str,
    text: str | None = None,
    seen: Mapping[int, str] | None = None,
) -> Correction:
    """
    Make one task of several of one document: the first on paper keeps its id, the others leave.

    Args:
        text: of the whole; the texts on lines of their own, in the order of the document, when None.
        seen: the texts that the person saw, by id.
    Raises:
        EditConflict: somebody else changed one of them, or took it away, in the meantime.
    """
    chosen = set(task_ids)
    if len(chosen) < 2:
        raise UsageError("A merge takes two tasks or more.")

    def work(connection: Connection) -> Correction:
        place = place_of(connection, *chosen)
        tasks = place.replayed.tasks
        ids = sorted(chosen, key=lambda number: (tasks[number].position, number))
        for number in ids:
            if tasks[number].review in GONE:
                raise _conflict(place, number, "review", tasks[number].review)
            if seen is not None and clean(seen.get(number, "")) != clean(tasks[number].task.text):
                raise _conflict(place, number, "text", tasks[number].task.text)
        before = {str(number): place.task(number).text for number in ids}
        whole = clean(text or "") or "\n".join(before.values())
        return say(place, "merge", ids[0], who, before=before, after={"tasks": ids, "text": whole})

    return transact(engine, work)


def add_task(engine: Engine, document_id: int, task: Task, *, who: str, behind: int | None = None) -> Correction:
    """Add a task that the machine missed, behind another one or in front of all; its id is `Correction.task_id`."""

    def work(connection: Connection) -> Correction:
        place = place_in(connection, document_id, () if behind is None else (behind,))
        if behind is not None and behind not in place.replayed.tasks:
            raise no_task(behind)
        anchor = place.replayed.tasks[behind] if behind is not None else None
        (task_id,) = reserve_ids(connection, t.tasks, 1)
        for field in FIELDS:
            _checked(place, None, field, to_json(field, task))
        after = {"task": task_json(task), "behind": behind, "position": anchor.position if anchor else -1}
        return say(place, "add", task_id, who, after=after)

    return transact(engine, work)


def withdraw(engine: Engine, correction_id: int, *, who: str) -> Correction:
    """Take a correction back: what stood before it stands again. It stays on the list, as withdrawn."""
    return transact(engine, lambda connection: _withdraw(connection, correction_id, who))


def _withdraw(connection: Connection, correction_id: int, who: str) -> Correction:
    found = find_correction(connection, correction_id)
    place = place_in(connection, found.document_id, ()) if found.document_id is not None else None
    row = t.corrections.c
    values = {"state": "withdrawn", "withdrawn_by": person_named(who), "withdrawn_at": datetime.now(UTC)}
    connection.execute(update(t.corrections).where(row.id == correction_id).values(values))
    if place is None:
        hold_name(connection, found.after["alias"])
    elif found.action == "settle":
        lay_settlements(connection, place.document_id, corrections_of(connection, place.document_id))
    elif found.action == "head":
        lay_head(connection, place.document_id, corrections_of(connection, place.document_id))
    elif found.action == "section":
        drop_section(connection, found)
    elif found.task_id is not None:
        relay(connection, place.document_id, together(place.corrections, [found.task_id]))
    return find_correction(connection, correction_id)


def confirm(engine: Engine, correction_id: int, *, who: str) -> Correction:
    """Say again what is flagged as `reading-changed`, now of the new reading: the flag goes."""

    def work(connection: Connection) -> Correction:
        found = find_correction(connection, correction_id)
        if found.state == "reading-changed" and found.action == "head" and found.document_id and found.field:
            place = place_in(connection, found.document_id, ())
            return say_of_head(place, found.field, found.before, found.after, who)
        if found.state != "reading-changed" or found.task_id is None:
            raise UsageError(f"Correction {correction_id} needs no confirmation: it is {found.state}.")
        place = place_of(connection, found.task_id)
        if found.action in ("edit", "accept", "reject"):
            return say(
                place, found.action, found.task_id, who, field=found.field, before=found.before, after=found.after
            )
        base = snapshot(place.readings[found.task_id].task)
        row = t.corrections.c
        connection.execute(update(t.corrections).where(row.id == correction_id).values(base=base))
        relay(connection, place.document_id, together(place.corrections, [found.task_id]))
        return find_correction(connection, correction_id)

    return transact(engine, work)


def _conflict(place: Place, task_id: int, field: str, current: Json) -> EditConflict:
    others = [one for one in place.corrections if one.task_id == task_id and one.state != "withdrawn"]
    who = others[-1].who if others else None
    return EditConflict(
        f"The {field} of task {task_id} was changed in the meantime{f' by {who}' if who else ''}.",
        "Look at what stands now, then decide again.",
        current,
        who,
    )


def _checked(place: Place, task_id: int | None, field: str, value: Json) -> Json:
    """*value* as the field takes it."""
    if field == "text" and not value:
        raise UsageError("A task has a text.", "Reject the task if it is none.")
    if field == "section" and value is not None:
        paths = select(t.sections.c.path).where(t.sections.c.document_id == place.document_id)
        if value not in set(place.connection.scalars(paths)):
            raise UsageError(f"The document has no section {value!r}.", "Choose one of its sections, or none.")
    if task_id is None:
        return value
    if field == PLACE:
        _check_place(place, value)
    elif not isinstance(value, str | None) and field not in ("deadline", "assignments"):
        raise UsageError(f"{field} holds text.")
    try:
        return to_json(field, with_field(place.task(task_id), field, value))
    except (ValidationError, TypeError) as error:
        raise UsageError(f"The {field} cannot be {value!r}.", str(error).splitlines()[0]) from error


def _check_place(place: Place, value: Json) -> None:
    pages = select(t.documents.c.page_count).where(t.documents.c.id == place.document_id)
    last = max([place.connection.scalar(pages) or 1, *(one.task.page for one in place.replayed.tasks.values())])
    try:
        page, (x0, top, x1, bottom) = value["page"], value["bbox"]
        is_page, is_box = 1 <= page <= last, 0 <= x0 < x1 < inf and 0 <= top < bottom < inf
    except (TypeError, ValueError, KeyError):
        is_page, is_box = True, False
    if not is_page:
        raise UsageError("There is no such page.", f"The document has {last}.")
    if not is_box:
        raise UsageError("A task stands in a box.", "Give its page and its four sides in points.")


def _json(value: Any) -> Json:
    """*value* as JSON holds it, texts clean, an empty text as None."""
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return {key: _json(one) for key, one in value.items()}
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, Sequence):
        return [_json(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
