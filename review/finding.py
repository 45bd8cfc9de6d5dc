"""The page that finds tasks: by words, unit, role, deadline, section and document."""

import io
from collections.abc import Sequence
from datetime import date
from typing import get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from models.errors import UsageError
from models.export import export_found
from models.raw import Role
from models.search import Hit, Wanted, count_tasks, search_tasks
from review.desk import Desk, number_in, words_for
from review.refusals import tell

ROLES: tuple[Role, ...] = get_args(Role)
HITS_A_PAGE = 40
TAKEN_ALONG = 5000
"""Tasks in one file: a workbook of so many is made within seconds. `kehoach export` has no such bound."""
MEDIA: dict[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}
"""What tasks can be taken along as, and what a browser is told that it is."""
_FARTHEST = 100
"""Pages one can turn: who has not found it by then wants other words."""


def search(desk: Desk, request: Request) -> Response:
    """The form, and what was found with it."""
    asked = request.query_params
    page = min(max(number_in(asked, "page") or 1, 1), _FARTHEST)
    found, total, told = None, 0, ""
    if any(asked.get(name) for name in ("words", "unit", "role", "due_after", "due_before", "section", "document")):
        try:
            wanted = _wanted(asked)
            found = search_tasks(desk.engine, wanted, limit=HITS_A_PAGE, offset=(page - 1) * HITS_A_PAGE)
            total = count_tasks(desk.engine, wanted) if found.hits else 0
        except UsageError as error:
            told = tell(type(error).__name__, str(error), error.advice, words_for(request).language).text
        except ValueError:
            told = words_for(request)("find.bad-date")
    return desk.page(
        request,
        "search.html",
        asked=asked,
        found=found,
        total=total,
        told=told,
        page=page,
        roles=ROLES,
        pieces=pieces,
        most=TAKEN_ALONG,
    )


def hand_on(desk: Desk, request: Request) -> Response:
    """What was found as a file to take along: a workbook, or a calendar of the deadlines."""
    form = request.path_params["form"]
    if form not in MEDIA:
        raise UsageError("There is no such page.")
    written = io.BytesIO()
    try:
        export_found(desk.engine, _wanted(request.query_params), form, written, limit=TAKEN_ALONG)
    except ValueError as error:
        raise UsageError("The form is incomplete.", "Open it again.") from error
    headers = {"Content-Disposition": f"attachment; filename=tasks.{form}"}
    return Response(written.getvalue(), media_type=MEDIA[form], headers=headers)


def pieces(hit: Hit) -> Sequence[tuple[str, bool]]:
    """The text of a hit cut into pieces, each with whether it is a word that was looked for."""
    cut, at = [], 0
    for start, end in hit.marks:
        cut += [(hit.text[at:start], False), (hit.text[start:end], True)]
        at = end
    cut.append((hit.text[at:], False))
    return [piece for piece in cut if piece[0]]


def _wanted(asked: QueryParams) -> Wanted:
    def typed(name: str) -> str | None:
        return asked.get(name, "").strip()[:200] or None

    def day(name: str) -> date | None:
        given = typed(name)
        return date.fromisoformat(given) if given else None

    document = typed("document")
    return Wanted(
        words=typed("words") or "",
        unit=typed("unit"),
        role=next((role for role in ROLES if role == asked.get("role")), None),
        due_after=day("due_after"),
        due_before=day("due_before"),
        section=typed("section"),
        documents=(document,) if document else (),
    )
