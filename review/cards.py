"""A task as a card: field by field, with what was printed, what was read and what people made of it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.correction import GONE, PLACE, Correction, Review, mark_of, snapshot, to_json
from models.desk_tasks import DeskTask
from models.doubtful import UNSURE
from models.page import BBox
from models.plan import Assignment, Deadline, Evidence, Task

_ROLES = ("lead", "coordinate", "direct")
_HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "&<>'"}
"""Signs that mean something to a browser, as JSON may write them: half as long as what stands for a double quote."""
A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a task: what is in force, and where and how it was printed."""

    name: str
    """`text`, `lead`, `coordinate`, `direct`, `deliverable`, `deadline`, `group` or `note`."""
    text: str | None
    """The value, where it is a text."""
    units: tuple[Assignment, ...]
    deadline: Deadline | None
    evidence: tuple[Evidence, ...]
    correction: Correction | None
    """The last one in force."""
    as_read: str | None
    """What the machine had read, where a person put something else."""

    @property
    def is_unsure(self) -> bool:
        """Whether some of its words were hard to read."""
        return any(one.confidence < UNSURE for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Card:
    """One task on the right-hand side."""

    id: int
    number: int
    """Place in the document, from 1, as people count."""
    task: Task
    review: Review
    fields: tuple[Field, ...]
    changed: tuple[Correction, ...]
    """Corrections whose reading underneath has changed."""
    corrections: tuple[Correction, ...]
    """All that stands, oldest first."""
    seen: str
    """What a person looking at the card sees of it, as JSON: what an edit is compared with. Safe in single quotes."""
    place: str
    """Where it stands, as JSON: what a new frame is compared with."""
    mark: str
    """Changes with whatever a person sees of the card: what a verdict was passed on."""

    @property
    def is_gone(self) -> bool:
        return self.review in GONE

    @property
    def is_unsure(self) -> bool:
        return self.task.confidence < UNSURE and self.review in ("read",)

    @property
    def is_plain(self) -> bool:
        """Whether nobody has looked at it and nothing about its reading is doubtful: fit to be accepted with others."""
        return self.review == "read" and not self.is_unsure and not self.changed

    def boxes(self, page: int) -> tuple[tuple[str, BBox], ...]:
        """(field, box) of its evidence on *page*; its own box where no field has one there."""
        found = tuple((f.name, e.bbox) for f in self.fields for e in f.evidence if e.page == page)
        return found or ((("text", self.task.bbox),) if self.task.page == page else ())

    def outline(self, page: int) -> BBox | None:
        """The box around everything of the task on *page*; a group's title is no part of it, others share that."""
        if page == self.task.page and any(one.field == PLACE for one in self.corrections):
            return self.task.bbox
        found = self.boxes(page)
        boxes = [box for name, box in found if name != "group"] or [box for _, box in found]
        if not boxes:
            return None
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def card_of(one: DeskTask, number: int) -> Card:
    """A task as a card with its fields."""
    task = one.task
    return Card(
        id=one.id,
        number=number,
        task=task,
        review=one.review,
        fields=tuple(_fields(one)),
        changed=tuple(c for c in one.corrections if c.state == "reading-changed"),
        corrections=tuple(c for c in one.corrections if c.state in ("applied", "reading-changed")),
        seen=json.dumps(snapshot(task), ensure_ascii=False).translate(_HARMLESS),
        place=json.dumps(to_json(PLACE, task)),
        mark=mark_of(task, one.review),
    )


def page_size(cards: Sequence[Card], page: int) -> tuple[float, float]:
    """A size that holds all boxes of *page*, for a page whose file is not at hand."""
    boxes = [box for card in cards for _, box in card.boxes(page)]
    return (max([A4[0], *(b[2] + 30 for b in boxes)]), max([A4[1], *(b[3] + 30 for b in boxes)]))


def _fields(one: DeskTask) -> Iterable[Field]:
    task = one.task
    edits = {c.field: c for c in one.corrections if c.action == "edit" and c.state in ("applied", "reading-changed")}

    def evidence(name: str) -> tuple[Evidence, ...]:
        return tuple(proof for proof in task.evidence if proof.field == name)

    def read(name: str) -> str | None:
        value = getattr(one.as_read, name) if one.as_read else None
        return value if isinstance(value, str) and value != getattr(task, name) else None

    yield Field("text", task.text, (), None, evidence("text"), edits.get("text"), read("text"))
    for role in _ROLES:
        units = tuple(a for a in task.assignments if a.role == role)
        before = tuple(a for a in one.as_read.assignments if a.role == role) if one.as_read else units
        if units or before:
            moved = [a.unit for a in units] != [a.unit for a in before]
            edit = edits.get("assignments") if moved else None
            yield Field(
                role, None, units, None, evidence(role), edit, "; ".join(a.unit for a in before) if edit else None
            )
    if task.deliverable or edits.get("deliverable"):
        edit = edits.get("deliverable")
        yield Field("deliverable", task.deliverable, (), None, evidence("deliverable"), edit, read("deliverable"))
    if task.deadline or edits.get("deadline"):
        was = one.as_read.deadline if one.as_read else None
        edit = edits.get("deadline")
        yield Field("deadline", None, (), task.deadline, evidence("deadline"), edit, was.text if was and edit else None)
    for name in ("group", "note"):
        if getattr(task, name):
            yield Field(name, getattr(task, name), (), None, evidence(name), edits.get(name), read(name))
