"""Sets plain paragraphs on pages the way offices do, so that layout can be tested without a PDF.

Letters have widths like those of a serif face; lines are broken where the next word no longer fits.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from models.page import Page, Word

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 85.0, 548.0, 60.0, 780.0
SIZE, LEADING = 14.0, 18.0
NARROW = set("iìíỉĩịltfjrI.,;:()'-/!|1")
WIDE = set("mwMWĐƯƠOÔQ—%")


@dataclass(frozen=True)
class Set:
    """How paragraphs are set."""

    first: float = 28.0
    """Indent of a first line, in points."""
    block: float = 0.0
    """Indent of the other lines."""
    gap: float = 0.0
    """Space between paragraphs."""
    jitter: float = 0.0
    """How far a recogniser misplaces a word, in points."""
    justified: bool = True
    bold_known: bool = True


@dataclass(frozen=True)
class Para:
    """One paragraph, or a centred heading."""

    text: str
    bold: bool = False
    centred: bool = False
    italic: bool = False


def width_of(word: str) -> float:
    return SIZE * sum(0.3 if c in NARROW else 0.72 if c in WIDE else 0.56 if c.isupper() else 0.46 for c in word)


def paragraphs(text: str) -> tuple[Para, ...]:
    """Paragraphs from lines of *text*: "**…**" is bold, "^…" centred."""
    out = []
    for printed in filter(None, map(str.strip, text.splitlines())):
        centred = printed.startswith("^")
        line = printed.lstrip("^")
        bold = line.startswith("**") and line.endswith("**")
        out.append(Para(line.strip("*") if bold else line, bold, centred))
    return tuple(out)


def set_pages(paras: Sequence[Para], style: Set | None = None, numbers: bool = True, seed: int = 1) -> tuple[Page, ...]:
    """The paragraphs on as many pages as they need."""
    how = style or Set()
    rng = random.Random(seed)
    pages: list[list[Word]] = [[]]
    top = TOP
    for para in paras:
        for number, (words, last) in enumerate(_break(para, how)):
            if top + LEADING > BOTTOM:
                pages.append(_number(len(pages) + 1) if numbers else [])
                top = TOP
            pages[-1].extend(_set_line((words, number == 0, last), top, para, how, rng))
            top += LEADING
        top += how.gap
    return tuple(Page(i, WIDTH, HEIGHT, tuple(words), ()) for i, words in enumerate(pages, 1))


def _number(page: int) -> list[Word]:
    return [Word(str(page), (WIDTH / 2 - 4, 28, WIDTH / 2 + 4, 42), SIZE)]


def _break(para: Para, how: Set) -> list[tuple[list[str], bool]]:
    lines: list[list[str]] = [[]]
    room = RIGHT - LEFT - (0 if para.centred else how.first)
    used = 0.0
    for word in para.text.split():
        width = width_of(word) + (3.5 if lines[-1] else 0)
        if lines[-1] and used + width > room:
            lines.append([])
            room = RIGHT - LEFT - how.block
            used, width = 0.0, width_of(word)
        lines[-1].append(word)
        used += width
    return [(line, i == len(lines) - 1) for i, line in enumerate(lines)]


def _set_line(broken: tuple[list[str], bool, bool], top: float, para: Para, how: Set, rng: random.Random) -> list[Word]:
    words, first, last = broken
    widths = [width_of(w) for w in words]
    start = LEFT + (how.first if first else how.block)
    space = 3.5
    if para.centred:
        start = (LEFT + RIGHT - sum(widths) - space * (len(words) - 1)) / 2
    elif how.justified and not last and len(words) > 1:
        space = (RIGHT - start - sum(widths)) / (len(words) - 1)
    out, x = [], start
    for word, width in zip(words, widths, strict=True):
        dx, dy = rng.uniform(-how.jitter, how.jitter), rng.uniform(-how.jitter, how.jitter) / 2
        box = (x + dx, top + dy, x + width + dx, top + SIZE + dy)
        out.append(Word(word, box, SIZE, bold=para.bold and how.bold_known, italic=para.italic and how.bold_known))
        x += width + space
    return out
