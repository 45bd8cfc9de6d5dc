"""Days, months, quarters and years, and the stretch of calendar each covers."""

from datetime import date

import pytest

from normalize.dates import find_moments
from normalize.moments import Moment, begin_of, end_of, is_possible, is_range
from normalize.text import fold_letters


def the_moment(text: str) -> Moment:
    """The only moment that *text* names."""
    (reading,) = find_moments(fold_letters(text))
    return reading.value


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("Quý I/2028", date(2028, 1, 1), date(2028, 3, 31)),
        ("tháng 2/2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("6 tháng cuối năm 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("năm học 2026-2027", date(2026, 9, 1), date(2027, 5, 31)),
        ("Quý IV - Quý I/2027", date(2026, 10, 1), date(2027, 3, 31)),
        ("giai đoạn 2026 - 2030", date(2026, 1, 1), date(2030, 12, 31)),
    ],
)
def test_a_moment_covers_its_stretch(text: str, begin: date, end: date) -> None:
    """Months end on their last day, also in leap years, and ranges end with their last part."""
    assert (begin_of(the_moment(text)), end_of(the_moment(text))) == (begin, end)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "ngày 31 tháng 4 năm 2026", "Quý V/2026", "tháng 13/2026", "29/02/2026"]
)
def test_an_impossible_date_is_known(text: str) -> None:
    """A date that no calendar has is found, and is known for what it is."""
    assert not is_possible(the_moment(text))


def test_a_leap_day_without_a_year_may_be() -> None:
    """29/02 gets the benefit of the doubt until its year is known."""
    assert is_possible(the_moment("trước ngày 29/02"))


def test_a_moment_without_a_year_has_no_days_until_given_one() -> None:
    """Dates are never made up: the year comes from the caller."""
    moment = the_moment("trước ngày 10/11")
    assert end_of(moment) is None
    assert end_of(moment.in_year(2026)) == date(2026, 11, 10)


def test_a_year_of_its_own_is_kept() -> None:
    """A moment that names its year takes no other."""
    assert the_moment("Quý II/2027").in_year(2026).year == 2027


def test_eleven_is_not_ten() -> None:
    """ "tháng mười một" is November, though it begins like "tháng mười"."""
    assert the_moment("tháng mười một năm 2026").first == (11, 1)


@pytest.mark.parametrize(
    ("text", "ranged"), [("Quý III, IV/2026", True), ("Quý III/2026", False), ("tháng 3 - tháng 5/2026", True)]
)
def test_ranges_are_told_from_single_stretches(text: str, ranged: bool) -> None:
    """Several quarters or months name both their ends."""
    assert is_range(the_moment(text)) is ranged


def test_the_country_is_no_year() -> None:
    """ "Việt Nam 2030" does not say "năm 2030"."""
    assert [reading.start for reading in find_moments(fold_letters("Tầm nhìn Việt Nam 2030"))] != [8]
