"""Takes footnotes out of the text: small type at the foot of a page that begins with a raised number.

A recogniser only guesses sizes: on a scan they are what stands under the two-inch rule that word processors draw.

A footnote belongs to no item, though it stands between the lines of one that runs over the page break. What it says
(a document it names) still counts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from models.blocks import Line, line_of
from models.page import Page

SMALL = 0.86
"""Times the usual letter size: footnotes are set in 10 points under text of 13 or 14."""
RAISED = 0.85
"""Times the size of the word behind it: a footnote's number (word processors raise it at 0.6, browsers at 0.83)."""
LOWER_HALF = 0.45
"""Share of the page's height, above which no footnote begins."""
LEAST_LINES = 5
"""A file of fewer lines has no usual size."""

RULE = (115.0, 170.0)
"""Points: how long the rule above footnotes is (two inches in Word), somewhat shrunk or grown by a scanner."""
BESIDE = 8.0
"""Points from the text's left edge within which that rule begins."""
CLOSER = 0.9
"""Times the usual pitch of lines: footnotes are set closer."""

_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?$")
_NOTE_NUMBER = re.compile(r"[\[(]?(\d{1,2})")
# Behind a small letter: capitals and figures may have numbers of their own ("PC06", "2026"); an area is one too.
_MARKED = re.compile(r"(?![kcdm]?m[23]\b)(?P<word>[^\d]*[a-zà-ỹđ][)”\"]?)(?P<number>\d{1,2})(?P<sign>[.,;:)”\"]*)")
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
    body: list[tuple[Line, ...]] = []
    notes: list[Line] = []
    for page, lines in zip(pages, lines_by_page, strict=True):
        start = _first_note(lines, usual, LOWER_HALF * page.height) if usual else _under_rule(page, lines)
        body.append(tuple(lines[:start]))
        notes.extend(lines[start:])
    numbers = {match[1] for note in notes if (match := _NOTE_NUMBER.match(note.words[0].text))}
    if usual and numbers:
        body = [tuple(_without_marks(line, numbers) for line in lines) for lines in body]
    return tuple(body), tuple(notes)


def _without_marks(line: Line, numbers: set[str]) -> Line:
    """A line without the numbers of footnotes that are glued to its words ("Trường Đại học Lạc Hà3")."""
    words = tuple(
        replace(word, text=match["word"] + match["sign"])
        if (match := _MARKED.fullmatch(word.text)) and match["number"] in numbers
        else word
        for word in line.words
    )
    return line if words == line.words else line_of(line.page, words)


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


def _under_rule(page: Page, lines: Sequence[Line]) -> int:
    """Index of the first line under a footnote rule of a scan; the number of lines where there is none."""
    if not lines or page.text_source == "text_layer":
        return len(lines)
    left = min(line.bbox[0] for line in lines)
    for stroke in page.strokes:
        x0, y, x1, _ = stroke.bbox
        if not (stroke.horizontal and RULE[0] <= x1 - x0 <= RULE[1] and y > LOWER_HALF * page.height):
            continue
        start = next((i for i, line in enumerate(lines) if line.bbox[1] > y - 2.0), len(lines))
        below, above = lines[start:], lines[:start]
        if not below or abs(x0 - left) > BESIDE or any(line.bbox[1] > y for line in above):
            continue
        if _pitch(below) < CLOSER * _pitch(above) and sum(map(str.isalpha, below[0].words[0].text)) <= 1:
            return start
    return len(lines)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next; of a single line, its height."""
    steps = [b.bbox[1] - a.bbox[1] for a, b in pairwise(lines)]
    return median(steps) if steps else lines[0].bbox[3] - lines[0].bbox[1] if lines else 0.0
