"""Puts plans into the database and takes them out again, equal to what went in.

One transaction a document: another reader sees all of it or nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Table, bindparam, delete, or_, select, update

from models import tables as t
from models.bulk import CHUNK, chunks_of, insert_numbered, insert_or_leave, insert_rows, storable
from models.database import plain_errors, transact
from models.errors import UsageError
from models.overlay import known_otherwise, lay, lift
from models.plan import Plan, Task
from models.rematch import StoredTask, match_tasks
from models.removal import give_back
from models.revisions import take_over
from models.rows import AnyRow, Values, document_row, numbered_rows, plan_of, task_of, task_row
from models.runs import FileRecord, add_records, still_there
from models.task_parts import write_parts
from models.unit_rows import Spellings, forget_unused
from models.version import VERSION, version_key

Outcome = Literal["new", "replaced", "unchanged"]

PLANS = 50
"""Plans taken out of the database at a time: bounds the memory of an export."""


# Statements of every save, built once: building one takes longer than running it.
_STORED = (
    select(t.documents.c.id, t.documents.c.program_version)
    .where(t.documents.c.sha256 == bindparam("sha256"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a plan given to the store."""

    document_id: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that the database already has."""

    id: int
    sha256: str
    program_version: str
    names: frozenset[str]

    def is_current(self, version: str = VERSION) -> bool:
        """Whether *version* of the program would have nothing new to say about it."""
        return version_key(self.program_version) >= version_key(version)


def save_plan(
    engine: Engine, plan: Plan, *, force: bool = False, version: str = VERSION, record: FileRecord | None = None
) -> Saved:
    """
    Store *plan*, all of it or nothing; the same file again changes nothing.

    Args:
        force: replace the stored rows even where this version of the program wrote them.
        version: the program's version; a newer one than stored replaces the rows.
        record: the line of the run's diary, written in the same transaction with the outcome.
    Returns:
        The document's id, which it keeps for ever, as do those of its tasks that are still the same.
    """
    rows = _PlanRows(plan, version)

    def work(connection: Connection) -> Saved:
        saved = _save(connection, rows, force)
        if record is not None:
            add_records(connection, [replace(record, document_id=saved.document_id, status=saved.outcome)])
        return saved

    return transact(engine, work)


def add_name(engine: Engine, document_id: int, name: str, record: FileRecord | None = None) -> None:
    """Remember that the document's bytes came in under another file name as well."""

    def work(connection: Connection) -> None:
        is_there = bool(still_there(connection, [document_id]))
        if is_there:
            _add_name(connection, document_id, name)
        if record is not None:
            add_records(connection, [record if is_there else replace(record, document_id=None)])

    transact(engine, work)


def known_documents(engine: Engine, digests: Iterable[str]) -> dict[str, KnownDocument]:
    """Those of the files with these SHA-256 that the database already has."""
    known: dict[str, KnownDocument] = {}
    with plain_errors(engine.url), engine.connect() as connection:
        for chunk in chunks_of(digests, CHUNK):
            query = select(t.documents.c.id, t.documents.c.sha256, t.documents.c.program_version)
            rows = connection.execute(query.where(t.documents.c.sha256.in_(chunk))).all()
            names: defaultdict[int, set[str]] = defaultdict(set)
            naming = select(t.document_names.c.document_id, t.document_names.c.name)
            for document_id, name in connection.execute(
                naming.where(t.document_names.c.document_id.in_([row.id for row in rows]))
            ):
                names[document_id].add(name)
            for row in rows:
                known[row.sha256] = KnownDocument(row.id, row.sha256, row.program_version, frozenset(names[row.id]))
    return known


def find_documents(engine: Engine, wanted: Sequence[str] = ()) -> tuple[int, ...]:
    """
    Ids of the documents asked for, ordered by file name and then by content, whatever the order they came in.

    Args:
        wanted: ids, document numbers, file names, or beginnings (8 letters or more) of SHA-256; none means all.
    Raises:
        UsageError: nothing in the database answers to one of them.
    """
    columns = (t.documents.c.id, t.documents.c.source, t.documents.c.sha256)
    found: dict[int, AnyRow] = {}
    with plain_errors(engine.url), engine.connect() as connection:
        if not wanted:
            found = {row.id: row for row in connection.execute(select(*columns))}
        for name in wanted:
            rows = connection.execute(select(*columns).where(_answers_to(name))).all()
            if not rows:
                raise UsageError(
                    f"No document in the database is called {name!r}.",
                    "Name it by its number, file name, id or SHA-256; `kehoach status` shows the ids of the last ones.",
                )
            found.update((row.id, row) for row in rows)
    # Sorted here, not by the database: each has its own idea of an alphabet.
    return tuple(row.id for row in sorted(found.values(), key=lambda row: (row.source, row.sha256)))


def load_plan(engine: Engine, document_id: int) -> Plan:
    """The plan as it was saved, with what people corrected since."""
    for _, plan in numbered_plans(engine, [document_id]):
        return plan
    raise UsageError(f"No document has the id {document_id}.")


def load_plans(engine: Engine, document_ids: Iterable[int]) -> Iterator[Plan]:
    """
    Plans as they were saved, with what people corrected since, in the order asked for, a few in memory at a time.

    Ids that are gone are left out.
    """
    return (plan for _, plan in numbered_plans(engine, document_ids))


def numbered_plans(engine: Engine, document_ids: Iterable[int]) -> Iterator[tuple[int, Plan]]:
    """The same, each with its id."""
    for chunk in chunks_of(document_ids, PLANS):
        with plain_errors(engine.url), engine.connect() as connection:
            plans = _load(connection, chunk)
        yield from ((document_id, plans[document_id]) for document_id in chunk if document_id in plans)


def overview_rows(engine: Engine, document_ids: Iterable[int]) -> Iterator[tuple[Any, ...]]:
    """Rows of the view `task_overview`, by document in the order asked for, then in the order of the page."""
    columns = [name for name, _ in t.OVERVIEW_COLUMNS]
    view = t.overview
    for chunk in chunks_of(document_ids, PLANS):
        with plain_errors(engine.url), engine.connect() as connection:
            query = select(*(view.c[name] for name in columns)).where(view.c.document_id.in_(chunk))
            by_document = _grouped(connection.execute(query.order_by(view.c.position, view.c.task_id)), "document_id")
        for document_id in chunk:
            yield from (tuple(row) for row in by_document[document_id])


class _PlanRows:
    """What a plan needs in the database, reckoned once before the transaction opens."""

    def __init__(self, plan: Plan, version: str) -> None:
        self.plan = plan
        self.version = version
        self.document = document_row(plan, version, datetime.now(UTC))


def _save(connection: Connection, rows: _PlanRows, force: bool) -> Saved:
    document_id, outcome = _claim_document(connection, rows, force)
    if outcome == "new":
        insert_rows(connection, t.document_names, [{"document_id": document_id, "name": rows.plan.document.source}])
    else:
        _add_name(connection, document_id, rows.plan.document.source)
    if outcome == "unchanged":
        return Saved(document_id, outcome)
    plan = rows.plan
    old = _Old(connection, document_id) if outcome == "replaced" else None
    sections = insert_numbered(connection, t.sections, numbered_rows(plan.sections, document_id))
    section_ids: dict[str, int] = {}
    for section, section_id in zip(plan.sections, sections, strict=True):
        section_ids.setdefault(section.path, section_id)
    task_rows = [
        task_row(task, position, document_id, section_ids.get(task.section or ""))
        for position, task in enumerate(plan.tasks)
    ]
    if old is None:
        task_ids = insert_numbered(connection, t.tasks, task_rows)
    else:
        task_ids = old.give_way(connection, plan.tasks, task_rows)
    write_parts(connection, plan.tasks, task_ids)
    for table, records in ((t.targets, plan.targets), (t.citations, plan.citations), (t.findings, plan.findings)):
        insert_rows(connection, table, numbered_rows(records, document_id))
    if outcome == "new" and (
        give_back(connection, document_id, plan.document.sha256, plan.tasks, task_ids)
        or take_over(connection, document_id, plan.tasks, task_ids)
    ):
        lay(connection, document_id)
    if old is not None:
        # What people said lies over the new reading; then go spellings and units that only the old reading had.
        forget_unused(connection, old.spellings | lay(connection, document_id))
    return Saved(document_id, outcome)


def _claim_document(connection: Connection, rows: _PlanRows, force: bool) -> tuple[int, Outcome]:
    """The document's row, inserted or locked, and what is to be done about its content."""
    stored = _stored_document(connection, rows)
    if stored is None:
        # Another importer may have got in between: then its row is the one to look at.
        inserting = insert_or_leave(connection, t.documents, "sha256", giving="id")
        new = connection.execute(inserting, storable(rows.document)).scalar()
        if new is not None:
            return new, "new"
        stored = _stored_document(connection, rows)
    if not force and version_key(stored.program_version) >= version_key(rows.version):
        return stored.id, "unchanged"
    # What people said of the record is laid over the new reading with the rest.
    values = {key: value for key, value in rows.document.items() if key != "source"} | {"reading": None}
    connection.execute(update(t.documents).where(t.documents.c.id == stored.id).values(storable(values)))
    return stored.id, "replaced"


def _stored_document(connection: Connection, rows: _PlanRows) -> AnyRow:
    """Id and version of the stored document with the same bytes, locked; None when there is none."""
    return connection.execute(_STORED, {"sha256": rows.document["sha256"]}).one_or_none()


def _add_name(connection: Connection, document_id: int, name: str) -> None:
    """Note the name; the first of all in alphabetical order is the document's `source`."""
    row = storable({"document_id": document_id, "name": name})
    named = select(t.document_names.c.name).where(t.document_names.c.document_id == document_id)
    names = set(connection.scalars(named))
    if row["name"] in names:
        return
    connection.execute(insert_or_leave(connection, t.document_names, "document_id", "name"), row)
    first = min(names | {row["name"]})
    document = t.documents.c
    connection.execute(
        update(t.documents).where(document.id == document_id, document.source != first).values(source=first)
    )


class _Old:
    """The rows of a document that is being replaced."""

    def __init__(self, connection: Connection, document_id: int) -> None:
        self.otherwise = known_otherwise(connection, document_id)
        loose = lift(connection, document_id)
        task = t.tasks.c
        reading = select(task.id, task.section, task.label, task.text).where(task.document_id == document_id)
        self.tasks = [StoredTask(*row) for row in connection.execute(reading.order_by(task.position))]
        ids = select(task.id).where(task.document_id == document_id)
        used = select(t.assignments.c.unit_id, t.assignments.c.text).where(t.assignments.c.task_id.in_(ids))
        self.spellings: Spellings = loose | {(unit_id, text) for unit_id, text in connection.execute(used)}
        for table in (t.assignments, t.evidence, t.task_search):
            connection.execute(delete(table).where(table.c.task_id.in_(ids)))
        for table in (t.targets, t.citations, t.findings, t.sections):
            connection.execute(delete(table).where(table.c.document_id == document_id))

    def give_way(self, connection: Connection, read: Sequence[Task], rows: Sequence[Values]) -> list[int]:
        """Update tasks that are still the same, delete those that are gone, insert the rest; ids in order."""
        kept = match_tasks(self.tasks, read, self.otherwise)
        there = {old.id for old in self.tasks}
        for chunk in chunks_of(sorted(there - set(kept.values())), CHUNK):
            connection.execute(delete(t.tasks).where(t.tasks.c.id.in_(chunk)))
        if there.intersection(kept.values()):
            columns: Values = {name: bindparam(name) for name in rows[0] if name != "document_id"}
            connection.execute(
                update(t.tasks).where(t.tasks.c.id == bindparam("kept_id")).values(columns),
                [storable(rows[i] | {"kept_id": task_id}) for i, task_id in kept.items() if task_id in there],
            )
        back = [{"id": task_id} | rows[index] for index, task_id in kept.items() if task_id not in there]
        insert_rows(connection, t.tasks, back)
        fresh = [index for index in range(len(rows)) if index not in kept]
        new = insert_numbered(connection, t.tasks, [rows[index] for index in fresh])
        ids = kept | dict(zip(fresh, new, strict=True))
        return [ids[index] for index in range(len(rows))]


def _load(connection: Connection, ids: Sequence[int]) -> dict[int, Plan]:
    def rows(table: Table) -> defaultdict[int, list[AnyRow]]:
        query = (
            select(table)
            .where(table.c.document_id.in_(ids))
            .order_by(table.c.document_id, table.c.position, table.c.id)
        )
        return _grouped(connection.execute(query), "document_id")

    mine = select(t.tasks.c.id).where(t.tasks.c.document_id.in_(ids))
    assigned = (
        select(t.assignments, t.units.c.name.label("unit"))
        .join(t.units)
        .where(t.assignments.c.task_id.in_(mine))
        .order_by(t.assignments.c.task_id, t.assignments.c.position)
    )
    proof = select(t.evidence).where(t.evidence.c.task_id.in_(mine))
    assignments = _grouped(connection.execute(assigned), "task_id")
    evidence = _grouped(connection.execute(proof.order_by(t.evidence.c.task_id, t.evidence.c.position)), "task_id")
    tasks, sections, targets = rows(t.tasks), rows(t.sections), rows(t.targets)
    citations, findings = rows(t.citations), rows(t.findings)
    documents = connection.execute(select(t.documents).where(t.documents.c.id.in_(ids)))
    return {
        row.id: plan_of(
            row,
            sections=sections[row.id],
            tasks=[task_of(task, assignments[task.id], evidence[task.id]) for task in tasks[row.id]],
            targets=targets[row.id],
            citations=citations[row.id],
            findings=findings[row.id],
        )
        for row in documents
    }


def _grouped(rows: Iterable[AnyRow], key: str) -> defaultdict[int, list[AnyRow]]:
    groups: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _answers_to(name: str) -> Any:
    document, names = t.documents.c, t.document_names.c
    known_as = select(names.document_id).where(names.name == name)
    ways = [document.number == name, document.id.in_(known_as)]
    if name.isdecimal() and len(name) < 10:
        ways.append(document.id == int(name))
    if len(name) >= 8 and all(letter in "0123456789abcdef" for letter in name.lower()):
        ways.append(document.sha256.startswith(name.lower()))
    return or_(*ways)
