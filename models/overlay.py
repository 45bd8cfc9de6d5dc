"""Lays corrections over the rows of a document, and lifts them off again.

`tasks` and `assignments` hold what is in force; of every task that people changed, `task_readings` holds what was read.
A document that is read again has its corrections lifted, its rows replaced, and its corrections laid over the new rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from models import tables as t
from models.added_sections import lay_sections
from models.bulk import CHUNK, chunks_of, insert_rows
from models.correction import GONE, Correction, Replayed, Standing, replay, task_from, task_json
from models.heads import lay_head
from models.rematch import StoredTask
from models.rows import AnyRow, Values, task_of, task_row
from models.runs import utc
from models.settled import lay_settlements
from models.task_parts import write_parts
from models.unit_rows import Spellings, spellings_of


def corrections_of(connection: Connection, document_id: int) -> tuple[Correction, ...]:
    """What people said about a document, oldest first."""
    query = select(t.corrections).where(t.corrections.c.document_id == document_id)
    return tuple(correction_of(row) for row in connection.execute(query.order_by(t.corrections.c.id)))


def correction_of(row: AnyRow) -> Correction:
    """The correction of one row of `corrections`."""
    values = dict(row._mapping)
    for name in ("made_at", "withdrawn_at"):
        values[name] = utc(values[name]) if values[name] else None
    return Correction(**values)


def lift(connection: Connection, document_id: int, only: Iterable[int] | None = None) -> Spellings:
    """
    Put the rows of a document back as they were read.

    Args:
        only: ids of the tasks to put back; all when None.
    Returns:
        Units and spellings that may not be needed any more, for `forget_unused` when all is done.
    """
    reading, task = t.task_readings.c, t.tasks.c
    stored = select(t.task_readings).where(reading.document_id == document_id)
    added = select(task.id).where(task.document_id == document_id, task.review == "added")
    if only is not None:
        chosen = sorted(set(only))
        stored, added = stored.where(reading.task_id.in_(chosen)), added.where(task.id.in_(chosen))
    rows = connection.execute(stored.order_by(reading.position, reading.task_id)).all()
    changed = [row.task_id for row in rows]
    loose = _remove_tasks(connection, [*changed, *connection.scalars(added)])
    connection.execute(delete(t.task_readings).where(reading.task_id.in_(changed)))
    write_tasks(connection, document_id, {row.task_id: Standing(task_from(row.reading), row.position) for row in rows})
    return loose


def lay(connection: Connection, document_id: int, only: Iterable[int] | None = None) -> Spellings:
    """
    Apply what people said to the rows of a document, which stand as they were read.

    Args:
        only: ids of the tasks to look at, which must hold all that are split from or merged into each other.
    Returns:
        As `lift`.
    """
    corrections = corrections_of(connection, document_id)
    if only is None:
        # First: tasks may stand in them.
        lay_sections(connection, document_id, corrections)
    else:
        chosen = set(only)
        corrections = tuple(one for one in corrections if one.task_id in chosen)
    readings = load_tasks(connection, document_id, _named(corrections))
    done = replay(readings, corrections)
    changed = [number for number, standing in readings.items() if done.tasks[number] != standing]
    fresh = {number: standing for number, standing in done.tasks.items() if number not in readings}
    _keep_readings(connection, document_id, {number: readings[number] for number in changed})
    loose = _remove_tasks(connection, changed)
    write_tasks(connection, document_id, {number: done.tasks[number] for number in changed} | fresh)
    _write_states(connection, corrections, done)
    if only is None:
        lay_settlements(connection, document_id, corrections)
        lay_head(connection, document_id, corrections)
    return loose


def together(corrections: Sequence[Correction], task_ids: Iterable[int]) -> set[int]:
    """*task_ids* with every task that was split from one of them, merged with it, or put in behind it."""
    group = set(task_ids)
    links = [_mentioned(correction) for correction in corrections]
    while grown := [link for link in links if link & group and not link <= group]:
        group.update(*grown)
    return group


def known_otherwise(connection: Connection, document_id: int) -> list[StoredTask]:
    """
    What else the tasks of a document are known by: what people made of their texts, and tasks that are gone.

    A reading that is unlike the one before may be just what a person had made of it.
    """
    task = t.tasks.c
    corrected = select(task.id, task.section, task.label, task.text).where(
        task.document_id == document_id, task.review == "corrected"
    )
    found = [StoredTask(*row) for row in connection.execute(corrected.order_by(task.position, task.id))]
    gone = {one.task_id: one.base for one in corrections_of(connection, document_id) if one.state == "orphaned"}
    return found + [
        StoredTask(number, base["section"], base["label"], base["text"])
        for number, base in gone.items()
        if number is not None and base
    ]


def _named(corrections: Sequence[Correction]) -> set[int]:
    return {number for correction in corrections for number in _mentioned(correction)}


def _mentioned(correction: Correction) -> set[int]:
    """Ids of the tasks that a correction speaks of."""
    after: Any = correction.after
    found = {correction.task_id}
    if correction.action == "split":
        found.update(part["task_id"] for part in after["parts"])
    elif correction.action == "merge":
        found.update(after["tasks"])
    elif correction.action == "add":
        found.add(after["behind"])
    return {number for number in found if number is not None}


def load_tasks(connection: Connection, document_id: int, only: Iterable[int] | None = None) -> dict[int, Standing]:
    """Tasks of a document as its rows have them, by id, in order."""
    task = t.tasks.c
    query = select(t.tasks).where(task.document_id == document_id).order_by(task.position, task.id)
    if only is not None:
        query = query.where(task.id.in_(sorted(only)))
    rows = connection.execute(query).all()
    ids = select(task.id).where(task.document_id == document_id)
    if only is not None:
        ids = ids.where(task.id.in_(sorted(only)))
    assigned = select(t.assignments, t.units.c.name.label("unit")).join(t.units).order_by(t.assignments.c.position)
    proof = select(t.evidence).order_by(t.evidence.c.position)
    assignments = _by_task(connection.execute(assigned.where(t.assignments.c.task_id.in_(ids))))
    evidence = _by_task(connection.execute(proof.where(t.evidence.c.task_id.in_(ids))))
    return {
        row.id: Standing(task_of(row, assignments.get(row.id, ()), evidence.get(row.id, ())), row.position, row.review)
        for row in rows
    }


def _by_task(rows: Iterable[AnyRow]) -> dict[int, list[AnyRow]]:
    groups: dict[int, list[AnyRow]] = {}
    for row in rows:
        groups.setdefault(row.task_id, []).append(row)
    return groups


def tasks_as_read(connection: Connection, document_id: int, only: Iterable[int] | None = None) -> dict[int, Standing]:
    """Tasks of a document as the machine read them, by id, in order."""
    chosen = None if only is None else set(only)
    rows = load_tasks(connection, document_id, chosen)
    tasks = {number: standing for number, standing in rows.items() if standing.review == "read"}
    tasks |= _load_readings(connection, document_id, chosen)
    return dict(sorted(tasks.items(), key=lambda pair: (pair[1].position, pair[0])))


def _load_readings(connection: Connection, document_id: int, only: Iterable[int] | None) -> dict[int, Standing]:
    """What was read of the tasks of a document that people changed, by id."""
    query = select(t.task_readings).where(t.task_readings.c.document_id == document_id)
    if only is not None:
        query = query.where(t.task_readings.c.task_id.in_(sorted(only)))
    return {row.task_id: Standing(task_from(row.reading), row.position) for row in connection.execute(query)}


def _keep_readings(connection: Connection, document_id: int, readings: dict[int, Standing]) -> None:
    rows: list[Values] = [
        {
            "document_id": document_id,
            "task_id": number,
            "position": standing.position,
            "reading": task_json(standing.task),
        }
        for number, standing in readings.items()
    ]
    if rows:
        connection.execute(t.task_readings.insert(), rows)


def _remove_tasks(connection: Connection, task_ids: Sequence[int]) -> Spellings:
    """Take rows out of `tasks`; assignments, evidence and words go with them."""
    loose = spellings_of(connection, task_ids)
    for chunk in chunks_of(task_ids, CHUNK):
        connection.execute(delete(t.tasks).where(t.tasks.c.id.in_(chunk)))
    return loose


def write_tasks(connection: Connection, document_id: int, standings: dict[int, Standing]) -> None:
    """Put the tasks that are in force into the tables, under the ids they have."""
    force = {number: standing for number, standing in standings.items() if standing.review not in GONE}
    if not force:
        return
    section = t.sections.c
    known = select(section.path, section.id).where(section.document_id == document_id).order_by(section.position.desc())
    sections: dict[str, int] = {row.path: row.id for row in connection.execute(known)}
    tasks = [standing.task for standing in force.values()]
    rows = [
        {"id": number}
        | task_row(standing.task, standing.position, document_id, sections.get(standing.task.section or ""))
        | {"review": standing.review}
        for number, standing in force.items()
    ]
    insert_rows(connection, t.tasks, rows)
    write_parts(connection, tasks, list(force))


def _write_states(connection: Connection, corrections: Sequence[Correction], done: Replayed) -> None:
    for correction in corrections:
        state = done.states[correction.id]
        if state != correction.state:
            connection.execute(update(t.corrections).where(t.corrections.c.id == correction.id).values(state=state))
