"""Markup -> the lines a reader would see, a line a block; captions, scripts and forms are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from briefing.ingest.decode import clean

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|br|caption|d[dlt]|div|fig(?:caption|ure)|footer|form|h[1-6r]|header|li|main|nav|[ou]l|"
    r"option|p|pre|section|select|summary|table|t[dhr]|title"
)
_UNSEEN = re.compile(r"script|style|noscript|template|iframe|object|embed|svg|head|textarea|button")
# What content systems call the words below a picture, where they do not write <figcaption>: caption, img_desc,
# photo-caption, article_photo_txt.
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:fig|img|photo|image)?[_-]?captions?|(?:img|photo|image|pic)[_-]?(?:desc|txt|exp))\b", re.I
)
# What holds text parted by line breaks, and what may stand within such a text.
_BOXES = frozenset({"article", "body", "div", "font", "main", "section", "span", "td"})
_INLINE = frozenset({"a", "abbr", "b", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"})
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}[\s/>]|<!--")
_BLOCK_TAG = re.compile(r"<(?:p|br|div|li|h\d|section|article|td)\b", re.I)
#: Times a state may have been escaped: once as markup in text, once more by the template around it.
_ESCAPED = 2


def without_captions(tree: Any) -> None:
    """Take the captions out of `tree`, leaving the text behind each where it was."""
    for node in [node for node in tree.iter("*") if _is_caption(node)]:
        if node.getparent() is not None:
            node.drop_tree()


def _is_caption(node: Any) -> bool:
    return node.tag == "figcaption" or (node.tag != "caption" and bool(_CAPTION.search(node.get("class") or "")))


def with_paragraphs(tree: Any) -> None:
    """Make paragraphs of the texts in `tree` that only `<br>` parts, as many sites write them.

    trafilatura loses what stands behind the last `<br>` of a block.
    """
    from lxml.html import Element

    for box in list({node.getparent(): None for node in tree.iter("br")}):
        if box is None or box.tag not in _BOXES:
            continue
        paragraph = Element("p")
        paragraph.text, box.text = box.text, None
        whole = [paragraph]
        for child in list(box):
            box.remove(child)
            if child.tag in _INLINE or not isinstance(child.tag, str):  # a comment
                paragraph.append(child)
                continue
            tail, child.tail = child.tail, None
            if child.tag != "br":
                whole.append(child)
            paragraph = Element("p")
            paragraph.text = tail
            whole.append(paragraph)
        box.extend(part for part in whole if part.tag != "p" or len(part) or (part.text or "").strip())


def lines(tree: Any) -> Iterator[str]:
    """The visible text of a tree of elements, in the order of the page; empty lines where a block is empty."""
    from lxml import etree

    line: list[str] = []
    skipped: list[Any] = []
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event in ("comment", "pi"):
            line.append(node.tail or "" if not skipped else "")
            continue
        if event == "end" and skipped and skipped[-1] is node:
            skipped.pop()
        if _BLOCKS.fullmatch(tag):
            yield clean(" ".join("".join(line).split()))
            line = []
        if event == "start" and (_UNSEEN.fullmatch(tag) or _is_caption(node)):
            skipped.append(node)
        if not skipped:
            line.append((node.text if event == "start" else node.tail) or "")
    yield clean(" ".join("".join(line).split()))


def text(markup: str) -> str:
    """The visible lines of `markup`, none empty; a text without tags, or with no block among them, keeps its lines."""
    from lxml import etree
    from lxml import html as parser

    markup = clean(markup)
    for turn in range(_ESCAPED):
        if not _TAG.search(markup):
            markup = unescape(markup)
            if not _TAG.search(markup):
                break
        if turn or not _BLOCK_TAG.search(markup):
            markup = markup.replace("\n", "<br>")
        try:
            tree = parser.document_fromstring(f"<div>{markup}</div>")
        except (etree.LxmlError, ValueError):
            return ""
        markup = "\n".join(lines(tree))
    return "\n".join(line.strip() for line in markup.split("\n") if line.strip())
