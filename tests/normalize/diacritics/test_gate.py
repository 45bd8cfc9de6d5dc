"""The measure of how much a text reads like correct Vietnamese."""

import pytest

from normalize.diacritics import language_score
from normalize.diacritics.syllables import strip_marks

CLEAN = (
    "Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ban, ngành và Ủy ban nhân dân các xã, phường triển khai "
    "thực hiện Kế hoạch này; định kỳ 6 tháng báo cáo kết quả về Ủy ban nhân dân tỉnh Lạc Hà để tổng hợp, theo dõi."
)


def test_clean_text_scores_high() -> None:
    """Correct administrative Vietnamese scores above 0.93, whatever its case."""
    assert language_score(CLEAN) > 0.93
    assert language_score(CLEAN.upper()) > 0.93


def test_text_without_marks_scores_low() -> None:
    """The same text without its marks scores below one half."""
    assert language_score(strip_marks(CLEAN)) < 0.5


@pytest.mark.parametrize(("right", "wrong"), [("QUYẾT ĐỊNH", "QUYÉT ĐỊNH"), ("số", "sô"), ("Chính phủ", "Chỉnh phủ")])
def test_almost_right_words_lower_the_score(right: str, wrong: str) -> None:
    """One wrong mark is seen, although every letter has some mark."""
    assert language_score(wrong) < language_score(right) - 0.1


@pytest.mark.parametrize("text", ["", "12 34", "........ / ........", "57-NQ/TW"])
def test_nothing_to_judge_is_not_held_against_a_page(text: str) -> None:
    """Blanks, leader dots, numbers and codes say nothing about the language."""
    assert language_score(text) == 1.0


@pytest.mark.parametrize("text", ["(cid:12)(cid:44)(cid:3)(cid:4)", "ðất ñai và ñầu tư", "Bé Khoa häc vµ C«ng nghÖ"])
def test_wrong_encodings_score_low(text: str) -> None:
    """Glyph codes, ð for đ and old font bytes do not pass for Vietnamese."""
    assert language_score(text) < 0.6
