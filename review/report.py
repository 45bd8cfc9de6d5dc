"""Writes the overview of a database as one page that stands alone: no script, no network, fit for printing and mail."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Engine

from models.report import SHOWN, make_report
from review.words import Language, words_of

_HERE = Path(__file__).parent
SHADES = 5


def report_page(engine: Engine, language: Language = "vi") -> str:
    """The report as HTML."""
    report = make_report(engine)
    most = max((quarter.tasks for year in report.calendar.years for quarter in year), default=0) or 1

    def shade(tasks: int) -> int:
        """How dark a quarter is, 0 for nothing due."""
        return -(-tasks * SHADES // most)

    def say(key: str, **values: object) -> str:
        said: str = _own_words()[key][language]
        return said.format(**values)

    def kind(code: str) -> str:
        """What a kind of doubt is called; its code when it has no name yet."""
        named: str = _own_words()["code"].get(code, {}).get(language, code)
        return named

    return (
        _templates()
        .get_template("report.html")
        .render(
            report=report,
            t=words_of(language),
            say=say,
            kind=kind,
            shade=shade,
            shown=SHOWN,
            heaviest=max((one.lead + one.coordinate for one in report.loads), default=0) or 1,
        )
    )


@cache
def _own_words() -> dict[str, dict[str, Any]]:
    with (_HERE / "report.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
