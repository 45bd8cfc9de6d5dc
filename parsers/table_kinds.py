"""Which tables list tasks and which do not: estimates of costs, lists of members, tables of targets, letterheads."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.blocks import Table
from normalize.text import fold
from parsers.columns import Column, ColumnRole, cell_head, find_columns, head_key, role_of_head
from parsers.table_pieces import LABEL
from parsers.table_rows import is_unit_mark

_UNIT = re.compile(
    r"(?:so|bo|ubnd|hdnd|uy ban|phong|ban|van phong|cong an|trung tam|vien|cuc|chi cuc|hoi|doan|cac|to|truong|bao|dai|"
    r"thanh tra|ngan hang|kho bac|bch|bqd|lien minh|lien doan|vnpt|tinh doan|mttq|uy ban mttq)\b"
)
_DATE = re.compile(r"\b(?:19|20)\d\d\b|quy [ivx]+|thang \d|thuong xuyen|hang (?:nam|quy|thang)|dinh ky|\d{1,2}/\d{1,2}")
_WORD = re.compile(r"[^\W\d_]{2,}")
LEAST_WORDED = 0.4
"""Share of the cells of tasks that must say more than a figure."""
_MONEY = re.compile(r"kinh phi|du toan|thanh tien|so tien|nguon von")
_STRONG_TASK = re.compile(r"nhiem vu|cong viec|dau viec|viec can lam|sang kien|giai phap|hoat dong|de an")
_PERSON = re.compile(r"ho va ten|ho ten|ten can bo|can bo")
_IN_CHARGE = re.compile(r"(?:dong chi|uy vien) phu trach")
_ASSIGNED = re.compile(r"(?:phan cong|duoc giao|cong viec|nhiem vu cu the)")
_OFFICE = re.compile(r"chuc vu|chuc danh|don vi cong tac")
LEAST_TASK = 25
"""Letters that the tasks of a list of persons have on average; "Trưởng ban" is no task."""
LEAST_UNITS = 2
"""Cells that must name units before their column is taken for the leads'."""
_SUBMITS = re.compile(r"(?:co quan|don vi) trinh\b")
_NO_LEAD = re.compile(r"\b(?:duoc|doi tuong|noi|dia|theo doi|giam sat|tham dinh|kiem tra|phe duyet|nhan|huong|cap)\b")
_CONTENT = re.compile(r"noi dung(?: thuc hien| trien khai| cu the| cong viec)?")


def name_columns(table: Table, columns: Sequence[Column]) -> tuple[Column, ...]:
    """
    *columns* with exactly one for the task, where the table has one: its head may be unknown, or two may sound like it.

    Of two such columns the one with more cells is the task's; one merged over its rows names their group, one that says
    what the task contains joins its text, another is kept as a note.
    """
    named = list(columns)
    if table.header_rows == 0:
        named = _by_content(table, named)
    named = [replace(c, role="lead") if _holds_unit_marks(table, c) else c for c in named]
    named = _with_unnamed_lead(table, _with_persons(table, named))
    if all(c.role != "lead" for c in named):
        # Beside a unit that leads, the comrade in charge directs; alone he leads.
        named = [replace(c, role="lead") if _IN_CHARGE.search(head_key(c.leaf)) else c for c in named]
    if all(c.role != "task" for c in named) and sum(c.role == "group" for c in named) == 1:
        # "Nhóm nhiệm vụ, giải pháp" beside no column of tasks holds them itself.
        named = [replace(c, role="task") if c.role == "group" else c for c in named]
    tasks = [c for c in named if c.role == "task"]
    counts = _counts(table)
    if not tasks:
        return tuple(_guess_task(named, counts))
    if len(tasks) > 1:
        most = max(counts[c.index][0] for c in tasks)
        full = [c for c in tasks if counts[c.index][0] >= 0.8 * most]
        chosen = max(full, key=lambda c: (bool(_STRONG_TASK.search(head_key(c.leaf))), c.score, -c.index))
        for c in tasks:
            if c is not chosen:
                merged = c.index < chosen.index and counts[c.index][0] < 0.7 * counts[chosen.index][0]
                said = bool(_CONTENT.fullmatch(head_key(c.leaf))) and c.index > chosen.index
                named[c.index] = replace(c, role="group" if merged else "content" if said else "note")
    labels = [c for c in named if c.role == "label"]
    if len(labels) > 1:  # "Mục" merged over the rows that "TT" numbers one by one
        fullest = max(labels, key=lambda c: (counts[c.index][0], -c.index))
        for extra in labels:
            named[extra.index] = extra if extra is fullest else replace(extra, role="note")
    return tuple(named)


def _with_persons(table: Table, columns: list[Column]) -> list[Column]:
    """*columns* with "Họ và tên" as the lead's, where each person has a task of some length, dated or assigned."""
    roles = {c.role for c in columns}
    persons = [c for c in columns if c.role == "other" and _PERSON.match(head_key(c.leaf))]
    tasks = [c for c in columns if c.role == "task"]
    if "lead" in roles or not persons or not tasks:
        return columns
    if not (roles & {"deadline", "period", "deliverable"} or _ASSIGNED.search(head_key(tasks[0].leaf))):
        return columns
    texts = [cell_head(c) for c in table.cells if c.column == tasks[0].index and c.row >= table.header_rows and c.lines]
    if not texts or sum(map(len, texts)) < LEAST_TASK * len(texts):
        return columns
    lead = persons[0]
    return [
        replace(c, role="lead") if c is lead else replace(c, role="note") if _OFFICE.match(head_key(c.leaf)) else c
        for c in columns
    ]


def _with_unnamed_lead(table: Table, columns: list[Column]) -> list[Column]:
    """
    *columns* with the one of units as the lead's, where no head says who leads: "Đơn vị quản lý", "Cơ quan trình".

    Units that something is done to or that watch are no leads: "Đơn vị được kiểm tra", "Cơ quan thẩm định".
    """
    if any(c.role in ("lead", "direct") for c in columns) or not any(c.role == "task" for c in columns):
        return columns
    for column in columns:
        key = head_key(column.leaf)
        if column.role != "unknown" and not _SUBMITS.match(key):
            continue
        texts = [
            cell_head(c) for c in table.cells if c.column == column.index and c.row >= table.header_rows and c.lines
        ]
        units = (
            len(texts) >= LEAST_UNITS and _share(texts, lambda t: len(t) < 120 and bool(_UNIT.match(fold(t)))) >= 0.8
        )
        if key and units and not _NO_LEAD.search(key):
            return [replace(c, role="lead") if c is column else c for c in columns]
    return columns


def _holds_unit_marks(table: Table, column: Column) -> bool:
    """Whether an unknown head is a unit's name: its cells say only "CT" or "PH"."""
    if column.role != "unknown" or not column.head:
        return False
    texts = [cell_head(c) for c in table.cells if c.column == column.index and c.row >= table.header_rows and c.lines]
    return bool(texts) and all(is_unit_mark(t) for t in texts)


def _counts(table: Table) -> list[tuple[int, int]]:
    """For each column, (cells of its own with text, letters in them), head left out."""
    counts = [(0, 0)] * table.column_count
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.lines and cell.column_span == 1:
            cells, letters = counts[cell.column]
            counts[cell.column] = (cells + 1, letters + sum(len(w.text) for line in cell.lines for w in line.words))
    return counts


def _guess_task(columns: Sequence[Column], counts: Sequence[tuple[int, int]]) -> list[Column]:
    """*columns* with the wordiest unknown one as the task's, when the others leave no doubt that tasks are listed."""
    known = {c.role for c in columns} & {"label", "lead", "coordinate", "deliverable", "deadline", "period", "direct"}
    unknown = [c for c in columns if c.role == "unknown" and counts[c.index][0]]
    if len(known) >= 2 and unknown and known & {"lead", "coordinate", "deadline", "period"}:
        best = max(unknown, key=lambda c: counts[c.index][1])
        return [replace(c, role="task") if c is best else c for c in columns]
    return list(columns)


def _by_content(table: Table, columns: Sequence[Column]) -> list[Column]:
    """Roles told by what the cells hold, for a table that begins without its head (the first page is missing)."""
    texts: list[list[str]] = [[] for _ in columns]
    for cell in table.cells:
        if cell.lines and cell.column_span == 1:
            texts[cell.column].append(cell_head(cell))
    guessed: list[ColumnRole] = ["unknown"] * len(columns)
    lengths = [sum(map(len, t)) / max(1, len(t)) for t in texts]
    if texts and texts[0] and _share(texts[0], lambda t: bool(LABEL.fullmatch(t))) >= 0.7:
        guessed[0] = "label"
    else:
        return list(columns)
    for i, cells in enumerate(texts):
        if guessed[i] != "unknown" or not cells:
            continue
        if _share(cells, lambda t: bool(_DATE.search(fold(t))) and len(t) < 60) >= 0.6:
            guessed[i] = "deadline"
        elif _share(cells, lambda t: bool(_UNIT.match(fold(t))) and len(t) < 200) >= 0.7:
            guessed[i] = "coordinate" if "lead" in guessed else "lead"
    rest = [i for i, role in enumerate(guessed) if role == "unknown" and texts[i]]
    if "lead" in guessed and rest:
        guessed[max(rest, key=lambda i: lengths[i])] = "task"
    return [replace(c, role=role) for c, role in zip(columns, guessed, strict=True)]


def _share(texts: Sequence[str], holds: "object") -> float:
    assert callable(holds)
    return sum(bool(holds(t)) for t in texts) / len(texts)


def _is_worded(table: Table, task: Column) -> bool:
    """Whether the column of tasks holds words, not figures or the dots of a form."""
    texts = [
        cell_head(c)
        for c in table.cells
        if c.row >= table.header_rows and c.column <= task.index < c.column + c.column_span
    ]
    texts = [t for t in texts if t]
    return not texts or _share(texts, _says_more_than_figures) >= LEAST_WORDED


def _says_more_than_figures(text: str) -> bool:
    return bool(_WORD.search(text)) and sum(c.isalpha() for c in text) > sum(c.isdigit() for c in text)


def why_no_tasks(table: Table, columns: Sequence[Column]) -> str | None:
    """Why a table with these columns lists no tasks, in Vietnamese; None when it does."""
    roles = {c.role for c in columns}
    named = [f"“{c.head[:40]}”" for c in columns if c.head]
    heads = ", ".join([*named[:6], *["…"][: len(named) > 6]]) or "không có dòng tiêu đề"
    if table.row_count <= table.header_rows:
        return "Bảng chỉ có dòng tiêu đề."
    others = [c for c in columns if c.role == "other"]
    if "task" not in roles:
        return f"Bảng không có cột nhiệm vụ ({heads})."
    who_or_when = roles & {"lead", "coordinate", "direct", "deliverable", "deadline", "period"}
    if len(others) >= 2 and not (roles & {"lead"} and roles & {"deadline", "deliverable", "coordinate", "period"}):
        return f"Bảng ghi số liệu hoặc danh sách, không giao nhiệm vụ ({heads})."
    task = next(c for c in columns if c.role == "task")
    if not _is_worded(table, task):
        return f"Bảng ghi số liệu, không giao nhiệm vụ ({heads})."
    strong = bool(_STRONG_TASK.search(head_key(task.leaf))) and role_of_head(task.leaf)[1] >= 75.0
    if others and not who_or_when & {"lead", "deadline", "deliverable", "coordinate"}:
        return f"Bảng ghi số liệu hoặc danh sách, không giao nhiệm vụ ({heads})."
    costs = any(_MONEY.search(head_key(c.head)) for c in columns)
    if costs and not strong and who_or_when == {"lead"}:
        return f"Bảng dự toán kinh phí, không giao nhiệm vụ ({heads})."
    if not who_or_when and not strong:
        return f"Bảng không ghi ai làm, khi nào hay ra kết quả gì ({heads})."
    return None


def assigns_plainly(table: Table) -> bool:
    """
    Whether a table gives tasks whatever the section over it is for: its heads name tasks, who leads and when, no money.

    Seen in: a table of who does what under a heading like "Mục tiêu và tiến độ".
    """
    columns = name_columns(table, find_columns(table.cells, table.header_rows, table.column_count))
    roles = {c.role for c in columns}
    strong = any(c.role == "task" and _STRONG_TASK.search(head_key(c.leaf)) for c in columns)
    money = any(_MONEY.search(head_key(c.head)) for c in columns)
    return strong and "lead" in roles and bool(roles & {"deadline", "period"}) and not money and "other" not in roles
