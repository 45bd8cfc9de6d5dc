"""The page of a document's own record: what was read of its head, to be put right, and what the plan names."""

from datetime import UTC, datetime
from typing import Any, get_args

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from models.added_sections import added_sections
from models.correction import Correction
from models.desk_tasks import list_corrections
from models.errors import EditConflict, UsageError
from models.head_corrections import correct_document
from models.heads import HEAD_FIELDS, head_of
from models.plan import Section
from models.raw import PartKind, SectionRole
from models.section_corrections import add_section
from models.store import load_plan
from review.desk import Desk, back_to, number_in, person_of, shows, told_at, writes
from review.forms import as_json, object_in, typed
from review.page_images import WIDTHS

KINDS: tuple[PartKind, ...] = get_args(PartKind)
SECTION_ROLES: tuple[SectionRole, ...] = get_args(SectionRole)
_MANY = 9
"""Digits of a number that no year needs."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Where the page is."""
    place = "/documents/{document_id:row}/record"
    return [
        shows(desk, place, show),
        writes(desk, place, correct),
        writes(desk, "/documents/{document_id:row}/sections", add),
    ]


def show(desk: Desk, request: Request) -> Response:
    """The record beside the first page, and below it signer, recipients, sections, targets and citations."""
    return _page(desk, request)


def correct(desk: Desk, request: Request, form: FormData) -> Response:
    """Write down every field that was changed; where somebody was quicker, show theirs beside what was typed."""
    document_id = request.path_params["document_id"]
    seen, given = object_in(form, "seen"), _given(form)
    at, theirs, changed = datetime.now(UTC), {}, False
    for field, value in given.items():
        if field not in seen or value == seen[field]:
            continue
        try:
            correct_document(desk.engine, document_id, field, seen[field], value, who=person_of(request), at=at)
            changed = True
        except EditConflict as conflict:
            if conflict.current != value:
                theirs[field] = conflict
    if theirs:
        return _page(desk, request, {field: given[field] for field in theirs}, theirs)
    place = f"/documents/{document_id}/record"
    return back_to(told_at(place, "done") if changed else place)


def add(desk: Desk, request: Request, form: FormData) -> Response:
    """Add a section that the machine missed."""
    document_id = request.path_params["document_id"]
    try:
        section = Section(
            path=typed(form.get("path")) or "",
            label=None,
            title=typed(form.get("title")) or "",
            role=next((role for role in SECTION_ROLES if role == form.get("role")), "other"),
            declared_tasks=None,
            page=number_in(form, "page") or 1,
        )
    except ValueError as error:
        raise UsageError("The form is incomplete.", "Open it again.") from error
    add_section(desk.engine, document_id, section, who=person_of(request), behind=typed(form.get("behind")))
    return back_to(told_at(f"/documents/{document_id}/record", "done") + "#sections")


def _page(
    desk: Desk,
    request: Request,
    mine: dict[str, Any] | None = None,
    theirs: dict[str, EditConflict] | None = None,
) -> Response:
    document_id = request.path_params["document_id"]
    plan = load_plan(desk.engine, document_id)
    stands = head_of(plan.document)
    words = list_corrections(desk.engine, document_id)
    said = [one for one in words if one.action == "head"]
    file = desk.originals.find(desk.engine, plan.document.sha256)
    size = next(iter(desk.pictures.sizes(file, plan.document.sha256)), None) if file else None
    return desk.page(
        request,
        "record.html",
        409 if theirs else 200,
        document_id=document_id,
        plan=plan,
        fields=HEAD_FIELDS,
        kinds=KINDS,
        values=stands | (mine or {}),
        seen=as_json(stands),
        theirs=theirs or {},
        said=_in_force(said),
        added=added_sections(words),
        section_roles=SECTION_ROLES,
        size=size,
        width=WIDTHS[1],
        told=request.query_params.get("told", ""),
    )


def _in_force(said: list[Correction]) -> dict[str, Correction]:
    return {str(one.field): one for one in said if one.state in ("applied", "reading-changed")}


def _given(form: FormData) -> dict[str, Any]:
    given: dict[str, Any] = {field: typed(form.get(field)) for field in HEAD_FIELDS if field in form}
    year = given.get("year")
    if year and year.isascii() and year.isdecimal() and len(year) < _MANY:
        given["year"] = int(year)
    return given
