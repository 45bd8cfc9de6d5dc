"""Marks that a reader of Vietnamese print takes for others although it is sure of itself: a hook for an acute, mostly.

At 12 points a hook over a circumflex is five pixels. Tesseract reads "cụ thế", "tố chức", "chỉ tiết" and gives them the
confidence of right words, so that only the words around can tell.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from normalize.diacritics.model import load_model
from normalize.diacritics.syllables import modern
from normalize.diacritics.words import Piece

_ACUTE, _HOOK, _CIRCUMFLEX = "\u0301", "\u0309", "\u0302"
_BARS = {"đ": "d", "d": "đ"}
USUAL, RARE = -2.0, -5.0
"""
Nats that a slip costs: a hook over a circumflex, others. "ể" is seen as "ế" once on a page. Of 190,000 held-out words,
each with all its slips to choose from, two that were right were changed; of those spoilt on purpose nine in ten are
mended.
"""
NAME = -2.0
"""Nats more for a word that may be part of a name: neighbours know little of names."""


Slips = tuple[tuple[int, float], ...]
"""Words of the model, each with the log of how likely it is to have been misread so."""


CERTAIN = 30.0
"""What a word gains that can be no other beside its neighbour."""


def slips_of(piece: Piece, before: str, after: str) -> Slips:
    """
    The words that may have been printed where the *piece* was read, with what it costs to think so.

    Args:
        before: the word read before it, *after* the one behind it; "" where a sentence begins or ends.
    """
    text = piece.text.lower()
    for pair, place in ((f"{text} {after.lower()}", 0), (f"{before.lower()} {text}", 1)):
        printed = _pairs().get(pair, "").split()
        if printed and printed[place] != text:
            return ((load_model().ids[printed[place]], CERTAIN),)
    name = piece.text.istitle() and not piece.after_stop and not piece.shouting
    return _slips(modern(text), NAME if name else 0.0)


@lru_cache(maxsize=1)
def _pairs() -> Mapping[str, str]:
    with (Path(__file__).parents[1] / "data" / "slips.toml").open("rb") as file:
        return {str(read): str(printed) for read, printed in tomllib.load(file)["pairs"].items()}


@lru_cache(maxsize=8192)
def _slips(word: str, more: float) -> Slips:
    letters = unicodedata.normalize("NFD", word)
    ids = load_model().ids
    found = []
    for place, letter in enumerate(letters):
        if letter not in (_ACUTE, _HOOK):
            continue
        for mark, cost in _printed_as(letter, letters[place - 1]):
            printed = unicodedata.normalize("NFC", letters[:place] + mark + letters[place + 1 :])
            if printed in ids:
                found.append((ids[printed], cost + more))
    bar = _BARS.get(word[:1], "") + word[1:]
    if len(bar) > 1 and bar != word[1:] and bar in ids:
        found.append((ids[bar], RARE + more))
    return tuple(found)


def _printed_as(mark: str, below: str) -> tuple[tuple[str, float], ...]:
    """What may have been printed where *mark* was read over *below*."""
    if mark == _ACUTE:
        return ((_HOOK, USUAL if below == _CIRCUMFLEX else RARE),)
    # The dot of an i: "chỉ tiết" is "chi tiết".
    return (_ACUTE, RARE), *((("", RARE),) if below == "i" else ())
