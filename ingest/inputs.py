"""Which files a person means by what stands on the command line: files, folders, globs, URLs."""

import glob
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.remote import RemoteFile, find_remote, is_url, without_password
from models.errors import FileMissing, KehoachError, UsageError

Place = Path | RemoteFile
"""Where a file lies: on this machine, or on a storage that is reached by URL."""

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"})
"""What is taken from a folder; a file named outright is tried whatever its name."""


@dataclass(frozen=True, slots=True)
class BadInput:
    """A path that leads to nothing that could be read, and why."""

    path: str
    error: KehoachError


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the paths came to."""

    files: tuple[Place, ...]
    """Each once, in the order of their paths."""
    bad: tuple[BadInput, ...]


def find_inputs(paths: Iterable[str]) -> Inputs:
    """
    The files that *paths* mean: a file itself, the plans in a folder and its sub-folders, the matches of a glob.

    Each may be a URL.

    Raises:
        Never: a path that leads nowhere comes back in `bad`, so that the others are still read.
    """
    files: dict[Place, None] = {}
    bad: list[BadInput] = []
    for path in paths:
        try:
            for file in _remote_plans(path) if is_url(path) else _expand(path):
                files.setdefault(file)
        except KehoachError as error:
            bad.append(BadInput(path, error))
    return Inputs(tuple(sorted(files, key=str)), tuple(bad))


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of the file's bytes: what makes it the same file under any name."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_regular(path: Path) -> None:
    """
    Refuse what is no ordinary file: reading a pipe or a device could wait for ever.

    Raises:
        FileMissing: *path* is not there, may not be read, or is no ordinary file.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise FileMissing(
            f"{shown(path)} cannot be opened: {error.strerror}.", "Check the path and its rights."
        ) from error
    if not stat.S_ISREG(mode):
        raise FileMissing(f"{shown(path)} is not an ordinary file.", "Name a PDF, a page picture or a text file.")


def shown(path: Place | str) -> str:
    """*path* fit for a message and a database: one line, U+FFFD for bytes that are not UTF-8."""
    text = os.fsencode(path if isinstance(path, Path) else str(path)).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def _expand(path: str) -> Iterator[Path]:
    if not path.strip():
        # It would mean the folder one stands in, which nobody asks for by leaving a blank.
        raise UsageError("A path is blank.", "Is a variable of the shell unset? A full stop is the folder you are in.")
    place = Path(path)
    if place.is_dir():
        yield from _plans_in(place)
    elif place.exists() or place.is_symlink() or not glob.has_magic(path):
        check_regular(place)
        yield place
    else:
        yield from _matches_of(path)


def _remote_plans(url: str) -> Iterator[RemoteFile]:
    """As on this machine: what is named outright is tried whatever its name, in a folder only plans are."""
    found = tuple(find_remote(url))
    if len(found) == 1 and url.endswith(found[0].name):
        yield found[0]
        return
    plans = [file for file in found if not _is_hidden(file.path, url) and _is_plan(file.name)]
    if not plans:
        raise UsageError(f"There are no plans at {shown(without_password(url))}.", "Check the spelling.")
    yield from plans


def _plans_in(folder: Path) -> Iterator[Path]:
    found = False
    for file in _walk(folder):
        found = True
        yield file
    if not found:
        raise UsageError(
            f"There are no plans in the folder {shown(folder)}.",
            f"Kehoach looks for {', '.join(sorted(SUFFIXES))}, also in sub-folders.",
        )


def _matches_of(pattern: str) -> Iterator[Path]:
    found = False
    for match in glob.iglob(pattern, recursive=True):
        place = Path(match)
        if place.is_dir():
            files: Iterable[Path] = _walk(place)
        else:
            files = (place,) if _is_plan(place.name) else ()
        for file in files:
            found = True
            yield file
    if not found:
        raise UsageError(f"No plan matches {shown(pattern)}.", "Check the spelling; ** looks in sub-folders as well.")


def _walk(folder: Path) -> Iterator[Path]:
    """Plans below *folder*. Links to folders are not followed, so a loop of links ends; links to files are."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if _is_plan(name):
                yield Path(here, name)


def _is_hidden(path: str, asked: str) -> bool:
    """Whether *path* leads through a hidden folder that the person did not name."""
    named = asked.split("/")
    return any(part.startswith(".") and part not in named for part in path.split("/"))


def _is_plan(name: str) -> bool:
    """Whether a file found in passing may hold a plan; "._x.pdf" and "~$x.pdf" are other programs' leavings."""
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES
