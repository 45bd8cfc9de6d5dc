"""A batch: what one file does stays its own, what is done is in, and a rerun finds it."""

import io
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

import ingest.batch
import ingest.crew
import models.database
from ingest.batch import Effort, FileOutcome, Summary, ingest_files
from ingest.crew import Crew
from ingest.inputs import find_inputs
from models import tables as t
from models.database import open_database, using_database
from models.errors import DatabaseUnreachable, LimitExceeded
from models.export import export
from models.plan import Plan
from models.store import find_documents, known_documents, load_plans
from tests.conftest import Server
from tests.ingest.odd_readers import LIMITS, die, importer, read_never, read_odd


def run(engine: Engine, *paths: Path | str, **changes: Any) -> Summary:
    """Ingest *paths* with the stand-in reader."""
    told = {key: changes.pop(key) for key in ("force", "tell") if key in changes}
    effort = replace(Effort(jobs=2, limits=LIMITS, read=read_odd), **changes)
    asked = [str(path) for path in paths]
    return ingest_files(engine, find_inputs(asked), asked=asked, effort=effort, **told)


def lines(engine: Engine) -> list[Any]:
    """The diary of files, in order."""
    with engine.connect() as connection:
        return list(connection.execute(select(t.run_files).order_by(t.run_files.c.id)))


def statuses(engine: Engine) -> list[str]:
    """The status of each run, in order."""
    with engine.connect() as connection:
        return list(connection.scalars(select(t.runs.c.status).order_by(t.runs.c.id)))


def exported(engine: Engine) -> bytes:
    """All that the database would export."""
    out = io.BytesIO()
    export(engine, (), "json", None, out)
    return out.getvalue()


def write(folder: Path, **texts: str) -> Path:
    """Files of these names and texts in *folder*."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_a_folder_comes_in(engine: Engine, tmp_path: Path) -> None:
    """Every plan of the folder is in the database, with its tasks and its line in the diary."""
    folder = write(tmp_path / "in", a="Rà soát hồ sơ.\nTập huấn.", b="Báo cáo quý.")
    summary = run(engine, folder)
    assert (summary.counts["new"], summary.tasks, summary.pages, summary.exit_code) == (2, 3, 4, 0)
    assert [plan.document.source for plan in load_plans(engine, find_documents(engine))] == ["a.txt", "b.txt"]
    assert {line.status for line in lines(engine)} == {"new"}
    assert statuses(engine) == ["finished"]


@pytest.mark.parametrize(
    ("word", "error", "said"),
    [
        ("HANG", "LimitExceeded", "not read within 1 seconds"),
        ("CRASH", "ProcessCrashed", "exit code 7"),
        ("ABORT", "ProcessCrashed", "exit code -6"),
        ("EAT", "LimitExceeded", "more than 1500 MB"),
        ("RECURSE", "RecursionError", "fault of Kehoach"),
        ("BUG", "KeyError", "Điều 5"),
        ("FULL", "NoRoom", "$TMPDIR"),
    ],
)
def test_a_file_that_breaks_its_reader_loses_only_itself(
    ready_database: Callable[[str], str], tmp_path: Path, word: str, error: str, said: str
) -> None:
    """The others are in; the bad one has a status and a reason, and left no half document."""
    folder = write(tmp_path / "in", a="Rà soát.", b=word, c="Tập huấn.", d="Báo cáo.")
    limits = type(LIMITS)(seconds=1 if word == "HANG" else 30, memory_mb=1500)
    with using_database(ready_database("sqlite")) as engine:
        summary = run(engine, folder, limits=limits)
        assert (summary.counts["new"], summary.counts["failed"], summary.exit_code) == (3, 1, 1)
        bad = next(line for line in lines(engine) if line.status == "failed")
        assert (Path(bad.path).name, bad.error, bad.document_id) == ("b.txt", error, None)
        assert said in bad.reason
        assert len(find_documents(engine)) == 3


def test_a_flood_of_words_stays_in_its_process(
    ready_database: Callable[[str], str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What libraries print about a broken file does not reach the person's terminal."""
    with using_database(ready_database("sqlite")) as engine:
        assert run(engine, write(tmp_path / "in", a="FLOOD")).counts["new"] == 1
    assert "broken object" not in "".join(capfd.readouterr())


def test_a_killed_process_leaves_nothing_behind(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """The program that it had started is ended and its temporary files are deleted."""
    folder = write(tmp_path / "in", a="LITTER")
    with using_database(ready_database("sqlite")) as engine:
        assert run(engine, folder, limits=replace(LIMITS, seconds=1)).counts["failed"] == 1
    number, place = (folder / "left").read_text().splitlines()
    status = Path(f"/proc/{number}/status")
    # Where nobody buries orphans a dead one is a zombie for ever.
    assert not status.exists() or "\nState:\tZ" in status.read_text()
    assert not Path(place).exists()


def test_a_process_killed_between_two_files(
    ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody had a file in hands: no file is to blame, and all are in."""
    folder = write(tmp_path / "in", **{f"p{number}": f"Việc {number}" for number in range(6)})
    killed: list[int] = []
    reading = Crew.read

    def kill_idle(crew: Crew, path: Path) -> Any:
        if crew._pool and not killed:
            wait(crew._waited_for)
            killed.extend(int(room.name) for room in (crew._folder / "rooms").iterdir())
            for number in killed:
                os.kill(number, signal.SIGKILL)
        return reading(crew, path)

    monkeypatch.setattr(Crew, "read", kill_idle)
    with using_database(ready_database("sqlite")) as engine:
        summary = run(engine, folder)
    assert killed
    assert (summary.counts["new"], summary.exit_code) == (6, 0)


def test_a_file_that_a_killed_process_took_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing is being read for long although files wait, they are started again."""
    with Crew(Effort(limits=LIMITS, read=read_odd)) as crew:
        crew.read(write(tmp_path, a="Rà soát.") / "a.txt").result()
        assert crew.lost() == []
        never: Future[Any] = Future()
        crew._waited_for = {never}
        assert crew.lost() == []
        monkeypatch.setattr(ingest.crew, "IDLE_SECONDS", -1.0)
        assert crew.lost() == [never]
        assert isinstance(crew.read(tmp_path / "a.txt").result().result, Plan)


def test_processes_that_cannot_live_end_the_run(
    ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a few fresh starts, with a word on what to look at; no file is marked as bad."""
    monkeypatch.setattr(ingest.crew, "prepare_process", die)
    with using_database(ready_database("sqlite")) as engine:
        with pytest.raises(LimitExceeded, match="die as soon as they are started"):
            run(engine, write(tmp_path / "in", a="Rà soát."))
        assert (lines(engine), statuses(engine)) == ([], ["stopped"])


@pytest.mark.parametrize("word", ["BUG", "Rà"])
def test_a_name_that_is_no_text(engine: Engine, tmp_path: Path, word: str) -> None:
    """Bytes that are not UTF-8 are marked in what is stored, whether the file can be read or not."""
    (tmp_path / os.fsdecode(b"k\xe1.txt")).write_text(f"{word} soát.", "utf-8")
    run(engine, tmp_path)
    (line,) = lines(engine)
    assert line.path.endswith("k\ufffd.txt")
    assert [plan.document.source for plan in load_plans(engine, find_documents(engine))] == (
        [] if word == "BUG" else ["k\ufffd.txt"]
    )


def test_a_rerun_opens_nothing(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in is skipped without a process being started for it."""
    folder = write(tmp_path / "in", a="Rà soát.", b="Tập huấn.")
    run(engine, folder)
    before = exported(engine)
    monkeypatch.setattr(Crew, "_new_pool", None)
    summary = run(engine, folder, read=read_never)
    assert (summary.counts["unchanged"], summary.exit_code) == (2, 0)
    assert exported(engine) == before
    assert [line.status for line in lines(engine)][2:] == ["unchanged", "unchanged"]


def test_force_reads_again(engine: Engine, tmp_path: Path) -> None:
    """--force replaces what is there, under the same ids."""
    folder = write(tmp_path / "in", a="Rà soát.")
    run(engine, folder)
    before = find_documents(engine)
    assert run(engine, folder, force=True).counts["replaced"] == 1
    assert find_documents(engine) == before


def test_the_same_bytes_under_two_names(engine: Engine, tmp_path: Path) -> None:
    """Within one run and in a later one they are one document, whose names are all known."""
    folder = write(tmp_path / "in", b="Rà soát.", c="Rà soát.")
    assert run(engine, folder).counts == {"new": 1, "replaced": 0, "unchanged": 1, "failed": 0}
    assert run(engine, write(tmp_path / "in", a="Rà soát.")).counts["unchanged"] == 3
    (document,) = load_plans(engine, find_documents(engine))
    assert document.document.source == "a.txt"
    known = known_documents(engine, [document.document.sha256])
    assert known[document.document.sha256].names == {"a.txt", "b.txt", "c.txt"}


def test_the_same_bad_bytes_under_two_names(engine: Engine, tmp_path: Path) -> None:
    """The second is not tried again: it has the reason of the first, and says whose it is."""
    summary = run(engine, write(tmp_path / "in", a="BUG", b="BUG"))
    assert summary.counts["failed"] == 2
    first, second = lines(engine)
    assert [first.error, second.error] == ["KeyError", "KeyError"]
    assert first.reason.startswith("a.txt upset the reader")
    assert second.reason == f"It is the same file as {first.path}: {first.reason}"


def test_order_and_number_of_processes_do_not_show(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """One process in order, three in another order, and file by file: the same export, byte for byte."""
    texts = {f"p{number}": f"SLOW {number}\nRà soát {number}." for number in range(12)}
    folder = write(tmp_path / "in", **texts)
    files = sorted(folder.iterdir())
    random.Random(7).shuffle(files)
    results = set()
    for arguments, jobs in (([folder], 1), (files, 3)):
        with using_database(ready_database("sqlite")) as engine:
            run(engine, *arguments, jobs=jobs)
            results.add(exported(engine))
    with using_database(ready_database("sqlite")) as engine:
        for file in reversed(files):
            run(engine, file, jobs=1)
        results.add(exported(engine))
    assert len(results) == 1


@pytest.mark.parametrize("name", ["hai\ndòng.txt", "kế hoạch 🎉.txt", "ke\u0301 hoach.txt", "=cmd().txt"])
def test_odd_names(engine: Engine, tmp_path: Path, name: str) -> None:
    """A name with a line break, a picture letter or a formula is a name; it is shown on one line."""
    (tmp_path / name).write_text("Rà soát.", "utf-8")
    assert run(engine, tmp_path).counts["new"] == 1
    (plan,) = load_plans(engine, find_documents(engine))
    assert plan.document.source == name.replace("\n", "\\n")
    assert run(engine, tmp_path, read=read_never).counts["unchanged"] == 1


def test_a_file_that_vanishes(engine: Engine, tmp_path: Path) -> None:
    """Gone between listing and reading: a reason, and the batch goes on."""
    folder = write(tmp_path / "in", a="Rà soát.", b="Tập huấn.")
    inputs = find_inputs([str(folder)])
    (folder / "a.txt").unlink()
    summary = ingest_files(engine, inputs, effort=Effort(limits=LIMITS, read=read_odd))
    assert (summary.counts["new"], summary.counts["failed"], summary.exit_code) == (1, 1, 1)
    assert [line.error for line in lines(engine) if line.error] == ["FileMissing"]


def test_source_files_are_never_changed(engine: Engine, tmp_path: Path) -> None:
    """Bytes and time of a file are the same after it was read."""
    file = write(tmp_path / "in", a="Rà soát.") / "a.txt"
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    run(engine, file)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_ctrl_c_ends_cleanly(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """Exit code 130, the run marked as interrupted, what was finished is in, and the rerun brings the rest."""
    url = ready_database("sqlite")
    folder = write(tmp_path / "in", **{f"p{number:02}": f"SLOW {number}" for number in range(40)})
    with importer(url, folder) as (program, lines):
        next(lines)
        program.send_signal(signal.SIGINT)
        rest = list(lines)
        assert program.wait(60) == 130
    with using_database(url) as engine:
        assert statuses(engine) == ["interrupted"]
        assert len(find_documents(engine)) == 1 + len(rest) < 40
        assert run(engine, folder).exit_code == 0
        assert len(find_documents(engine)) == 40


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_killed_at_any_moment_and_run_again(ready_database: Callable[[str], str], tmp_path: Path, backend: str) -> None:
    """kill -9 at random moments, then a rerun: the same database as one that was never interrupted."""
    moments = int(os.environ.get("KEHOACH_TEST_KILLS", "25"))
    folder = write(tmp_path / "in", **{f"p{number:02}": f"Việc {number}\nRà soát {number}." for number in range(30)})
    with using_database(ready_database("sqlite")) as engine:
        run(engine, folder)
        expected = exported(engine)
    chance = random.Random(20)
    for _ in range(moments):
        url = ready_database(backend)
        with importer(url, folder) as (program, said):
            for _ in range(chance.randrange(20)):
                next(said)
            time.sleep(chance.random() / 100)
            program.kill()
            program.wait()
        with using_database(url) as engine:
            with engine.connect() as connection:
                whole = select(func.count()).select_from(t.documents.join(t.tasks))
                assert connection.scalar(whole) == 2 * len(find_documents(engine))
            assert run(engine, folder).exit_code == 0
            assert exported(engine) == expected


def test_two_importers_at_once(ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """Two programs read the same folder into one PostgreSQL: everything is in once."""
    url = ready_database("postgresql")
    folder = write(tmp_path / "in", **{f"p{number:02}": f"Việc {number}" for number in range(30)})
    with importer(url, folder) as (one, _), importer(url, folder) as (other, _):
        assert (one.wait(120), other.wait(120)) == (0, 0)
    with using_database(url) as engine, using_database(ready_database("sqlite")) as alone:
        run(alone, folder)
        assert exported(engine) == exported(alone)


def test_a_server_that_restarts(postgresql: Server, ready_database: Callable[[str], str], tmp_path: Path) -> None:
    """The database goes away in mid-batch and comes back: nothing is lost."""
    url = ready_database("postgresql")
    folder = write(tmp_path / "in", **{f"p{number}": f"Việc {number}" for number in range(6)})
    engine = open_database(url)
    restarted: list[threading.Timer] = []

    def restart(outcome: FileOutcome) -> None:
        if not restarted:
            postgresql.stop("fast")
            restarted.append(threading.Timer(0.8, postgresql.launch))
            restarted[0].start()

    try:
        summary = run(engine, folder, tell=restart)
    finally:
        restarted[0].join()
    assert (summary.counts["new"], summary.exit_code) == (6, 0)
    assert len(find_documents(engine)) == 6
    engine.dispose()


def test_a_server_that_stays_away(
    postgresql: Server, ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3 after the waits; what was stored is kept, and the same command goes on where it stopped."""
    monkeypatch.setattr(models.database, "WAITS", (0.1,))
    folder = write(tmp_path / "in", **{f"p{number}": f"Việc {number}" for number in range(6)})

    def leave(outcome: FileOutcome) -> None:
        postgresql.stop("fast")

    with using_database(ready_database("postgresql")) as engine:
        try:
            with pytest.raises(DatabaseUnreachable) as caught:
                run(engine, folder, tell=leave)
        finally:
            postgresql.launch()
        assert caught.value.exit_code == 3
        assert len(find_documents(engine)) == 1
        assert run(engine, folder).counts == {"new": 5, "replaced": 0, "unchanged": 1, "failed": 0}


def test_a_server_that_restarts_before_files_are_looked_up(
    postgresql: Server, ready_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking what is known waits for the database as writing does."""
    monkeypatch.setattr(ingest.batch, "HASHED_AT_ONCE", 2)
    folder = write(tmp_path / "in", **{f"p{number}": f"Việc {number}" for number in range(6)})
    restarted: list[threading.Timer] = []

    def restart(outcome: FileOutcome) -> None:
        if not restarted:
            postgresql.stop("fast")
            restarted.append(threading.Timer(0.8, postgresql.launch))
            restarted[0].start()

    with using_database(ready_database("postgresql")) as engine:
        run(engine, folder)
        try:
            # Everything is known: nothing is written between one look and the next but the diary.
            summary = run(engine, folder, tell=restart)
        finally:
            restarted[0].join()
        assert (summary.counts["unchanged"], summary.exit_code) == (6, 0)
