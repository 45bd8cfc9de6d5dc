"""Parts pages that show two sheets side by side (A4 pages scanned two by two on A3), and finds the way back.

Parsers read one sheet at a time; the record tells places as the file counts its pages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.page import BBox, Page, Stroke, Word
from models.plan import Plan

_LEAST_WIDTH, _SHAPE = 1000.0, (1.3, 1.55)
"""Points of the width of A3 lying, and its width in heights; an A4 page lying is one sheet."""
_MIDDLE = (0.44, 0.56)
"""Where between the sides of the page the sheets meet."""
_LEAST_GUTTER = 30.0
"""Points of white: two margins."""
_SURE = 0.6
"""Less sure words may be the shadow of a fold."""
_LEAST_WORDS, _BLANK_WORDS = 30, 3
_LINE = 0.5
"""Part of a sheet's width that its longest line takes at least: columns under a letter are narrower."""
_OF_PAGE = re.compile(r"(?<=\btrang )\d+")


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where a sheet lies in its file."""

    page: int
    left: float
    """Points of paper from the left edge of that page."""


def part_spreads(pages: Sequence[Page]) -> tuple[tuple[Page, ...], dict[int, SheetPlace]]:
    """
    The sheets of a file, counted from 1, and where each lies; the *pages* and nothing where each holds one sheet.

    A blank half is no sheet.
    """
    gutters = {page.number: gutter for page in pages if (gutter := _gutter(page)) is not None}
    if not gutters:
        return tuple(pages), {}
    sheets: list[Page] = []
    places: dict[int, SheetPlace] = {}
    for page in pages:
        gutter = gutters.get(page.number)
        for sheet, left in [(page, 0.0)] if gutter is None else _halves(page, gutter):
            sheets.append(replace(sheet, number=len(sheets) + 1))
            places[len(sheets)] = SheetPlace(page.number, left)
    return tuple(sheets), places


def on_pages(plan: Plan, places: Mapping[int, SheetPlace], units: Mapping[int, float]) -> Plan:
    """
    *plan*, read sheet by sheet, with the pages and places that the file counts.

    Args:
        places: see `part_spreads`.
        units: points of paper in one of the file's, by sheet, where they differ.
    """
    if not places:
        return plan

    def page_of(sheet: int) -> int:
        return places[sheet].page if sheet in places else sheet

    def box_of(box: BBox, sheet: int) -> BBox:
        left = places[sheet].left / units.get(sheet, 1.0) if sheet in places else 0.0
        return box[0] + left, box[1], box[2] + left, box[3]

    def told(message: str) -> str:
        return _OF_PAGE.sub(lambda match: str(page_of(int(match.group()))), message)

    tasks = (
        task.model_copy(
            update={
                "page": page_of(task.page),
                "bbox": box_of(task.bbox, task.page),
                "evidence": tuple(
                    e.model_copy(update={"page": page_of(e.page), "bbox": box_of(e.bbox, e.page)})
                    for e in task.evidence
                ),
            }
        )
        for task in plan.tasks
    )
    findings = (
        f.model_copy(update={"page": page_of(f.page) if f.page is not None else None, "message": told(f.message)})
        for f in plan.findings
    )
    last = max(place.page for place in places.values())
    return plan.model_copy(
        update={
            "document": plan.document.model_copy(update={"page_count": last}),
            "sections": tuple(s.model_copy(update={"page": page_of(s.page)}) for s in plan.sections),
            "tasks": tuple(tasks),
            "findings": tuple(findings),
        }
    )


def _gutter(page: Page) -> float | None:
    """Where on a page two sheets meet, in points from its left edge; None where it is one sheet."""
    if page.width < _LEAST_WIDTH or not _SHAPE[0] <= page.width / page.height <= _SHAPE[1]:
        return None
    words = [word for word in page.words if word.confidence >= _SURE]
    gap = _white(words, page.width)
    if gap is None:
        return None
    middle = (gap[0] + gap[1]) / 2
    if any(s.horizontal and s.bbox[0] < gap[0] and s.bbox[2] > gap[1] for s in page.strokes):
        return None  # a table goes on
    halves = [[w for w in words if w.bbox[0] < middle], [w for w in words if w.bbox[0] >= middle]]
    for half, width in zip(halves, (middle, page.width - middle), strict=True):
        if len(half) > _BLANK_WORDS and (len(half) < _LEAST_WORDS or _longest_line(half) < _LINE * width):
            return None
    return middle if any(len(half) > _BLANK_WORDS for half in halves) else None


def _white(words: Sequence[Word], width: float) -> tuple[float, float] | None:
    """The white from top to bottom over the middle of the page, None where words stand there."""
    first, last = (part * width for part in _MIDDLE)
    spans = sorted((w.bbox[0], w.bbox[2]) for w in words if w.bbox[2] > first and w.bbox[0] < last)
    best, reached = (first, first), first
    for start, end in [*spans, (last, last)]:
        if start - reached > best[1] - best[0]:
            best = (reached, start)
        reached = max(reached, end)
    return best if best[1] - best[0] >= _LEAST_GUTTER else None


def _longest_line(words: Sequence[Word]) -> float:
    lines: dict[int, tuple[float, float]] = {}
    for word in words:
        line = round((word.bbox[1] + word.bbox[3]) / 2 / max(6.0, word.size))
        start, end = lines.get(line, (word.bbox[0], word.bbox[2]))
        lines[line] = (min(start, word.bbox[0]), max(end, word.bbox[2]))
    return max(end - start for start, end in lines.values())


def _halves(page: Page, gutter: float) -> list[tuple[Page, float]]:
    """The sheets on a page that are not blank, and where each begins."""
    halves = []
    for left, right in ((0.0, gutter), (gutter, page.width)):
        words = tuple(_moved(w, left) for w in page.words if left <= (w.bbox[0] + w.bbox[2]) / 2 < right)
        strokes = tuple(
            Stroke(_shifted(s.bbox, left)) for s in page.strokes if left <= (s.bbox[0] + s.bbox[2]) / 2 < right
        )
        if len(words) > _BLANK_WORDS:
            halves.append((replace(page, width=right - left, words=words, strokes=strokes), left))
    return halves


def _moved(word: Word, left: float) -> Word:
    return replace(word, bbox=_shifted(word.bbox, left))


def _shifted(box: BBox, left: float) -> BBox:
    return box[0] - left, box[1], box[2] - left, box[3]
