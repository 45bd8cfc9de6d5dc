"""Gives labelled lines to the task they fill, and reads them: who leads, who helps, until when, what comes out.

Works on the outline before tasks are made of it: a field that stands as an item of its own ("a) Đơn vị chủ trì: …") is
no item of the list but belongs to what stands above it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from models.raw import RawAssignment, RawNote, RawText
from parsers.fields import Field, find_field, split_fields, trailing_parenthesis
from parsers.outline_nodes import Node
from parsers.printed import join_texts, raw_text

Texts = list[RawText]

_WHO_DOES = re.compile(
    r"(?P<who>[A-ZĐ][^.;:\n]{2,90}?)\s+(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm|làm đầu mối)"
    r"(?:\s*[,;]\s*(?:(?P<helper>[^.;:\n]{3,150}\s)?phối hợp(?:\s+(?:với\s+)?(?P<helped>[^.;:\n]{3,150}?))?))?\s*\.?"
)
"""A paragraph that names who leads and who helps and nothing else."""


@dataclass(slots=True)
class TaskFields:
    """What the labelled lines of one task say."""

    assignments: list[RawAssignment] = field(default_factory=list)
    deadline: RawText | None = None
    deliverable: RawText | None = None
    notes: list[RawNote] = field(default_factory=list)
    contents: Texts = field(default_factory=list)

    def put(self, found: Field, value: RawText) -> None:
        """Take in one field; a second deadline or deliverable is added to the first."""
        if found.role in ("lead", "coordinate", "direct"):
            role = found.role
            self.assignments.append(RawAssignment(role, value))  # type: ignore[arg-type]
        elif found.role == "deadline":
            self.deadline = join_texts((self.deadline, value)) if self.deadline else value
        elif found.role == "deliverable":
            self.deliverable = join_texts((self.deliverable, value)) if self.deliverable else value
        elif found.role == "content":
            self.contents.append(value)
        else:
            self.notes.append(RawNote(found.header, value))


def field_of(node: Node) -> Field | None:
    """The field that a node is, if it is one: a labelled item, a bullet, or a bare line."""
    if node.kind in ("table", "heading"):
        return None
    return find_field(node.title)


def says_who(text: str, is_unit: Callable[[str], bool]) -> bool:
    """Whether a bare paragraph only says who does what the item above asks: "Phòng X chủ trì, phòng Y phối hợp."."""
    match = _WHO_DOES.fullmatch(text)
    if match is None:
        return False
    helps = (match["helper"] or match["helped"] or "").strip()
    return is_unit(helps) if helps else is_unit(match["who"])


def is_strong(node: Node) -> bool:
    found = field_of(node)
    return found is not None and found.strong


def settle_fields(root: Node) -> None:
    """Move every field under the item it fills, and every list that fills a field under that field."""
    for node in [root, *root.walk()]:
        if node.children:
            _fill_empty_fields(node)
    for node in [*root.walk()]:
        _lift(node)
    for node in [root, *root.walk()]:
        _share_out(node)


def _fill_empty_fields(node: Node) -> None:
    """Give a field without a value ("Đơn vị phối hợp:") the bullets that follow it."""
    kept: list[Node] = []
    open_field: Node | None = None
    for child in node.children:
        found = field_of(child)
        if (
            found is not None
            and found.end >= len(child.title)
            and not child.children
            and (found.strong or found.role == "content")
        ):
            open_field = child
        elif open_field is not None and child.kind == "bullet" and found is None and open_field.kind != "bullet":
            child.parent = open_field
            open_field.children.append(child)
            continue
        else:
            open_field = None
        kept.append(child)
    node.children = kept


def _lift(node: Node) -> None:
    """
    Bare fields after the last of several bullets fill the item that holds all, unless the others have fields.

    After a lone bullet they may be its own; what an item beside says of itself ("Hoàn thành: …" under it) decides.
    """
    items = [c for c in node.children if c.kind in ("bullet", "letter")]
    if node.kind not in ("arabic", "dotted", "letter") or not items or items[-1] is not node.children[-1]:
        return
    if len(items) == 1 and not _beside_has_fields(node):
        return
    last = items[-1]
    fields = [c for c in last.children if c.kind == "text" and field_of(c)]
    if not any(is_strong(c) for c in fields) or any(is_strong(c) for item in items[:-1] for c in item.walk()):
        return
    if any(is_strong(item) for item in items):
        return
    _move(fields, last, node)


def _beside_has_fields(node: Node) -> bool:
    """Whether an item before this one in its list is filled by bare fields of its own."""
    for beside in node.parent.children if node.parent else ():
        if beside is node:
            break
        if beside.kind == node.kind and any(c.kind == "text" and is_strong(c) for c in beside.children):
            return True
    return False


def _share_out(node: Node) -> None:
    """Where fields of one role stand several times among the items, each belongs to the item before it."""
    roles = [found.role for c in node.children if (found := field_of(c)) is not None and found.strong]
    if len(roles) == len(set(roles)) or not any(_is_item(c) for c in node.children):
        return
    owner: Node | None = None
    for child in list(node.children):
        if _is_item(child):
            owner = child
        elif field_of(child) is not None and owner is not None:
            _move([child], node, owner)


def _is_item(node: Node) -> bool:
    return node.kind not in ("table",) and field_of(node) is None


def _move(children: Sequence[Node], source: Node, target: Node) -> None:
    for child in children:
        source.children.remove(child)
        target.children.append(child)
        child.parent = target


def has_fields(node: Node) -> bool:
    """Whether labelled lines make this node one task: some fill it, and no item under it has fields of its own."""
    if not any(is_strong(c) for c in node.children):
        return False
    return not any(is_strong(d) for c in node.children if field_of(c) is None for d in c.walk())


def own_text(node: Node) -> tuple[str, list[tuple[Field, str]]]:
    """A node's own text without the fields that follow in the same paragraph, and those fields with their values."""
    text = node.text
    fields: list[tuple[Field, str]] = []
    if ":" not in text:
        return text, fields
    inside = trailing_parenthesis(text)
    if inside is not None:
        # Bracketed fields stay in the text: they are part of its sentence as printed.
        fields.extend(_spans(text[inside[0] : inside[1]]))
        return text, fields
    spans = split_fields(text)
    if len(spans) > 1:
        fields.extend(_spans(text[spans[1][0] :]))
        text = text[: spans[0][1]].rstrip()
    return text, fields


def _spans(text: str) -> Iterator[tuple[Field, str]]:
    for start, end in split_fields(text):
        piece = text[start:end]
        found = find_field(piece)
        if found is not None:
            yield found, piece[found.end :].strip().rstrip(";").rstrip()


def read_field(node: Node) -> Iterator[tuple[Field, RawText]]:
    """Every field that a field's paragraph holds, with its value and the list under it."""
    below = [raw_text(n.lines, n.text) for n in node.walk() if n.lines]
    pieces = [(s, e) for s, e in split_fields(node.text)]
    for number, (start, end) in enumerate(pieces):
        piece = node.text[start:end]
        found = find_field(piece)
        if found is None:
            continue
        value = piece[found.end :].strip()
        if number < len(pieces) - 1:
            value = value.rstrip(";,").rstrip()
        texts = [raw_text(node.lines, value)] if value else []
        if number == len(pieces) - 1:
            texts += below
        if texts:
            yield found, join_texts(texts)


def read_fields(node: Node, on_field: Callable[[Node], None]) -> TaskFields:
    """
    The fields among a node's children and in its own paragraph.

    Args:
        on_field: called with each child that is a field, so that its text is accounted for.
    """
    out = TaskFields()
    for found, value in own_text(node)[1]:
        if value:
            out.put(found, raw_text(node.lines, value))
    for child in node.children:
        if field_of(child) is None:
            continue
        on_field(child)
        for found, text in read_field(child):
            out.put(found, text)
    return out


def with_contents(text: RawText, more: Texts) -> RawText:
    """The task's text with what joins it, each on a new paragraph."""
    return join_texts((text, *more)) if more else replace(text)
