"""Takes a table of contents and a cover out of the text: they say again what the document says.

A contents page lists every heading with its page; read as text, each part of the plan would stand there twice.
"""

import re
from collections.abc import Callable, Sequence

from models.blocks import Line
from normalize.text import fold
from parsers.parts import PartSpan

LEAST_ENTRIES = 2
"""So many lines with a page number make a table of contents under its heading."""
WRAPPED = 3
"""An entry takes no more lines than this before the one with its page."""
COVER_LINES = 8
"""A cover says no more than this besides whose document it is and its title."""

_HEADING = re.compile(r"muc luc\W*$")
_LED = re.compile(r"(?:[.…·_]\s?){4,}(?P<page>\d{1,3})$")
_PAGE = re.compile(r"\d{1,3}")
APART = 2.0
"""Times the letter size: a page number without dots before it stands apart from its entry."""


def take_contents(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """
    The lines without a table of contents, and its lines with their heading.

    Args:
        lines: of the file in reading order, furniture left out.
    """
    for start, line in enumerate(lines):
        if _HEADING.match(fold(line.text).strip()):
            end = _end_of_entries(lines, start + 1)
            if end > start + 1:
                return [*lines[:start], *lines[end:]], list(lines[start:end])
    return list(lines), []


def _end_of_entries(lines: Sequence[Line], start: int) -> int:
    """Index after the last entry from *start* on, *start* where too few follow. Dots lead to all pages or to none."""
    return max(_end_of(lines, start, _page_behind_dots), _end_of(lines, start, _page_far_right))


def _end_of(lines: Sequence[Line], start: int, page_of: Callable[[Line], int | None]) -> int:
    end, last, found = start, 0, 0
    for index in range(start, len(lines)):
        page = page_of(lines[index])
        if page is not None and page >= last:
            end, last, found = index + 1, page, found + 1
        elif index - end >= WRAPPED:
            break
    return end if found >= LEAST_ENTRIES else start


def _page_behind_dots(line: Line) -> int | None:
    match = _LED.search(line.text)
    return int(match["page"]) if match else None


def _page_far_right(line: Line) -> int | None:
    if len(line.words) < 2 or not _PAGE.fullmatch(line.words[-1].text):
        return None
    before, number = line.words[-2:]
    return int(number.text) if number.bbox[0] - before.bbox[2] > APART * number.size else None


def has_cover(spans: Sequence[PartSpan]) -> bool:
    """Whether the first document of a file is only the cover of the second: its kind and title, and no letterhead."""
    if len(spans) < 2:
        return False
    cover, document = spans[:2]
    titles = [
        fold(" ".join(span.part.head.title.text.split())) if span.part.head.title else "" for span in (cover, document)
    ]
    return (
        not cover.part.head.has_letterhead
        and document.part.head.has_letterhead
        and cover.part.kind == document.part.kind
        and not cover.signature_lines
        and len(cover.body) <= COVER_LINES
        and bool(titles[1])
        # Place and year may stand right under the title of a cover.
        and titles[0].startswith(titles[1])
    )
