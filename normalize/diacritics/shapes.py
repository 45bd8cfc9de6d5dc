"""All syllables of the vocabulary as onset and rime, in trees, so that thousands are compared at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from normalize.diacritics.model import Floats, Ints, load_model
from normalize.diacritics.syllables import take_apart

NONE = np.float32(-1e4)
"""Log of a chance that is none."""


@dataclass(frozen=True)
class Tree:
    """Strings as a tree. Nodes are numbered level by level, the root is 0."""

    levels: tuple[tuple[slice, Ints, Ints], ...]
    """The nodes of each level, the parent of each, and its letter."""
    ends: Ints
    """Node where each string ends."""


@dataclass(frozen=True)
class SyllableShapes:
    """The syllables of the vocabulary; rimes keep their tone ("iệp")."""

    letters: tuple[str, ...]
    onsets: tuple[str, ...]
    rimes: tuple[str, ...]
    ids: Ints
    """Vocabulary id of each onset and rime, -1 where the vocabulary has no such syllable."""
    prior: Floats
    """Log probability of each, `NONE` where there is none."""
    onset_tree: Tree
    rime_tree: Tree
    """Of the rimes spelt backwards: they share more ends than beginnings."""
    spelling: Ints
    """Letters of each word of the vocabulary, -1 after its end; all -1 for what is no syllable."""

    @cached_property
    def letter_ids(self) -> dict[str, int]:
        """Place of each letter in `letters`."""
        return {letter: i for i, letter in enumerate(self.letters)}


@lru_cache(maxsize=1)
def load_shapes() -> SyllableShapes:
    """The shapes of the shipped vocabulary."""
    model = load_model()
    parts = {}
    for i, word in enumerate(model.words):
        apart = take_apart(word)
        if apart is not None:
            parts[word] = (apart[0], word[len(apart[0]) :], i)
    onsets = tuple(sorted({onset for onset, _, _ in parts.values()}))
    rimes = tuple(sorted({rime for _, rime, _ in parts.values()}))
    letters = tuple(sorted(set("".join(parts))))
    letter_ids = {c: i for i, c in enumerate(letters)}
    ids = np.full((len(onsets), len(rimes)), -1, dtype=np.int64)
    spelling = np.full((len(model.words), max(map(len, parts))), -1, dtype=np.int64)
    onset_ids = {o: i for i, o in enumerate(onsets)}
    rime_ids = {r: i for i, r in enumerate(rimes)}
    for word, (onset, rime, word_id) in parts.items():
        ids[onset_ids[onset], rime_ids[rime]] = word_id
        spelling[word_id, : len(word)] = [letter_ids[c] for c in word]
    return SyllableShapes(
        letters=letters,
        onsets=onsets,
        rimes=rimes,
        ids=ids,
        prior=np.where(ids >= 0, model.one[ids], NONE).astype(np.float32),
        onset_tree=_grow(onsets, letter_ids),
        rime_tree=_grow([rime[::-1] for rime in rimes], letter_ids),
        spelling=spelling,
    )


def _grow(strings: Sequence[str], letter_ids: Mapping[str, int]) -> Tree:
    places: dict[str, int] = {"": 0}
    levels = []
    for length in range(1, max(map(len, strings)) + 1):
        nodes = sorted({s[:length] for s in strings if len(s) >= length})
        parents = np.array([places[node[:-1]] for node in nodes], dtype=np.int64)
        letters = np.array([letter_ids[node[-1]] for node in nodes], dtype=np.int64)
        levels.append((slice(len(places), len(places) + len(nodes)), parents, letters))
        places.update({node: i for i, node in enumerate(nodes, start=len(places))})
    return Tree(tuple(levels), np.array([places[s] for s in strings], dtype=np.int64))
