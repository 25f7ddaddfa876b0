"""From configured sources into the archive, and what the commands say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from briefing import fetch as fetching
from briefing import pipeline
from briefing.archive import Archive
from briefing.config import Source
from briefing.fetch import rights
from briefing.model import Article, Rejected
from tests.cli.conftest import Run, here, run  # noqa: F401 - fixtures
from tests.fetch.conftest import Loopback
from tests.ingest.feeds import BODY, LINES, answer, gate, item, news, rss

TODAY = date(2024, 1, 17)
FEED = rss(
    item(title="도서관 열 곳 연다", link="https://example.org/1", pubDate="Wed, 17 Jan 2024 09:30:00 +0900", full=BODY)
)
PAGE = f"<html><head><title>도서관 열 곳 연다</title></head><body><article><h1>도서관 열 곳 연다</h1>{BODY * 3}</article></body></html>"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pauses between requests."""
    monkeypatch.setattr(fetching, "PAUSE", 0.0)
    monkeypatch.setattr(fetching, "_BACK_OFF", 0.0)
    init = fetching.Fetcher.__init__
    monkeypatch.setattr(
        fetching.Fetcher, "__init__", lambda self, environ: init(self, environ, pause=0.0, sleep=lambda seconds: None)
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "a.sqlite") as opened:
        yield opened


def fetch(archive: Archive, *sources: Source, published: date | None = None) -> pipeline.FetchReport:
    return pipeline.fetch(archive, sources, TODAY, {"KEY": "s3cret"}, published)


def test_a_feed_is_read_once_and_again_when_it_changed(site: Loopback, archive: Archive) -> None:
    state = {"etag": '"v1"', "data": FEED}

    def serve(request: object) -> None:
        if request.headers["If-None-Match"] == state["etag"]:  # type: ignore[attr-defined]
            request.send(304)  # type: ignore[attr-defined]
        else:
            request.send(data=state["data"].encode(), ETag=state["etag"], Content_Type="text/html")  # type: ignore[attr-defined]

    site.routes["/rss"] = serve
    source = site.source("/rss")
    fetch(archive, source)
    (article,) = archive.articles()
    assert (article.body, article.origin, article.published) == (LINES, f"{source.url}:1", TODAY)
    assert fetch(archive, source) == pipeline.FetchReport(
        articles=pipeline.IngestReport(0, 0, 0, (), ()), unchanged=("가온",), failed=()
    )
    state.update(etag='"v2"', data=FEED.replace("열 곳", "스무 곳"))
    again = fetch(archive, source)
    assert [article.title for article in archive.articles()] == ["도서관 스무 곳 연다", "도서관 열 곳 연다"]
    assert again.articles.new == 1
    assert again.unchanged == ()


def test_what_could_not_be_read_is_asked_for_again(site: Loopback, archive: Archive) -> None:
    site.routes["/rss"] = lambda r: r.send(data=rss(item(title="하나"), item(guid="둘")).encode(), ETag='"v1"')
    assert len(fetch(archive, site.source("/rss")).articles.rejected) == 1
    assert archive.validators(site.url("/rss")) == (None, None)


def test_one_source_fails_and_the_others_go_on(site: Loopback, archive: Archive) -> None:
    site.routes["/good"] = lambda r: r.send(data=FEED.encode())
    bad = site.source("/bad", name="없음")
    report = fetch(archive, bad, site.source("/good"))
    assert report.articles.new == 1
    assert report.failed == ("없음",)
    refusal = Rejected(bad.url, "그 주소에 글이 없습니다(HTTP 404). 주소를 확인해 주십시오.")
    assert report.articles.rejected == (refusal,)
    assert archive.rejections() == (refusal,)
    site.routes["/bad"] = site.routes["/good"]
    assert fetch(archive, bad).failed == ()
    assert archive.rejections() == ()


def test_a_feed_that_was_cut_off_has_failed_though_it_gave_articles(site: Loopback, archive: Archive) -> None:
    whole = rss(item(title="하나", guid="1"), item(title="둘", guid="2")).encode()
    site.routes["/rss"] = lambda r: r.send(data=whole[: whole.rindex(b"</title>")], ETag='"v1"')
    report = fetch(archive, source := site.source("/rss"))
    assert (report.articles.new, report.failed) == (1, ("가온",))
    assert [refusal.origin for refusal in report.articles.rejected] == [source.url]
    site.routes["/rss"] = lambda r: r.send(data=whole, ETag='"v1"')
    assert fetch(archive, source).articles.new == 1
    assert archive.rejections() == ()


def test_policy_news_with_a_key_and_days_in_the_address(site: Loopback, archive: Archive) -> None:
    site.routes["/list2"] = lambda r: r.send(data=answer(news()).encode(), Content_Type="application/xml")
    source = site.source("/list2?serviceKey={key}&startDate={today-2}&endDate={today}", key_env="KEY")
    fetch(archive, source)
    (article,) = archive.articles()
    assert site.seen[0][0] == "/list2?serviceKey=s3cret&startDate=20240115&endDate=20240117"
    assert article.origin == f"{source.url}:1"  # neither key nor day: the same source tomorrow
    site.routes["/list2"] = lambda r: r.send(data=gate("30").encode())
    report = fetch(archive, source)
    assert report.failed == ("가온",)
    assert archive.rejections() == report.articles.rejected
    assert "등록되지 않은 서비스키입니다" in report.articles.rejected[0].reason
    assert "s3cret" not in str(report)


def test_a_page_has_the_address_it_came_from_and_the_day_that_is_given(site: Loopback, archive: Archive) -> None:
    site.routes["/view.do"] = lambda r: r.send(302, Location="/news/1")
    site.routes["/news/1"] = lambda r: r.send(data=PAGE.encode(), Content_Type="text/html; charset=utf-8")
    fetch(archive, site.source("/view.do"), published=TODAY)
    (article,) = archive.articles()
    assert (article.url, article.origin) == (site.url("/news/1"), site.url("/view.do"))
    assert article.published == TODAY


@pytest.mark.parametrize(
    ("policy", "body", "excerpt"),
    [("full", LINES, False), ("excerpt", LINES, False), ("link", "", True)],
)
def test_a_source_says_how_much_is_kept(
    site: Loopback, archive: Archive, policy: str, body: str, excerpt: bool
) -> None:
    site.routes["/rss"] = lambda r: r.send(data=FEED.encode())
    fetch(archive, site.source("/rss", policy=policy))
    (article,) = archive.articles()
    assert (article.body, article.excerpt) == (body, excerpt)


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("가" * 200, "가" * 200),
        ("가" * 201, "가" * 200),
        ("나무를 심었다. " * 30, ("나무를 심었다. " * 22).strip()),
        ("그는 “심었다.” " + "가" * 300, "그는 “심었다.”"),
        ("가" * 199 + ". " + "나" * 50, "가" * 199 + "."),
        ("가" * 199 + ".” " + "나" * 50, "가" * 199 + "."),
    ],
)
def test_an_excerpt_is_whole_sentences_of_at_most_200_characters(body: str, kept: str) -> None:
    article = rights.limited(Article(id="1", body=body), "excerpt")
    assert article.body == kept
    assert article.excerpt == (len(body) > 200)
    assert body.startswith(article.body)


def test_a_folder_read_again_forgets_no_address(archive: Archive) -> None:
    for origin in ("가.txt", "https://example.org/rss", "https://example.org/rss:3"):
        archive.reject(Rejected(origin, "…"))
    archive.forget_rejections([Path()])
    assert [refusal.origin for refusal in archive.rejections()] == [
        "https://example.org/rss",
        "https://example.org/rss:3",
    ]
    archive.forget_rejections(["https://example.org/rss"])
    assert archive.rejections() == ()


# --- the commands ---------------------------------------------------------------------------------------


def test_fetch_names_what_came_and_what_failed(site: Loopback, run: Run) -> None:  # noqa: F811
    site.routes["/rss"] = lambda r: (
        r.send(data=FEED.encode(), ETag='"v1"') if not r.headers["If-None-Match"] else r.send(304)
    )
    Path("briefing.toml").write_text(
        f'[sources."가온시"]\nurl = "{site.url("/rss")}"\nallow_private = true\n'
        f'[sources."새솔군"]\nurl = "{site.url("/gone")}"\nallow_private = true\n',
        "utf-8",
    )
    result = run("fetch")
    assert (result.code, result.out) == (1, "새 기사 1건, 이미 있던 기사 0건, 읽지 못한 것 1건\n")
    assert result.err == (
        f"읽지 못함: {site.url('/gone')}: 그 주소에 글이 없습니다(HTTP 404). 주소를 확인해 주십시오.\n"
    )
    result = run("fetch", "가온시")
    assert (result.code, result.err) == (0, "")
    assert result.out == "새 기사 0건, 이미 있던 기사 0건\n지난번과 같은 출처 1곳: 가온시\n"
    result = run("fetch", "가온")
    assert (result.code, result.err) == (1, "오류: 가온: 그런 출처가 없습니다. 쓸 수 있는 이름: 가온시, 새솔군.\n")


def test_fetch_without_sources_says_how_to_set_one(run: Run) -> None:  # noqa: F811
    result = run("fetch")
    assert result.code == 1
    assert result.err == (
        '오류: briefing.toml: 받을 출처가 없습니다. [sources."가온시"]와 그 아래 url = "https://…"를 적어 주십시오.\n'
    )
    assert not Path("reports").exists()


def test_ingest_takes_addresses_beside_files(site: Loopback, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    url = site.url("/rss")
    result = run("ingest", url)
    assert (result.code, result.out) == (1, "새 기사 0건, 이미 있던 기사 0건, 읽지 못한 것 1건\n")
    assert "안쪽 네트워크나 이 컴퓨터를 가리키는 주소" in result.err
    monkeypatch.setattr(fetching.hosts, "is_public", lambda address: True)
    site.routes["/rss"] = lambda r: r.send(data=FEED.encode())
    Path("가.rss").write_text(FEED.replace("열 곳", "스무 곳"), "utf-8")
    result = run("ingest", url, "가.rss")
    assert (result.code, result.err) == (0, "")
    assert result.out == "새 기사 1건, 이미 있던 기사 0건\n" * 2
    assert "도서관 열 곳 연다" in run("list").out


def test_an_address_with_a_key_is_refused_and_not_repeated(run: Run) -> None:  # noqa: F811
    result = run("ingest", "https://example.org/list?serviceKey=s3cret")
    assert result.code == 1
    assert result.err.startswith("읽지 못함: https://example.org/list: 주소에 인증키를 적지 마십시오.")
    assert "s3cret" not in result.err + result.out
