"""How syllables come out misread: for any printed token, the syllables it may stand for and how likely each is seen so.

A token is cut into the letters of a true syllable in every way there is, each true letter showing as none, one, two or
three of the letters seen ("ủ" as "ti", "ii" or "u"). How often each letter does what was counted on pages read by a
reader that knows no Vietnamese, and is counted again on the document itself once it has been read for the first time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from normalize.diacritics.letters import LONGEST, LetterTable
from normalize.diacritics.model import Floats, Ints
from normalize.diacritics.shapes import NONE, Tree, load_shapes

CONFUSIONS_FILE = Path(__file__).parents[1] / "data" / "syllables_misread.tsv"

KINDS = ("lower", "capital", "upper")
"""Kinds of token: "d6i", "D6i" (its first letter only), "D6I"."""

Sighting = tuple[str, str, str]
"""Kind of token, true letter, letters seen."""


SHORT_SHOUT = 3
"""Letters: a word in capitals no longer than this, among small letters, is a misread one: "BO" is "Bộ"."""


class Seen(NamedTuple):
    """A token as its letters are compared: in small letters, but for those capitals that are themselves misreadings."""

    letters: str
    kind: str
    """One of `KINDS`."""


@lru_cache(maxsize=65536)
def seen_as(token: str, shouting: bool) -> Seen:
    """*token* from a line that is, or is not, set in capitals throughout (*shouting*)."""
    letters = [c for c in token if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) > 1 and capitals * 2 > len(letters) and (shouting or len(letters) > SHORT_SHOUT):
        return Seen(token.lower(), "upper")
    return Seen(token[:1].lower() + token[1:], "capital" if token[:1].isupper() else "lower")


def _table_at(kind: str, start: int) -> str:
    """The kind of table for letters seen at *start* of a token of *kind*: only the first is a capital in "D6i"."""
    return "lower" if kind == "capital" and start > 0 else kind


@dataclass(frozen=True)
class SeenLetters:
    """All stretches of letters in some tokens, each with its log chances: asked of the tables once, in one call."""

    logs: Floats
    """A row for each stretch, a column for each true letter; the last row is for what cannot be."""
    rows: Ints
    """For each token, length of stretch and start: its row in `logs`."""
    lengths: Ints


@dataclass(frozen=True)
class Channel:
    """A letter table for each kind of token."""

    tables: Mapping[str, LetterTable]

    def look(self, tokens: Sequence[Seen]) -> SeenLetters:
        """The log chances of every stretch of letters in *tokens*."""
        wanted: dict[tuple[str, str], int] = {}
        width = max(len(token.letters) for token in tokens) + 1
        rows = np.full((len(tokens), LONGEST + 1, width), -1, dtype=np.int64)
        for i, (seen, kind) in enumerate(tokens):
            for start in range(len(seen) + 1):
                table = _table_at(kind, start)
                for count in range(min(LONGEST, len(seen) - start) + 1):
                    key = (table, seen[start : start + count])
                    rows[i, count, start] = wanted.setdefault(key, len(wanted))
        logs = np.full((len(wanted) + 1, len(load_shapes().letters)), NONE, dtype=np.float32)
        for kind in KINDS:
            own = [(seen, row) for (of, seen), row in wanted.items() if of == kind]
            if own:
                logs[[row for _, row in own]] = _logs(self.tables[kind], [seen for seen, _ in own])
        return SeenLetters(logs, rows, np.array([len(token.letters) for token in tokens], dtype=np.int64))

    def taught(self, sightings: Mapping[Sighting, float]) -> "Channel":
        """This channel with more *sightings*."""
        more = {kind: dict(table.counts) for kind, table in self.tables.items()}
        for (kind, letter, seen), count in sightings.items():
            more[kind][letter, seen] = more[kind].get((letter, seen), 0.0) + count
        return Channel({kind: LetterTable(load_shapes().letters, counts) for kind, counts in more.items()})


def _logs(table: LetterTable, seen: Sequence[str]) -> Floats:
    """As the *table* says; where it knows a stretch better without its capitals or specks, as it says of that."""
    logs = table.logs(seen)
    for odd, cost in ((str.lower, CAPITAL_COST), (_without_specks, SPECK_COST)):
        changed = [(i, odd(s)) for i, s in enumerate(seen) if odd(s) != s and odd(s)]
        if changed:
            at = [i for i, _ in changed]
            logs[at] = np.maximum(logs[at], table.logs([s for _, s in changed]) - np.float32(cost))
    return logs


CAPITAL_COST = 2.5
SPECK_COST = 4.5
"""Nats for a capital inside a word, or a speck read as a sign, that nobody has counted with these letters."""
_SPECKS = re.compile(r"[^\w]")


def _without_specks(letters: str) -> str:
    return _SPECKS.sub("", letters)


LONGEST_ONSET = 5
"""Letters an onset is seen as at most: "ngh" as "nglı", "ph" as "plı"."""


def syllable_scores(seen: SeenLetters, tokens: Sequence[Seen]) -> Iterator[Floats]:
    """For each of *tokens*, of which *seen* tells: log chance that each onset and rime of the vocabulary shows so."""
    shapes = load_shapes()
    heads, tails = _Parts(), _Parts()
    cuts = []
    for token, rows in zip(tokens, seen.rows.tolist(), strict=True):
        ours = _heads(token, rows, heads)
        cuts.append(list(zip(ours, _tails(token, rows, tails), strict=False)))
    onsets, rimes = heads.scores(shapes.onset_tree, seen.logs), tails.scores(shapes.rime_tree, seen.logs)
    for (first, whole), *others in cuts:
        best: Floats = onsets[first][:, None] + rimes[whole]
        for head, tail in others:
            np.maximum(best, onsets[head][:, None] + rimes[tail], out=best)
        yield best


class _Parts:
    """The heads, or the tails, of some tokens, each once: most tokens share theirs with others."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._rows: list[list[int]] = []
        """For each part, by how many letters are taken off its open end: their row in the log chances."""
        self._shorter: list[list[int]] = []
        """And the part that is left."""

    def number(self, kind: str, letters: str, rows: list[int], shorter: list[int]) -> int:
        """The number of a part; *shorter* are the parts it becomes without its last letter, without two ..."""
        number = self._numbers.setdefault((kind, letters), len(self._rows))
        if number == len(self._rows):
            blanks = LONGEST + 1 - len(rows)
            self._rows.append([*rows, *[-1] * blanks])
            self._shorter.append([*shorter, *[0] * blanks])
        return number

    def scores(self, tree: Tree, logs: Floats) -> Floats:
        """For each part and each string of *tree*, from its root: the log chance that it shows as that part."""
        lengths = np.array([len(letters) for _, letters in self._numbers])
        rows, shorter = np.array(self._rows), np.array(self._shorter)
        best = np.full((len(rows), tree.levels[-1][0].stop), NONE, dtype=np.float32)
        best[lengths == 0, 0] = 0.0
        for length in range(lengths.max() + 1):
            own = np.flatnonzero(lengths == length)
            found = best[own]
            steps = [(logs[rows[own, n]], best[shorter[own, n - 1]]) for n in range(1, min(LONGEST, length) + 1)]
            nothing = logs[rows[own, 0]]
            for nodes, parents, letters in tree.levels:
                reached = found[:, parents] + nothing[:, letters]
                for chance, before in steps:
                    np.maximum(reached, before[:, parents] + chance[:, letters], out=reached)
                found[:, nodes] = reached
            best[own] = found
        result: Floats = best[:, tree.ends]
        return result


def _heads(token: Seen, rows: list[list[int]], parts: _Parts) -> list[int]:
    """Numbers of the first letters of *token*: none, one, two ..."""
    found: list[int] = []
    for end in range(min(LONGEST_ONSET, len(token.letters)) + 1):
        most = min(LONGEST, end)
        taken = [rows[count][end - count] for count in range(most + 1)]
        found.append(parts.number(token.kind, token.letters[:end], taken, found[::-1][:most]))
    return found


def _tails(token: Seen, rows: list[list[int]], parts: _Parts) -> list[int]:
    """Numbers of the last letters of *token*: all of them, all but the first ..."""
    found: list[int] = []
    for start in range(len(token.letters), -1, -1):
        most = min(LONGEST, len(token.letters) - start)
        taken = [rows[count][start] for count in range(most + 1)]
        found.append(parts.number(_table_at(token.kind, start), token.letters[start:], taken, found[::-1][:most]))
    return found[::-1]


@dataclass(frozen=True)
class Alignments:
    """Some syllables laid over some tokens, each the best way."""

    scores: Floats
    """Log chance that each syllable shows as its token."""
    steps: Ints
    """For each pair, letter and place: how many seen letters that letter takes up to that place."""


def align(seen: SeenLetters, tokens: Ints, words: Ints) -> Alignments:
    """Lay each of *words* (vocabulary ids) over the token of the same place in *tokens* (numbers in *seen*)."""
    spelling = load_shapes().spelling[words]
    rows = seen.rows[tokens]
    width = rows.shape[2]
    best = np.full((len(tokens), width), NONE, dtype=np.float32)
    best[:, 0] = 0.0
    steps = np.zeros((len(tokens), spelling.shape[1], width), dtype=np.int64)
    for place in range(spelling.shape[1]):
        letter = spelling[:, place, None]
        moved = best + seen.logs[rows[:, 0], letter]
        for count in range(1, min(LONGEST, width - 1) + 1):
            other = best[:, :-count] + seen.logs[rows[:, count, :-count], letter]
            better = other > moved[:, count:]
            moved[:, count:] = np.where(better, other, moved[:, count:])
            steps[:, place, count:][better] = count
        best = np.where(letter >= 0, moved, best)
    ends = seen.lengths[tokens]
    return Alignments(best[np.arange(len(tokens)), ends], steps)


def sightings_of(word: str, token: Seen, steps: Ints) -> list[Sighting]:
    """What each letter of *word* shows as in *token*, by the *steps* of their alignment."""
    seen, kind = token
    end = len(seen)
    found: list[Sighting] = []
    for place in range(len(word) - 1, -1, -1):
        start = end - int(steps[place, end])
        found.append((_table_at(kind, start), word[place], seen[start:end]))
        end = start
    return found


@lru_cache(maxsize=1)
def load_channel(path: Path = CONFUSIONS_FILE) -> Channel:
    """The shipped channel, read once."""
    counts: dict[str, dict[tuple[str, str], float]] = {kind: {} for kind in KINDS}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, letter, seen, count = line.split("\t")
            counts[kind][letter, seen] = float(count)
    letters = load_shapes().letters
    return Channel({kind: LetterTable(letters, table) for kind, table in counts.items()})


def empty_channel() -> Channel:
    """A channel that has seen nothing yet, to begin learning with."""
    return Channel({kind: LetterTable(load_shapes().letters, {}) for kind in KINDS})
