"""Which text needs restoring: how much it reads like correct Vietnamese, and if it does not, what ails it.

The score is the cheap question that every page is asked; only where the answer is bad are its lines looked at.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from normalize.diacritics.holes import has_holes
from normalize.diacritics.labels import has_misread_labels, is_misread_label
from normalize.diacritics.model import Floats, Ints, SyllableModel, load_model, plain_words
from normalize.diacritics.syllables import modern, strip_marks
from normalize.diacritics.tokens import EVENT, NUMBER_ID, STOP_ID, STOPS, UNKNOWN_ID
from normalize.diacritics.words import ENGLISH, Row, cores, without_addresses

GOOD = -8.0
BAD = -12.5
"""Log probability of a word after the two before it: better than the first is plainly right, worse than the second
plainly odd. In clean plans 6 words of 100 are worse than -9; in plans without marks, or misread by OCR, 70 are."""


@lru_cache(maxsize=64)
def language_score(text: str) -> float:
    """
    How much *text* reads like correct Vietnamese, 0 to 1; cheap enough for every page (well below a millisecond).

    Clean plans score 0.93 and more, also their tables and letterheads; text without marks or misread by OCR below 0.5;
    text that is almost right ("QUYÉT ĐỊNH", "sô", "Chỉnh phủ") between, lower the more words are wrong. 1.0 where there
    is no word to judge.
    """
    model = load_model()
    ids, judged = _ids(text)
    if not judged.any():
        return 1.0
    logs = word_logs(model, ids)
    logs = np.where(ids == UNKNOWN_ID, BAD, logs)[judged]
    return float(np.clip((logs - BAD) / (GOOD - BAD), 0.0, 1.0).mean())


def word_logs(model: SyllableModel, ids: Ints) -> Floats:
    """Log P of each word after the two before it."""
    padded = np.concatenate((np.zeros(2, dtype=np.int64), ids))
    logs, places = model.pair(padded[:-1], padded[1:])
    return model.triple(places[:-1], logs[1:], padded[2:])


def _ids(text: str) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Ids of the counted things in *text*, and which of them are words to be judged."""
    shouting = text.isupper()
    found = [_id_of(event, shouting) for event in EVENT.findall(without_addresses(text))]
    ids = np.array(found, dtype=np.int64)
    return ids, ids >= UNKNOWN_ID


@lru_cache(maxsize=32768)
def _id_of(event: str, shouting: bool) -> int:
    if event in STOPS:
        return STOP_ID
    word = load_model().ids.get(modern(event.lower()))
    if word is not None:
        return word
    # "d6i" is a misread word, "5G" and "57-NQ/TW" are none. An unknown acronym says nothing about the language.
    acronym = event.isupper() and not shouting and len(event) <= 8
    return NUMBER_ID if acronym or _is_number(event) else UNKNOWN_ID


def _is_number(event: str) -> bool:
    letters = sum(c.isalpha() for c in event)
    return letters < len(event) and (letters == 0 or event[-1].isupper() or letters * 2 <= len(event))


Damage = Literal["clean", "mislabelled", "stripped", "damaged", "thinned", "holed", "barless"]
"""
What a line suffers from: nothing; its number is misread; its marks are gone; letters were misread; some marks are gone
or mistaken, but no letters; some letters are gone; every đ is d.
"""

CLEAN_PAGE = 0.85
"""Score from which a page is left alone. Clean plans score 0.94 and more, stripped and misread ones below 0.5."""
CLEAN_LINE = 0.9
"""Score from which a line of a bad page is left alone, if it has at least `WORDS_TO_JUDGE` words."""
WORDS_TO_JUDGE = 4
FEW_WORDS = 12
"""A page with fewer is judged with the whole text."""
UNKNOWN = 0.02
"""Share of words that are no syllables up to which a page with its marks is undamaged, however odd its word order
(cells of a table read across, names, a signature alone). Clean pages have 0.000 to 0.003, damaged ones 0.3 and more."""
MARKED_PAGE = 0.12
"""Share of letters with marks in clean text, at least: 0.18 to 0.33 were seen, 0.10 at most in misread text."""
WELL_MARKED, FOREIGN_NAMES = 0.2, 0.15
"""Where so many letters have marks, so many words may be none of ours, if marks would not make them so: "Krông"."""
NAMES_MARKED = 0.06
"""Share of letters with marks in a list of names, at least, where all words that are none of ours are names."""
MARKED = 0.02
"""Share of letters with marks below which marks were stripped, if nearly all words are Vietnamese without them."""
MOSTLY_MARKED = 0.14
"""Share of letters with marks from which they are mostly right, whatever else ails a text: 0.1 at most where they are
not, 0.18 and more in clean text."""
SPELT = 0.93
FOREIGN = 0.06
"""Share of English form words from which a text is English."""


BARE_WORDS = 5
"""Words without a mark that a line of a good page must have to be taken for one that lost them."""
BARE_SCORE = 0.75
_BARE_RUN = re.compile(rf"(?:[A-Za-z]+[\s,;:.()/–-]+){{{BARE_WORDS}}}[A-Za-z]")

_D_WORD = re.compile(r"\b[dD](?!\w*[-/])[^\W\d_]+")
BARLESS_WORDS = 12
"""Words that begin with d on a page without any đ, from which its bars are lost: of ten such words seven have đ."""

LOOKED_AT = 0.975
"""
Score from which a page of enough words is not looked at for lost marks: one without its tildes, the rarest mark, scores
0.96, clean ones 0.94 to 0.996.
"""

Extent = Literal["page", "lines", "bars", "marks", "labels"]
"""
How much of a page is bad: all of it, some lines, no more than the bars of its đ, some marks all over it, the numbers of
its parts.
"""


def bad_pages(texts: Sequence[str]) -> dict[int, Extent]:
    """Places in *texts* (one a page) of the pages that do not, or in some lines may not, read like Vietnamese."""
    scores = [_page_score(text) for text in texts]
    few = [i for i, text in enumerate(texts) if len(text.split()) < FEW_WORDS]
    bad = [i for i, score in enumerate(scores) if score < CLEAN_PAGE and i not in few]
    enough = len(bad) * 2 > len(texts) - len(few) if len(few) < len(texts) else language_score(" ".join(texts)) < 0.5
    if enough:
        bad += [i for i in few if scores[i] < CLEAN_PAGE]
    extents: dict[int, Extent] = dict.fromkeys(bad, "page")
    in_lines = (i for i, text in enumerate(texts) if i not in extents and (_BARE_RUN.search(text) or has_holes(text)))
    extents |= dict.fromkeys(in_lines, "lines")
    extents |= {i: "labels" for i, text in enumerate(texts) if i not in extents and has_misread_labels(text)}
    extents |= {i: "bars" for i, text in enumerate(texts) if extents.get(i) != "page" and _is_barless(text)}
    return dict(sorted(extents.items()))


def may_be_thinned(text: str) -> bool:
    """Whether a page that is not bad reads a little worse than most do: some of its marks may be lost."""
    return language_score(text) < LOOKED_AT


def _is_barless(text: str) -> bool:
    """Whether a page has its other marks and not one đ, though many words that begin with d."""
    if "đ" in text or "Đ" in text or len(_D_WORD.findall(text)) < BARLESS_WORDS:
        return False
    letters = [c for c in text if c.isalpha()]
    return sum(strip_marks(c) != c for c in letters) >= MARKED_PAGE * len(letters)


def _page_score(text: str) -> float:
    score = language_score(text)
    return 1.0 if score < CLEAN_PAGE and _is_well_spelt(text) else score


def _is_well_spelt(text: str) -> bool:
    """Whether the words of *text* are Vietnamese syllables with their marks, whatever order they stand in."""
    judged = int(_ids(text)[1].sum())
    unknown = _unknown_words(text)
    letters = [c for c in text if c.isalpha()]
    marked = sum(strip_marks(c) != c for c in letters)
    if unknown and all(word[0].isupper() for word in unknown) and marked >= NAMES_MARKED * len(letters):
        # A list of places: "Ea Drông, Cư M'gar". Misread text has unknown words in small letters too.
        return not any(_may_be_ours(word) for word in unknown)
    if marked >= WELL_MARKED * len(letters) and len(unknown) <= FOREIGN_NAMES * judged:
        unknown = [word for word in unknown if _may_be_ours(word)]
    return len(unknown) <= UNKNOWN * judged and marked >= MARKED_PAGE * max(1, len(letters))


def _may_be_ours(word: str) -> bool:
    """Whether an unknown *word* would be ours with other marks, or has lost letters to digits."""
    return not word.isalpha() or (word.isascii() and word.lower() in plain_words())


def _unknown_words(text: str) -> list[str]:
    shouting = text.isupper()
    return [event for event in EVENT.findall(without_addresses(text)) if _id_of(event, shouting) == UNKNOWN_ID]


def find_damage(rows: Sequence[Row], extents: Sequence[Extent]) -> list[Damage]:
    """What each of *rows* suffers from; *extents* says for each how much of its page is bad."""
    clean = [extent != "page" or _reads_well(row) for row, extent in zip(rows, extents, strict=True)]
    ill = [row for row, well in zip(rows, clean, strict=True) if not well and not any(map(has_holes, row.tokens))]
    ailment = _ailment(" ".join(token for row in ill for token in row.tokens))
    damages: list[Damage] = ["clean" if well else ailment for well in clean]
    for i, (row, extent) in enumerate(zip(rows, extents, strict=True)):
        goes_on = i > 0 and damages[i - 1] == "stripped" and not row.opens
        if extent == "bars":
            damages[i] = "barless"
        elif any(map(has_holes, row.tokens)):
            damages[i] = "holed"
        elif extent in ("lines", "marks") and _is_bare(row, goes_on):
            damages[i] = "stripped"
        elif extent == "labels":
            damages[i] = "mislabelled" if is_misread_label(row) else "clean"
        elif extent == "marks" or (extent == "page" and ailment == "thinned"):
            damages[i] = "thinned"
    return damages


def _reads_well(row: Row) -> bool:
    text = " ".join(row.tokens)
    # Acronyms and codes say nothing: "S6: 45/KHPH-SGDBT-CAT" has no word to judge.
    return int(_ids(text)[1].sum()) >= WORDS_TO_JUDGE and language_score(text) >= CLEAN_LINE


def _is_bare(row: Row, goes_on: bool) -> bool:
    """Whether a row of a good page lost its marks; one that *goes_on* from another that did may be short."""
    text = " ".join(row.tokens)
    if not text.isascii():
        return False
    words = [word for word in cores(text) if word.isalpha()]
    enough = goes_on or len(words) >= BARE_WORDS
    return enough and language_score(text) < BARE_SCORE and _ailment(text) == "stripped"


def _ailment(text: str) -> Damage:
    words = [word.lower() for word in cores(text)]
    if not words or sum(word in ENGLISH for word in words) > FOREIGN * len(words):
        return "clean"
    letters = [c for word in words for c in word if c.isalpha()]
    marked = sum(strip_marks(c) != c for c in letters)
    spelt = sum(word.isalpha() and strip_marks(word) in plain_words() for word in words)
    if spelt <= SPELT * len(words) and marked < MOSTLY_MARKED * len(letters):
        return "damaged"
    return "stripped" if marked < MARKED * len(letters) else "thinned"
