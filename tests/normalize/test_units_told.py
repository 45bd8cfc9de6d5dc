"""What people said that a printed name means, used by the readers of units."""

import pytest

from normalize.units import UnitContext, UnitNames, is_unit, load_unit_names, resolve_unit, split_units

TOLD = {
    "PQLKH": "Phòng Quản lý Khoa học",
    "P. HT": "Phòng Hạ tầng thành phố Bình An",
    "Văn phòng": "Văn phòng Thành ủy Bình An",
    "Tổ 5": "Tổ công tác số 5 thành phố Bình An",
}


@pytest.fixture(scope="module")
def names() -> UnitNames:
    """The shipped names, and TOLD."""
    return load_unit_names().with_aliases(TOLD)


def units(text: str, names: UnitNames) -> list[str]:
    """Canonical names of the units in a cell."""
    context = UnitContext(issuer="Sở Khoa học và Công nghệ")
    return [resolve_unit(mention.name, names, context).name for mention in split_units(text, names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PQLKH", ["Phòng Quản lý Khoa học"]),
        ("P.  HT.", ["Phòng Hạ tầng thành phố Bình An"]),
        ("Văn phòng", ["Văn phòng Thành ủy Bình An"]),
        ("PQLKH, Thanh tra Sở", ["Phòng Quản lý Khoa học", "Thanh tra Sở"]),
        ("Thanh tra Sở, PQLKH", ["Thanh tra Sở", "Phòng Quản lý Khoa học"]),
        ("Văn phòng Sở", ["Văn phòng Sở"]),
        ("Sở Nội vụ", ["Sở Nội vụ"]),
        ("Tổ 5", ["Tổ công tác số 5 thành phố Bình An"]),
        ("PQLKHX", ["PQLKHX"]),
    ],
)
def test_a_printed_name_means_what_was_said(names: UnitNames, text: str, expected: list[str]) -> None:
    """An abbreviation wherever it stands, plain words only where they are all that is printed."""
    assert units(text, names) == expected


def test_a_heading_may_be_an_abbreviation_that_was_told(names: UnitNames) -> None:
    """The readers of layout know it for a unit."""
    assert not is_unit("PQLKH:", load_unit_names())
    assert is_unit("PQLKH:", names)


def test_nothing_said_changes_nothing() -> None:
    """The shipped names stay the very same."""
    assert load_unit_names().with_aliases({}) is load_unit_names()
    assert units("PQLKH", load_unit_names()) == ["PQLKH"]
