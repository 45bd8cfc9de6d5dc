"""The commands around the desk, run as a person runs them: search, diff, report, export as read and to calendars."""

import json
import shutil
from pathlib import Path

import pytest

from ingest.inputs import sha256_of
from models.corrections import edit_task
from models.database import using_database
from models.desk_tasks import desk_tasks
from review.originals import Originals
from tests.test_cli import SAMPLE, kehoach


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the sample, and with the same plan in other bytes; one task of the first is corrected."""
    folder = tmp_path_factory.mktemp("cli")
    other = Path(shutil.copy(SAMPLE, folder / "other.pdf"))
    with other.open("ab") as file:
        file.write(b"\n% changed\n")
    address = f"sqlite:///{folder / 'k.db'}"
    assert kehoach("ingest", SAMPLE, other, "--db", address).returncode == 0
    with using_database(address) as engine:
        task = desk_tasks(engine, 1)[0]
        edit_task(engine, task.id, "text", task.task.text, "Thả diều đón gió", who="Lan")
    return address


def test_search(url: str) -> None:
    """Words without marks find words with them; filters narrow; JSON for programs."""
    assert "Thả diều đón gió" in kehoach("search", "tha", "dieu", "--db", url).stdout
    (hit,) = json.loads(kehoach("search", "tha dieu", "--db", url, "--json").stdout)
    assert (hit["text"], hit["marks"], hit["review"]) == ("Thả diều đón gió", [[0, 3], [4, 8]], "corrected")
    assert json.loads(kehoach("search", "tha dieu", "--due-after", "2099-01-01", "--db", url, "--json").stdout) == []
    everything = json.loads(kehoach("search", "--limit", 100, "--db", url, "--json").stdout)
    assert len(everything) == 12
    assert kehoach("search", "x", "--due-before", "soon", "--db", url).returncode == 2
    assert kehoach("search", "x", "--document", "none.pdf", "--db", url).returncode == 2


def test_diff(url: str) -> None:
    """What a person or a revision changed, for people and for programs."""
    documents = [document["document"]["source"] for document in json.loads(kehoach("export", "--db", url).stdout)]
    done = kehoach("diff", *reversed(documents), "--db", url)
    assert done.returncode == 0
    assert "Thả diều đón gió" in done.stdout
    found = json.loads(kehoach("diff", *reversed(documents), "--db", url, "--json").stdout)
    assert found["same"] == 5
    assert {task["kind"] for task in found["tasks"]} <= {"added", "gone", "changed"}


def test_forget(tmp_path: Path) -> None:
    """Nobody is asked without a terminal; with --yes it is gone, copies and all, on record, and comes in again."""
    url, store = f"sqlite:///{tmp_path / 'k.db'}", tmp_path / "k-files"
    file = tmp_path / "a.txt"
    file.write_text("KẾ HOẠCH\nI. NHIỆM VỤ\n1. Rà soát hồ sơ.\n", "utf-8")
    assert kehoach("ingest", file, "--db", url).returncode == 0
    copy = Originals(store).folder / sha256_of(file)
    copy.write_bytes(file.read_bytes())
    done = kehoach("forget", "a.txt", "--db", url)
    assert (done.returncode, "a.txt" in done.stderr, "--yes" in done.stderr) == (2, True, True)
    assert kehoach("forget", "b.txt", "--db", url, "--yes").returncode == 2
    assert copy.exists()
    done = kehoach("forget", "a.txt", "--db", url, "--yes", "--reason", "đưa nhầm")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Removed: 1." in done.stderr
    assert not copy.exists()
    said = kehoach("status", "--db", url).stdout
    assert "0 documents" in said
    assert "1 documents removed" in said
    assert kehoach("ingest", file, "--db", url).stderr.startswith("1 new")


def test_export_as_read(url: str) -> None:
    """People's word by default, the machine's when asked."""
    assert "Thả diều" in kehoach("export", "--db", url).stdout
    assert "Thả diều" not in kehoach("export", "--as-read", "--db", url).stdout


def test_calendars(url: str, tmp_path: Path) -> None:
    """To standard output as one, into a folder as one a unit."""
    assert kehoach("export", "--format", "ics", "--db", url).stdout.startswith("BEGIN:VCALENDAR")
    folder = tmp_path / "calendars"
    folder.mkdir()
    assert kehoach("export", "--format", "ics", "-o", folder, "--db", url).returncode == 0
    assert all(file.suffix == ".ics" for file in folder.iterdir())


def test_report(url: str, tmp_path: Path) -> None:
    """One page; a folder that is not there is told."""
    file = tmp_path / "report.html"
    assert kehoach("report", "--html", file, "--db", url).returncode == 0
    assert "Tổng quan các kế hoạch" in file.read_text("utf-8")
    assert kehoach("report", "--html", file, "--language", "en", "--db", url).returncode == 0
    assert "Overview of the plans" in file.read_text("utf-8")
    done = kehoach("report", "--html", tmp_path / "no" / "r.html", "--db", url)
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)
