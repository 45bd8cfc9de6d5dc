"""Counts for people who would rather look than read: what is due when, who carries how much, what rests on what."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Engine, func, select

from models import tables as t
from models.database import plain_errors

FILLED = 2
"""Years with nothing due that are shown between two others; a longer gap is left out."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Tasks due in three months."""

    year: int
    quarter: int
    tasks: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.year + 1, 1, 1) if self.quarter == 4 else date(self.year, 3 * self.quarter + 1, 1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When tasks are due."""

    years: tuple[tuple[Quarter, ...], ...]
    """Four quarters a year, from the first year with a task to the last; long gaps are left out."""
    recurring: tuple[tuple[str, int], ...]
    """Cycle and number of tasks, most frequent first, whether they have a day or not."""
    undated: int
    """Tasks with neither day nor cycle."""


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """How many tasks a unit has a part in."""

    name: str
    lead: int
    coordinate: int
    direct: int


def figures_stamp(engine: Engine) -> tuple[Any, ...]:
    """What differs as soon as a document came, was renamed, read again or went, or anything was said or taken back."""
    document, said = t.documents.c, t.corrections.c
    read = select(func.count(), func.max(document.id), func.max(document.ingested_at))
    names = select(func.count(), func.max(t.document_names.c.id))
    words = select(func.count(), func.max(said.id), func.count(said.withdrawn_at), func.max(said.withdrawn_at))
    states = select(said.state, func.count()).group_by(said.state).order_by(said.state)
    with plain_errors(engine.url), engine.connect() as connection:
        told = tuple(value for query in (read, names, words) for value in connection.execute(query).one())
        return (*told, *map(tuple, connection.execute(states)))


def due_calendar(engine: Engine) -> Calendar:
    """Every quarter in which something is due."""
    task = t.tasks.c
    by_day = select(task.due_on, func.count()).where(task.due_on.is_not(None)).group_by(task.due_on)
    by_cycle = select(task.recurrence, func.count()).where(task.recurrence.is_not(None)).group_by(task.recurrence)
    undated = select(func.count()).where(task.due_on.is_(None), task.recurrence.is_(None)).select_from(t.tasks)
    with plain_errors(engine.url), engine.connect() as connection:
        counts: Counter[tuple[int, int]] = Counter()
        for day, count in connection.execute(by_day):
            counts[day.year, (day.month + 2) // 3] += count
        cycles = [(str(cycle), int(count)) for cycle, count in connection.execute(by_cycle)]
        left = connection.scalar(undated) or 0
    named = sorted({year for year, _ in counts})
    # A vision for 2045 among plans of this year does not make twenty empty lines, nor a year read as 2206 a hundred.
    years = named[:1]
    for before, year in pairwise(named):
        years += range(before + 1 if year - before <= FILLED + 1 else year, year + 1)
    return Calendar(
        tuple(tuple(Quarter(year, quarter, counts[year, quarter]) for quarter in (1, 2, 3, 4)) for year in years),
        tuple(sorted(cycles, key=lambda pair: (-pair[1], pair[0]))),
        left,
    )


def load_by_unit(engine: Engine, limit: int | None = None) -> tuple[UnitLoad, ...]:
    """The units that carry most, by tasks they lead, then by tasks they help with."""
    query = (
        select(t.units.c.name, t.assignments.c.role, func.count(t.assignments.c.task_id.distinct()))
        .join(t.units)
        .group_by(t.units.c.name, t.assignments.c.role)
    )
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with plain_errors(engine.url), engine.connect() as connection:
        for name, role, count in connection.execute(query):
            parts[name][role] = count
    loads = [UnitLoad(name, count["lead"], count["coordinate"], count["direct"]) for name, count in parts.items()]
    return tuple(sorted(loads, key=lambda one: (-one.lead, -one.coordinate, -one.direct, one.name))[:limit])
