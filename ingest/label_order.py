"""Tells a 1 from an I in a column of labels by what stands above and below it: 1.1 follows 1, 2 follows 1, 1 follows I.

In coarse or blurred print both are one stroke, and the dot of "1.1" is easily lost; the full stop of "5." passes for a
comma, the 8 of "8." for a paragraph sign, the c of "c)" for an e. Labels count up, so that the others say which it is.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.letters import InkWord

_LABEL = re.compile(r"(?:[IVXl|]{1,5}|\d{1,3})(?:[./][\dIl|]{1,2})*[.)]?|[A-EĐ][.)]?")
_ONE = frozenset({"I", "l", "|"})
"""What a 1 is read as."""
_PART = re.compile(r"(\d{1,2})\.(\d{1,2})")
_NUMBER = re.compile(r"(\d{1,2})[.,]")
_EIGHTS = frozenset({"§.", "$.", "S."})
"""What "8." is read as."""
_LETTER = re.compile(r"([a-zđ])\)")
_OTHERS = frozenset({"x", "+", "-", "–", "tt", "stt"})
"""What may stand in a first column and is no label."""
_CROSSES = frozenset({"I", "L", "F"})
"""What a "+" is read as."""
_LIKE_TT = re.compile(r"[S58]?[T1IlFrŤ7]{2}|T[iïỉịT]")
_DOUBTFUL = 0.5
_NEAR = 2
"""Lines between a label and one like it, at most."""
_SHORT = 4
"""Signs of a label that cannot be read, at most."""
_COLUMN_POINTS = 14.0
"""Middles of labels of one column differ by less."""
_SURE, _GUESSED = 0.9, 0.4
"""Confidence of a label that the others tell; the second where it could not be read at all, which a person is told."""


def _middle(word: InkWord) -> float:
    return (word.left + word.right) / 2


def count_up(words: list[InkWord], scale: float) -> list[InkWord]:
    """The *words* of a page with those labels of its first column mended that do not count up as they were read."""
    in_line = Counter(word.line for word in words)
    short = [word for word in words if in_line[word.line] == 1 and len(word.text) <= _SHORT]
    labels = [word for word in short if _LABEL.fullmatch(word.text)]
    if len(labels) < 3:
        return words
    first = min(_middle(label) for label in labels)
    column = sorted((w for w in short if abs(_middle(w) - first) < _COLUMN_POINTS * scale), key=lambda w: w.top)
    column = [_headed(word, column[i + 1 : i + 2]) for i, word in enumerate(column)]
    ordered = zip(column, in_order([word.text for word in column]), strict=True)
    mended = {_place(w): replace(w, text=text, confidence=_sure(w)) for w, text in ordered if text != w.text}
    mended = {_place(word): word for word in column} | mended
    return [mended.get(_place(word), word) for word in words]


def _place(word: InkWord) -> tuple[float, float]:
    return word.left, word.top


def _headed(word: InkWord, below: Sequence[InkWord]) -> InkWord:
    """ "TT" over the labels of a table, which coarse print makes "11" or "rr", as it is printed."""
    if not below or word.confidence >= _DOUBTFUL or not _LIKE_TT.fullmatch(word.text):
        return word
    label = below[0].text.rstrip(".)")
    counts_on = word.text.isdigit() and label.isdigit() and int(label) == int(word.text) + 1
    if counts_on or not _LABEL.fullmatch(below[0].text):
        return word
    return replace(word, text="STT" if len(word.text) == 3 else "TT", confidence=_SURE)


def mend_heads(words: list[InkWord]) -> list[InkWord]:
    """The *words* of a page with labels at the heads of lines mended where those before and after want others."""
    lines: dict[object, list[InkWord]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    heads = [sorted(line, key=lambda w: w.left)[:2] for line in lines.values()]
    heads.sort(key=lambda head: head[0].top)
    mended: dict[int, InkWord] = {}
    for head, text in (*_stopped(heads), *_lettered(heads), *_crossed(heads)):
        mended[id(head)] = replace(head, text=text, confidence=min(head.confidence, _SURE))
    return [mended.get(id(word), word) for word in words]


def _stopped(heads: Sequence[Sequence[InkWord]]) -> Iterator[tuple[InkWord, str]]:
    """ "5," that follows "4." is "5.", and "§." that follows "7." is "8."."""
    numbers = [_number(head) for head in heads]
    for i, head in enumerate(heads):
        number = numbers[i]
        if number is None or not (head[0].text.endswith(",") or head[0].text in _EIGHTS):
            continue
        above = next((n for n in reversed(numbers[:i]) if n is not None), None)
        below = next((n for n in numbers[i + 1 :] if n is not None), None)
        if above == number - 1 or (number == 1 and below == 2):
            yield head[0], f"{number}."


def _lettered(heads: Sequence[Sequence[InkWord]]) -> Iterator[tuple[InkWord, str]]:
    """ "e)" that follows "b)" is "c)", unless what is between them stands on the page before."""
    letters = [match[1] if (match := _LETTER.fullmatch(head[0].text)) else None for head in heads]
    for i, head in enumerate(heads):
        if letters[i] != "e":
            continue
        above = next((letter for letter in reversed(letters[:i]) if letter is not None), None)
        below = next((letter for letter in letters[i + 1 :] if letter is not None), "a")
        if above == "b" and below in ("d", "a"):
            yield head[0], "c)"


def _crossed(heads: Sequence[Sequence[InkWord]]) -> Iterator[tuple[InkWord, str]]:
    """ "I", "L" or "F" before a capital is "+" where a "+" heads a line next to it and stands right above or below."""
    for i, head in enumerate(heads):
        if head[0].text not in _CROSSES or not head[1:] or not head[1].text[:1].isupper():
            continue
        if len(head[1].text) > 1 and head[1].text.isupper() and head[0].text == "I":
            continue  # "I MỤC TIÊU"
        near = heads[max(i - _NEAR, 0) : i + _NEAR + 1]
        reach = head[0].bottom - head[0].top
        if any(other[0].text == "+" and abs(other[0].left - head[0].left) < reach for other in near):
            yield head[0], "+"


def _number(head: Sequence[InkWord]) -> int | None:
    """The number that a line of an item begins with, its first words in *head*; None for other lines."""
    label = _NUMBER.fullmatch("8." if head[0].text in _EIGHTS else head[0].text)
    return int(label[1]) if label and head[1:] and head[1].text[:1].isupper() else None


def _sure(word: InkWord) -> float:
    return min(word.confidence, _SURE if _LABEL.fullmatch(word.text) else _GUESSED)


def in_order(labels: Sequence[str]) -> list[str]:
    """The *labels* of a column from top to bottom, with each 1 that was read as an I, and the other way round."""
    bare = [label.rstrip(".)") for label in labels]
    for i, label in enumerate(bare):
        if label in _ONE and _is_one(bare, i):
            bare[i] = "1"
        elif label == "1" and _is_roman(bare, i):
            bare[i] = "I"
        elif label == "8" and _is_letter(bare, i):
            bare[i] = "B"
    for i in range(1, len(bare)):
        bare[i] = _part_of(bare, i)
    bare = _filled(bare)
    return [text + label[len(label.rstrip(".)")) :] for text, label in zip(bare, labels, strict=True)]


def _filled(labels: Sequence[str]) -> list[str]:
    """The *labels* with numbers for those that cannot be read, where exactly so many are missing: 4, nn, mm, 7."""
    out = list(labels)
    last: int | None = None
    for i, label in enumerate(labels):
        if _LABEL.fullmatch(label) or label.lower() in _OTHERS:
            unread = i - last - 1 if last is not None else 0
            if unread and last is not None and label.isdigit() and int(label) == int(out[last]) + unread + 1:
                out[last + 1 : i] = [str(int(out[last]) + step) for step in range(1, unread + 1)]
            last = i if label.isdigit() else None
    return out


def _is_letter(labels: Sequence[str], at: int) -> bool:
    """Whether the 8 at this place is the B after an A: rows begin again with 1 below it, and none counted up to it."""
    above, below = labels[:at], labels[at + 1 :]
    return "A" in above and "B" not in labels and above[-1] != "7" and below[:1] in (["1"], ["I"])


def _part_of(labels: Sequence[str], at: int) -> str:
    """The label at this place, with its dot where only "1.2" can follow: "12", "1/2" and "I.2" are seen for it."""
    seen, wanted = labels[at], _next_part(labels[at - 1])
    if wanted is None or seen == wanted or not _ends_well(labels, at, wanted):
        return seen
    if _figures(seen) == _figures(wanted):
        return wanted
    # Unreadable, in a table that has such parts elsewhere.
    parts = sum(_PART.fullmatch(label) is not None for label in labels)
    unreadable = not _LABEL.fullmatch(seen) and seen.lower() not in _OTHERS
    return wanted if unreadable and parts > 1 else seen


def _next_part(label: str) -> str | None:
    """The part that follows a label: 1.1 after 1, 1.3 after 1.2."""
    if label.isdigit() and len(label) < 3:
        return f"{label}.1"
    part = _PART.fullmatch(label)
    return f"{part[1]}.{int(part[2]) + 1}" if part else None


def _ends_well(labels: Sequence[str], at: int, wanted: str) -> bool:
    """Whether what stands below can follow the part *wanted*."""
    after = labels[at + 1] if at + 1 < len(labels) else ""
    number = wanted.partition(".")[0]
    following = _figures(_next_part(wanted) or "")
    can_follow = {following, str(int(number) + 1)}
    return not after or not _LABEL.fullmatch(after) or not after[0].isdigit() or _figures(after) in can_follow


def _figures(label: str) -> str:
    """The figures of a label, whatever stands between them."""
    return re.sub(r"[./,:]", "", re.sub(r"[Il|]", "1", label))


def _is_one(labels: Sequence[str], at: int) -> bool:
    """Whether the I at this place is a 1: a 2 follows, or nothing in the column is Roman."""
    following = next((label for label in labels[at + 1 :] if "." not in label), "")
    if following in ("1", "II"):
        return False
    if following == "2":
        return True
    roman = any(re.fullmatch(r"[IVX]{2,}|[VX]", label.split(".")[0]) for label in labels)
    return not roman and sum(label.isdigit() for label in labels) > 1


def _is_roman(labels: Sequence[str], at: int) -> bool:
    """Whether the 1 at this place is an I: another 1 follows, and a II after that, but no I."""
    rest = [label for label in labels[at + 1 :] if "." not in label]
    if rest[:1] != ["1"] or "II" not in rest:
        return False
    return not _ONE & {*labels[:at], *rest[: rest.index("II")]}
