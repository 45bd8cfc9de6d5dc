"""What stands between the parts of a table on two pages: body text ends the table, notes and page furniture do not."""

import re
from collections.abc import Sequence

from models.page import Page, Word
from normalize.text import fold
from parsers.table_pieces import Piece

FOOTNOTE_SIZE = 0.85
"""Share of a page's usual size of type that the notes at its foot are smaller than."""
_FOOTNOTE_MARK = re.compile(r"[(\[]?(?:\d{1,2}|\*+)[)\]]?")


def text_between(last: Piece, piece: Piece, pages: dict[int, Page]) -> bool:
    """Whether body text stands below *last* or above *piece*; what neighbouring pages print there too is none."""
    above = [w for w in pages[piece.page].words if w.bbox[3] <= piece.bbox[1] + 2.0]
    below = _without_footnotes([w for w in pages[last.page].words if w.bbox[1] >= last.bbox[3] - 2.0], pages[last.page])
    loose = _not_furniture(above, piece.page, pages) + _not_furniture(below, last.page, pages)
    return len(loose) >= 3 and sum(c.isalpha() for w in loose for c in w.text) >= 10


def _without_footnotes(words: Sequence[Word], page: Page) -> list[Word]:
    """The *words* below a table without the notes at the foot of the page: smaller type after a number or star."""
    if not words:
        return []
    sizes = sorted(w.size for w in page.words)
    small = FOOTNOTE_SIZE * sizes[len(sizes) // 2]
    marks = [w for w in words if w.size < small and _FOOTNOTE_MARK.match(w.text)]
    top = min((w.bbox[1] for w in marks), default=page.height) - 2.0
    return [w for w in words if w.bbox[1] < top or w.size >= small]


def _not_furniture(words: Sequence[Word], number: int, pages: dict[int, Page]) -> list[Word]:
    """The *words* that no page before or after prints in the same place; page numbers left out."""
    loose = [w for w in words if any(c.isalpha() for c in w.text)]
    for neighbour in (number - 1, number + 1, number - 2, number + 2):
        if loose and neighbour in pages:
            theirs = pages[neighbour].words
            loose = [w for w in loose if not any(_same_place(w, other) for other in theirs)]
    return loose


def _same_place(word: Word, other: Word) -> bool:
    return (
        abs(word.bbox[1] - other.bbox[1]) < 8.0
        and abs(word.bbox[0] - other.bbox[0]) < 40.0
        and fold(word.text) == fold(other.text)
    )
