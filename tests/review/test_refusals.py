"""Whatever the program refuses is told in the language of the person at the desk."""

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from models import errors
from review import figures, refusals
from review.guard import form_token
from review.refusals import tell
from tests.review.conftest import TOKEN, Running

ROOT = Path(__file__).parents[2]
REACHED = (
    *("models/corrections.py", "models/standing.py", "models/unit_names_by_people.py", "models/store.py"),
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
