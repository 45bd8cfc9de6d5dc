"""Has abbreviations that Tesseract was hardly sure of read once more, larger and without the rest of the page.

What Tesseract makes of a word hangs on the lines around it. Common words are put right later, by their language; of an
abbreviation only the picture can tell. One more call for all of a page costs a tenth of reading it; most have none.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import replace

from ingest.cells import Piece
from ingest.letters import InkWord
from ingest.quality import is_syllable
from ingest.together import Reading

_HARDLY_SURE = 0.5
_SURE = 0.75
_LEAST_LETTERS = 3
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 30
"""A page with more is a bad picture, which a second look makes no better."""
_MARGIN_POINTS = 3.0

ReadPieces = Callable[[tuple[Piece, ...]], Reading[list[InkWord]]]
"""Reads pieces of the page by one call of Tesseract."""


def read_again(words: list[InkWord], read: ReadPieces, scale: float) -> Reading[list[InkWord]]:
    """
    The *words* of a page, abbreviations hardly sure of replaced where a second reading of them is sure.

    Figures are left alone: over handwriting two readings are two guesses. Of two readings that differ the second
    counts, as sure as both are on average.

    Args:
        read: see `ReadPieces`.
        scale: pixels in one point.
    """
    lines: dict[Hashable, list[InkWord]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    doubtful = [word for word in words if _is_doubtful(word)]
    if not 1 <= len(doubtful) <= _MOST_WORDS:
        return words
    pieces = {id(word): _with_neighbours(word, lines[word.line], scale) for word in doubtful}
    second = yield from read(tuple(dict.fromkeys(pieces.values())))
    better = {id(word): _better(word, second) for word in doubtful}
    return [better.get(id(word)) or word for word in words]


def _is_doubtful(word: InkWord) -> bool:
    if word.confidence >= _HARDLY_SURE or _has_figure(word.text):
        return False
    runs = _LETTERS.findall(word.text)
    return sum(map(len, runs)) >= _LEAST_LETTERS and not all(map(is_syllable, runs))


def _has_figure(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _with_neighbours(word: InkWord, line: list[InkWord], scale: float) -> Piece:
    """The word with the one before and the one after: Tesseract knows words by their company."""
    at = line.index(word)
    near = line[max(0, at - 1) : at + 2]
    margin = _MARGIN_POINTS * scale
    return Piece(
        max(0, round(min(w.left for w in near) - margin)),
        max(0, round(min(w.top for w in near) - margin)),
        round(max(w.right for w in near) + margin),
        round(max(w.bottom for w in near) + margin),
    )


def _better(word: InkWord, second: list[InkWord]) -> InkWord | None:
    """The second reading of *word*, None where it is unsure too or read the ink in other pieces."""
    for other in second:
        shared = min(word.right, other.right) - max(word.left, other.left)
        level = min(word.bottom, other.bottom) > max(word.top, other.top)
        alike = shared > 0.8 * max(word.right - word.left, other.right - other.left)
        if alike and level and other.confidence >= _SURE and not _has_figure(other.text):
            sure = other.confidence if other.text == word.text else (word.confidence + other.confidence) / 2
            return replace(word, text=other.text, confidence=sure)
    return None
