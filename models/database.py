"""Opens the database: which one, whether it answers, whether its tables are the ones this program knows."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError

from models.errors import DatabaseError, DatabaseUnreachable, SchemaTooNew, UsageError
from models.tables import REVISIONS

T = TypeVar("T")

DEFAULT_URL = "sqlite:///kehoach.db"
BUSY_SECONDS = 60
"""How long a writer waits for another one's transaction on SQLite before it gives up."""
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between tries when the database is away: about a minute, enough for a server's restart."""
CROSSINGS = 8
"""Tries after another writer got in between."""
UPGRADE_LOCK = 0x6B65686F
"""Key of PostgreSQL's advisory lock around an upgrade, so that two at once do not both create the tables."""


def database_url(given: str | None) -> str:
    """The database to use: what was asked for, else `$KEHOACH_DB`, else a file in the working folder."""
    return given or os.environ.get("KEHOACH_DB") or DEFAULT_URL


def is_missing_file(url: str) -> bool:
    """Whether *url* names a SQLite file that is not there yet."""
    address = _parse(url)
    named = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return named and not Path(str(address.database)).exists()


def open_database(url: str, create: bool = True, check: bool = True) -> Engine:
    """
    A way to the database at *url*, its tables checked and, on SQLite, brought up to date.

    Args:
        url: `sqlite:///file.db` or `postgresql://user@host/name`.
        create: whether a SQLite file that does not exist may be made; readers say no.
        check: whether to look at the schema; `upgrade_database` says no.
    Raises:
        UsageError: *url* is not the address of a database we know.
        DatabaseUnreachable: nothing answers there.
        SchemaTooNew: a newer version of the program made its tables.
        DatabaseError: a PostgreSQL database whose tables are missing or old.
    """
    address = _parse(url)
    sqlite = address.get_backend_name() == "sqlite"
    if not create and is_missing_file(url):
        raise DatabaseUnreachable(
            f"There is no database at {address.database}.", "Run `kehoach ingest` first, or name another one with --db."
        )
    engine = _sqlite_engine(address) if sqlite else create_engine(address, pool_pre_ping=True)
    if check:
        try:
            _check_schema(engine, sqlite)
        except BaseException:
            engine.dispose()
            raise
    return engine


@contextmanager
def using_database(url: str, create: bool = True, check: bool = True) -> Iterator[Engine]:
    """The database at *url* as `open_database` opens it, its connections closed afterwards."""
    engine = open_database(url, create, check)
    try:
        yield engine
    finally:
        engine.dispose()


def upgrade_database(engine: Engine, revision: str = "head") -> None:
    """Bring the tables of *engine* up to *revision*, from whatever state they are in; data stays."""
    _migrate(engine, "upgrade", revision)


def downgrade_database(engine: Engine, revision: str) -> None:
    """Take the tables of *engine* back to *revision* ("base": to nothing, data and all)."""
    _migrate(engine, "downgrade", revision)


def hurried(engine: Engine, seconds: float) -> Engine:
    """*engine* for somebody who waits at a screen: what cannot be written within about *seconds* is told at once."""
    return engine.execution_options(kehoach_patience=seconds)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. SQLite takes its one write lock at once: two that read first would stop each other."""
    with engine.connect().execution_options(kehoach_writes=True) as connection, connection.begin():
        yield connection


def transact(engine: Engine, work: Callable[[Connection], T]) -> T:
    """
    Do *work* in one transaction, again if the database was away for a moment or another writer crossed it.

    Raises:
        DatabaseError: the database stays away for about a minute, or as long as `hurried` allows, or refuses.
    """
    crossed = 0
    waits = iter(WAITS)
    end = time.monotonic() + engine.get_execution_options().get("kehoach_patience", inf)
    while True:
        try:
            with writing(engine) as connection:
                return work(connection)
        except SQLAlchemyError as error:
            wait = next(waits, None) if is_lost(error) else None
            if wait is not None and time.monotonic() + wait < end:
                time.sleep(wait)
            elif is_crossed(error) and crossed < CROSSINGS:
                crossed += 1
            else:
                raise explain(error, engine.url) from error


def patiently(look: Callable[[], T]) -> T:
    """
    What *look* finds in the database, asked again if that was away for a moment.

    Raises:
        DatabaseError: it stays away for about a minute, or refuses.
    """
    for wait in WAITS:
        try:
            return look()
        except DatabaseUnreachable:
            time.sleep(wait)
    return look()


@contextmanager
def plain_errors(url: URL) -> Iterator[None]:
    """Turn the database driver's errors into ours, without its stack of SQL and without the password."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error, url) from error


def explain(error: SQLAlchemyError, url: URL) -> DatabaseError:
    """*error* as a message a person can act on."""
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()
    reason = cause[0] if cause else type(error).__name__
    where = url.render_as_string(hide_password=True)
    if "full" in reason.lower() or "no space" in reason.lower():
        return DatabaseError(
            f"The disk of the database {where} is full.", "Make room, then run the same command again."
        )
    if is_lost(error) or "unable to open" in reason or "not a database" in reason:
        advice = (
            "Is the folder there, may you write in it, and is the file a SQLite database?"
            if url.get_backend_name() == "sqlite"
            else "Is the server running, and are host, port, name and password right?"
        )
        return DatabaseUnreachable(f"The database {where} cannot be reached: {reason}", advice)
    return DatabaseError(f"The database {where} refused: {reason}", "Run `kehoach doctor`; see docs/database.md.")


def is_lost(error: SQLAlchemyError) -> bool:
    """Whether *error* means that the connection is gone or the file locked, so that trying again may help."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlstate", None)
    name = type(error.orig).__name__
    if name == "OperationalError" and code is None:
        # psycopg gives no SQLSTATE when nobody answered; sqlite3 has only words.
        words = ("locked", "unable to open", "disk i/o", "connection", "timeout", "server closed", "could not")
        return any(word in str(error.orig).lower() for word in words)
    return bool(code) and str(code)[:2] in ("08", "57")


def is_crossed(error: SQLAlchemyError) -> bool:
    """Whether *error* comes from another writer doing the same at the same time: a second try sees what it wrote."""
    return isinstance(error, IntegrityError) or getattr(getattr(error, "orig", None), "sqlstate", None) in (
        "40001",
        "40P01",
    )


def _parse(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise _unknown_address(url) from error
    backend = address.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if address.drivername in ("sqlite", "sqlite+pysqlite"):
        return address
    raise _unknown_address(address.render_as_string(hide_password=True))


def _unknown_address(url: str) -> UsageError:
    return UsageError(
        f"{url!r} is not the address of a database that Kehoach knows.",
        "Use sqlite:///file.db or postgresql://user:password@host/name.",
    )


def _sqlite_engine(address: URL) -> Engine:
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    named = address.database or ":memory:"
    file = None if named.startswith((":memory:", "file:")) else Path(named).absolute()

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        # The driver must not open transactions by itself: `begin` below does, before the first read.
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        record.info["file"] = _identity(file)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # SQLite goes on in a file that was deleted under it, and all that it takes is lost without a word.
        if connection.info["file"] != _identity(file):
            raise DatabaseUnreachable(
                f"The file of the database {address} was moved, deleted or replaced while it was in use.",
                "Put it back, or start again with the file that is there now.",
            )
        options = connection.get_execution_options()
        patience = options.get("kehoach_patience", BUSY_SECONDS)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(1000 * patience)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("kehoach_writes") else "BEGIN")

    return engine


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Which file lies at that path; None for none."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _check_schema(engine: Engine, sqlite: bool) -> None:
    with plain_errors(engine.url):
        revision = schema_revision(engine)
    if revision == REVISIONS[-1]:
        return
    if revision is not None and revision not in REVISIONS:
        raise SchemaTooNew(
            f"The database was made by a newer version of Kehoach (its schema is {revision}).",
            "Install the newest version, or use another database with --db.",
        )
    if not sqlite:
        state = "has no tables of Kehoach yet" if revision is None else "has tables of an older version"
        raise DatabaseError(
            f"The database {engine.url.render_as_string(hide_password=True)} {state}.",
            "Run `kehoach db upgrade --db …` once; data that is there stays.",
        )
    upgrade_database(engine)


def schema_revision(engine: Engine) -> str | None:
    """The migration that the tables stand at, None for a database without our tables."""
    exists = (
        "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        if engine.dialect.name == "sqlite"
        else "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"
    )
    with engine.connect() as connection:
        if connection.execute(text(exists)).first() is None:
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None


def _migrate(engine: Engine, direction: str, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with plain_errors(engine.url), writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        config.attributes["connection"] = connection
        getattr(command, direction)(config, revision)
