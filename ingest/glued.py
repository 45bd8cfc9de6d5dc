"""Parts two words that Tesseract read as one: "Đềán" is "Đề án".

Only where neither could be meant otherwise: the whole is no syllable of Vietnamese, in one place alone it falls into
two, and those two are known to follow each other.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ingest.letters import InkWord

_LEAST_LETTERS = 4
_WHOLE = frozenset({"vắcxin", "vácxin", "ôtô", "cácbon", "ôxít", "ôxy", "magiê", "xơđăng", "êđê", "càphê", "sôcôla"})
"""Words from other languages that are printed as one."""
_SURE = 0.9
"""Confidence of words that were parted."""


def part_glued(words: list[InkWord]) -> list[InkWord]:
    """The *words* of a page, those parted that are two."""
    return [part for word in words for part in _parted(word)]


def _parted(word: InkWord) -> Iterator[InkWord]:
    cut = _cut(word.text.rstrip(".,;:)")) if len(word.text) >= _LEAST_LETTERS and not word.text.isascii() else None
    if cut is None:
        yield word
        return
    middle = word.left + (word.right - word.left) * cut / len(word.text)
    sure = min(word.confidence, _SURE)
    yield replace(word, text=word.text[:cut], right=middle, confidence=sure)
    yield replace(word, text=word.text[cut:], left=middle, confidence=sure)


@lru_cache(maxsize=4096)
def _cut(text: str) -> int | None:
    """Where *text* falls into two words; None where it does not, or in several places."""
    from normalize.diacritics.syllables import take_apart

    small = text.lower()
    cased = text.islower() or text.isupper() or text.istitle()
    if not text.isalpha() or not cased or small in _WHOLE or take_apart(small):
        return None
    cuts = (at for at in range(1, len(text)) if take_apart(small[:at]) and take_apart(small[at:]))
    known = [at for at in cuts if _follows(small[:at], small[at:])]
    return known[0] if len(known) == 1 else None


def _follows(first: str, second: str) -> bool:
    """Whether the language model has met the two words side by side."""
    from normalize.diacritics.model import load_model

    model = load_model()
    if first not in model.ids or second not in model.ids:
        return False
    _, place = model.pair(np.array([model.ids[first]]), np.array([model.ids[second]]))
    return bool(place[0] >= 0)
