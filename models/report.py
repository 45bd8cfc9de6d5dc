"""What the report of a database needs beyond its counts: tasks behind a quarter, plans behind a resolution, doubts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, select

from models import tables as t
from models.coverage import CitingDocument, Coverage, citing_documents, coverage_of_citations
from models.database import plain_errors
from models.doubtful import open_doubts
from models.figures import Calendar, UnitLoad, due_calendar, load_by_unit
from models.runs import utc

SHOWN = 12
"""Tasks listed under a quarter."""
UNITS = 40
CITED = 25
DOUBTFUL = 40


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task under its quarter."""

    text: str
    lead_unit: str | None
    due_on: date
    number: str | None
    source: str
    page: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """How doubtful one document is."""

    source: str
    number: str | None
    tasks: int
    warnings: int
    confidence: float | None
    """The mean of its tasks."""
    codes: tuple[tuple[str, int], ...]
    """Kinds of doubt with their number, most frequent first."""

    @property
    def share(self) -> float:
        """Doubts per hundred tasks."""
        return 100 * self.warnings / max(1, self.tasks)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the report shows."""

    documents: int
    tasks: int
    doubtful: int
    """Doubts that somebody should look at."""
    moment: datetime | None
    """When the last document was read."""
    calendar: Calendar
    due: dict[tuple[int, int], tuple[DueTask, ...]]
    """The first tasks of each quarter, by year and quarter."""
    loads: tuple[UnitLoad, ...]
    coverage: tuple[tuple[Coverage, tuple[CitingDocument, ...]], ...]
    doubts: tuple[Doubt, ...]


def make_report(engine: Engine) -> Report:
    """Count and collect, as of what people corrected."""
    calendar = due_calendar(engine)
    coverage = coverage_of_citations(engine, CITED)
    with plain_errors(engine.url), engine.connect() as connection:
        open_by_document = open_doubts(connection)
        citing = citing_documents(connection, [one.number for one in coverage])
        return Report(
            documents=connection.scalar(select(func.count()).select_from(t.documents)) or 0,
            tasks=connection.scalar(select(func.count()).select_from(t.tasks)) or 0,
            doubtful=sum(codes.total() for codes in open_by_document.values()),
            moment=_last(connection),
            calendar=calendar,
            due=_due(connection, calendar),
            loads=load_by_unit(engine, UNITS),
            coverage=tuple((one, tuple(citing[one.number])) for one in coverage),
            doubts=_doubts(connection, open_by_document),
        )


def _last(connection: Connection) -> datetime | None:
    moment = connection.scalar(select(func.max(t.documents.c.ingested_at)))
    return utc(moment) if moment else None


def _due(connection: Connection, calendar: Calendar) -> dict[tuple[int, int], tuple[DueTask, ...]]:
    view, task, document = t.overview.c, t.tasks.c, t.documents.c
    found = {}
    for quarter in (one for year in calendar.years for one in year if one.tasks):
        ids = (
            select(task.id)
            .join(t.documents, document.id == task.document_id)
            .where(task.due_on >= quarter.first, task.due_on < quarter.end)
            .order_by(task.due_on, document.source, task.position, task.id)
            .limit(SHOWN)
        )
        columns = (view.text, view.lead_unit, view.due_on, view.number, view.source, view.page)
        query = select(*columns).where(view.task_id.in_(list(connection.scalars(ids))))
        rows = connection.execute(query.order_by(view.due_on, view.source, view.position, view.task_id))
        found[quarter.year, quarter.quarter] = tuple(DueTask(*row) for row in rows)
    return found


def _doubts(connection: Connection, codes: Mapping[int, Counter[str]]) -> tuple[Doubt, ...]:
    task, document = t.tasks.c, t.documents.c
    counted = select(task.document_id, func.count(), func.avg(task.confidence)).group_by(task.document_id)
    tasks = {row[0]: (row[1], row[2]) for row in connection.execute(counted)}
    worst = sorted(codes, key=lambda number: (-codes[number].total(), number))[:DOUBTFUL]
    names = select(document.id, document.source, document.number).where(document.id.in_(worst))
    known = {row.id: (row.source, row.number) for row in connection.execute(names)}
    doubts = []
    for number in worst:
        count, sure = tasks.get(number, (0, None))
        kinds = tuple(sorted(codes[number].items(), key=lambda pair: (-pair[1], pair[0])))
        doubts.append(Doubt(*known[number], count, codes[number].total(), sure, kinds))
    return tuple(sorted(doubts, key=lambda one: (-one.warnings, one.source)))
