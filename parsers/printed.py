"""Printed lines as `RawText`: their text with its line breaks, their places, and how sure the reading is."""

from collections.abc import Sequence

from models.blocks import Line
from models.page import union_box
from models.raw import Fragment, RawText

WORST_SHARE = 0.1
"""A long text is as sure as the worst tenth of its letters."""


def raw_text(lines: Sequence[Line], text: str | None = None) -> RawText:
    """
    The text of *lines* (at least one) and where they stand, one fragment a page.

    Args:
        text: what to say instead of the lines' own text (a label removed), when it differs.
    """
    if text is None:
        text = "\n".join(line.text for line in lines)
    by_hand = any(word.handwritten for line in lines for word in line.words)
    return RawText(text, _fragments(lines), _confidence(lines), by_hand)


def join_texts(texts: Sequence[RawText], separator: str = "\n\n") -> RawText:
    """Several texts (at least one) as one; boxes on the same page are put together when they follow each other."""
    fragments: list[Fragment] = []
    for text in texts:
        for fragment in text.fragments:
            if fragments and fragments[-1].page == fragment.page:
                fragments[-1] = Fragment(fragment.page, union_box([fragments[-1].bbox, fragment.bbox]))
            else:
                fragments.append(fragment)
    return RawText(separator.join(t.text for t in texts), tuple(fragments), min(t.confidence for t in texts))


def _fragments(lines: Sequence[Line]) -> tuple[Fragment, ...]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return tuple(Fragment(page, union_box([line.bbox for line in group])) for page, group in pages.items())


def _confidence(lines: Sequence[Line]) -> float:
    words = [(word.confidence, len(word.text)) for line in lines for word in line.words]
    if all(confidence >= 1.0 for confidence, _ in words):
        return 1.0
    words.sort()
    quota = max(1.0, WORST_SHARE * sum(length for _, length in words))
    total = weight = 0.0
    for confidence, length in words:
        total += confidence * length
        weight += length
        if weight >= quota:
            break
    return round(total / weight, 4) if weight else 1.0
