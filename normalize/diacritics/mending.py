"""Mends single words that OCR was not sure of, by their neighbours; of those it was sure of, only misread hooks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from models.page import Page, Word
from normalize.diacritics.channel import seen_as
from normalize.diacritics.columns import reading_rows
from normalize.diacritics.model import load_model, plain_words
from normalize.diacritics.reading import NUMBER_PLACE, as_printed, clean_place, suspects_of
from normalize.diacritics.search import STOP_PLACE, Place, best_reading, make_lattice
from normalize.diacritics.slips import Slips, slips_of
from normalize.diacritics.syllables import modern, strip_marks
from normalize.diacritics.tokens import UNKNOWN_ID
from normalize.diacritics.words import Piece, Row, find_pieces

UNSURE = 0.96
"""OCR confidence below which a word may be changed; at 0.97 the first right words were spoilt."""
TRUST = 6.0
"""Nats: a Vietnamese reader's own reading, however unsure, is this much likelier than any other to begin with."""
OTHER_MARKS = -0.5
"""Nats: a reader that knows Vietnamese errs in marks before it errs in letters."""
SURE_ENOUGH = 3.0
"""Nats by which a mended word must be ahead of all others, the printed one included."""


def mend_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """*pages* with those words mended that OCR misread and that their neighbours leave no doubt about."""
    return tuple(_mended(page) if page.text_source in ("ocr", "mixed") else page for page in pages)


def _mended(page: Page) -> Page:
    rows = reading_rows(page)
    new = mend_rows([words for words, _ in rows], [opens for _, opens in rows])
    return replace(page, words=tuple(word for row in new for word in row))


def mend_rows(rows: Sequence[Sequence[Word]], opens: Sequence[bool]) -> list[tuple[Word, ...]]:
    """
    *rows* of words, each of which begins anew or not, with doubtful words mended, and hooks in all that OCR read.

    A mended word keeps its box, its low confidence (that it was doubtful is still true) and what OCR read.
    """
    pieces = find_pieces([Row(tuple(w.text for w in row), anew) for row, anew in zip(rows, opens, strict=True)])
    places = _open_places(pieces, rows)
    mended = [list(row) for row in rows]
    if places:
        for piece, word_id in reversed(_changes(pieces, places)):
            word = mended[piece.row][piece.token]
            new = as_printed(piece.text, load_model().words[word_id], shouting=True)
            text = word.text[: piece.start] + new + word.text[piece.end :]
            if text != word.text:
                printed = word.text if word.printed is None else word.printed
                mended[piece.row][piece.token] = replace(word, text=text, printed=printed)
    return [tuple(row) for row in mended]


def _open_places(pieces: Sequence[Piece], rows: Sequence[Sequence[Word]]) -> dict[int, Place]:
    """The pieces that may have been misread, by their id, with what each may be."""
    read = [p for p in pieces if p.kind == "word" and _is_ocr(rows[p.row][p.token])]
    doubtful = [p for p in read if rows[p.row][p.token].confidence < UNSURE]
    suspects = suspects_of([seen_as(p.text, p.shouting) for p in doubtful]) if doubtful else None
    unsure = {id(p) for p in doubtful}
    places: dict[int, Place] = {}
    for before, piece, after in _with_neighbours(pieces):
        if piece.kind != "word" or not _is_ocr(rows[piece.row][piece.token]):
            continue
        slips = slips_of(piece, before, after)
        if suspects is not None and id(piece) in unsure:
            place = suspects.places[suspects.place_of[seen_as(piece.text, piece.shouting)]]
            logs = _leaning(place, piece)
            places[id(piece)] = _place(piece.text, logs | {w: max(log, logs.get(w, log)) for w, log in slips})
        elif slips:
            places[id(piece)] = _slip_place(piece.text, slips)
    return places


def _with_neighbours(pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece, str]]:
    """Each piece with the words before and after it in its sentence."""
    for i, piece in enumerate(pieces):
        before = "" if i == 0 or piece.after_stop or pieces[i - 1].open_end else pieces[i - 1].text
        after = "" if i + 1 == len(pieces) or pieces[i + 1].after_stop or piece.open_end else pieces[i + 1].text
        yield before, piece, after


def _place(text: str, logs: Mapping[int, float]) -> Place:
    """The place of *text*, with *logs* of what else may be printed there."""
    logs = {**logs, load_model().ids.get(modern(text.lower()), UNKNOWN_ID): 0.0}
    return Place(np.array(list(logs), dtype=np.int64), np.array(list(logs.values()), dtype=np.float32))


@lru_cache(maxsize=8192)
def _slip_place(text: str, slips: Slips) -> Place:
    return _place(text, dict(slips))


def _is_ocr(word: Word) -> bool:
    return word.confidence < 1 and not word.handwritten


def _leaning(place: Place, piece: Piece) -> dict[int, float]:
    """The candidates of *place* as a reader of Vietnamese takes them: its own is likelier than any other by `TRUST`."""
    logs = dict(zip(place.ids.tolist(), place.logs.tolist(), strict=True))
    for word_id in plain_words().get(strip_marks(piece.text.lower()), []):
        logs[word_id] = max(logs.get(word_id, OTHER_MARKS), OTHER_MARKS)
    return {word_id: log - TRUST for word_id, log in logs.items()}


def _changes(pieces: Sequence[Piece], opened: dict[int, Place]) -> list[tuple[Piece, int]]:
    """The pieces of *opened* places that are surely another word, and which."""
    places: list[Place] = []
    at: list[int] = []
    for piece in pieces:
        if piece.after_stop:
            places.append(STOP_PLACE)
        at.append(len(places))
        sure = NUMBER_PLACE if piece.kind in ("number", "digit", "code") else clean_place(piece.text)
        places.append(opened.get(id(piece), sure))
    numbers = {place: i for i, place in enumerate(dict.fromkeys(places))}
    choices = best_reading(load_model(), make_lattice(load_model(), tuple(numbers), [numbers[p] for p in places]))
    chosen = zip(pieces, choices.ids[at].tolist(), choices.margins[at].tolist(), strict=True)
    return [
        (piece, word_id)
        for piece, word_id, margin in chosen
        if id(piece) in opened and word_id > UNKNOWN_ID and margin > SURE_ENOUGH
    ]
