"""Labels at the beginning of damaged lines: "Ill-" is "III-", "Iv." is "IV.", "0)" is "o)", and "b)" is no word.

The strokes of a Roman numeral are taken for small l, for one another, or lost; which numeral is meant, the count tells.
It also tells that "4," after "3." is "4.".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from normalize.diacritics.words import OPENING, Row, is_shouting

_TOKEN = re.compile(r"(?P<core>[IVXLHlivx1|!]{1,6})(?P<close>[.,)]|[-–—]|[.,][-–—])?$")
_CLEAN = re.compile(r"[IVX]+[.)–-]$")
_PARTS = re.compile(r"(I*)([VX]*)(I*)")
_SIGNS = str.maketrans({**dict.fromkeys("l1|!iL", "I"), "v": "V", "x": "X", "H": "II"})
_MISREAD = re.compile(r"(?=.*[l|])[IVXl1|]{1,5}(?:[.)]|[.)]?[-–])$")
"""A number in which a stroke is surely misread: "Il.", "lll-", "l."; "l)" and "l." are letters too."""
MOST = 20
"""The largest number of a part."""

LOST, MORE = 1.2, 2.0
"""What a stroke costs that was lost, or seen twice, in a numeral whose strokes are misread."""
LOST_OF_CLEAN, MORE_OF_CLEAN = 2.4, 3.5
"""The same in one that looks well."""
REPEATED, SKIPPED, RESTARTED, HEADLESS = 2.6, 2.5, 1.5, 1.0
"""What a count costs that does not go up by one: "II." twice, "I." then "III.", "I." anew, and one begun by another."""
NO_NUMERAL = 1.0
"""What it costs to take a stretch such as "1." for no Roman numeral, where it may be none."""
H_STROKES = 1.5
"""An H is two strokes, where a count lacks them, and a letter of its own elsewhere."""

_NUMBER = re.compile(r"(?P<number>[1-9]\d?)(?P<close>[.,)])$")
_ONES = ("l.", "|.", "l)", "|)")
_MISREAD_LETTERS = {"0)": "o)", "|)": "l)"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row whose first token may be a Roman label."""

    row: int
    close: str
    costs: dict[int, float]
    """Its possible numbers, each with what it costs to read it so; 0 is no number at all."""


def has_misread_labels(text: str) -> bool:
    """Whether a page of good text may have misread numbers: "Il. NHIỆM VỤ"."""
    return any(("l" in token or "|" in token) and _MISREAD.match(token) for token in text.split())


def is_misread_label(row: Row) -> bool:
    """Whether the number that *row* begins with is surely misread, whatever the rest of it is."""
    return len(row.tokens) > 1 and _MISREAD.match(row.tokens[0]) is not None


def mend_labels(rows: Sequence[Row], damaged: Sequence[bool]) -> list[Row]:
    """*rows* with misread labels mended in those that are *damaged*; the others only take part in the count."""
    mended = list(rows)
    candidates = [c for i, row in enumerate(rows) if (c := _candidate(i, row, damaged[i])) is not None]
    for candidate, value in zip(candidates, _best_count(candidates), strict=True):
        if value and damaged[candidate.row]:
            mended[candidate.row] = _with_label(rows[candidate.row], _numeral(value) + candidate.close)
    last = 0
    for i, row in enumerate(mended):
        if len(row.tokens) < 2 or not row.tokens[1].lstrip(OPENING)[:1].isupper():
            continue
        if damaged[i] and row.tokens[0] in _MISREAD_LETTERS:
            mended[i] = _with_label(row, _MISREAD_LETTERS[row.tokens[0]])
        match = _NUMBER.match(row.tokens[0])
        if match is not None:
            value = int(match["number"])
            if match["close"] == "," and damaged[i] and value in (1, last + 1):
                mended[i] = _with_label(row, f"{value}.")
                last = value
            elif match["close"] != ",":
                last = value
    return mended


def mend_ones(rows: Sequence[Row], misread: Sequence[bool]) -> list[Row]:
    """*rows* with "l." made "1." in those whose numbers are *misread* though their words are right."""
    return [
        _with_label(row, f"1{row.tokens[0][1]}") if bad and row.tokens[0] in _ONES and _counts_on(rows, i) else row
        for i, (row, bad) in enumerate(zip(rows, misread, strict=True))
    ]


def _counts_on(rows: Sequence[Row], at: int) -> bool:
    """Whether a stroke that opens row *at* is a one: "2" is the next number below it; "l)" after "k)" is a letter."""
    close = rows[at].tokens[0][1]
    before = next((row.tokens[0] for row in reversed(rows[:at]) if row.tokens and row.tokens[0].endswith(close)), "")
    if before == f"k{close}" or not rows[at].tokens[1].lstrip(OPENING)[:1].isupper():
        return False
    numbers = (row.tokens[0] for row in rows[at + 1 :] if row.tokens and _NUMBER.match(row.tokens[0]))
    return next(numbers, "") == f"2{close}"


def _with_label(row: Row, label: str) -> Row:
    return replace(row, tokens=(label, *row.tokens[1:]))


def _candidate(number: int, row: Row, damaged: bool) -> _Candidate | None:
    """What the first token of *row* may count, None where it is no label or beyond doubt an Arabic one."""
    tokens = row.tokens
    match = _TOKEN.match(tokens[0]) if len(tokens) > 1 else None
    if match is None or not tokens[1].lstrip(OPENING)[:1].isupper():
        return None
    core, close = match["core"], (match["close"] or "").replace(",", ".")
    clean = _CLEAN.match(tokens[0]) is not None
    if not clean and not damaged:
        return None
    shouting = is_shouting(tokens[1:])
    large = any(sign in "IVXHL" for sign in core)
    if core == "L" and close:
        return None  # it may be the twelfth capital
    if not shouting and (not close or not large or core in ("L", "H")):
        return None  # "l." may be "1.", "i)" and "v)" are letters
    if not close and not (large and (len(core) > 1 or core == "L")):
        return None
    costs = _costs(core, clean)
    if not costs:
        return None
    if not large or core in ("H", "L"):
        costs[0] = NO_NUMERAL
    return _Candidate(number, close or ".", costs)


def _costs(core: str, clean: bool) -> dict[int, float]:
    """The numbers that *core* may be, each with what it costs to read it so."""
    if core in ("IvV", "VvV"):  # one letter seen twice
        core = core.replace("v", "")
    match = _PARTS.fullmatch(core.translate(_SIGNS))
    if match is None:
        return {}
    misread = any(sign in "l1|!iLH" for sign in core)
    costs: dict[int, float] = {}
    for value in range(1, MOST + 1):
        other = _PARTS.fullmatch(_numeral(value))
        if other is not None and other[2] == match[2]:
            more = len(other[1]) + len(other[3]) - len(match[1]) - len(match[3])
            strokes = abs(len(other[1]) - len(match[1])) + abs(len(other[3]) - len(match[3]))
            if misread and not clean:
                each = LOST if more > 0 else MORE
            else:
                each = LOST_OF_CLEAN if more > 0 else MORE_OF_CLEAN
            if strokes <= 1:
                costs[value] = strokes * each + (H_STROKES if core == "H" else 0.0)
    return costs


def _best_count(candidates: Sequence[_Candidate]) -> list[int]:
    """The number of each of *candidates* with which they count up best; 0 for what is no numeral."""
    paths: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for candidate in candidates:
        longer: dict[int, tuple[float, list[int]]] = {}
        for value, cost in candidate.costs.items():
            for last, (before, path) in paths.items():
                total = before + cost + (_step(last, value) if value else 0.0)
                now = value or last
                if now not in longer or total < longer[now][0]:
                    longer[now] = (total, [*path, value])
        paths = longer
    return min(paths.values())[1]


def _step(last: int, value: int) -> float:
    if value == last + 1:
        return 0.0
    if not last:
        return HEADLESS
    if value == 1:
        return RESTARTED
    return REPEATED if value == last else SKIPPED


@lru_cache(maxsize=64)
def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
