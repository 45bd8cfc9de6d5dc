"""Tables without upright rules, best effort: columns told by the places of the heads and the room the rows leave.

Looked for only where a head is plain to see: a "TT" or "STT" beside at least two other heads, or a line of nothing but
heads, set apart, of which one names tasks and one who leads them.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from models.blocks import Line
from models.page import BBox, Page, Stroke, Word, union_box
from parsers.cell_text import lines_of
from parsers.columns import role_of_head
from parsers.grid import SNAP, place_of
from parsers.row_room import columns_of, row_gaps
from parsers.table_pieces import LABEL, Piece, Spot, piece_of

WORD_GAP = 0.9
"""Share of the font size: words of a head that stand further apart belong to two columns."""
SURE_HEAD = 62.0
"""How well (0..100) the words of a head must be known where no "TT" stands beside it."""
ROW_ROOM = 1.0
"""Share of the font size that a row's text stands below its rule at most."""
STEP = 2.0
"""Points: how finely free room between columns is looked for."""
_LABEL_HEADS = frozenset({"TT", "STT", "Stt", "Tt"})
_LEADS = re.compile(r"trì|TRÌ")
"""The word that a head of leads ends with: most pages without it are told apart at a glance."""


def find_open_pieces(page: Page, taken: Sequence[BBox], above: Piece | None) -> list[Piece]:
    """
    The tables on *page* that no upright rules draw, outside the *taken* regions.

    Args:
        above: a piece of that kind on the page before; its columns go on where no head is printed.
    """
    heads = [w for w in page.words if w.text in _LABEL_HEADS]
    loose = [w for w in heads if not any(_inside(w, box) for box in taken)]
    unnumbered = not heads and any(_LEADS.fullmatch(w.text) for w in page.words)
    if not loose and not unnumbered and (heads or above is None):
        return []
    words = [w for w in page.words if not any(_inside(w, box) for box in taken)]
    lines = lines_of(page.number, words)
    if unnumbered:
        loose = [line.words[0] for line in lines if _is_line_of_heads(line)]
    for head in loose:
        start = next((i for i, line in enumerate(lines) if head in line.words), None)
        if start is None:
            continue
        piece = _piece_under(page, lines, start, head, above)
        if piece is not None:
            return [piece]
    if above is not None and not heads and not loose:
        piece = _going_on(page, lines, above)
        return [piece] if piece is not None else []
    return []


def _is_line_of_heads(line: Line) -> bool:
    """Whether a line holds only heads, wide apart: "Nội dung   Chủ trì   Phối hợp   Thời gian"."""
    if not any(_LEADS.fullmatch(word.text) for word in line.words):
        return False
    columns = _head_columns(line.words)
    roles = [role_of_head(" ".join(word.text for word in words)) for words in columns]
    known = {role for role, score in roles if score >= SURE_HEAD}
    return len(columns) >= 3 and len(known) >= len(columns) - 1 and {"task", "lead"} <= known


def _inside(word: Word, box: BBox) -> bool:
    x, y = (word.bbox[0] + word.bbox[2]) / 2, (word.bbox[1] + word.bbox[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _piece_under(page: Page, lines: Sequence[Line], start: int, head: Word, above: Piece | None) -> Piece | None:
    """The table whose head holds the word *head* on line *start*; None where no head is seen around it."""
    rules = _long_rules(page, head)
    first, end = _head_lines(lines, start, head, rules)
    columns = _head_columns([w for line in lines[first:end] for w in line.words])
    heads = [" ".join(line.text for line in lines_of(page.number, words)) for words in columns]
    known = {role_of_head(text)[0] for text in heads} - {"unknown"}
    if len(columns) < 3 or len(known) < 3 or "task" not in known | {"other"}:
        return None
    body = lines[end:]
    xs = _boundaries(columns, body, rules)
    if above is not None and len(above.xs) == len(xs):  # the same head again: more rows there showed the columns better
        crossing = sum(not _keeps(line, above.xs) for line in body)
        xs = above.xs if crossing <= sum(not _keeps(line, xs) for line in body) else xs
    body = _body_lines(body, xs, rules)
    if not body:
        return None
    if "label" not in known and not any(r.bbox[1] > body[0].bbox[1] for r in rules[:-1]):
        gaps = row_gaps(body, xs)
        if not gaps:
            return None  # nothing tells its rows apart
        rules = [*rules, *(Stroke((xs[0], y, xs[-1], y)) for y in gaps)]
    top = min(line.bbox[1] for line in lines[first:end]) - 2.0
    middle = (max(line.bbox[3] for line in lines[first:end]) + body[0].bbox[1]) / 2
    head_spots = tuple(
        Spot(0, i, 1, i + 1, (xs[i], top, xs[i + 1], middle), lines_of(page.number, words))
        for i, words in enumerate(columns)
    )
    return _assembled(xs, [top, middle], head_spots, body, rules)


def _going_on(page: Page, lines: Sequence[Line], above: Piece) -> Piece | None:
    """The rest of the table *above*, where the first lines of the page keep to its columns."""
    rules = _long_rules(page, None)
    start = next((i for i, line in enumerate(lines) if _keeps(line, above.xs) and len(line.words) > 1), None)
    if start is None or start > 3:
        return None
    body = _body_lines(lines[start:], above.xs, rules)
    if sum(len(columns_of(line, above.xs)) > 1 for line in body) < 2:
        return None
    if not rules and not _is_numbered(body, above.xs):
        xs = above.xs
        rules = [Stroke((xs[0], y, xs[-1], y)) for y in row_gaps(body, xs, goes_on=True)]
    return _assembled(above.xs, [body[0].bbox[1] - 2.0], (), body, rules)


def _long_rules(page: Page, head: Word | None) -> list[Stroke]:
    """Horizontal rules at least half as wide as the page, top to bottom."""
    rules = [s for s in page.strokes if s.horizontal and s.bbox[2] - s.bbox[0] > 0.5 * page.width]
    if not rules:  # a rule drawn cell by cell
        by_place: dict[int, list[Stroke]] = {}
        for s in page.strokes:
            if s.horizontal:
                by_place.setdefault(round(s.bbox[1] / SNAP), []).append(s)
        for group in by_place.values():
            x0, x1 = min(s.bbox[0] for s in group), max(s.bbox[2] for s in group)
            if sum(s.bbox[2] - s.bbox[0] for s in group) > 0.5 * page.width:
                y = group[0].bbox[1]
                rules.append(Stroke((x0, y, x1, y)))
    below = head.bbox[1] - 60.0 if head is not None else 0.0
    return sorted((r for r in rules if r.bbox[1] > below), key=lambda r: r.bbox[1])


def _head_lines(lines: Sequence[Line], start: int, head: Word, rules: Sequence[Stroke]) -> tuple[int, int]:
    """(first, end) of the lines of the head around line *start*: between two rules, or while they stand close."""
    middle = (head.bbox[1] + head.bbox[3]) / 2
    over = max((r.bbox[1] for r in rules if r.bbox[1] < middle), default=None)
    under = min((r.bbox[1] for r in rules if r.bbox[1] > middle), default=None)
    first = end = start
    while first > 0 and _close(lines[first - 1], lines[first]) and (over is None or lines[first - 1].bbox[3] > over):
        if over is None and head.bold and not lines[first - 1].bold:
            break
        first -= 1
    end = start + 1
    while end < len(lines) and (under is None or lines[end].bbox[1] < under - 1.0):
        numbered = LABEL.fullmatch(lines[end].words[0].text) and lines[end].words[0].bbox[0] < head.bbox[2] + 3.0
        if under is None and (numbered or lines[end].bold != head.bold or not _close(lines[end - 1], lines[end])):
            break
        end += 1
    return first, end


def _close(upper: Line, lower: Line) -> bool:
    return lower.bbox[1] - upper.bbox[3] < 0.6 * lower.words[0].size


def _head_columns(words: Sequence[Word]) -> list[list[Word]]:
    """The words of the head by column: a stretch of the width that no word of the head stands in parts two columns."""
    columns: list[list[Word]] = []
    reached = -1e9
    for word in sorted(words, key=lambda w: w.bbox[0]):
        if word.bbox[0] - reached > WORD_GAP * word.size or not columns:
            columns.append([])
        columns[-1].append(word)
        reached = max(reached, word.bbox[2])
    return columns


def _boundaries(columns: Sequence[Sequence[Word]], body: Sequence[Line], rules: Sequence[Stroke]) -> tuple[float, ...]:
    """Where the columns part: between two heads, the middle of the widest room that the fewest words stand in."""
    boxes = [union_box([w.bbox for w in words]) for words in columns]
    words = [w.bbox for line in body for w in line.words]
    left = min([boxes[0][0] - 4.0, *(r.bbox[0] for r in rules), *(line.bbox[0] - 2.0 for line in body[:4])])
    right = max([boxes[-1][2] + 4.0, *(r.bbox[2] for r in rules), *(b[2] + 2.0 for b in words)])
    xs = [left]
    for a, b in pairwise(boxes):
        start, end = (a[0] + a[2]) / 2, (b[0] + b[2]) / 2
        places = [start + STEP * i for i in range(1, max(2, int((end - start) / STEP)))]
        counts = [sum(w[0] - 0.5 < x < w[2] + 0.5 for w in words) for x in places]
        least = min(counts)
        xs.append(_widest(places, counts, least))
    return (*xs, right)


def _widest(places: Sequence[float], counts: Sequence[int], least: int) -> float:
    """The middle of the longest run of *places* whose count is *least*."""
    best: tuple[int, int] = (0, 0)
    run_start = -1
    for i, count in enumerate([*counts, least + 1]):
        if count == least and run_start < 0:
            run_start = i
        elif count != least and run_start >= 0:
            best = max(best, (i - run_start, -run_start))
            run_start = -1
    length, start = best[0], -best[1]
    return (places[start] + places[start + length - 1]) / 2


def _keeps(line: Line, xs: Sequence[float]) -> bool:
    """Whether no word of *line* stands across a column boundary."""
    return not any(w.bbox[0] + 1.0 < x < w.bbox[2] - 1.0 for x in xs[1:-1] for w in line.words)


def _names_group(line: Line) -> bool:
    first = line.words[0].text
    return line.bold or (first.rstrip(".").isupper() and bool(LABEL.fullmatch(first)))


def _body_lines(lines: Sequence[Line], xs: Sequence[float], rules: Sequence[Stroke]) -> list[Line]:
    """The lines of the body: up to the last rule, or to a line that runs across columns and names no group."""
    if len(rules) >= 2 and lines and rules[-1].bbox[1] > lines[0].bbox[3]:
        inside = [line for line in lines if line.bbox[3] < rules[-1].bbox[1] + 2.0]
        numbered = _is_numbered(inside, xs)
        return [*inside, *_last_row(lines[len(inside) :], xs, rules[-1].bbox[1], numbered=numbered)]
    body: list[Line] = []
    for line in lines:
        outside = line.bbox[0] < xs[0] - 6.0 or line.bbox[2] > xs[-1] + 6.0
        lone_number = len(line.words) == 1 and line.text.isdigit() and place_of(xs, line.bbox[0]) > 0
        if outside or lone_number or (not _keeps(line, xs) and not _names_group(line)):
            break
        if body and line.bbox[1] - body[-1].bbox[3] > 4.0 * line.words[0].size:
            break
        body.append(line)
    return body


def _is_numbered(lines: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether a number in the first column opens some of the *lines*."""
    return any(LABEL.fullmatch(line.words[0].text) and line.words[0].bbox[0] < xs[1] for line in lines)


def _last_row(lines: Sequence[Line], xs: Sequence[float], rule: float, *, numbered: bool) -> list[Line]:
    """
    The lines of a row right under the last *rule*, where rules stand only between rows.

    Args:
        numbered: whether the rows above have numbers: then one must tell it.
    """
    if not lines or lines[0].bbox[1] - rule > ROW_ROOM * lines[0].words[0].size:
        return []
    columns = columns_of(lines[0], xs)
    opens = LABEL.fullmatch(lines[0].words[0].text) is not None or not numbered
    if len(columns) < 3 or place_of(xs, lines[0].bbox[0]) > 0 or not opens:
        return []
    row = [lines[0]]
    for line in lines[1:]:
        if not _keeps(line, xs) or not _close(row[-1], line) or line.bbox[0] < xs[0] or line.bbox[2] > xs[-1]:
            break
        row.append(line)
    return row


def _assembled(
    xs: tuple[float, ...], ys: list[float], head: tuple[Spot, ...], body: list[Line], rules: Sequence[Stroke]
) -> Piece:
    """A piece from its head and the lines of its body: rows by rules where drawn; else numbers will part them."""
    spots, page = list(head), body[0].page
    rows = len(ys) - 1
    bands = [r.bbox[1] for r in rules if r.bbox[1] > ys[-1] + 6.0]
    block: list[Line] = []
    bottom = max(line.bbox[3] for line in body) + 2.0

    def close(lower: float) -> None:
        nonlocal rows
        if block:
            spots.extend(_row_spots(xs, ys[-1], lower, rows, block))
            ys.append(lower)
            rows += 1
            block.clear()

    for line in body:
        while bands and line.bbox[1] + line.bbox[3] > 2 * bands[0]:
            close(bands.pop(0))
        crossing = not _keeps(line, xs)
        if crossing and not (block and all(not _keeps(b, xs) for b in block)):
            close((line.bbox[1] + (block[-1].bbox[3] if block else line.bbox[1])) / 2)
        elif block and not crossing and all(not _keeps(b, xs) for b in block) and len(columns_of(line, xs)) > 1:
            close((block[-1].bbox[3] + line.bbox[1]) / 2)
        block.append(line)
    close(bands[0] if bands else bottom)
    return piece_of(page, xs, tuple(ys), tuple(spots), ruled=False)


def _row_spots(xs: Sequence[float], top: float, bottom: float, row: int, lines: Sequence[Line]) -> list[Spot]:
    """The cells of one row: one over all columns where its lines run across them."""
    page = lines[0].page
    if any(not _keeps(line, xs) for line in lines):
        box = (xs[0], top, xs[-1], bottom)
        return [Spot(row, 0, row + 1, len(xs) - 1, box, lines_of(page, [w for line in lines for w in line.words]))]
    cells: list[list[Word]] = [[] for _ in range(len(xs) - 1)]
    for line in lines:
        for word in line.words:
            cells[place_of(xs, (word.bbox[0] + word.bbox[2]) / 2)].append(word)
    return [
        Spot(row, i, row + 1, i + 1, (xs[i], top, xs[i + 1], bottom), lines_of(page, words))
        for i, words in enumerate(cells)
    ]
