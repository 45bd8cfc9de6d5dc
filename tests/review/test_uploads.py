"""Files dropped on the page: bounded, named harmlessly, read one batch after another."""

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.errors import LimitExceeded, UsageError
from review import uploads
from review.originals import Originals
from review.uploads import Inbox, clean_file_name
from tests.conftest import opened


@pytest.fixture
def inbox(new_database: Callable[[str], str], tmp_path: Path) -> Iterator[Inbox]:
    """An inbox over an empty database on SQLite."""
    with opened(new_database("sqlite")) as engine:
        made = Inbox(engine, Originals(tmp_path / "store"))
        yield made
        made.close()


def settled(inbox: Inbox) -> list[str]:
    """What became of every file, oldest first, once all are settled."""
    end = time.monotonic() + 120
    while any(one.status == "waiting" for one in inbox.arrivals()) and time.monotonic() < end:
        time.sleep(0.05)
    return [one.status for one in reversed(inbox.arrivals())]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kế hoạch 2027.pdf", "Kế hoạch 2027.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Kế hoạch\\a.PDF", "a.pdf"),
        ("/", "plan"),
        ("..", "plan"),
        (".hidden.pdf", "hidden.pdf"),
        ("a\nb\x00.pdf", "ab.pdf"),
        ("a.exe", "a.exe"),
        ("ế" * 300 + ".pdf", "ế" * 66 + ".pdf"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_a_name_and_no_path(given: str, kept: str) -> None:
    """Folders, hidden marks and unprintable letters go, the ending stays; no name is too long for a disk."""
    assert clean_file_name(given) == kept
    assert clean_file_name(kept) == kept


def test_a_file_too_large_leaves_nothing_behind(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the whole batch is refused, and what was taken of it is gone."""
    monkeypatch.setattr(uploads, "LARGEST_FILE", 10)
    with pytest.raises(LimitExceeded):
        inbox.take([("a.txt", io.BytesIO(b"short")), ("b.txt", io.BytesIO(b"much too long"))])
    assert inbox.arrivals() == ()
    assert list(inbox.originals.incoming.iterdir()) == []


def test_too_many_batches_wait_outside(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue without end would fill the disk."""
    monkeypatch.setattr(uploads, "MOST_WAITING", 0)
    with pytest.raises(UsageError):
        inbox.take([("a.txt", io.BytesIO(b"x"))])


def test_a_bad_file_does_not_stop_the_next(inbox: Inbox) -> None:
    """Each batch is settled: what is no plan fails with a reason, and the inbox goes on."""
    inbox.take([("empty.pdf", io.BytesIO(b""))])
    inbox.take([("noise.pdf", io.BytesIO(b"\x00\x01\x02"))])
    assert settled(inbox) == ["failed", "failed"]
    assert all(one.reason and "incoming" not in one.reason for one in inbox.arrivals())


def test_a_database_that_goes_away_is_told(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stops a batch becomes the reason of its files, and the next batch is taken."""

    def broken(*_: object, **__: object) -> None:
        raise UsageError("The disk is full.")

    monkeypatch.setattr(uploads, "ingest_files", broken)
    inbox.take([("a.txt", io.BytesIO(b"x"))])
    assert settled(inbox) == ["failed"]
    assert inbox.arrivals()[0].reason == "The disk is full."


def test_what_was_left_halfway_is_swept(inbox: Inbox, tmp_path: Path) -> None:
    """Files of a desk that was killed are not kept for ever."""
    left = inbox.originals.incoming / "old"
    left.mkdir()
    (left / "a.pdf").write_bytes(b"x")
    Inbox(inbox.engine, inbox.originals)
    assert not left.exists()
