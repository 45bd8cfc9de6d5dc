"""Puts what really stands on the page back into the evidence of tasks that were read from restored or mended words.

A task's text is what was meant; its evidence is what was printed, and a reader compares the two.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from models.page import BBox, Page, Word
from models.plan import Evidence, Plan
from normalize.diacritics.columns import reading_rows

_TOKEN = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")
REACH = 1.0
"""Points: a word belongs to a box when its middle lies no further outside than this."""


class _Sheet:
    """A page whose words are looked up by where they stand: hundreds of boxes may ask a page of thousands of words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.down = sorted(range(len(page.words)), key=lambda i: _middle(page.words[i]))
        self.middles = [_middle(page.words[i]) for i in self.down]

    def words_in(self, box: BBox) -> list[Word]:
        """The words in *box* in reading order."""
        first, last = bisect_left(self.middles, box[1] - REACH), bisect_right(self.middles, box[3] + REACH)
        level = (self.page.words[i] for i in sorted(self.down[first:last]))
        inside = tuple(w for w in level if box[0] - REACH <= (w.bbox[0] + w.bbox[2]) / 2 <= box[2] + REACH)
        return [w for row, _ in reading_rows(replace(self.page, words=inside)) for w in row] if inside else []


def _middle(word: Word) -> float:
    return (word.bbox[1] + word.bbox[3]) / 2


def changed_pages(pages: Sequence[Page]) -> dict[int, Page]:
    """The pages, by number, on which some word reads otherwise than it is printed."""
    return {page.number: page for page in pages if any(word.printed is not None for word in page.words)}


def show_printed(plan: Plan, changed: dict[int, Page]) -> Plan:
    """*plan* with the evidence from *changed* pages as printed there; a word not found again stays as read."""
    if not changed:
        return plan
    sheets = {number: _Sheet(page) for number, page in changed.items()}
    tasks = (task.model_copy(update={"evidence": _as_printed(task.evidence, sheets)}) for task in plan.tasks)
    return plan.model_copy(update={"tasks": tuple(tasks)})


def _as_printed(evidence: Sequence[Evidence], changed: Mapping[int, _Sheet]) -> tuple[Evidence, ...]:
    """Pieces of one text over several pages are looked at together: each has the whole text."""
    shown: list[Evidence] = []
    for (_, text), group in groupby(evidence, key=lambda one: (one.field, one.text)):
        pieces = list(group)
        words = [word for one in pieces if one.page in changed for word in changed[one.page].words_in(one.bbox)]
        printed = _unread(text, words) if words else text
        shown += [one.model_copy(update={"text": printed}) for one in pieces]
    return tuple(shown)


def _unread(text: str, words: Sequence[Word]) -> str:
    """*text* with every word that is found among *words* as it is printed; one printed with its neighbour goes."""
    tokens = list(_TOKEN.finditer(text))
    forms = [token.group() for token in tokens]
    blocks = Levenshtein.editops(
        [_bare(form) for form in forms], [_bare(word.text) for word in words]
    ).as_matching_blocks()
    for block in blocks:
        for i in range(block.size):
            word = words[block.b + i]
            if word.printed is not None:
                forms[block.a + i] = _with_edges_of(forms[block.a + i], word)
    filled, end = [], 0
    for token, form in zip(tokens, forms, strict=True):
        if form:
            filled.append(text[end : token.start()] + form)
        end = token.end()
    return "".join(filled)


def _bare(token: str) -> str:
    return _EDGES.sub("", token) or token


def _with_edges_of(token: str, word: Word) -> str:
    """How *word* is printed, with the punctuation about it that *token* has: a field may have been cut out there."""
    printed = word.printed or ""
    if not printed or token == word.text:
        return printed
    start = token.index(_bare(token))
    return token[:start] + _bare(printed) + token[start + len(_bare(token)) :]
