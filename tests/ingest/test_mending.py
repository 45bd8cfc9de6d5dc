"""Known slips of the recogniser."""

import pytest

from ingest.mending import RULES, Rule, mend


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_does_what_it_shows(rule: Rule) -> None:
    """Examples come out as printed, near misses stay, and no earlier rule steals an example."""
    for read, printed in rule.examples:
        assert rule.pattern.search(read)
        assert mend(read) == printed
    for text in rule.near_misses:
        assert not rule.pattern.search(text)
