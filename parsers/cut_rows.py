"""Where a page cuts a table: what shows that the first cells of a page go on with the last of the page before."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.blocks import Line
from models.page import BBox
from parsers.cell_text import BULLET, ENDED
from parsers.table_rows import CROSS

_MID_SENTENCE = (
    r"\b(?:và|của|các|về|với|cho|(?<!tiếp )(?<!kèm )theo|để|trong|hoặc|từ|đến|tại|trên|là|những|được|do|bằng|cùng"
    r"|[Tt]rước|Từ|Theo|(?:^|(?:[Tt]rong|[Tt]ừ|[Đđ]ến|[Tt]rước|[Vv]ào|[Hh]ết)\s)(?:[Nn]gày|[Tt]háng|[Qq]uý|[Nn]ăm))"
)
RUNNING_ON = re.compile(rf"(?:[,(/&-]|{_MID_SENTENCE})$")
"""How a text ends that must go on."""
BROKEN_OFF = re.compile(rf"{_MID_SENTENCE}$")
"""How a cell's text ends that goes on in the cell below it, though another row begins there: it is merged over both."""
_HALF_NAME = re.compile(
    r"(?:^|[;,+/–-]\s*)(?:Sở|Phòng|Bộ|Chi cục|Trung tâm)$|\b(?:Bộ|Ban) Chỉ huy$|\bHội (?:Liên hiệp|Chữ thập)$"
)
"""How a cell of units ends that the page cut within a name; "Văn phòng Sở" is whole."""
GROUP_LABEL = re.compile(r"[IVXL]{1,6}[.):]?|[A-HĐ][.):]?")
"""What numbers a row that only names a group: no cell merged above reaches into it."""


@dataclass(slots=True)
class Joined:
    """A cell being put together over pages; columns as x places of the first piece."""

    row: int
    row_end: int
    left: float
    right: float
    lines: list[Line]
    boxes: list[tuple[int, BBox]]


def names_group(said: Sequence[Joined]) -> bool:
    """Whether a row with these filled cells names the rows below it: by its number, or as one title in bold."""
    title = len(said) == 1 and all(line.bold for line in said[0].lines) and not said[0].lines[0].text[0].islower()
    # Only the first of them can be its number: "XI" further right is the end of a unit's name.
    return title or (bool(said) and bool(GROUP_LABEL.fullmatch(min(said, key=lambda c: c.left).lines[0].text)))


def is_rest(above: Joined, cell: Joined, merged: bool) -> bool:
    """Whether *cell*, at the top of a page under another number, is what a cell *merged* over both rows says on."""
    if merged:
        return not cell.lines or vote(above, cell) >= 2.0
    return bool(cell.lines) and (BROKEN_OFF.search(above.lines[-1].text) is not None or _is_cut_within(above, cell))


def cell_over(cells: Sequence[Joined], cell: Joined) -> Joined | None:
    """The one of *cells* that stands over *cell* with the same sides, or that it mostly lies under."""
    best, most = None, 0.0
    for other in cells:
        shared = min(other.right, cell.right) - max(other.left, cell.left)
        if shared > most:
            best, most = other, shared
    if best is None or most < 0.5 * (cell.right - cell.left):
        return None
    return best


def brings_values(top: Sequence[Joined], last: Sequence[Joined]) -> bool:
    """Whether a cell is merged over rows of both pages, and the first row on *top* says something of its own."""
    over = [(cell, cell_over(last, cell)) for cell in top]
    if not any(not c.lines and c.row_end - c.row > 1 and a is not None and a.lines for c, a in over):
        return False
    own = [vote(a, c) for c, a in over if a is not None and c.lines]
    # A text above that did not end may go on: it speaks for another row only half as much as one that did.
    anew = sum(1.0 if vote <= -1.0 else 0.5 for vote in own if vote < 0.0)
    return not own or anew >= sum(vote >= 2.0 for vote in own)


def is_dated_anew(
    top: Sequence[Joined], last: Sequence[Joined], dates: Collection[float], silent: Sequence[float]
) -> bool:
    """
    Whether the *last* row has its date or crosses, and the row on *top* has its own: a row under the task above it.

    A date that breaks off ("Tháng" over "6/2026") and the second of two deadlines ("- Đợt 2: …") are none of its own.

    Args:
        dates: where the columns of dates and crosses stand.
        silent: where those of numbers and tasks stand, which say nothing in such a row.
    """
    if not silent or any(c.lines for c in top if _stands_at(c, silent)):
        return False
    dated = [c for c in top if _stands_at(c, dates)]
    if not any(above.lines for above in last if _stands_at(above, dates)):
        return False
    votes = [_date_vote(cell_over(last, cell), cell) for cell in dated if cell.lines]
    said = [vote(a, c) for c in top if c.lines and c not in dated and (a := cell_over(last, c))]
    return bool(votes) and bool(said) and max(votes) < 0.0 and max(said) < 0.5


def _stands_at(cell: Joined, places: Collection[float]) -> bool:
    return any(cell.left < x < cell.right for x in places)


def _date_vote(above: Joined | None, cell: Joined) -> float:
    """How strongly *cell*, a date or a cross, looks like the rest of what stands *above* it."""
    text = cell.lines[0].text
    if CROSS.fullmatch(text):
        return -1.0
    if above is None or not above.lines:
        return -0.5
    return 2.0 if BULLET.match(text) else vote(above, cell)


def _is_cut_within(above: Joined, cell: Joined) -> bool:
    """Whether the page cuts a bracket, or the name of a unit after its first word."""
    said = " ".join(line.text for line in above.lines)
    opened = said.count("(") > said.count(")") and ")" in " ".join(line.text for line in cell.lines)
    return opened or _HALF_NAME.search(said) is not None


def breaks_off_a_list(cells: Sequence[Joined], above: Joined) -> bool:
    """Whether *above* ends with ";" as no other of the *cells* over it does: its list goes on."""
    if not above.lines[-1].text.endswith(";"):
        return False
    column = [c for c in cells if c.lines and c.left == above.left and c.right == above.right]
    return sum(c.lines[-1].text.endswith(";") for c in column) == 1


def vote(above: Joined, cell: Joined) -> float:
    """How strongly *cell* looks like the rest of *above*; negative when it looks like a text of its own."""
    if not cell.lines:
        return 0.5 if above.lines else 0.0
    text = cell.lines[0].text
    if not above.lines:
        return -0.5
    before = above.lines[-1].text
    if text[:1].islower() or RUNNING_ON.search(before) or _is_cut_within(above, cell):
        return 2.0
    if text.startswith("(") and not ENDED.search(before):
        return 2.0
    if before.endswith((";", ":")):
        return 0.5
    if BULLET.match(text) and ENDED.search(before):
        return -1.0
    return -1.0 if ENDED.search(before) else -0.25
