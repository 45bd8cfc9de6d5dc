"""What people said that printed names of units mean: told once, used by every later import."""

from sqlalchemy import Connection, Engine, delete, select, update

from models import tables as t
from models.bulk import digest_of, insert_or_leave, storable
from models.database import plain_errors
from models.search_words import without_marks, words_of
from models.unit_rows import claim_unit


def aliases_by_people(engine: Engine) -> dict[str, str]:
    """Printed name to the unit's canonical name, sorted."""
    alias = t.unit_aliases.c
    query = select(alias.alias, t.units.c.name).join(t.units).where(alias.made_by.is_not(None))
    with plain_errors(engine.url), engine.connect() as connection:
        return dict(sorted((printed, name) for printed, name in connection.execute(query)))


def keep_name(connection: Connection, printed: str, unit: str, who: str) -> str | None:
    """Write down that *printed* means *unit*; the unit that it meant until now, where a person had said so."""
    before = forget_name(connection, printed)
    unit_id = claim_unit(connection, unit)
    alias = t.unit_aliases.c
    row = storable({"unit_id": unit_id, "alias": printed, "key": digest_of(printed)})
    connection.execute(insert_or_leave(connection, t.unit_aliases, "unit_id", "key"), [row])
    same = (alias.unit_id == unit_id, alias.key == row["key"])
    connection.execute(update(t.unit_aliases).where(*same).values(made_by=who))
    return before


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
