"""A page as read: words and ruling strokes in PDF points, whichever way they were got."""

from dataclasses import dataclass
from typing import Literal

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at the top left of the page as seen upright."""

TextSource = Literal["text_layer", "ocr", "restored", "mixed"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word, NFC, without spaces: as printed, but for diacritics that were restored."""

    text: str
    bbox: BBox
    size: float
    """Font size in points; the height of the box where OCR does not know better."""
    bold: bool = False
    italic: bool = False
    confidence: float = 1.0
    """0..1: 1 for a text layer, the recogniser's own figure for OCR."""
    handwritten: bool = False
    """Whether a pen wrote it, as far as that was told."""
    printed: str | None = None
    """What stands there, where *text* is what was meant by it; empty where the word before holds both."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One straight ruling line: its centre line, horizontal (top == bottom) or vertical (x0 == x1)."""

    bbox: BBox

    @property
    def horizontal(self) -> bool:
        return self.bbox[1] == self.bbox[3]


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page."""

    number: int
    """Counts from 1 in the file."""
    width: float
    height: float
    words: tuple[Word, ...]
    """In no promised order: the parsers sort by place."""
    strokes: tuple[Stroke, ...]
    text_source: TextSource = "text_layer"
    route_reason: str = ""
    """Why this page was read from its text layer, by OCR, or restored."""
    picture_share: float = 0.0
    """Share of the page's area under pictures, 0..1."""
    unit: float = 1.0
    """Points of paper in one of the file's, which its author may have taken for a pixel; boxes are those on paper."""
    damaged: bool = False
    """Whether the file is broken here, so that words may be missing, or all of them are."""


def union_box(boxes: "list[BBox] | tuple[BBox, ...]") -> BBox:
    """The smallest box that holds all *boxes* (at least one)."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
