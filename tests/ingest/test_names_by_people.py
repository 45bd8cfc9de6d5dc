"""A unit that a person named is read so by the next import."""

from pathlib import Path

from sqlalchemy import Engine

from ingest.batch import ingest_files
from ingest.inputs import find_inputs
from models.corrections import edit_task
from models.desk_tasks import desk_tasks, list_corrections
from models.store import find_documents, load_plan

SAMPLE = Path(__file__).parents[2] / "samples" / "food-safety.pdf"


def test_a_unit_corrected_once_is_read_so_by_the_next_import(engine: Engine) -> None:
    """The name that was printed means the unit a person gave, in every task, and the correction agrees with it."""
    inputs = find_inputs([str(SAMPLE)])
    ingest_files(engine, inputs)
    (document,) = find_documents(engine)
    task = next(task for task in desk_tasks(engine, document) if task.task.assignments)
    old = task.task.assignments[0]
    new = old.model_copy(update={"unit": "Đội Kiểm tra liên ngành số 7"})
    edit_task(engine, task.id, "assignments", task.task.assignments, [new, *task.task.assignments[1:]], who="Lan")
    ingest_files(engine, inputs, force=True)
    units = [one for task in load_plan(engine, document).tasks for one in task.assignments if one.text == old.text]
    assert units
    assert {one.unit for one in units} == {"Đội Kiểm tra liên ngành số 7"}
    (said,) = list_corrections(engine, document)
    assert said.state == "applied"
    read = desk_tasks(engine, document)[task.position].as_read
    assert read is None or read.assignments[0].unit == "Đội Kiểm tra liên ngành số 7"
