"""How much time, memory and size one document may take: finite by default, so that no file can stop a batch."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from models.errors import DISK_FULL, LimitExceeded, NoRoom, UsageError

BYTES_A_LETTER = 4
"""The most that UTF-8 takes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take."""

    seconds: int = 900
    """Of the whole reading: ten times what a scan of 100 pages takes."""
    memory_mb: int = 3000
    """Private memory of the process that reads it, and of each program that one starts."""
    pages: int = 2000
    letters: int = 10_000_000
    """Of a text file: twice what fits on the pages above."""
    megapixels: int = 120
    """Of one picture: an A3 page at 600 dpi has 70; what is larger is a mistake or an attack on memory."""
    download_mb: int = 1000
    """Of a file that is had by URL, and so copied to this machine first."""


def limits_from(environment: Mapping[str, str], **options: int | None) -> Limits:
    """
    The limits as asked for: an option before the environment (`KEHOACH_MAX_SECONDS`, …) before the default.

    Raises:
        UsageError: a limit is not a whole number above 0.
    """
    values = {}
    for field in fields(Limits):
        name = f"KEHOACH_MAX_{field.name.upper()}"
        option = options.get(field.name)
        text = environment.get(name) if option is None else str(option)
        if text is None:
            continue
        if not (text.isascii() and text.isdecimal() and int(text) > 0):
            given = name if option is None else f"--max-{field.name.replace('_', '-')} ({name})"
            raise UsageError(f"{given} is {text!r}.", "Give a whole number above 0.")
        values[field.name] = int(text)
    return Limits(**values)


def limit_memory(megabytes: int) -> None:
    """Bound the private memory of this process and of those it starts (on Linux; elsewhere without effect)."""
    try:
        import resource
    except ImportError:
        return
    # DATA, not AS: numeric libraries reserve gigabytes of addresses that they never touch.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def check_size(path: Path, limits: Limits) -> None:
    """
    Refuse a file that says itself that it is too large, before its pages are read.

    Raises:
        LimitExceeded: a PDF of too many pages, or a text of too many letters.
    """
    suffix = path.suffix.lower()
    if suffix == ".txt" and path.stat().st_size > BYTES_A_LETTER * limits.letters:
        raise _too_large(path, "letters", limits.letters)
    if suffix == ".pdf" and _count_pages(path) > limits.pages:
        raise _too_large(path, "pages", limits.pages)


def check_pixels(columns: int, rows: int, what: str) -> None:
    """
    Refuse a picture that no scanner makes of a page, before it is unpacked.

    The limit comes from the environment: pictures are met deep in the reading, and in every program that draws pages.

    Raises:
        LimitExceeded: it has more pixels than allowed.
    """
    most = limits_from(os.environ).megapixels
    if columns * rows > most * 1_000_000:
        raise LimitExceeded(
            f"{what} holds a picture of {columns * rows / 1e6:.0f} million pixels.",
            f"Scan it again at 200 to 300 dpi, or allow more than {most} million: "
            "--max-megapixels or KEHOACH_MAX_MEGAPIXELS.",
        )


def too_slow(name: str, limits: Limits) -> LimitExceeded:
    """The failure of the file called *name*, whose time is up."""
    return LimitExceeded(
        f"{name} was not read within {limits.seconds} seconds.",
        "If it is a plan all the same, allow more: --max-seconds or KEHOACH_MAX_SECONDS.",
    )


def too_greedy(path: Path, limits: Limits) -> LimitExceeded:
    """The failure of a file that needs more memory than it may have."""
    return LimitExceeded(
        f"{path.name} needs more than {limits.memory_mb} MB of memory.",
        "If it is a plan all the same, allow more: --max-memory-mb or KEHOACH_MAX_MEMORY_MB.",
    )


def no_room(name: str) -> NoRoom:
    """The failure of the file called *name*, on the way to which a disk was full."""
    return NoRoom(
        f"There was no room on the disk while {name} was read.",
        "Make room in the folder for temporary files ($TMPDIR), then run the same command again.",
    )


def is_full(error: BaseException) -> bool:
    """Whether *error* comes from a disk that takes no more."""
    return isinstance(error, OSError) and error.errno in DISK_FULL


def _too_large(path: Path, what: str, limit: int) -> LimitExceeded:
    return LimitExceeded(
        f"{path.name} has more than {limit:,} {what}.",
        f"If it is a plan all the same, allow more: --max-{what} or KEHOACH_MAX_{what.upper()}.",
    )


def _count_pages(path: Path) -> int:
    """How many pages the PDF says it has; 0 where that cannot be told, for the reader to report."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return 0
    try:
        return len(document)
    finally:
        document.close()
