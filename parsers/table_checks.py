"""The table's own arithmetic: numbers that skip, and sections that announce more or fewer rows than they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.finding import Finding
from models.raw import RawSection
from parsers.row_labels import roman_numeral, roman_value


@dataclass(frozen=True, slots=True)
class RowLabel:
    """One row of a task as numbered: rows are counted, not the parts a row splits into."""

    section: str | None
    label: str | None
    page: int
    heads: bool = False
    """Whether the row names a group: it takes its number, but is no task."""


def check_rows(rows: Sequence[RowLabel], sections: Sequence[RawSection], prefix: str) -> tuple[Finding, ...]:
    """Findings `numbering-gap` and `task-count-mismatch` for the *rows* of tasks of one table."""
    return (*_counts(rows, sections, prefix), *_gaps(rows, prefix), *_section_gaps(sections, prefix))


def _name(section: str | None, prefix: str) -> str:
    if section is None or section == prefix:
        return "Bảng"
    return f"Mục {section.removeprefix(prefix + '.') if prefix else section}"


def _counts(rows: Sequence[RowLabel], sections: Sequence[RawSection], prefix: str) -> list[Finding]:
    findings = []
    for section in sections:
        if section.declared_tasks is None:
            continue
        below = {s.path for s in sections if s.path == section.path or s.path.startswith(section.path + ".")}
        count = len(_distinct([r for r in rows if r.section in below and not r.heads]))
        if count == section.declared_tasks:
            continue
        only = "chỉ có" if count < section.declared_tasks else "có"
        message = f"{_name(section.path, prefix)} ghi {section.declared_tasks:02d} nhiệm vụ nhưng bảng {only} {count}."
        findings.append(
            Finding(
                severity="warning",
                code="task-count-mismatch",
                message=message,
                page=section.page,
                section=section.path,
            )
        )
    return findings


def _distinct(rows: Sequence[RowLabel]) -> list[RowLabel]:
    """*rows* without those that repeat the number right above: rows of one merged task."""
    kept: list[RowLabel] = []
    for row in rows:
        if not kept or row.label is None or (row.section, row.label) != (kept[-1].section, kept[-1].label):
            kept.append(row)
    return kept


def _gaps(rows: Sequence[RowLabel], prefix: str) -> list[Finding]:
    """Numbers that skip inside a section, or between sections where the numbering runs on."""
    findings: list[Finding] = []
    last: dict[tuple[str | None, str], int] = {}
    running: dict[str, int] = {}
    headed: dict[str, set[int]] = {}
    for row in rows:
        head, _, tail = (row.label or "").rpartition(".")
        if not tail.isdigit():
            last.pop((row.section, ""), None)  # a number not printed, or misread: nothing can be said of the next
            continue
        number = int(tail)
        if row.heads:
            last[row.section, head] = number
            headed.setdefault(head, set()).add(number)
            continue
        before = last.get((row.section, head))
        if before is None and not head and head in running and number > running[head] + 1:
            # A group that stands between them may have taken the number: "2. Sơ kết …" over a) and b).
            skipped = set(range(running[head] + 1, number)) - headed.get(head, set())
            before = running[head] if skipped and _runs_on(rows) else None
        if before is not None and before + 1 < number < before + 30:
            findings.append(_gap(row, head, before, number, prefix))
        last[row.section, head] = running[head] = number
    return findings


def _runs_on(rows: Sequence[RowLabel]) -> bool:
    """Whether the numbers go on from section to section: "1" stands once in the whole table."""
    return sum(row.label == "1" and not row.heads for row in rows) <= 1


def _gap(row: RowLabel, head: str, before: int, number: int, prefix: str) -> Finding:
    dot = f"{head}." if head else ""
    missing = [f"{dot}{n}" for n in range(before + 1, number)]
    listed = ", ".join(missing) if len(missing) <= 4 else f"{missing[0]} đến {missing[-1]}"
    message = f"{_name(row.section, prefix)}: sau số {dot}{before} là số {dot}{number}, thiếu số {listed}."
    return Finding(severity="warning", code="numbering-gap", message=message, page=row.page, section=row.section)


def _section_gaps(sections: Sequence[RawSection], prefix: str) -> list[Finding]:
    """Roman sections that skip: II, then IV."""
    findings = []
    romans = [s for s in sections if s.label and set(s.label) <= set("IVXLC")]
    for before, after in pairwise(romans):
        first, second = roman_value(before.label or ""), roman_value(after.label or "")
        if first + 1 < second <= first + 3 and before.path.count(".") == after.path.count("."):
            missing = ", ".join(roman_numeral(n) for n in range(first + 1, second))
            message = f"Sau mục {before.label} là mục {after.label}, thiếu mục {missing}."
            findings.append(
                Finding(severity="warning", code="numbering-gap", message=message, page=after.page, section=after.path)
            )
    return findings
