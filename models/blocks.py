"""What stands on pages once words are put together: lines, paragraphs, tables. Still without meaning."""

from dataclasses import dataclass

from models.page import BBox, Word, union_box


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (or the part of it that stands in one column)."""

    page: int
    bbox: BBox
    words: tuple[Word, ...]
    """Left to right, at least one."""

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        return 2 * sum(len(w.text) for w in self.words if w.bold) > sum(len(w.text) for w in self.words)

    @property
    def italic(self) -> bool:
        return 2 * sum(len(w.text) for w in self.words if w.italic) > sum(len(w.text) for w in self.words)


def line_of(page: int, words: tuple[Word, ...]) -> Line:
    """A line of *words* (left to right, at least one) with the box around them."""
    return Line(page, union_box([w.bbox for w in words]), words)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that run on as one text, perhaps over a page break."""

    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as ruled, perhaps in pieces on several pages."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...]
    boxes: tuple[tuple[int, BBox], ...]
    """(page, ruled box) of each piece, in reading order."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table, joined over the pages it runs on. Rows count from 0 and include the header rows."""

    cells: tuple[Cell, ...]
    """By row, then column. A merged cell stands once, at its first row and column, with its spans."""
    row_count: int
    column_count: int
    header_rows: int
    """How many rows at the top are header; repeated headers on later pages are left out."""
    regions: tuple[tuple[int, BBox], ...]
    """(page, box) of each piece, repeated headers included: what the prose parser must leave alone."""
