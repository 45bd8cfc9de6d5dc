"""Files that could not be read: listed with their reason until they are in, under whatever name."""

from sqlalchemy import Engine

from models.failed_files import failed_files, find_failed
from models.runs import FileRecord, FileStatus, record_files, start_run
from models.status import database_status
from models.store import save_plan
from tests.models.plans import make_plan


def tell(engine: Engine, path: str, sha256: str | None, status: FileStatus = "failed", error: str = "Broken") -> None:
    """A line in the diary of a run of its own."""
    record_files(engine, [FileRecord(start_run(engine, [path]), path, sha256, status, None, error, f"{error}.")])


def listed(engine: Engine) -> list[tuple[str, str | None]]:
    """Name and kind of failure of those that are listed."""
    return [(one.name, one.record.error) for one in failed_files(engine)]


def test_a_file_is_listed_once_with_its_last_reason(engine: Engine) -> None:
    """The same path tried again, and the same bytes under another name, are one file; the newest stands first."""
    tell(engine, "/plans/a.pdf", "aa" * 32)
    tell(engine, "C:\\plans\\b.pdf", None)
    tell(engine, "/plans/a.pdf", "aa" * 32, error="TooLong")
    tell(engine, "/other/copy.pdf", "aa" * 32, error="Encrypted")
    assert listed(engine) == [("copy.pdf", "Encrypted"), ("b.pdf", "Broken")]
    assert find_failed(engine, 99) is None
    assert len(database_status(engine).failed) == 2


def test_a_path_that_named_nothing_is_no_failed_file(engine: Engine) -> None:
    """A misspelt pattern or a folder without plans was told of in its run; no later run could take it off the list."""
    tell(engine, "plans/*.pfd", None, error="UsageError")
    assert listed(engine) == []


def test_what_is_in_has_not_failed(engine: Engine) -> None:
    """A later success of the path, or a document of the same bytes, takes a file off the list."""
    tell(engine, "/plans/a.pdf", None)
    tell(engine, "/plans/a.pdf", "aa" * 32, "new")
    tell(engine, "/drop/1/b.pdf", "ab" * 32)
    assert listed(engine) == [("b.pdf", "Broken")]
    save_plan(engine, make_plan(sha256="ab" * 32))
    assert listed(engine) == []
