"""The list of documents: what each holds, how much is doubtful, how far it has been looked at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from sqlalchemy import Connection, Engine, func, select

from models import tables as t
from models.database import plain_errors
from models.settled import IS_OPEN
from normalize.text import fold

Order = Literal["newest", "name", "issued", "tasks", "doubts"]
ORDERS: tuple[Order, ...] = get_args(Order)
Kept = Literal["all", "doubtful", "open", "done"]
KEPT: tuple[Kept, ...] = get_args(Kept)
LINES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One document on the list."""

    id: int
    source: str
    number: str | None
    title: str | None
    label: str | None
    issuer: str | None
    issued_on: date | None
    kind: str
    text_source: str
    page_count: int
    ingested_at: datetime
    tasks: int = 0
    doubts: int = 0
    """Findings that are warnings or errors, and that nobody settled."""
    notes: int = 0
    """Findings that only inform, or that a person found fine."""
    looked_at: int = 0
    """Tasks that a person accepted, corrected or added."""

    @property
    def state(self) -> Literal["new", "open", "done"]:
        """Whether a person has looked at none, some or all of its tasks."""
        if not self.looked_at:
            return "new"
        return "done" if self.looked_at >= self.tasks else "open"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the list."""

    lines: tuple[Line, ...]
    found: int
    total: int
    page: int
    pages: int


def list_documents(
    engine: Engine, words: str = "", kept: Kept = "all", order: Order = "newest", page: int = 1
) -> Shelf:
    """
    The documents that *words* are found in (file name, number, title, issuer; accents or not), a page of them.

    Args:
        kept: all, those with doubts, those not looked through yet, or those that are done.
        page: from 1; beyond the last is the last.
    """
    with plain_errors(engine.url), engine.connect() as connection:
        lines = _lines(connection)
    total = len(lines)
    asked = fold(words).split()
    found = [line for line in lines if _is_kept(line, kept) and _has(line, asked)]
    found.sort(key=_KEYS[order])
    pages = max(1, -(-len(found) // LINES_A_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * LINES_A_PAGE
    return Shelf(tuple(found[start : start + LINES_A_PAGE]), len(found), total, page, pages)


def next_doubtful(engine: Engine, document_id: int) -> int | None:
    """The document with open doubts that comes behind this one where the newest is first; round again at the end."""
    finding = t.findings.c
    doubtful = select(func.max(finding.document_id)).where(IS_OPEN, finding.document_id != document_id)
    with plain_errors(engine.url), engine.connect() as connection:
        behind: int | None = connection.scalar(doubtful.where(finding.document_id < document_id))
        first: int | None = connection.scalar(doubtful) if behind is None else behind
    return first


_KEYS = {
    "newest": lambda line: -line.id,
    "name": lambda line: (line.source.lower(), line.id),
    "issued": lambda line: (-(line.issued_on or date.min).toordinal(), line.id),
    "tasks": lambda line: (-line.tasks, line.id),
    "doubts": lambda line: (-line.doubts, line.id),
}


def _lines(connection: Connection) -> list[Line]:
    document = t.documents.c
    columns = [document[name] for name in Line.__dataclass_fields__ if name in document]
    tasks = _counts(connection.execute(select(t.tasks.c.document_id, func.count()).group_by(t.tasks.c.document_id)))
    finding = t.findings.c
    by_weight = select(finding.document_id, IS_OPEN.label("is_open"), func.count())
    doubts: Counter[int] = Counter()
    notes: Counter[int] = Counter()
    for document_id, is_open, count in connection.execute(by_weight.group_by(finding.document_id, "is_open")):
        (doubts if is_open else notes)[document_id] += count
    looked_at = _looked_at(connection)
    return [
        Line(
            **row._mapping,
            tasks=tasks.get(row.id, 0),
            doubts=doubts[row.id],
            notes=notes[row.id],
            looked_at=looked_at.get(row.id, 0),
        )
        for row in connection.execute(select(*columns))
    ]


def _counts(rows: Iterable[object]) -> dict[int, int]:
    return dict(tuple(row) for row in rows)  # type: ignore[arg-type, misc]


def _looked_at(connection: Connection) -> dict[int, int]:
    mine = t.tasks.c
    query = select(mine.document_id, func.count()).where(mine.review != "read").group_by(mine.document_id)
    return _counts(connection.execute(query))


def _is_kept(line: Line, kept: Kept) -> bool:
    if kept == "doubtful":
        return line.doubts > 0
    if kept == "all":
        return True
    return (line.state == "done") == (kept == "done")


def _has(line: Line, asked: list[str]) -> bool:
    if not asked:
        return True
    text = fold(" ".join(filter(None, (line.source, line.number, line.title, line.label, line.issuer))))
    return all(word in text for word in asked)
