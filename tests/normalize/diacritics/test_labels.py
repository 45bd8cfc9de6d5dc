"""Labels of damaged lines come back by what they look like and by the count they stand in."""

import pytest

from normalize.diacritics.labels import mend_labels
from normalize.diacritics.words import Row, is_letter_label


def _mended(*lines: str) -> list[str]:
    rows = [Row(tuple(line.split())) for line in lines]
    return [row.tokens[0] for row in mend_labels(rows, [True] * len(rows))]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (("I- MUC DICH", "ll- NO| DUNG", "Ill- TRACH NHIEM", "IvV- TO CHUC"), ["I-", "II-", "III-", "IV-"]),
        (("I. Muc tieu", "Il. Ha tang", "Il, Nguon nhan luc", "Iv. Kinh phi"), ["I.", "II.", "III.", "IV."]),
        (("1. MUC TIEU", "II. NHIEM VU", "IH. TO CHUC"), ["I.", "II.", "III."]),
        (("V. KINH PHI", "VI. KIEM TRA", "vil. TO CHUC", "VIIL KHEN THUONG"), ["V.", "VI.", "VII.", "VIII."]),
        (("L MUC TIEU", "IL. NHIEM VU TRONG TAM", "II. TO CHUC"), ["I.", "II.", "III."]),
        (("1, Phong Kinh te", "2. Cong an", "3, Tram Y te"), ["1.", "2.", "3."]),
        (("m) Ra soat", "n) Xay dung", "0) To chuc", "p) Bao cao"), ["m)", "n)", "o)", "p)"]),
    ],
)
def test_labels_are_mended_by_their_strokes_and_their_count(lines: tuple[str, ...], labels: list[str]) -> None:
    """A reader's small l, missing strokes, commas and small letters give way to the numeral that the count wants."""
    assert _mended(*lines) == labels


@pytest.mark.parametrize(
    "lines",
    [
        ("I. NHIEM VU", "1. CONG TAC TUYEN TRUYEN", "2. CONG TAC KIEM TRA", "II. TO CHUC"),
        ("l. Ra soat cac quy dinh", "2. Xay dung ke hoach"),
        ("i) Ra soat", "v) Bao cao"),
        ("III. TO CHUC", "III. KINH PHI", "IV. KHEN THUONG"),
        ("I. NHIEM VU", "II. TO CHUC", "II. KINH PHI", "III. KHEN THUONG"),
        ("K. KINH PHI", "L. KIEM TRA", "M. TO CHUC"),
        ("G. NHIEM VU", "H. TO CHUC"),
        ("1. Thu nhap", "5, Xa dat chuan", "2, ha tang"),
        ("Il y a deux", "11 xa dat chuan", "1 Phong"),
    ],
)
def test_other_labels_stay(lines: tuple[str, ...]) -> None:
    """Arabic labels of headings in capitals, letters, and a count that is printed wrong stay as they are."""
    assert _mended(*lines) == [line.split()[0] for line in lines]


def test_lines_that_are_well_only_count() -> None:
    """In a line that reads well nothing is mended, but the next one goes on from it."""
    rows = [Row(("I.", "Mục", "tiêu")), Row(("Ill.", "NHIEM", "VU"))]
    assert [row.tokens[0] for row in mend_labels(rows, [False, True])] == ["I.", "II."]
    assert [row.tokens[0] for row in mend_labels(rows, [False, False])] == ["I.", "Ill."]


def test_the_letter_of_an_item_is_no_word() -> None:
    """ "b) Co quan" begins with a letter, "b) co quan" may end a bracket of the line before."""
    assert is_letter_label(("b)", "Co", "quan"))
    assert not is_letter_label(("b)", "co", "quan"))
    assert not is_letter_label(("bo)", "Co", "quan"))
