"""Reads again, by their shapes, the short words that Tesseract is known to misread: numerals, labels, lone figures."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ingest.glyphs import CLEAR, ROMAN, Label, first_stop, read_label
from ingest.letters import InkWord
from ingest.marks import check_dots
from ingest.raster import Grey

_RISKY = re.compile(r"[\[|\]IHTlL1!VXJ]{1,5}(?:/20\d\d)?[.,;:)]?|[^\W\d_]?/20\d\d[.,;:)]?")
"""Readings that a Roman numeral or a figure is easily mistaken for."""
_SOUND = re.compile(r"(?:X{0,2}(?:IX|IV|V?I{0,3})|\d{1,2})(?:/20\d\d)?[.,;:)]?|S?TT|l\)")
"""Numerals that can be meant as they are: looked at again only when Tesseract was in doubt."""
_ROMAN_READ = re.compile(r"[IVX]{2,5}(?:/20\d\d)?[.,;:]?|[IVX]/20\d\d[.,;:]?")
"""Roman numerals, of which Tesseract easily drops a stroke."""
_ROMAN_DASH = re.compile(r"[IVXHl|]{1,5}[-–]")
"""Labels of the Party's offices: "II- NHIỆM VỤ", whose strokes are read as an H where they are near each other."""
_DASHED = re.compile(f"(?:{ROMAN.pattern})-")
_ONES = frozenset({"1.", "I."})
"""Each is read for the other; the shapes decide where they are clear."""
_D_LABEL = re.compile(r"[dđ]\)")
"""Both stand in every longer list, one after the other."""
_QUARTER = re.compile(r"(Quý|QUÝ|quý)?([iIlL!|1]{1,3}|[iIlL!|1](?=V))(V?)([,.;:)]?(?:/20\d\d)?)")
_BETWEEN_QUARTERS = frozenset({"và", ",", "-", "–", "đến"})
_QUARTER_OF_YEAR = re.compile(r"(?:I{1,3}|IV)/20\d\d[,.;:)]*")
_KNOWN_FORMS = ((_ROMAN_READ, ROMAN), (_ROMAN_DASH, _DASHED), (_D_LABEL, _D_LABEL))
"""How labels are read, and what those that are read so can be."""
_LETTER_LIKE = frozenset({"8)", "3)", "0)", "6)", "9)"})
"""Numbers that a), e), đ), b) and g) are mistaken for."""
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)[.,;:)]*")
_ONES_SURE = 0.9
"""Numerals taken for figures come with 0.88 and less, figures with 0.92 and more."""
_ONES_CLEAR = 0.015
"""A thin 1 and an I of worn print are nearly as like; then Tesseract's reading stands."""
_SOUND_SURE = 0.7
_SHAPES_SURE = 0.93
_STROKES_SURE = 0.9
"""Strokes and figures this like known ones count as what they are."""
_DOUBTFUL = 0.5
"""Confidence low enough to become a finding."""
_GLUED = re.compile(r"([\[|\]IHTlL1!VX]{1,4}|\d{1,2}(?:\.\d{1,2})?)\.([^\W\d_]{2}.*)")
"""A label and the word after it, read as one word."""


def look_again(words: list[InkWord], grey: Grey, scale: float) -> list[InkWord]:
    """
    The *words* of a page, likely misread numerals and tones read over dots mended where their shapes leave no doubt.

    Args:
        grey: the level page, rules erased.
        scale: pixels in one point.
    """
    in_line = Counter(word.line for word in words)
    seen: set[object] = set()
    out: list[InkWord] = []
    of_quarters = False
    for word in words:
        first = word.line not in seen
        seen.add(word.line)
        quarter = _QUARTER.fullmatch(word.text)
        of_quarters = of_quarters and (quarter is not None or word.text in _BETWEEN_QUARTERS)
        if quarter and (quarter[1] or of_quarters or (out and out[-1].text.lower() == "quý")):
            of_quarters = True
            out.extend(_numeral(part, grey, scale) for part in _quarter(word, quarter))
        elif _QUARTER_OF_YEAR.fullmatch(word.text):
            out.append(_numeral(word, grey, scale))
        elif first and (glued := _GLUED.fullmatch(word.text)):
            out.extend(_parted(word, glued, grey, scale))
        elif _is_risky(word, in_line[word.line]):
            out.append(_by_shape(word, grey, scale))
        else:
            out.append(word)
    return check_dots(out, grey)


def _quarter(word: InkWord, match: re.Match[str]) -> Iterator[InkWord]:
    """The word Quý and its numeral, whose strokes were read as anything upright ("Quýl!" is Quý II)."""
    strokes = len(match[2])
    numeral = ("IV" if match[3] else "I" * strokes) + match[4]
    cut = word.left + (word.right - word.left) * (3.2 / (3.2 + 0.6 * strokes))
    if match[1]:
        yield replace(word, text=match[1], right=cut)
        yield replace(word, text=numeral, left=cut)
    else:
        yield replace(word, text=numeral)


def _numeral(word: InkWord, grey: Grey, scale: float) -> InkWord:
    """
    The Roman numeral of a quarter, stroke by stroke: a lost stroke moves a deadline by three months.

    Tesseract drops strokes and is sure of what is left. Where the shapes cannot say how many there are, the reading
    stays, marked as doubtful.
    """
    if not ROMAN.fullmatch(word.text.rstrip(",.;:)")):
        return word
    label = read_label(_cut(word, grey, scale), scale, ROMAN)
    if label is None or label.confidence < _STROKES_SURE:
        return replace(word, confidence=min(word.confidence, _DOUBTFUL))
    return _as_shaped(word, label)


def _is_risky(word: InkWord, words_in_line: int) -> bool:
    if word.text in _LETTER_LIKE:
        return True
    if word.text in _ONES:
        # Tesseract is surer of a figure it knows than of a numeral it takes for one.
        return word.confidence < _ONES_SURE
    if any(p.fullmatch(word.text) for p in (_ROMAN_READ, _ROMAN_DASH, _D_LABEL)):
        return True
    if _SOUND.fullmatch(word.text):
        return word.confidence < _SOUND_SURE
    if date := _DATE.fullmatch(word.text):
        return not (1 <= int(date[1]) <= 31 and 1 <= int(date[2]) <= 12)
    lone = words_in_line == 1 and len(word.text) <= 3 and word.confidence < _SHAPES_SURE
    return lone or _RISKY.fullmatch(word.text) is not None


def _by_shape(word: InkWord, grey: Grey, scale: float) -> InkWord:
    """The word as its shapes read, or as it was where they read as nothing certain."""
    only = next((known for read, known in _KNOWN_FORMS if read.fullmatch(word.text)), None)
    clear = _ONES_CLEAR if word.text in _ONES else CLEAR
    label = read_label(_cut(word, grey, scale), scale, only, clear)
    if label is None or label.confidence < _SHAPES_SURE:
        return word
    return _as_shaped(word, label)


def _as_shaped(word: InkWord, label: Label) -> InkWord:
    # A comma is as small as a full stop: which of them it is, Tesseract knows better.
    text = label.text.rstrip(".") + word.text[-1] if word.text[-1] in ",;:" else label.text
    return replace(word, text=text, confidence=label.confidence)


def _parted(word: InkWord, glued: re.Match[str], grey: Grey, scale: float) -> Iterator[InkWord]:
    """The label and the word that were read as one ("L.Mục" is "I." and "Mục"), if a full stop stands between them."""
    stop = first_stop(_cut(word, grey, scale), scale)
    if stop is None:
        yield word
        return
    cut = word.left + stop - round(_MARGIN_POINTS * scale)
    label = replace(word, text=glued[1] + ".", right=cut)
    yield _by_shape(label, grey, scale) if _is_risky(label, 2) else label
    yield replace(word, text=glued[2], left=min(cut + 1, word.right - 1))


_MARGIN_POINTS = 0.5


def _cut(word: InkWord, grey: Grey, scale: float) -> Grey:
    height, width = grey.shape
    margin = round(_MARGIN_POINTS * scale)
    top, bottom = max(0, int(word.top) - margin), min(height, int(word.bottom) + margin)
    left, right = max(0, int(word.left) - margin), min(width, int(word.right) + margin)
    return grey[top:bottom, left:right]
