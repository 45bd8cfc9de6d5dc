"""Labels at the beginning of paragraphs."""

import pytest

from parsers.labels import LETTERS, RULES, Rule, find_label, number_word, roman_numeral, roman_value

EXAMPLES = [(rule, *example) for rule in RULES for example in rule.examples]
NEAR_MISSES = [(rule, text) for rule in RULES for text in rule.near_misses]


@pytest.mark.parametrize(("rule", "text", "label", "kind", "value"), EXAMPLES)
def test_every_example_is_read_by_its_rule(rule: Rule, text: str, label: str, kind: str, value: int) -> None:
    """Each printed label is read as its table row says, and no earlier rule steals it."""
    found = find_label(text)
    assert found is not None
    assert found.text == label
    assert (kind, value) in [(reading.kind, reading.value) for reading in found.readings]


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES)
def test_near_misses_are_refused(rule: Rule, text: str) -> None:
    """Text that only looks like a label is not read as one by the rule that it resembles."""
    match = rule.pattern.match(text)
    assert match is None or rule.read(match) is None


def test_a_letter_may_also_be_a_small_roman_number() -> None:
    """ "i)" is read both ways, the letter first."""
    found = find_label("i) Rà soát")
    assert found is not None
    assert [reading.kind for reading in found.readings] == ["letter", "small_roman"]


def test_letters_count_in_vietnamese_order() -> None:
    """đ follows d, and f, j, w and z do not count."""
    assert LETTERS.index("đ") == LETTERS.index("d") + 1
    assert not set("fjwz") & set(LETTERS)


@pytest.mark.parametrize("value", range(1, 60))
def test_roman_numbers_come_back(value: int) -> None:
    """A number printed in Roman numerals is read as that number."""
    assert roman_value(roman_numeral(value)) == value


def test_badly_formed_roman_numbers_are_none() -> None:
    """IIII is no number."""
    assert roman_value("IIII") is None


@pytest.mark.parametrize(("text", "value"), [("III", 3), ("4", 4), ("thứ ba", 3), ("nhất", 1), ("C", 100), ("B", 2)])
def test_heading_numbers_are_read_as_words_too(text: str, value: int) -> None:
    """ "Phần thứ ba" is the third part."""
    assert number_word(text) == value
