"""Whatever the program refuses is told in the language of the person at the desk."""

import ast
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import NullPool, create_engine, text

from models import errors
from review import app, figures, refusals
from review.guard import form_token
from review.refusals import tell
from tests.review.conftest import TOKEN, Running, desk_on

ROOT = Path(__file__).parents[2]
REACHED = (
    *("models/corrections.py", "models/standing.py", "models/unit_names_by_people.py", "models/store.py"),
    *("models/removal.py", "models/head_corrections.py", "models/heads.py", "models/units_at_once.py"),
    *("models/added_sections.py", "models/section_corrections.py", "review/record.py"),
    *("review/forms.py", "review/changes.py", "review/pages.py", "review/sheet.py", "review/uploads.py"),
)
"""Modules whose refusals may reach the desk."""
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}


def said_in(module: str) -> Iterator[tuple[str, str]]:
    """Every refusal that *module* can make: its kind, and its message with something in each gap."""
    for node in ast.walk(ast.parse((ROOT / module).read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args:
            message = node.args[0]
            parts = message.values if isinstance(message, ast.JoinedStr) else [message]
            texts = [str(part.value) if isinstance(part, ast.Constant) else _gap(part) for part in parts]
            if node.func.id != "EditConflict":
                yield node.func.id, "".join(texts)


def _gap(part: ast.expr) -> str:
    return "'7'" if isinstance(part, ast.FormattedValue) and part.conversion == ord("r") else "7"


@pytest.mark.parametrize("module", REACHED)
def test_no_refusal_is_left_in_english(module: str) -> None:
    """Every message has its own line in the table: a general phrase is for what nobody foresaw."""
    found = list(said_in(module))
    left = [message for kind, message in found if tell(kind, message, "", "vi").detail]
    assert left == []


def test_every_kind_of_failure_has_a_phrase() -> None:
    """What no line of the table knows is told by its kind, with what the program said at its side."""
    kinds = KINDS - {"KehoachError", "InputError", "EditConflict", "Any"}
    assert kinds <= set(refusals._table()["kinds"])
    told = tell("ZeroDivisionError", "division by zero", "", "vi")
    assert (told.text[:8], told.detail) == ("Kehoach ", "division by zero")


def test_gaps_are_filled() -> None:
    """Numbers and names of the message stand in ours."""
    assert "trang 3" in tell("NotAPlanFile", "Page 3 of a.pdf is damaged and cannot be read.", "", "vi").text.lower()
    assert "100 MB" in tell("LimitExceeded", "a.pdf is larger than 100 MB.", "", "vi").text
    locked = tell("DatabaseUnreachable", "The database sqlite:///a cannot be reached: database is locked", "", "vi")
    assert "đang bận" in locked.text
    assert "12/KH" in tell("UsageError", "No document in the database is called '12/KH'.", "Name it.", "vi").text


def test_english_is_told_as_said() -> None:
    """Message and advice stay whole where the table has no English of its own."""
    assert tell("NotAPlanFile", "a.pdf is empty.", "Ask again.", "en").text == "a.pdf is empty. Ask again."


def test_pages_of_refusal_speak_vietnamese(desk: Running) -> None:
    """A search in a document that is not there, a method that is not taken, and a form that cannot be read."""
    with httpx.Client(base_url=desk.base, headers={"Accept-Language": "vi"}, timeout=60) as client:
        client.get("/", params={"token": TOKEN})
        assert "Không có văn bản nào mang số" in client.get("/search", params={"document": "999/KH"}).text
        form = {"csrf": form_token(TOKEN), "seen": '{"text": "x", "section": "I"}', "section": "IX"}
        assert "Văn bản không có mục “IX”" in client.post(f"/tasks/{desk.task_ids[0]}/edit", data=form).text
        answer = client.post("/search", data=form)
        assert answer.status_code == 405
        assert "Không làm được" in answer.text


def test_a_fault_of_our_own_has_a_page(desk: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is a page of the desk too, with its headers, and tells nothing of our insides."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("insides")

    monkeypatch.setattr(figures, "due_calendar", broken)
    with httpx.Client(base_url=desk.base, headers={"Accept-Language": "vi"}, timeout=60) as client:
        client.get("/", params={"token": TOKEN})
        answer = client.get("/overview")
    assert answer.status_code == 500
    assert "Những gì đã lưu vẫn còn" in answer.text
    assert "insides" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_busy_database_is_told_soon(
    new_database: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program writes, pages still show; who saves is told within seconds, and can save afterwards."""
    monkeypatch.setattr(app, "PATIENCE", 0.3)
    url = new_database("sqlite")
    with desk_on(url, tmp_path) as desk, httpx.Client(base_url=desk.base, timeout=60) as client:
        client.get("/", params={"token": TOKEN})
        accept, form = f"/tasks/{desk.task_ids[0]}/accept", {"csrf": form_token(TOKEN)}
        other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert client.get(f"/documents/{desk.document_id}").status_code == 200
        answer = client.post(accept, data=form)
        assert (answer.status_code, "đang bận" in answer.text) == (503, True)
        other.execute("ROLLBACK")
        other.close()
        assert client.post(accept, data=form).status_code == 303


def test_a_server_that_comes_back_is_used_again(new_database: Callable[[str], str], tmp_path: Path) -> None:
    """PostgreSQL drops every connection: the next page and the next word find it again, nobody need open the desk."""
    url = new_database("postgresql")
    with desk_on(url, tmp_path) as desk, httpx.Client(base_url=desk.base, timeout=60) as client:
        client.get("/", params={"token": TOKEN})
        with create_engine(desk.engine.url, poolclass=NullPool).connect() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
        assert client.get(f"/documents/{desk.document_id}").status_code == 200
        answer = client.post(f"/tasks/{desk.task_ids[0]}/accept", data={"csrf": form_token(TOKEN)})
        assert answer.status_code == 303


def test_a_plan_whose_file_is_gone_is_still_worked_on(desk: Running) -> None:
    """Neither the copy nor the file itself is there: the page says so, shows the boxes, and takes corrections."""
    for file in desk.store.iterdir():
        if file.is_file():
            file.unlink()
    with httpx.Client(base_url=desk.base, headers={"Accept-Language": "vi"}, timeout=60) as client:
        client.get("/", params={"token": TOKEN})
        page = client.get(f"/documents/{desk.document_id}").text
        assert "Không có tệp gốc" in page
        assert "<img width" not in page
        assert page.count('class="outline"') == 2
        assert "Không vẽ được trang này" in client.get(f"/documents/{desk.document_id}/pages/1?width=1600").text
        form = {"csrf": form_token(TOKEN)}
        assert client.post(f"/tasks/{desk.task_ids[0]}/accept", data=form).status_code == 303


def test_a_folder_that_takes_no_file_is_told(desk: Running) -> None:
    """A full or missing disk is no fault of ours: the upload says what to look at."""
    (desk.store / "incoming").rmdir()
    (desk.store / "incoming").write_text("")
    with httpx.Client(base_url=desk.base, headers={"Accept-Language": "vi"}, timeout=60) as client:
        client.get("/", params={"token": TOKEN})
        answer = client.post("/uploads", data={"csrf": form_token(TOKEN)}, files={"files": ("a.pdf", b"x")})
    assert "Không lưu được tệp" in answer.text
