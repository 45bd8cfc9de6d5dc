"""The acceptance plans beside the checkout, scored by their own script. Skipped, and said so, where they are absent."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from ingest.pipeline import read_plan

SHARED = Path(__file__).parents[3] / "shared" / "acceptance"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no acceptance plans beside this checkout")

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
"""What the mean of each figure must reach, by how plans come: digital text, scans, text that lost its marks."""

KINDS: dict[str, Callable[[Path], bool]] = {
    "digital": lambda path: path.suffixes == [".pdf"],
    "scanned": lambda path: path.suffixes in ([".scan", ".pdf"], [".badlayer", ".pdf"]),
    "restored": lambda path: path.suffixes in ([".garbled", ".pdf"], [".txt"]),
}
FIGURES = [(kind, figure) for kind, figures in FLOORS.items() for figure in figures]


def plans_of(kind: str) -> list[Path]:
    return [path for path in sorted((SHARED / "plans").iterdir()) if KINDS[kind](path)]


def read_as_json(path: Path) -> str:
    return read_plan(path).model_dump_json()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """For a kind of plans, the JSON file of all of them as read by us; each kind is read once, two files at a time."""
    folder = tmp_path_factory.mktemp("acceptance")

    def read(kind: str) -> Path:
        output = folder / f"{kind}.jsonl"
        if not output.exists():
            with ProcessPoolExecutor(2, get_context("spawn")) as pool:
                output.write_text("\n".join(pool.map(read_as_json, plans_of(kind))), "utf-8")
        return output

    return read


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def scores(made: Callable[[str], Path]) -> Callable[[str], tuple[dict[str, float], str]]:
    """For a kind of plans, the mean of each figure, and all that the script says."""
    done: dict[str, tuple[dict[str, float], str]] = {}

    def score(kind: str) -> tuple[dict[str, float], str]:
        if kind not in done:
            said = run(SHARED / "score.py", SHARED / "gold", made(kind), "--detail").stdout
            means = said.splitlines()[-1].partition(": ")[2]
            done[kind] = (
                {name: float(value) for name, _, value in (pair.partition("=") for pair in means.split())},
                said,
            )
        return done[kind]

    return score


@pytest.mark.parametrize(("kind", "figure"), FIGURES)
def test_figure_stands(scores: Callable[[str], tuple[dict[str, float], str]], kind: str, figure: str) -> None:
    """The mean of each figure over the plans of a kind is at least what was promised."""
    means, said = scores(kind)
    assert means[figure] >= FLOORS[kind][figure], said


def test_boxes_hold_the_words(made: Callable[[str], Path]) -> None:
    """Text cropped at each task's box contains the task's opening words."""
    lines = made("digital").read_text("utf-8").splitlines()
    listed = made("digital").with_suffix(".json")
    listed.write_text(json.dumps([json.loads(line) for line in lines]), "utf-8")
    result = run(SHARED / "evidence.py", SHARED / "plans", listed, "--min", "0.99")
    assert result.returncode == 0, result.stdout


def test_every_plan_is_of_a_kind() -> None:
    """No acceptance plan is left out by the way its name ends."""
    counted = [path for kind in KINDS for path in plans_of(kind)]
    assert sorted(counted) == sorted((SHARED / "plans").iterdir())
