"""What stands below a table and only explains it: "Ghi chú: …" with its dashes, "(*) …"."""

import re
from collections.abc import Sequence

from normalize.text import fold
from parsers.outline_nodes import Node

_REMARK = re.compile(r"[\W_]*(?:ghi chu|luu y|chu thich|nguon)\W*(?::|$)")


def remarks_below_tables(nodes: Sequence[Node]) -> set[int]:
    """Ids of those of *nodes*, which stand under one heading, that only explain the table above them."""
    found: set[int] = set()
    below = listing = False
    for node in nodes:
        words = node.lines[0].text if node.lines else ""
        starred = words.startswith("(*")
        said = _REMARK.match(fold(words)) is not None
        if below and not node.children and (starred or said or (listing and node.kind == "bullet")):
            found.add(id(node))
            listing = listing or (said and node.title.endswith(":"))
        else:
            below, listing = node.kind == "table", False
    return found
