"""Puts paragraphs into the order their labels tell: which stands under which.

Nesting follows the labels in their order on the page, not their indentation: a label that counts on from an open one
closes everything deeper; a first label opens a level. Where a label can be read in two ways, the one that counts on is
right.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from models.blocks import Line, Paragraph, Table
from normalize.text import fold
from parsers.fields import has_field_label
from parsers.labels import HIGH, LETTERS, RANK, Label, Reading, find_label, roman_numeral

HEADING_WORDS = 30
"""A heading in plain type has no more words than this."""
LONGEST_SKIP = 12
"""A number further on than this from the last one is no label of its list."""

SHORT_INTRO = 8
"""A bare line of no more words with a colon at its end heads what follows ("Đối với xã:"); a longer one introduces."""
PLAIN_HEADING_WORDS = 12
"""A bare line of no more words, without a full stop and right above a list, heads it."""
_INTRO = re.compile(r"\b(?:sau|sau day|nhu sau|cu the|gom|bao gom|la|nhiem vu|noi dung)\s*:$")


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


def build_outline(blocks: Sequence[Block], is_unit: Callable[[str], bool], doubtful: Collection[int] = ()) -> Node:
    """
    The tree of one part's paragraphs and tables.

    Args:
        blocks: in reading order.
        is_unit: whether a text is just the name of a unit (such a line is a heading).
        doubtful: pages whose letters were recognised or restored: there a label may be misread, and its list tells.
    """
    root = Node("root")
    current = root
    nodes = [block if isinstance(block, Table) else read_node(block) for block in blocks]
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        if isinstance(node, Table):
            _add(_table_holder(current), Node("table", table=node))
            continue
        if node.kind == "text" and _awaits_title(current):
            _give_title(current, node)
            continue
        if node.label is None:
            opens_list = isinstance(following, Node) and _is_first(following)
            current = _place_unlabelled(current, node, is_unit, opens_list)
        else:
            if node.page in doubtful:
                _mend_letter(current, node)
            current = _place(current, node)
            if node.page in doubtful:
                _print_anew(node)
    if doubtful:
        _mend_first(root, doubtful)
    return root


def _mend_letter(current: Node, node: Node) -> None:
    """A misread letter is the one that its list expects, or the next but one when it looks more like that."""
    if node.kind != "letter" or node.reading is None or (node.label or "?") in LETTERS:
        return
    for open_item in _chain(current):
        if open_item.kind == "letter" and open_item.reading is not None:
            last = open_item.reading.value
            value = node.reading.value if node.reading.value == last + 2 else last + 1
            node.reading = replace(node.reading, value=min(value, len(LETTERS)))
            break
    if node.reading.value:
        node.label = LETTERS[node.reading.value - 1]


def _print_anew(node: Node) -> None:
    """Where the count showed that d is đ, or L. is I., the label says so."""
    if node.kind == "roman" and node.reading is not None:
        node.label = roman_numeral(node.reading.value)
    if node.kind == "letter" and node.reading is not None and node.reading.value:
        node.label = LETTERS[node.reading.value - 1]


def _mend_first(root: Node, doubtful: Collection[int]) -> None:
    """ "II, II, III" begins with a misread I."""
    heads = [n for n in root.children if n.kind == "roman" and n.reading is not None]
    values = [n.reading.value for n in heads[:2] if n.reading is not None]
    if values == [2, 2] and heads[0].page in doubtful and heads[0].reading is not None:
        heads[0].reading, heads[0].label = replace(heads[0].reading, value=1), "I"


def read_node(paragraph: Paragraph) -> Node:
    """One paragraph with its label read, not yet in its place."""
    text = "\n".join(line.text for line in paragraph.lines)
    label = find_label(text)
    bold = paragraph.bold
    if label is None:
        return Node("text", lines=paragraph.lines, text=text, bold=bold)
    node = Node(label.readings[0].kind, label.text, label.readings[0], paragraph.lines, text[label.end :], bold)
    return node


def _readings(node: Node) -> tuple[Reading, ...]:
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


def _add(parent: Node, node: Node) -> Node:
    node.parent = parent
    parent.children.append(node)
    return node


def _chain(node: Node) -> Iterator[Node]:
    """The node and everything it stands under, the root left out."""
    step: Node | None = node
    while step is not None and step.kind != "root":
        yield step
        step = step.parent


def _root(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def _awaits_title(node: Node) -> bool:
    """Whether a label stands alone on its line ("Chương I"), so that the next line is its title."""
    return node.label is not None and node.kind != "bullet" and not node.text.strip() and not node.children


def _give_title(node: Node, title: Node) -> None:
    node.lines += title.lines
    node.text = title.text
    node.bold = title.bold


def _place(current: Node, node: Node) -> Node:
    """Put a labelled paragraph where its label says."""
    field_holder = _beside_field(current, node)
    if field_holder is not None:
        return _add(field_holder, node)
    for way in (node.reading, *_readings(node)):
        if way is None:
            continue
        for candidate in _chain(current):
            if _same_list(candidate, way) and _counts_on(candidate, way):
                if _opens(candidate, current, node):
                    return _add(current, node)
                return _beside(candidate, node, way)
    stemmed = _under_its_stem(current, node)
    if stemmed is not None:
        return stemmed
    assert node.reading is not None
    reading = node.reading
    # What does not count on is read in the likeliest way alone.
    options = [(reading, candidate) for candidate in _chain(current) if _same_list(candidate, reading)]
    if reading.value > 1 and reading.kind in ("arabic", "dotted") and not _near(options, reading, current):
        return _as_text(current, node)
    if options and not _restarts(options, current):
        # A label that skips or repeats: beside the one it is nearest to.
        reading, candidate = min(options, key=lambda o: (_distance(o[1], o[0]), -_depth(o[1])))
        return _beside(candidate, node, reading)
    return _open_level(current, node)


def _beside_field(current: Node, node: Node) -> Node | None:
    """What a labelled field stands under when its list began with a field: a misread label does no harm there."""
    if not has_field_label(node.title):
        return None
    for open_item in _chain(current):
        if open_item.label is not None and has_field_label(open_item.title):
            return open_item.parent
    if current.kind in ("arabic", "dotted") and node.kind == "arabic" and node.reading and node.reading.style == ")":
        return current
    return None


def _same_list(candidate: Node, reading: Reading) -> bool:
    if candidate.kind != reading.kind or candidate.reading is None:
        return False
    if reading.kind in ("bullet", "named"):
        return candidate.reading.style == reading.style
    if reading.kind == "dotted":
        return len(candidate.reading.stem) == len(reading.stem)
    if reading.kind in ("arabic", "letter"):
        # "(1)" and "1." are two lists; "1." and "1/" may be one, carelessly set.
        return candidate.reading.style.startswith("(") == reading.style.startswith("(")
    return True


def _counts_on(candidate: Node, reading: Reading) -> bool:
    assert candidate.reading is not None
    last = candidate.reading
    if reading.kind == "bullet":
        return True
    if reading.kind == "dotted":
        return reading.stem == last.stem and reading.value == last.value + 1
    if reading.kind == "arabic" and reading.style != last.style:
        return False
    if reading.kind == "letter":
        # "d)" may be followed by "e)" in lists that leave đ out, as other alphabets do.
        return reading.value == last.value + 1 or (last.value == 4 and reading.value == 6)
    return reading.value == last.value + 1


def _opens(candidate: Node, current: Node, node: Node) -> bool:
    """Whether a label that could count on opens a deeper list of the same kind under the paragraph just read."""
    if candidate is not current or not candidate.lines:
        return False
    if candidate.kind == "bullet":
        # "- Tuyên truyền:" and its own "-" further in.
        before, after = candidate.lines[0], node.lines[0]
        return candidate.title.endswith(":") and after.bbox[0] > before.bbox[0] + 0.6 * after.words[0].size
    # A heading "2." over an item "3.": items that count on through headings, when the heading before had such items.
    heads = (candidate.bold and not node.bold) or (is_heading(candidate) and not is_heading(node))
    return heads and _holds_kind(_before(candidate), candidate.kind)


def _before(node: Node) -> Node | None:
    """The labelled paragraph before *node* in its list."""
    beside = [n for n in node.parent.children if n.kind == node.kind] if node.parent else []
    place = beside.index(node)
    return beside[place - 1] if place else None


def _holds_kind(node: Node | None, kind: str) -> bool:
    return node is not None and any(child.kind == kind for child in node.children)


def _under_its_stem(current: Node, node: Node) -> Node | None:
    """Put "2.1" under the open "2", if there is one."""
    reading = node.reading
    if reading is None or reading.kind != "dotted":
        return None
    for holder in _chain(current):
        if holder.reading is None:
            continue
        own = (*holder.reading.stem, holder.reading.value)
        if own == reading.stem and holder.kind in (
            "arabic",
            "dotted",
            "roman",
            "capital",
            "chapter",
            "part",
            "article",
            "named",
        ):
            return _add(holder, node)
    return None


def _near(options: list[tuple[Reading, Node]], reading: Reading, current: Node) -> bool:
    """Whether a number could be a label here: close to one that is open, or a small first one."""
    if any(
        option.kind == reading.kind and _distance(candidate, option) <= LONGEST_SKIP for option, candidate in options
    ):
        return True
    if reading.kind == "dotted":
        # "2.5 tỷ đồng" at the start of a line is an amount: a dotted label needs its list or its stem.
        return (
            any(n.reading is not None and n.reading.value == reading.stem[0] for n in _chain(current))
            or len(reading.stem) > 1
        )
    # Numbering that runs on from a list that is closed by now.
    return reading.value <= LONGEST_SKIP or any(
        n.kind == "arabic" and n.reading is not None and 0 < reading.value - n.reading.value <= 2
        for n in _root(current).walk()
    )


def _distance(candidate: Node, reading: Reading) -> float:
    assert candidate.reading is not None
    if reading.kind == "dotted" and candidate.reading.stem != reading.stem:
        return 50.0 + abs(reading.stem[0] - candidate.reading.stem[0])
    step = reading.value - candidate.reading.value
    return step if step > 0 else 100.0 - step


def _depth(node: Node) -> int:
    return sum(1 for _ in _chain(node))


def _restarts(options: list[tuple[Reading, Node]], current: Node) -> bool:
    """Whether a first label opens a new list under the current paragraph rather than repeating an open one."""
    reading, candidate = options[0]
    if reading.value != 1 or reading.kind in HIGH:
        return False
    if current.title.endswith(":") or (current is candidate and is_heading(current) and reading.kind == "arabic"):
        return True
    # A heading in between starts the count anew.
    return any(n.kind == "heading" or RANK.get(n.kind, 9) < RANK[reading.kind] for n in _between(current, candidate))


def _between(current: Node, candidate: Node) -> Iterator[Node]:
    for node in _chain(current):
        if node is candidate:
            return
        yield node


def _beside(candidate: Node, node: Node, reading: Reading) -> Node:
    node.reading, node.kind = reading, reading.kind
    assert candidate.parent is not None
    return _add(candidate.parent, node)


def _as_text(current: Node, node: Node) -> Node:
    node.text = "\n".join(line.text for line in node.lines)
    node.kind, node.label, node.reading = "text", None, None
    _add(current, node)
    return current


def _open_level(current: Node, node: Node) -> Node:
    """Open a new list under the nearest paragraph that can hold it."""
    reading = node.reading
    assert reading is not None
    for holder in _chain(current):
        if _can_hold(holder, reading, holder is current):
            return _add(holder, node)
    return _add(_root(current), node)


def _can_hold(holder: Node, reading: Reading, is_current: bool) -> bool:
    if holder.kind == "text":
        return False
    if holder.kind == "heading":
        return not (reading.kind in HIGH and holder.parent is not None and holder.parent.kind in HIGH)
    if reading.kind in HIGH:
        return holder.kind in HIGH and (RANK[holder.kind] <= RANK[reading.kind])
    if reading.kind == "bullet":
        # "*" after "-" closes it, unless the item announces a list.
        return holder.kind != "bullet" or _bullet_under(holder, reading) or holder.title.endswith(":")
    if holder.kind == "bullet":
        return is_current and holder.title.endswith(":") and reading.value == 1
    if reading.kind == "arabic" and holder.kind in ("letter", "small_roman"):
        return reading.value == 1 and (reading.style.startswith("(") or holder.title.endswith(":"))
    if reading.kind == "arabic" and holder.kind == "dotted":
        return reading.value == 1
    return True


def _bullet_under(holder: Node, reading: Reading) -> bool:
    """ "+" stands under "-", and "-" under "*" or a dot, as a rule."""
    order = {"*": 0, "❖": 0, "➢": 0, "•": 1, "■": 1, "-": 2, "+": 3, "○": 4, "▪": 4}
    assert holder.reading is not None
    return order.get(reading.style, 5) > order.get(holder.reading.style, 5)


def _is_first(node: Node) -> bool:
    """Whether a paragraph begins a list."""
    return node.reading is not None and (node.kind == "bullet" or (node.reading.value == 1 and node.kind not in HIGH))


def _place_unlabelled(current: Node, node: Node, is_unit: Callable[[str], bool], opens_list: bool) -> Node:
    """
    Put a bare paragraph: a heading opens a level of its own, anything else belongs to what is open.

    Args:
        opens_list: whether a list begins right after it.
    """
    if _is_bare_heading(node, is_unit, opens_list):
        node.kind = "heading"
        return _add(_heading_holder(current, node), node)
    _add(current, node)
    return current


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
    chain = list(_chain(current))
    for open_node in chain:
        if (
            open_node.kind == "heading"
            and open_node.title.isupper() == node.title.isupper()
            and open_node.parent is not None
        ):
            return open_node.parent
    if node.title.isupper() and not any(n.label is not None and n.title.isupper() for n in chain):
        return _root(current)
    for open_node in chain:
        if open_node.kind != "bullet" and is_heading(open_node):
            return open_node
    return _root(current)


def _table_holder(current: Node) -> Node:
    """A table belongs to the section that is open, not to its last item."""
    for node in _chain(current):
        if node.kind not in ("bullet", "text") and is_heading(node):
            return node
    return _root(current)
