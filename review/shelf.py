"""The list of documents: what each holds, how much is doubtful, how far it has been looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from sqlalchemy import Connection, Engine, case, func, select

from models import tables as t
from models.database import plain_errors
from models.doubtful import open_doubts
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
    """What somebody should look at: `models.doubtful.open_doubts`."""
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


def all_lines(engine: Engine) -> tuple[Line, ...]:
    """Every document in the database."""
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(_lines(connection))


def list_documents(
    lines: Sequence[Line], words: str = "", kept: Kept = "all", order: Order = "newest", page: int = 1
) -> Shelf:
    """
    Those of *lines* that *words* are found in (file name, number, title, issuer; accents or not), a page of them.

    Args:
        kept: all, those with doubts, those not looked through yet, or those that are done.
        page: from 1; beyond the last is the last.
    """
    asked = fold(words).split()
    found = [line for line in lines if _is_kept(line, kept) and _has(line, asked)]
    found.sort(key=_KEYS[order])
    pages = max(1, -(-len(found) // LINES_A_PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * LINES_A_PAGE
    return Shelf(tuple(found[start : start + LINES_A_PAGE]), len(found), len(lines), page, pages)


def doubtful_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Documents with doubts, those with most in front."""
    return tuple(sorted((line for line in lines if line.doubts), key=_KEYS["doubts"]))


def next_doubtful(lines: Iterable[Line], document_id: int) -> int | None:
    """The document with open doubts that comes behind this one where the newest is first; round again at the end."""
    doubtful = [line.id for line in lines if line.doubts and line.id != document_id]
    return max([number for number in doubtful if number < document_id] or doubtful, default=None)


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
    task, finding = t.tasks.c, t.findings.c
    looked_at = func.sum(case((task.review != "read", 1), else_=0))
    by_document = select(task.document_id, func.count(), looked_at).group_by(task.document_id)
    tasks = {row[0]: (row[1], row[2]) for row in connection.execute(by_document)}
    told = select(finding.document_id, func.count()).where(~IS_OPEN).group_by(finding.document_id)
    notes = {row[0]: row[1] for row in connection.execute(told)}
    doubts = open_doubts(connection)
    return [
        Line(
            **row._mapping,
            tasks=tasks.get(row.id, (0, 0))[0],
            doubts=sum(doubts.get(row.id, {}).values()),
            notes=notes.get(row.id, 0),
            looked_at=tasks.get(row.id, (0, 0))[1],
        )
        for row in connection.execute(select(*columns))
    ]


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
