"""Tells a 1 from an I in a column of labels by what stands above and below it: 1.1 follows 1, 2 follows 1, 1 follows I.

In coarse or blurred print both are one stroke, and the dot of "1.1" is easily lost. Labels count up, so that the others
of the column say which it is.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.letters import InkWord

_LABEL = re.compile(r"(?:[IVXl|]{1,5}|\d{1,3})(?:\.[\dIl|]{1,2})*[.)]?|[A-EĐ][.)]?")
_ONE = frozenset({"I", "l", "|"})
"""What a 1 is read as."""
_DOTTED_ONE = re.compile(r"[Il|]\.(\d{1,2})")
_RUN_TOGETHER = re.compile(r"(\d)(\d{1,2})")
_COLUMN_POINTS = 14.0
"""Middles of labels of one column differ by less."""
_SURE = 0.9
"""Confidence of a label that the others tell."""


def _middle(word: InkWord) -> float:
    return (word.left + word.right) / 2


def count_up(words: list[InkWord], scale: float) -> list[InkWord]:
    """The *words* of a page with those labels of its first column mended that do not count up as they were read."""
    in_line = Counter(word.line for word in words)
    labels = [word for word in words if in_line[word.line] == 1 and _LABEL.fullmatch(word.text)]
    if len(labels) < 3:
        return words
    first = min(_middle(label) for label in labels)
    column = sorted((w for w in labels if _middle(w) - first < _COLUMN_POINTS * scale), key=lambda w: w.top)
    mended = {
        id(word): text
        for word, text in zip(column, in_order([word.text for word in column]), strict=True)
        if text != word.text
    }
    return [
        replace(w, text=mended[id(w)], confidence=min(w.confidence, _SURE)) if id(w) in mended else w for w in words
    ]


def in_order(labels: Sequence[str]) -> list[str]:
    """The *labels* of a column from top to bottom, with each 1 that was read as an I, and the other way round."""
    bare = [label.rstrip(".)") for label in labels]
    for i, label in enumerate(bare):
        if label in _ONE and _is_one(bare, i):
            bare[i] = "1"
        elif label == "1" and _is_roman(bare, i):
            bare[i] = "I"
    for i, label in enumerate(bare):
        above = next((other for other in reversed(bare[:i]) if "." not in other), "")
        if (dotted := _DOTTED_ONE.fullmatch(label)) and above == "1":
            bare[i] = f"1.{dotted[1]}"
        elif (together := _RUN_TOGETHER.fullmatch(label)) and _lost_a_dot(bare, i):
            bare[i] = f"{together[1]}.{together[2]}"
    return [text + label[len(label.rstrip(".)")) :] for text, label in zip(bare, labels, strict=True)]


def _is_one(labels: Sequence[str], at: int) -> bool:
    """Whether the I at this place is a 1: a 2 follows, or nothing in the column is Roman."""
    following = next((label for label in labels[at + 1 :] if "." not in label), "")
    if following in ("1", "II"):
        return False
    if following == "2":
        return True
    roman = any(re.fullmatch(r"[IVX]{2,}|[VX]", label.split(".")[0]) for label in labels)
    return not roman and sum(label.isdigit() for label in labels) > 1


def _is_roman(labels: Sequence[str], at: int) -> bool:
    """Whether the 1 at this place is an I: another 1 follows, and a II after that, but no I."""
    rest = [label for label in labels[at + 1 :] if "." not in label]
    if rest[:1] != ["1"] or "II" not in rest:
        return False
    return not _ONE & {*labels[:at], *rest[: rest.index("II")]}


def _lost_a_dot(labels: Sequence[str], at: int) -> bool:
    """Whether the number at this place is a part of the row above: "1", "11", "1.2"."""
    number, part = labels[at][0], int(labels[at][1:])
    before = labels[at - 1] if at else ""
    after = labels[at + 1] if at + 1 < len(labels) else ""
    starts = before == number if part == 1 else before == f"{number}.{part - 1}"
    goes_on = after in (f"{number}.{part + 1}", f"I.{part + 1}", f"{int(number) + 1}")
    return starts and goes_on and not (before.isdigit() and int(labels[at]) == int(before) + 1)
