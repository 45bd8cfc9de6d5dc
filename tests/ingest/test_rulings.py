"""Ruling lines found in the picture of a page: faint ones, ones of dashes, and tables ruled across only."""

import numpy as np
import pytest

from ingest.open_tables import find_open_table
from ingest.raster import Grey
from ingest.rulings import Rule, find_rules, find_straight, with_hairlines
from ingest.short_rules import find_short_pieces

SCALE = 200 / 72
ROWS, COLUMNS = (200, 300, 400, 500), (100, 400, 900)


def ruled(tone: int, dash: int = 0, seed: int = 1) -> Grey:
    """A grainy page with a table of three rows and two columns, its rules one pixel wide, of *tone*, in dashes."""
    page = np.full((800, 1000), 250.0)
    solid = np.ones(1000, bool) if not dash else np.arange(1000) // dash % 2 == 0
    for y in ROWS:
        page[y, 100:901][solid[100:901]] = tone
    for x in COLUMNS:
        page[200:501, x][solid[200:501]] = tone
    page[230:250, 150:155] = 20  # a letter
    return np.asarray(np.clip(page + np.random.default_rng(seed).normal(0, 5, page.shape), 0, 255), dtype=np.uint8)


def ink_of(grey: Grey) -> Grey:
    return np.asarray(np.where(grey < 140, 255, 0), dtype=np.uint8)


@pytest.mark.parametrize(("tone", "dash"), [(190, 0), (20, 5)], ids=["faint", "dashed"])
def test_rules_too_light_or_in_dashes_are_found(tone: int, dash: int) -> None:
    """Hairlines in grey and rules of dashes make the same grid as whole black ones; as plain ink they make none."""
    grey = ruled(tone, dash)
    assert find_rules(ink_of(grey), SCALE)[0] == ()
    (table,), _, mask = find_rules(with_hairlines(ink_of(grey), grey, SCALE), SCALE, broken=True)
    assert sorted(round(r.at / 5) * 5 for r in table if r.horizontal) == list(ROWS)
    assert sorted(round(r.at / 5) * 5 for r in table if not r.horizontal) == list(COLUMNS)
    assert not mask[240, 152]


def test_grain_alone_makes_no_hairlines() -> None:
    """Paper stays paper."""
    blank = np.random.default_rng(2).normal(245, 6, (600, 600)).clip(0, 255).astype(np.uint8)
    assert not with_hairlines(np.zeros_like(blank), blank, SCALE).any()


def test_bars_of_capitals_that_touch_a_side_of_a_table_are_no_rule() -> None:
    """The serifs of a bold "TT" run into one bar from near the left side; without it the letters read "rr"."""
    ink = ink_of(ruled(20))
    ink[240:243, 106:160] = 255
    (table,), _, mask = find_rules(ink, SCALE)
    assert sorted(round(r.at / 5) * 5 for r in table if r.horizontal) == list(ROWS)
    assert not mask[241, 130]


def test_a_frame_around_the_page_is_no_table() -> None:
    """The edge of a photographed sheet makes four rules; the table within is the only one."""
    ink = np.zeros((1000, 1200), np.uint8)
    ink[100:900, 100:1100] = ink_of(ruled(20))
    for y in (40, 960):
        ink[y : y + 3, 40:1160] = 255
    for x in (40, 1157):
        ink[40:963, x : x + 3] = 255
    (table,), lone, mask = find_rules(ink, SCALE)
    assert sorted(round(r.at / 5) * 5 for r in table if r.horizontal) == [y + 100 for y in ROWS]
    assert lone == ()
    assert mask[41, 600]


def test_uprights_of_a_low_row_and_washed_out_ends_are_rules() -> None:
    """A row of one line of small print has rules as long as letters; a seal leaves only specks of a rule's end."""
    ink = ink_of(ruled(20))
    ink[236:238, 100:901] = 255
    ink[200:237, 650:652] = 255  # parts the first row, 13 points high, alone
    ink[420:500, 399:402] = 0
    ink[430:470, 400] = 255  # of the middle upright
    (table,), _, _ = find_rules(ink, SCALE)
    short = find_short_pieces(ink, table, SCALE)
    (table,), _, _ = find_rules(ink, SCALE, straight=[*find_straight(ink, SCALE), *short])
    low = [rule for rule in table if not rule.horizontal and abs(rule.at - 651) < 3]
    assert [(round(rule.start), round(rule.end)) for rule in low] == [(200, 236)]
    assert max(rule.end for rule in table if not rule.horizontal and abs(rule.at - 400) < 3) >= 498


def test_stems_of_two_tight_lines_are_no_rule() -> None:
    """In coarse print a T stands on an h: a stroke as long as a rule, but with letters beside it."""
    ink = ink_of(ruled(20))
    lines = ink.copy()
    for x in range(460, 860, 26):
        lines[350:400, x : x + 4] = 255
        lines[350:400:2, x + 6 : x + 20] = 255
    assert [p.at for p, _ in find_straight(lines, SCALE) if not p.horizontal] == [
        p.at for p, _ in find_straight(ink, SCALE) if not p.horizontal
    ]


def words(*rows: tuple[int, ...]) -> Grey:
    """Rows of 100 pixels, each with words 120 pixels wide that begin at these places, as if typed in columns."""
    ink = np.zeros((100 * len(rows) + 100, 1000), np.uint8)
    for i, starts in enumerate(rows):
        for x in starts:
            ink[100 * i + 130 : 100 * i + 160, x : x + 120] = 255
    return ink


def rules(count: int) -> tuple[Rule, ...]:
    return tuple(Rule(True, 100.0 * (i + 1), 100.0, 900.0) for i in range(count))


def test_columns_without_rules_are_told_by_the_white_between_them() -> None:
    """A table ruled across only gets a rule in each gutter, but none through a title that runs across."""
    ink = words((120, 400, 700), (120, 240, 360, 480, 600), (120, 400, 700), (130, 410, 710), (120, 400, 700))
    table = find_open_table(ink, rules(6), SCALE)
    down = sorted((round(r.at), round(r.start)) for r in table if not r.horizontal and 100 < r.at < 900)
    assert len(down) == 8
    assert all(250 <= x <= 400 or 530 <= x <= 700 for x, _ in down)
    assert 200 not in {start for _, start in down}


def test_prose_between_rules_is_no_table() -> None:
    """Rules without columns, and too few rules, are left alone."""
    prose = words(*[(120, 240, 360, 480, 600, 720)] * 5)
    assert find_open_table(prose, rules(6), SCALE) == ()
    assert find_open_table(words((120, 400, 700), (120, 400, 700)), rules(3), SCALE) == ()


def test_a_merged_row_breaks_the_uprights() -> None:
    """A row only as high as its line of type, its cells merged into one, is no break in the rules above and below."""
    ink, (low, high) = np.zeros((800, 1000), np.uint8), (300, 300 + round(12 * SCALE))
    for y in (200, low, high, 500):
        ink[y : y + 2, 100:901] = 255
    for x in COLUMNS:
        for top, bottom in ((200, low), (high, 500)) if x == COLUMNS[1] else ((200, 500),):
            ink[top:bottom, x : x + 2] = 255
    (table,), _, _ = find_rules(ink, SCALE)
    inner = [r for r in table if not r.horizontal and abs(r.at - COLUMNS[1]) < 5]
    assert sorted((round(r.start, -1), round(r.end, -1)) for r in inner) == [(200, low), (round(high, -1), 500)]
