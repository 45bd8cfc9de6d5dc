"""Puts paragraphs into the order their labels tell: which stands under which.

Nesting follows the labels in their order on the page, not their indentation: a label that counts on from an open one
closes everything deeper; a first label opens a level. Where a label can be read in two ways, the one that counts on is
right.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from models.blocks import Table
from parsers.labels import LETTERS, Reading, roman_numeral
from parsers.outline_headings import begins_list, place_unlabelled, table_holder
from parsers.outline_nodes import Block, Node, add, chain, read_node
from parsers.outline_places import place
from parsers.run_in import part_run_in


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
    nodes = [block if isinstance(block, Table) else read_node(block) for block in part_run_in(blocks)]
    for node, following in zip(nodes, [*nodes[1:], None], strict=False):
        if isinstance(node, Table):
            add(table_holder(current), Node("table", table=node))
            continue
        if node.kind == "text" and _awaits_title(current):
            _give_title(current, node)
            continue
        if node.label is None:
            opens_list = isinstance(following, Node) and begins_list(following)
            current = place_unlabelled(current, node, is_unit, opens_list)
        else:
            if node.page in doubtful:
                _mend_letter(current, node)
            current = place(current, node)
            if node.page in doubtful:
                _print_anew(node)
    if doubtful:
        _mend_first(root, doubtful)
        _mend_romans(root, doubtful)
    return root


def _mend_letter(current: Node, node: Node) -> None:
    """A misread letter is the one that its list expects, or the next but one when it looks more like that."""
    if node.kind == "arabic" and node.reading is not None and node.reading.value > 1:
        _mend_glued_letter(current, node)
    if node.kind != "letter" or node.reading is None or (node.label or "?") in LETTERS:
        return
    for open_item in chain(current):
        if open_item.kind == "letter" and open_item.reading is not None:
            last = open_item.reading.value
            value = node.reading.value if node.reading.value == last + 2 else last + 1
            node.reading = replace(node.reading, value=min(value, len(LETTERS)))
            break
    if node.reading.value:
        node.label = LETTERS[node.reading.value - 1]


def _mend_glued_letter(current: Node, node: Node) -> None:
    """ "g8)" is "g)" where a list of letters expects that and no "g7)" came before."""
    assert node.reading is not None
    letter = node.reading.style
    if len(letter) != 1 or letter not in LETTERS:
        return
    value = LETTERS.index(letter) + 1
    for open_item in chain(current):
        if open_item.reading is None or open_item.kind not in ("letter", "arabic"):
            continue
        if open_item.kind == "arabic" and open_item.reading.style == letter:
            return
        if open_item.kind == "letter":
            if 0 < value - open_item.reading.value <= 2:
                node.kind, node.label, node.reading = "letter", letter, Reading("letter", value, ")")
            return


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


def _mend_romans(root: Node, doubtful: Collection[int]) -> None:
    """
    "II, II, IV" holds a misread III; "V. …" over "I. …" and "2. …" holds a misread 1.

    The strokes of a numeral run together in print that was copied often.
    """
    for node in [n for n in root.children if n.kind == "roman" and n.page in doubtful]:
        heads = [n for n in root.children if n.kind == "roman"]
        at = heads.index(node)
        values = [n.reading.value if n.reading is not None else 0 for n in heads]
        following = values[at + 1] if at + 1 < len(heads) else values[at] + 2
        if at and values[at] == values[at - 1] and following == values[at] + 2 and node.reading is not None:
            node.reading = replace(node.reading, value=values[at] + 1)
            node.label = roman_numeral(values[at] + 1)
        elif at and values[at] == 1 and following != 2 and _counts_from_two(node):
            _make_first(node, heads[at - 1])


def _counts_from_two(node: Node) -> bool:
    """Whether the first number under *node* is a 2: what stands above it is the 1."""
    first = next((n for n in node.children if n.kind == "arabic"), None)
    return first is not None and first.reading is not None and first.reading.value == 2


def _make_first(node: Node, holder: Node) -> None:
    """Make *node*, read as I., the first item under *holder*, before the numbers that were read as its own."""
    at = next(i for i, n in enumerate(node.children) if n.kind == "arabic")
    items, node.children = node.children[at:], node.children[:at]
    node.kind, node.label, node.reading = "arabic", "1", Reading("arabic", 1, ".")
    if node.parent is not None:
        node.parent.children.remove(node)
    for item in (node, *items):
        add(holder, item)


def _awaits_title(node: Node) -> bool:
    """Whether a label stands alone on its line ("Chương I"), so that the next line is its title."""
    return node.label is not None and node.kind != "bullet" and not node.text.strip() and not node.children


def _give_title(node: Node, title: Node) -> None:
    node.lines += title.lines
    node.text = title.text
    node.bold = title.bold
