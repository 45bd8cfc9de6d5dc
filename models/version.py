"""The program's version: what a stored document was read by, and what `kehoach --version` prints."""

VERSION = "0.1.0"
"""The package takes it from here (`tool.hatch.version` in `pyproject.toml`)."""


def version_key(version: str) -> tuple[int, ...]:
    """*version* as numbers that compare, so that "0.10.0" is newer than "0.9.1"; what is no number counts as 0."""
    return tuple(int(part) if part.isdigit() else 0 for part in version.split("."))
