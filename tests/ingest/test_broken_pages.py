"""A file with one broken page: the others are in, and a finding says which page it was."""

import re
from pathlib import Path

import pytest
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from ingest.pages import read_file
from ingest.pipeline import read_plan
from models.errors import NotAPlanFile
from models.finding import Finding


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Three pages of numbered lines, each page's drawing packed."""
    monkeypatch.setattr(rl_config, "useA85", 0)
    canvas = Canvas(str(tmp_path / "whole.pdf"), pageCompression=1, invariant=1)
    for page in range(3):
        for line in range(40):
            canvas.drawString(
                60, 790 - 18 * line, f"{40 * page + line + 1}. Ra soat quy trinh tiep nhan so {page} {line}"
            )
        canvas.showPage()
    canvas.save()
    return (tmp_path / "whole.pdf").read_bytes()


def streams(content: bytes) -> list[tuple[int, int]]:
    """Where each packed stream begins and ends."""
    return [match.span(1) for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)]


def write(tmp_path: Path, content: bytes) -> Path:
    """A file of these bytes."""
    (tmp_path / "plan.pdf").write_bytes(content)
    return tmp_path / "plan.pdf"


def lines_by_page(path: Path) -> list[int]:
    """How many of the numbered lines came from each page."""
    return [sum(word.text == "Ra" for word in page.words) for page in read_file(path, "never")]


def doubts(path: Path) -> list[Finding]:
    """The findings about damage."""
    return [finding for finding in read_plan(path, "never").findings if finding.code == "damaged-page"]


def broken_in_the_middle(content: bytes) -> bytes:
    """The second page's drawing, wrong from its middle on."""
    start, end = streams(content)[1]
    middle = (start + end) // 2
    return content[:middle] + b"~" * (end - middle - 2) + content[end - 2 :]


def test_a_page_that_breaks_in_its_middle_keeps_its_beginning(whole: bytes, tmp_path: Path) -> None:
    """What could be unpacked is read, the finding names the page and says that words may be missing."""
    path = write(tmp_path, broken_in_the_middle(whole))
    first, second, third = lines_by_page(path)
    assert (first, third) == (40, 40)
    assert 0 < second < 40
    (doubt,) = doubts(path)
    assert (doubt.page, doubt.severity) == (2, "warning")


def test_a_page_that_is_lost_leaves_the_others_in(whole: bytes, tmp_path: Path) -> None:
    """Nothing of its drawing unpacks: the finding is an error, and no plain "page without text" hides it."""
    start, end = streams(whole)[1]
    path = write(tmp_path, whole[:start] + b"~" * (end - start - 2) + whole[end - 2 :])
    assert lines_by_page(path) == [40, 0, 40]
    (doubt,) = doubts(path)
    assert (doubt.page, doubt.severity) == (2, "error")
    assert "page-without-text" not in {finding.code for finding in read_plan(path, "never").findings}


def test_a_page_that_upsets_the_library_leaves_the_others_in(whole: bytes, tmp_path: Path) -> None:
    """Its drawing is packed in a way that nobody knows."""
    path = write(tmp_path, whole.replace(b"/FlateDecode", b"/FlatDecoder", 1))
    assert lines_by_page(path) == [0, 40, 40]
    assert [doubt.severity for doubt in doubts(path)] == ["error"]


def test_a_file_of_nothing_but_broken_pages_is_an_error(whole: bytes, tmp_path: Path) -> None:
    """No page came: the file failed, which is told of the file."""
    path = write(tmp_path, whole.replace(b"/FlateDecode", b"/FlatDecoder"))
    with pytest.raises(NotAPlanFile, match="damaged"):
        lines_by_page(path)


def test_sound_pages_are_not_doubted(whole: bytes, tmp_path: Path) -> None:
    """No finding without damage."""
    assert doubts(write(tmp_path, whole)) == []
