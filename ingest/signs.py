"""Looks again at signs that Tesseract takes for others, or sees where none are: a bar under ">", a stroke in "./.".

A limit read without its bar is another limit; a comma that nobody printed parts one unit in two.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.letters import InkWord, reach
from ingest.raster import Grey

_BARRED = {">": "≥", "<": "≤", "›": "≥", "‹": "≤"}
_ENDS_DOTTED = re.compile(r"(?:\.{2,3}|…|\./?\.?|/\.)\Z")
"""What "./.", which closes a letter, is read as."""
_STOPPED = re.compile(r".*[^\W\d_A-ZĐ]{2}[.,]\Z")
_SURE_OF_STOP = 0.94
"""Confidence from which a full stop or comma is there."""
_QUOTES, _QUOTED = frozenset('“"'), 60
"""Marks that open a quotation, and how many words it may have."""
_LEAST_EM = 8.0
"""Font size in pixels under which signs are specks."""

_Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def check_signs(words: list[InkWord], ink: Grey) -> list[InkWord]:
    """
    The *words* of a page with those signs mended that their shapes gainsay.

    Args:
        ink: the level page, 255 where there is ink, else 0; rules erased.
    """
    return [_checked(_without_lone_quote(word, words[i + 1 : i + _QUOTED]), ink) for i, word in enumerate(words)]


def _without_lone_quote(word: InkWord, following: Sequence[InkWord]) -> InkWord:
    """*word* without a quotation mark that nothing closes: a speck at the head of a cell."""
    if word.text[:1] not in _QUOTES or not word.text[1:2].isupper() or _closes(word.text[1:]):
        return word
    return word if any(_closes(other.text) for other in following) else replace(word, text=word.text[1:])


def _closes(text: str) -> bool:
    return any(mark in text for mark in '”"“')


def _checked(word: InkWord, ink: Grey) -> InkWord:
    text = word.text
    if text[:1] in _BARRED:
        return replace(word, text=_BARRED[text[0]] + text[1:]) if _has_bar(word, ink) else word
    if (dotted := _ENDS_DOTTED.search(text)) and dotted.group() != ".":
        return replace(word, text=text[: dotted.start()] + "./.") if _ends_in_stroke(word, ink) else word
    if word.confidence < _SURE_OF_STOP and _STOPPED.fullmatch(text) and not _has_stop(word, ink):
        return replace(word, text=text[:-1])
    return word


def _em(word: InkWord) -> float:
    return (word.bottom - word.top) / max(0.3, sum(reach(word.text)))


def _has_bar(word: InkWord, ink: Grey) -> bool:
    """Whether a flat bar lies under the first sign of *word*."""
    height = word.bottom - word.top
    # Of ">" alone the box is a third of a font size high; of "≥" it may leave out the bar.
    em = height / 0.5 if len(word.text) == 1 else _em(word)
    shapes = _shapes(ink, word.left - 0.1 * em, word.top - 0.1 * em, word.left + 0.75 * em, word.bottom + 0.35 * em)
    if em < _LEAST_EM or not shapes:
        return False
    first = min(shapes, key=lambda box: box[0])
    sign = max((box for box in shapes if _share(box, first) > 0.5), key=lambda box: box[3] - box[1])
    wide = sign[2] - sign[0]
    if any(_is_bar(box, sign) for box in shapes if box is not sign):
        return True
    # In bold or coarse print the bar hangs on the sign: its foot is then as wide as the sign.
    foot = ink[sign[3] - max(1, round(0.12 * (sign[3] - sign[1]))) : sign[3], sign[0] : sign[2]]
    return wide > 0.3 * em and float((foot > 0).any(axis=0).mean()) > 0.9


def _is_bar(box: _Box, sign: _Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return wide >= 2.5 * high and _share(box, sign) > 0.7 and box[1] >= sign[1] + 0.6 * (sign[3] - sign[1])


def _share(box: _Box, other: _Box) -> float:
    """The part of the wider of two boxes that both have in common from left to right."""
    common = min(box[2], other[2]) - max(box[0], other[0])
    return common / max(1, box[2] - box[0], other[2] - other[0])


def _ends_in_stroke(word: InkWord, ink: Grey) -> bool:
    """Whether the last three shapes of *word* are a dot, a stroke and a dot."""
    em = _em(word)
    shapes = _shapes(ink, word.right - 0.95 * em, word.top - 0.2 * em, word.right + 0.5 * em, word.bottom + 0.1 * em)
    if em < _LEAST_EM or len(shapes) < 3:
        return False
    before, stroke, after = sorted(shapes)[-3:]
    dots = all(_is_small(box, em) for box in (before, after))
    return dots and stroke[3] - stroke[1] > 0.5 * em and stroke[2] - stroke[0] < 0.45 * em


def _has_stop(word: InkWord, ink: Grey) -> bool:
    """Whether something as small as a full stop or comma stands at the end of *word*, or may touch its last letter."""
    em = _em(word)
    left = word.right - 0.6 * em
    shapes = _shapes(ink, left, word.top - 0.2 * em, word.right + 0.35 * em, word.bottom + 0.25 * em)
    if em < _LEAST_EM or not shapes:
        return True
    foot = word.bottom - (reach(word.text)[1] + 0.4) * em
    # What is cut at the left is part of a letter.
    return any(top > foot and bottom - top < 0.45 * em and x > round(left) for x, top, _, bottom in shapes)


def _is_small(box: _Box, em: float) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) < 0.25 * em


def _shapes(ink: Grey, left: float, top: float, right: float, bottom: float) -> list[_Box]:
    """Boxes of the shapes in a part of the page, specks left out."""
    x0, y0 = max(0, round(left)), max(0, round(top))
    part = np.ascontiguousarray(ink[y0 : max(y0, round(bottom)), x0 : max(x0, round(right))])
    if part.size == 0:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    return [(x0 + x, y0 + y, x0 + x + w, y0 + y + h) for x, y, w, h, area in stats[1:count].tolist() if area > 3]
