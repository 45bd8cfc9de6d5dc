"""How printed letters become clean ones."""

import pytest

from normalize.text import nfc


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
