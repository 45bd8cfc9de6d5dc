"""The best reading of a row of places, each with its candidate syllables: the search behind every restoration.

Two sweeps. The first knows pairs only and drops candidates that no good reading passes through; the second knows
triples and is exact over what is left. All scores are looked up in a few large calls; the sweeps themselves only add
and compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalize.diacritics.model import Floats, Ints, SyllableModel
from normalize.diacritics.tokens import UNKNOWN_ID

KEPT = 5
"""Candidates a place keeps for the second sweep; 9 read no better."""
BEHIND = 9.0
"""Nats: a candidate whose best reading is this much worse than the best of all is dropped after the first sweep."""


@dataclass(frozen=True, slots=True)
class Place:
    """One word to be read: candidate ids, and the log of how likely each would have been printed as what we see."""

    ids: Ints
    logs: Floats


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen at one place."""

    index: int
    """Into the place's candidates."""
    margin: float
    """Nats by which the best reading through any other candidate is worse; large is sure."""


SURE = 30.0
"""Margin where there was nothing to choose."""


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


def make_echo(model: SyllableModel, words: Sequence[int], sure: Sequence[bool]) -> Echo:
    """What a first reading *words* of a document says of its pairs, where both words of a pair are *sure*."""
    ids, certain = np.array(words, dtype=np.int64), np.array(sure, dtype=np.bool_)
    both = certain[:-1] & certain[1:] & (ids[:-1] > UNKNOWN_ID) & (ids[1:] > UNKNOWN_ID)
    keys, counts = np.unique(ids[:-1][both] * len(model.words) + ids[1:][both], return_counts=True)
    bonus = np.minimum(ECHO * np.log1p(counts - 1.0), MOST_ECHO)
    return Echo(np.append(keys, np.iinfo(np.int64).max), np.append(bonus, 0.0).astype(np.float32))


ECHO = 0.8
MOST_ECHO = 2.5
"""Nats a pair gains for each doubling or so of its sightings after the first, and at most."""


def best_reading(model: SyllableModel, places: Sequence[Place], echo: Echo | None = None) -> list[Choice]:
    """The most probable choice at each of *places*, which follow each other in print."""
    if len(places) < 3:
        stop = Place(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.float32))
        return best_reading(model, [*places, *[stop] * (3 - len(places))], echo)[: len(places)]
    kept = _prune(model, places, echo)
    slim = [Place(place.ids[keep], place.logs[keep]) for place, keep in zip(places, kept, strict=True)]
    choices = _sweep_triples(model, slim, echo)
    return [Choice(int(keep[c.index]), c.margin) for keep, c in zip(kept, choices, strict=True)]


def _prune(model: SyllableModel, places: Sequence[Place], echo: Echo | None) -> list[Ints]:
    """Indices of the candidates of each place worth a closer look, by pairs alone."""
    logs, _, bonus = _pair_blocks(model, places, echo)
    blocks = [log + extra for log, extra in zip(logs, bonus, strict=True)]
    forward = [model.one[places[0].ids] + places[0].logs]
    for block, place in zip(blocks, places[1:], strict=True):
        forward.append((forward[-1][:, None] + block).max(axis=0) + place.logs)
    backward = np.zeros(len(places[-1].ids), dtype=np.float32)
    kept: list[Ints] = []
    for i in range(len(places) - 1, -1, -1):
        through = forward[i] + backward
        kept.append(_best(through))
        if i:
            backward = (blocks[i - 1] + (backward + places[i].logs)[None, :]).max(axis=1)
    kept.reverse()
    return kept


def _best(through: Floats) -> Ints:
    if len(through) == 1:
        return np.zeros(1, dtype=np.int64)
    order = np.argsort(-through, kind="stable")[:KEPT]
    result: Ints = order[through[order] > through[order[0]] - BEHIND]
    return result


def _pair_blocks(
    model: SyllableModel, places: Sequence[Place], echo: Echo | None
) -> tuple[list[Floats], list[Ints], list[Floats]]:
    """For each two neighbours: log P(second | first) for all candidates, where the model keeps the pair, its bonus."""
    counts = np.array([len(place.ids) for place in places])
    ids = np.concatenate([place.ids for place in places])
    starts = np.cumsum(counts) - counts
    sizes = counts[:-1] * counts[1:]
    at = np.repeat(np.arange(len(sizes)), sizes)
    rest = np.arange(len(at)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    width = counts[1:][at]
    first, second = ids[starts[:-1][at] + rest // width], ids[starts[1:][at] + rest % width]
    logs, place = model.pair(first, second)
    bonus = echo.of(first * len(model.words) + second) if echo else np.zeros_like(logs)
    shapes = [(a, b) for a, b in zip(counts[:-1].tolist(), counts[1:].tolist(), strict=True)]
    cuts = np.cumsum(sizes)[:-1].tolist()
    return _cut(logs, cuts, shapes), _cut(place, cuts, shapes), _cut(bonus, cuts, shapes)


def _cut(values: npt.NDArray[np.generic], cuts: list[int], shapes: Sequence[tuple[int, ...]]) -> list:  # type: ignore[type-arg]
    bounds = [0, *cuts, len(values)]
    return [values[a:b].reshape(shape) for a, b, shape in zip(bounds, bounds[1:], shapes, strict=False)]


def _triple_blocks(
    model: SyllableModel, places: Sequence[Place], echo: Echo | None
) -> tuple[list[Floats], list[Floats]]:
    """Pair logs of `_pair_blocks`, and for each three neighbours log P(third | first, second); both with the bonus."""
    pair_logs, pair_places, bonus = _pair_blocks(model, places, echo)
    counts = [len(place.ids) for place in places]
    pairs, backs, words = [], [], []
    for i in range(len(places) - 2):
        a, b, c = counts[i : i + 3]
        pairs.append(np.repeat(pair_places[i].ravel(), c))
        backs.append(np.broadcast_to(pair_logs[i + 1], (a, b, c)).ravel())
        words.append(np.tile(places[i + 2].ids, a * b))
    logs = model.triple(np.concatenate(pairs), np.concatenate(backs), np.concatenate(words))
    shapes = [(a, b, c) for a, b, c in zip(counts, counts[1:], counts[2:], strict=False)]
    cuts = np.cumsum([a * b * c for a, b, c in shapes])[:-1].tolist()
    triples = [block + extra for block, extra in zip(_cut(logs, cuts, shapes), bonus[1:], strict=True)]
    return [log + extra for log, extra in zip(pair_logs, bonus, strict=True)], triples


def _sweep_triples(model: SyllableModel, places: Sequence[Place], echo: Echo | None) -> list[Choice]:
    pair_logs, triples = _triple_blocks(model, places, echo)
    first = model.one[places[0].ids] + places[0].logs
    forward = [first[:, None] + pair_logs[0] + places[1].logs[None, :]]
    for block, place in zip(triples, places[2:], strict=True):
        forward.append((forward[-1][:, :, None] + block).max(axis=0) + place.logs[None, :])
    choices: list[Choice] = []
    backward = np.zeros_like(forward[-1])
    for i in range(len(forward) - 1, -1, -1):
        through = forward[i] + backward
        choices.append(_choose(through.max(axis=0)))
        if i == 0:
            choices.append(_choose(through.max(axis=1)))
        else:
            backward = (triples[i - 1] + (backward + places[i + 1].logs[None, :])[None, :, :]).max(axis=2)
    choices.reverse()
    return choices


def _choose(through: Floats) -> Choice:
    if len(through) == 1:
        return Choice(0, SURE)
    best = int(through.argmax())
    others = np.delete(through, best)
    return Choice(best, float(through[best] - others.max()))
