"""The desk's words: every one in both languages, and none that nobody says."""

import re
from pathlib import Path
from typing import get_args

import pytest

from models.correction import Action, Review
from review.words import LANGUAGES, all_words, language_of

REVIEW = Path(__file__).parents[2] / "review"
# Chosen by a value that is only known when the page is made.
FAMILIES = {"state", "text_source", "kept", "order", "upload", "review", "field", "recurrence", "severity", "action"}
FAMILIES |= {"doubts", "keys", "told", "compare", "error", "done", "place", "record", "kind", "section-role"}


def said() -> set[str]:
    """Keys that templates and code ask for by name."""
    found: set[str] = set()
    for file in (*REVIEW.glob("*.py"), *REVIEW.glob("templates/*.html")):
        found |= set(re.findall(r"""\b(?:t|words|words_for\(request\))\(["']([\w.-]+)["']""", file.read_text()))
        found |= set(re.findall(r"""(?:turn|link)\([^()]*, "([\w.-]+)"\)""", file.read_text()))
        found |= set(re.findall(r"""else "([a-z]+\.[\w-]+)"\)""", file.read_text()))
    # A key that ends in a dot is the beginning of one that is only known when the page is made.
    return {key for key in found if not key.endswith(".")}


def test_every_word_has_both_languages() -> None:
    """No key is left without a language, and both have the same gaps."""
    for key, phrases in all_words().items():
        assert sorted(phrases) == sorted(LANGUAGES), key
        gaps = [set(re.findall(r"{(\w+)}", phrase)) for phrase in phrases.values()]
        assert gaps[0] == gaps[1], key


def test_every_word_asked_for_is_there() -> None:
    """What a page asks for by name stands in the list."""
    assert {key for key in said() if key not in all_words()} == set()


def test_no_word_is_left_over() -> None:
    """What no page asks for any more is taken off the list."""
    unsaid = {key for key in all_words() if key not in said() and key.split(".")[0] not in FAMILIES}
    assert unsaid == set()


def test_every_state_of_a_task_has_a_name() -> None:
    """What people can say of a task has a word, in the list as in the code."""
    assert {f"review.{one}" for one in get_args(Review) if one != "read"} <= set(all_words())


def test_everything_that_can_be_said_of_a_document_is_told_back() -> None:
    """Whatever the last word was, the page says what was done; a name of a unit only comes with something else."""
    assert {f"done.{one}" for one in get_args(Action) if one != "unit-alias"} <= set(all_words())


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        (None, "", "vi"),
        (None, "fr-FR,de;q=0.8", "vi"),
        (None, "en-US,en;q=0.9", "en"),
        (None, "en;q=0.5,vi;q=0.9", "vi"),
        (None, "en;q=x,vi", "vi"),
        ("vi", "en-US", "vi"),
        ("xx", "en-US", "en"),
    ],
)
def test_language_of_a_browser(chosen: str | None, accepted: str, language: str) -> None:
    """A choice wins, then the browser's first wish that we speak, then Vietnamese."""
    assert language_of(chosen, accepted) == language
