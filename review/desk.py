"""What every page of the desk needs: the database, the files, the secret of its forms, and how a page is written."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from models.desk_tasks import DeskTask, find_desk_task
from models.plan import Deadline
from models.standing import person_here
from review.doubt_words import doubt_in
from review.figures import KeptFigures
from review.guard import is_right
from review.originals import Originals
from review.page_images import Pictures
from review.refusals import tell
from review.sheet import Sheets
from review.uploads import Inbox
from review.words import Words, language_of, words_of

LANGUAGE_COOKIE = "kehoach-language"
PERSON_COOKIE = "kehoach-person"
_HERE = Path(__file__).parent
_YEAR = 365 * 24 * 3600
FIELDS_A_FORM = 2000
"""Of one form: a task with hundreds of units, each with four fields, is still one form."""


class RowNumber(Convertor[int]):
    """A number in an address that a row or a page could have; one of twenty digits is no address of ours."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """The number as written in an address."""
        return str(value)


register_url_convertor("row", RowNumber())


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the pages share."""

    engine: Engine
    originals: Originals
    pictures: Pictures
    inbox: Inbox
    sheets: Sheets
    figures: KeptFigures
    form_token: str
    """What every form carries."""

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A page written from *template*."""
        words = words_for(request)
        person = person_of(request)
        html = (
            _templates()
            .get_template(template)
            .render(
                t=words, csrf=self.form_token, here=_here(request), person=person, day=day, when=moment(words), **values
            )
        )
        return HTMLResponse(html, status, headers={"Content-Language": words.language, "Vary": "Accept-Language"})

    def writes(self, work: Callable[[Request, FormData], Response]) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that changes something: *work* is called only with a form of our own."""

        async def endpoint(request: Request) -> Response:
            async with request.form(
                max_files=self.inbox.most_files, max_fields=FIELDS_A_FORM, max_part_size=4_000_000
            ) as form:
                if not is_right(form.get("csrf") or request.headers.get("x-csrf"), self.form_token):
                    words = words_for(request)
                    return self.page(request, "error.html", 403, message=words("error.form"), detail="")
                answer = await run_in_threadpool(work, request, form)
                if isinstance(answer, RedirectResponse) and "x-form" in request.headers:
                    # Sent by our script, which keeps what was typed until it knows that it was taken.
                    return JSONResponse({"to": answer.headers["location"]})
                return answer

        return endpoint


def shows(desk: Desk, path: str, work: Callable[[Desk, Request], Response]) -> Route:
    """The route of a page."""

    def show(request: Request) -> Response:
        return work(desk, request)

    return Route(path, show)


def writes(desk: Desk, path: str, work: Callable[[Desk, Request, FormData], Response]) -> Route:
    """The route of a form that changes something."""

    def write(request: Request, form: FormData) -> Response:
        return work(desk, request, form)

    return Route(path, desk.writes(write), methods=["POST"])


def words_for(request: Request) -> Words:
    """The words of the language this person reads."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return words_of(language_of(chosen, request.headers.get("accept-language", "")))


def person_of(request: Request) -> str:
    """Who is at the desk: the name they gave, else the one the machine knows them by."""
    given = request.cookies.get(PERSON_COOKIE, "")
    try:
        name = unquote(given, errors="strict")
    except UnicodeError:
        name = given
    return clean_name(name) or person_here()


def clean_name(name: str) -> str:
    """*name* on one line, and no longer than a name is."""
    return " ".join("".join(letter for letter in name if letter.isprintable()).split())[:80]


def remember(response: Response, cookie: str, value: str) -> None:
    """Keep a choice in the browser for a year."""
    response.set_cookie(cookie, value, max_age=_YEAR, httponly=True, samesite="strict", path="/")


def back_to(place: object) -> RedirectResponse:
    """Go to *place*, if it is on this desk; else to the list of documents."""
    address = place if isinstance(place, str) else "/"
    sound = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return RedirectResponse(address if sound else "/", 303)


def address_of(one: DeskTask, field: str = "") -> str:
    """Where a task is seen beside its page."""
    named = f"&field={field}" if field.isalpha() else ""
    return f"/documents/{one.document_id}?page={one.task.page}&task={one.id}{named}#t{one.id}"


def told_at(address: str, told: str) -> str:
    """*address* of a page of a document, which is to tell what was just done."""
    place, sharp, task = address.partition("#")
    return f"{place}{'&' if '?' in place else '?'}told={told}{sharp}{task}"


def look_again(desk: Desk, task_id: int) -> RedirectResponse:
    """Back to a task that somebody has changed since it was looked at."""
    return back_to(told_at(address_of(find_desk_task(desk.engine, task_id)), "changed"))


def number_in(values: Mapping[str, Any], name: str) -> int | None:
    """The number under *name* in an address or form; None where there is none that a row could have."""
    value = values.get(name)
    sound = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10
    return int(value) if sound and isinstance(value, str) else None


def day(value: date | None) -> str:
    """A day as people here write it: 31/12/2026."""
    return value.strftime("%d/%m/%Y") if value else ""


def moment(words: Words) -> Callable[[datetime], str]:
    """How a moment is written: by this machine's clock, which is the one on the wall of who looks."""
    return lambda value: value.astimezone().strftime("%d/%m/%Y %H:%M")


def window(deadline: Deadline, words: Words) -> str:
    """What a deadline means, on one line: days, cycle, condition."""
    start, due = day(deadline.start_on), day(deadline.due_on)
    if start and due:
        days = words("date.between", start=start, due=due)
    elif due:
        days = words("date.before", due=due)
    else:
        days = words("date.from", start=start) if start else ""
    cycle = words.name("recurrence", deadline.recurrence) if deadline.recurrence else ""
    return " · ".join(filter(None, (days, cycle, deadline.condition))) or words("date.not-read")


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


_made: list[Environment] = []


def _templates() -> Environment:
    if not _made:
        made = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            # Everything that comes out of a plan is text, whatever it looks like.
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals["window"] = window
        made.globals["tell"] = tell
        made.globals["doubt_in"] = doubt_in
        made.globals["static_mark"] = _static_mark()
        _made.append(made)
    return _made[0]


def _static_mark() -> str:
    """Changes whenever script or style do, so that no browser keeps old ones."""
    return str(max(file.stat().st_mtime_ns for file in (_HERE / "static").iterdir()))
