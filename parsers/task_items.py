"""Makes sections, tasks and passages of an outline: what is a heading, what is a task, and who stands over it.

A leaf of a section that holds tasks is a task; whatever has items under it is a section when it has a label and a group
when it has none; labelled lines fill the item above them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from models.blocks import Table
from models.raw import Passage, RawSection, RawTask, RawText, SectionRole
from normalize.text import fold
from parsers.labels import HIGH, number_word, roman_numeral
from parsers.outline_nodes import Node, is_heading
from parsers.printed import raw_text
from parsers.remarks import remarks_below_tables
from parsers.task_fields import field_of, has_fields, own_text, read_fields, says_who, settle_fields, with_contents
from parsers.vocabulary import (
    closing_pattern,
    is_announcement,
    is_basis,
    is_end,
    is_formula,
    is_hitch,
    is_pointer,
    looks_back,
    only_agrees,
    says_only_role,
    tells_who_attends,
    title_role,
)

LONGEST_TITLE = 60
"""Words: a longer text is no title, whatever stands under it."""
TASK_ROLES: tuple[SectionRole, ...] = ("tasks", "assignment", "organisation")
PassageKind = Literal["head", "basis", "heading", "intro", "item", "field", "cell", "closing", "signature", "residue"]

_DECLARED = re.compile(
    r"\s*\(\s*(?:gồm\s+|có\s+)?(\d{1,4})\s+(?:nhiệm vụ|nội dung|đầu việc|công việc|hoạt động)\s*\)\s*[.:]?\s*$", re.I
)
_DUTY_TAIL = re.compile(
    r"\s*(?:,?\s*(?:có|chịu) trách nhiệm(?: thực hiện| chủ trì)?|thực hiện(?: các)?(?: nhiệm vụ)?(?: sau)?"
    r"|chủ trì(?: thực hiện)?|(?<!ban )(?<!thể )lãnh đạo(?:, chỉ đạo)?|(?<!ban )chỉ đạo"
    r"|(?:tập trung|triển khai)(?: thực hiện)?)?\s*[:.]?\s*$",
    re.I,
)
_TITLE_TAIL = re.compile(r"[\s:;,‘’'`~]+$")
"""What announces a list (or is dirt behind it) and is no part of a title; a full stop is."""
_LAST_STOP = re.compile(r"[.;,]\s*/\s*\S?$")
_DUTY_FRONT = re.compile(r"^(?:đối với|đề nghị|giao|trách nhiệm của|nhiệm vụ của|phân công|yêu cầu)\s+", re.I)
_LEADS_A_FORCE = re.compile(
    r"(.{4,80}?)\s+(?:lãnh đạo, )?chỉ đạo (?:các )?(?:lực lượng|đơn vị|cơ quan|phòng|xã)\b[^.;]{0,80}$"
)
"""A heading that names whom its unit has under it: "Bộ Chỉ huy Quân sự tỉnh chỉ đạo lực lượng Bộ đội Biên phòng"."""
_ONLY_HELPERS = re.compile(r"(?:chủ trì,? )?phối hợp\b", re.I)
"""Begins what a unit above does with others: "Chủ trì, phối hợp với Sở X, trong đó:" names no unit of its own."""
_HEAD_COUNT = re.compile(r"\s*[:(]\s*(?:mỗi đơn vị\s+)?\d+ (?:thành viên|đại biểu|người|đồng chí|đ/c|cán bộ)\)?$")
"""How many of them take part: "Sở Nội vụ: 01 thành viên"."""
_DESCRIBES = re.compile(r"\bnoi dung\b.*\b(?:doi tuong|thoi gian|pham vi|thanh phan|dia diem)\b")
"""A title over what, whom and when: "Nội dung, đối tượng, thời gian giám sát"."""
_FEWEST_NAMES = 3
"""Items: so many bare names of units below one another are a list of them; fewer may be tasks that lost their words."""
_MANY_UNITS = re.compile(r"\s*(?:;|,|\svà\s)\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the outline we stand."""

    path: str | None
    """Of the nearest section."""
    role: SectionRole
    group: RawText | None = None
    heading_unit: RawText | None = None
    labels: tuple[tuple[str, str | None], ...] = ()
    """(label, path above it) of the open sections, outermost first: "2.1" under "2" does not repeat the 2."""


TableReader = Callable[[Table, Place, "ItemReader"], None]


@dataclass(slots=True)
class ItemReader:
    """Collects what one part of a file says, in reading order."""

    part: int
    is_unit: Callable[[str], bool]
    read_table: TableReader
    in_decision: bool = False
    """Whether the part is a decision, whose own articles are neither sections nor tasks."""
    in_conclusions: bool = False
    """Whether the part tells what the chair of a meeting concluded, praise included."""
    sections: list[RawSection] = field(default_factory=list)
    tasks: list[RawTask] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    """The outline's node of each section, by path."""
    used: dict[str, int] = field(default_factory=dict)

    def read(self, root: Node, start: Place) -> None:
        """Everything under *root*, in place."""
        settle_fields(root)
        mark_closing(root)
        self._children(root, start, is_root=True)

    # What a node is

    def _visit(self, node: Node, place: Place) -> None:
        if node.kind == "table":
            assert node.table is not None
            self.read_table(node.table, place, self)
        elif node.kind == "closing":
            self._passage("closing", raw_text(node.lines), place)
        elif node.kind == "text":
            self._bare(node, place)
        elif node.kind == "article" and self.in_decision:
            self._article(node, place)
        else:
            self._item(node, place)

    def _item(self, node: Node, place: Place) -> None:
        role = _role(node, place)
        inner = replace(place, role=role)
        if not node.children and (is_formula(node.title) or is_hitch(node.title)):
            self._passage("closing", raw_text(node.lines), place)
            return
        if self.in_conclusions and not node.children and only_agrees(node.title):
            self._passage("item", raw_text(node.lines, node.text), inner)
            return
        if role in TASK_ROLES and node.label is not None and _lists_units(node, self.is_unit):
            self._passage("item", raw_text(node.lines, node.text), inner)
            return
        if role in TASK_ROLES and _is_aside(node):
            self._passage("field", raw_text(node.lines), inner)
            return
        if role in TASK_ROLES and has_fields(node) and not (node.kind in HIGH and title_role(node.title)):
            self._task(node, inner)
        elif self._is_section(node, inner):
            self._section(node, inner)
        elif role in TASK_ROLES and (
            (node.kind == "bullet" and _holds_items(node)) or (node.kind == "heading" and node.children)
        ):
            self._group(node, inner)
        elif role in TASK_ROLES and node.kind != "heading" and node.title:
            self._task(node, inner)
        else:
            self._passage("heading" if node.kind == "heading" else "item", raw_text(node.lines, node.text), inner)
            self._children(node, inner)

    def _is_section(self, node: Node, place: Place) -> bool:
        if node.label is None or node.kind == "bullet":
            return False
        if _holds_items(node) or any(c.kind == "table" for c in node.children):
            return (
                place.role in TASK_ROLES
                or is_heading(node)
                or node.kind in ("part", "chapter", "division", "capital", "roman")
            )
        texts = [
            c for c in node.children if c.kind == "text" and field_of(c) is None and not says_who(c.title, self.is_unit)
        ]
        if node.kind in ("part", "chapter", "division") or (node.kind in ("roman", "capital") and is_heading(node)):
            return True
        if not is_heading(node):
            return bool(texts) and _is_open(node, texts)
        if texts:
            return True
        if place.role in TASK_ROLES:
            return False
        return node.bold or title_role(node.title) is not None

    # What becomes of it

    def _section(self, node: Node, place: Place) -> None:
        path = self._path(node, place)
        text, declared = strip_declared(node.text)
        title = raw_text(node.lines, _TITLE_TAIL.sub("", text))
        assert node.label is not None
        self.sections.append(RawSection(path, node.label, title, place.role, declared))
        self.nodes[path] = node
        above = place.path
        inner = replace(
            place, path=path, group=None, labels=(*place.labels, (node.label, above)),
            heading_unit=self._unit_of(node) or place.heading_unit,
        )  # fmt: skip
        self._passage("heading", title, inner)
        self._children(node, inner)

    def _group(self, node: Node, place: Place) -> None:
        title = raw_text(node.lines, _TITLE_TAIL.sub("", node.text))
        inner = replace(place, group=title, heading_unit=self._unit_of(node) or place.heading_unit)
        self._passage("heading", title, place)
        self._children(node, inner)

    def _children(self, node: Node, place: Place, is_root: bool = False) -> None:
        """What stands under a heading; its bare paragraphs are tasks only where no items follow."""
        has_items = any(c.kind not in ("text", "closing") for c in node.children)
        started = False
        remarks = remarks_below_tables(node.children)
        for child in node.children:
            if id(child) in remarks:
                for told in (child, *child.walk()):
                    self._passage("field", raw_text(told.lines), place)
                continue
            if child.kind == "text":
                if is_root:
                    self._passage(
                        "residue" if started else "basis", raw_text(child.lines), replace(place, role="basis")
                    )
                elif (has_items and not started) or place.role not in TASK_ROLES:
                    self._passage("intro", raw_text(child.lines), place)
                else:
                    self._bare(child, place)
                continue
            started = True
            self._visit(child, place)

    def _bare(self, node: Node, place: Place) -> None:
        if is_basis(node.title) or is_formula(node.title) or is_pointer(node.title) or is_hitch(node.title):
            self._passage("intro", raw_text(node.lines), place)
            return
        if place.role not in TASK_ROLES or field_of(node) is not None:
            self._passage("field" if field_of(node) else "intro", raw_text(node.lines), place)
            return
        self._task(node, place)

    def _article(self, node: Node, place: Place) -> None:
        """An article of a decision is neither section nor task, but what it approves may be set out under it."""
        self._passage("item", raw_text(node.lines, node.text), place)
        sets_out = _sets_out_tasks(node)
        for child in node.children:
            if child.kind in ("roman", "capital", "part", "chapter") or (sets_out and child.label is not None):
                self._visit(child, place)
            else:
                for below in (child, *child.walk()):
                    if below.table is not None:
                        self.read_table(below.table, place, self)
                    elif below.lines:
                        self._passage("item", raw_text(below.lines, below.text), place)

    def _task(self, node: Node, place: Place) -> None:
        if not node.children and not any(map(str.isalpha, node.text)):  # dots to write on, dirt
            self._passage("residue", raw_text(node.lines), place)
            return
        index = len(self.tasks)
        text = raw_text(node.lines, own_text(node)[0])
        self._passage("item", raw_text(node.lines, node.text), place, index)
        fields = read_fields(node, lambda child: self._field_passages(child, place, index))
        more: list[RawText] = []
        contents = iter(fields.contents)
        for child in node.children:
            found = field_of(child)
            if found is not None:
                if found.role == "content":
                    more.extend(content for content in [next(contents, None)] if content is not None)
                continue
            for below in (child, *child.walk()):
                if below.table is not None:
                    self.read_table(below.table, place, self)
                    continue
                if is_pointer(below.title):
                    self._passage("intro", raw_text(below.lines), place)
                    continue
                more.append(raw_text(below.lines))
                self._passage("item", raw_text(below.lines), place, index)
        more.extend(contents)
        self.tasks.append(
            RawTask(
                section=place.path, section_role=place.role, group=place.group, label=node.label,
                text=with_contents(text, more), kind="item", assignments=tuple(fields.assignments),
                heading_unit=place.heading_unit, deliverable=fields.deliverable, deadline=fields.deadline,
                notes=tuple(fields.notes),
            )
        )  # fmt: skip

    def _field_passages(self, node: Node, place: Place, task: int) -> None:
        for below in (node, *node.walk()):
            if below.lines:
                self._passage("field", raw_text(below.lines), place, task)

    def _passage(self, kind: PassageKind, text: RawText, place: Place, task: int | None = None) -> None:
        if text.text.strip():
            self.passages.append(Passage(kind, text, self.part, place.path, place.role, task))

    # Paths and units

    def _path(self, node: Node, place: Place) -> str:
        assert node.label is not None
        name = path_name(node)
        above = place.path
        for label, higher in reversed(place.labels):
            if node.kind != "dotted" or not node.label.startswith(label + "."):
                break
            above = higher
        return self.unique(f"{above}.{name}" if above else name)

    def unique(self, path: str) -> str:
        """*path*, or "III (2)" where III is taken."""
        self.used[path] = count = self.used.get(path, 0) + 1
        return path if count == 1 else f"{path} ({count})"

    def _unit_of(self, node: Node) -> RawText | None:
        """The unit that a heading names, without "có trách nhiệm" and the like; None when it is no unit."""
        name = unit_heading(node.title, self.is_unit)
        return raw_text(node.lines, name) if name else None


def unit_heading(title: str, is_unit: Callable[[str], bool]) -> str | None:
    """The unit or units that are all a heading says, as printed."""
    name = _DUTY_TAIL.sub("", title)
    if (leads := _LEADS_A_FORCE.match(title)) is not None:
        name = leads[1]
    bare = _DUTY_FRONT.sub("", name)
    for candidate in (name, bare):
        if _ONLY_HELPERS.match(candidate):
            return None
        if candidate and (is_unit(candidate) or _all_units(candidate, is_unit)):
            return candidate
    return None


def _all_units(text: str, is_unit: Callable[[str], bool]) -> bool:
    pieces = [p for p in _MANY_UNITS.split(text) if p]
    return (
        len(pieces) > 1
        and len(text.split()) <= 40
        and sum(map(is_unit, pieces)) * 2 >= len(pieces)
        and is_unit(pieces[0])
    )


def path_name(node: Node) -> str:
    """How a label stands in a path: "II" for "Phần thứ hai", the label itself otherwise."""
    assert node.label is not None
    if node.kind in ("part", "chapter", "division", "article", "named") or " " in node.label:
        last = node.label.split()[-1]
        value = number_word(last)
        return last if re.fullmatch(r"[IVXLC]+|\d+|[A-Z]", last) or value is None else roman_numeral(value)
    return node.label


def strip_declared(text: str) -> tuple[str, int | None]:
    """A title without "(8 nhiệm vụ)", and that number."""
    match = _DECLARED.search(text)
    return (text[: match.start()], int(match[1])) if match else (text, None)


def _sets_out_tasks(article: Node) -> bool:
    """Whether an article that approves a plan says it whole: "1. Mục tiêu", "2. Nhiệm vụ", each with items."""
    return any(
        child.kind == "arabic" and child.children and is_heading(child) and title_role(child.title) in TASK_ROLES
        for child in article.children
    )


def _is_open(node: Node, texts: Sequence[Node]) -> bool:
    """Whether a long title without a full stop stands over whole sentences, as its neighbours do."""
    title = node.title
    if title[-1] in ".;,:…/" or len(title.split()) > LONGEST_TITLE or not all(t.title.endswith(".") for t in texts):
        return False
    beside = [n for n in (node.parent.children if node.parent else ()) if n.kind == node.kind and n is not node]
    return any(is_heading(n) and any(c.kind == "text" for c in n.children) for n in beside)


def _is_aside(node: Node) -> bool:
    """Whether an item only says when or for whom ("3. Thời gian: …", "2. Đối tượng: …"), and fills no item above it."""
    found = field_of(node)
    if found is None or node.children or found.end >= len(node.title):
        return False
    return found.role in ("deadline", "note") or (found.role == "content" and _is_described(node))


def _is_described(node: Node) -> bool:
    """Whether an item tells what is looked into, beside others that tell whom and when: "1. Nội dung: …"."""
    return (
        node.parent is not None
        and _DESCRIBES.search(fold(node.parent.title)) is not None
        and any(
            n.kind == node.kind and (beside := field_of(n)) is not None and beside.role in ("deadline", "note")
            for n in node.parent.children
        )
    )


def _lists_units(node: Node, is_unit: Callable[[str], bool]) -> bool:
    """Whether an item stands in a list of names, whom the paper goes to or who takes part, and says nothing else."""

    def is_name(item: Node) -> bool:
        return not item.children and is_unit(_HEAD_COUNT.sub("", _TITLE_TAIL.sub("", item.title).rstrip(". ")))

    if node.children or node.parent is None or not is_name(node):
        return False
    beside = [n for n in node.parent.children if n.kind == node.kind]
    return len(beside) >= _FEWEST_NAMES and sum(map(is_name, beside)) * 4 >= len(beside) * 3


def _holds_items(node: Node) -> bool:
    return any(c.kind not in ("text", "table", "closing") and field_of(c) is None for c in node.children)


def _role(node: Node, place: Place) -> SectionRole:
    """What a node is for: its own title's words where they decide, else what it stands under."""
    if node.kind == "bullet" or not is_heading(node):
        return place.role
    title = strip_declared(node.title)[0]
    if tells_who_attends(title):
        return "other"
    own = title_role(title)
    outermost = place.path is None or not place.labels or node.kind in ("part", "chapter")
    if own is None:
        return place.role
    if outermost or all(label.split()[0].lower() in ("phần", "chương", "mục") for label, _ in place.labels):
        return own
    if own == "other" and says_only_role(title) and node.parent is not None and looks_back(node.parent.title):
        # "II. TÌNH HÌNH NĂM QUA VÀ NHIỆM VỤ" holds "1. Kết quả đạt được", which asks nothing of anybody.
        return own
    # Inside a section only a title that says nothing else changes the role: "1. Mục tiêu", not "2. Kinh phí cho xã".
    return own if says_only_role(node.title) and own not in ("other", "organisation") else place.role


def says_tasks(root: Node) -> bool:
    """Whether some title in the outline says that tasks stand under it."""
    return any(
        title_role(n.title) in TASK_ROLES
        for n in root.walk()
        if n.kind not in ("text", "bullet", "table", "closing") and is_heading(n)
    )


def mark_closing(root: Node) -> None:
    """Mark the bare paragraphs at the end that close the plan and give nobody a task."""
    nodes = [n for n in root.walk() if n.kind != "table"]
    pattern = closing_pattern()
    for number, node in enumerate(reversed(nodes)):
        if node.kind != "text":
            break
        says_so = bool(pattern.match(fold(node.title))) or (number == 0 and is_announcement(node.title))
        last_word = number == 0 and _LAST_STOP.search(node.title) is not None and _after_items(node)
        if not (says_so or last_word):
            break
        node.kind = "closing"
    for node in nodes:
        if node.kind == "text" and is_end(node.title):
            node.kind = "closing"
    _raise_closing(root)


def _after_items(node: Node) -> bool:
    """Whether a bare paragraph stands behind an item of a list, not among bare paragraphs under a heading."""
    return (
        node.parent is not None and node.parent.kind != "root" and not (is_heading(node.parent) and node.parent.label)
    )


def _raise_closing(root: Node) -> None:
    """Closing paragraphs belong to no item: hang them behind everything in their outermost section."""
    closing = [n for n in root.walk() if n.kind == "closing"]
    for node in closing:
        assert node.parent is not None
        node.parent.children.remove(node)
        last = root.children[-1] if root.children else root
        node.parent = last if last.label is not None and _holds_items(last) else root
        node.parent.children.append(node)
