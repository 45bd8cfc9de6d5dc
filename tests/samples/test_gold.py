"""Every plan in `samples/` gives what its gold, written by a person reading the page, says."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline import read_plan
from models.plan import Plan

SAMPLES = Path(__file__).parents[2] / "samples"
GOLDS = sorted((SAMPLES / "gold").glob("*.gold.json"))
FIELDS = {
    "sections": ("path", "label", "title", "role", "declared_tasks", "page"),
    "tasks": ("section", "group", "label", "text", "assignments", "deliverable", "deadline", "note", "page"),
    "targets": ("section", "text", "comparator", "value", "unit", "due_on"),
    "citations": ("kind", "number", "issued_on", "issuer"),
    "findings": ("severity", "code", "message", "page", "section"),
}


def differences(gold: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """One line for each field that is not as in the gold, named as a reader would say it."""
    lines = [
        f"document.{key}: gold {value!r}, read {made['document'].get(key)!r}"
        for key, value in gold["document"].items()
        if made["document"].get(key) != value
    ]
    for part, keys in FIELDS.items():
        wanted, got = gold[part], made[part]
        if len(wanted) != len(got):
            lines.append(f"{part}: gold has {len(wanted)}, read {len(got)}")
        for index, (one, other) in enumerate(zip(wanted, got, strict=False)):
            name = one.get("label") or one.get("path") or one.get("number") or one.get("code") or index
            lines += [
                f"{part}[{index}] {one.get('section', '')}/{name} {key}: gold {one.get(key)!r}, read {other.get(key)!r}"
                for key in keys
                if one.get(key) != other.get(key)
            ]
    return lines


def exported(plan: Plan) -> dict[str, Any]:
    """The plan as `kehoach export` would print it."""
    made: dict[str, Any] = json.loads(plan.model_dump_json())
    return made


@pytest.mark.parametrize("path", GOLDS, ids=[p.name.removesuffix(".gold.json") for p in GOLDS])
def test_sample_is_read_as_its_gold_says(path: Path) -> None:
    """Field by field, a sample plan is read as a person read it."""
    gold = json.loads(path.read_text("utf-8"))
    made = exported(read_plan(SAMPLES / gold["document"]["source"]))
    assert not differences(gold, made), "\n".join(differences(gold, made))


def test_every_sample_has_a_gold() -> None:
    """No sample plan goes unchecked."""
    plans = {p.stem for p in SAMPLES.glob("*.pdf")}
    assert plans
    assert plans == {p.name.removesuffix(".gold.json") for p in GOLDS}


def test_differences_names_what_is_wrong() -> None:
    """The comparison above sees a wrong field, a wrong head and a missing row."""
    gold = {"document": {"year": 2026}, **{part: [] for part in FIELDS}, "tasks": [{"label": "1", "text": "a"}]}
    made = {"document": {"year": 2025}, **{part: [] for part in FIELDS}, "tasks": [{"label": "1", "text": "b"}]}
    assert [line.split(":")[0] for line in differences(gold, made)] == ["document.year", "tasks[0] /1 text"]
    assert differences(gold, {**made, "tasks": []})[-1] == "tasks: gold has 1, read 0"
