"""What the terminal shows: plans, tasks, counts and differences as tables, or as JSON, on standard output."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ingest.doctor import Check
    from models.diff import Difference
    from models.plan import Deadline, Document, Plan, Task
    from models.removal import Removal
    from models.runs import RunSummary
    from models.search import Found
    from models.status import DatabaseStatus

PIPE_WIDTH = 160
"""Letters a line where there is no terminal to ask."""
COLOURS = {"info": "cyan", "warning": "yellow", "error": "red"}
HIDDEN = {number: "\ufffd" for number in (*range(0x20), *range(0x7F, 0xA0)) if number not in (0x09, 0x0A)}


def print_plan(plan: "Plan") -> None:
    """Print a plan: its head, its tasks by section, what else was found, and what is doubtful."""
    console = console_for()
    console.print(_head(plan.document))
    console.print(_tasks(plan))
    if plan.targets:
        console.print(_targets(plan))
    for finding in plan.findings:
        place = _joined(", ", finding.section and f"section {finding.section}", finding.page and f"p. {finding.page}")
        line = Text(f"{finding.severity:8}", COLOURS[finding.severity])
        console.print(line.append_text(plain(f"{finding.code}  {finding.message}" + (f"  ({place})" if place else ""))))
    console.print(plain(_counted(plan)), style="bold")


def print_status(status: "DatabaseStatus") -> None:
    """Print what the database holds."""
    console = console_for()
    counted = "  ".join(f"{count:,} {table}" for table, count in status.counts.items())
    counted += f"  {status.settled:,} findings settled" if status.settled else ""
    counted += f"  {status.removed:,} documents removed" if status.removed else ""
    console.print(plain(counted), style="bold")
    table = _table(">Id", "Document", "Number", "Title", ">Tasks", ">Findings")
    for line in status.newest:
        table.add_row(*map(plain, (line.id, line.source, line.number, line.title, line.tasks, line.findings)))
    console.print(table)
    if status.findings:
        console.print(plain(f"Findings: {ranked(status.findings)}"), soft_wrap=True)
    for record in status.failed:
        console.print(plain(f"failed  {record.path}: {record.reason}"), style="red", soft_wrap=True)


def print_runs(runs: Iterable["RunSummary"]) -> None:
    """Print runs of ingest, newest first."""
    runs = tuple(runs)
    table = _table("Run", "Started", "Ended", "Status", "Version", ">New", ">Replaced", ">Unchanged", ">Failed")
    for run in runs:
        counts = (run.counts.get(status, 0) for status in ("new", "replaced", "unchanged", "failed"))
        cells = (run.id, _moment(run.started_at), _moment(run.finished_at), run.status, run.program_version, *counts)
        table.add_row(*map(plain, cells))
    console_for().print(table)
    if any(run.status == "running" for run in runs):
        # Nobody can write down that they were killed.
        console_for(sys.stderr).print(
            "Running: at work, or killed; then the same command again goes on.", soft_wrap=True
        )


def _moment(value: datetime | None) -> str:
    """A moment by this machine's clock, as in the log."""
    return f"{value.astimezone():%Y-%m-%d %H:%M:%S}" if value else ""


def print_going(going: Iterable["Removal"]) -> None:
    """Print what a removal takes away, to standard error: a person is asked about it."""
    console = console_for(sys.stderr)
    for one in going:
        name = _joined("  ", one.document_id, one.source, one.number, one.title)
        kept = f"; {one.said:,} corrections are kept on record" if one.said else ""
        console.print(plain(f"{name}: {one.task_count:,} tasks{kept}"), soft_wrap=True)


def print_checks(checks: Iterable["Check"]) -> None:
    """Print what the machine has and lacks."""
    console = console_for()
    for check in checks:
        mark = Text("ok       ", "green") if check.ok else Text("missing  ", "red")
        console.print(mark.append_text(plain(f"{check.name}: {check.found}")))
        if check.advice:
            console.print(plain(f"         {check.advice}"))


def print_json(found: Any) -> None:
    """Print dataclasses, or a list of them, as JSON."""
    content = asdict(found) if is_dataclass(found) and not isinstance(found, type) else [asdict(one) for one in found]
    print(json.dumps(content, ensure_ascii=False, indent=2, default=_json_value))


def print_found(found: "Found") -> None:
    """Print tasks found, the words that were looked for in bold."""
    console = console_for()
    table = _table("Document", "In", "Task", "Lead", "Due", ">P.", ratios=(3, 1, 10, 4, 2, None))
    for hit in found.hits:
        text = plain(hit.text)
        for start, end in hit.marks:
            text.stylize("bold", start, end)
        due = f"{hit.due_on:%d/%m/%Y}" if hit.due_on else hit.deadline_text
        cells = (hit.number or hit.source, _joined(" ", hit.section, hit.label))
        table.add_row(*map(plain, cells), text, *map(plain, (hit.lead_unit, due, hit.page)))
    console.print(table)
    more = "; there are more (--limit)" if found.has_more else ""
    console.print(plain(f"{len(found.hits):,} tasks{more}"), style="bold")


def print_difference(difference: "Difference") -> None:
    """Print what changed from one document to another."""
    console = console_for()
    console.print(plain(f"{difference.old} -> {difference.new}"), style="bold")
    for change in difference.fields:
        console.print(plain(f"  {change.field}: {_shown(change.old)} -> {_shown(change.new)}"), style="yellow")
    for task in difference.tasks:
        sign, style = {"added": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}[task.kind]
        where = _joined(" ", task.section, task.label)
        console.print(plain(f"{sign} {where}  {task.text}  (p. {task.page})"), style=style, soft_wrap=True)
        for change in task.fields:
            line = f"    {change.field}: {_shown(change.old)} -> {_shown(change.new)}"
            console.print(plain(line), soft_wrap=True)
    counts = ", ".join(f"{difference.count(kind)} {kind}" for kind in ("added", "gone", "changed"))
    console.print(plain(f"{counts}, {difference.same} the same"), style="bold")


def _shown(value: Any) -> str:
    """One value of a field in a line."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return "; ".join(f"{one['unit']} ({one['role']})" for one in value) or "–"
    if isinstance(value, dict):
        return _joined(", ", *(f"{key} {one}" for key, one in value.items() if one))
    return str(value)


def ranked(counts: dict[str, int]) -> str:
    """Counts by name in a line, the largest first."""
    return ", ".join(
        f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _head(document: "Document") -> Table:
    signer, attached = document.signer, document.attached_to
    issued = _joined(" ", document.place, document.issued_on and f"{document.issued_on:%d/%m/%Y}")
    lines = {
        "File": f"{document.source} ({document.page_count} pages, {document.text_source})",
        "Kind": _joined(" ", document.kind, document.label, document.number),
        "Title": document.title,
        "Issuer": _joined(" / ", document.parent_issuer, document.issuer),
        "Issued": _joined(" ", issued, document.year and f"(plan of {document.year})"),
        "Signed": signer and _joined(", ", signer.name, signer.capacity, signer.position),
        "Attached to": attached and _joined(" ", attached.kind, attached.number, attached.issuer),
    }
    grid = Table.grid(padding=(0, 2))
    for name, value in lines.items():
        if value:
            grid.add_row(Text(name, "dim"), plain(value))
    return grid


def _tasks(plan: "Plan") -> Table:
    table = _table("", "Task", "Lead", "With", "Deliverable", "Deadline", ">P.", ratios=(None, 10, 4, 5, 4, 3, None))
    titles = {section.path: section for section in plan.sections}
    holding = {task.section for task in plan.tasks}
    place: str | None = ""
    group: str | None = None
    for task in plan.tasks:
        if task.section != place:
            place, group = task.section, None
            section = titles.get(place or "")
            if section:
                table.add_section()
                table.add_row(
                    plain(section.path, "bold"), plain(section.title, "bold"), "", "", "", "", plain(section.page)
                )
        if task.group != group:
            group = task.group
            table.add_row("", plain(group, "italic"))
        table.add_row(*_task_cells(task))
    for section in plan.sections:
        if section.role in ("tasks", "assignment") and section.path not in holding and not plan.tasks:
            table.add_row(
                plain(section.path, "bold"), plain(section.title, "bold"), "", "", "", "", plain(section.page)
            )
    return table


def _task_cells(task: "Task") -> list[Text]:
    units = {
        role: "; ".join(a.unit for a in task.assignments if a.role in role)
        for role in (("lead",), ("coordinate", "direct"))
    }
    sure = "" if task.confidence >= 0.8 else "yellow"
    return [
        plain(task.label),
        plain(task.text, sure),
        plain(units[("lead",)], "green"),
        plain(units[("coordinate", "direct")]),
        plain(task.deliverable),
        _deadline(task.deadline),
        plain(task.page),
    ]


def _deadline(deadline: "Deadline | None") -> Text:
    if deadline is None:
        return Text()
    dates = " – ".join(f"{day:%d/%m/%Y}" for day in (deadline.start_on, deadline.due_on) if day)
    if deadline.start_on and not deadline.due_on:
        dates = f"from {dates}"
    elif deadline.due_on and not deadline.start_on:
        dates = f"by {dates}"
    return plain(_joined(", ", dates, deadline.recurrence, deadline.condition) or deadline.text)


def _targets(plan: "Plan") -> Padding:
    table = _table("", "Target", ">Value", "Unit", "Due")
    for target in plan.targets:
        due = f"{target.due_on:%d/%m/%Y}" if target.due_on else None
        table.add_row(
            *map(plain, (target.section, target.text, f"{target.comparator} {target.value:g}", target.unit, due))
        )
    return Padding(table, (1, 0))


def _counted(plan: "Plan") -> str:
    return (
        f"{len(plan.tasks)} tasks in {len(plan.sections)} sections, {len(plan.targets)} targets, "
        f"{len(plan.citations)} citations, {len(plan.findings)} findings; "
        f"{plan.residue_share:.1%} of the text is in none of them"
    )


def _joined(between: str, *parts: object) -> str:
    """The parts that are not blank as one text."""
    return between.join(str(part) for part in parts if part)


def _table(*headers: str, ratios: tuple[int | None, ...] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=bool(ratios), pad_edge=False)
    for place, header in enumerate(headers):
        right = header.startswith(">")
        table.add_column(
            header.lstrip(">"),
            justify="right" if right else "left",
            ratio=ratios[place] if ratios else None,
            no_wrap=right,
            overflow="fold",
        )
    return table


def plain(value: object, style: str = "") -> Text:
    """*value* as text: no markup is read in it, and nothing in it can steer the terminal."""
    return Text("" if value is None else str(value).translate(HIDDEN), style)


def console_for(stream: Any = None) -> Console:
    """Where to print: *stream*, or standard output, as wide as the terminal or as a pipe needs it."""
    console = Console(file=stream or sys.stdout, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def _json_value(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
