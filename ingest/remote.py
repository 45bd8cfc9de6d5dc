"""Files by URL (`s3://…`, `file://…`): found where they lie, and copied to this machine to be read.

What fsspec knows a package for and needs nothing but the URL. A URL comes from the person alone: nothing that stands in
a document is opened, and the name of an object is never taken for a URL, whatever it looks like.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ingest.limits import is_full
from models.errors import FileMissing, KehoachError, LimitExceeded, ProgramMissing, StorageUnreachable, UsageError

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_WEB = frozenset({"http", "https"})
_PASSWORD = re.compile(r"(?<=://)[^/@]*@")
_NEEDED = {"s3": "'kehoach[s3]'", "s3a": "'kehoach[s3]'", "gs": "gcsfs", "abfs": "adlfs", "az": "adlfs"}
"""What to install for a scheme, where its package is not named in fsspec's own message."""
_LONGEST_NAME = 255
"""Bytes in a file's name, as file systems have it."""


@dataclass(frozen=True, slots=True, order=True)
class RemoteFile:
    """One file on a storage."""

    scheme: str
    path: str
    """As the storage has it: for S3 bucket and key, for the web the whole URL."""
    mark: str | None = field(default=None, compare=False)
    """What its storage says of its content without giving it: other content, another mark. None if it says nothing."""

    def __str__(self) -> str:
        """Its URL as shown and stored: without a password, and without what signs a link for a while."""
        if self.scheme in _WEB:
            parts = urlsplit(self.path)
            return _PASSWORD.sub("", f"{parts.scheme}://{parts.netloc}{parts.path}")
        return _PASSWORD.sub("", f"{self.scheme}://{self.path}")

    @property
    def address(self) -> str:
        """All of its URL but a password: what tells it from every other file."""
        return _PASSWORD.sub("", f"{self.scheme}://{self.path}")

    @property
    def name(self) -> str:
        """The last part of its path."""
        return str(self).rpartition("/")[2]


def is_url(path: str) -> bool:
    """Whether *path* is meant as a URL."""
    return _SCHEME.match(path) is not None


def without_password(path: str) -> str:
    """*path* as it may be written down: a URL without its password, and without the query that may sign it."""
    scheme = _SCHEME.match(path)
    return (
        str(RemoteFile(scheme[1].lower(), path if scheme[1].lower() in _WEB else path[scheme.end() :]))
        if scheme
        else path
    )


def find_remote(url: str) -> Iterator[RemoteFile]:
    """
    The files that *url* means: a file itself, all files in and below a folder, the matches of a glob.

    Raises:
        FileMissing, StorageUnreachable, UsageError, ProgramMissing: it leads nowhere, or cannot be asked.
    """
    scheme = _SCHEME.match(url)
    assert scheme is not None
    name = scheme[1].lower()
    with _told(name, without_password(url)):
        storage = _storage(name)
        place = str(storage._strip_protocol(url))
        for path, said in _expand(storage, place):
            yield RemoteFile(name, path, _mark(said))


def fetch(file: RemoteFile, folder: Path, most_megabytes: int) -> Path:
    """
    Copy *file* into *folder*, under its own name.

    Raises:
        FileMissing: it is not there, or may not be read.
        LimitExceeded: it is larger than *most_megabytes*.
        StorageUnreachable, ProgramMissing: the storage does not answer, or cannot be asked.
    """
    copy = folder / _usable(file.name)
    with _told(file.scheme, str(file)):
        storage = _storage(file.scheme)
        size = storage.info(file.path).get("size")
        room = _Room(file, most_megabytes)
        room.check(size or 0)
        storage.get_file(file.path, str(copy), callback=room.callback())
        room.check(copy.stat().st_size)
    return copy


class _Room:
    """Stops a copy that grows larger than allowed, also where nobody knew its size before."""

    def __init__(self, file: RemoteFile, most_megabytes: int) -> None:
        self.file = file
        self.most_megabytes = most_megabytes
        self.bytes = 0

    def check(self, size: int) -> None:
        """Refuse a file of *size* bytes if that is too much."""
        if size > self.most_megabytes * 1_000_000:
            raise LimitExceeded(
                f"{self.file} is larger than {self.most_megabytes:,} MB.",
                "If it is a plan all the same, allow more: --max-download-mb or KEHOACH_MAX_DOWNLOAD_MB.",
            )

    def callback(self) -> Any:
        """What fsspec tells of each piece that has come."""
        from fsspec.callbacks import Callback

        room = self

        class Count(Callback):  # type: ignore[misc, unused-ignore]  # fsspec has no types
            def relative_update(self, inc: int = 1) -> None:
                room.bytes += inc
                room.check(room.bytes)

        return Count()


def _expand(storage: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Paths with what the storage says of each: a listing tells that by the way."""
    try:
        said = storage.info(place)
    except FileNotFoundError:
        if not any(sign in place for sign in "*?["):
            raise
        found = storage.glob(place, detail=True)
        yield from sorted((str(path), said) for path, said in found.items() if said["type"] != "directory")
        return
    if said["type"] == "directory":
        yield from sorted((str(path), said) for path, said in storage.find(place, detail=True).items())
    else:
        yield place, said


def _mark(said: Mapping[str, Any]) -> str | None:
    """What *said* a storage of a file that changes with its content: its size, with its ETag or else its time."""
    tag = next((said[key] for key in ("ETag", "etag") if said.get(key)), None)
    moment = next((said[key] for key in ("mtime", "LastModified", "last_modified", "updated") if said.get(key)), None)
    # A weak ETag (W/"...") promises the same meaning, not the same bytes.
    told = tag if tag and not str(tag).startswith("W/") else moment
    return f"{said['size']} {told}" if told and said.get("size") is not None else None


def _storage(scheme: str) -> Any:
    import fsspec

    try:
        return fsspec.filesystem(scheme)
    except TypeError as error:  # it wants more than a URL: a host, a user
        raise ValueError(f"protocol {scheme}: {error}") from error


@contextmanager
def _told(scheme: str, shown: str) -> Iterator[None]:
    """Within it, what fsspec and its drivers stumble over is told in our words."""
    try:
        yield
    except KehoachError:
        raise
    except ImportError as error:
        package = _NEEDED.get(scheme, "'kehoach[cluster]'" if error.name == "fsspec" else scheme)
        raise ProgramMissing(
            f"{scheme}:// needs a package that is not installed: {error}.", f"pip install {package}"
        ) from error
    except FileNotFoundError as error:
        raise FileMissing(f"{shown} is not there.", "Check the spelling; folders end in no star.") from error
    except PermissionError as error:
        raise FileMissing(
            f"{shown} may not be read: {error}.", "Check the rights and the credentials of this machine."
        ) from error
    except ValueError as error:
        if "protocol" not in str(error).lower():
            raise _unreachable(shown, error) from error
        raise UsageError(
            f"{scheme}:// is no kind of address that files can be read from.", "Use a path, file:// or s3://."
        ) from error
    except MemoryError:
        raise
    except OSError as error:
        if is_full(error):
            raise
        raise _unreachable(shown, error) from error
    except Exception as error:  # every driver has errors of its own
        raise _unreachable(shown, error) from error


def _unreachable(shown: str, error: Exception) -> StorageUnreachable:
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    return StorageUnreachable(
        f"{shown} could not be had: {type(error).__name__}: {reason}.",
        "Is the storage up, and are address and credentials right? Run the same command again for what is missing.",
    )


def _usable(name: str) -> str:
    """
    *name*, if a file may be called so.

    Raises:
        FileMissing: it may not; objects on a storage can have any name.
    """
    if name in ("", ".", "..") or "\0" in name or len(name.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        raise FileMissing(f"An object called {name[:80]!r} cannot be copied to a file.", "Give it an ordinary name.")
    return name
