"""Judges a page's text layer and says which way the page is read, and why.

A text layer is not a text: it may be only the block of a digital signature, the output of an OCR that knows no
Vietnamese, or codes of glyphs. Such layers are told by their language, not by how many letters or marks they have;
leader dots, blanks and rows of numbers are no fault.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.page import BBox, Page, Word
from normalize.text import fold, fold_letters

Way = Literal["text_layer", "ocr", "mixed", "drawn"]
"""`ocr` reads the page's pictures, `mixed` reads them and keeps the good words of the text layer, `drawn` reads the
page as it is drawn, its own letters included, when those cannot be read otherwise."""

PAGE_PICTURE = 0.5
"""A picture over this share of the page is a scan of it; smaller ones are logos, seals, signatures."""
BODY_PICTURE = 0.12
"""A picture without words that takes this share of a page may hold part of the text."""
SIGNATURE_LETTERS = 150
"""A layer of fewer letters over a scan is a signature block or a page number, not the page."""
READS_WELL = 0.88
"""Language score of a layer over a scan that is taken as it is. Plans score 0.93 and more, misread layers less."""
_GLYPH_CODE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|r|s|t|th|tr|v|x|f|w|z|j)?u?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
"""A syllable once marks are gone: what is left of Vietnamese when a page was read without its marks."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNED = re.compile(
    r"(?:(?:nguoi|thoi gian|ngay|gio) ky|(?:duoc )?ky boi|chu ky (?:so|dien tu)|signed by|co quan|email|date) ?:"
    r"|digitally |signature "
)
"""What the lines of a signing service begin with: who signed, of what body, when."""
_LINE_POINTS = 6.0
"""Such lines are set in six points and more."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way a page is read and the reason, for the record."""

    way: Way
    reason: str


def find_route(page: Page, pictures: Sequence[BBox], shapes: int) -> Route:
    """
    Decide how to read *page*, from what its text layer gave.

    Args:
        page: the page as its text layer tells it.
        pictures: boxes of the pictures on it.
        shapes: how many curves are drawn on it: letters turned into outlines make thousands.
    """
    text = " ".join(word.text for word in page.words)
    letters = sum(len(m) for m in _LETTERS.findall(text))
    scanned = page.picture_share >= PAGE_PICTURE
    codes = len(_GLYPH_CODE.findall(text))
    if codes > 5 and codes > 0.1 * letters:
        return Route("drawn", f"text layer holds glyph codes ({codes}), not letters")
    if not letters:
        if pictures and page.picture_share >= 0.02:
            return Route("ocr", "no text layer, page is a picture")
        if shapes > 300:
            return Route("drawn", "no text layer, letters are drawn as outlines")
        return Route("text_layer", "blank page")
    if scanned and letters < SIGNATURE_LETTERS:
        return Route("mixed", f"text layer holds only {letters} letters, page is a picture")
    if scanned and letters < SIGNATURE_LETTERS * 6 and _letters_unsigned(page) < SIGNATURE_LETTERS:
        return Route("mixed", "text layer holds only signatures, page is a picture")
    if scanned:
        score = language_score(text)
        if score < READS_WELL:
            return Route("mixed", f"text layer over a picture does not read like Vietnamese ({score:.2f})")
        return Route("text_layer", f"text layer over a picture reads like Vietnamese ({score:.2f})")
    if _unpronounceable(text):
        return Route("drawn", "text layer holds letters of another encoding")
    bare = sum(_area(box) for box in pictures if not _holds_words(page, box)) / (page.width * page.height)
    if bare >= BODY_PICTURE:
        return Route("mixed", f"pictures without words take {bare:.0%} of the page")
    return Route("text_layer", "text layer")


def language_score(text: str) -> float:
    """How much *text* reads like correct Vietnamese, 0 to 1."""
    from normalize.diacritics import language_score as score

    return score(text)


def is_syllable(letters: str) -> bool:
    """Whether *letters* could be a Vietnamese syllable in some marks: abbreviations and most misread words are none."""
    return _SYLLABLE.fullmatch(fold_letters(letters)) is not None


def _unpronounceable(text: str) -> bool:
    """Whether most words could be no syllables in any marks: codes of glyphs that look like letters ("7KtQK SKӕ")."""
    words = _LETTERS.findall(text)
    if len(words) < 20:
        return False
    said = sum(is_syllable(word) for word in words)
    return said < 0.35 * len(words)


def _letters_unsigned(page: Page) -> int:
    """Letters of the text layer outside blocks of digital signatures, of which a page may bear several."""
    lines: dict[int, list[Word]] = {}
    for word in page.words:
        lines.setdefault(round((word.bbox[1] + word.bbox[3]) / 2 / _LINE_POINTS), []).append(word)
    count = 0
    for line in lines.values():
        text = " ".join(w.text for w in sorted(line, key=lambda w: w.bbox[0]))
        if not _SIGNED.match(fold(text)):
            count += sum(len(m) for m in _LETTERS.findall(text))
    return count


def _area(box: BBox) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _holds_words(page: Page, box: BBox) -> bool:
    """Whether a picture lies behind words of the text layer: a background, or a scan with its layer."""
    inside = sum(
        box[0] <= (w.bbox[0] + w.bbox[2]) / 2 <= box[2] and box[1] <= (w.bbox[1] + w.bbox[3]) / 2 <= box[3]
        for w in page.words
    )
    # A line of text takes about 8000 square points; a caption or a stamp over the picture is not its text.
    return inside * 8000 > _area(box) or inside >= 30
