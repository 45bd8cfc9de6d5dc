"""Plans for tests of the store: one made by hand, and any number that hypothesis makes up."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

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


def make_task(text: str = "Rà soát quy trình tiếp nhận hồ sơ.", **changes: Any) -> Task:
    """A task of Lạc Hà, with *changes*."""
    fields: dict[str, Any] = {
        "section": "I",
        "group": None,
        "label": "1",
        "text": text,
        "assignments": (
            Assignment(unit="Văn phòng Sở", role="lead", is_group=False, text="Văn phòng"),
            Assignment(unit="Các phòng, đơn vị", role="coordinate", is_group=True, text="các phòng, đơn vị"),
        ),
        "deliverable": "Báo cáo",
        "deadline": Deadline(
            text="Quý III/2027", start_on=date(2027, 7, 1), due_on=date(2027, 9, 30), recurrence=None, condition=None
        ),
        "note": None,
        "page": 1,
        "bbox": (56.7, 120.25, 300.0, 148.5),
        "confidence": 0.98,
        "evidence": (Evidence(field="text", text=text, page=1, bbox=(56.7, 120.25, 300.0, 148.5)),),
    }
    return Task(**fields | changes)


def make_plan(tasks: tuple[Task, ...] | None = None, **changes: Any) -> Plan:
    """A plan of Lạc Hà with its *tasks*; *changes* go to the document."""
    fields: dict[str, Any] = {
        "source": "lac-ha.pdf",
        "sha256": "ab" * 32,
        "page_count": 2,
        "kind": "plan",
        "number": "12/KH-SVH",
        "title": "Cải cách hành chính năm 2027",
        "label": None,
        "issuer": "Sở Văn hóa",
        "parent_issuer": "Ủy ban nhân dân tỉnh Lạc Hà",
        "place": "Lạc Hà",
        "issued_on": date(2027, 1, 15),
        "year": 2027,
        "signer": Signer(name="Trần Văn An", position="Phó Giám đốc", capacity="KT. GIÁM ĐỐC"),
        "recipients": ("Như trên", "Lưu: VT"),
        "attached_to": None,
        "text_source": "text_layer",
    }
    return Plan(
        document=Document(**fields | changes),
        sections=(Section(path="I", label="I", title="NHIỆM VỤ", role="tasks", declared_tasks=2, page=1),),
        tasks=(make_task(), make_task("Công khai kết quả giải quyết.", label="2")) if tasks is None else tasks,
        targets=(Target(section="I", text="đạt 95%", comparator=">=", value=95, unit="%", due_on=None),),
        citations=(Citation(kind="Nghị quyết", number="5/NQ-HĐND", issued_on=date(2026, 12, 8), issuer=None),),
        findings=(Finding(severity="warning", code="numbering-gap", message="Thiếu mục 3.", page=2, section="I"),),
        residue_share=0.03,
    )


# Letters that a file can hold: NUL the store takes out, surrogates no text has.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
maybe = st.none() | texts
numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
pages = st.integers(1, 5000)
days = st.none() | st.dates(date(1945, 1, 1), date(2100, 12, 31))
boxes = st.tuples(numbers, numbers, numbers, numbers)
shares = st.floats(0, 1)
roles = st.sampled_from(["lead", "coordinate", "direct"])

deadlines = st.builds(
    Deadline,
    text=texts,
    start_on=days,
    due_on=days,
    recurrence=st.sampled_from([None, "continuous", "monthly", "quarterly", "semiannual", "yearly"]),
    condition=maybe,
)
assignments = st.builds(Assignment, unit=texts, role=roles, is_group=st.booleans(), text=texts)
proofs = st.builds(Evidence, field=texts, text=texts, page=pages, bbox=boxes, confidence=shares)
tasks = st.builds(
    Task,
    section=maybe,
    group=maybe,
    label=maybe,
    text=texts,
    assignments=st.lists(assignments, max_size=3).map(tuple),
    deliverable=maybe,
    deadline=st.none() | deadlines,
    note=maybe,
    page=pages,
    bbox=boxes,
    confidence=shares,
    evidence=st.lists(proofs, max_size=2).map(tuple),
)
documents = st.builds(
    Document,
    source=texts,
    sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    page_count=pages,
    kind=st.sampled_from(["plan", "appendix", "decision", "dispatch", "report", "other"]),
    number=maybe,
    title=maybe,
    label=maybe,
    issuer=maybe,
    parent_issuer=maybe,
    place=maybe,
    issued_on=days,
    year=st.none() | st.integers(1945, 2100),
    signer=st.none() | st.builds(Signer, name=maybe, position=maybe, capacity=maybe),
    recipients=st.lists(texts, max_size=3).map(tuple),
    attached_to=st.none() | st.builds(Attachment, kind=maybe, number=maybe, issued_on=days, issuer=maybe),
    text_source=st.sampled_from(["text_layer", "ocr", "restored", "mixed"]),
)
sections = st.builds(
    Section,
    path=texts,
    label=maybe,
    title=texts,
    role=st.sampled_from(["basis", "objectives", "tasks", "assignment", "budget", "organisation", "other"]),
    declared_tasks=st.none() | st.integers(0, 500),
    page=pages,
)
targets = st.builds(
    Target,
    section=maybe,
    text=texts,
    comparator=st.sampled_from([">=", ">", "<=", "<", "="]),
    value=numbers,
    unit=texts,
    due_on=days,
)
citations = st.builds(Citation, kind=maybe, number=texts, issued_on=days, issuer=maybe)
findings = st.builds(
    Finding,
    severity=st.sampled_from(["info", "warning", "error"]),
    code=texts,
    message=texts,
    page=st.none() | pages,
    section=maybe,
)
plans = st.builds(
    Plan,
    document=documents,
    sections=st.lists(sections, max_size=3).map(tuple),
    tasks=st.lists(tasks, max_size=4).map(tuple),
    targets=st.lists(targets, max_size=2).map(tuple),
    citations=st.lists(citations, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    residue_share=shares,
)
