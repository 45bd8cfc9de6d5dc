"""Puts what really stands on the page back into the evidence of tasks that were read from restored or mended words.

A task's text is what was meant; its evidence is what was printed, and a reader compares the two.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from models.page import BBox, Page, Word
from models.plan import Evidence, Plan
from normalize.diacritics.columns import reading_rows

_TOKEN = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")


def changed_pages(pages: Sequence[Page]) -> dict[int, Page]:
    """The pages, by number, on which some word reads otherwise than it is printed."""
    return {page.number: page for page in pages if any(word.printed is not None for word in page.words)}


def show_printed(plan: Plan, changed: dict[int, Page]) -> Plan:
    """*plan* with the evidence from *changed* pages as printed there; a word not found again stays as read."""
    if not changed:
        return plan
    tasks = (task.model_copy(update={"evidence": _as_printed(task.evidence, changed)}) for task in plan.tasks)
    return plan.model_copy(update={"tasks": tuple(tasks)})


def _as_printed(evidence: Sequence[Evidence], changed: dict[int, Page]) -> tuple[Evidence, ...]:
    """Pieces of one text over several pages are looked at together: each has the whole text."""
    shown: list[Evidence] = []
    for (_, text), group in groupby(evidence, key=lambda one: (one.field, one.text)):
        pieces = list(group)
        words = [word for one in pieces if one.page in changed for word in _words_in(changed[one.page], one.bbox)]
        printed = _unread(text, words) if words else text
        shown += [one.model_copy(update={"text": printed}) for one in pieces]
    return tuple(shown)


def _words_in(page: Page, box: BBox) -> list[Word]:
    inside = tuple(
        word
        for word in page.words
        if box[0] - 1 <= (word.bbox[0] + word.bbox[2]) / 2 <= box[2] + 1
        and box[1] - 1 <= (word.bbox[1] + word.bbox[3]) / 2 <= box[3] + 1
    )
    return [word for row, _ in reading_rows(replace(page, words=inside)) for word in row] if inside else []


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
