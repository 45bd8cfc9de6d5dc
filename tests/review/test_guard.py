"""Nobody comes in without the key, and nothing is written without the desk's own form."""

import io
from collections.abc import Iterator

import httpx
import pytest
from openpyxl import load_workbook

from review.guard import form_token, is_own_name
from tests.review.conftest import TOKEN, Running


@pytest.fixture
def client(desk: Running) -> Iterator[httpx.Client]:
    """Somebody who came in by the door."""
    with httpx.Client(base_url=desk.base, timeout=60) as made:
        assert made.get("/", params={"token": TOKEN}).status_code == 303
        yield made


PLACES = (
    *("/", "/documents/1", "/documents/1/pages/1?width=1000", "/documents/1/tasks.xlsx"),
    *("/uploads", "/static/review.js", "/units", "/nowhere"),
)


@pytest.mark.parametrize("place", PLACES)
def test_without_the_key_nothing_is_shown(desk: Running, place: str) -> None:
    """No page, picture or file is served to who lacks the cookie, nor to who guesses at the token."""
    assert httpx.get(desk.base + place).status_code == 403
    assert httpx.get(desk.base + place, params={"token": "guess"}).status_code == 403
    assert httpx.get(desk.base + place, cookies={"kehoach-review-1": "guess"}).status_code == 403


def test_cookies_of_other_programs_lock_nobody_out(desk: Running) -> None:
    """A browser keeps one jar for all ports of a machine, and others put into it what they like."""
    own = httpx.get(desk.door).headers["set-cookie"].partition(";")[0]
    for other in ('x={"a": 1}', "[y]=2", 'z="open', "a b=c", "a"):
        assert httpx.get(desk.base, headers={"Cookie": f"{other}; {own}"}).status_code == 200
        assert httpx.get(desk.base, headers={"Cookie": f"{other}; {own}x"}).status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: Running) -> None:
    """The key leaves the address at once; the cookie is for this site alone and is not the key."""
    answer = httpx.get(desk.base + "/documents/1", params={"token": TOKEN, "page": "2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents/1?page=2")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie


def test_the_door_leads_nowhere_else(desk: Running) -> None:
    """A path with two slashes cannot send a browser to another machine."""
    answer = httpx.get(f"{desk.base}//elsewhere.example/x", params={"token": TOKEN})
    assert answer.headers["location"] == "/elsewhere.example/x"


def test_every_answer_forbids_foreign_script(client: httpx.Client, desk: Running) -> None:
    """Pages, errors and refusals alike carry the headers that bind the browser."""
    for answer in (client.get("/"), client.get("/nowhere"), httpx.get(desk.base)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-frame-options"] == "DENY"


def test_pages_hold_no_inline_script_or_style(client: httpx.Client, desk: Running) -> None:
    """What the policy forbids is not there either."""
    for place in ("/", f"/documents/{desk.document_id}"):
        html = client.get(place).text
        assert "<script>" not in html.replace("&lt;script&gt;", "")
        assert " style=" not in html
        assert " onclick=" not in html


WRITES = (
    "/uploads",
    "/preferences",
    "/tasks/1/edit",
    "/tasks/1/split",
    "/tasks/1/accept",
    "/tasks/1/reject",
    "/tasks/1/merge",
    "/tasks/1/place",
    "/documents/1/add",
    "/documents/1/accept",
    "/documents/1/undo",
    "/findings/1/settle",
    "/findings/1/unsettle",
    "/names",
    "/corrections/1/withdraw",
    "/corrections/1/confirm",
)


@pytest.mark.parametrize("place", WRITES)
def test_no_write_without_the_desks_own_form(client: httpx.Client, place: str) -> None:
    """The cookie alone writes nothing: the form's token must be right."""
    assert client.post(place, data={"text": "x"}).status_code == 403
    assert client.post(place, data={"csrf": "guess"}).status_code == 403


@pytest.mark.parametrize("place", WRITES)
def test_no_write_from_another_site(client: httpx.Client, place: str) -> None:
    """Not even with the right token, when the browser says that another site sent it."""
    form = {"csrf": form_token(TOKEN)}
    assert client.post(place, data=form, headers={"Origin": "http://elsewhere.example"}).status_code == 403
    assert client.post(place, data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_write_with_everything_right_is_done(client: httpx.Client, desk: Running) -> None:
    """The checks above refuse for their reasons and not by accident."""
    answer = client.post(f"/tasks/{desk.task_ids[0]}/accept", data={"csrf": form_token(TOKEN)})
    assert answer.status_code == 303


def test_a_foreign_name_for_this_machine_is_refused(client: httpx.Client) -> None:
    """A web page whose name was bent to lead here gets nothing."""
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost:8000", True),
        ("127.0.0.1:80", True),
        ("[::1]:80", True),
        ("desk.example", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("a@127.0.0.1", False),
        ("desk.example/x", False),
    ],
)
def test_own_names(host: str, own: bool) -> None:
    """Numbers and the names the desk was given are its own; any other name may be somebody's trick."""
    assert is_own_name(host, {"localhost", "desk.example"}) is own


def test_a_picture_is_found_by_number_only(client: httpx.Client, desk: Running) -> None:
    """Pages that are not there, widths that are not drawn, and paths instead of numbers give nothing."""
    good = f"/documents/{desk.document_id}/pages/1?width=1000"
    answer = client.get(good)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    for bad in (
        f"/documents/{desk.document_id}/pages/3?width=1000",
        f"/documents/{desk.document_id}/pages/0?width=1000",
        f"/documents/{desk.document_id}/pages/1?width=1001",
        "/documents/99/pages/1?width=1000",
        "/documents/..%2f..%2fetc/pages/1?width=1000",
        "/static/../app.py",
        "/static/..%2fapp.py",
    ):
        assert client.get(bad).status_code == 404, bad


def test_only_what_never_changes_is_kept_by_the_browser(client: httpx.Client, desk: Running) -> None:
    """Script, style and pictures of pages stay; a page, which may hold anything, is asked for each time."""
    kept = "private, max-age=31536000, immutable"
    for place in ("/static/review.js", f"/documents/{desk.document_id}/pages/1?width=1000"):
        assert client.get(place).headers["cache-control"] == kept
    for place in ("/", f"/documents/{desk.document_id}", "/units?words=a", "/nowhere"):
        assert client.get(place).headers["cache-control"] == "no-store"


def test_a_document_is_taken_along(client: httpx.Client, desk: Running) -> None:
    """Its tasks as a workbook and as a calendar, under the file's own name; nothing else is served that way."""
    answer = client.get(f"{desk.document}/tasks.xlsx")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''lac-ha.xlsx"
    assert load_workbook(io.BytesIO(answer.content))["tasks"].max_row == 4
    calendar = client.get(f"{desk.document}/tasks.ics")
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert calendar.text.count("BEGIN:VEVENT") == 3
    for bad in ("tasks.json", "tasks.", "tasks.py"):
        assert client.get(f"{desk.document}/{bad}").status_code == 404
    assert client.get(f"{desk.base}/documents/99/tasks.xlsx").status_code == 404
