"""Marks that a reader of Vietnamese print takes for others although it is sure of itself: hooks, mostly.

At 12 points a hook over a circumflex is five pixels. Tesseract reads "cụ thế", "tố chức", "chỉ tiết", and on worn scans
"tô chức" and "sửa đồi" as well, and gives them the confidence of right words, so that only the words around can tell.
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
_TONES = ("\u0300", _ACUTE, _HOOK, "\u0303", "\u0323")
_CARRIERS = "aeiouy\u0302\u0306\u031b"
_BARS = {"đ": "d", "d": "đ"}
USUAL, RARE = -2.0, -5.0
"""
Nats that a slip costs: a hook over a circumflex, others. "ể" is seen as "ế" once on a page. Of 95,000 held-out words,
each with all its slips to choose from, three were changed, two of them misprints; of those whose hooks were spoilt on
purpose nine in ten are mended.
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
    costs = {}
    for start, end in _tone_places(letters):
        for mark, cost in _printed_as(letters[start:end], letters[start - 1]):
            printed = unicodedata.normalize("NFC", letters[:start] + mark + letters[end:])
            if printed in ids:
                costs[ids[printed]] = cost
    bar = _BARS.get(word[:1], "") + word[1:]
    if len(bar) > 1 and bar != word[1:] and bar in ids:
        costs[ids[bar]] = RARE
    return tuple((word_id, cost + more) for word_id, cost in costs.items())


def _tone_places(letters: str) -> list[tuple[int, int]]:
    """Where the tone of a word stands, from and to; in a word without one, wherever it may have stood."""
    tones = [(place, place + 1) for place, letter in enumerate(letters) if letter in _TONES]
    return tones or [(place + 1, place + 1) for place, letter in enumerate(letters) if letter in _CARRIERS]


def _printed_as(tone: str, below: str) -> tuple[tuple[str, float], ...]:
    """What may have been printed where *tone*, or none, was read over *below*."""
    if tone == _HOOK:
        # The dot of an i: "chỉ tiết" is "chi tiết".
        return (_ACUTE, RARE), *((("", RARE),) if below == "i" else ())
    if tone in ("\u0303", "\u0323"):
        return ()
    return ((_HOOK, USUAL if below == _CIRCUMFLEX else RARE),)
