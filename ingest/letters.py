"""Gives recognised words what a text layer would tell of them: a font size, the place of their line, bold or not.

A text layer's boxes reach from the font's ascender to its descender, whatever the letters; Tesseract's hug the ink
("-" is a dash high). Here all words of a line get the same top and bottom, so that parsers see no difference.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

import numpy as np

from ingest.raster import Grey
from models.page import Word

# Heights above and depths below the base line in parts of the font size, measured on Times-like faces, which Decree
# 30/2020/NĐ-CP asks of every public body; sans serif faces differ by less than a tenth.
_X_HEIGHT, _CAPITAL, _DESCENDER = 0.46, 0.68, 0.22
_ASCENT, _DESCENT = 0.784, 0.216
_TALL = frozenset("bdfhijklđ0123456789()/[]{}|\"'“”‘’%&!?§@#$")
_DEEP = frozenset("gjpqyQ")
_SHALLOW = frozenset(",;()[]/|{}")
_ABOVE = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309")
_DOT_BELOW = "\u0323"
_ORDINARY_SIZE = 13.0
"""Points, where a page has no word to measure."""
BOLD_OVER_PAGE = 1.22
"""A word whose strokes are this much thicker than usual on its page is bold."""


@dataclass(frozen=True, slots=True)
class InkWord:
    """A recognised word and the box of its ink, in pixels of the level page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    line: Hashable
    """Equal for the words of one line."""
    handwritten: bool = False


def finish(words: Sequence[InkWord], ink: Grey, scale: float) -> tuple[Word, ...]:
    """
    Recognised words as the parsers know words.

    Args:
        ink: the page, 255 where there is ink, else 0, rules erased.
        scale: pixels in one point.
    """
    lines: dict[Hashable, list[InkWord]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    sizes = _sizes(lines, scale)
    thickness = _thickness(words, ink)
    usual = _usual([t for w, t in zip(words, thickness, strict=True) if len(w.text) > 1], [])
    bold = {id(w): t > BOLD_OVER_PAGE * usual for w, t in zip(words, thickness, strict=True)}
    out = []
    for key, line in lines.items():
        size = sizes[key]
        base = median(_base_line(w, size * scale) for w in line)
        flags = _smoothed([bold[id(w)] for w in line], line)
        for word, is_bold in zip(line, flags, strict=True):
            box = (word.left / scale, base / scale - _ASCENT * size, word.right / scale, base / scale + _DESCENT * size)
            sure = round(word.confidence, 3)
            out.append(Word(word.text, box, size, is_bold, confidence=sure, handwritten=word.handwritten))
    return tuple(out)


@lru_cache(maxsize=16384)
def reach(text: str) -> tuple[float, float]:
    """How far the ink of *text* reaches above and below the base line, in parts of the font size."""
    above = below = 0.0
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        if base in "-–—_.…,;:+=~*":
            above, below = max(above, 0.1), max(below, 0.14 if base in ",;" else 0.0)
            continue
        top = _CAPITAL if base.isupper() or base in _TALL else 0.58 if base == "t" else _X_HEIGHT
        over = sum(mark in _ABOVE for mark in marks)
        top += (0.0, 0.22, 0.36, 0.4)[min(over, 3)] if over and base not in "ij" else 0.0
        above = max(above, top)
        below = max(
            below, _DESCENDER if base in _DEEP else 0.2 if _DOT_BELOW in marks else 0.18 if base in _SHALLOW else 0.0
        )
    return above, below


def _sizes(lines: dict[Hashable, list[InkWord]], scale: float) -> dict[Hashable, float]:
    """Font size in points of each line; lines near the page's usual size get exactly that."""
    measured: dict[Hashable, float] = {}
    weights: Counter[float] = Counter()
    for key, line in lines.items():
        found = [_size(w, scale) for w in line if w.text.strip("-–—_.…,;:+") and w.confidence > 0.3]
        if found:
            measured[key] = median(found)
            weights[round(2 * measured[key]) / 2] += sum(len(w.text) for w in line)
    usual = weights.most_common(1)[0][0] if weights else _ORDINARY_SIZE
    near = [s for s in measured.values() if abs(s - usual) <= 0.08 * usual]
    usual = round(median(near), 1) if near else usual
    return {
        key: usual if key not in measured or abs(measured[key] - usual) <= 0.12 * usual else round(measured[key], 1)
        for key in lines
    }


def _size(word: InkWord, scale: float) -> float:
    above, below = reach(word.text)
    return (word.bottom - word.top) / max(above + below, 0.3) / scale


def _base_line(word: InkWord, size_px: float) -> float:
    """Where the base line runs, from the bottom of the word's ink; dashes float above it."""
    if not word.text.strip("-–—~=+"):
        return (word.top + word.bottom) / 2 + 0.24 * size_px
    return word.bottom - reach(word.text)[1] * size_px


def _thickness(words: Sequence[InkWord], ink: Grey) -> list[float]:
    """Mean length in pixels of the runs of ink along the rows of each word: how heavy its strokes are."""
    height, width = ink.shape
    out = []
    for w in words:
        x0, x1 = (int(min(max(v, 0), width)) for v in (w.left, w.right))
        y0, y1 = (int(min(max(v, 0), height)) for v in (w.top, w.bottom))
        # A run begins where white turns to ink; one more column tells whether it does so at the left edge.
        filled = ink[y0:y1, max(0, x0 - 1) : x1] > 0
        runs = int(np.count_nonzero(filled[:, 1:] & ~filled[:, :-1]))
        out.append(int(np.count_nonzero(filled[:, 1:])) / max(1, runs))
    return out


def _usual(values: list[float], weights: list[int]) -> float:
    return float(median(values)) if values else 1.0


def _smoothed(flags: list[bool], line: list[InkWord]) -> list[bool]:
    """Single words that stand out from their line are taken back: a dash, a comma or a smudge measures badly."""
    if not any(flags) or all(flags):
        return flags
    letters = [sum(c.isalnum() for c in w.text) for w in line]
    out = list(flags)
    for i, n in enumerate(letters):
        around = [flags[j] for j in (i - 1, i + 1) if 0 <= j < len(flags) and letters[j] > 1]
        if n <= 2 and around:
            out[i] = all(around)
    return out
