"""What rests on a resolution: plans that name it, how many tasks they give, led by somebody and with a deadline."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, case, func, select

from models import tables as t
from models.database import plain_errors


@dataclass(frozen=True, slots=True)
class Coverage:
    """A document that others name, and how much stands under it."""

    kind: str | None
    number: str
    document_id: int | None
    """The document itself, where it is in the database."""
    documents: int
    """Documents that name it."""
    tasks: int
    """Tasks in those."""


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A document that names another, and what it makes of it."""

    id: int
    source: str
    number: str | None
    title: str | None
    issuer: str | None
    issued_on: date | None
    tasks: int
    led: int
    """Tasks with a unit in the lead."""
    dated: int
    """Tasks with a deadline."""
    looked_at: int
    """Tasks that a person accepted, corrected or added."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that others name, with all of them."""

    number: str
    kind: str | None
    issued_on: date | None
    issuer: str | None
    document_id: int | None
    """The document itself, where it is in the database."""
    citing: Sequence[CitingDocument]

    def count(self, name: str) -> int:
        """The sum of one of the counts of `CitingDocument`."""
        return sum(getattr(one, name) for one in self.citing)


def find_cited(engine: Engine, number: str) -> Cited | None:
    """What the plans say of the document of that number, and those plans; None where none names it."""
    cited, document = t.citations.c, t.documents.c
    said = select(func.max(cited.kind), func.max(cited.issued_on), func.max(cited.issuer)).where(cited.number == number)
    own = select(func.min(document.id)).where(document.number == number)
    with plain_errors(engine.url), engine.connect() as connection:
        citing = citing_documents(connection, [number])[number]
        if not citing:
            return None
        return Cited(number, *connection.execute(said).one(), connection.scalar(own), citing)


def coverage_of_citations(engine: Engine, limit: int = 20) -> tuple[Coverage, ...]:
    """The documents that most plans name, such as a resolution that all of them carry out."""
    citing = (
        select(t.citations.c.number, t.citations.c.document_id, func.max(t.citations.c.kind).label("kind"))
        .group_by(t.citations.c.number, t.citations.c.document_id)
        .subquery()
    )
    counted = select(t.tasks.c.document_id, func.count().label("tasks")).group_by(t.tasks.c.document_id).subquery()
    known = (
        select(t.documents.c.number, func.min(t.documents.c.id).label("id")).group_by(t.documents.c.number).subquery()
    )
    query = (
        select(
            func.max(citing.c.kind),
            citing.c.number,
            func.min(known.c.id),
            func.count().label("documents"),
            func.coalesce(func.sum(counted.c.tasks), 0).label("tasks"),
        )
        .select_from(
            citing.outerjoin(counted, counted.c.document_id == citing.c.document_id).outerjoin(
                known, known.c.number == citing.c.number
            )
        )
        .group_by(citing.c.number)
        .order_by(func.count().desc(), func.sum(counted.c.tasks).desc(), citing.c.number)
        .limit(limit)
    )
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(
            Coverage(kind, number, own, docs, int(n)) for kind, number, own, docs, n in connection.execute(query)
        )


def citing_documents(connection: Connection, numbers: Iterable[str]) -> defaultdict[str, list[CitingDocument]]:
    """The documents that name each of *numbers*, those with most tasks first."""
    task, document = t.tasks.c, t.documents.c
    naming = select(t.citations.c.number, t.citations.c.document_id).distinct()
    cited = naming.where(t.citations.c.number.in_(list(numbers))).subquery()
    leads = select(t.assignments.c.task_id).where(t.assignments.c.role == "lead").distinct().subquery()
    counts = (
        select(
            task.document_id,
            func.count().label("tasks"),
            func.count(leads.c.task_id).label("led"),
            func.count(task.deadline_text).label("dated"),
            func.sum(case((task.review != "read", 1), else_=0)).label("looked_at"),
        )
        .select_from(t.tasks.outerjoin(leads, leads.c.task_id == task.id))
        .where(task.document_id.in_(select(cited.c.document_id)))
        .group_by(task.document_id)
        .subquery()
    )
    shown = (document[name] for name in ("id", "source", "number", "title", "issuer", "issued_on"))
    counted = (func.coalesce(counts.c[name], 0) for name in ("tasks", "led", "dated", "looked_at"))
    query = select(cited.c.number, *shown, *counted).select_from(
        cited.join(t.documents, document.id == cited.c.document_id).outerjoin(
            counts, counts.c.document_id == cited.c.document_id
        )
    )
    found: defaultdict[str, list[CitingDocument]] = defaultdict(list)
    for number, *values in connection.execute(query):
        found[number].append(CitingDocument(*values))
    for documents in found.values():
        documents.sort(key=lambda one: (-one.tasks, one.source))
    return found
