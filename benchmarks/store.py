"""The store against bare executemany of the same rows: how many tasks a second go into SQLite and PostgreSQL.

    python -m benchmarks.store [--tasks 100000] [--rounds 3] [--db postgresql://...]

Both write the same plans into empty databases with the same tables, in turn, in the same run: `save_plan` document by
document, and one executemany a table of rows that were reckoned beforehand. The best of the rounds, in wall
clock and in processor seconds of this process, which other work on the machine does not stretch; the ratio counts.
Then how long a document takes at the beginning, when the database is empty, and at the end, when it is full.

Empty means new: a SQLite file that never held a row, a PostgreSQL table after TRUNCATE, which gives it new files.
Rows taken out of SQLite by DELETE would leave their marks in the full-text index, and whoever writes next would pay
for clearing them away. Without `--db` a SQLite file; the PostgreSQL database named is emptied.
"""

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine, text

from models import tables as t
from models.bulk import digest_of, storable
from models.database import transact, upgrade_database, using_database
from models.plan import Assignment, Citation, Deadline, Document, Evidence, Plan, Section, Target, Task
from models.rows import assignment_row, document_row, evidence_row, numbered_rows, task_row
from models.search_words import task_words
from models.store import save_plan

Statement = tuple[str, list[tuple[Any, ...]]]
TASKS_A_PLAN = 100
UNITS = 300
UNITS_A_PLAN = 30
NAMES = tuple(f"Phòng Nghiệp vụ {number} Sở Văn hóa" for number in range(UNITS))


class Time(NamedTuple):
    """Seconds on the wall, and of the processor for each step."""

    wall: float
    each: list[float]

    @property
    def busy(self) -> float:
        """Processor seconds of all steps."""
        return sum(self.each)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--db", help="a PostgreSQL database, which is emptied; without it a new SQLite file")
    asked = parser.parse_args()
    plans = [make_plan(number) for number in range(asked.tasks // TASKS_A_PLAN)]
    done = rounds(asked.db, plans, asked.rounds)
    walls, busies = [], []
    for name, times in zip(("executemany", "save_plan"), zip(*done, strict=True), strict=True):
        walls.append(min(taken.wall for taken in times))
        busies.append(min(taken.busy for taken in times))
        print(f"{name:12} {walls[-1]:7.2f} s, processor {busies[-1]:7.2f} s  {asked.tasks / walls[-1]:9,.0f} tasks/s")
    print(f"ratio        {walls[1] / walls[0]:7.2f}    processor {busies[1] / busies[0]:7.2f}")
    early, late = (min(times) for times in zip(*(tenths(ours) for _, ours in done), strict=True))
    print(
        f"a document   {early:7.2f} ms of the processor in the first tenth, {late:.2f} in the last: {late / early:.2f}"
    )


def rounds(url: str | None, plans: Sequence[Plan], count: int) -> list[tuple[Time, Time]]:
    """(bare, ours) in seconds, *count* times in turn, each into an empty database."""
    rows = rows_of(plans)
    times = []
    for _ in range(count):
        with empty_database(url) as engine:
            bare = measured([partial(write_bare, engine, statements(engine, rows))])
        with empty_database(url) as engine:
            times.append((bare, measured([partial(save_plan, engine, plan) for plan in plans])))
    return times


@contextmanager
def empty_database(url: str | None) -> Iterator[Engine]:
    """A database with our tables and no rows: the one at *url*, emptied, or a new SQLite file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        using_database(url or f"sqlite:///{Path(folder) / 'store.db'}", check=False) as engine,
    ):
        upgrade_database(engine)
        if url is not None:
            empty(engine)
        yield engine


def tenths(taken: Time) -> tuple[float, float]:
    """Processor milliseconds of a step in the first and in the last tenth."""
    tenth = max(1, len(taken.each) // 10)
    return 1000 * sum(taken.each[:tenth]) / tenth, 1000 * sum(taken.each[-tenth:]) / tenth


def measured(steps: Sequence[Callable[[], object]]) -> Time:
    """How long *steps* take one after the other."""
    start, each = time.perf_counter(), []
    for step in steps:
        busy = time.process_time()
        step()
        each.append(time.process_time() - busy)
    return Time(time.perf_counter() - start, each)


def empty(engine: Engine) -> None:
    """Take all rows out of a PostgreSQL database."""
    words = text("TRUNCATE documents, units, runs RESTART IDENTITY CASCADE")
    transact(engine, lambda connection: connection.execute(words))


def write_bare(engine: Engine, ready: Sequence[Statement]) -> None:
    """The driver's own executemany, once a table, all in one transaction."""

    def work(connection: Any) -> None:
        for words, values in ready:
            connection.exec_driver_sql(words, values)

    transact(engine, work)


def statements(engine: Engine, rows: dict[Any, list[dict[str, Any]]]) -> list[Statement]:
    """The rows as the driver takes them: nothing is left to be reckoned."""
    mark, is_sqlite = ("?", True) if engine.dialect.name == "sqlite" else ("%s", False)

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return json.dumps(value)
        return value.isoformat() if is_sqlite and isinstance(value, date) else value

    made = []
    for table in t.metadata.sorted_tables:
        if table in rows:
            names = ", ".join(f'"{name}"' for name in rows[table][0])
            words = f"INSERT INTO {table.name} ({names}) VALUES ({', '.join([mark] * len(rows[table][0]))})"
            made.append((words, [tuple(map(plain, row.values())) for row in rows[table]]))
    return made


def rows_of(plans: Sequence[Plan]) -> dict[Any, list[dict[str, Any]]]:
    """The rows of all tables, ids and all."""
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    ids = {name: number for number, name in enumerate(NAMES, 1)}
    for name, number in ids.items():
        rows[t.units].append({"id": number, "key": digest_of(name), "name": name})
        rows[t.unit_aliases].append({"unit_id": number, "key": digest_of(name), "alias": name})
    for document_id, plan in enumerate(plans, 1):
        moment = datetime(2027, 1, 1, tzinfo=UTC)
        rows[t.documents].append({"id": document_id, **storable(document_row(plan, "0", moment))})
        rows[t.document_names].append({"document_id": document_id, "name": plan.document.source})
        section_id = document_id
        rows[t.sections] += [{"id": section_id, **row} for row in numbered_rows(plan.sections, document_id)]
        for table, records in ((t.targets, plan.targets), (t.citations, plan.citations)):
            rows[table] += numbered_rows(records, document_id)
        for position, task in enumerate(plan.tasks):
            task_id = len(rows[t.tasks]) + 1
            rows[t.tasks].append({"id": task_id, **task_row(task, position, document_id, section_id)})
            rows[t.assignments] += [assignment_row(a, p, task_id, ids[a.unit]) for p, a in enumerate(task.assignments)]
            rows[t.evidence] += [evidence_row(e, p, task_id) for p, e in enumerate(task.evidence)]
            rows[t.task_search].append({"task_id": task_id, "words": task_words(task)})
    return rows


def make_plan(number: int) -> Plan:
    """A plan of a hundred tasks, each with three units, a deadline and three pieces of evidence."""
    day = date(2027, 1, 1) + timedelta(days=number % 300)
    return Plan(
        document=Document(
            source=f"plan-{number}.pdf",
            sha256=f"{number:064x}",
            page_count=12,
            kind="plan",
            number=f"{number}/KH-SVH",
            title="Cải cách hành chính năm 2027",
            label=None,
            issuer="Sở Văn hóa",
            parent_issuer="Ủy ban nhân dân tỉnh Lạc Hà",
            place="Lạc Hà",
            issued_on=day,
            year=2027,
            signer=None,
            recipients=("Như trên", "Lưu: VT"),
            attached_to=None,
            text_source="text_layer",
        ),
        sections=(Section(path="I", label="I", title="NHIỆM VỤ", role="tasks", declared_tasks=None, page=1),),
        tasks=tuple(make_task(number, place, day) for place in range(TASKS_A_PLAN)),
        targets=(Target(section="I", text="đạt 95%", comparator=">=", value=95, unit="%", due_on=None),),
        citations=(Citation(kind="Nghị quyết", number="5/NQ-HĐND", issued_on=day, issuer=None),),
        findings=(),
        residue_share=0.02,
    )


def make_task(number: int, place: int, day: date) -> Task:
    """One of them."""
    text = (
        f"Rà soát, cập nhật quy trình {place} tiếp nhận và trả kết quả hồ sơ tại các đơn vị trực thuộc, năm {number}."
    )
    units = [NAMES[(7 * number + (3 * place + 11 * step) % UNITS_A_PLAN) % UNITS] for step in range(3)]
    box = (56.7, 120.25, 300.0, 148.5)
    return Task(
        section="I",
        group=None,
        label=str(place + 1),
        text=text,
        assignments=tuple(
            Assignment(unit=unit, role="coordinate" if step else "lead", is_group=False, text=unit)
            for step, unit in enumerate(units)
        ),
        deliverable="Báo cáo",
        deadline=Deadline(text="Quý III/2027", start_on=day, due_on=day, recurrence=None, condition=None),
        note=None,
        page=1 + place // 9,
        bbox=box,
        confidence=0.98,
        evidence=tuple(
            Evidence(field=field, text=words, page=1 + place // 9, bbox=box)
            for field, words in (("text", text), ("lead", units[0]), ("deadline", "Quý III/2027"))
        ),
    )


if __name__ == "__main__":
    main()
