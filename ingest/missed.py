"""Finds words that Tesseract passed over, and has them read: "bộ." alone on the last line of a paragraph.

Nothing tells of a word that is not there. Ink that looks like letters and lies in no word's box does.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from ingest.cells import Piece
from ingest.letters import InkWord
from ingest.quality import is_syllable
from ingest.raster import Grey
from ingest.rereading import ReadPieces
from ingest.together import Reading

_LEAST_WORDS = 20
_SOUND = 0.6
"""Confidence of words that tell where the text of a page stands, and how large it is."""
_AROUND = 0.2
"""Font sizes around a word's box that are its own: marks and tails reach out of it."""
_LOW, _HIGH, _WIDE = 0.3, 1.1, 1.5
"""How high and how wide a letter is, in font sizes."""
_BETWEEN = 0.5
"""Font sizes between the letters of a word, and between words of a line, at most."""
_LEAST_WIDTH, _MOST_HEIGHT = 0.8, 1.5
_MARGIN = 0.4
"""Font sizes around letters where their marks stand."""
_MOST_PIECES = 8
"""A page with more has a picture or a bad scan, not a few lost words."""
_SURE = 0.75
_HALF_DARK = 96
"""Of four pixels two must be ink."""


def read_missed(words: list[InkWord], ink: Grey, read: ReadPieces) -> Reading[list[InkWord]]:
    """
    The *words* of a page, and those that were passed over.

    Args:
        ink: the level page, 255 where there is ink, else 0; rules erased.
        read: see `ingest.rereading.ReadPieces`.
    """
    pieces = _missed(words, ink)
    if not 1 <= len(pieces) <= _MOST_PIECES:
        return words
    found = yield from read(pieces)
    return [*words, *(replace(word, line=("missed", word.line)) for word in found if _is_word(word))]


def _is_word(word: InkWord) -> bool:
    letters = word.text.strip('.,;:()“”"-')
    return word.confidence >= _SURE and len(letters) > 1 and is_syllable(letters)


def _missed(words: Sequence[InkWord], ink: Grey) -> tuple[Piece, ...]:
    """Where ink within the text of the page looks like letters and lies in no word's box."""
    sound = [word for word in words if word.confidence > _SOUND and len(word.text) > 1]
    if len(sound) < _LEAST_WORDS:
        return ()
    em = median(word.bottom - word.top for word in sound)
    left, right = (round(f(edges)) for f, edges in ((min, [w.left for w in sound]), (max, [w.right for w in sound])))
    top, bottom = (round(f(edges)) for f, edges in ((min, [w.top for w in sound]), (max, [w.bottom for w in sound])))
    left, top = max(0, left), max(0, top)
    rest = _half(ink[top:bottom, left:right])
    around = _AROUND * em
    for word in words:
        rest[
            max(0, round(word.top - around) - top) // 2 : max(0, round(word.bottom + around) - top) // 2,
            max(0, round(word.left - around) - left) // 2 : max(0, round(word.right + around) - left) // 2,
        ] = 0
    letters = _letters(rest, em / 2)
    if letters is None:
        return ()
    reach = np.ones((1, max(3, round(_BETWEEN * em))), np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(letters, reach))
    margin = round(_MARGIN * em)
    pieces = []
    for x, y, w, h, _ in stats[1:count].tolist():
        part = letters[y : y + h, x : x + w]
        inset, _, width, _ = cv2.boundingRect(part)
        few = cv2.connectedComponents(part)[0] < 3
        if 2 * width < _LEAST_WIDTH * em or 2 * h > _MOST_HEIGHT * em or few:
            continue
        first = left + 2 * (x + inset)
        pieces.append(
            Piece(
                max(0, first - margin // 2),
                max(0, top + 2 * y - margin),
                min(ink.shape[1], first + 2 * width + margin // 2),
                min(ink.shape[0], top + 2 * (y + h) + margin),
            )
        )
    return tuple(pieces)


def _half(ink: Grey) -> Grey:
    """*ink* at half its size, which shows letters as well and takes a quarter of the time."""
    small = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.threshold(small, _HALF_DARK, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _letters(ink: Grey, em: float) -> Grey | None:
    """The shapes that are as large as letters, on white; None where there are none."""
    _, marks, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    like = (heights > _LOW * em) & (heights < _HIGH * em) & (widths < _WIDE * em)
    like[0] = False
    if not like.any():
        return None
    return np.asarray(np.where(like, 255, 0).astype(np.uint8)[marks], dtype=np.uint8)
