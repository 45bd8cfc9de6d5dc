"""What people said that printed names of units mean: told once, used by every later import."""

from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select, update

from models import tables as t
from models.bulk import digest_of, insert_or_leave, storable
from models.correction import Correction, Json
from models.database import plain_errors, transact
from models.errors import UsageError
from models.overlay import correction_of
from models.rows import Values
from models.search_words import without_marks, words_of
from models.standing import clean, find_correction, write_down
from models.unit_rows import claim_unit


def aliases_by_people(engine: Engine) -> dict[str, str]:
    """Printed name to the unit's canonical name, sorted."""
    alias = t.unit_aliases.c
    query = select(alias.alias, t.units.c.name).join(t.units).where(alias.made_by.is_not(None))
    with plain_errors(engine.url), engine.connect() as connection:
        return dict(sorted((printed, name) for printed, name in connection.execute(query)))


def keep_name(connection: Connection, printed: str, unit: str, who: str) -> None:
    """Write down that *printed* means *unit*."""
    unit_id = claim_unit(connection, unit)
    alias = t.unit_aliases.c
    row = storable({"unit_id": unit_id, "alias": printed, "key": digest_of(printed)})
    connection.execute(insert_or_leave(connection, t.unit_aliases, "unit_id", "key"), [row])
    same = (alias.unit_id == unit_id, alias.key == row["key"])
    connection.execute(update(t.unit_aliases).where(*same).values(made_by=who))


def forget_name(connection: Connection, printed: str) -> str | None:
    """Take back what people said that *printed* means; the unit's name, where somebody had said."""
    alias = t.unit_aliases.c
    mine = (alias.key == digest_of(printed), alias.made_by.is_not(None))
    told = connection.execute(select(alias.id, t.units.c.name).join(t.units).where(*mine)).all()
    for alias_id, _ in told:
        used = select(t.assignments.c.id).where(
            t.assignments.c.unit_id == alias.unit_id, t.assignments.c.text == printed
        )
        connection.execute(update(t.unit_aliases).where(alias.id == alias_id).values(made_by=None))
        connection.execute(delete(t.unit_aliases).where(alias.id == alias_id, ~used.exists()))
    return told[0].name if told else None


def continues(shorter: str, longer: str) -> bool:
    """Whether *longer* is *shorter* with more words behind it: a name whose rest the document's own context gives."""
    start, whole = (without_marks(words_of(text)).split() for text in (shorter, longer))
    return len(start) < len(whole) and whole[: len(start)] == start


def name_unit(engine: Engine, alias: str, unit: str, *, who: str) -> Correction:
    """Say that what is printed as *alias* means *unit*: the next import reads it so, in every document."""
    return transact(engine, lambda connection: _name_unit(connection, alias, unit, who))


def names_given(engine: Engine) -> tuple[Correction, ...]:
    """The names in force that people gave, each with who and when, newest first."""
    with plain_errors(engine.url), engine.connect() as connection:
        return tuple(one for one in reversed(_said(connection)) if one.state == "applied")


def hold_name(connection: Connection, printed: str) -> None:
    """Put in force what was said last, and not taken back, of what *printed* means; nothing if nobody says anything."""
    said = [one for one in _said(connection) if one.after["alias"] == printed and one.state != "withdrawn"]
    forget_name(connection, printed)
    if said:
        keep_name(connection, printed, said[-1].after["unit"], said[-1].who)
    for one in said:
        state = "applied" if one is said[-1] else "superseded"
        if one.state != state:
            connection.execute(update(t.corrections).where(t.corrections.c.id == one.id).values(state=state))


def _said(connection: Connection) -> tuple[Correction, ...]:
    query = select(t.corrections).where(t.corrections.c.action == "unit-alias").order_by(t.corrections.c.id)
    return tuple(correction_of(row) for row in connection.execute(query))


def _name_unit(connection: Connection, alias: str, unit: str, who: str, at: datetime | None = None) -> Correction:
    printed, name = (" ".join(clean(text).split()) for text in (alias, unit))
    if not printed or not name:
        raise UsageError("A unit's name cannot be empty.")
    before = forget_name(connection, printed)
    after = {"alias": printed, "unit": name}
    row: Values = {"action": "unit-alias", "field": "unit", "before": before, "after": after, "who": who}
    number = write_down(connection, row | {"document_id": None, "task_id": None, "base": None, "made_at": at})
    hold_name(connection, printed)
    return find_correction(connection, number)


def learn_names(
    connection: Connection, before: Json, after: Json, who: str, all_of_them: bool, at: datetime | None = None
) -> None:
    """Take printed names whose unit a person changed as names of the new unit from now on."""
    read = {one["text"]: one["unit"] for one in before}
    for one in after:
        printed, unit, old = one["text"], one["unit"], read.get(one["text"])
        if old is None or old == unit or not printed.strip():
            continue
        if all_of_them or not (continues(printed, unit) or continues(old, unit)):
            _name_unit(connection, printed, unit, who, at)
