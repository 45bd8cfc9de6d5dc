"""A batch on a cluster of two machines: nothing lost, nothing twice, whatever dies; as one machine makes it."""

import io
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import ray
from ray.cluster_utils import Cluster
from sqlalchemy import Engine, func, select

from ingest.batch import Effort, FileOutcome, Summary, ingest_files
from ingest.cluster import _Round, ingest_on_cluster
from ingest.inputs import find_inputs
from ingest.interrupt import Stop
from ingest.node import Order, bring_in, leave
from models import tables as t
from models.database import using_database
from models.errors import DatabaseError, ProgramMissing, UsageError
from models.export import export
from models.runs import start_run
from models.store import find_documents
from tests.conftest import Server
from tests.ingest.odd_readers import LIMITS, importer, read_never, read_odd
from tests.ingest.test_leftovers import is_running

ROOT = Path(__file__).parents[2]
NODE = {"object_store_memory": 80 * 2**20, "include_dashboard": False, "include_log_monitor": False}
"""The least that Ray takes: nothing of ours lies in its store, and nobody reads what its machines say."""
PATIENCE = 180
"""Seconds after which a test gives up, on however slow a machine: it fails then, and does not hang."""


class Machines:
    """A Ray cluster on the loopback: a head that reads nothing itself, and two machines of one core."""

    def __init__(self) -> None:
        self.cluster: Any = Cluster()
        self.head = self.cluster.add_node(num_cpus=0, no_monitor=True, wait=False, **NODE)
        self.address: str = self.cluster.address
        self.nodes = [self.cluster.add_node(num_cpus=1, wait=False, **NODE) for _ in range(2)]
        self.cluster.wait_for_nodes(PATIENCE)

    def kill(self, reader: int) -> None:
        """kill -9 of the whole machine where *reader* runs."""
        node = next(node for node in self.nodes if reader in processes_of(node))
        self._end(node)
        self.nodes.remove(node)
        self.cluster.remove_node(node, allow_graceful=False)

    def close(self) -> None:
        """End them all, in no time: nobody needs them any more."""
        for node in (*self.nodes, self.head):
            self._end(node)
        self.cluster.shutdown()

    def _end(self, node: Any) -> None:
        for number in processes_of(node):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


def processes_of(node: Any) -> list[int]:
    """All that makes up a machine: what Ray started for it, and all that these started."""
    own = [process.process.pid for processes in node.all_processes.values() for process in processes]
    return [*own, *below(own)]


def below(numbers: list[int]) -> list[int]:
    """The processes that these have started, and those that they have."""
    asked = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in asked.stdout.splitlines()]
    children = [child for child, parent in pairs if parent in numbers]
    return [*children, *below(children)] if children else []


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    """Two machines, for all tests here."""
    before = dict(os.environ)
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Stand-ins of the tests are importable from the root, and every machine must find them.
    os.environ["PYTHONPATH"] = str(ROOT)
    made = Machines()
    running = {number for node in (*made.nodes, made.head) for number in processes_of(node)}
    try:
        ray.init(made.address, log_to_driver=False, logging_level=logging.ERROR)
        yield made
    finally:
        ray.shutdown()
        made.close()
        os.environ.clear()
        os.environ.update(before)
    assert not [number for number in running if is_running(number)]


def run(engine: Engine, machines: Machines, *paths: Path | str, **changes: Any) -> Summary:
    """Ingest *paths* on the cluster, with the stand-in reader; what takes too long is interrupted, and so fails."""
    tell = changes.pop("tell", lambda outcome: None)
    effort = replace(Effort(jobs=0, limits=LIMITS, read=read_odd), **changes)
    inputs, stop = find_inputs([str(path) for path in paths]), Stop()
    late = threading.Timer(PATIENCE, setattr, (stop, "asked", True))
    late.start()
    try:
        return ingest_on_cluster(engine, inputs, address=machines.address, effort=effort, tell=tell, stop=stop)
    finally:
        late.cancel()


def exported(engine: Engine) -> bytes:
    """All that the database would export."""
    out = io.BytesIO()
    export(engine, (), "json", None, out)
    return out.getvalue()


def by_one_machine(url: str, folder: Path) -> bytes:
    """What this machine alone makes of *folder*."""
    with using_database(url) as engine:
        ingest_files(engine, find_inputs([str(folder)]), effort=Effort(jobs=2, limits=LIMITS, read=read_odd))
        return exported(engine)


def write(folder: Path, **texts: str) -> Path:
    """Files of these names and texts in *folder*."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def diary(engine: Engine) -> list[Any]:
    """The lines of files, in order."""
    with engine.connect() as connection:
        return list(connection.execute(select(t.run_files).order_by(t.run_files.c.id)))


def test_files_that_break_their_reader_lose_only_themselves(
    machines: Machines, ready_database: Callable[[str], str], tmp_path: Path
) -> None:
    """One hangs, one crashes, one eats all memory: each has its reason, and the others are in."""
    folder = write(tmp_path / "in", a="Rà soát.", b="HANG", c="CRASH", d="EAT", e="BUG", f="Tập huấn.")
    with using_database(ready_database("postgresql")) as engine:
        summary = run(engine, machines, folder, limits=replace(LIMITS, seconds=2))
        errors = {Path(line.path).stem: line.error for line in diary(engine) if line.error}
    assert errors == {"b": "LimitExceeded", "c": "ProcessCrashed", "d": "LimitExceeded", "e": "KeyError"}
    assert (summary.counts["new"], summary.exit_code) == (2, 1)


def test_a_rerun_reads_nothing(machines: Machines, ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """What is there is skipped, by its bytes, with names that are new."""
    folder = write(tmp_path / "in", a="Rà soát.\nTập huấn.", b="Báo cáo.")
    with using_database(ready_database("postgresql")) as engine:
        first = run(engine, machines, folder)
        assert (first.counts["new"], first.tasks, first.pages) == (2, 3, 4)
        write(folder, c="Báo cáo.")
        again = run(engine, machines, folder, read=read_never)
        assert (again.counts["unchanged"], again.exit_code) == (3, 0)


def test_files_by_url(machines: Machines, ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """A machine fetches for itself; the document bears the file's name, the diary its URL."""
    folder = write(tmp_path / "in", a="Rà soát.", b="Tập huấn.")
    with using_database(ready_database("postgresql")) as engine:
        assert run(engine, machines, f"file://{folder}").counts["new"] == 2
        assert {line.path for line in diary(engine)} == {f"file://{folder}/{name}.txt" for name in "ab"}
        assert exported(engine) == by_one_machine(ready_database("sqlite"), folder)


def test_a_server_that_restarts(
    postgresql: Server, machines: Machines, ready_database: Callable[[str], str], tmp_path: Path
) -> None:
    """The database goes away in mid-batch and comes back: every machine waits for it."""
    folder = write(tmp_path / "in", **{f"p{number}": f"SLOW {number}" for number in range(12)})
    restarted: list[threading.Timer] = []

    def restart(outcome: FileOutcome) -> None:
        if not restarted:
            postgresql.stop("fast")
            restarted.append(threading.Timer(0.8, postgresql.launch))
            restarted[0].start()

    with using_database(ready_database("postgresql")) as engine:
        try:
            summary = run(engine, machines, folder, tell=restart)
        finally:
            restarted[0].join()
        assert (summary.exit_code, len(find_documents(engine))) == (0, 12)


def test_what_stops_a_machine_stops_the_run(
    machines: Machines, ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine with another version of the program says so, instead of mixing two readings in one database."""
    monkeypatch.setattr("ingest.cluster.Order", partial(Order, version="0.0"))
    with using_database(ready_database("postgresql")) as engine:
        with pytest.raises(UsageError, match=r"started with 0\.0"):
            run(engine, machines, write(tmp_path / "in", a="Rà soát."))
        with engine.connect() as connection:
            assert list(connection.scalars(select(t.runs.c.status))) == ["stopped"]
        assert find_documents(engine) == ()


def test_a_machine_whose_database_stays_away_says_so(
    postgresql: Server, ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives back what stops the run, with exit code 3."""
    monkeypatch.setattr("models.database.WAITS", (0.1,))
    folder = write(tmp_path / "in", a="Rà soát.")
    order = Order(ready_database("postgresql"), 1, False, Effort(limits=LIMITS, read=read_odd))
    postgresql.stop("fast")
    try:
        said = bring_in(order, [folder / "a.txt"], again=False)
    finally:
        postgresql.launch()
        leave()
    assert isinstance(said, DatabaseError)
    assert said.exit_code == 3


def test_what_a_dead_machine_had_settled_is_not_done_again(
    ready_database: Callable[[str], str], tmp_path: Path
) -> None:
    """The next one finds it in the diary, failures as well, and tells of it as if it had done it."""
    folder = write(tmp_path / "in", a="Rà soát.\nTập huấn.", b="BUG")
    url = ready_database("postgresql")
    with using_database(url) as engine:
        run_id = start_run(engine, [])
        order = Order(url, run_id, False, Effort(limits=LIMITS, read=read_odd))
        first = bring_in(order, sorted(folder.iterdir()), again=False)
        again = bring_in(replace(order, effort=replace(order.effort, read=read_never)), sorted(folder.iterdir()), True)
        assert isinstance(first, tuple)
        assert isinstance(again, tuple)
        told = [
            {(one.path, one.status, one.document_id, one.content) for one in outcomes} for outcomes in (first, again)
        ]
        assert told[0] == told[1]
        assert len(diary(engine)) == 2
        leave()


def test_ctrl_c_ends_cleanly(machines: Machines, ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """Exit code 130, data and nothing else on standard output, what was finished is in."""
    url = ready_database("postgresql")
    folder = write(tmp_path / "in", **{f"p{number:02}": f"SLOW {number}" for number in range(60)})
    with importer(url, folder, 0, machines.address) as (program, lines):
        next(lines)
        program.send_signal(signal.SIGINT)
        assert set(lines) <= {"new\n"}
        assert program.wait(PATIENCE) == 130
    with using_database(url) as engine:
        with engine.connect() as connection:
            assert list(connection.scalars(select(t.runs.c.status))) == ["interrupted"]
        assert 0 < len(find_documents(engine)) < 60


def test_sqlite_is_refused(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """With words that say why, and before anything is started."""
    with using_database(ready_database("sqlite")) as engine:
        with pytest.raises(UsageError, match="SQLite") as caught:
            ingest_on_cluster(engine, find_inputs([str(tmp_path)]))
        assert "postgresql://" in caught.value.advice


def test_a_cluster_that_does_not_answer(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """The message says how to start one."""
    with using_database(ready_database("postgresql")) as engine:
        with pytest.raises(ProgramMissing, match="No Ray cluster answers at") as caught:
            ingest_on_cluster(engine, find_inputs([str(tmp_path)]), address="127.0.0.1:1")
        assert "ray start" in caught.value.advice


def test_without_ray_the_message_says_how_to_get_it(
    ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for every program that is missing: exit code 4."""
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.setitem(sys.modules, "ray", None)
    with using_database(ready_database("postgresql")) as engine, pytest.raises(ProgramMissing) as caught:
        ingest_on_cluster(engine, find_inputs([str(tmp_path)]))
    assert (caught.value.exit_code, caught.value.advice) == (4, "pip install 'kehoach[cluster]'")


def test_a_machine_killed_in_mid_batch(
    machines: Machines, ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it was doing is done by the other: every file is in, once; the export is that of one machine.

    The last test here, which leaves one machine of two.
    """
    folder = write(tmp_path / "in", **{f"p{number:02}": f"SLOW {number}\nRà soát {number}." for number in range(60)})
    write(folder, p07="WAIT\nTập huấn.")
    lost: list[Any] = []
    over = threading.Event()
    give_again = _Round._again

    def counted(self: _Round, *task: Any) -> None:
        lost.append(task)
        give_again(self, *task)

    def kill_the_reader() -> None:
        number = folder / "p07.pid"
        while not (number.exists() and number.read_text().endswith("\n")):
            if over.wait(0.02):
                return
        machines.kill(int(number.read_text()))
        (folder / "p07.go").touch()

    monkeypatch.setattr(_Round, "_again", counted)
    killer = threading.Thread(target=kill_the_reader, daemon=True)
    killer.start()
    with using_database(ready_database("postgresql")) as engine:
        summary = run(engine, machines, folder, limits=replace(LIMITS, seconds=PATIENCE))
        over.set()
        killer.join(PATIENCE)
        assert (len(machines.nodes), len(lost) > 0) == (1, True)
        assert (summary.exit_code, sum(summary.counts.values()), summary.counts["failed"]) == (0, 60, 0)
        assert {Path(line.path).name for line in diary(engine)} == {file.name for file in folder.glob("*.txt")}
        with engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(t.tasks)) == 2 * 60
        assert exported(engine) == by_one_machine(ready_database("sqlite"), folder)
