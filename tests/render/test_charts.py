from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from briefing.model import Chart, ChartPart
from briefing.render import charts
from briefing.render.charts.canvas import advance
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
        assert row.label in drawn or (key == "calendar" and row.label[:10] in " ".join(drawn))
        assert row.text in drawn or (key == "together" and f"기사 {row.text}" in drawn)


def test_bars_bear_their_sources() -> None:
    assert "[8]" in texts(charts.draw(CHARTS["amounts"]))
    assert "[1][2][8]" in texts(charts.draw(CHARTS["actors"]))


def spans(svg: str, kind: str) -> list[tuple[float, float]]:
    """The left and right end of every shape of that kind, in the order of drawing."""
    shapes = [path.attrib["d"] for path in ET.fromstring(svg).iter(f"{SVG}path") if path.attrib["class"] == kind]
    ends = [[float(x) for x in re.findall(r"[MLH](-?[\d.]+)", d)] for d in shapes]
    return [(min(xs), max(xs)) for xs in ends]


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_bars_are_as_long_as_their_values(width: float) -> None:
    lengths = [right - left for left, right in spans(charts.draw(CHARTS["actors"], width), "main")]
    assert lengths == pytest.approx([lengths[0], lengths[0], lengths[0] * 2 / 3, lengths[0] * 2 / 3], rel=1e-3)
    assert lengths[0] > width * 0.3


def test_what_was_before_is_hatched_and_on_the_same_scale() -> None:
    svg = charts.draw(CHARTS["actors"])
    now = [right - left for left, right in spans(svg, "main")]
    before = [right - left for left, right in spans(svg, "rest")]
    assert before == pytest.approx([now[0] / 3, now[0] * 4 / 3, now[0] * 2 / 3], rel=1e-3)  # one had none
    hatched = [path for path in ET.fromstring(svg).iter(f"{SVG}path") if path.attrib["class"] == "rest"]
    assert all(path.attrib["d"].count("M") > 8 for path in hatched)  # a frame of four sides and its stripes
    assert {"지난주 1건", "지난주 4건", "지난주 없음", "지난주 2건"} <= set(texts(svg))


def test_dots_stand_on_a_scale_of_powers_of_ten() -> None:
    drawn = texts(charts.draw(CHARTS["amounts"]))
    assert [text for text in drawn if re.fullmatch("1[0,]*[억조] 원", text)] == [
        "1억 원",
        "10억 원",
        "100억 원",
        "1,000억 원",
        "1조 원",
        "10조 원",
    ]
    assert "눈금 한 칸마다 10배" in drawn


@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_kinds_of_outlets_stand_in_panels_on_one_scale(width: float) -> None:
    def parts(official: int, other: int) -> tuple[ChartPart, ...]:
        counts = (("정부·공공기관", official), ("그 밖의 매체", other))
        return tuple(ChartPart(label=label, value=float(n), text=f"{n}건") for label, n in counts)

    rows = CHARTS["days"].rows[:3]
    chart = replace(CHARTS["days"], rows=tuple(replace(row, parts=parts(n, 2 * n)) for n, row in enumerate(rows)))
    drawn = texts(charts.draw(chart, width))
    assert [text for text in drawn if text[-1] == "건" and " " in text] == ["정부·공공기관 3건", "그 밖의 매체 6건"]
    assert [text for text in drawn if re.fullmatch(r"\d건", text)] == ["0건", "1건", "2건", "0건", "2건", "4건"]


def test_a_pair_stands_under_the_one_and_beside_the_other() -> None:
    root = ET.fromstring(charts.draw(CHARTS["together"]))
    at = {text.text: (float(text.attrib["x"]), float(text.attrib["y"])) for text in root.iter(f"{SVG}text")}
    numbers = [t for t in root.iter(f"{SVG}text") if t.text == "2"]
    x, y = float(numbers[1].attrib["x"]), float(numbers[1].attrib["y"])
    assert y == at["문가람"][1]  # 해오름시 and 문가람: in the row of the one, in the column of the other
    assert at["해오름시"][0] - 10 < x < at["한도윤"][0]


def test_open_ends_of_plans() -> None:
    svg = charts.draw(CHARTS["calendar"])
    drawn = texts(svg)
    assert [text for text in drawn if text in ("1월", "2월", "3월", "4월")] == ["2월", "3월"]
    until, mark, stretch, since, *_ = spans(svg, "main")
    assert until[0] < 10 and until[1] == pytest.approx(sum(mark) / 2, abs=0.1)
    assert stretch[1] - stretch[0] == pytest.approx(4 / 44 * (charts.WIDE - 9), abs=12)
    assert since[0] > stretch[1]


def test_long_values_stand_over_and_under_their_line() -> None:
    long = "약 12조 3,456억 7,890만 원 이상"
    first = CHARTS["course"].rows[0]
    chart = replace(CHARTS["course"], rows=(replace(first, text=long), *CHARTS["course"].rows[1:]))
    for width in (charts.WIDE, charts.NARROW):
        assert long in texts(charts.draw(chart, width))  # a number is never cut


@pytest.mark.parametrize("key", CHARTS)
@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW])
def test_nothing_leaves_the_picture_and_no_words_touch(key: str, width: float) -> None:
    long = "여러 기관이 함께 여는 협의체의 구성과 운영 계획"
    chart = CHARTS[key]
    longer = replace(chart, rows=(replace(chart.rows[0], label=long), *chart.rows[1:]))
    for drawn in (chart, longer):
        root = ET.fromstring(charts.draw(drawn, width))
        _, _, right, bottom = map(float, root.attrib["viewBox"].split())
        boxes: list[tuple[float, float, float, str]] = []
        for text in root.iter(f"{SVG}text"):
            words = text.text or ""
            size = advance(words, bold=text.attrib.get("font-weight") == "700" or "700" in text.attrib.get("font", ""))
            anchor = text.attrib.get("text-anchor", "start")
            x = float(text.attrib["x"]) - {"start": 0.0, "middle": size / 2, "end": size}[anchor]
            y = float(text.attrib["y"])
            assert x >= -0.6 and x + size <= right + 1, words
            assert 6 <= y <= bottom, words
            for left, end, line, other in boxes:
                assert abs(line - y) > 7 or x >= end - 0.5 or x + size <= left + 0.5, (words, other)
            boxes.append((x, x + size, y, words))


def test_a_picture_for_mail() -> None:
    picture = charts.png(CHARTS["issues"])
    assert picture == charts.png(CHARTS["issues"])
    assert picture.startswith(b"\x89PNG")
    width, _ = struct.unpack(">II", picture[16:24])
    assert width == 2 * charts.WIDE


@pytest.mark.parametrize("key", CHARTS)
def test_the_same_bytes_twice(key: str) -> None:
    assert charts.draw(CHARTS[key]) == charts.draw(CHARTS[key])


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
        CHARTS["stances"],
        title="<script>x</script>",
        rows=(replace(CHARTS["stances"].rows[0], label="$\\frac{1}{2}$ <b>&🙂\u202e", text="</text>"),),
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
