"""What people say about tasks: it is in force everywhere, outlives the next reading, and nobody's word is lost."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from models import tables as t
from models.correction import mark_of
from models.corrections import accept_task, add_task, confirm, edit_task, merge_tasks, reject_task, split_task, withdraw
from models.desk_tasks import desk_tasks, find_desk_task, list_corrections, load_plans_as_read, unit_names
from models.errors import EditConflict, UsageError
from models.plan import Assignment, Plan
from models.store import load_plan, overview_rows, save_plan
from models.unit_names_by_people import aliases_by_people, name_unit, names_given
from tests.models.plans import make_plan, make_task

FIRST, SECOND, THIRD = "Rà soát thủ tục.", "Công khai kết quả.", "Báo cáo định kỳ."


def three_tasks(*texts: str) -> Plan:
    """A plan with a task for each text, FIRST, SECOND and THIRD when none is given."""
    return make_plan(
        tuple(make_task(text, label=str(number)) for number, text in enumerate(texts or (FIRST, SECOND, THIRD), 1))
    )


@pytest.fixture
def document(engine: Engine) -> int:
    """A document of three tasks."""
    return save_plan(engine, three_tasks()).document_id


def ids(engine: Engine, document: int) -> list[int]:
    """Ids of the tasks on the desk, in order."""
    return [task.id for task in desk_tasks(engine, document)]


def texts(engine: Engine, document: int) -> list[str]:
    """Texts of the tasks in force, in order."""
    return [task.text for task in load_plan(engine, document).tasks]


def read_texts(engine: Engine, document: int) -> list[str]:
    """Texts of the tasks as read, in order."""
    (plan,) = load_plans_as_read(engine, [document])
    return [task.text for task in plan.tasks]


def seen(engine: Engine, task_id: int, field: str) -> Any:
    """What a person sees in a field."""
    return getattr(find_desk_task(engine, task_id).task, field)


def rename(engine: Engine, task_id: int, text: str, who: str = "Lan") -> Any:
    """Change the text of a task as a person who has just looked at it."""
    return edit_task(engine, task_id, "text", seen(engine, task_id, "text"), text, who=who)


def overview(engine: Engine, document: int) -> list[dict[str, Any]]:
    """Rows of the overview by column."""
    names = [name for name, _ in t.OVERVIEW_COLUMNS]
    return [dict(zip(names, row, strict=True)) for row in overview_rows(engine, [document])]


def words(engine: Engine) -> list[str]:
    """What the search knows, by task."""
    with engine.connect() as connection:
        return list(connection.scalars(select(t.task_search.c.words).order_by(t.task_search.c.task_id)))


CHANGES = [
    ("text", "Rà soát toàn bộ thủ tục."),
    ("section", None),
    ("group", "Nhóm việc thường xuyên"),
    ("label", "1a"),
    ("deliverable", None),
    ("note", "Theo văn bản mới"),
    (
        "deadline",
        {
            "text": "Quý IV/2027",
            "start_on": "2027-10-01",
            "due_on": "2027-12-31",
            "recurrence": "yearly",
            "condition": None,
        },
    ),
    ("deadline", None),
    ("assignments", [{"unit": "Phòng Tổ chức", "role": "lead", "is_group": False, "text": "Văn phòng"}]),
    ("assignments", []),
]


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_any_field_can_be_corrected(engine: Engine, document: int, field: str, value: Any) -> None:
    """The record in force has the new value, the record as read the old one; the list says who, before, after."""
    task_id = ids(engine, document)[0]
    before = seen(engine, task_id, field)
    said = edit_task(engine, task_id, field, before, value, who="Lan")
    (first, *_) = load_plan(engine, document).tasks
    assert first.model_dump(mode="json")[field] == value
    (as_read,) = load_plans_as_read(engine, [document])
    assert as_read == three_tasks()
    assert [task.evidence for task in as_read.tasks] == [task.evidence for task in three_tasks().tasks]
    assert (said.who, said.after, said.state) == ("Lan", value, "applied")
    assert said.before == said.base[field] == as_read.tasks[0].model_dump(mode="json")[field]


def test_the_overview_and_the_words_of_the_search_follow(engine: Engine, document: int) -> None:
    """Whoever reads the database otherwise sees the corrected values too, and no row too many."""
    task_id = ids(engine, document)[0]
    rename(engine, task_id, "Đối chiếu hồ sơ")
    unit = Assignment(unit="Phòng Tổ chức", role="lead", is_group=False, text="Văn phòng")
    edit_task(engine, task_id, "assignments", seen(engine, task_id, "assignments"), [unit], who="Lan")
    row = overview(engine, document)[0]
    assert (row["text"], row["lead_unit"], row["coordinating_units"]) == ("Đối chiếu hồ sơ", "Phòng Tổ chức", None)
    assert row["review"] == "corrected"
    assert words(engine)[0].startswith("đối chiếu hồ sơ") != words(engine)[0].startswith("rà soát")
    assert "doi chieu ho so" in words(engine)[0]
    assert len(words(engine)) == 3


def test_the_last_of_two_edits_holds(engine: Engine, document: int) -> None:
    """The earlier one is superseded and still on the list."""
    task_id = ids(engine, document)[0]
    rename(engine, task_id, "Một")
    rename(engine, task_id, "Hai", "Minh")
    assert texts(engine, document)[0] == "Hai"
    assert [(one.who, one.before, one.after, one.state) for one in list_corrections(engine, document)] == [
        ("Lan", FIRST, "Một", "superseded"),
        ("Minh", "Một", "Hai", "applied"),
    ]
    assert {one.base["text"] for one in list_corrections(engine)} == {FIRST}


def test_two_people_at_the_same_field(engine: Engine, document: int) -> None:
    """The second sees what the first wrote, and nothing is overwritten; another field is free."""
    task_id = ids(engine, document)[0]
    rename(engine, task_id, "Một", "Lan")
    with pytest.raises(EditConflict, match="by Lan") as caught:
        edit_task(engine, task_id, "text", FIRST, "Hai", who="Minh")
    assert (caught.value.current, caught.value.who) == ("Một", "Lan")
    assert texts(engine, document)[0] == "Một"
    edit_task(engine, task_id, "note", None, "Gấp", who="Minh")
    assert seen(engine, task_id, "note") == "Gấp"
    with pytest.raises(EditConflict):
        split_task(engine, task_id, FIRST, ["a", "b"], who="Minh")


def test_accepting_and_rejecting(engine: Engine, document: int) -> None:
    """An accepted task stays, a rejected one leaves the tables and can come back with its id."""
    first, second, third = ids(engine, document)
    accept_task(engine, first, who="Lan")
    reject_task(engine, second, who="Lan")
    assert [task.review for task in desk_tasks(engine, document)] == ["accepted", "rejected", "read"]
    assert [row["text"] for row in overview(engine, document)] == texts(engine, document) == [FIRST, THIRD]
    assert read_texts(engine, document) == [FIRST, SECOND, THIRD]
    accept_task(engine, second, who="Minh")
    assert [row["task_id"] for row in overview(engine, document)] == [first, second, third]
    assert [one.state for one in find_desk_task(engine, second).corrections] == ["superseded", "applied"]


def test_a_task_is_split(engine: Engine, document: int) -> None:
    """The first part keeps the id, the others follow it with everything else the same; each can be corrected."""
    first, second, third = ids(engine, document)
    said = split_task(engine, second, SECOND, ["Công khai", "  kết quả. ", "tại Sở"], who="Lan")
    assert texts(engine, document) == [FIRST, "Công khai", "kết quả.", "tại Sở", THIRD]
    parts = [part["task_id"] for part in said.after["parts"]]
    assert ids(engine, document) == [first, *parts, third]
    assert parts[0] == second
    rename(engine, parts[2], "tại trụ sở Sở")
    tasks = load_plan(engine, document).tasks
    assert tasks[3].text == "tại trụ sở Sở"
    assert {task.deadline for task in tasks} == {tasks[0].deadline}
    assert [task.review for task in desk_tasks(engine, document)] == ["read", "corrected", "added", "added", "read"]
    assert read_texts(engine, document) == [FIRST, SECOND, THIRD]


def test_tasks_are_merged(engine: Engine, document: int) -> None:
    """The first keeps its id and takes the others' texts, units and evidence; they leave and stay on the desk."""
    first, second, _ = ids(engine, document)
    unit = Assignment(unit="Phòng Tổ chức", role="direct", is_group=False, text="Phòng Tổ chức")
    old = seen(engine, second, "assignments")
    edit_task(engine, second, "assignments", old, [*old, unit], who="Lan")
    merge_tasks(engine, [first, second], who="Lan")
    whole = load_plan(engine, document).tasks[0]
    assert texts(engine, document) == [f"{FIRST}\n{SECOND}", THIRD]
    assert [one.unit for one in whole.assignments] == ["Văn phòng Sở", "Các phòng, đơn vị", "Phòng Tổ chức"]
    assert [one.text for one in whole.evidence] == [FIRST, SECOND]
    assert [task.review for task in desk_tasks(engine, document)] == ["corrected", "merged", "read"]
    with pytest.raises(EditConflict):
        merge_tasks(engine, [first, second], who="Minh")


def test_a_task_is_added(engine: Engine, document: int) -> None:
    """Behind another one, or in front of all; it has no reading."""
    first, *_ = ids(engine, document)
    said = add_task(engine, document, make_task("Việc bị sót"), who="Lan", behind=first)
    add_task(engine, document, make_task("Việc đầu tiên"), who="Lan")
    assert texts(engine, document) == ["Việc đầu tiên", FIRST, "Việc bị sót", SECOND, THIRD]
    assert said.task_id is not None
    task = find_desk_task(engine, said.task_id)
    assert (task.review, task.as_read) == ("added", None)
    reject_task(engine, said.task_id, who="Minh")
    assert texts(engine, document) == ["Việc đầu tiên", FIRST, SECOND, THIRD]
    assert find_desk_task(engine, said.task_id).review == "rejected"


def test_whatever_was_said_can_be_taken_back(engine: Engine, document: int) -> None:
    """Withdrawn one by one, the record is the reading again, no word, unit or spelling left over."""
    first, second, third = ids(engine, document)
    with engine.connect() as connection:
        before = [connection.execute(select(table)).all() for table in (t.units, t.unit_aliases)]
    old = seen(engine, first, "assignments")
    unit = Assignment(unit="Phòng Tổ chức", role="lead", is_group=False, text="P. TC")
    edit_task(engine, first, "assignments", old, [unit], who="Lan", learn=False)
    rename(engine, first, "Một")
    split_task(engine, second, SECOND, ["a", "b"], who="Lan")
    merge_tasks(engine, [second, third], who="Lan")
    accept_task(engine, first, who="Lan")
    add_task(engine, document, make_task("Việc bị sót"), who="Lan")
    for said in list_corrections(engine, document):
        assert withdraw(engine, said.id, who="Minh").withdrawn_by == "Minh"
    assert load_plan(engine, document) == three_tasks()
    assert [task.review for task in desk_tasks(engine, document)] == ["read"] * 3
    assert {one.state for one in list_corrections(engine, document)} == {"withdrawn"}
    assert len(words(engine)) == 3
    with engine.connect() as connection:
        assert [connection.execute(select(table)).all() for table in (t.units, t.unit_aliases)] == before
        assert connection.execute(select(t.task_readings)).all() == []


def test_corrections_outlive_three_readings(engine: Engine, document: int) -> None:
    """Read again and again by newer versions, everything that people said holds, ids included."""
    first, second, third = ids(engine, document)
    rename(engine, first, "Rà soát toàn bộ.")
    reject_task(engine, second, who="Lan")
    said = split_task(engine, third, THIRD, ["Báo cáo", "định kỳ."], who="Lan")
    add_task(engine, document, make_task("Việc bị sót"), who="Lan", behind=third)
    expected = texts(engine, document)
    desk = ids(engine, document)
    for _ in range(3):
        assert save_plan(engine, three_tasks(), force=True).outcome == "replaced"
        assert texts(engine, document) == expected
        assert ids(engine, document) == desk
        assert {one.state for one in list_corrections(engine, document)} == {"applied"}
    assert said.after["parts"][0]["task_id"] == third
    assert read_texts(engine, document) == [FIRST, SECOND, THIRD]
    assert len(words(engine)) == 4


def test_a_reading_that_changed_underneath_is_flagged(engine: Engine, document: int) -> None:
    """The correction stays in force and says so, until somebody confirms it."""
    first, *_ = ids(engine, document)
    rename(engine, first, "Rà soát toàn bộ.")
    save_plan(engine, three_tasks("Rà soát thủ tục mới.", SECOND, THIRD), force=True)
    (said,) = list_corrections(engine, document)
    assert (said.state, said.base["text"], texts(engine, document)[0]) == ("reading-changed", FIRST, "Rà soát toàn bộ.")
    assert [[one.state for one in task.corrections] for task in desk_tasks(engine, document)] == [
        ["reading-changed"],
        [],
        [],
    ]
    assert read_texts(engine, document)[0] == "Rà soát thủ tục mới."
    assert confirm(engine, said.id, who="Minh").base["text"] == "Rà soát thủ tục mới."
    assert [one.state for one in list_corrections(engine, document)] == ["superseded", "applied"]
    save_plan(engine, three_tasks("Rà soát thủ tục mới.", SECOND, THIRD), force=True)
    assert [one.state for one in list_corrections(engine, document)] == ["superseded", "applied"]


@pytest.mark.parametrize("act", [accept_task, reject_task])
def test_a_verdict_on_what_was_read_otherwise_is_flagged(engine: Engine, document: int, act: Any) -> None:
    """What a person accepted or rejected is not what stands there now."""
    first, *_ = ids(engine, document)
    act(engine, first, who="Lan")
    save_plan(engine, three_tasks("Rà soát thủ tục mới.", SECOND, THIRD), force=True)
    (said,) = list_corrections(engine, document, "reading-changed")
    confirm(engine, said.id, who="Lan")
    assert list_corrections(engine, document, "reading-changed") == ()


def test_a_program_that_learnt_to_read_it_right_raises_no_flag(engine: Engine, document: int) -> None:
    """The new reading is what the person had made of the old one, however unlike that was."""
    first, *_ = ids(engine, document)
    rename(engine, first, "Kiểm tra an toàn thực phẩm tại các chợ.")
    save_plan(engine, three_tasks("Kiểm tra an toàn thực phẩm tại các chợ.", SECOND, THIRD), force=True)
    assert ids(engine, document)[0] == first
    assert [one.state for one in list_corrections(engine)] == ["applied"]


def test_a_correction_whose_task_is_gone_is_kept(engine: Engine, document: int) -> None:
    """It is listed as orphaned with what it was said of, and holds again when the task comes back."""
    _, _, third = ids(engine, document)
    rename(engine, third, "Gửi báo cáo quý cho Ủy ban nhân dân.")
    save_plan(engine, three_tasks(FIRST, SECOND), force=True)
    assert texts(engine, document) == [FIRST, SECOND]
    (orphan,) = list_corrections(engine, document, "orphaned")
    assert (orphan.base["text"], orphan.task_id) == (THIRD, third)
    save_plan(engine, three_tasks(), force=True)
    assert list_corrections(engine, document, "orphaned") == ()
    assert texts(engine, document)[2] == "Gửi báo cáo quý cho Ủy ban nhân dân."
    assert ids(engine, document)[2] == third


def test_a_changed_file_takes_the_corrections_over(engine: Engine, document: int) -> None:
    """The same plan in other bytes is another document, heir of what people said, flagged where it differs."""
    first, second, third = ids(engine, document)
    rename(engine, first, "Rà soát toàn bộ.")
    reject_task(engine, second, who="Lan")
    split_task(engine, third, THIRD, ["Báo cáo", "định kỳ."], who="Lan")
    add_task(engine, document, make_task("Việc bị sót"), who="Lan", behind=first)
    changed = three_tasks(FIRST, "Công khai các kết quả.", THIRD)
    other = changed.model_copy(update={"document": changed.document.model_copy(update={"sha256": "cd" * 32})})
    revision = save_plan(engine, other).document_id
    for _ in range(3):
        assert texts(engine, revision) == ["Rà soát toàn bộ.", "Việc bị sót", "Báo cáo", "định kỳ."]
        assert [one.state for one in list_corrections(engine, revision)] == ["applied", "reading-changed"] + [
            "applied"
        ] * 2
        assert {one.who for one in list_corrections(engine, revision)} == {"Lan"}
        save_plan(engine, other, force=True)
    assert set(ids(engine, revision)).isdisjoint(ids(engine, document))
    assert texts(engine, document) == ["Rà soát toàn bộ.", "Việc bị sót", "Báo cáo", "định kỳ."]


def test_a_unit_corrected_once_is_known_from_then_on(engine: Engine, document: int) -> None:
    """Its printed name becomes an alias made by a person, which a later reading does not sweep away."""
    first, second, _ = ids(engine, document)
    old = seen(engine, first, "assignments")
    office, rest = old
    right = Assignment(unit="Phòng Quản lý Khoa học", role="lead", is_group=False, text=office.text)
    edit_task(engine, first, "assignments", old, [right, rest], who="Lan")
    assert aliases_by_people(engine) == {"Văn phòng": "Phòng Quản lý Khoa học"}
    completed = Assignment(unit="Các phòng, đơn vị thuộc Sở", role="coordinate", is_group=True, text=rest.text)
    edit_task(engine, second, "assignments", old, [office, completed], who="Lan")
    assert len(aliases_by_people(engine)) == 1
    save_plan(engine, three_tasks(), force=True)
    assert aliases_by_people(engine) == {"Văn phòng": "Phòng Quản lý Khoa học"}
    assert [one.action for one in list_corrections(engine) if one.document_id is None] == ["unit-alias"]


def test_what_a_printed_name_means_is_told_once(engine: Engine) -> None:
    """A later word replaces an earlier one, which holds again when the later one is taken back."""
    name_unit(engine, "P.QLKH", "Phòng Quản lý Kinh doanh", who="Lan")
    said = name_unit(engine, " P.QLKH ", "Phòng Quản lý Khoa học", who="Minh")
    assert (said.before, said.after["alias"]) == ("Phòng Quản lý Kinh doanh", "P.QLKH")
    assert aliases_by_people(engine) == {"P.QLKH": "Phòng Quản lý Khoa học"}
    assert "Phòng Quản lý Khoa học" in unit_names(engine)
    assert [(one.after["unit"], one.who) for one in names_given(engine)] == [("Phòng Quản lý Khoa học", "Minh")]
    withdraw(engine, said.id, who="Lan")
    assert aliases_by_people(engine) == {"P.QLKH": "Phòng Quản lý Kinh doanh"}
    (first,) = names_given(engine)
    withdraw(engine, first.id, who="Lan")
    assert aliases_by_people(engine) == {}
    assert names_given(engine) == ()


WRONG: list[tuple[str, Any]] = [
    ("text", "  "),
    ("text", None),
    ("text", 5),
    ("section", "IX"),
    ("page", 3),
    ("deadline", {"text": "Quý III"}),
    ("deadline", "Quý III"),
    ("assignments", [{"unit": "Sở Nội vụ", "role": "boss", "is_group": False, "text": "x"}]),
    ("assignments", None),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_a_field_cannot_hold_is_refused(engine: Engine, document: int, field: str, value: Any) -> None:
    """With a message, and nothing is written."""
    task_id = ids(engine, document)[0]
    with pytest.raises(UsageError):
        edit_task(engine, task_id, field, getattr(three_tasks().tasks[0], field), value, who="Lan")
    assert list_corrections(engine) == ()
    assert load_plan(engine, document) == three_tasks()


def test_what_is_not_there_is_refused(engine: Engine, document: int) -> None:
    """Unknown tasks, documents and corrections; a split into one; a merge of one, or over two documents."""
    first, *_ = ids(engine, document)
    other = save_plan(engine, make_plan(sha256="cd" * 32, number=None)).document_id
    acts: list[Any] = [
        lambda: accept_task(engine, 999, who="Lan"),
        lambda: find_desk_task(engine, 999),
        lambda: add_task(engine, 999, make_task(), who="Lan"),
        lambda: add_task(engine, document, make_task(), who="Lan", behind=999),
        lambda: add_task(engine, document, make_task(section="IX"), who="Lan"),
        lambda: withdraw(engine, 999, who="Lan"),
        lambda: split_task(engine, first, FIRST, ["một", " "], who="Lan"),
        lambda: merge_tasks(engine, [first, first], who="Lan"),
        lambda: merge_tasks(engine, [first, ids(engine, other)[0]], who="Lan"),
        lambda: name_unit(engine, " ", "Sở Nội vụ", who="Lan"),
        lambda: confirm(engine, accept_task(engine, first, who="Lan").id, who="Lan"),
    ]
    for act in acts:
        with pytest.raises(UsageError):
            act()


def test_texts_come_clean_whatever_is_typed(engine: Engine, document: int) -> None:
    """NFC, single spaces, no NUL, dates as dates."""
    task_id = ids(engine, document)[0]
    rename(engine, task_id, "Ra\u0300 soa\u0301t\0  thủ tục\r\n\n mới ")
    assert texts(engine, document)[0] == "Rà soát thủ tục\nmới"
    old: Any = seen(engine, task_id, "deadline")
    later = old.model_copy(update={"due_on": date(2027, 10, 31)})
    edit_task(engine, task_id, "deadline", old, later, who="Lan")
    assert overview(engine, document)[0]["due_on"] == date(2027, 10, 31)


def test_a_document_of_many_tasks(engine: Engine) -> None:
    """Five hundred corrections lie over five hundred tasks, and one more is as good as the first."""
    plan = three_tasks(*(f"Việc thứ {number} của năm." for number in range(500)))
    document = save_plan(engine, plan).document_id
    for task_id in ids(engine, document)[:20]:
        accept_task(engine, task_id, who="Lan")
    save_plan(engine, plan, force=True)
    reviews = [task.review for task in desk_tasks(engine, document)]
    assert (reviews.count("accepted"), reviews.count("read")) == (20, 480)


def test_a_verdict_is_passed_on_what_was_seen(engine: Engine, document: int) -> None:
    """Who saw an older state is told so, and nothing is written; who saw what stands is heard."""
    first, *_ = ids(engine, document)
    before = find_desk_task(engine, first)
    mark = mark_of(before.task, before.review)
    rename(engine, first, "Một")
    for act in (accept_task, reject_task):
        with pytest.raises(EditConflict):
            act(engine, first, who="Minh", seen=mark)
    now = find_desk_task(engine, first)
    assert len(now.corrections) == 1
    assert accept_task(engine, first, who="Minh", seen=mark_of(now.task, now.review)).state == "applied"


def test_pieces_are_merged_in_the_order_of_the_document(engine: Engine, document: int) -> None:
    """However they are named, the first on paper stays; a text that changed since it was seen stops all."""
    first, _, third = ids(engine, document)
    with pytest.raises(EditConflict):
        merge_tasks(engine, [first, third], who="Lan", seen={first: FIRST, third: "Khác"})
    said = merge_tasks(engine, [third, first], who="Lan", seen={first: f" {FIRST}", third: THIRD})
    assert (said.task_id, said.after["tasks"]) == (first, [first, third])
    assert texts(engine, document) == [f"{FIRST}\n{THIRD}", SECOND]
