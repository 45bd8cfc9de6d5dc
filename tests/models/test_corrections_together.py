"""Corrections in any order and by several people at once."""

import threading
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from models import tables as t
from models.corrections import accept_task, add_task, edit_task, merge_tasks, reject_task, split_task, withdraw
from models.database import writing
from models.desk_tasks import desk_tasks, list_corrections, load_plans_as_read
from models.errors import EditConflict
from models.store import load_plan, save_plan
from tests.models.plans import make_plan, make_task

QUIET = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAN = make_plan(tuple(make_task(f"Việc thứ {number} của sở.", label=str(number)) for number in range(4)))

steps = st.lists(
    st.tuples(
        st.sampled_from(["edit", "unit", "accept", "reject", "split", "merge", "add", "withdraw", "read again"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=8,
)


def act(engine: Engine, document: int, what: str, one: int, two: int) -> None:
    """One step of somebody at the desk, on tasks chosen by number."""
    desk = desk_tasks(engine, document)
    first, second = desk[one % len(desk)], desk[two % len(desk)]
    said = list_corrections(engine, document)
    if what == "edit":
        edit_task(engine, first.id, "text", first.task.text, f"Đã sửa {one} {two}", who="Lan")
    elif what == "unit":
        units = [{"unit": f"Phòng {two}", "role": "lead", "is_group": False, "text": "Phòng"}]
        edit_task(engine, first.id, "assignments", first.task.assignments, units, who="Lan", learn=False)
    elif what == "accept":
        accept_task(engine, first.id, who="Lan")
    elif what == "reject":
        reject_task(engine, first.id, who="Lan")
    elif what == "split":
        split_task(engine, first.id, first.task.text, [f"a{two}", "b"], who="Lan")
    elif what == "merge" and first.id != second.id and {first.review, second.review}.isdisjoint({"rejected", "merged"}):
        merge_tasks(engine, [first.id, second.id], who="Lan")
    elif what == "add":
        add_task(engine, document, make_task(f"Thêm {one}"), who="Lan", behind=first.id)
    elif what == "withdraw" and said:
        withdraw(engine, said[one % len(said)].id, who="Lan")
    elif what == "read again":
        save_plan(engine, PLAN, force=True)


@QUIET
@given(doings=steps)
@example(doings=[("split", 3, 0), ("merge", 0, 4), ("edit", 4, 0)])
def test_whatever_people_say_the_reading_is_never_lost(
    shared_engine: Engine, doings: list[tuple[str, int, int]]
) -> None:
    """What stands is what the desk shows and outlives a re-ingest; taken back, all of it is as read."""
    with writing(shared_engine) as connection:
        connection.execute(t.documents.delete())
    document = save_plan(shared_engine, PLAN).document_id
    for doing in doings:
        act(shared_engine, document, *doing)
    desk = desk_tasks(shared_engine, document)
    in_force = tuple(one.task for one in desk if one.review not in ("rejected", "merged"))
    assert load_plan(shared_engine, document).tasks == in_force
    (as_read,) = load_plans_as_read(shared_engine, [document])
    assert as_read.tasks == PLAN.tasks
    save_plan(shared_engine, PLAN, force=True)
    again = desk_tasks(shared_engine, document)
    assert [(one.id, one.task, one.review) for one in again] == [(one.id, one.task, one.review) for one in desk]
    for said in list_corrections(shared_engine, document):
        if said.state != "withdrawn":
            withdraw(shared_engine, said.id, who="Lan")
    assert load_plan(shared_engine, document).tasks == PLAN.tasks
    with shared_engine.connect() as connection:
        assert connection.execute(select(t.task_readings)).all() == []
        assert len(connection.execute(select(t.task_search)).all()) == len(PLAN.tasks)


def test_of_many_at_the_same_field_one_wins(engine: Engine) -> None:
    """Each of the others is told what the winner wrote; nothing is lost or written twice."""
    document = save_plan(engine, PLAN).document_id
    task = desk_tasks(engine, document)[0]
    told: list[Any] = []

    def work(name: str) -> None:
        try:
            edit_task(engine, task.id, "text", task.task.text, f"Của {name}", who=name)
        except EditConflict as conflict:
            told.append((conflict.current, conflict.who))

    people = [threading.Thread(target=work, args=(name,)) for name in ("Lan", "Minh", "Hoa", "Tú")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    (said,) = list_corrections(engine, document)
    assert told == [(said.after, said.who)] * 3
    assert load_plan(engine, document).tasks[0].text == said.after
