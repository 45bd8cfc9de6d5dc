"""What a plan says, as printed, before any word of it is understood.

Text here keeps the printed line breaks: "\\n" where a line was wrapped, "\\n\\n" where a new paragraph (or a line item
of a cell) begins. `normalize.text.flow` turns that into running text.
"""

from dataclasses import dataclass
from typing import Literal

from models.finding import Finding
from models.page import BBox, TextSource

Role = Literal["lead", "coordinate", "direct"]
SectionRole = Literal["basis", "objectives", "tasks", "assignment", "budget", "organisation", "other"]
PartKind = Literal["plan", "appendix", "decision", "dispatch", "report", "other"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A place on a page where printed text stands."""

    page: int
    bbox: BBox


@dataclass(frozen=True, slots=True)
class RawText:
    """Printed text and where it stands."""

    text: str
    fragments: tuple[Fragment, ...]
    """In reading order, one a page or column piece; never empty."""
    confidence: float = 1.0
    """The least sure of its words, 0..1 (a letter-weighted mean below the worst tenth for long texts)."""
    handwritten: bool = False
    """Whether a pen wrote some of it: a reading to look at again."""

    @property
    def page(self) -> int:
        return self.fragments[0].page

    @property
    def bbox(self) -> BBox:
        return self.fragments[0].bbox


@dataclass(frozen=True, slots=True)
class RawAssignment:
    """One cell or labelled line that names units of one role ("Đơn vị chủ trì: …", label removed)."""

    role: Role
    text: RawText


@dataclass(frozen=True, slots=True)
class RawNote:
    """A cell of a column that no rule knows, or of the column of remarks."""

    header: str
    """As printed, lines joined by a space."""
    text: RawText


@dataclass(frozen=True, slots=True)
class RawTask:
    """One task as printed."""

    section: str | None
    """Path of its section."""
    section_role: SectionRole
    group: RawText | None
    label: str | None
    """Without its closing bracket or full stop: "8.1", "đ", "-"."""
    text: RawText
    """Label removed."""
    kind: Literal["row", "item"]
    """A row of a table, or an item of prose."""
    assignments: tuple[RawAssignment, ...] = ()
    heading_unit: RawText | None = None
    """The unit heading that this item stands under ("1. Văn phòng Sở"), if any."""
    deliverable: RawText | None = None
    deadline: RawText | None = None
    """From a cell or labelled line of its own, or the header over a cross ("Giai đoạn 2025-2027")."""
    notes: tuple[RawNote, ...] = ()


@dataclass(frozen=True, slots=True)
class RawSection:
    """One heading as printed, with its place in the outline."""

    path: str
    label: str | None
    title: RawText
    """Label and "(8 nhiệm vụ)" removed."""
    role: SectionRole
    declared_tasks: int | None = None

    @property
    def page(self) -> int:
        return self.title.page


@dataclass(frozen=True, slots=True)
class RawSignature:
    """The block at the end that signs."""

    capacity: RawText | None
    """The KT., TM., TL. line."""
    position: RawText | None
    name: RawText | None


@dataclass(frozen=True, slots=True)
class RawHead:
    """Letterhead and title block of one part, as printed."""

    has_letterhead: bool
    """Whether an issuer stands at the top of a page beside the national motto (or alone, for party bodies)."""
    issuer: RawText | None = None
    parent_issuer: RawText | None = None
    number: RawText | None = None
    """The line "Số: …/KH-UBND"."""
    place_date: RawText | None = None
    """The line "Hà Nội, ngày … tháng … năm …"."""
    kind_word: RawText | None = None
    """"KẾ HOẠCH", "QUYẾT ĐỊNH", …; None for a dispatch."""
    title: RawText | None = None
    label: RawText | None = None
    """"Phụ lục 3"."""
    attached: RawText | None = None
    """"(Kèm theo Kế hoạch số …)"."""


@dataclass(frozen=True, slots=True)
class RawPart:
    """One document within a file: a decision, its plan, each appendix."""

    kind: PartKind
    head: RawHead
    first_page: int
    prefix: str
    """Of its section paths: "" for the main plan, "PL", "PL2", …"""
    signature: RawSignature | None = None
    recipients: tuple[RawText, ...] = ()
    cosigners: tuple[RawSignature, ...] = ()
    """Who else signs beside the signer: the other bodies of a joint plan."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a table of indicators promises under one of its heads."""

    head: str
    """"Kế hoạch năm 2026", lines joined by a space."""
    text: str
    """"95", "≥ 95%", "1.200"."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a table of indicators: "Tỷ lệ hộ nghèo | % | 2,5"."""

    name: str
    unit: str | None
    """None without a column of units, or where its cell is empty."""
    figures: tuple[Figure, ...]
    """At least one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text in reading order, whatever became of it: citations and targets are looked for in all of it."""

    kind: Literal["head", "basis", "heading", "intro", "item", "field", "cell", "closing", "signature", "residue"]
    text: RawText
    part: int
    """Index of its part."""
    section: str | None
    section_role: SectionRole
    task: int | None = None
    """Index of the task it belongs to, in `RawPlan.tasks`."""
    indicator: Indicator | None = None
    """What it promises as a row of a table of indicators: no other target is looked for in its text."""


@dataclass(frozen=True, slots=True)
class RawPlan:
    """One file as printed: its parts in order, the main one named."""

    parts: tuple[RawPart, ...]
    """At least one."""
    main: int
    """Index of the part whose head is the document's: the decision that issues a plan, the plan that has appendices."""
    sections: tuple[RawSection, ...]
    tasks: tuple[RawTask, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    """What the parsers doubted: gaps, duplicate labels, tables without tasks, text that no section claimed."""
    page_count: int
    text_source: TextSource
    letter_count: int
    """Characters other than spaces on all pages."""
    residue_count: int
    """Those of them in no task, section, field or furniture."""
