"""Finds the place of a labelled paragraph: the list it counts on in, or the paragraph its own list opens under."""

from collections.abc import Iterator

from parsers.fields import has_field_label
from parsers.labels import HIGH, RANK, Reading
from parsers.outline_nodes import Node, add, chain, is_heading, readings_of, root_of

LONGEST_SKIP = 12
"""A number further on than this from the last one is no label of its list."""


def place(current: Node, node: Node) -> Node:
    """Put a labelled paragraph where its label says."""
    field_holder = _beside_field(current, node)
    if field_holder is not None:
        return add(field_holder, node)
    for way in (node.reading, *readings_of(node)):
        if way is None:
            continue
        for candidate in chain(current):
            if _same_list(candidate, way) and _counts_on(candidate, way):
                if _opens(candidate, current, node):
                    return add(current, node)
                return _beside(candidate, node, way)
    stemmed = _under_its_stem(current, node)
    if stemmed is not None:
        return stemmed
    assert node.reading is not None
    reading = node.reading
    # What does not count on is read in the likeliest way alone.
    options = [(reading, candidate) for candidate in chain(current) if _same_list(candidate, reading)]
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
    for open_item in chain(current):
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
        # "(1)", "1." and "Bước 1" are three lists; "1." and "1/" may be one, carelessly set.
        return _list_style(candidate.reading) == _list_style(reading)
    return True


def _list_style(reading: Reading) -> str:
    """What tells one list of numbers from another: its bracket, or the word before its numbers."""
    return reading.style if reading.style[:1].isalpha() else reading.style[:1] if reading.style.startswith("(") else ""


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
    for holder in chain(current):
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
            return add(holder, node)
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
            any(n.reading is not None and n.reading.value == reading.stem[0] for n in chain(current))
            or len(reading.stem) > 1
        )
    # Numbering that runs on from a list that is closed by now.
    return reading.value <= LONGEST_SKIP or any(
        n.kind == "arabic" and n.reading is not None and 0 < reading.value - n.reading.value <= 2
        for n in root_of(current).walk()
    )


def _distance(candidate: Node, reading: Reading) -> float:
    assert candidate.reading is not None
    if reading.kind == "dotted" and candidate.reading.stem != reading.stem:
        return 50.0 + abs(reading.stem[0] - candidate.reading.stem[0])
    step = reading.value - candidate.reading.value
    return step if step > 0 else 100.0 - step


def _depth(node: Node) -> int:
    return sum(1 for _ in chain(node))


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
    for node in chain(current):
        if node is candidate:
            return
        yield node


def _beside(candidate: Node, node: Node, reading: Reading) -> Node:
    node.reading, node.kind = reading, reading.kind
    assert candidate.parent is not None
    return add(candidate.parent, node)


def _as_text(current: Node, node: Node) -> Node:
    node.text = "\n".join(line.text for line in node.lines)
    node.kind, node.label, node.reading = "text", None, None
    add(current, node)
    return current


def _open_level(current: Node, node: Node) -> Node:
    """Open a new list under the nearest paragraph that can hold it."""
    reading = node.reading
    assert reading is not None
    for holder in chain(current):
        if _can_hold(holder, reading, holder is current):
            return add(holder, node)
    return add(root_of(current), node)


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
