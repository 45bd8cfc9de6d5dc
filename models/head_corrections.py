"""Takes down what people say of a document's own record, such as a number that was read wrong."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from models import tables as t
from models.correction import Correction, Json
from models.database import transact
from models.errors import EditConflict, UsageError
from models.heads import HEAD_FIELDS, head_as_read, head_of, lay_head, with_head
from models.overlay import corrections_of
from models.plan import Document
from models.standing import Place, clean, find_correction, place_in, write_down


def correct_document(
    engine: Engine, document_id: int, field: str, seen: Json, value: Json, *, who: str, at: datetime | None = None
) -> Correction:
    """
    Change one field of a document's own record, such as its number.

    Args:
        field: one of `models.heads.HEAD_FIELDS`.
        seen: the value that the person saw, as JSON: a day as 2026-12-31.
        value: the new one, likewise.
        at: when, where several fields are changed in one breath.
    Raises:
        EditConflict: somebody else changed the field in the meantime.
        UsageError: no such document or field, or nothing that the field can hold.
    """
    if field not in HEAD_FIELDS:
        raise UsageError(
            f"A document has no field {field!r} that can be corrected.", f"One of {', '.join(HEAD_FIELDS)}."
        )

    def work(connection: Connection) -> Correction:
        place = place_in(connection, document_id, ())
        row = connection.execute(select(t.documents).where(t.documents.c.id == document_id)).one()
        before = head_of(row)[field]
        if before != _cleaned(seen):
            heads = [one for one in place.corrections if one.action == "head" and one.field == field]
            who_else = heads[-1].who if heads else None
            raise EditConflict(
                f"The {field} of the document was changed in the meantime.", "Look at it again.", before, who_else
            )
        return say_of_head(place, field, before, _checked_head(row, field, _cleaned(value)), who, at)

    return transact(engine, work)


def say_of_head(
    place: Place, field: str, before: Json, after: Json, who: str, at: datetime | None = None
) -> Correction:
    """Write down what somebody said of a document's record, and put it in force."""
    base = head_as_read(place.connection, place.document_id)[field]
    row = {"document_id": place.document_id, "task_id": None, "action": "head", "field": field, "who": who}
    number = write_down(place.connection, row | {"before": before, "after": after, "base": base, "made_at": at})
    lay_head(place.connection, place.document_id, corrections_of(place.connection, place.document_id))
    return find_correction(place.connection, number)


def _checked_head(row: Any, field: str, value: Json) -> Json:
    blank = Document.model_construct(**{name: getattr(row, name, None) for name in Document.model_fields})
    whole = blank.model_copy(update={"signer": None, "attached_to": None, "recipients": ()})
    return head_of(with_head(whole, {field: value}))[field]


def _cleaned(value: Json) -> Json:
    return (clean(value) or None) if isinstance(value, str) else value
