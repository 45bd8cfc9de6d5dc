"""Letters that stand for others."""

import pytest

from ingest.encodings import decode_words
from normalize.encodings import from_tcvn3, from_vni


def test_tcvn3_text_becomes_unicode() -> None:
    """Codes of a .Vn font are the letters it draws for them."""
    words = ["Céng", "hßa", "x·", "héi", "chñ", "nghÜa", "ViÖt", "Nam", "§éc", "lËp"]
    assert (
        " ".join(decode_words([(w, "ABCDEF+.VnTime") for w in words])) == "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập"
    )


def test_a_capital_tcvn3_font_gives_capitals() -> None:
    """Fonts named …H draw small codes as capitals."""
    assert decode_words([("ñy", ".VnTimeH"), ("ban", ".VnTimeH")]) == ["ỦY", "BAN"]


def test_vni_text_becomes_unicode() -> None:
    """A VNI letter and the mark after it are one letter."""
    words = [
        "Coäng",
        "hoøa",
        "xaõ",
        "hoäi",
        "chuû",
        "nghóa",
        "Vieät",
        "Nam",
        "Ñoäc",
        "laäp",
        "tröôùc",
        "UÛY",
        "BAN",
        "NHAÂN",
        "DAÂN",
    ]
    read = " ".join(decode_words([(w, "VNI-Times") for w in words]))
    assert read == "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập trước ỦY BAN NHÂN DÂN"


def test_an_old_font_with_unicode_text_is_left_alone() -> None:
    """A .Vn font may carry Unicode: its text is not decoded twice."""
    assert decode_words([("Việt", ".VnTime"), ("ơn·", ".VnTime")]) == ["Việt", "ơn·"]


def test_tilde_n_is_d_bar_where_the_page_has_none() -> None:
    """A page that prints every đ as ñ reads as Vietnamese again."""
    words = ["ñất", "ñai", "ñã", "ñược", "giao"]
    assert decode_words([(w, "Times") for w in words]) == ["đất", "đai", "đã", "được", "giao"]


def test_a_spanish_name_keeps_its_tilde() -> None:
    """One ñ on a page that has đ is a foreign name."""
    assert decode_words([("Niño", "Times"), ("được", "Times")]) == ["Niño", "được"]


@pytest.mark.parametrize(("printed", "read"), [("\u00d0iều", "Điều"), ("Quу\u1ec1n", "Quyền"), ("Москва", "Москва")])
def test_strays_of_another_script_become_ours(printed: str, read: str) -> None:
    """A Cyrillic or Icelandic letter in a Vietnamese word is the Latin one it looks like; a Cyrillic word stays."""
    assert decode_words([(printed, "Times"), ("những", "Times")])[0] == read


def test_clean_words_come_back_as_they_are() -> None:
    """Ordinary pages cost nothing."""
    words = ["Ủy", "ban", "nhân", "dân", "tỉnh", "Lạc", "Hà"]
    assert decode_words([(w, "Times") for w in words]) == words


def test_tables_cover_every_letter_once() -> None:
    """Both encodings reach the whole alphabet."""
    for small in "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ":
        assert any(from_tcvn3(chr(code)) == small for code in range(0xA1, 0xFF))
    assert from_vni("aù aø aû aõ aï aâ aê eâ oâ ô ö ñ") == "á à ả ã ạ â ă ê ô ơ ư đ"
