"""Opening the database: its address, its schema, and every way it can be missing."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from models import database as d
from models import tables as t
from models.errors import DatabaseError, DatabaseUnreachable, SchemaTooNew, UsageError
from models.store import find_documents, load_plan, save_plan
from tests.models.plans import make_plan


def set_revision(engine: Engine, revision: str) -> None:
    """Make the database say that it stands at *revision*."""
    with d.writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_the_migrations_make_the_tables_that_the_program_knows(engine: Engine) -> None:
    """Alembic finds no difference between a migrated database and `models.tables`, comments included."""

    def known(name: str | None, _kind: str, _parents: object) -> bool:
        # What the full-text search of either database keeps for itself.
        return not (name or "").startswith(("task_search_index", "search_index"))

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": known})
        assert compare_metadata(context, t.metadata) == []


def test_the_program_knows_every_migration() -> None:
    """`REVISIONS` lists the migrations that are shipped, oldest first."""
    scripts = ScriptDirectory(str(Path(d.__file__).parent / "migrations"))
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == t.REVISIONS


def test_every_table_and_column_has_a_comment(engine: Engine) -> None:
    """In the program, and in PostgreSQL itself for whoever looks with another tool."""
    inspector = inspect(engine)
    for table in t.metadata.sorted_tables:
        assert table.comment
        assert all(column.comment for column in table.columns)
        if engine.dialect.name == "postgresql":
            assert inspector.get_table_comment(table.name)["text"] == table.comment
            assert all(column["comment"] for column in inspector.get_columns(table.name))


def test_the_overview_has_the_columns_that_the_program_knows(engine: Engine) -> None:
    """Names and order of the view `task_overview`."""
    assert [column["name"] for column in inspect(engine).get_columns("task_overview")] == [
        name for name, _ in t.OVERVIEW_COLUMNS
    ]


def test_migrations_go_down_and_up_again_with_rows_in_them(engine: Engine) -> None:
    """A database can be taken back and brought up again, and takes plans as before."""
    save_plan(engine, make_plan())
    d.downgrade_database(engine, "base")
    assert d.schema_revision(engine) is None
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    d.upgrade_database(engine)
    assert d.schema_revision(engine) == t.REVISIONS[-1]
    assert load_plan(engine, save_plan(engine, make_plan()).document_id) == make_plan()


def test_upgrading_what_is_up_to_date_leaves_its_rows(engine: Engine) -> None:
    """A second upgrade changes nothing."""
    saved = save_plan(engine, make_plan())
    d.upgrade_database(engine)
    assert load_plan(engine, saved.document_id) == make_plan()


def test_sqlite_is_brought_up_to_date_on_first_use(new_database: Callable[[str], str]) -> None:
    """A new SQLite file gets its tables by being opened."""
    engine = d.open_database(new_database("sqlite"))
    assert d.schema_revision(engine) == t.REVISIONS[-1]


def test_postgresql_waits_for_db_upgrade(new_database: Callable[[str], str]) -> None:
    """Making tables on a server that others use is something a person asks for."""
    url = new_database("postgresql")
    with pytest.raises(DatabaseError, match="has no tables of Kehoach yet") as caught:
        d.open_database(url)
    assert "kehoach db upgrade" in caught.value.advice
    assert caught.value.exit_code == 3
    with d.using_database(url, check=False) as engine:
        d.upgrade_database(engine)
    with d.using_database(url) as engine:
        assert d.schema_revision(engine) == t.REVISIONS[-1]


def test_many_programs_may_open_a_new_file_at_once(new_database: Callable[[str], str]) -> None:
    """The first one makes the tables, the others wait and find them."""
    url = new_database("sqlite")
    failed: list[BaseException] = []

    def work() -> None:
        try:
            save_plan(d.open_database(url), make_plan())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_a_newer_schema_is_left_alone(engine: Engine, database: str) -> None:
    """A database of a newer program is neither read nor changed."""
    set_revision(engine, "9999")
    with pytest.raises(SchemaTooNew) as caught:
        d.open_database(database)
    assert caught.value.exit_code == 3
    assert "newest version" in caught.value.advice
    assert d.schema_revision(engine) == "9999"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kehoach:secret@127.0.0.1:1/plans",
        "sqlite:////no/such/folder/kehoach.db",
    ],
)
def test_a_database_that_does_not_answer(url: str) -> None:
    """The message says where, never the password, and what to look at."""
    with pytest.raises(DatabaseUnreachable) as caught:
        d.open_database(url)
    assert caught.value.exit_code == 3
    assert caught.value.advice
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A PDF given as the database is left as it is."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF-1.7 and so on, long enough to be looked at as a database" * 20)
    before = file.read_bytes()
    with pytest.raises(DatabaseUnreachable, match="not a database"):
        d.open_database(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_reader_makes_no_database(tmp_path: Path) -> None:
    """An export from a file that is not there says so instead of leaving an empty one behind."""
    with pytest.raises(DatabaseUnreachable, match="There is no database"):
        d.open_database(f"sqlite:///{tmp_path / 'none.db'}", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["plans.db", "mysql://me@host/plans", "oracle://x", "://"])
def test_an_address_we_do_not_know(url: str) -> None:
    """It is wrong usage, and the message shows the right form."""
    with pytest.raises(UsageError) as caught:
        d.open_database(url)
    assert "sqlite:///" in caught.value.advice


def test_the_address_comes_from_the_option_then_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """--db, then $KEHOACH_DB, then a file in the working folder."""
    monkeypatch.delenv("KEHOACH_DB", raising=False)
    assert d.database_url(None) == "sqlite:///kehoach.db"
    monkeypatch.setenv("KEHOACH_DB", "sqlite:///other.db")
    assert d.database_url(None) == "sqlite:///other.db"
    assert d.database_url("sqlite:///asked.db") == "sqlite:///asked.db"


def test_sqlite_keeps_its_links_and_lets_readers_in(new_database: Callable[[str], str]) -> None:
    """Foreign keys hold, and readers do not wait for the writer (WAL)."""
    engine = d.open_database(new_database("sqlite"))
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    with pytest.raises(IntegrityError), d.writing(engine) as connection:
        connection.execute(t.document_names.insert().values(document_id=77, name="nobody.pdf"))
    with d.writing(engine) as writer, engine.connect() as reader:
        writer.execute(t.units.insert().values(name="Sở Nội vụ", key="k"))
        assert reader.execute(select(t.units)).all() == []


def test_a_database_that_comes_back_loses_nothing(
    new_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lost connection is tried again, and only then given up with a message."""
    engine = d.open_database(new_database("sqlite"))
    monkeypatch.setattr(d, "WAITS", (0.0, 0.0))
    tries = 0

    def come_back(_: object) -> str:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked"))
        return "written"

    assert d.transact(engine, come_back) == "written"
    tries = -5
    with pytest.raises(DatabaseUnreachable, match="locked"):
        d.transact(engine, come_back)


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [("database or disk is full", DatabaseError, "is full"), ("no such table: tasks", DatabaseError, "refused")],
)
def test_what_waiting_cannot_mend_is_told_at_once(
    new_database: Callable[[str], str], words: str, kind: type[DatabaseError], said: str
) -> None:
    """A full disk and a broken schema are not waited for."""
    engine = d.open_database(new_database("sqlite"))
    tries = 0

    def fail(_: object) -> None:
        nonlocal tries
        tries += 1
        raise OperationalError("INSERT", {}, sqlite3.OperationalError(words))

    with pytest.raises(kind, match=said):
        d.transact(engine, fail)
    assert tries == 1


def test_a_file_that_goes_away_is_missed(tmp_path: Path) -> None:
    """What is written into a file that was deleted, or replaced by another, would be lost: that is told at once."""
    file, away = tmp_path / "k.db", tmp_path / "away.db"
    with d.using_database(f"sqlite:///{file}") as engine:
        save_plan(engine, make_plan())
        file.rename(away)
        with pytest.raises(DatabaseUnreachable, match="moved, deleted or replaced"):
            save_plan(engine, make_plan(sha256="cd" * 32))
        file.write_bytes(b"")
        with pytest.raises(DatabaseUnreachable, match="moved, deleted or replaced"):
            find_documents(engine)
        away.replace(file)
        save_plan(engine, make_plan(sha256="cd" * 32))
        assert len(find_documents(engine)) == 2


def test_tables_of_another_program_are_not_touched(tmp_path: Path) -> None:
    """A SQLite file with a table of the same name is refused, and stays as it was."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    other = create_engine(url)
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE documents (mine TEXT)"))
    other.dispose()
    with pytest.raises(DatabaseError, match="already exists"):
        d.open_database(url)
    assert inspect(other).get_table_names() == ["documents"]
    other.dispose()
