"""Puts the desk together: its pages behind its door, and the server that shows them on this machine."""

import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from models.database import hurried
from models.errors import EditConflict, InputError, KehoachError, UsageError
from review import changes, pages, record, refusals, removing, replacing, verdicts
from review.desk import Desk, words_for
from review.figures import KeptFigures
from review.guard import Guard, TooLarge, form_token
from review.originals import Originals
from review.page_images import Pictures
from review.sheet import Sheets
from review.uploads import LARGEST_REQUEST, Inbox

PATIENCE = 10.0
"""Seconds that a person waits for a database that is busy or away before the page says so."""


class Static(StaticFiles):
    """Script and style: their address changes with them, so that a browser may keep them."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:
        """The file, to be kept."""
        response = super().file_response(*arguments, **options)
        response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


def make_app(
    engine: Engine, originals: Originals, *, token: str, port: int, host: str, inbox: Inbox | None = None
) -> ASGIApp:
    """
    The desk as an application, door included.

    Args:
        token: the secret that opens it.
        port, host: where it listens.
        inbox: reads uploads; one of its own otherwise.
    """
    inbox = inbox or Inbox(engine, originals)
    engine = hurried(engine, PATIENCE)  # the inbox has time, a person has not
    desk = Desk(
        engine=engine,
        originals=originals,
        pictures=Pictures(originals),
        inbox=inbox,
        sheets=Sheets(engine),
        figures=KeptFigures(engine),
        form_token=form_token(token),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.pictures.warm()
        yield
        desk.inbox.close()
        desk.pictures.close()

    served: list[BaseRoute] = [
        *pages.routes(desk),
        *changes.routes(desk),
        *verdicts.routes(desk),
        *replacing.routes(desk),
        *record.routes(desk),
        *removing.routes(desk),
        Mount("/static", Static(directory=Path(__file__).with_name("static")), name="static"),
    ]
    inner = Starlette(
        routes=served,
        lifespan=lifespan,
        exception_handlers={
            KehoachError: _told(desk),
            HTTPException: _missing(desk),
            TooLarge: _too_large(desk),
            Exception: _faulty(desk),
        },
    )
    return Guard(inner, token=token, port=port, host=host, largest=LARGEST_REQUEST)


def serve(engine: Engine, store: Path, host: str, port: int, tell: Callable[[str], None]) -> None:
    """
    Show the desk until Ctrl-C.

    Args:
        tell: called with the address to open, key included, once the door is open.
    Raises:
        UsageError: nobody can listen there.
    """
    import uvicorn

    originals = Originals(store)
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    app = make_app(engine, originals, token=token, port=port, host=host)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # an address may hold the token
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    tell(f"http://{_shown_host(host)}:{port}/?token={token}")
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # The way a server is meant to end.
        return


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"Nobody can listen on {host}:{port}: {getattr(error, 'strerror', None) or error}.",
            "Choose another --port, or none, or another --host.",
        ) from error
    return listener


def _shown_host(host: str) -> str:
    """*host* as an address has it; for "every address of this machine", the one that always works here."""
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _told(desk: Desk) -> Callable[[Request, Any], Response]:
    def tell(request: Request, error: KehoachError) -> Response:
        if isinstance(error, EditConflict):
            return desk.page(request, "changed.html", 409, conflict=error)
        status = 404 if isinstance(error, UsageError) else 413 if isinstance(error, InputError) else 503
        told = refusals.tell(type(error).__name__, str(error), error.advice, words_for(request).language)
        return desk.page(request, "error.html", status, message=told.text, detail=told.detail)

    return tell


def _missing(desk: Desk) -> Callable[[Request, Any], Response]:
    def tell(request: Request, error: HTTPException) -> Response:
        words = words_for(request)
        if error.status_code == 404:
            return desk.page(request, "error.html", 404, message=words("error.not-found"), detail="")
        told = refusals.tell("UsageError", error.detail, "", words.language)
        return desk.page(request, "error.html", error.status_code, message=told.text, detail=told.detail)

    return tell


def _faulty(desk: Desk) -> Callable[[Request, Any], Response]:
    """What nobody foresaw: a page that says so, while the error itself goes to whoever runs the desk."""

    def tell(request: Request, _error: Exception) -> Response:
        return desk.page(request, "error.html", 500, message=words_for(request)("error.fault"), detail="")

    return tell


def _too_large(desk: Desk) -> Callable[[Request, Any], Response]:
    def tell(request: Request, _error: TooLarge) -> Response:
        return desk.page(request, "error.html", 413, message=words_for(request)("error.too-large"), detail="")

    return tell
