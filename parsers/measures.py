"""Measures where the text of a document stands: its margins, indents and the distances between its lines.

All of it is measured on the lines that surely run on (they begin in lower case), since no two offices set a page alike.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from models.blocks import Line
from parsers.labels import Label

INDENT = 0.6
"""Times the letter size: a line that begins this much further in is indented (a first line stands 1 cm in)."""
LEAST_INDENT = 6.0
"""Points: what skew and a recogniser's jitter may move the beginning of a line."""
CONTINUED_SHARE = 0.25
"""A place where this share of lines surely run on is a margin, not an indent (hanging lists)."""
WIDE_GAP = 1.2
"""Times the usual distance of two lines: beyond it a new paragraph is likely (Word's "6 pt before" makes 1.3)."""
LEAST_WIDTH = 420.0
"""Points: the width of text on a page whose lines are all short (A4 upright, widest margins)."""
SHORT_SHARE = 0.35
"""Share of the text's width that a last line leaves free beyond doubt."""

LEAST_STEP = 2.0
"""Points: how much farther paragraphs must stand apart than lines to be told apart by that ("3 pt before")."""
LEAST_BLANKS = 4
"""Fewer blanks between paragraphs than this may be chance."""
BLANK_SHARE = 0.8
"""Share of the paragraphs' ends that a blank follows where blanks part paragraphs."""

ENDED = re.compile(r"[.;:!?…][”\"’')\]]*$|[.;:,]\s*/\.?$|/\.$")
FIRST_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Measure:
    """Where text stands on the pages of one document."""

    left: dict[int, float] = field(default_factory=dict)
    """By page: where lines that run on begin."""
    right: dict[int, float] = field(default_factory=dict)
    slack: float = 4.0
    """Points by which a full line may end before the right margin: little where text is justified."""
    leading: float = 0.0
    """Usual distance from one line's bottom to the next, in points; 0 when unknown."""
    wide: float = 0.0
    """The distance beyond which a new paragraph is likely; 0 when unknown."""
    margins: tuple[float, ...] = ()
    """Distances from the left margin at which lines run on: hanging and block indents."""
    runs: bool = True
    """Whether any line surely runs on; in a text of short items none does."""
    indents: bool = False
    """Whether first lines are indented."""
    spaced: bool = False
    """Whether a blank stands between paragraphs and never inside one."""


def measure_lines(lines: Sequence[Line], texts: Sequence[str], labels: Sequence[Label | None]) -> Measure:
    """What the lines that surely run on tell of margins and distances."""
    measure = Measure()
    running = [
        index
        for index in range(1, len(lines))
        if labels[index] is None and is_lower(texts[index]) and not texts[index - 1].endswith((".", ";", ":"))
    ]
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        by_page[line.page].append(index)
    run_on = set(running)
    for page, indexes in by_page.items():
        starts = sorted(lines[i].bbox[0] for i in indexes if i in run_on)
        if len(starts) >= 3:
            measure.left[page] = _lowest_cluster(starts)
        # Lines that run on are full: the longest of them reaches the margin.
        full = [lines[i - 1].bbox[2] for i in indexes if i in run_on and lines[i - 1].page == page]
        measure.right[page] = max(full) if full else 0.0
    _fill_pages(measure, lines, by_page)
    size = median(line.words[0].size for line in lines)
    free = sorted(
        measure.right[lines[i - 1].page] - lines[i - 1].bbox[2] for i in running if lines[i].page == lines[i - 1].page
    )
    if free:
        measure.slack = max(4.0, min(free[int(0.9 * (len(free) - 1))], 20 * size)) + 0.3 * size
    measure.leading = _leading(lines, run_on)
    measure.wide = _wide_step(lines, texts, run_on, measure)
    measure.margins = _margins(lines, run_on, measure, size)
    indent = max(LEAST_INDENT, INDENT * size)
    first = [
        i for i in range(len(lines)) if i not in run_on and lines[i].bbox[0] - measure.left[lines[i].page] > indent
    ]
    measure.runs = bool(running)
    measure.indents = len(running) >= 1 and len(first) >= 0.5 * (len(lines) - len(running)) > 0
    measure.spaced = _spaced(lines, texts, run_on, measure)
    return measure


def _spaced(lines: Sequence[Line], texts: Sequence[str], run_on: set[int], measure: Measure) -> bool:
    """Whether blanks part paragraphs: nearly always after a short line that ends a sentence, hardly ever inside one."""
    inside, between = [0, 0], [0, 0]
    for index in range(1, len(lines)):
        last, line = lines[index - 1], lines[index]
        if last.page != line.page:
            continue
        if index in run_on:
            inside[is_gap(last, line, measure)] += 1
        elif ENDED.search(texts[index - 1]) and is_short(last, line, measure):
            between[is_gap(last, line, measure)] += 1
    return (
        between[1] >= LEAST_BLANKS
        and between[1] >= BLANK_SHARE * sum(between)
        and inside[1] <= 0.05 * (1 + sum(inside))
    )


def _lowest_cluster(starts: list[float]) -> float:
    """The leftmost place where a fair share of *starts* (sorted) lie."""
    need = max(2, 0.15 * len(starts))
    for index, start in enumerate(starts):
        near = [s for s in starts[index:] if s - start <= LEAST_INDENT]
        if len(near) >= need:
            return median(near)
    return starts[0]


def _fill_pages(measure: Measure, lines: Sequence[Line], by_page: dict[int, list[int]]) -> None:
    """Pages with too few lines to tell take what the others say, or their own outermost lines."""
    known = sorted(measure.left.values())
    rights = sorted(right for right in measure.right.values() if right)
    for page, indexes in by_page.items():
        least = min(lines[i].bbox[0] for i in indexes)
        most = max(lines[i].bbox[2] for i in indexes)
        if page not in measure.left:
            # A page of another format (landscape) is judged by itself.
            usual = median(known) if known else least
            measure.left[page] = usual if abs(usual - least) < 60 else least
        if not measure.right[page]:
            usual = median(rights) if rights else max(most, least + LEAST_WIDTH)
            measure.right[page] = usual if usual >= most - 5 else most


def _leading(lines: Sequence[Line], run_on: set[int]) -> float:
    """The usual distance between lines of a paragraph; where none surely runs on, the lower quartile of all."""
    steps = [
        (index in run_on, lines[index].bbox[3] - lines[index - 1].bbox[3])
        for index in range(1, len(lines))
        if lines[index - 1].page == lines[index].page and lines[index].bbox[3] > lines[index - 1].bbox[3] + 1
    ]
    inside = sorted(step for runs_on, step in steps if runs_on)
    if inside:
        return inside[len(inside) // 2]
    return sorted(step for _, step in steps)[len(steps) // 4] if steps else 0.0


def _wide_step(lines: Sequence[Line], texts: Sequence[str], run_on: set[int], measure: Measure) -> float:
    """The distance beyond which a new paragraph is likely: less than usual where the document itself parts the two."""
    usual = WIDE_GAP * measure.leading
    inside, between = [], []
    for index in range(1, len(lines)):
        last, line = lines[index - 1], lines[index]
        step = line.bbox[3] - last.bbox[3]
        if last.page != line.page or not 0 < step < 2 * usual:
            continue
        if index in run_on:
            inside.append(step)
        elif ENDED.search(texts[index - 1]) and is_short(last, line, measure):
            between.append(step)
    if min(len(inside), len(between)) < LEAST_BLANKS:
        return usual
    inside.sort()
    between.sort()
    highest, lowest = inside[int(0.95 * (len(inside) - 1))], between[len(between) // 5]
    return min(usual, (highest + lowest) / 2) if lowest - highest >= LEAST_STEP else usual


def _margins(lines: Sequence[Line], run_on: set[int], measure: Measure, size: float) -> tuple[float, ...]:
    """Places other than the left margin where lines run on."""
    all_places = sorted(line.bbox[0] - measure.left[line.page] for line in lines)
    places = sorted(lines[i].bbox[0] - measure.left[lines[i].page] for i in run_on)
    out: list[float] = []
    for place in places:
        if place <= LEAST_INDENT or (out and place - out[-1] <= LEAST_INDENT):
            continue
        near = _count(places, place - 2, place + LEAST_INDENT)
        if near >= 2 and near >= CONTINUED_SHARE * _count(all_places, place - 2, place + LEAST_INDENT):
            out.append(place)
    return tuple(out)


def _count(values: list[float], low: float, high: float) -> int:
    return bisect_left(values, high) - bisect_left(values, low)


def is_lower(text: str) -> bool:
    """Whether the first letter is a small one."""
    first = FIRST_LETTER.search(text)
    return first is not None and first[0].islower()


def is_short(last: Line, line: Line, measure: Measure) -> bool:
    """Whether the first word of the line would still have fitted on the last one."""
    word = line.words[0]
    room = measure.right[last.page] - last.bbox[2]
    return room > (word.bbox[2] - word.bbox[0]) + 0.25 * word.size + measure.slack


def is_gap(last: Line, line: Line, measure: Measure) -> bool:
    if last.page != line.page or measure.leading <= 0:
        return False
    return line.bbox[3] - last.bbox[3] > measure.wide
