"""What a person changes in tasks at the desk: forms in, corrections out, and both values where two people met."""

from datetime import UTC, datetime

from sqlalchemy import select
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from models import tables as t
from models.correction import GONE, PLACE
from models.corrections import add_task, edit_task, merge_tasks, split_task
from models.database import plain_errors
from models.desk_tasks import DeskTask, desk_tasks, find_desk_task, unit_names
from models.errors import EditConflict, UsageError
from models.plan import Evidence, Task
from normalize.text import fold
from review.desk import Desk, address_of, back_to, look_again, number_in, person_of, shows, told_at, writes
from review.forms import BLANK, Place, as_json, form_of, given_in, object_in, place_in
from review.verdicts import hard_to_read, settle_all

_SUGGESTED = 12
"""Units offered while one is being typed."""
NEAR = 12
"""Tasks before and after one that are offered for a merge, until more are asked for."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Where each change is asked for and sent to."""
    task = "/tasks/{task_id:row}"
    added = "/documents/{document_id:row}/add"
    return [
        shows(desk, f"{task}/edit", edit_form),
        writes(desk, f"{task}/edit", edit),
        shows(desk, f"{task}/split", split_form),
        writes(desk, f"{task}/split", split),
        shows(desk, f"{task}/merge", merge_form),
        writes(desk, f"{task}/merge", merge),
        shows(desk, f"{task}/place", place_form),
        writes(desk, f"{task}/place", place),
        shows(desk, added, add_form),
        writes(desk, added, add),
        shows(desk, "/units", suggest_units),
    ]


def edit_form(desk: Desk, request: Request) -> Response:
    """The form for every field of a task on a page of its own; with script it opens beside the page's picture."""
    one = find_desk_task(desk.engine, request.path_params["task_id"])
    focus = request.query_params.get("field", "text")
    target = f"/tasks/{one.id}/edit"
    return _form(desk, request, one.document_id, one.task, target=target, back=address_of(one), focus=focus)


def edit(desk: Desk, request: Request, form: FormData) -> Response:
    """Write down every field that was changed; where somebody else was quicker, show both values and ask."""
    task_id = request.path_params["task_id"]
    seen = object_in(form, "seen")
    conflicts, at = [], datetime.now(UTC)
    hard = hard_to_read(desk, task_id)
    changed = False
    for field, value in given_in(form).items():
        if field not in seen or value == seen[field]:
            continue
        try:
            learn = None if form.get("learn") or field != "assignments" else False
            edit_task(desk.engine, task_id, field, seen[field], value, who=person_of(request), learn=learn, at=at)
            changed = True
        except EditConflict as conflict:
            # Both came to the same: nothing to decide.
            if conflict.current != value:
                conflicts.append((field, value, conflict))
    if changed:
        settle_all(desk, hard, person_of(request), at)
    one = find_desk_task(desk.engine, task_id)
    if conflicts:
        return desk.page(
            request,
            "conflict.html",
            409,
            one=one,
            conflicts=conflicts,
            seen=as_json({field: conflict.current for field, _, conflict in conflicts}),
            mine=as_json({field: value for field, value, _ in conflicts}),
            address=address_of(one),
        )
    address = address_of(one, str(form.get("focus") or ""))
    return back_to(told_at(address, "done") if changed else address)


def split_form(desk: Desk, request: Request) -> Response:
    """The form that makes several tasks of one."""
    one = find_desk_task(desk.engine, request.path_params["task_id"])
    values = form_of(one.task, (), target=f"/tasks/{one.id}/split", back=address_of(one))
    return desk.page(request, "split.html", **values)


def split(desk: Desk, request: Request, form: FormData) -> Response:
    """Make several tasks of one: what a blank line parts."""
    task_id = request.path_params["task_id"]
    paragraphs = str(form.get("parts") or "").replace("\r\n", "\n").split("\n\n")
    seen = object_in(form, "seen").get("text")
    split_task(desk.engine, task_id, str(seen or ""), paragraphs, who=person_of(request))
    return back_to(told_at(address_of(find_desk_task(desk.engine, task_id)), "done"))


def merge_form(desk: Desk, request: Request) -> Response:
    """The form that makes one task of several: those around it to choose from, or all of the document."""
    one = find_desk_task(desk.engine, request.path_params["task_id"])
    standing = [other for other in desk_tasks(desk.engine, one.document_id) if other.review not in GONE]
    place = next((n for n, other in enumerate(standing) if other.id == one.id), None)
    if place is None:
        raise UsageError("This task is not in force any more.")
    is_all = "all" in request.query_params
    near = standing if is_all else standing[max(0, place - NEAR) : place + NEAR + 1]
    following = standing[place + 1].id if place + 1 < len(standing) else None
    return desk.page(
        request,
        "merge.html",
        one=one,
        near=near,
        following=following,
        left_out=len(standing) - len(near),
        back=address_of(one),
    )


def merge(desk: Desk, request: Request, form: FormData) -> Response:
    """Make one task of those that were chosen."""
    chosen = {number for value in form.getlist("task") if (number := number_in({"task": value}, "task"))}
    seen = {number: str(form.get(f"seen_{number}") or "") for number in chosen}
    whole = str(form.get("text") or "")
    said = merge_tasks(desk.engine, sorted(chosen), who=person_of(request), text=whole, seen=seen)
    assert said.task_id is not None
    return back_to(told_at(address_of(find_desk_task(desk.engine, said.task_id)), "done"))


def place_form(desk: Desk, request: Request) -> Response:
    """The form that frames a task anew on its page."""
    one = find_desk_task(desk.engine, request.path_params["task_id"])
    values = form_of(one.task, (), target=f"/tasks/{one.id}/place", back=address_of(one))
    return desk.page(request, "place.html", **values)


def place(desk: Desk, request: Request, form: FormData) -> Response:
    """Write down where a task stands on paper."""
    task_id = request.path_params["task_id"]
    drawn = place_in(form)
    value = {"page": drawn.page, "bbox": drawn.bbox}
    try:
        edit_task(desk.engine, task_id, PLACE, object_in(form, "seen"), value, who=person_of(request))
    except EditConflict:
        return look_again(desk, task_id)
    return back_to(told_at(address_of(find_desk_task(desk.engine, task_id)), "done"))


def add_form(desk: Desk, request: Request) -> Response:
    """The form for a task that the machine missed."""
    document_id = request.path_params["document_id"]
    behind = number_in(request.query_params, "behind")
    page = number_in(request.query_params, "page") or 1
    blank = _blank_task(_anchor(desk, document_id, behind, Place(page)), Place(page))
    target = f"/documents/{document_id}/add" + (f"?behind={behind}" if behind else "")
    back = f"/documents/{document_id}?page={page}" + (f"&task={behind}#t{behind}" if behind else "")
    return _form(desk, request, document_id, blank, target=target, back=back, focus="text", adding=True)


def add(desk: Desk, request: Request, form: FormData) -> Response:
    """Add a task that the machine missed: behind the one it was asked for at, else where it stands on its page."""
    document_id = request.path_params["document_id"]
    place = place_in(form)
    anchor = _anchor(desk, document_id, number_in(request.query_params, "behind"), place)
    values = _blank_task(anchor, place).model_dump() | given_in(form)
    if place.bbox:
        shown = Evidence(field="text", text=str(values["text"] or ""), page=place.page, bbox=place.bbox, confidence=1.0)
        values["evidence"] = (shown,)
    try:
        made = Task.model_validate(values)
    except ValueError as error:
        raise UsageError("That is no task.", str(error).splitlines()[0]) from error
    said = add_task(desk.engine, document_id, made, who=person_of(request), behind=anchor.id if anchor else None)
    assert said.task_id is not None
    return back_to(told_at(address_of(find_desk_task(desk.engine, said.task_id)), "done"))


def suggest_units(desk: Desk, request: Request) -> Response:
    """Units whose name holds the words typed so far, those that begin with them first."""
    words = fold(request.query_params.get("words", "")[:200])
    named = [(fold(name), name) for name in unit_names(desk.engine)]
    found = [
        (not key.startswith(words), len(name), name) for key, name in named if all(w in key for w in words.split())
    ]
    return JSONResponse([name for _, _, name in sorted(found)[:_SUGGESTED]])


def _form(
    desk: Desk,
    request: Request,
    document_id: int,
    task: Task,
    *,
    target: str,
    back: str,
    focus: str,
    adding: bool = False,
) -> Response:
    section = t.sections.c
    query = select(section.path, section.title).where(section.document_id == document_id).order_by(section.position)
    with plain_errors(desk.engine.url), desk.engine.connect() as connection:
        sections = [(row.path, row.title) for row in connection.execute(query)]
    values = form_of(task, sections, target=target, back=back, focus=focus)
    return desk.page(request, "edit.html", adding=adding, **values)


def _anchor(desk: Desk, document_id: int, behind: int | None, place: Place) -> DeskTask | None:
    """The task that a new one follows: the one it was asked for at, else the last that stands above it on paper."""
    tasks = desk_tasks(desk.engine, document_id)
    for one in tasks:
        if one.id == behind:
            return one
    top = place.bbox[1] if place.bbox else float("inf")
    above = [one for one in tasks if (one.task.page, one.task.bbox[1]) <= (place.page, top)]
    return above[-1] if above else None


def _blank_task(anchor: DeskTask | None, place: Place) -> Task:
    """A task without words, in the section of the one it follows."""
    inherited = {"section": anchor.task.section, "group": anchor.task.group} if anchor else {}
    bbox = place.bbox
    if bbox is None:
        x0, _, x1, bottom = anchor.task.bbox if anchor and anchor.task.page == place.page else BLANK.bbox
        # Nobody has shown where it stands: the line below the one it follows.
        bbox = (x0, bottom, x1, bottom)
    return BLANK.model_copy(update=inherited | {"page": place.page, "bbox": bbox})
