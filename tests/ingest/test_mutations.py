"""Bad input, tried for real: what is broken at random or built to hurt ends in a plan or in a typed error, in time."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from ingest.batch import Effort, FileOutcome, ingest_files
from ingest.inputs import find_inputs
from ingest.limits import Limits
from models.database import using_database
from models.errors import DatabaseError
from models.store import find_documents
from tests.ingest.bombs import BOMBS, SENTENCE, scripts_and_cargo
from tests.ingest.mutants import SAMPLES, escapes, first_page, mutant, one_page, seeds
from tests.ingest.odd_readers import LIMITS, read_odd

COUNT = 500
EACH = 100


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """What pdfminer says of every broken object is not worth keeping."""
    caplog.set_level("CRITICAL")


@pytest.mark.parametrize("first", range(0, COUNT, EACH))
def test_mutants_end_in_a_plan_or_a_typed_error(first: int, tmp_path: Path) -> None:
    """Bits flipped, pieces cut, spliced, wiped and repeated, numbers and names exchanged: no other error gets out."""
    assert [(number, trace) for number, _, trace in escapes(range(first, first + EACH), tmp_path) if trace] == []


def test_a_mutant_is_the_same_whenever_it_is_made() -> None:
    """Its number is all that a report needs; it differs from what it was made of."""
    assert mutant(7) == mutant(7)
    assert mutant(7) != mutant(8)
    assert sum(mutant(number)[1] in {content for _, content in seeds()} for number in range(50)) < 5


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_bombs_lose_only_themselves(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """A folder of bombs and one good plan: each has its outcome within bounded time and memory, and the plan is in."""
    expected: dict[str, str | None] = {"plan.pdf": None}
    (tmp_path / "plan.pdf").write_bytes(first_page(SAMPLES / "food-safety.pdf"))
    for make, suffix, error in BOMBS:
        (tmp_path / f"{make.__name__}{suffix}").write_bytes(make())
        expected[f"{make.__name__}{suffix}"] = error
    told: list[FileOutcome] = []
    effort = Effort("never", 2, Limits(seconds=120, memory_mb=1500))
    with using_database(ready_database("sqlite")) as engine:
        ingest_files(engine, find_inputs([str(tmp_path)]), effort=effort, tell=told.append)
    came = {Path(one.path).name: one.failure.error if one.failure else None for one in told}
    assert came == expected


def test_scripts_and_cargo_are_none_of_our_business(tmp_path: Path) -> None:
    """What runs on opening and what is packed inside changes nothing that is read."""
    from ingest.pipeline import read_plan

    plain, loaded = tmp_path / "plain.pdf", tmp_path / "loaded.pdf"
    plain.write_bytes(one_page(SENTENCE))
    loaded.write_bytes(scripts_and_cargo())
    assert read_plan(plain, "never").tasks == read_plan(loaded, "never").tasks != ()


def test_a_file_that_may_not_be_read(
    ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reason in words, and the batch goes on."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Rà soát {name}.", "utf-8")
    opening = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opening(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    told: list[FileOutcome] = []
    with using_database(ready_database("sqlite")) as engine:
        ingest_files(
            engine, find_inputs([str(tmp_path)]), effort=Effort(limits=LIMITS, read=read_odd), tell=told.append
        )
    assert sorted((one.status, one.failure.error if one.failure else None) for one in told) == [
        ("failed", "FileMissing"),
        ("new", None),
    ]


def test_a_full_disk_loses_nothing_that_was_in(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """The run stops with a message; what was written stays whole, and a rerun with room brings the rest."""
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"Việc {number}. " + "Rà soát quy trình. " * 400, "utf-8")
    url = ready_database("sqlite")
    inputs = find_inputs([str(tmp_path)])
    effort = Effort(limits=LIMITS, read=read_odd)
    with using_database(url) as engine:

        @event.listens_for(engine, "connect")
        def fill(connection: Any, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {max(pages, 130)}")

        engine.dispose()
        with pytest.raises(DatabaseError, match="is full") as caught:
            ingest_files(engine, inputs, effort=effort)
    assert "Make room" in caught.value.advice
    with using_database(url) as engine:
        assert 0 < len(find_documents(engine)) < 30
        assert ingest_files(engine, inputs, effort=effort).exit_code == 0
        assert len(find_documents(engine)) == 30
