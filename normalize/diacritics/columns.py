"""The order in which the words of a page are read for their sense: line by line, within each column or table cell.

Only for restoring: a word is guessed from its neighbours, so neighbours across a table's rule or a wide gap must not
count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.page import Page, Stroke, Word

WIDE_GAP = 1.8
"""Times the height of the words: a wider gap parts columns; justified text has gaps of up to one and a half."""
NEXT_LINE = 1.0
"""Times the height: the next line of a paragraph or cell begins within this below the one before."""


@dataclass(slots=True)
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
    segments = [s for line in _lines(page.words) for s in _segments(line, upright)]
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


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose middles are level, from the top, each line from the left."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.bbox[1] + w.bbox[3]):
        middle = (word.bbox[1] + word.bbox[3]) / 2
        if lines and middle < lines[-1][0].bbox[3] - 0.25 * (lines[-1][0].bbox[3] - lines[-1][0].bbox[1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.bbox[0]) for line in lines]


def _segments(line: Sequence[Word], upright: Sequence[Stroke]) -> list[_Segment]:
    """*line* cut at wide gaps and at rules."""
    top, bottom = line[0].bbox[1], line[0].bbox[3]
    middle = (top + bottom) / 2
    rules = [s.bbox[0] for s in upright if s.bbox[1] <= middle <= s.bbox[3]]
    segments = [_Segment([line[0]])]
    for word in line[1:]:
        x1, x0 = segments[-1].x1, word.bbox[0]
        if x0 - x1 > WIDE_GAP * (bottom - top) or any(x1 - 1 <= rule <= x0 + 1 for rule in rules):
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
