"""Takes footnotes out of the text: small type at the foot of a page that begins with a raised number.

A footnote belongs to no item, though it stands between the lines of one that runs over the page break. What it says
(a document it names) still counts.
"""

import re
from collections.abc import Sequence
from statistics import median

from models.blocks import Line
from models.page import Page

SMALL = 0.86
"""Times the usual letter size: footnotes are set in 10 points under text of 13 or 14."""
RAISED = 0.8
"""Times the size of the word behind it: a footnote's number."""
LOWER_HALF = 0.45
"""Share of the page's height, above which no footnote begins."""
LEAST_LINES = 5
"""A file of fewer lines has no usual size."""

_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?$")
_GLUED = re.compile(r"\d{1,3}[^\W\d_]")


def take_footnotes(
    pages: Sequence[Page], lines_by_page: Sequence[Sequence[Line]]
) -> tuple[tuple[tuple[Line, ...], ...], tuple[Line, ...]]:
    """
    The lines of each page without its footnotes, and the lines of the footnotes.

    Args:
        pages: the pages, for their height.
        lines_by_page: the lines of each in reading order, furniture left out.
    """
    usual = _usual_size(lines_by_page)
    if not usual:
        return tuple(tuple(lines) for lines in lines_by_page), ()
    body: list[tuple[Line, ...]] = []
    notes: list[Line] = []
    for page, lines in zip(pages, lines_by_page, strict=True):
        start = _first_note(lines, usual, LOWER_HALF * page.height)
        body.append(tuple(lines[:start]))
        notes.extend(lines[start:])
    return tuple(body), tuple(notes)


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size most lines are set in; 0 where sizes are only a recogniser's guess."""
    lines = [line for page in pages for line in page]
    if len(lines) < LEAST_LINES or any(line.words[0].confidence < 1 for line in lines):
        return 0.0
    return median(line.words[-1].size for line in lines)


def _first_note(lines: Sequence[Line], usual: float, edge: float) -> int:
    """Index of the line with which the footnotes of a page begin; the number of lines where there are none."""
    start = found = len(lines)
    while start > 0 and _is_small(lines[start - 1], usual) and lines[start - 1].bbox[1] > edge:
        start -= 1
        if _begins_note(lines[start]):
            found = start
    # Small type above the first number (a table's remark, recipients) is no footnote.
    return found


def _is_small(line: Line, usual: float) -> bool:
    return max(word.size for word in line.words) <= SMALL * usual


def _begins_note(line: Line) -> bool:
    first = line.words[0]
    if len(line.words) < 2:
        return False
    raised = first.size <= RAISED * line.words[1].size
    return (raised and _NUMBER.match(first.text) is not None) or _GLUED.match(first.text) is not None
