"""Joins printed lines into paragraphs, over page breaks too.

No single cue holds for every plan: most indent the first line, some leave a space between paragraphs, plain text does
neither. What a document does is measured on the lines that surely run on (they begin in lower case), and each break is
judged by that measure.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.blocks import Line, Paragraph
from parsers.fields import has_field_label
from parsers.labels import Label, Reading, find_label
from parsers.measures import (
    ENDED,
    FIRST_LETTER,
    INDENT,
    LEAST_INDENT,
    SHORT_SHARE,
    Measure,
    is_gap,
    is_lower,
    is_short,
    measure_lines,
)
from parsers.vocabulary import is_end

_OPEN_END = re.compile(r"(?:,|[-–]|\b(?:và|hoặc|của|ngày|tháng|các|những|với|về|tại|trong|theo|khoản|điểm))$")
"""A line that ends so runs on, unless it is short."""


def find_paragraphs(lines: Sequence[Line], breaks: Collection[int] = ()) -> tuple[Paragraph, ...]:
    """
    The paragraphs of one part of a file.

    Args:
        lines: its body in reading order, furniture left out.
        breaks: indexes of lines that begin a paragraph whatever they look like (a table stands before them).
    """
    if not lines:
        return ()
    texts = [line.text for line in lines]
    labels = [find_label(text) for text in texts]
    measure = measure_lines(lines, texts, labels)
    paragraphs: list[list[Line]] = [[lines[0]]]
    for index in range(1, len(lines)):
        if index in breaks or _begins(
            (lines[index - 1], lines[index]), (texts[index - 1], texts[index]), labels[index], paragraphs[-1], measure
        ):
            paragraphs.append([])
        paragraphs[-1].append(lines[index])
    return tuple(Paragraph(tuple(group)) for group in paragraphs)


@dataclass(frozen=True, slots=True)
class Cues:
    """What speaks for and against a paragraph beginning at a line."""

    ended: bool
    """The line before ends like a sentence or an item."""
    lower: bool
    """The line begins in lower case (after its label)."""
    indented: bool
    short: bool
    """The line before had room for this one's first word."""
    gap: bool
    restyled: bool
    """Type changes between bold and plain."""

    @property
    def parted(self) -> bool:
        return self.short or self.gap or self.restyled


def _begins(
    lines: tuple[Line, Line], texts: tuple[str, str], label: Label | None, open_lines: list[Line], measure: Measure
) -> bool:
    """Whether the second of two *lines* begins a paragraph, given the lines of the paragraph that the first closes."""
    (last, line), (last_text, text) = lines, texts
    if _aside(last, line):
        return True
    cues = Cues(
        ended=bool(ENDED.search(last_text)),
        lower=is_lower(text) if label is None else text[label.end : label.end + 1].islower(),
        indented=_indented(line, open_lines, measure),
        short=is_short(last, line, measure),
        gap=is_gap(last, line, measure),
        restyled=_restyled(last, line),
    )
    if _centred(line, measure) or _centred(last, measure):
        return _centred_begins(last, line, label, cues, measure)
    if label is not None:
        if _counts_inside(label, open_lines) and not (cues.indented or cues.gap):
            return False
        return _label_begins(label, len(text), cues, measure)
    if measure.spaced and cues.gap and not cues.lower:
        return True
    if text[0].isdigit() and (cues.restyled or _very_short(last, measure)):
        # "100% trạm y tế …" under a heading: a figure has no case, and nothing runs on from so short a line.
        return True
    if cues.lower:
        # Lists of bare items in lower case are rare; a wrapped line is not.
        return cues.ended and cues.indented and cues.short
    if not (cues.short or cues.ended or cues.restyled) and (text[0].isdigit() or _OPEN_END.search(last_text)):
        return False
    if cues.indented:
        return True
    outdented = len(open_lines) > 1 and line.bbox[0] < open_lines[-1].bbox[0] - _tolerance(line)
    if (outdented and (cues.ended or cues.short)) or (cues.gap and (cues.ended or cues.short or cues.restyled)):
        return True
    if cues.restyled and (cues.ended or cues.short or not measure.indents):
        return True
    if cues.short:
        return cues.ended or _very_short(last, measure) or FIRST_LETTER.match(text) is not None
    if cues.ended and (is_end(text) or not measure.runs):
        return True
    if cues.ended and not measure.indents:
        # Neither indent nor room tells; a field's label does, and at a page break the end of a sentence.
        at_break = last.page != line.page and last_text.endswith(".")
        if measure.spaced and not at_break:
            return has_field_label(text)
        return has_field_label(text) or at_break or last_text.endswith((";", "./."))
    return False


def _label_begins(label: Label, length: int, cues: Cues, measure: Measure) -> bool:
    """Whether a line that begins like a label does begin an item ("- xã hội" at a margin runs on from "kinh tế")."""
    kind = label.readings[0].kind
    if label.end >= length and not (cues.indented or cues.parted):
        # "… tại mục 2, phần / II." ends a sentence; a label alone on its line follows a line that ended.
        return cues.ended and not measure.indents
    if cues.indented or (cues.ended and not (cues.lower and kind == "bullet" and not cues.parted)):
        return True
    if cues.lower and kind == "bullet":
        return cues.short
    if cues.parted:
        return True
    # A full line that does not end, and a number at the margin: "… trong tháng / 6. Tổ chức".
    return not measure.indents and not cues.lower and kind in ("roman", "bullet", "part", "chapter")


def _counts_inside(label: Label, open_lines: Sequence[Line]) -> bool:
    """Whether "(iii)" at a margin counts on from the "(i) …; (ii) …" inside the sentence above it."""
    reading = label.readings[0]
    if not reading.style.startswith("(") or reading.value < 2:
        return False
    before = {
        r.value: r
        for line in open_lines
        for word in line.words
        for r in _bracketed(word.text)
        if r.kind == reading.kind
    }
    return reading.value - 1 in before and not _opens_paragraph(open_lines, reading)


@lru_cache(maxsize=512)
def _bracketed(word: str) -> tuple[Reading, ...]:
    """The readings of a word such as "(ii)", none for any other."""
    if not (word.startswith("(") and word.endswith(")") and len(word) <= 7):
        return ()
    label = find_label(word + " A")
    return label.readings if label else ()


def _opens_paragraph(open_lines: Sequence[Line], reading: Reading) -> bool:
    """Whether the paragraph itself begins with a label of the same list: then the next label is its neighbour."""
    return any(r.kind == reading.kind for r in _bracketed(open_lines[0].words[0].text))


def _tolerance(line: Line) -> float:
    return max(LEAST_INDENT, INDENT * line.words[0].size)


def _indented(line: Line, open_lines: list[Line], measure: Measure) -> bool:
    """Whether the line begins further in than the open paragraph's lines run on."""
    place = line.bbox[0] - measure.left[line.page]
    tolerance = _tolerance(line)
    if len(open_lines) > 1 and open_lines[-1].page == line.page:
        return line.bbox[0] > open_lines[-1].bbox[0] + tolerance
    if place <= tolerance:
        return False
    # The second line of a hanging item stands under its text, not under its label.
    hanging = any(abs(place - margin) <= tolerance for margin in measure.margins)
    first = open_lines[0]
    if hanging and first.page == line.page:
        return line.bbox[0] > first.bbox[0] + 3.5 * first.words[0].size
    return not hanging


def _very_short(last: Line, measure: Measure) -> bool:
    right, left = measure.right[last.page], measure.left[last.page]
    return right - last.bbox[2] > SHORT_SHARE * (right - left)


def _aside(last: Line, line: Line) -> bool:
    """Whether the line stands beside or above the last one: another column."""
    return last.page == line.page and line.bbox[1] < last.bbox[1] - 2


def _restyled(last: Line, line: Line) -> bool:
    """Whether type changes from bold to plain, or back, at the line's end."""
    return (
        last.bold != line.bold
        and last.words[-1].bold != line.words[0].bold
        and last.words[0].bold != line.words[0].bold
    )


def _centred(line: Line, measure: Measure) -> bool:
    left, right = measure.left[line.page], measure.right[line.page]
    width = right - left
    before, after = line.bbox[0] - left, right - line.bbox[2]
    return before > 0.1 * width and after > 0.1 * width and abs(before - after) < 0.08 * width


def _centred_begins(last: Line, line: Line, label: Label | None, cues: Cues, measure: Measure) -> bool:
    """Breaks around centred lines: a title of several lines is one paragraph."""
    if not (_centred(line, measure) and _centred(last, measure)):
        # A last line that happens to stand in the middle still runs on from its paragraph.
        return not (cues.lower and not cues.ended) and (label is not None or not _runs_to(last, line, measure))
    if label is not None or _only_label(last):
        return True
    return last.bold != line.bold or last.text.isupper() != line.text.isupper() or cues.gap


def _runs_to(last: Line, line: Line, measure: Measure) -> bool:
    """Whether *line* continues *last* at the left margin although one of them looks centred."""
    at_margin = line.bbox[0] - measure.left[line.page] <= _tolerance(line)
    return at_margin and not is_short(last, line, measure)


def _only_label(line: Line) -> bool:
    label = find_label(line.text)
    return label is not None and label.end >= len(line.text)
