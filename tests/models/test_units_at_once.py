"""The tasks of one unit given to another: together, taken back together, and nothing else touched."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine

from models.corrections import accept_task, edit_task, reject_task, split_task
from models.corrections_at_once import take_back_last
from models.database import transact
from models.desk_tasks import desk_tasks, find_desk_task, list_corrections, load_plans_as_read
from models.errors import UsageError
from models.plan import Assignment
from models.search import Wanted, search_tasks
from models.store import save_plan
from models.unit_names_by_people import aliases_by_people
from models.units_at_once import replace_unit, tasks_of_unit
from tests.models.plans import make_plan, make_task

OLD, NEW = "P. QLKH", "Phòng Quản lý Khoa học"


def part(unit: str, role: str = "lead", printed: str | None = None) -> Assignment:
    """A unit's part in a task."""
    return Assignment(unit=unit, role=role, is_group=False, text=printed or unit)  # type: ignore[arg-type]


@pytest.fixture
def documents(engine: Engine) -> tuple[int, int]:
    """Two documents: in the first the unit leads two tasks and helps with the one that its true name leads."""
    tasks = (
        make_task("Một.", assignments=(part(OLD), part("Văn phòng Sở", "coordinate"))),
        make_task("Hai.", label="2", assignments=(part(OLD), part(NEW))),
        make_task("Ba.", label="3", assignments=(part(NEW), part(OLD, "coordinate"))),
        make_task("Bốn.", label="4", assignments=(part("Văn phòng Sở"),)),
    )
    first = save_plan(engine, make_plan(tasks)).document_id
    other = make_plan((make_task("Năm.", assignments=(part(OLD),)),), sha256="cd" * 32, number="13/KH-SVH")
    return first, save_plan(engine, other).document_id


def units(engine: Engine, document_id: int) -> list[list[tuple[str, str]]]:
    """Unit and part, task by task."""
    return [[(a.unit, a.role) for a in one.task.assignments] for one in desk_tasks(engine, document_id)]


def test_a_unit_s_tasks_are_counted_and_shown(engine: Engine, documents: tuple[int, int]) -> None:
    """Of one document or of all, each task once, with how the unit is printed there."""
    found, count = tasks_of_unit(engine, OLD)
    assert ([one.text for one in found], count) == (["Một.", "Hai.", "Ba.", "Năm."], 4)
    assert (found[2].role, found[2].printed, found[3].document_id) == ("coordinate", OLD, documents[1])
    found, count = tasks_of_unit(engine, OLD, document_id=documents[0], limit=2)
    assert ([one.text for one in found], count) == (["Một.", "Hai."], 3)
    assert tasks_of_unit(engine, "p. qlkh") == ((), 0)


def test_a_name_is_learnt_although_another_writer_crossed(
    engine: Engine, documents: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that is done again after a deadlock learns what its first try had learnt and lost."""

    def twice(engine: Engine, work: Callable[[Connection], int]) -> int:
        with engine.connect() as connection:
            work(connection)
            connection.rollback()
        return transact(engine, work)

    monkeypatch.setattr("models.units_at_once.transact", twice)
    task, *_ = tasks_of_unit(engine, OLD)[0]
    replace_unit(engine, [task.task_id], OLD, NEW, who="Lan")
    assert aliases_by_people(engine) == {OLD: NEW}


def test_a_unit_s_tasks_go_to_another_at_once(engine: Engine, documents: tuple[int, int]) -> None:
    """Whatever its part, no unit twice in one; the printed name is learnt once; search and reading follow."""
    before = units(engine, documents[0])
    said = replace_unit(engine, [one.task_id for one in tasks_of_unit(engine, OLD)[0]], OLD, f" {NEW} ", who="Lan")
    assert (said.tasks, said.documents, said.left) == (4, 2, 0)
    assert units(engine, documents[0]) == [
        [(NEW, "lead"), ("Văn phòng Sở", "coordinate")],
        [(NEW, "lead")],
        [(NEW, "lead"), (NEW, "coordinate")],
        [("Văn phòng Sở", "lead")],
    ]
    assert aliases_by_people(engine) == {OLD: NEW}
    assert len(search_tasks(engine, Wanted(unit=f'"{NEW}"')).hits) == 4
    (read,) = load_plans_as_read(engine, documents[:1])
    assert [[(a.unit, a.role) for a in task.assignments] for task in read.tasks] == before
    save_plan(engine, read, force=True)
    assert units(engine, documents[0])[0][0] == (NEW, "lead")
    assert {one.state for one in find_desk_task(engine, said_first(engine, documents[0])).corrections} == {"applied"}


def test_what_was_accepted_with_the_unit_is_no_doubt_again(engine: Engine, documents: tuple[int, int]) -> None:
    """A later reading by the name that was learnt reads what people made of it: nothing has changed for them."""
    first, second, third, _ = desk_tasks(engine, documents[0])
    accept_task(engine, first.id, who="Hoa")
    split_task(engine, second.id, "Hai.", ["Hai.", "Rưỡi."], who="Hoa")
    replace_unit(engine, [one.task_id for one in tasks_of_unit(engine, OLD)[0]], OLD, NEW, who="Lan")
    (read,) = load_plans_as_read(engine, documents[:1])
    renamed = tuple(
        task.model_copy(update={"assignments": find_desk_task(engine, one.id).task.assignments})
        for task, one in zip(read.tasks, (first, second, third), strict=False)
    )
    save_plan(engine, read.model_copy(update={"tasks": (*renamed, read.tasks[3])}), force=True)
    assert {one.state for one in list_corrections(engine, documents[0])} == {"applied"}
    other = renamed[0].model_copy(update={"deliverable": "Tờ trình"})
    save_plan(engine, read.model_copy(update={"tasks": (other, *renamed[1:], read.tasks[3])}), force=True)
    flagged = [one.action for one in list_corrections(engine, documents[0]) if one.state == "reading-changed"]
    assert flagged == ["accept"]


def said_first(engine: Engine, document_id: int) -> int:
    """The first task of a document."""
    return desk_tasks(engine, document_id)[0].id


def test_it_is_taken_back_document_by_document(engine: Engine, documents: tuple[int, int]) -> None:
    """One word takes back what was done in a document, the learnt name with it; the other document stands."""
    before = units(engine, documents[0])
    replace_unit(engine, [one.task_id for one in tasks_of_unit(engine, OLD)[0]], OLD, NEW, who="Lan")
    take_back_last(engine, documents[0], who="Lan")
    assert units(engine, documents[0]) == before
    assert units(engine, documents[1]) == [[(NEW, "lead")]]
    assert aliases_by_people(engine) == {}


def test_what_others_changed_meanwhile_stays(engine: Engine, documents: tuple[int, int]) -> None:
    """A task that lost the unit, or was rejected, is left; another field that was changed keeps its new value."""
    first, second, third, _ = desk_tasks(engine, documents[0])
    chosen = [first.id, second.id, third.id]
    edit_task(engine, first.id, "note", None, "Gấp", who="Hoa")
    edit_task(engine, second.id, "assignments", second.task.assignments, [part("Ban Hai")], who="Hoa", learn=False)
    reject_task(engine, third.id, who="Hoa")
    said = replace_unit(engine, chosen, OLD, NEW, who="Lan", learn=False)
    assert (said.tasks, said.left) == (1, 2)
    stored = find_desk_task(engine, first.id).task
    assert (stored.note, stored.assignments[0].unit) == ("Gấp", NEW)
    assert units(engine, documents[0])[1] == [("Ban Hai", "lead")]
    assert aliases_by_people(engine) == {}


def test_a_name_that_only_goes_on_is_not_learnt(engine: Engine) -> None:
    """ "Văn phòng" of this one body becomes no name for every other."""
    number = save_plan(engine, make_plan((make_task("Một."),))).document_id
    task = said_first(engine, number)
    replace_unit(engine, [task], "Văn phòng Sở", "Văn phòng Sở Văn hóa", who="Lan")
    assert units(engine, number)[0][0] == ("Văn phòng Sở Văn hóa", "lead")
    assert aliases_by_people(engine) == {}


@pytest.mark.parametrize(
    ("old", "new", "ids"), [(OLD, " ", [1]), (OLD, OLD, [1]), (" ", NEW, [1]), (OLD, NEW, []), (OLD, "A; B", [1])]
)
def test_what_cannot_be_is_refused(engine: Engine, old: str, new: str, ids: list[int]) -> None:
    """Two names that differ, and a task: less is no change."""
    with pytest.raises(UsageError):
        replace_unit(engine, ids, old, new, who="Lan")
