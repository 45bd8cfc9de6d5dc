"""Doubts about an outline that its own labels show: gaps in a count, a label used twice."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from models.finding import Finding
from models.raw import RawSection
from parsers.labels import LETTERS, Reading, roman_numeral
from parsers.outline_nodes import Node
from parsers.task_fields import field_of

_NAMES = {
    "roman": "mục", "capital": "mục", "arabic": "mục", "dotted": "mục", "letter": "điểm", "small_roman": "điểm",
    "part": "phần", "chapter": "chương", "division": "mục", "article": "điều", "named": "mục",
}  # fmt: skip
LONGEST_GAP = 3
"""A leap over more numbers than this is a misread label, not a gap that a reader could fill."""


def check_numbering(root: Node, paths: Mapping[int, str | None], doubtful: Collection[int] = ()) -> Iterator[Finding]:
    """
    A finding for each place where a list leaves out a number or letter.

    Args:
        paths: for each node (by `id`) the path of the section its children stand in.
        doubtful: pages whose letters were recognised or restored, where the missing label may only be misread.
    """
    last_seen: dict[str, int] = {}
    for holder in (root, *root.walk()):
        lists: dict[tuple[str, str], list[Node]] = {}
        for child in holder.children:
            if child.reading is not None and child.kind not in ("bullet", "article"):
                lists.setdefault(_list_key(child.reading), []).append(child)
        for items in lists.values():
            for finding in _gaps(items, last_seen, paths.get(id(holder))):
                yield _doubted(finding) if finding.page in doubtful else finding


def _doubted(finding: Finding) -> Finding:
    """The same gap where the labels were recognised: less sure, and said so."""
    message = f"{finding.message.removesuffix('.')}; chữ ở trang này do máy nhận dạng nên nhãn có thể chỉ bị đọc sai."
    return finding.model_copy(update={"severity": "info", "message": message})


def _list_key(reading: Reading) -> tuple[str, str]:
    if reading.kind == "dotted":
        return reading.kind, ".".join(map(str, reading.stem))
    return reading.kind, reading.style if reading.style[:1].isalpha() or reading.style.startswith("(") else ""


def _gaps(items: Sequence[Node], last_seen: dict[str, int], path: str | None) -> Iterator[Finding]:
    before: Node | None = None
    for item in items:
        assert item.reading is not None
        value = item.reading.value
        # A list that begins where another ended runs on: that is no gap.
        first = before is None
        previous = before.reading.value if before is not None and before.reading is not None else 0
        missing = _missing(item.reading.kind, previous, value)
        runs_on = first and (value == 1 or last_seen.get(item.kind, 0) == value - 1)
        # A labelled line ("1. Thời gian: …", "b) Đơn vị phối hợp: …") counts, but a list of such lines may be partial.
        if missing and not runs_on and len(missing) <= LONGEST_GAP and field_of(item) is None:
            yield _gap(before, item, missing, path)
        before = item
        last_seen[item.kind] = value


def _missing(kind: str, previous: int, value: int) -> list[int]:
    missing = list(range(previous + 1, value))
    # Many lists go a, b, c, d, e or A, B, C, D, E: đ may be left out.
    return [m for m in missing if not (kind in ("letter", "capital") and LETTERS[m - 1 : m] == "đ")]


def _gap(before: Node | None, item: Node, missing: list[int], path: str | None) -> Finding:
    assert item.reading is not None
    name = _NAMES.get(item.kind, "mục")
    names = ", ".join(_printed(m, item) for m in missing)
    start = f"Sau {name} {_closed(before)} là" if before is not None else "Danh sách bắt đầu bằng"
    message = f"{start} {name} {_closed(item)}, thiếu {name} {names}."
    return Finding(severity="warning", code="numbering-gap", message=message, page=item.page, section=path)


def _closed(node: Node) -> str:
    label = node.label or ""
    return f"{label})" if node.kind in ("letter", "small_roman") else label


def _printed(value: int, item: Node) -> str:
    """A missing label as it would be printed."""
    assert item.reading is not None
    if item.kind == "letter":
        return f"{LETTERS[value - 1]})"
    if item.kind == "capital":
        return LETTERS[value - 1].upper()
    if item.kind == "dotted":
        return f"{(item.label or '').rpartition('.')[0]}.{value}"
    if item.kind == "roman" or (item.label or "").isupper():
        return roman_numeral(value)
    return str(value)


def check_duplicates(sections: Sequence[RawSection], nodes: Mapping[str, Node]) -> Iterator[Finding]:
    """A finding for each section whose label another one beside it already bears."""
    first: dict[tuple[int, str], RawSection] = {}
    for section in sections:
        node = nodes.get(section.path)
        if node is None or node.label is None:
            continue
        key = (id(node.parent), node.label)
        other = first.setdefault(key, section)
        if other is not section:
            message = (
                f"Hai phần cùng mang số {node.label}: {_one_line(other.title.text)} và {_one_line(section.title.text)}."
            )
            yield Finding(
                severity="warning",
                code="duplicate-section-label",
                message=message,
                page=section.page,
                section=section.path,
            )


def _one_line(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 16 else " ".join(words[:16]) + "…"


def holder_paths(root: Node, nodes: Mapping[str, Node]) -> dict[int, str | None]:
    """For each node (by `id`) the path of the section that its children stand in."""
    own = {id(node): path for path, node in nodes.items()}
    paths: dict[int, str | None] = {id(root): None}
    for node in root.walk():
        above = paths.get(id(node.parent)) if node.parent is not None else None
        paths[id(node)] = own.get(id(node), above)
    return paths
