"""Tells a person at the desk in their language why something was refused, from `refusals.toml`.

What the program says in English stays beside it where our own words are more general: somebody may have to pass it on.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from review.words import Language


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told."""

    text: str
    detail: str = ""
    """What the program said itself, where the text is only its kind."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A way in which something is refused, and how each language says it."""

    pattern: re.Pattern[str]
    said: Mapping[str, str]


def tell(kind: str, message: str, advice: str, language: Language) -> Told:
    """
    What to tell of a failure.

    Args:
        kind: name of its class in `models.errors`, or of a Python error that nobody foresaw.
        message, advice: what the program says of it.
    """
    spoken = f"{message} {advice}".strip()
    for refusal in _refusals():
        if found := refusal.pattern.match(message):
            phrase = refusal.said.get(language)
            gaps = {name: value or "" for name, value in found.groupdict().items()}
            return Told(phrase.format(**gaps) if phrase else spoken)
    if language == "en":
        return Told(spoken)
    kinds = _table()["kinds"]
    return Told(kinds.get(kind, kinds["other"]), spoken)


@cache
def _refusals() -> tuple[Refusal, ...]:
    return tuple(
        Refusal(re.compile(one["says"], re.DOTALL), {name: one[name] for name in ("vi", "en") if name in one})
        for one in _table()["refusal"]
    )


@cache
def _table() -> dict[str, Any]:
    with Path(__file__).with_name("refusals.toml").open("rb") as file:
        return tomllib.load(file)
