"""Pages that bring their text as data: found in whatever holds it, and told from what stands beside it."""

from __future__ import annotations

import json
import time
from collections import Counter
from contextlib import suppress
from statistics import mean
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from briefing.errors import InputError
from briefing.ingest import embedded, html
from briefing.model import Article
from tests.ingest.stories import STORIES, Story
from tests.ingest.webpages import CAPTION, DATA, SHOWN, dump, neighbour, paragraphs, shell, source

STORY = STORIES["long"]
PAGES = SHOWN | DATA


def read(page: str) -> Article:
    return html.read(page.encode(), "a.html")


def body(page: str, title: str | None = STORY.title) -> embedded.Found | None:
    return embedded.body(parser.document_fromstring(page), title)


def f1(found: str, wanted: str) -> float:
    """Harmonic mean of precision and recall over the words, each counted as often as it stands."""
    one, other = Counter(found.split()), Counter(wanted.split())
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("page", PAGES)
def test_every_kind_of_page_gives_its_whole_article(page: str, name: str) -> None:
    story = STORIES[name]
    found = read(PAGES[page](story))
    wanted = "\n".join(story.paragraphs)
    if page == "json_ld":
        wanted = wanted.replace("“", '"').replace("”", '"')
    assert found.body == wanted
    assert (found.title, found.outlet, found.byline) == (story.title, "새벽신문", "한하늘")
    assert str(found.published) == "2024-02-14"
    assert json.loads(found.extra) == {"modified": "2024-02-15T18:02:00+09:00"}


def test_the_share_of_words_found_is_that_of_the_goal() -> None:
    scores = [
        f1(read(page(story)).body, "\n".join(story.paragraphs)) for page in PAGES.values() for story in STORIES.values()
    ]
    assert mean(scores) >= 0.95
    assert min(scores) >= 0.85


def test_without_a_title_the_longest_text_is_taken_where_the_page_shows_none() -> None:
    page = f"<!doctype html><html><body><div id=app></div><script>var s={dump({'text': STORY.body})};</script></body></html>"
    assert read(page).body == "\n".join(STORY.paragraphs)
    assert body(page, None) == embedded.Found("\n".join(STORY.paragraphs), False)


def test_an_article_beside_the_shown_one_is_not_taken_for_it() -> None:
    other = neighbour(STORIES["short"])
    state = dump({"recommended": [{"title": other.title, "content": paragraphs(other)}]})
    shown = f"<article><h1>{STORIES['short'].title}</h1>{paragraphs(STORIES['plain'])}</article>"
    page = source(STORIES["plain"], shown, f'<script type="application/json">{state}</script>')
    assert read(page).body == "\n".join(STORIES["plain"].paragraphs)


def test_where_only_the_beginning_is_shown_the_whole_is_taken_from_the_data() -> None:
    beginning = Story(STORY.title, (), STORY.paragraphs[:2])
    state = dump({"article": {"title": STORY.title, "content": paragraphs(STORY)}})
    shown = f"<article><h1>{STORY.title}</h1>{paragraphs(beginning)}</article>"
    page = source(STORY, shown, f'<script type="application/json">{state}</script>')
    assert read(page).body == "\n".join(STORY.paragraphs)


@pytest.mark.parametrize(
    "key", ["description", "summary", "aiSummary", "excerpt", "caption", "comments", "metaDescription", "copyright"]
)
def test_what_is_about_an_article_is_not_its_text(key: str) -> None:
    state = dump({"title": STORY.title, key: STORY.body})
    assert body(f'<html><body><p>글</p><script type="application/json">{state}</script></body></html>') is None


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('window.a = {"title": TITLE, "body": BODY};', True),
        ("window.a = {title: TITLE, body: BODY}", True),
        ("f(TITLE, BODY)", True),
        ("// 설명: TITLE 그리고 본문", False),
    ],
)
def test_values_in_scripts(script: str, found: bool) -> None:
    page = f"<html><body><p>글</p><script>{script.replace('TITLE', dump(STORY.title)).replace('BODY', dump(STORY.body))}</script></body></html>"
    result = body(page)
    assert (result is not None and result.named) is found


def test_state_encoded_for_an_address() -> None:
    state = quote(json.dumps({"news": {"title": STORY.title, "body": STORY.body}}, ensure_ascii=False))
    found = body(f'<html><body><p>글</p><script>var s=JSON.parse(decodeURIComponent("{state}"))</script></body></html>')
    assert found == embedded.Found("\n".join(STORY.paragraphs), True)


def test_captions_stand_apart() -> None:
    for page in PAGES.values():
        assert CAPTION not in read(page(STORY)).body


HOSTILE = {
    "arrays": '<script type="application/json">' + "[" * 100_000,
    "objects": '<script type="application/json">' + '{"a":' * 900 + '"가"' + "}" * 900,
    "broken off": "<script>" + "가" * 40 + (",[1" * 900 + "x") * 1_500,
    "never closed": "<script>" + "가" * 40 + ",[1" * 1_500_000,
    "quotation marks": "<script>" + "가" * 40 + ",'" * 1_000_000,
    "many strings": '<script type="application/json">[' + ",".join(['"<p>가"'] * 400_000) + "]",
    "long strings": '<script type="application/json">[' + ",".join(['{"a":"<p>' + "가나" * 41 + '"}'] * 15_000) + "]",
    "blocks in blocks": '<script type="application/json">' + '[{"a":1},{"content":' * 300 + '"가"' + "}]" * 300,
    "a row without end": '<script>self.__next_f.push([1,"1:Tffffffff,가"])',
    "rows in rows": "<script>self.__next_f.push([1," + dump("0:" + '{"a":' * 900 + "1" + "}" * 900) + "])",
    "a number of a million digits": "<script>var a=[" + "1" * 1_000_000 + "]" + "가" * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_cost_little_and_change_nothing(name: str) -> None:
    shown = f"<article><h1>{STORY.title}</h1>{paragraphs(STORY)}</article>"
    start = time.perf_counter()
    assert read(source(STORY, shown, f"{HOSTILE[name]}</script>")).body == "\n".join(STORY.paragraphs)
    assert time.perf_counter() - start < 5


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.just(STORY.title) | st.just(STORY.body),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "content", "type", "items", "content_elements", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from(["{}", "var a={};", "self.__next_f.push([1,{}])", "f('{}')"]))
def test_any_value_is_read_without_a_fault(value: object, template: str) -> None:
    script = template.replace("{}", dump(value) if "push" not in template else dump(f"1:{dump(value)}\n"))
    kind = ' type="application/json"' if template == "{}" else ""
    body(f"<html><body><p>글</p><script{kind}>{script}</script></body></html>")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="가나다.[]{}()\"'\\,:=$T1f<p>&; \n", max_size=300), st.booleans())
def test_any_script_is_read_without_a_fault(script: str, push: bool) -> None:
    source_of = f"self.__next_f.push([1,{dump(script)}])" if push else f"{script}{'가' * 40}"
    with suppress(InputError):
        read(source(STORY, shell(STORY), f"<script>{source_of}</script>"))
