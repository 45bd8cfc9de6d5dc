"""From a plan as printed to the published record: asks each reader of meaning for its part, in one pass.

What stands here is the order of asking; the knowledge is in units, duties, deadlines, targets, citations, documents.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from models.finding import Finding
from models.plan import Assignment, Citation, Deadline, Document, Evidence, Plan, Section, Target, Task
from models.raw import Passage, RawAssignment, RawPlan, RawSection, RawTask, RawText, Role, SectionRole
from normalize.checks import check_plan
from normalize.citations import find_citations
from normalize.dated_headings import span_over
from normalize.deadlines import find_deadline, read_deadline
from normalize.documents import read_document
from normalize.duties import find_duties
from normalize.indicators import read_indicator
from normalize.targets import TargetReading, find_targets
from normalize.text import flow, fold
from normalize.tones import modern_tones
from normalize.units import UnitContext, UnitNames, find_abbreviations, is_unit, resolve_unit, split_units

DOUBTFUL = 0.6
"""Confidence below which a field read by OCR is reported."""


SENTENCE_WORDS = 6
"""A shorter title says no more than the unit's name, which its parser read."""


@dataclass(frozen=True, slots=True)
class _Named:
    """The units of one field, with what was doubtful about them."""

    assignments: tuple[Assignment, ...]
    evidence: tuple[Evidence, ...]
    unresolved: tuple[str, ...]


def normalize_plan(raw: RawPlan, source: str, sha256: str, names: UnitNames, findings: Iterable[Finding] = ()) -> Plan:
    """
    The published record of *raw*.

    Args:
        source: file name as given.
        sha256: of the file's bytes.
        names: unit names to match with.
        findings: doubts of the stages before (restored diacritics, pages without text).
    """
    document, head_findings = read_document(raw, source, sha256, names)
    said = "\n".join(flow(p.text.text) for p in raw.passages)
    context = UnitContext(
        issuer=document.issuer,
        parent_issuer=document.parent_issuer,
        abbreviations=find_abbreviations(said),
        text=said,
    )
    found = [*findings, *raw.findings, *head_findings]
    spelt_out = names.with_known(_spelt_out(raw.tasks, names))
    tasks = []
    dated_tables = {_table_of(task) for task in raw.tasks if task.kind == "row" and task.deadline is not None}
    subjects, introduced = _subjects(raw, names), _introduced(raw, names)
    titles: dict[str | None, RawText] = {section.path: section.title for section in raw.sections}
    for number, task in enumerate(raw.tasks):
        # In a table with a column of deadlines an empty cell says that there is none.
        own_words = task.kind != "row" or _table_of(task) not in dated_tables
        led = (
            _row_led(task, titles, names)
            if task.kind == "row"
            else _led(task, introduced.get(number) or subjects.get(task.section))
        )
        published, doubts = _publish_task(led, document, names, spelt_out, context, own_words)
        if published.deadline is None and (span := span_over(task, titles)) is not None:
            published = published.model_copy(update={"deadline": read_deadline(span, document.year).deadline})
        tasks.append(published)
        found += doubts
    sections = tuple(_publish_section(section) for section in raw.sections)
    citations = _citations(raw, document)
    found += check_plan(document, sections, tuple(tasks), raw, citations)
    return Plan(
        document=document,
        sections=sections,
        tasks=tuple(tasks),
        targets=tuple(_targets(raw, tasks, document.year)),
        citations=citations,
        findings=_in_order(found),
        residue_share=raw.residue_count / raw.letter_count if raw.letter_count else 0.0,
    )


_GIVES = re.compile(r"(?:^|[.;] )giao (?!thong\b|dich\b|tiep\b|luu\b)")
"""Among tasks only "Giao Sở X …:" says who has the list below to do: other units there may be whom it is done for."""


def _subjects(raw: RawPlan, names: UnitNames) -> dict[str | None, RawText]:
    """The units by path that a section's title says something of: "3. Các bộ, ngành tổ chức thực hiện …, cụ thể:"."""
    out: dict[str | None, RawText] = {}
    for section in raw.sections:
        title = flow(section.title.text)
        if len(title.split()) >= SENTENCE_WORDS and (subject := _subject(section.title, title, section.role, names)):
            out[section.path] = subject
    return out


def _introduced(raw: RawPlan, names: UnitNames) -> dict[int, RawText]:
    """The units by task, named by the paragraph above its list: "Giao Sở X chủ trì, phối hợp với Sở Y:"."""
    out: dict[int, RawText] = {}
    above: dict[tuple[int, str | None], RawText | None] = {}
    for passage in raw.passages:
        place = (passage.part, passage.section)
        if passage.kind == "intro":
            text = flow(passage.text.text)
            above[place] = _subject(passage.text, text, passage.section_role, names) if text.endswith(":") else None
        elif passage.task is not None and (subject := above.get(place)) is not None:
            out[passage.task] = subject
    return out


def _subject(printed: RawText, text: str, role: SectionRole, names: UnitNames) -> RawText | None:
    """The units that a title or paragraph over a list gives the list to, and those they work with, as printed."""
    if role not in ("organisation", "assignment") and not (role == "tasks" and _GIVES.search(fold(text))):
        return None
    duties = find_duties(text, role, None, names)
    leads = [duty for duty in duties if duty.role == "lead"]
    if not leads:
        return None
    last = max(duties, key=lambda duty: duty.end) if printed.text.rstrip().endswith(":") else leads[-1]
    return replace(printed, text=text[leads[0].start : last.end])


def _led(task: RawTask, subject: RawText | None) -> RawTask:
    """*task* under the *subject* of its section's title or of the paragraph above it, where no heading names others."""
    if task.kind != "item" or task.heading_unit is not None or subject is None:
        return task
    return replace(task, heading_unit=subject)


def _row_led(task: RawTask, titles: Mapping[str | None, RawText], names: UnitNames) -> RawTask:
    """A row under the unit whose rows these are ("SỞ NỘI VỤ" over all columns), where no cell says who leads."""
    if any(assignment.role == "lead" for assignment in task.assignments):
        return task
    above = next((t for t in (task.group, titles.get(task.section)) if t and is_unit(flow(t.text), names)), None)
    if above is None:
        return task
    if not task.assignments:
        return replace(task, heading_unit=above)  # its own words may name another
    return replace(task, assignments=(RawAssignment("lead", above), *task.assignments))


def clean(text: str) -> str:
    """Printed text as published: running, tone marks placed the modern way."""
    return modern_tones(flow(text))


def _publish_section(section: RawSection) -> Section:
    return Section(
        path=section.path,
        label=section.label,
        title=clean(section.title.text),
        role=section.role,
        declared_tasks=section.declared_tasks,
        page=section.page,
    )


def _spelt_out(tasks: Iterable[RawTask], names: UnitNames) -> Iterator[str]:
    """Units that stand by themselves in a cell, on a labelled line or over a section: their names end for sure."""
    seen = set()
    for task in tasks:
        for text in (
            *(a.text.text for a in task.assignments),
            *([task.heading_unit.text] if task.heading_unit else []),
        ):
            if text not in seen:
                seen.add(text)
                yield from (
                    m.text.rstrip(" .") for m in split_units(flow(text), names) if not m.is_group and not m.head
                )


def _publish_task(
    raw: RawTask, document: Document, names: UnitNames, spelt_out: UnitNames, context: UnitContext, own_words: bool
) -> tuple[Task, list[Finding]]:
    named = _name_units(raw, names, spelt_out, context)
    deadline, deadline_findings = _deadline(raw, document, own_words)
    findings = [f.model_copy(update={"page": raw.text.page, "section": raw.section}) for f in deadline_findings]
    for text in named.unresolved:
        findings.append(
            Finding(
                severity="warning",
                code="unresolved-unit",
                message=f"Không nhận ra đơn vị “{text}”; giữ nguyên như bản in.",
                page=raw.text.page,
                section=raw.section,
            )
        )
    fields: list[tuple[str, RawText | None]] = [
        ("text", raw.text),
        ("group", raw.group),
        ("deliverable", raw.deliverable),
        ("deadline", raw.deadline),
        *(("note", note.text) for note in raw.notes),
    ]
    evidence = [piece for field, text in fields if text is not None for piece in _evidence(field, text)]
    confidence = min([1.0, *(text.confidence for _, text in fields if text), *(e.confidence for e in named.evidence)])
    if confidence < DOUBTFUL:
        findings.append(
            Finding(
                severity="warning",
                code="low-ocr-confidence",
                message=f"Nhận dạng chữ không chắc chắn ở nhiệm vụ “{clean(raw.text.text)[:60]}”.",
                page=raw.text.page,
                section=raw.section,
            )
        )
    return (
        Task(
            section=raw.section,
            group=clean(raw.group.text).rstrip(" :") if raw.group else None,
            label=raw.label,
            text=clean(raw.text.text),
            assignments=named.assignments,
            deliverable=clean(raw.deliverable.text) or None if raw.deliverable else None,
            deadline=deadline,
            note=_note(raw),
            page=raw.text.page,
            bbox=raw.text.bbox,
            confidence=round(confidence, 3),
            evidence=(*evidence, *named.evidence),
        ),
        findings,
    )


def _name_units(raw: RawTask, names: UnitNames, spelt_out: UnitNames, context: UnitContext) -> _Named:
    """
    Units from the task's own cells and labelled lines; where it has none, from its sentence and its heading.

    Args:
        spelt_out: *names* and those that the document spells out elsewhere, to know where one ends in a sentence.
    """
    fields: list[tuple[Role, str, RawText]] = [(a.role, a.text.text, a.text) for a in raw.assignments]
    if not fields:
        heading = flow(raw.heading_unit.text) if raw.heading_unit else None
        sentence = flow(raw.text.text)
        for duty in find_duties(sentence, raw.section_role, heading, spelt_out):
            place = raw.heading_unit if duty.from_heading and raw.heading_unit else raw.text
            fields.append((duty.role, duty.text, place))
    assignments: dict[tuple[Role, str], Assignment] = {}
    evidence: list[Evidence] = []
    unresolved: list[str] = []
    for role, text, place in fields:
        for mention in split_units(text, names):
            unit = resolve_unit(mention.name, names, context)
            found_role = mention.role or role
            assignments.setdefault(
                (found_role, unit.name),
                Assignment(unit=unit.name, role=found_role, is_group=unit.is_group, text=mention.text),
            )
            if not unit.resolved:
                unresolved.append(mention.name)
        evidence += _evidence(role, place)
    return _Named(tuple(assignments.values()), tuple(evidence), tuple(dict.fromkeys(unresolved)))


def _table_of(task: RawTask) -> str:
    """Which table a row stands in, as far as its section says: that of an appendix, or of the plan."""
    part = (task.section or "").partition(".")[0]
    return part if part.startswith("PL") else ""


def _deadline(raw: RawTask, document: Document, own_words: bool) -> tuple[Deadline | None, tuple[Finding, ...]]:
    """From the task's own cell or line; from its sentence where *own_words* may say it."""
    if raw.deadline is not None:
        reading = read_deadline(flow(raw.deadline.text), document.year)
        return reading.deadline, reading.findings
    found = find_deadline(flow(raw.text.text), document.year, document.issued_on) if own_words else None
    return (found.deadline, found.findings) if found else (None, ())


def _note(raw: RawTask) -> str | None:
    parts = []
    for note in raw.notes:
        text = clean(note.text.text)
        if text:
            parts.append(text if fold(note.header) in ("", "ghi chu") else f"{clean(note.header)}: {text}")
    return "\n".join(parts) or None


def _evidence(field: str, text: RawText) -> Iterator[Evidence]:
    for fragment in text.fragments:
        yield Evidence(
            field=field, text=text.text, page=fragment.page, bbox=fragment.bbox, confidence=round(text.confidence, 3)
        )


_REACHED_BY = re.compile(r"(?:.*\b(?:muc tieu|chi tieu|tam nhin)\b.*\s)?den (?:het )?(?:nam )?(20\d\d)$")


def _reached_by(title: str) -> date | None:
    """The last day for the targets under a heading such as "Mục tiêu đến năm 2030"."""
    match = _REACHED_BY.match(fold(title).strip(" :.-"))
    return date(int(match[1]), 12, 31) if match else None


_LOOKS_BACK = re.compile(r"\b(?:tinh hinh|ket qua|thuc trang|ton tai|han che|uu diem|thuan loi|kho khan|dac diem)\b")
"""Titles of sections that tell what is so and what was done: their figures commit nobody."""


def _is_under(path: str | None, paths: Collection[str]) -> bool:
    """Whether the section at *path* is one of *paths* or stands under one."""
    return path is not None and any(path == above or path.startswith(f"{above}.") for above in paths)


def _targets(raw: RawPlan, tasks: list[Task], year: int | None) -> Iterator[Target]:
    """Targets in reading order: each task's own text once, and the text that is in no task."""
    seen: set[int] = set()
    done = {s.path for s in raw.sections if s.role == "other" and _LOOKS_BACK.search(fold(s.title.text))}
    reached = {s.path: due for s in raw.sections if (due := _reached_by(clean(s.title.text))) is not None}
    for passage in raw.passages:
        if passage.section_role in ("basis", "budget") or passage.kind in (
            "head",
            "heading",
            "basis",
            "signature",
            "closing",
        ):
            continue
        if passage.task is not None:
            if passage.task in seen:
                continue
            seen.add(passage.task)
            task = tasks[passage.task]
            text, due_on, section = task.text, task.deadline.due_on if task.deadline else None, task.section
        else:
            text, section = clean(passage.text.text), passage.section
            if passage.section_role == "other" and _is_under(section, done):
                continue
            due_on = reached.get(section or "")
        if passage.indicator is not None:
            found = read_indicator(passage.indicator, due_on, year)
        else:
            found = find_targets(text, due_on, year)
        if passage.task is not None:
            found = (*found, *_promised_beside(raw.tasks[passage.task], found, due_on, year))
        for target in found:
            yield Target(
                section=section,
                text=target.text,
                comparator=target.comparator,
                value=target.value,
                unit=target.unit,
                due_on=target.due_on,
            )


def _promised_beside(
    task: RawTask, said: Collection[TargetReading], due_on: date | None, year: int | None
) -> Iterator[TargetReading]:
    """The targets of a task's deliverable and of its cell under "Chỉ tiêu" that its text has not *said*."""
    values = {(target.value, target.unit) for target in said}
    figures = [note.text for note in task.notes if fold(note.header).startswith("chi tieu")]
    for cell in (*([task.deliverable] if task.deliverable else []), *figures):
        for target in find_targets(clean(cell.text), due_on, year):
            # As what comes out, "01 báo cáo" is only named.
            promises = cell in figures or target.comparator in (">=", ">") or target.unit in ("%", "‰")
            if promises and (target.value, target.unit) not in values:
                yield replace(target, text=f"{clean(task.text.text)}: {target.text}") if cell in figures else target


def _citations(raw: RawPlan, document: Document) -> tuple[Citation, ...]:
    texts = [_without_own_number(raw, p) for p in raw.passages if _may_cite(p)]
    return find_citations(texts, document.number)


def _without_own_number(raw: RawPlan, passage: Passage) -> str:
    """A passage as running text; the letterhead of another document in the file cites nothing by its own number."""
    number = raw.parts[passage.part].head.number
    text = passage.text.text
    if passage.kind == "head" and passage.part != raw.main and number is not None:
        text = text.replace(number.text, "", 1)
    return flow(text)


def _may_cite(passage: Passage) -> bool:
    return passage.section_role != "budget"


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by page, those of the whole document first."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.page or 0, f.section or "", f.code)))
