"""The words of the desk in Vietnamese and English, from `words.toml`."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


class Words:
    """What the desk says in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._said = {key: said[language] for key, said in all_words().items()}

    def __call__(self, key: str, **values: object) -> str:
        """What stands under *key*, its gaps filled with *values*."""
        return self._said[key].format(**values) if values else self._said[key]

    def name(self, kind: str, value: str) -> str:
        """What *value* is called, such as the role `lead`; the value itself when it has no name here."""
        return self._said.get(f"{kind}.{value}", value)


@cache
def all_words() -> dict[str, dict[str, str]]:
    """Every phrase by key, in both languages."""
    with Path(__file__).with_name("words.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file), ""))


def _flat(table: dict[str, object], prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    for key, value in table.items():
        if isinstance(value, dict) and "vi" in value:
            yield prefix + key, value
        elif isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")


@cache
def words_of(language: Language) -> Words:
    """The words of *language*."""
    return Words(language)


def language_of(chosen: str | None, accepted: str) -> Language:
    """
    The language to speak: the one chosen before, else the first of ours that the browser asks for, else Vietnamese.

    Args:
        accepted: the browser's Accept-Language, such as "vi-VN,vi;q=0.9,en;q=0.5".
    """
    for language in LANGUAGES:
        if chosen == language:
            return language
    asked = []
    for place, part in enumerate(accepted.split(",")[:20]):
        name, _, weight = part.strip().partition(";q=")
        try:
            asked.append((-float(weight or 1), place, name[:2].lower()))
        except ValueError:
            continue
    for _, _, name in sorted(asked):
        for language in LANGUAGES:
            if name == language:
                return language
    return "vi"
