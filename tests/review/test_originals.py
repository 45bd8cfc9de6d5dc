"""The store of files: found by content, never by a name."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ingest.inputs import sha256_of
from models.errors import UsageError
from models.runs import FileRecord, record_files, start_run
from models.store import save_plan
from review.originals import Originals, store_folder
from tests.conftest import opened
from tests.models.plans import make_plan


@pytest.fixture
def engine(new_database: Callable[[str], str]) -> Iterator[Engine]:
    """An empty database on SQLite."""
    with opened(new_database("sqlite")) as made:
        yield made


def ingested(engine: Engine, file: Path) -> str:
    """Note that *file* was ingested; its digest."""
    digest = sha256_of(file)
    saved = save_plan(engine, make_plan(sha256=digest, source=file.name))
    record_files(engine, [FileRecord(start_run(engine, []), str(file), digest, "new", saved.document_id)])
    return digest


def test_a_file_is_copied_from_where_it_was_ingested(engine: Engine, tmp_path: Path) -> None:
    """The first look copies it; afterwards the copy serves, wherever the file has gone."""
    file = tmp_path / "plan.txt"
    file.write_text("Kế hoạch")
    digest = ingested(engine, file)
    originals = Originals(tmp_path / "store")
    copy = originals.find(engine, digest)
    assert copy == tmp_path / "store" / digest
    file.unlink()
    assert Originals(tmp_path / "store").find(engine, digest) == copy


def test_a_file_that_has_changed_is_not_taken(engine: Engine, tmp_path: Path) -> None:
    """Another content under the old path is another file: nothing is shown for the document, and nothing copied."""
    file = tmp_path / "plan.txt"
    file.write_text("Kế hoạch")
    digest = ingested(engine, file)
    file.write_text("mật")
    originals = Originals(tmp_path / "store")
    assert originals.find(engine, digest) is None
    assert [path.name for path in originals.folder.iterdir() if path.is_file()] == []


def test_a_spoilt_copy_is_taken_anew(engine: Engine, tmp_path: Path) -> None:
    """A copy whose bytes are no longer those of its name is replaced from the file itself."""
    file = tmp_path / "plan.txt"
    file.write_text("Kế hoạch")
    digest = ingested(engine, file)
    originals = Originals(tmp_path / "store")
    (originals.folder / digest).write_text("hỏng")
    copy = originals.find(engine, digest)
    assert copy
    assert copy.read_text() == "Kế hoạch"


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "AB" * 32, "ab" * 31, f"{'ab' * 31}/."])
def test_only_a_digest_names_a_copy(engine: Engine, tmp_path: Path, digest: str) -> None:
    """Whatever stands in the database's column, only 64 hex letters ever become a path."""
    with pytest.raises(ValueError, match="not a SHA-256"):
        Originals(tmp_path / "store").find(engine, digest)


def test_a_device_is_not_copied(tmp_path: Path) -> None:
    """What is no ordinary file is left alone, so that nothing waits for ever."""
    assert not Originals(tmp_path / "store").keep(Path("/dev/zero"), hashlib.sha256(b"").hexdigest())


def test_the_store_lies_beside_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As asked for, else by the environment, else beside a SQLite file, else in the working folder."""
    monkeypatch.delenv("KEHOACH_STORE", raising=False)
    assert store_folder(None, f"sqlite:///{tmp_path}/k.db") == tmp_path / "k-files"
    assert store_folder(None, "postgresql://me@host/plans") == Path("kehoach-files")
    monkeypatch.setenv("KEHOACH_STORE", "/srv/plans")
    assert store_folder(None, "sqlite:///k.db") == Path("/srv/plans")
    assert store_folder(tmp_path, "sqlite:///k.db") == tmp_path


def test_a_store_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    """A file in the way is told with what to try next."""
    (tmp_path / "store").write_text("x")
    with pytest.raises(UsageError) as caught:
        Originals(tmp_path / "store")
    assert "--store" in caught.value.advice
