"""Only the text back: from a file or from standard input."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.restored_text import restored_text
from models.errors import FileMissing

SAMPLES = Path(__file__).parents[2] / "samples"
STRIPPED = "Uy ban nhan dan xa xay dung ke hoach phat trien du lich cong dong.\n"
RESTORED = "Ủy ban nhân dân xã xây dựng kế hoạch phát triển du lịch cộng đồng.\n"


def test_a_text_file_keeps_its_lines(tmp_path: Path) -> None:
    """Lines and leading spaces stay; only marks are put back."""
    path = tmp_path / "stripped.txt"
    path.write_text(f"  {STRIPPED}\n{STRIPPED}", "utf-8")
    assert restored_text(path) == f"  {RESTORED}\n{RESTORED}"


def test_a_good_pdf_comes_out_as_printed() -> None:
    """Digital text needs no restoring: the printed words come out line by line."""
    text = restored_text(SAMPLES / "school-meals.pdf")
    assert "Bảo đảm chất lượng bữa ăn học đường\n" in text
    assert text.count("\f") == 1


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A file that is not there is an error of ours."""
    with pytest.raises(FileMissing):
        restored_text(tmp_path / "none.txt")


def test_the_command_reads_standard_input() -> None:
    """`kehoach restore -` works in a pipe."""
    command = [sys.executable, "-m", "cli", "restore", "-"]
    result = subprocess.run(command, input=STRIPPED, capture_output=True, text=True, check=True, encoding="utf-8")
    assert result.stdout == RESTORED


def test_the_command_refuses_other_encodings() -> None:
    """Bytes in a pipe that are no UTF-8 are refused in our words; UTF-16 is read."""
    command = [sys.executable, "-m", "cli", "restore", "-"]
    refused = subprocess.run(command, input="hành chính".encode("latin-1"), capture_output=True, check=False)
    assert refused.returncode != 0
    assert b"UTF-8" in refused.stderr
    assert refused.stdout == b""
    read = subprocess.run(command, input=STRIPPED.encode("utf-16"), capture_output=True, check=True)
    assert read.stdout.decode() == RESTORED
