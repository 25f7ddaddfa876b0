"""The scripts of a page -> the text of its article, where a page brings it as data and shows it by script.

Nothing is run: JSON is read where it stands, whatever program put it there. That covers

- JSON-LD (`articleBody`) and every other `<script type="application/json">`: Next.js' `__NEXT_DATA__`, Nuxt's flat one;
- values that a script assigns or passes on: `Fusion.globalContent={…}` (Arc), `window.__STATE__ = JSON.parse("…")`,
  `{title:"…",body:"…"}`, of which the strings are read one by one;
- rows of React's flight data, `self.__next_f.push([1,"…"])` (Next.js App Router), with the texts beside it.

An article in such a state is an object that holds the page's title, and beside or below it a long text or blocks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from briefing.ingest import visible

#: Syllables that only running text has, and that the shortest news item has which stands with its title.
_LONG = 80
_SHORT = 30
#: Characters of a title at least, and at most with its entities and the site's name.
_TITLE_LEAST = 6
_TITLE_LENGTH = 300
#: Levels of JSON in strings of JSON, and of blocks in blocks; two of each are met.
_NESTED = 3
#: Characters read in vain before a script is given up, as a multiple of its length: what is no JSON fails at once.
_VAIN = 4
#: How much longer a text must be for each level that it stands further from the title: a lead is no half of a body.
_NEARER = 1.5
#: Nodes of one page's states; the largest seen on news pages have some 50,000.
_NODES = 500_000

_HANGUL = re.compile(r"[가-힣]")
_START = re.compile(r"""(?:^|[=(,:;?&|])\s*(?=[\[{"'])""")
_SINGLE = re.compile(r"'((?:[^'\\\n]|\\.)*)'", re.S)
_ESCAPE = re.compile(r"""\\x([0-9a-fA-F]{2})|\\(['`])|\\(u[0-9a-fA-F]{4}|.)|(")""", re.S)
_PUSHED = re.compile(r"__next_f\s*=?.{0,40}?\.push\(\s*(?=\[)", re.S)
_ROW = re.compile(rb"([0-9a-f]*):(?:T([0-9a-f]{1,8}),|[A-Z]{0,2})")
_REFERENCE = re.compile(r"\$[0-9a-f]{1,6}")

# Keys of what belongs to an article and is not its text.
_ASIDE = re.compile(
    r"desc|summary|excerpt|abstract|caption|credit|comment|keyword|meta|copyright|prompt|reply|css|style", re.I
)
_TITLE = re.compile(r"(?!.*(?:sub_?t|section|category|site|image|photo)).*(?:title|headline|subject)s?", re.I)
_KIND = re.compile(r"(?:block|content|element|node)?_?(?:type|kind|__typename)", re.I)
_TEXT_KIND = re.compile(r"text|paragraph|para|^p$|head|list|quot|citation|^h\d$|html", re.I)
_ASIDE_KIND = re.compile(
    r"image|photo|video|audio|caption|figure|(?:^|_)ads?(?:_|$)|advert|embed|link|raw|related|gallery|byline|script",
    re.I,
)
_PARAGRAPH_END = re.compile(r"[.!?”\"']\s*$|>\s*$")
# The key of a block's text or of the blocks in it, whichever comes first: Arc, Gutenberg, Contentful, hand-made ones.
_BLOCK_TEXT = (
    "content",
    "text",
    "html",
    "innerHTML",
    "value",
    "body",
    "paragraph",
    "items",
    "children",
    "content_elements",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A text in a page's data; `named` where the page's title stands with it."""

    text: str
    named: bool


def body(tree: Any, title: str | None) -> Found | None:
    """The text of the article called `title` in the scripts of `tree`, its paragraphs as lines; None where none is."""
    found = [text for state in _states(tree) for text in _texts(state, _key(title))]
    named = [(_length(text) * _NEARER**-near, text) for near, text in found if near is not None]
    if named:
        return Found(max(named)[1], True)
    return Found(max((text for _, text in found), key=_length), False) if found else None


def _length(text: str) -> int:
    return len(_HANGUL.findall(text))


def _key(title: str | None) -> str:
    """A title without what varies between its copies: marks, spaces, entities."""
    return re.sub(r"&#?\w{1,8};|[\W_]+", "", visible.text(title)) if title and len(title) <= _TITLE_LENGTH else ""


# --- scripts -> values ----------------------------------------------------------------------------------


def _states(tree: Any) -> Iterator[Any]:
    pushed: list[str] = []
    for script in tree.iter("script"):
        source = script.text or ""
        if _PUSHED.search(source):
            pushed.extend(_pushed(source))
        elif "json" in (script.get("type") or ""):
            yield from _json(source)
        elif _length(source) >= _SHORT or "\\u" in source or "%" in source:
            yield tuple(_values(source))
    if pushed:
        yield tuple(_flight("".join(pushed)))


def _json(source: str) -> Iterator[Any]:
    """The value of a JSON script, whose text a page may have wrapped as a comment or CDATA."""
    try:
        value = _decoder.decode(source.strip())
    except (ValueError, RecursionError):
        value = tuple(_values(source))
    yield _referred(value) if isinstance(value, list) and _is_flat(value) else value


def _is_flat(value: list[Any]) -> bool:
    """Whether a list is a state whose objects hold the places of their values in the list (devalue, as in Nuxt 3)."""
    places = [place for item in value if isinstance(item, dict) for place in item.values()]
    return bool(places) and all(type(place) is int for place in places)


def _referred(value: list[Any]) -> tuple[Any, ...]:
    """The objects of a flat state with the texts that they refer to."""
    return tuple(
        {key: value[place] for key, place in item.items() if 0 <= place < len(value) and isinstance(value[place], str)}
        for item in value
        if isinstance(item, dict)
    )


#: Line feeds inside of strings are an error that browsers' users never see and JSON-LD is full of.
_decoder = json.JSONDecoder(strict=False)


def _values(source: str) -> Iterator[Any]:
    """The JSON values and strings that stand in a script, outermost first."""
    place = vain = 0
    while vain <= _VAIN * len(source) and (start := _START.search(source, place)):
        place = start.end()
        if source[place] == "'":
            if single := _SINGLE.match(source, place):
                place = single.end()
                if len(single[1]) >= _TITLE_LEAST:
                    yield _unquoted(single[1])
            else:
                place += 1
            continue
        try:
            value, place = _decoder.raw_decode(source, place)
        except json.JSONDecodeError as error:
            vain += error.pos - place
            place += 1
        except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists
            return
        else:
            yield value


def _unquoted(text: str) -> str:
    """A string of JavaScript in single quotes, its escapes resolved; empty where they are broken."""

    def escaped(match: re.Match[str]) -> str:
        return f"\\u00{match[1]}" if match[1] else match[2] or ('\\"' if match[4] else f"\\{match[3]}")

    try:
        return str(_decoder.decode(f'"{_ESCAPE.sub(escaped, text)}"'))
    except ValueError:
        return ""


def _pushed(source: str) -> Iterator[str]:
    for start in _PUSHED.finditer(source):
        try:
            value, _ = _decoder.raw_decode(source, start.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
            yield value[1]


def _flight(stream: str) -> Iterator[Any]:
    """The values of flight data with their references to text rows (`$1f`) replaced.

    A row is `id:` and JSON up to the line feed, or `id:T`, the number of bytes in hexadecimal, a comma and a text.
    """
    data = stream.encode("utf-8", "surrogatepass")
    texts: dict[str, str] = {}
    rows: list[str] = []
    place = 0
    while row := _ROW.match(data, place):
        if row[2]:
            place = row.end() + int(row[2], 16)
            texts[f"${row[1].decode()}"] = data[row.end() : place].decode("utf-8", "replace")
        else:
            end = data.find(b"\n", row.end())
            end = len(data) if end < 0 else end
            rows.append(data[row.end() : end].decode("utf-8", "replace"))
            place = end + 1
    for text in rows:
        try:
            yield _resolved(_decoder.decode(text), texts)
        except (ValueError, RecursionError):
            continue
    yield from texts.values()


def _resolved(value: Any, texts: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(inner, texts) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolved(inner, texts) for inner in value]
    return texts.get(value, value) if isinstance(value, str) and _REFERENCE.fullmatch(value) else value


# --- values -> texts ------------------------------------------------------------------------------------


def _texts(state: Any, title: str) -> Iterator[tuple[int | None, str]]:
    """(levels below the object that holds the title, or None; text) of every long text in `state`."""
    waiting: list[tuple[Any, int | None, int]] = [(state, None, _NESTED)]
    seen = 0
    while waiting and seen < _NODES:
        value, near, depth = waiting.pop()
        seen += 1
        if isinstance(value, str):
            inner = _inner(value) if depth else None
            if inner is not None:
                waiting.append((inner, near, depth - 1))
            elif text := _prose(value, near):
                yield near, text
        elif isinstance(value, list):
            if text := _prose(_joined(value), near):
                yield near, text
            else:
                waiting.extend((item, near, depth) for item in value)
        elif isinstance(value, tuple):
            here = 0 if title and any(isinstance(item, str) and _key(item) == title for item in value) else near
            waiting.extend((item, here if isinstance(item, str) else near, depth) for item in value)
        elif isinstance(value, dict):
            below = _near(value, near, title)
            waiting.extend(
                (inner, below if below is None or isinstance(inner, str | list) else below + 1, depth)
                for key, inner in value.items()
                if not _ASIDE.search(key)
            )


def _prose(markup: str, near: int | None) -> str:
    """The text of `markup`, if it is long enough to be an article where it stands; else nothing."""
    least = _LONG if near is None else _SHORT
    if _length(markup) < least:
        return ""
    text = visible.text(markup)
    return text if _length(text) >= least else ""


def _inner(text: str) -> Any:
    """The value of a string that is itself JSON, plain or percent-encoded; else None."""
    if text.startswith(("%7B", "%5B")):
        text = unquote(text)
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return _decoder.decode(text.strip())
    except (ValueError, RecursionError):
        return None


def _near(value: dict[str, Any], near: int | None, title: str) -> int | None:
    """How near the page's title is to what stands in `value`: 0 beside it; None where another title stands there."""
    titles = [
        _key(text)
        for key, inner in value.items()
        if _TITLE.fullmatch(key)
        for text in (inner.values() if isinstance(inner, dict) else [inner])
        if isinstance(text, str)
    ]
    if title and any(_same(text, title) for text in titles):
        return 0
    # An object with a title of its own is another article; a word (정치, 속보) is the name of something else.
    return None if any(len(text) > 8 for text in titles) else near


def _same(one: str, other: str) -> bool:
    """Whether two titles are one: a page's has the site's name or the section with it, or is cut."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _TITLE_LEAST and short in long and len(short) >= 0.5 * len(long)


def _joined(blocks: Sequence[Any], depth: int = _NESTED, least: int = 2) -> str:
    """The markup of a list of blocks, its captions and boxes left out; empty where the list holds other things."""
    if len(blocks) < least or not all(isinstance(block, dict | str) for block in blocks):
        return ""
    parts = [block if isinstance(block, str) else _block(block, depth) for block in blocks]
    if all(isinstance(block, str) for block in blocks):
        # A list of paragraphs; a list of keywords, or of the strings of a script, is none.
        prose = [part for part in parts if _PARAGRAPH_END.search(part)]
        parts = parts if 2 * len(prose) > len(parts) else []
    return "\n".join(part if part.endswith(">") else f"<p>{part}</p>" for part in parts if part)


def _block(block: dict[str, Any], depth: int) -> str:
    if any(_TITLE.fullmatch(key) and value for key, value in block.items()):
        return ""  # an article among others, or a box
    kind = next((value for key, value in block.items() if _KIND.fullmatch(key) and isinstance(value, str)), "")
    if kind and (_ASIDE_KIND.search(kind) or not _TEXT_KIND.search(kind)):
        return ""
    inner = next((block[key] for key in _BLOCK_TEXT if block.get(key)), None)
    if isinstance(inner, str):
        return inner
    return _joined(inner, depth - 1, 1) if isinstance(inner, list) and depth else ""
