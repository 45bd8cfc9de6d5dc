"""Mends the spaces between words: glued words are parted, a word cut in two is joined, where the model is sure.

"khoahoc" is two words, "thu oc" after "truc" is one. Only tokens that are no word as they stand are looked at.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from normalize.diacritics.model import Ints, load_model, plain_words
from normalize.diacritics.syllables import modern, strip_marks
from normalize.diacritics.words import Piece

SHORTEST_GLUED = 5
"""Letters: a shorter token is not parted."""
PART_COST = 6.0
JOIN_COST = 6.0
"""Nats that a space lost, or put in, costs."""


def mend_breaks(pieces: Sequence[Piece], wholes: Sequence[float], marked: Sequence[bool]) -> list[Piece]:
    """
    *pieces* with glued words parted and cut words joined.

    Args:
        wholes: for each piece, the log probability of its best reading as one word, alone; infinite where it is not
            to be touched.
        marked: for each piece, whether its marks are mostly right, so that "ệm" is no word and "ẹm" none either.
    """
    mended: list[Piece] = []
    i = 0
    while i < len(pieces):
        piece, after = pieces[i], pieces[i + 1] if i + 1 < len(pieces) else None
        # Of a word whose marks are right either half may be none: "tri ển", "nghi ệm".
        touched = wholes[i] < np.inf or (marked[i] and after is not None and wholes[i + 1] < np.inf)
        if not touched or not piece.text.isalpha():
            mended.append(piece)
        elif after is not None and _belong_together(piece, after, wholes[i], wholes[i + 1], marked[i]):
            mended.append(replace(piece, text=piece.text + after.text, end=after.end, swallows=1))
            i += 1
        elif wholes[i] < np.inf and len(piece.text) >= SHORTEST_GLUED and not _ids(piece.text, marked[i]):
            mended += _parted(piece, wholes[i])
        else:
            mended.append(piece)
        i += 1
    return mended


def _ids(text: str, marked: bool = False) -> list[int]:
    """The words that *text* may be: in any marks, or, where they are right, in its own."""
    if marked:
        word = load_model().ids.get(modern(text.lower()))
        return [] if word is None else [word]
    return plain_words().get(strip_marks(text.lower()), [])


def _parted(piece: Piece, whole: float) -> list[Piece]:
    """*piece* as two words, if two known words that often follow each other are far likelier than one unknown."""
    cuts = range(2, len(piece.text) - 1)
    scores = {cut: _pair_log(piece.text[:cut], piece.text[cut:]) for cut in cuts}
    best = max(scores, key=scores.__getitem__)
    if scores[best] - PART_COST < whole:
        return [piece]
    middle = piece.start + best
    first = replace(piece, text=piece.text[:best], end=middle)
    return [first, replace(piece, text=piece.text[best:], start=middle, after_stop=False, parted=True)]


def _belong_together(piece: Piece, after: Piece, ours: float, theirs: float, marked: bool) -> bool:
    """Whether two neighbouring tokens are one word: one of them is none alone, and both together are."""
    beside = after.row == piece.row and after.token == piece.token + 1 and after.start == 0 and not after.after_stop
    if not beside or after.kind != "word" or piece.open_end:
        return False
    if _ids(piece.text, marked) and _ids(after.text, marked):
        return False
    joined = _ids(piece.text + after.text, marked)
    if not joined:
        return False
    return float(load_model().one[joined].max()) - JOIN_COST > min(ours, theirs)


def _pair_log(first: str, second: str) -> float:
    """Log probability of the likeliest two words that *first* and *second* may be."""
    ours, theirs = (np.array(_ids(part), dtype=np.int64) for part in (first, second))
    if not len(ours) or not len(theirs):
        return -np.inf
    model = load_model()
    left: Ints = np.repeat(ours, len(theirs))
    logs, kept = model.pair(left, np.tile(theirs, len(ours)))
    # Words that the model never keeps as a pair are no evidence: "media" is not "mẻ dìa".
    return float(np.where(kept >= 0, model.one[left] + logs, -np.inf).max())
