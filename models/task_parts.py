"""What hangs on the row of a task: its assignments, its evidence, and the words that a search finds it by."""

from collections.abc import Sequence

from sqlalchemy import Connection

from models import tables as t
from models.bulk import insert_rows
from models.plan import Task
from models.rows import Values, assignment_row, evidence_row
from models.search_words import task_words
from models.unit_rows import claim_units


def write_parts(connection: Connection, tasks: Sequence[Task], ids: Sequence[int]) -> None:
    """
    Write the parts of tasks whose rows are new, and the units they name where the database lacks them.

    Args:
        ids: the ids of the tasks' rows, in the same order.
    """
    units = claim_units(connection, tasks)
    assignments: list[Values] = []
    evidence: list[Values] = []
    words: list[Values] = []
    for task_id, task in zip(ids, tasks, strict=True):
        assignments += [assignment_row(one, n, task_id, units[one.unit]) for n, one in enumerate(task.assignments)]
        evidence += [evidence_row(one, position, task_id) for position, one in enumerate(task.evidence)]
        words.append({"task_id": task_id, "words": task_words(task)})
    for table, rows in ((t.assignments, assignments), (t.evidence, evidence), (t.task_search, words)):
        insert_rows(connection, table, rows)
