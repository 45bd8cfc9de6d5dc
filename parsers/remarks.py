"""What stands below a table and only explains it: "Ghi chú: …" with its dashes, "(*) …"."""

import re
from collections.abc import Sequence

from normalize.text import fold
from parsers.cell_text import RAISED_SIZE
from parsers.outline_nodes import Node

_REMARK = re.compile(r"[\W_]*(?:ghi chu|luu y|chu thich|nguon)\W*(?::|$)")
_NUMBERED = re.compile(r":\s*\(?1[).]")
_STARS = re.compile(r"\*{1,3}(?!\*)")
_FIRST = ("1", "a")
"""What the first of a list of remarks is numbered; any other number goes on with the outline."""


def remarks_below_tables(nodes: Sequence[Node]) -> set[int]:
    """Ids of those of *nodes*, which stand under one heading, that explain the table above with all they hold."""
    found: set[int] = set()
    below = False
    listing: set[str] = set()
    for node in nodes:
        words = node.lines[0].text if node.lines else ""
        said = _REMARK.match(fold(words)) is not None
        explains = _is_starred(node, words) or said or (node.kind in listing and not node.children)
        if below and explains and _holds_remarks(node, said):
            found.add(id(node))
            listing |= _kinds_listed(node, words) if said else set()
        elif below and listing and node.label in _FIRST and not node.children:
            found.add(id(node))
            listing.add(node.kind)
        elif not (below and _is_note(node)):
            below, listing = node.kind == "table", set()
    return found


def _holds_remarks(node: Node, said: bool) -> bool:
    """Whether nothing but bare paragraphs stands under a remark, or under "Ghi chú:" a list without further levels."""
    lists = said and node.title.endswith(":")
    return all(child.kind == "text" or (lists and not child.children) for child in node.children)


def _is_starred(node: Node, words: str) -> bool:
    """Whether a star opens the text: in brackets, or in italics, as no item of an outline is set."""
    return words.startswith("(*") or (_STARS.match(words) is not None and all(line.italic for line in node.lines))


def _kinds_listed(node: Node, words: str) -> set[str]:
    """The kinds of items that go on with a remark: dashes behind a colon, numbers behind one that begins with 1."""
    kinds = {"bullet"} if node.title.endswith(":") else set()
    return kinds | ({"arabic"} if _NUMBERED.search(words) else set())


def _is_note(node: Node) -> bool:
    """Whether a bare paragraph is a footnote set right below its table: a raised number begins it."""
    words = node.lines[0].words if node.kind == "text" and node.lines else ()
    return len(words) > 1 and words[0].text.isdigit() and words[0].size <= RAISED_SIZE * words[1].size
