"""Text that lost, or mistook, only some of its marks: every hook, all marks of capitals, one letter in ten.

Such a page reads almost well, so its score alone cannot tell it from a page of names or rare words. What tells it are
words that, changed in their marks alone, fit their neighbours so much better that no writer can have meant what stands
there: a clean page has next to none of them, a thinned one has one word in a hundred and more.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from normalize.diacritics.breaks import mend_breaks
from normalize.diacritics.model import load_model, plain_words
from normalize.diacritics.search import STOP_PLACE, Place, best_reading, make_lattice
from normalize.diacritics.syllables import modern, strip_marks
from normalize.diacritics.tokens import NUMBER_ID, UNKNOWN_ID
from normalize.diacritics.words import Piece, Row, find_pieces

LOST, TAKEN = 0.7, 4.0
"""Nats that a word costs which must have lost marks to look like this, and one whose marks were taken for others."""
NAME = 4.0
"""Nats more for a word in capitals in mid sentence: neighbours know little of names."""
NO_WORD = 10.0
"""Nats for taking a word as it stands that is none."""
HALF, STRANGE = -16.0, -30.0
"""Log probability of a word that is none in its marks, and of one that is none in any."""
CERTAIN = 8.3
"""Nats by which another word must be ahead of the printed one to speak of a page that lost marks."""
SHARE, LEAST = 0.008, 3
"""
Share of a page's words that are certainly others, from which it lost marks, and how many there are at least. Of 39
clean pages of held-out text the worst has 0.002, most none; where all tildes are gone, the rarest mark, 0.004 to 0.03.
"""
BESIDE = 2
"""Words on either side of one that decide it."""
ODD = -9.0
"""Log probability of a word after two others below which it, or one of those, may be wrong."""


@lru_cache(maxsize=65536)
def thinned_place(token: str, name: bool = False) -> Place:
    """What a *token* may be whose letters are right and whose marks are not; less freely where it is a *name*."""
    word = modern(token.lower())
    model = load_model()
    own = model.ids.get(word, UNKNOWN_ID)
    more = NAME if name else 0.0
    marks = _marks(word)
    ids, logs = [own], [0.0 if own != UNKNOWN_ID else -NO_WORD]
    for other in plain_words().get(strip_marks(word), []):
        if other != own:
            ids.append(other)
            logs.append(-(LOST if marks <= _marks(model.words[other]) else TAKEN) - more)
    return Place(np.array(ids, dtype=np.int64), np.array(logs, dtype=np.float32))


def is_name(piece: Piece) -> bool:
    """Whether *piece* may be part of a name: a capital in mid sentence."""
    return piece.text.istitle() and not piece.after_stop and not piece.shouting


@lru_cache(maxsize=16384)
def _marks(word: str) -> frozenset[str]:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d\u0335"))
    return frozenset(c for c in letters if unicodedata.combining(c))


def is_thinned(rows: Sequence[Row]) -> bool:
    """Whether the *rows* of a page that reads almost well have words that can only have lost their marks."""
    pieces = find_pieces(rows)
    words = sum(piece.kind == "word" for piece in pieces)
    if not words:
        return False
    least = max(LEAST, SHARE * words)
    broken = _broken(pieces)
    if broken >= least:
        return True
    odd = _odd(pieces)
    return odd.sum() + broken >= least and _certain(pieces, odd.tolist()) + broken >= least


def _broken(pieces: Sequence[Piece]) -> int:
    """How many words were glued to their neighbours or cut in two: "kếhoạch", "nghi ệm"."""
    wholes = [whole_log(piece) for piece in pieces]
    if all(whole == np.inf for whole in wholes):
        return 0
    mended = mend_breaks(pieces, wholes, [True] * len(pieces))
    return sum(piece.parted or piece.swallows > 0 for piece in mended)


def whole_log(piece: Piece) -> float:
    """Log probability that *piece* is one word, none of ours; infinite for a word in its marks and for an acronym."""
    text = piece.text.lower()
    if piece.kind != "word" or piece.text.isupper() or modern(text) in load_model().ids:
        return np.inf
    if strip_marks(text) not in plain_words():
        return STRANGE  # "chủtrì", "SởTài"
    return HALF if piece.text.islower() else np.inf


def _odd(pieces: Sequence[Piece]) -> npt.NDArray[np.bool_]:
    """Which *pieces* do not go well with their neighbours: only they are worth a search."""
    from normalize.diacritics.gate import word_logs

    ids, at = [], []
    for piece in pieces:
        if piece.after_stop:
            ids.append(int(STOP_PLACE.ids[0]))
        at.append(len(ids))
        ids.append(_id_of(piece))
    bad = np.append(word_logs(load_model(), np.array(ids, dtype=np.int64)) < ODD, [False, False])
    near: npt.NDArray[np.bool_] = (bad[:-2] | bad[1:-1] | bad[2:])[at]
    near[[piece.kind != "word" for piece in pieces]] = False
    return near


def _id_of(piece: Piece) -> int:
    if piece.kind in ("number", "digit", "code"):
        return NUMBER_ID
    return load_model().ids.get(modern(piece.text.lower()), UNKNOWN_ID)


def _certain(pieces: Sequence[Piece], odd: Sequence[bool]) -> int:
    """How many of the *odd* ones are certainly other words; no more than their neighbours is looked at."""
    model = load_model()
    places: list[Place] = [STOP_PLACE]
    opened: list[tuple[int, Piece]] = []
    last = 0
    for i, piece in enumerate(pieces):
        if not any(odd[max(0, i - BESIDE) : i + BESIDE + 1]):
            continue
        if piece.after_stop or i > last + 1:
            places.append(STOP_PLACE)
        last = i
        if odd[i]:
            opened.append((len(places), piece))
        places.append(thinned_place(piece.text, is_name(piece)) if odd[i] else _fixed(_id_of(piece)))
    numbers = {place: i for i, place in enumerate(dict.fromkeys(places))}
    choices = best_reading(model, make_lattice(model, tuple(numbers), [numbers[place] for place in places]))
    return sum(
        choices.margins[at] > CERTAIN and choices.ids[at] > UNKNOWN_ID and choices.ids[at] != _id_of(piece)
        for at, piece in opened
    )


@lru_cache(maxsize=16384)
def _fixed(word_id: int) -> Place:
    return Place(np.array([word_id], dtype=np.int64), np.zeros(1, dtype=np.float32))
