"""Files dropped on the page: taken in, bounded, and read like any other ingest, one batch after another."""

import queue
import shutil
import threading
import unicodedata
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine

from ingest.batch import Effort, FileOutcome, ingest_files
from ingest.inputs import SUFFIXES, Inputs, sha256_of, shown
from ingest.interrupt import Stop
from models.errors import KehoachError, LimitExceeded, UsageError
from review.originals import Originals

MOST_FILES = 200
LARGEST_FILE = 100_000_000
"""Bytes: a scan of 500 pages at 200 dpi has about 60 million."""
LARGEST_REQUEST = 1_000_000_000
MOST_WAITING = 20
"""Batches that may wait: each holds its files on disk."""
PATIENCE = 5.0
"""Seconds for giving up what is being read."""
_REMEMBERED = 300
"""Files shown with what became of them."""


@dataclass(slots=True)
class Arrival:
    """One uploaded file and what became of it."""

    name: str
    status: str = "waiting"
    """waiting, new, replaced, unchanged or failed."""
    document_id: int | None = None
    error: str = ""
    """What kind of failure it was, where it could not be read."""
    reason: str = ""


@dataclass(slots=True)
class Batch:
    """Files that were dropped together."""

    folder: Path
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    """By path."""
    again: bool = False
    """Whether what is in the database already is read anew."""


class Inbox:
    """Takes files in, reads them in a thread with processes of its own, and tells how far it is."""

    most_files = MOST_FILES

    def __init__(self, engine: Engine, originals: Originals, effort: Effort | None = None) -> None:
        self.engine = engine
        self.originals = originals
        self.effort = effort or Effort(jobs=1)
        self._waiting: queue.Queue[Batch | None] = queue.Queue()
        self._arrivals: list[Arrival] = []
        self._lock = threading.Lock()
        self._stop = Stop()
        self._thread: threading.Thread | None = None
        # What was left behind when the desk was last closed halfway was never read.
        for left in originals.incoming.iterdir():
            shutil.rmtree(left, ignore_errors=True)

    def close(self) -> None:
        """Read nothing more; what is being read is given up."""
        self._stop.asked = True
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def arrivals(self) -> tuple[Arrival, ...]:
        """The files of late, newest first."""
        with self._lock:
            return tuple(reversed(self._arrivals))

    def take(self, files: list[tuple[str, BinaryIO]], again: bool = False) -> None:
        """
        Take *files* (name as the browser tells it, content) in, to be read soon.

        Args:
            again: read also what is there already.
        Raises:
            UsageError: there is nothing to read, or too much is waiting already.
            LimitExceeded: a file is too large.
        """
        if not files:
            raise UsageError("No file was chosen.")
        if self._waiting.qsize() >= MOST_WAITING:
            raise UsageError("Many files are still waiting.", "Try again later.")
        batch = Batch(self.originals.incoming / uuid.uuid4().hex, again=again)
        try:
            for number, (name, content) in enumerate(files):
                # A folder each: two files may have the same name.
                place = batch.folder / str(number) / clean_file_name(name)
                place.parent.mkdir(parents=True)
                _copy_bounded(content, place)
                batch.arrivals[shown(place)] = Arrival(place.name)
        except OSError as error:
            shutil.rmtree(batch.folder, ignore_errors=True)
            raise UsageError(
                f"The files cannot be kept: {error.strerror}.",
                "Is there room in the desk's folder (--store)?",
            ) from error
        except BaseException:
            shutil.rmtree(batch.folder, ignore_errors=True)
            raise
        with self._lock:
            self._arrivals = [*self._arrivals, *batch.arrivals.values()][-_REMEMBERED:]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="kehoach-inbox", daemon=True)
                self._thread.start()
        self._waiting.put(batch)

    def _work(self) -> None:
        while (batch := self._waiting.get()) is not None:
            if self._stop.asked:
                break
            try:
                self._read(batch)
            except KehoachError as error:
                self._give_up(batch, type(error).__name__, str(error))
            except Exception as error:  # the thread serves the next batch whatever this one held
                self._give_up(batch, type(error).__name__, f"{type(error).__name__}: {error}")
            finally:
                shutil.rmtree(batch.folder, ignore_errors=True)

    def _read(self, batch: Batch) -> None:
        paths = tuple(sorted(path for path in batch.folder.rglob("*") if path.is_file()))
        for path in paths:
            self.originals.keep(path, sha256_of(path))

        def tell(outcome: FileOutcome) -> None:
            arrival = batch.arrivals.get(outcome.path)
            if arrival:
                arrival.document_id = outcome.document_id
                arrival.error = outcome.failure.error if outcome.failure else ""
                arrival.reason = outcome.failure.reason if outcome.failure else ""
                arrival.status = outcome.status

        names = [arrival.name for arrival in batch.arrivals.values()]
        ingest_files(
            self.engine,
            Inputs(paths, ()),
            asked=names,
            effort=self.effort,
            force=batch.again,
            tell=tell,
            stop=self._stop,
        )

    def _give_up(self, batch: Batch, error: str, reason: str) -> None:
        for arrival in batch.arrivals.values():
            if arrival.status == "waiting":
                arrival.error, arrival.reason = error, reason
                arrival.status = "failed"


def clean_file_name(name: str) -> str:
    """*name* as a file name of ours: its last part, printable, not too long, with an ending that a plan has."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    last = "".join(letter for letter in last if letter.isprintable()).strip().lstrip(".")
    stem, dot, suffix = last.rpartition(".")
    ending = f".{suffix.lower()}" if dot and f".{suffix.lower()}" in SUFFIXES else ""
    stem = stem if ending else last
    # 255 bytes is the most a file system takes; Vietnamese letters have up to three.
    stem = stem.encode()[:200].decode(errors="ignore").strip() or "plan"
    return stem + ending


def _copy_bounded(content: BinaryIO, place: Path) -> None:
    with place.open("wb") as target:
        while piece := content.read(1 << 20):
            if target.tell() + len(piece) > LARGEST_FILE:
                raise LimitExceeded(
                    f"{place.name} is larger than {LARGEST_FILE // 1_000_000} MB.", "Use `kehoach ingest` for it."
                )
            target.write(piece)
