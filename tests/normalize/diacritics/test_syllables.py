"""How syllables are spelt."""

import pytest

from normalize.diacritics.syllables import like_case, modern, strip_marks, take_apart


@pytest.mark.parametrize(
    ("syllable", "parts"),
    [
        ("nghiệp", ("ngh", "iêp", 5)),
        ("quý", ("qu", "y", 2)),
        ("gì", ("g", "i", 1)),
        ("giữa", ("gi", "ưa", 4)),
        ("yêu", ("", "yêu", 0)),
        ("khuỷu", ("kh", "uyu", 3)),
    ],
)
def test_a_syllable_is_taken_apart(syllable: str, parts: tuple[str, str, int]) -> None:
    """Onset, toneless rime and tone of every kind of syllable are found."""
    assert take_apart(syllable) == parts


@pytest.mark.parametrize("text", ["oxy", "sandbox", "d6i", "", "ngc", "hợpp", "quyềt", "quýt́"])
def test_what_is_no_syllable_is_refused(text: str) -> None:
    """Impossible spellings are refused."""
    assert take_apart(text) is None


@pytest.mark.parametrize("text", ["cuôc", "hòp", "thưc", "nghiêp"])
def test_stops_take_only_two_tones(text: str) -> None:
    """Before c, ch, p and t only the rising and the heavy tone exist."""
    assert take_apart(text) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("uỷ", "ủy"),
        ("quý", "quý"),
        ("toán", "toán"),
        ("khoẻ", "khỏe"),
        ("của", "của"),
    ],
)
def test_tones_stand_where_the_modern_rule_puts_them(old: str, new: str) -> None:
    """Old tone places become new ones; what is modern already stays."""
    assert modern(old) == new
    assert modern(new) == new


def test_marks_are_stripped_letter_for_letter() -> None:
    """Stripping keeps case and length, and takes đ for d."""
    assert strip_marks("Điều phối ỦY") == "Dieu phoi UY"


@pytest.mark.parametrize(("pattern", "cased"), [("UY", "ỦY"), ("Uy", "Ủy"), ("uy", "ủy"), ("6y", "ủy")])
def test_case_follows_the_printed_token(pattern: str, cased: str) -> None:
    """A restored word is cased as what was printed."""
    assert like_case(pattern, "ủy") == cased
