"""Documents that people remove: gone from every table, on record, and as they were once the file comes in again."""

from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from models import tables as t
from models.corrections import accept_task, add_task, edit_task, reject_task, settle_finding, split_task, withdraw
from models.desk_tasks import desk_tasks, list_corrections
from models.errors import UsageError
from models.figures import figures_stamp
from models.head_corrections import correct_document
from models.plan import Assignment
from models.removal import list_removals, remove_document, what_would_go
from models.runs import FileRecord, record_files, start_run
from models.status import database_status
from models.store import add_name, find_documents, known_documents, load_plan, save_plan
from models.unit_names_by_people import aliases_by_people, name_unit
from tests.models.plans import make_plan, make_task

OF_A_DOCUMENT = (
    *(t.documents, t.document_names, t.sections, t.tasks, t.assignments, t.evidence, t.targets, t.citations),
    *(t.findings, t.corrections, t.task_readings, t.task_search, t.units, t.unit_aliases),
)


def counts(engine: Engine) -> dict[str, int]:
    """Rows by table."""
    with engine.connect() as connection:
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in OF_A_DOCUMENT}


def spoken_of(engine: Engine) -> int:
    """A document of three tasks of which people said everything that can be said."""
    unit = Assignment(unit="Phòng Tổ chức", role="lead", is_group=False, text="P. TC")
    plan = make_plan((make_task("Một."), make_task("Hai. Ba."), make_task("Bốn.", assignments=(unit,))))
    document = save_plan(engine, plan).document_id
    one, two, four = desk_tasks(engine, document)
    edit_task(engine, one.id, "note", None, "Gấp", who="Lan")
    edit_task(
        engine, one.id, "place", {"page": 1, "bbox": list(one.task.bbox)}, {"page": 2, "bbox": [1, 2, 3, 4]}, who="Lan"
    )
    split_task(engine, two.id, "Hai. Ba.", ["Hai.", "Ba."], who="Lan")
    reject_task(engine, four.id, who="Minh")
    added = add_task(engine, document, make_task("Năm."), who="Minh", behind=one.id)
    accept_task(engine, int(added.task_id or 0), who="Lan")
    taken_back = edit_task(engine, one.id, "label", one.task.label, "9", who="Lan")
    withdraw(engine, taken_back.id, who="Lan")
    correct_document(engine, document, "number", "12/KH-SVH", "13/KH-SVH", who="Minh")
    with engine.connect() as connection:
        finding = connection.scalars(select(t.findings.c.id).where(t.findings.c.document_id == document)).first()
    settle_finding(engine, int(finding or 0), who="Lan", note="Đúng")
    return document


def meant(engine: Engine, document: int) -> Any:
    """What a document says, its tasks as at the desk, and what was said of it, without ids and moments of the store."""
    said = [
        (one.action, one.field, one.before, one.who, one.made_at, one.state)
        for one in list_corrections(engine, document)
    ]
    tasks = [(one.task, one.review) for one in desk_tasks(engine, document)]
    return load_plan(engine, document), tasks, [one for one in said if one[-1] != "withdrawn"]


def test_nothing_of_a_removed_document_is_left_in_the_tables(engine: Engine) -> None:
    """Its rows, its words and the units that only it named are gone; other documents and told names stay."""
    save_plan(engine, make_plan((make_task("Khác."),), sha256="cd" * 32, source="khac.pdf"))
    name_unit(engine, "P. VX", "Phòng Văn hóa - Xã hội", who="Lan")
    before = counts(engine)
    document = spoken_of(engine)
    stamp = figures_stamp(engine)
    add_name(engine, document, "ten khac.pdf")
    went = what_would_go(engine, document)
    assert (went.source, went.number, went.task_count, went.said) == ("lac-ha.pdf", "13/KH-SVH", 4, 9)
    assert went.removed_by is None
    removed = remove_document(engine, document, who="Minh", reason=" Đưa nhầm ")
    assert (removed.removed_by, removed.reason, removed.said) == ("Minh", "Đưa nhầm", 9)
    assert counts(engine) == before
    assert figures_stamp(engine) != stamp
    assert aliases_by_people(engine) == {"P. VX": "Phòng Văn hóa - Xã hội"}
    with pytest.raises(UsageError, match="No document"):
        remove_document(engine, document, who="Minh")


def test_a_removal_is_on_record_with_what_was_said(engine: Engine) -> None:
    """Who, when, why; and every correction, those taken back as well, as a row of `corrections` has it."""
    document = spoken_of(engine)
    said = list_corrections(engine, document)
    removed = remove_document(engine, document, who="Minh")
    assert list_removals(engine) == (removed,)
    assert database_status(engine).removed == 1
    with engine.connect() as connection:
        row = connection.execute(select(t.removed_documents)).one()
    assert {one["id"] for one in row.corrections} == {one.id for one in said}
    assert {(one["action"], one["who"], one["state"]) for one in row.corrections} == {
        (one.action, one.who, one.state) for one in said
    }


def test_the_same_file_comes_back_as_people_left_it(engine: Engine) -> None:
    """All that was said is laid over it again, under its own names and moments; and a second time as well."""
    document = spoken_of(engine)
    plan = make_plan((make_task("Một."), make_task("Hai. Ba."), load_plan_as_saved()))
    before = meant(engine, document)
    for _ in range(2):
        remove_document(engine, document, who="Minh")
        saved = save_plan(engine, plan)
        assert saved.outcome == "new"
        assert saved.document_id != document
        document = saved.document_id
        assert meant(engine, document) == before
    assert [one.returned_at is not None for one in list_removals(engine)] == [True, True]
    assert save_plan(engine, plan, force=True).outcome == "replaced"
    assert meant(engine, document) == before


def load_plan_as_saved() -> Any:
    """The third task of `spoken_of`."""
    return make_task("Bốn.", assignments=(Assignment(unit="Phòng Tổ chức", role="lead", is_group=False, text="P. TC"),))


def test_a_document_of_which_nobody_spoke_comes_back_plain(engine: Engine) -> None:
    """And another file of the same plan has its corrections from the revision that is there, not from the record."""
    first = save_plan(engine, make_plan()).document_id
    remove_document(engine, first, who="Minh")
    again = save_plan(engine, make_plan()).document_id
    assert list_corrections(engine, again) == ()
    assert known_documents(engine, [make_plan().document.sha256])
    assert find_documents(engine) == (again,)


def test_what_a_run_says_of_a_document_removed_meanwhile(engine: Engine) -> None:
    """A batch that had found it there before somebody removed it ends well; its diary names no document."""
    document = save_plan(engine, make_plan()).document_id
    run = start_run(engine, ["x"])
    remove_document(engine, document, who="Minh")
    add_name(engine, document, "b.pdf", FileRecord(run, "b.pdf", "ab" * 32, "unchanged", document))
    record_files(engine, [FileRecord(run, "c.pdf", "ab" * 32, "unchanged", document)])
    with engine.connect() as connection:
        assert connection.scalars(select(t.run_files.c.document_id)).all() == [None, None]
