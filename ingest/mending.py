"""Takes back what Tesseract is known to make of print: letters that Vietnamese has not, doubled letters, specks.

Only slips with one possible reading are mended; the rest is left for the findings. Codes and dates are checked by
meaning, in `normalize`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One known slip: what it looks like, and what was printed."""

    name: str
    pattern: re.Pattern[str]
    reader: str | Callable[[re.Match[str]], str]
    examples: tuple[tuple[str, str], ...]
    near_misses: tuple[str, ...] = ()


_TWINS = {"\u00d1": "N", "\u00f1": "n", "\u00f8": "o", "\u00f0": "đ", "\u00d0": "Đ", "\u2044": "/", "\u00ef": "i"}
"""Letters that Vietnamese has not, by what they are mistaken for."""
_BESIDE_TWIN = "|".join(f"{odd}(?={twin})|(?<={twin}){odd}" for odd, twin in _TWINS.items())

_KINDS = "NQ|KH|QĐ|TB|BC|CT|CV|TTr|TT|NĐ|HD|CTr|ĐA|QC|KL|PA|GM"
"""Kinds of document as the numbers of public bodies name them."""

_MARKED = "".join(letter for code in range(0xC0, 0x1EFA) if (letter := chr(code)).isupper() and letter.isalpha())
"""Capitals with marks: no abbreviation or unit of measure ("kWh", "KHxHCN") has one behind a small letter."""

RULES: tuple[Rule, ...] = (
    Rule(
        "a letter beside its foreign twin: both readings of one shape",
        re.compile(_BESIDE_TWIN),
        "",
        (
            ("N\u00d1ăm", "Năm"),
            ("71/N\u00d1Q-CP", "71/NQ-CP"),
            ("Io\u00f8T", "IoT"),
            ("đ\u00f0ơn", "đơn"),
            ("/9/\u20442025", "/9/2025"),
        ),
        ("Nên", "đơn"),
    ),
    Rule(
        "a dash at the head of an item",
        re.compile(r"\A(?:~-?|-~|¬|--)\Z"),
        "-",
        (("~", "-"), ("~-", "-")),
        ("~5", "-"),
    ),
    Rule(
        "a small letter with marks read as its capital at the end of a word",
        re.compile(rf"(?<=[a-zà-ỹđ])[{_MARKED}](?=[a-zà-ỹđ]{{0,2}}[.,;:)]*\Z)"),
        lambda match: match.group().lower(),
        (("tỆ", "tệ"), ("ngoẠi", "ngoại"), ("nghỆ,", "nghệ,")),
        ("TỆ", "SỞ", "kWh", "BHXH", "nộiVỤ"),
    ),
    Rule(
        "the label g) misread",
        re.compile("\\A\u00f8(?=[).])"),
        "g",
        (("\u00f8)", "g)"),),
        ("\u00f8re",),
    ),
    Rule(
        "the label l) misread: no plan numbers with I)",
        re.compile(r"\A[I|\]\[!](?=\)\Z)"),
        "l",
        (("I)", "l)"), ("|)", "l)"), ("])", "l)")),
        ("(I)", "I.", "II)", "1)"),
    ),
    Rule(
        "a foreign letter for its twin",
        re.compile(f"[{''.join(_TWINS)}]"),
        lambda match: _TWINS[match.group()],
        (("\u00d0iều", "Điều"), ("12\u20442025", "12/2025")),
        ("Điều",),
    ),
    Rule(
        "a number of a document that lost its stroke: the State's numbers have one before their kind",
        re.compile(
            rf"\A(\d{{1,5}})[.,:|lI]?((?:{_KINDS})[-–][A-ZĐƯ][A-Za-zĐđƯư&]+(?:[-–][A-ZĐƯ][A-Za-zĐđƯư&]+)*[.,;:)]*)\Z"
        ),
        r"\1/\2",
        (
            ("45NQ-HĐND", "45/NQ-HĐND"),
            ("45.NQ-HĐND", "45/NQ-HĐND"),
            ("7BC-UBND", "7/BC-UBND"),
            ("112KH-STC;", "112/KH-STC;"),
        ),
        ("45/NQ-HĐND", "45NQ/TW", "5G-UBND", "2A-KH"),
    ),
    Rule(
        "V/v, which opens the subject of a letter",
        re.compile(r"\AV/[wyuVWY]\Z"),
        "V/v",
        (("V/w", "V/v"), ("V/y", "V/v")),
        ("V/v", "IV/w"),
    ),
    Rule(
        "(b/c), to report to, behind those who receive a copy",
        re.compile(r"\((?:b/[C©€e]?|h/[cC©]|/©)(?=\))"),
        "(b/c",
        (("(b/C);", "(b/c);"), ("(b/©)", "(b/c)"), ("(h/©)", "(b/c)"), ("(/©);", "(b/c);"), ("(b/);", "(b/c);")),
        ("(b/c)", "(B/C)"),
    ),
    Rule(
        "the kind of a joint circular",
        re.compile(r"(?<=\d/)TT[UI1]T(?=-)"),
        "TTLT",
        (("13/2016/TTUT-BYT-BGDĐT", "13/2016/TTLT-BYT-BGDĐT"),),
        ("13/2016/TT-BYT", "TTUT"),
    ),
    Rule(
        "a speck before a capital",
        re.compile(r"\A['`´](?=[^\W\d_][^']*\Z)"),
        "",
        (("'Tên", "Tên"),),
        ("'Tên'", "Tên"),
    ),
    Rule(
        "a speck read as an apostrophe",
        re.compile(r"(?<=[^\W\d_])[‘’'`´](?=[^\W\d_])"),
        "",
        (("nhi’ệm", "nhiệm"),),
        ("‘nhiệm",),
    ),
)


def mend(text: str) -> str:
    """A word that Tesseract read, with its known slips taken back."""
    for rule in RULES:
        text = rule.pattern.sub(rule.reader, text)
    return text
