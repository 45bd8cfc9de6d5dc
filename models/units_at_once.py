"""Gives the tasks of one unit to another, many at once: a unit that was read wrong is put right where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection, Engine, func, select

from models import tables as t
from models.bulk import CHUNK, chunks_of
from models.correction import GONE, Json, snapshot, to_json
from models.database import plain_errors, transact
from models.errors import UsageError
from models.overlay import corrections_of, together
from models.standing import clean, place_in, relay, write_down
from models.unit_names_by_people import learn_names


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task in which a unit has a part."""

    task_id: int
    document_id: int
    source: str
    number: str | None
    page: int
    label: str | None
    text: str
    role: str
    printed: str
    """The unit as printed there."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of tasks whose unit was to be another."""

    tasks: int
    """Those that have the other unit now."""
    documents: int
    left: int
    """Those that did not have the unit any more: they stand as they are."""


def tasks_of_unit(
    engine: Engine, unit: str, *, document_id: int | None = None, limit: int = 1000
) -> tuple[tuple[UnitTask, ...], int]:
    """The first tasks in which the unit of exactly this name has a part, in the order of documents; and how many."""
    part, task, document = t.assignments.c, t.tasks.c, t.documents.c
    conditions = [t.units.c.name == unit]
    if document_id is not None:
        conditions.append(task.document_id == document_id)
    joined = (
        t.assignments.join(t.units, t.units.c.id == part.unit_id)
        .join(t.tasks, task.id == part.task_id)
        .join(t.documents, document.id == task.document_id)
    )
    columns = (task.id, document.id, document.source, document.number, task.page, task.label, task.text)
    query = select(*columns, func.min(part.role), func.min(part.text)).select_from(joined).where(*conditions)
    query = query.group_by(*columns, task.position).order_by(document.id, task.position, task.id).limit(limit)
    count = select(func.count(task.id.distinct())).select_from(joined).where(*conditions)
    with plain_errors(engine.url), engine.connect() as connection:
        found = tuple(UnitTask(*row) for row in connection.execute(query))
        return found, len(found) if len(found) < limit else connection.scalar(count) or 0


def replace_unit(
    engine: Engine, task_ids: Iterable[int], old: str, new: str, *, who: str, learn: bool = True
) -> Replaced:
    """
    Put *new* in the place of *old* in these tasks, whatever its part in them: a correction of each, in one breath.

    What else stands in a task, and what others made of it meanwhile, stays. Each document is one transaction.

    Args:
        learn: whether the ways in which *old* is printed there are names of *new* from now on.
    Raises:
        UsageError: a name is empty, both are the same, or no task was named.
    """
    name = " ".join(clean(new).split())
    if not name or not old.strip():
        raise UsageError("A unit's name cannot be empty.")
    if ";" in name:
        raise UsageError("A unit's name holds no ';'.", "It stands between units.")
    if name == old:
        raise UsageError("Both names are the same.", "Name another unit.")
    chosen = tuple(dict.fromkeys(task_ids))
    if not chosen:
        raise UsageError("No task was chosen.")
    at = datetime.now(UTC)
    taught: frozenset[str] = frozenset()
    changed: list[int] = []
    for document_id, ids in _by_document(engine, chosen):
        work = partial(
            _replace, document_id=document_id, ids=ids, old=old, new=name, who=who, at=at, taught=taught, learn=learn
        )
        count, taught = transact(engine, work)
        changed.append(count)
    done = sum(changed)
    return Replaced(done, sum(map(bool, changed)), len(chosen) - done)


def _by_document(engine: Engine, task_ids: Sequence[int]) -> list[tuple[int, list[int]]]:
    found: dict[int, list[int]] = {}
    with plain_errors(engine.url), engine.connect() as connection:
        for chunk in chunks_of(task_ids, CHUNK):
            query = select(t.tasks.c.id, t.tasks.c.document_id).where(t.tasks.c.id.in_(chunk))
            for task_id, document_id in connection.execute(query):
                found.setdefault(document_id, []).append(task_id)
    return sorted(found.items())


def _replace(
    connection: Connection,
    *,
    document_id: int,
    ids: Sequence[int],
    old: str,
    new: str,
    who: str,
    at: datetime,
    taught: frozenset[str],
    learn: bool,
) -> tuple[int, frozenset[str]]:
    """How many tasks of one document were changed, and the printed names that are learnt by now."""
    place = place_in(connection, document_id, ids)
    done: list[int] = []
    for number in ids:
        standing = place.replayed.tasks.get(number)
        if standing is None or standing.review in GONE:
            continue
        before = to_json("assignments", standing.task)
        after = list(_with_unit(before, old, new))
        if after == before:
            continue
        reading = place.reading(number)
        saying = {"document_id": document_id, "task_id": number, "action": "edit", "field": "assignments"}
        saying |= {"before": before, "after": after, "base": snapshot(reading) if reading else None}
        write_down(connection, saying | {"who": who, "made_at": at})
        if learn:
            fresh = [one for one in before if one["unit"] == old and one["text"] not in taught]
            taught |= {one["text"] for one in fresh}
            learn_names(connection, fresh, [one | {"unit": new} for one in fresh], who, False, at)
        done.append(number)
    if done:
        relay(connection, document_id, together(corrections_of(connection, document_id), done))
    return len(done), taught


def _with_unit(assignments: Json, old: str, new: str) -> Iterator[Json]:
    """*assignments* with one unit for another; it does not stand twice in the same part."""
    there = {(one["unit"], one["role"]) for one in assignments}
    for one in assignments:
        if one["unit"] != old:
            yield one
        elif (new, one["role"]) not in there:
            there.add((new, one["role"]))
            yield one | {"unit": new}
