"""One page of a document as the desk shows it: tasks field by field, their boxes on the page, and what is doubtful."""

import hashlib
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Engine, case, func, select

from models import tables as t
from models.database import plain_errors
from models.desk_tasks import desk_tasks, list_corrections
from models.errors import UsageError
from models.revisions import find_revisions
from review.cards import Card, card_of
from review.doubts import Doubt, find_doubts

DOCUMENTS_KEPT = 12


@dataclass(frozen=True, slots=True)
class Heading:
    path: str
    title: str
    role: str
    declared_tasks: int | None
    page: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document, ready to be shown."""

    document: Any
    """The row of `documents`."""
    page: int
    page_count: int
    cards: tuple[Card, ...]
    headings: Mapping[str, Heading]
    doubts: tuple[Doubt, ...]
    """Of the whole document, in the order of its pages."""
    revisions: tuple[tuple[int, str], ...]
    """Id and file of the documents that are the same plan in other bytes."""
    tasks_by_page: Mapping[int, int]
    doubts_by_page: Mapping[int, int]
    task_count: int
    looked_at: int
    stamp: str
    """Changes with whatever could change the rest."""

    @property
    def plain(self) -> tuple[Card, ...]:
        """Cards of this page that can be accepted together."""
        return tuple(card for card in self.cards if card.is_plain and card.task.page == self.page)

    @property
    def open_doubts(self) -> tuple[int, ...]:
        """Places of those that somebody should look at."""
        return tuple(place for place, doubt in enumerate(self.doubts) if doubt.is_open)

    def address_of_doubt(self, place: int) -> str:
        """Where a doubt is looked at."""
        found = self.doubts[place]
        task = f"&task={found.task_id}#t{found.task_id}" if found.task_id else ""
        return f"/documents/{self.document.id}?page={found.page}&doubt={place}{task}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with all its tasks, from which each of its pages is shown."""

    stamp: tuple[Any, ...]
    """Changes with whatever could change the rest."""
    document: Any
    headings: Mapping[str, Heading]
    cards: tuple[Card, ...]
    doubts: tuple[Doubt, ...]
    by_page: Mapping[int, tuple[Card, ...]]
    """Cards that have something to show on a page."""
    standing: tuple[Card, ...]


class Sheets:
    """Pages of documents; the last documents looked at are kept, so that turning a page of a long one costs nothing."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: OrderedDict[int, Reading] = OrderedDict()
        self._lock = Lock()

    def read(self, document_id: int, page: int | None, task_id: int | None = None) -> Sheet:
        """
        Page *page* of a document; the page of *task_id* where no page is named.

        Raises:
            UsageError: there is no such document.
        """
        reading = self._reading(document_id)
        if page is None:
            chosen = [card.task.page for card in reading.cards if card.id == task_id]
            page = (chosen or [card.task.page for card in reading.standing[:1]] or [1])[0]
        page_count = max([reading.document.page_count, 1, *(card.task.page for card in reading.cards)])
        page = min(max(page, 1), page_count)
        return Sheet(
            document=reading.document,
            page=page,
            page_count=page_count,
            cards=reading.by_page.get(page, ()),
            headings=reading.headings,
            doubts=reading.doubts,
            revisions=find_revisions(self.engine, document_id),
            tasks_by_page=Counter(card.task.page for card in reading.standing),
            doubts_by_page=Counter(doubt.page for doubt in reading.doubts if doubt.is_open),
            task_count=len(reading.standing),
            looked_at=sum(card.review != "read" for card in reading.standing),
            stamp=_short(reading.stamp),
        )

    def _reading(self, document_id: int) -> Reading:
        # The stamp is taken first: what changes in between is read again the next time.
        stamp = _stamp(self.engine, document_id)
        with self._lock:
            kept = self._kept.get(document_id)
            if kept and kept.stamp == stamp:
                self._kept.move_to_end(document_id)
                return kept
        made = _read(self.engine, document_id, stamp)
        with self._lock:
            self._kept[document_id] = made
            self._kept.move_to_end(document_id)
            while len(self._kept) > DOCUMENTS_KEPT:
                self._kept.popitem(last=False)
        return made


def document_news(engine: Engine, document_id: int) -> tuple[str, str | None]:
    """The stamp of a document as of now, and who spoke of it last."""
    said = t.corrections.c
    last = select(said.who).where(said.document_id == document_id).order_by(said.id.desc()).limit(1)
    stamp = _short(_stamp(engine, document_id))
    with plain_errors(engine.url), engine.connect() as connection:
        return stamp, connection.scalar(last)


def _short(stamp: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr(stamp).encode()).hexdigest()[:16]


def _stamp(engine: Engine, document_id: int) -> tuple[Any, ...]:
    """What differs as soon as a document was read again, or anything was said of it or taken back."""
    said = t.corrections.c
    counted = select(
        func.count(), func.max(said.id), func.count(said.withdrawn_at), func.sum(case((said.state == "applied", 1)))
    ).where(said.document_id == document_id)
    document = t.documents.c
    query = select(document.ingested_at, document.program_version, document.source).where(document.id == document_id)
    with plain_errors(engine.url), engine.connect() as connection:
        return (*connection.execute(query).all(), *connection.execute(counted).one())


def _read(engine: Engine, document_id: int, stamp: tuple[Any, ...]) -> Reading:
    document, headings, findings = _document(engine, document_id)
    orphans = [one for one in list_corrections(engine, document_id, "orphaned") if one.action != "settle"]
    orphans += [one for one in list_corrections(engine, document_id, "reading-changed") if one.action == "head"]
    cards = tuple(card_of(one, number) for number, one in enumerate(desk_tasks(engine, document_id), 1))
    by_page: defaultdict[int, list[Card]] = defaultdict(list)
    for card in cards:
        for page in sorted({card.task.page, *(proof.page for proof in card.task.evidence)}):
            by_page[page].append(card)
    return Reading(
        stamp=stamp,
        document=document,
        headings=headings,
        cards=cards,
        doubts=find_doubts(findings, by_page, orphans),
        by_page={page: tuple(found) for page, found in by_page.items()},
        standing=tuple(card for card in cards if not card.is_gone),
    )


def document_digest(engine: Engine, document_id: int) -> str:
    """
    SHA-256 of a document's bytes.

    Raises:
        UsageError: there is no such document.
    """
    query = select(t.documents.c.sha256).where(t.documents.c.id == document_id)
    with plain_errors(engine.url), engine.connect() as connection:
        found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise UsageError(f"No document has the id {document_id}.")
    return str(found)


def _document(engine: Engine, document_id: int) -> tuple[Any, dict[str, Heading], list[Any]]:
    with plain_errors(engine.url), engine.connect() as connection:
        document = connection.execute(select(t.documents).where(t.documents.c.id == document_id)).one_or_none()
        if document is None:
            raise UsageError(f"No document has the id {document_id}.")
        section = t.sections.c
        rows = connection.execute(
            select(section.path, section.title, section.role, section.declared_tasks, section.page)
            .where(section.document_id == document_id)
            .order_by(section.position)
        )
        headings = {row.path: Heading(*row) for row in rows}
        finding = t.findings.c
        findings = connection.execute(
            select(t.findings).where(finding.document_id == document_id).order_by(finding.position)
        ).all()
    return document, headings, list(findings)
