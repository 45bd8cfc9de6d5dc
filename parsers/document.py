"""From the pages of one file to everything it says, as printed: the one place that knows the order of the parsers.

pages -> tables, lines -> furniture out -> parts -> paragraphs -> outline -> sections, tasks, passages, doubts
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from models.blocks import Line, Table
from models.finding import Finding
from models.page import BBox, Page, TextSource
from models.raw import Passage, RawHead, RawPart, RawPlan, RawSection, RawTask, SectionRole
from normalize.text import fold, squeeze
from parsers.contents import has_cover, take_contents
from parsers.footnotes import take_footnotes
from parsers.furniture import drop_furniture
from parsers.indicator_rows import find_indicators
from parsers.kinds import is_form
from parsers.lines import find_lines
from parsers.outline import build_outline
from parsers.outline_checks import check_duplicates, check_numbering, holder_paths
from parsers.outline_nodes import Block, Node
from parsers.paragraphs import find_paragraphs
from parsers.parts import PartSpan, find_parts, main_part, only_carries
from parsers.printed import raw_text
from parsers.references import check_appendices, check_parts, check_references
from parsers.table_kinds import assigns_plainly
from parsers.tables import find_tables
from parsers.task_fields import is_strong
from parsers.task_items import TASK_ROLES, ItemReader, Place, says_tasks
from parsers.task_rows import describe, find_task_rows
from parsers.unread_tables import check_unread
from parsers.vocabulary import is_demand, title_role

RESIDUE_SHARE = 0.01
"""Share of a file's letters that may stand in no section before a reader is told."""
RESIDUE_LETTERS = 80
"""Nor is a reader told of less than a line."""

TEXT_FILE = "a text file"
"""How the reason of a page begins that never was on paper: an empty one is only a blank between form feeds."""


@dataclass(slots=True)
class _Plan:
    """What has been read of the file so far."""

    sections: list[RawSection] = field(default_factory=list)
    tasks: list[RawTask] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    """How often each path was given: two documents of a file may both have a "II"."""


def find_plan(pages: tuple[Page, ...], is_unit: Callable[[str], bool]) -> RawPlan:
    """
    Everything a file says, as printed.

    Args:
        pages: of one file, in order.
        is_unit: whether a text is just the name of a unit.
    """
    tables = find_tables(pages)
    regions = _regions(tables)
    body, _ = drop_furniture(pages, [find_lines(page, regions.get(page.number, ())) for page in pages])
    body, notes = take_footnotes(pages, body)
    flat, repeats = take_contents([line for lines in body for line in lines])
    spans = find_parts(flat) or (_empty_part(pages),)
    if has_cover(spans):
        repeats = [*(line for line in flat if (line.page, line.bbox[1]) < spans[1].start), *repeats]
        flat = [line for line in flat if (line.page, line.bbox[1]) >= spans[1].start]
        spans = find_parts(flat) or spans[1:]
    plan = _Plan()
    if repeats:
        plan.passages.append(Passage("head", raw_text(repeats), 0, None, "other"))
    tables_of = _tables_by_part(tables, spans)
    doubtful = frozenset(page.number for page in pages if page.text_source != "text_layer")
    main = main_part([span.part for span in spans])
    for index, span in enumerate(spans):
        root = build_outline(_blocks(_whole_lines(span.body, flat), tables_of.get(index, [])), is_unit, doubtful)
        issues = _issues(span.part, [other.part for other in spans], root)
        if index < main and only_carries(span.part):
            _read_carrier(plan, index, span, root)
        else:
            _read_part(plan, index, (span, root, issues), is_unit, doubtful)
    if notes:
        plan.passages.append(Passage("basis", raw_text(notes), main, None, "basis"))
    parts = tuple(span.part for span in spans)
    plan.findings.extend(check_parts(parts, main))
    plan.findings.extend(check_appendices(plan.passages, parts))
    plan.findings.extend(check_references(plan.passages, plan.nodes))
    plan.findings.extend(_check_pages(pages))
    plan.findings.extend(check_unread(flat))
    residue = _letters(p.text.text for p in plan.passages if p.kind == "residue")
    letters = sum(len(word.text) for page in pages for word in page.words)
    plan.findings.extend(_check_whole(plan, letters, residue))
    return RawPlan(
        parts=parts, main=main, sections=tuple(plan.sections), tasks=tuple(plan.tasks),
        passages=tuple(plan.passages), findings=tuple(plan.findings), page_count=len(pages),
        text_source=_source(pages), letter_count=letters, residue_count=residue,
    )  # fmt: skip


def _issues(part: RawPart, parts: Sequence[RawPart], root: Node) -> bool:
    """Whether a part only puts another one into force: a decision; a resolution or submission before a plan."""
    if part.kind not in ("other", "report"):
        return part.kind == "decision"
    kinds = {other.kind for other in parts}
    articles = [node for node in root.walk() if node.kind == "article"]
    sets_out = any(child.kind in ("roman", "part") for node in articles for child in node.children)
    return "plan" in kinds or sets_out or (bool(articles) and "appendix" in kinds)


def _empty_part(pages: Sequence[Page]) -> PartSpan:
    """The part of a file without a line outside its tables."""
    first = pages[0].number if pages else 1
    return PartSpan(RawPart("other", RawHead(has_letterhead=False), first, ""), (), (), (), (first, 0.0))


def _regions(tables: Sequence[Table]) -> dict[int, list[BBox]]:
    out: dict[int, list[BBox]] = {}
    for table in tables:
        for page, box in table.regions:
            out.setdefault(page, []).append(box)
    return out


def _tables_by_part(tables: Sequence[Table], spans: Sequence[PartSpan]) -> dict[int, list[Table]]:
    """A table belongs to the last part that begins above it."""
    out: dict[int, list[Table]] = {}
    for table in tables:
        page, box = table.regions[0]
        index = max((i for i, span in enumerate(spans) if span.start <= (page, box[1])), default=0)
        out.setdefault(index, []).append(table)
    return out


def _whole_lines(body: Sequence[Line], printed: Sequence[Line]) -> list[Line]:
    """The body's lines as printed: what was cut to look for a letterhead's columns is one line again."""
    whole = {id(word): line for line in printed for word in line.words}
    out: list[Line] = []
    for line in body:
        line_printed = whole.get(id(line.words[0]), line)
        if out and out[-1] is line_printed:
            continue
        cut = len(line.words) < len(line_printed.words) and line.words[0] is not line_printed.words[0]
        # A piece whose beginning went to the head stays a piece.
        out.append(line if cut else line_printed)
    return out


def _read_part(
    plan: _Plan, index: int, part: tuple[PartSpan, Node, bool], is_unit: Callable[[str], bool], doubtful: frozenset[int]
) -> None:
    """One document of the file: its head and end as passages, its body as sections and tasks."""
    span, root, issues = part
    concludes = span.part.kind == "other" and _concludes(span.part.head)
    reader = ItemReader(index, is_unit, _table_reader(plan, span.part), in_decision=issues, in_conclusions=concludes)
    reader.tasks, reader.sections, reader.passages = plan.tasks, plan.sections, plan.passages
    reader.used = plan.used
    if span.head_lines:
        plan.passages.append(Passage("head", raw_text(span.head_lines), index, None, "basis"))
    start = _start(plan, span.part, root, issues)
    before = len(plan.sections)
    if _is_form(span.part):
        _read_form(plan, root, start, index)
    else:
        reader.read(root, start)
    if span.signature_lines:
        plan.passages.append(Passage("signature", raw_text(span.signature_lines), index, None, "other"))
    plan.findings.extend(check_duplicates(plan.sections[before:], reader.nodes))
    paths = holder_paths(root, reader.nodes)
    plan.findings.extend(check_numbering(root, {k: v or start.path for k, v in paths.items()}, doubtful))
    plan.nodes.update(reader.nodes)


def _read_carrier(plan: _Plan, index: int, span: PartSpan, root: Node) -> None:
    """A submission before the plan it submits: what it says is text, and what it rests on may be cited."""
    if span.head_lines:
        plan.passages.append(Passage("head", raw_text(span.head_lines), index, None, "basis"))
    for node in root.walk():
        if node.table is not None:
            for cell in node.table.cells:
                if cell.lines:
                    plan.passages.append(Passage("cell", raw_text(cell.lines), index, None, "basis"))
        elif node.lines:
            plan.passages.append(Passage("basis", raw_text(node.lines), index, None, "basis"))
    if span.signature_lines:
        plan.passages.append(Passage("signature", raw_text(span.signature_lines), index, None, "other"))


def _concludes(head: RawHead) -> bool:
    """Whether a document tells the conclusions of a meeting ("THÔNG BÁO" / "Kết luận của …")."""
    return any(text is not None and "ket luan" in fold(squeeze(text.text)) for text in (head.kind_word, head.title))


def _is_form(part: RawPart) -> bool:
    return part.head.label is not None and is_form(part.head.label.text)


def _read_form(plan: _Plan, root: Node, place: Place, part: int) -> None:
    """A blank form: what it asks for is text, and nothing in it is a task."""
    for node in root.walk():
        if node.table is not None:
            _plain_table(plan, node.table, place, part, told=False)
        elif node.lines:
            plan.passages.append(Passage("item", raw_text(node.lines), part, place.path, "other"))


def _start(plan: _Plan, part: RawPart, root: Node, issues: bool) -> Place:
    """Where the reading of a part begins: an appendix of a file is itself a section."""
    role: SectionRole = "other" if issues else _part_role(part, root)
    if not part.prefix:
        return Place(None, role)
    title = part.head.title or part.head.label
    if title is None:
        return Place(part.prefix, role)
    label = squeeze(part.head.label.text) if part.head.label else None
    plan.sections.append(RawSection(part.prefix, label, title, role))
    return Place(part.prefix, role)


def _part_role(part: RawPart, root: Node) -> SectionRole:
    """What stands directly in a part is for, before any heading: tasks only where the part is made of them."""
    if part.kind == "dispatch":
        return "assignment"
    if _is_form(part):
        return "other"
    titled = title_role(squeeze(part.head.title.text)) if part.head.title and part.kind == "appendix" else None
    if titled is not None:
        return titled
    if part.kind == "appendix":
        has_rows = any(node.kind == "table" for node in root.walk())
        return "tasks" if has_rows or any(is_strong(node) for node in root.walk() if node.lines) else "other"
    # No title says what is to be done, or the words before the first item do: then what no title disclaims is.
    return "other" if says_tasks(root) and not (part.kind == "other" and _demands(root)) else "tasks"


def _demands(root: Node) -> bool:
    """Whether what stands before the first item asks for what follows: "… Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:"."""
    before = list(takewhile(lambda node: node.kind in ("text", "heading"), root.children))
    return bool(before) and is_demand(before[-1].title)


def _blocks(body: Sequence[Line], tables: Sequence[Table]) -> list[Block]:
    """Paragraphs and tables in reading order."""
    places = sorted(((table.regions[0][0], table.regions[0][1][1]), number) for number, table in enumerate(tables))
    after: dict[int, list[Table]] = {}
    breaks: set[int] = set()
    for (page, top), number in places:
        index = next((i for i, line in enumerate(body) if (line.page, line.bbox[1]) > (page, top)), len(body))
        after.setdefault(index, []).append(tables[number])
        breaks.add(index)
    out: list[Block] = []
    index = 0
    for paragraph in find_paragraphs(body, breaks):
        out.extend(after.pop(index, []))
        out.append(paragraph)
        index += len(paragraph.lines)
    out.extend(table for _, rest in sorted(after.items()) for table in rest)
    return out


def _table_reader(plan: _Plan, part: RawPart) -> Callable[[Table, Place, ItemReader], None]:
    """Reads a table in its place: rows as tasks, or its cells as text of the section."""

    def read(table: Table, place: Place, reader: ItemReader) -> None:
        reading = find_task_rows(table, section_prefix=place.path or part.prefix, default_section=place.path)
        for_tasks = place.role in TASK_ROLES or place.role == "other" or assigns_plainly(table)
        if reading is None or not for_tasks:
            _plain_table(plan, table, place, reader.part, told=True)
            return
        first = len(plan.tasks)
        plan.sections.extend(reading.sections)
        plan.tasks.extend(reading.tasks)
        plan.findings.extend(reading.findings)
        plan.passages.extend(
            replace(p, part=reader.part, task=None if p.task is None else p.task + first) for p in reading.passages
        )

    return read


def _plain_table(plan: _Plan, table: Table, place: Place, part: int, *, told: bool) -> None:
    """A table that lists no tasks: its cells are text of the section it stands in, or its rows are indicators."""
    indicators = find_indicators(table) if place.role not in ("basis", "budget") else ()
    if indicators:
        for row in indicators:
            plan.passages.append(Passage("cell", row.text, part, place.path, place.role, indicator=row.indicator))
        return
    for cell in table.cells:
        if cell.lines:
            plan.passages.append(Passage("cell", raw_text(cell.lines), part, place.path, place.role))
    page, _ = table.regions[0]
    why = describe(table) or "Phần này của văn bản không giao nhiệm vụ."
    # Of objectives the figures are read from the cells; of any other table a reader is told.
    if told and place.role not in ("objectives", "basis") and table.row_count - table.header_rows > 1:
        plan.findings.append(
            Finding(
                severity="info", code="table-without-tasks", page=page, section=place.path,
                message=f"Bảng ở trang {page} không đọc thành nhiệm vụ. {why}",
            )
        )  # fmt: skip


def _check_pages(pages: Sequence[Page]) -> Iterator[Finding]:
    for page in pages:
        if page.damaged:
            lost = "không đọc được chữ nào ở trang này" if not page.words else "có thể thiếu chữ ở trang này"
            yield Finding(
                severity="warning" if page.words else "error", code="damaged-page", page=page.number,
                message=f"Trang {page.number} của tệp bị hỏng, {lost}.",
            )  # fmt: skip
        elif not page.words and not page.route_reason.startswith(TEXT_FILE):
            yield Finding(
                severity="warning" if page.picture_share > 0.05 else "info", code="page-without-text", page=page.number,
                message=f"Trang {page.number} không đọc được chữ nào.",
            )  # fmt: skip


def _check_whole(plan: _Plan, letters: int, residue: int) -> Iterator[Finding]:
    if not plan.tasks:
        yield Finding(severity="warning", code="no-tasks-found", message="Không tìm thấy nhiệm vụ nào trong văn bản.")
    if residue >= max(RESIDUE_LETTERS, RESIDUE_SHARE * letters):
        first = next(p for p in plan.passages if p.kind == "residue")
        words = " ".join(first.text.text.split()[:12])
        yield Finding(
            severity="info", code="text-unclaimed", page=first.text.page, section=first.section,
            message=f"{residue} ký tự không thuộc phần nào, bắt đầu từ: “{words}…”.",
        )  # fmt: skip


def _letters(texts: Iterator[str]) -> int:
    return sum(len("".join(text.split())) for text in texts)


def _source(pages: Sequence[Page]) -> TextSource:
    sources = {page.text_source for page in pages if page.words}
    return sources.pop() if len(sources) == 1 else "mixed" if sources else "text_layer"
