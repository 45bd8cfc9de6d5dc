"""What the doctor says about packages."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

import pytest

from ingest.doctor import check_machine, package_of


@pytest.mark.parametrize(
    ("requirement", "package"),
    [
        ("pypdfium2>=4.30", "pypdfium2"),
        ("psycopg[binary]>=3.2", "psycopg"),
        ("python-multipart >= 0.0.18", "python-multipart"),
        ('x2; python_version < "3.12"', "x2"),
        ("ruamel.yaml", "ruamel.yaml"),
    ],
)
def test_the_name_of_a_package_is_kept_whole(requirement: str, package: str) -> None:
    """Also one that ends in a digit."""
    assert package_of(requirement) == package


def test_what_is_optional_is_no_fault_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told what it is for, and how to get it."""

    def version(name: str) -> str:
        if name == "s3fs":
            raise PackageNotFoundError(name)
        return version_of(name)

    monkeypatch.setattr("ingest.doctor.version", version)
    checks = {check.name: check for check in check_machine("sqlite://")}
    assert checks["s3fs"].ok
    assert checks["s3fs"].found == "not installed, which only s3:// needs: pip install 'kehoach[s3]'"
    assert checks["ray"].found == f"{version_of('ray')}, for --engine ray"
