"""The published record of one plan: what `kehoach export --format json` prints and the database holds.

Frozen and closed (`extra="forbid"`): this is the border where we check.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.finding import Finding
from models.page import BBox, TextSource
from models.raw import PartKind, Role, SectionRole

Recurrence = Literal["continuous", "monthly", "quarterly", "semiannual", "yearly"]
Comparator = Literal[">=", ">", "<=", "<", "="]


class Record(BaseModel):
    """Base of every published shape."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Record):
    """Where one field of a task stands on the page, and its text as printed there."""

    field: str
    """`text`, `deliverable`, `deadline`, `lead`, `coordinate`, `direct`, `group`, or `note`."""
    text: str
    """As printed: line breaks, spelling and all."""
    page: int
    bbox: BBox
    confidence: float = 1.0


class Signer(Record):
    name: str | None
    position: str | None
    capacity: str | None
    """The KT., TM., TL. line."""


class Attachment(Record):
    """The document that an appendix belongs to."""

    kind: str | None
    number: str | None
    issued_on: date | None
    issuer: str | None


class Document(Record):
    """The plan as a document."""

    source: str
    sha256: str
    page_count: int
    kind: PartKind
    number: str | None
    title: str | None
    label: str | None
    issuer: str | None
    parent_issuer: str | None
    place: str | None
    issued_on: date | None
    year: int | None
    signer: Signer | None
    recipients: tuple[str, ...]
    attached_to: Attachment | None
    text_source: TextSource


class Section(Record):
    path: str
    label: str | None
    title: str
    role: SectionRole
    declared_tasks: int | None
    page: int


class Assignment(Record):
    unit: str
    """Canonical name."""
    role: Role
    is_group: bool
    text: str
    """The fragment as printed."""


class Deadline(Record):
    text: str
    start_on: date | None
    due_on: date | None
    recurrence: Recurrence | None
    condition: str | None


class Task(Record):
    section: str | None
    group: str | None
    label: str | None
    text: str
    assignments: tuple[Assignment, ...]
    deliverable: str | None
    deadline: Deadline | None
    note: str | None
    page: int
    bbox: BBox
    confidence: float
    evidence: tuple[Evidence, ...] = Field(default=(), exclude=True)
    """Kept in the database beside the values; not part of the exported JSON."""


class Target(Record):
    section: str | None
    text: str
    comparator: Comparator
    value: float
    unit: str
    due_on: date | None


class Citation(Record):
    kind: str | None
    number: str
    issued_on: date | None
    issuer: str | None


class Plan(Record):
    """One ingested document with everything read from it."""

    document: Document
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    residue_share: float = Field(default=0.0, exclude=True)
    """Share of the text's characters that are in no task, section, field or furniture, 0..1."""
