"""Words that Tesseract made of no print."""

from dataclasses import replace

import numpy as np

from ingest.letters import InkWord
from ingest.specks import without_specks

SCALE = 200 / 72
TEXT = ["Các", "phòng", "chuyên", "môn", "báo", "cáo", "kết", "quả", "thực", "hiện", "trước", "ngày", "quy", "định"]


def word(text: str, left: float, top: float, confidence: float = 0.95) -> InkWord:
    return InkWord(text, left, top, left + 16 * len(text), top + 30, confidence, (1, round(top)))


def body() -> list[InkWord]:
    """Three lines of print."""
    lines = [word(text, 300 + 110 * (i % 7), 400 + 50 * (i // 7)) for i, text in enumerate(TEXT)]
    return [*lines, word("Chủ", 300, 900), word("tịch", 410, 900)]


def sheet(words: list[InkWord], tone: int = 20) -> np.ndarray:
    """A page with ink where *words* are."""
    grey = np.full((2339, 1654), 250, np.uint8)
    for w in words:
        grey[int(w.top) : int(w.bottom), int(w.left) : int(w.right)] = tone
    return grey


def kept(extra: InkWord, tone: int = 20) -> bool:
    """Whether *extra* is kept beside the lines of print."""
    words = body()
    grey = np.minimum(sheet(words), sheet([extra], tone))
    return extra in without_specks([*words, extra], grey, SCALE)


def test_marks_beside_the_text_go() -> None:
    """A hole's rim, a staple, a tick: alone outside the text, and no clear word."""
    assert not kept(word("Z", 60, 100, 0.24))
    assert not kept(word("€", 80, 410, 0.7))
    assert not kept(word("—", 1600, 420, 0.3))


def test_page_numbers_headers_and_hanging_labels_stay() -> None:
    """They are read surely, are figures, or stand near their text."""
    assert kept(word("2", 800, 100, 0.8))
    assert kept(word("Phụ", 1400, 150, 0.9))
    assert kept(word("-", 270, 405, 0.3))


def test_doubtful_signs_go_where_no_bullet_can_be() -> None:
    """Within a line, or alone on one; the first of a line may be a bullet that was misread."""
    inside = replace(word("ˆ", 1080, 400, 0.2), line=(1, 400))
    assert not kept(inside)
    assert not kept(word("=.", 500, 700, 0.1))
    assert kept(replace(word("©", 270, 450, 0.3), line=(1, 450)))


def test_print_of_the_other_side_goes() -> None:
    """Much paler than the rest and unsure; pale print that is read surely stays, and so does what is dark."""
    ghost = word("dndl", 500, 700, 0.4)
    assert not kept(ghost, tone=190)
    assert kept(ghost, tone=60)
    assert kept(word("Mẫu", 500, 700, 0.95), tone=190)
