"""Reads a plan set from plain paragraphs, as short text that a test can compare."""

import re

from models.raw import RawPlan, RawTask
from normalize.text import flow
from parsers.document import find_plan
from tests.parsers.typeset import Set, paragraphs, set_pages

_UNIT = re.compile(
    r"(?:Sở|Phòng|Ban|Bộ|Văn phòng|Trung tâm|Chi cục|Công an|Trạm|Ủy ban nhân dân|UBND"
    r"|Các (?:phòng|sở|đơn vị|cơ quan|xã))\b"
    r"(?!.*\b(?:chủ trì|phối hợp|thực hiện|căn cứ|xây dựng|báo cáo)\b)"
)
HEAD = "^**KẾ HOẠCH**\n^**Làm sạch môi trường xã Suối Ngọc năm 2026**\n"


def is_unit(text: str) -> bool:
    """Whether a text begins like a unit's name and is no sentence."""
    return bool(_UNIT.match(text)) and len(text.split()) <= 14 and not text.endswith(".")


def read(text: str, style: Set | None = None, head: str = HEAD) -> RawPlan:
    """The plan whose paragraphs *text* lists, one a line."""
    return find_plan(set_pages(paragraphs(head + text), style), is_unit)


def section_lines(plan: RawPlan) -> list[str]:
    """ "path title (role)" of each section."""
    return [f"{s.path} {flow(s.title.text)} ({s.role})" for s in plan.sections]


def task_lines(plan: RawPlan) -> list[str]:
    """ "section|group|label|text" of each task."""
    return [task_line(t) for t in plan.tasks]


def task_line(task: RawTask) -> str:
    group = flow(task.group.text) if task.group else "-"
    return f"{task.section or '-'}|{group}|{task.label or '-'}|{flow(task.text.text)}"


def finding_lines(plan: RawPlan) -> list[str]:
    """ "code section" of each doubt."""
    return [f"{f.code} {f.section or '-'}" for f in plan.findings]
