"""The words and names that units are made of: read once from `data/`, asked by every reader of units."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from normalize.abbreviations import Abbreviations, load_abbreviations, spell_out
from normalize.syllables import modern_tones, phrase_key

_DATA = Path(__file__).parent / "data"

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first syllable, longest first; a phrase is its syllables in lower case."""


@dataclass(frozen=True, eq=False)
class UnitNames:
    """Everything known about unit names: vocabulary, shipped names, abbreviations."""

    heads: Phrases
    """Begin the name of one unit ("Chi cục")."""
    alone: frozenset[str]
    """Heads that are a whole name ("Chính phủ")."""
    offices: Phrases
    owners: frozenset[str]
    areas: Phrases
    persons: Phrases
    determiners: Phrases
    nouns: Phrases
    closers: Phrases
    qualifiers: Phrases
    outside: Phrases
    verbs: Phrases
    lead_words: Phrases
    coordinate_words: Phrases
    spelling: Mapping[str, str]
    """Canonical spelling of heads, offices and domain phrases by their key ("ủy ban nhân dân" -> "Ủy ban nhân dân")."""
    domains: Phrases
    """Phrases that are capitalised inside a name ("Khoa học", "Hạ tầng")."""
    known: Mapping[str, str]
    """Canonical names by their key."""
    known_phrases: Phrases
    places: Mapping[str, str]
    """Names of provinces and communes by their key."""
    abbreviations: Abbreviations

    def is_unit(self, text: str) -> bool:
        """Whether *text*, as a whole, names a unit, a kind of units, or several of them ("Văn phòng Sở", "Các phòng, ban:")."""
        from normalize.unit_split import looks_like_units  # the grammar needs these names

        return looks_like_units(text, self)


@lru_cache(maxsize=1)
def load_unit_names() -> UnitNames:
    """The shipped names and vocabulary."""
    words = _read("units.toml")
    known = _read("known_units.toml")
    abbreviations = load_abbreviations()
    heads, collectives, tails, roles, names = (words[k] for k in ("heads", "collectives", "tails", "roles", "names"))
    shipped = [name for section in known.values() for name in section] + _composed_names(names)
    canonical: dict[str, str] = {}
    for name in shipped:
        full = spell_out(name, abbreviations)
        canonical.setdefault(phrase_key(full), full)
    spelling = {
        phrase_key(p): p for p in (*heads["named"], *heads["alone"], *heads["offices"], *heads["areas"], *names["domains"])
    }
    return UnitNames(
        heads=_phrases((*heads["named"], *heads["alone"])),
        alone=frozenset(phrase_key(p) for p in heads["alone"]),
        offices=_phrases(heads["offices"]),
        owners=frozenset(phrase_key(p) for p in heads["owners"]),
        areas=_phrases(heads["areas"]),
        persons=_phrases(heads["persons"]),
        determiners=_phrases(collectives["determiners"]),
        nouns=_phrases(collectives["nouns"]),
        closers=_phrases(collectives["closers"]),
        qualifiers=_phrases(collectives["qualifiers"]),
        outside=_phrases(tails["outside"]),
        verbs=_phrases(tails["verbs"]),
        lead_words=_phrases(roles["lead"]),
        coordinate_words=_phrases(roles["coordinate"]),
        spelling=spelling,
        domains=_phrases(names["domains"]),
        known=canonical,
        known_phrases=_phrases(canonical.values()),
        places=_read_places(),
        abbreviations=abbreviations,
    )


def match_phrase(phrases: Phrases, syllables: tuple[str, ...], at: int) -> int:
    """How many of *syllables* from *at* on make the longest phrase of *phrases* there; 0 when none does."""
    if at >= len(syllables):
        return 0
    for phrase in phrases.get(syllables[at], ()):
        if syllables[at : at + len(phrase)] == phrase:
            return len(phrase)
    return 0


def _phrases(texts: Iterable[str]) -> Phrases:
    table: dict[str, set[tuple[str, ...]]] = {}
    for text in texts:
        syllables = tuple(phrase_key(text).split())
        table.setdefault(syllables[0], set()).add(syllables)
    return {first: tuple(sorted(group, key=lambda p: (-len(p), p))) for first, group in table.items()}


def _composed_names(names: Mapping[str, Any]) -> list[str]:
    """Names written out in full, and every head with every domain it goes with ("Sở" + "Nội vụ")."""
    composed = list(names["whole"])
    for row in names["families"]:
        composed += [f"{head} {domain}" for head in row["heads"] for domain in row["domains"]]
    return composed


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text("utf-8"))


def _read_places() -> dict[str, str]:
    lines = (_DATA / "places.tsv").read_text("utf-8").splitlines()
    names = (re.split("\t", line)[1] for line in lines if not line.startswith("#"))
    return {phrase_key(name): modern_tones(name) for name in names}
