"""A day, month, quarter, half or year as a plan names it, and the stretch of calendar that it covers."""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Unit = Literal["day", "month", "quarter", "half", "year", "years", "day_of_month"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of calendar as named, its year perhaps unsaid."""

    unit: Unit
    year: int | None
    first: tuple[int, int]
    """Month and day it begins; day 0 is the month's last."""
    last: tuple[int, int]
    """Month and day it ends; day 0 is the month's last."""
    end_year: int | None = None
    """The year it ends, when that is another."""

    def in_year(self, year: int) -> "Moment":
        """The same stretch in *year*, where it names none itself."""
        return self if self.year is not None else replace(self, year=year)


def begin_of(moment: Moment) -> date | None:
    """The first day of *moment*; None without a year, or when the calendar has no such day."""
    return _day(moment.year, *moment.first)


def end_of(moment: Moment) -> date | None:
    """The last day of *moment*; None without a year, or when the calendar has no such day."""
    return _day(moment.end_year or moment.year, *moment.last)


def is_range(moment: Moment) -> bool:
    """Whether *moment* names its own beginning and end: several days, months, quarters, years but no school year."""
    if moment.unit == "day":
        return moment.first != moment.last
    months = {"month": 1, "quarter": 3}.get(moment.unit)
    if months is None:
        return moment.unit == "years" and moment.first == (1, 1)
    return moment.end_year is not None or moment.last[0] - moment.first[0] >= months


def is_possible(moment: Moment) -> bool:
    """Whether the calendar has such a day, whatever the year: 31/02 never is, 29/02 may be."""
    if moment.unit == "day_of_month":
        return 1 <= moment.first[1] <= 31
    year = moment.year or 2024  # a leap year: the benefit of the doubt
    return _day(year, *moment.first) is not None and _day(moment.end_year or year, *moment.last) is not None


def _day(year: int | None, month: int, day: int) -> date | None:
    if year is None or not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    length = calendar.monthrange(year, month)[1]
    return date(year, month, day or length) if day <= length else None
