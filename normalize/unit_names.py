"""The words and names that units are made of: read once from `data/`, asked by every reader of units."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.raw import Role
from normalize.abbreviations import Abbreviations, load_abbreviations, spell_out
from normalize.syllables import phrase_key
from normalize.text import fold
from normalize.tones import modern_tones

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
    listed: frozenset[str]
    """Heads that are a whole name among others ("Công an, Quân sự")."""
    offices: Phrases
    plural_offices: frozenset[str]
    """Offices that mean all who hold them when no unit follows."""
    owners: frozenset[str]
    """Heads that another unit may follow ("Văn phòng Sở")."""
    closing: frozenset[str]
    """Whole names that belong to the name they follow ("Ban Cơ yếu Chính phủ")."""
    board_of: Phrases
    """Bodies that a board's name may be followed by ("Ban Pháp chế Hội đồng nhân dân")."""
    forces: Phrases
    """The police and the army, whose departments carry their name ("Phòng Tham mưu Công an tỉnh")."""
    force_trades: Phrases
    """What only departments of a force are about ("Tham mưu")."""
    owned: Phrases
    """Heads that may follow an owner."""
    doubtful: frozenset[str]
    """Words that alone make no heading a unit ("Thanh tra")."""
    areas: Phrases
    persons: Phrases
    """Words before a person's name ("đồng chí")."""
    surnames: Phrases
    determiners: Phrases
    nouns: Phrases
    self_contained: frozenset[str]
    """Kinds after which a bare generic noun begins another unit ("cơ sở y tế")."""
    members: frozenset[str]
    """Kinds of members, whose body stands behind them ("thành viên Ban Chỉ đạo")."""
    closers: Phrases
    qualifiers: Phrases
    no_units: Phrases
    """Begin like a unit and are none ("sở hữu", "phòng chống")."""
    outside: Phrases
    """Begin a clause that is printed with a unit but is not in its name ("trình …")."""
    duty: Phrases
    """Begin what a unit does ("có trách nhiệm")."""
    verbs: Phrases
    compounds: Phrases
    """Words with a part that is a verb by itself ("công trình", "giao thông")."""
    trades: Phrases
    """What units are for, in words that elsewhere are what a unit does ("phòng, chống thiên tai")."""
    traded: frozenset[str]
    """Heads that such words follow ("Ban Chỉ đạo")."""
    lead_words: Phrases
    coordinate_words: Phrases
    givers: Phrases
    """Stand before units that are given something to do ("giao", "đề nghị")."""
    role_marks: Mapping[str, Role]
    """Letters that give a role before a colon or alone in brackets ("PH")."""
    spelling: Mapping[str, str]
    """Canonical spelling of heads, offices and domain phrases by their key ("ủy ban nhân dân" -> "Ủy ban nhân dân")."""
    domains: Phrases
    """Phrases that are capitalised inside a name ("Khoa học", "Hạ tầng")."""
    common: Phrases
    """Phrases with a capital only where they open a name or follow a sign ("Vệ sinh"): so are those behind them."""
    known: Mapping[str, str]
    """Canonical names by their key."""
    known_phrases: Phrases
    known_bare: Phrases
    """The same without marks, for misread names."""
    repairs: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    """Words of units that OCR may misread: by the first syllable without marks, pairs (without marks, right)."""
    right_pairs: frozenset[tuple[str, str]]
    """The last two syllables of every phrase that words may be repaired to."""
    known_by_bare: Mapping[str, tuple[str, ...]]
    """Keys of known names by their key without marks: more than one where only marks tell them apart."""
    provinces: Mapping[str, str]
    """Names of provinces, before and after July 2025, by their key without marks."""
    places: Mapping[str, str]
    """Names of provinces and communes by their key."""
    place_phrases: Phrases
    place_kinds: Mapping[str, frozenset[str]]
    """What places of that name are, by its key ("xã", "phường")."""
    openings: frozenset[str]
    """First syllables of everything that can open a unit: a quick no for most headings."""
    abbreviations: Abbreviations
    told: Mapping[str, str] = field(default_factory=dict)
    """What people said that a printed name means, by its key; comes before everything else."""

    def with_aliases(self, aliases: Mapping[str, str]) -> "UnitNames":
        """
        These names, and what people said: a fragment printed so means that unit.

        Args:
            aliases: printed name to canonical name. One with an abbreviation in it ("P.QLKH") is understood wherever
                it stands; plain words ("Văn phòng") only where they are all that is printed.
        """
        if not aliases:
            return self
        names = sorted(set(aliases.values()))
        short = {" ".join(a.split()): name for a, name in aliases.items() if any(_is_short(w) for w in a.split())}
        known = dict(self.known) | {phrase_key(name): name for name in names}
        return replace(
            self,
            told={phrase_key(alias): name for alias, name in sorted(aliases.items())},
            known=known,
            known_phrases=phrases_of(known.values()),
            openings=self.openings | {phrase_key(word).split()[0] for word in (*names, *short) if phrase_key(word)},
            abbreviations=replace(self.abbreviations, told=short),
        )

    def with_known(self, names: Iterable[str]) -> "UnitNames":
        """These names, and those that a document spells out by themselves: its sentences may name them as well."""
        new = {key: name for name in names if len((key := phrase_key(name)).split()) > 2 and key not in self.known}
        return _joined(self, tuple(sorted(new.items()))) if new else self

    def known_name_of(self, key: str) -> str:
        """The canonical name for a key that the grammar took for a known name, marks misread or not."""
        if key in self.known:
            return self.known[key]
        return self.known[self.known_by_bare[fold(key)][0]]


@lru_cache(maxsize=8)
def _joined(names: UnitNames, new: tuple[tuple[str, str], ...]) -> UnitNames:
    """*names* and *new* canonical names by key; plans of one body spell out the same, and what was read is kept."""
    phrases = dict(names.known_phrases)
    for first, more in phrases_of(name for _, name in new).items():
        phrases[first] = tuple(sorted({*more, *phrases.get(first, ())}, key=lambda p: (-len(p), p)))
    openings = names.openings | {key.split()[0] for key, _ in new}
    return replace(names, known=dict(names.known) | dict(new), known_phrases=phrases, openings=openings)


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
    by_bare: dict[str, list[str]] = {}
    for key in canonical:
        by_bare.setdefault(fold(key), []).append(key)
    repairs = _repairs(words)
    places, provinces, kinds = _read_places()
    spelling = {
        phrase_key(p): p
        for p in (
            *heads["named"],
            *heads["alone"],
            *heads["offices"],
            *heads["areas"],
            *names["domains"],
            *names["common"],
        )
    }
    return UnitNames(
        heads=phrases_of((*heads["named"], *heads["alone"])),
        alone=_keys(heads["alone"]),
        listed=_keys(heads["listed"]),
        offices=phrases_of(heads["offices"]),
        plural_offices=_keys(heads["plural_offices"]),
        owners=_keys(heads["owners"]),
        closing=_keys(heads["closing"]),
        board_of=phrases_of(heads["board_of"]),
        forces=phrases_of(heads["forces"]),
        force_trades=phrases_of(heads["force_trades"]),
        owned=phrases_of(heads["owned"]),
        doubtful=_keys(heads["doubtful_alone"]),
        areas=phrases_of(heads["areas"]),
        persons=phrases_of(heads["persons"]),
        surnames=phrases_of(heads["surnames"]),
        determiners=phrases_of(collectives["determiners"]),
        nouns=phrases_of((*collectives["nouns"], *collectives["self_contained"])),
        self_contained=_keys(collectives["self_contained"]),
        members=_keys(collectives["members"]),
        closers=phrases_of(collectives["closers"]),
        qualifiers=phrases_of(collectives["qualifiers"]),
        no_units=phrases_of(collectives["no_units"]),
        outside=phrases_of(tails["outside"]),
        duty=phrases_of(tails["duty"]),
        verbs=phrases_of(tails["verbs"]),
        compounds=phrases_of(tails["compounds"]),
        trades=phrases_of(names["trades"]),
        traded=_keys(names["traded"]),
        lead_words=phrases_of(roles["lead"]),
        coordinate_words=phrases_of(roles["coordinate"]),
        givers=phrases_of(roles["givers"]),
        role_marks=_role_marks(roles),
        spelling=spelling,
        domains=phrases_of(names["domains"]),
        common=phrases_of(names["common"]),
        known=canonical,
        known_phrases=phrases_of(canonical.values()),
        known_bare=phrases_of(bare for bare, keys in by_bare.items() if len(keys) == 1),
        repairs=repairs,
        right_pairs=frozenset((right[-2], right[-1]) for pairs in repairs.values() for _, right in pairs)
        | frozenset((verb[-2], verb[-1]) for verb in map(str.split, map(phrase_key, tails["verbs"])) if len(verb) > 1),
        provinces=provinces,
        known_by_bare={bare: tuple(keys) for bare, keys in by_bare.items()},
        places=places,
        place_phrases=phrases_of(places),
        place_kinds=kinds,
        openings=frozenset(
            phrase_key(phrase).split()[0]
            for phrase in (
                *heads["named"],
                *heads["alone"],
                *heads["offices"],
                *heads["persons"],
                *collectives["determiners"],
                *collectives["nouns"],
                *collectives["self_contained"],
                *canonical.values(),
            )
        ),
        abbreviations=abbreviations,
    )


def _role_marks(roles: Mapping[str, list[str]]) -> dict[str, Role]:
    lead: dict[str, Role] = dict.fromkeys(roles["lead_short"], "lead")
    coordinate: dict[str, Role] = dict.fromkeys(roles["coordinate_short"], "coordinate")
    return lead | coordinate


def _is_short(word: str) -> bool:
    """Whether a word is written as abbreviations are ("P.QLKH", "GDĐT"): two capitals or more."""
    return sum(letter.isupper() for letter in word) > 1


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase_key(text) for text in texts)


def phrases_of(texts: Iterable[str]) -> Phrases:
    """*texts* as phrases by their first syllable."""
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


def _read_places() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    """Names of all places by their key, of provinces by their key without marks, and kinds of places by their key."""
    rows = [line.split("\t") for line in (_DATA / "places.tsv").read_text("utf-8").splitlines() if line[:1] != "#"]
    places = {phrase_key(name): modern_tones(name) for _, name, _ in rows}
    provinces = {fold(phrase_key(name)): modern_tones(name) for kind, name, province in rows if not province and kind}
    kinds: dict[str, set[str]] = {}
    for kind, name, _ in rows:
        kinds.setdefault(phrase_key(name), set()).add(kind.lower())
    return places, provinces, {key: frozenset(found) for key, found in kinds.items()}


def _repairs(words: Mapping[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Phrases of two syllables and more that no other words share their letters with."""
    heads, collectives, roles = words["heads"], words["collectives"], words["roles"]
    lists = (
        *(heads[k] for k in ("named", "alone", "offices", "areas", "persons")),
        *(collectives[k] for k in ("nouns", "closers", "qualifiers")),
        *roles.values(),
    )
    table: dict[str, dict[tuple[str, ...], set[tuple[str, ...]]]] = {}
    for phrase in (p for texts in lists for p in texts):
        right = tuple(phrase_key(phrase).split())
        bare = tuple(fold(syllable) for syllable in right)
        if len(right) > 1:
            table.setdefault(bare[0], {}).setdefault(bare, set()).add(right)
    # Two phrases with the same letters would be a guess: neither is put right.
    sure = {first: [(b, next(iter(r))) for b, r in group.items() if len(r) == 1] for first, group in table.items()}
    return {first: tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair))) for first, pairs in sure.items()}
