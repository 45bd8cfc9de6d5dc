"""The files themselves: copies named by content, so that no name in a document or address opens anything."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, make_url, select

from ingest.inputs import check_regular, sha256_of
from models import tables as t
from models.database import plain_errors
from models.errors import KehoachError, UsageError

LARGEST_BYTES = 500_000_000
"""Of a file that is copied from where it was ingested."""
PICTURES = "pictures"
"""Folder in the store for the pictures of pages."""
_PLACES = 20
"""Paths tried for one file: the same bytes may have come in a thousand times."""


def store_folder(given: Path | None, url: str) -> Path:
    """Where copies are kept: as asked for, else `$KEHOACH_STORE`, else beside the database's file or right here."""
    named = given or os.environ.get("KEHOACH_STORE")
    if named:
        return Path(named)
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:"):
        file = Path(str(address.database))
        return file.with_name(f"{file.stem}-files")
    return Path("kehoach-files")


class Originals:
    """
    The ingested files, each kept under the SHA-256 of its bytes.

    Raises:
        UsageError: the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.incoming = self.folder / "incoming"
        self.pictures = self.folder / PICTURES
        self._sound: set[tuple[str, int, int]] = set()
        """Copies found whole since the desk was opened: digest, time and size."""
        try:
            for place in (self.folder, self.incoming, self.pictures):
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"The folder {self.folder} cannot be made: {error.strerror}.", "Name another one with --store."
            ) from error

    def find(self, engine: Engine, sha256: str) -> Path | None:
        """
        The copy of the file with these bytes; taken now from where it was ingested, if it is still there unchanged.

        Args:
            sha256: as the database has it, never as a browser sent it.
        """
        place = self._place(sha256)
        if self._is_sound(place, sha256):
            return place
        with plain_errors(engine.url), engine.connect() as connection:
            file = t.run_files.c
            query = select(file.path).where(file.sha256 == sha256)
            paths = list(dict.fromkeys(connection.scalars(query.order_by(file.id.desc()).limit(_PLACES))))
        for path in paths:
            if self.keep(Path(path), sha256):
                return place
        return None

    def drop(self, sha256: str) -> None:
        """Delete the copy of the file with these bytes, and the pictures of its pages."""
        drop_copy(self.folder, sha256)

    def keep(self, path: Path, sha256: str) -> bool:
        """Copy the file at *path* into the store if its bytes are those of *sha256*; whether they are."""
        try:
            check_regular(path)
            if path.stat().st_size > LARGEST_BYTES:
                return False
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".copy-")
            copy = Path(name)
            try:
                with os.fdopen(handle, "wb") as target, path.open("rb") as source:
                    shutil.copyfileobj(source, target, 1 << 20)
                # The copy is what is looked at: the file itself may change while it is read.
                if sha256_of(copy) != sha256:
                    return False
                copy.replace(self._place(sha256))
            finally:
                copy.unlink(missing_ok=True)
        except (OSError, KehoachError):
            return False
        return True

    def _place(self, sha256: str) -> Path:
        return _place_in(self.folder, sha256)

    def _is_sound(self, place: Path, sha256: str) -> bool:
        try:
            state = place.stat()
        except OSError:
            return False
        mark = (sha256, state.st_mtime_ns, state.st_size)
        if mark not in self._sound:
            if sha256_of(place) != sha256:
                return False
            self._sound.add(mark)
        return True


def drop_copy(store: Path, sha256: str) -> None:
    """Delete what the folder *store* keeps of the file with these bytes; a folder that is not there keeps nothing."""
    place = _place_in(store, sha256)
    for file in (place, *(store / PICTURES / sha256[:2]).glob(f"{sha256}*")):
        with suppress(OSError):
            file.unlink()


def _place_in(store: Path, sha256: str) -> Path:
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return store / sha256
