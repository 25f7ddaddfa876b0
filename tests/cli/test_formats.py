"""The formats of a report, by option and by configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import config, render
from briefing.errors import ConfigError
from tests.cli.conftest import Run

USUAL = {"briefing.pdf", "briefing.html", "briefing.json"}


def built(run: Run, articles: Path, *options: str) -> set[str]:
    """The names of the files that a build leaves in its folder, but for the charts."""
    result = run("build", articles, "--week", "2024-W03", *options)
    assert result.code == 0, result.err
    folder = Path("reports/2024-W03")
    found = {path.name for path in folder.iterdir() if path.is_file()}
    assert found == {Path(line).name for line in result.out.splitlines() if "charts" not in line}
    return found


@pytest.mark.parametrize(
    "options",
    [("--format", "hwpx,md"), ("--format", "md", "--format", "hwpx"), ("--format", " MD , hwpx,md")],
)
def test_formats_by_option(run: Run, articles: Path, here: Path, options: tuple[str, ...]) -> None:
    assert built(run, articles, *options) == {"briefing.hwpx", "briefing.md"}


def test_the_usual_formats_and_nothing_of_an_earlier_build_beside_them(run: Run, articles: Path, here: Path) -> None:
    assert built(run, articles, "--format", "md,json") == {"briefing.md", "briefing.json"}
    assert built(run, articles) == USUAL


def test_formats_by_configuration_which_the_option_goes_before(run: Run, articles: Path, here: Path) -> None:
    (here / "briefing.toml").write_text('formats = ["md"]\n', encoding="utf-8")
    assert built(run, articles) == {"briefing.md"}
    assert built(run, articles, "--format", "json") == {"briefing.json"}


def test_a_format_that_nobody_knows(run: Run, articles: Path, here: Path) -> None:
    result = run("build", articles, "--format", "pdf,odt")
    assert result.code == 2
    assert "pdf, html, json, hwpx, docx, md 가운데서 골라 적어 주십시오: 'odt'" in result.err


def test_the_help_names_every_format(run: Run, here: Path) -> None:
    assert ", ".join(render.FORMATS) in " ".join(run("build", "--help").out.split())


def test_formats_in_the_file_are_ordered_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text('formats = ["md", "pdf", "md"]\n', encoding="utf-8")
    assert config.load(path, {}).formats == ("pdf", "md")
    path.write_text('formats = ["odt"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"의 formats: pdf, html, json, hwpx, docx, md 가운데서 골라 적어야 합니다"):
        config.load(path, {})
