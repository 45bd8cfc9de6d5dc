"""The report: one page that stands alone, with what the database holds, escaped."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.corrections import edit_task
from models.desk_tasks import desk_tasks
from models.plan import Citation, Deadline, Plan
from models.report import SHOWN, make_report
from models.store import save_plan
from review.report import _own_words, report_page
from tests.models.plans import make_plan, make_task

EVIL = '<script>alert(1)</script> & "quoted"'


def plan_of(count: int, sha256: str, **changes: object) -> Plan:
    """A plan of *count* tasks due in a quarter, that names a resolution."""
    due = Deadline(text="x", start_on=None, due_on=date(2027, 8, 1), recurrence=None, condition=None)
    tasks = tuple(make_task(f"Việc {number} {EVIL}", deadline=due) for number in range(count))
    named = Citation(kind="Nghị quyết", number="5/NQ-HĐND", issued_on=None, issuer=None)
    return make_plan(tasks, sha256=sha256, **changes).model_copy(update={"citations": (named,)})


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Two plans under one resolution."""
    save_plan(engine, plan_of(SHOWN + 3, "ab" * 32))
    save_plan(engine, plan_of(2, "cd" * 32, source="khac.pdf", number="8/KH-SNV", issuer=EVIL))
    return engine


class Page(HTMLParser):
    """Collects what a page refers to and whether its tags close."""

    void = ("meta", "rect", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_stands_alone(filled: Engine, language: str) -> None:
    """No script, nothing to fetch, every tag closed; text of plans is text."""
    html = report_page(filled, language)  # type: ignore[arg-type]
    page = Page()
    page.feed(html)
    assert page.open == []
    assert page.addresses == []
    assert page.seen.isdisjoint({"script", "link", "img", "iframe"})
    assert not re.search(r"url\(|@import|https?://", html)
    assert "default-src 'none'" in html
    assert "&lt;script&gt;alert(1)" in html
    assert f'<html lang="{language}">' in html


def test_the_report_counts_what_is_there(filled: Engine) -> None:
    """Quarters with their first tasks, plans behind a resolution with their tasks, doubts by kind."""
    report = make_report(filled)
    assert (report.documents, report.tasks, report.doubtful) == (2, SHOWN + 5, 2)
    (year,) = report.calendar.years
    assert [quarter.tasks for quarter in year] == [0, 0, SHOWN + 5, 0]
    assert len(report.due[2027, 3]) == SHOWN
    ((resolution, citing),) = report.coverage
    assert (resolution.number, resolution.documents, resolution.tasks) == ("5/NQ-HĐND", 2, SHOWN + 5)
    assert [(one.number, one.tasks, one.led, one.dated) for one in citing] == [
        ("12/KH-SVH", SHOWN + 3, SHOWN + 3, SHOWN + 3),
        ("8/KH-SNV", 2, 2, 2),
    ]
    assert [(one.source, one.codes) for one in report.doubts] == [
        ("khac.pdf", (("numbering-gap", 1),)),
        ("lac-ha.pdf", (("numbering-gap", 1),)),
    ]
    assert [one.share for one in report.doubts] == [50.0, 100 / (SHOWN + 3)]


def test_the_report_is_of_what_people_corrected(filled: Engine) -> None:
    """A deadline that a person moved counts where it is now."""
    task = desk_tasks(filled, 1)[0]
    assert task.task.deadline
    later = task.task.deadline.model_copy(update={"due_on": date(2028, 2, 1)})
    edit_task(filled, task.id, "deadline", task.task.deadline, later, who="Lan")
    assert make_report(filled).calendar.years[-1][0].tasks == 1


def test_kinds_of_doubt_have_names(filled: Engine) -> None:
    """Every code that the list of findings knows has words in both languages; the report says them, not the code."""
    listed = (Path(__file__).parents[2] / "docs" / "findings.md").read_text()
    codes = {code for line in listed.splitlines() if line.startswith("| `") for code in _codes(line)}
    assert codes
    assert codes <= set(_own_words()["code"])
    assert "số thứ tự bị nhảy 1" in report_page(filled)
    assert "numbering-gap" not in report_page(filled, "en")


def _codes(line: str) -> list[str]:
    """Codes in the first cell of a line of a table."""
    return re.findall(r"`([a-z-]+)`", line.split("|")[1])


def test_an_empty_database_has_a_report(engine: Engine) -> None:
    """With nothing in it."""
    assert "0 văn bản" in report_page(engine)
