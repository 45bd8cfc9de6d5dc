"""What comes out of the database: JSON as in the contract, and spreadsheets that cannot be tricked."""

import csv
import gc
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from models.database import using_database
from models.errors import UsageError
from models.export import export, format_of
from models.plan import Assignment
from models.spreadsheets import HEADER, neutral, write_xlsx
from models.store import save_plan
from tests.models.plans import make_plan, make_task


@pytest.fixture
def filled(ready_database: Callable[[str], str]) -> Iterator[Engine]:
    """Two documents, the later in the alphabet first."""
    with using_database(ready_database("sqlite")) as engine:
        save_plan(engine, make_plan(source="b.pdf"))
        save_plan(engine, make_plan((make_task("Báo cáo."),), source="a.pdf", sha256="cd" * 32))
        yield engine


def written(engine: Engine, form: str, *wanted: str) -> bytes:
    """What `kehoach export` would print."""
    out = io.BytesIO()
    export(engine, wanted, format_of(form, None), None, out)
    return out.getvalue()


def test_json_is_a_list_of_documents(filled: Engine) -> None:
    """Each in the contract's form, dates as text, ordered by file name."""
    documents = json.loads(written(filled, "json"))
    assert [d["document"]["source"] for d in documents] == ["a.pdf", "b.pdf"]
    assert list(documents[0]) == ["document", "sections", "tasks", "targets", "citations", "findings"]
    task = documents[1]["tasks"][0]
    assert task["deadline"] == {
        "text": "Quý III/2027",
        "start_on": "2027-07-01",
        "due_on": "2027-09-30",
        "recurrence": None,
        "condition": None,
    }
    assert task["assignments"][0] == {"unit": "Văn phòng Sở", "role": "lead", "is_group": False, "text": "Văn phòng"}
    assert task["bbox"] == [56.7, 120.25, 300.0, 148.5]
    assert "evidence" not in task


def test_json_lines_hold_one_document_each(filled: Engine) -> None:
    """For programs that read as they go."""
    lines = written(filled, "jsonl").decode().splitlines()
    assert [json.loads(line)["document"]["source"] for line in lines] == ["a.pdf", "b.pdf"]


def test_an_empty_database_exports_an_empty_list(ready_database: Callable[[str], str]) -> None:
    """Still valid JSON, and a spreadsheet with its head."""
    with using_database(ready_database("sqlite")) as engine:
        assert json.loads(written(engine, "json")) == []
        assert written(engine, "csv").decode("utf-8-sig").splitlines() == [",".join(HEADER)]


def test_a_document_by_its_name(filled: Engine) -> None:
    """Only what was asked for comes out."""
    documents = json.loads(written(filled, "json", "b.pdf"))
    assert [d["document"]["source"] for d in documents] == ["b.pdf"]


def test_csv_has_one_row_a_task(filled: Engine) -> None:
    """Excel finds its mark in front, people find units in one cell."""
    content = written(filled, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [(row["source"], row["position"], row["label"]) for row in rows] == [
        ("a.pdf", "1", "1"),
        ("b.pdf", "1", "1"),
        ("b.pdf", "2", "2"),
    ]
    assert (rows[0]["lead_unit"], rows[0]["coordinating_units"]) == ("Văn phòng Sở", "Các phòng, đơn vị")
    assert (rows[0]["section_title"], rows[0]["due_on"]) == ("NHIỆM VỤ", "2027-09-30")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("- Tuyên truyền", "'- Tuyên truyền"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("\t=1+1", "'\t'=1+1"),  # a tab may part cells
        ("\uff1d1+1", "'\uff1d1+1"),
        # labels of tasks, plain numbers, and text that is none of a formula's business
        ("-", "-"),
        ("+", "+"),
        ("-12,5", "-12,5"),
        ("+95%", "+95%"),
        ("8.1", "8.1"),
        ("đ", "đ"),
        ("Đạt >= 95%", "Đạt >= 95%"),
        ("", ""),
    ],
)
def test_a_csv_cell_is_never_a_formula(value: str, cell: str) -> None:
    """An apostrophe in front of what a spreadsheet would reckon out; a label "-" stays a label."""
    assert neutral(value) == cell


def test_a_workbook_s_cells_are_text_whatever_they_begin_with(filled: Engine, tmp_path: Path) -> None:
    """The text is there letter for letter, as text; dates are dates; letters that XML forbids are left out."""
    unit = Assignment(unit="@Sở Nội vụ", role="lead", is_group=False, text="Sở Nội vụ")
    odd = make_task("=1+1\x0b", label="-", assignments=(unit,), note="+84 912")
    save_plan(filled, make_plan((odd,), source="c.pdf", sha256="ef" * 32))
    file = tmp_path / "tasks.xlsx"
    export(filled, ["c.pdf"], format_of(None, file), file, io.BytesIO())
    book = load_workbook(file)
    head, row = book["tasks"].iter_rows()
    cells = dict(zip((cell.value for cell in head), row, strict=True))
    assert [cells[name].value for name in ("text", "label", "lead_unit", "note")] == [
        "=1+1",
        "-",
        "@Sở Nội vụ",
        "+84 912",
    ]
    assert {cells[name].data_type for name in ("text", "label", "lead_unit", "note")} == {"s"}
    assert cells["text"].quotePrefix
    assert not cells["label"].quotePrefix
    assert cells["due_on"].is_date
    book.close()


def test_the_output_s_name_says_the_format(tmp_path: Path) -> None:
    """--format before the name before JSON."""
    assert format_of(None, Path("x.XLSX")) == "xlsx"
    assert format_of("csv", Path("x.json")) == "csv"
    assert format_of(None, Path("x.dat")) == format_of(None, None) == "json"
    with pytest.raises(UsageError, match="'pdf'"):
        format_of("pdf", None)


def test_a_file_appears_only_when_it_is_whole(filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure in the middle leaves the old file, and nothing beside it."""
    file = tmp_path / "plans.json"
    file.write_text("old")

    def fail(*_: object) -> Iterator[object]:
        raise RuntimeError("half way")

    monkeypatch.setattr("models.export.load_plans", fail)
    with pytest.raises(RuntimeError):
        export(filled, (), "json", file, io.BytesIO())
    assert [path.name for path in tmp_path.iterdir()] == ["plans.json"]
    assert file.read_text() == "old"


def test_outputs_that_cannot_be(filled: Engine, tmp_path: Path) -> None:
    """A spreadsheet on the terminal and a folder that is not there are wrong usage, told plainly."""
    with pytest.raises(UsageError, match="spreadsheet"):
        written(filled, "xlsx")
    with pytest.raises(UsageError, match="cannot be written"):
        export(filled, (), "json", tmp_path / "no" / "x.json", io.BytesIO())


def test_a_workbook_on_a_full_disk_fails_once() -> None:
    """Nothing of it is tried again behind our back, which would be told in words of the machine's own."""

    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_xlsx(Full(), (), str)
    gc.collect()
