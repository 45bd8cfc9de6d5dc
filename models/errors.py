"""Every way to fail that stops the work on a file or on the whole run.

KehoachError                     exit  what to do next stands in `advice`
├── InputError                    1    one file cannot be read; the batch goes on
│   ├── FileMissing
│   ├── StorageUnreachable        where a file by URL lies; it may answer later
│   ├── NotAPlanFile              not a PDF, picture or text; empty; truncated
│   ├── EncryptedFile             a password is needed
│   ├── NoPages
│   ├── LimitExceeded             pages, pixels, time or memory
│   └── NoRoom                    the disk for temporary files takes no more
├── UsageError                    2    nothing to do: a folder without plans, an unknown format
├── EditConflict                  1    somebody else changed the same value in the meantime
├── DatabaseError                 3
│   ├── DatabaseUnreachable
│   └── SchemaTooNew
└── ProgramMissing                4    tesseract or its Vietnamese data; a package for --engine ray or a URL
"""

import errno
from typing import Any

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What a disk says that takes no more."""


class KehoachError(Exception):
    """Something stopped us; `str()` is the message and `advice` the next thing to try."""

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.advice)


class InputError(KehoachError):
    """One file cannot be read; the rest of the batch goes on."""


class FileMissing(InputError):
    """The file is not there or may not be opened."""


class StorageUnreachable(InputError):
    """The storage that a file by URL lies on does not answer, or not in time."""


class NotAPlanFile(InputError):
    """Not a PDF, page picture or text file, or one too damaged to open."""


class EncryptedFile(InputError):
    """The file needs a password that we do not have."""


class NoPages(InputError):
    """The file holds no page."""


class LimitExceeded(InputError):
    """The file is larger, or takes longer, than the limits allow."""


class NoRoom(InputError):
    """The disk takes no more of what is written on the way: copies, pictures of pages."""


class UsageError(KehoachError):
    """The command asks for something that cannot be done."""

    exit_code = 2


class EditConflict(KehoachError):
    """Somebody else changed the value that a person is about to change; nothing was written."""

    def __init__(self, message: str, advice: str = "", current: object = None, who: str | None = None) -> None:
        super().__init__(message, advice)
        self.current = current
        """The value that stands now."""
        self.who = who
        """Who put it there."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.advice, self.current, self.who)


class DatabaseError(KehoachError):
    """The database stops us."""

    exit_code = 3


class DatabaseUnreachable(DatabaseError):
    """No connection to the database."""


class SchemaTooNew(DatabaseError):
    """The database was made by a newer version of this program."""


class ProgramMissing(KehoachError):
    """A needed program or language file is not installed."""

    exit_code = 4
