"""Labels of a column that count up."""

import pytest

from ingest.label_order import count_up, in_order, mend_heads
from ingest.letters import InkWord


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("I 1.1 1.2 2 2.1 3", "1 1.1 1.2 2 2.1 3"),
        ("I 11 I.2 2 2.1", "1 1.1 1.2 2 2.1"),
        ("A I 2 3 B 1 2", "A 1 2 3 B 1 2"),
        ("A. I. 2. B. I. C. 1. 2.", "A. 1. 2. B. 1. C. 1. 2."),
        ("l 2 3", "1 2 3"),
        ("A 1 2 3 8 1 2", "A 1 2 3 B 1 2"),
        ("1 11 12 2 2.1 3", "1 1.1 1.2 2 2.1 3"),
        ("1 lI 12 2 2.1 2.2 3 31", "1 1.1 1.2 2 2.1 2.2 3 3.1"),
        ("1 1.1 1/2 2 2.1", "1 1.1 1.2 2 2.1"),
        ("1 tí Hà 2 2.1 2.2 3", "1 1.1 1.2 2 2.1 2.2 3"),
        ("1 1 2 3 II 1 2", "I 1 2 3 II 1 2"),
        ("3 nnn 5 6", "3 4 5 6"),
        ("3 P mm ng 7", "3 4 5 6 7"),
    ],
)
def test_a_label_misread_is_told_by_its_column(read: str, printed: str) -> None:
    """What follows tells a 1 from an I, and a lost dot from an eleven."""
    assert in_order(read.split()) == printed.split()


@pytest.mark.parametrize(
    "labels",
    [
        "I 1 2 3 II 1 2",
        "I 1 1.1 1.2 2 II 1",
        "I II III IV",
        "I I.1 I.2 II II.1",
        "9 10 11 12",
        "1 2 3",
        "A I 1 2 II 1 B I 1",
        "3 Sở 4 5",
        "3 x 5 nn",
        "10 11 11.1 11.2 12",
        "1 TT 2 3",
        "A 1 2 3 4 5 6 7 8 1",
        "A 7 8 9",
        "1 x 2 2.1 x",
        "1 12 13 14",
        "20 21 22 23",
        "1.1 1.3 1.4",
    ],
)
def test_labels_that_count_up_stay(labels: str) -> None:
    """Sections in Roman figures and rows in Arabic ones are both found in one column."""
    assert in_order(labels.split()) == labels.split()


def test_only_the_first_column_is_looked_at() -> None:
    """Lone figures elsewhere are no labels; a word mended is not surer than before."""
    texts = [("I", 60), ("2", 60), ("3", 60), ("I", 300)]
    words = [InkWord(t, x, 50.0 * i, x + 8, 50.0 * i + 20, 0.97, i) for i, (t, x) in enumerate(texts)]
    mended = count_up(words, 200 / 72)
    assert [w.text for w in mended] == ["1", "2", "3", "I"]
    assert mended[0].confidence <= 0.9
    assert mended[1:] == words[1:]


def test_a_label_that_cannot_be_read_is_told_of() -> None:
    """What the others tell of an unreadable label is a guess, and has the confidence of one."""
    texts = ["1", "tí", "1.2", "2", "2.1"]
    words = [InkWord(t, 60, 50.0 * i, 70, 50.0 * i + 20, 0.8, i) for i, t in enumerate(texts)]
    mended = count_up(words, 200 / 72)
    assert (mended[1].text, mended[1].confidence) == ("1.1", 0.4)


@pytest.mark.parametrize(
    ("head", "sure", "below", "printed"),
    [
        ("11", 0.1, ["1", "2", "3"], "TT"),
        ("rr", 0.2, ["6", "7", "8"], "TT"),
        ("SIT", 0.3, ["I", "1", "2"], "STT"),
        ("11", 0.9, ["1", "2", "3"], "11"),
        ("11", 0.1, ["12", "13", "14"], "11"),
    ],
)
def test_the_head_of_a_column_of_labels_is_no_number(head: str, sure: float, below: list[str], printed: str) -> None:
    """A "TT" that was hardly read is one; a number that the labels below count on from is a label."""
    words = [
        InkWord(t, 60, 50.0 * i, 70, 50.0 * i + 20, sure if i == 0 else 0.95, i) for i, t in enumerate([head, *below])
    ]
    assert count_up(words, 200 / 72)[0].text == printed


def page_of(*lines: str) -> list[InkWord]:
    """Words of lines that stand below each other."""
    return [
        InkWord(text, 100 + 60 * x, 50 * y, 150 + 60 * x, 50 * y + 30, 0.95, y)
        for y, line in enumerate(lines)
        for x, text in enumerate(line.split())
    ]


@pytest.mark.parametrize(
    ("read", "first"),
    [
        (("4. Sở Y tế", "5, Sở Nội vụ", "6. Công an"), "5."),
        (("1, Sở Y tế", "rà soát", "2. Sở Nội vụ"), "1."),
        (("Các tổ 3, 4,", "5, Sở Nội vụ phối hợp"), "5,"),
        (("1. Sở Y tế kiểm tra các ngày", "5, Chủ nhật", "2. Sở Nội vụ"), "5,"),
        (("4. Sở Y tế kiểm tra các ngày", "5, và 6"), "5,"),
    ],
)
def test_a_full_stop_read_as_a_comma_is_told_by_the_count(read: tuple[str, ...], first: str) -> None:
    """A "5," before a capital is the next item after "4."; a number that wraps is not."""
    words = mend_heads(page_of(*read))
    assert first in [word.text for word in words]
    assert len([word for word in words if word.text.endswith(",")]) == sum(line.count(",") for line in read) - (
        first[-1] == "."
    )


@pytest.mark.parametrize(
    ("read", "heads"),
    [
        (("7. Giao Sở Y tế", "theo dõi.", "§. Giao Sở Nội vụ", "9. Các xã"), "7. theo 8. 9."),
        (("§. Giao Sở Nội vụ", "9. Các xã"), "§. 9."),
        (("b) Kiểm tra", "e) Báo cáo", "d) Sơ kết"), "b) c) d)"),
        (("b) Kiểm tra", "e) Báo cáo", "3. Các xã"), "b) c) 3."),
        (("đ) Kiểm tra", "e) Báo cáo", "g) Sơ kết"), "đ) e) g)"),
        (("b) Kiểm tra", "e) Báo cáo", "g) Sơ kết"), "b) e) g)"),
        (("L Sở Y tế", "+ Sở Nội vụ", "I Sở Tư pháp", "F Các xã"), "+ + + +"),
        (("I MỤC TIÊU", "+ Sở Nội vụ"), "I +"),
        (("I Sở Y tế", "- Sở Nội vụ"), "I -"),
    ],
)
def test_a_misread_label_at_the_head_of_a_line_is_told_by_the_count(read: tuple[str, ...], heads: str) -> None:
    """What counts up as it is stays; "e)" between "b)" and "d)" is "c)", "I" that stands below "+" is "+"."""
    lines: dict[object, str] = {}
    for word in mend_heads(page_of(*read)):
        lines.setdefault(word.line, word.text)
    assert " ".join(lines.values()) == heads
