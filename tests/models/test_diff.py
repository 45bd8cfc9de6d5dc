"""What changed from one document to another."""

from datetime import date

import pytest
from sqlalchemy import Engine

from models.corrections import edit_task
from models.desk_tasks import desk_tasks
from models.diff import FieldChange, compare_documents, compare_plans
from models.errors import UsageError
from models.plan import Assignment
from models.store import save_plan
from tests.models.plans import make_plan, make_task

STAYS, GOES, CHANGES = "Rà soát thủ tục.", "Trồng cây xanh.", "Báo cáo kết quả theo quy định."


def test_tasks_added_gone_and_changed() -> None:
    """In the order of the new document, each with what is different; how a unit is printed makes no difference."""
    printed = tuple(one.model_copy(update={"text": one.text.upper()}) for one in make_task().assignments)
    unit = Assignment(unit="Phòng Tổ chức", role="lead", is_group=False, text="P. TC")
    old = make_plan((make_task(STAYS), make_task(GOES), make_task(CHANGES)))
    new = make_plan(
        (
            make_task("Việc mới hoàn toàn khác."),
            make_task(STAYS, assignments=printed),
            make_task(CHANGES, assignments=(unit,), note="Gấp"),
        ),
        issued_on=date(2027, 2, 1),
    )
    found = compare_plans(old, new)
    assert [(one.kind, one.text) for one in found.tasks] == [
        ("added", "Việc mới hoàn toàn khác."),
        ("gone", GOES),
        ("changed", CHANGES),
    ]
    assert [change.field for change in found.tasks[2].fields] == ["note", "assignments"]
    assert found.tasks[2].fields[0] == FieldChange("note", None, "Gấp")
    assert found.fields == (FieldChange("issued_on", "2027-01-15", "2027-02-01"),)
    assert (found.same, found.count("gone")) == (1, 1)


def test_a_document_is_the_same_as_itself() -> None:
    """Nothing changed."""
    found = compare_plans(make_plan(), make_plan())
    assert (found.tasks, found.fields, found.same) == ((), (), 2)


def test_documents_are_compared_as_corrected(engine: Engine) -> None:
    """By name; two of one number by that alone, the first to come in as the old one."""
    first = save_plan(engine, make_plan((make_task(STAYS),))).document_id
    save_plan(engine, make_plan((make_task(STAYS),), sha256="cd" * 32, source="moi.pdf"))
    (task,) = desk_tasks(engine, first)
    edit_task(engine, task.id, "note", None, "Gấp", who="Lan")
    (change,) = compare_documents(engine, "lac-ha.pdf", "moi.pdf").tasks
    assert change.fields == (FieldChange("note", "Gấp", None),)
    assert compare_documents(engine, "12/KH-SVH", "12/KH-SVH").new == "12/KH-SVH (moi.pdf)"
    with pytest.raises(UsageError, match="2 documents"):
        compare_documents(engine, "12/KH-SVH", "moi.pdf")


def test_two_files_of_one_name_are_told_apart(engine: Engine) -> None:
    """The same plan under the same file name in two folders: each is named with its id."""
    ids = [save_plan(engine, make_plan(sha256=digest * 32)).document_id for digest in ("ab", "cd")]
    found = compare_documents(engine, "lac-ha.pdf", "lac-ha.pdf")
    assert (found.old, found.new) == tuple(f"12/KH-SVH (lac-ha.pdf), id {number}" for number in ids)
