"""Owns the words that letterheads, titles and signature blocks are recognised by; they stand in `data/kinds.toml`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from models.raw import PartKind
from normalize.text import fold


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The lists of `data/kinds.toml`, folded for matching (`letters` leaves out spaces and marks too)."""

    kinds: dict[str, PartKind]
    """Kind word, letters only, to what it is."""
    carriers: tuple[str, ...]
    """Kind words, letters only, of documents that only carry the one behind them."""
    kind_beginnings: tuple[tuple[str, ...], ...]
    """Folded syllables of the kind words that a title may follow on the same line, longest first."""
    motto: str
    motto_end: str
    party_motto: str
    body_heads: tuple[str, ...]
    not_heads: tuple[str, ...]
    half_names: frozenset[str]
    areas: tuple[str, ...]
    stamps: frozenset[str]
    appendix_words: tuple[str, ...]
    forms: tuple[str, ...]
    """Appendix words of blank forms."""
    recipients: str
    capacities: tuple[str, ...]
    positions: tuple[str, ...]
    unsigned: tuple[str, ...]
    ranks: tuple[str, ...]


def letters(text: str) -> str:
    """*text* folded, letters and digits only: for words whose spacing and punctuation cannot be trusted."""
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=1)
def load_head_words() -> HeadWords:
    """The shipped word lists, read once."""
    data: dict[str, Any] = tomllib.loads(files("parsers").joinpath("data/kinds.toml").read_text("utf-8"))
    whole_only = {fold(word) for word in data["title"]["whole_line_only"]}
    words = {fold(word): kind for kind, listed in data["kind_words"].items() for word in listed}
    beginnings = sorted((tuple(word.split()) for word in words if word not in whole_only), key=len, reverse=True)
    head, signature = data["letterhead"], data["signature"]
    return HeadWords(
        kinds={letters(word): kind for word, kind in words.items()},
        carriers=tuple(letters(word) for word in data["title"]["carriers"]),
        kind_beginnings=tuple(beginnings),
        motto=letters(head["motto"]),
        motto_end=letters(head["motto_end"]),
        party_motto=letters(head["party_motto"]),
        body_heads=_longest_first(head["body_heads"]),
        not_heads=_longest_first(head["not_heads"]),
        half_names=frozenset(fold(word) for word in head["half_names"]),
        areas=_longest_first(head["areas"]),
        stamps=frozenset(letters(word) for word in head["stamps"]),
        appendix_words=_longest_first(data["appendix"]["words"]),
        forms=_longest_first(data["appendix"]["forms"]),
        recipients=letters(signature["recipients"]),
        capacities=_longest_first(signature["capacities"]),
        positions=_longest_first(signature["positions"]),
        ranks=_longest_first(signature["ranks"]),
        unsigned=tuple(letters(word) for word in signature["unsigned"]),
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in words}, key=len, reverse=True))


def begins_with(folded: str, words: tuple[str, ...]) -> str | None:
    """The longest of *words* that *folded* begins with, at a word's end."""
    for word in words:
        if folded.startswith(word) and (len(folded) == len(word) or not folded[len(word)].isalnum()):
            return word
    return None


def is_form(label: str) -> bool:
    """Whether an appendix with this label is a blank form ("Mẫu số 01")."""
    return begins_with(fold(label), load_head_words().forms) is not None
