"""Rows in bulk: the same on both databases, whatever is in them, and whoever cuts the line."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, select, text

from models import tables as t
from models.bulk import insert_numbered, insert_rows
from models.database import transact, using_database
from models.errors import DatabaseError
from models.rows import task_row
from models.store import save_plan
from tests.models.plans import make_plan, make_task

ODD = 'tab\there, "quotes", back\\slash, \\N, \\., line\nbreak, return\r, emoji 🌾, ộ'


def some_document(connection: Connection) -> int:
    """Id of the one document that the test put in."""
    return int(connection.scalars(select(t.documents.c.id)).one())


def test_texts_come_back_as_they_went_in(engine: Engine) -> None:
    """Letters that mean something to the way rows travel, too; NUL alone is dropped, which PostgreSQL cannot keep."""
    save_plan(engine, make_plan(()))

    def work(connection: Connection) -> None:
        document_id = some_document(connection)
        tasks = [make_task(ODD, note="a\0b", label=None), make_task("\\N", label="\\N")]
        insert_numbered(connection, t.tasks, [task_row(one, n, document_id, None) for n, one in enumerate(tasks)])

    transact(engine, work)
    with engine.connect() as connection:
        task = t.tasks.c
        found = connection.execute(select(task.text, task.note, task.label).order_by(task.position)).all()
    assert [tuple(row) for row in found] == [(ODD, "ab", None), ("\\N", found[1].note, "\\N")]


def test_dates_are_dates(engine: Engine) -> None:
    """Also those that went in with the rows of a plan."""
    save_plan(engine, make_plan())
    with engine.connect() as connection:
        days = connection.scalars(select(t.tasks.c.due_on).where(t.tasks.c.due_on.is_not(None))).all()
    assert {type(day) for day in days} == {date}


def test_no_rows_are_no_statement() -> None:
    """Nothing to insert asks nothing of the database."""
    no_connection: Any = None
    insert_rows(no_connection, t.tasks, [])


def test_a_row_that_the_database_refuses_takes_all_with_it(engine: Engine) -> None:
    """The error is ours, and nothing of the transaction is in."""
    save_plan(engine, make_plan(()))

    def work(connection: Connection) -> None:
        row = task_row(make_task(), 0, some_document(connection), 999_999)
        insert_numbered(connection, t.tasks, [row])

    with pytest.raises(DatabaseError, match="refused"):
        transact(engine, work)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(t.tasks)) == 0


def test_a_line_that_is_cut_in_mid_transaction(ready_database: Callable[[str], str]) -> None:
    """The server ends the connection between two inserts: the transaction runs again on a new one, once and whole."""
    with using_database(ready_database("postgresql")) as engine, engine.connect() as other:
        save_plan(engine, make_plan(()))
        cut: list[int] = []

        def work(connection: Connection) -> None:
            document_id = some_document(connection)
            rows = [task_row(make_task(), place, document_id, None) for place in range(5)]
            insert_numbered(connection, t.tasks, rows)
            if not cut:
                cut.append(connection.scalar(text("SELECT pg_backend_pid()")) or 0)
                other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": cut[0]})
            insert_rows(connection, t.document_names, [{"document_id": document_id, "name": "other.pdf"}])

        transact(engine, work)
        assert other.scalar(select(func.count()).select_from(t.tasks)) == 5
        assert other.scalar(select(func.count()).select_from(t.document_names)) == 2
