"""Builds the shipped lists of unit and place names from reference lists: run by hand when the lists change.

    python scripts/build_names.py REFERENCE_DIR

Reads `agencies_with_corpus_counts.tsv`, `new_provinces_34.csv`, `new_wards_3321.csv` and `old_madnh_tinh_tp_63.json`,
and writes `normalize/data/known_units.toml` and `normalize/data/places.tsv`. The same lists give the same bytes.
"""

import csv
import json
import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "normalize" / "data"
SECTIONS = {
    "ministry_since_2025-03": "ministries",
    "ministry_abolished_2025-03": "former_ministries",
    "central_other": "central",
    "provincial_or_commune": "local",
}


def main() -> None:
    reference = Path(sys.argv[1])
    (DATA / "known_units.toml").write_text(known_units(reference), "utf-8")
    (DATA / "places.tsv").write_text(places(reference), "utf-8")


def known_units(reference: Path) -> str:
    """The TOML text with one list of names per level of government."""
    lists: dict[str, list[str]] = {section: [] for section in SECTIONS.values()}
    with (reference / "agencies_with_corpus_counts.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            lists[SECTIONS[row["level"]]].append(row["name"])
    lines = [
        "# Made by scripts/build_names.py; add names of your own to units.toml, not here.",
        "# Source: agencies_with_corpus_counts.tsv: ministries before and after March 2025, central bodies,",
        "# departments and commune offices, typed by hand and counted in public legal texts.",
    ]
    for section, names in lists.items():
        lines += ["", f"{section} = [", *(f'  "{name}",' for name in names), "]"]
    return "\n".join(lines) + "\n"


def places(reference: Path) -> str:
    """Tab-separated: kind, name, province; provinces first, then communes in the order of their codes."""
    rows: dict[tuple[str, str, str], None] = {}
    with (reference / "new_provinces_34.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["type"], row["name"], ""] = None
    old = json.loads((reference / "old_madnh_tinh_tp_63.json").read_text("utf-8"))
    for code in sorted(old):
        kind = old[code]["name_with_type"].removesuffix(old[code]["name"]).strip()
        rows[kind, old[code]["name"], ""] = None
    with (reference / "new_wards_3321.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["type"], row["name"], row["province"]] = None
    head = [
        "# Made by scripts/build_names.py. kind, name, province.",
        "# Sources: new_provinces_34.csv and new_wards_3321.csv (units since July 2025, as of 2026-07-25),",
        "# old_madnh_tinh_tp_63.json (the 63 provinces before).",
    ]
    return "\n".join(head + ["\t".join(row) for row in rows]) + "\n"


if __name__ == "__main__":
    main()
