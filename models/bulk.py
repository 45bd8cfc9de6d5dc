"""Writes many rows at once, in the words of SQLite and of PostgreSQL."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Date, Table, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from models.rows import Values

T = TypeVar("T")

CHUNK = 500
"""Keys in one IN list: well below SQLite's limit of 32,766 and kind to PostgreSQL's planner."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values], ids: Sequence[int] | None = None) -> None:
    """
    Insert *rows*, which all have the same columns in the same order.

    Straight to the driver, column by column: a plan has hundreds of rows, and care for each takes longer than writing.

    Args:
        ids: the rows' ids, where they are known and not among the columns.
    """
    if not rows:
        return
    is_sqlite = connection.dialect.name == "sqlite"
    names = tuple(rows[0]) if ids is None else ("id", *rows[0])
    words, texts, days = _insert_words(table, names, is_sqlite)
    columns: list[Sequence[Any]] = list(zip(*(row.values() for row in rows), strict=True))
    if ids is not None:
        columns.insert(0, ids)
    for place in texts:
        if "\0" in "".join(filter(None, columns[place])):
            columns[place] = [_plain(value) for value in columns[place]]
    for place in days:
        columns[place] = [value and value.isoformat() for value in columns[place]]
    values = zip(*columns, strict=True)
    if is_sqlite:
        connection.exec_driver_sql(words, list(values))
    else:
        _copy(connection, words, values)


@cache
def _insert_words(
    table: Table, columns: tuple[str, ...], is_sqlite: bool
) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The statement, and the places of texts, and of dates where they must become text."""
    names = ", ".join(f'"{name}"' for name in columns)
    kinds = [table.c[name].type for name in columns]
    texts = tuple(place for place, kind in enumerate(kinds) if isinstance(kind, Text))
    if not is_sqlite:
        return f"COPY {table.name} ({names}) FROM STDIN", texts, ()
    days = tuple(place for place, kind in enumerate(kinds) if isinstance(kind, Date))
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(columns))})", texts, days


def _copy(connection: Connection, words: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Send *rows* as PostgreSQL likes them best: at a tenth of the work of an INSERT for each."""
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(words) as copying:
            for row in rows:
                copying.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        # SQLAlchemy does not know COPY: what it would do for any other statement that fails.
        is_lost = connection.dialect.is_disconnect(error, driver, None)
        if is_lost:
            connection.invalidate(error)
        family = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(words, None, error, family, connection_invalidated=is_lost) from error


def _plain(value: Any) -> Any:
    """*value* without NUL characters, which broken fonts yield and PostgreSQL refuses."""
    return value.replace("\0", "") if type(value) is str and "\0" in value else value


def insert_numbered(connection: Connection, table: Table, rows: Sequence[Values]) -> list[int]:
    """Insert *rows* and give back their ids, in order."""
    ids = reserve_ids(connection, table, len(rows))
    insert_rows(connection, table, rows, ids)
    return ids


def reserve_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Ids that no row had before: rows whose ids are known beforehand go in bulk, at several times the speed."""
    if connection.dialect.name == "postgresql":
        words = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        return list(connection.exec_driver_sql(words, (table.name, count)).scalars())
    # One writer at a time: the counter cannot move before our rows do, and they move it (AUTOINCREMENT).
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar() or 0
    return list(range(last + 1, last + 1 + count))


# Built once, as are all statements of every save: building one takes longer than running it.
@cache
def _insert_or_leave(dialect: str, table: Table, unique: tuple[str, ...], giving: str | None) -> Any:
    inserting = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    leaving = inserting.on_conflict_do_nothing(index_elements=unique)
    return leaving.returning(table.c[giving]) if giving else leaving


def insert_or_leave(connection: Connection, table: Table, *unique: str, giving: str | None = None) -> Any:
    """
    An INSERT that leaves a row alone which another importer put there first, known by its *unique* columns.

    Args:
        giving: the column that comes back of a row that is new.
    """
    return _insert_or_leave(connection.dialect.name, table, unique, giving)


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
