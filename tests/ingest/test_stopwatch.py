"""Where the time of a file goes."""

from pathlib import Path

from ingest.pipeline import read_plan
from ingest.stopwatch import told

SAMPLES = Path(__file__).parents[2] / "samples"


def test_every_page_and_stage_is_marked_in_order() -> None:
    """Pages first, then what is done with all of them."""
    marks: list[str] = []
    read_plan(SAMPLES / "food-safety.pdf", "never", mark=marks.append)
    assert marks == ["page 1", "diacritics", "structure", "meaning"]


def test_a_line_tells_pages_together_the_slowest_and_the_stages() -> None:
    """For people; a file that was not read by stages has an empty line."""
    stages = (("page 1", 0.1), ("page 2", 0.3), ("meaning", 0.05))
    assert told(stages) == "pages 0.40 s (200 ms each, page 2 300 ms), meaning 0.05 s"
    assert told(()) == ""
