"""Counts what a foreign Tesseract makes of each Vietnamese letter and writes `normalize/data/syllables_misread.tsv`.

Run from the root of the project, with the corpus folder beside it; takes some minutes, most of them Tesseract's, which
needs its English and its French data:

    python -m scripts.learn_confusions ../shared/corpus

Pages are set from lines the syllable model is counted on; the held-out lines stay unseen, for tests.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from normalize.diacritics.channel import (
    CONFUSIONS_FILE,
    Channel,
    Seen,
    Sighting,
    align,
    empty_channel,
    seen_as,
    sightings_of,
)
from normalize.diacritics.model import load_model
from normalize.diacritics.syllables import modern, strip_marks, take_apart
from normalize.diacritics.words import cores
from scripts.build_syllable_model import SOURCES, corpus_lines, held_out_lines
from scripts.misread_pages import MisreadPage, misread_pages

SET_FROM = (
    "nq57_action_plans_md",
    "misc_admin_pdf_text",
    "admin_docs_wordrecommend",
    "congbao_phapluat8chude",
    "vbpl_html",
)
LINES_OF_EACH = 1200
PAGES_PER_DPI = 48
RESOLUTIONS = (110, 150, 200, 300)
READERS = ("eng", "eng", "eng", "fra")
ROUNDS = 4
LEAST_COUNT = 2
"""A sighting counted less often says more about one page than about readers."""


def lines_to_set(folder: Path) -> list[str]:
    """Lines to print: some of each source, none of the held-out ones."""
    kept_away = {line for source in SOURCES for line in held_out_lines(folder, source)}
    lines: list[str] = []
    for source in SOURCES:
        if source.name in SET_FROM:
            own = [x for x in corpus_lines(folder, source) if 20 < len(x) < 500 and x not in kept_away]
            random.Random(1).shuffle(own)
            lines += own[:LINES_OF_EACH]
    return lines


def paired_tokens(page: MisreadPage) -> Iterator[tuple[str, str]]:
    """Printed syllables of *page* beside the tokens read for them, where one stands for one."""
    printed, read = list(cores(page.printed)), list(cores(page.read))
    plain_printed = [strip_marks(t.lower()) for t in printed]
    plain_read = [strip_marks(t.lower()) for t in read]
    for step in Levenshtein.opcodes(plain_printed, plain_read):
        ours, theirs = printed[step.src_start : step.src_end], read[step.dest_start : step.dest_end]
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)


def as_read(printed: str, read: str) -> Seen | None:
    """What was *read* for a *printed* word, as the restorer would see it; None where their cases do not agree."""
    shouting = printed.isupper() and len(printed) > 1
    seen = seen_as(read, shouting)
    return seen if seen.kind == seen_as(printed, shouting).kind else None


def count_sightings(channel: Channel, pairs: Mapping[tuple[str, Seen], int]) -> Counter[Sighting]:
    """What every letter was seen as, under the alignments *channel* finds best."""
    ids = load_model().ids
    seen = channel.look([token for _, token in pairs])
    words = np.array([ids[syllable] for syllable, _ in pairs], dtype=np.int64)
    aligned = align(seen, np.arange(len(pairs)), words)
    sightings: Counter[Sighting] = Counter()
    for i, ((syllable, token), count) in enumerate(pairs.items()):
        for sighting in sightings_of(syllable, token, aligned.steps[i]):
            sightings[sighting] += count
    return sightings


def learn(pages: Iterable[MisreadPage]) -> Counter[Sighting]:
    """Sightings of all letters on *pages*, aligned anew in each round with what the last one taught."""
    known = load_model().ids
    pairs: Counter[tuple[str, Seen]] = Counter()
    for page in pages:
        for printed, read in paired_tokens(page):
            syllable = modern(printed.lower())
            seen = as_read(printed, read)
            if seen and syllable in known and take_apart(syllable) and len(read) <= len(syllable) + 3:
                pairs[syllable, seen] += 1
    sightings: Counter[Sighting] = Counter()
    for _ in range(ROUNDS):
        sightings = count_sightings(empty_channel().taught(sightings), pairs)
    return sightings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--output", type=Path, default=CONFUSIONS_FILE)
    given = parser.parse_args()
    pages = misread_pages(lines_to_set(given.corpus), PAGES_PER_DPI, 11, RESOLUTIONS, READERS)
    write(learn(pages), given.output)


def write(sightings: Counter[Sighting], output: Path) -> None:
    """One line a sighting: kind of token, letter, what it was seen as, how often."""
    lines = ["# kind of token\tletter\tseen as\thow often; counted by scripts/learn_confusions.py"]
    lines += ["\t".join((*key, str(n))) for key, n in sorted(sightings.items()) if n >= LEAST_COUNT]
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
