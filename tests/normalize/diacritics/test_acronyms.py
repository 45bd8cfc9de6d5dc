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
    ],
)
def test_letters_of_document_numbers_are_mended(seen: str, printed: str) -> None:
    """The letters of a number follow what bodies and kinds of document there are; its digits never change."""
    assert mend_code(seen) == printed
