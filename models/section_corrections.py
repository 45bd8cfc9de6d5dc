"""Takes down the sections that people add: headings that the machine missed, for tasks to stand under."""

import re

from sqlalchemy import Connection, Engine, select

from models import tables as t
from models.added_sections import put_section
from models.correction import Correction
from models.database import transact
from models.errors import UsageError
from models.plan import Section
from models.standing import clean, find_correction, place_in, write_down

_PATH = re.compile(r"[^\s.]+(?:\.[^\s.]+)*(?: \(\d+\))?")
"""Labels joined by full stops: II.1, PL.I, III (2)."""


def add_section(engine: Engine, document_id: int, section: Section, *, who: str, behind: str | None) -> Correction:
    """
    Add a section that the machine missed.

    Args:
        behind: path of the section that it follows; in front of all when None.
    Raises:
        UsageError: no such document or section; a path that there is already, or that is none; no title.
    """
    path, title = (" ".join(clean(text).split()) for text in (section.path, section.title))
    if not _PATH.fullmatch(path):
        raise UsageError(f"A section has a path such as II.1, not {path!r}.")
    if not title:
        raise UsageError("A section has a title.")
    label = path.rpartition(".")[2].partition(" ")[0]
    after = section.model_dump(mode="json") | {"path": path, "label": label, "title": title, "behind": behind}

    def work(connection: Connection) -> Correction:
        place_in(connection, document_id, ())
        _check(connection, document_id, behind, section.page)
        if not put_section(connection, document_id, after):
            raise UsageError(f"The document has a section {path!r} already.")
        row = {"document_id": document_id, "task_id": None, "action": "section", "field": None, "before": None}
        return find_correction(connection, write_down(connection, row | {"after": after, "base": None, "who": who}))

    return transact(engine, work)


def _check(connection: Connection, document_id: int, behind: str | None, page: int) -> None:
    paths = select(t.sections.c.path).where(t.sections.c.document_id == document_id)
    if behind is not None and behind not in set(connection.scalars(paths)):
        raise UsageError(f"The document has no section {behind!r}.", "Choose one of its sections, or none.")
    pages = connection.scalar(select(t.documents.c.page_count).where(t.documents.c.id == document_id)) or 1
    if not 1 <= page <= pages:
        raise UsageError("There is no such page.", f"The document has {pages}.")
