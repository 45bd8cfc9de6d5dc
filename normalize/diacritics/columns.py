"""The order in which the words of a page are read for their sense: line by line, within each column or table cell.

Only for restoring: a word is guessed from its neighbours, so neighbours across a table's rule or a wide gap must not
count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from models.page import Page, Stroke, Word

WIDE_GAP = 1.8
"""Times the height of the words: a wider gap parts columns; justified text has gaps of up to one and a half."""
SHARED = 0.5
"""Share of the lower one's height that a tight box and its line have in common."""
MOST_SPREAD = 1.4
"""Times the height of its highest word: what a line of tight boxes takes up in height at most."""
UNEVEN, MANY = 0.1, 0.4
"""Boxes are tight where more than so many of them (second) differ from the usual height by so much (first), as shares:
0.44 to 0.8 of those that Tesseract leaves in a layer, at most 0.33 of printed text, headings and notes included."""
NEXT_LINE = 1.0
"""Times the height: the next line of a paragraph or cell begins within this below the one before."""


@dataclass(slots=True, eq=False)
class _Segment:
    """Words side by side in one column."""

    words: list[Word]
    followed: bool = False

    @property
    def x0(self) -> float:
        return self.words[0].bbox[0]

    @property
    def x1(self) -> float:
        return self.words[-1].bbox[2]

    @property
    def top(self) -> float:
        return min(word.bbox[1] for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bbox[3] for word in self.words)


def reading_rows(page: Page) -> list[tuple[tuple[Word, ...], bool]]:
    """Rows of words in reading order, each with whether it begins anew instead of going on from the row before."""
    upright = [stroke for stroke in page.strokes if not stroke.horizontal]
    level = [stroke for stroke in page.strokes if stroke.horizontal]
    usual = median(map(_height, page.words)) if page.words else 0.0
    tight = _is_tight(page, usual)
    lines = _lines(page.words, tight)
    segments = [s for line in lines for s in _segments(line, upright, usual if tight else _height(line[0]))]
    before = {id(segment): _before(segment, segments[:i], level) for i, segment in enumerate(segments)}
    after = {id(above): segment for segment in segments if (above := before[id(segment)]) is not None}
    rows: list[tuple[tuple[Word, ...], bool]] = []
    for first in segments:
        if before[id(first)] is None:
            segment: _Segment | None = first
            while segment is not None:
                rows.append((tuple(segment.words), segment is first))
                segment = after.get(id(segment))
    return rows


@dataclass(slots=True)
class _Level:
    """Words on one line."""

    words: list[Word]
    top: float
    bottom: float
    highest: float

    def holds(self, word: Word, tight: bool) -> bool:
        """Whether *word* stands on this line; *tight* boxes hold the letters and no more."""
        _, top, _, bottom = word.bbox
        if tight:
            shared = min(bottom, self.bottom) - max(top, self.top)
            return shared > SHARED * min(bottom - top, self.bottom - self.top)
        first = self.words[0].bbox
        return (top + bottom) / 2 < first[3] - 0.25 * (first[3] - first[1])

    def add(self, word: Word) -> None:
        """*word* stands here; the level grows with it, but not down a slanting line."""
        self.words.append(word)
        self.highest = max(self.highest, _height(word))
        top, bottom = min(self.top, word.bbox[1]), max(self.bottom, word.bbox[3])
        if bottom - top <= MOST_SPREAD * self.highest:
            self.top, self.bottom = top, bottom


def _lines(words: Sequence[Word], tight: bool) -> list[list[Word]]:
    """Words on one level, from the top, each line from the left."""
    lines: list[_Level] = []
    for word in sorted(words, key=lambda w: w.bbox[1] + w.bbox[3]):
        line = next((near for near in lines[: -3 if tight else -2 : -1] if near.holds(word, tight)), None)
        if line is not None:
            line.add(word)
        else:
            lines.append(_Level([word], word.bbox[1], word.bbox[3], _height(word)))
    return [sorted(line.words, key=lambda w: w.bbox[0]) for line in lines]


def _is_tight(page: Page, usual: float) -> bool:
    """Whether boxes are as high as the letters in them ("cơ" half as "quý"), not as the line: other readers' layers."""
    odd = sum(abs(_height(word) - usual) > UNEVEN * usual for word in page.words)
    return page.text_source == "text_layer" and odd > MANY * len(page.words)


def _height(word: Word) -> float:
    return word.bbox[3] - word.bbox[1]


def _segments(line: Sequence[Word], upright: Sequence[Stroke], height: float) -> list[_Segment]:
    """*line* cut at gaps that are wide for words of this *height*, and at rules."""
    wide = WIDE_GAP * height
    middle = (min(word.bbox[1] for word in line) + max(word.bbox[3] for word in line)) / 2
    rules = [s.bbox[0] for s in upright if s.bbox[1] <= middle <= s.bbox[3]]
    segments = [_Segment([line[0]])]
    for word in line[1:]:
        x1, x0 = segments[-1].x1, word.bbox[0]
        if x0 - x1 > wide or any(x1 - 1 <= rule <= x0 + 1 for rule in rules):
            segments.append(_Segment([word]))
        else:
            segments[-1].words.append(word)
    return segments


def _before(segment: _Segment, above: Sequence[_Segment], level: Sequence[Stroke]) -> _Segment | None:
    """The row that *segment* goes on from: just above, over the same stretch, no rule between, not yet gone on from."""
    reach = segment.top - NEXT_LINE * (segment.bottom - segment.top)
    for other in reversed(above[-40:]):
        shared = min(segment.x1, other.x1) - max(segment.x0, other.x0)
        narrow = min(segment.x1 - segment.x0, other.x1 - other.x0)
        near = reach <= other.bottom <= segment.top + (segment.bottom - segment.top) / 2
        if not other.followed and near and shared > narrow / 2 and not _parted(other, segment, level):
            other.followed = True
            return other
    return None


def _parted(upper: _Segment, lower: _Segment, level: Sequence[Stroke]) -> bool:
    left, right = max(upper.x0, lower.x0), min(upper.x1, lower.x1)
    y0, y1 = (upper.top + upper.bottom) / 2, (lower.top + lower.bottom) / 2
    return any(y0 < s.bbox[1] < y1 and s.bbox[0] < right and s.bbox[2] > left for s in level)
