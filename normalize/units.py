"""What unit a printed fragment means: its one canonical name, however it was spelt, cased, abbreviated or misread."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from normalize.abbreviations import find_abbreviations, spell_out
from normalize.syllables import phrase_key
from normalize.text import squeeze
from normalize.tones import modern_tones
from normalize.unit_grammar import Grammar, UnitReading
from normalize.unit_matching import is_ambiguous, match_known
from normalize.unit_names import UnitNames, load_unit_names
from normalize.unit_spelling import spell_name
from normalize.unit_split import UnitMention, is_unit, split_units, tokens_of

__all__ = [
    "ResolvedUnit",
    "UnitContext",
    "UnitMention",
    "UnitNames",
    "find_abbreviations",
    "is_unit",
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
    text: str = ""
    """All that the document says: which kind of place a name is."""


@dataclass(frozen=True, slots=True)
class ResolvedUnit:
    """A unit's canonical name."""

    name: str
    """As printed when not resolved."""
    is_group: bool
    score: float
    """How sure the name is, 0..1."""
    resolved: bool


_SIGNS = ' \t\n;,:.-–+•*·"“”/'
_KIND = re.compile(r"xã|phường|thị trấn|đặc khu|thôn|bản|ấp|khu phố|tổ dân phố|khóm|buôn|làng")
# "UBND xã, phường An Lạc", of a list that says the kinds once; "các xã, phường Lạc Hà" are those of Lạc Hà.
_LISTED_KINDS = re.compile(
    rf"(?P<body>(?:(?!các\s)\S+\s)*?)(?P<kinds>(?:{_KIND.pattern})(?:(?:,\s|\svà\s|\s?/\s?)(?:{_KIND.pattern}))+)\s"
    r"(?P<name>[A-ZĐ]\S*(?:\s[A-ZĐ]\S*)*)"
)
_SMALL_WORDS = frozenset({"VÀ", "CÁC", "CỦA", "THUỘC"})
_ROLE_IN_BRACKETS = re.compile(r"\s*\((?:chủ trì|phối hợp|CT|PH)\)$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")


def resolve_unit(mention_text: str, names: UnitNames, context: UnitContext) -> ResolvedUnit:
    """
    The canonical name of one printed unit: the same text in the same context gives the same, whatever came before.

    Args:
        mention_text: a fragment as `split_units` gives it.
    """
    defined = tuple(sorted(context.abbreviations.items()))
    listed = _LISTED_KINDS.fullmatch(mention_text)
    if listed:
        kinds = kinds_of_place(listed["name"], _KIND.findall(listed["kinds"]), names, context.text)
        if len(kinds) != 1:
            return ResolvedUnit(squeeze(f"{listed['body']} {listed['name']}").strip(_SIGNS), False, 0.0, False)
        mention_text = f"{listed['body']} {kinds[0]} {listed['name']}"
    return _resolve_cached(mention_text, names, context.issuer or "", defined)


@lru_cache(maxsize=2)
def _lower(text: str) -> str:
    """A whole document in lower case, once for all that is asked of it."""
    return modern_tones(text).lower()


def kinds_of_place(name: str, kinds: Sequence[str], names: UnitNames, text: str) -> list[str]:
    """Which of *kinds* the place *name* is: as *text* says it, else as the list of places does."""
    key = modern_tones(squeeze(name)).lower().strip(_SIGNS)
    said = [kind for kind in dict.fromkeys(kinds) if f"{kind} {key}" in _lower(text)]
    known = names.place_kinds.get(key, frozenset())
    return said or [kind for kind in dict.fromkeys(kinds) if kind in known]


@lru_cache(maxsize=16384)
def _resolve_cached(text: str, names: UnitNames, issuer: str, defined: tuple[tuple[str, str], ...]) -> ResolvedUnit:
    printed = squeeze(text).strip(_SIGNS)
    if names.told and (told := names.told.get(phrase_key(printed))):
        whose = Grammar(tokens_of(told, names), names, prose=False).read_unit(0)
        return ResolvedUnit(told, whose is not None and whose.is_group, 1.0, True)
    full = modern_tones(spell_out(_BRACKETS.sub("", printed), names.abbreviations, dict(defined))).strip(_SIGNS)
    grammar, reading = _read_whole(full, printed, names)
    if reading is not None and reading.kind == "person":
        return ResolvedUnit(_ROLE_IN_BRACKETS.sub("", printed), reading.is_group, 1.0, True)
    if reading is None or not _is_whole(grammar, reading):
        match = match_known(full, names)
        if match is None:
            return ResolvedUnit(printed, reading is not None and reading.is_group, 0.0, False)
        return ResolvedUnit(match.name, False, match.score, True)
    name = spell_name(grammar, reading.end, reading.kind)
    if reading.kind == "group" or phrase_key(name) in names.known:
        return ResolvedUnit(_of_issuer(name, issuer), reading.is_group, 1.0, True)
    if is_ambiguous(name, names):
        return ResolvedUnit(printed, reading.is_group, 0.5, False)
    match = match_known(name, names)
    if match is not None:
        return ResolvedUnit(_of_issuer(match.name, issuer), reading.is_group, match.score, True)
    return ResolvedUnit(_of_issuer(name, issuer), reading.is_group, 1.0, True)


def _read_whole(full: str, printed: str, names: UnitNames) -> tuple[Grammar, UnitReading | None]:
    """The first way of reading that takes all of the name; else the first way, whatever it takes."""
    ways = [full]
    if printed.isupper() and " " in printed:
        # Places need their capitals; a word that opens a kind of unit must not have one ("MÔI TRƯỜNG NÔNG THÔN").
        spaced = [(w.lower() if w in _SMALL_WORDS else w.capitalize() if w.isupper() else w) for w in full.split()]
        ways = [" ".join(spaced), full.capitalize()]
    elif full != printed:
        ways.append(printed)  # both halves of "HĐND&UBND" stand at one place only as printed
    readings = []
    for way in ways:
        grammar = Grammar(tokens_of(way, names), names, prose=False)
        readings.append((grammar, grammar.read_unit(0)))
        reading = readings[-1][1]
        if reading is not None and (reading.kind == "person" or _is_whole(grammar, reading)):
            return readings[-1]
    return readings[0]


def _is_whole(grammar: Grammar, reading: UnitReading) -> bool:
    return reading.end == len(grammar.tokens) or grammar.starts_tail(reading.end)


def _of_issuer(name: str, issuer: str) -> str:
    """ "Văn phòng" in a plan of a Sở is "Văn phòng Sở"; of a ministry, "Văn phòng Bộ"."""
    owner = issuer.split(maxsplit=1)[0] if issuer else ""
    return f"{name} {owner}" if name in ("Văn phòng", "Thanh tra") and owner in ("Sở", "Bộ") else name
