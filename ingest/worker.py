"""What happens to one file in a process of its own: it comes back as a plan or as a reason, never as a crash.

The same function serves one machine and many: it takes and gives only what can be pickled.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.inputs import sha256_of, shown
from ingest.leftovers import take_room
from ingest.limits import Limits, check_size, is_full, limit_memory, no_room, too_greedy
from ingest.pages import OcrMode
from ingest.remote import RemoteFile, fetch
from ingest.stopwatch import Mark, Stages, Stopwatch
from models.errors import KehoachError
from models.plan import Plan

if TYPE_CHECKING:
    from normalize.units import UnitNames

ReadPlan = Callable[[Path, OcrMode], Plan]
"""How a file becomes a plan: `ingest.pipeline.read_plan`, or a stand-in in tests."""
Aliases = tuple[tuple[str, str], ...]
"""Printed names of units with the units' canonical names, as people told them."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be read."""

    error: str
    """Name of its class in `models.errors`, or of the Python error that nobody foresaw."""
    message: str
    advice: str = ""
    exit_code: int = 1

    @property
    def reason(self) -> str:
        """Message and advice as one text."""
        return f"{self.message} {self.advice}".strip()


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file."""

    result: Plan | Failure
    seconds: float
    stages: Stages = ()
    """Seconds by stage."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was copied to this machine."""

    path: Path
    sha256: str


def failure_of(error: KehoachError) -> Failure:
    """*error* as what is stored and shown."""
    # A message may quote a file's name, and a name may hold bytes that are no text.
    message = str(error).encode("utf-8", "replace").decode("utf-8")
    return Failure(type(error).__name__, message, error.advice, error.exit_code)


def prepare_process(limits: Limits, rooms: Path) -> None:
    """Set up a process that reads files: bounded, deaf to Ctrl-C (the parent decides), silent, tidied up after."""
    take_room(rooms)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One core a process: the batch has as many processes as it wants cores.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["KEHOACH_MAX_MEGAPIXELS"] = str(limits.megapixels)
    limit_memory(limits.memory_mb)
    # Libraries written in C chatter about broken files; a flood of it must not reach the terminal.
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(silence, stream.fileno())


def read_one(path: Path, ocr: OcrMode, limits: Limits, read: ReadPlan | None = None, aliases: Aliases = ()) -> Reading:
    """
    Read the file at *path*.

    Args:
        aliases: what people said that printed names of units mean.
    Returns:
        Its plan, or why there is none; `KeyboardInterrupt` aside, nothing is raised.
    """
    started = time.monotonic()
    watch = Stopwatch()
    result: Plan | Failure
    try:
        check_size(path, limits)
        result = read(path, ocr) if read else _read_plan(path, ocr, aliases, watch.mark)
    except KehoachError as error:
        result = failure_of(error)
    except MemoryError:
        result = failure_of(too_greedy(path, limits))
    except Exception as error:  # the border of the process: one file's bug is not the batch's
        result = failure_of(no_room(shown(path.name))) if is_full(error) else _unforeseen(path.name, error)
    return Reading(result, time.monotonic() - started, watch.stages)


def fetch_one(file: RemoteFile, folder: Path, limits: Limits) -> Fetched | Failure:
    """
    Copy *file* from its storage into *folder*.

    Returns:
        The copy, or why there is none; `KeyboardInterrupt` aside, nothing is raised.
    """
    try:
        copy = fetch(file, folder, limits.download_mb)
        return Fetched(copy, sha256_of(copy))
    except KehoachError as error:
        return failure_of(error)
    except OSError as error:
        if is_full(error):
            return failure_of(no_room(shown(file.name)))
        message = f"{shown(file.name)} could not be copied to this machine: {error.strerror}."
        return Failure("FileMissing", message, "May this program write into the folder for temporary files ($TMPDIR)?")
    except Exception as error:  # the border of the process: one file's bug is not the batch's
        return _unforeseen(file.name, error)


def _read_plan(path: Path, ocr: OcrMode, aliases: Aliases, mark: Mark) -> Plan:
    from ingest.pipeline import read_plan

    return read_plan(path, ocr, _names(aliases), mark)


@lru_cache(maxsize=1)
def _names(aliases: Aliases) -> "UnitNames":
    """Made once in a process: every file of a run is read with the same."""
    from normalize.units import load_unit_names

    return load_unit_names().with_aliases(dict(aliases))


def _unforeseen(name: str, error: Exception) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    message = f"{shown(name)} upset the reader: {type(error).__name__}: {str(error)[:300]} ({where})."
    return Failure(type(error).__name__, message, "This is a fault of Kehoach; report it with the file.")
