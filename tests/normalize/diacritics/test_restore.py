"""Running text restored: stripped, misread, and left alone."""

import unicodedata

import pytest

from normalize.diacritics import language_score, reading, restore_text
from normalize.diacritics.syllables import strip_marks

CLEAN = """KẾ HOẠCH
Triển khai phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số

Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, Ủy ban nhân dân xã Bình An Tây
xây dựng kế hoạch triển khai thực hiện như sau:
1. Xây dựng chính quyền số, kinh tế số, xã hội số hiện đại, minh bạch, hiệu quả.
2. Sở Tài chính chủ trì, phối hợp với các cơ quan liên quan tham mưu Ủy ban nhân dân tỉnh trước ngày 15/6/2025."""

MISREAD = (
    "Trién khai phat trién khoa hoc, cong nghé, d6i méi sang tao va chuyén doi s6 quéc gia trén dia ban tinh; "
    "Uy ban nhan dan cac xa, phuong x4y dung ké hoach, b4o c4o két qua vé So Khoa hoc va Cong nghé dinh ky 6 thang."
)
RIGHT = (
    "Triển khai phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia trên địa bàn tỉnh; "
    "Ủy ban nhân dân các xã, phường xây dựng kế hoạch, báo cáo kết quả về Sở Khoa học và Công nghệ định kỳ 6 tháng."
)


def test_clean_text_comes_back_as_it_is() -> None:
    """Correct text passes the gate untouched, byte for byte."""
    assert restore_text(CLEAN) == CLEAN


def test_stripped_text_is_restored() -> None:
    """Text that lost all its marks comes back with them, line for line, case kept."""
    assert restore_text(strip_marks(CLEAN)) == CLEAN


def test_misread_text_is_restored() -> None:
    """Text that an English reader made of Vietnamese comes back right, digits among letters included."""
    assert restore_text(MISREAD) == RIGHT


def test_restoring_twice_changes_nothing() -> None:
    """Restored text is clean text."""
    once = restore_text(MISREAD)
    assert restore_text(once) == once


def test_spaces_and_lines_stay() -> None:
    """Leading spaces, blank lines and form feeds stay where they are."""
    text = "   Uy ban nhan dan tinh xay dung ke hoach trien khai nhiem vu\n\n\fSo Tai chinh chu tri, phoi hop thuc hien"
    restored = restore_text(text)
    assert restored.startswith("   Ủy ban nhân dân tỉnh")
    assert [line == "" for line in restored.split("\n")] == [line == "" for line in text.split("\n")]
    assert restored.count("\f") == 1


@pytest.mark.parametrize(
    "kept", ["skhcn@lacha.gov.vn", "https://lacha.gov.vn/ke-hoach", "22/12/2024", "1.250,5", "sandbox", "5G", "UBND"]
)
def test_what_is_no_word_passes_unharmed(kept: str) -> None:
    """Addresses, numbers, foreign words and acronyms come through both kinds of restoring as printed."""
    stripped = f"Uy ban nhan dan tinh chi dao cac don vi trien khai {kept} tren dia ban toan tinh"
    damaged = f"Uy ban nhan dan tinh chi dao c4c don vi trién khai {kept} trén dia ban toan tinh, bao d4m hiéu qua"
    assert kept in restore_text(stripped)
    assert kept in restore_text(damaged)


def test_glued_words_are_parted() -> None:
    """Two words that lost the space between them are parted where the model is sure."""
    assert "khoa học công nghệ" in restore_text("Phat trien khoahoc cong nghe va doi moi sang tao tren dia ban tinh")


def test_english_is_left_alone() -> None:
    """A text in English is no damaged Vietnamese."""
    english = "The Department of Science and Technology is in charge of the plan and reports to the People's Committee."
    assert restore_text(english) == english


@pytest.mark.parametrize("offices", ["VT, NV- XH.", "VT, LĐ- XH.", "VT, KGVX- XH."])
def test_short_forms_make_no_line_of_capitals(offices: str) -> None:
    """A recipients' line whose offices are all letters stays one in small type: "XH" is no "XÃ"."""
    assert restore_text(f"- Luu {offices}") == f"- Lưu {offices}"


@pytest.mark.parametrize("text", ["", "\n", "12/2024", "---", "A"])
def test_texts_without_words_come_back(text: str) -> None:
    """Nothing to restore is nothing to fail on."""
    assert restore_text(text) == text


def test_long_texts_are_read_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text too long to be read at once comes back whole and right, line for line."""
    monkeypatch.setattr(reading, "TOGETHER", 40)
    assert restore_text("\n".join([MISREAD] * 5)) == "\n".join([RIGHT] * 5)


def test_single_lines_without_marks_are_restored() -> None:
    """In a text that is well otherwise, the lines that lost their marks get them back, a short last one too."""
    *first, last = CLEAN.split("\n")
    bare = [first[0], strip_marks(first[1]), *first[2:], strip_marks(last), "theo dung quy dinh."]
    assert restore_text("\n".join(bare)) == f"{CLEAN}\ntheo đúng quy định."


def test_an_english_line_in_good_text_is_left_alone() -> None:
    """A title in English has no marks to lose, nor has a list of codes and addresses."""
    text = (
        CLEAN + "\nDigital Transformation and Innovation for Better Services of the Government\nAPI, AI, IoT, 5G, VNeID"
    )
    assert restore_text(text) == text


def test_letters_and_marks_apart_are_one() -> None:
    """Text whose marks stand apart from their letters (NFD) is well, and comes back composed."""
    assert restore_text(unicodedata.normalize("NFD", CLEAN)) == CLEAN


def test_names_of_other_tongues_are_no_damage() -> None:
    """A list of places, some with names that are no Vietnamese syllables, is as good a text as any."""
    text = "Xã: Yang Mao, Cư Đăng, Hòa Phong, Krông Nô, Yên Mỹ, Phú Lộc, Cư Pơng, Diên Bình, Ea Tân, Đức An, Liêng Hà."
    assert language_score(text) < 0.85
    assert restore_text(text) == text


def test_the_example_of_the_readme_holds() -> None:
    """One short line is restored although half of its words are words without their marks too."""
    assert restore_text("Uy ban nhan dan xa xay dung ke hoach") == "Ủy ban nhân dân xã xây dựng kế hoạch"


def test_a_name_under_an_office_is_a_name() -> None:
    """Where an office stands above, a line that begins with a family name is read as the name of a person."""
    lines = "TM. UY BAN NHAN DAN\nKT. CHU TICH\nPHO CHU TICH\n\n- Cac co quan, don vi;\n\nHoang Van Ding"
    assert restore_text(lines).split("\n")[-1] == "Hoàng Văn Dũng"


def test_a_line_of_capitals_comes_back_in_capitals() -> None:
    """A stroke that ends a word as "!" is a letter there, and words that lost a capital get it back."""
    lines = "KE HOACH PHO! HOP\nUy BAN NHAN DAN\nxA SUOI NGOC\nBao dam an ninh, trat tw trw@ng hoc nam nay"
    restored = restore_text(lines).split("\n")
    assert restored[:3] == ["KẾ HOẠCH PHỐI HỢP", "ỦY BAN NHÂN DÂN", "XÃ SUỐI NGỌC"]
