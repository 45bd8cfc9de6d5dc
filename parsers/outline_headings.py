"""Places what has no label: headings that stand by their looks, bare paragraphs, tables."""

import re
from collections.abc import Callable

from normalize.text import fold
from parsers.fields import has_field_label
from parsers.labels import HIGH
from parsers.outline_nodes import HEADING_WORDS, Node, add, chain, is_heading, root_of

SHORT_INTRO = 8
"""A bare line of no more words with a colon at its end heads what follows ("Đối với xã:"); a longer one introduces."""
PLAIN_HEADING_WORDS = 12
"""A bare line of no more words, without a full stop and right above a list, heads it."""
_INTRO = re.compile(r"\b(?:sau|sau day|nhu sau|cu the|gom|bao gom|la|nhiem vu|noi dung)\s*:$")


def begins_list(node: Node) -> bool:
    """Whether a paragraph begins a list."""
    return node.reading is not None and (node.kind == "bullet" or (node.reading.value == 1 and node.kind not in HIGH))


def place_unlabelled(current: Node, node: Node, is_unit: Callable[[str], bool], opens_list: bool) -> Node:
    """
    Put a bare paragraph: a heading opens a level of its own, anything else belongs to what is open.

    Args:
        opens_list: whether a list begins right after it.
    """
    if _is_bare_heading(node, is_unit, opens_list):
        node.kind = "heading"
        return add(_heading_holder(current, node), node)
    holder = _outdented_holder(current, node)
    add(holder, node)
    return holder


def _outdented_holder(current: Node, node: Node) -> Node:
    """What a bare paragraph belongs to: not a list that is set further in than it begins, but what holds the list."""
    if current.label is not None and current.title.endswith(":") and not current.children:
        return current  # "3.3. Ban Chỉ huy quân sự xã chỉ đạo lực lượng dân quân:" goes on at the margin
    first = node.lines[0]
    tolerance = first.words[0].size
    holder = current
    while (
        holder.kind in ("bullet", "letter", "small_roman", "arabic", "dotted")
        and holder.parent is not None
        and holder.parent.label is not None
        and holder.lines[0].page == first.page
        and holder.lines[0].bbox[0] > first.bbox[0] + tolerance
    ):
        holder = holder.parent
    return holder


def _is_bare_heading(node: Node, is_unit: Callable[[str], bool], opens_list: bool) -> bool:
    title = node.title
    words = len(title.split())
    if words > HEADING_WORDS or title.endswith((".", ";", ",", "/.")) or has_field_label(title):
        return False
    if is_unit(title.rstrip(": ")):
        return True
    if opens_list and words <= PLAIN_HEADING_WORDS and title[-1].isalnum() and title[0].isupper():
        return True
    if title.endswith(":") and words <= SHORT_INTRO and not _INTRO.search(fold(title)):
        return True
    if (node.bold or (title.isupper() and words > 1)) and any(c.isalpha() for c in title):
        return not title.endswith(":") or words <= 12
    return False


def _heading_holder(current: Node, node: Node) -> Node:
    """What an unlabelled heading stands under: a like heading's parent, else the innermost heading with a label."""
    above = list(chain(current))
    for open_node in above:
        if (
            open_node.kind == "heading"
            and open_node.title.isupper() == node.title.isupper()
            and open_node.parent is not None
        ):
            return open_node.parent
    if node.title.isupper() and not any(n.label is not None and n.title.isupper() for n in above):
        return root_of(current)
    for open_node in above:
        if open_node.kind != "bullet" and is_heading(open_node):
            return open_node
    return root_of(current)


def table_holder(current: Node) -> Node:
    """A table belongs to the section that is open, not to its last item."""
    for node in chain(current):
        if node.kind not in ("bullet", "text") and is_heading(node):
            return node
    return root_of(current)
