"""Many files into the database: each read in a process of its own, written by one writer, in any order the same.

What a file does to its process stays there. What has been read is in, whatever happens next; what failed has a reason.
"""

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ingest.crew import Crew, Effort
from ingest.inputs import Inputs, Place, check_regular, sha256_of, shown
from ingest.interrupt import Stop
from ingest.outcome import Content, FileOutcome, Summary
from ingest.remote import RemoteFile, without_password
from ingest.worker import Failure, Reading, failure_of
from models.bulk import chunks_of
from models.database import patiently
from models.errors import FileMissing, KehoachError
from models.remote_marks import RemoteMark, remember_mark, unchanged_since
from models.runs import FileRecord, RunStatus, finish_run, record_files, start_run
from models.store import KnownDocument, add_name, known_documents, save_plan
from models.unit_names_by_people import aliases_by_people

__all__ = ["Effort", "FileOutcome", "Summary", "Writer", "ingest_files", "keeping_diary", "settle_files"]

POLL_SECONDS = 0.5
"""How soon Ctrl-C is noticed while all processes are reading."""
LOOKAHEAD = 2
"""Files handed out per process: one in work, one waiting, so that none of them idles."""
HASHED_AT_ONCE = 200
"""Files looked up in the database together."""


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
    stop = stop or Stop()
    with stop.listening(), keeping_diary(engine, asked, stop) as run_id:
        writer = Writer(engine, run_id, force, tell)
        writer.refuse(inputs)
        told = patiently(lambda: tuple(aliases_by_people(engine).items()))
        with Crew(replace(effort or Effort(), aliases=told)) as crew:
            settle_files(writer, inputs.files, crew, stop)
        writer.summary.interrupted = stop.asked
    return writer.summary


@contextmanager
def keeping_diary(engine: Engine, asked: Sequence[str], stop: Stop) -> Iterator[int]:
    """The number of a new run, whose end is written down however it comes."""
    run_id = start_run(engine, [shown(without_password(path)) for path in asked])
    status: RunStatus = "stopped"
    try:
        yield run_id
        status = "finished"
    finally:
        finish_run(engine, run_id, "interrupted" if stop.asked else status)


@dataclass(frozen=True, slots=True)
class _Job:
    """A file on this machine that must be read."""

    place: Place
    """Where it lies; its name and its line in the diary are of that."""
    path: Path
    """Where its bytes are: the same, or a copy."""
    sha256: str

    def done(self) -> None:
        """Delete the copy, if it is one."""
        if isinstance(self.place, RemoteFile):
            shutil.rmtree(self.path.parent, ignore_errors=True)


class Writer:
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

    def unknown(self, places: Sequence[Place]) -> Iterator["_Job | RemoteFile"]:
        """
        The files that must be read; those that are known or cannot be opened are settled on the way.

        What lies on a storage comes as it is, unless that says the same of it as when it was last fetched.
        """
        for few in chunks_of((place for place in places if isinstance(place, Path)), HASHED_AT_ONCE):
            yield from self.unknown_of(self.digested(few))
        for some in chunks_of((place for place in places if isinstance(place, RemoteFile)), HASHED_AT_ONCE):
            yield from self.unfetched(some)

    def unfetched(self, files: Sequence[RemoteFile]) -> list[RemoteFile]:
        """Those of *files* whose bytes must be looked at; the others are settled."""
        marks = {file.address: file.mark for file in files if file.mark is not None}
        same = patiently(lambda: unchanged_since(self.engine, marks)) if marks and not self.force else {}
        current = self.current(same.values())
        self.skip([(file, current[same[file.address]]) for file in files if same.get(file.address) in current])
        return [file for file in files if same.get(file.address) not in current]

    def current(self, digests: Iterable[str]) -> dict[str, KnownDocument]:
        """The documents of these contents that this version of the program would read no better, by SHA-256."""
        asked = frozenset(digests)
        known = patiently(lambda: known_documents(self.engine, asked)) if asked and not self.force else {}
        return {sha256: document for sha256, document in known.items() if document.is_current()}

    def digested(self, paths: Iterable[Path]) -> Iterator[_Job]:
        """*paths* with the digests of their bytes; those that cannot be opened are settled."""
        for path in paths:
            try:
                yield _Job(path, path, _digest_of(path))
            except KehoachError as error:
                self.fail(path, None, failure_of(error))

    def unknown_of(self, jobs: Iterable[_Job]) -> list[_Job]:
        """Those of *jobs* that must be read; the others are settled."""
        asked = tuple(jobs)
        current = self.current(job.sha256 for job in asked)
        there = [job for job in asked if job.sha256 in current]
        for job in there:
            job.done()
            self.remember(job.place, current[job.sha256].id)
        self.skip([(job.place, current[job.sha256]) for job in there])
        return [job for job in asked if job.sha256 not in current]

    def skip(self, files: Sequence[tuple[Place, KnownDocument]]) -> None:
        """Put down files that are there already, with their name if that is new."""
        for place, document in files:
            if (name := shown(place.name)) not in document.names:
                add_name(self.engine, document.id, name)
        record_files(
            self.engine,
            [FileRecord(self.run_id, shown(place), known.sha256, "unchanged", known.id) for place, known in files],
        )
        for place, known in files:
            self.done(FileOutcome(shown(place), "unchanged", known.id))

    def remember(self, place: Place, document_id: int) -> None:
        """Note what the storage said of a file before it was fetched; a file of this machine is looked at each time."""
        if isinstance(place, RemoteFile) and place.mark is not None:
            remember_mark(self.engine, RemoteMark(place.address, shown(place), place.mark, document_id))

    def settle(self, job: _Job, reading: Reading) -> None:
        """Put down what was read, or why nothing was."""
        if isinstance(reading.result, Failure):
            # Its words name this file; under another name they are said of the same bytes.
            told = f"It is the same file as {shown(job.place)}: {reading.result.message}"
            self.settled[job.sha256] = replace(reading.result, message=told)
            self.fail(job.place, job.sha256, reading.result, reading.seconds)
            return
        record = FileRecord(self.run_id, shown(job.place), job.sha256, "new", seconds=reading.seconds)
        saved = save_plan(self.engine, reading.result, force=self.force, record=record)
        self.settled[job.sha256] = saved.document_id
        self.remember(job.place, saved.document_id)
        content = Content.of(reading.result)
        self.done(
            FileOutcome(record.path, saved.outcome, saved.document_id, None, content, reading.seconds, reading.stages)
        )

    def settle_twin(self, job: _Job) -> None:
        """Put down a file whose bytes were read in this run under another name."""
        twin = self.settled[job.sha256]
        if isinstance(twin, Failure):
            self.fail(job.place, job.sha256, twin)
            return
        record = FileRecord(self.run_id, shown(job.place), job.sha256, "unchanged", twin)
        add_name(self.engine, twin, shown(job.place.name), record)
        self.remember(job.place, twin)
        self.done(FileOutcome(record.path, "unchanged", twin))

    def fail(self, place: Place | str, sha256: str | None, failure: Failure, seconds: float = 0.0) -> None:
        """Put down a file that could not be read."""
        record = FileRecord(
            self.run_id, shown(place), sha256, "failed", error=failure.error, reason=failure.reason, seconds=seconds
        )
        record_files(self.engine, [record])
        self.done(FileOutcome(record.path, "failed", failure=failure, seconds=seconds))

    def done(self, outcome: FileOutcome) -> None:
        """Count and tell."""
        self.summary.add(outcome)
        self.tell(outcome)


def settle_files(writer: Writer, places: Sequence[Place], crew: Crew, stop: Stop) -> None:
    """Keep *crew* busy until every file is settled; no more is in memory or copied than is being worked on."""
    in_work: dict[Future[Any], _Job | RemoteFile] = {}
    twins: list[_Job] = []
    handed_out: set[str] = set()
    unread = writer.unknown(places)
    copied: deque[_Job] = deque()
    more = True
    while (more or in_work or copied) and not stop.asked:
        while (more or copied) and len(in_work) < crew.effort.jobs * LOOKAHEAD and not stop.asked:
            job = copied.popleft() if copied else next(unread, None)
            if job is None:
                more = False
            elif isinstance(job, RemoteFile):
                in_work[crew.fetch(job)] = job
            elif job.sha256 in handed_out:
                job.done()
                twins.append(job)
            else:
                handed_out.add(job.sha256)
                in_work[crew.read(job.path)] = job
        finished, _ = wait(in_work, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
        for future in crew.lost():
            job = in_work.pop(future)
            in_work[crew.fetch(job) if isinstance(job, RemoteFile) else crew.read(job.path)] = job
        for future in finished & in_work.keys():
            job = in_work.pop(future)
            if isinstance(job, RemoteFile):
                copied.extend(_copied(writer, crew, job, future))
            else:
                reading = crew.reading_of(future, job.place.name)
                job.done()
                writer.settle(job, reading)
    for twin in twins:
        if twin.sha256 in writer.settled:
            writer.settle_twin(twin)


def _copied(writer: Writer, crew: Crew, file: RemoteFile, future: Future[Any]) -> list[_Job]:
    """The copy of *file*, if it must be read."""
    fetched = crew.fetched_of(future, file)
    if isinstance(fetched, Failure):
        writer.fail(file, None, fetched)
        return []
    return writer.unknown_of([_Job(file, fetched.path, fetched.sha256)])


def _digest_of(path: Path) -> str:
    check_regular(path)
    try:
        return sha256_of(path)
    except OSError as error:
        raise FileMissing(
            f"{shown(path)} cannot be read: {error.strerror}.", "Check the file and its rights."
        ) from error
