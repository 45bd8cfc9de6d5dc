"""The numbers in front of rows: what kind they are, and the paths of the sections they open."""

import re
from dataclasses import dataclass, field
from typing import Literal

from parsers.cell_text import BULLET

LabelKind = Literal["roman", "upper", "number", "decimal", "lower", "bullet", "other"]

_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NUMBER = re.compile(r"\d{1,3}")
_DECIMAL = re.compile(r"(?:[IVX]{1,5}|[A-Z]|\d{1,3})(?:\.\d{1,3})+")
_IN_TEXT = re.compile(
    r"(?:(?:PHẦN|Phần|MỤC|Mục|CHƯƠNG|Chương|NHÓM|Nhóm)\s+(?P<named>[IVXLC]{1,7}|[A-Z]|\d{1,3})\s*[.:)/–-]*"
    r"|\(?(?P<label>[IVXLC]{1,7}|[A-ZĐ]|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])(?:[.)/]+|\s*[:–-](?=\s)))\s+(?=\S)"
)
_DECIMAL_IN_TEXT = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})+)\.?\s+(?=\S)")
_TRIM = re.compile(r"^[(\[\s]+|[.)\]:/,;\s–-]+$")

_LOOKALIKES = str.maketrans("l1|!iìíịÍÌỊtTJ", "IIIIIIIIIIIIII")

_RANK: dict[LabelKind, int] = {"upper": 0, "roman": 1, "number": 2, "decimal": 3, "lower": 5, "bullet": 6, "other": 4}


def clean_label(text: str) -> str:
    """A printed number without its brackets and full stop: "8.1", "IV", "đ"; a lone dash stays."""
    text = "".join(text.split())
    if BULLET.fullmatch(text + " x") or text in "-–—+•":
        return text
    return _TRIM.sub("", text)


def split_label(text: str) -> tuple[str, str] | None:
    """
    (label, rest) of a text that begins with its own number: "I. Đổi mới" is ("I", "Đổi mới"); None without one.

    Seen in: rows merged over all columns, where the number stands in the text.
    """
    match = _IN_TEXT.match(text) or _DECIMAL_IN_TEXT.match(text)
    if match is None:
        return None
    groups = match.groupdict()
    return (groups.get("named") or groups["label"]), text[match.end() :]


def split_bullet(text: str) -> tuple[str, str] | None:
    """(bullet, rest) of a text that begins with a dash or dot; None without one."""
    match = BULLET.match(text)
    return (match.group().strip(), text[match.end() :]) if match else None


def kind_of(label: str, open_kinds: dict[LabelKind, str] | None = None) -> LabelKind:
    """
    What kind of number *label* is.

    Args:
        open_kinds: the last label of each kind above it: "C" after "B" is a letter, a Roman hundred after "XCIX".
    """
    if _NUMBER.fullmatch(label):
        return "number"
    if _DECIMAL.fullmatch(label):
        return "decimal"
    before = (open_kinds or {}).get("upper", "")
    if len(label) == 1 and label.isupper() and (label not in "IVX" or (before and ord(label) == ord(before) + 1)):
        return "upper"
    if _ROMAN.fullmatch(label):
        return "roman"
    if len(label) == 1 and label.isalpha():
        return "lower"
    return "bullet" if BULLET.fullmatch(label + "x") or label in "-+" else "other"


def roman_value(label: str) -> int:
    """The number a Roman numeral stands for."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for letter, after in zip(label, [*label[1:], ""], strict=True):
        value = values[letter]
        total += -value if after and values[after] > value else value
    return total


def roman_numeral(number: int) -> str:
    """The Roman numeral of *number* (1..399)."""
    digits = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
    text = ""
    for letters, value in digits:
        while number >= value:
            text, number = text + letters, number - value
    return text


def misread_roman(label: str, before: str | None) -> str | None:
    """
    The Roman numeral that *label* is a misreading of, when it is the one that follows *before*: "H" after "I" is "II".

    Seen in: scans, where thin strokes run together.
    """
    expected = roman_numeral(roman_value(before) + 1) if before else "I"
    alike = label.translate(_LOOKALIKES).replace("H", "II").replace("N", "IV").replace("Y", "V")
    return expected if label != expected and alike == expected else None


@dataclass(slots=True)
class Outline:
    """The sections open while walking down a table."""

    open: list[tuple[LabelKind, str, str]] = field(default_factory=list)
    """(kind, label, path), outermost first."""
    taken: dict[str, int] = field(default_factory=dict)
    """How often each path was given."""
    fresh: bool = False
    """Whether nothing but sections stood since the last section was opened."""
    last_row: str | None = None
    """The number of the last row under the section opened last."""

    def enter(self, label: str) -> tuple[str, bool]:
        """
        Open the section *label* at its depth.

        Returns:
            (its path, whether another section has the same label there: the path then ends in "(2)").
        """
        kind = kind_of(label, {k: last for k, last, _ in self.open})
        depth = self._depth(kind, label)
        del self.open[depth:]
        path = self._join(label)
        count = self.taken[path] = self.taken.get(path, 0) + 1
        if count > 1:
            path = f"{path} ({count})"
        self.open.append((kind, label, path))
        self.fresh = True
        self.last_row = None
        return path, count > 1

    def take_row(self, label: str | None) -> None:
        """
        Note a row that is a task; one that stands beside the open section, not in it, closes it first.

        "7" after the section 6 with the rows 6.1 and 6.2 counts on from 6; "5" after the section 4 with dashes too.
        """
        if label and self.last_row and kind_of(label) != kind_of(self.last_row):
            depth = next((d for d, (_, last, _) in enumerate(self.open) if counts_on(last, label)), len(self.open))
            del self.open[depth:]
        self.fresh = False
        self.last_row = label

    def _depth(self, kind: LabelKind, label: str) -> int:
        """How many open sections stay open above a new one of *kind*."""
        for depth, (other, last, _) in enumerate(self.open):
            if other == kind and label.count(".") == last.count("."):
                return depth
        if self.fresh:
            return len(self.open)  # a kind not seen before, right under a heading, is deeper
        rank = _RANK[kind] + label.count(".")
        return next(
            (d for d, (o, last, _) in enumerate(self.open) if _RANK[o] + last.count(".") >= rank), len(self.open)
        )

    def _join(self, label: str) -> str:
        if not self.open:
            return label
        _, parent, path = self.open[-1]
        if label.startswith(parent + "."):
            return f"{path}.{label[len(parent) + 1 :]}"
        first = self.open[0][1]
        if label.startswith(first + "."):
            return label if not self.open[0][2].endswith(")") else f"{self.open[0][2]}.{label[len(first) + 1 :]}"
        return f"{path}.{label}"


def counts_on(before: str, label: str) -> bool:
    """Whether *label* is the number right after *before*: "7" after "6", "2.4" after "2.3", "c" after "b"."""
    kind = kind_of(label)
    if kind_of(before) != kind:
        return False
    if kind == "roman":
        return roman_value(label) == roman_value(before) + 1
    if kind == "upper":
        return ord(label) == ord(before) + 1
    if kind == "lower":
        return before + label in "abcdđeghiklmnopqrstuvxy" and before < label
    head, _, tail = label.rpartition(".")
    head_before, _, tail_before = before.rpartition(".")
    return kind in ("number", "decimal") and head == head_before and int(tail) == int(tail_before or 0) + 1
