"""The policy news service: items, licences, embargoes, and errors that come with HTTP 200."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import policy_xml, read
from briefing.model import Article, Rejected
from tests.ingest.feeds import LINES, answer, gate, news


def found(source: str | bytes) -> list[Article | Rejected]:
    data = source if isinstance(source, bytes) else source.encode()
    return [one for one in policy_xml.read(io.BytesIO(data), "a.xml") if isinstance(one, Article | Rejected)]


def only(**changed: str) -> Article:
    (one,) = found(answer(news(**changed)))
    assert isinstance(one, Article), one
    return one


def test_an_item_with_an_embargo_under_a_licence(tmp_path: Path) -> None:
    path = tmp_path / "정책뉴스"
    path.write_text(answer(news(EmbargoDate="01/18/2024 06:00:00")), "utf-8")
    assert list(read([path])) == [
        Article(
            id="148900001",
            title="가온부, 마을 도서관 열 곳 연다",
            subtitles=("걸어서 갈 수 있는 도서관", "3월부터 차례로"),
            outlet="가온부",
            url="https://example.org/view.do?newsId=148900001",
            published=date(2024, 1, 17),
            body=LINES,
            origin=f"{path}:1",
            embargo=datetime(2024, 1, 18, 6),
            extra='{"kogl":1}',
        )
    ]


@pytest.mark.parametrize(
    ("mark", "licence"),
    [("1", 1), ("02", 2), ("제3유형", 3), ("공공누리 제4유형", 4), ("KOGL1", 1), ("type2", 2), (" 4 ", 4)],
)
def test_under_a_licence_the_body_is_kept(mark: str, licence: int) -> None:
    article = only(KoglType=mark)
    assert (article.body, article.excerpt, article.extra) == (LINES, False, f'{{"kogl":{licence}}}')


@pytest.mark.parametrize("mark", ["", "0", "5", "N", "1,4", "11", "저작권법 보호"])
def test_without_one_title_and_link_are(mark: str) -> None:
    article = only(KoglType=mark)
    assert (article.title, article.url) == (
        "가온부, 마을 도서관 열 곳 연다",
        "https://example.org/view.do?newsId=148900001",
    )
    assert (article.body, article.excerpt, article.extra) == ("", True, "")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("01/17/2024 23:59:59", date(2024, 1, 17)),
        ("12/31/2024 00:00", date(2024, 12, 31)),
        ("2024-01-17 10:30:00", date(2024, 1, 17)),
        ("20240117", date(2024, 1, 17)),
        ("2024-01-16T20:00:00Z", date(2024, 1, 17)),
        ("", None),
    ],
)
def test_the_day_of_approval(stated: str, expected: date | None) -> None:
    assert only(ApproveDate=stated).published == expected


@pytest.mark.parametrize(("key", "value"), [("ApproveDate", "어제"), ("EmbargoDate", "17/01/2024 06:00:00")])
def test_an_item_whose_time_is_none_is_left_out(key: str, value: str) -> None:
    """An embargo that nobody can read must not be taken for none."""
    first, second = found(answer(news(**{key: value}), news()))
    assert first == Rejected("a.xml:1", f"{key} 값이 날짜가 아닙니다. 다시 받거나 그 항목을 빼 주십시오.")
    assert isinstance(second, Article)


def test_a_code_of_a_ministry_is_no_outlet() -> None:
    assert only(MinisterCode="A00001").outlet is None


def test_plain_text_keeps_its_lines_and_markup_in_titles_goes() -> None:
    article = only(ContentsType="T", DataContents="첫 줄이다.\n둘째 줄이다.", Title="<b>도서관</b> &quot;열 곳&quot;")
    assert (article.body, article.title) == ("첫 줄이다.\n둘째 줄이다.", '도서관 "열 곳"')


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (answer(code="98"), "기간이 사흘을 넘습니다(오류 코드 98)"),
        (answer(code="99"), "서비스가 오류로 답했습니다(오류 코드 99)"),
        (gate("30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"), "등록되지 않은 서비스키입니다(오류 코드 30)"),
        (gate("22"), "하루에 부를 수 있는 횟수를 넘었습니다(오류 코드 22)"),
        (gate("12"), "없거나 폐기된 서비스입니다(오류 코드 12)"),
        (gate("비밀 열쇠 s3cret"), "서비스가 오류로 답했습니다(오류 코드 알 수 없음)"),
        (answer(*["<NewsItem/>"] * 10_001), "한도 10,000건을 넘습니다"),
        ("<response/>", "정책뉴스(NewsItem)가 없는 XML"),
        ("", "XML로 읽을 수 없는 파일"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><response>&x;</response>', "DOCTYPE이 든 XML"),
    ],
)
def test_an_error_that_comes_as_a_good_answer_is_an_error(source: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        found(source)
    assert reason in str(caught.value)
    assert str(caught.value).endswith("주십시오.")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("code", ["0", "00", "03"])
def test_a_day_without_news_is_no_error(code: str) -> None:
    assert found(answer(code=code)) == []


def test_an_answer_that_was_cut_off_loses_its_last_item_and_says_so() -> None:
    whole = answer(news(), news(NewsItemId="2"))
    first, cut = found(whole[: whole.rindex("박서연")])
    assert isinstance(first, Article) and first.id == "148900001"
    assert cut == Rejected("a.xml", "XML이 중간에 깨져 2번째 기사부터 읽지 못했습니다. 다시 받아 주십시오.")


def test_deep_elements_are_refused_or_read_but_never_a_crash() -> None:
    source = "<response>" + "<a>" * 100_000 + news() + "</a>" * 100_000 + "</response>"
    try:
        found(source)
    except InputError as error:
        assert error.remedy


@given(
    st.binary(max_size=2000), st.sampled_from([b"", b"<response><NewsItem><Title>", b"<response><header><resultCode>"])
)
@settings(deadline=2000)
def test_arbitrary_bytes_are_an_answer_or_refused(data: bytes, head: bytes) -> None:
    try:
        found(head + data)
    except InputError as error:
        assert error.remedy
