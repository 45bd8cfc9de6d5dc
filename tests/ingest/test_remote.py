"""Files by URL: found, copied within bounds, and every way that this fails told in our words."""

import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pytest
from sqlalchemy import select

from ingest.batch import Effort, Summary, ingest_files
from ingest.crew import Crew
from ingest.inputs import find_inputs
from ingest.limits import Limits
from ingest.remote import RemoteFile, _mark, fetch, find_remote, is_url, without_password
from ingest.worker import Failure, fetch_one
from models import tables as t
from models.database import using_database
from models.errors import FileMissing, KehoachError, LimitExceeded, ProgramMissing, StorageUnreachable, UsageError
from models.store import find_documents, known_documents, load_plans
from tests.ingest.odd_readers import LIMITS, read_never, read_odd
from tests.ingest.s3_stand_in import serving


@pytest.fixture
def storage() -> Iterator[Any]:
    """A storage in memory with plans on two floors, among other things."""
    memory = fsspec.filesystem("memory")
    for name in ("b.PDF", "a.pdf", "note.docx", "2027/c.tif", "2027/kế hoạch.txt", ".git/e.pdf", "2027/~$a.pdf"):
        memory.pipe_file(f"/plans/{name}", name.encode())
    yield memory
    memory.rm("/", recursive=True)


def urls(*asked: str) -> list[str]:
    """What *asked* comes to, all of it good."""
    inputs = find_inputs(asked)
    assert not inputs.bad
    return [str(file) for file in inputs.files]


def refused(url: str) -> KehoachError:
    """Why *url* comes to nothing."""
    (bad,) = find_inputs([url]).bad
    assert bad.error.advice
    return bad.error


@pytest.mark.usefixtures("storage")
def test_a_folder_a_glob_and_a_file_by_url() -> None:
    """As on this machine: in a folder only plans, hidden ones left out; a file named outright whatever its name."""
    below = ["2027/c.tif", "2027/kế hoạch.txt", "a.pdf", "b.PDF"]
    assert urls("memory://plans/") == [f"memory:///plans/{name}" for name in below]
    assert urls("memory://plans/2027", "memory://plans/2027/c.tif") == [f"memory:///plans/{name}" for name in below[:2]]
    assert urls("memory://plans/**/*.t*") == [f"memory:///plans/{name}" for name in below[:2]]
    assert urls("memory://plans/note.docx") == ["memory:///plans/note.docx"]


@pytest.mark.usefixtures("storage")
def test_a_hidden_folder_that_is_named_is_meant() -> None:
    """Only what is met in passing is left out."""
    assert urls("memory://plans/.git/") == ["memory:///plans/.git/e.pdf"]


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize(
    ("url", "kind", "said"),
    [
        ("memory://plans/none.pdf", FileMissing, "is not there"),
        ("memory://plans/*.xyz", UsageError, "no plans at"),
        ("gopher://host/a.pdf", UsageError, "no kind of address"),
        ("sftp://host/a.pdf", KehoachError, "sftp"),
    ],
)
def test_a_url_that_leads_nowhere(url: str, kind: type[KehoachError], said: str) -> None:
    """It has its reason, as a path has."""
    error = refused(url)
    assert isinstance(error, kind)
    assert said in str(error)


def test_a_storage_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 4, and the line that installs it."""
    monkeypatch.setitem(sys.modules, "s3fs", None)
    error = refused("s3://plans/a.pdf")
    assert isinstance(error, ProgramMissing)
    assert error.advice == "pip install 'kehoach[s3]'"
    monkeypatch.setitem(sys.modules, "fsspec", None)
    error = refused("file:///plans/a.pdf")
    assert isinstance(error, ProgramMissing)
    assert error.advice == "pip install 'kehoach[cluster]'"


def test_a_copy_is_the_file(storage: Any, tmp_path: Path) -> None:
    """Under its own name, byte for byte, up to as many megabytes as allowed and no further."""
    storage.pipe_file("/plans/big.pdf", bytes(1_000_000))
    (file,) = find_remote("memory://plans/big.pdf")
    copy = fetch(file, tmp_path, 1)
    assert (copy.name, copy.read_bytes()) == ("big.pdf", bytes(1_000_000))
    storage.pipe_file("/plans/big.pdf", bytes(1_000_001))
    with pytest.raises(LimitExceeded, match="larger than 1 MB") as caught:
        fetch(file, tmp_path, 1)
    assert "--max-download-mb" in caught.value.advice


def test_a_storage_that_tells_no_size_is_stopped_while_it_sends(
    storage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What grows beyond the limit is not copied to its end."""
    storage.pipe_file("/plans/big.pdf", bytes(40_000_000))
    (file,) = find_remote("memory://plans/big.pdf")
    monkeypatch.setattr(type(storage), "info", lambda self, path, **_: {"name": path, "type": "file", "size": None})
    with pytest.raises(LimitExceeded, match="larger than 1 MB"):
        fetch(file, tmp_path, 1)
    assert (tmp_path / "big.pdf").stat().st_size < 20_000_000


@pytest.mark.parametrize(
    ("raised", "kind", "said"),
    [
        (PermissionError("Forbidden"), FileMissing, "may not be read"),
        (fsspec.exceptions.FSTimeoutError(), StorageUnreachable, "FSTimeoutError"),
        (ConnectionRefusedError("nobody there"), StorageUnreachable, "nobody there"),
        (
            RuntimeError("EndpointConnectionError\n of a driver"),
            StorageUnreachable,
            "EndpointConnectionError of a driver",
        ),
    ],
)
def test_what_a_driver_raises_is_told_in_our_words(
    storage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: Exception, kind: type[Exception], said: str
) -> None:
    """Forbidden, out of time, nobody there, and what only that driver knows."""

    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(type(storage), "get_file", fail)
    with pytest.raises(kind, match=said):
        fetch(RemoteFile("memory", "/plans/a.pdf"), tmp_path, 1)


def test_a_full_disk_is_not_the_storage_s_fault(storage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads the reason looks for room on this machine, not at the storage."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(storage), "get_file", fail)
    told = fetch_one(RemoteFile("memory", "/plans/a.pdf"), tmp_path, Limits())
    assert isinstance(told, Failure)
    assert told.error == "NoRoom"
    assert "$TMPDIR" in told.reason


@pytest.mark.parametrize("name", ["..", ".", "", "x" * 300, "a\0b"])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    """An object may be called anything; it never leaves the folder that its copy is meant for."""
    with pytest.raises(FileMissing, match="cannot be copied"):
        fetch(RemoteFile("memory", f"/plans/{name}"), tmp_path, 1)


def test_the_name_of_an_object_is_no_url(storage: Any, tmp_path: Path) -> None:
    """One that looks like a chain to a file of this machine is just a name: that file is not opened."""
    (tmp_path / "secret.pdf").write_text("secret")
    trap = f"/plans/trap/x::file://{tmp_path}/secret.pdf"
    storage.pipe_file(trap, b"bait")
    (file,) = find_inputs(["memory://plans/trap/"]).files
    assert isinstance(file, RemoteFile)
    (tmp_path / "copies").mkdir()
    assert fetch(file, tmp_path / "copies", 1).read_bytes() == b"bait"


def test_no_password_is_shown() -> None:
    """Neither it nor the signature of a link stands in the diary; an @ in a folder's name is no password."""
    assert str(RemoteFile("https", "https://me:word@host/a.pdf?X-Signature=abc")) == "https://host/a.pdf"
    assert RemoteFile("https", "https://host/dir/a.pdf?X-Signature=abc").name == "a.pdf"
    assert without_password("sftp://me:word@host/a.pdf") == "sftp://host/a.pdf"
    assert without_password("file:///plans/a@b/c.pdf") == "file:///plans/a@b/c.pdf"
    assert without_password("plans/a.pdf") == "plans/a.pdf"
    assert not is_url("plans/a.pdf")
    assert not is_url("C:/plans/a.pdf")


def ingest(engine: Any, *asked: str, force: bool = False, **changes: Any) -> Summary:
    """Ingest what is asked for, with the stand-in reader."""
    effort = replace(Effort(limits=LIMITS, read=read_odd), **changes)
    return ingest_files(engine, find_inputs(asked), asked=asked, effort=effort, force=force)


def test_a_batch_by_url(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """The document bears the file's name, the diary its URL; a rerun fetches and reads nothing; a twin is one."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a", "Rà soát."), ("b", "Tập huấn."), ("c", "Rà soát."), ("d", "BUG")):
        (folder / f"{name}.txt").write_text(text)
    with using_database(ready_database("sqlite")) as engine:
        assert ingest(engine, f"file://{folder}").counts == {"new": 2, "replaced": 0, "unchanged": 1, "failed": 1}
        assert [plan.document.source for plan in load_plans(engine, find_documents(engine))] == ["a.txt", "b.txt"]
        with engine.connect() as connection:
            lines = connection.execute(select(t.run_files.c.path, t.run_files.c.error)).all()
            assert connection.scalar(select(t.runs.c.inputs)) == [f"file://{folder}"]
        assert {line.path: line.error for line in lines} == {
            f"file://{folder}/{name}.txt": "KeyError" if name == "d" else None for name in "abcd"
        }
        (folder / "d.txt").unlink()
        assert ingest(engine, f"file://{folder}", read=read_never).counts["unchanged"] == 3
        digests = [plan.document.sha256 for plan in load_plans(engine, find_documents(engine))]
        assert known_documents(engine, digests[:1])[digests[0]].names == {"a.txt", "c.txt"}


def test_a_file_too_large_to_fetch_loses_only_itself(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """It is refused before it fills the disk."""
    (tmp_path / "a.txt").write_text("Rà soát.")
    (tmp_path / "b.txt").write_bytes(bytes(1_000_001))
    with using_database(ready_database("sqlite")) as engine:
        summary = ingest(engine, f"file://{tmp_path}", limits=replace(LIMITS, download_mb=1))
        assert (summary.counts["new"], [one.failure.error for one in summary.failed if one.failure]) == (
            1,
            ["LimitExceeded"],
        )


def test_a_rerun_by_url_fetches_only_what_changed(
    ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known by what the storage says of it, a file is not fetched; new bytes, --force or a silent storage fetch it."""
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Việc {name}.")
    fetched: list[str] = []
    fetch_all = Crew.fetch

    def noting(crew: Crew, file: RemoteFile) -> Any:
        fetched.append(file.name)
        return fetch_all(crew, file)

    monkeypatch.setattr(Crew, "fetch", noting)
    with using_database(ready_database("sqlite")) as engine:

        def again(**changes: Any) -> tuple[list[str], dict[str, int]]:
            fetched.clear()
            counts = ingest(engine, f"file://{tmp_path}", **changes).counts
            return sorted(fetched), {status: count for status, count in counts.items() if count}

        assert again() == (["a.txt", "b.txt"], {"new": 2})
        assert again() == ([], {"unchanged": 2})
        (tmp_path / "a.txt").write_text("Việc a, lại.")
        assert again() == (["a.txt"], {"new": 1, "unchanged": 1})
        assert again() == ([], {"unchanged": 2})
        (tmp_path / "b.txt").touch()
        assert again() == (["b.txt"], {"unchanged": 2})
        assert again() == ([], {"unchanged": 2})
        assert again(force=True) == (["a.txt", "b.txt"], {"replaced": 2})
        monkeypatch.setattr("ingest.remote._mark", lambda said: None)
        assert again() == (["a.txt", "b.txt"], {"unchanged": 2})


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ({"size": 5, "ETag": '"abc"', "LastModified": "monday"}, '5 "abc"'),
        ({"size": 5, "etag": 'W/"abc"'}, None),
        ({"size": 5, "etag": 'W/"abc"', "last_modified": "monday"}, "5 monday"),
        ({"size": 5, "mtime": 1.25}, "5 1.25"),
        ({"size": None, "ETag": '"abc"'}, None),
        ({"size": 5}, None),
    ],
)
def test_what_tells_that_a_file_is_the_same(said: dict[str, Any], mark: str | None) -> None:
    """Size with ETag, else with the time; nothing where one of them is missing or the ETag is weak."""
    assert _mark(said) == mark


def test_links_that_differ_in_their_query_are_different_files() -> None:
    """Only the password is left out of what tells files apart."""
    one, other = (RemoteFile("https", f"https://me:word@host/get?id={number}") for number in (1, 2))
    assert (one.address, str(one)) != (other.address, str(other))
    assert "word" not in one.address


def test_from_s3(ready_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Listed and fetched as s3fs does it; what is forbidden is a failure of its own."""
    objects = {"plans/2027/a.txt": "Rà soát.".encode(), "plans/2027/kế hoạch.txt": "Tập huấn.".encode()}
    objects |= {"plans/2027/secret.txt": b"x", "plans/note.txt": b"x"}
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    url = ready_database("sqlite")
    given: list[str] = []
    with serving(objects, frozenset({"plans/2027/secret.txt"}), given) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        # A program of its own: the server that forks our processes would keep the environment it once was started in.
        command = [sys.executable, "-m", "tests.ingest.odd_readers", url, "s3://plans/2027/", "1"]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 1
        assert sorted(given) == ["plans/2027/a.txt", "plans/2027/kế hoạch.txt"]
        objects["plans/2027/a.txt"] = "Kiểm tra.".encode()
        assert subprocess.run(command, check=False, capture_output=True).returncode == 1
        assert sorted(given[2:]) == ["plans/2027/a.txt"]
        missing = refused("s3://plans/2027/none.pdf")
    assert isinstance(missing, FileMissing)
    with using_database(url) as engine:
        plans = load_plans(engine, find_documents(engine))
        assert [plan.document.source for plan in plans] == ["a.txt", "a.txt", "kế hoạch.txt"]
        with engine.connect() as connection:
            failed = connection.execute(select(t.run_files).where(t.run_files.c.status == "failed")).all()
    assert [(line.path, line.error) for line in failed] == [("s3://plans/2027/secret.txt", "FileMissing")] * 2
    assert "may not be read" in failed[0].reason
