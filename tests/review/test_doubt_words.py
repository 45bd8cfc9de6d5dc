"""What is doubtful is told in the language of the page."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.doubt_words import Phrase, doubt_in, phrases

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "samples" / "gold").glob("*.json"))


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.example[0][:40])
def test_every_phrase_says_its_example(phrase: Phrase) -> None:
    """No earlier line takes it; in Vietnamese it stays as it is stored."""
    message, english = phrase.example
    assert doubt_in(message, "en") == english
    assert doubt_in(message, "vi") == message


@pytest.mark.parametrize("gold", GOLD, ids=lambda file: file.stem)
def test_the_findings_of_the_samples_have_english_words(gold: Path) -> None:
    """Whatever a sample's findings say."""
    for finding in json.loads(gold.read_text("utf-8"))["findings"]:
        assert doubt_in(finding["message"], "en") != finding["message"]


def messages() -> Iterator[str]:
    """The fixed words of every message of a finding in the code, the longest piece of each."""
    for folder in ("normalize", "parsers"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if _is_message(node):
                    texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
                    words = [text.strip(" :.,;“”()…") for text in texts if isinstance(text, str)]
                    if any(not word.isascii() for word in words):
                        yield max(words, key=len)


def _is_message(node: ast.AST) -> bool:
    """Whether it gives a finding its message."""
    if isinstance(node, ast.keyword):
        return node.arg == "message"
    if isinstance(node, ast.Assign):
        return any(getattr(one, "id", "") == "message" for one in node.targets)
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_unsure"


def test_no_message_of_the_code_is_left_out() -> None:
    """The words of each that the code can make stand in an example."""
    examples = "\n".join(phrase.example[0] for phrase in phrases())
    found = set(messages())
    assert len(found) > 30
    assert {one for one in found if one not in examples} == set()


def test_what_the_table_does_not_know_stays() -> None:
    """A message of a later version is shown as it is stored."""
    assert doubt_in("Điều gì đó mới.", "en") == "Điều gì đó mới."
