"""What unit a printed fragment means: its one canonical name, however it was spelt, cased, abbreviated or misread."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from normalize.abbreviations import find_abbreviations, spell_out
from normalize.syllables import modern_tones, phrase_key
from normalize.text import squeeze
from normalize.unit_grammar import Grammar
from normalize.unit_names import UnitNames, load_unit_names
from normalize.unit_split import UnitMention, split_units, tokens_of

__all__ = [
    "ResolvedUnit",
    "UnitContext",
    "UnitMention",
    "UnitNames",
    "find_abbreviations",
    "load_unit_names",
    "resolve_unit",
    "split_units",
]


@dataclass(frozen=True)
class UnitContext:
    """Whose plan the unit is named in."""

    issuer: str | None = None
    parent_issuer: str | None = None
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """What the document itself defines, by short form."""


@dataclass(frozen=True, slots=True)
class ResolvedUnit:
    """A unit's canonical name."""

    name: str
    """As printed when not resolved."""
    is_group: bool
    score: float
    """How sure the name is, 0..1."""
    resolved: bool


_SIGNS = " \t\n;,:.-–+•*\"“”/"
_BRACKETS = re.compile(r"\s*\([^()]*\)")


def resolve_unit(mention_text: str, names: UnitNames, context: UnitContext) -> ResolvedUnit:
    """
    The canonical name of one printed unit.

    Args:
        mention_text: a fragment as `split_units` gives it.
    """
    defined = tuple(sorted(context.abbreviations.items()))
    return _resolve_cached(mention_text, names, context.issuer or "", defined)


@lru_cache(maxsize=16384)
def _resolve_cached(text: str, names: UnitNames, issuer: str, defined: tuple[tuple[str, str], ...]) -> ResolvedUnit:
    printed = squeeze(text).strip(_SIGNS)
    full = modern_tones(spell_out(_BRACKETS.sub("", printed), names.abbreviations, dict(defined))).strip(_SIGNS)
    full = re.sub(r"\s*–\s*|(?<=\w)\s+-\s*|\s*-\s+(?=\w)", " - ", full)
    reading = Grammar(tokens_of(full, names), names, prose=False).read_unit(0)
    if reading is None:
        return ResolvedUnit(printed, False, 0.0, False)
    tokens = tokens_of(full, names)
    name = full[: tokens[reading.end - 1].end]
    if reading.kind == "person":
        return ResolvedUnit(printed, False, 1.0, True)
    if phrase_key(name) == "văn phòng" and issuer:
        name = f"Văn phòng {issuer.split()[0]}" if issuer.split()[0] in ("Sở", "Bộ") else name
    if reading.kind == "group":
        name = _collective(name)
    known = names.known.get(phrase_key(name))
    return ResolvedUnit(known or name[:1].upper() + name[1:], reading.is_group, 1.0, True)


def _collective(name: str) -> str:
    return re.sub(r"\s*/\s*", ", ", name).lower()
