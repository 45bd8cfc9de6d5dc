"""Reads rows of damaged or stripped words as what they were meant to be: candidates, search, and a second look.

The document teaches its own damage: after a first reading, what its letters were most surely seen as is counted into
the channel, and everything is read again.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from normalize.diacritics.channel import (
    Channel,
    SeenLetters,
    Sighting,
    align,
    load_channel,
    sightings_of,
    syllable_scores,
)
from normalize.diacritics.gate import Damage, plain_words
from normalize.diacritics.model import load_model
from normalize.diacritics.search import SURE, Place, best_reading
from normalize.diacritics.shapes import load_shapes
from normalize.diacritics.syllables import like_case, modern, strip_marks
from normalize.diacritics.tokens import NUMBER_ID, STOP_ID, UNKNOWN_ID
from normalize.diacritics.words import Piece, Row, find_pieces

CANDIDATES = 20
PRIOR = 0.7
"""Weight of how common a syllable is when candidates are picked; the search knows better afterwards."""
HOPELESS = 14.0
"""Nats: a candidate this much worse than the best is not looked at."""
UNKNOWN_LETTER = 2.6
"""Nats a letter: what a word costs that is taken as it stands, known or not."""
TEACH_MARGIN = 2.0
"""A place read with at least this margin teaches the channel."""
TEACH_WEIGHT = 3.0
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One token as it is now read."""

    text: str
    margin: float
    """Nats between this reading and the next best, the least over its words; `SURE` where nothing was in doubt."""


def _place(ids: Sequence[int], logs: Sequence[float]) -> Place:
    return Place(np.array(ids, dtype=np.int64), np.array(logs, dtype=np.float32))


_STOP_PLACE = _place([STOP_ID], [0.0])
_NUMBER_PLACE = _place([NUMBER_ID], [0.0])


def stripped_place(token: str) -> Place:
    """Candidates of a *token* whose marks are gone and whose letters are right."""
    ids = plain_words().get(strip_marks(token.lower()), [])
    return _place([*ids, UNKNOWN_ID], [*[0.0] * len(ids), -UNKNOWN_LETTER * (len(token) + 2)])


def clean_place(token: str) -> Place:
    """The one candidate of a *token* that is right as it stands."""
    return _place([load_model().ids.get(modern(token.lower()), UNKNOWN_ID)], [0.0])


@dataclass(frozen=True)
class Suspects:
    """Misread tokens, each once, with the words it may stand for and their log chances under one channel."""

    tokens: tuple[str, ...]
    place_of: dict[str, int]
    seen: SeenLetters
    places: tuple[Place, ...]


def suspects_of(tokens: Sequence[str], channel: Channel) -> Suspects:
    """Candidates of *tokens*: the syllables most likely to show so, other known words, and the token itself."""
    unique = tuple(dict.fromkeys(tokens))
    seen = channel.look(unique)
    places = tuple(_candidates(seen, i, token) for i, token in enumerate(unique))
    return Suspects(unique, {token: i for i, token in enumerate(unique)}, seen, places)


def _candidates(seen: SeenLetters, number: int, token: str) -> Place:
    shapes = load_shapes()
    logs = syllable_scores(seen, number).ravel()
    ranks = logs + PRIOR * shapes.prior.ravel()
    top = np.flatnonzero(ranks > ranks.max() - HOPELESS)
    top = top[np.argsort(-ranks[top], kind="stable")[:CANDIDATES]]
    whole = [i for i in plain_words().get(strip_marks(token.lower()), []) if shapes.spelling[i, 0] < 0]
    ids = np.concatenate((shapes.ids.ravel()[top], whole, [UNKNOWN_ID])).astype(np.int64)
    others = [*[-1.0] * len(whole), -UNKNOWN_LETTER * (len(token) + 2)]
    return Place(ids, np.concatenate((logs[top], others)).astype(np.float32))


def _rescored(suspects: Suspects, channel: Channel) -> Suspects:
    """The same candidates under another channel."""
    seen = channel.look(suspects.tokens)
    counts = [len(place.ids) for place in suspects.places]
    words = np.concatenate([place.ids for place in suspects.places])
    old = np.concatenate([place.logs for place in suspects.places])
    is_syllable = load_shapes().spelling[words, 0] >= 0
    scores = align(seen, np.repeat(np.arange(len(counts)), counts), words).scores
    logs = np.split(np.where(is_syllable, scores, old), np.cumsum(counts)[:-1])
    places = tuple(Place(place.ids, log) for place, log in zip(suspects.places, logs, strict=True))
    return Suspects(suspects.tokens, suspects.place_of, seen, places)


def read_rows(rows: Sequence[Row], damages: Sequence[Damage]) -> list[list[Reading]]:
    """Every token of *rows* as it is best read; *damages* says for each row what it suffers from."""
    if all(damage == "clean" for damage in damages):
        return [[Reading(token, SURE) for token in row.tokens] for row in rows]
    pieces = find_pieces(rows)
    tokens = [p.text for p in pieces if p.kind == "word" and damages[p.row] == "damaged"]
    suspects = suspects_of(tokens, load_channel()) if tokens else None
    choices = _search(pieces, damages, suspects)
    if suspects is not None:
        for _ in range(ROUNDS):
            suspects = _rescored(suspects, _taught(pieces, damages, choices, suspects))
            choices = _search(pieces, damages, suspects)
    return _assemble(rows, pieces, damages, choices)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one piece was read as: a vocabulary id, and how sure."""

    word_id: int
    margin: float


def _search(pieces: Sequence[Piece], damages: Sequence[Damage], suspects: Suspects | None) -> list[Chosen]:
    places: list[Place] = []
    at: list[int] = []
    for piece in pieces:
        if piece.after_stop:
            places.append(_STOP_PLACE)
        at.append(len(places))
        places.append(_place_of(piece, damages[piece.row], suspects))
    choices = best_reading(load_model(), places)
    return [Chosen(int(places[i].ids[choices[i].index]), choices[i].margin) for i in at]


def _place_of(piece: Piece, damage: Damage, suspects: Suspects | None) -> Place:
    if piece.kind in ("number", "code"):
        return _NUMBER_PLACE
    if damage == "clean" or piece.kind == "acronym":
        return clean_place(piece.text)
    if damage == "stripped" or suspects is None:
        return stripped_place(piece.text)
    return suspects.places[suspects.place_of[piece.text]]


def _taught(
    pieces: Sequence[Piece], damages: Sequence[Damage], choices: Sequence[Chosen], suspects: Suspects
) -> Channel:
    """The shipped channel, taught what the letters of this document were most surely seen as."""
    words = load_model().words
    spelling = load_shapes().spelling
    pairs = Counter(
        (suspects.place_of[piece.text], chosen.word_id)
        for piece, chosen in zip(pieces, choices, strict=True)
        if piece.kind == "word" and damages[piece.row] == "damaged" and chosen.margin > TEACH_MARGIN
        if spelling[chosen.word_id, 0] >= 0
    )
    tokens, ids = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    aligned = align(suspects.seen, tokens, ids)
    sightings: Counter[Sighting] = Counter()
    for i, ((token, word_id), count) in enumerate(pairs.items()):
        for sighting in sightings_of(words[word_id], suspects.tokens[token], aligned.steps[i]):
            sightings[sighting] += count
    return load_channel().taught({key: count * TEACH_WEIGHT for key, count in sightings.items()})


def _assemble(
    rows: Sequence[Row], pieces: Sequence[Piece], damages: Sequence[Damage], choices: Sequence[Chosen]
) -> list[list[Reading]]:
    words = load_model().words
    readings = [[Reading(token, SURE) for token in row.tokens] for row in rows]
    for piece, chosen in reversed(list(zip(pieces, choices, strict=True))):
        if piece.kind != "word" or damages[piece.row] == "clean" or chosen.word_id == UNKNOWN_ID:
            continue
        old = readings[piece.row][piece.token]
        new = as_printed(piece.text, words[chosen.word_id])
        text = old.text[: piece.start] + new + old.text[piece.end :]
        readings[piece.row][piece.token] = Reading(text, min(old.margin, chosen.margin))
    return readings


def as_printed(token: str, word: str) -> str:
    """*word* (lower case) in the case *token* is printed in; a token that differs only in its tone place is kept."""
    if modern(token.lower()) == word:
        return token
    if token[0] == "I" and word[0] == "l" and not token.isupper():
        return word  # "Iý" is a misread "lý", not a name
    return like_case(token, word)
