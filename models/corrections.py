"""Takes down what people say about tasks: edits, acceptances, rejections, splits, merges, additions, names of units.

Every function is one transaction, tells who spoke and when, and leaves the tables with the corrected values in force:
`tasks`, `assignments`, the view and the search all show them. What was read stays in `task_readings`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from models.correction import Correction, Json, Review
from models.plan import Plan, Task


@dataclass(frozen=True, slots=True)
class DeskTask:
    """A task as the desk shows it: what is in force, what was read, and what was said."""

    id: int
    position: int
    task: Task
    """As it stands; of one rejected or merged, as it stood."""
    as_read: Task | None
    """What the machine read; None for a task that a person added."""
    review: Review
    corrections: tuple[Correction, ...]
    """Oldest first."""

    @property
    def is_doubtful(self) -> bool:
        """Whether what was read underneath changed after a person spoke."""
        return any(correction.state == "reading-changed" for correction in self.corrections)


def edit_task(engine: Engine, task_id: int, field: str, seen: Json, value: Json, *, who: str) -> Correction:
    """
    Change one field of a task.

    Args:
        field: one of `models.correction.FIELDS`.
        seen: the value that the person saw before changing it, as JSON; pydantic shapes will do.
        value: the new value: text or None; for `deadline` an object with `text, start_on, due_on, recurrence,
            condition` or None; for `assignments` a list of objects with `unit, role, is_group, text`.
    Raises:
        EditConflict: somebody else changed the field in the meantime; `current` holds their value.
        UsageError: no such task or field, or nothing that the field can hold.
    """
    raise NotImplementedError


def accept_task(engine: Engine, task_id: int, *, who: str) -> Correction:
    """Say that a task is right as it stands; a rejected one comes back."""
    raise NotImplementedError


def reject_task(engine: Engine, task_id: int, *, who: str) -> Correction:
    """Say that this is no task: it leaves the tables, export and search, not the desk."""
    raise NotImplementedError


def split_task(engine: Engine, task_id: int, seen: str, parts: Sequence[str], *, who: str) -> Correction:
    """
    Make several tasks of one: the first part keeps its id, each of the others is a new task with the same other fields.

    Args:
        seen: the text that the person saw.
        parts: the texts, two or more.
    Raises:
        EditConflict: somebody else changed the text in the meantime.
    """
    raise NotImplementedError


def merge_tasks(engine: Engine, task_ids: Sequence[int], *, who: str, text: str | None = None) -> Correction:
    """Make one task of several of one document: the first keeps its id, the others leave; texts are joined by lines."""
    raise NotImplementedError


def add_task(engine: Engine, document_id: int, task: Task, *, who: str, behind: int | None = None) -> Correction:
    """Add a task that the machine missed, behind another one or in front of all; its id is `Correction.task_id`."""
    raise NotImplementedError


def name_unit(engine: Engine, alias: str, unit: str, *, who: str, document_id: int | None = None) -> Correction:
    """Say that what is printed as *alias* means *unit*: the next import reads it so, in every document."""
    raise NotImplementedError


def withdraw(engine: Engine, correction_id: int, *, who: str) -> Correction:
    """Take a correction back: what stood before it stands again. It stays on the list, as withdrawn."""
    raise NotImplementedError


def confirm(engine: Engine, correction_id: int, *, who: str) -> Correction:
    """Say again what is flagged as `reading-changed`, now of the new reading: the flag goes."""
    raise NotImplementedError


def desk_tasks(engine: Engine, document_id: int) -> tuple[DeskTask, ...]:
    """Every task of a document in its order, rejected and merged ones included."""
    raise NotImplementedError


def find_desk_task(engine: Engine, task_id: int) -> DeskTask:
    """
    One task.

    Raises:
        UsageError: nothing has that id.
    """
    raise NotImplementedError


def list_corrections(engine: Engine, document_id: int | None = None, state: str | None = None) -> tuple[Correction, ...]:
    """What people said, oldest first; of one document and in one state (such as `orphaned`) where asked."""
    raise NotImplementedError


def corrected_plan(engine: Engine, document_id: int) -> Plan:
    """The document with every correction applied."""
    raise NotImplementedError


def load_corrected_plans(engine: Engine, document_ids: Iterable[int]) -> Iterator[Plan]:
    """Documents with every correction applied, in the order asked for, a few in memory at a time."""
    raise NotImplementedError


def load_plans_as_read(engine: Engine, document_ids: Iterable[int]) -> Iterator[Plan]:
    """Documents as the machine read them, whatever people said."""
    raise NotImplementedError


def aliases_by_people(engine: Engine) -> dict[str, str]:
    """What people said that printed names mean: alias to the unit's canonical name, sorted."""
    raise NotImplementedError


def unit_names(engine: Engine) -> tuple[str, ...]:
    """Every unit in the database, for picking one."""
    raise NotImplementedError


def _lock(connection: Connection, document_id: int) -> Any:
    raise NotImplementedError
