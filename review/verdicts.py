"""What a person says is so: a task is right or none, a doubt is none, a word is taken back or said again."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from models.correction import Correction
from models.corrections import accept_task, confirm, reject_task, settle_finding, unsettle_finding, withdraw
from models.corrections_at_once import accept_tasks, last_said, take_back_last
from models.desk_tasks import find_desk_task
from models.doubtful import HARD_TO_READ
from models.errors import EditConflict, UsageError
from models.unit_names_by_people import name_unit, names_given
from review.desk import Desk, address_of, back_to, look_again, number_in, person_of, shows, told_at, writes


def routes(desk: Desk) -> list[BaseRoute]:
    """Where each verdict is sent to."""
    return [
        writes(desk, "/tasks/{task_id:row}/accept", accept),
        writes(desk, "/tasks/{task_id:row}/reject", reject),
        writes(desk, "/documents/{document_id:row}/accept", accept_all),
        writes(desk, "/documents/{document_id:row}/undo", undo),
        writes(desk, "/findings/{finding_id:row}/settle", settle),
        writes(desk, "/findings/{finding_id:row}/unsettle", unsettle),
        writes(desk, "/corrections/{correction_id:row}/withdraw", take_back),
        writes(desk, "/corrections/{correction_id:row}/confirm", say_again),
        shows(desk, "/names", names),
        writes(desk, "/names", give_name),
    ]


def accept(desk: Desk, request: Request, form: FormData) -> Response:
    """Take a task as right, as the person saw it."""
    return _judge(desk, request, accept_task) or _onward(desk, form) or _done(desk, request.path_params["task_id"])


def reject(desk: Desk, request: Request, _form: FormData) -> Response:
    """Take a task as none, as the person saw it."""
    return _judge(desk, request, reject_task) or _done(desk, request.path_params["task_id"])


def _judge(desk: Desk, request: Request, verdict: Callable[..., Correction]) -> Response | None:
    """Write down a verdict on a task and settle what it settles; where to look again if the task has changed."""
    task_id = request.path_params["task_id"]
    who, at = person_of(request), datetime.now(UTC)
    hard = hard_to_read(desk, task_id)
    try:
        verdict(desk.engine, task_id, who=who, seen=_seen(request), at=at)
    except EditConflict:
        return look_again(desk, task_id)
    settle_all(desk, hard, who, at)
    return None


def hard_to_read(desk: Desk, task_id: int) -> tuple[int, ...]:
    """Findings that say of this task, and of nothing else, that it was hard to read: who decides on it has looked."""
    document_id = find_desk_task(desk.engine, task_id).document_id
    doubts = desk.sheets.read(document_id, None).doubts
    mine = (one for one in doubts if one.task_id == task_id and one.code == HARD_TO_READ and one.is_open)
    return tuple(one.finding_id for one in mine if one.finding_id is not None)


def settle_all(desk: Desk, finding_ids: Iterable[int], who: str, at: datetime) -> None:
    """Settle findings in one breath with the verdict that settles them."""
    for finding_id in finding_ids:
        # The document may have been read again in between: what was decided stands all the same.
        with suppress(UsageError):
            settle_finding(desk.engine, finding_id, who=who, at=at)


def accept_all(desk: Desk, request: Request, form: FormData) -> Response:
    """Take the tasks of a page as right, as the person saw them."""
    document_id = request.path_params["document_id"]
    marks = {number: str(mark) for name, mark in form.items() if (number := _task_in(name))}
    said = accept_tasks(desk.engine, marks, who=person_of(request))
    page = f"/documents/{document_id}?page={number_in(form, 'page') or 1}"
    return back_to(told_at(page, "some-changed" if said.changed else "done"))


def undo(desk: Desk, request: Request, _form: FormData) -> Response:
    """Take back what the person said of a document last."""
    document_id = request.path_params["document_id"]
    if not last_said(desk.engine, document_id, person_of(request)):
        return back_to(f"/documents/{document_id}?told=nothing-left")
    said = take_back_last(desk.engine, document_id, who=person_of(request))
    shown = next((one for one in said if one.task_id is not None), said[-1])
    return back_to(told_at(_place_of(desk, shown), "undone"))


def settle(desk: Desk, request: Request, form: FormData) -> Response:
    """Take a doubt as none, and go on to the next."""
    note = str(form.get("note") or "")[:2000]
    settle_finding(desk.engine, request.path_params["finding_id"], who=person_of(request), note=note)
    return _onward(desk, form) or back_to("/")


def unsettle(desk: Desk, request: Request, form: FormData) -> Response:
    """Take back that a doubt was none."""
    unsettle_finding(desk.engine, request.path_params["finding_id"], who=person_of(request))
    return back_to(form.get("back"))


def take_back(desk: Desk, request: Request, form: FormData) -> Response:
    """Take a correction back."""
    said = withdraw(desk.engine, request.path_params["correction_id"], who=person_of(request))
    return back_to(form.get("back")) if form.get("back") else _back_from(desk, said)


def say_again(desk: Desk, request: Request, form: FormData) -> Response:
    """Keep a correction although the reading underneath has changed."""
    said = confirm(desk.engine, request.path_params["correction_id"], who=person_of(request))
    return back_to(form.get("back")) if form.get("back") else _back_from(desk, said)


def names(desk: Desk, request: Request) -> Response:
    """What people said that printed names of units mean."""
    return desk.page(request, "names.html", names=names_given(desk.engine))


def give_name(desk: Desk, request: Request, form: FormData) -> Response:
    """Say what a printed name means."""
    printed, unit = (str(form.get(name) or "")[:500] for name in ("printed", "unit"))
    name_unit(desk.engine, printed, unit, who=person_of(request))
    return back_to("/names")


def _seen(request: Request) -> str | None:
    return request.query_params.get("seen")


def _onward(desk: Desk, form: FormData) -> Response | None:
    """To the doubt behind the one that the form was sent from; None when it was sent from none."""
    document_id, doubt = number_in(form, "document"), number_in(form, "doubt")
    if document_id is None or doubt is None:
        return None
    sheet = desk.sheets.read(document_id, None)
    left = [place for place in sheet.open_doubts if place > doubt] or sheet.open_doubts
    if not left:
        return back_to(f"/documents/{document_id}?told=no-doubts")
    return back_to(told_at(sheet.address_of_doubt(left[0]), "done"))


def _back_from(desk: Desk, correction: Correction) -> Response:
    """Go to the task that a correction spoke of, if it still is one."""
    return back_to(_place_of(desk, correction))


def _place_of(desk: Desk, correction: Correction) -> str:
    if correction.document_id is None:
        return "/"
    if correction.task_id is not None:
        with suppress(UsageError):
            return address_of(find_desk_task(desk.engine, correction.task_id))
    return f"/documents/{correction.document_id}"


def _done(desk: Desk, task_id: int) -> Response:
    """Back to the task, which now stands as the person said."""
    return back_to(told_at(address_of(find_desk_task(desk.engine, task_id)), "done"))


def _task_in(name: str) -> int | None:
    """The task that a field of a form speaks of, such as `seen_12`."""
    start, _, number = name.partition("_")
    return number_in({"task": number}, "task") if start == "seen" else None
