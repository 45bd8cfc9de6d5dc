"""What an outline is made of: one node for each paragraph or table, with everything that stands under it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.blocks import Line, Paragraph, Table
from parsers.labels import Label, Reading, find_label

HEADING_WORDS = 30
"""A heading in plain type has no more words than this."""


@dataclass(slots=True, eq=False)
class Node:
    """One labelled paragraph, unlabelled heading, or table, with everything that stands under it."""

    kind: str
    """A key of `RANK`, or "root", "heading" (without a label), "text" (a bare paragraph), "table"."""
    label: str | None = None
    reading: Reading | None = None
    lines: tuple[Line, ...] = ()
    """Its own first paragraph."""
    text: str = ""
    """Of that paragraph, label removed, lines kept apart."""
    bold: bool = False
    table: Table | None = None
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = None

    @property
    def title(self) -> str:
        """Its text on one line."""
        return " ".join(self.text.split())

    @property
    def page(self) -> int:
        return self.lines[0].page if self.lines else 0

    def walk(self) -> Iterator["Node"]:
        """Everything under this node in reading order, itself left out."""
        for child in self.children:
            yield child
            yield from child.walk()


Block = Paragraph | Table


def read_node(paragraph: Paragraph) -> Node:
    """One paragraph with its label read, not yet in its place."""
    text = "\n".join(line.text for line in paragraph.lines)
    label = find_label(text)
    bold = paragraph.bold
    if label is None:
        return Node("text", lines=paragraph.lines, text=text, bold=bold)
    node = Node(label.readings[0].kind, label.text, label.readings[0], paragraph.lines, text[label.end :], bold)
    return node


def readings_of(node: Node) -> tuple[Reading, ...]:
    label: Label | None = find_label("\n".join(line.text for line in node.lines))
    return label.readings if label else ()


def is_heading(node: Node) -> bool:
    """Whether a paragraph looks like a heading: bold, in capitals, a colon at its end, or short without a full stop."""
    title = node.title
    if not title:
        return True
    if node.bold or title.isupper() or title.endswith(":"):
        return True
    return title[-1] not in ".;,…/" and len(title.split()) <= HEADING_WORDS


def add(parent: Node, node: Node) -> Node:
    node.parent = parent
    parent.children.append(node)
    return node


def chain(node: Node) -> Iterator[Node]:
    """The node and everything it stands under, the root left out."""
    step: Node | None = node
    while step is not None and step.kind != "root":
        yield step
        step = step.parent


def root_of(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node
