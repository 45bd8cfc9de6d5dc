"""What others get: spreadsheets of tasks and units, Parquet, calendars; as corrected, or as read."""

import io
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from models.calendars import LINE_BYTES
from models.corrections import edit_task, reject_task, withdraw
from models.desk_tasks import desk_tasks
from models.errors import ProgramMissing, UsageError
from models.export import Format, export
from models.plan import Assignment, Deadline
from models.runs import FileRecord, start_run
from models.spreadsheets import neutral
from models.store import load_plan, save_plan
from tests.models.plans import make_plan, make_task

DUE = date(2027, 9, 30)
LONG = "Rà soát, cập nhật; công bố đầy đủ thủ tục hành chính\nthuộc phạm vi quản lý \\ của Sở " * 3


def deadline(**more: Any) -> Deadline:
    """A deadline on DUE."""
    return Deadline(**{"text": "30/9", "start_on": None, "due_on": DUE, "recurrence": None, "condition": None} | more)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A plan of three tasks of two units, the second corrected, the third rejected."""
    culture = (Assignment(unit="Phòng Văn hóa", role="lead", is_group=False, text="P. VH"),)
    tasks = (
        make_task(LONG, label="1", deadline=deadline(recurrence="monthly")),
        make_task("Việc hai", label="2", assignments=culture, deadline=None),
        make_task("Việc ba", label="3"),
    )
    document = save_plan(engine, make_plan(tasks)).document_id
    _, second, third = desk_tasks(engine, document)
    edit_task(engine, second.id, "text", "Việc hai", "=Việc hai, đã sửa", who="Lan")
    reject_task(engine, third.id, who="Lan")
    return engine


def written(engine: Engine, form: Format, **more: Any) -> bytes:
    """What is printed."""
    out = io.BytesIO()
    export(engine, (), form, None, out, **more)
    return out.getvalue()


def sheets(engine: Engine, file: Path, **more: Any) -> Any:
    """The workbook written to *file*."""
    export(engine, (), "xlsx", file, io.BytesIO(), **more)
    return load_workbook(file)


def values(sheet: Any) -> list[dict[str, Any]]:
    """Rows of a sheet by header."""
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_export_is_corrected_unless_asked_as_read(filled: Engine, tmp_path: Path) -> None:
    """In every format, people's word or the machine's."""
    for as_read, expected in (
        (False, [LONG, "=Việc hai, đã sửa"]),
        (True, [LONG, "Việc hai", "Việc ba"]),
    ):
        (document,) = json.loads(written(filled, "json", as_read=as_read))
        assert [task["text"] for task in document["tasks"]] == expected
        (line,) = written(filled, "jsonl", as_read=as_read).splitlines()
        assert json.loads(line) == document
        book = sheets(filled, tmp_path / "t.xlsx", as_read=as_read)
        assert [row["text"] for row in values(book["tasks"])] == expected
        assert "'=Việc" in written(filled, "csv").decode()
    assert load_plan(filled, 1).tasks[1].text == "=Việc hai, đã sửa"


def test_rows_as_read_are_those_of_the_overview(engine: Engine, tmp_path: Path) -> None:
    """Where nobody corrected a field, both ways give the same cells."""
    document = save_plan(engine, make_plan()).document_id
    before = written(engine, "csv")
    first, *_ = desk_tasks(engine, document)
    edit_task(engine, first.id, "note", None, "Gấp", who="Lan")
    assert written(engine, "csv", as_read=True) == before != written(engine, "csv")


def test_a_spreadsheet_as_an_analyst_would_make_it(filled: Engine, tmp_path: Path) -> None:
    """Header in sight, a filter, dates as dates, and a sheet that counts each unit's tasks."""
    book = sheets(filled, tmp_path / "t.xlsx")
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
        assert sheet["A1"].font.bold
    assert values(book["units"]) == [
        {"unit": "Phòng Văn hóa", "leads": 1, "coordinates": 0, "directs": 0, "leads_without_deadline": 1}
        | {"first_due_on": None, "last_due_on": None},
        {"unit": "Văn phòng Sở", "leads": 1, "coordinates": 0, "directs": 0, "leads_without_deadline": 0}
        | {"first_due_on": _midnight(DUE), "last_due_on": _midnight(DUE)},
        {"unit": "Các phòng, đơn vị", "leads": 0, "coordinates": 1, "directs": 0, "leads_without_deadline": 0}
        | {"first_due_on": None, "last_due_on": None},
    ]
    assert {cell.data_type for row in book["tasks"].iter_rows() for cell in row} <= {"s", "n", "d"}


def _midnight(day: date) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)


def test_each_row_leads_to_its_page(engine: Engine, tmp_path: Path) -> None:
    """To the file where it was found; by its name beside the sheet where it is not there any more."""
    plan = tmp_path / "kế hoạch #1.pdf"
    plan.write_bytes(b"%PDF")
    record = FileRecord(start_run(engine, []), str(plan), "ab" * 32, "new")
    save_plan(engine, make_plan((make_task(page=2),)), record=record)
    save_plan(engine, make_plan((make_task(),), source="đã mất.pdf", sha256="cd" * 32))
    sheet = sheets(engine, tmp_path / "t.xlsx")["tasks"]
    places = [cell.value for cell in sheet[1]]
    links = [sheet.cell(row, places.index("source") + 1).hyperlink for row in (2, 3)]
    targets = [f"{link.target}#{link.location}" if link.location else link.target for link in links]
    assert sorted(targets) == sorted([f"{plan.as_uri()}#page=2", "%C4%91%C3%A3%20m%E1%BA%A5t.pdf#page=1"])


def test_only_one_unit_s_tasks(filled: Engine) -> None:
    """By words of its name, with or without marks; whole documents are not cut."""
    assert written(filled, "csv", unit="van hoa").count(b"\r\n") == 2
    assert written(filled, "csv", unit='"Văn hóa"').count(b"\r\n") == 1
    assert written(filled, "csv", unit='"phong van hoa"').count(b"\r\n") == 2
    with pytest.raises(UsageError):
        written(filled, "json", unit="van hoa")


def test_parquet_has_dates_and_comments(filled: Engine, tmp_path: Path) -> None:
    """Every column of the overview, typed."""
    import pyarrow.parquet as pq

    export(filled, (), "parquet", tmp_path / "t.parquet", io.BytesIO())
    table = pq.read_table(tmp_path / "t.parquet")
    assert [row["due_on"] for row in table.to_pylist()] == [DUE, None]
    assert table.schema.field("due_on").metadata == {b"comment": b"Last day of the time given."}


def test_parquet_without_its_library(filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, and no file is left."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ProgramMissing) as caught:
        export(filled, (), "parquet", tmp_path / "t.parquet", io.BytesIO())
    assert "kehoach[parquet]" in caught.value.advice
    assert list(tmp_path.iterdir()) == []


def events(calendar: bytes) -> list[dict[str, str]]:
    """Events of a calendar, lines unfolded."""
    text = calendar.decode().replace("\r\n ", "")
    return [
        dict(line.split(":", 1) for line in event.strip().splitlines() if ":" in line)
        for event in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.S)
    ]


def test_a_calendar_of_deadlines(filled: Engine) -> None:
    """An all-day event a task with a last day; signs escaped, cycles as rules."""
    (event,) = events(written(filled, "ics"))
    assert event["DTSTART;VALUE=DATE"] == "20270930"
    assert event["DTEND;VALUE=DATE"] == "20271001"
    assert event["RRULE"] == "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert event["SUMMARY"].startswith("Rà soát\\, cập nhật\\; công bố")
    assert "hành chính\\nthuộc phạm vi quản lý \\\\ của Sở" in event["DESCRIPTION"]
    assert event["DESCRIPTION"].endswith("12/KH-SVH\\, lac-ha.pdf\\, trang 1")
    assert event["CATEGORIES"] == "Văn phòng Sở"
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])


def test_lines_of_a_calendar_are_short_and_whole(filled: Engine) -> None:
    """At most 75 bytes, none cut within a letter, each ended by CR and LF."""
    lines = written(filled, "ics").split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) == LINE_BYTES or max(map(len, lines)) > LINE_BYTES - 4
    assert all(b"\n" not in line and line.decode() is not None for line in lines)
    assert max(map(len, lines)) <= LINE_BYTES


@pytest.mark.parametrize(
    ("due", "recurrence", "rule"),
    [
        (date(2027, 9, 30), "monthly", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (date(2027, 10, 30), "monthly", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        (date(2027, 10, 29), "quarterly", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29;BYSETPOS=-1"),
        (date(2027, 10, 28), "semiannual", "FREQ=MONTHLY;INTERVAL=6"),
        (date(2028, 2, 29), "yearly", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        (date(2027, 2, 28), "yearly", "FREQ=YEARLY"),
        (date(9999, 12, 31), "yearly", "FREQ=YEARLY"),
        (date(2027, 12, 31), "continuous", None),
    ],
)
def test_a_cycle_leaves_no_month_out(engine: Engine, due: date, recurrence: str, rule: str | None) -> None:
    """What falls due on a day that some months lack falls due there on the last day before it."""
    save_plan(engine, make_plan((make_task(deadline=deadline(due_on=due, recurrence=recurrence)),)))
    (event,) = events(written(engine, "ics"))
    assert event.get("RRULE") == rule


def test_a_text_cannot_add_lines_to_a_calendar(engine: Engine) -> None:
    """Whatever some reader takes for the end of a line is none in what we write; nothing but our own properties."""
    ends = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029")
    nasty = "".join(f"{end}END:VEVENT{end}BEGIN:VALARM{end}ATTACH:http://x" for end in ends)
    unit = Assignment(unit=f"Sở{nasty}", role="lead", is_group=False, text="Sở")
    save_plan(engine, make_plan((make_task(f"Việc{nasty}", assignments=(unit,), deadline=deadline()),)))
    text = written(engine, "ics").decode()
    assert text.replace("\r\n", "\n").splitlines() == text.split("\r\n")[:-1]
    names = {re.split("[:;]", line)[0] for line in text.replace("\r\n ", "").splitlines()}
    allowed = {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "X-WR-CALNAME",
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
    }
    assert names <= allowed | {"SUMMARY", "DESCRIPTION", "TRANSP", "CATEGORIES"}
    assert text.count("BEGIN:VEVENT") == text.count("\r\nEND:VEVENT") == 1


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1+1", "'\t'=1+1"),
        ("\r@SUM(A1)", "'\r'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("Họp; =cmd|' /C calc'!A0", "Họp; '=cmd|' /C calc'!A0"),
        ("Họp\n@SUM(A1)", "Họp\n'@SUM(A1)"),
        ("Họp;-cmd|x", "Họp;'-cmd|x"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("- Rà soát", "'- Rà soát"),
        ("Rà soát;\n- công khai; - báo cáo", "Rà soát;\n- công khai; - báo cáo"),
        ("-", "-"),
        ("-5%", "-5%"),
        ("Tăng 5; -3", "Tăng 5; -3"),
        ("A = B", "A = B"),
    ],
)
def test_no_cell_becomes_a_formula(value: str, cell: str) -> None:
    """Neither the cell, nor what a spreadsheet that cuts lines at ';' takes for one; line items stay."""
    assert neutral(value) == cell


def test_a_linked_cell_stays_text(engine: Engine, tmp_path: Path) -> None:
    """A file named like a formula is a name, also when somebody edits its cell."""
    save_plan(engine, make_plan((make_task(),), source="=cmd|calc.pdf"))
    sheet = sheets(engine, tmp_path / "t.xlsx")["tasks"]
    cell = next(cell for cell in sheet[2] if cell.value == "=cmd|calc.pdf")
    assert (cell.data_type, cell.quotePrefix, cell.hyperlink is not None) == ("s", True, True)


def test_a_sheet_reads_well_on_screen_and_paper(filled: Engine, tmp_path: Path) -> None:
    """Long texts wrap, everything begins at the top, days are days; printed across, the header on every page."""
    sheet = sheets(filled, tmp_path / "t.xlsx")["tasks"]
    first = {name.value: cell for name, cell in zip(sheet[1], sheet[2], strict=True)}
    assert first["text"].alignment.wrap_text
    assert not first["due_on"].alignment.wrap_text
    assert {cell.alignment.vertical for cell in sheet[2]} == {"top"}
    assert (first["due_on"].is_date, first["due_on"].number_format) == (True, "yyyy-mm-dd")
    assert first["source"].style == "Hyperlink"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")


def test_events_keep_their_names(filled: Engine) -> None:
    """A calendar that has an event already updates it, whatever was corrected or read again."""
    (before,) = events(written(filled, "ics"))
    first, *_ = desk_tasks(filled, 1)
    edit_task(filled, first.id, "text", first.task.text, "Khác hẳn", who="Lan")
    (after,) = events(written(filled, "ics"))
    assert (after["UID"], after["SUMMARY"]) == (before["UID"], "Khác hẳn")


def test_a_corrected_event_is_newer(filled: Engine) -> None:
    """Each word about a task, and each that is taken back, gives its event a higher number and a later moment."""
    (read,) = events(written(filled, "ics"))
    first, *_ = desk_tasks(filled, 1)
    said = edit_task(filled, first.id, "note", None, "Gấp", who="Lan")
    (corrected,) = events(written(filled, "ics"))
    withdraw(filled, said.id, who="Lan")
    (taken_back,) = events(written(filled, "ics"))
    assert [one["SEQUENCE"] for one in (read, corrected, taken_back)] == ["0", "1", "2"]
    assert corrected["DTSTAMP"] == f"{said.made_at:%Y%m%dT%H%M%SZ}"
    assert read["DTSTAMP"] <= corrected["DTSTAMP"] <= taken_back["DTSTAMP"]


def test_a_calendar_for_each_unit(filled: Engine, tmp_path: Path) -> None:
    """Into a folder, a file for every unit that has a deadline, named for it."""
    export(filled, (), "ics", tmp_path, io.BytesIO())
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["cac-phong-don-vi.ics", "van-phong-so.ics"]
    assert "X-WR-CALNAME:Văn phòng Sở" in (tmp_path / names[1]).read_text("utf-8")
