"""Looks at the mark over an i: a dot is no tone, whatever word Tesseract would rather read.

Tesseract chooses marks by the words it knows: of "chi" it makes "chỉ", of one called Minh a "Mỉnh", sure of itself. The
mark over an i stands alone in white, so that its shape can be judged by itself.
"""

import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.letters import InkWord
from ingest.raster import Grey

Floats = NDArray[np.float32]

SIDE = 14
"""Rows and columns of the picture that is judged."""
_X_HEIGHT = 0.46
_OVER, _WIDE = 0.36, 0.44
"""The height above an i and the width that its mark takes, in parts of the font size, with a margin."""
_SURE = 0.99
_TONED = frozenset("íìỉĩ")
_LOWER_TONE, _HORN = "\u0323", "\u031b"


def check_dots(words: list[InkWord], grey: Grey) -> list[InkWord]:
    """
    The *words* of a page, without the tone over an i where the picture shows a dot.

    Args:
        grey: the level page.
    """
    return [_checked(word, grey) for word in words]


def _checked(word: InkWord, grey: Grey) -> InkWord:
    place = _place(word.text) if _TONED.intersection(word.text) else None
    if place is None:
        return word
    top, left = max(0, int(word.top) - _MARGIN), max(0, int(word.left) - _MARGIN)
    picture = cut_mark(grey[top : int(word.bottom) + _MARGIN, left : int(word.right) + _MARGIN])
    likely = likely_dot(picture) if picture is not None else 0.0
    if likely < _SURE:
        return word
    return replace(word, text=f"{word.text[:place]}i{word.text[place + 1 :]}", confidence=word.confidence * likely)


_MARGIN = 2


def _place(text: str) -> int | None:
    """Where the one letter of *text* is that has a mark above and may have a dot there instead; None without one."""
    marked = [index for index, letter in enumerate(text) if _has_mark_above(letter)]
    if len(marked) != 1:
        return None
    base, *marks = list(unicodedata.normalize("NFD", text[marked[0]]))
    return marked[0] if base == "i" and _LOWER_TONE not in marks else None


def _has_mark_above(letter: str) -> bool:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    return base in "ij" or any(mark not in (_LOWER_TONE, _HORN) for mark in marks)


def cut_mark(grey: Grey) -> Floats | None:
    """
    What stands over the i of the picture of a word, `SIDE` by `SIDE`, dark is 1; None where no mark stands alone.

    Args:
        grey: the word, black on white, with an i that has the only mark above.
    """
    if min(grey.shape) < 8:
        return None
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    shapes = [tuple(int(v) for v in row) for row in stats[1:count]]
    tallest = max((height for _, _, _, height, _ in shapes), default=0)
    found = [
        (left, top, width, height, stem)
        for left, top, width, height, area in shapes
        if area >= 3 and height < 0.45 * tallest
        for stem in shapes
        if stem[3] > 0.45 * tallest and stem[1] >= top + height - 1
        if stem[0] - 2 <= left + width / 2 <= stem[0] + stem[2] + 2
    ]
    if len(found) != 1:
        return None
    left, _, width, _, stem = found[0]
    em = stem[3] / _X_HEIGHT
    middle, foot = left + width / 2, stem[1]
    x0, x1 = middle - _WIDE / 2 * em, middle + _WIDE / 2 * em
    y0, y1 = foot - _OVER * em, foot + 0.04 * em
    paper, black = (float(v) for v in np.percentile(grey, (80, 4)))
    if paper - black < 40:
        return None
    dark = np.clip((paper - grey.astype(np.float32)) / (paper - black), 0, 1)
    # What stands beside the mark (the arm of an f, the serif of an h) says nothing of it.
    onto = np.array([[SIDE / (x1 - x0), 0, -x0 * SIDE / (x1 - x0)], [0, SIDE / (y1 - y0), -y0 * SIDE / (y1 - y0)]])
    return np.asarray(cv2.warpAffine(dark, onto, (SIDE, SIDE), flags=cv2.INTER_LINEAR), dtype=np.float32)


def likely_dot(picture: Floats) -> float:
    """How likely (0..1) a *picture* from `cut_mark` shows a dot and no tone."""
    hidden, out = _network()
    x = np.maximum(np.einsum("i,ij->j", picture.ravel(), hidden[:-1]) + hidden[-1], 0)
    return float(1 / (1 + np.exp(-(np.einsum("i,i->", x, out[:-1]) + out[-1]))))


@cache
def _network() -> tuple[Floats, Floats]:
    with np.load(Path(__file__).parent / "data" / "mark_model.npz") as stored:
        return stored["hidden"].astype(np.float32), stored["out"].astype(np.float32)
