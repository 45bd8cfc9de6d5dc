"""From the words in one table cell to its lines, and from lines to printed text with its wraps and line items."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.blocks import Line
from models.page import BBox, Word, union_box
from models.raw import Fragment, RawText
from parsers.grid import Grid, place_of

BULLET = re.compile(r"[-–—−+•*▪●◦○∙·➢►]\s*(?=\S)")
PART_LABEL = re.compile(r"\d{1,3}(?:\.\d{1,3})+[.)]?\s|\(?[a-zđ]\)\s|\d{1,2}[.)]\s")
ENDED = re.compile(r"[.;:!?…][”\"')\]]*$")
WIDE_GAP = 0.32
"""Share of the line pitch by which a gap must exceed the usual one: paragraphs stand 3 to 6 pt apart."""
RAISED_SIZE, RAISED_BY, RAISED_GAP = 0.87, 2.0, 2.5
"""A footnote's mark: times the size of the word before it at most, points that its foot is higher, points between."""
SLACK = 2.5
"""Points: how much room must be left for the next word before a line end counts as meant."""


_FOOTNOTE_MARK = re.compile(r"\d{1,2}|[\[(]\d{1,2}[\])]|[\[(]?\*{1,3}[\])]?")
_MARKED = re.compile(r"(?!.*(?:^|\d)[kcdm]?m$).*[^\W\d_][)”\"]?")  # "m" raised to "2" is an area


def without_footnote_marks(words: Sequence[Word]) -> list[Word]:
    """The *words* of a table without the raised numbers and stars that send to notes below it ("chợ ¹")."""
    ends: dict[int, list[Word]] = {}
    for word in words:
        ends.setdefault(int(word.bbox[2]), []).append(word)
    marks = [w for w in words if w.confidence >= 1.0 and _FOOTNOTE_MARK.fullmatch(w.text)]
    reach = range(-3, 3)  # points from its left edge to the end of the word before it
    raised = {id(m) for m in marks if any(_is_raised(m, w) for d in reach for w in ends.get(int(m.bbox[0]) + d, ()))}
    return [w for w in words if id(w) not in raised]


def _is_raised(mark: Word, word: Word) -> bool:
    """Whether *mark* stands raised, smaller, right behind *word*; behind a figure only as a star or in brackets."""
    near = -1.0 <= mark.bbox[0] - word.bbox[2] <= RAISED_GAP and mark.size <= RAISED_SIZE * word.size
    raised = mark.bbox[1] < word.bbox[1] - 0.5 * RAISED_BY and mark.bbox[3] < word.bbox[3] - RAISED_BY
    if not near or not raised or mark.bbox[3] < word.bbox[1]:
        return False
    return bool(_MARKED.fullmatch(word.text)) or (not mark.text.isdigit() and word.text[-1].isdigit())


def place_words(words: Sequence[Word], grid: Grid) -> list[list[Word]]:
    """The words that stand in each cell of *grid*, in the order of its cells."""
    xs, ys = grid.xs, grid.ys
    owner = [[0] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for index, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row_end):
            for column in range(cell.column, cell.column_end):
                owner[row][column] = index
    placed: list[list[Word]] = [[] for _ in grid.cells]
    left, top, right, bottom = grid.bbox
    for word in words:
        x0, y0, x1, y1 = word.bbox
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        if not (left - 1 <= middle_x <= right + 1 and top - 1 <= middle_y <= bottom + 1):
            continue
        owners = owner[place_of(ys, middle_y)]
        first, last = place_of(xs, x0), place_of(xs, x1)
        if first != last and owners[first] != owners[last] and len(word.text) > 3:
            for part in _cut(word, xs[first + 1 : last + 1]):
                placed[owners[place_of(xs, (part.bbox[0] + part.bbox[2]) / 2)]].append(part)
        else:
            placed[owners[place_of(xs, middle_x)]].append(word)
    return placed


_NARROW = frozenset("iIjltfr.,;:'’!|()[]-/ìíỉĩị")
_WIDE = frozenset("mwMWƯỞỠƠỜỚĐÂẤẦQOÔỐỒGHNKDVXYUTRCBAEPSL")


def _cut(word: Word, rules: Sequence[float]) -> list[Word]:
    """
    *word* cut at the first rule that runs through it, where text of two cells was glued for standing too close.

    Letter widths are guessed, so the cut moves to a punctuation mark or a capital beside it. A word that only leans
    over the rule stays whole.
    """
    x0, top, x1, bottom = word.bbox
    for rule in rules:
        if rule - x0 < 0.22 * (x1 - x0) or x1 - rule < 0.22 * (x1 - x0) or min(rule - x0, x1 - rule) < 0.5 * word.size:
            continue
        weights = [0.6 if c in _NARROW else 1.5 if c in _WIDE else 1.0 for c in word.text]
        total, run, wanted = sum(weights), 0.0, (rule - x0) / (x1 - x0)
        ends: list[float] = []
        for weight in weights:
            run += weight / total
            ends.append(run)
        cuts = range(1, len(word.text))
        seams = [
            i for i in cuts if word.text[i - 1] in ",;." or (word.text[i].isupper() and word.text[i - 1].islower())
        ]
        near = [i for i in seams if abs(ends[i - 1] - wanted) < 0.2]
        if not near:
            continue
        at = min(near, key=lambda i: abs(ends[i - 1] - wanted))
        parts = ((word.text[:at], (x0, top, rule, bottom)), (word.text[at:], (rule, top, x1, bottom)))
        return [Word(t, box, word.size, word.bold, word.italic, word.confidence) for t, box in parts]
    return [word]


def lines_of(page: int, words: Sequence[Word]) -> tuple[Line, ...]:
    """The *words* of one cell as lines, top to bottom, each left to right."""
    if not words:
        return ()
    ordered = sorted(words, key=lambda w: w.bbox[1] + w.bbox[3])
    rows: list[list[Word]] = []
    middle = height = 0.0
    for word in ordered:
        _, top, _, bottom = word.bbox
        here, tall = (top + bottom) / 2, bottom - top
        if rows and here - middle <= 0.45 * max(height, tall):
            rows[-1].append(word)
            if tall > height:
                height, middle = tall, here
        else:
            rows.append([word])
            middle, height = here, tall
    lines = []
    for row in rows:
        row.sort(key=lambda w: w.bbox[0])
        lines.append(Line(page, union_box([w.bbox for w in row]), tuple(row)))
    return tuple(lines)


def new_item_flags(lines: Sequence[Line], boxes: Sequence[tuple[int, BBox]], padding: float) -> list[bool]:
    """
    For each line of a cell, whether a new paragraph or line item begins with it; the first is never one.

    A bullet or number after a finished line begins one; so does a line below a wider gap, and one that was broken off
    although its first word had room above.

    Args:
        boxes: (page, ruled box) of the cell's pieces.
        padding: points between rule and text, the same for the whole column.
    """
    flags = [False] * len(lines)
    if len(lines) < 2:
        return flags
    box_on = dict(boxes)
    usual = line_pitch(lines)
    texts = [line.text for line in lines]
    for i in range(1, len(lines)):
        above, line = lines[i - 1], lines[i]
        text = texts[i]
        finished = bool(ENDED.search(texts[i - 1]))
        same_page = above.page == line.page
        wide = same_page and line_middle(line) - line_middle(above) > (1 + WIDE_GAP) * usual
        meant = _ended_early(above, line, box_on.get(above.page), padding)
        bullet = bool(BULLET.match(text))
        if bullet:
            like_first = (
                bool(BULLET.match(texts[0])) and abs(line.bbox[0] - lines[0].bbox[0]) < 3.0 and _capital_after(text)
            )
            flags[i] = finished or wide or meant or like_first
        elif PART_LABEL.match(text):
            flags[i] = finished or wide or meant
        elif same_page:
            listed = texts[i - 1].endswith(",")  # broken by hand in the middle of a list: "Bộ Văn hóa," over its rest
            flags[i] = (text[:1].isupper() and (wide or (meant and not listed))) or (wide and (finished or meant))
        else:
            flags[i] = meant and finished and text[:1].isupper()
    return flags


def line_middle(line: Line) -> float:
    """Half height of a line; steadier than its foot, which a comma moves in a scan."""
    return (line.bbox[1] + line.bbox[3]) / 2


def line_pitch(lines: Sequence[Line]) -> float:
    """How far apart the lines of one text usually stand, in points."""
    pitches = sorted(line_middle(b) - line_middle(a) for a, b in pairwise(lines) if a.page == b.page)
    size = max(line.words[0].size for line in lines)
    return min(pitches[len(pitches) // 4], 1.7 * size) if pitches else 1.2 * size


def _capital_after(text: str) -> bool:
    rest = BULLET.sub("", text, count=1)
    return rest[:1].isupper()


def _ended_early(above: Line, line: Line, box: BBox | None, padding: float) -> bool:
    """Whether *above* was broken off although the first word of *line* had room on it."""
    if box is None:
        return False
    left_room = above.bbox[0] - box[0] - padding
    right_room = box[2] - padding - above.bbox[2]
    centred = abs(left_room - right_room) < 4.0 and left_room > 4.0
    room = left_room + right_room if centred else right_room
    first = line.words[0]
    return room > first.bbox[2] - first.bbox[0] + 0.3 * first.size + SLACK


def item_texts(lines: Sequence[Line], flags: Sequence[bool]) -> str:
    """The text of *lines*: a line break for a wrap, an empty line before each that *flags* as a new item."""
    pieces: list[str] = []
    for line, new in zip(lines, flags, strict=True):
        if pieces:
            pieces.append("\n\n" if new else "\n")
        pieces.append(line.text)
    return "".join(pieces)


def raw_text(lines: Sequence[Line], text: str) -> RawText:
    """*text*, printed on *lines* (at least one), with one fragment for each page."""
    by_page: dict[int, list[BBox]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line.bbox)
    fragments = tuple(Fragment(page, union_box(boxes)) for page, boxes in by_page.items())
    return RawText(text, fragments, confidence_of([w for line in lines for w in line.words]))


def confidence_of(words: Sequence[Word]) -> float:
    """How sure the least sure of *words* is: for long texts the letter-weighted mean of the worst tenth."""
    unsure = [w for w in words if w.confidence < 1.0]
    if not unsure:
        return 1.0
    worst = sorted(words, key=lambda w: w.confidence)[: max(1, len(words) // 10)]
    letters = sum(len(w.text) for w in worst)
    return sum(w.confidence * len(w.text) for w in worst) / max(1, letters)
