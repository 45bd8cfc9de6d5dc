"""Targets in tables of indicators: what "Tỷ lệ hộ nghèo | % | 2,5" under "Kế hoạch năm 2026" promises."""

import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

from models.plan import Comparator
from models.raw import Figure, Indicator
from normalize.dates import find_moments
from normalize.moments import end_of
from normalize.numbers import NUMBER, read_number
from normalize.targets import TargetReading
from normalize.text import fold, fold_letters, squeeze

_VALUE = re.compile(
    rf"(?P<sign>[^\d]{{0,14}}?)\s*(?P<value>{NUMBER})(?:\s?(?:-|–|đến)\s?(?:{NUMBER}))?\s*(?P<unit>[^\d.;]*?)"
    r"\s*(?P<after>trở lên|trở xuống)?[\s.;]*$",
    re.IGNORECASE,
)
_BRACKETED_UNIT = re.compile(
    r"\(\s*(?:đơn vị(?: tính)?|đvt)?\s*:?\s*(?P<unit>%|‰|[^\W\d_][^()\d]{0,24})\)\s*$", re.IGNORECASE
)
_SIGNS: dict[str, Comparator] = {"≥": ">=", ">=": ">=", ">": ">", "≤": "<=", "<=": "<=", "<": "<", "=": "="}
_CURRENCIES = {"usd": "USD", "vnd": "VND", "eur": "EUR"}


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, Comparator], re.Pattern[str]]:
    """(comparing words and signs, names of indicators that shall fall)."""
    with (Path(__file__).parent / "data" / "targets.toml").open("rb") as file:
        data = tomllib.load(file)
    meaning = {word: sign for sign, words in data["comparators"].items() for word in words}
    after = {word: sign for sign, words in data["comparators_after"].items() for word in words}
    falling = "|".join(re.escape(fold(word)) for word in data["indicators"]["falling"])
    return {**meaning, **after, **_SIGNS}, re.compile(rf"\b(?:{falling})\b")


def read_indicator(indicator: Indicator, reached_by: date | None, plan_year: int | None) -> tuple[TargetReading, ...]:
    """
    The targets of one row: one for each of its figures that is still to be reached.

    Args:
        reached_by: the last day for targets of the section, for a head that names no year.
    """
    targets = (_read_figure(indicator, figure, reached_by, plan_year) for figure in indicator.figures)
    return tuple(target for target in targets if target is not None)


def _read_figure(
    indicator: Indicator, figure: Figure, reached_by: date | None, plan_year: int | None
) -> TargetReading | None:
    match = _VALUE.match(figure.text)
    value = read_number(match["value"]) if match else None
    if match is None or value is None:
        return None
    due_on = _due_on(figure.head) or reached_by
    if due_on is not None and plan_year is not None and due_on.year < plan_year:
        return None  # what was reached before
    printed_unit = match["unit"].strip()
    unit = _unit(indicator, printed_unit)
    said = squeeze(f"{figure.text.rstrip('.;')} {'' if printed_unit or not unit else unit}")
    return TargetReading(f"{indicator.name.rstrip(' :;.')}: {said}", _sign(indicator, match, unit), value, unit, due_on)


def _sign(indicator: Indicator, match: re.Match[str], unit: str) -> Comparator:
    """The figure's own comparison, or that of the name; a share is the least to reach, a share of evils the most."""
    meaning, falling = _words()
    own = indicator.name.lower().rstrip(" (%):")
    for word in (match["after"] or "", match["sign"].strip().lower()):
        if word in meaning:
            return meaning[word]
    named = [sign for word, sign in meaning.items() if own.endswith(f" {word}")]
    if named:
        return named[0]  # "Số lớp tập huấn tối thiểu"
    if falling.search(fold(indicator.name)):
        return "<="
    return ">=" if unit in ("%", "‰") else "="


def _unit(indicator: Indicator, printed: str) -> str:
    """The unit beside the figure, in the column of units, or at the end of the indicator's name."""
    bracketed = _BRACKETED_UNIT.search(indicator.name)
    unit = printed or indicator.unit or (bracketed["unit"] if bracketed else "")
    if not unit and fold(indicator.name).startswith(("ty le", "ti le")):
        unit = "%"
    return " ".join(_CURRENCIES.get(word, word) for word in unit.lower().split())


def _due_on(head: str) -> date | None:
    """The last day of the year or years that the head of a figure names."""
    ends = [end_of(moment.value) for moment in find_moments(fold_letters(head)) if moment.value.year is not None]
    return max((end for end in ends if end is not None), default=None)
