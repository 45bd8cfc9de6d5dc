"""Findings that a person has looked at and found fine: they stay on record, and are no doubt any more.

What was said is a correction of the document; here it is laid over the findings of each reading anew.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, update

from models import tables as t
from models.correction import Correction
from models.finding import Finding
from models.rows import AnyRow

CLOSE = 85.0
"""Likeness of messages in percent from which a doubt counts as the same, some of its words read better."""
_DIGITS = re.compile(r"\d+")

IS_OPEN: ColumnElement[bool] = and_(t.findings.c.severity != "info", t.findings.c.settled_by.is_(None))
"""Of rows of `findings`: whether it is a doubt that nobody has settled."""


def finding_json(row: AnyRow) -> dict[str, Any]:
    """A row of `findings` as a correction remembers it."""
    return {name: getattr(row, name) for name in Finding.model_fields}


def finding_as_read(row: AnyRow) -> Finding:
    """The finding of a row, whatever people said of it."""
    return Finding(**finding_json(row))


def lay_settlements(connection: Connection, document_id: int, corrections: Sequence[Correction]) -> None:
    """Mark the findings of a document that people settled, and write down which settlements found theirs."""
    said = [one for one in corrections if one.action == "settle" and one.state != "withdrawn"]
    finding = t.findings.c
    mine = finding.document_id == document_id
    blank = {"settled_by": None, "settled_at": None, "settled_note": None}
    connection.execute(update(t.findings).where(mine, finding.settled_by.is_not(None)).values(blank))
    rows = connection.execute(select(t.findings).where(mine).order_by(finding.position)).all() if said else ()
    found = match_findings([one.before for one in said], [finding_json(row) for row in rows])
    for place, one in enumerate(said):
        if place in found:
            marks = {"settled_by": one.who, "settled_at": one.made_at, "settled_note": one.after["note"]}
            connection.execute(update(t.findings).where(finding.id == rows[found[place]].id).values(marks))
        state = "applied" if place in found else "orphaned"
        if state != one.state:
            connection.execute(update(t.corrections).where(t.corrections.c.id == one.id).values(state=state))


def match_findings(settled: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> dict[int, int]:
    """
    Which finding each settled one is now: place in *settled* to place in *found*, none taken twice.

    The same words at the same place first; then the same words; then, at the same place, words with the same numbers
    that are nearly the same. "Missing item 3" settled says nothing of "Missing item 4".
    """
    matched: dict[int, int] = {}
    for key in _KEYS:
        waiting: dict[Hashable, list[int]] = {}
        for place, one in enumerate(found):
            if place not in matched.values():
                waiting.setdefault(key(one), []).append(place)
        for place, one in enumerate(settled):
            if place not in matched:
                candidates = waiting.get(key(one), [])
                chosen = next(_like(one, candidates, found), None)
                if chosen is not None:
                    matched[place] = chosen
                    candidates.remove(chosen)
    return matched


def _like(one: dict[str, Any], candidates: Sequence[int], found: Sequence[dict[str, Any]]) -> Iterator[int]:
    from rapidfuzz.fuzz import ratio

    return (place for place in candidates if ratio(one["message"], found[place]["message"]) >= CLOSE)


_KEYS: tuple[Callable[[dict[str, Any]], Hashable], ...] = (
    lambda one: (one["code"], one["message"], one["section"], one["page"]),
    lambda one: (one["code"], one["message"], one["section"]),
    lambda one: (one["code"], one["message"]),
    lambda one: (one["code"], one["section"], one["page"], tuple(_DIGITS.findall(one["message"]))),
)
