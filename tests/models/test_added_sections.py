"""Sections that people add where the machine missed a heading."""

from typing import Any

import pytest
from sqlalchemy import Engine

from models.added_sections import added_sections
from models.correction import Correction
from models.corrections import edit_task, withdraw
from models.corrections_at_once import take_back_last
from models.desk_tasks import desk_tasks, list_corrections, load_plans_as_read
from models.errors import UsageError
from models.plan import Plan, Section
from models.removal import remove_document
from models.search import Wanted, search_tasks
from models.section_corrections import add_section
from models.store import load_plan, save_plan
from tests.models.plans import make_plan, make_task


def section(path: str, title: str = "Kinh phí", page: int = 1, **more: Any) -> Section:
    """A section as a person gives it."""
    fields = {"path": path, "label": None, "title": title, "role": "tasks", "declared_tasks": None, "page": page}
    return Section.model_validate(fields | more)


def three(*extra: Section) -> Plan:
    """A plan of sections I and III with two tasks, and *extra* ones that a later reading found."""
    sections = sorted((section("I", "Mục tiêu"), *extra, section("III", "Tổ chức")), key=lambda one: len(one.path))
    plan = make_plan((make_task("Một.", section="I"), make_task("Hai.", section="I")))
    return plan.model_copy(update={"sections": tuple(sections)})


def paths(engine: Engine, document: int) -> list[str]:
    """Of the sections, in their order."""
    return [one.path for one in load_plan(engine, document).sections]


def added(engine: Engine, document: int, path: str = "II", **more: Any) -> Correction:
    """II behind I."""
    return add_section(engine, document, section(path, "  Nhiệm   vụ "), **{"who": "Lan", "behind": "I"} | more)


def test_a_section_is_added_where_it_belongs(engine: Engine) -> None:
    """With its label and a tidy title, in the order of paper; tasks move into it and are found there."""
    document = save_plan(engine, three()).document_id
    added(engine, document)
    added(engine, document, "II.1", behind="II")
    added(engine, document, "Mở", behind=None)
    assert paths(engine, document) == ["Mở", "I", "II", "II.1", "III"]
    made = load_plan(engine, document).sections[2]
    assert (made.label, made.title, made.role) == ("II", "Nhiệm vụ", "tasks")
    task = desk_tasks(engine, document)[1]
    edit_task(engine, task.id, "section", "I", "II.1", who="Lan")
    assert [hit.text for hit in search_tasks(engine, Wanted(section="II")).hits] == ["Hai."]
    (read,) = load_plans_as_read(engine, [document])
    assert [one.path for one in read.sections] == ["I", "III"]


def test_a_section_outlives_a_reading(engine: Engine) -> None:
    """The next reading has it again, and the tasks in it; one that finds the heading itself has the word for it."""
    document = save_plan(engine, three()).document_id
    added(engine, document)
    task = desk_tasks(engine, document)[1]
    edit_task(engine, task.id, "section", "I", "II", who="Lan")
    save_plan(engine, three(), force=True)
    assert paths(engine, document) == ["I", "II", "III"]
    assert [one.section for one in load_plan(engine, document).tasks] == ["I", "II"]
    save_plan(engine, three(section("II", "Nhiệm vụ và giải pháp")), force=True)
    assert [(one.path, one.title) for one in load_plan(engine, document).sections][1] == ("II", "Nhiệm vụ và giải pháp")
    assert added_sections(list_corrections(engine, document)) == {}
    save_plan(engine, three(), force=True)
    assert list(added_sections(list_corrections(engine, document))) == ["II"]


def test_a_section_goes_with_the_document_and_comes_back(engine: Engine) -> None:
    """As all that people said; the heir of a plan has it as well."""
    document = save_plan(engine, three()).document_id
    added(engine, document)
    remove_document(engine, document, who="Lan")
    document = save_plan(engine, three()).document_id
    assert paths(engine, document) == ["I", "II", "III"]
    heir = three().document.model_copy(update={"sha256": "cd" * 32})
    assert paths(engine, save_plan(engine, three().model_copy(update={"document": heir})).document_id)[1] == "II"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_section_is_taken_back_unless_tasks_stand_in_it(engine: Engine, at_once: bool) -> None:
    """Then they are given another one first; nothing is taken back by halves."""
    document = save_plan(engine, three()).document_id
    said = added(engine, document)
    task = desk_tasks(engine, document)[1]
    edit_task(engine, task.id, "section", "I", "II", who="Minh")

    def take_back() -> None:
        if at_once:
            take_back_last(engine, document, who="Lan")
        else:
            withdraw(engine, said.id, who="Lan")

    with pytest.raises(UsageError, match="Tasks stand in section 'II'"):
        take_back()
    assert paths(engine, document) == ["I", "II", "III"]
    assert [one.state for one in list_corrections(engine, document)] == ["applied", "applied"]
    take_back_last(engine, document, who="Minh")
    take_back()
    assert paths(engine, document) == ["I", "III"]
    save_plan(engine, three(), force=True)
    assert paths(engine, document) == ["I", "III"]


@pytest.mark.parametrize(
    ("path", "title", "behind", "page", "said"),
    [
        ("I", "Nhiệm vụ", None, 1, "has a section 'I' already"),
        ("II", " ", None, 1, "has a title"),
        ("II 1", "Nhiệm vụ", None, 1, "has a path"),
        ("", "Nhiệm vụ", None, 1, "has a path"),
        ("II", "Nhiệm vụ", "IX", 1, "no section 'IX'"),
        ("II", "Nhiệm vụ", "I", 99, "no such page"),
    ],
)
def test_what_is_no_section_is_refused(
    engine: Engine, path: str, title: str, behind: str | None, page: int, said: str
) -> None:
    """In words that say why; nothing is written."""
    document = save_plan(engine, three()).document_id
    with pytest.raises(UsageError, match=said):
        add_section(engine, document, section(path, title, page), who="Lan", behind=behind)
    assert list_corrections(engine, document) == ()
