"""The page that gives the tasks of one unit to another: first shown, then changed together."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from models.correction import Correction
from models.desk_tasks import find_desk_task
from models.units_at_once import replace_unit, tasks_of_unit
from review.desk import Desk, back_to, number_in, person_of, shows, told_at, writes

SHOWN = 1000
"""Tasks on the page: a form holds no more, and who has more of them comes again."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A unit that somebody put right in one task while others of the document still have it as it was."""

    old: str
    new: str
    left: int
    """Tasks of the document that have it still."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Where the page is."""
    return [shows(desk, "/replace", show), writes(desk, "/replace", replace)]


def show(desk: Desk, request: Request) -> Response:
    """The tasks of a unit, of one document or of all; of a task, its units to choose from."""
    asked = request.query_params
    unit, document_id = asked.get("unit", "").strip(), number_in(asked, "document")
    choices: Sequence[str] = ()
    if (task_id := number_in(asked, "task")) and not unit:
        one = find_desk_task(desk.engine, task_id)
        choices = tuple(dict.fromkeys(part.unit for part in one.task.assignments))
        document_id = one.document_id
        unit = choices[0] if len(choices) == 1 else ""
    within = None if asked.get("scope") == "all" else document_id
    tasks, count = tasks_of_unit(desk.engine, unit, document_id=within, limit=SHOWN) if unit else ((), 0)
    return desk.page(
        request,
        "replace.html",
        unit=unit,
        new=asked.get("new", ""),
        document_id=document_id,
        within=within,
        choices=choices if not unit else (),
        tasks=tasks,
        count=count,
        done=number_in(asked, "done"),
        left=number_in(asked, "left") or 0,
    )


def replace(desk: Desk, request: Request, form: FormData) -> Response:
    """Change the unit in the tasks that were chosen; back to the document where it was asked for in one."""
    old, new = (str(form.get(name) or "")[:2000] for name in ("old", "unit"))
    chosen = [number for value in form.getlist("task") if (number := number_in({"task": value}, "task"))]
    said = replace_unit(desk.engine, chosen, old, new, who=person_of(request), learn="learn" in form)
    document_id = number_in(form, "document")
    if document_id and not said.left:
        return back_to(told_at(f"/documents/{document_id}", "done"))
    return back_to("/replace?" + urlencode({"unit": " ".join(new.split()), "done": said.tasks, "left": said.left}))


def find_renamed(desk: Desk, document_id: int, said: Sequence[Correction]) -> Renamed | None:
    """The unit that *said* put right in a task, if other tasks of the document still have it as it was."""
    for one in said:
        if one.action != "edit" or one.field != "assignments":
            continue
        read = {part["text"]: part["unit"] for part in one.before}
        for part in one.after:
            old = read.get(part["text"], part["unit"])
            if old != part["unit"]:
                _, left = tasks_of_unit(desk.engine, old, document_id=document_id, limit=1)
                if left:
                    return Renamed(old, part["unit"], left)
    return None
