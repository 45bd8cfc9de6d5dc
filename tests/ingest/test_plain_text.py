"""Text files read as pages."""

from pathlib import Path

import pytest

from ingest.plain_text import LETTER, LINE, LINES_A_PAGE, MARGIN, decoded, read_text_file
from models.errors import FileMissing, NotAPlanFile


def _write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "plan.txt"
    path.write_bytes(text.encode(encoding))
    return path


def test_words_stand_on_the_grid(tmp_path: Path) -> None:
    """A word's box tells its line and its column, leading spaces included."""
    (page,) = read_text_file(_write(tmp_path, "KẾ HOẠCH\n    1. Rà soát"))
    word = next(w for w in page.words if w.text == "Rà")
    assert word.bbox[0] == MARGIN + 7 * LETTER
    assert word.bbox[1] == MARGIN + LINE
    assert [w.text for w in page.words] == ["KẾ", "HOẠCH", "1.", "Rà", "soát"]


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    """A form feed begins a new page, also an empty one, so that page numbers agree with the document."""
    pages = list(read_text_file(_write(tmp_path, "một\f\fba")))
    assert [[w.text for w in p.words] for p in pages] == [["một"], [], ["ba"]]
    assert [p.number for p in pages] == [1, 2, 3]


def test_a_long_text_is_cut_into_pages(tmp_path: Path) -> None:
    """A text without form feeds goes on to the next page when one is full."""
    pages = list(read_text_file(_write(tmp_path, "dòng\n" * LINES_A_PAGE + "cuối")))
    assert [len(p.words) for p in pages] == [LINES_A_PAGE, 1]


def test_a_paragraph_on_one_line_is_wrapped(tmp_path: Path) -> None:
    """A paragraph without line breaks becomes lines of page width, and loses no word."""
    (page,) = read_text_file(_write(tmp_path, "từ " * 100))
    assert len(page.words) == 100
    assert max(w.bbox[2] for w in page.words) <= page.width - MARGIN
    assert len({w.bbox[1] for w in page.words}) == 4


def test_decomposed_text_comes_out_composed(tmp_path: Path) -> None:
    """NFD text, as some exports write it, is NFC on the page."""
    (page,) = read_text_file(_write(tmp_path, "Ke\u0302\u0301 hoa\u0323ch"))
    assert [w.text for w in page.words] == ["Kế", "hoạch"]


def test_utf_16_is_read(tmp_path: Path) -> None:
    """Notepad's "Unicode" files are read."""
    (page,) = read_text_file(_write(tmp_path, "Kế hoạch", "utf-16"))
    assert [w.text for w in page.words] == ["Kế", "hoạch"]


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    """A file that is no UTF-8 and no UTF-16 is refused with what to do."""
    path = tmp_path / "plan.txt"
    path.write_bytes(b"K\xff ho\x81ch")
    with pytest.raises(NotAPlanFile) as caught:
        list(read_text_file(path))
    assert "UTF-8" in caught.value.advice


def test_single_broken_bytes_lose_no_more_than_their_letters() -> None:
    """A text with a letter cut in two is read; a PDF given as text is called one."""
    text = "Ủy ban nhân dân xã Suối Ngọc ban hành Kế hoạch chuyển đổi số năm 2026 trên địa bàn xã.".encode()
    assert decoded(text + b"\xe1\xbb", "a.txt").startswith("Ủy ban nhân dân xã")
    with pytest.raises(NotAPlanFile, match="is a PDF"):
        decoded(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)), "Standard input")


def test_blank_and_missing_files_are_refused(tmp_path: Path) -> None:
    """A file of spaces is no plan; a path without a file says so."""
    with pytest.raises(NotAPlanFile):
        list(read_text_file(_write(tmp_path, " \n\n")))
    with pytest.raises(FileMissing):
        list(read_text_file(tmp_path / "other.txt"))
