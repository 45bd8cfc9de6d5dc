"""Puts paragraphs into the order their labels tell: which stands under which.

Nesting follows the labels in their order on the page, not their indentation: a label that counts on from an open one
closes everything deeper; a first label opens a level. Where a label can be read in two ways, the one that counts on is
right.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from models.blocks import Table
from parsers.labels import LETTERS, roman_numeral
from parsers.outline_headings import begins_list, place_unlabelled, table_holder
from parsers.outline_nodes import Block, Node, add, chain, read_node
from parsers.outline_places import place


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
    return root


def _mend_letter(current: Node, node: Node) -> None:
    """A misread letter is the one that its list expects, or the next but one when it looks more like that."""
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


def _awaits_title(node: Node) -> bool:
    """Whether a label stands alone on its line ("Chương I"), so that the next line is its title."""
    return node.label is not None and node.kind != "bullet" and not node.text.strip() and not node.children


def _give_title(node: Node, title: Node) -> None:
    node.lines += title.lines
    node.text = title.text
    node.bold = title.bold
