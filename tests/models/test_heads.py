"""What people correct of a document's own record: over the reading, through re-ingests, and back."""

import json
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import Engine

from models.corrections import confirm, withdraw
from models.corrections_at_once import last_said, take_back_last
from models.desk_tasks import list_corrections, load_plans_as_read
from models.errors import EditConflict, UsageError
from models.export import export
from models.head_corrections import correct_document
from models.plan import Document
from models.store import load_plan, save_plan
from tests.models.plans import make_plan

READ = "2027-01-15"
RIGHT = "2027-01-18"


@pytest.fixture
def document(engine: Engine) -> int:
    """A document whose day of issue was read wrong."""
    return save_plan(engine, make_plan()).document_id


def record(engine: Engine, number: int) -> Document:
    """A document's record as it stands."""
    return load_plan(engine, number).document


def states(engine: Engine, number: int) -> list[str]:
    """How the words on a document stand."""
    return [one.state for one in list_corrections(engine, number)]


def test_a_corrected_day_stands_and_what_was_read_is_kept(engine: Engine, document: int) -> None:
    """In the record, in spreadsheets and JSON; `as read` gives what the page was taken to say."""
    correct_document(engine, document, "issued_on", READ, RIGHT, who="Hoa")
    correct_document(engine, document, "title", "Cải cách hành chính năm 2027", "  Cải cách  hành chính ", who="Hoa")
    stored = record(engine, document)
    assert (stored.issued_on, stored.title, stored.number) == (date(2027, 1, 18), "Cải cách hành chính", "12/KH-SVH")
    (read,) = load_plans_as_read(engine, [document])
    assert read.document == make_plan().document
    for as_read, day in ((False, RIGHT), (True, READ)):
        out, table = BytesIO(), BytesIO()
        export(engine, (), "json", None, out, as_read=as_read)
        assert json.loads(out.getvalue())[0]["document"]["issued_on"] == day
        export(engine, (), "csv", None, table, as_read=as_read)
        assert day in table.getvalue().decode()


def test_a_corrected_record_survives_three_readings(engine: Engine, document: int) -> None:
    """The same reading changes nothing; another one is flagged until a person decides; the right one agrees."""
    correct_document(engine, document, "issued_on", READ, RIGHT, who="Hoa")
    save_plan(engine, make_plan(), force=True)
    assert (record(engine, document).issued_on, states(engine, document)) == (date(2027, 1, 18), ["applied"])
    save_plan(engine, make_plan(issued_on=date(2027, 1, 16), place="Lạc Thủy"), force=True)
    stored = record(engine, document)
    assert (stored.issued_on, stored.place) == (date(2027, 1, 18), "Lạc Thủy")
    assert states(engine, document) == ["reading-changed"]
    confirm(engine, list_corrections(engine, document)[0].id, who="Lan")
    assert states(engine, document) == ["superseded", "applied"]
    save_plan(engine, make_plan(issued_on=date(2027, 1, 18)), force=True)
    assert states(engine, document) == ["superseded", "applied"]
    (read,) = load_plans_as_read(engine, [document])
    assert read.document.issued_on == date(2027, 1, 18)


def test_words_on_a_record_are_taken_back(engine: Engine, document: int) -> None:
    """One by one where they stand, and the last ones together; what was said before holds again."""
    correct_document(engine, document, "number", "12/KH-SVH", "13/KH-SVH", who="Lan")
    said = correct_document(engine, document, "number", "13/KH-SVH", "14/KH-SVH", who="Lan")
    withdraw(engine, said.id, who="Lan")
    assert record(engine, document).number == "13/KH-SVH"
    assert [one.after for one in last_said(engine, document, "Lan")] == ["13/KH-SVH"]
    take_back_last(engine, document, who="Lan")
    assert record(engine, document) == make_plan().document


def test_two_people_at_one_record(engine: Engine, document: int) -> None:
    """Whoever saves second is told what stands now, and by whom."""
    correct_document(engine, document, "year", 2027, 2028, who="Hoa")
    with pytest.raises(EditConflict) as told:
        correct_document(engine, document, "year", 2027, 2029, who="Lan")
    assert (told.value.current, told.value.who) == (2028, "Hoa")
    assert record(engine, document).year == 2028


@pytest.mark.parametrize(
    ("field", "seen", "value"),
    [
        ("issued_on", READ, "2027-02-31"),
        ("issued_on", READ, "hôm nay"),
        ("year", 2027, 10**12),
        ("year", 2027, "hai"),
        ("kind", "plan", "sổ"),
        ("kind", "plan", None),
        ("title", "Cải cách hành chính năm 2027", 7),
        ("sha256", "ab" * 32, "cd" * 32),
    ],
)
def test_what_a_record_cannot_hold_is_refused(
    engine: Engine, document: int, field: str, seen: object, value: object
) -> None:
    """A day that is none, a year without end, a kind that nobody knows, a field that is no business of people."""
    with pytest.raises(UsageError):
        correct_document(engine, document, field, seen, value, who="Hoa")
    assert record(engine, document) == make_plan().document
    assert states(engine, document) == []


def test_a_new_file_of_the_plan_is_heir_to_what_it_reads_alike(engine: Engine, document: int) -> None:
    """The title was read alike, and is corrected alike; its own day of issue is its own."""
    correct_document(engine, document, "issued_on", READ, RIGHT, who="Hoa")
    correct_document(engine, document, "title", "Cải cách hành chính năm 2027", "Cải cách hành chính", who="Hoa")
    heir = save_plan(engine, make_plan(sha256="cd" * 32, issued_on=date(2027, 3, 1))).document_id
    stored = record(engine, heir)
    assert (stored.title, stored.issued_on) == ("Cải cách hành chính", date(2027, 3, 1))
