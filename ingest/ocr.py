"""From the picture of a page to a `Page`: level it, find its rules, read its words.

Prose goes to Tesseract whole. A page with a ruled table goes in pieces, laid out in one strip (`ingest.strip`), since
Tesseract reads across cells and drops short ones.
"""

from dataclasses import replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.cells import Piece, cut_out, find_pieces
from ingest.columns import find_columns
from ingest.deskew import (
    MIN_SKEW,
    find_sideways,
    find_skew,
    gathered,
    rotate,
    whiten,
    without_edges,
    without_surroundings,
)
from ingest.dither import without_dither
from ingest.glued import join_months, part_glued
from ingest.glyphs import read_label
from ingest.label_order import count_up, mend_heads
from ingest.letterhead_gaps import fill_gaps
from ingest.letters import InkWord, finish
from ingest.mending import mend
from ingest.missed import read_missed
from ingest.open_tables import find_open_table
from ingest.raster import Grey, Picture
from ingest.repeated import Seen, read_once
from ingest.rereading import read_again
from ingest.rulings import Rule, Ruling, erase, find_rules, find_straight, with_hairlines
from ingest.second_look import look_again
from ingest.shaded import lighten, without_shade
from ingest.short_rules import find_short_pieces
from ingest.signs import check_signs
from ingest.specks import without_specks
from ingest.straighten import find_bend, promised_gain, straighten
from ingest.streaks import without_streaks
from ingest.strip import is_label, lay_out
from ingest.tesseract import PixelWord
from ingest.together import Answer, Question, Reading, read_together
from models.errors import NotAPlanFile
from models.page import Page, Stroke
from normalize.text import nfc

_WHOLE_PAGE, _ONE_BLOCK = 3, 6
_PROSE_EM, _TABLE_EM = 36.0, 31.0
"""Font size in pixels at which Tesseract reads best: 13 points at 200 dpi, where worn prints keep their hyphens. Cells
read as well at 170 dpi, in five sixths of the time."""
_X_HEIGHT = 0.46
"""Height of small letters in parts of the font size."""
_TALL_LETTERS, _SECOND_PEAK = (1.25, 1.55), 0.4
"""Times as high as small letters that tall ones are, and part of the commonest letters that the others are at least."""
_LEAST_FACTOR, _MOST_FACTOR, _SAME_FACTOR = 0.75, 1.6, 0.12
_ONE_TONE = 0.8
"""Share of pixels of the commonest tone: paper on a grey scan has a dozen tones."""
_LARGER = 1.5
"""Doubtful words are read again in letters this much larger."""
_FEW_LETTERS, _MANY_LETTERS = 100, 600
"""Too few to tell a size by; so many that the rest of the page need not be looked at."""
_PARTS = 5
_FINE = 2.4
"""Pixels in a point from which the marks of letters that look the same are the same: 173 dpi."""
_FLATTER, _FLAT = 1.6, 1.0
"""Times as clearly in level rows that the ink of a page must gather once it was laid flat: Tesseract follows lines that
are hardly bent, and laying flat blurs a little. The second where uprights of a table lean, which make no cells."""
_PROMISED = 0.85
"""Part of that gain which must be promised for a page to be drawn flat: drawing costs a twentieth of reading it."""
_POOR = 0.75
"""Mean confidence of words below which a page may be upside down."""
_LEAST_INK_POINTS = 100.0
"""Square points of ink under which a page is blank, specks aside: the name of a signer alone on a page has 300."""
_LEAST_CONTRAST = 30
"""Tones that ink is darker than its paper at least; the grain of a blank page differs by a dozen."""


def read_picture(picture: Picture, number: int, reason: str) -> Page:
    """
    The words and ruling lines in the *picture* of page *number*.

    Raises:
        ProgramMissing, NotAPlanFile: see `ingest.tesseract`.
    """
    (read,) = read_together([reading(picture, number, reason, Seen())])
    if isinstance(read, NotAPlanFile):
        raise read
    return read


def reading(picture: Picture, number: int, reason: str, seen: Seen) -> Reading[Page]:
    """
    How the *picture* of page *number* becomes its words and ruling lines, for `ingest.together`.

    Boxes are those of the page made upright and level, in points.

    Args:
        seen: the cells of this page and of those that are read together with it.
    """
    grey, width, height = _upright(picture)
    as_it_is = _read_level(grey, width, seen)
    del grey  # Pages wait for their words together: each lets go of what it can make again.
    level, ink, tables, lone, words = yield from as_it_is
    if words and _confidence(words) < _POOR:
        turned = yield from _read_level(np.ascontiguousarray(np.rot90(_upright(picture)[0], 2)), width, seen)
        if _confidence(turned[4]) > _confidence(words) + 0.1:
            level, ink, tables, lone, words = turned
    scale = level.shape[1] / width
    return Page(
        number=number,
        width=width,
        height=height,
        words=finish(words, ink, scale),
        strokes=tuple(_stroke(rule, scale) for rule in (*lone, *(r for ruling in tables for r in ruling))),
        text_source="ocr",
        route_reason=reason,
        picture_share=1.0,
        unit=picture.unit,
    )


def _upright(picture: Picture) -> tuple[Grey, float, float]:
    """The page on white paper, its lines running across, and its width and height in points."""
    sheet = without_surroundings(without_dither(picture.grey, picture.scale))
    white = without_streaks(whiten(lighten(sheet, picture.scale)), picture.scale)
    del sheet
    grey = without_shade(without_edges(white), picture.scale)
    if find_sideways(_ink(grey)):
        return np.ascontiguousarray(np.rot90(grey, -1)), picture.height, picture.width
    return grey, picture.width, picture.height


_Level = tuple[Grey, Grey, tuple[Ruling, ...], tuple[Rule, ...], list[InkWord]]


def _read_level(grey: Grey, width: float, seen: Seen) -> Reading[_Level]:
    """The level page, its ink, its tables, its other rules, and its words."""
    scale = grey.shape[1] / width
    skew = find_skew(_ink(grey))
    as_fed = grey
    if abs(skew) >= MIN_SKEW:
        grey = rotate(grey, skew)
    ink = _ink(grey)
    if np.count_nonzero(ink) < _LEAST_INK_POINTS * scale * scale or _is_grain(grey, scale):
        return grey, ink, (), (), []
    straight = find_straight(ink, scale)
    bend = find_bend(ink, straight, scale)
    wanted = _FLAT if bend is not None and bend.leaning else _FLATTER
    if bend is not None and promised_gain(ink, bend) > _PROMISED * wanted:
        flat = straighten(as_fed, bend, skew if abs(skew) >= MIN_SKEW else 0.0)
        if gathered(flat_ink := _ink(flat)) > wanted * gathered(ink):
            grey, ink, straight = flat, flat_ink, find_straight(flat_ink, scale)
        del flat, flat_ink
    del as_fed
    tables, lone, mask = find_rules(ink, scale, _is_without_grain(grey), straight)
    if short := [piece for table in tables for piece in find_short_pieces(ink, table, scale)]:
        tables, lone, mask = find_rules(ink, scale, _is_without_grain(grey), (*straight, *short))
    del straight, short
    if not tables:
        fainter = with_hairlines(ink, grey, scale, upright=any(not rule.horizontal for rule in lone))
        if fainter is not ink and (faint := find_rules(fainter, scale, broken=True))[0]:
            tables, lone, mask = faint
    dpi = round(72 * scale)
    cells = tables or tuple(filter(None, (find_open_table(ink, lone, scale),)))
    if not cells:
        factor = _reading_factor(ink, scale, _PROSE_EM)
        if columns := find_columns(ink, scale):
            words = yield from _read_pieces(grey, columns, scale, _WHOLE_PAGE, factor)
        else:
            (found,) = yield from _recognise((grey,), _WHOLE_PAGE, dpi, factor)
            words = [_ink_word(word, 0, 0, word.line) for word in found]
        return grey, ink, tables, lone, (yield from _checked(words, grey, ink, scale, factor))
    factor = _reading_factor(ink, scale, _TABLE_EM)
    grey = erase(grey, mask)
    ink[mask > 0] = 0
    del mask
    words, rest = _read_labels(grey, find_pieces(ink, cells, scale), scale)
    once = partial(_read_pieces, grey, scale=scale, mode=_ONE_BLOCK, factor=factor)
    words += yield from (read_once(rest, ink, once, seen) if scale >= _FINE else once(rest))
    return grey, ink, tables, lone, count_up((yield from _checked(words, grey, ink, scale, factor)), scale)


def _checked(words: list[InkWord], grey: Grey, ink: Grey, scale: float, factor: float) -> Reading[list[InkWord]]:
    """The *words* of a page after second looks at those that are doubtful, and at ink that was passed over."""
    larger = partial(_read_pieces, grey, scale=scale, mode=_ONE_BLOCK, factor=_LARGER * factor)
    words = yield from read_missed(words, ink, grey, scale, partial(larger, factor=factor))
    again = yield from read_again(words, larger, scale)
    mended = look_again(check_signs(join_months(part_glued(again)), ink), grey, scale)
    return without_specks(fill_gaps(mend_heads(mended), grey), grey, scale)


def _read_pieces(
    grey: Grey, pieces: tuple[Piece, ...], scale: float, mode: int, factor: float
) -> Reading[list[InkWord]]:
    """The words of the *pieces* of a page, laid out in strips and read by one call of Tesseract."""
    pictures, strips = lay_out(grey, pieces, scale)
    asked = _recognise(pictures, mode, round(72 * scale), factor)
    del pictures
    found = yield from asked
    words = []
    for strip, pixel_words in zip(strips, found, strict=True):
        for word in pixel_words:
            place = strip.place_of(word.left_px + word.width_px / 2, word.top_px + word.height_px / 2)
            right, down = place.piece.left - place.left, place.piece.top - place.top
            words.append(_ink_word(word, right, down, (place.piece.left, place.piece.top, word.line)))
    return words


def _is_grain(grey: Grey, scale: float) -> bool:
    """Whether nothing within the page's margins is darker than paper is: the blank back of a sheet, scanned in grey."""
    height, width = (side // 20 for side in grey.shape)
    inner = grey[height:-height, width:-width]
    paper = float(np.median(inner[::4, ::4]))
    return bool(np.count_nonzero(inner < paper - _LEAST_CONTRAST) < _LEAST_INK_POINTS * scale * scale)


def _is_without_grain(grey: Grey) -> bool:
    """Whether the paper is of one tone: a fax, or a scan in black and white."""
    return bool(np.bincount(grey[::4, ::4].ravel()).max() > _ONE_TONE * grey[::4, ::4].size)


def _reading_factor(ink: Grey, scale: float, wanted_em: float) -> float:
    """How much smaller or larger the page is read best: brought to where its font has *wanted_em* pixels."""
    letters = np.empty(0, np.int32)
    for part in np.array_split(ink, _PARTS):
        letters = np.concatenate((letters, _letter_heights(part, scale)))
        if len(letters) >= _MANY_LETTERS:
            break
    if len(letters) < _FEW_LETTERS:
        return 1.0
    em = _small_height(letters) / _X_HEIGHT
    factor = min(max(wanted_em / em, _LEAST_FACTOR), _MOST_FACTOR)
    return 1.0 if abs(factor - 1) < _SAME_FACTOR else factor


def _small_height(letters: NDArray[np.int32]) -> float:
    """
    The height of small letters without marks, the commonest; in coarse print these hang on to tall neighbours.

    Then tall letters are commonest, and small ones a third lower have a peak of their own.
    """
    counts = np.bincount(letters)
    peaks = np.convolve(counts, np.ones(3), "same")
    top = int(counts.argmax())
    lower = range(round(top / _TALL_LETTERS[1]), round(top / _TALL_LETTERS[0]) + 1)
    low = max(lower, key=lambda height: counts[height])
    inside = counts[low] >= max(counts[low - 1], counts[low + 1])
    return float(low if inside and peaks[low] > _SECOND_PEAK * peaks[top] else top)


def _letter_heights(ink: Grey, scale: float) -> NDArray[np.int32]:
    """Heights in pixels of the shapes that can be letters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink), connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    return np.asarray(heights[(heights > 3 * scale) & (heights < 14 * scale)], dtype=np.int32)


def _recognise(pictures: tuple[Grey, ...], mode: int, dpi: int, factor: float) -> Reading[Answer]:
    """The words of pictures that are read at *factor* times their size, in pixels of the pictures as they are."""
    if not pictures:
        return ()
    question = Question(tuple(_at_size(picture, factor) for picture in pictures), mode, round(dpi * factor))
    del pictures
    found = yield question
    return found if factor == 1.0 else tuple(tuple(_sized(word, 1 / factor) for word in words) for words in found)


def _at_size(picture: Grey, factor: float) -> Grey:
    if factor == 1.0:
        return picture
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way), dtype=np.uint8)


def _sized(word: PixelWord, factor: float) -> PixelWord:
    return replace(
        word,
        left_px=round(word.left_px * factor),
        top_px=round(word.top_px * factor),
        width_px=round(word.width_px * factor),
        height_px=round(word.height_px * factor),
    )


def _read_labels(grey: Grey, pieces: tuple[Piece, ...], scale: float) -> tuple[list[InkWord], tuple[Piece, ...]]:
    """The labels and crosses of a table's cells, read by their shapes, and the pieces that are left for Tesseract."""
    words, rest = [], []
    for piece in pieces:
        label = None
        if is_label(piece, scale):
            label = read_label(cut_out(grey, piece), scale)
        if label is None:
            rest.append(piece)
        else:
            left, top, right, bottom = _ink_box(grey, piece)
            words.append(InkWord(label.text, left, top, right, bottom, label.confidence, (piece.left, piece.top)))
    return words, tuple(rest)


def _ink_box(grey: Grey, piece: Piece) -> tuple[float, float, float, float]:
    """The box of the ink in a piece, which was cut out with a margin of white."""
    ink = _ink(cut_out(grey, piece))
    x, y, width, height = cv2.boundingRect(ink)
    return piece.left + x, piece.top + y, piece.left + x + width, piece.top + y + height


def _ink(grey: Grey) -> Grey:
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(ink, dtype=np.uint8)


def _ink_word(word: PixelWord, right: int, down: int, line: object) -> InkWord:
    left, top = word.left_px + right, word.top_px + down
    return InkWord(mend(nfc(word.text)), left, top, left + word.width_px, top + word.height_px, word.confidence, line)


def _confidence(words: list[InkWord]) -> float:
    """Mean confidence of a page's letters, 0 when there are none."""
    letters = sum(len(w.text) for w in words)
    return sum(w.confidence * len(w.text) for w in words) / letters if letters else 0.0


def _stroke(rule: Rule, scale: float) -> Stroke:
    at, start, end = rule.at / scale, rule.start / scale, rule.end / scale
    return Stroke((start, at, end, at) if rule.horizontal else (at, start, at, end))
