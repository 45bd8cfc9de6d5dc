"""Tells in English what a finding says, from `doubt_words.toml`: findings are stored in Vietnamese."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from review.words import Language

LONGEST = 1000
"""Letters of a message that is put into English: what is longer quotes half a page, and is looked at as it is."""
INNER = "x_"
"""How the name of a gap begins that holds words to be put into English as well."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way in which something is doubtful."""

    pattern: re.Pattern[str]
    english: str
    example: tuple[str, str]
    """A message, and what becomes of it."""


def doubt_in(message: str, language: Language) -> str:
    """*message* of a finding in the language of the page; as it is stored where the table does not know it."""
    return message if language == "vi" or len(message) > LONGEST else _english(message)


def _english(message: str) -> str:
    for phrase in phrases():
        if found := phrase.pattern.fullmatch(message):
            gaps = {
                name: _english(said) if said and name.startswith(INNER) else said or ""
                for name, said in found.groupdict().items()
            }
            return phrase.english.format(**gaps)
    return message


@cache
def phrases() -> tuple[Phrase, ...]:
    """The table."""
    with Path(__file__).with_name("doubt_words.toml").open("rb") as file:
        table = tomllib.load(file)["doubt"]
    return tuple(Phrase(re.compile(one["says"], re.DOTALL), one["en"], tuple(one["example"])) for one in table)
