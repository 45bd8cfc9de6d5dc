"""The pages of the desk that only show: the list, a document, its pictures; and what a person prefers."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from models.correction import Correction
from models.corrections_at_once import last_said
from models.errors import UsageError
from models.export import export
from models.failed_files import find_failed
from models.removal import count_removals
from review.cards import page_size
from review.comparing import compare
from review.desk import (
    LANGUAGE_COOKIE,
    PERSON_COOKIE,
    Desk,
    back_to,
    clean_name,
    number_in,
    person_of,
    remember,
    writes,
)
from review.finding import MEDIA, search
from review.finding import hand_on as hand_on_found
from review.forms import BLANK, form_of
from review.overview import coverage, overview, units
from review.page_images import WIDTHS
from review.replacing import find_renamed
from review.sheet import Sheet, document_digest, document_news
from review.shelf import KEPT, ORDERS, list_documents, next_doubtful
from review.uploads import MOST_FILES
from review.words import LANGUAGES

FAILED_SHOWN = 100
"""Files that could not be read, of which the list tells."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Where each page is."""
    return [
        Route("/", _with(desk, documents)),
        Route("/documents/{document_id:row}", _with(desk, document)),
        Route("/documents/{document_id:row}/pages/{page:row}", _with(desk, picture)),
        Route("/documents/{document_id:row}/tasks.{form}", _with(desk, hand_on)),
        Route("/search", _with(desk, search)),
        Route("/search/tasks.{form}", _with(desk, hand_on_found)),
        Route("/overview", _with(desk, overview)),
        Route("/coverage", _with(desk, coverage)),
        Route("/overview/units", _with(desk, units)),
        Route("/documents/{document_id:row}/news", _with(desk, news)),
        Route("/documents/{document_id:row}/compare/{other_id:row}", _with(desk, compare)),
        Route("/uploads", _with(desk, uploads)),
        Route("/uploads", desk.writes(lambda request, form: upload(desk, request, form)), methods=["POST"]),
        writes(desk, "/failed", try_again),
        writes(desk, "/documents/{document_id:row}/read", read_again),
        Route("/preferences", desk.writes(prefer), methods=["POST"]),
    ]


def documents(desk: Desk, request: Request) -> Response:
    """The list of documents."""
    asked = request.query_params
    shelf = list_documents(
        desk.figures.lines(),
        words=asked.get("words", "")[:200],
        kept=_one_of(KEPT, asked.get("kept")),
        order=_one_of(ORDERS, asked.get("order")),
        page=number_in(asked, "page") or 1,
    )
    return desk.page(
        request,
        "documents.html",
        shelf=shelf,
        asked=asked,
        kept=KEPT,
        orders=ORDERS,
        arrivals=desk.inbox.arrivals(),
        failed=desk.figures.failed(),
        removed=count_removals(desk.engine),
        failed_shown=FAILED_SHOWN,
    )


def document(desk: Desk, request: Request) -> Response:
    """A document at one of its pages: picture and boxes at the left, tasks at the right."""
    document_id = request.path_params["document_id"]
    asked = request.query_params
    chosen = number_in(asked, "task")
    sheet = desk.sheets.read(document_id, number_in(asked, "page"), chosen)
    if asked.get("doubt") == "first" and sheet.open_doubts:
        return back_to(sheet.address_of_doubt(sheet.open_doubts[0]))
    file = desk.originals.find(desk.engine, sheet.document.sha256)
    sizes = desk.pictures.sizes(file, sheet.document.sha256) if file else ()
    has_picture = sheet.page <= len(sizes)
    size = sizes[sheet.page - 1] if has_picture else page_size(sheet.cards, sheet.page)
    doubt = number_in(asked, "doubt")
    told = asked.get("told", "")
    said = last_said(desk.engine, document_id, person_of(request)) if told in ("done", "undone") else ()
    return desk.page(
        request,
        "document.html",
        sheet=sheet,
        size=size,
        has_picture=has_picture,
        chosen=chosen,
        field=asked.get("field", ""),
        doubt=doubt if doubt is not None and doubt < len(sheet.doubts) else None,
        around=_doubts_around(sheet, doubt),
        told=told,
        said=said,
        deed=_deed(said),
        renamed=find_renamed(desk, document_id, said) if told == "done" else None,
        onward=None if sheet.open_doubts else next_doubtful(desk.figures.lines(), document_id),
        widths=WIDTHS,
        **form_of(BLANK, ((one.path, one.title) for one in sheet.headings.values())),
    )


def _deed(said: Sequence[Correction]) -> str:
    """What is told of things said in one breath: a name learnt, or a doubt settled, only comes with something else."""
    deeds = [one.action for one in said if one.action != "unit-alias"]
    return next((one for one in deeds if one != "settle"), "settle" if deeds else "edit")


def news(desk: Desk, request: Request) -> Response:
    """Whether a document is still what an open page shows, and who spoke of it last."""
    stamp, who = document_news(desk.engine, request.path_params["document_id"])
    return JSONResponse({"stamp": stamp, "who": who})


def picture(desk: Desk, request: Request) -> Response:
    """The picture of a page: found by the document's number, its bytes' digest, and our own copy of them."""
    width = number_in(request.query_params, "width")
    sha256 = document_digest(desk.engine, request.path_params["document_id"])
    file = desk.originals.find(desk.engine, sha256)
    drawn = None
    if file and width in WIDTHS:
        drawn = desk.pictures.picture(file, sha256, request.path_params["page"], width)
    if drawn is None:
        raise UsageError("There is no picture of this page.")
    # The address names the content, which never changes.
    return Response(
        drawn.content, media_type=drawn.media, headers={"Cache-Control": "private, max-age=31536000, immutable"}
    )


def hand_on(desk: Desk, request: Request) -> Response:
    """The tasks of a document as a file to take along: a workbook, or a calendar of its deadlines."""
    form = request.path_params["form"]
    if form not in MEDIA:
        raise UsageError("There is no such page.")
    document = desk.sheets.read(request.path_params["document_id"], None).document
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"tasks.{form}"
        # By its bytes: a number could be the name of another one.
        export(desk.engine, [document.sha256], form, file, io.BytesIO())
        content = file.read_bytes()
    name = quote(f"{Path(document.source).stem}.{form}", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=MEDIA[form], headers=headers)


def uploads(desk: Desk, request: Request) -> Response:
    """What became of the files that were dropped: a piece of the list's page, fetched again while some wait."""
    return desk.page(request, "arrivals.html", arrivals=desk.inbox.arrivals())


def upload(desk: Desk, request: Request, form: FormData) -> Response:
    """Take dropped files in."""
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    desk.inbox.take([(str(one.filename), one.file) for one in files[:MOST_FILES]])
    return back_to("/")


def try_again(desk: Desk, request: Request, form: FormData) -> Response:
    """Read a file that failed once more: our copy of it, or the file where it was found."""
    one = find_failed(desk.engine, number_in(form, "file") or 0)
    if one is None:
        return back_to("/")
    _take_again(desk, one.record.sha256, one.name)
    return back_to("/")


def read_again(desk: Desk, request: Request, _form: FormData) -> Response:
    """Read a document anew, with the names that were given since; what people said of it is laid over."""
    document = desk.sheets.read(request.path_params["document_id"], None).document
    _take_again(desk, document.sha256, document.source)
    return back_to("/")


def _take_again(desk: Desk, sha256: str | None, name: str) -> None:
    file = desk.originals.find(desk.engine, sha256) if sha256 else None
    if file is None:
        raise UsageError("This file is not here any more.", "Drop it on the list of documents.")
    with file.open("rb") as content:
        desk.inbox.take([(name, content)], again=True)


def prefer(request: Request, form: FormData) -> Response:
    """Remember the language and the name that a person chose."""
    response = back_to(form.get("back"))
    language, person = form.get("language"), form.get("person")
    if language in LANGUAGES:
        remember(response, LANGUAGE_COOKIE, str(language))
    if isinstance(person, str) and clean_name(person):
        remember(response, PERSON_COOKIE, quote(clean_name(person)))
    return response


def _with(desk: Desk, work: Callable[[Desk, Request], Response]) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return work(desk, request)

    return endpoint


def _one_of(known: tuple[Any, ...], value: str | None) -> Any:
    return value if value in known else known[0]


def _doubts_around(sheet: Sheet, place: int | None) -> tuple[int | None, int | None]:
    """The open doubts before and after the one chosen, or around the top of this page."""
    if place is not None and place < len(sheet.doubts):
        before = [number for number in sheet.open_doubts if number < place]
        after = [number for number in sheet.open_doubts if number > place]
    else:
        before = [number for number in sheet.open_doubts if sheet.doubts[number].page < sheet.page]
        after = [number for number in sheet.open_doubts if sheet.doubts[number].page >= sheet.page]
    return (before[-1] if before else None, after[0] if after else None)
