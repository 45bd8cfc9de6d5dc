"""How doubtful each document is: findings that nobody settled, tasks that were hard to read, corrections to look at.

The desk walks over the same doubts one by one; here they are counted for the list, the figures and the report.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, func, select

from models import tables as t
from models.settled import IS_OPEN

UNSURE = 0.8
"""Confidence below which a task is doubtful by itself, until a person has looked at it."""
HARD_TO_READ = "low-ocr-confidence"
"""Code of the finding that says the same of a task in words: both are one doubt."""
IS_UNSURE: ColumnElement[bool] = and_(t.tasks.c.confidence < UNSURE, t.tasks.c.review == "read")
"""Of rows of `tasks`."""
_QUOTED = re.compile(r"“([^”]+)”")
_LETTERS = 80
"""Of a task's text that are fetched: findings quote no more of it."""

Told = dict[int, frozenset[str]]
"""Page to what findings quote of tasks there that were hard to read."""


def quotes_of(message: str) -> list[str]:
    """What a finding's message quotes."""
    return _QUOTED.findall(message)


def told_of(findings: Iterable[tuple[str, int | None, str]]) -> Told:
    """What *findings* (code, page, message) say was hard to read."""
    told: defaultdict[int, set[str]] = defaultdict(set)
    for code, page, message in findings:
        if code == HARD_TO_READ:
            told[page or 1].update(quotes_of(message))
    return {page: frozenset(quotes) for page, quotes in told.items()}


def is_told(told: Told, page: int, text: str) -> bool:
    """Whether a finding speaks already of the task with this text on this page."""
    return any(text.startswith(quote) for quote in told.get(page, ()))


def open_doubts(connection: Connection) -> dict[int, Counter[str]]:
    """
    The doubts that somebody should look at, by document and kind; documents without any are left out.

    Kinds are codes of findings, and `unsure-task`, `reading-changed`, `orphaned`, which are none.
    """
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    finding, said = t.findings.c, t.corrections.c
    by_code = select(finding.document_id, finding.code, func.count()).where(IS_OPEN)
    for number, code, count in connection.execute(by_code.group_by(finding.document_id, finding.code)):
        found[number][code] += count
    for number, count in _unsure(connection).items():
        found[number]["unsure-task"] += count
    # A word on the document's own record has no task, and is a doubt of its own.
    place = func.coalesce(said.task_id, -said.id)
    changed = select(said.document_id, func.count(place.distinct())).where(said.state == "reading-changed")
    orphaned = select(said.document_id, func.count()).where(said.state == "orphaned", said.action != "settle")
    for kind, query in (("reading-changed", changed), ("orphaned", orphaned)):
        for number, count in connection.execute(query.group_by(said.document_id)):
            if number is not None:
                found[number][kind] += count
    return dict(found)


def _unsure(connection: Connection) -> Counter[int]:
    """Tasks that were hard to read and of which no finding speaks, by document."""
    task, finding = t.tasks.c, t.findings.c
    counting = select(task.document_id, func.count()).where(IS_UNSURE).group_by(task.document_id)
    counts: Counter[int] = Counter()
    for number, count in connection.execute(counting):
        counts[number] = count
    saying = select(finding.document_id, finding.code, finding.page, finding.message)
    said: defaultdict[int, list[tuple[str, int | None, str]]] = defaultdict(list)
    for number, *words in connection.execute(saying.where(finding.code == HARD_TO_READ)):
        if number in counts:
            said[number].append((words[0], words[1], words[2]))
    for number, words_said in said.items():
        told = told_of(words_said)
        texts = select(task.page, func.substr(task.text, 1, _LETTERS)).where(task.document_id == number, IS_UNSURE)
        counts[number] -= sum(is_told(told, page, text) for page, text in connection.execute(texts))
    return +counts
