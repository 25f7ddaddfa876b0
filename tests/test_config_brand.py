"""`[brand]` and `templates`: what is taken, and what is refused with the way out."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from pathlib import Path

import pytest

from briefing.config import load
from briefing.errors import ConfigError
from briefing.render.design import PLAIN, Brand, Design

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><path d="M0 0h3v1z"/></svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def design(content: str, folder: Path = Path()) -> Design:
    (folder / "briefing.toml").write_text(content, encoding="utf-8")
    return load(folder / "briefing.toml", {}).design


def refused(content: str) -> str:
    with pytest.raises(ConfigError) as caught:
        design(content)
    return str(caught.value)


def test_all_keys() -> None:
    Path("집").mkdir()
    Path("집/서식").mkdir()
    Path("집/logo.svg").write_text(SVG, encoding="utf-8")
    content = (
        'templates = "서식"\n[brand]\nname = "가온시"\nlogo = "logo.svg"\nmain = "#14532D"\nrest = "#5f9a76"\n'
        'footer = "가온시 내부 자료"\n'
    )
    assert design(content, Path("집")) == Design(
        templates=Path("집/서식"),
        brand=Brand(name="가온시", logo=SVG.encode(), main="#14532d", rest="#5f9a76", footer="가온시 내부 자료"),
    )


def test_nothing_is_needed() -> None:
    assert design("[brand]").brand == PLAIN
    assert design('[brand]\nname = "가온시"').brand == Brand(name="가온시")


def test_the_second_colour_follows_from_the_first() -> None:
    assert design('[brand]\nmain = "#14532d"').brand == Brand(main="#14532d", rest="#769a84")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ('main = "blue"', "brand.main: 색이 아닙니다(지금 값: 'blue'). main = \"#0f4c92\"처럼 적어 주십시오."),
        ('main = "#fff"', "brand.main: 색이 아닙니다"),
        (
            'main = "#3d8bfd"',
            "brand.main: 글자색으로 너무 옅습니다(#f1f4f8 바탕과의 명도 대비 3.02:1, 4.5:1 이상 필요). "
            "#306ec9 또는 그보다 짙은 색을 적어 주십시오.",
        ),
        (
            'rest = "#a0c0e0"',
            "brand.rest: 도표의 색으로 너무 옅습니다(흰 바탕과의 명도 대비 1.89:1, 3:1 이상 필요). #7195bf 같은 색을 적거나 "
            "지워서 main에서 나온 색을 쓰십시오.",
        ),
        (
            'rest = "#103060"',
            "brand.rest: main(#0f4c92)보다 뚜렷이 밝지 않습니다(명도 대비 0.65:1, 1.5:1 이상 필요).",
        ),
        (f'footer = "{"가" * 61}"', "brand.footer: 60자까지의 한 줄이어야 합니다(지금 61자)."),
        ('name = "가온\\n시"', "brand.name: 60자까지의 한 줄이어야 합니다"),
        ('logo = "none.svg"', "brand.logo: none.svg: 읽을 수 없습니다(No such file or directory)."),
        ('logo = "."', "brand.logo: .: 읽을 수 없습니다(Is a directory)."),
        ('colour = "#000000"', "brand.colour: 모르는 설정입니다."),
    ],
)
def test_what_is_wrong_is_told_with_the_way_out(keys: str, words: str) -> None:
    assert words in refused(f"[brand]\n{keys}\n")


def test_a_colour_that_is_proposed_is_taken() -> None:
    (proposed,) = re.findall(r"(#\w{6}) 또는", refused('[brand]\nmain = "#3d8bfd"'))
    assert design(f'[brand]\nmain = "{proposed}"').brand.main == proposed


def test_a_folder_of_templates_must_be_there() -> None:
    assert "templates: 템플릿 폴더를 읽을 수 없습니다(none: No such file" in refused('templates = "none"')
    Path("file").write_text("", encoding="utf-8")
    assert "templates: 템플릿 폴더를 읽을 수 없습니다(file: Not a directory)" in refused('templates = "file"')


def test_a_png_is_taken() -> None:
    Path("logo.png").write_bytes(png(1, 1))
    assert design('[brand]\nlogo = "logo.png"').brand.logo == png(1, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(5000, 1), "가로와 세로가 4096점까지여야 합니다(지금 5000×1)."),
        (png(1, 1)[:40], "온전한 PNG가 아닙니다."),
        (b"GIF89a", "PNG도 SVG도 아닙니다."),
        (b"", "PNG도 SVG도 아닙니다."),
        (b"<svg/>", "PNG도 SVG도 아닙니다."),
        (b" " * 200_001, "200 KB보다 큽니다."),
    ],
)
def test_other_pictures_are_refused(content: bytes, words: str) -> None:
    Path("logo").write_bytes(content)
    assert f"brand.logo: logo: {words}" in refused('[brand]\nlogo = "logo"')


def drawing(inside: str, before: str = "", attributes: str = "") -> str:
    spaces = (
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://example.org/i"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<svg {spaces} {attributes} viewBox="0 0 3 1">{inside}</svg>'


@pytest.mark.parametrize(
    "svg",
    [
        drawing('<defs><path id="a" d="M0 0h3v1z"/></defs><use xlink:href="#a"/><use href="#a" fill="url(#b)"/>'),
        drawing("<style>.a { fill: url( '#b' ) }</style><metadata><i:made by='C:\\x'/></metadata>"),
        drawing(
            '<i:view zoom="1"/><!-- 주석 --><text style="font-weight:700">가온</text>', attributes='i:file="C:\\a"'
        ),
    ],
)
def test_a_drawing_is_taken(svg: str) -> None:
    Path("logo.svg").write_text(svg, encoding="utf-8")
    assert design('[brand]\nlogo = "logo.svg"').brand.logo == svg.encode()


@pytest.mark.parametrize(
    ("svg", "words"),
    [
        (drawing("<script>alert(1)</script>"), "그림이 아닌 것(<script>)이 든"),
        (drawing('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'), "(<foreignObject>)이 든"),
        (drawing('<script xmlns="http://www.w3.org/1999/xhtml"/>'), "(<script>)이 든"),
        (drawing('<image href="http://example.org/a.png"/>'), "(<image>)이 든"),
        (drawing('<animate attributeName="href" to="http://example.org"/>'), "(<animate>)이 든"),
        (drawing('<path onload="alert(1)"/>'), "스크립트(onload)가 든"),
        (drawing('<use xlink:href="http://example.org/a.svg#a"/>'), "다른 곳의 자료를 부르는"),
        (drawing('<use href="data:image/svg+xml,x"/>'), "다른 곳의 자료를 부르는"),
        (drawing('<path fill="url(http://example.org/a)"/>'), "다른 곳의 자료를 부르는"),
        (drawing('<path style="fill:u\\72l(http://example.org/a)"/>'), "다른 곳의 자료를 부르는"),
        (drawing("<style>@import 'http://example.org/a.css';</style>"), "다른 곳의 자료를 부르는"),
        (drawing("<style>/* <!-- --> */ @import 'http://example.org/a.css';</style>"), "다른 곳의 자료를 부르는"),
        (drawing("", attributes='xml:base="http://example.org/"'), "다른 곳의 자료를 부르는"),
        (drawing("", before='<?xml-stylesheet href="http://example.org/a.css"?>'), "처리 명령(<?…?>)이 든"),
        (drawing("", before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "DTD가 든"),
        (drawing("", before='<!DOCTYPE svg SYSTEM "http://example.org/a.dtd">'), "DTD가 든"),
        (drawing("&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "DTD가 든"),
        (drawing("<path>"), "PNG도 SVG도 아닙니다."),
    ],
)
def test_a_drawing_that_does_more_is_refused(svg: str, words: str) -> None:
    Path("logo.svg").write_text(svg, encoding="utf-8")
    assert words in refused('[brand]\nlogo = "logo.svg"')


def test_another_encoding_hides_nothing() -> None:
    hostile = drawing("<script>alert(1)</script>").replace("UTF-8", "UTF-16")
    Path("logo.svg").write_bytes(hostile.encode("utf-16"))
    assert "(<script>)이 든" in refused('[brand]\nlogo = "logo.svg"')
    Path("logo.svgz").write_bytes(base64.b64decode("H4sIAAAAAAAC"))
    assert "PNG도 SVG도 아닙니다." in refused('[brand]\nlogo = "logo.svgz"')
