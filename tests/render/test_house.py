"""A house's own templates: they go first, the rest falls back, and what is wrong is told by file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from briefing import render
from briefing.errors import TemplateError
from briefing.render import engine, house, page, paper, resources, view
from briefing.render.design import Design
from tests.render import samples

ROOT = Path(__file__).parents[2]
RICH = view.arrange(samples.rich())
EMPTY = view.arrange(samples.empty())


def put(folder: Path, **files: str) -> Design:
    """A design with `files` in its folder; their names end in .html unless they have an ending."""
    for name, content in files.items():
        path = folder / (name.replace("_", ".") if "_" in name else f"{name}.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Design(templates=folder)


def body(design: Design) -> str:
    return engine.body(EMPTY, {}, design, paper=False)


def fault(design: Design) -> str:
    with pytest.raises(TemplateError) as caught:
        body(design)
    return str(caught.value)


@pytest.mark.parametrize("paper", [True, False])
def test_an_empty_folder_changes_nothing(tmp_path: Path, paper: bool) -> None:
    plain = engine.body(RICH, dict.fromkeys(RICH.charts, ""), Design(), paper=paper)
    assert engine.body(RICH, dict.fromkeys(RICH.charts, ""), Design(templates=tmp_path), paper=paper) == plain


def test_all_of_them_exported_change_nothing(tmp_path: Path) -> None:
    for name in house.names(resources.templates()):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(resources.text(name), encoding="utf-8")
    assert render.files(samples.empty(), ("pdf",), Design(templates=tmp_path)) == render.files(
        samples.empty(), ("pdf",)
    )
    html, plain = (page.write(EMPTY, {}, design).decode() for design in (Design(templates=tmp_path), Design()))
    assert html.partition("<body>")[2] == plain.partition("<body>")[2]


def test_a_template_of_the_house_goes_first_and_the_rest_falls_back(tmp_path: Path) -> None:
    design = put(tmp_path, sources='<section id="sources"><h2>{{ briefing.title }}의 출처</h2></section>\n')
    assert '<section id="sources"><h2>주간 정책 브리핑의 출처</h2></section>' in engine.body(
        RICH, dict.fromkeys(RICH.charts, ""), design, paper=True
    )
    assert "한눈에 보기" in engine.body(RICH, dict.fromkeys(RICH.charts, ""), design, paper=True)


def test_style_sheets_and_script_too(tmp_path: Path) -> None:
    design = put(tmp_path, page_css="h1 { color: teal }", page_js="// 가온시")
    html = page.write(EMPTY, {}, design).decode()
    assert "h1 { color: teal }" in html and "<script>// 가온시</script>" in html
    assert "Title block" in html  # of base.css


def test_a_template_may_bring_its_own_parts(tmp_path: Path) -> None:
    design = put(tmp_path, body='{% include "가온/인사.html" %}')
    put(tmp_path / "가온", 인사="<p>{{ briefing.title }}</p>")
    engine.check(tmp_path)
    assert body(design) == "<p>주간 정책 브리핑</p>"


def test_everything_is_escaped(tmp_path: Path) -> None:
    design = put(tmp_path, body="{{ '<b>' }}{{ \"x\" ~ '&' }}")
    assert body(design) == "&lt;b&gt;x&amp;"


def test_an_edit_a_new_file_and_a_removal_are_seen_at_once(tmp_path: Path) -> None:
    design = put(tmp_path, body="하나")
    assert body(design) == "하나"
    put(tmp_path, body="둘둘")
    assert body(design) == "둘둘"
    put(tmp_path, body='{% include "contents.html" %}', contents="셋")
    assert body(design) == "셋"
    (tmp_path / "body.html").unlink()
    assert body(design) == body(Design(templates=tmp_path / "none")) != "셋"


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("가\n{% if x %}\n", 2, "템플릿 문법에 맞지 않습니다(Unexpected end of template."),
        ("{{ 1 + }}", 1, "템플릿 문법에 맞지 않습니다(unexpected 'end of print statement')."),
        ("가\n나\n{{ weather }}", 3, "모르는 이름입니다: weather. 프로그램의 판이 바뀌었으면 docs/templates.md와"),
        ("{{ briefing.weather }}", 1, "없는 이름이나 속성입니다('briefing.model.briefing.Briefing object' has no attribute"),
        ("\n{{ briefing.lead }}", 2, "값이 없는 것(None)을 찍습니다. {% if … %}로 값이 있는지 먼저 물어 주십시오."),
        ("\n\n{{ 1 / 0 }}", 3, "계산할 수 없습니다(ZeroDivisionError: division by zero)."),
        ("{{ briefing.title + 1 }}", 1, "계산할 수 없습니다(TypeError: "),
        ("{{ '%d' % 'a' }}", 1, "계산할 수 없습니다(TypeError: "),
        ("{{ 'a'|int(base=99) }}{{ 'a'.index('b') }}", 1, "계산할 수 없습니다(ValueError: "),
        ("{{ (1, 2)[briefing.title] }}", 1, "없는 이름이나 속성입니다("),
        ("{{ briefing.title|shout }}", 1, "없는 필터나 검사입니다(No filter named 'shout'.). 이름을 확인해 주십시오."),
        ("가\n{% include 'none.html' %}", 2, "불러들일 템플릿이 없습니다: none.html. 이름을 고치거나"),
        ("{% import 'none.html' as x %}", 1, "불러들일 템플릿이 없습니다: none.html."),
        ("{% include 'body.html' %}", 1, "템플릿이 서로를 끝없이 부릅니다."),
        ("{{ day(1) }}", 1, "모르는 이름입니다: day."),
        ("{{ 3|day }}", 1, "계산할 수 없습니다(AttributeError: 'int' object has no attribute 'year')."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_file_and_line(tmp_path: Path, template: str, line: int, words: str) -> None:
    told = fault(put(tmp_path, body=template))
    assert told.startswith(f"{tmp_path}/body.html {line}행: {words}"), told
    assert "\n" not in told


def test_a_fault_in_a_part_names_the_part(tmp_path: Path) -> None:
    design = put(
        tmp_path, body="{% include 'plans.html' %}", plans="\n{% macro m(x) %}\n{{ x.y }}\n{% endmacro %}{{ m(1) }}"
    )
    assert fault(design).startswith(f"{tmp_path}/plans.html 3행: 없는 이름이나 속성입니다('int object' has no")


def test_a_template_of_the_program_that_the_house_makes_fail_is_named(tmp_path: Path) -> None:
    design = put(tmp_path, parts="")
    with pytest.raises(TemplateError) as caught:
        engine.body(RICH, {}, design, paper=False)
    assert str(caught.value).startswith(f"{resources.templates()}/body.html ")


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ briefing.__class__ }}",
        "{{ around.__globals__ }}",
        "{{ citations.places.clear() }}",
        "{{ ref.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(briefing) }}",
        "{% for n in range(10000000) %}{% endfor %}",
    ],
)
def test_no_template_reaches_behind_what_it_is_given(tmp_path: Path, template: str) -> None:
    assert f"{tmp_path}/body.html 1행: " in fault(put(tmp_path, body=template))


@pytest.mark.parametrize("name", ["../secret.html", "/etc/passwd", "가/../../secret.html", "..\\\\secret.html"])
def test_nor_out_of_its_folder(tmp_path: Path, name: str) -> None:
    put(tmp_path, secret="비밀")
    inside = tmp_path / "집"
    inside.mkdir()
    assert "폴더 밖의 파일은 쓸 수 없습니다." in fault(put(inside, body=f"{{% include '{name}' %}}"))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "body.html").write_bytes("가온".encode("cp949"))
    assert fault(Design(templates=tmp_path)) == (
        f"{tmp_path}/body.html: UTF-8로 된 파일이 아닙니다. UTF-8로 다시 저장해 주십시오."
    )


def test_a_fault_of_the_program_stays_one(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        engine.fill("body.html", Design(), briefing=1)
    with pytest.raises(AttributeError):
        engine.body(view.arrange(None), {}, Design(templates=tmp_path), paper=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"boddy": ""}, "boddy.html: 어느 템플릿도 부르지 않는 파일입니다. 혹시 body.html입니까?"),
        ({"paper2_css": ""}, "paper2.css: 어느 템플릿도 부르지 않는 파일입니다. 혹시 paper.css입니까?"),
        ({"인사": "{% include '인사.html' %}"}, "인사.html: 어느 템플릿도 부르지 않는 파일입니다. 이름을 고치거나"),
        ({"plans": "가\n{% endfor %}"}, "plans.html 2행: 템플릿 문법에 맞지 않습니다("),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_seen_before_anything_is_made(tmp_path: Path, files: dict[str, str], told: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render.files(samples.empty(), ("json",), put(tmp_path, **files))
    assert str(caught.value).startswith(f"{tmp_path}/{told}")


def test_notes_and_pictures_beside_them_are_nobodys_business(tmp_path: Path) -> None:
    for name in ("README.md", "logo.svg", "body.html~", ".#body.html"):
        (tmp_path / name).write_text("{% if", encoding="utf-8")
    engine.check(tmp_path)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("h1 { colour: red }", " 2행: PDF를 만드는 WeasyPrint가 받아들이지 않습니다(Ignored `colour: red"),
        ("h1:hoover { color: red }", ": PDF를 만드는 WeasyPrint가 받아들이지 않습니다(Invalid or unsupported selector, 'h1:hoover"),
        ("h1 { color: rot }", " 2행: PDF를 만드는 WeasyPrint가 받아들이지 않습니다(Ignored `color: rot"),
    ],
)  # fmt: skip
def test_a_rule_that_would_be_missing_in_print_is_told(tmp_path: Path, rule: str, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        paper.write(EMPTY, {}, put(tmp_path, base_css=f"\n{rule}"))
    assert str(caught.value).startswith(f"{tmp_path}/base.css{words}")


def test_a_rule_for_the_screen_is_none_of_its_business(tmp_path: Path) -> None:
    paper.write(EMPTY, {}, put(tmp_path, base_css="@media screen { h1 { text-wrap: balance } }"))


def test_a_picture_from_elsewhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"Failed to load image at 'http://example\.org/a\.png'.*refused"):
        paper.write(EMPTY, {}, put(tmp_path, body='<h1>가</h1><img src="http://example.org/a.png" alt="나">'))


def test_the_guide_names_every_template_value_and_filter() -> None:
    guide = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`\s|(]+)", guide))
    environment, bare = engine.engine(), Environment()
    assert set(house.names(resources.templates())) <= named
    assert set(environment.globals) - set(bare.globals) <= named
    assert set(environment.filters) - set(bare.filters) <= named
    assert {"view", "briefing", "sources", "figures", "citations", "paper", "brand"} <= named
    assert set(view.View.__slots__) <= named


def test_the_example_of_the_guide_works(tmp_path: Path) -> None:
    guide = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    example = re.search(r"```jinja\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    whole = resources.text("body.html")
    cover = re.search(r"<header class=\"cover\".*?</header>\n", whole, re.DOTALL)
    assert cover is not None
    design = put(tmp_path, body=whole.replace(cover[0], example[1]))
    assert "<td>기획조정실장</td>" in engine.body(RICH, dict.fromkeys(RICH.charts, ""), design, paper=True)
