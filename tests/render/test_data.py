from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from briefing import render
from briefing.model import Briefing
from tests.render.conftest import Report

PUBLISHED = Path(__file__).parents[2] / "docs" / "briefing.schema.json"
AGAIN = (
    "docs/briefing.schema.json is old: python -c 'import json; from briefing import render; "
    "print(json.dumps(render.schema(), ensure_ascii=False, indent=2))' > docs/briefing.schema.json"
)


def test_the_published_schema_is_the_programs() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == render.schema(), AGAIN


def test_the_file_follows_the_schema(any_report: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(render.schema())
    jsonschema.validate(json.loads(any_report.files["briefing.json"]), render.schema())


def test_the_schema_refuses(rich: Report) -> None:
    row: dict[str, Any] = json.loads(rich.files["briefing.json"])
    row["ledger"][0]["stated"]["value"] = "1240000000000"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(row, render.schema())


def test_everything_is_in_the_file(any_report: Report) -> None:
    assert msgspec.json.decode(any_report.files["briefing.json"], type=Briefing) == any_report.briefing


def test_numbers_are_numbers(rich: Report) -> None:
    ledger = json.loads(rich.files["briefing.json"], parse_float=Decimal)["ledger"]
    quantities = [entry["stated"] for entry in ledger]
    assert quantities[0]["value"] == 1_240_000_000_000
    assert quantities[5]["value"] == Decimal("91.5")
    assert quantities[0]["value_max"] is None
