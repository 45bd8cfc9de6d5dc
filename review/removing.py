"""The pages on which a document is removed: first asked about, then done, and on record ever after."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from models.removal import list_removals, remove_document, what_would_go
from review.desk import Desk, back_to, number_in, person_of, shows, writes

SHOWN = 200
"""Removals on the page, the last ones; all of them are in the table `removed_documents`."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Where they are."""
    place = "/documents/{document_id:row}/remove"
    return [shows(desk, place, ask), writes(desk, place, remove), shows(desk, "/removed", removed)]


def ask(desk: Desk, request: Request) -> Response:
    """What would go and what would stay, and a button that means it."""
    return desk.page(request, "remove.html", going=what_would_go(desk.engine, request.path_params["document_id"]))


def remove(desk: Desk, request: Request, form: FormData) -> Response:
    """Remove the document, and with it our copy of its file."""
    reason = str(form.get("reason") or "")[:500]
    gone = remove_document(desk.engine, request.path_params["document_id"], who=person_of(request), reason=reason)
    desk.originals.drop(gone.sha256)
    return back_to(f"/removed?told={gone.document_id}")


def removed(desk: Desk, request: Request) -> Response:
    """What was removed, newest first."""
    return desk.page(
        request,
        "removed.html",
        removals=list_removals(desk.engine, SHOWN),
        told=number_in(request.query_params, "told"),
    )
