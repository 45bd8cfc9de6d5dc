"""Reads print that repeats itself only once: the head of a table on every page, "Thường xuyên" in every other row.

What is taken for the same must be the same, to the dot below a letter; where there is doubt, both are read.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.cells import Piece, cut_out
from ingest.letters import InkWord
from ingest.raster import Grey
from ingest.rereading import ReadPieces
from ingest.together import Reading

_SHIFT_PX = 3
"""Pieces are trimmed to their ink, give or take a speck or a blurred edge."""
_LEAST_INK_PX = 60
_SURE = 0.9
_COUNTS = re.compile(r"\d|\b[IVX]+\b")
"""Figures and numerals: one year or quarter differs from the next by a stroke, so each is read where it stands."""
_MORE = 1.15
"""Times as much ink that the same print can have where it came out darker."""
_UNLIKE = 0.25
"""
Share of the ink, summed up by columns and by rows, by which prints differ that cannot be the same. Of 114 that were,
none differed by more than 0.19; nine in ten of 200 others did, without being laid one over the other.
"""


Profile = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Print:
    """The ink of a piece: 0 or 1."""

    ink: Grey
    amount: int
    """Pixels of ink."""

    across: Profile
    """Ink by columns, smoothed over three."""
    down: Profile
    """Ink by rows, smoothed over three."""

    @property
    def fat(self) -> Grey:
        """The ink fattened by a pixel all around."""
        return np.asarray(cv2.dilate(self.ink, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def print_of(ink: Grey) -> Print:
    """
    The print in a piece of a page.

    Args:
        ink: not 0 where there is ink.
    """
    _, black = cv2.threshold(ink, 0, 1, cv2.THRESH_BINARY)
    framed = cv2.copyMakeBorder(black, *(_SHIFT_PX,) * 4, cv2.BORDER_CONSTANT, value=0)
    ink = np.asarray(framed, dtype=np.uint8)
    return Print(ink, int(np.count_nonzero(ink)), _profile(ink, 0), _profile(ink, 1))


def _profile(ink: Grey, axis: int) -> Profile:
    return np.asarray(cv2.blur(ink.sum(axis=axis, dtype=np.float32)[None], (3, 1))[0], dtype=np.float32)


def _apart(one: Profile, other: Profile) -> float:
    """How much two profiles differ where they fit best."""
    whole, least = float(one.sum() + other.sum()), float("inf")
    for shift in range(-2 * _SHIFT_PX, 2 * _SHIFT_PX + 1):
        left, right = one[max(0, shift) :], other[max(0, -shift) :]
        both = min(len(left), len(right))
        outside = whole - float(left[:both].sum() + right[:both].sum())
        least = min(least, float(np.abs(left[:both] - right[:both]).sum()) + outside)
    return least


Shift = tuple[int, int]
"""Pixels to the right and down."""


def shift_between(one: Print, other: Print) -> Shift | None:
    """Where the *other* piece lies over the *one* when both show the same print, else None."""
    if any(abs(a - b) > _SHIFT_PX for a, b in zip(one.ink.shape, other.ink.shape, strict=True)):
        return None
    if min(one.amount, other.amount) < _LEAST_INK_PX or max(one.amount, other.amount) > _MORE * min(
        one.amount, other.amount
    ):
        return None
    if max(_apart(one.across, other.across), _apart(one.down, other.down)) > _UNLIKE * one.amount:
        return None
    inner = np.s_[_SHIFT_PX:-_SHIFT_PX, _SHIFT_PX:-_SHIFT_PX]
    ink = other.ink[inner]
    _, _, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(one.ink, ink, cv2.TM_CCORR))
    there = np.s_[y : y + ink.shape[0], x : x + ink.shape[1]]
    if np.count_nonzero(one.ink[there]) != one.amount:
        return None
    if (one.ink[there] & ~other.fat[inner]).any() or (ink & ~one.fat[there]).any():
        return None
    return x - _SHIFT_PX, y - _SHIFT_PX


@dataclass(slots=True)
class Known:
    """A piece of a page that is read, for all that look like it."""

    piece: Piece
    print: Print
    words: tuple[InkWord, ...] | None = None
    """None until its page has been answered."""

    @property
    def is_sure(self) -> bool:
        """Whether the words may count for others: a slip of Tesseract's would come as often as the print does."""
        if self.words is None:
            return False
        return all(word.confidence >= _SURE and not _COUNTS.search(word.text) for word in self.words)

    def words_at(self, piece: Piece, shift: Shift) -> list[InkWord]:
        """The words as they stand in another *piece*, which lies over this one when shifted by *shift*."""
        right, down = piece.left - self.piece.left - shift[0], piece.top - self.piece.top - shift[1]
        return [_moved(word, right, down, piece) for word in self.words or ()]


class Seen:
    """The pieces of the pages that are read together."""

    def __init__(self) -> None:
        self._by_height: dict[int, list[Known]] = defaultdict(list)

    def alike(self, piece: Piece, show: Print) -> tuple[Known, Shift] | None:
        """A piece that looks the same."""
        for height in range(piece.height - _SHIFT_PX, piece.height + _SHIFT_PX + 1):
            for known in self._by_height.get(height, ()):
                if shift := shift_between(known.print, show):
                    return known, shift
        return None

    def add(self, piece: Piece, show: Print) -> Known:
        """Make a piece known that will be read."""
        known = Known(piece, show)
        self._by_height[piece.height].append(known)
        return known


def read_once(pieces: tuple[Piece, ...], ink: Grey, read: ReadPieces, seen: Seen) -> Reading[list[InkWord]]:
    """
    The words of the *pieces* of a page; those that look like one of the pages read with it have its words.

    Args:
        ink: the level page, not 0 where there is ink, rules erased.
        read: see `ReadPieces`; the lines of its words begin with left and top of their piece.
        seen: what is read of these pages; the new pieces are added.
    """
    new: list[Known] = []
    repeated: list[tuple[Piece, Known, Shift]] = []
    for piece in pieces:
        show = print_of(cut_out(ink, piece, white=0))
        if found := seen.alike(piece, show):
            repeated.append((piece, *found))
        else:
            new.append(seen.add(piece, show))
    words = yield from read(tuple(known.piece for known in new))
    by_piece: dict[object, list[InkWord]] = defaultdict(list)
    for word in words:
        by_piece[_place(word)].append(word)
    for known in new:
        known.words = tuple(by_piece[known.piece.left, known.piece.top])
    again = tuple(piece for piece, known, _ in repeated if not known.is_sure)
    if again:
        words += yield from read(again)
    return words + [w for piece, known, shift in repeated if known.is_sure for w in known.words_at(piece, shift)]


def _place(word: InkWord) -> object:
    """Left and top of the piece a word stands in."""
    return word.line[:2] if isinstance(word.line, tuple) else None


def _moved(word: InkWord, right: int, down: int, piece: Piece) -> InkWord:
    return replace(
        word,
        left=word.left + right,
        right=word.right + right,
        top=word.top + down,
        bottom=word.bottom + down,
        line=(piece.left, piece.top, word.line),
    )
