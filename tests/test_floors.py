"""An import only ever goes down, and stages do not know each other (docs/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "briefing"

FLOORS = {
    "cli": 4,
    "__main__": 4,
    "pipeline": 3,
    "reading": 3,
    "dispatch": 3,
    "publishing": 3,
    "previewing": 3,
    "routine": 3,
    "doctor": 3,
    "evaluate": 3,
    "verify": 3,
    "ingest": 2,
    "archive": 2,
    "fetch": 2,
    "config": 2,
    "deliver": 2,
    "workers": 2,
    "processes": 2,
    "outputs": 2,
    "analysis": 1,
    "synthesis": 1,
    "render": 1,
    "language": 1,
    "ranking": 1,
    "model": 0,
    "errors": 0,
    "garbage": 0,
    "period": 0,
    "observe": 0,
    "__init__": 1,
}
STAGES = {"ingest", "fetch", "analysis", "synthesis", "render", "archive", "deliver"}
STANDARD_ONLY = {"model", "errors", "period", "observe", "__init__"}
OWNERS = {
    "kiwipiepy": "language",
    "jinja2": "render",
    "weasyprint": "render",
    "matplotlib": "render",
    "click": "cli",
    "httpx": "fetch",
    "feedparser": "ingest",
    "css_inline": "render",
    "docx": "render",
    "fsspec": "deliver",
    "watchfiles": "previewing",
    "distributed": "workers",
    "smtplib": "deliver",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The absolute names that the module imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the floor"
            module = node.module or ""
            names.update(f"{module}.{alias.name}" for alias in node.names) if module == "briefing" else names.add(
                module
            )
    return names


def parts(names: set[str]) -> set[str]:
    """The parts of the program among them."""
    found = {name.split(".")[1] for name in names if name.startswith("briefing.")}
    return {"__init__" if part == "__version__" else part for part in found}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    here = part_of(path)
    for part in parts(imports(path)) - {here}:
        assert FLOORS[part] <= FLOORS[here], f"{here} (floor {FLOORS[here]}) imports {part} (floor {FLOORS[part]})"
        assert not (here in STAGES and part in STAGES), f"stage {here} imports stage {part}"


@pytest.mark.parametrize("path", [p for p in MODULES if part_of(p) in STANDARD_ONLY], ids=lambda p: p.name)
def test_ground_floor_needs_nothing_installed(path: Path) -> None:
    import sys

    outside = {n.split(".")[0] for n in imports(path)} - {"briefing", "__future__"}
    assert outside <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_library_is_known_in_one_place(path: Path) -> None:
    for name in imports(path):
        owner = OWNERS.get(name.split(".")[0])
        assert owner is None or part_of(path) in (owner, "doctor"), (
            f"{path.name} imports {name}, which belongs to {owner}"
        )


def test_no_file_has_outgrown_its_noun() -> None:
    long = {str(p.relative_to(PACKAGE)): n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}
