"""Reads figures written by hand into the gaps of a letterhead: "Số: ____ /KH-UBND", "ngày __ tháng __ năm 2026".

Two small networks made by `scripts/build_digit_model.py` read the ink of a gap as a row of figures, touching or not. An
answer counts only when nothing else is likely, and is marked as handwriting, so that a person is asked to look.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.raster import Grey

Floats = NDArray[np.float32]

HEIGHT = 24
"""Rows of the picture that the network sees."""
_INK_HEIGHT, _STRETCH = 18, 1.3
"""The ink of a gap is brought to this height, and made wider: of "11" each stroke must get columns of its own."""
_MOST_WIDTH = 200
STRIDE = 4
"""Columns of the picture that the network sums up in one answer."""
SIGNS = "0123456789?"
"""What an answer can be, after none (0): figures, and what is no figure."""
_ABOVE, _BELOW = 1.15, 0.5
"""How far from the base line handwriting reaches, in parts of the font size."""
_LEAST_INK = 0.38
"""Ink lower than this, in parts of the font size, is dots, a dash, a speck."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where print leaves room for handwriting, in pixels."""

    left: float
    right: float
    base: float
    """Base line of the print around it."""
    em: float
    """Font size of the print around it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Figures as the network reads them, how likely they are (0..1), and the box of their ink in pixels."""

    figures: str
    likely: float
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """What is written in a gap, without the print around it: dark is 1, paper 0."""

    darkness: Floats
    box: tuple[int, int, int, int]


def find_ink(grey: Grey, gap: Gap) -> Ink | None:
    """
    What is written in a *gap* of a page; None where nothing is, or where print and writing cannot be told apart.

    Print that reaches into the gap, dots and lines to write on, and specks are left out.
    """
    height, width = grey.shape
    em = gap.em
    top, bottom = max(0, round(gap.base - _ABOVE * em)), min(height, round(gap.base + _BELOW * em))
    left, right = max(0, round(gap.left - em)), min(width, round(gap.right + em))
    if bottom - top < 0.8 * em or min(right - left, gap.right - gap.left) < 0.2 * em:
        return None
    dark = _darkness(grey[top:bottom, left:right])
    if dark is None:
        return None
    kept = _handwriting(dark, gap, left, top)
    if kept is None:
        return None
    x, y, w, h = cv2.boundingRect(kept)
    if h < _LEAST_INK * em:
        return None
    # The soft edges of strokes belong to them.
    near = cv2.dilate(kept, np.ones((3, 3), np.uint8))
    x0, y0, x1, y1 = max(0, x - 1), max(0, y - 1), x + w + 1, y + h + 1
    found = (dark * near)[y0:y1, x0:x1]
    strokes = found[found > _DARK]
    if not strokes.size:
        return None
    # Pens are fainter than print: their darkest strokes count as black.
    found = np.clip(found / max(0.25, float(np.percentile(strokes, 80))), 0, 1)
    return Ink(np.asarray(found, dtype=np.float32), (left + x, top + y, left + x + w, top + y + h))


_DARK, _FAINT = 0.3, 0.17
"""Parts of the darkness of print: ink is what is that dark somewhere, and this dark everywhere."""
_LEFT_OUT = 0.015
"""Square font sizes of ink in a gap that may stay unexplained: of a figure at its edge, part is lost in the print."""


def _darkness(grey: Grey) -> Floats | None:
    """How dark each pixel is between paper (0) and print (1); None where nothing is printed."""
    paper, ink = (float(v) for v in np.percentile(grey[::2, ::2], (75, 1)))
    if paper - ink < 40:
        return None
    dark = np.clip((paper - grey.astype(np.float32)) / (paper - ink), 0, 1)
    return np.asarray(cv2.GaussianBlur(dark, (3, 3), 0.6), dtype=np.float32)


def _handwriting(dark: Floats, gap: Gap, left: int, top: int) -> Grey | None:
    """
    The shapes that were written in the gap, 1 where they are; None when ink in it may be of a figure and may not.

    Args:
        dark: how dark the page is in and around the gap; *left* and *top* are the corner of this cut.
    """
    em, base = gap.em, gap.base - top
    start, end = max(0, round(gap.left) - left), max(0, round(gap.right) - left)
    ink = np.asarray(dark > _FAINT, dtype=np.uint8)
    _without_line(ink, em, base)
    count, marks, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    within = np.bincount(marks[:, start:end].ravel(), minlength=count)
    strong = np.bincount(marks[dark > _DARK], minlength=count)
    kept, clipped = np.zeros(count, np.uint8), np.zeros(count, np.uint8)
    left_out = 0
    for index in range(1, count):
        _, y, w, h, area = stats[index].tolist()
        # Tails of the line above, marks of the line below, dots to write on.
        elsewhere = y > base + 0.35 * em or y + h < base - 0.95 * em
        dot = h < 0.16 * em and w < 0.3 * em and y + h > base - 0.14 * em
        if elsewhere or dot or not within[index]:
            continue
        share = within[index] / area
        dust = area < (0.09 * em) ** 2 or max(w, h) < 0.17 * em or strong[index] < 3
        if share < 0.3 or dust:
            left_out += int(within[index])
            continue
        kept[index], clipped[index] = 1, share < 0.85
    if left_out > _LEFT_OUT * em * em:
        return None
    out = kept[marks]
    # What touches print counts as far as it lies in the gap.
    outside = clipped[marks] > 0
    outside[:, start:end] = False
    out[outside] = 0
    return np.asarray(out, dtype=np.uint8)


def _without_line(ink: Grey, em: float, base: float) -> None:
    """Erase a ruled line to write on."""
    part = ink[max(0, round(base - 0.15 * em)) : round(base + 0.3 * em)]
    long = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((1, max(3, round(0.9 * em))), np.uint8))
    if 0 < np.count_nonzero(long.any(axis=1)) <= max(2.0, 0.14 * em):
        part[cv2.dilate(long, np.ones((3, 1), np.uint8)) > 0] = 0


def normal_ink(ink: Ink, height: int = _INK_HEIGHT) -> Floats:
    """*ink* as the network sees it: of one height, with a margin, its width a whole number of strides."""
    rows, columns = ink.darkness.shape
    factor = height / rows
    width = min(max(2, round(columns * factor * _STRETCH)), _MOST_WIDTH)
    small = cv2.resize(ink.darkness, (width, height), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    full = -(-(width + 16) // STRIDE) * STRIDE
    out = np.zeros((HEIGHT, full), np.float32)
    top = (HEIGHT - height) // 2
    out[top : top + height, 8 : 8 + width] = small
    return out


def read_figures(ink: Ink, possible: re.Pattern[str]) -> Answer | None:
    """The likeliest figures that are *possible*, None when the ink can be read as none of them."""
    looks = [_answers(normal_ink(ink, height), network) for height in _LOOKS for network in _networks()]
    candidates = {text for look in looks for text in _beam(look)}
    likely = {text: float(np.mean([_likelihood(look, text) for look in looks])) for text in candidates}
    best = max((text for text in candidates if possible.fullmatch(text)), key=lambda text: likely[text], default=None)
    return Answer(best, likely[best], ink.box) if best is not None else None


Network = tuple[tuple[Floats, Floats], ...]
"""Layers, each its filters and offsets."""


@cache
def _networks() -> tuple[Network, ...]:
    """The networks, trained apart: where they differ, neither is sure."""
    with np.load(Path(__file__).parent / "data" / "digit_model.npz") as stored:
        return tuple(
            tuple(
                (
                    stored[f"filters{net}_{layer}"] * stored[f"scales{net}_{layer}"].astype(np.float32),
                    stored[f"offsets{net}_{layer}"].astype(np.float32),
                )
                for layer in range(LAYERS)
            )
            for net in range(NETWORKS)
        )


NETWORKS, LAYERS = 2, 7


def _answers(picture: Floats, network: Network) -> Floats:
    """For each stride of the picture, how likely each answer is: none, then `SIGNS`."""
    x = picture[None]
    for index, (filters, offsets) in enumerate(network):
        x = _filtered(x, filters, offsets, pad=index != _SUMS_UP)
        if index + 1 < len(network):
            x = np.maximum(x, 0)
        if index < len(_SHRINK):
            x = _shrunk(x, *_SHRINK[index])
    x = x[:, 0].T
    x = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(x / x.sum(axis=1, keepdims=True), dtype=np.float32)


_SHRINK = ((2, 2), (2, 2), (2, 1))
"""By how much the picture shrinks in height and width after each of the first layers."""
_SUMS_UP = 4
"""The layer that makes one row of what is left of the height."""


def _filtered(x: Floats, filters: Floats, offsets: Floats, pad: bool) -> Floats:
    """One convolution, the picture padded so that its width stays; and its height too if *pad*."""
    high, wide = filters.shape[2:]
    rows = high // 2 if pad else 0
    padded = np.pad(x, ((0, 0), (rows, rows), (wide // 2, wide // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (high, wide), axis=(1, 2))
    depth, height, width = windows.shape[:3]
    columns = windows.transpose(0, 3, 4, 1, 2).reshape(depth * high * wide, height * width)
    # Not a matrix product by "@": the threads it starts cost more than it does.
    out = np.einsum("oi,ij->oj", filters.reshape(len(filters), -1), columns)
    return np.asarray(out.reshape(-1, height, width) + offsets[:, None, None], dtype=np.float32)


def _shrunk(x: Floats, down: int, across: int) -> Floats:
    depth, height, width = x.shape
    blocks = x[:, : height // down * down, : width // across * across]
    return np.asarray(blocks.reshape(depth, height // down, down, width // across, across).max(axis=(2, 4)))


def _beam(answers: Floats) -> list[str]:
    """A few texts that the answers of all strides spell, the likeliest ones."""
    # For each text: how likely with a last answer of none, and with its last sign.
    beams = {"": (1.0, 0.0)}
    for row in answers:
        following: dict[str, list[float]] = {}
        for text, (none, sign) in beams.items():
            kept = following.setdefault(text, [0.0, 0.0])
            kept[0] += (none + sign) * float(row[0])
            if text:
                kept[1] += sign * float(row[1 + SIGNS.index(text[-1])])
            for index in np.flatnonzero(row[1:] > 0.001).tolist():
                longer = following.setdefault(text + SIGNS[index], [0.0, 0.0])
                before = none if text and text[-1] == SIGNS[index] else none + sign
                longer[1] += before * float(row[1 + index])
        best = sorted(following.items(), key=lambda item: -sum(item[1]))[:_BEAMS]
        beams = {text: (none, sign) for text, (none, sign) in best}
    return list(beams)


_BEAMS = 6


def _likelihood(answers: Floats, text: str) -> float:
    """How likely it is that the answers of all strides spell *text*, over all ways to lay it out."""
    signs = [0]
    for sign in text:
        signs += [1 + SIGNS.index(sign), 0]
    reached = np.zeros(len(signs))
    reached[0] = 1.0
    first = True
    for row in answers:
        following = reached.copy()
        following[1:] += reached[:-1]
        for at in range(3, len(signs), 2):
            if signs[at] != signs[at - 2]:
                following[at] += reached[at - 2]
        if first:
            following = reached.copy()
            following[1:2] += reached[:1]
            first = False
        reached = following * row[signs]
    return float(reached[-2:].sum())


_LOOKS = (16, 18, 20)
"""The same ink is looked at in several sizes: a reading that hangs on the size is none."""
