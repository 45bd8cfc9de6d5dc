"""Knows the labelled lines that fill a task: "Đơn vị chủ trì: …", "a) Thời gian: …", "(Chủ trì: …; phối hợp: …)"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from normalize.text import fold
from parsers.vocabulary import read_list

LIKE = 88.0
"""Percent: how alike a label must be to one on the list (one misread letter in ten)."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label found at the beginning of a text."""

    role: str
    """lead | coordinate | direct | deadline | deliverable | content | note"""
    strong: bool
    """Whether it makes the item above it a task by itself."""
    header: str
    """The label as printed."""
    end: int
    """Offset where its value begins."""


_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][^:;.]{1,47}?)\s*:\s*")
_BARE_LABEL = re.compile(
    r"\s*(?P<label>(?:Đơn vị|Cơ quan) (?:chủ trì|phối hợp))\s+(?=(?:Sở|Phòng|Ban|Bộ|UBND|Các|Trung tâm)\b)"
)
"""A colon that a recogniser lost."""
_SPLIT = re.compile(r"(?<=[.;,(])\s+(?=(?P<label>[^\W\d_][^:;.,()]{3,40}?)\s*:\s)")
_PARENTHESIS = re.compile(r"\((?P<inside>[^()]*:[^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.;]?\s*$")


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, bool]]:
    return {
        _fold_label(label): (entry["role"], bool(entry["strong"]))
        for entry in read_list("fields.toml")["field"]
        for label in entry["labels"]
    }


def _fold_label(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


@lru_cache(maxsize=4096)
def _role_of(label: str) -> tuple[str, bool] | None:
    """Role and strength of a label as printed, forgiving a misread letter."""
    folded = _fold_label(label)
    known = _known()
    if folded in known:
        return known[folded]
    if len(folded) < 8 or len(folded.split()) > 8:
        return None
    from rapidfuzz import fuzz, process

    best = process.extractOne(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
    # "thoi gian to chuc" and "thoi gian" are both listed: a label much longer than the one it resembles is another.
    return known[best[0]] if best and abs(len(best[0]) - len(folded)) <= 2 else None


def find_field(text: str) -> Field | None:
    """The field label that *text* begins with, if it is a known one."""
    match = _LABEL.match(text) or _BARE_LABEL.match(text)
    if not match:
        return None
    found = _role_of(match["label"])
    return Field(found[0], found[1], " ".join(match["label"].split()), match.end()) if found else None


def has_field_label(text: str) -> bool:
    """Whether a line begins like "Đơn vị chủ trì: …"."""
    return find_field(text) is not None


def split_fields(text: str) -> tuple[tuple[int, int], ...]:
    """
    The spans of the fields that stand one after another in *text*: "Chủ trì: Sở X; phối hợp: Sở Y. Thời gian: Quý II".

    Returns:
        (start, end) of each, in order; the first begins at 0 whether or not it is a field.
    """
    starts = [0]
    starts += [m.end() for m in _SPLIT.finditer(text) if (r := _role_of(m["label"])) is not None and r[1]]
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))


def trailing_parenthesis(text: str) -> tuple[int, int] | None:
    """The span inside a bracket that closes *text* and holds fields: "… (Chủ trì: Sở X; thời gian: Quý II/2026)."."""
    match = _PARENTHESIS.search(text)
    if match and (found := find_field(match["inside"])) is not None and found.strong:
        return match.start("inside"), match.end("inside")
    return None
