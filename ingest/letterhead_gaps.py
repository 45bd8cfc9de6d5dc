"""Finds the gaps of a letterhead that are filled in by hand, and puts what is written there in place of OCR's guess.

"Số: ____ /KH-UBND" and "ngày __ tháng __ năm 2026": most scanned letters come so. Tesseract knows print; of a pen it
makes signs, letters, or nothing. A page whose gaps it read as print costs nothing here but a look at its words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.handwriting import Gap, find_ink, read_figures
from ingest.letters import InkWord, reach
from ingest.printed_figures import Printed, Stretch, read_printed
from ingest.raster import Grey

_HEAD = 0.4
"""Part of the page, from the top, in which a letterhead stands."""
_PRINTED, _DOUBTED = 0.85, 0.5
"""Figures that stand as print stands and are read this surely are print; read with less than that, nothing is known."""
_LONE = 0.8
"""How sure Tesseract must be of figures that a pen would have begun with 0: they may be half of what is there."""
_AGREED, _SURE_TOO = 0.9, 0.5
"""How sure Tesseract must be of what the network reads too, to be left alone; how likely that is enough otherwise."""
_UNCERTAIN = 0.15
"""Font sizes by which the end of a gap may be wrong where something stuck to the print beside it."""
_GAINSAID = 0.5
"""How likely another reading makes Tesseract's doubtful one worthless."""
_LOST = 0.25
"""Font sizes by which Tesseract's guess may reach beyond the ink that was found: beyond that, a figure was lost."""
_LIKE_PRINT, _RATHER_LIKE_PRINT = 0.9, 0.87
"""Likeness to print from which figures are print; the second where Tesseract read the same surely."""
_SURELY_PRINT = 0.92
"""Likeness to print from which figures are print although Tesseract read no figures."""
_PRINT_BEFORE = 0.12
"""Font sizes by which figures may begin before the box that Tesseract gave them."""
UNREAD = "?"
"""What stands for handwriting that is not clear."""
_FAR, _NEAR = 14.0, 6.0
"""Font sizes between "Số:" and its symbol, and between the words of a date, at most."""
DOUBTFUL = 0.4
"""Confidence of what is read from handwriting: low enough to be shown to a person, however clear it looked."""

_NUMBER_WORD = re.compile(r"(?P<word>[Ss][oóôốồỐÔ0][:.;])(?P<after>\S{0,10})|(?P<bare>[Ss][oôố])")
_SYMBOL = re.compile(r"(?P<before>\S{0,10}?)(?P<word>[/\-–](?:20\d\d[/\-])?[^\W\d_]{2}\S*)")
_NUMBER_AND_SYMBOL = re.compile(r"(?P<first>[Ss][oóôố0][:.;])\S{0,10}?(?P<last>[/\-–](?:20\d\d/)?[^\W\d_]{2}\S*)")
_DAY_WORD = re.compile(r"(?P<word>ng[aà]y)(?P<after>\S{0,4})", re.IGNORECASE)
_MONTH_WORD = re.compile(r"(?P<before>\S{0,4}?)(?P<word>th[aá]ng)(?P<after>\S{0,4})", re.IGNORECASE)
_YEAR_WORD = re.compile(r"(?P<before>\S{0,4}?)(?P<word>n[aăä]m(?:[\s.]*20\d\d\S?)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand in a gap."""

    printed: re.Pattern[str]
    written: re.Pattern[str]
    """Fewer forms: Decree 30/2020/NĐ-CP has small numbers, days below 10 and months 1 and 2 begin with 0, and of two
    figures one is easily lost."""
    sure: float
    """How likely a reading must be to be given: then fewer than 2 in 100 are wrong, of figures not seen in training."""


_NUMBER = Field(re.compile(r"\d{1,5}"), re.compile(r"[1-9]\d{1,4}|0[1-9]"), 0.9)
_DAY = Field(re.compile(r"0?[1-9]|[12]\d|3[01]"), re.compile(r"0[1-9]|[12]\d|3[01]"), 0.8)
_MONTH = Field(re.compile(r"0?[1-9]|1[0-2]"), re.compile(r"0[1-9]|[3-9]|1[0-2]"), 0.8)

_WIDTHS = {
    letter: width
    for letters, width in (
        ("tilj/:;.,fI'|", 0.28), ("-r", 0.33), ("sJ", 0.39), ("aáàăcée", 0.45), ("PSF", 0.56), ("ELZ", 0.61),
        ("BCR", 0.67), ("m", 0.74), ("M", 0.89), ("W", 0.94),
    )
    for letter in letters
}  # fmt: skip
"""Widths of letters in parts of the font size, of Times-like faces; figures and most small letters have 0.5."""
_CAPITAL_WIDTH, _USUAL_WIDTH = 0.72, 0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A gap of the letterhead and the words around it."""

    gap: Gap
    field: Field
    before: InkWord
    between: tuple[InkWord, ...]
    """What Tesseract made of the gap, where that are words of their own."""
    after: InkWord
    guess: str
    """What Tesseract made of the gap, all of it."""
    guess_sure: float
    around: tuple[InkWord, InkWord]
    """*before* and *after* without what stuck to them."""


def fill_gaps(words: list[InkWord], grey: Grey) -> list[InkWord]:
    """
    The *words* of a page, with what was written by hand into its letterhead in the place of Tesseract's guess at it.

    Handwriting that is not clear becomes `UNREAD`: a guess at it would pass for a number.

    Args:
        grey: the level page.
    """
    height, width = grey.shape
    for find_spot in (_number_spot, _day_spot, _month_spot):
        spot = find_spot([word for word in words if word.top < _HEAD * height], width)
        if spot is not None:
            words = _filled(words, spot, grey)
    return words


def _filled(words: list[InkWord], spot: Spot, grey: Grey) -> list[InkWord]:
    sound = spot.field.printed.fullmatch(spot.guess) is not None
    print_of = _printed(spot, grey)
    if print_of is not None and _is_print(print_of, spot):
        return words if sound else _with(words, spot, print_of.figures, print_of.box, print_of.likeness)
    ink = find_ink(grey, spot.gap)
    if ink is None:
        # Nothing is there, or it cannot be told from the print around it.
        least = _DOUBTED if spot.field.written.fullmatch(spot.guess) else _LONE
        guessed = any(c.isalnum() for c in spot.guess) and spot.guess_sure < least
        return _with(words, spot, UNREAD, None) if guessed else words
    like_print = sound and _stands_as_print(spot, ink.box)
    if like_print and spot.guess_sure >= _PRINTED:
        return words
    answer = read_figures(ink, spot.field.written)
    whole = all(
        ink.box[0] - w.left < _LOST * spot.gap.em and w.right - ink.box[2] < _LOST * spot.gap.em for w in spot.between
    )
    agreed = sound and answer is not None and int(answer.figures) == int(spot.guess)
    if answer is not None and not agreed and _hangs_on_ends(answer.figures, spot, grey):
        answer = None
    if answer is not None and whole and answer.likely >= (_SURE_TOO if agreed else spot.field.sure):
        if agreed and (spot.guess_sure >= _AGREED or (like_print and spot.guess_sure >= _DOUBTED)):
            return words
        return _with(words, spot, answer.figures, ink.box)
    gainsaid = answer is not None and answer.likely >= _GAINSAID and spot.guess not in answer.figures
    if like_print and spot.guess_sure >= _DOUBTED and not gainsaid:
        return words
    return _with(words, spot, UNREAD, ink.box)


def _printed(spot: Spot, grey: Grey) -> Printed | None:
    """The figures of print in the gap, or in what stuck to the words at its ends."""
    em, base = spot.gap.em, spot.gap.base
    at_number, at_symbol = spot.before.text != spot.around[0].text, spot.after.text != spot.around[1].text
    if at_number:
        left = spot.before.left + _PRINT_BEFORE * em
    elif spot.between:
        left = max(spot.between[0].left - _PRINT_BEFORE * em, spot.before.right)
    else:
        left = spot.after.left - _PRINT_BEFORE * em if at_symbol else spot.before.right
    right = spot.after.right if at_symbol else spot.around[1].left
    is_number = spot.field is _NUMBER
    return read_printed(grey, Stretch(left, right, base, em, at_number and is_number, at_symbol and is_number))


def _is_print(printed: Printed, spot: Spot) -> bool:
    """Whether the gap holds print: of 596 gaps filled in by hand one passes as print, and that is read right."""
    if printed.figures == spot.guess:
        return printed.likeness >= (_LIKE_PRINT if spot.guess_sure < _PRINTED else _RATHER_LIKE_PRINT)
    if spot.guess.isdigit() and spot.guess.startswith(printed.figures):
        # The stroke of "9349/" touches the last figure.
        most = len(printed.figures) >= len(spot.guess) - 1
        return most and spot.guess_sure >= _PRINTED and printed.likeness >= _LIKE_PRINT
    as_long = len(spot.guess) == len(printed.figures)
    misread = as_long and not spot.guess.isdigit() and printed.whole and printed.likeness >= _SURELY_PRINT
    return misread and spot.field.printed.fullmatch(printed.figures) is not None


def _hangs_on_ends(figures: str, spot: Spot, grey: Grey) -> bool:
    """Whether the *figures* read are others in a narrower gap: its ends are reckoned where something stuck to print."""
    if spot.before.text == spot.around[0].text and spot.after.text == spot.around[1].text:
        return False
    less = _UNCERTAIN * spot.gap.em
    narrow = find_ink(grey, replace(spot.gap, left=spot.gap.left + less, right=spot.gap.right - less))
    again = read_figures(narrow, spot.field.written) if narrow is not None else None
    return again is None or again.figures != figures


def _stands_as_print(spot: Spot, ink: tuple[int, int, int, int]) -> bool:
    """Whether the ink of the guess stands as print stands: on the base line, as high and wide as figures."""
    left, top, right, bottom = ink
    low, high = abs(bottom - spot.gap.base) / spot.gap.em, (bottom - top) / spot.gap.em
    wide = (right - left) / spot.gap.em / (0.5 * len(spot.guess))
    return low < 0.12 and 0.56 < high < 0.8 and 0.55 < wide < 1.35


def _with(
    words: list[InkWord], spot: Spot, text: str, ink: tuple[int, int, int, int] | None, print_sure: float | None = None
) -> list[InkWord]:
    """
    The *words* with *text* in the gap of *spot*, and the words around it without what stuck to them.

    Args:
        print_sure: how sure it is that *text* is what was printed; None where it was written by hand.
    """
    first, last = spot.around
    left, top, right, bottom = ink or (first.right, first.top, last.left, first.bottom)
    sure = print_sure or (0.0 if text == UNREAD else DOUBTFUL)
    written = InkWord(text, left, top, right, bottom, sure, first.line, handwritten=print_sure is None)
    gone = {id(word) for word in (spot.before, spot.after, *spot.between)}
    return [*(word for word in words if id(word) not in gone), first, written, replace(last, line=first.line)]


def _number_spot(head: Sequence[InkWord], page_width: int) -> Spot | None:
    for word in head:
        if word.left > 0.5 * page_width or not word.text.startswith(("S", "s")):
            continue
        em = _em(word, head)
        if any(other.left < word.left and word.left - other.right < 1.5 * em for other in _row(word, head, em)):
            continue
        if whole := _NUMBER_AND_SYMBOL.fullmatch(word.text):
            first, last = _ends(word, whole["first"], whole["last"], em)
            return _spot(word, word, first, last, em, _NUMBER, head)
        if number := _NUMBER_WORD.fullmatch(word.text):
            for other in sorted(_row(word, head, em), key=lambda w: w.left):
                symbol = _SYMBOL.fullmatch(other.text)
                if symbol and 0 < other.left - word.right < _FAR * em:
                    plain = [
                        w for w, is_plain in ((word, word.text == "Số:"), (other, not symbol["before"])) if is_plain
                    ]
                    em = _em_by_width(em, plain[-1:])
                    first = _kept_left(word, number["word"] or word.text, number["after"] or "", em)
                    return _spot(word, other, first, _kept_right(other, symbol, em), em, _NUMBER, head)
    return None


def _day_spot(head: Sequence[InkWord], page_width: int) -> Spot | None:
    found = _date_words(head, page_width)
    if found is None:
        return None
    day, month, _ = found
    plain = [word for word in found if word.text.lower() in ("ngày", "tháng", "năm")]
    em = _em_by_width(_em(found[1], head), plain)
    parts, own = _DAY_WORD.fullmatch(day.text), _MONTH_WORD.fullmatch(month.text)
    assert parts is not None
    assert own is not None
    first = _kept_left(day, parts["word"], parts["after"], em)
    return _spot(day, month, first, _kept_right(month, own, em), em, _DAY, head)


def _month_spot(head: Sequence[InkWord], page_width: int) -> Spot | None:
    found = _date_words(head, page_width)
    if found is None:
        return None
    _, month, year = found
    plain = [word for word in found if word.text.lower() in ("ngày", "tháng", "năm")]
    em = _em_by_width(_em(found[1], head), plain)
    own, parts = _MONTH_WORD.fullmatch(month.text), _YEAR_WORD.fullmatch(year.text)
    assert parts is not None
    assert own is not None
    first = _kept_left(month, own["word"], own["after"], em)
    return _spot(month, year, first, _kept_right(year, parts, em), em, _MONTH, head)


def _date_words(head: Sequence[InkWord], page_width: int) -> tuple[InkWord, InkWord, InkWord] | None:
    """The words "ngày", "tháng", "năm" of the letterhead's date, what stuck to them included."""
    for month in sorted(head, key=lambda w: w.top):
        if month.left < 0.4 * page_width or not _MONTH_WORD.fullmatch(month.text):
            continue
        em = _em(month, head)
        row = _row(month, head, em)
        days = [w for w in row if w.left < month.left and month.left - w.right < _NEAR * em]
        years = [w for w in row if month.left < w.left and w.left - month.right < _NEAR * em]
        day = max((w for w in days if _DAY_WORD.fullmatch(w.text)), key=lambda w: w.left, default=None)
        year = min((w for w in years if _YEAR_WORD.fullmatch(w.text)), key=lambda w: w.left, default=None)
        if day is not None and year is not None:
            return day, month, year
    return None


def _spot(
    before: InkWord,
    after: InkWord,
    first: InkWord,
    last: InkWord,
    em: float,
    field: Field,
    head: Sequence[InkWord],
) -> Spot:
    between = tuple(
        sorted(
            (w for w in _row(before, head, em) if before.left < w.left and w.right < after.right and w is not after),
            key=lambda w: w.left,
        )
    )
    stuck = before.text[len(first.text) :] if before is not after else before.text[len(first.text) : -len(last.text)]
    parts = [stuck, *(w.text for w in between)]
    if before is not after:
        parts.append(after.text[: len(after.text) - len(last.text)])
    sure = [w.confidence for w in (*between, *((before,) if stuck else ()), *((after,) if parts[-1] else ()))]
    base = median(w.bottom - reach(w.text)[1] * em for w in (before, after))
    guess = "".join(parts).strip(" .…,_")
    sure_of_all = min(sure, default=0.0)
    return Spot(Gap(first.right, last.left, base, em), field, before, between, after, guess, sure_of_all, (first, last))


def _row(word: InkWord, head: Sequence[InkWord], em: float) -> list[InkWord]:
    """The other words that stand beside *word*."""
    middle = (word.top + word.bottom) / 2
    return [
        w
        for w in head
        if w is not word and w.top - 0.2 * em < middle < w.bottom + 0.2 * em and w.bottom - w.top < 2.5 * em
    ]


def _em(word: InkWord, head: Sequence[InkWord]) -> float:
    """Font size in pixels, by the heights of the words in the line of *word*."""
    line = [w for w in head if w.line == word.line and w.confidence > 0.5 and any(c.isalnum() for c in w.text)] or [
        word
    ]
    return max(4.0, median((w.bottom - w.top) / max(0.3, sum(reach(w.text))) for w in line))


def _em_by_width(by_height: float, plain: Sequence[InkWord]) -> float:
    """Font size in pixels as the widths of words to which nothing stuck tell it; *by_height* where that cannot be."""
    # Boxes hug the ink: the paper beside the outer letters is no part of them.
    sizes = [(word.right - word.left) / (_width(word.text) - 0.08) for word in plain]
    by_width = median(sizes) if sizes else by_height
    return by_width if 0.75 < by_width / by_height < 1.33 else by_height


def _width(text: str) -> float:
    return sum(_WIDTHS.get(c, _CAPITAL_WIDTH if c.isupper() else _USUAL_WIDTH) for c in text)


def _kept_left(word: InkWord, text: str, stuck: str, em: float) -> InkWord:
    """*word* without what stuck to its end."""
    return replace(word, text=text, right=word.left + _width(text) * em) if stuck else word


def _kept_right(word: InkWord, match: re.Match[str], em: float) -> InkWord:
    """*word* without what stuck to its front."""
    if not match["before"]:
        return word
    text = word.text[match.start("word") :]
    return replace(word, text=text, left=word.right - _width(text) * em)


def _ends(word: InkWord, first: str, last: str, em: float) -> tuple[InkWord, InkWord]:
    return (
        replace(word, text=first, right=word.left + _width(first) * em),
        replace(word, text=last, left=word.right - _width(last) * em),
    )
