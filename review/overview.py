"""The page of figures: what is due when, load per unit, what the plans rest on, doubt per document."""

from starlette.requests import Request
from starlette.responses import Response

from models.coverage import find_cited
from models.errors import UsageError
from review.desk import Desk

SHADES = 5
BUSIEST = 30
"""Units on the page of figures."""


def overview(desk: Desk, request: Request) -> Response:
    """Figures over everything in the database, each a way to the tasks behind it."""
    figures = desk.figures.count()
    most = max((quarter.tasks for year in figures.calendar.years for quarter in year), default=1) or 1

    def shade(tasks: int) -> int:
        """How dark a quarter is, 0 for nothing due."""
        return -(-tasks * SHADES // most)

    return desk.page(
        request,
        "overview.html",
        calendar=figures.calendar,
        shade=shade,
        loads=figures.loads[:BUSIEST],
        units=len(figures.loads),
        heaviest=max((one.lead + one.coordinate for one in figures.loads), default=1) or 1,
        coverage=figures.coverage,
        doubtful=figures.doubtful,
    )


def units(desk: Desk, request: Request) -> Response:
    """Every unit with the parts it has, those that carry most in front."""
    return desk.page(request, "units.html", loads=desk.figures.count().loads)


def coverage(desk: Desk, request: Request) -> Response:
    """The plans that name a resolution, and how far each has gone with it."""
    cited = find_cited(desk.engine, request.query_params.get("number", "")[:200])
    if cited is None:
        raise UsageError("There is no such page.")
    return desk.page(request, "coverage.html", cited=cited)
