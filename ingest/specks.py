"""Drops what was read out of no print: rims of punch holes, ticks of a pen in the margin, the other side of the sheet.

Tesseract makes words of all that, mostly in doubt; as text they would become items and tasks.
"""

import re
from collections import defaultdict
from collections.abc import Hashable

import cv2
import numpy as np

from ingest.letters import InkWord
from ingest.quality import is_syllable
from ingest.raster import Grey

_DOUBTFUL, _SURE = 0.5, 0.6
_WORD_LETTERS = 3
_LEAST_WORDS = 8
"""Fewer sure words do not tell where the text of a page lies."""
_CLEAR = 0.9
"""Confidence of a mark of a letter or two that may be print after all."""
_PAPER = 250
_PALE, _PALER, _GHOSTLY = 0.5, 0.85, 60
"""How pale words are that shine through, against the others; how sure they may be; and how dark, if they are alone."""
_MANY = 12
_BESIDE_POINTS = 4.0
_APART_POINTS = 25.0
"""Labels and bullets stand nearer to their text than this."""
_LETTER = re.compile(r"[^\W_]")
_NO_PRINT = re.compile(r"[\^ˆ~`´{}\\|¬§©®¦_=<>°'\"“”‘’«».,;:—–-]+")
_FIGURES = re.compile(r"\d+[.)]?")
_OFTEN_PRINT = re.compile(r"[-–—+.…;,:]")
"""Alone these are bullets and stops."""


def without_specks(words: list[InkWord], grey: Grey, scale: float) -> list[InkWord]:
    """
    The *words* of a page without lines of doubtful signs, what shines through, and what stands outside its text.

    Args:
        grey: the level page on white paper.
        scale: pixels in one point.
    """
    lines: dict[Hashable, list[InkWord]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    signs = {key for key, line in lines.items() if all(_is_sign(word) for word in line)}
    kept = [w for w in words if w.line not in signs and not (_is_sign(w) and _is_inside(w, lines[w.line]))]
    kept = _without_ghosts(kept, grey)
    sure = [w for w in kept if w.confidence >= _SURE and len(_LETTER.findall(w.text)) >= _WORD_LETTERS]
    if len(sure) < _LEAST_WORDS:
        return kept
    beside, apart = _BESIDE_POINTS * scale, _APART_POINTS * scale
    left, right = min(w.left for w in sure) - beside, max(w.right for w in sure) + beside
    top, bottom = min(w.top for w in sure) - beside, max(w.bottom for w in sure) + beside

    def is_speck(word: InkWord) -> bool:
        outside = word.right < left or word.left > right or word.bottom < top or word.top > bottom
        is_mark = len(word.text) <= 2 and not _FIGURES.fullmatch(word.text)
        if not outside or word.handwritten or word.confidence >= (_CLEAR if is_mark else _DOUBTFUL):
            return False
        near = (w for w in sure if w.top < word.bottom and word.top < w.bottom)
        return all(max(w.left - word.right, word.left - w.right) > apart for w in near)

    return [word for word in kept if not is_speck(word)]


def _without_ghosts(words: list[InkWord], grey: Grey) -> list[InkWord]:
    """The *words* without unsure ones much paler than the rest: print of the other side that shines through."""
    unsure = [w for w in words if w.confidence < _PALER]
    if not unsure:
        return words
    # Blurred, so that the grain of the paper does not count as ink.
    smooth = np.asarray(cv2.blur(grey, (3, 3)), dtype=np.uint8)
    sure = [w for w in words if w.confidence >= _PALER and len(w.text) >= _WORD_LETTERS and is_syllable(w.text)]
    # A sheet with a few lines at its top may hold more of the other side's words than of its own.
    tones = sorted(_darkness(w, smooth) for w in sure)
    least = max(
        _PALE * tones[3 * len(tones) // 4] if tones else 0.0, float(_GHOSTLY) if len(tones) < _LEAST_WORDS else 0.0
    )
    ghosts = {id(w) for w in unsure if not w.handwritten and _darkness(w, smooth) < least}
    if len(ghosts) >= _MANY:
        # Where so much shines through, what reads like a word by chance does too.
        return [w for w in words if w.handwritten or _darkness(w, smooth) >= least]
    return [w for w in words if id(w) not in ghosts] if ghosts else words


def _darkness(word: InkWord, smooth: Grey) -> float:
    """How much darker than paper the darkest spot of a word is."""
    part = smooth[max(0, int(word.top)) : int(word.bottom) + 1, max(0, int(word.left)) : int(word.right) + 1]
    return float(_PAPER - int(part.min())) if part.size else 0.0


def _is_sign(word: InkWord) -> bool:
    """Whether a word is one of doubtful signs, such as no plan has."""
    if word.confidence >= _DOUBTFUL or _LETTER.search(word.text):
        return False
    return bool(_NO_PRINT.fullmatch(word.text)) and not _OFTEN_PRINT.fullmatch(word.text)


def _is_inside(word: InkWord, line: list[InkWord]) -> bool:
    """Whether a word is not the first of its line: there a bullet may have been misread."""
    return word is not min(line, key=lambda w: w.left)
