"""What one document may take."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.limits import Limits, check_pixels, check_size, limits_from
from models.errors import LimitExceeded, UsageError


def test_an_option_comes_before_the_environment_before_the_default() -> None:
    """Each limit by itself."""
    limits = limits_from({"KEHOACH_MAX_SECONDS": "60", "KEHOACH_MAX_PAGES": "10"}, pages=20, letters=None)
    assert limits == Limits(seconds=60, pages=20)


@pytest.mark.parametrize("text", ["0", "-1", "viel", "1.5", "", "\u0663"])
def test_a_limit_is_a_whole_number_above_nothing(text: str) -> None:
    """Anything else is wrong usage, and the message names the setting."""
    with pytest.raises(UsageError, match=r"^KEHOACH_MAX_SECONDS is"):
        limits_from({"KEHOACH_MAX_SECONDS": text})


def test_a_limit_given_as_an_option_is_called_by_it() -> None:
    """Who typed `--max-memory-mb 0` did not set a variable."""
    with pytest.raises(UsageError, match=r"^--max-memory-mb "):
        limits_from({}, memory_mb=0)


def test_a_pdf_of_too_many_pages_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """One page more than allowed is too many, as many as allowed are not."""
    file = tmp_path / "long.pdf"
    canvas = Canvas(str(file))
    for _ in range(3):
        canvas.showPage()
    canvas.save()
    check_size(file, Limits(pages=3))
    with pytest.raises(LimitExceeded, match="more than 2 pages") as caught:
        check_size(file, Limits(pages=2))
    assert "--max-pages" in caught.value.advice


def test_a_text_of_too_many_letters_is_refused(tmp_path: Path) -> None:
    """By the size of its file, without reading it."""
    file = tmp_path / "long.txt"
    file.write_text("a" * 41)
    check_size(file, Limits(letters=11))
    with pytest.raises(LimitExceeded, match="more than 10 letters"):
        check_size(file, Limits(letters=10))


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as the environment says, else 120 million."""
    monkeypatch.delenv("KEHOACH_MAX_MEGAPIXELS", raising=False)
    check_pixels(12_000, 10_000, "Page 1")
    with pytest.raises(LimitExceeded, match="Page 1 holds a picture of 121 million pixels") as caught:
        check_pixels(12_100, 10_000, "Page 1")
    assert "--max-megapixels" in caught.value.advice
    monkeypatch.setenv("KEHOACH_MAX_MEGAPIXELS", "121")
    check_pixels(12_100, 10_000, "Page 1")


def test_a_damaged_file_passes_for_the_reader_to_report(tmp_path: Path) -> None:
    """What cannot be counted is not too large."""
    file = tmp_path / "bad.pdf"
    file.write_bytes(b"%PDF-1.7 and nothing")
    check_size(file, Limits())
