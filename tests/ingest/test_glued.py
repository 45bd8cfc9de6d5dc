"""Words read as one that are two."""

import pytest

from ingest.glued import join_months, part_glued
from ingest.letters import InkWord


def read(text: str) -> list[str]:
    return [w.text for w in part_glued([InkWord(text, 0, 0, 60, 20, 0.95, 0)])]


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("Đềán", "Đề án"),
        ("Báocáo;", "Báo cáo;"),
        ("nhândân", "nhân dân"),
        ("XÂYDỰNG", "XÂY DỰNG"),
        ("SởYtế", "Sở Y tế"),
        ("ytế", "y tế"),
        ("SỞYtế", "Sở Y tế"),
        ("Năm2026", "Năm 2026"),
        ("tháng3/2026.", "tháng 3/2026."),
    ],
)
def test_two_words_read_as_one_are_parted(glued: str, parted: str) -> None:
    """Where the whole is no syllable and two that follow each other are in it."""
    assert read(glued) == parted.split()


@pytest.mark.parametrize(
    "text",
    [
        "nghiêng",
        "Nguyễn",
        "quyết",
        "Đắk",
        "vắcxin",
        "ôtô",
        "Êđê",
        "UBND",
        "GDĐT",
        "Ttrường",
        "logistics",
        "KH-UBND",
        "Hrê",
        "khuếch",
    ],
)
def test_one_word_stays_one(text: str) -> None:
    """Syllables, names, foreign words and abbreviations are left alone."""
    assert read(text) == [text]


def test_the_parts_share_the_box() -> None:
    """Each part has its own stretch of the box, and is no surer than the whole."""
    first, second = part_glued([InkWord("Đềán", 100, 0, 180, 20, 0.97, 7)])
    assert (first.left, first.right, second.left, second.right) == (100, 140, 140, 180)
    assert first.line == second.line == 7
    assert max(first.confidence, second.confidence) <= 0.9


def months(*texts: str) -> list[str]:
    words = [InkWord(text, 60 * i, 0, 60 * i + 50, 20, 0.9, 0) for i, text in enumerate(texts)]
    return [w.text for w in join_months(words)]


def test_the_two_figures_of_a_month_are_joined() -> None:
    """ "I 1/2026" behind "Tháng" is November, or the deadline would be ten months early."""
    assert months("Tháng", "I", "1/2026.") == ["Tháng", "11/2026."]
    assert months("tháng", "1", "2") == ["tháng", "12"]
    assert months("Tháng", "I", "năm", "2026") == ["Tháng", "I", "năm", "2026"]
    assert months("Quý", "I", "1/2026") == ["Quý", "I", "1/2026"]
    assert months("tháng", "1", "3/2026") == ["tháng", "1", "3/2026"]
