"""Many words in one breath, and taking back what was said last; and a task framed anew on its page."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from models.correction import PLACE, mark_of
from models.corrections import accept_task, edit_task, settle_finding
from models.corrections_at_once import accept_tasks, last_said, take_back_last
from models.desk_tasks import desk_tasks, find_desk_task, list_corrections, load_plans_as_read
from models.errors import EditConflict, UsageError
from models.plan import Evidence
from models.store import load_plan, save_plan
from models.unit_names_by_people import aliases_by_people
from tests.models.plans import make_plan, make_task
from tests.models.test_settled import finding_ids

BOX = [100.0, 200.5, 300.0, 240.25]


@pytest.fixture
def document(engine: Engine) -> int:
    """A document of three tasks on two pages; the second one's text goes on over the page."""
    proofs = tuple(
        Evidence(field=field, text=text, page=page, bbox=(50.0, 60.0, 500.0, 90.0))
        for field, text, page in (("text", "Công", 1), ("text", "khai.", 2), ("lead", "Văn phòng", 1))
    )
    tasks = (make_task("Một."), make_task("Công khai.", label="2", evidence=proofs), make_task("Ba.", label="3"))
    return save_plan(engine, make_plan(tasks)).document_id


def marks(engine: Engine, document: int) -> dict[int, str]:
    """What a person sees of each task."""
    return {one.id: mark_of(one.task, one.review) for one in desk_tasks(engine, document)}


def reviews(engine: Engine, document: int) -> list[str]:
    """What people said of each task."""
    return [one.review for one in desk_tasks(engine, document)]


def place(engine: Engine, task_id: int) -> dict[str, Any]:
    """Where a task stands, as a person sees it."""
    task = find_desk_task(engine, task_id).task
    return {"page": task.page, "bbox": list(task.bbox)}


def test_tasks_are_accepted_and_taken_back_together(engine: Engine, document: int) -> None:
    """One breath accepts them all, one word takes all of it back, and what was said before stands again."""
    first = desk_tasks(engine, document)[0].id
    edit_task(engine, first, "note", None, "Gấp", who="Lan")
    seen = marks(engine, document)
    assert accept_tasks(engine, seen, who="Lan").accepted == tuple(seen)
    assert reviews(engine, document) == ["corrected", "accepted", "accepted"]
    assert len(take_back_last(engine, document, who="Lan")) == 3
    assert reviews(engine, document) == ["corrected", "read", "read"]
    take_back_last(engine, document, who="Lan")
    assert reviews(engine, document) == ["read", "read", "read"]
    with pytest.raises(UsageError, match="nothing to take back"):
        take_back_last(engine, document, who="Lan")


def test_what_changed_since_is_not_accepted_unseen(engine: Engine, document: int) -> None:
    """A task that somebody edits meanwhile stays as it is and is named; the others are accepted."""
    seen = marks(engine, document)
    first, second, third = seen
    edit_task(engine, second, "note", None, "Gấp", who="Minh")
    said = accept_tasks(engine, seen, who="Lan")
    assert (said.accepted, said.changed) == ((first, third), (second,))
    assert reviews(engine, document) == ["accepted", "corrected", "accepted"]


def test_nobody_takes_back_what_another_said(engine: Engine, document: int) -> None:
    """The last word is one's own, whoever spoke since."""
    first, second, _ = marks(engine, document)
    accept_task(engine, first, who="Lan")
    accept_task(engine, second, who="Minh")
    take_back_last(engine, document, who="Lan")
    assert reviews(engine, document) == ["read", "accepted", "read"]
    assert last_said(engine, document, "Lan") == ()


def test_what_was_said_long_ago_stands(engine: Engine, document: int) -> None:
    """A slip of the finger takes back nothing of another day."""
    first = desk_tasks(engine, document)[0].id
    edit_task(engine, first, "note", None, "Gấp", who="Lan", at=datetime(2024, 1, 2, tzinfo=UTC))
    assert last_said(engine, document, "Lan") == ()
    with pytest.raises(UsageError, match="nothing to take back"):
        take_back_last(engine, document, who="Lan")
    assert find_desk_task(engine, first).task.note == "Gấp"


def test_a_frame_stays_with_its_file(engine: Engine, document: int) -> None:
    """The same plan in other bytes takes over what people said, not where they drew it on other paper."""
    second = desk_tasks(engine, document)[1].id
    edit_task(engine, second, PLACE, place(engine, second), {"page": 2, "bbox": BOX}, who="Lan")
    edit_task(engine, second, "note", None, "Gấp", who="Lan")
    (read,) = load_plans_as_read(engine, [document])
    again = read.document.model_copy(update={"sha256": "cd" * 32, "source": "lac-ha-2.pdf"})
    heir = save_plan(engine, read.model_copy(update={"document": again})).document_id
    task = load_plan(engine, heir).tasks[1]
    assert (task.note, task.bbox) == ("Gấp", read.tasks[1].bbox)


def test_fields_of_one_form_are_taken_back_together(engine: Engine, document: int) -> None:
    """With the name of a unit that was learnt from them; a field of an earlier form stays."""
    task = desk_tasks(engine, document)[0]
    edit_task(engine, task.id, "label", "1", "1a", who="Lan")
    seen = [one.model_dump(mode="json") for one in task.task.assignments]
    at = list_corrections(engine, document)[-1].made_at.replace(microsecond=123456)
    edit_task(engine, task.id, "note", None, "Gấp", who="Lan", at=at)
    changed = [seen[0] | {"unit": "Thanh tra Sở"}, *seen[1:]]
    edit_task(engine, task.id, "assignments", seen, changed, who="Lan", at=at)
    assert aliases_by_people(engine) == {"Văn phòng": "Thanh tra Sở"}
    assert {one.field for one in take_back_last(engine, document, who="Lan")} == {"note", "assignments", "unit"}
    assert aliases_by_people(engine) == {}
    stands = find_desk_task(engine, task.id).task
    assert (stands.label, stands.note, stands.assignments) == ("1a", None, task.task.assignments)


def test_a_settled_doubt_is_taken_back(engine: Engine, document: int) -> None:
    """It is a doubt again."""
    settle_finding(engine, finding_ids(engine, document)[0], who="Lan")
    assert load_plan(engine, document).findings[0].severity == "info"
    take_back_last(engine, document, who="Lan")
    assert load_plan(engine, document).findings[0].severity == "warning"


def test_a_task_is_framed_anew(engine: Engine, document: int) -> None:
    """Its box and the box of its text are the drawn one; what stands over the page and other fields stay."""
    second = desk_tasks(engine, document)[1].id
    edit_task(engine, second, PLACE, place(engine, second), {"page": 1, "bbox": BOX}, who="Lan")
    task = load_plan(engine, document).tasks[1]
    assert (task.page, list(task.bbox)) == (1, BOX)
    assert [(one.field, one.text, one.page, list(one.bbox) == BOX) for one in task.evidence] == [
        ("text", "Công", 1, True),
        ("text", "khai.", 2, False),
        ("lead", "Văn phòng", 1, False),
    ]
    (read,) = load_plans_as_read(engine, [document])
    assert list(read.tasks[1].bbox) != BOX
    assert find_desk_task(engine, second).review == "corrected"


def test_a_frame_outlives_the_next_reading_unflagged(engine: Engine, document: int) -> None:
    """A reading whose boxes differ by a point is no other reading: the person's frame stands, and is no doubt."""
    second = desk_tasks(engine, document)[1].id
    edit_task(engine, second, PLACE, place(engine, second), {"page": 2, "bbox": BOX}, who="Lan")
    (read,) = load_plans_as_read(engine, [document])
    moved = tuple(task.model_copy(update={"bbox": (57.0, 121.0, 301.0, 149.0)}) for task in read.tasks)
    save_plan(engine, read.model_copy(update={"tasks": moved}), force=True)
    assert place(engine, second) == {"page": 2, "bbox": BOX}
    assert [one.state for one in list_corrections(engine, document)] == ["applied"]


def test_two_people_who_frame_one_task_meet(engine: Engine, document: int) -> None:
    """The second sees what the first drew instead of painting over it."""
    second = desk_tasks(engine, document)[1].id
    seen = place(engine, second)
    edit_task(engine, second, PLACE, seen, {"page": 1, "bbox": BOX}, who="Lan")
    with pytest.raises(EditConflict):
        edit_task(engine, second, PLACE, seen, {"page": 1, "bbox": [1, 2, 3, 4]}, who="Minh")


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"page": 1, "bbox": None},
        {"page": 1, "bbox": [5, 5, 5, 9]},
        {"page": 1, "bbox": [1, 2, 3, float("nan")]},
        {"page": 1, "bbox": [-1, 2, 3, 4]},
        {"page": 3, "bbox": [1, 2, 3, 4]},
        {"page": 0, "bbox": [1, 2, 3, 4]},
    ],
)
def test_a_frame_lies_on_a_page(engine: Engine, document: int, value: Any) -> None:
    """No page that is not there, no box without an inside."""
    first = desk_tasks(engine, document)[0].id
    with pytest.raises(UsageError, match=r"no such page|stands in a box"):
        edit_task(engine, first, PLACE, place(engine, first), value, who="Lan")
