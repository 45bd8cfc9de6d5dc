"""Numbers as Vietnamese plans write them: "1.000", "95,5", "01", "mười một", "hai phần ba"."""

import re

from normalize.text import fold

_DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
"""Source of a pattern for a number in figures: a full stop before each three digits, a comma before decimals."""

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def read_number(text: str) -> float | None:
    """
    The value of a number in figures, Vietnamese style: "1.000" is a thousand, "95,5" ninety-five and a half.

    A full stop that does not part groups of three is a decimal point ("99.5"), as machines set it.
    """
    text = text.strip()
    plain = text.replace(".", "").replace(",", ".") if _THOUSANDS.fullmatch(text) else text.replace(",", ".")
    return float(plain) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain) else None


def read_number_words(text: str) -> float | None:
    """
    The value of a small number in words: "một", "mười hai", "hai mươi lăm", "hai phần ba".

    Returns:
        None when any word of *text* is not part of a number below a hundred or a plain fraction.
    """
    words = fold(text).split()
    if "phan" in words:
        at = words.index("phan")
        above, below = _whole(words[:at]), _whole(words[at + 1 :])
        return above / below if above is not None and below else None
    return _whole(words)


def _whole(words: list[str]) -> float | None:
    if len(words) == 1 and words[0] in _DIGITS:
        return _DIGITS[words[0]]
    if words[:1] == ["muoi"]:
        tens, rest = 1, words[1:]
    elif len(words) >= 2 and words[0] in _DIGITS and words[1] == "muoi":
        tens, rest = _DIGITS[words[0]], words[2:]
    else:
        return None
    if not rest:
        return tens * 10
    # "hai mươi mốt" folds to "mot" too.
    return tens * 10 + _DIGITS[rest[0]] if len(rest) == 1 and rest[0] in _DIGITS else None
