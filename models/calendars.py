"""Deadlines as iCalendar (RFC 5545): every task with a last day is an all-day event, for each unit or for all."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import IO

from sqlalchemy import Engine, func, select

from models import tables as t
from models.bulk import CHUNK, chunks_of
from models.database import plain_errors
from models.runs import utc
from models.task_rows import Row, units_of

LINE_BYTES = 75
"""The longest line that the standard allows, without its end."""
SUMMARY_LETTERS = 120
RULES = {
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "semiannual": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
}
ROLES = {"lead": "Chủ trì", "coordinate": "Phối hợp", "direct": "Chỉ đạo"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What some readers take for the end of a line, where a text could slip in lines of its own."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a calendar whether it has an event already, and whether this is a newer form of it."""

    document: str
    """A word for the task's document that is the same everywhere."""
    moment: datetime
    """When it was read, or spoken of last."""
    revision: int
    """How often somebody spoke of it or took that back."""


Stamps = Callable[[Row], Stamp]


def write_calendar(stream: IO[bytes], rows: Iterable[Row], stamp: Stamps, name: str | None = None) -> None:
    """
    Write the deadlines of *rows*.

    Args:
        stamp: `stamps` of the database.
        name: of the calendar: a unit's name.
    """
    stream.write(_line("BEGIN", "VCALENDAR", escape=False))
    for key, value in (("VERSION", "2.0"), ("PRODID", "-//Kehoach//Deadlines//VI"), ("CALSCALE", "GREGORIAN")):
        stream.write(_line(key, value, escape=False))
    stream.write(_line("X-WR-CALNAME", name or "Kế hoạch"))
    for row in rows:
        if row["due_on"] is not None:
            stream.writelines(_event(row, stamp(row)))
    stream.write(_line("END", "VCALENDAR", escape=False))


def stamps(engine: Engine, ids: Iterable[int]) -> Stamps:
    """A function that gives the stamp of a row's task, of documents with these *ids*."""
    read: dict[int, tuple[str, datetime]] = {}
    spoken: dict[int, tuple[datetime, int]] = {}
    document, said = t.documents.c, t.corrections.c
    counted = select(
        said.task_id, func.max(said.made_at), func.max(said.withdrawn_at), func.count() + func.count(said.withdrawn_at)
    ).where(said.task_id.is_not(None))
    with plain_errors(engine.url), engine.connect() as connection:
        for chunk in chunks_of(ids, CHUNK):
            query = select(document.id, document.sha256, document.ingested_at).where(document.id.in_(chunk))
            read |= {number: (sha256[:16], utc(moment)) for number, sha256, moment in connection.execute(query)}
            talk = counted.where(said.document_id.in_(chunk)).group_by(said.task_id)
            for number, made, withdrawn, times in connection.execute(talk):
                spoken[number] = (max(utc(one) for one in (made, withdrawn) if one), times)

    def stamp(row: Row) -> Stamp:
        name, moment = read[row["document_id"]]
        last, times = spoken.get(row["task_id"], (moment, 0))
        return Stamp(name, max(moment, last), times)

    return stamp


def _event(row: Row, stamp: Stamp) -> Iterator[bytes]:
    due: date = row["due_on"]
    text = " ".join(row["text"].split())
    short = text if len(text) <= SUMMARY_LETTERS else text[: SUMMARY_LETTERS - 1].rstrip() + "…"
    yield _line("BEGIN", "VEVENT", escape=False)
    # The task's id stays when its words are corrected or read anew: calendars update the event they have.
    yield _line("UID", f"{stamp.document}-{row['task_id']}@kehoach", escape=False)
    yield _line("DTSTAMP", f"{stamp.moment.astimezone(UTC):%Y%m%dT%H%M%SZ}", escape=False)
    # Without a number that grows, some calendars take a corrected deadline for the event they have, and drop it.
    yield _line("SEQUENCE", str(stamp.revision), escape=False)
    yield _line("DTSTART;VALUE=DATE", _digits(due), escape=False)
    if due < date.max:
        yield _line("DTEND;VALUE=DATE", _digits(due + timedelta(days=1)), escape=False)
    if row["recurrence"] in RULES:
        yield _line("RRULE", RULES[row["recurrence"]] + _day_of_month(due, row["recurrence"]), escape=False)
    yield _line("SUMMARY", short)
    yield _line("DESCRIPTION", _description(row))
    yield _line("TRANSP", "TRANSPARENT", escape=False)
    if leads := units_of(row, "lead"):
        yield _fold("CATEGORIES:" + ",".join(_escaped(unit) for unit in leads))
    yield _line("END", "VEVENT", escape=False)


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _day_of_month(due: date, recurrence: str) -> str:
    """The day in each month of the rule, where not every month has it: the last day, or the nearest before it."""
    is_last = due.day == monthrange(due.year, due.month)[1]
    if recurrence == "yearly":
        # The 29th of February would come every fourth year.
        return ";BYMONTH=2;BYMONTHDAY=-1" if (due.month, due.day) == (2, 29) else ""
    if is_last:
        return ";BYMONTHDAY=-1"
    if due.day > 28:
        return f";BYMONTHDAY={','.join(map(str, range(28, due.day + 1)))};BYSETPOS=-1"
    return ""


def _description(row: Row) -> str:
    lines = [row["text"]]
    lines += [f"{word}: {'; '.join(units)}" for role, word in ROLES.items() if (units := units_of(row, role))]
    lines += [f"Sản phẩm: {row['deliverable']}"] if row["deliverable"] else []
    lines += [f"Thời hạn: {row['deadline_text']}"] if row["deadline_text"] else []
    where = ", ".join(part for part in (row["number"], row["source"], f"trang {row['page']}") if part)
    return "\n".join([*lines, where])


def _line(name: str, value: str, escape: bool = True) -> bytes:
    return _fold(f"{name}:{_escaped(value) if escape else value}")


def _escaped(value: str) -> str:
    plain = _CONTROL.sub("", _ENDS.sub("\n", value)).replace("\t", " ")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _fold(line: str) -> bytes:
    """*line* cut into lines of 75 bytes, never within a letter; each but the first begins with a space."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        encoded = letter.encode("utf-8", "replace")
        if len(piece) + len(encoded) > LINE_BYTES:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
