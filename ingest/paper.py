"""Between points of paper and points of a file whose author took pixels for points.

Parsers measure in points of paper, where print has 13 of them; the record tells places as the file counts them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.page import BBox, Page, Stroke
from models.plan import Plan


def on_paper(page: Page, unit: float) -> Page:
    """A *page* read in the file's points, each of which is *unit* points of paper."""
    return replace(
        page,
        width=page.width * unit,
        height=page.height * unit,
        words=tuple(replace(w, bbox=_times(w.bbox, unit), size=w.size * unit) for w in page.words),
        strokes=tuple(Stroke(_times(s.bbox, unit)) for s in page.strokes),
        unit=unit,
    )


def odd_units(pages: Iterable[Page]) -> dict[int, float]:
    """The pages, by number, whose file counts in other points than those of paper, and how."""
    return {page.number: page.unit for page in pages if page.unit != 1.0}


def as_in_file(plan: Plan, units: Mapping[int, float]) -> Plan:
    """*plan* with the places of its tasks and their evidence as the file counts them."""
    if not units:
        return plan

    def placed(bbox: BBox, page: int) -> BBox:
        return _times(bbox, 1 / units.get(page, 1.0))

    tasks = tuple(
        task.model_copy(
            update={
                "bbox": placed(task.bbox, task.page),
                "evidence": tuple(e.model_copy(update={"bbox": placed(e.bbox, e.page)}) for e in task.evidence),
            }
        )
        for task in plan.tasks
    )
    return plan.model_copy(update={"tasks": tasks})


def _times(box: BBox, unit: float) -> BBox:
    return box[0] * unit, box[1] * unit, box[2] * unit, box[3] * unit
