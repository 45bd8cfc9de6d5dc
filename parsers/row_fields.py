"""What the cells beside a task say of it: units with their roles, deliverable, deadline, notes.

A row may split itself into parts ("8.1", "8.2"); each takes what stands beside it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.blocks import Cell, Line
from models.page import BBox
from models.raw import RawAssignment, RawNote, RawText, Role
from normalize.text import fold, squeeze
from parsers.cell_text import line_middle, line_pitch
from parsers.columns import Column
from parsers.cut_rows import RUNNING_ON
from parsers.row_labels import clean_label
from parsers.table_rows import VALUE_ROLES, CellText, RowView, is_cross, is_unit_mark

BLANK_LINE = 1.6
"""Line pitches from one line to the next across a blank line; paragraph spacing alone makes up to one and a half."""

_PART = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})+)[.)]?\s+(?=\S)|(?P<number>\d{1,3})\.(?P<sub>\d{1,3})[.)](?=\S)")
_ROLE_LABEL = re.compile(
    r"(?:^|(?<=[\n;.,]))[ \n]*[-–+*•]?\s*"
    r"(?:(?:cơ\s+quan|đơn\s+vị|phòng|bộ\s+phận|các\s+đơn\s+vị)(?:,?\s+đơn\s+vị)?\s+)?"
    r"(?P<role>chủ\s+trì(?:\s+thực\s+hiện)?|phối\s+hợp(?:\s+thực\s+hiện)?|(?:phân\s+công\s+|lãnh\s+đạo\s+)?chỉ\s+đạo)\s*:\s*",
    re.IGNORECASE,
)
_DEADLINE_LIKE = re.compile(
    r"\d{1,2}\s*[/.-]\s*(?:19|20)?\d\d|(?:19|20)\d\d|quy|thang|nam|tuan|ngay|thuong xuyen|hang|dinh ky|truoc|sau|khi"
    r"|^(?:[ivx]{1,4}|t\d{1,2}|q\d)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEEDS_YEAR = re.compile(r"(?:quy|q|thang|t|tuan|\d|[ivx]+\b|0?6 thang|nua)")
_ROMAN_QUARTER = re.compile(r"I{1,3}|IV")
_OTHER_SPANS = re.compile(r"giai doan|dot|tuan|hoc ky|nhom")
"""Heads over Roman numerals that count something else than quarters."""
_ELSEWHERE = re.compile(
    r"[\W_]*(?:thuc hien |nhu |phan cong |da )?(?:theo (?!doi\b)|(?:nhu|da) (?:phan cong|neu|giao) )"
)
"""How a cell of units begins that names none: "Theo phân công tại Quyết định số …"."""
_COUNTS_SPANS = re.compile(
    r"(?P<what>thang|quy)(?: (?:thuc hien|hoan thanh|trien khai))?(?:,? nam)?(?: (?:19|20)\d\d)?"
)
_SPAN_NUMBERS = {
    kind: re.compile(rf"{one}(?:\s?(?:[,;&+–-]|và|đến)\s?{one})*")
    for kind, one in (("thang", "(?:0?[1-9]|1[0-2])"), ("quy", "(?:IV|I{1,3}|[1-4])"))
}
"""Numbers of months, or of quarters, that stand alone in a cell: "3", "3, 4", "I-II"."""
_BOTH = re.compile(r"chu tri.*/.*phoi hop")
_START = re.compile(r"bat dau|khoi dong|tu\b")
_BEFORE = re.compile(r"\btruoc(?: ngay)?$|^truoc\b")
_END = re.compile(r"ket thuc|hoan thanh|den\b")


@dataclass(frozen=True, slots=True)
class _Field:
    """One column's word on a task."""

    column: Column
    texts: tuple[CellText, ...]

    @property
    def raw(self) -> RawText:
        return join_raw([t.raw for t in self.texts])


@dataclass(frozen=True, slots=True)
class RowFields:
    """What the columns beside a task say of it."""

    fields: tuple[_Field, ...]

    def assignments(self) -> tuple[RawAssignment, ...]:
        """Units by role; a cell that names roles itself ("Chủ trì: …; Phối hợp: …") is cut there."""
        found: list[RawAssignment] = []
        for item in self.fields:
            role = _unit_role(item.column)
            if role is None or _points_elsewhere(item):
                continue
            mark = _mark(item)
            if mark is not None:
                marked = _role_of_mark(mark.text, role)
                found.append(RawAssignment(marked, replace(mark, text=item.column.leaf)))
            else:
                found += split_roles(item.raw, role, by_slash=_names_both(item.column))
        order: dict[Role, int] = {"lead": 0, "coordinate": 1, "direct": 2}
        return tuple(sorted(found, key=lambda a: order[a.role]))

    def deliverable(self) -> RawText | None:
        texts = [f.raw for f in self.fields if f.column.role == "deliverable"]
        return join_raw(texts) if texts else None

    def deadline(self) -> RawText | None:
        """The cell of dates, or the heads over crosses; a start and an end in two columns make one span."""
        dates = [f for f in self.fields if f.column.role == "deadline" and _says_something(f)]
        periods = [t for f in self.fields if f.column.role == "period" and (t := _period_text(f)) is not None]
        if periods:
            spans = [*(f.raw for f in dates), *periods]
            return replace(join_raw(spans), text="; ".join(s.text for s in spans))
        if not dates:
            return None
        if len(dates) == 2 and _START.search(fold(dates[0].column.leaf)) and _END.search(fold(dates[1].column.leaf)):
            start, end = dates[0].raw, dates[1].raw
            return replace(join_raw([start, end]), text=f"Từ {_lower_first(start.text)} đến {_lower_first(end.text)}")
        if len(dates) == 1:
            only = dates[0]
            if _START.match(fold(only.column.leaf)) and not _START.match(fold(only.raw.text)):
                return replace(only.raw, text=f"Từ {_lower_first(only.raw.text)}")
            if _BEFORE.search(fold(only.column.leaf)) and not _BEFORE.match(fold(only.raw.text)):
                return replace(only.raw, text=f"Trước {_lower_first(only.raw.text)}")
            if is_cross(only.raw.text) and only.column.upper:
                return replace(only.raw, text=only.column.leaf)
            return replace(only.raw, text=_counted_span(only))
        return replace(join_raw([d.raw for d in dates]), text="; ".join(d.raw.text for d in dates))

    def notes(self) -> tuple[RawNote, ...]:
        """Columns that no rule knows or that hold remarks, with their printed heads; units that stand elsewhere."""
        return tuple(RawNote(f.column.head, f.raw) for f in self.fields if _is_note(f))

    def for_part(self, index: int, parts: Sequence[CellText]) -> "RowFields":
        """These fields for one of the row's *parts*: what stands beside it, and what stands once for the row."""
        pages, bands = [p.raw.page for p in parts], [p.raw.bbox for p in parts]
        pitch = line_pitch([line for p in parts for line in p.lines])
        kept = []
        for item in self.fields:
            texts = [_beside(text, index, pages, bands, pitch) for text in item.texts]
            kept.append(_Field(item.column, tuple(texts)))
        return RowFields(tuple(kept))


def read_fields(view: RowView, rows: Sequence[int], inherited: Mapping[int, CellText]) -> RowFields:
    """What the other columns say for a task printed in *rows*; cells of its heading fill blanks."""
    fields = []
    for column in view.columns:
        if column.role in ("label", "task", "group", "content"):
            continue
        cells: dict[int, CellText] = {}
        for row in rows:
            text = view.value(row, column)
            if text is not None:
                cells.setdefault(id(view.cell(row, column.index)), text)
        texts = tuple(cells.values())
        if not texts and column.index in inherited:
            texts = (inherited[column.index],)
        if texts and (column.index == _first_column(view, rows, column)):
            fields.append(_Field(column, texts))
    return RowFields(tuple(fields))


def _first_column(view: RowView, rows: Sequence[int], column: Column) -> int:
    """The column that a cell merged over several is read for: the first; a cross stands for each span it covers."""
    cell = view.cell(rows[0], column.index)
    if cell is None or cell.column == column.index:
        return column.index
    first = view.columns[cell.column]
    if column.role == "period":
        return column.index if is_cross(" ".join(line.text for line in cell.lines)) else first.index
    alike = first.role == column.role or (first.role in VALUE_ROLES and column.role in VALUE_ROLES)
    return first.index if alike else column.index


def field_passages(view: RowView, rows: Sequence[int]) -> tuple[Cell, ...]:
    """The cells beside a task, in reading order."""
    return tuple(
        cell
        for row in rows
        for cell in view.row_cells(row)
        if view.columns[cell.column].role not in ("label", "task", "content")
    )


def join_raw(texts: Sequence[RawText]) -> RawText:
    """Several printed texts (at least one) as one, each a paragraph."""
    if len(texts) == 1:
        return texts[0]
    fragments = tuple(f for t in texts for f in t.fragments)
    return RawText("\n\n".join(t.text for t in texts), fragments, min(t.confidence for t in texts))


def _says_something(item: _Field) -> bool:
    """Whether a cell of dates holds more than a dash for nothing."""
    return is_cross(item.raw.text) or any(letter.isalnum() for letter in item.raw.text)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _unit_role(column: Column) -> Role | None:
    role = column.role
    return role if role in ("lead", "coordinate", "direct") else None


def _points_elsewhere(item: _Field) -> bool:
    """Whether a cell of units says where they are named instead of naming them."""
    return _unit_role(item.column) is not None and _ELSEWHERE.match(fold(item.raw.text)) is not None


def _mark(item: _Field) -> RawText | None:
    """The cross, or the "CT" or "PH", that stands in a unit's own column."""
    raw = item.raw
    if len(raw.text) > 8:
        return None
    if is_unit_mark(raw.text):
        return raw
    marked = is_cross(raw.text) or fold(raw.text) in ("chu tri", "c", "p", "t")
    return raw if item.column.upper and marked else None


def _role_of_mark(mark: str, role: Role) -> Role:
    folded = fold(mark)
    if folded in ("ph", "p"):
        return "coordinate"
    return "lead" if folded in ("ct", "chu tri", "c", "t") else role


def _names_both(column: Column) -> bool:
    """Whether a head says "Chủ trì/ Phối hợp": its cells have the same sign between the two."""
    return "/" in column.leaf and bool(_BOTH.search(fold(column.leaf)))


def split_roles(raw: RawText, role: Role, *, by_slash: bool = False) -> list[RawAssignment]:
    """
    A cell of units cut where it names roles itself; whole under *role* where it does not.

    Args:
        by_slash: whether one slash parts the lead from those who help.
    Seen in: one column "Phân công thực hiện" with "Chủ trì: …; Phối hợp: …" in its cells.
    """
    matches = list(_ROLE_LABEL.finditer(raw.text))
    if not matches:
        lead, slash, helpers = raw.text.partition("/")
        if by_slash and slash and lead.strip() and helpers.strip():
            parts: tuple[tuple[Role, str], ...] = (("lead", lead), ("coordinate", helpers))
            return [RawAssignment(part, replace(raw, text=text.strip(" \n;"))) for part, text in parts]
        return [RawAssignment(role, raw)]
    found = []
    before = raw.text[: matches[0].start()].strip(" \n;")
    if before:
        found.append(RawAssignment(role, replace(raw, text=before)))
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        text = raw.text[match.end() : after.start() if after else len(raw.text)].strip(" \n;")
        if text:
            word = fold(match.group("role"))
            named: Role = "coordinate" if "phoi hop" in word else "lead" if "chu tri" in word else "direct"
            found.append(RawAssignment(named, replace(raw, text=text)))
    return found


def _period_text(item: _Field) -> RawText | None:
    """What a cell under a span of time says: the span for a cross; None for a figure or a text that is no date."""
    raw, column = item.raw, item.column
    text = squeeze(raw.text)
    if is_cross(text):
        return replace(raw, text=_period_head(column))
    if not _DEADLINE_LIKE.search(fold(text)) or len(text) > 60 or text.rstrip("%").replace(",", "").isdigit():
        return None
    if _YEAR.search(text) or not _YEAR.search(column.leaf):
        return raw
    return replace(raw, text=f"{text} {_lower_first(column.leaf)}")


def _period_head(column: Column) -> str:
    """The head over a cross, with the one above where it alone makes sense of it: "Quý I" under "Năm 2026"."""
    leaf, upper = squeeze(column.leaf), fold(column.upper)
    if leaf.isdigit() and len(leaf) <= 2 and "thang" in upper:
        leaf = f"Tháng {leaf}"
    elif leaf[:4].casefold() == "tuần":  # a week of a month lies in it; of a year it says nothing
        return f"{leaf} {_lower_first(squeeze(column.upper))}" if "thang" in upper else leaf
    elif _ROMAN_QUARTER.fullmatch(leaf) and not _OTHER_SPANS.search(upper):
        leaf = f"Quý {leaf}"
    year = _YEAR.search(upper)
    if year and not _YEAR.search(leaf) and _NEEDS_YEAR.match(fold(leaf)):
        return f"{leaf} {year.group()}" if leaf.endswith("năm") else f"{leaf} năm {year.group()}"
    return leaf


def _counted_span(item: _Field) -> str:
    """What a cell of dates says; a bare number under "Tháng" or "Quý" is one, of the year that stands there."""
    text, head = item.raw.text, fold(item.column.leaf)
    counted = _COUNTS_SPANS.fullmatch(head)
    if counted is None or not _SPAN_NUMBERS[counted["what"]].fullmatch(squeeze(text).rstrip(".")):
        return text
    year = _YEAR.search(fold(item.column.head))
    span = f"{'Tháng' if counted['what'] == 'thang' else 'Quý'} {text}"
    return f"{span} năm {year.group()}" if year else span


def _is_note(item: _Field) -> bool:
    if item.column.role == "period":
        return _period_text(item) is None
    return item.column.role not in VALUE_ROLES or _points_elsewhere(item)


def split_parts(text: CellText, label: str | None) -> list[tuple[str, CellText]]:
    """
    (label, text) of each numbered part that the cell of a task is split into ("8.1", "8.2"); empty for a plain text.

    Args:
        label: the row's own number, which the parts must begin with; None to take any.
    """
    starts: list[tuple[int, str]] = []
    for index, line in enumerate(text.lines):
        match = _PART.match(line.text)
        if match is None:
            continue
        number = _part_label(match)
        opens = number == f"{label}.1"  # the first part, under a line that happens to be full
        if index and not text.flags[index] and not opens and not _follows(starts, number):
            continue
        if label is None or number.startswith(label + "."):
            starts.append((index, number))
    if (
        len(starts) < 2
        or len({n.count(".") for _, n in starts}) != 1
        or len({n.rpartition(".")[0] for _, n in starts}) != 1
    ):
        return []
    parts = []
    for (index, number), after in zip(starts, [*starts[1:], None], strict=True):
        part = text.part(index, after[0] if after else len(text.lines))
        match = _PART.match(part.raw.text)
        rest = part.raw.text[match.end() :] if match else part.raw.text
        parts.append((number, replace(part, raw=replace(part.raw, text=rest))))
    return parts


def _part_label(match: re.Match[str]) -> str:
    return clean_label(match.group("label") or f"{match.group('number')}.{match.group('sub')}")


def _follows(starts: Sequence[tuple[int, str]], number: str) -> bool:
    """Whether *number* counts on from the last part: "8.2" after "8.1"."""
    if not starts:
        return False
    head, _, last = starts[-1][1].rpartition(".")
    return number == f"{head}.{int(last) + 1}"


def _beside(text: CellText, index: int, pages: Sequence[int], bands: Sequence[BBox], pitch: float) -> CellText:
    """The lines of a cell that stand beside one part of the row, or the whole cell when it is said once for the row."""
    groups = _groups(text.lines, pitch)
    if len(groups) < 2:
        return text
    mine = [_band_of(text.lines[first:end], pages, bands) for first, end in groups]
    if len(groups) == len(bands):
        mine = list(range(len(bands)))
    if set(mine) != set(range(len(bands))) or mine != sorted(mine):
        return text
    picked = [g for g, band in zip(groups, mine, strict=True) if band == index]
    return text.part(picked[0][0], picked[-1][1])


def _groups(lines: Sequence[Line], pitch: float) -> list[tuple[int, int]]:
    """(first, end) of the groups of lines that blank lines part, where lines usually stand *pitch* apart."""
    starts = [0]
    for i in range(1, len(lines)):
        above, line = lines[i - 1], lines[i]
        parted = above.page != line.page and not _runs_on(above, line)
        if parted or (above.page == line.page and line_middle(line) - line_middle(above) > BLANK_LINE * pitch):
            starts.append(i)
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _runs_on(above: Line, line: Line) -> bool:
    """Whether a text goes on from the foot of a page: in small letters, behind "của", or with one last word."""
    ended = above.text.endswith((".", ";"))
    lone = len(line.words) == 1 and len(above.words) > 1
    return not ended and (line.text[0].islower() or RUNNING_ON.search(above.text) is not None or lone)


def _band_of(lines: Sequence[Line], pages: Sequence[int], bands: Sequence[BBox]) -> int:
    """Which part the *lines* stand beside: the one whose lines they share most height with, or are nearest to."""
    page, top, bottom = lines[0].page, lines[0].bbox[1], lines[-1].bbox[3]
    here = [i for i, p in enumerate(pages) if p == page] or list(range(len(bands)))

    def shared(i: int) -> float:
        return min(bottom, bands[i][3]) - max(top, bands[i][1])

    return max(here, key=shared)
