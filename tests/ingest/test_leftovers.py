"""What is left when the parent of all processes is killed: nothing, and soon."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.leftovers import guarded

PATIENCE = 200
"""Looks, a tenth of a second apart, before something counts as still there."""


def is_running(number: int) -> bool:
    """Whether the process lives; a zombie, which nobody may bury here, does not."""
    status = Path(f"/proc/{number}/status")
    return status.exists() and "\nState:\tZ" not in status.read_text()


def becomes(true: Callable[[], bool]) -> bool:
    """Whether it becomes true within a while."""
    for _ in range(PATIENCE):
        if true():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc").exists(), reason="asks /proc who is alive")
def test_kill_9_of_the_parent_ends_what_hangs(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """A file that hangs, and the program it had started, end with their parent; the temporary files are gone."""
    folder, rooms = tmp_path / "in", tmp_path / "tmp"
    folder.mkdir()
    rooms.mkdir()
    (folder / "a.txt").write_text("LITTER")
    command = [sys.executable, "-m", "tests.ingest.odd_readers", ready_database("sqlite"), str(folder), "1"]
    program = subprocess.Popen(command, env=os.environ | {"TMPDIR": str(rooms)})
    left = folder / "left"
    assert becomes(lambda: left.exists() and left.read_text().count("\n") == 1)
    (room,) = rooms.glob("kehoach-*/rooms/*")
    started, reader = int(left.read_text().split()[0]), int(room.name)
    assert is_running(started)
    assert is_running(reader)
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert becomes(lambda: not is_running(started) and not is_running(reader))
    assert becomes(lambda: not list(rooms.glob("kehoach-*")))


def test_a_guard_goes_when_all_is_well(tmp_path: Path) -> None:
    """It leaves with the work, and what was not ours to delete stays."""
    (tmp_path / "ours" / "rooms").mkdir(parents=True)
    (tmp_path / "other").touch()
    with guarded(tmp_path / "ours"):
        pass
    assert [place.name for place in tmp_path.iterdir()] == ["other"]
