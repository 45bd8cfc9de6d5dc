"""Tables of rules: every example is read by its own rule, and near misses are refused."""

import re

import pytest

from normalize.dates import DATE_RULES
from normalize.moments import Moment
from normalize.rules import Reading, Rule, find_readings
from normalize.text import fold_letters

EXAMPLES = [(rule, text, value) for rule in DATE_RULES for text, value in rule.examples]
NEAR_MISSES = [(rule, text) for rule in DATE_RULES for text in rule.near_misses]


@pytest.mark.parametrize(("rule", "text", "value"), EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_a_rule_reads_its_examples_and_no_earlier_rule_takes_them(rule: Rule[Moment], text: str, value: Moment) -> None:
    """Run with its whole table, an example is read once, by its own rule, as the value beside it."""
    readings = find_readings(DATE_RULES, fold_letters(text))
    assert [(reading.rule, reading.value) for reading in readings] == [(rule.name, value)]


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES, ids=[text for _, text in NEAR_MISSES])
def test_a_rule_refuses_its_near_misses(rule: Rule[Moment], text: str) -> None:
    """A near miss is not read by the rule that names it."""
    assert rule.name not in [reading.rule for reading in find_readings(DATE_RULES, fold_letters(text))]


def test_names_of_rules_are_unique() -> None:
    """A rule can be told by its name."""
    assert len({rule.name for rule in DATE_RULES}) == len(DATE_RULES)


def test_an_earlier_rule_keeps_its_stretch() -> None:
    """The first rule that matches claims the text; a later one reads only what is left, in order of place."""
    pair = Rule("pair", re.compile(r"\d\d"), lambda match: int(match[0]), (("12", 12),))
    digit = Rule("digit", re.compile(r"\d"), lambda match: int(match[0]), (("1", 1),))
    assert find_readings((pair, digit), "7 12") == (Reading(0, 1, "digit", 7), Reading(2, 4, "pair", 12))


def test_a_reader_may_refuse_its_match() -> None:
    """A reader that returns None leaves the stretch to later rules."""
    even = Rule("even", re.compile(r"\d"), lambda match: int(match[0]) if int(match[0]) % 2 == 0 else None, (("2", 2),))
    digit = Rule("digit", re.compile(r"\d"), lambda match: int(match[0]), (("1", 1),))
    assert [reading.rule for reading in find_readings((even, digit), "1 2")] == ["digit", "even"]
