"""A doubt that a person looked at and found fine is none any more, whatever is read again, until it is taken back."""

import json
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import Engine, select

from models import tables as t
from models.corrections import settle_finding, withdraw
from models.desk_tasks import list_corrections, load_plans_as_read
from models.errors import UsageError
from models.export import export
from models.finding import Finding
from models.plan import Plan
from models.report import make_report
from models.settled import match_findings
from models.status import database_status
from models.store import load_plan, save_plan
from tests.models.plans import make_plan

GAP = Finding(severity="warning", code="numbering-gap", message="Thiếu mục 3.", page=2, section="I")
UNIT = Finding(severity="error", code="unresolved-unit", message="Đơn vị lạ: “Phòng X”.", page=1, section="I")


def plan_with(*findings: Finding, **changes: Any) -> Plan:
    """A plan with these findings."""
    return make_plan(**changes).model_copy(update={"findings": findings})


def finding_ids(engine: Engine, document: int) -> list[int]:
    """Ids of the findings, in order."""
    finding = t.findings.c
    with engine.connect() as connection:
        rows = connection.scalars(select(finding.id).where(finding.document_id == document).order_by(finding.position))
        return list(rows)


def settled(engine: Engine, document: int) -> list[tuple[str, str | None, str | None]]:
    """Message, who settled it and the note, of every finding."""
    finding = t.findings.c
    query = select(finding.message, finding.settled_by, finding.settled_note).where(finding.document_id == document)
    with engine.connect() as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(finding.position))]


@pytest.fixture
def document(engine: Engine) -> int:
    """A document with two doubts, the first settled by Lan."""
    document = save_plan(engine, plan_with(GAP, UNIT)).document_id
    settle_finding(engine, finding_ids(engine, document)[0], who="Lan", note="  Bản gốc\nnhư vậy ")
    return document


def test_the_status_counts_what_is_open(engine: Engine, document: int) -> None:
    """`kehoach status` counts a settled finding nowhere among the others, and says how many were settled."""
    status = database_status(engine)
    assert (status.counts["findings"], status.settled) == (1, 1)
    assert status.findings == {"unresolved-unit": 1}
    assert [line.findings for line in status.newest] == [1]


def test_a_settled_finding_only_informs(engine: Engine, document: int) -> None:
    """It stays in the record and the export, as one that informs; as read it is what it was; no count doubts it."""
    assert settled(engine, document) == [(GAP.message, "Lan", "Bản gốc\nnhư vậy"), (UNIT.message, None, None)]
    assert load_plan(engine, document).findings == (GAP.model_copy(update={"severity": "info"}), UNIT)
    (read,) = load_plans_as_read(engine, [document])
    assert read.findings == (GAP, UNIT)
    out = BytesIO()
    export(engine, (), "json", None, out)
    assert [one["severity"] for one in json.loads(out.getvalue())[0]["findings"]] == ["info", "error"]
    report = make_report(engine)
    assert (report.doubtful, [one.warnings for one in report.doubts]) == (1, [1])


def test_settling_twice_says_it_once(engine: Engine, document: int) -> None:
    """Two people who press the same key leave one word, the first one's."""
    settle_finding(engine, finding_ids(engine, document)[0], who="Minh")
    assert [one.who for one in list_corrections(engine, document)] == ["Lan"]


def test_it_outlives_three_readings(engine: Engine, document: int) -> None:
    """The same doubt read again is settled already; a new one at its side is not."""
    third = GAP.model_copy(update={"message": "Thiếu mục 4."})
    for _ in range(3):
        save_plan(engine, plan_with(third, GAP, UNIT), force=True)
        assert [who for _, who, _ in settled(engine, document)] == [None, "Lan", None]
        assert [one.state for one in list_corrections(engine, document)] == ["applied"]


def test_a_doubt_that_comes_back_is_settled(engine: Engine, document: int) -> None:
    """While no reading finds it the word waits, orphaned."""
    save_plan(engine, plan_with(UNIT), force=True)
    assert [one.state for one in list_corrections(engine, document)] == ["orphaned"]
    save_plan(engine, plan_with(UNIT, GAP), force=True)
    assert [who for _, who, _ in settled(engine, document)] == [None, "Lan"]


def test_it_is_taken_back(engine: Engine, document: int) -> None:
    """Then it is a doubt again; the word stays on the list as withdrawn."""
    (said,) = list_corrections(engine, document)
    withdraw(engine, said.id, who="Minh")
    assert [who for _, who, _ in settled(engine, document)] == [None, None]
    assert load_plan(engine, document).findings == (GAP, UNIT)
    save_plan(engine, plan_with(GAP, UNIT), force=True)
    assert [who for _, who, _ in settled(engine, document)] == [None, None]


def test_a_changed_file_takes_it_over(engine: Engine, document: int) -> None:
    """The same plan in other bytes has the same doubt, which somebody has looked at."""
    revision = save_plan(engine, plan_with(GAP, UNIT, sha256="cd" * 32)).document_id
    assert [who for _, who, _ in settled(engine, revision)] == ["Lan", None]


def test_what_is_gone_is_told(engine: Engine, document: int) -> None:
    """A finding of a reading that was replaced has no row any more."""
    old = finding_ids(engine, document)[1]
    save_plan(engine, plan_with(GAP, UNIT), force=True)
    with pytest.raises(UsageError):
        settle_finding(engine, old, who="Lan")


def as_row(message: str, page: int = 1, section: str = "I", code: str = "numbering-gap") -> dict[str, object]:
    """A finding as a correction remembers it."""
    return {"severity": "warning", "code": code, "message": message, "page": page, "section": section}


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (as_row("Thiếu mục 3."), as_row("Thiếu mục 3."), True),
        (as_row("Thiếu mục 3."), as_row("Thiếu mục 3.", page=2), True),
        (as_row("Thiếu mục 3."), as_row("Thiếu mục 3.", page=2, section="II"), True),
        (as_row("Thiếu mục 3."), as_row("Thiếu mục 4."), False),
        (as_row("Chữ khó đọc: “Bao cáo định kỳ”."), as_row("Chữ khó đọc: “Báo cáo định kỳ”."), True),
        (as_row("Chữ khó đọc: “Bao cáo định kỳ”."), as_row("Chữ khó đọc: “Báo cáo định kỳ”.", page=2), False),
        (as_row("Chữ khó đọc: “Kiểm tra chợ”."), as_row("Chữ khó đọc: “Tập huấn cán bộ”."), False),
        (as_row("Thiếu mục 3."), as_row("Thiếu mục 3.", code="dangling-reference"), False),
    ],
)
def test_the_same_doubt_is_known_again(before: dict[str, object], now: dict[str, object], same: bool) -> None:
    """By its words wherever they stand; by its place where some words are read better; never another number's."""
    assert match_findings([before], [now]) == ({0: 0} if same else {})


def test_of_two_alike_each_has_its_own(engine: Engine) -> None:
    """One of two equal findings settled leaves the other a doubt."""
    assert match_findings([as_row("Thiếu mục 3.")], [as_row("Thiếu mục 3."), as_row("Thiếu mục 3.")]) == {0: 0}
    assert match_findings([as_row("Thiếu mục 3.")] * 2, [as_row("Thiếu mục 3.")]) == {0: 0}
