"""How likely one Vietnamese syllable follows two others: a smoothed trigram model, packed small, asked many at once.

On disk the model is a few packed byte arrays: keys as differences, logs in steps of `PROB_STEP`. In memory it is sorted
arrays; a question is a binary search, and thousands are asked in one call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from normalize.diacritics.syllables import strip_marks
from normalize.diacritics.tokens import UNKNOWN_ID

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

PROB_STEP = 0.1
"""Nats: logs are rounded to this. Coarser costs accuracy, finer costs megabytes."""
MODEL_FILE = Path(__file__).parents[1] / "data" / "syllables.npz"


@dataclass(frozen=True, slots=True)
class SyllableModel:
    """Vocabulary and log probabilities of single words, pairs and triples, natural logs throughout."""

    words: tuple[str, ...]
    ids: dict[str, int]
    one: Floats
    back_one: Floats
    pair_keys: Ints
    pair_logs: Floats
    back_pair: Floats
    triple_keys: Ints
    """Place of the pair (u, v) in `pair_keys` times the vocabulary, plus w."""
    triple_logs: Floats

    def pair(self, first: Ints, second: Ints) -> tuple[Floats, Ints]:
        """Log P(second | first), and the place of each pair among the kept ones (-1 where it is not kept)."""
        keys = first * len(self.words) + second
        place = np.searchsorted(self.pair_keys, keys)
        found = self.pair_keys[place] == keys
        logs = np.where(found, self.pair_logs[place], self.back_one[first] + self.one[second])
        return logs, np.where(found, place, -1)

    def triple(self, pair_place: Ints, pair_log: Floats, word: Ints) -> Floats:
        """Log P(word | the pair at *pair_place*), where *pair_log* is log P(word | second of that pair)."""
        keys = pair_place * len(self.words) + word
        place = np.searchsorted(self.triple_keys, keys)
        found = (self.triple_keys[place] == keys) & (pair_place >= 0)
        backed = np.where(pair_place >= 0, self.back_pair[pair_place], np.float32(0.0)) + pair_log
        return np.where(found, self.triple_logs[place], backed)


def pack_model(
    path: Path,
    *,
    words: Sequence[str],
    one: npt.NDArray[np.float64],
    back_one: npt.NDArray[np.float64],
    pair_keys: Ints,
    pair_logs: npt.NDArray[np.float64],
    back_pair: npt.NDArray[np.float64],
    triple_keys: Ints,
    triple_logs: npt.NDArray[np.float64],
) -> None:
    """Write the model to *path*; triples come keyed by three words and are stored under their pair's place."""
    size = len(words)
    pair_counts = np.bincount(pair_keys // size, minlength=size)
    place = np.searchsorted(pair_keys, triple_keys // size)
    triple_counts = np.bincount(place, minlength=len(pair_keys))
    arrays = {
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "one": _steps(one),
        "back_one": _steps(back_one),
        "pair_counts": _planes(pair_counts),
        "pair_words": _planes(_gaps(pair_keys % size, pair_counts)),
        "pair_logs": _steps(pair_logs),
        "back_pair": _steps(back_pair),
        "triple_counts": _planes(triple_counts),
        "triple_words": _planes(_gaps(triple_keys % size, triple_counts)),
        "triple_logs": _steps(triple_logs),
    }
    # Deflate packs 6 % worse than xz and is read in a seventh of the time, which every run waits for.
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def load_model(path: Path = MODEL_FILE) -> SyllableModel:
    """The shipped model, read once."""
    with np.load(path) as arrays:
        words = tuple(bytes(arrays["words"]).decode().split("\n"))
        size = len(words)
        pair_counts = _from_planes(arrays["pair_counts"])
        pair_words = _from_gaps(_from_planes(arrays["pair_words"]), pair_counts)
        triple_counts = _from_planes(arrays["triple_counts"])
        triple_words = _from_gaps(_from_planes(arrays["triple_words"]), triple_counts)
        end = np.array([np.iinfo(np.int64).max])  # so that a search past the last key still points somewhere
        return SyllableModel(
            words=words,
            ids={word: i for i, word in enumerate(words)},
            one=_logs(arrays["one"]),
            back_one=_logs(arrays["back_one"]),
            pair_keys=np.concatenate((np.repeat(np.arange(size), pair_counts) * size + pair_words, end)),
            pair_logs=np.append(_logs(arrays["pair_logs"]), np.float32(0)),
            back_pair=np.append(_logs(arrays["back_pair"]), np.float32(0)),
            triple_keys=np.concatenate(
                (np.repeat(np.arange(len(pair_words)), triple_counts) * size + triple_words, end)
            ),
            triple_logs=np.append(_logs(arrays["triple_logs"]), np.float32(0)),
        )


@lru_cache(maxsize=1)
def plain_words() -> dict[str, list[int]]:
    """Vocabulary ids by what is left of a word without its marks."""
    table: dict[str, list[int]] = {}
    for i, word in enumerate(load_model().words):
        if i > UNKNOWN_ID:
            table.setdefault(strip_marks(word), []).append(i)
    return table


def _steps(logs: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    return np.clip(np.rint(-logs / PROB_STEP), 0, 255).astype(np.uint8)


def _logs(steps: npt.NDArray[np.uint8]) -> Floats:
    return (steps.astype(np.float32) * -PROB_STEP).astype(np.float32)


def _gaps(values: Ints, counts: Ints) -> Ints:
    """Each value less the one before it in its group; groups of *counts* rising values stand end to end."""
    gaps = np.diff(values, prepend=0)
    starts = np.cumsum(counts)[:-1]
    starts = np.concatenate(([0], starts))[counts > 0]
    gaps[starts] = values[starts]
    return gaps


def _from_gaps(gaps: Ints, counts: Ints) -> Ints:
    sums = np.cumsum(gaps)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    before = np.where(starts > 0, sums[np.maximum(starts, 1) - 1], 0)
    values: Ints = sums - np.repeat(before, counts)
    return values


def _planes(values: Ints) -> npt.NDArray[np.uint8]:
    """Low bytes, then high bytes: they pack better apart."""
    return np.stack((values & 0xFF, values >> 8)).astype(np.uint8)


def _from_planes(planes: npt.NDArray[np.uint8]) -> Ints:
    values: Ints = planes[0].astype(np.int64) | (planes[1].astype(np.int64) << 8)
    return values
