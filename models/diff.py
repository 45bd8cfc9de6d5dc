"""What changed from one document to another: tasks added, gone, changed. Made for revisions of one plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Engine

from models.correction import FIELDS, to_json
from models.errors import UsageError
from models.plan import Plan, Task
from models.rematch import StoredTask, match_tasks
from models.store import find_documents, load_plan

Kind = Literal["added", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a task that is not what it was; values as JSON."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One task that is not what it was."""

    kind: Kind
    label: str | None
    section: str | None
    text: str
    """As it is now; of a task that is gone, as it was."""
    page: int
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """How a document differs from an older one."""

    old: str
    new: str
    """Their names: number and file."""
    fields: tuple[FieldChange, ...]
    """What changed in the head."""
    tasks: tuple[TaskChange, ...]
    """In the order of the new document; a task that is gone where it stood."""
    same: int
    """Number of tasks that are what they were."""

    def count(self, kind: Kind) -> int:
        """How many tasks are of this kind."""
        return sum(change.kind == kind for change in self.tasks)


HEAD = ("kind", "number", "title", "label", "issuer", "parent_issuer", "place", "issued_on", "year", "signer")


def compare_documents(engine: Engine, old: str, new: str) -> Difference:
    """
    How *new* differs from *old*, as corrected.

    Args:
        old, new: number, file name, id or SHA-256.
    Raises:
        UsageError: no document answers to one of them, or several do and the two names do not tell them apart.
    """
    before, after = _pair(engine, old, new)
    found = compare_plans(load_plan(engine, before), load_plan(engine, after))
    if found.old != found.new:
        return found
    # Files of one name in two folders: only their ids tell which is which.
    return replace(found, old=f"{found.old}, id {before}", new=f"{found.new}, id {after}")


def compare_plans(old: Plan, new: Plan) -> Difference:
    """How *new* differs from *old*."""
    kept = match_tasks([StoredTask(n, one.section, one.label, one.text) for n, one in enumerate(old.tasks)], new.tasks)
    changes: list[tuple[tuple[float, int], TaskChange]] = []
    for index, task in enumerate(new.tasks):
        if index not in kept:
            changes.append(((index, 1), _change("added", task)))
        elif fields := _fields(old.tasks[kept[index]], task):
            changes.append(((index, 1), _change("changed", task, fields)))
    places = {was: index for index, was in kept.items()}
    last = -1.0
    for was, task in enumerate(old.tasks):
        last = places.get(was, last)
        if was not in places:
            changes.append(((last + 0.5, was), _change("gone", task)))
    changed = sum(change.kind == "changed" for _, change in changes)
    head = tuple(
        FieldChange(name, was, now) for name in HEAD if (was := _plain(old, name)) != (now := _plain(new, name))
    )
    ordered = tuple(change for _, change in sorted(changes, key=lambda pair: pair[0]))
    return Difference(_name(old), _name(new), head, ordered, len(kept) - changed)


def _pair(engine: Engine, old: str, new: str) -> tuple[int, int]:
    found = [find_documents(engine, [name]) for name in (old, new)]
    if old == new and len(found[0]) == 2:
        # Two files of one number: the one that came in first is the older.
        before, after = sorted(found[0])
        return before, after
    for name, ids in zip((old, new), found, strict=True):
        if len(ids) > 1:
            raise UsageError(
                f"{len(ids)} documents are called {name!r}.", f"Name one by its id: {', '.join(map(str, sorted(ids)))}."
            )
    return found[0][0], found[1][0]


def _change(kind: Kind, task: Task, fields: Sequence[FieldChange] = ()) -> TaskChange:
    return TaskChange(kind, task.label, task.section, task.text, task.page, tuple(fields))


def _fields(old: Task, new: Task) -> list[FieldChange]:
    values = ((name, _meant(name, old), _meant(name, new)) for name in FIELDS)
    return [FieldChange(name, was, now) for name, was, now in values if was != now]


def _meant(name: str, task: Task) -> Any:
    """The value of a field; of units who has which part, however it is printed."""
    if name == "assignments":
        return [{"unit": one.unit, "role": one.role} for one in task.assignments]
    return to_json(name, task)


def _plain(plan: Plan, name: str) -> Any:
    return plan.document.model_dump(mode="json", include={name})[name]


def _name(plan: Plan) -> str:
    document = plan.document
    return f"{document.number} ({document.source})" if document.number else document.source
