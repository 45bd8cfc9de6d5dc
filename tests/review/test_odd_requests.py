"""Whatever is asked of the desk, it answers: never with a fault of its own, never with more than was asked."""

import itertools
import re
from collections.abc import Iterator

import httpx
import pytest

from models.desk_tasks import desk_tasks
from models.unit_names_by_people import aliases_by_people
from review.guard import form_token
from tests.review.conftest import NASTY, TOKEN, Running

ODD = (
    "",
    "0",
    "-1",
    "99999999999",
    "1.5",
    "nan",
    "ế\u0301",
    "<script>",
    "' OR 1=1 --",
    "a" * 5000,
    "%00",
    "\x7f\t",
    "[]",
)
READS = {
    "/": ("words", "kept", "order", "page"),
    "/documents/1": ("page", "task", "doubt", "field", "told"),
    "/documents/1/pages/1": ("width",),
    "/documents/1/add": ("page", "behind"),
    "/documents/1/compare/1": ("x",),
    "/tasks/1/edit": ("field",),
    "/tasks/1/place": ("x",),
    "/tasks/1/merge": ("all",),
    "/search": ("words", "unit", "role", "due_after", "due_before", "section", "document", "page"),
    "/search/tasks.ics": ("words", "unit", "role", "due_after", "section", "document"),
    "/search/tasks.exe": ("words",),
    "/units": ("words",),
    "/names": ("x",),
    "/replace": ("unit", "new", "document", "task", "scope", "done", "left"),
    "/overview": ("x",),
    "/coverage": ("number",),
    "/documents/1/record": ("told",),
    "/documents/1/remove": ("x",),
    "/removed": ("told",),
}
WRITES = {
    "/tasks/1/edit": ("seen", "text", "deliverable", "section", "start_on", "deadline_text", "unit", "role", "mine"),
    "/tasks/1/split": ("seen", "parts"),
    "/tasks/1/merge": ("task", "text", "seen_1"),
    "/tasks/1/place": ("seen", "page", "x0", "bottom"),
    "/documents/1/accept": ("page", "seen_1", "seen_99"),
    "/documents/1/undo": ("x",),
    "/tasks/99/accept": ("doubt", "document"),
    "/documents/1/add": ("text", "page", "x0", "top", "x1", "bottom", "section"),
    "/findings/1/unsettle": ("back",),
    "/findings/99/settle": ("note", "document", "doubt"),
    "/corrections/99/withdraw": ("back",),
    "/names": ("printed", "unit"),
    "/failed": ("file",),
    "/documents/1/record": ("seen", "kind", "title", "issued_on", "year"),
    "/documents/99/read": ("x",),
    "/documents/99/remove": ("reason",),
    "/documents/1/sections": ("path", "title", "role", "page", "behind"),
    "/replace": ("old", "unit", "task", "document"),
    "/preferences": ("back", "language", "person"),
    "/uploads": ("files",),
}


@pytest.fixture
def client(desk: Running) -> Iterator[httpx.Client]:
    """Somebody who came in by the door."""
    with httpx.Client(base_url=desk.base, timeout=60) as made:
        made.get("/", params={"token": TOKEN})
        yield made


def test_odd_values_in_addresses_are_answered(client: httpx.Client) -> None:
    """Every parameter of every page, with values that nobody would type."""
    for place, names in READS.items():
        for name, value in itertools.product(names, ODD[::2]):
            answer = client.get(place, params={name: value})
            assert answer.status_code < 500, (place, name, value)


def test_odd_values_in_forms_are_answered(client: httpx.Client, desk: Running) -> None:
    """Every field of every form; whatever a task may hold afterwards, its page is whole."""
    for place, names in WRITES.items():
        for name, value in itertools.product(names, ODD[1::2]):
            answer = client.post(place, data={"csrf": form_token(TOKEN), "seen": "{}", name: value})
            assert answer.status_code < 500, (place, name, value)
            assert answer.headers.get("location", "/").startswith("/")
            assert not answer.headers.get("location", "/").startswith("//")
    page = client.get(desk.document)
    assert page.status_code == 200
    assert "<script>" not in re.sub("<script src=[^>]*></script>", "", page.text)


def test_numbers_too_large_for_a_row_are_no_rows(client: httpx.Client) -> None:
    """An id of twenty digits is nothing that the database is asked for in vain."""
    for place in ("/documents/{}", "/tasks/{}/edit", "/documents/1/compare/{}", "/documents/{}/pages/1?width=1000"):
        assert client.get(place.format("9" * 20)).status_code == 404


@pytest.mark.parametrize(
    "place", ["//elsewhere.example", "/\\elsewhere.example", "http://elsewhere.example", "/\t/x", ""]
)
def test_no_form_leads_elsewhere(client: httpx.Client, place: str) -> None:
    """Where a form says to go back to is on this desk."""
    answer = client.post("/preferences", data={"csrf": form_token(TOKEN), "back": place})
    assert answer.headers["location"] == "/"


def test_the_key_is_in_no_page(client: httpx.Client, desk: Running) -> None:
    """Neither the token nor the cookie's value is on a page, in an address on it, or told to another site."""
    cookie = next(iter(client.cookies.jar)).value or ""
    assert cookie
    for place in ("/", f"/documents/{desk.document_id}", "/search", "/nowhere"):
        answer = client.get(place)
        assert TOKEN not in answer.text
        assert cookie not in answer.text
        assert answer.headers["referrer-policy"] == "same-origin"
    entering = httpx.get(desk.door)
    assert (entering.status_code, entering.headers["referrer-policy"]) == (303, "same-origin")
    assert entering.headers["cache-control"] == "no-store"


def test_a_write_needs_the_form_even_without_an_origin(client: httpx.Client, desk: Running) -> None:
    """A browser that tells neither Origin nor site is believed nothing: the form's own token decides."""
    assert client.post(f"/tasks/{desk.task_ids[0]}/reject").status_code == 403
    assert client.post("/names", data={"printed": "a", "unit": "b"}).status_code == 403
    assert client.post("/names", data={"printed": "a", "unit": "b"}, headers={"Origin": "null"}).status_code == 403
    assert [one.review for one in desk_tasks(desk.engine, desk.document_id)] == ["read"] * 3
    assert aliases_by_people(desk.engine) == {}


def test_other_ways_of_writing_are_closed(client: httpx.Client, desk: Running) -> None:
    """A page that shows takes no form, and a form's place shows nothing without one."""
    form = {"csrf": form_token(TOKEN)}
    for place in ("/", "/search", "/overview", f"/documents/{desk.document_id}", "/units"):
        assert client.post(place, data=form).status_code == 405
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.request(method, f"/tasks/{desk.task_ids[0]}/accept").status_code in (403, 405)


def test_text_that_looks_like_script_is_text_in_every_form(client: httpx.Client, desk: Running) -> None:
    """Also inside attributes and templates, where cards keep what their forms are filled from."""
    for place in (
        desk.document,
        f"/tasks/{desk.task_ids[0]}/edit",
        f"/tasks/{desk.task_ids[0]}/merge",
        "/search?words=ra",
    ):
        text = client.get(place).text
        assert "<img src=x" not in text
        assert NASTY not in text
        assert 'onerror="document' not in text
