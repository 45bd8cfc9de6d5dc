"""Headings that are a span of time ("THÁNG 01", "Quý II/2026"): when what stands under them is due."""

import re
from collections.abc import Mapping

from models.raw import RawTask, RawText
from normalize.text import flow, fold_letters

_YEAR = r"(?:\s?[/.-]\s?|,?\s)(?:nam )?(?:19|20)\d\d"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_QUARTER = r"(?:iv|i{1,3}|[1-4])"
_MORE = r"(?:\s?(?:[,&+–-]|va|den)\s?(?:thang |quy )?"
_HEADING = re.compile(
    r"[\W_]*(?:(?:cac )?(?:nhiem vu|cong viec|noi dung|hoat dong|cong tac|chuong trinh)"
    r"(?: cong tac| cong viec| hoat dong| chu yeu| trong tam)*(?: trong)? (?=thang|quy))?"
    rf"(?P<span>thang {_MONTH}{_MORE}{_MONTH})*(?:{_YEAR})?"
    rf"|quy {_QUARTER}{_MORE}{_QUARTER})*(?:{_YEAR})?"
    r"|nam 20\d\d(?:\s?[–-]\s?20\d\d)?"
    rf"|(?:6|sau) thang (?:dau|cuoi) nam(?:{_YEAR}| 20\d\d)?"
    r"|(?:thu \w+|chu nhat)[,\s(]+(?:ngay )?\d{1,2}/\d{1,2}(?:/20\d\d)?"
    r"|ngay \d{1,2}/\d{1,2}(?:/20\d\d)?"
    r"|(?:dinh ky )?hang (?:thang|quy|nam)"
    r"|thuong xuyen)"
    r"[\s).]*(?:[(:].*)?[\s.]*"
)
"""A heading that says a span of time and nothing else, remarks behind a bracket or a colon aside; folded."""


def span_of_heading(title: str) -> str | None:
    """The span of time that a heading is, as printed: "Tháng 3" of "Công tác tháng 3:"; None for any other heading."""
    printed = " ".join(title.split())
    match = _HEADING.fullmatch(fold_letters(printed))
    return printed[slice(*match.span("span"))] if match else None


def span_over(task: RawTask, titles: Mapping[str | None, RawText]) -> str | None:
    """The span of time that *task* stands under: of its group, else of the nearest section that is one."""
    if task.group is not None and (span := span_of_heading(flow(task.group.text))) is not None:
        return span
    path = task.section
    while path:
        title = titles.get(path)
        if title is not None and (span := span_of_heading(flow(title.text))) is not None:
            return span
        path = path.rpartition(".")[0]
    return None
