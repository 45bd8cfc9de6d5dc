"""Lays what people said of a document's own record (its number, date, title, issuer) over what was read of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, update

from models import tables as t
from models.bulk import storable
from models.correction import Correction, Json
from models.errors import UsageError
from models.plan import Document

HEAD_FIELDS = ("kind", "number", "title", "label", "issuer", "parent_issuer", "place", "issued_on", "year")
"""The fields of a document that a person can correct."""
YEARS = range(1, 10_000)


def head_of(document: Any) -> dict[str, Json]:
    """The fields that can be corrected, as JSON holds them, of a `Document` or a row of `documents`."""
    return {name: _json(getattr(document, name)) for name in HEAD_FIELDS}


def head_as_read(connection: Connection, document_id: int) -> dict[str, Json]:
    """What was read of a document's record, as JSON holds it."""
    row = connection.execute(select(t.documents).where(t.documents.c.id == document_id)).one()
    return head_of(row) | (row.reading or {})


def document_as_read(connection: Connection, document_id: int, document: Document) -> Document:
    """*document* without what people corrected of its record."""
    reading = connection.scalar(select(t.documents.c.reading).where(t.documents.c.id == document_id))
    return with_head(document, reading) if reading else document


def with_head(document: Document, values: dict[str, Json]) -> Document:
    """
    *document* with other values in its record.

    Raises:
        UsageError: a value is nothing that its field can hold.
    """
    try:
        made = Document.model_validate(document.model_dump() | values)
    except ValueError as error:
        (field, *_) = values
        raise UsageError(f"The {field} cannot be {values[field]!r}.", str(error).splitlines()[0]) from error
    if made.year is not None and made.year not in YEARS:
        raise UsageError(f"The year cannot be {made.year}.", "Give four digits.")
    return made


def lay_head(connection: Connection, document_id: int, corrections: Sequence[Correction]) -> None:
    """Put in force what people said of a document's record, keep what was read, and write down how each word stands."""
    said = [one for one in corrections if one.action == "head" and one.field]
    if not said:
        return
    read = head_as_read(connection, document_id)
    last = {one.field: one for one in said if one.state != "withdrawn"}
    for one in said:
        if one.state == "withdrawn":
            continue
        is_same = read[str(one.field)] in (one.base, one.after)
        state = "superseded" if one is not last[one.field] else "applied" if is_same else "reading-changed"
        if state != one.state:
            connection.execute(update(t.corrections).where(t.corrections.c.id == one.id).values(state=state))
    changed = {str(one.field): one.after for one in last.values() if one.after != read[str(one.field)]}
    stands = {name: _stored(name, value) for name, value in (read | changed).items()}
    reading = {"reading": {name: read[name] for name in changed} or None}
    connection.execute(update(t.documents).where(t.documents.c.id == document_id).values(storable(stands | reading)))


def _stored(field: str, value: Json) -> Any:
    return date.fromisoformat(value) if field == "issued_on" and value else value


def _json(value: Any) -> Json:
    return value.isoformat() if hasattr(value, "isoformat") else value
