"""The program's version."""

import tomllib
from pathlib import Path

from models.version import VERSION, version_key


def test_the_version_is_that_of_the_package() -> None:
    """`pyproject.toml` has none of its own: it takes the line that `models.version` has."""
    settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    assert "version" in settings["project"]["dynamic"]
    assert f'VERSION = "{VERSION}"' in Path(settings["tool"]["hatch"]["version"]["path"]).read_text("utf-8")


def test_versions_compare_as_numbers() -> None:
    """Ten comes after nine."""
    assert version_key("0.10.0") > version_key("0.9.1")
    assert version_key("1.0") > version_key("0.99.99")
