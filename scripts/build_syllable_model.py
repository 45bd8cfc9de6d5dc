"""Counts syllables in accented Vietnamese text and packs what they say into `normalize/data/syllables.npz`.

Run from the root of the project, with the corpus folder beside it (one `*.txt.xz` a source, a paragraph a line):

    python -m scripts.build_syllable_model ../shared/corpus

Only statistics leave the corpus: how often three syllables follow each other, never a sentence. The same input gives
the same file.
"""

import argparse
import array
import lzma
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np
import numpy.typing as npt

from normalize.diacritics.model import PROB_STEP, pack_model
from normalize.diacritics.syllables import modern, strip_marks, take_apart
from normalize.diacritics.tokens import EVENT, SPECIAL, STOPS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Source:
    """One corpus file, how much a count from it weighs, and which of its lines are never counted, to test on."""

    name: str
    weight: float
    held_out: int = 0
    """Of every this many blocks of `BLOCK` lines the last is held out; 0 counts all."""


OWN_LINES = Path(__file__).with_name("stock_lines.txt")
PERSON_NAMES = Path(__file__).parents[1] / "normalize" / "data" / "person_names.toml"
PLACES = Path(__file__).parents[1] / "normalize" / "data" / "places.tsv"
OWN_WEIGHTS = {"stock lines": 12.0, "places": 3.0, "people": 2.0}
"""Weights of what is not running text: what plans print in the same words everywhere, and names."""

BLOCK = 25
SOURCES = (
    # Nearest to plans first: a paragraph that stands in several files is counted once, where it is met first.
    Source("nq57_action_plans_md", 12.0, 4),
    Source("misc_admin_pdf_text", 4.0, 5),
    Source("admin_docs_wordrecommend", 3.0, 5),
    Source("vn_legal_db_codes", 1.0),
    Source("congbao_phapluat8chude", 3.0, 60),
    Source("vbpl_html", 3.0, 60),
    Source("phapdien_diepxuan_md", 1.0),
    Source("viwiki_7.8k", 0.3),
)

LEAST_SYLLABLE = 4.0
"""A well-formed syllable counted less than this is a misprint."""
LEAST_WORD = 60.0
"""The same for anything that is no Vietnamese syllable: "internet", "logistics", "ubnd", "đắk"."""
DISCOUNT = 0.7
"""Absolute discount of Kneser-Ney smoothing."""
KEEP_PAIR = 1.5
KEEP_TRIPLE = 3.0
"""A pair or triple is kept where (its count) x (what it says beyond the shorter context, in nats) is more than this."""


def held_out_lines(folder: Path, source: Source) -> list[str]:
    """Lines of *source* that are never counted, for tests of accuracy."""
    if not source.held_out:
        return []
    every = source.held_out
    return [
        line
        for i, line in enumerate(corpus_lines(folder, source))
        if (i // BLOCK) % every == every - 1 and line.strip()
    ]


def corpus_lines(folder: Path, source: Source) -> Iterator[str]:
    with lzma.open(folder / f"{source.name}.txt.xz", "rt", encoding="utf-8") as file:
        for line in file:
            yield unicodedata.normalize("NFC", line.rstrip("\n"))


def read_ids(folder: Path, sources: Iterable[Source]) -> tuple[dict[str, int], list[Ints]]:
    """Every source as one row of raw ids (0 a stop, 1 a number), and the raw words those ids stand for."""
    raw_ids: dict[str, int] = {"<s>": 0, "<num>": 1}
    seen = {hash(line) for source in sources for line in held_out_lines(folder, source)}
    rows = []
    for source in sources:
        row = array.array("q")
        for line in corpus_lines(folder, source):
            if hash(line) not in seen:
                seen.add(hash(line))
                _append_line(row, line, raw_ids)
        rows.append(np.frombuffer(row, dtype=np.int64))
        print(f"{source.name}: {len(row):,} tokens", flush=True)
    return raw_ids, rows


def own_lines() -> dict[str, list[str]]:
    """The lines that `OWN_WEIGHTS` weighs, by kind."""
    stock = [line for line in OWN_LINES.read_text("utf-8").splitlines() if line[:1] != "#"]
    rows = [line.split("\t") for line in PLACES.read_text("utf-8").splitlines() if line[:1] != "#"]
    places = [f"{kind} {name}{f', tỉnh {province}' if province else ''}" for kind, name, province in rows]
    names = tomllib.loads(PERSON_NAMES.read_text("utf-8"))
    pairs = [(middle, given) for middle in names["middle"] for given in names["given"]]
    # Family names in turn: only they begin a line.
    people = [" ".join(name) for name in zip(cycle(names["family"]), *zip(*pairs, strict=True), strict=False)]
    return {"stock lines": stock, "places": places, "people": people}


def _append_line(row: "array.array[int]", line: str, raw_ids: dict[str, int]) -> None:
    row.append(0)
    last = 0
    for event in EVENT.findall(line):
        raw_id = raw_ids.get(event)
        if raw_id is None:
            raw_id = 0 if event in STOPS else 1 if any(c.isdigit() for c in event) else len(raw_ids)
            raw_ids[event] = raw_id
        if raw_id or last:
            row.append(raw_id)
        last = raw_id


def count_acronyms(folder: Path, sources: Iterable[Source]) -> Counter[str]:
    """How often each acronym stands alone ("UBND") or as a part of a document's number ("HĐND" in "12/NQ-HĐND")."""
    found: Counter[str] = Counter()
    for source in sources:
        for line in corpus_lines(folder, source):
            for token in line.split():
                if not _HAS_CAPITALS.search(token):
                    continue
                parts = _ACRONYM.findall(token)
                if _IS_CODE.search(token) or (len(parts) == 1 and not line.isupper()):
                    found.update(part for part in parts if take_apart(modern(part.lower())) is None or part != token)
    return found


_HAS_CAPITALS = re.compile(r"[A-ZĐ].?[A-ZĐ]")
_IS_CODE = re.compile(r"\d[-/][A-ZĐ]")
_ACRONYM = re.compile(r"(?<![^\W_])[A-ZĐƯ][A-Za-zĐƯ]{0,8}[A-ZĐƯ][a-z]{0,2}(?![^\W_])")
LEAST_ACRONYM = 4


def choose_vocabulary(
    raw_ids: dict[str, int], rows: list[Ints], weights: list[float], without: Container[str] = ()
) -> tuple[list[str], Ints]:
    """Words worth knowing, most frequent first, and for each raw id its id in that list."""
    size = max(raw_ids.values()) + 1
    counts = sum(w * np.bincount(row, minlength=size) for row, w in zip(rows, weights, strict=True))
    assert not isinstance(counts, int)
    by_word: dict[str, float] = {}
    for raw, raw_id in raw_ids.items():
        if raw_id > 1:
            word = modern(raw.lower())
            by_word[word] = by_word.get(word, 0.0) + float(counts[raw_id])
    known = [
        w for w, c in by_word.items() if c >= (LEAST_SYLLABLE if take_apart(w) else LEAST_WORD) and w not in without
    ]
    known.sort(key=lambda w: (-by_word[w], w))
    words = [*SPECIAL, *known]
    ids = {word: i for i, word in enumerate(words)}
    mapping = np.full(size, 2, dtype=np.int64)
    mapping[0], mapping[1] = 0, 1
    for raw, raw_id in raw_ids.items():
        if raw_id > 1:
            mapping[raw_id] = ids.get(modern(raw.lower()), 2)
    return words, mapping


def count_words(rows: list[Ints], weights: list[float], mapping: Ints) -> Floats:
    """Weighted count of each id."""
    total = np.zeros(int(mapping.max()) + 1)
    for row, weight in zip(rows, weights, strict=True):
        total += weight * np.bincount(mapping[row], minlength=len(total))
    return total


def count_ngrams(rows: list[Ints], weights: list[float], mapping: Ints, base: int, order: int) -> tuple[Ints, Floats]:
    """Sorted keys of all runs of *order* ids (in base *base*) and their weighted counts."""
    keys, counts = [], []
    for row, weight in zip(rows, weights, strict=True):
        ids = mapping[row]
        key = np.zeros(len(ids) - order + 1, dtype=np.int64)
        for offset in range(order):
            key = key * base + ids[offset : len(ids) - order + 1 + offset]
        unique, count = np.unique(key, return_counts=True)
        keys.append(unique)
        counts.append(count * weight)
    return _sum_by_key(np.concatenate(keys), np.concatenate(counts))


def _sum_by_key(keys: Ints, values: Floats) -> tuple[Ints, Floats]:
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[starts], np.add.reduceat(values, starts)


RARE = 3000.0
"""A syllable counted more often is never a misprint of another."""
FREQUENT = 100.0
"""Times as often another syllable of the same letters must stand beside the same neighbour..."""
EXPLAINED = 0.8
"""...in this share of the places where the first one stands, for it to be a misprint."""


def misprints(words: list[str], one: Floats, two: tuple[Ints, Floats]) -> set[str]:
    """Words that are other words misprinted: "đự" stands before "án", where "dự" stands far more often."""
    keys, counts = two
    base = len(words)
    alike: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        alike.setdefault(strip_marks(word), []).append(i)
    left, right = keys // base, keys % base
    by_right = np.argsort(right, kind="stable")
    found: set[str] = set()
    for i in np.flatnonzero(one < RARE).tolist():
        if i < len(SPECIAL):
            continue
        after = slice(*np.searchsorted(left, [i, i + 1]))
        before = by_right[slice(*np.searchsorted(right[by_right], [i, i + 1]))]
        own = np.concatenate((counts[after], counts[before]))
        for other in alike[strip_marks(words[i])]:
            if one[other] > FREQUENT * one[i]:
                theirs = np.concatenate((other * base + right[after], left[before] * base + other))
                place = np.minimum(np.searchsorted(keys, theirs), len(keys) - 1)
                there = np.where(keys[place] == theirs, counts[place], 0.0)
                if own[there > FREQUENT * own].sum() > EXPLAINED * own.sum():
                    found.add(words[i])
    return found


@dataclass(frozen=True, slots=True)
class Level:
    """N-grams of one order that are kept: key, log probability, and log weight of backing off from it as a context."""

    keys: Ints
    logp: Floats


def estimate(
    base: int, one: Floats, two: tuple[Ints, Floats], three: tuple[Ints, Floats]
) -> tuple[Floats, Level, Level, Floats, Floats]:
    """Kneser-Ney smoothed, pruned model: unigram logs, pairs, triples, and the back-off logs of words and of pairs."""
    p1 = one / one.sum()
    k2, c2 = two
    k3, c3 = three
    # Kneser-Ney: below the top, count in how many contexts a word was seen, not how often; mixed half and half with
    # plain counts, because the lower order also stands alone at the start of a search.
    kn_keys, kn = _sum_by_key(k3 % (base * base), np.minimum(c3, 1.0))
    c2 = c2.copy()
    place = np.searchsorted(k2, kn_keys)
    kn_full = np.zeros_like(c2)
    kn_full[place] = kn
    p2 = _interpolate(k2, np.where(kn_full > 0, kn_full, np.minimum(c2, 1.0)), p1[k2 % base], base)
    keep2 = c2 * (np.log(p2) - np.log(p1[k2 % base])) > KEEP_PAIR
    p3 = _interpolate(k3, c3, p2[np.searchsorted(k2, k3 % (base * base))], base)
    shorter = np.log(p2[np.searchsorted(k2, k3 % (base * base))])
    keep3 = c3 * (np.log(p3) - shorter) > KEEP_TRIPLE
    keep2 |= np.isin(k2, k3[keep3] // base) | np.isin(k2, k3[keep3] % (base * base))
    back1 = _back_off(k2[keep2], p2[keep2], p1[k2[keep2] % base], np.arange(base), base)
    kept2 = k2[keep2]
    lower = p2[np.searchsorted(k2, k3[keep3] % (base * base))]
    back2 = _back_off(k3[keep3], p3[keep3], lower, kept2, base)
    return np.log(p1), Level(kept2, np.log(p2[keep2])), Level(k3[keep3], np.log(p3[keep3])), back1, back2


def _interpolate(keys: Ints, counts: Floats, lower: Floats, base: int) -> Floats:
    """Probability of each n-gram's last word after the words before it."""
    context = keys // base
    starts = np.flatnonzero(np.concatenate(([True], context[1:] != context[:-1])))
    lengths = np.diff(np.append(starts, len(keys)))
    used = np.minimum(counts, DISCOUNT)
    total = np.repeat(np.add.reduceat(counts, starts), lengths)
    freed = np.repeat(np.add.reduceat(used, starts), lengths)
    result: Floats = (counts - used + freed * lower) / total
    return result


def _back_off(keys: Ints, probability: Floats, lower: Floats, contexts: Ints, base: int) -> Floats:
    """Log of what is left for words not kept after each of *contexts*, over what the shorter context gives them."""
    place = np.searchsorted(contexts, keys // base)
    left = 1.0 - np.bincount(place, weights=probability, minlength=len(contexts))
    share = 1.0 - np.bincount(place, weights=lower, minlength=len(contexts))
    result: Floats = np.log(np.clip(left, 1e-4, 1.0)) - np.log(np.clip(share, 1e-4, 1.0))
    return np.minimum(result, 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--output", type=Path, default=Path("normalize/data/syllables.npz"))
    given = parser.parse_args()
    write_acronyms(count_acronyms(given.corpus, SOURCES[:-1]), given.output.with_name("syllables_acronyms.tsv"))
    raw_ids, rows = read_ids(given.corpus, SOURCES)
    for lines in own_lines().values():
        row = array.array("q")
        for line in lines:
            _append_line(row, line, raw_ids)
        rows.append(np.frombuffer(row, dtype=np.int64))
    weights = [*(source.weight for source in SOURCES), *OWN_WEIGHTS.values()]
    build(raw_ids, rows, weights, given.output)


def write_acronyms(counts: Counter[str], output: Path) -> None:
    """One line an acronym, the most frequent first."""
    # "TRANH" and "CAP" are words somebody printed without marks.
    kept = sorted(
        (-n, acronym)
        for acronym, n in counts.items()
        if n >= LEAST_ACRONYM and not (acronym.isupper() and len(acronym) > 3 and take_apart(acronym.lower()))
    )
    lines = ["# acronym\tcount; counted by scripts/build_syllable_model.py", *(f"{a}\t{-n}" for n, a in kept)]
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(raw_ids: dict[str, int], rows: list[Ints], weights: list[float], output: Path) -> None:
    """Count, smooth, prune and pack."""
    words, mapping = choose_vocabulary(raw_ids, rows, weights)
    wrong = misprints(words, count_words(rows, weights, mapping), count_ngrams(rows, weights, mapping, len(words), 2))
    print(f"{len(wrong):,} misprints left out: {' '.join(sorted(wrong)[:40])} ...")
    words, mapping = choose_vocabulary(raw_ids, rows, weights, without=wrong)
    base = len(words)
    one = count_words(rows, weights, mapping)
    two = count_ngrams(rows, weights, mapping, base, 2)
    three = count_ngrams(rows, weights, mapping, base, 3)
    print(f"{base:,} words, {len(two[0]):,} pairs, {len(three[0]):,} triples counted", flush=True)
    logp1, pairs, triples, back1, back2 = estimate(base, np.maximum(one, 1e-3), two, three)
    print(f"{len(pairs.keys):,} pairs, {len(triples.keys):,} triples kept, in steps of {PROB_STEP} nat", flush=True)
    pack_model(
        output,
        words=words,
        one=logp1,
        back_one=back1,
        pair_keys=pairs.keys,
        pair_logs=pairs.logp,
        back_pair=back2,
        triple_keys=triples.keys,
        triple_logs=triples.logp,
    )
    print(f"{output}: {output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
