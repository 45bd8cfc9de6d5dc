"""Diacritics lost or damaged in the text itself are put back: `Trién khai phat trién` becomes `Triển khai phát triển`.

`gate` tells text that needs none of it, `restore` and `pages` do the rest, `mending` helps OCR where it was unsure.
Under them: `syllables` (how one is spelt), `tokens` (what is counted), `model` (which syllable follows two others),
`letters`, `shapes`, `channel` (how syllables come out misread), `holes` (letters that left a sign), `thinned` (a few
marks lost), `words`, `acronyms`, `breaks`, `columns` (what stands where), `search` and `reading` (the best reading of
all of it).
"""

from normalize.diacritics.gate import language_score
from normalize.diacritics.mending import mend_pages
from normalize.diacritics.pages import restore_pages
from normalize.diacritics.restore import restore_text

__all__ = ["language_score", "mend_pages", "restore_pages", "restore_text"]
