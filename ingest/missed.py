"""Finds words that Tesseract passed over, and has them read: "bộ." alone on the last line of a paragraph.

Nothing tells of a word that is not there. Ink that looks like letters and lies in no word's box does. Of one or two
letters it takes more: a number on the line that a sentence ends on ("… Phòng Công chứng số / 1."), or before a line.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from ingest.cells import Piece, cut_out
from ingest.glyphs import read_label
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
_MOST_SMALL = 40
_FIGURE_HEIGHT = 0.5
"""Font sizes: lower shapes are no figures."""
_SURE = 0.75
_HALF_DARK = 96
"""Of four pixels two must be ink."""
_NUMBER = re.compile(r"(?:\d{1,4}|[IVX]{1,5})[.,;:)]?|[a-zđ]\)")
_STROKE = frozenset("1I")
"""A stroke of a pen looks like these: without a stop they are no numbers."""
_LIKE_PRINT = 0.93
_INDENT, _RAGGED, _LABEL_REACH = 5.0, 5.0, 3.0
"""How far a line begins right of the one it runs on to, and ends before the margin, and a label stands before its line,
in font sizes, at most."""
_PITCH = (0.7, 2.4)
"""How far the next line stands below, in font sizes."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """Shapes like letters in no word's box, at half the page's size, and where on the page they stand."""

    letters: Grey
    left: int
    top: int
    em: float
    """Font size in pixels of the page."""
    bottom: float
    """Where the text of the page ends that was read: only a number may follow."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a printed line begins and ends, and the middle of its height, in pixels."""

    left: float
    right: float
    middle: float


def read_missed(words: list[InkWord], ink: Grey, grey: Grey, scale: float, read: ReadPieces) -> Reading[list[InkWord]]:
    """
    The *words* of a page, and those that were passed over.

    Args:
        ink: the level page, 255 where there is ink, else 0; rules erased.
        grey: the same page in grey.
        scale: pixels in one point.
        read: see `ingest.rereading.ReadPieces`.
    """
    rest = _left_over(words, ink)
    if rest is None:
        return words
    pieces, small = _pieces(rest, ink.shape)
    if len(pieces) > _MOST_PIECES or len(small) > _MOST_SMALL:
        return words
    lines = _lines(words)
    lone = [piece for piece in small if _belongs(piece, lines, rest.em)]
    shaped = [(piece, _number_by_shape(piece, ink, grey, scale)) for piece in lone]
    numbers = [number for _, number in shaped if number is not None]
    unclear = [piece for piece, number in shaped if number is None]
    lone += [piece for piece in pieces if _belongs(piece, lines, rest.em)]
    found: list[InkWord] = []
    if pieces or unclear:
        found = yield from read((*pieces, *unclear))
    read_too = [w for w in found if _is_word(w) or (_is_number(w) and any(_holds(piece, w) for piece in lone))]
    return [*words, *(replace(word, line=("missed", word.line)) for word in (*numbers, *read_too))]


def _is_word(word: InkWord) -> bool:
    letters = word.text.strip('.,;:()“”"-')
    return word.confidence >= _SURE and len(letters) > 1 and is_syllable(letters)


def _is_number(word: InkWord) -> bool:
    return word.confidence >= _SURE and _NUMBER.fullmatch(word.text) is not None and word.text not in _STROKE


def _holds(piece: Piece, word: InkWord) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return piece.left <= x <= piece.right and piece.top <= y <= piece.bottom


def _number_by_shape(piece: Piece, ink: Grey, grey: Grey, scale: float) -> InkWord | None:
    """The number that the shapes of a small *piece* are, where they are print without a doubt."""
    label = read_label(cut_out(grey, piece), scale)
    if label is None or label.confidence < _LIKE_PRINT or label.text in _STROKE or not _NUMBER.fullmatch(label.text):
        return None
    x, y, width, height = cv2.boundingRect(cut_out(ink, piece, white=0))
    left, top = piece.left + x, piece.top + y
    return InkWord(label.text, left, top, left + width, top + height, label.confidence, piece)


def _belongs(piece: Piece, lines: Sequence[_Line], em: float) -> bool:
    """Whether a number in *piece* would end the sentence of the full line above it, or stand before a line as label."""
    middle = (piece.top + piece.bottom) / 2
    right = max(line.right for line in lines)
    beside = [line for line in lines if abs(line.middle - middle) < _PITCH[0] * em]
    if beside:
        return 0 < min(line.left for line in beside) - piece.right < _LABEL_REACH * em
    return any(
        _PITCH[0] * em <= middle - line.middle < _PITCH[1] * em
        and -em < line.left - piece.left < _INDENT * em
        and line.right > right - _RAGGED * em
        for line in lines
    )


def _lines(words: Sequence[InkWord]) -> list[_Line]:
    """The printed lines of a page."""
    by_line: dict[Hashable, list[InkWord]] = defaultdict(list)
    for word in words:
        if word.confidence > _SOUND:
            by_line[word.line].append(word)
    return [
        _Line(min(w.left for w in ws), max(w.right for w in ws), median((w.top + w.bottom) / 2 for w in ws))
        for ws in by_line.values()
    ]


def _left_over(words: Sequence[InkWord], ink: Grey) -> _Rest | None:
    """What within the text of the page looks like letters and lies in no word's box; None where nothing does."""
    sound = [word for word in words if word.confidence > _SOUND and len(word.text) > 1]
    if len(sound) < _LEAST_WORDS:
        return None
    em = median(word.bottom - word.top for word in sound)
    left, right = (round(f(edges)) for f, edges in ((min, [w.left for w in sound]), (max, [w.right for w in sound])))
    top, bottom = (round(f(edges)) for f, edges in ((min, [w.top for w in sound]), (max, [w.bottom for w in sound])))
    left, top = max(0, left), max(0, top)
    rest = _half(ink[top : bottom + round(_PITCH[1] * em), left:right])
    around = _AROUND * em
    for word in words:
        rest[
            max(0, round(word.top - around) - top) // 2 : max(0, round(word.bottom + around) - top) // 2,
            max(0, round(word.left - around) - left) // 2 : max(0, round(word.right + around) - left) // 2,
        ] = 0
    letters = _letters(rest, em / 2)
    return None if letters is None else _Rest(letters, left, top, em, bottom)


def _pieces(rest: _Rest, page: tuple[int, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of a page that may hold words, and those so small that they may hold a number."""
    em, letters = rest.em, rest.letters
    reach = np.ones((1, max(3, round(_BETWEEN * em))), np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(letters, reach))
    margin = round(_MARGIN * em)
    pieces, small = [], []
    for x, y, w, h, _ in stats[1:count].tolist():
        part = letters[y : y + h, x : x + w]
        inset, _, width, _ = cv2.boundingRect(part)
        if 2 * h > _MOST_HEIGHT * em:
            continue
        few = 2 * width < _LEAST_WIDTH * em or cv2.connectedComponents(part)[0] < 3
        first = rest.left + 2 * (x + inset)
        # A stop is too small to be among the letters.
        after = margin if few else margin // 2
        piece = Piece(
            max(0, first - margin // 2),
            max(0, rest.top + 2 * y - margin),
            min(page[1], first + 2 * width + after),
            min(page[0], rest.top + 2 * (y + h) + margin),
        )
        if not few and rest.top + 2 * y < rest.bottom:
            pieces.append(piece)
        elif 2 * h > _FIGURE_HEIGHT * em:
            small.append(piece)
    return tuple(pieces), tuple(small)


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
