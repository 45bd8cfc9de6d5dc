"""Tone marks in their modern place."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.tones import modern_tones


@pytest.mark.parametrize(
    ("old", "modern"),
    [
        ("hoà bình", "hòa bình"),
        ("khoẻ", "khỏe"),
        ("UỶ BAN", "ỦY BAN"),
        ("Thuỷ", "Thủy"),
        ("thoả thuận, xoá bỏ", "thỏa thuận, xóa bỏ"),
        ("hòan thành", "hoàn thành"),
        ("lọai", "loại"),
        ("húynh", "huýnh"),
        ("qúy", "quý"),
        ("qùa", "quà"),
        ("tuỵ\n  toạ đàm", "tụy\n  tọa đàm"),
    ],
)
def test_old_placements_become_modern(old: str, modern: str) -> None:
    """An open "oa", "oe", "uy" is marked on its first letter, a closed one on its second."""
    assert modern_tones(old) == modern


@pytest.mark.parametrize(
    "text",
    ["quý", "Quỳ Hợp", "hoàn toàn", "khuyết", "của", "thuở", "mía", "già", "voilà", "Noël", "qui định", "A\tB  C\n"],
)
def test_the_rest_stays(text: str) -> None:
    """Modern, foreign and other syllables, spelling and spaces stay as they are."""
    assert modern_tones(text) == text


def test_it_agrees_with_underthesea_where_that_only_moves_marks() -> None:
    """Underthesea knows a list of syllables; every one it changes, we change the same way."""
    from underthesea import text_normalize

    onsets = ("", "b", "ch", "đ", "h", "kh", "l", "ng", "t", "th", "x")
    marks = "\u0300\u0301\u0309\u0303\u0323"
    syllables = [
        unicodedata.normalize("NFC", onset + rime.replace("*", mark))
        for onset in onsets
        for rime in ("oa*", "oe*", "uy*", "oa*n", "oa*ng", "oa*i", "uy*nh")
        for mark in marks
    ]
    changed = [s for s in syllables if text_normalize(s) != s]
    assert len(changed) > 50
    assert [s for s in changed if modern_tones(s) != text_normalize(s)] == []


@pytest.mark.parametrize("word", ["qui", "Ðoàn"])
def test_it_does_not_share_the_mistakes_of_underthesea(word: str) -> None:
    """Underthesea respells words too; that is not ours to do here."""
    from underthesea import text_normalize

    assert modern_tones(word) == word != text_normalize(word)


@settings(deadline=None)  # the first example reads the tables
@given(st.text(alphabet="hqutoaeyn òóỏõọùúủũụỳýỷỹỵàáảãạèéẻẽẹOAUY.,\n\u0301\u0300", max_size=40))
def test_twice_is_once(text: str) -> None:
    """Placing marks again changes nothing, and no letter is lost."""
    once = modern_tones(text)
    assert modern_tones(once) == once
    assert sorted(unicodedata.normalize("NFD", once)) == sorted(unicodedata.normalize("NFD", text))
