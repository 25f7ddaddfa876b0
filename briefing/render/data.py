"""A Briefing -> briefing.json, and the schema of that file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from briefing.model import Briefing, excerpts
from briefing.render.bounds import Bounds


def encode(briefing: Briefing) -> bytes:
    """The whole briefing as JSON (UTF-8, fields in the order of the model, two spaces of indent, final line feed).

    Dates are `YYYY-MM-DD`, numbers JSON numbers in full, unknowns null; offsets as in the model.
    """
    import msgspec

    packed = msgspec.json.Encoder(decimal_format="number").encode(briefing)
    return msgspec.json.format(packed, indent=2) + b"\n"


def printed(briefing: Briefing, bound: Bounds, numbers: Collection[int]) -> Briefing:
    """The part of a briefing that its documents print, with the sources of `numbers` and of every excerpt.

    The numbers of other sources stand in it, but not these sources.
    """
    told, rest = briefing.issues[: bound.chapters], briefing.issues[bound.chapters :]
    others = [replace(issue, summary=(), timeline=(), remarks=(), quantities=()) for issue in rest[: bound.others]]
    issues = (*told, *others)
    kept = replace(
        briefing,
        issues=issues,
        profiles=tuple(replace(p, issues=tuple(n for n in p.issues if n < len(issues))) for p in briefing.profiles),
        briefs=briefing.briefs[: bound.briefs],
        watched=tuple(replace(entry, remarks=entry.remarks[: bound.remarks]) for entry in briefing.watched),
        sources=(),
    )
    wanted = {*numbers, *(excerpt.source for excerpt in excerpts(kept))}
    return replace(kept, sources=tuple(source for source in briefing.sources if source.number in wanted))


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
