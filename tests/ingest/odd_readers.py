"""Stand-ins for the pipeline: files whose first word says how reading them goes wrong. Importable by workers."""

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

from ingest.batch import Effort, ingest_files
from ingest.cluster import ingest_on_cluster
from ingest.inputs import find_inputs, shown
from ingest.limits import Limits
from ingest.pages import OcrMode
from models.database import using_database
from models.plan import Plan
from tests.models.plans import make_plan, make_task

LIMITS = Limits(seconds=5, memory_mb=1500)


def read_odd(path: Path, ocr: OcrMode) -> Plan:
    """A plan with one task a line, unless the file's first word says otherwise."""
    text = path.read_text("utf-8")
    word = text.split()[0] if text.split() else ""
    if word == "HANG":
        time.sleep(600)
    elif word == "CRASH":
        os._exit(7)
    elif word == "ABORT":
        os.abort()
    elif word == "EAT":
        hoard = bytearray(8_000_000_000)
        hoard[-1] = 1
    elif word == "RECURSE":
        _fall()
    elif word == "BUG":
        raise KeyError("Điều 5")
    elif word == "FULL":
        Path("/dev/full").write_text("picture of a page")
    elif word == "FLOOD":
        for _ in range(2000):
            os.write(1, b"warning: broken object\n" * 1000)
    elif word == "LITTER":
        started = subprocess.Popen(["sleep", "600"])
        path.with_name("left").write_text(f"{started.pid}\n{tempfile.mkdtemp()}")
        time.sleep(600)
    elif word == "WAIT":
        path.with_suffix(".pid").write_text(f"{os.getpid()}\n")
        while not path.with_suffix(".go").exists():
            time.sleep(0.02)
    elif word == "SLOW":
        time.sleep(0.05)
    tasks = tuple(make_task(line, label=str(number)) for number, line in enumerate(text.splitlines(), 1))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return make_plan(tasks, sha256=digest, source=shown(path.name), number=f"{digest[:4]}/KH-SVH")


def read_never(path: Path, ocr: OcrMode) -> Plan:
    """For files that are there already: opening one is a mistake."""
    raise AssertionError(f"{path} was opened")


def _fall() -> None:
    _fall()


def die(*_: object) -> None:
    """What a process does that cannot live on this machine."""
    os._exit(9)


@contextmanager
def importer(
    url: str, folder: Path, jobs: int = 2, *address: str
) -> Iterator[tuple["subprocess.Popen[str]", Iterator[str]]]:
    """
    A program of its own that ingests *folder*, and the lines that it prints, one a file.

    It is killed when the context ends or two minutes have passed: a test that waits for it fails, and does not hang.
    """
    command = [sys.executable, "-m", "tests.ingest.odd_readers", url, str(folder), str(jobs), *address]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    late = threading.Timer(120, program.kill)
    late.start()
    assert program.stdout is not None
    try:
        with program.stdout as lines:
            yield program, lines
    finally:
        late.cancel()
        program.kill()
        program.wait()


def main() -> None:
    """Ingest a folder in a program of its own, for tests that kill it: URL FOLDER JOBS [RAY-ADDRESS]."""
    url, folder, jobs, *address = sys.argv[1:]
    # By its own name, not as a part of the program: other machines know it by that.
    read = import_module("tests.ingest.odd_readers").read_odd
    effort = Effort(jobs=int(jobs), limits=LIMITS, read=read)
    bring_in = partial(ingest_on_cluster, address=address[0]) if address else ingest_files
    with using_database(url) as engine:
        summary = bring_in(engine, find_inputs([folder]), effort=effort, tell=lambda o: print(o.status, flush=True))
    sys.exit(summary.exit_code)


if __name__ == "__main__":
    main()
