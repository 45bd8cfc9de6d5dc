"""Words put together into lines."""

from models.page import Page, Word
from parsers.lines import _reading_order, find_lines


def words(top: float, *placed: tuple[float, str]) -> list[Word]:
    """Words of one row at *top*, each at its left edge."""
    return [Word(text, (x, top, x + 6.0 * len(text), top + 14), 14.0) for x, text in placed]


def page(*rows: list[Word]) -> Page:
    return Page(1, 595, 842, tuple(word for row in rows for word in row), ())


def texts(*rows: list[Word]) -> list[str]:
    return [line.text for line in find_lines(page(*rows))]


def test_words_beside_each_other_are_one_line() -> None:
    """Words on one row come out in order from left to right."""
    assert texts(words(100, (140, "hoạch"), (100, "Kế"))) == ["Kế hoạch"]


def test_rows_come_from_top_to_bottom() -> None:
    """The upper row is the first line."""
    assert texts(words(120, (100, "sau")), words(100, (100, "trước"))) == ["trước", "sau"]


def test_a_skewed_row_is_one_line() -> None:
    """A row that climbs by half its height over the page stays one line."""
    row = [Word(f"từ{i}", (80 + 40 * i, 100 + 0.7 * i, 110 + 40 * i, 114 + 0.7 * i), 14.0) for i in range(11)]
    assert len(find_lines(page(row))) == 1


def test_two_columns_are_read_one_after_the_other() -> None:
    """A letterhead's left column comes whole before its right one."""
    rows = [words(60 + 16 * i, (90, f"trái{i}"), (330, f"phải{i}")) for i in range(3)]
    assert texts(*rows) == ["trái0", "trái1", "trái2", "phải0", "phải1", "phải2"]


def test_columns_set_off_by_half_a_line_stay_apart() -> None:
    """Recipients and signature on rows of different heights are read as two columns."""
    left = [words(700 + 14 * i, (90, f"nhận{i}")) for i in range(3)]
    right = [words(700, (380, "CHỦ"), (402, "TỊCH")), words(721, (380, "PHÓ"), (402, "BAN"))]
    assert texts(*left, *right) == ["nhận0", "nhận1", "nhận2", "CHỦ TỊCH", "PHÓ BAN"]


def test_a_blank_number_does_not_part_its_line() -> None:
    """ "Số:      /KH-SYT" is one line: a gap that no neighbour shares is a blank to fill in."""
    row = words(100, (100, "Số:"), (148, "/KH-SYT"))
    assert texts(row, words(120, (100, "Kính"), (128, "gửi"))) == ["Số: /KH-SYT", "Kính gửi"]


def test_a_tab_after_a_label_does_not_part_its_line() -> None:
    """Labels with their texts at a tab are lines, not two columns."""
    rows = [words(100 + 16 * i, (90, f"{i}."), (125, "Rà"), (145, "soát")) for i in range(1, 4)]
    assert texts(*rows) == ["1. Rà soát", "2. Rà soát", "3. Rà soát"]


def test_words_of_a_table_are_left_out() -> None:
    """Words inside an excluded box are not in the lines."""
    rows = [words(100, (100, "ngoài")), words(300, (100, "trong"))]
    assert [line.text for line in find_lines(page(*rows), [(50, 250, 500, 400)])] == ["ngoài"]


def test_every_word_is_in_one_line() -> None:
    """Text in is text out."""
    rows = [
        words(100 + 9 * i, *[(80 + 37 * j + 5 * (i % 3), f"w{i}-{j}") for j in range(1 + i % 7)]) for i in range(20)
    ]
    out = [word.text for line in find_lines(page(*rows)) for word in line.words]
    assert sorted(out) == sorted(word.text for row in rows for word in row)


def test_pieces_that_overlap_are_no_columns() -> None:
    """A broken font can lay one piece of a row over the other: they are read in their order, and reading ends."""
    left, right = ([Word(text, (x, 100.0, x + 60.0, 112.0), 12.0)] for text, x in (("Rà", 50.0), ("soát", 90.0)))
    assert _reading_order([[left, right]]) == [left, right]


def test_lines_stretched_to_the_edge_are_whole() -> None:
    """Lines of a justified paragraph that were broken by hand have wide gaps, all alike in one line: no columns."""

    def stretched(top: float, texts: list[str]) -> list[Word]:
        gap = (455 - sum(6.0 * len(text) for text in texts)) / (len(texts) - 1)
        row, x = [], 85.0
        for text in texts:
            row.append(Word(text, (x, top, x + 6.0 * len(text), top + 14), 14.0))
            x += 6.0 * len(text) + gap
        return row

    printed = ["+ Chủ trì: Phòng Pháp chế.", "+ Phối hợp: Văn phòng Cục, Thanh tra.", "+ Thời hạn: 30/6/2026."]
    assert texts(*(stretched(100 + 18 * at, text.split()) for at, text in enumerate(printed))) == printed
