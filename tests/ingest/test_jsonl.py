"""One record a line, as the published contract has it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.ingest import jsonl, read
from briefing.ingest.decode import FILE_LIMIT
from briefing.model import Article, Rejected


def record(**values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


def test_every_key_of_the_contract_is_read() -> None:
    article = jsonl.read(
        record(
            id="기사-1", title="제목", published="2024-01-17", outlet="새벽신문", byline="한하늘", url="https://x.example/1",
            body="첫 문단이다.\n\n둘째 문단이다.",
        ),
        "a.jsonl:1",
    )  # fmt: skip
    assert article == Article(
        id="기사-1", title="제목", published=date(2024, 1, 17), outlet="새벽신문", byline="한하늘", url="https://x.example/1",
        body="첫 문단이다.\n둘째 문단이다.", origin="a.jsonl:1",
    )  # fmt: skip


def test_an_unknown_key_is_kept_as_canonical_json() -> None:
    article = jsonl.read(record(title="제목", 분류=["나", "가"], a={"b": 1, "a": None}), "a.jsonl:1")
    assert article.extra == '{"a":{"a":null,"b":1},"분류":["나","가"]}'


def test_a_title_alone_is_an_article_and_takes_its_id_from_the_line() -> None:
    article = jsonl.read(record(title=" 제목만\n있다 "), "폴더/a.jsonl:7")
    assert (article.id, article.title, article.body) == ("a.jsonl:7", "제목만 있다", "")


@pytest.mark.parametrize("value", ["2024-01-17", "2024.01.17", "20240117", 20240117, "2024-01-17T09:30:00+09:00"])
def test_ways_of_writing_the_date(value: object) -> None:
    assert jsonl.read(record(title="제목", published=value), "a.jsonl:1").published == date(2024, 1, 17)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "JSON으로 읽을 수 없는 줄"),
        (b"[1]", "JSON 객체"),
        (b'"text"', "JSON 객체"),
        (record(id="1"), "제목(title)도 본문(body)도 없습니다"),
        (record(title="", body=" \n "), "제목(title)도 본문(body)도 없습니다"),
        (record(title="제목", body=3), "body 값이 글이 아닙니다"),
        (record(title=["제목"]), "title 값이 글이 아닙니다"),
        (record(title="제목", id=True), "id 값이 글이 아닙니다"),
        (record(title="제목", published="2024-02-30"), "published 값이 날짜가 아닙니다"),
        (record(title="제목", published="어제"), "published 값이 날짜가 아닙니다"),
        (record(title="제목", published=True), "published 값이 날짜가 아닙니다"),
        (b"[" * 100_000, "JSON으로 읽을 수 없는 줄"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason(line: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        jsonl.read(line, "a.jsonl:3")
    assert caught.value.subject == "a.jsonl:3"
    assert reason in caught.value.reason


def test_the_rest_of_a_file_goes_on_after_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + b"\n".join([record(title="하나"), b"", b"{", b'{"title": "' + b"a" * FILE_LIMIT + b'"}', record(title="둘")])
    )
    found = list(read([path]))
    assert [(type(item).__name__, item.origin.rsplit(":")[-1]) for item in found] == [
        ("Article", "1"),
        ("Rejected", "3"),
        ("Rejected", "4"),
        ("Article", "5"),
    ]
    assert isinstance(found[2], Rejected)
    assert "한도" in found[2].reason


def test_hard_wrapped_bodies_are_joined() -> None:
    body = "□ \n다온부\n(장관 마루한)\n는 \n7월\n 8일\n(화)\n 한빛시에서 \n상생 간담회\n를 열었다."
    article = jsonl.read(record(body=body), "a.jsonl:1")
    assert article.body == "□ 다온부(장관 마루한)는 7월 8일(화) 한빛시에서 상생 간담회를 열었다."
