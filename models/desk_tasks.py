"""A document's tasks as the desk shows them: what is in force, what was read, and what was said of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

from models import tables as t
from models.added_sections import added_sections
from models.correction import Correction, Replayed, Review, Standing
from models.database import plain_errors
from models.heads import document_as_read
from models.overlay import correction_of, corrections_of, tasks_as_read
from models.plan import Plan, Task
from models.settled import finding_as_read
from models.standing import document_of, no_task, standing_tasks
from models.store import numbered_plans


@dataclass(frozen=True, slots=True)
class DeskTask:
    """A task as the desk shows it: what is in force, what was read, and what was said."""

    id: int
    document_id: int
    position: int
    task: Task
    """As it stands; of one rejected or merged, as it stood."""
    as_read: Task | None
    """What the machine read; None for a task that a person added."""
    review: Review
    corrections: tuple[Correction, ...]
    """Oldest first."""


def desk_tasks(engine: Engine, document_id: int) -> tuple[DeskTask, ...]:
    """Every task of a document in its order, rejected and merged ones included."""
    with plain_errors(engine.url), engine.connect() as connection:
        return _on_the_desk(document_id, *standing_tasks(connection, document_id))


def _on_the_desk(
    document_id: int, readings: Mapping[int, Standing], corrections: Sequence[Correction], replayed: Replayed
) -> tuple[DeskTask, ...]:
    said: dict[int | None, list[Correction]] = {}
    for correction in corrections:
        said.setdefault(correction.task_id, []).append(correction)
    ordered = sorted(replayed.tasks.items(), key=lambda pair: (pair[1].position, pair[0]))
    return tuple(
        DeskTask(
            number,
            document_id,
            one.position,
            one.task,
            readings[number].task if number in readings else None,
            one.review,
            tuple(said.get(number, ())),
        )
        for number, one in ordered
    )


def find_desk_task(engine: Engine, task_id: int) -> DeskTask:
    """
    One task.

    Raises:
        UsageError: nothing has that id.
    """
    with plain_errors(engine.url), engine.connect() as connection:
        document_id = document_of(connection, task_id)
        tasks = _on_the_desk(document_id, *standing_tasks(connection, document_id, [task_id]))
    for task in tasks:
        if task.id == task_id:
            return task
    raise no_task(task_id)


def list_corrections(
    engine: Engine, document_id: int | None = None, state: str | None = None
) -> tuple[Correction, ...]:
    """What people said, oldest first; of one document and in one state (such as `orphaned`) where asked."""
    query = select(t.corrections).order_by(t.corrections.c.id)
    if document_id is not None:
        query = query.where(t.corrections.c.document_id == document_id)
    if state is not None:
        query = query.where(t.corrections.c.state == state)
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(correction_of(row) for row in connection.execute(query))


def load_plans_as_read(engine: Engine, document_ids: Iterable[int]) -> Iterator[Plan]:
    """Documents as the machine read them, whatever people said."""
    with plain_errors(engine.url), engine.connect() as connection:
        changed = set(connection.scalars(select(t.corrections.c.document_id).distinct()))
    for number, plan in numbered_plans(engine, document_ids):
        if number not in changed:
            yield plan
            continue
        with plain_errors(engine.url), engine.connect() as connection:
            tasks = tasks_as_read(connection, number)
            rows = connection.execute(select(t.findings).where(t.findings.c.document_id == number)).all()
            document = document_as_read(connection, number, plan.document)
            added = added_sections(corrections_of(connection, number))
        read = {
            "document": document,
            "sections": tuple(one for one in plan.sections if one.path not in added),
            "tasks": tuple(standing.task for standing in tasks.values()),
            "findings": tuple(finding_as_read(row) for row in sorted(rows, key=lambda row: row.position)),
        }
        yield plan.model_copy(update=read)


def unit_names(engine: Engine) -> tuple[str, ...]:
    """Every unit in the database, for picking one."""
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(sorted(connection.scalars(select(t.units.c.name))))
