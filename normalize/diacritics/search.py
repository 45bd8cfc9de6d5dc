"""The best reading of a row of places, each with its candidate syllables: the search behind every restoration.

Two sweeps. The first knows pairs only and drops candidates that no good reading passes through; the second knows
triples and is exact over what is left, in stretches that are swept side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from normalize.diacritics.model import Floats, Ints, SyllableModel
from normalize.diacritics.shapes import NONE
from normalize.diacritics.tokens import STOP_ID, UNKNOWN_ID

KEPT = 6
"""Candidates a place keeps for the second sweep; 9 read no better."""
BEHIND = 11.0
"""Nats: a candidate whose best reading is this much worse than the best of all is dropped after the first sweep."""
STRETCH, OVERLAP = 48, 12
"""Places read at a time, and how many more on either side are looked at for their sake."""
SURE = 30.0
"""Margin where there was nothing to choose."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One word to be read: candidate ids, and the log of how likely each would have been printed as what we see."""

    ids: Ints
    logs: Floats


STOP_PLACE = Place(np.array([STOP_ID], dtype=np.int64), np.zeros(1, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen at each place."""

    ids: Ints
    """Of the vocabulary."""
    margins: Floats
    """Nats by which the best reading through any other candidate is worse; large is sure."""


@dataclass(frozen=True)
class Lattice:
    """A row of places, and what the model says of each two that stand side by side somewhere: asked only once."""

    slots: tuple[Place, ...]
    """The places, each once."""
    row: Ints
    """The slot of each place in the row; stops before and after it fill the last stretch."""
    length: int
    """Places in the row without those stops."""
    block_of: Ints
    """For each place but the last, which block tells of it and its right neighbour."""
    starts: Ints
    """Where each block begins in the arrays below: one entry for each candidate of the left one and of the right."""
    keys: Ints
    """First id times the size of the vocabulary plus second id."""
    logs: Floats
    """Log P(second | first)."""
    kept: Ints
    """Where the model keeps the pair, -1 where it does not."""


def make_lattice(model: SyllableModel, slots: Sequence[Place], row: Sequence[int]) -> Lattice:
    """The lattice of a *row* of places, each given by its number among *slots*."""
    slots = (*slots, STOP_PLACE)
    stop = len(slots) - 1
    at = np.array([*[stop] * OVERLAP, *row, *[stop] * (OVERLAP + -len(row) % STRETCH)], dtype=np.int64)
    neighbours, block_of = np.unique(at[:-1] * len(slots) + at[1:], return_inverse=True)
    left, right = np.divmod(neighbours, len(slots))
    counts, begins, ids = _flat(slots)
    sizes = counts[left] * counts[right]
    starts = np.cumsum(sizes) - sizes
    block = np.repeat(np.arange(len(sizes)), sizes)
    one, other = np.divmod(np.arange(len(block)) - starts[block], counts[right][block])
    first, second = ids[begins[left][block] + one], ids[begins[right][block] + other]
    logs, kept = model.pair(first, second)
    return Lattice(slots, at, len(row), block_of, starts, first * len(model.words) + second, logs, kept)


def with_slots(lattice: Lattice, slots: Sequence[Place]) -> Lattice:
    """*lattice* with the same candidates, each now as likely as *slots* say."""
    return replace(lattice, slots=(*slots, STOP_PLACE))


def _flat(slots: Sequence[Place]) -> tuple[Ints, Ints, Ints]:
    """How many candidates each slot has, where they begin among all, and all of them."""
    counts = np.array([len(slot.ids) for slot in slots], dtype=np.int64)
    return counts, np.cumsum(counts) - counts, np.concatenate([slot.ids for slot in slots])


@dataclass(frozen=True, slots=True)
class Echo:
    """Pairs of words that the document itself has shown, and how much likelier that makes them where they may stand."""

    keys: Ints
    """First id times the size of the vocabulary plus second id, sorted, ended by a key that is none."""
    bonus: Floats

    def of(self, keys: Ints) -> Floats:
        """The bonus of each of *keys*, 0 for pairs the document has not shown."""
        place = np.searchsorted(self.keys, keys)
        return np.where(self.keys[place] == keys, self.bonus[place], np.float32(0.0))


ECHO = 0.8
MOST_ECHO = 2.5
"""Nats a pair gains for each doubling or so of its sightings after the first, and at most."""


def make_echo(model: SyllableModel, ids: Ints, sure: npt.NDArray[np.bool_]) -> Echo:
    """What a first reading *ids* of a document says of its pairs, where both words of a pair are *sure*."""
    both = sure[:-1] & sure[1:] & (ids[:-1] > UNKNOWN_ID) & (ids[1:] > UNKNOWN_ID)
    keys, counts = np.unique(ids[:-1][both] * len(model.words) + ids[1:][both], return_counts=True)
    keys, counts = keys[counts > 1], counts[counts > 1]
    bonus = np.minimum(ECHO * np.log(counts), MOST_ECHO)
    return Echo(np.append(keys, np.iinfo(np.int64).max), np.append(bonus, 0.0).astype(np.float32))


def best_reading(model: SyllableModel, lattice: Lattice, echo: Echo | None = None) -> Choices:
    """The most probable choice at each place of *lattice*."""
    bonus = np.zeros_like(lattice.logs) if echo is None else echo.of(lattice.keys)
    slim = _slim(lattice, _sweep_pairs(model, lattice, lattice.logs + bonus))
    through = _sweep_triples(slim.logs, *_blocks(model, lattice, slim, bonus))
    best = through.argmax(axis=1)
    second, first = np.partition(through, -2, axis=1)[:, -2:].T
    rows = np.arange(OVERLAP, OVERLAP + lattice.length)
    ids = slim.ids[rows, best[: lattice.length]]
    return Choices(ids, np.minimum(first - second, SURE)[: lattice.length])


def _sweep_pairs(model: SyllableModel, lattice: Lattice, logs: Floats) -> Floats:
    """For each place, a row: log chance of the best reading by pairs alone through each candidate."""
    slots, row = lattice.slots, lattice.row.tolist()
    counts = [len(slot.ids) for slot in slots]
    blocks = np.split(logs, lattice.starts[1:])
    steps = [
        blocks[block].reshape(counts[left], counts[right])
        for block, left, right in zip(lattice.block_of.tolist(), row, row[1:], strict=False)
    ]
    forward = [model.one[slots[row[0]].ids] + slots[row[0]].logs]
    for step, slot in zip(steps, row[1:], strict=True):
        forward.append((forward[-1][:, None] + step).max(axis=0) + slots[slot].logs)
    through = np.full((len(row), max(KEPT, *counts)), NONE, dtype=np.float32)
    backward = np.zeros(counts[row[-1]], dtype=np.float32)
    for i in range(len(row) - 1, -1, -1):
        found = forward[i] + backward
        through[i, : counts[row[i]]] = found - found.max()
        if i:
            backward = (steps[i - 1] + (backward + slots[row[i]].logs)).max(axis=1)
    return through


@dataclass(frozen=True, slots=True)
class _Slim:
    """The few candidates that each place keeps, a row each; the logs of blanks are `NONE`."""

    which: Ints
    """Among the candidates of the place."""
    ids: Ints
    logs: Floats
    real: npt.NDArray[np.bool_]


def _slim(lattice: Lattice, through: Floats) -> _Slim:
    _, begins, ids = _flat(lattice.slots)
    which = np.argsort(-through, axis=1, kind="stable")[:, :KEPT]
    real = np.take_along_axis(through, which, axis=1) > -BEHIND
    at = np.where(real, begins[lattice.row][:, None] + which, 0)
    logs = np.concatenate([slot.logs for slot in lattice.slots])[at]
    return _Slim(which, ids[at], np.where(real, logs, NONE), real)


def _blocks(model: SyllableModel, lattice: Lattice, slim: _Slim, bonus: Floats) -> tuple[Floats, Floats]:
    """For each two neighbours a square of log P(second | first), for each three a cube of log P(third | both)."""
    width = _flat(lattice.slots)[0][lattice.row[1:]]
    at = lattice.starts[lattice.block_of][:, None, None] + slim.which[:-1, :, None] * width[:, None, None]
    at = at + slim.which[1:, None, :]
    real = slim.real[:-1, :, None] & slim.real[1:, None, :]
    at[~real] = 0
    cubes = np.full((len(width) - 1, KEPT, KEPT, KEPT), NONE, dtype=np.float32)
    i, a, b, c = np.nonzero(real[:-1, :, :, None] & real[1:, None, :, :])
    left, right = at[i, a, b], at[i + 1, b, c]
    cubes[i, a, b, c] = model.triple(lattice.kept[left], lattice.logs[right], slim.ids[i + 2, c]) + bonus[right]
    return np.where(real, lattice.logs[at] + bonus[at], NONE), cubes


def _sweep_triples(logs: Floats, squares: Floats, cubes: Floats) -> Floats:
    """For each place between the outer stops, a row: log chance of the best reading through each candidate."""
    starts = np.arange(0, len(logs) - 2 * OVERLAP, STRETCH)
    steps = range(STRETCH + 2 * OVERLAP - 2)
    forward = [logs[starts][:, :, None] + squares[starts] + logs[starts + 1][:, None, :]]
    for step in steps:
        ahead = (forward[-1][:, :, :, None] + cubes[starts + step]).max(axis=1)
        forward.append(ahead + logs[starts + step + 2][:, None, :])
    backward = np.zeros_like(forward[0])
    through: list[Floats] = []
    for step in reversed(steps):
        through.append((forward[step + 1] + backward).max(axis=1))
        behind = backward + logs[starts + step + 2][:, None, :]
        backward = (cubes[starts + step] + behind[:, None, :, :]).max(axis=3)
    middle = through[::-1][OVERLAP - 2 : OVERLAP - 2 + STRETCH]
    result: Floats = np.stack(middle, axis=1).reshape(-1, logs.shape[1])
    return result
