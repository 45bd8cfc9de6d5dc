"""From a joined table to its sections and tasks as printed: group rows, rows, and rows that split into parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.blocks import Cell, Table
from models.finding import Finding
from models.raw import Passage, RawNote, RawSection, RawTask, RawText
from normalize.text import squeeze
from parsers.break_cells import with_parted_cells
from parsers.columns import find_columns
from parsers.row_fields import RowFields, field_passages, join_raw, read_fields, split_parts
from parsers.row_headings import (
    goes_below,
    is_head_again,
    is_heading_row,
    is_remark,
    is_said_of_row_above,
    label_and_body,
    label_cell_of,
    text_cell_of,
)
from parsers.row_labels import Outline, clean_label, counts_on, kind_of, misread_roman, split_label
from parsers.table_checks import RowLabel, check_rows
from parsers.table_kinds import name_columns, why_no_tasks
from parsers.table_rows import UNIT_ROLES, VALUE_ROLES, CellText, RowView

_DECLARED = re.compile(
    r"\s*[(\[]\s*(?:gồm|có|bao gồm|tổng(?:\s+(?:số|cộng))?)?\s*:?\s*(?P<count>\d{1,3})\s+"
    r"(?:nhiệm\s+vụ|nội\s+dung|công\s+việc|hoạt\s+động|sáng\s+kiến|đề\s+án|dự\s+án|giải\s+pháp|văn\s+bản|đầu\s+việc|mục)"
    r"[^()]{0,40}[)\]]\s*[.:;]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TableReading:
    """What one table of tasks says, as printed. Task indices count within this reading."""

    sections: tuple[RawSection, ...]
    tasks: tuple[RawTask, ...]
    passages: tuple[Passage, ...]
    """Every cell, heads and headings included: nothing printed is lost. `part` is 0, for the caller to set."""
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Draft:
    """A task while its rows are being gathered."""

    rows: list[int]
    label: str | None
    text: CellText
    section: str | None
    group: RawText | None
    notes: list[RawNote] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What was read so far, going down the rows."""

    view: RowView
    prefix: str
    default_section: str | None
    outline: Outline = field(default_factory=Outline)
    group: RawText | None = None
    inherited: dict[int, CellText] = field(default_factory=dict)
    sections: list[RawSection] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tasks: list[RawTask] = field(default_factory=list)
    labels: list[RowLabel] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    """Cells that have their passage already: a merged cell serves several rows, its text is printed once."""


def find_task_rows(
    table: Table, *, section_prefix: str = "", default_section: str | None = None
) -> TableReading | None:
    """
    The sections and tasks that *table* lists; None for a table that holds no tasks (`describe` says why).

    Args:
        section_prefix: put before the path of each of its sections ("PL" makes "I" into "PL.I").
        default_section: path of the section that rows outside any group row stand in.
    """
    columns = name_columns(table, find_columns(table.cells, table.header_rows, table.column_count))
    if why_no_tasks(table, columns) is not None:
        return None
    table = with_parted_cells(table, columns)
    view = RowView(table, columns)
    reading = _Reading(view, section_prefix, default_section)
    for row in range(table.header_rows):
        _read_head_row(reading, row)
    for row in range(table.header_rows, table.row_count):
        _read_row(reading, row)
    _finish_task(reading)
    if not reading.tasks:
        return None
    findings = (*reading.findings, *check_rows(reading.labels, reading.sections, section_prefix))
    return TableReading(tuple(reading.sections), tuple(reading.tasks), tuple(reading.passages), findings)


def _read_head_row(reading: _Reading, row: int) -> None:
    """A row of the head; one above it may name the first group, where a like row names the next one further down."""
    view = reading.view
    cells = [c for c in view.row_cells(row) if c.lines]
    text = view.text(cells[0]) if len(cells) == 1 else None
    found = split_label(text.raw.text) if text is not None else None
    if found is None or text is None or kind_of(found[0]) not in ("roman", "upper") or not _has_next(view, found[0]):
        _pass_cells(reading, row, None)
        return
    _open_heading(reading, row, cells[0], found[0], replace(text.raw, text=found[1]))


def _has_next(view: RowView, label: str) -> bool:
    """Whether a row over all columns of the body bears the number after *label*: "II" after "I"."""
    wide = (c for c in view.table.cells if c.row >= view.table.header_rows and c.lines)
    texts = (view.text(c) for c in wide if c.column_span == view.table.column_count)
    found = (split_label(text.raw.text) for text in texts if text is not None)
    return any(f is not None and counts_on(label, f[0]) for f in found)


def describe(table: Table) -> str | None:
    """Why *table* holds no tasks, in Vietnamese, for the finding `table-without-tasks`; None when it holds some."""
    columns = name_columns(table, find_columns(table.cells, table.header_rows, table.column_count))
    return why_no_tasks(table, columns) or (
        None if find_task_rows(table) is not None else "Bảng không có dòng nào ghi nhiệm vụ."
    )


def _read_row(reading: _Reading, row: int) -> None:
    """Take one body row for what it is: a heading, a task, more of the task above, or none of these."""
    view = reading.view
    text_cell = text_cell_of(view, row)
    cells = [c for c in view.row_cells(row) if c.lines]
    if not cells:
        return
    if is_head_again(view, row):
        _finish_task(reading)
        _pass_cells(reading, row, None)
        return
    text = view.text(text_cell)
    if text is None:
        if _only_label(view, row, cells):
            _pass_cells(reading, row, None)
        elif reading.drafts:
            reading.drafts[-1].rows.append(row)
        else:
            _pass_cells(reading, row, None)
        return
    assert text_cell is not None
    if text_cell.row < row:  # merged from the rows above: a task of its own when it has its own units or dates
        _read_shared_row(reading, row)
        return
    if not any(letter.isalpha() for letter in text.raw.text):  # dots to be filled in, a dash for nothing
        _pass_cells(reading, row, None)
        return
    label, body = label_and_body(view, row, text_cell, text)
    if is_remark(view, row, label, text, text_cell):
        _finish_task(reading)
        _pass_cells(reading, row, None)
        return
    if reading.drafts and is_said_of_row_above(view, text_cell, label, text):
        reading.drafts[-1].notes.append(RawNote("", text.raw))
        _pass_cells(reading, row, None)
        return
    if is_heading_row(view, row, text_cell, label, text):
        _finish_task(reading)
        _open_heading(reading, row, text_cell, label, body)
        return
    _start_task(reading, row, label, body)


def _only_label(view: RowView, row: int, cells: Sequence[Cell]) -> bool:
    return all(view.columns[c.column].role == "label" for c in cells)


def _open_heading(reading: _Reading, row: int, cell: Cell, label: str | None, body: RawText) -> None:
    """A row that names a group: a section when it has a label, else the group of the rows below."""
    view = reading.view
    reading.inherited = {
        c.index: text
        for c in view.of(*VALUE_ROLES)
        if view.cell(row, c.index) is not cell
        and (text := view.value(row, c)) is not None
        and not goes_below(view, row, c.index)
    }
    declared = _DECLARED.search(body.text)
    title = replace(body, text=body.text[: declared.start()] if declared else body.text)
    if label is None or kind_of(label) == "bullet":
        reading.group = title
        _pass_cells(reading, row, None, heading=cell)
        return
    reading.group = None
    label = _read_again(reading, row, label, body)
    path, twice = reading.outline.enter(label)
    above = _path(reading, 1)
    path = f"{reading.prefix}.{path}" if reading.prefix else path
    count = int(declared.group("count")) if declared else None
    section = RawSection(path, label, title, "tasks", count)
    reading.sections.append(section)
    reading.labels.append(RowLabel(above, label, section.page, heads=True))
    if twice:
        reading.findings.append(_duplicate(section, reading.sections))
    _pass_cells(reading, row, None, heading=cell)


def _read_again(reading: _Reading, row: int, label: str, body: RawText) -> str:
    """The section's *label*, put right where a scan's numeral was misread and but one can follow; with a finding."""
    cell = label_cell_of(reading.view, row)
    printed = reading.view.text(cell) or reading.view.text(text_cell_of(reading.view, row))
    if printed is None or printed.raw.confidence >= 1.0:
        return label
    romans = [s.label for s in reading.sections if s.label and kind_of(s.label) == "roman"]
    right = misread_roman(label, romans[-1] if romans else None)
    if right is None or (not romans and label != "l"):
        return label
    message = f"Số của mục “{squeeze(body.text)[:60]}” đọc trên bản quét là {label}, hiểu là {right}."
    reading.findings.append(Finding(severity="info", code="low-ocr-confidence", message=message, page=body.page))
    return right


def _duplicate(section: RawSection, sections: Sequence[RawSection]) -> Finding:
    first = next((s for s in sections if s.label == section.label and s is not section), section)
    titles = f"{squeeze(first.title.text)} và {squeeze(section.title.text)}"
    message = f"Hai phần cùng mang số {section.label}: {titles}."
    return Finding(
        severity="warning", code="duplicate-section-label", message=message, page=section.page, section=section.path
    )


def _section(reading: _Reading) -> str | None:
    """The path of the innermost open section."""
    return _path(reading, 0)


def _path(reading: _Reading, above: int) -> str | None:
    """The path of the open section that many levels *above* the innermost."""
    if len(reading.outline.open) <= above:
        return reading.default_section
    path = reading.outline.open[-1 - above][2]
    return f"{reading.prefix}.{path}" if reading.prefix else path


def _start_task(reading: _Reading, row: int, label: str | None, body: RawText) -> None:
    _finish_task(reading)
    depth = len(reading.outline.open)
    reading.outline.take_row(label)
    if len(reading.outline.open) < depth:
        reading.group, reading.inherited = None, {}
    view = reading.view
    text = view.text(text_cell_of(view, row))
    assert text is not None
    group = reading.group
    for column in view.of("group"):
        value = view.value(row, column)
        group = value.raw if value is not None else group
    contents = [value for c in view.of("content") if (value := view.value(row, c)) is not None]
    if contents:
        body = join_raw([body, *(c.raw for c in contents)])
    shown = replace(text, raw=body)
    reading.drafts.append(_Draft([row], label, shown, _section(reading), group))


def _read_shared_row(reading: _Reading, row: int) -> None:
    """A row under a task cell merged from above: a task of its own when it brings its own units or dates."""
    view = reading.view
    own = any(
        (cell := view.cell(row, c.index)) is not None and cell.row == row and cell.lines
        for c in view.of(*UNIT_ROLES, "deadline", "period")
    )
    if not reading.drafts:
        _pass_cells(reading, row, None)
        return
    above = reading.drafts[-1]
    if not own:
        above.rows.append(row)
        return
    _finish_task(reading)
    cell = label_cell_of(view, row)
    label = above.label
    if cell is not None and cell.row == row and cell.lines:
        label = clean_label(" ".join(line.text for line in cell.lines)) or label
    page = min((c.boxes[0][0] for c in view.row_cells(row) if c.row == row), default=above.text.raw.page)
    raw = _on_page(view, row, above.text.raw, page)
    reading.drafts.append(_Draft([row], label, replace(above.text, raw=raw), above.section, above.group))


def _on_page(view: RowView, row: int, raw: RawText, page: int) -> RawText:
    """*raw* placed on the *page* where the row's own cells begin, for a task cell merged from a page before."""
    if raw.page == page:
        return raw
    here = tuple(f for f in raw.fragments if f.page >= page)
    if not here:
        own = [c for c in view.row_cells(row) if c.row == row and c.lines]
        here = view.text(own[0]).raw.fragments if own else raw.fragments  # type: ignore[union-attr]
    return replace(raw, fragments=here)


def _finish_task(reading: _Reading) -> None:
    """Make the tasks of the draft at hand: one, or one a part."""
    if not reading.drafts:
        return
    draft = reading.drafts.pop()
    view = reading.view
    fields = read_fields(view, draft.rows, reading.inherited)
    first = len(reading.tasks)
    reading.labels.append(RowLabel(draft.section, draft.label, draft.text.raw.page))
    for made in _tasks_of(draft, fields):
        reading.tasks.append(made)
    _pass_task(reading, draft, fields, first)


def _tasks_of(draft: _Draft, fields: RowFields) -> list[RawTask]:
    parts = split_parts(draft.text, draft.label)
    if len(parts) < 2:
        return [_task(draft, draft.label, draft.text.raw, fields, draft.group)]
    texts = [part for _, part in parts]
    intro = draft.text.lines.index(parts[0][1].lines[0])
    group = draft.text.part(0, intro).raw if intro else draft.group
    return [_task(draft, label, part.raw, fields.for_part(i, texts), group) for i, (label, part) in enumerate(parts)]


def _task(draft: _Draft, label: str | None, text: RawText, fields: RowFields, group: RawText | None) -> RawTask:
    return RawTask(
        section=draft.section,
        section_role="tasks",
        group=group,
        label=label,
        text=text,
        kind="row",
        assignments=fields.assignments(),
        deliverable=fields.deliverable(),
        deadline=fields.deadline(),
        notes=(*fields.notes(), *draft.notes),
    )


def _pass_task(reading: _Reading, draft: _Draft, fields: RowFields, first: int) -> None:
    """Passages of a task's cells; what a row with parts says once is given to its first part."""
    made = reading.tasks[first:]
    labels = [
        c for row in draft.rows for c in reading.view.row_cells(row) if reading.view.columns[c.column].role == "label"
    ]
    for cell in labels:
        _pass_cell(reading, cell, draft.section, first)
    for index, task in enumerate(made, first):
        reading.passages.append(Passage("cell", task.text, 0, draft.section, "tasks", index))
        if index > first:
            continue
        if len(made) > 1 and task.group is not None and task.group is not draft.group:
            reading.passages.append(Passage("cell", task.group, 0, draft.section, "tasks", index))
    for row in draft.rows:
        for cell in reading.view.row_cells(row):
            if reading.view.columns[cell.column].role in ("task", "content") and cell.row == row:
                reading.passed.add(id(cell))
    for cell in field_passages(reading.view, draft.rows):
        _pass_cell(reading, cell, draft.section, first)


def _pass_cells(reading: _Reading, row: int, task: int | None, heading: Cell | None = None) -> None:
    """Passages for all cells of a row that is no task."""
    for cell in reading.view.row_cells(row):
        _pass_cell(reading, cell, _section(reading), task, is_heading=cell is heading)


def _pass_cell(reading: _Reading, cell: Cell, section: str | None, task: int | None, is_heading: bool = False) -> None:
    text = reading.view.text(cell)
    if text is None or id(cell) in reading.passed:
        return
    reading.passed.add(id(cell))
    reading.passages.append(Passage("heading" if is_heading else "cell", text.raw, 0, section, "tasks", task))
