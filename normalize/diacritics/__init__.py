"""Diacritics lost or damaged in the text itself are put back: `Trién khai phat trién` becomes `Triển khai phát triển`.

`syllables` knows how a syllable is spelt, `tokens` what is counted, `model` how likely one syllable follows two others,
`channel` how syllables come out misread, `search` finds the best reading, `gate` tells text that needs none of it,
`restore` and `pages` apply it.
"""

from normalize.diacritics.gate import language_score
from normalize.diacritics.pages import restore_pages
from normalize.diacritics.restore import restore_text

__all__ = ["language_score", "restore_pages", "restore_text"]
