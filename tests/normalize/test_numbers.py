"""Numbers as Vietnamese plans write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.numbers import read_number, read_number_words


@pytest.mark.parametrize(
    ("text", "value"),
    [("95,5", 95.5), ("1.000", 1000.0), ("1.250.000", 1250000.0), ("1.250,5", 1250.5), ("01", 1.0), ("99.5", 99.5)],
)
def test_figures_are_read_the_vietnamese_way(text: str, value: float) -> None:
    """A full stop parts thousands, a comma decimals."""
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "12,", "²", "١٢"])
def test_what_is_no_number_is_none(text: str) -> None:
    """No guess is made of what is not a number in ordinary figures."""
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("mười một", 11), ("hai mươi lăm", 25), ("ba", 3), ("hai phần ba", 2 / 3), ("hai phần", None)],
)
def test_small_numbers_in_words(text: str, value: float | None) -> None:
    """Numbers below a hundred and plain fractions are read from words; half a number is none."""
    assert read_number_words(text) == value


@settings(deadline=None)  # the first example reads the tables
@given(st.text(max_size=30))
def test_numbers_never_raise(text: str) -> None:
    """Any text has a number or none."""
    for read in (read_number, read_number_words):
        value = read(text)
        assert value is None or value >= 0
