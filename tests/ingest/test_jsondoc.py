"""JSON files: records, lists, answers of APIs; the Naver news search among them."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import jsondoc, read
from briefing.ingest.found import Found
from briefing.model import Article, Rejected

ONE = {"제목": "첫 기사의 제목", "본문": "첫 기사의 본문이다.", "일자": 20240214}
TWO = {"title": "둘째 기사의 제목", "text": "둘째 기사의 본문이다.", "author": {"name": "한하늘"}}
ITEM = {
    "title": "가온시 <b>가로등</b> &quot;300개&quot; 바꾼다 &lt;속보&gt; A&amp;amp;B",
    "originallink": "https://saebyeok.example/1",
    "link": "https://portal.example/article/1",
    "description": "골목 <b>가로등</b> 300개를 올해 안에 &apos;모두&apos; 바꾼다고...",
    "pubDate": "Tue, 13 Feb 2024 23:30:00 +0000",
}


def answer(*items: dict[str, object]) -> dict[str, object]:
    return {
        "lastBuildDate": "Wed, 14 Feb 2024 10:00:00 +0900",
        "total": 2,
        "start": 1,
        "display": 2,
        "items": list(items),
    }


def found(value: object, indent: int | None = None) -> list[Found]:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, indent=indent).encode()
    return list(jsondoc.read(io.BytesIO(data), "a.json"))


def titles(value: object) -> list[str | None]:
    items = found(value)
    assert all(isinstance(item, Article) for item in items), items
    return [item.title for item in items if isinstance(item, Article)]


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        (ONE, 1),
        ([ONE], 1),
        ([ONE, TWO], 2),
        ({"items": [ONE, TWO], "facets": [{"name": "정치"}] * 3}, 2),
        ({"title": "새벽신문 소식", "items": [ONE, TWO]}, 2),
        ({"response": {"header": {"code": 0}, "body": {"items": {"item": [ONE, TWO]}}}}, 2),
        ([{"items": [ONE]}, {"items": [TWO]}], 2),
        ({**ONE, "related": [TWO, TWO]}, 1),
    ],
)
def test_where_records_stand(value: object, numbers: int) -> None:
    assert titles(value) == ["첫 기사의 제목", "둘째 기사의 제목"][:numbers]


def test_names_in_korean_and_english_and_the_rest_kept() -> None:
    first, second = found([ONE, TWO])
    assert first == Article(
        id="a.json:1",
        title="첫 기사의 제목",
        body="첫 기사의 본문이다.",
        published=date(2024, 2, 14),
        origin="a.json:1",
    )
    assert isinstance(second, Article)
    assert (second.body, second.byline, second.extra) == ("둘째 기사의 본문이다.", None, '{"author":{"name":"한하늘"}}')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.jsonl"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_is_known_by_its_content(tmp_path: Path, encoding: str, name: str, indent: int | None) -> None:
    path = tmp_path / name
    path.write_bytes(json.dumps([ONE, TWO], ensure_ascii=False, indent=indent).encode(encoding))
    assert [type(item) for item in read([path])] == [Article, Article]


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.jsonl"])
def test_an_indented_record_is_no_json_lines(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(ONE, ensure_ascii=False, indent=1), encoding="utf-8")
    (article,) = read([path])
    assert isinstance(article, Article)
    assert article.origin == str(path)


def test_json_lines_under_the_name_of_json_are_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsondoc, "DOCUMENT_LIMIT", 100)
    lines = b"\n".join(json.dumps(value, ensure_ascii=False).encode() for value in (ONE, TWO, 3))
    assert [(type(item), item.origin) for item in found(lines) if not isinstance(item, bytes)] == [
        (Article, "a.json:1"),
        (Article, "a.json:2"),
        (Rejected, "a.json:3"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "JSON으로 읽을 수 없는 파일"),
        (b"[" * 100_000, "JSON으로 읽을 수 없는 파일"),
        (b"[1, 2]", "기사가 없습니다"),
        (b"{}", "기사가 없습니다"),
        (b'{"errorCode": "024", "errorMessage": "Authentication failed"}', "기사가 없습니다"),
        (b'"' + b"a" * (33 * 1024 * 1024) + b'"', "한도 32MB"),
        (b"\xff\xfe\x00", "글자가 깨진"),
    ],
)
def test_what_holds_no_record_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        found(data)
    assert reason in caught.value.reason


def test_an_item_of_the_naver_search() -> None:
    for value in (answer(ITEM), [ITEM], ITEM):
        (article,) = found(value)
        assert article == Article(
            id="a.json",
            title='가온시 가로등 "300개" 바꾼다 <속보> A&B',
            url="https://saebyeok.example/1",
            published=date(2024, 2, 14),  # half past eight in the morning in Seoul
            body="골목 가로등 300개를 올해 안에 '모두' 바꾼다고...",
            origin="a.json",
            excerpt=True,
        )


def test_an_item_with_only_a_link() -> None:
    (article,) = found(answer({**ITEM, "originallink": "", "description": ""}))
    assert isinstance(article, Article)
    assert (article.url, article.body, article.excerpt, article.outlet) == (ITEM["link"], "", False, None)


def test_a_link_counts_once_a_file() -> None:
    again = {**ITEM, "description": "다른 낱말로 찾은 같은 기사의 다른 대목이다."}
    other = {**ITEM, "originallink": "", "link": "https://portal.example/article/2"}
    items = found([answer(ITEM, again), answer(other, ITEM)])
    assert [item.url for item in items if isinstance(item, Article)] == [
        "https://saebyeok.example/1",
        "https://portal.example/article/2",
    ]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"pubDate": "언젠가"}, "pubDate 값이 날짜가 아닙니다"),
        ({"title": 3}, "title 값이 글이 아닙니다"),
        ({"title": "", "description": ""}, "본문(body)도 없습니다"),
    ],
)
def test_a_bad_item_costs_itself(values: dict[str, object], reason: str) -> None:
    first, second = found(answer({**ITEM, **values}, ITEM))
    assert isinstance(first, Rejected)
    assert (first.origin, reason in first.reason) == ("a.json:1", True)
    assert isinstance(second, Article)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["title", "제목", "본문", "일자", "pubDate", "originallink", "link", "items", "뉴스 식별자", "id", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(max_size=200), VALUES.map(lambda value: json.dumps(value).encode())))
def test_any_file_gives_articles_or_rejections(data: bytes) -> None:
    try:
        items = found(data)
    except InputError as error:
        assert error.reason.endswith(".")
    else:
        assert all(isinstance(item, Article | Rejected) for item in items)
