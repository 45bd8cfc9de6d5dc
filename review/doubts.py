"""What is doubtful about a document: findings, tasks that were hard to read, corrections that lost their task."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.correction import Correction
from models.doubtful import Told, is_told, quotes_of, told_of
from models.runs import utc
from review.cards import Card

_NUMBERS = re.compile(r"\w+(?:\.\w+)*")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at, and where."""

    severity: str
    code: str
    """Of a finding; or `unsure-task`, `reading-changed`, `orphaned`, which only the desk knows."""
    message: str
    page: int
    section: str | None
    task_id: int | None
    finding_id: int | None = None
    correction_id: int | None = None
    """Of a correction that speaks of no task here: its task is gone, or it is of the document itself."""
    settled_by: str | None = None
    settled_at: datetime | None = None
    note: str | None = None
    """What the person who settled it said."""

    @property
    def is_open(self) -> bool:
        """Whether somebody should look: it is more than a note, and nobody has found it fine."""
        return self.severity != "info" and self.settled_by is None


def find_doubts(
    findings: Iterable[Any], by_page: Mapping[int, Sequence[Card]], orphans: Iterable[Correction]
) -> tuple[Doubt, ...]:
    """
    The doubts of a document in the order of its pages.

    Args:
        findings: rows of `findings`.
        by_page: cards that have something to show on a page.
        orphans: corrections whose task is gone, or that are of the document itself and whose reading changed.
    """
    found = [*_of_corrections(orphans), *_of_findings(findings, by_page)]
    told = told_of((one.code, one.page, one.message) for one in found)
    return tuple(sorted([*found, *_of_cards(by_page, told)], key=lambda doubt: doubt.page))


def _of_corrections(orphans: Iterable[Correction]) -> Iterable[Doubt]:
    for one in orphans:
        if one.action == "head":
            yield Doubt("warning", "reading-changed", str(one.after or "…"), 1, None, None, correction_id=one.id)
            continue
        base = one.base or {}
        yield Doubt("warning", "orphaned", base.get("text", ""), 1, base.get("section"), None, correction_id=one.id)


def _of_findings(findings: Iterable[Any], by_page: Mapping[int, Sequence[Card]]) -> Iterable[Doubt]:
    for row in findings:
        yield Doubt(
            row.severity,
            row.code,
            row.message,
            row.page or 1,
            row.section,
            _task_of(row, by_page.get(row.page or 1, ())),
            finding_id=row.id,
            settled_by=row.settled_by,
            settled_at=utc(row.settled_at) if row.settled_at else None,
            note=row.settled_note,
        )


def _of_cards(by_page: Mapping[int, Sequence[Card]], told: Told) -> Iterable[Doubt]:
    for page, cards in by_page.items():
        for card in cards:
            if card.task.page != page:
                continue
            if card.changed:
                yield Doubt("warning", "reading-changed", card.task.text, page, card.task.section, card.id)
            elif card.is_unsure and not is_told(told, page, card.task.text):
                yield Doubt("warning", "unsure-task", card.task.text, page, card.task.section, card.id)


def _task_of(finding: Any, on_page: Sequence[Card]) -> int | None:
    """The task that a finding speaks of: on its page, one that it quotes or numbers, else the first of its section."""
    standing = [card for card in on_page if not card.is_gone]
    for quote in quotes_of(finding.message) if finding.severity != "info" else ():
        for card in standing:
            if card.task.text.startswith(quote) or any(quote in (a.text, a.unit) for a in card.task.assignments):
                return card.id
    if finding.section is None:
        return None
    inside = [card.id for card in standing if card.task.section == finding.section]
    if finding.code == "numbering-gap":
        # "sau số 2 là số 4": number 4 is where to look.
        named = set(_NUMBERS.findall(finding.message.partition(":")[2] or finding.message))
        behind = [card.id for card in standing if card.id in inside and card.task.label in named]
        inside = behind[-1:] or inside
    return next(iter(inside), None)
