"""Reads labels by the shapes of their letters: digits, Roman numerals, single letters, crosses, dates in figures.

Tesseract's language model expects words: of "III" it makes "IH", of a lone "7" a "⁄2". A label column can hold little,
so each shape is compared with the few it can be.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.raster import Grey

_PAIRS = ("II", "III", "IV", "VI", "VII", "XI", "TT")
CLASSES = (*"0123456789", *"IVXLTS", *_PAIRS, *"abcdđeghkmnx", *"ABCDĐEGH", ")", "(", "/", "+")
"""Letters, and pairs whose serifs touch in bold print. No "l": it is drawn like 1 and I, and labels get there last."""
_HEIGHT, _WIDTH = 24, 44
_STRETCHED = 20
_ALIKE = 0.88
"""Correlation with the best shape below which a label is left to Tesseract."""
CLEAR = 0.006
"""Shapes nearly as alike as the best also count: "1" or "I" is then told by what stands around it, or not at all."""
_TWINS = {"x": "X", "c": "C"}
"""Small letters that differ from their capitals in height alone."""
_CAPITAL_POINTS = 7.5
_SIGN_HEIGHT = 0.45
"""Shapes of less than this part of the tallest are full stops, commas and dashes."""
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_GRAMMAR = re.compile(
    rf"{_ROMAN}(?:\.\d{{1,2}})*\.?"  # III  II.1  IV.
    r"|\d{1,3}(?:\.\d{1,3}){0,3}[.)]?"  # 12  2.1  7.
    r"|[a-eghkmnđ](?:\.?\d{1,2})?[.)]?"  # a  b)  đ)
    r"|[A-EGHĐ][.)]?"  # A  B.
    rf"|\d{{1,2}}(?:/\d{{1,2}})?/(?:19|20)\d\d|{_ROMAN}/20\d\d"  # 21/9/2025  9/2026  III/2026
    r"|S?TT|[xX]{1,3}|[-+]"
)
"""What a label, a cross or a date in figures can be; shapes that spell anything else were letters of a word."""
ROMAN = re.compile(rf"{_ROMAN}(?:/20\d\d)?\.?")
MOST_SHAPES = 10


@dataclass(frozen=True, slots=True)
class Label:
    """A label as its shapes read, and how sure that is (0..1)."""

    text: str
    confidence: float


def normal_glyph(ink: NDArray[Any]) -> NDArray[np.uint8]:
    """
    One shape (ink bright, trimmed) as all shapes are compared: at one height, and beside that stretched to one width.

    The first keeps a narrow shape narrow; the second tells narrow ones apart: the flag of a 1, the bars of an I.
    """
    height, width = ink.shape
    source = np.ascontiguousarray(ink, dtype=np.uint8)
    factor = min((_HEIGHT - 4) / height, (_WIDTH - 4) / width)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    out = np.zeros((_HEIGHT, _WIDTH + _STRETCHED + 4), np.uint8)
    top, left = (_HEIGHT - size[1]) // 2, (_WIDTH - size[0]) // 2
    out[top : top + size[1], left : left + size[0]] = cv2.resize(source, size, interpolation=cv2.INTER_AREA)
    stretched = cv2.resize(source, (_STRETCHED, _HEIGHT - 4), interpolation=cv2.INTER_LINEAR)
    out[2:-2, _WIDTH + 2 : _WIDTH + 2 + _STRETCHED] = stretched
    return np.asarray(cv2.GaussianBlur(out, (0, 0), 1.0), dtype=np.uint8)


def read_label(grey: Grey, scale: float, only: re.Pattern[str] | None = None, clear: float = CLEAR) -> Label | None:
    """
    The label in a small picture, or None when its shapes are none a label can have.

    Args:
        grey: the cell cut out, black on white, rules erased.
        scale: pixels in one point.
        only: what the label must be, where that is known: a 1 and an I differ little.
        clear: how much less like a shape the other meanings must be for one to count alone.
    """
    dark, shapes = _dark_shapes(grey, scale)
    if not 1 <= len(shapes) <= MOST_SHAPES:
        return None
    tallest = max(bottom - top for _, top, _, bottom in shapes)
    foot = max(bottom for _, _, _, bottom in shapes)
    if tallest < 4 * scale:
        return None
    texts, sure = {""}, 1.0
    for left, top, right, bottom in shapes:
        if bottom - top < _SIGN_HEIGHT * tallest:
            sign = _sign(right - left, bottom - top, foot - bottom, tallest)
            letters = frozenset(sign or ())
        else:
            letters, likeness = _closest(normal_glyph(dark[top:bottom, left:right]), clear)
            sure = min(sure, likeness)
            is_tall = bottom - top > _CAPITAL_POINTS * scale
            letters = frozenset(_of_height(letter, is_tall) for letter in letters)
        texts = {text + letter for text in texts for letter in letters}
    possible = [text for text in texts if (only or _GRAMMAR).fullmatch(text)]
    return Label(possible[0], round(sure, 3)) if len(possible) == 1 else None


def _of_height(letter: str, is_tall: bool) -> str:
    small = letter.lower()
    if small not in _TWINS:
        return letter
    return _TWINS[small] if is_tall else small


def first_stop(grey: Grey, scale: float) -> int | None:
    """Where the first full stop after a first shape ends, in pixels from the left; None without one."""
    _, shapes = _dark_shapes(grey, scale)
    if len(shapes) < 3:
        return None
    tallest = max(bottom - top for _, top, _, bottom in shapes)
    foot = shapes[0][3]
    for left, top, right, bottom in shapes[1:]:
        near_foot = abs(foot - bottom) <= 0.2 * tallest
        if near_foot and bottom - top <= 0.3 * tallest and right - left <= 0.3 * tallest:
            return right
    return None


def _dark_shapes(grey: Grey, scale: float) -> tuple[Grey, list[tuple[int, int, int, int]]]:
    """The picture with ink bright, and the boxes of its shapes; none in an empty picture, cut at the page's edge."""
    if not grey.size:
        return grey, []
    dark = np.asarray(cv2.subtract(np.full_like(grey, 255), grey), dtype=np.uint8)
    _, ink = cv2.threshold(dark, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return dark, _shapes(np.asarray(ink, dtype=np.uint8), scale)


def _shapes(ink: Grey, scale: float) -> list[tuple[int, int, int, int]]:
    """Boxes of the connected shapes, left to right; parts one above the other are one shape. Dust is dropped."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = max(3.0, (0.5 * scale) ** 2)
    boxes = sorted((x, y, x + w, y + h) for x, y, w, h, area in stats[1:count].tolist() if area >= least)
    shapes: list[tuple[int, int, int, int]] = []
    for box in boxes:
        last = shapes[-1] if shapes else (0, 0, 0, 0)
        beside = min(last[2], box[2]) - box[0] <= 0.5 * min(last[2] - last[0], box[2] - box[0])
        # A full stop under the arm of a V stands at its foot, not below it.
        if beside or min(last[3], box[3]) - max(last[1], box[1]) > 2:
            shapes.append(box)
        else:
            shapes[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
    return shapes


def _sign(width: int, height: int, above_foot: int, tallest: int) -> str | None:
    """A full stop or a dash, by its place and form."""
    if above_foot <= 0.15 * tallest and width <= 0.35 * tallest:
        return "."
    if width >= 1.8 * height and 0.1 * tallest < above_foot < 0.6 * tallest:
        return "-"
    return None


@cache
def _known() -> tuple[NDArray[np.float32], NDArray[np.str_]]:
    with np.load(Path(__file__).parent / "data" / "label_glyphs.npz") as stored:
        return _comparable(stored["glyphs"].astype(np.float32)), stored["names"]


def _comparable(glyphs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Glyphs as vectors whose product is their likeness: both views weigh the same."""
    count = len(glyphs)
    views = (glyphs[:, :, :_WIDTH].reshape(count, -1), glyphs[:, :, _WIDTH:].reshape(count, -1))
    return np.asarray(np.concatenate([_unit(v) for v in views], axis=1) / np.sqrt(2), dtype=np.float32)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    centred = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def likeness_to(letters: str, ink: Grey) -> dict[str, float]:
    """How like one shape (ink bright, trimmed) is to each of *letters*, as likeness to print goes (0..1)."""
    known, names = _known()
    likeness = np.einsum("ij,j->i", known, _comparable(normal_glyph(ink)[None].astype(np.float32))[0])
    return {letter: float(likeness[names == letter].max()) for letter in letters}


def _closest(glyph: NDArray[np.uint8], clear: float) -> tuple[frozenset[str], float]:
    """What *glyph* may mean, mostly one letter, none when no known shape is like it; and its likeness to the best."""
    known, names = _known()
    # Not a matrix product by "@": starting its threads costs more than the few thousand products.
    likeness = np.einsum("ij,j->i", known, _comparable(glyph[None].astype(np.float32))[0])
    best = float(likeness.max())
    if best < _ALIKE:
        return frozenset(), best
    return frozenset(str(name) for name in names[likeness > best - clear]), best
