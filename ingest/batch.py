"""Many files into the database: each read in a process of its own, written by one writer, in any order the same.

What a file does to its process stays there. What has been read is in, whatever happens next; what failed has a reason.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine

from ingest.inputs import Inputs, check_regular, sha256_of, shown
from ingest.interrupt import Stop
from ingest.leftovers import clear_rooms
from ingest.limits import Limits, too_slow
from ingest.pages import OcrMode
from ingest.stopwatch import Stages
from ingest.worker import Aliases, Failure, Reading, ReadPlan, failure_of, prepare_process, read_one
from models.errors import FileMissing, KehoachError
from models.plan import Plan
from models.runs import FileRecord, FileStatus, RunStatus, finish_run, record_files, start_run
from models.store import KnownDocument, add_name, known_documents, save_plan
from models.unit_names_by_people import aliases_by_people

FILES_A_PROCESS = 100
"""Files after which a process is replaced by a fresh one: what leaks, leaks for so long."""
POLL_SECONDS = 0.5
"""How soon Ctrl-C is noticed while all processes are reading."""
LOOKAHEAD = 2
"""Files handed out per process: one in work, one waiting, so that none of them idles."""
HASHED_AT_ONCE = 200
"""Files looked up in the database together."""


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
    """Names of units as people told them; `ingest_files` takes them from the database once, when the run begins."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, as told to the person."""

    path: str
    status: FileStatus
    document_id: int | None = None
    failure: Failure | None = None
    plan: Plan | None = None
    """What was read just now; None for a file that was known or failed."""
    seconds: float = 0.0
    stages: Stages = ()
    """Seconds by stage, where it was read just now."""


@dataclass(slots=True)
class Summary:
    """What became of all files of a run so far."""

    counts: dict[FileStatus, int] = field(
        default_factory=lambda: {"new": 0, "replaced": 0, "unchanged": 0, "failed": 0}
    )
    pages: int = 0
    tasks: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    """By code."""
    failed: list[FileOutcome] = field(default_factory=list)
    interrupted: bool = False

    def add(self, outcome: FileOutcome) -> None:
        """Count one more file."""
        self.counts[outcome.status] += 1
        if outcome.failure:
            self.failed.append(outcome)
        if outcome.plan:
            self.pages += outcome.plan.document.page_count
            self.tasks += len(outcome.plan.tasks)
            for finding in outcome.plan.findings:
                self.findings[finding.code] = self.findings.get(finding.code, 0) + 1

    @property
    def exit_code(self) -> int:
        """As the contract has it: 0 all in, 1 some failed, 2 nothing to do, 4 a program is missing, 130 interrupted."""
        if self.interrupted:
            return 130
        codes = {outcome.failure.exit_code for outcome in self.failed if outcome.failure}
        if 4 in codes:
            return 4
        in_or_there = sum(self.counts.values()) - self.counts["failed"]
        return 2 if codes == {2} and not in_or_there else min(len(codes), 1)


def ingest_files(
    engine: Engine,
    inputs: Inputs,
    *,
    asked: Sequence[str] = (),
    effort: Effort | None = None,
    force: bool = False,
    tell: Callable[[FileOutcome], None] = lambda outcome: None,
    stop: Stop | None = None,
) -> Summary:
    """
    Bring all of *inputs* into the database, skipping what is there.

    Args:
        asked: the paths as the person gave them, for the run's diary.
        force: read and replace also what is there already.
        tell: called with each outcome as soon as it is in the database.
        stop: asked to stop by somebody else than Ctrl-C.
    Returns:
        The summary; after Ctrl-C with `interrupted`, and everything that was finished is in.
    Raises:
        DatabaseError: the database went away for good; what was written before is in.
    """
    run_id = start_run(engine, [shown(path) for path in asked])
    batch = _Batch(engine, run_id, force, tell)
    stop = stop or Stop()
    status: RunStatus = "stopped"
    try:
        with stop.listening():
            batch.refuse(inputs)
            told = tuple(aliases_by_people(engine).items())
            _read_all(batch, inputs.files, replace(effort or Effort(), aliases=told), stop)
        batch.summary.interrupted = stop.asked
        status = "interrupted" if stop.asked else "finished"
    finally:
        finish_run(engine, run_id, status)
    return batch.summary


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    sha256: str


class _Batch:
    """The one writer: knows the database and the run, and tells of each file once it is in."""

    def __init__(self, engine: Engine, run_id: int, force: bool, tell: Callable[[FileOutcome], None]) -> None:
        self.engine = engine
        self.run_id = run_id
        self.force = force
        self.tell = tell
        self.summary = Summary()
        self.settled: dict[str, int | Failure] = {}
        """What became of contents read in this run, by SHA-256: for the same bytes under a second name."""

    def refuse(self, inputs: Inputs) -> None:
        """Put down the paths that lead to nothing."""
        for bad in inputs.bad:
            self.fail(bad.path, None, failure_of(bad.error))

    def jobs(self, paths: Sequence[Path]) -> Iterator[_Job]:
        """The files that must be read; those that are known or cannot be opened are settled on the way."""
        for chunk in _chunks(paths, HASHED_AT_ONCE):
            digests = {}
            for path in chunk:
                try:
                    digests[path] = _digest_of(path)
                except KehoachError as error:
                    self.fail(path, None, failure_of(error))
            known = known_documents(self.engine, set(digests.values()))
            current = {sha: document for sha, document in known.items() if document.is_current() and not self.force}
            self.skip([(path, sha, current[sha]) for path, sha in digests.items() if sha in current])
            yield from (_Job(path, sha) for path, sha in digests.items() if sha not in current)

    def skip(self, files: Sequence[tuple[Path, str, KnownDocument]]) -> None:
        """Put down files that are there already, with their name if that is new."""
        for path, _, document in files:
            if (name := shown(path.name)) not in document.names:
                add_name(self.engine, document.id, name)
        record_files(
            self.engine,
            [FileRecord(self.run_id, shown(path), sha, "unchanged", known.id) for path, sha, known in files],
        )
        for path, _, known in files:
            self.done(FileOutcome(shown(path), "unchanged", known.id))

    def settle(self, job: _Job, reading: Reading) -> None:
        """Put down what was read, or why nothing was."""
        if isinstance(reading.result, Failure):
            self.settled[job.sha256] = reading.result
            self.fail(job.path, job.sha256, reading.result, reading.seconds)
            return
        record = FileRecord(self.run_id, shown(job.path), job.sha256, "new", seconds=reading.seconds)
        saved = save_plan(self.engine, reading.result, force=self.force, record=record)
        self.settled[job.sha256] = saved.document_id
        self.done(
            FileOutcome(
                record.path,
                saved.outcome,
                saved.document_id,
                plan=reading.result,
                seconds=reading.seconds,
                stages=reading.stages,
            )
        )

    def settle_twin(self, job: _Job) -> None:
        """Put down a file whose bytes were read in this run under another name."""
        twin = self.settled[job.sha256]
        if isinstance(twin, Failure):
            self.fail(job.path, job.sha256, twin)
            return
        record = FileRecord(self.run_id, shown(job.path), job.sha256, "unchanged", twin)
        add_name(self.engine, twin, shown(job.path.name), record)
        self.done(FileOutcome(record.path, "unchanged", twin))

    def fail(self, path: Path | str, sha256: str | None, failure: Failure, seconds: float = 0.0) -> None:
        """Put down a file that could not be read."""
        record = FileRecord(
            self.run_id, shown(path), sha256, "failed", error=failure.error, reason=failure.reason, seconds=seconds
        )
        record_files(self.engine, [record])
        self.done(FileOutcome(record.path, "failed", failure=failure, seconds=seconds))

    def done(self, outcome: FileOutcome) -> None:
        """Count and tell."""
        self.summary.add(outcome)
        self.tell(outcome)


def _read_all(batch: _Batch, files: Sequence[Path], effort: Effort, stop: Stop) -> None:
    """Keep the processes busy until every file is settled; no more is in memory than is being worked on."""
    in_work: dict[Future[Reading], _Job] = {}
    twins: list[_Job] = []
    handed_out: set[str] = set()
    unread = batch.jobs(files)
    pool: Any = None
    rooms: Path | None = None
    with ExitStack() as stack:
        more = True
        while (more or in_work) and not stop.asked:
            while more and len(in_work) < effort.jobs * LOOKAHEAD and not stop.asked:
                job = next(unread, None)
                if job is None:
                    more = False
                elif job.sha256 in handed_out:
                    twins.append(job)
                else:
                    handed_out.add(job.sha256)
                    # Started for the first file that must be read: a rerun needs no process at all.
                    if pool is None or rooms is None:
                        rooms = stack.enter_context(_rooms())
                        pool = stack.enter_context(_pool(effort, rooms))
                    arguments = (job.path, effort.ocr, effort.limits, effort.read, effort.aliases)
                    in_work[pool.schedule(read_one, args=arguments, timeout=effort.limits.seconds)] = job
            finished, _ = wait(in_work, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
            for future in finished:
                done = in_work.pop(future)
                if future.exception() and rooms:
                    clear_rooms(rooms)
                batch.settle(done, _reading_of(future, done.path, effort.limits))
    for twin in twins:
        if twin.sha256 in batch.settled:
            batch.settle_twin(twin)


@contextmanager
def _rooms() -> Iterator[Path]:
    """A folder for the temporary files of all processes, gone afterwards together with what they left running."""
    with TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as folder:
        try:
            yield Path(folder)
        finally:
            clear_rooms(Path(folder))


@contextmanager
def _pool(effort: Effort, rooms: Path) -> Iterator[Any]:
    from pebble import ProcessPool

    # A server forks the processes: they share what is imported once, and inherit no database connection of ours.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([effort.read.__module__ if effort.read else "ingest.pipeline", "ingest.worker"])
    pool: Any = ProcessPool(
        max_workers=effort.jobs,
        max_tasks=FILES_A_PROCESS,
        initializer=prepare_process,
        initargs=(effort.limits, rooms),
        context=context,
    )
    try:
        yield pool
    finally:
        pool.stop()
        pool.join()


def _reading_of(future: "Future[Reading]", path: Path, limits: Limits) -> Reading:
    """What the process said, or what its silence means."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except TimeoutError:
        return Reading(failure_of(too_slow(path, limits)), limits.seconds)
    except ProcessExpired as error:
        # Out of memory inside a library ends here as well: it aborts, or the system kills it.
        message = f"{shown(path.name)} crashed the process that read it (exit code {error.exitcode})."
        advice = "It is damaged, or needs more memory than it may have: see --max-memory-mb."
        return Reading(Failure("ProcessCrashed", message, advice), 0.0)
    except Exception as error:  # the result could not be brought back: never let one file end the batch
        message = f"What was read from {shown(path.name)} could not be handed over: {error}."
        return Reading(Failure(type(error).__name__, message, "This is a fault of Kehoach; report it."), 0.0)


def _digest_of(path: Path) -> str:
    check_regular(path)
    try:
        return sha256_of(path)
    except OSError as error:
        raise FileMissing(
            f"{shown(path)} cannot be read: {error.strerror}.", "Check the file and its rights."
        ) from error


def _chunks(paths: Sequence[Path], size: int) -> Iterator[Sequence[Path]]:
    return (paths[start : start + size] for start in range(0, len(paths), size))
