"""Sections that people add where the machine missed a heading, laid over the outline that was read.

A reading that finds the heading itself has the word for it: what the person said then stands no longer in its way.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, func, or_, select, update

from models import tables as t
from models.bulk import insert_rows
from models.correction import Correction, Json
from models.errors import UsageError
from models.plan import Section

IN_FRONT = -1
"""Position of a section in front of all that were read."""


def added_sections(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """The sections that stand because a person added them, by path."""
    return {one.after["path"]: one for one in corrections if one.action == "section" and one.state == "applied"}


def lay_sections(connection: Connection, document_id: int, corrections: Sequence[Correction]) -> None:
    """Add what people added to the sections of a document, which stand as they were read."""
    for one in corrections:
        if one.action != "section" or one.state == "withdrawn":
            continue
        state = "applied" if put_section(connection, document_id, one.after) else "superseded"
        if state != one.state:
            connection.execute(update(t.corrections).where(t.corrections.c.id == one.id).values(state=state))


def put_section(connection: Connection, document_id: int, after: Json) -> bool:
    """Give a document a section behind the one that it was asked for at; whether it had none of that path."""
    section = t.sections.c
    query = select(section.path, section.position, section.page).where(section.document_id == document_id)
    rows = connection.execute(query.order_by(section.position, section.id)).all()
    if any(row.path == after["path"] for row in rows):
        return False
    place = next((row.position for row in rows if row.path == after["behind"]), None)
    if place is None:
        above = [row.position for row in rows if row.page <= after["page"]]
        place = above[-1] if after["behind"] and above else IN_FRONT
    added = Section.model_validate({name: after[name] for name in Section.model_fields})
    insert_rows(connection, t.sections, [{"document_id": document_id, "position": place, **added.__dict__}])
    return True


def drop_section(connection: Connection, said: Correction) -> None:
    """
    Take a section out that *said* had added.

    Raises:
        UsageError: tasks stand in it.
    """
    path, task, section = said.after["path"], t.tasks.c, t.sections.c
    if said.state != "applied":
        return
    inside = or_(task.section == path, func.substr(task.section, 1, len(path) + 1) == f"{path}.")
    standing = select(task.id).where(task.document_id == said.document_id, inside).limit(1)
    if connection.execute(standing).first():
        raise UsageError(f"Tasks stand in section {path!r}.", "Give them another one first.")
    connection.execute(delete(t.sections).where(section.document_id == said.document_id, section.path == path))
