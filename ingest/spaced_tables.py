"""Tables in a text file whose columns are told by nothing but spaces, as programs lay out the text of a page.

The line that begins with "TT" or "STT" has the heads; columns part where the fewest letters stand between two heads.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Rows = list[list[str]]
"""The cells of a table, row by row; a row that names a group has fewer."""

_NUMBER_HEAD = re.compile(r"\s*(?:S(?:ố|o|ó|ô)?\s?TT|TT|Stt|Tt)\s{2,}\S", re.IGNORECASE)
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ]|[a-hđ])[.)]?")
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?")
_PAGE_NUMBER = re.compile(r"\s*-?\s*\d{1,3}\s*-?\s*")
_ENDED = re.compile(r"[.;:!?)…”\"]\W*$")
HEAD_LINES = 4
"""Lines above or below the one with "TT" that may belong to the head."""
LEAST_HEADS = 4
"""Columns, that of the numbers among them."""
WIDE = 0.5
"""Share of the table's width that the first line of a group's name takes at least, where it has several."""
CENTRE = 12
"""Letters that the middle of a group's name is away from the table's at most."""
OUTSIDE = 3
"""Letters that a cell begins to the left of its head at least, where it is no head itself."""
LONG = 24
"""Letters that a line of a head has at most."""
SHORT = 20
"""Letters that a line of one head has at most."""
ONE_BLANK = 3
"""Places about a single blank that no word blocks."""
NEAR = 7
"""Letters from a boundary within which a stretch of words that runs over it may be cut."""
PROSE = 0.6
"""Share of the table's width from which a line without a gap, across its columns, is none of its."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table as its head has them: from where to where each head stands, in letters."""

    heads: tuple[tuple[int, int], ...]
    rows: tuple[tuple[str, ...], ...]
    """The head's own rows: one, or two where a head stands over several."""


def find_spaced(lines: Sequence[str], start: int, above: Columns | None) -> tuple[int, Rows, Columns] | None:
    """
    The table whose head begins at line *start*, or that goes on there from the page before.

    Args:
        above: the columns of a table that ran to the end of the page before; only for a page's first line.
    Returns:
        Where it ends, its rows, and its columns; None where there is none.
    """
    if above is None:
        at = next((i for i in range(start, min(start + HEAD_LINES, len(lines))) if _NUMBER_HEAD.match(lines[i])), None)
        if at is None or not all(_is_of_head(line, lines[at]) for line in lines[start:at]):
            return None
        body = _body_start(lines, at)
        columns = _columns(lines[start:body])
        if columns is None or body == len(lines):
            return None
    else:
        body, columns = start, above
    lines = _with_groups_on_one_line(lines, columns)
    end = _end(lines, body, columns)
    bounds = _bounds(columns, [line for line in lines[body:end] if len(_SEGMENT.findall(line)) > 1])
    rows = _rows(lines[body:end], columns, bounds, below_head=above is None)
    numbered = sum(bool(_LABEL.fullmatch(row[0])) for row in rows)
    if numbered < (2 if above is None else 1):
        return None
    head = [] if above else [list(row) for row in columns.rows]
    return end, [*head, *rows], columns


def _is_of_head(line: str, numbered: str) -> bool:
    """Whether a *line* above the *numbered* one of a head holds heads too: several, or a short one beyond the first."""
    segments = list(_SEGMENT.finditer(line))
    beyond = segments and segments[0].start() > numbered.upper().index("T") + 4
    return bool(beyond and (len(segments) > 1 or (len(segments[0].group()) <= SHORT and not line.strip().isupper())))


def _body_start(lines: Sequence[str], at: int) -> int:
    """The first line below the head: one that begins with a number, left of the second head, or runs under several."""
    heads = [m.span() for m in _SEGMENT.finditer(lines[at])]
    for i in range(at + 1, min(at + 1 + HEAD_LINES, len(lines))):
        segments = list(_SEGMENT.finditer(lines[i]))
        if not segments:
            continue
        first = segments[0]
        under = sum(a < first.end() and first.start() < b for a, b in heads)
        if first.start() < heads[1][0] and (_LABEL.fullmatch(first.group()) or first.start() < heads[1][0] - OUTSIDE):
            return i
        if len(segments) == 1 and (under > 1 or len(first.group()) > LONG):
            return i
    return next((i for i in range(at + 1, len(lines)) if lines[i].strip()), len(lines))


def _columns(head: Sequence[str]) -> Columns | None:
    """The columns that the lines of a *head* name: those of the line that names most, and what stands beside them."""
    found = [[(m.start(), m.end(), m.group()) for m in _SEGMENT.finditer(line)] for line in head]
    fullest = max(found, key=len)
    places = [(a, b) for a, b, _ in fullest]
    for line in found:
        for a, b, _ in line:
            if not any(a < y and x < b for x, y in places):
                places.append((a, b))
    places.sort()
    if len(places) < LEAST_HEADS:
        return None
    upper, lower = [""] * len(places), [""] * len(places)
    for line in found:
        for a, b, text in line:
            over = [i for i, (x, y) in enumerate(places) if a < y and x < b]
            if len(over) > 1:
                upper[over[0]] = f"{upper[over[0]]} {text}".strip()
            else:
                lower[over[0]] = f"{lower[over[0]]} {text}".strip()
    if not any(upper):
        return Columns(tuple(places), (tuple(lower),))
    spanned = [i for i, text in enumerate(lower) if any(upper) and _is_spanned(found, places[i])]
    first = tuple(upper[i] if i in spanned else lower[i] for i in range(len(places)))
    second = tuple(lower[i] if i in spanned else "" for i in range(len(places)))
    return Columns(tuple(places), (first, second))


def _is_spanned(found: Sequence[Sequence[tuple[int, int, str]]], place: tuple[int, int]) -> bool:
    """Whether a head stands over the one at *place* and over others."""
    segments = [(a, b) for line in found for a, b, _ in line]
    return any(
        a < place[1] and place[0] < b and b - a > place[1] - place[0] + 4 for a, b in segments if (a, b) != place
    )


def _with_groups_on_one_line(lines: Sequence[str], columns: Columns) -> list[str]:
    """*lines* with the names of groups, whose number stands between their lines, made one; blank where they stood."""
    made = list(lines)
    for at, line in enumerate(lines):
        own = list(_SEGMENT.finditer(line))
        if not 1 <= len(own) <= 2 or own[0].start() >= columns.heads[1][0] or not _GROUP.fullmatch(own[0].group()):
            continue
        above = _name_line(made, at - 1, columns)
        if above is None or above.end() - above.start() < WIDE * columns.heads[-1][1]:
            continue
        below = _name_line(made, at + 1, columns)
        parts = [above, *own[1:], *([below] if below and below.start() == above.start() else [])]
        made[at - 1 : at + 2] = [
            "",
            own[0].group().ljust(above.start()) + " ".join(part.group() for part in parts),
            *([""] if below in parts else made[at + 1 : at + 2]),
        ]
    return made


def _name_line(lines: Sequence[str], at: int, columns: Columns) -> re.Match[str] | None:
    """The one stretch of line *at* that begins left of the second head, or none."""
    segments = list(_SEGMENT.finditer(lines[at])) if 0 <= at < len(lines) else []
    return segments[0] if len(segments) == 1 and segments[0].start() < columns.heads[1][1] else None


def _end(lines: Sequence[str], body: int, columns: Columns) -> int:
    """Where the table ends: at a line of prose, or at the end of the page."""
    right = columns.heads[-1][1]
    middles = [(a + b) // 2 for a, b in columns.heads]
    end = body
    for at in range(body, len(lines)):
        segments = list(_SEGMENT.finditer(lines[at]))
        if not segments:
            if at > end + 2 and end > body:
                break
            continue
        if _NUMBER_HEAD.match(lines[at]):
            break  # the head of another table, or the same again
        if end > body and at > end and len(segments) == 1 and lines[at].isupper():
            break
        first = segments[0]
        crossed = sum(first.start() < middle < first.end() for middle in middles)
        prose = len(segments) == 1 and crossed > 1 and len(first.group()) > PROSE * right
        if prose and not any(map(_is_group, lines[at : at + 3])):
            break
        end = at + 1
    return end


def _is_group(line: str) -> bool:
    word = _WORD.search(line)
    return word is not None and _LABEL.fullmatch(word.group()) is not None


def _bounds(columns: Columns, body: Sequence[str]) -> list[int]:
    """Where each column but the first begins: in the widest stretch that the fewest words stand in."""
    usual = [(b + c) // 2 for (_, b), (c, _) in pairwise(columns.heads)]
    return _bounds_of(body, columns, [_behind_numbers(columns, body), *usual[1:]])


def _bounds_of(row: Sequence[str], columns: Columns, usual: Sequence[int]) -> list[int]:
    """The same for one *row*: programs place its lines alike, but not those of all rows; near the *usual* places."""
    width = max([columns.heads[-1][1], *map(len, row)]) + 2
    blocked, begun = [0] * width, [0] * width
    for i, line in enumerate(row):
        for word in _WORD.finditer(line):
            begun[word.start()] += 3 if line[: word.start()].endswith("  ") else 1
            begun[word.start()] += 4 * (i == 0 and not word.group()[0].islower())  # cells begin with capitals
            for p in range(word.start() + min(2, max(1, len(word.group()) - 1)), word.end()):
                blocked[p] += 1
    own = [usual[0]]
    for (a, b), (c, d), bound in zip(columns.heads[1:], columns.heads[2:], usual[1:], strict=False):
        places = range((a + b) // 2 + 1, max((a + b) // 2 + 2, (c + d) // 2 + 1))
        run = _whitest(places, blocked, begun, bound)
        own.append(max(run, key=lambda p: (begun[p], -abs(p - bound))))
    return own


def _behind_numbers(columns: Columns, body: Sequence[str]) -> int:
    """Where the second column begins: where the first text behind a number does."""
    found = [list(_SEGMENT.finditer(line)) for line in body]
    return min(
        (s[1].start() for s in found if len(s) > 1 and _LABEL.fullmatch(s[0].group())), default=columns.heads[0][1] + 1
    )


def _whitest(places: Sequence[int], blocked: Sequence[int], begun: Sequence[int], usual: int) -> list[int]:
    """
    The run of *places* that the fewest words block: one wider than between words, where most words begin behind it.

    Of equals the longest is taken, then the one nearest to the *usual* place.
    """
    least = min(blocked[p] for p in places)
    runs: list[list[int]] = []
    for p in places:
        if blocked[p] == least and runs and runs[-1][-1] == p - 1:
            runs[-1].append(p)
        elif blocked[p] == least:
            runs.append([p])
    return max(
        runs,
        key=lambda run: (len(run) > ONE_BLANK, sum(begun[p] for p in run), len(run), -min(abs(p - usual) for p in run)),
    )


def _cells(line: str, bounds: Sequence[int]) -> list[str]:
    """The cells of a line: a stretch that runs over a boundary is cut at the space near it before a capital."""
    cells = [""] * (len(bounds) + 1)
    for segment in _SEGMENT.finditer(line):
        words = list(_WORD.finditer(line, segment.start(), segment.end()))
        cuts = [_cut(words, bound) for bound in bounds if segment.start() < bound < segment.end()]
        for word in words:
            column = sum(bound <= segment.start() for bound in bounds) + sum(cut <= word.start() for cut in cuts)
            cells[column] = f"{cells[column]} {word.group()}".strip()
    return cells


def _cut(words: Sequence[re.Match[str]], bound: int) -> int:
    """Where the words of a stretch are cut at a *bound* that lies in it; behind them all where they are one cell."""
    starts = [(abs(word.start() - bound), word.group()[0].islower(), word.start()) for word in words[1:]]
    near = [start for start in starts if start[0] <= 1] or [start for start in starts if start[0] <= NEAR]
    if not near:
        middle = (words[0].start() + words[-1].end()) / 2
        return words[0].start() if middle >= bound else words[-1].end()
    capital = [start for start in near if not start[1]]
    return min(capital or near)[2]


def _rows(lines: Sequence[str], columns: Columns, bounds: Sequence[int], below_head: bool) -> Rows:
    """The rows of the body: each begins where its number stands, or, that being in the middle of it, its text does."""
    kept = [
        line for line in lines if line.strip() and not (_PAGE_NUMBER.fullmatch(line) and line[: bounds[0]].isspace())
    ]
    cut = [_cells(line, bounds) for line in kept]
    groups = [_group(kept, i, bounds) for i in range(len(kept))]
    task = _widest(cut)
    numbered = [i for i, cells in enumerate(cut) if groups[i] or _LABEL.fullmatch(cells[0])]
    centred = any(i and (i - 1 not in numbered) and _follows_group(cut, groups, i, below_head) for i in numbered)
    starts: list[int] = []
    for before, at in zip([-1, *numbered], numbered, strict=False):
        start = at if groups[at] else _start(cut, groups, before, at, task)
        if centred:
            # What stands in the middle of its row has as many lines above the number as below it.
            reach = 2 * before - starts[-1] if starts else before
            while start - 1 > max(reach, before) and not cut[start - 1][task] and not groups[start - 1]:
                start -= 1
        starts.append(start)
    rows: Rows = []
    for start, end in pairwise(sorted({0, *starts, len(cut)})):
        first = start
        if groups[start]:
            rows.append(list(groups[start]))
            first += 1
        if first < end:
            own = _bounds_of(kept[first:end], columns, bounds)
            cells = [_cells(line, own) for line in kept[first:end]]
            rows.append(["\n".join(filter(None, column)) for column in zip(*cells, strict=True)])
    return [[row[0].replace("\n", " "), *row[1:]] for row in rows if any(row)]


def _follows_group(cut: Sequence[Sequence[str]], groups: Sequence[tuple[str, ...]], at: int, below_head: bool) -> bool:
    """Whether lines of other cells stand between a group, or the head, and the first number below it."""
    i = at
    while i > 0 and not groups[i - 1] and not cut[i - 1][0]:
        i -= 1
    return i < at and (below_head if i == 0 else bool(groups[i - 1])) and not groups[at]


def _group(lines: Sequence[str], at: int, bounds: Sequence[int]) -> tuple[str, ...]:
    """The number and the name of a group whose name runs across the columns; nothing for any other line."""
    segments = list(_SEGMENT.finditer(lines[at]))
    name = segments[-1]
    crosses = any(name.start() < bound < name.end() - 1 for bound in bounds[1:])
    off = abs(name.start() + name.end() - max(map(len, lines))) / 2
    if len(segments) == 1 and crosses and name.start() > bounds[0] + 4 and off < CENTRE:
        beside = [m.start() for i in (at - 1, at + 1) if 0 <= i < len(lines) for m in _SEGMENT.finditer(lines[i])]
        return () if any(abs(start - name.start()) < 4 for start in beside) else (name.group(),)
    if len(segments) == 2 and segments[0].start() < bounds[0] and _GROUP.fullmatch(segments[0].group()):
        return (segments[0].group(), name.group())
    return ()


def _widest(cut: Sequence[Sequence[str]]) -> int:
    """The column of the tasks: the one with most text."""
    return max(range(1, len(cut[0])), key=lambda i: sum(len(cells[i]) for cells in cut)) if cut else 1


def _start(cut: Sequence[Sequence[str]], groups: Sequence[tuple[str, ...]], before: int, at: int, task: int) -> int:
    """The line on which the row begins whose number stands on line *at*, below that of the number *before*."""
    best = at
    for i in range(at, before, -1):
        if groups[i]:
            break
        text = cut[i][task]
        above = next((cut[j][task] for j in range(i - 1, before, -1) if cut[j][task]), "")
        if text[:1].islower() or not text:
            continue
        if not above or _ENDED.search(above) or i - 1 == before:
            return i
        if i == at:
            best = at
    return best
