"""The store: what goes in comes out, the same file changes nothing, ids stay."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, Engine, event, func, select

from models import tables as t
from models.database import upgrade_database, using_database
from models.errors import UsageError
from models.plan import Assignment, Plan
from models.runs import FileRecord, start_run
from models.store import add_name, find_documents, known_documents, load_plan, load_plans, save_plan
from tests.models.plans import make_plan, make_task, plans

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows(engine: Engine, table: object = t.tasks) -> list[tuple[object, ...]]:
    """Every row of a table, by id."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]  # type: ignore[call-overload, attr-defined]


def task_ids(engine: Engine) -> dict[str, int]:
    """Id of each task by its text."""
    with engine.connect() as connection:
        return {row.text: row.id for row in connection.execute(select(t.tasks.c.text, t.tasks.c.id))}


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the database."""
    return {table.name: rows(engine, table) for table in t.metadata.sorted_tables}


@QUIET
@given(plan=plans)
def test_a_plan_loads_back_equal(shared_engine: Engine, plan: Plan) -> None:
    """Whatever a plan holds, it is the same after the database, evidence and residue included."""
    saved = save_plan(shared_engine, plan, force=True)
    loaded = load_plan(shared_engine, saved.document_id)
    names = known_documents(shared_engine, [plan.document.sha256])[plan.document.sha256].names
    assert loaded == plan.model_copy(update={"document": plan.document.model_copy(update={"source": min(names)})})
    assert [task.evidence for task in loaded.tasks] == [task.evidence for task in plan.tasks]


@QUIET
@given(plan=plans, later=plans)
def test_a_replaced_plan_loads_back_equal(shared_engine: Engine, plan: Plan, later: Plan) -> None:
    """A document read again is the new reading, nothing of the old one left."""
    document = later.document.model_copy(update={"sha256": plan.document.sha256, "source": plan.document.source})
    later = later.model_copy(update={"document": document})
    first = save_plan(shared_engine, plan, force=True)
    assert save_plan(shared_engine, later, force=True) == type(first)(first.document_id, "replaced")
    names = known_documents(shared_engine, [document.sha256])[document.sha256].names
    expected = later.model_copy(update={"document": document.model_copy(update={"source": min(names)})})
    assert load_plan(shared_engine, first.document_id) == expected


def test_the_same_file_again_changes_nothing(engine: Engine) -> None:
    """Saving a plan twice leaves every row as it was."""
    first = save_plan(engine, make_plan())
    before = contents(engine)
    again = save_plan(engine, make_plan())
    assert (first.outcome, again.outcome) == ("new", "unchanged")
    assert again.document_id == first.document_id
    assert contents(engine) == before


@pytest.mark.parametrize(
    ("version", "force", "outcome"),
    [
        ("0.0.9", False, "unchanged"),
        ("0.1.0", False, "unchanged"),
        ("0.10.0", False, "replaced"),
        ("0.0.9", True, "replaced"),
    ],
)
def test_only_a_newer_program_or_force_replaces(engine: Engine, version: str, force: bool, outcome: str) -> None:
    """An older program's reading never overwrites a newer one's unless it is forced."""
    save_plan(engine, make_plan(), version="0.1.0")
    assert save_plan(engine, make_plan(), version=version, force=force).outcome == outcome


def test_ids_survive_a_new_reading(engine: Engine) -> None:
    """Tasks that are still there, even mended or moved, keep their ids; a new one gets an id that was never used."""
    old = (
        make_task("Rà soát quy trình một cửa của sở.", label="1"),
        make_task("Lập danh mục hồ sơ điện tử.", label="2"),
        make_task("Tập huấn cho công chức phường Bình An Tây.", label="3"),
    )
    new = (
        make_task("Tập huấn cho công chức phường Bình An Tây.", label="3"),
        make_task("Rà soát quy trinh một cửa của Sở.", label="1"),
        make_task("Xây dựng cổng tra cứu kết quả.", label="4"),
    )
    first = save_plan(engine, make_plan(old))
    before = task_ids(engine)
    again = save_plan(engine, make_plan(new), force=True)
    after = task_ids(engine)
    assert again.document_id == first.document_id
    assert after[new[0].text] == before[old[2].text]
    assert after[new[1].text] == before[old[0].text]
    assert after[new[2].text] not in before.values()
    assert load_plan(engine, first.document_id).tasks == new


def test_the_same_bytes_under_a_second_name(engine: Engine) -> None:
    """One document, both names known, called by the first in the alphabet whichever came first."""
    saved = save_plan(engine, make_plan(source="b.pdf"))
    assert save_plan(engine, make_plan(source="a.pdf")).document_id == saved.document_id
    add_name(engine, saved.document_id, "c.pdf")
    add_name(engine, saved.document_id, "c.pdf")
    known = known_documents(engine, ["ab" * 32, "cd" * 32])
    assert known["ab" * 32].names == {"a.pdf", "b.pdf", "c.pdf"}
    assert list(known) == ["ab" * 32]
    assert load_plan(engine, saved.document_id).document.source == "a.pdf"


def test_units_are_shared_by_documents(engine: Engine) -> None:
    """A unit has one row however many documents and spellings name it."""
    other = make_task(assignments=(Assignment(unit="Văn phòng Sở", role="lead", is_group=False, text="VP Sở"),))
    save_plan(engine, make_plan())
    save_plan(engine, make_plan((other,), sha256="cd" * 32))
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).where(t.units.c.name == "Văn phòng Sở")) == 1
        aliases = set(
            connection.scalars(select(t.unit_aliases.c.alias).join(t.units).where(t.units.c.name == "Văn phòng Sở"))
        )
    assert aliases == {"Văn phòng", "VP Sở"}


def test_units_that_only_the_old_reading_had_are_forgotten(engine: Engine) -> None:
    """A unit that was read wrongly does not stay behind when the document is read again; one in use elsewhere does."""
    wrong = Assignment(unit="Văn phỏng Sở", role="lead", is_group=False, text="Văn phỏng Sở")
    shared = Assignment(unit="Sở Nội vụ", role="coordinate", is_group=False, text="SNV")
    save_plan(engine, make_plan((make_task(assignments=(shared,)),), sha256="cd" * 32))
    save_plan(engine, make_plan((make_task(assignments=(wrong, shared)),)))
    save_plan(engine, make_plan(), force=True)
    with engine.connect() as connection:
        names = set(connection.scalars(select(t.units.c.name)))
        aliases = set(connection.scalars(select(t.unit_aliases.c.alias)))
    assert names == {"Văn phòng Sở", "Các phòng, đơn vị", "Sở Nội vụ"}
    assert aliases == {"Văn phòng", "các phòng, đơn vị", "SNV"}


def test_a_name_longer_than_any_index_can_hold(engine: Engine) -> None:
    """A cell of 100,000 letters taken for a unit is stored like any other."""
    long = "".join(f"Phòng {number}, " for number in range(9000))
    plan = make_plan((make_task(assignments=(Assignment(unit=long, role="lead", is_group=False, text=long),)),))
    assert load_plan(engine, save_plan(engine, plan).document_id) == plan


def test_a_broken_font_s_null_characters_are_left_out(engine: Engine) -> None:
    """PostgreSQL cannot hold them, and nobody can read them."""
    saved = save_plan(engine, make_plan((make_task("Rà\0 soát\0."),), title="Cải\0 cách"))
    loaded = load_plan(engine, saved.document_id)
    assert (loaded.tasks[0].text, loaded.document.title) == ("Rà soát.", "Cải cách")


def test_nothing_of_a_document_is_seen_before_all_of_it(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure on the last row takes the first one back."""

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    record = FileRecord(start_run(engine, []), "lac-ha.pdf", "ab" * 32, "new")
    monkeypatch.setattr("models.store.add_records", fail)
    before = contents(engine)
    with pytest.raises(RuntimeError, match="power"):
        save_plan(engine, make_plan(), record=record)
    assert contents(engine) == before


def test_the_run_s_diary_is_written_with_the_document(engine: Engine) -> None:
    """The line of `run_files` knows the document's id and what became of it."""
    run = start_run(engine, ["plans"])
    saved = save_plan(engine, make_plan(), record=FileRecord(run, "in/lac-ha.pdf", "ab" * 32, "new", seconds=0.5))
    with engine.connect() as connection:
        line = connection.execute(select(t.run_files)).one()
    assert (line.run_id, line.path, line.document_id, line.status) == (run, "in/lac-ha.pdf", saved.document_id, "new")


def test_documents_are_found_by_what_people_call_them(engine: Engine) -> None:
    """Number, any file name, id, and the beginning of the digest all lead to the document."""
    one = save_plan(engine, make_plan(source="b.pdf")).document_id
    two = save_plan(engine, make_plan(source="a.pdf", sha256="cd" * 32, number="13/KH-SVH")).document_id
    add_name(engine, one, "z.pdf")
    assert find_documents(engine) == (two, one)
    assert find_documents(engine, ["z.pdf"]) == find_documents(engine, ["12/KH-SVH"]) == (one,)
    assert find_documents(engine, ["cdcdcdcd"]) == find_documents(engine, [str(two)]) == (two,)
    assert find_documents(engine, ["b.pdf", "13/KH-SVH"]) == (two, one)
    with pytest.raises(UsageError, match="'cd'"):
        find_documents(engine, ["cd"])


def test_plans_come_in_the_order_asked_for(engine: Engine) -> None:
    """More plans than one query takes, backwards, and one that is gone."""
    ids = [save_plan(engine, make_plan((), sha256=f"{n:064x}", source=f"{n}.pdf")).document_id for n in range(120)]
    loaded = [plan.document.source for plan in load_plans(engine, [*reversed(ids), 99999])]
    assert loaded == [f"{n}.pdf" for n in reversed(range(120))]


def test_importers_at_once_store_each_thing_once(new_database: Callable[[str], str]) -> None:
    """Four importers with overlapping files and units on one PostgreSQL: no duplicate, no deadlock, nothing lost."""
    url = new_database("postgresql")
    with using_database(url, check=False) as engine:
        upgrade_database(engine)
    units = [f"Phòng {number}" for number in range(12)]

    def plan(number: int) -> Plan:
        named = units[number % 7 :] + units[: number % 7]
        assigned = tuple(Assignment(unit=u, role="lead", is_group=False, text=u) for u in named)
        return make_plan((make_task(assignments=assigned),), sha256=f"{number:064x}", source=f"{number}.pdf")

    failed: list[BaseException] = []

    def work(start: int) -> None:
        try:
            with using_database(url) as engine:
                for step in range(40):
                    save_plan(engine, plan((start * 10 + step) % 40), force=step % 5 == 0)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with using_database(url) as engine, engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(t.units)) == len(units)
        assert connection.scalar(select(func.count()).select_from(t.tasks)) == 40
        assert connection.scalar(select(func.count()).select_from(t.assignments)) == 40 * 12
        assert [p.document.source for p in load_plans(engine, find_documents(engine))] == sorted(
            f"{n}.pdf" for n in range(40)
        )


def test_no_statement_of_a_save_reads_a_whole_table(ready_database: Callable[[str], str]) -> None:
    """Rows are found by an index, new or replaced: a document takes as long in a large database as in a small one."""
    read_whole: list[tuple[str, str]] = []

    def explain(connection: Connection, _c: Any, words: str, values: Any, _x: Any, many: bool) -> None:
        if words.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            driver: Any = connection.connection.driver_connection
            steps = driver.execute(f"EXPLAIN QUERY PLAN {words}", values[0] if many else values)
            ours = [step[3] for step in steps if step[3].startswith("SCAN") and step[3].split()[1] in t.metadata.tables]
            read_whole.extend((step, words) for step in ours)

    with using_database(ready_database("sqlite")) as engine:
        event.listen(engine, "before_cursor_execute", explain)
        for tasks in ((make_task(),), (make_task(),), (make_task("Việc khác hẳn."),)):
            save_plan(engine, make_plan(tasks), force=True)
        assert read_whole == []
        with engine.connect() as connection:
            connection.execute(select(t.tasks.c.text))
        assert len(read_whole) == 1
