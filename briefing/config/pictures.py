"""The logo: a small PNG or SVG that does nothing but show itself."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any

from briefing.errors import ConfigError
from briefing.render.design import PNG

# It stands in every page, every PDF and every message: a logo drawn well has some 10 KB.
_MOST_BYTES = 200_000
_MOST_PIXELS = 4096  # on a side: what unpacks to more than 64 MB is no logo

_SVG = "{http://www.w3.org/2000/svg}"
# What draws (SVG 1.1, 2). Not among them: script, foreignObject, image and feImage (which fetch), a, and what moves.
_DRAWING = re.compile(
    "svg|g|defs|symbol|use|title|desc|metadata|style|switch|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|"
    "textPath|linearGradient|radialGradient|stop|pattern|clipPath|mask|marker|filter|fe(Blend|ColorMatrix|Composite|"
    "ComponentTransfer|Func[RGBA]|Flood|GaussianBlur|Merge|MergeNode|Offset|DropShadow)"
)
_ELSEWHERE = "다른 곳의 자료를 부르는 SVG는 쓸 수 없습니다."
_REMEDY = "그림만 담은 SVG나 PNG로 다시 저장해 주십시오."


def read(path: Path) -> bytes:
    """The picture at `path`; ConfigError for one that is too large, is neither PNG nor SVG, or does more than show."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(
            str(path), f"읽을 수 없습니다({error.strerror}).", "경로와 권한을 확인해 주십시오."
        ) from error
    if len(content) > _MOST_BYTES:
        raise ConfigError(str(path), f"{_MOST_BYTES // 1000} KB보다 큽니다.", "작게 다시 저장해 주십시오.")
    fault = _png(content) if content.startswith(PNG) else _svg(content)
    if fault:
        raise ConfigError(str(path), fault, _REMEDY)
    return content


def _png(content: bytes) -> str | None:
    """What is wrong with a PNG (RFC 2083): it must begin with its size and be whole."""
    if content[12:16] != b"IHDR" or b"IEND" not in content[-12:]:
        return "온전한 PNG가 아닙니다."
    width, height = struct.unpack(">II", content[16:24])
    if max(width, height) > _MOST_PIXELS:
        return f"가로와 세로가 {_MOST_PIXELS}점까지여야 합니다(지금 {width}×{height})."
    return None


def _svg(content: bytes) -> str | None:
    """What is wrong with an SVG: it must draw with its own means, without a DTD, a script or an address."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "PNG도 SVG도 아닙니다."
    if root.tag != f"{_SVG}svg":
        return "PNG도 SVG도 아닙니다."
    if root.getroottree().docinfo.internalDTD is not None:
        return "DTD가 든 SVG는 쓸 수 없습니다."
    # What stands before the root too: a processing instruction may name a style sheet elsewhere.
    faults = (_node(node) for node in (*root.itersiblings(preceding=True), *root.iter()))
    return next(filter(None, faults), None)


def _node(node: Any) -> str | None:
    """What is wrong with one element; those of another vocabulary (a drawing program's notes) are not drawn."""
    if not isinstance(node.tag, str):
        return "처리 명령(<?…?>)이 든 SVG는 쓸 수 없습니다." if str(node).startswith("<?") else None
    space, _, name = node.tag.rpartition("}")
    drawn = f"{space}}}" == _SVG
    if "xhtml" in space or (drawn and not _DRAWING.fullmatch(name)):
        return f"그림이 아닌 것(<{name}>)이 든 SVG는 쓸 수 없습니다."
    for called, value in node.attrib.items():
        attribute = called.rpartition("}")[2]
        if attribute.lower().startswith("on"):
            return f"스크립트({attribute})가 든 SVG는 쓸 수 없습니다."
        if attribute in ("href", "src", "base"):
            elsewhere = not value.strip().startswith("#")
        else:
            elsewhere = drawn and attribute == called and _reaches(value)
        if elsewhere:
            return _ELSEWHERE
    return _ELSEWHERE if name == "style" and _reaches("".join(node.itertext())) else None


def _reaches(css: str) -> bool:
    """Whether a style names anything that is not in the picture: also in escapes (`\\75rl`), which no logo needs."""
    addresses = re.findall(r"url\s*\(\s*['\"]?\s*(.?)", css, re.I)
    return "@import" in css.lower() or "\\" in css or any(first != "#" for first in addresses)
