"""What a person changes at the desk: forms in, corrections out, and both values shown where two people met."""

from collections.abc import Callable

from sqlalchemy import select
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from models import tables as t
from models.correction import Correction
from models.corrections import accept_task, add_task, confirm, edit_task, merge_tasks, reject_task, split_task, withdraw
from models.database import plain_errors
from models.desk_tasks import DeskTask, desk_tasks, find_desk_task, unit_names
from models.errors import EditConflict, UsageError
from models.plan import Task
from normalize.text import fold
from review.desk import Desk, back_to, number_in, person_of
from review.forms import as_json, form_of, given_in, object_in

_SUGGESTED = 12
"""Units offered while one is being typed."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Where each change is asked for and sent to."""

    def shows(path: str, work: Callable[[Desk, Request], Response]) -> Route:
        def show(request: Request) -> Response:
            return work(desk, request)

        return Route(path, show)

    def writes(path: str, work: Callable[[Desk, Request, FormData], Response]) -> Route:
        def write(request: Request, form: FormData) -> Response:
            return work(desk, request, form)

        return Route(path, desk.writes(write), methods=["POST"])

    task = "/tasks/{task_id:int}"
    return [
        shows(f"{task}/edit", edit_form),
        writes(f"{task}/edit", edit),
        shows(f"{task}/split", split_form),
        writes(f"{task}/split", split),
        writes(f"{task}/accept", accept),
        writes(f"{task}/reject", reject),
        writes(f"{task}/merge", merge),
        shows("/documents/{document_id:int}/add", add_form),
        writes("/documents/{document_id:int}/add", add),
        writes("/corrections/{correction_id:int}/withdraw", take_back),
        writes("/corrections/{correction_id:int}/confirm", say_again),
        shows("/units", suggest_units),
    ]


def edit_form(desk: Desk, request: Request) -> Response:
    """The form for every field of a task on a page of its own; with script it opens beside the page's picture."""
    one = find_desk_task(desk.engine, request.path_params["task_id"])
    focus = request.query_params.get("field", "text")
    return _form(
        desk, request, one.document_id, one.task, target=f"/tasks/{one.id}/edit", back=_address(one), focus=focus
    )


def edit(desk: Desk, request: Request, form: FormData) -> Response:
    """Write down every field that was changed; where somebody else was quicker, show both values and ask."""
    task_id = request.path_params["task_id"]
    seen = object_in(form, "seen")
    conflicts = []
    for field, value in given_in(form).items():
        if field not in seen or value == seen[field]:
            continue
        try:
            learn = None if form.get("learn") or field != "assignments" else False
            edit_task(desk.engine, task_id, field, seen[field], value, who=person_of(request), learn=learn)
        except EditConflict as conflict:
            # Both came to the same: nothing to decide.
            if conflict.current != value:
                conflicts.append((field, value, conflict))
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
            address=_address(one),
        )
    return back_to(_address(one, str(form.get("focus") or "")))


def split_form(desk: Desk, request: Request) -> Response:
    """The form that makes several tasks of one."""
    one = find_desk_task(desk.engine, request.path_params["task_id"])
    return desk.page(request, "split.html", one=one, address=_address(one))


def split(desk: Desk, request: Request, form: FormData) -> Response:
    """Make several tasks of one: what a blank line parts."""
    task_id = request.path_params["task_id"]
    paragraphs = str(form.get("parts") or "").replace("\r\n", "\n").split("\n\n")
    split_task(desk.engine, task_id, str(form.get("seen") or ""), paragraphs, who=person_of(request))
    return back_to(_address(find_desk_task(desk.engine, task_id)))


def accept(desk: Desk, request: Request, _form: FormData) -> Response:
    """Take a task as right."""
    task_id = request.path_params["task_id"]
    accept_task(desk.engine, task_id, who=person_of(request))
    return back_to(_address(find_desk_task(desk.engine, task_id)))


def reject(desk: Desk, request: Request, _form: FormData) -> Response:
    """Take a task as none."""
    task_id = request.path_params["task_id"]
    reject_task(desk.engine, task_id, who=person_of(request))
    return back_to(_address(find_desk_task(desk.engine, task_id)))


def merge(desk: Desk, request: Request, _form: FormData) -> Response:
    """Make one task of this one and the one it goes on in."""
    task_id = request.path_params["task_id"]
    other = number_in(request.query_params, "with")
    if other is None:
        raise UsageError("A merge takes two tasks.")
    merge_tasks(desk.engine, [task_id, other], who=person_of(request))
    return back_to(_address(find_desk_task(desk.engine, task_id)))


def add_form(desk: Desk, request: Request) -> Response:
    """The form for a task that the machine missed."""
    document_id = request.path_params["document_id"]
    behind = number_in(request.query_params, "behind")
    page = number_in(request.query_params, "page") or 1
    empty = _empty_task(desk, document_id, behind, page)
    target = f"/documents/{document_id}/add?page={page}" + (f"&behind={behind}" if behind else "")
    back = f"/documents/{document_id}?page={page}" + (f"&task={behind}#t{behind}" if behind else "")
    return _form(desk, request, document_id, empty, target=target, back=back, focus="text")


def add(desk: Desk, request: Request, form: FormData) -> Response:
    """Add a task that the machine missed, behind the one it was asked for at."""
    document_id = request.path_params["document_id"]
    behind = number_in(request.query_params, "behind")
    task = _empty_task(desk, document_id, behind, number_in(request.query_params, "page") or 1)
    given = given_in(form)
    try:
        made = Task.model_validate(task.model_dump() | given)
    except ValueError as error:
        raise UsageError("That is no task.", str(error).splitlines()[0]) from error
    correction = add_task(desk.engine, document_id, made, who=person_of(request), behind=behind)
    assert correction.task_id is not None
    return back_to(_address(find_desk_task(desk.engine, correction.task_id)))


def take_back(desk: Desk, request: Request, _form: FormData) -> Response:
    """Take a correction back."""
    return _back_from(desk, withdraw(desk.engine, request.path_params["correction_id"], who=person_of(request)))


def say_again(desk: Desk, request: Request, _form: FormData) -> Response:
    """Keep a correction although the reading underneath has changed."""
    return _back_from(desk, confirm(desk.engine, request.path_params["correction_id"], who=person_of(request)))


def suggest_units(desk: Desk, request: Request) -> Response:
    """Units whose name holds the words typed so far, those that begin with them first."""
    words = fold(request.query_params.get("words", "")[:200])
    named = [(fold(name), name) for name in unit_names(desk.engine)]
    found = [
        (not key.startswith(words), len(name), name) for key, name in named if all(w in key for w in words.split())
    ]
    return JSONResponse([name for _, _, name in sorted(found)[:_SUGGESTED]])


def _form(
    desk: Desk, request: Request, document_id: int, task: Task, *, target: str, back: str, focus: str
) -> Response:
    section = t.sections.c
    query = select(section.path, section.title).where(section.document_id == document_id).order_by(section.position)
    with plain_errors(desk.engine.url), desk.engine.connect() as connection:
        sections = [(row.path, row.title) for row in connection.execute(query)]
    return desk.page(request, "edit.html", **form_of(task, sections, target=target, back=back, focus=focus))


def _empty_task(desk: Desk, document_id: int, behind: int | None, page: int) -> Task:
    """A task without words, in the section and at the place of the one it follows."""
    found = [one for one in desk_tasks(desk.engine, document_id) if one.id == behind]
    anchor = found[0].task if found else None
    box = anchor.bbox if anchor else (0.0, 0.0, 0.0, 0.0)
    return Task(
        section=anchor.section if anchor else None,
        group=anchor.group if anchor else None,
        label=None,
        text="",
        assignments=(),
        deliverable=None,
        deadline=None,
        note=None,
        page=anchor.page if anchor else page,
        # Nobody has shown where it stands: the line below the one it follows.
        bbox=(box[0], box[3], box[2], box[3]),
        confidence=1.0,
    )


def _back_from(desk: Desk, correction: Correction) -> Response:
    """Go to the task that a correction spoke of, if it still is one."""
    if correction.task_id is None or correction.document_id is None:
        return back_to("/")
    try:
        return back_to(_address(find_desk_task(desk.engine, correction.task_id)))
    except UsageError:
        return back_to(f"/documents/{correction.document_id}")


def _address(one: DeskTask, field: str = "") -> str:
    """Where a task is seen beside its page."""
    named = f"&field={field}" if field.isalpha() else ""
    return f"/documents/{one.document_id}?page={one.task.page}&task={one.id}{named}#t{one.id}"
