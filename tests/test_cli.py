"""The command line: what a person types, and what comes back. A few are run as programs, the rest in this process."""

import io
import json
import os
import re
import resource
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import fields
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select, text

import cli
from ingest.limits import Limits
from models import tables as t
from models.database import using_database, writing
from models.store import find_documents

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "food-safety.pdf"


Done = namedtuple("Done", ["returncode", "stdout", "stderr"])


def program(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `kehoach` with *arguments* in a process of its own."""
    command = [sys.executable, "-m", "cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=clean_environment() | environment, capture_output=True, text=True, check=False
    )


def clean_environment() -> dict[str, str]:
    """The environment without settings of Kehoach."""
    return {key: value for key, value in os.environ.items() if not key.startswith("KEHOACH_")}


def kehoach(*arguments: object, **environment: str) -> Done:
    """The same in this process: what `main` prints and ends with, in a tenth of the time."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with (
        mock.patch.dict(os.environ, clean_environment() | environment, clear=True),
        mock.patch.object(sys, "argv", ["kehoach", *map(str, arguments)]),
        redirect_stdout(out),
        redirect_stderr(err),
        chdir(ROOT),
        pytest.raises(SystemExit) as ended,
    ):
        cli.main()
    return Done(ended.value.code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'k.db'}"


def rows(url: str, table: Any) -> list[Any]:
    """Rows of a table, by id."""
    with using_database(url) as engine, engine.connect() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))


def blank_pdf(file: Path, **options: Any) -> Path:
    """A PDF of one page without a word."""
    canvas = Canvas(str(file), **options)
    canvas.showPage()
    canvas.save()
    return file


def pdf_without_pages(file: Path) -> Path:
    """A PDF whose page tree is empty."""
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    file.write_bytes(
        body
        + b"xref\n0 3\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    )
    return file


def written(file: Path, content: bytes) -> Path:
    """*file* with *content*."""
    file.write_bytes(content)
    return file


def commands() -> list[str]:
    """Every command that the program has, "db upgrade" among them."""
    groups = {group.name: group.typer_instance for group in cli.app.registered_groups}
    return [
        f"{name} {one.name or one.callback.__name__}".strip()
        for name, made in {"": cli.app, **groups}.items()
        if made
        for one in made.registered_commands
        if one.callback
    ]


COMMANDS = commands()


def test_the_readme_names_every_command() -> None:
    """What the program can do stands where people look first."""
    readme = Path(__file__).parents[1].joinpath("README.md").read_text("utf-8")
    assert all(f"kehoach {command}" in readme for command in COMMANDS)


def test_help_is_quick_and_names_every_command() -> None:
    """Heavy libraries wait until they are needed; processor seconds, which do not grow while others use the machine."""
    best = 9.0
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = program("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.returncode == 0
    named = {line.split()[1] for line in done.stdout.splitlines() if re.match(r"│ [a-z]+ ", line)}
    assert named == {command.split()[0] for command in COMMANDS}
    assert best < 0.5


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    """`--help` ends with lines one can copy."""
    assert f"kehoach {command}" in kehoach(*command.split(), "--help").stdout.split("Examples")[1]


def test_a_plan_all_the_way(url: str, tmp_path: Path) -> None:
    """Ingest, once and again, then every way to look at it."""
    first = program("ingest", SAMPLE, "--db", url)
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr.startswith("1 new: 1 pages, 6 tasks in ")
    again = kehoach("ingest", SAMPLE, "--db", url)
    assert (again.returncode, again.stderr.split(":")[0]) == (0, "1 unchanged")
    (document,) = json.loads(kehoach("export", "--db", url).stdout)
    assert document["document"]["source"] == SAMPLE.name
    assert document == json.loads(kehoach("show", SAMPLE, "--json").stdout)
    assert kehoach("export", "--db", url, "--format", "csv").stdout.count(SAMPLE.name) == 6
    assert kehoach("export", "--db", url, "-o", tmp_path / "t.xlsx").returncode == 0
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")
    assert "1 documents" in kehoach("status", "--db", url).stdout
    assert [run["counts"] for run in json.loads(kehoach("runs", "--db", url, "--json").stdout)] == [
        {"unchanged": 1},
        {"new": 1},
    ]


def test_show_prints_sections_and_tasks() -> None:
    """A table with the tasks under their sections, the findings, and the share that is in none of them."""
    shown = kehoach("show", SAMPLE)
    assert shown.returncode == 0
    for words in (
        "Phụ lục",
        "Thanh tra, kiểm tra, giám sát",
        "Phòng Nghiệp vụ Y",
        "numbering-gap",
        "6 tasks in 2 sections",
    ):
        assert words in shown.stdout


def test_events_are_json_one_a_line(url: str, tmp_path: Path) -> None:
    """For programs: a line a file, and one for the whole."""
    done = kehoach("ingest", SAMPLE, written(tmp_path / "bad.pdf", b"\x00\x01"), "--db", url, "--json", "--jobs", 1)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["event"] for event in events] == ["file", "file", "summary"]
    by_name = {Path(event["path"]).name: event for event in events[:2]}
    assert (by_name[SAMPLE.name]["status"], by_name[SAMPLE.name]["tasks"]) == ("new", 6)
    assert by_name["bad.pdf"]["error"] == "NotAPlanFile"
    assert (events[2]["new"], events[2]["failed"], done.returncode) == (1, 1, 1)
    assert events[2]["reasons"] == {"NotAPlanFile": 1}


def test_verbose_and_the_log_tell_of_each_file(url: str, tmp_path: Path) -> None:
    """Where the time of each page and stage went, why a file failed, and the sum; a second run is added to the log."""
    log = tmp_path / "k.log"
    arguments = ("ingest", SAMPLE, tmp_path / "none.pdf", "--db", url, "--log-file", log)
    said = kehoach(*arguments, "--verbose").stderr
    assert re.search(rf"new  .*{SAMPLE.name}: 1 pages, 6 tasks in .* s; pages .* page 1 \d+ ms.*meaning", said)
    assert kehoach(*arguments, "--json").returncode == 1
    lines = [line.split("  ", 1)[1] for line in log.read_text("utf-8").splitlines()]
    assert [line.split()[0] for line in lines if not line.startswith("Findings")] == [
        *("started", "failed", "new", "1", "Failed:"),
        *("started", "failed", "unchanged", "1", "Failed:"),
    ]
    assert kehoach("ingest", SAMPLE, "--db", url, "--log-file", tmp_path / "no" / "k.log").returncode == 2


FULL = Path("/dev/full")
"""A file on a disk that takes nothing."""
on_linux = pytest.mark.skipif(not FULL.exists(), reason="only Linux has a disk that is always full")


@on_linux
@pytest.mark.parametrize(
    "arguments", [("--help",), ("show", SAMPLE), ("show", SAMPLE, "--json"), ("restore", ROOT / "README.md")]
)
def test_output_to_a_full_disk(arguments: tuple[object, ...]) -> None:
    """Not all was written: a message, what to do, an exit code, and no word of the machine's own."""
    with FULL.open("w") as output:
        done = subprocess.run(
            [sys.executable, "-m", "cli", *map(str, arguments)],
            cwd=ROOT,
            # As at a terminal: what is printed waits for the end.
            env=clean_environment() | {"PYTHONUNBUFFERED": ""},
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("kehoach: Not all could be written: No space left on device.\n         Make room ")
    assert len(done.stderr.splitlines()) == 2


def test_a_reader_that_has_seen_enough() -> None:
    """`kehoach … | head -1` ends without a word, also where all that is printed waits for the end."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "cli", "--version"],
        cwd=ROOT,
        env=clean_environment() | {"PYTHONUNBUFFERED": ""},
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


@on_linux
def test_a_log_on_a_full_disk_stops_nothing(url: str) -> None:
    """The plans are worth more than the log: they come in, and the log's end is told once."""
    done = kehoach("ingest", SAMPLE, "--db", url, "--log-file", FULL)
    assert done.returncode == 0
    assert done.stderr.count("The log goes no further: No space left on device.") == 1
    assert "1 new" in done.stderr


def test_every_limit_is_an_option_and_has_its_variable() -> None:
    """`ingest --help` names both, and the default."""
    said = " ".join(kehoach("ingest", "--help", COLUMNS="200").stdout.split())
    for limit in fields(Limits):
        assert f"--max-{limit.name.replace('_', '-')}" in said
        assert f"else $KEHOACH_MAX_{limit.name.upper()}, else {limit.default}" in said


def test_a_run_that_breaks_off_says_so(url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody who reads events or the log knows it from a run that ended; the exit code is that of Ctrl-C."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.batch.ingest_files", interrupted)
    arguments = ("ingest", SAMPLE, "--db", url, "--log-file", tmp_path / "k.log")
    done = kehoach(*arguments, "--json")
    reason = "interrupted twice; what was finished is in"
    assert (done.returncode, json.loads(done.stdout)) == (130, {"event": "stopped", "reason": reason})
    assert reason in kehoach(*arguments).stderr
    assert (tmp_path / "k.log").read_text().count(f"stopped  {reason}\n") == 2


BAD: dict[str, tuple[Callable[[Path], Path], str, int]] = {
    "not a PDF": (lambda d: written(d / "x.pdf", b"\x00\x01binary"), "NotAPlanFile", 1),
    "empty": (lambda d: written(d / "x.pdf", b""), "NotAPlanFile", 1),
    "truncated": (lambda d: written(d / "x.pdf", SAMPLE.read_bytes()[:700]), "NotAPlanFile", 1),
    "locked": (
        lambda d: blank_pdf(d / "x.pdf", encrypt=StandardEncryption("pass", "own", strength=128)),
        "EncryptedFile",
        1,
    ),
    "no pages": (lambda d: pdf_without_pages(d / "x.pdf"), "NoPages", 1),
    "missing": (lambda d: d / "x.pdf", "FileMissing", 1),
    "no plans": (lambda d: d, "UsageError", 2),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input(url: str, tmp_path: Path, case: str) -> None:
    """A message that says what to do, the contract's exit code, a reason in the diary, and no half document."""
    make, error, code = BAD[case]
    folder = tmp_path / "in"
    folder.mkdir()
    bad = make(folder)
    done = kehoach("ingest", bad, "--db", url)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    (line,) = rows(url, t.run_files)
    assert (line.status, line.error, line.path) == ("failed", error, str(bad))
    assert line.reason in done.stderr
    assert rows(url, t.documents) == []
    # Beside a good file the rest is in.
    assert kehoach("ingest", bad, SAMPLE, "--db", url).returncode == 1
    with using_database(url) as engine:
        assert len(find_documents(engine)) == 1


def test_an_owner_password_alone_does_not_stop_us(url: str, tmp_path: Path) -> None:
    """A file that forbids printing can be read like any other; one without a word is a finding, not a silence."""
    file = blank_pdf(tmp_path / "x.pdf", encrypt=StandardEncryption("", "own", strength=128))
    assert kehoach("ingest", file, "--db", url).returncode == 0
    assert rows(url, t.findings) != []


def test_show_of_a_bad_file(tmp_path: Path) -> None:
    """The same words, without a database."""
    done = kehoach("show", written(tmp_path / "x.pdf", b""))
    assert (done.returncode, done.stdout) == (1, "")
    assert "x.pdf is empty" in done.stderr
    assert kehoach("show", tmp_path / "none.pdf").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ingest", "."), "mysql"),
        (("export", "--format", "pdf"), "no export format"),
        (("export", "nobody.pdf"), "nobody.pdf"),
        (("ingest", ".", "--max-seconds", "0"), "KEHOACH_MAX_SECONDS"),
        (("ingest",), "Missing argument"),
        (("ingest", ".", "--ocr", "perhaps"), "perhaps"),
        (("dance",), "dance"),
    ],
)
def test_wrong_usage(url: str, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2 and a word on what was wrong."""
    with using_database(url):  # export wants a database that is there
        pass
    database = "mysql://host/x" if said == "mysql" else url
    done = kehoach(*arguments, KEHOACH_DB=database)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_database_that_cannot_be_reached() -> None:
    """Exit code 3, where it was looked for, what to look at; the password is not shown."""
    done = kehoach("ingest", SAMPLE, "--db", "postgresql://me:secret@127.0.0.1:1/plans")
    assert done.returncode == 3
    assert "127.0.0.1" in done.stderr
    assert "Is the server running" in done.stderr
    assert "secret" not in done.stderr


def test_a_schema_newer_than_the_program(url: str) -> None:
    """Exit code 3, and the advice to install the newest version."""
    with using_database(url) as engine, writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    for command in ("ingest .", "export", "status", "runs"):
        done = kehoach(*command.split(), "--db", url)
        assert (done.returncode, "newest version" in done.stderr) == (3, True)


def test_postgresql_is_upgraded_by_command(new_database: Callable[[str], str]) -> None:
    """Not by the way: until then ingest says what to run."""
    address = new_database("postgresql")
    done = kehoach("ingest", SAMPLE, "--db", address)
    assert (done.returncode, "kehoach db upgrade" in done.stderr) == (3, True)
    assert kehoach("db", "upgrade", "--db", address).returncode == 0
    assert kehoach("ingest", SAMPLE, "--db", address).returncode == 0
    assert kehoach("export", "--db", address).stdout.count('"section"') > 0


def test_doctor_tells_what_is_missing(tmp_path: Path, url: str) -> None:
    """Without Tesseract in the path: exit code 4 and how to get it; it makes no database."""
    done = program("doctor", "--db", url, PATH=str(tmp_path))
    assert done.returncode == 4
    assert "apt install tesseract-ocr tesseract-ocr-vie" in done.stdout
    assert not list(tmp_path.glob("k.db*"))
    assert kehoach("doctor", "--db", "postgresql://127.0.0.1:1/x").returncode in (3, 4)
