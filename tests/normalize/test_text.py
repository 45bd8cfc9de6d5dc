"""How printed letters become clean ones."""

import pytest

from normalize.text import flow, nfc


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("Ke\u0302\u0301 hoa\u0323ch", "Kế hoạch"),
        ("nhi\u00ad\u200bệm vụ", "nhiệm vụ"),
        ("Sở\x00 Nội\ud800 vụ\udfff", "Sở Nội vụ"),
        ("dòng\ttrang\n", "dòng\ttrang\n"),
    ],
)
def test_letters_are_composed_and_what_is_no_letter_goes(printed: str, clean: str) -> None:
    """Soft hyphens, zero-width characters, NUL and halves of surrogate pairs; white space stays."""
    assert nfc(printed) == clean
    assert nfc(clean) == clean


@pytest.mark.parametrize(
    ("printed", "running"),
    [
        ("Từ 05/02/2\n026", "Từ 05/02/2026"),
        ("5/20\n26", "5/2026"),
        ("15.6.202\n6", "15.6.2026"),
        ("ngày 05/02/2026\n026 hộ", "ngày 05/02/2026 026 hộ"),
        ("tăng 1,2\n300 hộ", "tăng 1,2 300 hộ"),
    ],
)
def test_a_year_cut_by_a_narrow_column_is_whole_again(printed: str, running: str) -> None:
    """Only behind the sign of a date, and only where four figures come together."""
    assert flow(printed) == running
