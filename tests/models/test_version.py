"""The program's version."""

import tomllib
from pathlib import Path

from models.version import VERSION, version_key


def test_the_version_is_that_of_the_package() -> None:
    """`models.version` and `pyproject.toml` say the same."""
    settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    assert settings["project"]["version"] == VERSION


def test_versions_compare_as_numbers() -> None:
    """Ten comes after nine."""
    assert version_key("0.10.0") > version_key("0.9.1")
    assert version_key("1.0") > version_key("0.99.99")
