"""Letters that were lost one by one and left a sign: "k? ho?ch" is "kế hoạch".

Programs that know no Vietnamese put "?", "\\ufffd" or a box for each letter they cannot show. All others are right.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from normalize.diacritics.model import load_model
from normalize.diacritics.search import Place
from normalize.diacritics.syllables import TONE_MARKS, split_tone, strip_marks
from normalize.diacritics.tokens import UNKNOWN_ID

ANY, WIDE = "\ua7f7", "\ua7fb"
"""What stands for a hole while we read: any letter with marks, or only those that Latin-1 lacks. Both are letters, but
of no alphabet that a plan is printed in."""
_HOLES = re.compile(f"[{ANY}{WIDE}]")
_SIGNS = "?\ufffd\u25a1"
_SIGN = re.compile(f"[{_SIGNS}]")
_TELLING = re.compile(rf"[{_SIGNS}](?=[^\W\d_])")
"""A sign before a letter; no sentence has that."""
_HOLE = re.compile(
    rf"[{_SIGNS}](?=[{_SIGNS}]*[^\W\d_])|(?<=[^\W\d_])[{_SIGNS}]+|(?<![^\s(\[“\"])[{_SIGNS}]+(?![^\s,.;:)\]”\"])"
)
LEAST, LEAST_SHARE = 4, 0.08
"""Words with a telling sign, and their share of all, that make a page full of holes."""
KEPT_MARKS = 0.02
"""Share of letters with marks of Latin-1 from which only other letters were lost."""
COST_UNKNOWN = 12.0
"""Nats: what a word costs that the vocabulary lacks."""


def dig_holes(tokens: Sequence[str]) -> list[str]:
    """The *tokens* of a page with the signs for lost letters made holes; the same where a page has none."""
    told = sum(_TELLING.search(token) is not None for token in tokens)
    if told < max(LEAST, LEAST_SHARE * len(tokens)):
        return list(tokens)
    letters = [c for token in tokens for c in token if c.isalpha()]
    marked = sum(strip_marks(c) != c for c in letters)
    hole = WIDE if marked > KEPT_MARKS * len(letters) else ANY
    return [_HOLE.sub(lambda m: hole * len(m.group()), token) if _SIGN.search(token) else token for token in tokens]


def has_holes(text: str) -> bool:
    """Whether letters of *text* are lost."""
    return _HOLES.search(text) is not None


def fill_holes(text: str, sign: str = "?") -> str:
    """*text* with the holes that could not be read made a *sign* again."""
    return _HOLES.sub(sign, text)


@lru_cache(maxsize=16384)
def hole_place(token: str) -> Place:
    """Candidates of a *token* with holes: the words that have its other letters."""
    pattern = re.compile(re.escape(token.lower()).replace(ANY, _letters(ANY)).replace(WIDE, _letters(WIDE)))
    ids = [i for word, i in _by_length().get(len(token), ()) if pattern.fullmatch(word)]
    logs = [*[0.0] * len(ids), -COST_UNKNOWN]
    return Place(np.array([*ids, UNKNOWN_ID], dtype=np.int64), np.array(logs, dtype=np.float32))


@lru_cache(maxsize=1)
def _by_length() -> dict[int, list[tuple[str, int]]]:
    table: dict[int, list[tuple[str, int]]] = {}
    for i, word in enumerate(load_model().words):
        if i > UNKNOWN_ID:
            for form in dict.fromkeys((word, _old_form(word))):
                table.setdefault(len(word), []).append((form, i))
    return table


def _old_form(word: str) -> str:
    """*word* with its tone where the old rule puts it: "ủy" is "uỷ"."""
    toneless, tone = split_tone(word)
    if tone and toneless.endswith(("oa", "oe", "uy")) and not toneless.startswith("qu"):
        return unicodedata.normalize("NFC", toneless + TONE_MARKS[tone])
    return word


@lru_cache(maxsize=2)
def _letters(hole: str) -> str:
    """A class of the letters that *hole* may be."""
    marked = {c for word in load_model().words for c in word if strip_marks(c) != c}
    return "[" + "".join(sorted(c for c in marked if hole == ANY or ord(c) > 0xFF)) + "]"
