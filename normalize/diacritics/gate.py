"""How much a text reads like correct Vietnamese: the cheap question every page is asked before anything is restored."""

import numpy as np
import numpy.typing as npt

from normalize.diacritics.model import Floats, Ints, SyllableModel, load_model
from normalize.diacritics.syllables import modern
from normalize.diacritics.tokens import EVENT, STOPS

GOOD = -8.0
BAD = -12.5
"""Log probability of a word after the two before it: better than the first is plainly right, worse than the second
plainly odd. In clean plans 6 words of 100 are worse than -9; in plans without marks, or misread by OCR, 70 are."""


def language_score(text: str) -> float:
    """
    How much *text* reads like correct Vietnamese, 0 to 1; cheap enough for every page (well below a millisecond).

    Clean plans score 0.93 and more, also their tables and letterheads; text without marks or misread by OCR below 0.5;
    text that is almost right ("QUYÉT ĐỊNH", "sô", "Chỉnh phủ") between, lower the more words are wrong. 1.0 where there
    is no word to judge.
    """
    model = load_model()
    ids, judged = _ids(model, text)
    if not judged.any():
        return 1.0
    logs = word_logs(model, ids)
    logs = np.where(ids == UNKNOWN_ID, BAD, logs)[judged]
    return float(np.clip((logs - BAD) / (GOOD - BAD), 0.0, 1.0).mean())


UNKNOWN_ID = 2


def word_logs(model: SyllableModel, ids: Ints) -> Floats:
    """Log P of each word after the two before it."""
    padded = np.concatenate((np.zeros(2, dtype=np.int64), ids))
    logs, places = model.pair(padded[:-1], padded[1:])
    return model.triple(places[:-1], logs[1:], padded[2:])


def _ids(model: SyllableModel, text: str) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Ids of the counted things in *text*, and which of them are words to be judged."""
    known = model.ids
    shouting = text.isupper()
    ids, judged = [], []
    for event in EVENT.findall(text):
        word = known.get(event)
        if word is None:
            word = known.get(modern(event.lower()))
        if word is None:
            # "d6i" is a misread word, "5G" and "57-NQ/TW" are none. An unknown acronym says nothing about the language.
            acronym = event.isupper() and not shouting and len(event) <= 8
            word = 0 if event in STOPS else 1 if _is_number(event) or acronym else UNKNOWN_ID
        ids.append(word)
        judged.append(word > 1)
    return np.array(ids, dtype=np.int64), np.array(judged, dtype=np.bool_)


def _is_number(event: str) -> bool:
    letters = sum(c.isalpha() for c in event)
    return letters < len(event) and (letters == 0 or event[-1].isupper() or letters * 2 <= len(event))
