"""Which known unit a misread name means: one with the same head and syllables OCR confuses, never a look-alike."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Editop, Levenshtein

from normalize.syllables import phrase_key
from normalize.text import fold
from normalize.unit_names import UnitNames

NEAREST = 75.0
"""Likeness of two whole names, 0..100, below which no syllable is compared: two wrong letters in the shortest names."""

# Letters that OCR takes for one another, marks aside; "" where it drops or adds one.
_CONFUSED = frozenset(
    frozenset(pair)
    for pair in (
        ("l", "i"), ("l", "1"), ("l", "t"), ("i", "t"), ("i", "1"), ("i", "j"), ("o", "0"), ("o", "c"), ("o", "e"),
        ("c", "e"), ("a", "o"), ("a", "e"), ("u", "n"), ("n", "h"), ("h", "b"), ("m", "n"), ("g", "q"), ("g", "y"),
        ("v", "y"), ("u", "v"), ("f", "t"), ("r", "n"), ("s", "5"), ("b", "6"), ("d", "a"), ("u", "a"), ("", "i"),
        ("", "l"), ("", "t"), ("", "r"), ("", "c"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A known name and how sure it is, 0..1."""

    name: str
    score: float


def match_known(text: str, names: UnitNames) -> Match | None:
    """The one known name that *text* is a misreading of; None when there is none, or more than one."""
    key = phrase_key(text)
    if key in names.known:
        return Match(names.known[key], 1.0)
    candidates = _same_letters(key, names) or _candidates(key, names)
    if len(candidates) != 1:
        return None
    return Match(names.known[candidates[0]], round(fuzz.ratio(key, candidates[0]) / 100, 3))


def _same_letters(key: str, names: UnitNames) -> tuple[str, ...]:
    """Known names that *key* differs from by marks alone; in three syllables and more that is no other unit."""
    return names.known_by_bare.get(fold(key), ()) if len(key.split()) >= 3 else ()


def is_ambiguous(text: str, names: UnitNames) -> bool:
    """Whether *text* is a near miss of several known names."""
    key = phrase_key(text)
    return key not in names.known and len(_same_letters(key, names) or _candidates(key, names)) > 1


@lru_cache(maxsize=8192)
def _candidates(key: str, names: UnitNames) -> tuple[str, ...]:
    syllables = key.split()
    known_syllables, by_length = _index(names)
    # Known syllables alone were read right: it is another unit, however alike ("Sở Nội vụ", "Sở Ngoại vụ").
    if len(syllables) < 2 or all(s in known_syllables for s in syllables):
        return ()
    near = (k for k in by_length[len(syllables)] if fuzz.ratio(key, k) >= NEAREST)
    return tuple(k for k in near if _explained(syllables, k.split(), known_syllables))


@lru_cache(maxsize=4)
def _index(names: UnitNames) -> tuple[frozenset[str], dict[int, list[str]]]:
    by_length: dict[int, list[str]] = defaultdict(list)
    for known in names.known:
        by_length[len(known.split())].append(known)
    return frozenset(s for known in names.known for s in known.split()), by_length


def _explained(printed: list[str], known: list[str], known_syllables: frozenset[str]) -> bool:
    """Whether each syllable that differs does so by marks, or (in few of them) by a letter OCR confuses."""
    letters_wrong = 0
    for a, b in zip(printed, known, strict=True):
        if a == b:
            continue
        if a in known_syllables:
            return False
        bare_a, bare_b = fold(a), fold(b)
        if bare_a == bare_b:
            continue
        if not _one_confusion(bare_a, bare_b):
            return False
        letters_wrong += 1
    return letters_wrong <= max(1, len(known) // 4) and fold(printed[0]) == fold(known[0])


def _one_confusion(a: str, b: str) -> bool:
    edits = [(e.tag, e.src_pos, e.dest_pos) for e in Levenshtein.editops(a, b) if isinstance(e, Editop)]
    if len(edits) != 1:
        return False
    kind, i, j = edits[0]
    pair = ("", a[i]) if kind == "delete" else ("", b[j]) if kind == "insert" else (a[i], b[j])
    return frozenset(pair) in _CONFUSED
