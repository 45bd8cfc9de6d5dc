"""Reads rows of damaged or stripped words as what they were meant to be: candidates, search, and a second look.

The document teaches its own damage: after a first reading, what its letters were most surely seen as is counted into
the channel, and everything is read again.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import or_

import numpy as np

from normalize.diacritics.acronyms import mend_acronym, mend_code
from normalize.diacritics.breaks import mend_breaks
from normalize.diacritics.channel import (
    SHORT_SHOUT,
    Channel,
    Seen,
    Sighting,
    align,
    load_channel,
    seen_as,
    sightings_of,
    syllable_scores,
)
from normalize.diacritics.gate import Damage
from normalize.diacritics.holes import fill_holes, has_holes, hole_place
from normalize.diacritics.labels import is_misread_label, mend_labels, mend_ones
from normalize.diacritics.model import Floats, load_model, plain_words
from normalize.diacritics.numbers import cut_numbers, with_number_words
from normalize.diacritics.people import Part, as_name, name_parts
from normalize.diacritics.search import (
    STOP_PLACE,
    SURE,
    Choices,
    Place,
    best_reading,
    make_echo,
    make_lattice,
    with_slots,
)
from normalize.diacritics.shapes import load_shapes
from normalize.diacritics.syllables import like_case, modern, strip_marks
from normalize.diacritics.thinned import is_name, thinned_place, whole_log
from normalize.diacritics.tokens import NUMBER_ID, UNKNOWN_ID
from normalize.diacritics.words import Piece, Row, find_pieces, is_loud_beside

CANDIDATES = 64
PRIOR = 1.0
"""Weight of how common a syllable is when candidates are picked; the search knows better afterwards."""
HOPELESS = 13.0
"""Nats: a candidate this much worse than the best is not looked at."""
UNKNOWN_LETTER = 2.6
"""Nats a letter: what a word costs that is taken as it stands, known or not."""
TEACH_MARGIN = 2.0
"""A place read with at least this margin teaches the channel."""
TEACH_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One token as it is now read."""

    text: str
    margin: float
    """Nats between this reading and the next best, the least over its words; `SURE` where nothing was in doubt."""


def _place(ids: Sequence[int], logs: Sequence[float]) -> Place:
    return Place(np.array(ids, dtype=np.int64), np.array(logs, dtype=np.float32))


NUMBER_PLACE = _place([NUMBER_ID], [0.0])


@lru_cache(maxsize=65536)
def stripped_place(token: str) -> Place:
    """Candidates of a *token* whose marks are gone and whose letters are right."""
    ids = plain_words().get(strip_marks(token.lower()), [])
    return _place([*ids, UNKNOWN_ID], [*[0.0] * len(ids), -UNKNOWN_LETTER * (len(token) + 2)])


@lru_cache(maxsize=65536)
def clean_place(token: str) -> Place:
    """The one candidate of a *token* that is right as it stands."""
    return _place([load_model().ids.get(modern(token.lower()), UNKNOWN_ID)], [0.0])


@lru_cache(maxsize=65536)
def barless_place(token: str) -> Place:
    """Candidates of a *token* that is right but for the bar of its đ."""
    word = modern(token.lower())
    ids = load_model().ids
    forms = [ids[form] for form in dict.fromkeys((word, modern(word.replace("d", "đ", 1)))) if form in ids]
    return _place(forms, [0.0] * len(forms)) if forms else clean_place(token)


@dataclass(frozen=True)
class Suspects:
    """Misread tokens, each once, with the words it may stand for and their log chances under one channel."""

    tokens: tuple[Seen, ...]
    place_of: dict[Seen, int]
    places: tuple[Place, ...]

    def plus(self, more: "Suspects") -> "Suspects":
        """These and *more*, which are others."""
        tokens = (*self.tokens, *more.tokens)
        return Suspects(tokens, {token: i for i, token in enumerate(tokens)}, (*self.places, *more.places))


UNLIKELY_UNKNOWN = 8.0
"""Nats more for taking a token as it stands that is a known word without its marks, or has digits among its letters."""
NUMBER_DIGIT = 2.3
"""Nats a digit: what a number costs that might be a misread word..."""
NUMBER_BONUS = 5.0
"""...and how much likelier a digit is a number all the same."""


def suspects_of(tokens: Sequence[Seen]) -> Suspects:
    """Candidates of *tokens*: the syllables most likely to show so, other known words, and the token itself."""
    unique = tuple(dict.fromkeys(tokens))
    known = _worked_out()
    new = [token for token in unique if token not in known]
    if new:
        scores = syllable_scores(load_channel().look(new), new)
        known.update({token: _candidates(logs.ravel(), token) for token, logs in zip(new, scores, strict=True)})
    places = tuple(known[token] for token in unique)
    if len(known) > MOST_WORKED_OUT:
        known.clear()
    return Suspects(unique, {token: i for i, token in enumerate(unique)}, places)


MOST_WORKED_OUT = 20_000
"""Tokens whose candidates are remembered, some 20 MB of them; documents misread alike share most of theirs."""


@lru_cache(maxsize=1)
def _worked_out() -> dict[Seen, Place]:
    """Candidates under the shipped channel, worked out once for all documents."""
    return {}


def _candidates(logs: Floats, token: Seen) -> Place:
    shapes = load_shapes()
    ranks = logs + PRIOR * shapes.prior.ravel()
    top = np.flatnonzero(ranks > ranks.max() - HOPELESS)
    top = top[np.argsort(-ranks[top], kind="stable")[:CANDIDATES]]
    whole = [i for i in plain_words().get(strip_marks(token.letters.lower()), []) if shapes.spelling[i, 0] < 0]
    others = [(word_id, -1.0) for word_id in whole]
    if token.letters.isdigit():
        others += [(load_model().ids[word], log) for word, log in _DIGIT_WORDS.get(token.letters, ())]
        others.append((NUMBER_ID, NUMBER_BONUS - NUMBER_DIGIT * len(token.letters)))
    else:
        others.append((UNKNOWN_ID, -_cost_as_it_stands(token)))
    ids = np.concatenate((shapes.ids.ravel()[top], [i for i, _ in others])).astype(np.int64)
    return Place(ids, np.concatenate((logs[top], [log for _, log in others])).astype(np.float32))


_DIGIT_WORDS = {"14": (("là", -3.0),)}
"""Words that are seen as numbers far more often than their letters tell: "Trên đây 14 Kế hoạch"."""
_NUMBERED = re.compile(r"\d{1,2}[a-zđ]$")
_LETTERED = re.compile(r"[a-zđ]\d{1,2}$")
"""What may be a number with a letter: "Phụ lục 2b", and, with a capital, "Mẫu B1"."""
COST_NUMBERED = 9.0


def _cost_as_it_stands(seen: Seen) -> float:
    token = seen.letters
    if _NUMBERED.match(token) or (seen.kind == "capital" and _LETTERED.match(token)):
        return COST_NUMBERED
    odd = not token.isalpha() or strip_marks(token.lower()) in plain_words()
    return UNKNOWN_LETTER * (len(token) + 2) + (UNLIKELY_UNKNOWN if odd else 0.0)


def _rescored(suspects: Suspects, channel: Channel) -> Suspects:
    """The same candidates under another channel."""
    seen = channel.look(suspects.tokens)
    counts = [len(place.ids) for place in suspects.places]
    words = np.concatenate([place.ids for place in suspects.places])
    old = np.concatenate([place.logs for place in suspects.places])
    is_syllable = load_shapes().spelling[words, 0] >= 0
    scores = align(seen, np.repeat(np.arange(len(counts)), counts), words).scores
    fixed = np.repeat([token.letters in _DIGIT_WORDS for token in suspects.tokens], counts)
    logs = np.split(np.where(is_syllable & ~fixed, scores, old), np.cumsum(counts)[:-1])
    places = tuple(Place(place.ids, log) for place, log in zip(suspects.places, logs, strict=True))
    return Suspects(suspects.tokens, suspects.place_of, places)


TOGETHER = 8_000
"""Tokens read together, some 16 dense pages: enough to learn a document's damage from, and no more memory than that."""


def read_rows(rows: Sequence[Row], damages: Sequence[Damage]) -> list[list[Reading]]:
    """Every token of *rows* as it is best read; *damages* says for each row what it suffers from."""
    damaged = [damage == "damaged" for damage in damages]
    misread = [
        damage == "mislabelled" or (damage == "thinned" and is_misread_label(row))
        for row, damage in zip(rows, damages, strict=True)
    ]
    rows = mend_ones(rows, misread)
    rows = [
        replace(row, tokens=with_number_words(row.tokens)) if bad else row
        for row, bad in zip(mend_labels(rows, list(map(or_, damaged, misread))), damaged, strict=True)
    ]
    readings: list[list[Reading]] = []
    start = tokens = 0
    for end, row in enumerate(rows, start=1):
        tokens += len(row.tokens)
        if tokens >= TOGETHER or end == len(rows):
            readings += _read_together(rows[start:end], damages[start:end])
            start, tokens = end, 0
    return readings


def _read_together(rows: Sequence[Row], damages: Sequence[Damage]) -> list[list[Reading]]:
    if all(damage in ("clean", "mislabelled") for damage in damages):
        return [[Reading(token, SURE) for token in row.tokens] for row in rows]
    pieces = find_pieces(rows)
    suspects = _suspects_among(pieces, damages)
    wholes = [_whole_log(piece, damages[piece.row], suspects) for piece in pieces]
    pieces = mend_breaks(pieces, wholes, [damages[piece.row] == "thinned" for piece in pieces])
    suspects = _suspects_among(pieces, damages, suspects)
    named = [name_parts(rows, i) if damage not in ("clean", "mislabelled") else () for i, damage in enumerate(damages)]
    parts = [named[p.row][p.token] if named[p.row] and p.kind == "word" else None for p in pieces]
    return _assemble(rows, pieces, damages, _search(pieces, damages, suspects, parts))


def _suspects_among(
    pieces: Sequence[Piece], damages: Sequence[Damage], known: Suspects | None = None
) -> Suspects | None:
    """The misread words among *pieces*, None if there are none; those *known* already are not worked out again."""
    tokens = dict.fromkeys(_seen(p) for p in pieces if _is_misread(p, damages[p.row]))
    new = [token for token in tokens if known is None or token not in known.place_of]
    if not new:
        return known
    fresh = suspects_of(new)
    return fresh if known is None else known.plus(fresh)


def _is_misread(piece: Piece, damage: Damage) -> bool:
    """Whether the letters of *piece* may be others: any in damaged text, in stripped text those of what is no word."""
    if damage in ("stripped", "thinned"):
        return piece.kind == "word" and strip_marks(piece.text.lower()) not in plain_words()
    return piece.kind in ("word", "digit") and damage == "damaged"


def _whole_log(piece: Piece, damage: Damage, suspects: Suspects | None) -> float:
    """Log probability of the best reading of *piece* as one word, alone; infinite where it is not to be touched."""
    if damage in ("clean", "mislabelled", "holed", "barless") or piece.kind != "word":
        return np.inf
    if damage == "thinned":
        return whole_log(piece)
    place = _place_of(piece, damage, suspects)
    return float((load_model().one[place.ids] + place.logs).max())


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one piece was read as: a vocabulary id, and how sure."""

    word_id: int
    margin: float


ECHO_MARGIN = 3.0
"""Pairs read with at least this margin help the pairs that were read with less."""


def _search(
    pieces: Sequence[Piece], damages: Sequence[Damage], suspects: Suspects | None, parts: Sequence[Part | None]
) -> list[Chosen]:
    """What each of *pieces* is best read as; misread ones in the light of a first reading of them all."""
    model = load_model()
    places: list[Place] = []
    at: list[int] = []
    bare: dict[Place, tuple[Place, Part]] = {}
    for piece, part in zip(pieces, parts, strict=True):
        if piece.after_stop:
            places.append(STOP_PLACE)
        at.append(len(places))
        place = _place_of(piece, damages[piece.row], suspects)
        if part is not None:
            name = as_name(place, part)
            bare[name] = place, part
            place = name
        places.append(place)
    numbers = {place: i for i, place in enumerate(dict.fromkeys(places))}
    lattice = make_lattice(model, tuple(numbers), [numbers[place] for place in places])
    choices = best_reading(model, lattice)
    if suspects is not None:
        taught = _rescored(suspects, _taught(pieces, damages, _chosen(choices, at), suspects))
        renewed = dict(zip(suspects.places, taught.places, strict=True))
        renewed.update({name: as_name(renewed.get(place, place), part) for name, (place, part) in bare.items()})
        echo = make_echo(model, choices.ids, choices.margins > ECHO_MARGIN)
        choices = best_reading(model, with_slots(lattice, [renewed.get(place, place) for place in numbers]), echo)
    return _chosen(choices, at)


def _chosen(choices: Choices, at: Sequence[int]) -> list[Chosen]:
    return [Chosen(*both) for both in zip(choices.ids[at].tolist(), choices.margins[at].tolist(), strict=True)]


def _place_of(piece: Piece, damage: Damage, suspects: Suspects | None) -> Place:
    if piece.kind in ("number", "code") or (piece.kind == "digit" and damage != "damaged"):
        return NUMBER_PLACE
    if damage == "holed" and has_holes(piece.text):
        return hole_place(piece.text)
    if damage == "barless" and piece.kind == "word":
        return barless_place(piece.text)
    if damage in ("clean", "mislabelled", "holed") or piece.kind == "acronym":
        return clean_place(piece.text.replace("&", ""))
    if damage == "thinned" and not _is_misread(piece, damage):
        return thinned_place(piece.text, is_name(piece))
    if suspects is None or not _is_misread(piece, damage):
        return stripped_place(piece.text) if strip_marks(piece.text) == piece.text else clean_place(piece.text)
    return suspects.places[suspects.place_of[_seen(piece)]]


def _seen(piece: Piece) -> Seen:
    return seen_as(piece.text, piece.shouting)


def _taught(
    pieces: Sequence[Piece], damages: Sequence[Damage], choices: Sequence[Chosen], suspects: Suspects
) -> Channel:
    """The shipped channel, taught what the letters of this document were most surely seen as."""
    words = load_model().words
    spelling = load_shapes().spelling
    pairs = Counter(
        (suspects.place_of[_seen(piece)], chosen.word_id)
        for piece, chosen in zip(pieces, choices, strict=True)
        if piece.kind == "word" and damages[piece.row] == "damaged" and chosen.margin > TEACH_MARGIN
        if spelling[chosen.word_id, 0] >= 0
    )
    if not pairs:
        return load_channel()
    tokens, ids = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    aligned = align(load_channel().look(suspects.tokens), tokens, ids)
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
        if piece.kind == "number" or damages[piece.row] in ("clean", "mislabelled"):
            continue
        if damages[piece.row] == "holed" and not has_holes(piece.text):
            continue
        row = readings[piece.row]
        old = row[piece.token]
        if piece.kind in ("code", "acronym"):
            printed = fill_holes(piece.text, "Đ")  # the one letter with marks that most of them have
            joined = piece.kind == "code" or "&" in printed
            new = mend_code(printed) if joined else mend_acronym(printed) or printed
        elif chosen.word_id in (NUMBER_ID, UNKNOWN_ID) or _is_speck(piece, chosen):
            continue
        else:
            case_is_right = piece.shouting or damages[piece.row] in ("stripped", "thinned")
            new = as_printed(piece.text, words[chosen.word_id], case_is_right)
            if piece.shouting and not piece.text.islower() and is_loud_beside(rows[piece.row].tokens, piece.token):
                new = new.upper()
            if piece.after_stop and has_holes(piece.text[:1]):
                new = new[:1].upper() + new[1:]
        last = row[piece.token + piece.swallows]
        text = old.text[: piece.start] + (" " if piece.parted else "") + new + last.text[piece.end :]
        row[piece.token] = Reading(text, min(old.margin, last.margin, chosen.margin))
        for swallowed in range(piece.token + 1, piece.token + piece.swallows + 1):
            row[swallowed] = Reading("", chosen.margin)
    return [[_filled(reading) for reading in _with_whole_numbers(row)] for row in readings]


def _with_whole_numbers(row: list[Reading]) -> list[Reading]:
    """*row* with cut document numbers made whole."""
    for i in cut_numbers([reading.text for reading in row]):
        head, tail = row[i], row[i + 1]
        row[i : i + 2] = [Reading(head.text + tail.text, min(head.margin, tail.margin)), Reading("", tail.margin)]
    return row


SPECK_MARGIN = 2.0
"""Nats by which a sign that stands alone must be a word, to be none that dirt left."""


def _is_speck(piece: Piece, chosen: Chosen) -> bool:
    return not any(map(str.isalnum, piece.text)) and chosen.margin < SPECK_MARGIN


def _filled(reading: Reading) -> Reading:
    """*reading*; where letters of it are still lost, not at all a sure one."""
    return Reading(fill_holes(reading.text), 0.0) if has_holes(reading.text) else reading


def as_printed(token: str, word: str, shouting: bool = False) -> str:
    """*word* (lower case) in the case *token* is printed in; a token that differs only in its tone place is kept."""
    if modern(token.lower()) == word:
        return token
    if token[0] == "I" and word[0] == "l" and not token.isupper():
        return word  # "Iý" is a misread "lý", not a name
    if not shouting and len(token) <= SHORT_SHOUT and token.isupper():
        return word[:1].upper() + word[1:]  # "BO" is "Bộ"
    return like_case(fill_holes(token, "") or token, word)
