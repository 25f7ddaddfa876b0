"""A Briefing -> briefing.json, and the schema of that file."""

from __future__ import annotations

from typing import Any

from briefing.model import Briefing


def encode(briefing: Briefing) -> bytes:
    """The whole briefing as JSON (UTF-8, fields in the order of the model, two spaces of indent, final line feed).

    Dates are `YYYY-MM-DD`, numbers JSON numbers in full, unknowns null; offsets as in the model.
    """
    import msgspec

    packed = msgspec.json.Encoder(decimal_format="number").encode(briefing)
    return msgspec.json.format(packed, indent=2) + b"\n"


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of what `encode` writes: every key is always there, unknown is null."""
    import msgspec

    found: dict[str, Any] = msgspec.json.schema(Briefing)
    for definition in found["$defs"].values():
        definition["required"] = list(definition["properties"])
        definition["additionalProperties"] = False
        for settings in definition["properties"].values():
            settings.pop("default", None)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "briefing.json",
        "description": "A weekly briefing with everything it prints; written by `briefing build`.",
    }
    return {**head, **_numbers(found)}


def _numbers(node: Any) -> Any:
    """`node` with every decimal described as the number it is written as, not as the string msgspec would take."""
    if isinstance(node, dict):
        if node.get("format") == "decimal":
            return {"type": "number"}
        return {key: _numbers(value) for key, value in node.items()}
    return [_numbers(value) for value in node] if isinstance(node, list) else node
