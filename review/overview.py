"""The page of figures: what is due when, load per unit, what the plans rest on, doubt per document."""

from starlette.requests import Request
from starlette.responses import Response

from models.figures import coverage_of_citations, due_calendar, load_by_unit
from review.desk import Desk
from review.shelf import list_documents

_DOUBTFUL = 20
SHADES = 5


def overview(desk: Desk, request: Request) -> Response:
    """Figures over everything in the database, each a way to the tasks behind it."""
    calendar = due_calendar(desk.engine)
    loads = load_by_unit(desk.engine)
    doubtful = list_documents(desk.engine, kept="doubtful", order="doubts").lines[:_DOUBTFUL]
    most = max((quarter.tasks for year in calendar.years for quarter in year), default=1) or 1

    def shade(tasks: int) -> int:
        """How dark a quarter is, 0 for nothing due."""
        return -(-tasks * SHADES // most)

    return desk.page(
        request,
        "overview.html",
        calendar=calendar,
        shade=shade,
        loads=loads,
        heaviest=max((one.lead + one.coordinate for one in loads), default=1) or 1,
        coverage=coverage_of_citations(desk.engine),
        doubtful=doubtful,
    )
