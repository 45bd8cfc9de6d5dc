"""Names of signers: a short line of capitalised words under an office, that begins with a family name.

A name follows no grammar, so "Dũng" loses to "đứng" unless it is known that only names can stand there.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from normalize.diacritics.model import load_model
from normalize.diacritics.search import Place
from normalize.diacritics.syllables import strip_marks
from normalize.diacritics.words import Row

Part = Literal["family", "middle", "given"]

_MIDDLE: Part = "middle"
_NAMES = Path(__file__).parents[1] / "data" / "person_names.toml"
_OFFICE = re.compile(r"\b(?:CHU TICH|GIAM \w?OC|BO TRUONG|THU TRUONG|TRUONG \w+|CHANH \w+|BI THU|KT|TM|TL|TUQ)\b")
"""What stands over a name, marks aside; a D may be seen as B."""
NEAR = 12
"""Lines that may stand between an office and the name under it, recipients among them."""
WORDS = (2, 5)
BONUS = 6.0
"""Nats that a syllable gains where names have it."""
COMMON = 2.5
"""Nats more for the commonest given names: "Ding" is "Dũng" sooner than "Đăng"."""


def name_parts(rows: Sequence[Row], number: int) -> tuple[Part, ...]:
    """Which part of a name each token of row *number* is, nothing where the row is no name."""
    tokens = rows[number].tokens
    if not WORDS[0] <= len(tokens) <= WORDS[1] or not all(map(_is_name_word, tokens)):
        return ()
    if strip_marks(tokens[0].lower()) not in _plain_families():
        return ()
    above = rows[max(0, number - NEAR) : number]
    if not any(_OFFICE.search(strip_marks(" ".join(row.tokens))) for row in above):
        return ()
    parts: list[Part] = ["family", *(_MIDDLE for _ in tokens[2:]), "given"]
    return tuple(parts)


def _is_name_word(token: str) -> bool:
    return token.isalpha() and token[0].isupper() and (len(token) == 1 or token[1:].islower())


@lru_cache(maxsize=1024)
def as_name(place: Place, part: Part) -> Place:
    """*place* where syllables that are a *part* of names are likelier."""
    known = _ids()[part]
    common = _ids()["common"] if part == "given" else frozenset()
    ids = place.ids.tolist()
    bonus = np.array([BONUS * (i in known) + COMMON * (i in common) for i in ids], dtype=np.float32)
    return Place(place.ids, place.logs + bonus)


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    listed = tomllib.loads(_NAMES.read_text("utf-8"))
    names = {part: frozenset(name.lower() for name in listed[part]) for part in ("family", "middle", "given", "common")}
    return {**names, "middle": names["middle"] | names["given"]}


@lru_cache(maxsize=1)
def _ids() -> dict[str, frozenset[int]]:
    ids = load_model().ids
    return {part: frozenset(ids[name] for name in names if name in ids) for part, names in _names().items()}


@lru_cache(maxsize=1)
def _plain_families() -> frozenset[str]:
    return frozenset(map(strip_marks, _names()["family"]))
