"""The list of documents and the figures, on both databases."""

from datetime import date

from sqlalchemy import Engine

from models.corrections import accept_task, edit_task, reject_task, withdraw
from models.coverage import coverage_of_citations, find_cited
from models.desk_tasks import desk_tasks
from models.figures import due_calendar, load_by_unit
from models.finding import Finding
from models.plan import Deadline
from models.report import make_report
from models.runs import FileRecord, record_files, start_run
from models.store import add_name, save_plan
from review.figures import KeptFigures
from review.sheet import Sheets
from review.shelf import LINES_A_PAGE, all_lines, list_documents, next_doubtful
from tests.models.plans import make_plan, make_task


def test_a_line_counts_what_a_document_holds(engine: Engine) -> None:
    """Tasks, doubts and notes apart, and how many tasks somebody has looked at."""
    note = Finding(severity="info", code="diacritics-restored", message="Trang 1.")
    plan = make_plan()
    saved = save_plan(engine, plan.model_copy(update={"findings": (*plan.findings, note)}))
    first, second = desk_tasks(engine, saved.document_id)
    line = list_documents(all_lines(engine)).lines[0]
    assert (line.tasks, line.doubts, line.notes, line.looked_at, line.state) == (2, 1, 1, 0, "new")
    accept_task(engine, first.id, who="Hoa")
    assert list_documents(all_lines(engine), kept="open").lines[0].state == "open"
    accept_task(engine, second.id, who="Hoa")
    assert list_documents(all_lines(engine), kept="done").lines[0].state == "done"
    assert list_documents(all_lines(engine), kept="open").lines == ()


def test_the_list_counts_the_doubts_that_the_desk_walks_over(engine: Engine) -> None:
    """A task that was hard to read counts until somebody looks at it, but not beside a finding that says the same."""
    message = "Nhận dạng chữ không chắc chắn ở nhiệm vụ “Rà soát quy trình”."
    told = Finding(severity="warning", code="low-ocr-confidence", message=message, page=1, section="I")
    tasks = (make_task(confidence=0.4), make_task("Công khai kết quả.", confidence=0.7))
    plan = make_plan(tasks).model_copy(update={"findings": (told,)})
    number = save_plan(engine, plan).document_id
    assert list_documents(all_lines(engine), kept="doubtful").lines[0].doubts == 2
    assert len(Sheets(engine).read(number, 1).open_doubts) == 2
    accept_task(engine, desk_tasks(engine, number)[1].id, who="Hoa")
    assert list_documents(all_lines(engine)).lines[0].doubts == len(Sheets(engine).read(number, 1).open_doubts) == 1


def test_the_list_counts_corrections_whose_reading_changed(engine: Engine) -> None:
    """A correction over a reading that changed, and one whose task is gone, make a document doubtful."""
    plan = make_plan().model_copy(update={"findings": ()})
    number = save_plan(engine, plan).document_id
    other = save_plan(engine, make_plan(sha256="cd" * 32, number="13/KH-SVH")).document_id
    for one in desk_tasks(engine, number):
        edit_task(engine, one.id, "deliverable", "Báo cáo", "Báo cáo quý", who="Hoa")
    assert list_documents(all_lines(engine), kept="doubtful").lines[0].id == other
    changed = plan.tasks[0].model_copy(update={"deliverable": "Tờ trình"})
    save_plan(engine, plan.model_copy(update={"tasks": (changed,)}), force=True)
    assert {line.id: line.doubts for line in list_documents(all_lines(engine)).lines} == {number: 2, other: 1}
    assert len(Sheets(engine).read(number, 1).open_doubts) == 2
    assert next_doubtful(all_lines(engine), other) == number
    assert {kind for kind, _ in make_report(engine).doubts[0].codes} == {"reading-changed", "orphaned"}


def test_the_list_comes_in_pages(engine: Engine) -> None:
    """Beyond the last page is the last; the order is that asked for."""
    for number in range(LINES_A_PAGE + 2):
        save_plan(engine, make_plan((), sha256=f"{number:064x}", source=f"{number:03}.pdf"))
    shelf = list_documents(all_lines(engine), order="name", page=99)
    assert (shelf.page, shelf.pages, shelf.found) == (2, 2, LINES_A_PAGE + 2)
    assert [line.source for line in shelf.lines] == [f"{LINES_A_PAGE:03}.pdf", f"{LINES_A_PAGE + 1:03}.pdf"]
    assert list_documents(all_lines(engine)).lines[0].source == f"{LINES_A_PAGE + 1:03}.pdf"


def test_figures_of_a_small_database(engine: Engine) -> None:
    """Two plans that name one resolution: what is due, who leads, and what stands under the resolution."""
    yearly = Deadline(text="Hằng năm", start_on=None, due_on=None, recurrence="yearly", condition=None)
    save_plan(engine, make_plan())
    save_plan(engine, make_plan((make_task(deadline=yearly), make_task(deadline=None)), sha256="cd" * 32))
    calendar = due_calendar(engine)
    assert [[quarter.tasks for quarter in year] for year in calendar.years] == [[0, 0, 2, 0]]
    assert calendar.recurring == (("yearly", 1),)
    assert calendar.undated == 1
    office, group = load_by_unit(engine)
    assert (office.name, office.lead, office.coordinate) == ("Văn phòng Sở", 4, 0)
    assert (group.name, group.lead, group.coordinate) == ("Các phòng, đơn vị", 0, 4)
    (resolution,) = coverage_of_citations(engine)
    assert (resolution.number, resolution.documents, resolution.tasks) == ("5/NQ-HĐND", 2, 4)
    assert resolution.document_id is None
    found = find_cited(engine, "5/NQ-HĐND")
    assert found
    assert (found.kind, found.issued_on, found.document_id) == ("Nghị quyết", date(2026, 12, 8), None)
    assert [(one.tasks, one.led, one.dated, one.looked_at) for one in found.citing] == [(2, 2, 2, 0), (2, 2, 1, 0)]
    assert found.count("dated") == 3
    assert find_cited(engine, "6/NQ-HĐND") is None


def test_the_list_is_counted_anew_when_something_changed(engine: Engine) -> None:
    """Kept while nothing happens; a word, and a second name of the same file, are seen at once."""
    first = save_plan(engine, make_plan()).document_id
    kept = KeptFigures(engine)
    before = kept.lines()
    assert kept.lines() is before
    accept_task(engine, desk_tasks(engine, first)[0].id, who="Hoa")
    assert kept.lines()[0].looked_at == 1
    add_name(engine, first, "a.pdf")
    assert kept.lines()[0].source == "a.pdf"


def test_failed_files_are_looked_up_anew_when_something_changed(engine: Engine) -> None:
    """Kept while no run writes its diary; a failure, and the document that settles it, are seen at once."""
    kept = KeptFigures(engine)
    before = kept.failed()
    assert kept.failed() is before
    plan = make_plan()
    digest = plan.document.sha256
    record_files(engine, [FileRecord(start_run(engine, ["x"]), "x.pdf", digest, "failed", error="NoPages")])
    assert [one.name for one in kept.failed()] == ["x.pdf"]
    save_plan(engine, plan)
    assert kept.failed() == ()


def test_figures_are_counted_anew_when_something_changed(engine: Engine) -> None:
    """Kept while nothing happens; a correction, a withdrawal and a new document are seen at once."""
    first = save_plan(engine, make_plan()).document_id
    kept = KeptFigures(engine)
    before = kept.count()
    assert kept.count() is before
    said = reject_task(engine, desk_tasks(engine, first)[0].id, who="Hoa")
    assert kept.count().loads[0].lead == before.loads[0].lead - 1
    withdraw(engine, said.id, who="Hoa")
    assert kept.count().loads == before.loads
    save_plan(engine, make_plan(sha256="cd" * 32))
    assert kept.count().loads[0].lead == 2 * before.loads[0].lead
