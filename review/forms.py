"""What the forms of the desk show and hold: the fields of a task, as a person sees them and as JSON holds them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from starlette.datastructures import FormData

from models.correction import FIELDS, PLACE, snapshot, to_json
from models.errors import UsageError
from models.page import BBox
from models.plan import Recurrence, Task
from models.raw import Role

ROLES: tuple[Role, ...] = get_args(Role)
RECURRENCES: tuple[Recurrence, ...] = get_args(Recurrence)
BLANK = Task(
    section=None,
    group=None,
    label=None,
    text="",
    assignments=(),
    deliverable=None,
    deadline=None,
    note=None,
    page=1,
    bbox=(0.0, 0.0, 0.0, 0.0),
    confidence=1.0,
)
"""A task without words."""
MOST_PAGES = 100_000
LARGEST_SIDE = 20_000.0
"""Points: more than any paper has."""
Json = Any


def form_of(
    task: Task, sections: Iterable[tuple[str, str]], *, target: str = "", back: str = "", focus: str = ""
) -> dict[str, Json]:
    """
    What the template of the form takes.

    Args:
        sections: path and title of those that the document has.
        target: where the form is sent to.
        back: where one goes without sending it.
        focus: the field that is written in first.
    """
    return {
        "task": task,
        "seen": as_json(snapshot(task)),
        "seen_place": as_json(to_json(PLACE, task)),
        "sections": list(sections),
        "roles": ROLES,
        "recurrences": RECURRENCES,
        "target": target,
        "back": back,
        "focus": {"lead": "assignments", "coordinate": "assignments", "direct": "assignments"}.get(focus, focus),
    }


def object_in(form: FormData, name: str) -> dict[str, Json]:
    """What a form carries along unseen, such as the values that the person had before them when it was opened."""
    try:
        found = json.loads(str(form.get(name) or ""))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UsageError("The form is incomplete.", "Open it again.")
    return found


def given_in(form: FormData) -> dict[str, Json]:
    """The fields that the form holds, as JSON holds them."""
    given: dict[str, Json] = {field: typed(form.get(field)) for field in FIELDS if field in form}
    if "deadline_text" in form:
        given["deadline"] = _deadline(form)
    if "unit" in form:
        given["assignments"] = _assignments(form)
    if "mine" in form:
        # From the page of conflicts: the fields where the person's own value was chosen.
        given |= {
            field: value for field, value in object_in(form, "mine").items() if form.get(f"take_{field}") == "mine"
        }
    return given


def typed(value: object) -> str | None:
    """What was typed, spaces tidied; None for nothing."""
    lines = (" ".join(line.split()) for line in str(value or "").splitlines())
    return "\n".join(line for line in lines if line) or None


def _deadline(form: FormData) -> Json:
    words = {name: typed(form.get(name)) for name in ("start_on", "due_on", "recurrence", "condition")}
    text = typed(form.get("deadline_text"))
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
        # ";" stands between units, on paper as in a spreadsheet's cell: no name holds one.
        names = [name for part in str(unit or "").split(";") if (name := typed(part.replace("\n", " ")))]
        for name in names:
            text = typed(printed) if len(names) == 1 else None
            found.append({"unit": name, "role": role, "is_group": is_group == "yes", "text": text or name})
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where on paper a task stands that a person adds."""

    page: int
    bbox: BBox | None = None
    """The box that was drawn; None where only the page is known."""


def place_in(form: FormData) -> Place:
    """
    The place that the form holds.

    Raises:
        UsageError: there is no such page or box.
    """
    try:
        page = int(str(form.get("page") or 1))
        drawn = [round(float(str(form.get(side) or "nan")), 2) for side in ("x0", "top", "x1", "bottom")]
    except ValueError as error:
        raise UsageError("The form is incomplete.", "Open it again.") from error
    if not 1 <= page <= MOST_PAGES:
        raise UsageError("There is no such page.")
    x0, top, x1, bottom = drawn
    is_box = 0 <= x0 < x1 <= LARGEST_SIDE and 0 <= top < bottom <= LARGEST_SIDE
    return Place(page, (x0, top, x1, bottom) if is_box else None)


def as_json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
