"""What each letter is seen as: counts of sightings, turned into chances for any letters seen.

Few letters were seen as most others, so a letter's own sightings are backed by those of all letters with the same base
("ậ" by "a, á, ạ, â ..."), by the plain loss of its marks, and by a small chance for anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from normalize.diacritics.model import Floats
from normalize.diacritics.syllables import strip_marks

LONGEST = 3
"""One letter is never seen as more letters than this."""
STRENGTH = 20.0
"""How many sightings of a letter outweigh what its base letter does in general."""
FLOORS = (2e-4, 2e-4, 1e-5, 1e-7)
"""Chance that any letter is seen as some given 0, 1, 2, 3 letters nobody has counted."""
MARKS_ONLY = 0.05
"""Chance of an uncounted loss or change of marks alone."""

Counts = Mapping[tuple[str, str], float]
"""How often a letter was seen as some letters: ("ủ", "ti") is 12."""


@dataclass(frozen=True)
class LetterTable:
    """What each of *letters* is seen as, in one kind of token."""

    letters: tuple[str, ...]
    counts: Counts

    @cached_property
    def _place(self) -> dict[str, int]:
        return {letter: i for i, letter in enumerate(self.letters)}

    @cached_property
    def _bases(self) -> tuple[dict[str, int], np.ndarray[tuple[int], np.dtype[np.int64]]]:
        """Base letters, and for each letter the place of its base."""
        bases = {base: i for i, base in enumerate(dict.fromkeys(strip_marks(c) for c in self.letters))}
        return bases, np.array([bases[strip_marks(c)] for c in self.letters], dtype=np.int64)

    @cached_property
    def _by_seen(self) -> dict[str, list[tuple[int, float]]]:
        table: dict[str, list[tuple[int, float]]] = {}
        for (letter, seen), count in self.counts.items():
            table.setdefault(seen, []).append((self._place[letter], count))
        return table

    @cached_property
    def _totals(self) -> Floats:
        totals = np.zeros(len(self.letters), dtype=np.float32)
        for (letter, _), count in self.counts.items():
            totals[self._place[letter]] += count
        return totals

    def logs(self, seen: Sequence[str]) -> Floats:
        """For each of *seen* (rows) and each letter, the log of the chance that the letter is seen so."""
        bases, base_of = self._bases
        mine = np.zeros((len(seen), len(self.letters)), dtype=np.float32)
        marks = np.zeros((len(seen), len(bases)), dtype=np.float32)
        for row, letters in enumerate(seen):
            for place, count in self._by_seen.get(letters, ()):
                mine[row, place] = count
            base = bases.get(strip_marks(letters))
            if base is not None:
                marks[row, base] = MARKS_ONLY
        by_base = np.zeros((len(bases), len(seen)), dtype=np.float32)
        np.add.at(by_base, base_of, mine.T)
        base_totals = np.bincount(base_of, weights=self._totals, minlength=len(bases)).astype(np.float32)
        general = by_base.T / (base_totals + 1.0) * 0.9 + marks
        floors = np.array([FLOORS[len(s)] for s in seen], dtype=np.float32)[:, None]
        prior = general[:, base_of] + floors
        result: Floats = np.log((mine + STRENGTH * prior) / (self._totals + STRENGTH)).astype(np.float32)
        return result
