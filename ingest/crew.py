"""The processes that read files on this machine: each file in one that can be killed, whatever the file does to it."""

import multiprocessing
import shutil
import time
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, TypeVar

from ingest.inputs import shown
from ingest.leftovers import clear_rooms, guarded
from ingest.limits import Limits, too_slow
from ingest.pages import OcrMode
from ingest.remote import RemoteFile
from ingest.worker import Aliases, Failure, Fetched, Reading, ReadPlan, failure_of, fetch_one, prepare_process, read_one
from models.errors import LimitExceeded

T = TypeVar("T")

FILES_A_PROCESS = 100
"""Files after which a process is replaced by a fresh one: what leaks, leaks for so long."""
FRESH_STARTS = 5
"""Times that all processes are started anew without one file settled in between: then they cannot live here."""

IDLE_SECONDS = 60.0
"""Longer than any machine takes to start a process."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How files are read."""

    ocr: OcrMode = "auto"
    jobs: int = 1
    """How many processes read at the same time."""
    limits: Limits = field(default_factory=Limits)
    read: ReadPlan | None = None
    """Stands in for the pipeline in tests; must be importable by name."""
    aliases: Aliases = ()
    """Names of units as people told them; they are taken from the database once, when the run begins."""


class Crew:
    """
    Processes that read files, started for the first of them: a rerun over what is known needs none.

    As a context it ends with all that the processes had started and had not deleted; if this process is killed instead,
    a guard sees to that.
    """

    def __init__(self, effort: Effort) -> None:
        self.effort = effort
        self._closing = ExitStack()
        self._numbers = count()
        self._pool: Any = None
        self._folder = Path()
        self._copies: dict[Future[Any], Path] = {}
        self._waited_for: set[Future[Any]] = set()
        self._lost: list[Future[Any]] = []
        self._fresh_starts = 0
        self._idle_since: float | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def read(self, path: Path) -> "Future[Reading]":
        """Have the file at *path* read."""
        effort = self.effort
        return self._start(read_one, path, effort.ocr, effort.limits, effort.read, effort.aliases)

    def fetch(self, file: RemoteFile) -> "Future[Fetched | Failure]":
        """Have *file* copied to this machine, into a folder of its own."""
        self._open()
        folder = self._folder / "fetched" / str(next(self._numbers))
        folder.mkdir(parents=True)
        started = self._start(fetch_one, file, folder, self.effort.limits)
        self._copies[started] = folder
        return started

    def reading_of(self, future: "Future[Reading]", name: str) -> Reading:
        """What the process said of the file called *name*, or what its silence means."""
        said = self._said(future, name)
        if isinstance(said, Failure):
            # It said nothing: its time was up, or it died at a moment that nobody knows.
            return Reading(said, float(self.effort.limits.seconds) if said.error == "LimitExceeded" else 0.0)
        return said

    def fetched_of(self, future: "Future[Fetched | Failure]", file: RemoteFile) -> Fetched | Failure:
        """The copy of *file*, or why there is none."""
        folder = self._copies.pop(future)
        said = self._said(future, file.name)
        if isinstance(said, Failure):
            shutil.rmtree(folder, ignore_errors=True)
        return said

    def lost(self) -> "list[Future[Any]]":
        """
        What was started and will never be heard of: a process was killed between two files.

        These files are not the cause, and are to be started again.

        Raises:
            LimitExceeded: the processes die whenever they are started.
        """
        if self._pool and (not self._pool.active or self._stands_still()):
            self._start_afresh()
        lost, self._lost = self._lost, []
        for future in lost:
            shutil.rmtree(self._copies.pop(future, ""), ignore_errors=True)
        return lost

    def _said(self, future: "Future[T]", name: str) -> T | Failure:
        from pebble import ProcessExpired

        self._waited_for.discard(future)
        self._fresh_starts = 0
        if future.exception():
            clear_rooms(self._folder / "rooms")
        try:
            return future.result()
        except TimeoutError:
            return failure_of(too_slow(name, self.effort.limits))
        except ProcessExpired as error:
            # Out of memory inside a library ends here as well: it aborts, or the system kills it.
            message = f"{shown(name)} crashed the process that read it (exit code {error.exitcode})."
            advice = "It is damaged, or needs more memory than it may have: see --max-memory-mb."
            return Failure("ProcessCrashed", message, advice)
        except Exception as error:  # the result could not be brought back: never let one file end the batch
            message = f"What was read from {shown(name)} could not be handed over: {error}."
            return Failure(type(error).__name__, message, "This is a fault of Kehoach; report it.")

    def _start(self, function: Any, *arguments: Any) -> "Future[Any]":
        self._open()
        started: Future[Any] = self._pool.schedule(function, args=arguments, timeout=self.effort.limits.seconds)
        self._waited_for.add(started)
        return started

    def _open(self) -> None:
        """See that there are processes, which are started with the first file."""
        if self._pool and not self._pool.active:
            self._start_afresh()
        if self._pool:
            return
        place = TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True)
        self._folder = Path(self._closing.enter_context(place))
        (self._folder / "rooms").mkdir()
        self._closing.enter_context(guarded(self._folder))
        self._closing.callback(self._end)
        self._pool = self._new_pool()

    def _start_afresh(self) -> None:
        """Replace the processes: the pool takes the death of an idle one for its own."""
        self._end()
        clear_rooms(self._folder / "rooms")
        lost = [f for f in self._waited_for if not f.done() or isinstance(f.exception(), BrokenProcessPool)]
        self._waited_for.difference_update(lost)
        self._lost += lost
        self._fresh_starts += 1
        self._idle_since = None
        if self._fresh_starts > FRESH_STARTS:
            raise LimitExceeded(
                "The processes that read files die as soon as they are started.",
                "Allow them more memory (--max-memory-mb), or see whether the system ends them.",
            )
        self._pool = self._new_pool()

    def _stands_still(self) -> bool:
        """Whether files wait and none is being read for long: a process that was killed took one with it."""
        if not self._waited_for or any(future.running() or future.done() for future in self._waited_for):
            self._idle_since = None
            return False
        self._idle_since = self._idle_since or time.monotonic()
        return time.monotonic() - self._idle_since > IDLE_SECONDS

    def _new_pool(self) -> Any:
        from pebble import ProcessPool

        effort, rooms = self.effort, self._folder / "rooms"
        # A server forks the processes: they share what is imported once, and inherit no database connection of ours.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([effort.read.__module__ if effort.read else "ingest.pipeline", "ingest.worker"])
        return ProcessPool(
            max_workers=effort.jobs,
            max_tasks=FILES_A_PROCESS,
            initializer=prepare_process,
            initargs=(effort.limits, rooms),
            context=context,
        )

    def _end(self) -> None:
        if self._pool:
            self._pool.stop()
            self._pool.join()
        self._pool = None
