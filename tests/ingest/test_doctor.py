"""What the doctor says about packages."""

import pytest

from ingest.doctor import package_of


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
