"""The page that shows how one document differs from another, made for the same plan in other bytes."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from models.diff import compare_plans
from models.store import load_plan
from review.desk import Desk


def compare(desk: Desk, request: Request) -> Response:
    """What came, went and changed from the older document to the newer."""
    old, new = sorted((request.path_params["document_id"], request.path_params["other_id"]))
    plans = load_plan(desk.engine, old), load_plan(desk.engine, new)
    return desk.page(
        request,
        "compare.html",
        difference=compare_plans(*plans),
        old=old,
        new=new,
        documents=tuple(plan.document for plan in plans),
        shown=shown,
    )


def shown(value: Any, roles: dict[str, str]) -> str:
    """A field's value as a line: units with their role, a deadline as printed."""
    if isinstance(value, list):
        return "; ".join(f"{one['unit']} ({roles[one['role']]})" for one in value)
    if isinstance(value, dict):
        return " · ".join(str(one) for one in value.values() if one)
    return "" if value is None else str(value)
