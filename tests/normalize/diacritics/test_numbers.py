"""What stands about document numbers in damaged lines."""

import pytest

from normalize.diacritics.numbers import cut_numbers, with_number_words


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("Ké hoach 56 283-KH/TU ngay", "Ké hoach số 283-KH/TU ngay"),
        ("S6: 05/KH-UBND", "Số: 05/KH-UBND"),
        ("Nghi dinh $6 66/2021/ND-CP", "Nghi dinh số 66/2021/ND-CP"),
        ("dat 56 xa, 12/15 thon", "dat 56 xa, 12/15 thon"),
        ("nam 58 12/2026", "nam 58 12/2026"),
    ],
)
def test_the_word_before_a_document_number_is_so(line: str, mended: str) -> None:
    """Whatever short thing with an s stands there; before other figures nothing changes."""
    assert " ".join(with_number_words(line.split())) == mended


def test_a_number_cut_in_its_year_is_found() -> None:
    """The digits on both sides make four; other neighbours stay apart."""
    assert cut_numbers(["số", "66/202", "1/NĐ-CP", "ngày"]) == [1]
    assert cut_numbers(["số", "5/20", "24/QĐ-UBND"]) == [1]
    assert cut_numbers(["trước", "10/2025", "12/KH-UBND"]) == []
