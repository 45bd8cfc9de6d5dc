"""A plan as rows of the tables, and rows as a plan again: the same there and back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from models.finding import Finding
from models.plan import (
    Assignment,
    Attachment,
    Citation,
    Deadline,
    Document,
    Evidence,
    Plan,
    Section,
    Signer,
    Target,
    Task,
)

Values = dict[str, Any]
"""A row to be written, by column."""
AnyRow = Any
"""A row that was read: a SQLAlchemy `Row`, columns as attributes."""


def document_row(plan: Plan, version: str, moment: datetime) -> Values:
    """The row of `documents`."""
    document = plan.document
    signer, attached = document.signer, document.attached_to
    values = document.model_dump(exclude={"signer", "attached_to", "recipients"})
    return values | {
        "recipients": list(document.recipients),
        "has_signer": signer is not None,
        "signer_name": signer.name if signer else None,
        "signer_position": signer.position if signer else None,
        "signer_capacity": signer.capacity if signer else None,
        "is_attached": attached is not None,
        "attached_to_kind": attached.kind if attached else None,
        "attached_to_number": attached.number if attached else None,
        "attached_to_issued_on": attached.issued_on if attached else None,
        "attached_to_issuer": attached.issuer if attached else None,
        "residue_share": plan.residue_share,
        "program_version": version,
        "ingested_at": moment,
    }


def numbered_rows(records: "Iterable[Section | Target | Citation | Finding]", document_id: int) -> list[Values]:
    """Rows of a table whose columns are the record's own fields, with document and place."""
    return [
        {"document_id": document_id, "position": position, **record.__dict__} for position, record in enumerate(records)
    ]


def task_row(task: Task, position: int, document_id: int, section_id: int | None) -> Values:
    """The row of `tasks`."""
    x0, top, x1, bottom = task.bbox
    return {
        "document_id": document_id,
        "position": position,
        "section_id": section_id,
        **task_fields(task),
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
    }


def task_fields(task: Task) -> Values:
    """What a task says, its units and its place on the page aside, by column of `tasks`."""
    deadline = task.deadline
    return {
        "section": task.section,
        "group": task.group,
        "label": task.label,
        "text": task.text,
        "deliverable": task.deliverable,
        "deadline_text": deadline.text if deadline else None,
        "start_on": deadline.start_on if deadline else None,
        "due_on": deadline.due_on if deadline else None,
        "recurrence": deadline.recurrence if deadline else None,
        "condition": deadline.condition if deadline else None,
        "note": task.note,
        "page": task.page,
        "confidence": task.confidence,
    }


def assignment_row(assignment: Assignment, position: int, task_id: int, unit_id: int) -> Values:
    """The row of `assignments`."""
    return {
        "task_id": task_id,
        "position": position,
        "unit_id": unit_id,
        "role": assignment.role,
        "is_group": assignment.is_group,
        "text": assignment.text,
    }


def evidence_row(evidence: Evidence, position: int, task_id: int) -> Values:
    """The row of `evidence`."""
    x0, top, x1, bottom = evidence.bbox
    return {
        "task_id": task_id,
        "position": position,
        "field": evidence.field,
        "text": evidence.text,
        "page": evidence.page,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "confidence": evidence.confidence,
    }


def plan_of(
    document: AnyRow,
    *,
    sections: Sequence[AnyRow],
    tasks: Sequence[Task],
    targets: Sequence[AnyRow],
    citations: Sequence[AnyRow],
    findings: Sequence[AnyRow],
) -> Plan:
    """The plan that these rows came from."""
    return Plan(
        document=_document_of(document),
        sections=tuple(Section(**_fields(row, Section)) for row in sections),
        tasks=tuple(tasks),
        targets=tuple(Target(**_fields(row, Target)) for row in targets),
        citations=tuple(Citation(**_fields(row, Citation)) for row in citations),
        findings=tuple(_finding_of(row) for row in findings),
        residue_share=document.residue_share,
    )


def task_of(row: AnyRow, assignments: Sequence[AnyRow], evidence: Sequence[AnyRow]) -> Task:
    """The task that these rows came from; rows of `assignments` carry the unit's name as `unit`."""
    deadline = None
    if row.deadline_text is not None:
        deadline = Deadline(
            text=row.deadline_text,
            start_on=row.start_on,
            due_on=row.due_on,
            recurrence=row.recurrence,
            condition=row.condition,
        )
    return Task(
        section=row.section,
        group=row.group,
        label=row.label,
        text=row.text,
        assignments=tuple(Assignment(**_fields(a, Assignment)) for a in assignments),
        deliverable=row.deliverable,
        deadline=deadline,
        note=row.note,
        page=row.page,
        bbox=_box(row),
        confidence=row.confidence,
        evidence=tuple(
            Evidence(field=e.field, text=e.text, page=e.page, bbox=_box(e), confidence=e.confidence) for e in evidence
        ),
    )


def _finding_of(row: AnyRow) -> Finding:
    """The finding; one that a person settled only informs."""
    values = _fields(row, Finding)
    return Finding(**(values | {"severity": "info"} if row.settled_by is not None else values))


def _document_of(row: AnyRow) -> Document:
    signer = attached = None
    if row.has_signer:
        signer = Signer(name=row.signer_name, position=row.signer_position, capacity=row.signer_capacity)
    if row.is_attached:
        attached = Attachment(
            kind=row.attached_to_kind,
            number=row.attached_to_number,
            issued_on=row.attached_to_issued_on,
            issuer=row.attached_to_issuer,
        )
    plain = _fields(row, Document, without=("signer", "attached_to", "recipients"))
    return Document(**plain, signer=signer, attached_to=attached, recipients=tuple(row.recipients))


def _fields(row: AnyRow, record: Any, without: Sequence[str] = ()) -> Values:
    values = row._mapping
    return {name: values[name] for name in record.model_fields if name not in without}


def _box(row: AnyRow) -> tuple[float, float, float, float]:
    return (row.x0, row.top, row.x1, row.bottom)
