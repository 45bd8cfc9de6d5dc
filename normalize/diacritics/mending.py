"""Mends single words that OCR was not sure of, by their neighbours; words it was sure of are never changed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.page import Page, Word
from normalize.diacritics.channel import seen_as
from normalize.diacritics.columns import reading_rows
from normalize.diacritics.model import load_model, plain_words
from normalize.diacritics.reading import NUMBER_PLACE, as_printed, clean_place, suspects_of
from normalize.diacritics.search import STOP_PLACE, Place, best_reading, make_lattice
from normalize.diacritics.syllables import modern, strip_marks
from normalize.diacritics.tokens import UNKNOWN_ID
from normalize.diacritics.words import Piece, Row, find_pieces

UNSURE = 0.96
"""OCR confidence below which a word may be changed; at 0.97 the first right words were spoilt."""
TRUST = 6.0
"""Nats: a Vietnamese reader's own reading, however unsure, is this much likelier than any other to begin with."""
OTHER_MARKS = -1.5
"""Nats: a reader that knows Vietnamese errs in marks before it errs in letters."""
SURE_ENOUGH = 3.0
"""Nats by which a mended word must be ahead of all others, the printed one included."""


def mend_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """*pages* with those words mended that OCR was unsure of and that their neighbours leave no doubt about."""
    return tuple(_mended(page) if page.text_source in ("ocr", "mixed") else page for page in pages)


def _mended(page: Page) -> Page:
    if not any(_is_doubtful(word) for word in page.words):
        return page
    rows = reading_rows(page)
    new = mend_rows([words for words, _ in rows], [opens for _, opens in rows])
    return replace(page, words=tuple(word for row in new for word in row))


def mend_rows(rows: Sequence[Sequence[Word]], opens: Sequence[bool]) -> list[tuple[Word, ...]]:
    """
    *rows* of words, each of which begins anew or not, with doubtful words mended.

    A mended word keeps its box, its low confidence (that it was doubtful is still true) and what OCR read.
    """
    pieces = find_pieces([Row(tuple(w.text for w in row), anew) for row, anew in zip(rows, opens, strict=True)])
    doubtful = [p for p in pieces if p.kind == "word" and _is_doubtful(rows[p.row][p.token])]
    mended = [list(row) for row in rows]
    if doubtful:
        suspects = suspects_of([seen_as(p.text, p.shouting) for p in doubtful])
        places = {id(p): _leaning(suspects.places[suspects.place_of[seen_as(p.text, p.shouting)]], p) for p in doubtful}
        for piece, word_id in reversed(_changes(pieces, places)):
            word = mended[piece.row][piece.token]
            new = as_printed(piece.text, load_model().words[word_id], piece.shouting)
            text = word.text[: piece.start] + new + word.text[piece.end :]
            if text != word.text:
                printed = word.text if word.printed is None else word.printed
                mended[piece.row][piece.token] = replace(word, text=text, printed=printed)
    return [tuple(row) for row in mended]


def _is_doubtful(word: Word) -> bool:
    return word.confidence < UNSURE and not word.handwritten


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
