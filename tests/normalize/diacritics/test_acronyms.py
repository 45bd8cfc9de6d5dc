"""Acronyms and document numbers."""

import pytest

from normalize.diacritics.acronyms import mend_acronym, mend_code


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("HDND", "HĐND"),
        ("UBND", "UBND"),
        ("Al", "AI"),
        ("loT", "IoT"),
        ("VNelD", "VNeID"),
        ("BCDTW", "BCĐTW"),
        ("Il", "II"),
        ("II1", "III"),
    ],
)
def test_known_acronyms_are_mended(seen: str, printed: str) -> None:
    """Lost marks and look-alike letters of known acronyms come back."""
    assert mend_acronym(seen) == printed


@pytest.mark.parametrize("token", ["Bo", "SO", "BO", "MO", "Ai", "A1", "nam", "Hd"])
def test_words_are_no_acronyms(token: str) -> None:
    """What is sooner a misread word, a label or nothing known is left to the syllable model."""
    assert mend_acronym(token) is None


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("57-NO/TW", "57-NQ/TW"),
        ("02-KH/BCDTW", "02-KH/BCĐTW"),
        ("12/2024/QD-TTg", "12/2024/QĐ-TTg"),
        ("30/2020/ND-CP.", "30/2020/NĐ-CP."),
        ("7/NQ-HDND", "7/NQ-HĐND"),
        ("KH-UBND", "KH-UBND"),
        ("42-CTr/TU", "42-CTr/TU"),
        ("42-CTf/TU", "42-CTr/TU"),
        ("942/QD-TTe", "942/QĐ-TTg"),
        ("942/QD-TT£", "942/QĐ-TTg"),
        ("18/CT-TTg.", "18/CT-TTg."),
        ("212/KH-SGDDT", "212/KH-SGDĐT"),
        ("45/KHPH-SGDBT-CAT", "45/KHPH-SGDĐT-CAT"),
        ("74/NQ-HBDND", "74/NQ-HĐND"),
        ("57-NQITW", "57-NQ/TW"),
        ("13/NQCP", "13/NQ-CP"),
        ("O5/KH-UBND", "05/KH-UBND"),
        ("99/2025/QH15", "99/2025/QH15"),
        ("31/TT-BTC", "31/TT-BTC"),
    ],
)
def test_letters_of_document_numbers_are_mended(seen: str, printed: str) -> None:
    """The letters of a number follow what bodies and kinds of document there are; its digits never change."""
    assert mend_code(seen) == printed
