"""What a process that is killed leaves behind: programs it had started, and files it meant to delete."""

import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path


def take_room(rooms: Path) -> None:
    """Give this process a folder for its temporary files, named by its number, and a process group to be ended with."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    room = rooms / str(os.getpid())
    room.mkdir(exist_ok=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(room)


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
