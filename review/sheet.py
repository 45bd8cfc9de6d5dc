"""One page of a document as the desk shows it: tasks field by field, their boxes on the page, and what is doubtful."""

import json
import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from sqlalchemy import Engine, case, func, select

from models import tables as t
from models.correction import GONE, Correction, snapshot
from models.database import plain_errors
from models.desk_tasks import DeskTask, desk_tasks
from models.errors import UsageError
from models.page import BBox
from models.plan import Assignment, Deadline, Evidence, Task

DOCUMENTS_KEPT = 12
UNSURE = 0.8
"""Confidence below which a task is doubtful by itself."""
_QUOTED = re.compile(r"“([^”]+)”")
_ROLES = ("lead", "coordinate", "direct")
A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a task: what is in force, and where and how it was printed."""

    name: str
    """`text`, `lead`, `coordinate`, `direct`, `deliverable`, `deadline`, `group` or `note`."""
    text: str | None
    """The value, where it is a text."""
    units: tuple[Assignment, ...]
    deadline: Deadline | None
    evidence: tuple[Evidence, ...]
    correction: Correction | None
    """The last one in force."""
    as_read: str | None
    """What the machine had read, where a person put something else."""

    @property
    def is_unsure(self) -> bool:
        """Whether some of its words were hard to read."""
        return any(one.confidence < UNSURE for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Card:
    """One task on the right-hand side."""

    id: int
    number: int
    """Place in the document, from 1, as people count."""
    task: Task
    review: str
    fields: tuple[Field, ...]
    changed: tuple[Correction, ...]
    """Corrections whose reading underneath has changed."""
    corrections: tuple[Correction, ...]
    """All that stands, oldest first."""
    next_id: int | None = None
    """The task that follows, where one could be merged into this."""

    @property
    def is_gone(self) -> bool:
        return self.review in GONE

    @property
    def seen(self) -> str:
        """What a person looking at the card sees of it, as JSON: what an edit is compared with."""
        return json.dumps(snapshot(self.task), ensure_ascii=False)

    @property
    def is_unsure(self) -> bool:
        return self.task.confidence < UNSURE and self.review in ("read",)

    def boxes(self, page: int) -> tuple[tuple[str, BBox], ...]:
        """(field, box) of its evidence on *page*; its own box where no field has one there."""
        found = tuple((f.name, e.bbox) for f in self.fields for e in f.evidence if e.page == page)
        return found or ((("text", self.task.bbox),) if self.task.page == page else ())

    def outline(self, page: int) -> BBox | None:
        """The box around everything of the task on *page*; a group's title is no part of it, others share that."""
        found = self.boxes(page)
        boxes = [box for name, box in found if name != "group"] or [box for _, box in found]
        if not boxes:
            return None
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at, and where."""

    severity: str
    code: str
    message: str
    page: int
    section: str | None
    task_id: int | None


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
    tasks_by_page: Mapping[int, int]
    doubts_by_page: Mapping[int, int]
    task_count: int
    looked_at: int


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
            tasks_by_page=Counter(card.task.page for card in reading.standing),
            doubts_by_page=Counter(doubt.page for doubt in reading.doubts if doubt.severity != "info"),
            task_count=len(reading.standing),
            looked_at=sum(card.review != "read" for card in reading.standing),
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
    cards = _linked(card_of(one, number) for number, one in enumerate(desk_tasks(engine, document_id), 1))
    by_page: defaultdict[int, list[Card]] = defaultdict(list)
    for card in cards:
        for page in sorted({card.task.page, *(proof.page for proof in card.task.evidence)}):
            by_page[page].append(card)
    return Reading(
        stamp=stamp,
        document=document,
        headings=headings,
        cards=cards,
        doubts=tuple(sorted(_doubts(findings, by_page), key=lambda doubt: doubt.page)),
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


def card_of(one: DeskTask, number: int) -> Card:
    """A task as a card with its fields."""
    task = one.task
    return Card(
        id=one.id,
        number=number,
        task=task,
        review=one.review,
        fields=tuple(_fields(one)),
        changed=tuple(c for c in one.corrections if c.state == "reading-changed"),
        corrections=tuple(c for c in one.corrections if c.state in ("applied", "reading-changed")),
    )


def _linked(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Each card with the task in force that comes behind it."""
    found: list[Card] = []
    behind: int | None = None
    for card in reversed(tuple(cards)):
        found.append(replace(card, next_id=behind))
        behind = behind if card.is_gone else card.id
    return tuple(reversed(found))


def page_size(cards: Sequence[Card], page: int) -> tuple[float, float]:
    """A size that holds all boxes of *page*, for a page whose file is not at hand."""
    boxes = [box for card in cards for _, box in card.boxes(page)]
    return (max([A4[0], *(b[2] + 30 for b in boxes)]), max([A4[1], *(b[3] + 30 for b in boxes)]))


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
            select(finding.severity, finding.code, finding.message, finding.page, finding.section)
            .where(finding.document_id == document_id)
            .order_by(finding.position)
        ).all()
    return document, headings, list(findings)


def _fields(one: DeskTask) -> Iterable[Field]:
    task = one.task
    edits = {c.field: c for c in one.corrections if c.action == "edit" and c.state in ("applied", "reading-changed")}

    def evidence(name: str) -> tuple[Evidence, ...]:
        return tuple(proof for proof in task.evidence if proof.field == name)

    def read(name: str) -> str | None:
        value = getattr(one.as_read, name) if one.as_read else None
        return value if isinstance(value, str) and value != getattr(task, name) else None

    yield Field("text", task.text, (), None, evidence("text"), edits.get("text"), read("text"))
    for role in _ROLES:
        units = tuple(a for a in task.assignments if a.role == role)
        before = tuple(a for a in one.as_read.assignments if a.role == role) if one.as_read else units
        if units or before:
            moved = [a.unit for a in units] != [a.unit for a in before]
            edit = edits.get("assignments") if moved else None
            yield Field(
                role, None, units, None, evidence(role), edit, "; ".join(a.unit for a in before) if edit else None
            )
    if task.deliverable or edits.get("deliverable"):
        edit = edits.get("deliverable")
        yield Field("deliverable", task.deliverable, (), None, evidence("deliverable"), edit, read("deliverable"))
    if task.deadline or edits.get("deadline"):
        was = one.as_read.deadline if one.as_read else None
        edit = edits.get("deadline")
        yield Field("deadline", None, (), task.deadline, evidence("deadline"), edit, was.text if was and edit else None)
    for name in ("group", "note"):
        if getattr(task, name):
            yield Field(name, getattr(task, name), (), None, evidence(name), edits.get(name), read(name))


def _doubts(findings: Iterable[Any], by_page: Mapping[int, Sequence[Card]]) -> Iterable[Doubt]:
    told: set[int] = set()
    for row in findings:
        task_id = _task_of(row, by_page.get(row.page or 1, ()))
        if task_id and row.code == "low-ocr-confidence":
            told.add(task_id)
        yield Doubt(row.severity, row.code, row.message, row.page or 1, row.section, task_id)
    for page, cards in by_page.items():
        for card in cards:
            if card.task.page != page:
                continue
            if card.changed:
                yield Doubt("warning", "reading-changed", card.task.text, page, card.task.section, card.id)
            elif card.is_unsure and card.id not in told:
                yield Doubt("warning", "unsure-task", card.task.text, page, card.task.section, card.id)


def _task_of(finding: Any, on_page: Sequence[Card]) -> int | None:
    """The task that a finding speaks of: one on its page whose words it quotes, else the first of its section there."""
    standing = [card for card in on_page if not card.is_gone]
    for quote in _QUOTED.findall(finding.message) if finding.severity != "info" else ():
        for card in standing:
            if card.task.text.startswith(quote) or any(quote in (a.text, a.unit) for a in card.task.assignments):
                return card.id
    if finding.section is None:
        return None
    return next((card.id for card in standing if card.task.section == finding.section), None)
