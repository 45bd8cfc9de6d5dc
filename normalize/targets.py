"""Targets: quantified commitments ("trên 95,5% dân số", "ít nhất 01 khu", "04 chuyên mục") and what they compare."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from models.plan import Comparator
from normalize.dates import find_moments
from normalize.moments import Moment, end_of
from normalize.numbers import NUMBER, read_number, read_number_words
from normalize.rules import Reading
from normalize.text import flow, fold_letters


@dataclass(frozen=True, slots=True)
class TargetReading:
    """One promise in figures."""

    text: str
    """The clause that promises."""
    comparator: Comparator
    value: float
    unit: str
    due_on: date | None


_SHORT_LEAD = re.compile(r"(?:^|[,;:(])[\s\-+•–]*(?:[^\W\d_]+\s){0,2}?([^\W\d_]+\s|)$")
_UNTIL = re.compile(r"\W*(?:Phấn đấu\s)?(?:[Đđ]ến|[Tt]rong|[Tt]ới)\s(?:hết\s|cuối\s)?(?:năm|quý|tháng|ngày)\s")
_FIGURE = re.compile(r"\d|\sphần\s", re.IGNORECASE)
_BASELINE = re.compile(r"%?(?<!trở)\s(?:lên|xuống)(?!\w)")
# Money and crops are promised by the head, the year, the hectare: "80 triệu đồng/người/năm".
_PER = (
    r"(?:(?:(?:(?<=đồng)|(?<=USD)|(?<=tấn)|(?<=tạ))(?:/(?:người|hộ|năm|tháng|quý|ha|vụ|lượt|sản phẩm)(?!\w))+)"
    r"|(?:(?<!buổi)/ngày|/(?:năm|quý|tháng|tuần|vạn dân|\d{1,3}\.000 dân))(?!\w))?"
)

# Two syllables, as most nouns have; one before a word that only joins.
_HEAD_NOUN = r"(?-i:[^\W\d_A-Z]+)(?:\s(?!(?:về|cho|của|để|và|có|tại|trên|trong|là|theo|được|mới)\b)(?-i:[^\W\d_A-Z]+))?"


@dataclass(frozen=True, slots=True)
class _Words:
    quantity: re.Pattern[str]
    """A number with its unit: groups "value", "upper" of a range, "percent" or "noun"."""
    index: re.Pattern[str]
    duration: re.Pattern[str]
    """A time that may not be passed, or to which another is shortened."""
    fraction: re.Pattern[str]
    comparator: re.Pattern[str]
    comparator_after: re.Pattern[str]
    strong: re.Pattern[str]
    meaning: dict[str, Comparator]
    commitment: re.Pattern[str]
    makers: re.Pattern[str]
    """Verbs that bring about what they count, right before a number."""
    abstract: re.Pattern[str]
    """What such verbs count without promising a thing: "thực hiện 05 nhóm giải pháp"."""
    services: re.Pattern[str]
    """What is done for people, and the word right before their number: "khám … cho"."""
    surfaces: frozenset[str]
    """Nouns that things stand on: "trên" before their number mostly says where."""
    reaching: re.Pattern[str]
    placing: frozenset[str]
    refused: re.Pattern[str]
    promises: re.Pattern[str]
    refused_after: re.Pattern[str]
    openings: re.Pattern[str]
    begin: re.Pattern[str]
    end: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    with (Path(__file__).parent / "data" / "targets.toml").open("rb") as file:
        data = tomllib.load(file)
    before, after, counted = data["comparators"], data["comparators_after"], data["counted"]
    specification = rf"\s?(?:{_any(data['counted']['never'])}|{_any(data['commitments']['specifications'])})(?!\w)"
    nouns = rf"(?:{_any(counted['nouns'])})"
    number = rf"(?<![\w.,/-])(?P<value>{NUMBER})(?:\s?%?\s?(?:-|–|đến)\s?(?P<upper>{NUMBER})|/\d{{1,3}}(?=\s))?"
    return _Words(
        quantity=re.compile(
            rf"{number}(?:\s?(?P<percent>[%‰])|(?!{specification})\s(?:\([^()]{{1,20}}\)\s)?(?:(?P<noun>{nouns})(?:/{nouns})?|(?P<other>(?>{_HEAD_NOUN}))){_PER}(?!\w|/))",
            re.IGNORECASE,
        ),
        index=re.compile(
            r"(?P<what>chỉ số|điểm trung bình|điểm bình quân)[^.;:%]{0,80}?"
            rf"\s(?P<word>{_any(before['<'])}|{_any(before['>='])}|{_any(before['>'])})\s"
            rf"(?P<value>{NUMBER})(?=\s?(?:[.,;)]|$|điểm|trở lên))",
            re.IGNORECASE,
        ),
        duration=re.compile(
            rf"(?:(?P<less>rút ngắn|cắt giảm|giảm)|thời gian)[^.;:%]{{0,80}}?\s"
            rf"(?P<word>{_any((*before['<'], *before['<=']))})\s(?P<value>{NUMBER})\s"
            rf"(?P<noun>phút|giây|giờ|(?(less)ngày làm việc|giờ)|(?(less)ngày|giờ))(?!\w)",
            re.IGNORECASE,
        ),
        fraction=re.compile(r"(?<!\w)(?P<words>(?:một|hai|ba|bốn) phần (?:hai|ba|bốn|tư|năm))(?!\w)", re.IGNORECASE),
        comparator=re.compile(
            rf"(?<!\w)(?P<word>{_any([word for words in before.values() for word in words])})"
            r"\s?(?:mức\s|tỷ lệ\s|tỉ lệ\s)?$",
            re.IGNORECASE,
        ),
        comparator_after=re.compile(
            rf"\s?(?:[^\W\d]+\s){{0,2}}?(?P<word>{_any([w for ws in after.values() for w in ws])})(?!\w)"
        ),
        strong=re.compile(_any(data["strong"]["words"]), re.IGNORECASE),
        meaning={word: sign for table in (before, after) for sign, words in table.items() for word in words},
        commitment=re.compile(
            rf"(?<!\w)(?:{_any(data['commitments']['verbs'])})(?:\s(?:được|thêm|mới|bổ sung|khoảng|mỗi năm))*\s$",
            re.IGNORECASE,
        ),
        makers=re.compile(
            rf"(?<!\w)(?:{_any(data['commitments']['makers'])})(?:\s(?:được|thêm|mới|bổ sung|mỗi năm|tổng cộng))*\s$",
            re.IGNORECASE,
        ),
        abstract=re.compile(rf"(?:{_any(data['commitments']['abstract'])})(?!\w)", re.IGNORECASE),
        services=re.compile(
            rf"(?<!\w)(?:{_any(data['commitments']['services'])})\s[^,;:.]{{0,60}}\bcho\s$", re.IGNORECASE
        ),
        surfaces=frozenset(data["commitments"]["surfaces"]),
        reaching=re.compile(
            rf"(?<!\w)(?:{_any((*data['commitments']['reaching'], *data['commitments']['makers']))})"
            r"(?:\s(?:được|thêm|mới))*\s?$",
            re.IGNORECASE,
        ),
        placing=frozenset(data["commitments"]["placing"]),
        refused=re.compile(rf"(?<!\w)(?:{_any(data['commitments']['not_before'])})(?!\w)", re.IGNORECASE),
        promises=re.compile(rf"(?<!\w)(?:{_any(data['commitments']['promises'])})(?!\w)", re.IGNORECASE),
        refused_after=re.compile(
            rf"[^.;:]{{0,60}}?(?<!\w)(?:{_any(data['commitments']['not_after'])})(?!\w)", re.IGNORECASE
        ),
        openings=re.compile(rf",\s(?=(?:{_any(data['clauses']['openings'])})(?!\w))", re.IGNORECASE),
        begin=re.compile(rf"(?<!\w)(?:{_any(data['clauses']['begin_after'])})\s", re.IGNORECASE),
        end=re.compile(rf",?\s(?:{_any(data['clauses']['end_before'])})(?!\w)", re.IGNORECASE),
    )


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_ALSO = re.compile(r"[^,.;:\d]{0,40}?\svà\s")
"""What joins a second count to a promise."""


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number in a sentence with what it compares and counts."""

    start: int
    """Where its words begin: the comparing word, if any."""
    end: int
    comparator: Comparator
    value: float
    unit: str


def find_targets(text: str, task_due_on: date | None, plan_year: int | None) -> tuple[TargetReading, ...]:
    """
    Every quantified commitment in *text*, in order of place.

    Args:
        text: a task, an objective or another passage, as printed or flowed.
        task_due_on: the day the task around it is due, which its targets share unless they name a year.
        plan_year: kept for a target's day without a year.
    Returns:
        Empty for most texts. A specification ("tốc độ 10Gb/s") and a report of what is done are no targets.
    """
    printed = flow(text)
    if not _FIGURE.search(printed):
        return ()
    targets: list[TargetReading] = []
    governing: date | None = None
    for start, end in _sentences(printed):
        sentence = printed[start:end]
        if printed[start - 1 : start] != ";":
            governing = None
        governing = _opening_year(sentence) or governing
        quantities = sorted(_find_quantities(sentence), key=lambda quantity: quantity.start)
        for index, quantity in enumerate(quantities):
            clause = _clause(sentence, quantities, index)
            due_on = _own_year(sentence, quantity, plan_year) or governing or task_due_on
            targets.append(TargetReading(clause, quantity.comparator, quantity.value, quantity.unit, due_on))
    return tuple(targets)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of *text* between full stops, semicolons and line ends; a stop inside a number is none."""
    start = 0
    for stop in re.finditer(r"[.!?…](?=\s|$)|;|\n", text):
        if text[start : stop.start()].strip():
            yield start, stop.start()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


def _find_quantities(sentence: str) -> Iterator[_Quantity]:
    words = _words()
    if not re.search(r"\d", sentence):
        yield from _fractions(sentence)
        return
    for match in words.index.finditer(sentence):
        value = read_number(match["value"])
        if value is not None:
            sign = words.meaning[" ".join(match["word"].lower().split())]
            unit = "chỉ số" if match["what"].lower() == "chỉ số" else "điểm"
            yield _Quantity(match.start(), match.end(), sign, value, unit)
            return
    for match in words.duration.finditer(sentence):
        value = read_number(match["value"])
        if value is not None and not words.refused.search(sentence, 0, match.start("value")):
            sign = words.meaning[" ".join(match["word"].lower().split())]
            yield _Quantity(match.start("word"), match.end(), sign, value, match["noun"].lower())
    promised = -1  # where the promise read before ends
    for match in words.quantity.finditer(sentence):
        joined = promised >= 0 and _ALSO.fullmatch(sentence, promised, match.start()) is not None
        quantity = _read_quantity(sentence, match, joined)
        if quantity is not None:
            yield quantity
            promised = quantity.end


def _fractions(sentence: str) -> Iterator[_Quantity]:
    words = _words()
    for match in words.fraction.finditer(sentence):
        value = read_number_words(match["words"])
        comparator = words.comparator.search(sentence, 0, match.start())
        if value is not None and not words.refused.search(sentence, 0, match.start()):
            sign = words.meaning[" ".join(comparator["word"].lower().split())] if comparator else ">="
            start = comparator.start() if comparator else match.start()
            yield _Quantity(start, match.end(), sign, round(100 * value, 2), "%")


def _read_quantity(sentence: str, match: re.Match[str], joined: bool) -> _Quantity | None:
    """A number with what it counts, if it promises; *joined* to a promise ("01 tuyến phố và 02 chợ đêm") it does."""
    words = _words()
    value = read_number(match["value"])
    before = sentence[: match.start()]
    if value is None or words.refused.search(before[-60:]):
        return None
    if words.refused_after.match(sentence, match.end()) and not words.promises.search(before):
        return None
    comparator = words.comparator.search(before)
    after = words.comparator_after.match(sentence, match.end())
    sign: Comparator | None = None
    if comparator:
        sign = words.meaning[" ".join(comparator["word"].lower().split())]
    if after:
        sign = words.meaning[" ".join(after["word"].lower().split())]
    start = comparator.start() if comparator else match.start()
    if _BASELINE.search(sentence, match.start(), match.end() + 9) and re.search(r"\btừ\s$", before):
        return None  # "từ 60% lên 85%" promises the second
    if match["other"] and not (comparator and words.strong.fullmatch(comparator["word"])):
        if comparator or words.abstract.match(match["other"]) or not words.makers.search(before):
            return None
        sign = sign or "="
    noun = _spelt(match["noun"] or match["other"] or "")
    if comparator and comparator["word"].lower() == "trên" and noun in words.surfaces:
        ahead = before[: comparator.start()]
        if ahead.strip() and not words.reaching.search(ahead):
            return None  # "lắp camera trên 05 tuyến đường"
    if match["percent"]:
        return _Quantity(start, match.end(), sign or ">=", value, match["percent"])
    promised = (words.commitment, words.makers, words.services)
    if sign is None and not joined and not any(verbs.search(before) for verbs in promised) and not _opens(before):
        return None
    return _Quantity(start, match.end(), sign or "=", value, noun)


_CURRENCIES = {"usd": "USD", "vnd": "VND", "eur": "EUR"}


def _spelt(noun: str) -> str:
    """The noun counted, in lower case; a currency keeps its capitals."""
    return " ".join(_CURRENCIES.get(word, word) for word in noun.lower().split())


def _opens(before: str) -> bool:
    """Whether a bare count stands near the opening of its clause: "…: 05 lớp tập huấn", "Đón 15.000 lượt khách"."""
    lead = _SHORT_LEAD.search(before)
    # "UBND 08 xã" names those who are meant.
    return lead is not None and lead[1].strip().lower() not in _words().placing and not lead[1].strip().isupper()


def _clause(sentence: str, quantities: Sequence[_Quantity], index: int) -> str:
    """The part of a sentence that makes one promise: from its lead-in to the next promise or to a purpose."""
    words = _words()
    quantity = quantities[index]
    start = quantities[index - 1].end if index else 0
    stop = quantities[index + 1].start if index + 1 < len(quantities) else len(sentence)
    colon = sentence.rfind(": ", start, quantity.start)
    start = colon + 2 if colon >= 0 else start
    for opening in words.begin.finditer(sentence, start, quantity.start):
        start = opening.end()
    for opening in words.openings.finditer(sentence, start, quantity.start):
        start = opening.end()
    if index and (parting := re.search(r"(?:,|\svà|,\svà)\s", sentence[start : quantity.start])):
        start += parting.end()
    ending = words.end.search(sentence, quantity.end, stop)
    stop = ending.start() if ending else stop
    if index + 1 < len(quantities):
        parting_at = [m.start() for m in re.finditer(r",\s|\svà\s", sentence[quantity.end : stop])]
        stop = quantity.end + parting_at[-1] if parting_at else stop
    return sentence[start:stop].strip(" ,;:-–+•")


def _own_year(sentence: str, quantity: _Quantity, plan_year: int | None) -> date | None:
    """The end of the year or quarter that the promise names itself: "đến năm 2030 đạt 80%"."""
    moments = [moment for moment in find_moments(fold_letters(sentence)) if _bounds(sentence, moment)]
    before = [moment for moment in moments if moment.end <= quantity.start]
    after = [moment for moment in moments if moment.start >= quantity.end]
    chosen = before[-1] if before else after[0] if after else None
    if chosen is None:
        return None
    value = chosen.value.in_year(plan_year) if plan_year and chosen.value.unit == "day" else chosen.value
    return end_of(value)


def _opening_year(sentence: str) -> date | None:
    """The end of the year that opens a sentence and governs what follows a semicolon: "Đến năm 2030: …; …"."""
    if not _UNTIL.match(sentence):
        return None
    moments = find_moments(fold_letters(sentence))
    return end_of(moments[0].value) if moments and moments[0].start < 30 else None


def _bounds(sentence: str, moment: Reading[Moment]) -> bool:
    """Whether a year of the sentence is the promise's: not one inside the name of a programme or of a document."""
    if moment.value.unit in ("day_of_month", "half") or moment.value.year is None:
        return False
    left = sentence[max(0, moment.start - 20) : moment.start].lower()
    opens = not sentence[: moment.start].strip()
    return (
        opens or re.search(r"(?:đến|tới|trong|vào|hết|cuối|trước|riêng|[,(:])\s*(?:ngày\s*|hết\s*)?$", left) is not None
    )
