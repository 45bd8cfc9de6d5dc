"""A batch on many machines: Ray hands the files round, each machine reads and stores, this one counts.

Every machine writes into the one PostgreSQL by itself, so that no single writer is the width of the cluster; the store
takes each content once, whoever brings it. A machine that dies loses what it was doing, which another one does again.
"""

import logging
import os
import signal
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ingest.batch import FileOutcome, Summary, Writer, keeping_diary
from ingest.crew import Effort
from ingest.inputs import Inputs, Place
from ingest.interrupt import Stop
from ingest.node import Order, bring_in
from ingest.worker import Failure
from models.database import patiently
from models.errors import KehoachError, ProgramMissing, UsageError
from models.unit_names_by_people import aliases_by_people

POLL_SECONDS = 0.5
"""How soon Ctrl-C is noticed while all machines are reading."""
LOOKAHEAD = 2
"""Tasks handed out per core: one in work, one waiting."""
MOST_FILES = 16
"""Files in one task while there are many left; towards the end fewer, so that all machines end at the same time."""
KNOCK_SECONDS = 10
"""How long a cluster's head may take to pick up."""
TRIES = 5
"""Machines that may die over a file before it is taken for the cause."""


def ingest_on_cluster(
    engine: Engine,
    inputs: Inputs,
    *,
    address: str | None = None,
    asked: Sequence[str] = (),
    effort: Effort | None = None,
    force: bool = False,
    tell: Callable[[FileOutcome], None] = lambda outcome: None,
    stop: Stop | None = None,
) -> Summary:
    """
    Bring all of *inputs* into the database, on the machines of a Ray cluster.

    Args:
        address: of the cluster's head; None for $RAY_ADDRESS, else the cluster that this machine is part of, else a new
            one of this machine alone.
        effort: as for one machine; its `jobs` bounds the tasks at the same time, else the cluster's cores do.
        asked, force, tell, stop: as for `ingest.batch.ingest_files`.
    Raises:
        UsageError: the database is no PostgreSQL, which alone all machines can reach.
        ProgramMissing: Ray is not installed, or no cluster answers at *address*.
        DatabaseError: the database went away for good; what was written before is in.
    """
    _check_database(engine)
    effort = effort or Effort(jobs=0)
    stop = stop or Stop()
    with _connected(address), stop.listening(), keeping_diary(engine, asked, stop) as run_id:
        writer = Writer(engine, run_id, force, tell)
        writer.refuse(inputs)
        told = patiently(lambda: tuple(aliases_by_people(engine).items()))
        order = Order(
            engine.url.render_as_string(hide_password=False), run_id, force, replace(effort, jobs=1, aliases=told)
        )
        _Round(writer, order, effort.jobs, stop).hand_round([_everywhere(place) for place in inputs.files])
        writer.summary.interrupted = stop.asked
    return writer.summary


@dataclass(frozen=True, slots=True)
class _Task:
    places: tuple[Place, ...]
    tries: int = 0


class _Round:
    """Hands tasks round until every file is settled."""

    def __init__(self, writer: Writer, order: Order, most_tasks: int, stop: Stop) -> None:
        import ray

        self.writer = writer
        self.most_tasks = most_tasks
        self.stop = stop
        # Ray's own retries would not tell the next machine that it is one.
        self.remote: Any = ray.remote(num_cpus=1, max_retries=0)(bring_in)
        self.order = ray.put(order)
        self.unread: deque[Place] = deque()
        self.lost: deque[_Task] = deque()
        self.in_work: dict[Any, _Task] = {}

    def hand_round(self, places: Sequence[Place]) -> None:
        """Keep the cluster busy; no more tasks are out than its cores can take."""
        import ray

        self.unread.extend(places)
        while (self.unread or self.lost or self.in_work) and not self.stop.asked:
            slots = self.most_tasks or LOOKAHEAD * _cores()
            while (self.unread or self.lost) and len(self.in_work) < slots and not self.stop.asked:
                task = self.lost.popleft() if self.lost else self._next(slots)
                self.in_work[self.remote.remote(self.order, task.places, task.tries > 0)] = task
            done, _ = ray.wait(list(self.in_work), num_returns=len(self.in_work), timeout=0)
            if not done:
                done, _ = ray.wait(list(self.in_work), timeout=POLL_SECONDS)
            for finished in done:
                self._settle(self.in_work.pop(finished), finished)

    def _next(self, slots: int) -> _Task:
        size = max(1, min(MOST_FILES, len(self.unread) // (2 * slots)))
        return _Task(tuple(self.unread.popleft() for _ in range(size)))

    def _settle(self, task: _Task, finished: Any) -> None:
        """Count what a machine did, or give its files to others."""
        import ray
        from ray.exceptions import RayError, RayTaskError

        try:
            told = ray.get(finished)
        except RayTaskError as error:  # not foreseen, and not the machine's fault: the same would come again
            reason = str(error).strip().splitlines()[-1][:300]
            self._fail(task, Failure(type(error).__name__, reason, "This is a fault of Kehoach; report it."))
        except RayError as error:
            self._again(task, error)
        else:
            if isinstance(told, KehoachError):
                raise told
            for outcome in told:
                self.writer.done(outcome)

    def _again(self, task: _Task, error: Exception) -> None:
        """The machine or the process is gone: its files one by one, so that one that is the cause is alone."""
        if task.tries < TRIES:
            self.lost.extend(_Task((place,), task.tries + 1) for place in task.places)
            return
        message = f"{task.tries + 1} processes of the cluster died over it ({type(error).__name__})."
        self._fail(task, Failure("ProcessCrashed", message, "Look into the logs of Ray on that machine."))

    def _fail(self, task: _Task, failure: Failure) -> None:
        for place in task.places:
            self.writer.fail(place, None, failure)


def _check_database(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        raise UsageError(
            "On a cluster every machine writes into the database, which a SQLite file does not allow.",
            "Name a PostgreSQL database that all machines reach: --db postgresql://…",
        )


def _cores() -> int:
    """Cores of all machines that are there now."""
    import ray

    resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call, unused-ignore]
    return max(1, int(resources.get("CPU", 1)))


def _everywhere(place: Place) -> Place:
    """*place* as it is called on every machine: a path from the root of the shared storage."""
    return place.absolute() if isinstance(place, Path) else place


@contextmanager
def _connected(address: str | None) -> Iterator[None]:
    """
    Connected to the cluster at *address*; a connection that is there already is used, and stays.

    Raises:
        ProgramMissing: Ray is not installed, or no cluster answers there.
    """
    # Nothing is reported to the makers of Ray, and nothing of what its machines say is printed among our data.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", ".")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise ProgramMissing(
            "Ray is not installed, which --engine ray needs.", "pip install 'kehoach[cluster]'"
        ) from error
    address = address or os.environ.get("RAY_ADDRESS")
    ours = signal.getsignal(signal.SIGTERM)
    already = ray.is_initialized()
    try:
        _knock(address or "")
        if not already:
            ray.init(address, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, ValueError, RuntimeError) as error:
        raise ProgramMissing(
            f"No Ray cluster answers {f'at {address}' if address else 'here'}: {error}.",
            "Start one with `ray start --head`, and `ray start --address=HEAD:6379` on the other machines.",
        ) from error
    try:
        yield
    finally:
        if not already:
            ray.shutdown()
            # Ray puts a handler of its own in its place, and leaves it there.
            if threading.current_thread() is threading.main_thread():
                signal.signal(signal.SIGTERM, ours)


def _knock(address: str) -> None:
    """Raise OSError if nobody listens at *address*: Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if host and port.isdecimal() and "/" not in host:
        socket.create_connection((host, int(port)), timeout=KNOCK_SECONDS).close()
