"""What a person says about one reading, and what the tasks of a document are once everything said is applied.

Nothing here knows a database: readings and corrections go in, tasks in force come out.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from models.plan import Assignment, Deadline, Evidence, Task

Action = Literal["edit", "accept", "reject", "split", "merge", "add", "unit-alias", "settle", "head", "section"]
State = Literal["applied", "superseded", "reading-changed", "orphaned", "withdrawn"]
"""`applied`: in force. `superseded`: a later one says the same thing anew. `reading-changed`: in force, but what was
read underneath is no longer what the person saw. `orphaned`: its task is gone. `withdrawn`: taken back."""
Review = Literal["read", "accepted", "corrected", "added", "rejected", "merged"]
"""What people said of a task. The last two are no longer in force: rejected, or merged into another task."""

FIELDS = ("text", "section", "group", "label", "deliverable", "deadline", "note", "assignments")
"""The fields of a task whose meaning a person can change."""
PLACE = "place"
"""Where a task stands on paper, which a person can change as well: `page` and `bbox` in one. No part of what an
acceptance was said of, and never flagged: a box that moves by a point is no other reading."""
GONE: tuple[Review, ...] = ("rejected", "merged")

Json = Any
"""A value as JSON holds it: dates as ISO text, a deadline as an object, assignments as a list of objects."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person said; fields as the columns of `corrections`."""

    id: int
    document_id: int | None
    task_id: int | None
    action: Action
    field: str | None
    before: Json
    after: Json
    who: str
    made_at: datetime
    state: State
    base: Json
    """What the machine had read of the task when it was said, as `snapshot` has it; None where it had read none."""
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A task as it stands after corrections."""

    task: Task
    position: int
    """Place in the document; tasks that people added share the place of the one they follow."""
    review: Review = "read"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a document's tasks are once everything said about them is applied."""

    tasks: Mapping[int, Standing]
    """By task id; those rejected or merged into another included."""
    states: Mapping[int, State]
    """By correction id."""


def to_json(field: str, task: Task) -> Json:
    """The value of one field of *task*, or its place, as JSON holds it."""
    if field == PLACE:
        return {"page": task.page, "bbox": list(task.bbox)}
    return task.model_dump(mode="json", include={field})[field]


def with_field(task: Task, field: str, value: Json) -> Task:
    """
    *task* with another value in one field, or at another place.

    Raises:
        pydantic.ValidationError: *value* is nothing that the field can hold.
    """
    if field == PLACE:
        return _placed(task, value)
    made: Any = value
    if field == "deadline" and value is not None:
        made = Deadline.model_validate(value)
    elif field == "assignments":
        made = tuple(Assignment.model_validate(one) for one in value)
    return task.model_copy(update={field: made})


def _placed(task: Task, place: Mapping[str, Json]) -> Task:
    """*task* where a person drew it: its text is shown in that box; what stands on further pages stays."""
    page, bbox = int(place["page"]), tuple(float(side) for side in place["bbox"])
    old = [one for one in task.evidence if one.field == "text" and one.page in (task.page, page)]
    printed = "\n".join(one.text for one in old) or task.text
    shown = Evidence.model_validate({"field": "text", "text": printed, "page": page, "bbox": bbox})
    left = tuple(one for one in task.evidence if one not in old)
    return task.model_copy(update={"page": page, "bbox": shown.bbox, "evidence": (shown, *left)})


def snapshot(task: Task) -> dict[str, Json]:
    """What can be corrected of *task*, all of it: what an acceptance or a rejection was said of."""
    return task.model_dump(mode="json", include=set(FIELDS))


def mark_of(task: Task, review: Review) -> str:
    """A word that changes with *task* and with what people said of it: who passes a verdict says which they saw."""
    seen = json.dumps([snapshot(task), review], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def task_json(task: Task) -> dict[str, Json]:
    """*task* whole, evidence included."""
    return task.model_dump(mode="json") | {"evidence": [one.model_dump(mode="json") for one in task.evidence]}


def task_from(values: Mapping[str, Json]) -> Task:
    """The task that `task_json` wrote down."""
    return Task.model_validate(dict(values))


def replay(readings: Mapping[int, Standing], corrections: Sequence[Correction]) -> Replayed:
    """
    Apply *corrections*, oldest first, to the tasks as they were read.

    Args:
        readings: by task id.
    """
    tasks = dict(readings)
    states: dict[int, State] = {}
    for correction in corrections:
        if correction.state == "withdrawn" or correction.action not in _ACTIONS:
            states[correction.id] = correction.state
        elif correction.action != "add" and correction.task_id not in tasks:
            states[correction.id] = "orphaned"
        else:
            _ACTIONS[correction.action](tasks, correction)
            states[correction.id] = "applied"
    said = {
        (one.task_id, one.field): one.after
        for one in corrections
        if one.action == "edit" and states[one.id] == "applied"
    }
    for correction in corrections:
        if states[correction.id] == "applied" and correction.action in _ACTIONS:
            states[correction.id] = _state_over(readings, said, correction)
    for number, standing in tasks.items():
        if number not in readings and standing.review not in GONE:
            # Whatever became of it, no page says it.
            tasks[number] = replace(standing, review="added")
    return Replayed(tasks, states | _superseded(corrections, states))


def _state_over(
    readings: Mapping[int, Standing], said: Mapping[tuple[int | None, str | None], Json], correction: Correction
) -> State:
    """
    Whether what was read is still what the person saw, or has become what people made of it.

    A unit that was named once is read by that name from then on: what had been accepted with it is no doubt again.

    Args:
        said: the last value that people gave to a field of a task.
    """
    if correction.task_id is None or correction.task_id not in readings or correction.field == PLACE:
        return "applied"
    reading, base = snapshot(readings[correction.task_id].task), correction.base or {}
    if correction.action == "edit" and correction.field:
        same = reading[correction.field] in (base.get(correction.field), correction.after)
    else:
        same = all(
            reading[field] in (base.get(field), said.get((correction.task_id, field), base.get(field)))
            for field in FIELDS
        )
    return "applied" if same else "reading-changed"


def _superseded(corrections: Sequence[Correction], states: Mapping[int, State]) -> dict[int, State]:
    last: dict[tuple[object, ...], int] = {}
    older: dict[int, State] = {}
    for correction in corrections:
        if states[correction.id] not in ("applied", "reading-changed"):
            continue
        verdict = correction.action in ("accept", "reject")
        if correction.action != "edit" and not verdict:
            continue
        same = (correction.task_id, "verdict" if verdict else correction.field)
        if same in last:
            older[last[same]] = "superseded"
        last[same] = correction.id
    return older


def _edit(tasks: dict[int, Standing], correction: Correction) -> None:
    assert correction.task_id is not None
    assert correction.field is not None
    old = tasks[correction.task_id]
    review: Review = "corrected" if old.review in ("read", "accepted") else old.review
    task = with_field(old.task, correction.field, correction.after)
    tasks[correction.task_id] = replace(old, task=task, review=review)


def _accept(tasks: dict[int, Standing], correction: Correction) -> None:
    assert correction.task_id is not None
    old = tasks[correction.task_id]
    # Accepting what was rejected brings it back; what was corrected or added stays known as that.
    if old.review in ("read", "rejected"):
        tasks[correction.task_id] = replace(old, review="accepted")


def _reject(tasks: dict[int, Standing], correction: Correction) -> None:
    assert correction.task_id is not None
    tasks[correction.task_id] = replace(tasks[correction.task_id], review="rejected")


def _split(tasks: dict[int, Standing], correction: Correction) -> None:
    assert correction.task_id is not None
    old = tasks[correction.task_id]
    first, *others = correction.after["parts"]
    task = old.task.model_copy(update={"text": first["text"]})
    tasks[correction.task_id] = replace(old, task=task, review="corrected")
    for part in others:
        task = old.task.model_copy(update={"text": part["text"]})
        tasks[part["task_id"]] = Standing(task, old.position, "added")


def _merge(tasks: dict[int, Standing], correction: Correction) -> None:
    assert correction.task_id is not None
    found = [number for number in correction.after["tasks"] if number in tasks]
    kept = tasks[correction.task_id]
    task = united([tasks[number].task for number in found], correction.after["text"])
    for number in found:
        tasks[number] = replace(tasks[number], review="merged")
    tasks[correction.task_id] = replace(kept, task=task, review="added" if kept.review == "added" else "corrected")


def _add(tasks: dict[int, Standing], correction: Correction) -> None:
    assert correction.task_id is not None
    anchor = tasks.get(correction.after["behind"])
    position = anchor.position if anchor else correction.after["position"]
    tasks[correction.task_id] = Standing(task_from(correction.after["task"]), position, "added")


_ACTIONS: dict[Action, Callable[[dict[int, Standing], Correction], None]] = {
    "edit": _edit,
    "accept": _accept,
    "reject": _reject,
    "split": _split,
    "merge": _merge,
    "add": _add,
}


def united(tasks: Sequence[Task], text: str) -> Task:
    """One task for several: the first one's place, *text*, everybody's units, the first deadline, all that is said."""
    first = tasks[0]
    assignments: dict[tuple[str, str], Assignment] = {}
    evidence: list[Evidence] = []
    for task in tasks:
        evidence += task.evidence
        for assignment in task.assignments:
            assignments.setdefault((assignment.unit, assignment.role), assignment)
    return first.model_copy(
        update={
            "text": text,
            "assignments": tuple(assignments.values()),
            "deliverable": _joined(task.deliverable for task in tasks),
            "deadline": next((task.deadline for task in tasks if task.deadline), None),
            "note": _joined(task.note for task in tasks),
            "evidence": tuple(evidence),
        }
    )


def _joined(texts: Iterable[str | None]) -> str | None:
    return "\n".join(dict.fromkeys(text for text in texts if text)) or None
