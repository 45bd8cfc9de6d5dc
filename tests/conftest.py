"""A PostgreSQL server of the tests' own, and databases for one test each on both kinds."""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from models.database import upgrade_database, using_database

BACKENDS = ("sqlite", "postgresql")


def _server_programs() -> Path | None:
    """Folder of initdb and pg_ctl, which Debian keeps out of PATH."""
    found = [Path(place).resolve().parent for name in ("initdb",) if (place := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "pg_ctl").exists()), None)


class Server:
    """A PostgreSQL server in a folder of its own, reached through a socket there: no port, no password."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        # PostgreSQL refuses to run as root.
        self.user = _ordinary_user() if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(folder, self.user)

    def start(self) -> None:
        """Make the files and start the server; not careful with the disk, which nobody needs afterwards."""
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.launch()

    def launch(self) -> None:
        """Start the server on the files that are there."""
        settings = f"-k {self.folder} -h '' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", f"--options={settings}", "start")

    def stop(self, how: str = "immediate") -> None:
        """Stop the server."""
        self._run("pg_ctl", "--wait", f"--mode={how}", "stop")

    def url(self, database: str) -> str:
        """Address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Run one statement outside a transaction."""
        engine = create_engine(self.url("postgres").replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments, f"--pgdata={self.folder / 'data'}"]
        # pg_ctl leaves the server behind with our pipes: a file, so that nobody waits for its end.
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as out:
            done = subprocess.run(command, stdout=out, stderr=out, user=self.user, check=False, cwd="/")
            out.seek(0)
            assert done.returncode == 0, out.read()


def _ordinary_user() -> str:
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _roomy_memory() -> str | None:
    """Where files lie in memory, if there is room for the 240 databases of all tests: none waits for a disk there."""
    place = Path("/dev/shm")
    is_roomy = place.is_dir() and os.access(place, os.W_OK) and shutil.disk_usage(place).free > 4 * 2**30
    return str(place) if is_roomy else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing is skipped because it is missing, but for the acceptance plans, which stand beside a checkout."""
    report = yield
    if os.environ.get("CI") and report.skipped and "no acceptance plans" not in str(report.longrepr):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running PostgreSQL server. In CI a missing one is a failure; elsewhere a skip that says so."""
    programs = _server_programs()
    if programs is None:
        message = "PostgreSQL's server is not installed (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    # Not pytest's own folder, which other users may not enter; and a short path, as sockets want it.
    with tempfile.TemporaryDirectory(prefix="kehoach-pg-", dir=_roomy_memory(), ignore_cleanup_errors=True) as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent, "s")
        folder.mkdir()
        server = Server(programs, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """A function that gives the address of a new, empty database of the kind asked for."""

    def make(backend: str) -> str:
        if backend == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('db') / 'kehoach.db'}"
        server: Server = request.getfixturevalue("postgresql")
        name = f"k{uuid.uuid4().hex}"
        server.execute(f"CREATE DATABASE {name}")
        return server.url(name)

    return make


@pytest.fixture(scope="session")
def ready_database(
    new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], str]:
    """The same with our tables in it: copies of one that was migrated, which takes longer than most tests."""
    first: dict[str, str] = {}

    def make(backend: str) -> str:
        if backend not in first:
            first[backend] = new_database(backend)
            with opened(first[backend]):
                pass
        if backend == "sqlite":
            file = tmp_path_factory.mktemp("db") / "kehoach.db"
            shutil.copyfile(first[backend].removeprefix("sqlite:///"), file)
            return f"sqlite:///{file}"
        server: Server = request.getfixturevalue("postgresql")
        name, template = f"k{uuid.uuid4().hex}", first[backend].split("@/")[1].split("?")[0]
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return server.url(name)

    return make


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """The database at *url* with our tables, closed afterwards."""
    with using_database(url, check=False) as made:
        upgrade_database(made)
        yield made


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, ready_database: Callable[[str], str]) -> str:
    """Address of a database with our tables and nothing in them, once on SQLite and once on PostgreSQL."""
    return ready_database(request.param)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A database with our tables, once on SQLite and once on PostgreSQL."""
    with using_database(database) as made:
        yield made


@pytest.fixture(scope="module", params=BACKENDS)
def shared_engine(request: pytest.FixtureRequest, ready_database: Callable[[str], str]) -> Iterator[Engine]:
    """The same, one for all examples of a property."""
    with using_database(ready_database(request.param)) as made:
        yield made
