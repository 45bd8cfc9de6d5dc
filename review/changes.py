"""What a person changes at the desk: forms in, corrections out, and both values shown where two people met."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from sqlalchemy import select
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from models import tables as t
from models.correction import FIELDS, Correction, snapshot
from models.corrections import (
    DeskTask,
    accept_task,
    add_task,
    confirm,
    desk_tasks,
    edit_task,
    find_desk_task,
    merge_tasks,
    reject_task,
    split_task,
    unit_names,
    withdraw,
)
from models.database import plain_errors
from models.errors import EditConflict, UsageError
from models.plan import Recurrence, Task
from models.raw import Role
from normalize.text import fold
from review.desk import Desk, back_to, number_in, person_of

ROLES: tuple[Role, ...] = get_args(Role)
RECURRENCES: tuple[Recurrence, ...] = get_args(Recurrence)
_SUGGESTED = 12
"""Units offered while one is being typed."""
Json = Any


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
    """The form for every field of a task: a piece of the document's page, or a page of its own without script."""
    one = find_desk_task(desk.engine, request.path_params["task_id"])
    focus = request.query_params.get("field", "text")
    return _form(
        desk, request, one.document_id, one.task, target=f"/tasks/{one.id}/edit", back=_address(one), focus=focus
    )


def edit(desk: Desk, request: Request, form: FormData) -> Response:
    """Write down every field that was changed; where somebody else was quicker, show both values and ask."""
    task_id = request.path_params["task_id"]
    seen = _object(form, "seen")
    conflicts = []
    for field, value in _given(form).items():
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
            seen=_as_json({field: conflict.current for field, _, conflict in conflicts}),
            mine=_as_json({field: value for field, value, _ in conflicts}),
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
    given = _given(form)
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
    template = "edit_form.html" if request.headers.get("x-part") else "edit.html"
    section = t.sections.c
    query = select(section.path, section.title).where(section.document_id == document_id).order_by(section.position)
    with plain_errors(desk.engine.url), desk.engine.connect() as connection:
        sections = [(row.path, row.title) for row in connection.execute(query)]
    return desk.page(
        request,
        template,
        task=task,
        seen=json.dumps(snapshot(task), ensure_ascii=False),
        sections=sections,
        roles=ROLES,
        recurrences=RECURRENCES,
        target=target,
        back=back,
        focus={"lead": "assignments", "coordinate": "assignments", "direct": "assignments"}.get(focus, focus),
    )


def _object(form: FormData, name: str) -> dict[str, Json]:
    """What a form carries along unseen, such as the values that the person had before them when it was opened."""
    try:
        found = json.loads(str(form.get(name) or ""))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UsageError("The form is incomplete.", "Open it again.")
    return found


def _given(form: FormData) -> dict[str, Json]:
    """The fields that the form holds, as JSON holds them."""
    given: dict[str, Json] = {field: _typed(form.get(field)) for field in FIELDS if field in form}
    if "deadline_text" in form:
        given["deadline"] = _deadline(form)
    if "unit" in form:
        given["assignments"] = _assignments(form)
    if "mine" in form:
        # From the page of conflicts: the fields where the person's own value was chosen.
        given |= {field: value for field, value in _object(form, "mine").items() if form.get(f"take_{field}") == "mine"}
    return given


def _typed(value: object) -> str | None:
    """What was typed, spaces tidied; None for nothing."""
    lines = (" ".join(line.split()) for line in str(value or "").splitlines())
    return "\n".join(line for line in lines if line) or None


def _deadline(form: FormData) -> Json:
    words = {name: _typed(form.get(name)) for name in ("start_on", "due_on", "recurrence", "condition")}
    text = _typed(form.get("deadline_text"))
    if not text and not any(words.values()):
        return None
    if not text:
        text = " ".join(filter(None, (*map(_written, (words["start_on"], words["due_on"])), words["condition"]))) or "…"
    return {"text": text} | words


def _written(day: str | None) -> str | None:
    try:
        return date.fromisoformat(day).strftime("%d/%m/%Y") if day else None
    except ValueError:
        return day


def _assignments(form: FormData) -> Json:
    rows = zip(*(form.getlist(name) for name in ("unit", "role", "is_group", "printed")), strict=False)
    found = []
    for unit, role, is_group, printed in rows:
        name = _typed(unit)
        if name:
            name = name.replace("\n", " ")
            found.append({"unit": name, "role": role, "is_group": is_group == "yes", "text": _typed(printed) or name})
    return found


def _as_json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


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
