"""Documents that are the same plan in other bytes: found by number, issuer and year, and heirs of what people said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, TableClause, bindparam, column, insert, select

from models import tables as t
from models.bulk import reserve_ids
from models.correction import PLACE, Correction
from models.database import plain_errors
from models.heads import head_as_read
from models.overlay import corrections_of, known_otherwise, tasks_as_read
from models.plan import Task
from models.rematch import StoredTask, match_tasks
from models.rows import Values

_VIEW = TableClause("document_revisions", column("document_id"), column("revision_id"))
_REVISIONS = (
    select(_VIEW.c.revision_id).where(_VIEW.c.document_id == bindparam("document_id")).order_by(_VIEW.c.revision_id)
)
"""Ids of the other documents that are the same plan, oldest in the database first; built once, asked at every save."""


def find_revisions(engine: Engine, document_id: int) -> tuple[tuple[int, str], ...]:
    """Id and file of the other documents that are the same plan, oldest in the database first."""
    document = t.documents.c
    named = select(document.id, document.source).join(_VIEW, _VIEW.c.revision_id == document.id)
    query = named.where(_VIEW.c.document_id == document_id).order_by(document.id)
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple((row.id, row.source) for row in connection.execute(query))


def take_over(connection: Connection, document_id: int, tasks: Sequence[Task], task_ids: Sequence[int]) -> bool:
    """
    Give a document that is new what people said of the revision that came in last before it.

    Returns:
        Whether there was anything to take over; then the corrections are to be laid over the rows.
    """
    for old_id in reversed(connection.scalars(_REVISIONS, {"document_id": document_id}).all()):
        # A frame was drawn on the other file's page: where the words stand in this one nobody has said.
        # A record that reads otherwise here, such as another day of issue, is this file's own.
        read = head_as_read(connection, document_id)
        said = [
            one
            for one in corrections_of(connection, old_id)
            if one.state not in ("withdrawn", "superseded")
            and one.field != PLACE
            and (one.action != "head" or one.base == read[str(one.field)])
        ]
        if said:
            kept = match_tasks(known_as_read(connection, old_id), tasks, known_otherwise(connection, old_id))
            hand_down(connection, document_id, said, {old: task_ids[index] for index, old in kept.items()})
            return True
    return False


def known_as_read(connection: Connection, document_id: int) -> list[StoredTask]:
    """What the tasks of a document are known by as the machine read them."""
    return [
        StoredTask(number, one.task.section, one.task.label, one.task.text)
        for number, one in tasks_as_read(connection, document_id).items()
    ]


def hand_down(connection: Connection, document_id: int, said: Sequence[Correction], names: dict[int, int]) -> None:
    """
    Write down of a document what was said of another one, in which its tasks had other ids.

    Args:
        names: the tasks' ids here by those there.
    """
    made = [number for one in said for number in _made_by(one)]
    names |= dict(zip(made, reserve_ids(connection, t.tasks, len(made)), strict=True))
    rows: list[Values] = [
        {
            "document_id": document_id,
            "task_id": names.get(one.task_id or 0),
            "action": one.action,
            "field": one.field,
            "before": one.before,
            "after": _renamed(one, names),
            "base": one.base,
            "who": one.who,
            "made_at": one.made_at,
            "state": "applied",
        }
        for one in said
    ]
    connection.execute(insert(t.corrections), rows)


def _made_by(correction: Correction) -> list[int]:
    """Ids of the tasks that a correction brought into the world."""
    if correction.action == "split":
        return [part["task_id"] for part in correction.after["parts"][1:]]
    return [correction.task_id] if correction.action == "add" and correction.task_id else []


def _renamed(correction: Correction, names: dict[int, int]) -> Any:
    after = correction.after
    if correction.action == "split":
        return {"parts": [part | {"task_id": names.get(part["task_id"])} for part in after["parts"]]}
    if correction.action == "merge":
        return after | {"tasks": [names[number] for number in after["tasks"] if number in names]}
    return after | {"behind": names.get(after["behind"])} if correction.action == "add" else after
