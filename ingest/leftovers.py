"""What a process that is killed leaves behind: programs it had started, and files it meant to delete.

Runs as a program as well, and then imports nothing of ours: the guard of a folder, which outlives who set it up.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def take_room(rooms: Path) -> None:
    """Give this process a folder for its temporary files, named by its number, and a process group to be ended with."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    room = rooms / str(os.getpid())
    room.mkdir(exist_ok=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(room)


@contextmanager
def guarded(folder: Path) -> Iterator[None]:
    """
    Within it, *folder* has a guard: if this process is killed, processes with a room there are ended at once.

    Nothing else could see to that: a process that hangs in a library hears nothing and asks for nobody.
    """
    # Of a session of its own, so that what kills us and all of our group leaves it.
    command = [sys.executable, "-I", "-S", __file__, str(folder)]
    guard = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    with guard:
        try:
            yield
        finally:
            clear_rooms(folder / "rooms")
            assert guard.stdin is not None
            assert guard.stdout is not None
            guard.stdin.close()
            guard.stdout.read()


def stand_guard(folder: Path) -> None:
    """Wait until who set up *folder* is gone, then end what is left of its processes and delete it."""
    # Nobody's child: a worker of Ray takes its children with it.
    if hasattr(os, "fork") and os.fork():
        return
    sys.stdin.buffer.read()
    for room in folder.glob("rooms/*"):
        with suppress(OSError):
            os.killpg(int(room.name), signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def clear_rooms(rooms: Path) -> None:
    """End what processes that are dead had started, and delete their temporary files."""
    for room in rooms.iterdir():
        leader = int(room.name)
        if _is_alive(leader):
            continue
        # A group lives on while any of its members does, and keeps its number from being given out again.
        with suppress(OSError):
            os.killpg(leader, signal.SIGKILL)
        shutil.rmtree(room, ignore_errors=True)


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    stand_guard(Path(sys.argv[1]))
