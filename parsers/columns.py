"""What each column of a table holds, told by the words of its head.

The words are in `data/columns.toml`, where an analyst can add to them.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

from rapidfuzz import fuzz

from models.blocks import Cell
from normalize.text import fold, squeeze

ColumnRole = Literal[
    "label",
    "task",
    "content",
    "group",
    "lead",
    "coordinate",
    "direct",
    "deliverable",
    "deadline",
    "period",
    "note",
    "other",
    "unknown",
]

MISPRINT = 84.0
"""A head this alike to a phrase (0..100) is that phrase misprinted: OCR of bold type gets one letter in six wrong."""
LONGEST_MARK = 3
"""Letters of a cross or number ("x", "đ", "1b"), which may be small in a head."""
LEAST_SURE = 4
"""So many cells that number the columns must do nothing else."""
LONGEST_HEAD = 110
"""Letters: a longer cell is no head."""
_SHORT_HEAD = 5
"""Letters: "STT", "Số TT" come from scans as "TH" or "S1T"; longer heads are known through their misprints."""
_COUNTED = 2
"""Steps of one from row to row: three numbers that follow each other number their rows."""

NARROW_LINES, NARROW_LETTERS = 4, 5
"""How many lines, and letters a line, the head of a column narrower than its words has at most."""
_LAST_MONTHS = ("10", "11", "12")
_LONG_WORD = re.compile(r"[^\W\d]{3}")

_NOT_LETTERS = re.compile(r"[^0-9a-z#]+")
_BRACKETED = re.compile(r"\([^)]*\)")
_PERIOD = re.compile(
    r"(?:giai doan|nam|quy|thang|tuan|ky|t|q|den|den nam|truoc|sau)?"
    r"(?: ?(?:[ivx]{1,4}|\d{1,2}|(?:19|20)\d\d))(?: ?(?:den|toi|va|nam|quy|[ivx]{1,4}|\d{1,2}|(?:19|20)\d\d))*"
    r"|(?:0?[369]|sau|chin) thang(?: (?:dau|cuoi) nam)?(?: (?:19|20)\d\d)?|nua (?:dau|cuoi) nam(?: (?:19|20)\d\d)?"
    r"|hang nam|hang thang|hang quy|thuong xuyen|ca nam|cac nam tiep theo"
)
_ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")
_ROMAN_NUMBER = re.compile(r"[IVX]{1,4}\.?")
_QUARTER = re.compile(r"Qu[yýỷỳ]\s?\S{1,4}")
_NUMBERING = re.compile(r"\(?\[?(?:\d{1,2}|[a-hA-H])[)\]]?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, as its head names it."""

    index: int
    role: ColumnRole
    head: str
    """As printed, lines joined by a space; with the head above it where two levels are needed to understand it."""
    upper: str = ""
    """The head above its own, printed over several columns; "" for none."""
    upper_role: ColumnRole = "unknown"
    score: float = 0.0
    """How well the words were known, 0..100."""

    @property
    def leaf(self) -> str:
        """Its own head without the one above."""
        return self.head.removeprefix(self.upper).strip() if self.upper else self.head


def head_key(text: str) -> str:
    """The folded words of a head, without punctuation and remarks in brackets."""
    folded = _BRACKETED.sub(" ", fold(text))
    return _NOT_LETTERS.sub(" ", folded).strip() or _NOT_LETTERS.sub(" ", fold(text)).strip()


@cache
def _short_words() -> dict[str, str]:
    """Words that heads shorten ("SP đầu ra", "ĐVCT"), folded, and what they stand for."""
    table = tomllib.loads((Path(__file__).parent / "data" / "columns.toml").read_text("utf-8"))
    return {head_key(short): head_key(full) for short, full in table["short"].items()}


def _spelt_out(key: str) -> str:
    """*key* with its shortened words in full; one alone is left, it may be anything."""
    words = key.split()
    if len(words) == 1 and len(key) < 4:
        return key
    return " ".join(_short_words().get(word, word) for word in words)


@cache
def _phrases() -> tuple[tuple[str, ColumnRole, bool], ...]:
    """(folded phrase, role, whether it must be the whole head), longest first."""
    table = tomllib.loads((Path(__file__).parent / "data" / "columns.toml").read_text("utf-8"))
    found: dict[str, tuple[str, ColumnRole, bool]] = {}
    for role in get_args(ColumnRole):
        words = table.get(role, {})
        for phrase in words.get("phrases", ()):
            found[head_key(phrase)] = (head_key(phrase), role, False)
        for phrase in words.get("whole", ()):
            found.setdefault(head_key(phrase), (head_key(phrase), role, True))
    return tuple(sorted(found.values(), key=lambda p: (-len(p[0]), p[0])))


@lru_cache(maxsize=4096)
def role_of_head(text: str) -> tuple[ColumnRole, float]:
    """What a column with the head *text* holds, and how sure the words make us (0..100): ("unknown", 0) for none."""
    key = _spelt_out(head_key(text))
    if not key or len(text) > LONGEST_HEAD:
        return "unknown", 0.0
    if text.lstrip("( ").startswith("%"):
        return "note", 90.0  # how much of it is done
    if "chu tri" in key and "phoi hop" in key:
        return "lead", 90.0  # its cells say who of them only helps
    best: tuple[float, ColumnRole] = (0.0, "unknown")
    spaced = f" {key} "
    for phrase, role, whole in _phrases():
        score = _likeness(key, spaced, phrase, whole)
        if score > best[0]:
            best = (score, role)
    return best[1], best[0]


def _likeness(key: str, spaced: str, phrase: str, whole: bool) -> float:
    """How far *phrase* explains the head *key*, 0..100; 0 when it does not."""
    if key == phrase:
        return 100.0
    if not whole and f" {phrase} " in spaced:
        return 60.0 + 38.0 * len(phrase) / len(key)
    if len(phrase) < 5 or abs(len(phrase) - len(key)) > 0.25 * len(key):
        return 0.0
    ratio = fuzz.ratio(key, phrase)
    return ratio - 2.0 if ratio >= MISPRINT else 0.0


def is_period(text: str) -> bool:
    """Whether a head names a span of time ("Giai đoạn 2025-2027", "Quý I", "2026") rather than a kind of thing."""
    return bool(_PERIOD.fullmatch(head_key(text)))


def cell_head(cell: Cell) -> str:
    """The text of a head's cell on one line; a column too narrow for "Quý" breaks the word itself ("Qu" over "ý I")."""
    lines = [line.text for line in cell.lines]
    text = squeeze(" ".join(lines))
    if len(lines) == 2 and all(line.isdigit() and len(line) == 1 for line in lines) and "".join(lines) in _LAST_MONTHS:
        return "".join(lines)
    if 1 < len(lines) <= NARROW_LINES and len(text) <= NARROW_LINES * NARROW_LETTERS and not is_period(text):
        for at in range(1, len(lines)):
            whole = squeeze(" ".join([*lines[: at - 1], lines[at - 1] + lines[at], *lines[at + 1 :]]))
            if _LONG_WORD.search(whole) and is_period(whole):
                return whole
    return text


_COUNTS_ROWS = re.compile(r"s? ?tt\.?|so tt|so thu tu")
"""What heads a column of row numbers and stands in no row's own first cell."""


def count_header_rows(cells: Sequence[Cell], row_count: int) -> int:
    """
    How many rows at the top of *cells* are its head: none for a piece of a table that goes on without one.

    A row is head when at least two of its cells are known heads of different kinds and most of its words are heads.
    Rows that a head's cell reaches into, and a row that numbers the columns ("(1) (2) (3)"), belong to it.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row in range(min(3, row_count)):
        if not _is_head_row(by_row.get(row, [])):
            if sum(bool(c.lines) for c in by_row.get(row, [])) > 1:
                return 0  # only a title merged over the columns may stand above the head
            continue
        height = row + 1
        while height < min(row + 4, row_count) and _reaches_down(by_row, row, height):
            height += 1
        while height < row_count and _is_numbering(by_row.get(height, [])):
            height += 1
        return height
    return 0


def _is_head_row(cells: Sequence[Cell]) -> bool:
    heads = [cell_head(c) for c in cells if c.lines]
    if len(heads) < 2 or max(map(len, heads)) > LONGEST_HEAD or _ROW_NUMBER.fullmatch(heads[0]):
        return False
    if any(head[0].islower() and len(head) > LONGEST_MARK for head in heads):
        return False  # the rest of a row that the page before broke off
    if _COUNTS_ROWS.fullmatch(fold(heads[0])):
        return True  # whatever the other heads say: "TT | Tên đơn vị | Cấp học"
    roles = [role for role, score in map(role_of_head, heads) if score >= 62.0]
    periods = sum(is_period(h) and not h.isdigit() for h in heads)
    return len(set(roles)) >= 2 and 2 * (len(roles) + periods) >= len(heads)


def _reaches_down(by_row: dict[int, list[Cell]], first: int, row: int) -> bool:
    """
    Whether *row* is still head: cells of the rows from *first* on reach into it, and what begins there are heads too.

    What stands under a head that is merged over columns is one; so is a known head, or a span of time. Once heads
    stand under every merged one and none reaches further, the next row is none, whatever it says ("I", "Công tác …").
    """
    above = [c for r in range(first, row) for c in by_row.get(r, []) if c.lines]
    own = [c for c in by_row.get(row, []) if c.lines]
    merged = [
        (c.column, c.column + c.column_span) for c in above if c.column_span > 1 and not _has_heads_under(c, above)
    ]
    if not own:
        return any(c.row + c.row_span > row for c in above)
    if not merged and not any(c.row + c.row_span > row for c in above):
        return False
    under = [any(a <= c.column < b for a, b in merged) for c in own]
    known = [(is_period(h) and not h.isdigit()) or role_of_head(h)[1] >= 62.0 for h in map(cell_head, own)]
    return all(under) or (all(known) and len(own) >= 2)


def _has_heads_under(merged: Cell, cells: Sequence[Cell]) -> bool:
    """Whether each column of a head that is *merged* over columns has a head of its own among *cells* below it."""
    under = [c for c in cells if c.row >= merged.row + merged.row_span]
    columns = range(merged.column, merged.column + merged.column_span)
    return all(any(c.column <= i < c.column + c.column_span for c in under) for i in columns)


def _is_numbering(cells: Sequence[Cell]) -> bool:
    texts = [cell_head(c) for c in cells if c.lines]
    matching = [t for t in texts if _NUMBERING.fullmatch(t)]
    if len(texts) < 3 or len(matching) < len(texts) - (len(texts) > LEAST_SURE):
        return False
    numbers = [int(m.group()) for t in matching if (m := re.search(r"\d+", t))]
    steps = [b - a for a, b in pairwise(numbers)]
    # Of five or more one may hold more than its number, left over from the head above it.
    return bool(steps) and set(steps) <= {1, 2} and steps.count(2) <= len(texts) - len(matching)


def find_columns(cells: Sequence[Cell], header_rows: int, column_count: int) -> tuple[Column, ...]:
    """What each of *column_count* columns holds, read from the first *header_rows* rows of *cells*."""
    numbering = {
        row
        for row in range(1, header_rows)
        if _is_numbering(here := [c for c in cells if c.row == row]) and any(c.column == 0 for c in here)
    }
    columns: list[Column] = []
    for index in range(column_count):
        chain = [
            head
            for cell in cells
            if cell.row < header_rows
            and cell.column <= index < cell.column + cell.column_span
            and (head := cell_head(cell))
            and cell.row not in numbering
            and not (cell.column_span == column_count and column_count > 2)  # a title inside the table
        ]
        columns.append(_column(index, chain))
    return tuple(_quarters_in_turn(_numbered_first(columns, cells, header_rows)))


def _numbered_first(columns: list[Column], cells: Sequence[Cell], header_rows: int) -> list[Column]:
    """*columns*, the first one that of the labels where its head is a misread word and its rows are numbered."""
    first = columns[0] if columns else None
    if first is None or first.role not in ("unknown", "period") or not header_rows or len(first.head) > _SHORT_HEAD:
        return columns
    under = [cell_head(c) for c in cells if c.column == 0 and c.column_span == 1 and c.row >= header_rows and c.lines]
    numbers = [int(n.group()) for text in under if _ROW_NUMBER.fullmatch(text) and (n := re.match(r"\d+", text))]
    counted = sum(b == a + 1 for a, b in pairwise(numbers))
    roman = sum(bool(_ROMAN_NUMBER.fullmatch(text)) for text in under)
    if counted < _COUNTED or 3 * (len(numbers) + roman) < 2 * len(under):
        return columns
    return [replace(first, role="label", score=MISPRINT), *columns[1:]]


def _quarters_in_turn(columns: list[Column]) -> list[Column]:
    """*columns* with the heads of four quarters side by side put right where a scan makes two of them one."""
    quarters = [c for c in columns if c.role == "period" and _QUARTER.fullmatch(c.leaf)]
    wanted = ["Quý I", "Quý II", "Quý III", "Quý IV"]
    in_turn = len(quarters) == 4 and quarters[3].index == quarters[0].index + 3
    right = sum(c.leaf == head for c, head in zip(quarters, wanted, strict=False))
    if in_turn and 2 <= right < 4 and len({c.leaf for c in quarters}) < 4:
        for column, head in zip(quarters, wanted, strict=True):
            columns[column.index] = replace(column, head=squeeze(f"{column.upper} {head}"))
    return columns


def _column(index: int, chain: Sequence[str]) -> Column:
    """The column under the heads *chain*, uppermost first: its own head decides, then the one above."""
    if not chain:
        return Column(index, "unknown", "")
    leaf, upper = chain[-1], " ".join(chain[:-1])
    upper_role, upper_score = role_of_head(chain[-2]) if upper else ("unknown", 0.0)
    role, score = role_of_head(leaf)
    if is_period(leaf) and upper_role not in ("other", "note", "deliverable"):
        return Column(index, "period", squeeze(f"{upper} {leaf}"), upper, upper_role, 80.0)
    money = upper_role in ("other", "note") and upper_score >= 90.0  # a year under "Kinh phí" is a sum
    dates = upper_role == "deadline" and role in ("note", "other")  # "Trình Bộ" under "Thời gian trình"
    if upper and (role == "unknown" or dates or (money and role != "label")):
        role, score = upper_role, upper_score
    return Column(index, role, squeeze(f"{upper} {leaf}"), upper, upper_role, score)
