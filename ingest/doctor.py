"""Looks at what the program needs from the machine: what is there, what is missing, how to get it."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from models.errors import KehoachError, ProgramMissing
from models.version import VERSION

PYTHON = (3, 11)
EXTRAS = (("ray", "cluster", "--engine ray"), ("fsspec", "cluster", "files by URL"), ("s3fs", "s3", "s3://"))
"""Packages that most do without: name, the extra that brings it, what it is for."""
_PACKAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str
    """What is there, or what went wrong."""
    advice: str = ""
    """How to get it, where it is missing."""
    exit_code: int = 0
    """What `kehoach doctor` ends with when this is missing; 0 when it is there."""


def check_machine(database: str) -> tuple[Check, ...]:
    """Every check, in the order a person would mend them; *database* is the address that would be used."""
    return (_python(), *_packages(), *_extras(), *_tesseract(), _database(database))


def _python() -> Check:
    found = sys.version.split()[0]
    ok = sys.version_info[:2] >= PYTHON
    return Check("Python", ok, found, "" if ok else "Install Python 3.11 or newer.", 0 if ok else 4)


def _packages() -> Iterator[Check]:
    try:
        needed = requires("kehoach") or []
    except PackageNotFoundError:
        yield Check("Kehoach", True, f"{VERSION}, run from its folder without being installed")
        return
    yield Check("Kehoach", True, version("kehoach"))
    for requirement in needed:
        if "extra ==" in requirement:
            continue
        name = package_of(requirement)
        try:
            yield Check(name, True, version(name))
        except PackageNotFoundError:
            yield Check(name, False, "not installed", f"pip install '{requirement}'", 4)


def _extras() -> Iterator[Check]:
    """What is optional: missing it is no fault."""
    for name, extra, purpose in EXTRAS:
        try:
            yield Check(name, True, f"{version(name)}, for {purpose}")
        except PackageNotFoundError:
            yield Check(name, True, f"not installed, which only {purpose} needs: pip install 'kehoach[{extra}]'")


def package_of(requirement: str) -> str:
    """The package that a requirement such as "psycopg[binary]>=3.2" asks for; a name may end in a digit."""
    found = _PACKAGE.match(requirement)
    return found.group() if found else requirement


def _tesseract() -> Iterator[Check]:
    from ingest.tesseract import HOW_TO_INSTALL, LANGUAGE, installed

    found, languages = installed()
    missing = "not found: scans cannot be read"
    code = ProgramMissing.exit_code
    if found is None:
        yield Check("Tesseract", False, missing, HOW_TO_INSTALL, code)
        return
    yield Check("Tesseract", True, found)
    if LANGUAGE in languages:
        yield Check("Tesseract's Vietnamese data", True, LANGUAGE)
    else:
        yield Check("Tesseract's Vietnamese data", False, missing, HOW_TO_INSTALL, code)


def _database(url: str) -> Check:
    from models.database import is_missing_file, using_database

    try:
        if is_missing_file(url):
            return Check("Database", True, f"{url}, which `kehoach ingest` will make")
        with using_database(url) as engine:
            return Check("Database", True, engine.url.render_as_string(hide_password=True))
    except KehoachError as error:
        return Check("Database", False, str(error), error.advice, error.exit_code)
