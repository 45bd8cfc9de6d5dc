"""The shape of a reading rule, and the one way rules are run over a text.

A table of rules is a tuple, most specific first. A rule that matches claims its stretch of text:
later rules do not see it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One phrase we know how to read."""

    name: str
    pattern: re.Pattern[str]
    """Written for the form of the text its table is run over: folded or as printed."""
    read: Callable[[re.Match[str]], T | None]
    """None refuses the match after all."""
    examples: tuple[tuple[str, T], ...]
    """(printed text, value)."""
    near_misses: tuple[str, ...] = ()
    """Printed text that no rule of the table may read this way."""
    seen: str = ""
    """Where it was seen, or which rule of layout it follows."""
    needs: str = ""
    """Letters without which it cannot match: looked for first, as most texts lack them."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a rule read, and where: offsets into the text given, end exclusive."""

    start: int
    end: int
    rule: str
    value: T


def find_readings(rules: Iterable[Rule[T]], text: str) -> tuple[Reading[T], ...]:
    """
    Everything the table *rules* reads in *text*, in order of place, no two overlapping.

    Args:
        text: in the form the patterns are written for; offsets refer to it.
    """
    found: list[Reading[T]] = []
    for rule in rules:
        if rule.needs in text:
            found.extend(reading for reading in _matches(rule, text) if not _overlaps(reading, found))
    return tuple(sorted(found, key=lambda reading: reading.start))


def _matches(rule: Rule[T], text: str) -> Iterator[Reading[T]]:
    for match in rule.pattern.finditer(text):
        value = rule.read(match)
        if value is not None:
            yield Reading(match.start(), match.end(), rule.name, value)


def _overlaps(reading: Reading[T], others: Iterable[Reading[T]]) -> bool:
    return any(reading.start < other.end and other.start < reading.end for other in others)
