from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from briefing.model import Chart
from briefing.render import charts
from tests.render import samples
from tests.render.conftest import listening

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {chart.key: chart for chart in samples.charts()}


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("key", CHARTS)
@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_every_row_is_labelled(key: str, width: float) -> None:
    drawn = texts(charts.draw(CHARTS[key], width))
    for row in CHARTS[key].rows:
        assert row.label in drawn
        assert row.text in drawn


def test_bars_bear_their_sources() -> None:
    assert "[8]" in texts(charts.draw(CHARTS["amounts"]))
    assert "[1][2][8]" in texts(charts.draw(CHARTS["actors"]))


def test_bars_are_as_long_as_their_values() -> None:
    root = ET.fromstring(charts.draw(CHARTS["actors"]))
    bars = [path.attrib["d"] for path in root.iter(f"{SVG}path") if path.attrib["class"] in ("main", "rest")]
    lengths = []
    for d in bars:
        xs = [float(x) for x in re.findall(r"[ML] ([\d.]+) ", d)]
        lengths.append(max(xs) - min(xs))
    assert lengths == pytest.approx([lengths[0], lengths[0], lengths[0] * 2 / 3, lengths[0] * 2 / 3], rel=1e-4)
    assert lengths[0] > 200


def test_the_same_bytes_twice() -> None:
    assert charts.draw(CHARTS["days"]) == charts.draw(CHARTS["days"])


@pytest.mark.parametrize("key", CHARTS)
def test_nothing_a_policy_would_refuse_and_colours_to_change(key: str) -> None:
    root = ET.fromstring(charts.draw(CHARTS[key]))
    assert root.find(f"{SVG}title") is not None
    marks = [element for element in root.iter() if element.tag in (f"{SVG}path", f"{SVG}text")]
    assert {element.attrib["class"] for element in marks} >= {"ink", "main"}
    for element in root.iter():
        assert not {"id", "style"} & set(element.attrib)
        assert element.tag.removeprefix(SVG) in ("svg", "title", "desc", "path", "text")
    assert not any(element.get("fill") in ("#ffffff", "white", None) for element in marks)


def test_long_labels_stand_above_their_bars_and_are_cut() -> None:
    chart = CHARTS["amounts"]
    long = "아주 긴 이름의 사업 " * 12
    drawn = texts(
        charts.draw(replace(chart, rows=(replace(chart.rows[0], label=long), *chart.rows[1:])), charts.NARROW)
    )
    cut = next(text for text in drawn if text.startswith("아주 긴"))
    assert cut.endswith("…") and long.startswith(cut[:-1])


def test_a_month_of_columns_has_labels_that_do_not_touch() -> None:
    row = CHARTS["days"].rows[0]
    rows = tuple(replace(row, label=f"1. {day}. 월", value=float(day % 7)) for day in range(1, 32))
    drawn = texts(charts.draw(replace(CHARTS["days"], rows=rows)))
    labels = [text for text in drawn if text.endswith("월")]
    assert 5 <= len(labels) <= 16


def test_words_of_an_article_are_only_words() -> None:
    chart: Chart = replace(
        CHARTS["amounts"],
        title="<script>x</script>",
        rows=(replace(CHARTS["amounts"].rows[0], label="$\\frac{1}{2}$ <b>&🙂\u202e", text="</text>"),),
    )
    with listening() as said:
        drawn = charts.draw(chart)
    assert texts(drawn)[:2] == ["$\\frac{1}{2}$ <b>&□", "</text>"]
    assert "<script" not in drawn
    assert said == []


def test_no_rows_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no rows"):
        charts.draw(replace(CHARTS["days"], rows=()))


def test_all_zero() -> None:
    rows = tuple(replace(row, value=0.0, text="0건") for row in CHARTS["days"].rows)
    assert texts(charts.draw(replace(CHARTS["days"], rows=rows))).count("0건") == len(rows)
