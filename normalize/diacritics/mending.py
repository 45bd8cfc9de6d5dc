"""Mends single words that OCR was not sure of, by their neighbours; words it was sure of are never changed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.page import Word
from normalize.diacritics.channel import seen_as
from normalize.diacritics.model import load_model, plain_words
from normalize.diacritics.reading import NUMBER_PLACE, as_printed, clean_place, suspects_of
from normalize.diacritics.search import STOP_PLACE, Place, best_reading, make_lattice
from normalize.diacritics.syllables import modern, strip_marks
from normalize.diacritics.tokens import UNKNOWN_ID
from normalize.diacritics.words import Piece, Row, find_pieces

UNSURE = 0.9
"""OCR confidence below which a word may be changed; Tesseract gives most right words 0.95 and more."""
TRUST = 6.0
"""Nats: a Vietnamese reader's own reading, however unsure, is this much likelier than any other to begin with."""
OTHER_MARKS = -1.5
"""Nats: a reader that knows Vietnamese errs in marks before it errs in letters."""
SURE_ENOUGH = 3.0
"""Nats by which a mended word must be ahead of all others, the printed one included."""


def mend_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """
    *words* (in reading order) with those mended that OCR was unsure of and that their neighbours leave no doubt about.

    A mended word keeps its box and its low confidence: that it was doubtful is still true.
    """
    if all(word.confidence >= UNSURE for word in words):
        return tuple(words)
    pieces = find_pieces([Row(tuple(word.text for word in words), opens=True)])
    doubtful = [p for p in pieces if p.kind == "word" and words[p.token].confidence < UNSURE]
    if not doubtful:
        return tuple(words)
    suspects = suspects_of([seen_as(p.text, p.shouting) for p in doubtful])
    places = {id(p): _leaning(suspects.places[suspects.place_of[seen_as(p.text, p.shouting)]], p) for p in doubtful}
    texts = [word.text for word in words]
    for piece, word_id in reversed(_changes(pieces, places)):
        text = texts[piece.token]
        new = as_printed(piece.text, load_model().words[word_id], piece.shouting)
        texts[piece.token] = text[: piece.start] + new + text[piece.end :]
    return tuple(
        word if word.text == text else replace(word, text=text) for word, text in zip(words, texts, strict=True)
    )


def _leaning(place: Place, piece: Piece) -> Place:
    """*place* with the printed word first among its candidates by `TRUST`, and other marks as the next likely slip."""
    model = load_model()
    own = model.ids.get(modern(piece.text.lower()), UNKNOWN_ID)
    logs = dict(zip(place.ids.tolist(), place.logs.tolist(), strict=True))
    for word_id in plain_words().get(strip_marks(piece.text.lower()), []):
        logs[word_id] = max(logs.get(word_id, OTHER_MARKS), OTHER_MARKS)
    logs = {word_id: log - TRUST for word_id, log in logs.items()} | {own: 0.0}
    return Place(np.array(list(logs), dtype=np.int64), np.array(list(logs.values()), dtype=np.float32))


def _changes(pieces: Sequence[Piece], doubtful: dict[int, Place]) -> list[tuple[Piece, int]]:
    """The doubtful pieces that are surely another word, and which."""
    places: list[Place] = []
    at: list[int] = []
    for piece in pieces:
        if piece.after_stop:
            places.append(STOP_PLACE)
        at.append(len(places))
        sure = NUMBER_PLACE if piece.kind in ("number", "digit", "code") else clean_place(piece.text)
        places.append(doubtful.get(id(piece), sure))
    numbers = {place: i for i, place in enumerate(dict.fromkeys(places))}
    choices = best_reading(load_model(), make_lattice(load_model(), tuple(numbers), [numbers[p] for p in places]))
    chosen = zip(pieces, choices.ids[at].tolist(), choices.margins[at].tolist(), strict=True)
    return [
        (piece, word_id)
        for piece, word_id, margin in chosen
        if id(piece) in doubtful and word_id > UNKNOWN_ID and margin > SURE_ENOUGH
    ]
