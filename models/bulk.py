"""Writes many rows at once, in the words of SQLite and of PostgreSQL."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Date, Table, Text, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

from models.rows import Values

T = TypeVar("T")

CHUNK = 500
"""Keys in one IN list: well below SQLite's limit of 32,766 and kind to PostgreSQL's planner."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert *rows*, which all have the same columns in the same order.

    Straight to the driver: a plan has hundreds of rows, and SQLAlchemy's care for each takes longer than writing it.
    """
    if not rows:
        return
    words, texts, days = _insert_words(table, tuple(rows[0]), connection.dialect.name == "sqlite")
    values = [list(row.values()) for row in rows]
    for line in values:
        for place in texts:
            if line[place] and "\0" in line[place]:
                line[place] = _plain(line[place])
        for place in days:
            if line[place]:
                line[place] = line[place].isoformat()
    connection.exec_driver_sql(words, [tuple(line) for line in values])


@cache
def _insert_words(
    table: Table, columns: tuple[str, ...], is_sqlite: bool
) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The statement, and the places of texts, and of dates where they must become text."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["?" if is_sqlite else "%s"] * len(columns))
    kinds = [table.c[name].type for name in columns]
    texts = tuple(place for place, kind in enumerate(kinds) if isinstance(kind, Text))
    days = tuple(place for place, kind in enumerate(kinds) if isinstance(kind, Date) and is_sqlite)
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks})", texts, days


def _plain(value: Any) -> Any:
    """*value* without NUL characters, which broken fonts yield and PostgreSQL refuses."""
    return value.replace("\0", "") if type(value) is str and "\0" in value else value


def insert_numbered(connection: Connection, table: Table, rows: Sequence[Values]) -> list[int]:
    """Insert *rows* and give back their ids, in order."""
    ids = reserve_ids(connection, table, len(rows))
    insert_rows(connection, table, [{"id": row_id, **row} for row_id, row in zip(ids, rows, strict=True)])
    return ids


def reserve_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Ids that no row had before: rows whose ids are known beforehand go in bulk, at several times the speed."""
    if connection.dialect.name == "postgresql":
        next_id = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
        return list(connection.scalars(select(next_id).select_from(func.generate_series(1, count))))
    # One writer at a time: the counter cannot move before our rows do, and they move it (AUTOINCREMENT).
    last = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}) or 0
    return list(range(last + 1, last + 1 + count))


def insert_or_leave(connection: Connection, table: Table, *unique: str) -> Any:
    """An INSERT that leaves a row alone which another importer put there first, known by its *unique* columns."""
    inserting = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    return inserting.on_conflict_do_nothing(index_elements=unique)


def storable(row: Values) -> Values:
    """*row* without NUL characters."""
    return {key: _plain(value) for key, value in row.items()}


@lru_cache(maxsize=65536)
def digest_of(value: str) -> str:
    """A key for a text that may be longer than an index can hold."""
    return hashlib.blake2b(value.replace("\0", "").encode(), digest_size=16).hexdigest()


def chunks_of(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """*items* in lists of at most *size*."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
