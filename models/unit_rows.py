"""Rows of units and of the ways they are printed: one row for one name, whoever writes it first."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, exists, select

from models import tables as t
from models.bulk import CHUNK, chunks_of, digest_of, insert_or_leave, storable
from models.plan import Task

Spellings = set[tuple[int, str]]
"""Pairs of a unit's id and a fragment that is printed for it."""

SPELLINGS_AT_ONCE = 50
"""Looked up together: the database tries each unit with each key. Pairs would be fewer, but SQLite reads the whole
table for a list of pairs."""

_UNIT_IDS = select(t.units.c.key, t.units.c.id).where(t.units.c.key.in_(bindparam("keys", expanding=True)))
_ALIASES = select(t.unit_aliases.c.unit_id, t.unit_aliases.c.key).where(
    t.unit_aliases.c.unit_id.in_(bindparam("units", expanding=True)),
    t.unit_aliases.c.key.in_(bindparam("keys", expanding=True)),
)


def claim_units(connection: Connection, tasks: Sequence[Task]) -> dict[str, int]:
    """
    Ids of the units of *tasks* by name, inserted where the database lacks them, and their spellings with them.

    Sorted by digest, so that two importers wait for each other in one direction only.
    """
    printed = {(a.unit, a.text) for task in tasks for a in task.assignments}
    names = {digest_of(unit): unit for unit, _ in printed}
    spellings = {(digest_of(unit), digest_of(text)): text for unit, text in printed}
    found = _ids_by_key(connection, names)
    missing = [storable({"key": key, "name": names[key]}) for key in sorted(names) if key not in found]
    if missing:
        connection.execute(insert_or_leave(connection, t.units, "key"), missing)
        found |= _ids_by_key(connection, (row["key"] for row in missing))
    _claim_spellings(connection, found, spellings)
    return {unit: found[digest_of(unit)] for unit, _ in printed}


def claim_unit(connection: Connection, name: str) -> int:
    """Id of the unit of that name, inserted if the database lacks it."""
    key = digest_of(name)
    connection.execute(insert_or_leave(connection, t.units, "key"), [storable({"key": key, "name": name})])
    return _ids_by_key(connection, [key])[key]


def _claim_spellings(connection: Connection, ids: dict[str, int], spellings: dict[tuple[str, str], str]) -> None:
    known: set[tuple[int, str]] = set()
    for chunk in chunks_of(sorted(spellings), SPELLINGS_AT_ONCE):
        some = {"units": [ids[unit] for unit, _ in chunk], "keys": [key for _, key in chunk]}
        known.update((unit_id, key) for unit_id, key in connection.execute(_ALIASES, some).all())
    fresh = [
        storable({"unit_id": ids[unit], "key": key, "alias": alias})
        for (unit, key), alias in sorted(spellings.items())
        if (ids[unit], key) not in known
    ]
    if fresh:
        connection.execute(insert_or_leave(connection, t.unit_aliases, "unit_id", "key"), fresh)


def _ids_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks_of(keys, CHUNK):
        found.update((key, unit_id) for key, unit_id in connection.execute(_UNIT_IDS, {"keys": chunk}).all())
    return found


def spellings_of(connection: Connection, task_ids: Sequence[int]) -> Spellings:
    """Units of these tasks, each with the ways it is printed there."""
    used = select(t.assignments.c.unit_id, t.assignments.c.text).distinct()
    found: Spellings = set()
    for chunk in chunks_of(task_ids, CHUNK):
        found.update((unit, text) for unit, text in connection.execute(used.where(t.assignments.c.task_id.in_(chunk))))
    return found


def forget_unused(connection: Connection, spellings: Spellings) -> None:
    """Delete those of the spellings, and of their units, that no task has any more and of which no person spoke."""
    assignment, alias = t.assignments.c, t.unit_aliases.c
    for unit_id, printed in sorted(spellings):
        still = select(assignment.id).where(assignment.unit_id == unit_id, assignment.text == printed).limit(1)
        if connection.execute(still).first() is None:
            same = (alias.unit_id == unit_id, alias.key == digest_of(printed), alias.made_by.is_(None))
            connection.execute(delete(t.unit_aliases).where(*same))
    for chunk in chunks_of(sorted({unit_id for unit_id, _ in spellings}), CHUNK):
        used = exists().where(assignment.unit_id == t.units.c.id)
        named = exists().where(alias.unit_id == t.units.c.id, alias.made_by.is_not(None))
        connection.execute(delete(t.units).where(t.units.c.id.in_(chunk), ~used, ~named))
