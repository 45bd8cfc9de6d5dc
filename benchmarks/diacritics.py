"""Restoring diacritics beside pyvi: accuracy and speed, on held-out text of our own and on the acceptance plans.

    python -m benchmarks.diacritics ../shared [--pages 4]

Prints one line a text: share of syllables right and character errors, as they came, by pyvi, by us, and our syllables a
second. The metric is written down in `docs/accuracy-diacritics.md`. Pages of held-out corpus lines are set as pictures
and read by an English Tesseract, so a run takes some minutes; `--pages 0` leaves them out.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from ingest.pdf import read_pages
from models.page import Page
from normalize.diacritics import restore_text
from normalize.diacritics.columns import reading_rows
from normalize.diacritics.syllables import modern, strip_marks
from normalize.text import nfc

_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Score:
    """How much of a text is right."""

    syllables: int
    right: float
    """Share of the letters-only tokens of the right text that stand right and in place, in per cent."""
    errors: float
    """Character error rate in per cent."""


def score(right: str, made: str) -> Score:
    """Compare *made* with the *right* text: NFC, lower case, modern tone placement, white space squeezed."""
    wanted, got = _tokens(right), _tokens(made)
    total = good = 0
    for step in Levenshtein.opcodes([_bare(t) for t in wanted], [_bare(t) for t in got]):
        for token in wanted[step.src_start : step.src_end]:
            if _bare(token).isalpha():
                total += 1
                good += step.tag == "equal"
    ours, theirs = " ".join(wanted), " ".join(got)
    return Score(total, 100 * good / max(1, total), 100 * Levenshtein.distance(ours, theirs) / max(1, len(ours)))


def _tokens(text: str) -> list[str]:
    return [token for token in (modern(t.lower()) for t in nfc(text).split()) if _bare(token)]


def _bare(token: str) -> str:
    return _EDGES.sub("", token)


@dataclass(frozen=True, slots=True)
class Case:
    """A text to restore and what it should be."""

    name: str
    damaged: str
    right: str


def acceptance_cases(shared: Path) -> Iterator[Case]:
    """Misread plans whose right text is there, and digital plans with their marks stripped."""
    plans, gold = shared / "acceptance" / "plans", shared / "acceptance" / "gold"
    for right in sorted(gold.glob("*.restored.txt")):
        name = right.name.removesuffix(".restored.txt")
        for misread in sorted((*plans.glob(f"{name}.txt"), *plans.glob(f"{name}.garbled.pdf"))):
            damaged = misread.read_text("utf-8") if misread.suffix == ".txt" else text_of(misread)
            yield Case(f"misread {misread.suffix[1:]} {name}", damaged, right.read_text("utf-8"))
    for path in sorted(p for p in plans.iterdir() if p.suffixes == [".pdf"]):
        text = text_of(path)
        yield Case(f"stripped plan, {path.stem}", strip_marks(text), text)


def text_of(path: Path) -> str:
    return "\f".join(page_text(page) for page in read_pages(path))


def page_text(page: Page) -> str:
    """The words of *page*, a row a line, a blank line before each column or cell."""
    rows = reading_rows(page)
    return "\n".join(("\n" if opens else "") + " ".join(word.text for word in words) for words, opens in rows)


def misread_cases(corpus: Path, pages: int) -> Iterator[Case]:
    """Held-out lines of the corpus as an English reader reads them, *pages* at each resolution."""
    from scripts.build_syllable_model import SOURCES, held_out_lines
    from scripts.misread_pages import RESOLUTIONS, misread_pages

    lines = [line for source in SOURCES for line in held_out_lines(corpus, source)[:1500] if 40 < len(line) < 500]
    read = list(misread_pages(lines, pages, seed=7)) if pages else []
    for dpi in RESOLUTIONS if pages else ():
        own = [page for page in read if page.dpi == dpi]
        yield Case(f"misread pages, {dpi} dpi", "\f".join(p.read for p in own), "\f".join(p.printed for p in own))


def pyvi_restorer() -> Callable[[str], str] | None:
    """pyvi's `add_accents`, line by line as it wants it, on text without marks; None where it is not installed."""
    try:
        from pyvi import ViUtils
    except ImportError:
        return None

    def restore_line(line: str) -> str:
        try:
            return str(ViUtils.add_accents(strip_marks(line))) if line.strip() else line
        except KeyError:  # it fails on letters it does not know
            return line

    return lambda text: "\n".join(map(restore_line, text.split("\n")))


def first_answer_seconds() -> float:
    """From starting Python to the first restored line."""
    code = (
        "from normalize.diacritics import restore_text; restore_text('Uy ban nhan dan tinh xay dung ke hoach so hoa')"
    )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--pages", type=int, default=4, help="pages at each resolution")
    given = parser.parse_args()
    pyvi = pyvi_restorer()
    print(f"first answer after {first_answer_seconds():.2f} s")
    restore_text("Trién khai phat trién khoa hoc, cong nghé, d6i méi sang tao")
    print(f"{'':32}{'syllables':>10}{'as it is':>14}{'pyvi':>14}{'restored':>14}{'a second':>10}{'pyvi':>8}")
    for case in (*acceptance_cases(given.shared), *misread_cases(given.shared / "corpus", given.pages)):
        report(case, pyvi)


def report(case: Case, pyvi: Callable[[str], str] | None) -> None:
    """Print one line of the table."""
    ours = score(case.right, restore_text(case.damaged))
    speed = ours.syllables / timed(restore_text, case.damaged)
    theirs, their_speed = None, 0.0
    if pyvi is not None:
        theirs = score(case.right, pyvi(case.damaged))
        their_speed = theirs.syllables / timed(pyvi, case.damaged)
    columns = "".join(f"{_figures(s):>14}" for s in (score(case.right, case.damaged), theirs, ours))
    print(f"{case.name:32}{ours.syllables:>10,}{columns}{speed:>10,.0f}{their_speed:>8,.0f}", flush=True)


def timed(restore: Callable[[str], str], text: str) -> float:
    """CPU seconds of one restoring, warm."""
    start = time.process_time()
    restore(text)
    return time.process_time() - start


def _figures(result: Score | None) -> str:
    return "-" if result is None else f"{result.right:.2f} / {result.errors:.2f}"


if __name__ == "__main__":
    main()
