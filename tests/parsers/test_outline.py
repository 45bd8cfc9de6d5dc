"""The tree that labels tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.blocks import Paragraph, line_of
from models.page import Word
from parsers.labels import LETTERS, roman_numeral
from parsers.outline import build_outline
from parsers.outline_checks import check_numbering
from parsers.outline_nodes import Node

Tree = list["Branch"]
Branch = tuple[str, Tree]


def paragraph(text: str, x: float = 113.0, bold: bool = False) -> Paragraph:
    words = tuple(Word(t, (x + 40 * i, 0, x + 40 * i + 36, 14), 14.0, bold) for i, t in enumerate(text.split()))
    return Paragraph((line_of(1, words),))


def outline(*texts: str) -> Node:
    return build_outline([paragraph(text) for text in texts], lambda text: text.startswith("Sở "))


def shape(node: Node) -> list[str]:
    """ "label(children)" of everything under a node."""
    return [f"{c.label or c.kind}" + (f"({' '.join(shape(c))})" if c.children else "") for c in node.children]


def test_labels_nest_in_their_order() -> None:
    """Roman holds Arabic, Arabic holds letters, letters hold dashes."""
    root = outline("I. A", "1. B", "a) C", "- D", "+ E", "b) F", "2. G", "II. H")
    assert shape(root) == ["I(1(a(-(+)) b) 2)", "II"]


def test_dotted_labels_stand_under_their_stem() -> None:
    """2.1 stands under 2, 2.1.1 under 2.1."""
    assert shape(outline("1. A", "1.1 B", "2. C", "2.1. D", "2.1.1. E", "2.2. F")) == ["1(1.1)", "2(2.1(2.1.1) 2.2)"]


def test_letters_follow_the_vietnamese_order() -> None:
    """đ counts on from d, g from e, and i is a letter after h."""
    assert shape(outline("1. A", *[f"{letter}) X" for letter in LETTERS[:11]], "2. B")) == [
        f"1({' '.join(LETTERS[:11])})",
        "2",
    ]


def test_a_capital_after_capitals_is_no_roman_number() -> None:
    """C and D count on from B; I under them is Roman."""
    assert shape(outline("A. X", "I. Y", "B. X", "I. Y", "C. X", "D. X")) == ["A(I)", "B(I)", "C", "D"]


def test_a_repeated_label_stands_beside_the_first() -> None:
    """A plan may number two sections III."""
    assert shape(outline("I. A", "II. B", "III. C", "III. D", "IV. E")) == ["I", "II", "III", "III", "IV"]


def test_a_skipped_label_stays_in_its_list() -> None:
    """k after h is the next item of the list."""
    assert shape(outline("1. A", "a) B", "b) C", "d) D", "2. E")) == ["1(a b d)", "2"]


def test_a_count_may_start_anew_under_each_item() -> None:
    """1, 2 under a) and 1, 2 under b) are two lists."""
    assert shape(outline("I. A", "a) B:", "1. C", "2. D", "b) E:", "1. F", "2. G")) == ["I(a(1 2) b(1 2))"]


def test_a_colon_opens_a_list_of_the_same_number_kind() -> None:
    """ "1." right under a heading "1." opens a list below it, and the outer count goes on."""
    assert shape(outline("II. A", "1. Về y tế", "1. Khám.", "2. Chữa.", "2. Về học", "3. Dạy.")) == ["II(1(1 2) 2(3))"]


def test_an_amount_is_no_label() -> None:
    """ "2.5 tỷ đồng" at the start of a paragraph is text."""
    assert shape(outline("I. A", "2.5 tỷ đồng từ ngân sách.")) == ["I(text)"]


def test_the_title_may_stand_on_the_next_line() -> None:
    """ "Chương I" takes the line below as its title."""
    root = outline("Chương I", "QUY ĐỊNH CHUNG", "1. A.")
    assert [(n.label, n.title) for n in root.children] == [("Chương I", "QUY ĐỊNH CHUNG")]


def test_a_unit_on_a_line_of_its_own_is_a_heading() -> None:
    """A bare unit name opens a level."""
    assert shape(outline("I. A", "Sở Y tế", "- B", "Sở Nội vụ", "- C")) == ["I(heading(-) heading(-))"]


SAMPLE_TITLES = st.sampled_from(["Rà soát.", "Tuyên truyền.", "Tập huấn.", "Kiểm tra.", "Báo cáo kết quả."])
LEVELS = ("roman", "arabic", "letter", "dash", "plus")


def label(level: str, place: int) -> str:
    return {
        "roman": f"{roman_numeral(place)}.",
        "arabic": f"{place}.",
        "letter": f"{LETTERS[place - 1]})",
        "dash": "-",
        "plus": "+",
    }[level]


def trees(level: int) -> st.SearchStrategy[Tree]:
    """Lists of items, each with a list of the next level or of one further down."""
    if level >= len(LEVELS):
        return st.just([])
    below = st.just([]) if level == len(LEVELS) - 1 else trees(level + 1)
    items = st.tuples(SAMPLE_TITLES, below)
    return st.lists(items, max_size=4) if level else st.lists(items, min_size=1, max_size=4)


def printed(tree: Tree, level: int = 0) -> list[str]:
    out = []
    for place, (title, below) in enumerate(tree, 1):
        out.append(f"{label(LEVELS[level], place)} {title}")
        out.extend(printed(below, level + 1))
    return out


def read_back(node: Node) -> Tree:
    return [(child.title, read_back(child)) for child in node.children]


@settings(max_examples=150, deadline=None)
@given(trees(0))
def test_a_printed_outline_is_read_back(tree: Tree) -> None:
    """An outline printed from any tree of sections is read back as that tree."""
    assert read_back(outline(*printed(tree))) == tree


def test_a_list_of_capitals_may_leave_out_the_letter_that_only_vietnamese_has() -> None:
    """D, then E: many lists count so; B, then D is a gap."""
    tree = outline("A. Một", "B. Hai", "C. Ba", "D. Bốn", "E. Năm")
    assert not list(check_numbering(tree, {}))
    assert list(check_numbering(outline("A. Một", "B. Hai", "D. Bốn"), {}))


def test_a_numbered_line_with_a_label_counts() -> None:
    """ "1. Thời gian tổ chức: …" is no item of the list, but its number is not missing."""
    assert not list(check_numbering(outline("1. Thời gian tổ chức: 03 ngày.", "2. Chương trình chi tiết"), {}))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (("I. A", "II. B", "II. C", "1. D", "IV. E"), ["I", "II", "III(1)", "IV"]),
        (("I. A", "II. B", "II. C"), ["I", "II", "III"]),
        (("I. A", "1. B", "2. C", "II. D", "I. E", "2. F"), ["I(1 2)", "II(1 2)"]),
        (("I. A", "II. B", "I. C", "II. D"), ["I", "II", "I", "II"]),
        (("1. A", "e) B", "g8) C", "h) D"), ["1(e g h)"]),
        (("1. A", "g) B", "g1) C", "g2) D"), ["1(g g1 g2)"]),
        (("1. A", "a) B", "_- C", "b) D"), ["1(a(-) b)"]),
    ],
)
def test_on_a_scan_the_count_tells_what_a_label_was(read: tuple[str, ...], printed: list[str]) -> None:
    """ "II, II, IV" is II, III, IV; an I. over a 2. is its 1.; "g8)" behind "e)" is g); "_-" is a dash."""
    blocks = [paragraph(text) for text in read]
    assert shape(build_outline(blocks, lambda _: False, doubtful={1})) == printed
