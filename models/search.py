"""Finds tasks by words and by who, when and where, through the database's own full-text search.

Words match with or without marks: what is typed with marks is looked for as typed first, then without. Tasks that hold
the words side by side come first, then by rank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, TableClause, and_, column, false, func, literal_column, or_, select, text
from sqlalchemy.sql.elements import ColumnElement

from models import tables as t
from models.bulk import CHUNK, chunks_of
from models.database import plain_errors
from models.raw import Role
from models.search_words import whole_name, without_marks, words_of
from models.store import find_documents
from models.task_rows import Row

_PHRASES = re.compile(r'"([^"]*)"|([^"\s]+)')
_WORD = re.compile(r"[^\W_]+")
Phrases = tuple[tuple[str, ...], ...]
"""Words that stand side by side, in groups that may stand anywhere."""
Condition = ColumnElement[bool]
RANKED = 500
"""Matches that are ranked against each other; words that stand in more tasks than that tell little."""
FEW = 2000
"""Tasks that are so few that looking into each is quicker than asking the index."""
SIMPLE: Any = literal_column("'simple'")
"""PostgreSQL's way with words that changes nothing: they are made ready by `models.search_words`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; everything given must hold."""

    words: str = ""
    """Anywhere in text, group, deliverable, note, condition and units; words in quotes stand side by side."""
    unit: str | None = None
    """Words of the name of a unit that has a part in the task; in quotes the name itself, whole."""
    role: Role | None = None
    """The part it has."""
    due_after: date | None = None
    """The first day that counts."""
    due_before: date | None = None
    """The first day that counts no more."""
    section: str | None = None
    """Path of a section; the sections in it count."""
    documents: tuple[str, ...] = ()
    """Numbers, file names, ids or SHA-256."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One task found: the columns of `task_overview` that a reader needs, and where the words stand in its text."""

    task_id: int
    document_id: int
    source: str
    number: str | None
    document_title: str | None
    section: str | None
    section_title: str | None
    label: str | None
    text: str
    lead_unit: str | None
    coordinating_units: str | None
    deliverable: str | None
    deadline_text: str | None
    start_on: date | None
    due_on: date | None
    page: int
    confidence: float
    review: str
    marks: tuple[tuple[int, int], ...]
    """Places of the words in `text`, from and to."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results."""

    hits: tuple[Hit, ...]
    has_more: bool


def search_tasks(engine: Engine, wanted: Wanted, *, limit: int = 50, offset: int = 0) -> Found:
    """
    Tasks that answer to *wanted*, best first; without words by deadline.

    Raises:
        UsageError: a document is not in the database.
    """
    documents = find_documents(engine, wanted.documents) if wanted.documents else None
    with plain_errors(engine.url), engine.connect() as connection:
        conditions = _conditions(connection, wanted, documents)
        if _phrases(wanted.words):
            ids = _with_words(connection, wanted.words, conditions, offset + limit + 1)
        elif wanted.words.strip():
            ids = []  # signs without a letter are in no task
        else:
            ids = _by_deadline(connection, conditions, offset + limit + 1)
        hits = _hits(connection, ids[offset : offset + limit], wanted.words)
    return Found(hits, len(ids) > offset + limit)


def found_rows(engine: Engine, wanted: Wanted, *, limit: int) -> tuple[list[Row], list[int]]:
    """
    Rows of every task that answers to *wanted*, by document and place, for handing on; and the ids of their documents.

    Unlike `search_tasks` it ranks nothing and leaves out none but those beyond *limit*.

    Raises:
        UsageError: a document is not in the database.
    """
    task = t.tasks.c
    with plain_errors(engine.url), engine.connect() as connection:
        conditions = _all_conditions(engine, connection, wanted)
        ordered = select(task.id, task.document_id).where(*conditions)
        ids = connection.execute(ordered.order_by(task.document_id, task.position, task.id).limit(limit)).all()
        view = t.overview.c
        rows: dict[int, Row] = {}
        columns = [view[name] for name, _ in t.OVERVIEW_COLUMNS]
        for chunk in chunks_of((number for number, _ in ids), CHUNK):
            found = connection.execute(select(*columns).where(view.task_id.in_(chunk)))
            rows |= {row.task_id: dict(row._mapping) for row in found}
    return [rows[number] for number, _ in ids if number in rows], list(dict.fromkeys(number for _, number in ids))


def count_tasks(engine: Engine, wanted: Wanted) -> int:
    """
    How many tasks answer to *wanted*.

    Raises:
        UsageError: a document is not in the database.
    """
    with plain_errors(engine.url), engine.connect() as connection:
        query = select(func.count()).select_from(t.tasks).where(*_all_conditions(engine, connection, wanted))
        return connection.scalar(query) or 0


def _all_conditions(engine: Engine, connection: Connection, wanted: Wanted) -> list[Condition]:
    """What holds of every task that answers to *wanted*, and of no other."""
    documents = find_documents(engine, wanted.documents) if wanted.documents else None
    conditions = _conditions(connection, wanted, documents)
    if wanted.words.strip():
        # Without marks is the widest way: whatever the others find, this one does.
        phrases = _ways(wanted.words)[-1] if _phrases(wanted.words) else ()
        conditions.append(t.tasks.c.id.in_(_holding(connection, phrases)) if phrases else false())
    return conditions


def find_words(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where the words that were looked for stand in *text*, from and to, marks or not."""
    looked_for = {without_marks(word) for phrase in _phrases(words) for word in phrase}
    return tuple(match.span() for match in _WORD.finditer(text) if without_marks(words_of(match.group())) in looked_for)


def _phrases(words: str) -> Phrases:
    """What is typed as phrases: words in quotes are one, and so is "63/KH-UBND", typed without a space."""
    parts = (tuple(words_of(quoted or plain).split()) for quoted, plain in _PHRASES.findall(words))
    return tuple(part for part in parts if part)


def _ways(words: str) -> list[Phrases]:
    """Ways to look for what is typed, best first: side by side as typed, as typed, the same without marks."""
    typed = _phrases(words)
    bare = tuple(tuple(without_marks(word) for word in phrase) for phrase in typed)
    ways: list[Phrases] = []
    for phrases in dict.fromkeys((typed, bare)):
        together = tuple(word for phrase in phrases for word in phrase)
        ways += [(together,), phrases]
    return list(dict.fromkeys(ways))


def _with_words(connection: Connection, words: str, conditions: Sequence[Condition], enough: int) -> list[int]:
    """Ids of the tasks that hold *words*, the best first, as many as are *enough*."""
    ways = _ways(words)
    if conditions:
        few = _few(connection, conditions)
        if few is not None:
            return _among(few, ways)
    found: dict[int, None] = {}
    look = _look_in_sqlite if connection.dialect.name == "sqlite" else _look_in_postgresql
    for phrases in ways:
        found |= dict.fromkeys(look(connection, phrases, conditions))
        if len(found) >= enough:
            break
    return list(found)


def _few(connection: Connection, conditions: Sequence[Condition]) -> list[tuple[int, str]] | None:
    """Tasks that answer to *conditions* with their words, or None when they are many: then words are asked first."""
    chosen = select(t.tasks.c.id).where(*conditions).limit(FEW + 1)
    ids = list(connection.scalars(chosen))
    if len(ids) > FEW:
        return None
    search = t.task_search.c
    rows = connection.execute(select(search.task_id, search.words).where(search.task_id.in_(ids)))
    return [(task_id, words) for task_id, words in rows]


def _among(tasks: Sequence[tuple[int, str]], ways: Sequence[Phrases]) -> list[int]:
    """Those of *tasks* that hold the words, in the order of *ways*, then the shorter before the longer."""
    found: dict[int, None] = {}
    spaced = sorted(
        ((len(words), task_id, f" {' '.join(words.split())} ") for task_id, words in tasks),
        key=lambda one: (one[0], -one[1]),
    )
    for phrases in ways:
        looked_for = [f" {' '.join(phrase)} " for phrase in phrases]
        found |= dict.fromkeys(number for _, number, words in spaced if all(one in words for one in looked_for))
    return list(found)


def _holding(connection: Connection, phrases: Phrases) -> Any:
    """A question for the ids of the tasks that hold *phrases*."""
    if connection.dialect.name == "sqlite":
        table, holds = _in_sqlite(phrases)
        return select(table.c.rowid).where(holds)
    return select(t.task_search.c.task_id).where(literal_column("task_search.search_index").op("@@")(_query(phrases)))


def _in_sqlite(phrases: Phrases) -> tuple[Any, Any]:
    # Words are letters and digits only: the quotes keep FTS5 from reading AND, OR, NOT as its own.
    typed = " ".join('"{}"'.format(" ".join(phrase)) for phrase in phrases)
    index: Any = TableClause("task_search_index", column("rowid"), column("rank"))
    return index, text("task_search_index MATCH :typed").bindparams(typed=typed)


def _query(phrases: Phrases) -> Any:
    """*phrases* as PostgreSQL asks for them."""
    typed: Any = func.phraseto_tsquery(SIMPLE, " ".join(phrases[0]))
    for phrase in phrases[1:]:
        typed = typed.op("&&")(func.phraseto_tsquery(SIMPLE, " ".join(phrase)))
    return typed


def _look_in_sqlite(connection: Connection, phrases: Phrases, conditions: Sequence[Condition]) -> list[int]:
    index, holds = _in_sqlite(phrases)
    query = select(index.c.rowid).where(holds)
    if conditions:
        query = query.join_from(index, t.tasks, t.tasks.c.id == index.c.rowid).where(*conditions)
    newest = list(connection.scalars(query.order_by(index.c.rowid.desc()).limit(RANKED + 1)))
    if len(newest) > RANKED:
        # FTS5 ranks by looking at every match: of so many, the ones that came in last.
        return newest[:RANKED]
    return list(connection.scalars(query.order_by(index.c.rank, index.c.rowid)))


def _look_in_postgresql(connection: Connection, phrases: Phrases, conditions: Sequence[Condition]) -> list[int]:
    typed = _query(phrases)
    index: Any = literal_column("task_search.search_index")
    query = select(t.task_search.c.task_id, index.label("search_index")).where(index.op("@@")(typed))
    if conditions:
        query = query.join(t.tasks, t.tasks.c.id == t.task_search.c.task_id).where(*conditions)
    # Ranking reads every match: of very many, some.
    some = query.limit(RANKED).subquery()
    rank = func.ts_rank_cd(some.c.search_index, typed)
    return list(connection.scalars(select(some.c.task_id).order_by(rank.desc(), some.c.task_id)))


def _by_deadline(connection: Connection, conditions: Sequence[Condition], enough: int) -> list[int]:
    task = t.tasks.c
    query = select(task.id).where(*conditions) if conditions else select(task.id)
    ordered = query.order_by(task.due_on.is_(None), task.due_on, task.document_id, task.position, task.id)
    return list(connection.scalars(ordered.limit(enough)))


def _conditions(connection: Connection, wanted: Wanted, documents: Sequence[int] | None) -> list[Condition]:
    task, assignment = t.tasks.c, t.assignments.c
    conditions: list[Condition] = []
    if wanted.unit is not None or wanted.role is not None:
        chosen: list[Condition] = []
        if wanted.unit is not None:
            chosen.append(assignment.unit_id.in_(_units(connection, wanted.unit)))
        if wanted.role is not None:
            chosen.append(assignment.role == wanted.role)
        conditions.append(task.id.in_(select(assignment.task_id).where(and_(*chosen))))
    if wanted.due_after is not None:
        conditions.append(task.due_on >= wanted.due_after)
    if wanted.due_before is not None:
        conditions.append(task.due_on < wanted.due_before)
    if wanted.section is not None:
        inside = task.section.startswith(f"{wanted.section}.", autoescape=True)
        conditions.append(or_(task.section == wanted.section, inside))
    if documents is not None:
        conditions.append(task.document_id.in_(documents))
    return conditions


def _units(connection: Connection, name: str) -> list[int]:
    """Units whose name, or a way it is printed, has these words side by side; for a name in quotes, that unit alone."""
    if whole := whole_name(name):
        named = connection.execute(select(t.units.c.id, t.units.c.name)).all()
        exactly = [number for number, known in named if known == whole]
        return exactly or sorted(number for number, known in named if _folded(known) == _folded(whole))
    looked_for = f" {_folded(name)} "
    spelt = select(t.units.c.id, t.units.c.name).union(select(t.unit_aliases.c.unit_id, t.unit_aliases.c.alias))
    return sorted({number for number, known in connection.execute(spelt) if looked_for in f" {_folded(known)} "})


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return without_marks(words_of(name))


def _hits(connection: Connection, ids: Sequence[int], words: str) -> tuple[Hit, ...]:
    names = [name for name in Hit.__dataclass_fields__ if name != "marks"]
    query = select(*(t.overview.c[name] for name in names)).where(t.overview.c.task_id.in_(ids))
    rows = {row.task_id: row._mapping for row in connection.execute(query)}
    return tuple(Hit(**rows[number], marks=find_words(rows[number]["text"], words)) for number in ids if number in rows)
