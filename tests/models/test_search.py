"""Searching: with marks or without, ranked, in step with the rows, alike on both databases."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from models import search, search_words
from models import tables as t
from models.errors import UsageError
from models.plan import Assignment, Deadline, Plan
from models.search import Wanted, count_tasks, find_words, found_rows, search_tasks
from models.store import save_plan
from tests.models.plans import make_plan, make_task

CLOSE = "Bảo đảm trật tự đô thị"
APART = "Trật tự, vệ sinh được bảo vệ và đảm nhận"
BARE = "Bao dam an toan"
OTHER = "Công khai số 63/KH-UBND, 100% hồ sơ"


def plan(*texts: str) -> Plan:
    """A plan with a task for each text, all by the office of the Sở, due in September 2027."""
    return make_plan(tuple(make_task(text, label=str(number)) for number, text in enumerate(texts, 1)))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A database with four tasks."""
    save_plan(engine, plan(APART, CLOSE, BARE, OTHER))
    return engine


def found(engine: Engine, words: str = "", **more: object) -> list[str]:
    """Texts of the tasks found, best first."""
    return [hit.text for hit in search_tasks(engine, Wanted(words, **more)).hits]  # type: ignore[arg-type]


def test_all_that_is_found_is_handed_on(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way of writing the words, in the order of the page, none left out for being many."""
    monkeypatch.setattr(search, "RANKED", 1)
    rows, documents = found_rows(filled, Wanted("bảo đảm"), limit=10)
    assert [row["text"] for row in rows] == [APART, CLOSE, BARE]
    assert documents == [rows[0]["document_id"]]
    assert [row["text"] for row in found_rows(filled, Wanted("bao dam"), limit=2)[0]] == [APART, CLOSE]
    assert found_rows(filled, Wanted('")('), limit=10) == ([], [])
    assert [count_tasks(filled, Wanted(words)) for words in ("bảo đảm", '")(', "", "63/KH-UBND")] == [3, 0, 4, 1]
    assert len(found_rows(filled, Wanted(role="lead"), limit=10)[0]) == 4


def test_a_unit_in_quotes_is_that_unit_alone(engine: Engine) -> None:
    """Words find every unit that has them in its name; in quotes they are the whole name, marks or not."""
    names = ("Phòng Công nghệ", "Phòng Công nghệ và Chuyên ngành")
    units = [(Assignment(unit=name, role="lead", is_group=False, text=name),) for name in names]
    save_plan(engine, make_plan(tuple(make_task(one[0].unit, assignments=one) for one in units)))
    assert found(engine, unit="phong cong nghe") == list(names)
    assert found(engine, unit='"Phòng Công nghệ"') == found(engine, unit='"phong cong nghe"') == [names[0]]
    assert found(engine, unit='"cong nghe"') == found(engine, unit='""') == []


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("bảo đảm", [CLOSE, APART, BARE]),
        ("bao dam", [CLOSE, BARE, APART]),
        ("BẢO ĐẢM", [CLOSE, APART, BARE]),
        ('"bảo đảm"', [CLOSE, BARE]),
        ("đô thị", [CLOSE]),
        ("63/KH-UBND", [OTHER]),
        ("63 kh", [OTHER]),
        ("văn phòng sở", [APART, CLOSE, BARE, OTHER]),
        ("trật tự vệ sinh", [APART]),
        ("tàu ngầm", []),
        ("AND", []),
        ("công khai NOT hồ sơ", []),
        ('")(*:^', []),
        ('công "khai', [OTHER]),
        ("100%", [OTHER]),
        ("\0công khai", [OTHER]),
    ],
)
def test_words_are_found(filled: Engine, words: str, texts: list[str]) -> None:
    """Side by side before apart, as typed before without marks; signs mean nothing."""
    hits = found(filled, words)
    assert sorted(hits) == sorted(texts)
    if words in ("bảo đảm", "BẢO ĐẢM", '"bảo đảm"'):
        assert hits == texts
    elif words == "bao dam":
        assert hits[-1] == APART


def test_every_field_that_a_reader_remembers_is_searched(engine: Engine) -> None:
    """Group, deliverable, note, condition and units count as well as the text."""
    deadline = Deadline(text="x", start_on=None, due_on=None, recurrence=None, condition="khi có mưa lũ")
    task = make_task("Trực ban", group="Nhóm việc hè", deliverable="Sổ trực", note="Luân phiên", deadline=deadline)
    save_plan(engine, make_plan((task,)))
    for words in ("nhom viec", "sổ trực", "luân phiên", "mưa lũ", "các phòng"):
        assert found(engine, words) == ["Trực ban"]


def test_the_index_is_in_step_with_the_rows(filled: Engine) -> None:
    """A reading that replaces another takes its words along, on SQLite in the index itself."""
    save_plan(filled, plan(CLOSE, "Trồng cây"), force=True)
    assert found(filled, "trong cay") == ["Trồng cây"]
    assert found(filled, "công khai") == []
    assert found(filled, "an toàn") == []
    with filled.connect() as connection:
        assert len(connection.execute(select(t.task_search)).all()) == 2
        if filled.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO task_search_index(task_search_index) VALUES('integrity-check')")


@pytest.fixture
def two_documents(filled: Engine) -> Engine:
    """Another document with tasks of other units, sections and days."""
    leads = (
        Assignment(unit="Phòng Tổ chức", role="lead", is_group=False, text="P. TC"),
        Assignment(unit="Văn phòng Sở", role="coordinate", is_group=False, text="Văn phòng"),
    )
    due = Deadline(text="31/12/2027", start_on=None, due_on=date(2027, 12, 31), recurrence=None, condition=None)
    tasks = (
        make_task("Bảo đảm nhân sự", section="II.1", assignments=leads, deadline=due),
        make_task("Sắp xếp nhân sự", section="III", assignments=leads, deadline=None),
    )
    save_plan(filled, make_plan(tasks, sha256="cd" * 32, number="8/KH-SNV", source="nhan-su.pdf"))
    return filled


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        (Wanted("bảo đảm", unit="to chuc"), ["Bảo đảm nhân sự"]),
        (Wanted(unit="P. TC"), ["Bảo đảm nhân sự", "Sắp xếp nhân sự"]),
        (Wanted("bảo đảm", unit="văn phòng", role="coordinate"), ["Bảo đảm nhân sự"]),
        (Wanted("nhân sự", role="direct"), []),
        (Wanted("bảo đảm", due_after=date(2027, 10, 1)), ["Bảo đảm nhân sự"]),
        (Wanted("bảo đảm", due_before=date(2027, 12, 31), documents=("8/KH-SNV",)), []),
        (Wanted("nhân sự", due_before=date(2028, 1, 1)), ["Bảo đảm nhân sự"]),
        (Wanted(section="II"), ["Bảo đảm nhân sự"]),
        (Wanted(section="I", words="đô thị"), [CLOSE]),
        (Wanted("bao dam", documents=("nhan-su.pdf",)), ["Bảo đảm nhân sự"]),
        (Wanted(documents=("nhan-su.pdf",)), ["Bảo đảm nhân sự", "Sắp xếp nhân sự"]),
        (Wanted(section="%"), []),
    ],
)
@pytest.mark.parametrize("few", [2000, 0])
def test_everything_asked_for_must_hold(
    two_documents: Engine, wanted: Wanted, texts: list[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the words are looked for in few tasks, or the tasks among many words; without words, by deadline."""
    monkeypatch.setattr(search, "FEW", few)
    assert [hit.text for hit in search_tasks(two_documents, wanted).hits] == texts


def test_results_come_in_pages(filled: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page, each task once, also where the matches are too many to be ranked."""
    monkeypatch.setattr(search, "RANKED", 3)
    for wanted in (Wanted(), Wanted("van phong so")):
        first = search_tasks(filled, wanted, limit=2)
        second = search_tasks(filled, wanted, limit=2, offset=2)
        assert first.has_more
        assert len({hit.task_id for hit in first.hits + second.hits}) == 3 + (not wanted.words)


def test_an_unknown_document_is_told(filled: Engine) -> None:
    """Not an empty answer."""
    with pytest.raises(UsageError):
        search_tasks(filled, Wanted("x", documents=("none.pdf",)))


def test_a_hit_tells_where_the_words_stand() -> None:
    """Each word by its letters, marks or not, in the printed text."""
    assert find_words("Bảo đảm, bao dam.", "đảm") == ((4, 7), (13, 16))
    assert find_words("Số 63/KH-UBND", "63/kh") == ((3, 5), (6, 8))
    assert find_words("Bảo đảm", "") == ()


def test_words_as_the_index_knows_them() -> None:
    """Lower case, NFC, no signs; marks kept, then taken off where there are any."""
    assert search_words.words_of("Số 63/KH-UBND, ĐÔ_THI\u0323") == "số 63 kh ubnd đô thị"
    assert search_words.without_marks("số đường ðô") == "so duong do"
    assert search_words.indexed_words(["Số 5", None, "ab"]) == "số 5\nab\nso 5\nab"
    assert search_words.indexed_words(["ab c"]) == "ab c"


def test_a_cell_of_a_hundred_thousand_letters_can_be_stored(engine: Engine) -> None:
    """What is beyond the first ones is not searched; the task is whole."""
    long = "một hai ba bốn " * 20_000 + "đoạn cuối"
    save_plan(engine, plan(long, " ".join(f"chữ{number}" for number in range(30_000))))
    assert found(engine, "hai ba") == [long]
    assert found(engine, "đoạn cuối") == []
