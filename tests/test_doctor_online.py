"""What the doctor says of the network: against real servers on loopback, which it leaves as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing import cli, config
from briefing.doctor import Finding, online
from tests.deliver import mailserver, servers
from tests.deliver.mailserver import PASSWORD, USER, Server
from tests.fetch import conftest as web

TODAY = date(2024, 1, 22)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>가온시</title><item>
<title>마을 도서관 열 곳</title><link>https://example.org/1</link><pubDate>Wed, 17 Jan 2024 09:00:00 +0900</pubDate>
<description>가온시는 마을 도서관 10곳을 새로 연다고 밝혔다.</description></item></channel></rss>"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("BRIEFING_ARCHIVE", "BRIEFING_REPORTS", "BRIEFING_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def site() -> Iterator[web.Loopback]:
    with web.serving() as site:
        yield site


@pytest.fixture
def office(here: Path) -> Iterator[Server]:
    """A mail server with STARTTLS that wants the password."""
    trust = mailserver.trust(here)
    trust.ca_file.rename("ca.pem")
    with mailserver.serving(context=trust.context, auth=True) as office:
        yield office


def examined(values: dict[str, Any], **environ: str) -> list[Finding]:
    return list(online.examine(config.settings(Path("briefing.toml"), values, {}), TODAY, environ))


def source(site: web.Loopback, path: str, **settings: Any) -> dict[str, Any]:
    return {"sources": {"가온시": {"url": site.url(path), "allow_private": True, **settings}}}


def mail(office: Server, **settings: Any) -> dict[str, Any]:
    server = {"host": "127.0.0.1", "port": office.port, "sender": "policy@example.org", "user": USER}
    return {"mail": {**server, "ca_file": "ca.pem", **settings}}


def test_nothing_is_set() -> None:
    assert examined({}) == []


def test_a_source_that_answers(site: web.Loopback) -> None:
    data = FEED.encode()
    site.routes["/rss"] = lambda request: request.send(data=data, Content_Type="application/rss+xml")
    detail = f"{site.url('/rss')}에서 기사 1건({len(data):,}바이트)"
    assert examined(source(site, "/rss")) == [Finding("정상", "출처 가온시", detail)]
    assert [path for path, _ in site.seen] == ["/robots.txt", "/rss"]


def test_sources_that_do_not(site: web.Loopback) -> None:
    (missing,) = examined(source(site, "/none"))
    assert (missing.state, missing.remedy) == ("문제", "주소를 확인해 주십시오.")
    assert missing.detail == f"{site.url('/none')}: 그 주소에 글이 없습니다(HTTP 404)."
    site.routes["/robots.txt"] = lambda request: request.send(data=b"User-agent: *\nDisallow: /")
    (forbidden,) = examined(source(site, "/rss"))
    assert forbidden.detail.endswith("사이트의 robots.txt가 받지 못하게 합니다.")
    (keyless,) = examined(source(site, "/rss?k={key}", key_env="NEWS_KEY"))
    assert keyless.detail == "가온시: 환경 변수 NEWS_KEY이(가) 비어 있습니다."


def test_a_source_without_an_article_is_worth_a_look(site: web.Loopback) -> None:
    site.routes["/rss"] = lambda request: request.send(data=b"{}", Content_Type="application/json")
    (finding,) = examined(source(site, "/rss"))
    assert (finding.state, finding.remedy) == ("주의", "주소를 브라우저에서 열어 기사가 있는지 확인해 주십시오.")


def test_a_mail_server_that_lets_us_in_gets_no_mail(office: Server) -> None:
    assert examined(mail(office), BRIEFING_MAIL_PASSWORD=PASSWORD) == [
        Finding("정상", "메일 서버", f"127.0.0.1:{office.port}(STARTTLS로 암호화, sender(으)로 로그인됨)")
    ]
    assert office.taken == []


def test_mail_servers_that_do_not(office: Server) -> None:
    (wrong,) = examined(mail(office), BRIEFING_MAIL_PASSWORD="not-it-at-all")
    assert wrong.detail == f"메일 서버 127.0.0.1:{office.port}: 로그인이 거부되었습니다(535)."
    (unset,) = examined(mail(office))
    assert "메일 비밀번호가 없습니다" in unset.detail
    other = mailserver.trust(Path(), "other.example").ca_file
    (stranger,) = examined(mail(office, ca_file=str(other)), BRIEFING_MAIL_PASSWORD=PASSWORD)
    assert "서버의 인증서를 믿을 수 없습니다" in stranger.detail and "ca_file" in stranger.remedy
    (nobody,) = examined(mail(office, port=1), BRIEFING_MAIL_PASSWORD=PASSWORD)
    assert nobody.detail.startswith("메일 서버 127.0.0.1:1: 연결할 수 없습니다")
    for finding in (wrong, unset, stranger, nobody):
        assert finding.state == "문제" and finding.remedy
        assert PASSWORD not in str(finding) and "not-it-at-all" not in str(finding)


def test_a_folder_for_the_site_is_left_as_it_was(here: Path) -> None:
    (finding,) = examined({"site": {"target": "내부망/site"}})
    assert (finding.state, finding.detail) == ("정상", "내부망/site에 쓸 수 있음")
    assert list(here.iterdir()) == []


def test_a_server_for_the_site_is_left_as_it_was(here: Path) -> None:
    root = here / "root"
    root.mkdir()
    (root / "file").write_text("")
    with servers.webdav(root) as server:
        values = {"site": {"target": server.target}}
        (absent,) = examined(values, **server.environ)
        assert [path.name for path in root.rglob("*")] == ["file"]
        (root / "briefing").mkdir()
        (present,) = examined(values, **server.environ)
        assert sorted(path.name for path in root.rglob("*")) == ["briefing", "file"]
        (refused,) = examined(values, BRIEFING_SITE_PASSWORD="wrong-one")
    assert (absent.state, absent.remedy) == ("주의", "처음 올릴 때 만들며, 쓸 수 있는지는 그때 압니다.")
    assert (present.state, present.subject, present.remedy) == ("정상", "사이트", "")
    assert (refused.state, refused.remedy) == ("문제", "주소와 인증 정보를 확인해 주십시오.")
    assert servers.PASSWORD not in str((absent, present)) and "wrong-one" not in str(refused)


def test_a_bucket_for_the_site_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with servers.s3() as server:
        for name, value in server.environ.items():
            monkeypatch.setenv(name, value)
        (finding,) = examined({"site": {"target": server.target}})
        assert (finding.state, server.files()) == ("정상", {})


def test_places_for_a_site_that_are_none(here: Path) -> None:
    (here / "file").write_text("")
    (below,) = examined({"site": {"target": "file/site"}})
    assert (below.state, below.remedy) == ("문제", "폴더의 권한을 확인해 주십시오.")
    (whole,) = examined({"site": {"target": "."}})
    assert "사이트를 둘 수 없는 폴더입니다" in whole.detail


def test_the_command(here: Path, office: Server, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("BRIEFING_MAIL_PASSWORD", PASSWORD)

    def doctor() -> tuple[object, list[str]]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["doctor", "--online"])
        return ended.value.code, capsys.readouterr().out.splitlines()

    assert doctor() == (0, [*doctor()[1][:-1], "정상  네트워크: 출처, 메일 서버, 사이트가 설정되어 있지 않습니다."])
    lines = ["[mail]", 'host = "127.0.0.1"', f"port = {office.port}", 'sender = "a@example.org"', f'user = "{USER}"']
    (here / "briefing.toml").write_text("\n".join([*lines, 'ca_file = "ca.pem"']), "utf-8")
    code, said = doctor()
    assert code == 0 and said[-1].startswith(f"정상  메일 서버: 127.0.0.1:{office.port}(STARTTLS로 암호화")
    monkeypatch.setenv("BRIEFING_MAIL_PASSWORD", "wrong")
    code, said = doctor()
    assert code == 1 and said[-1].endswith("[mail]의 user와 비밀번호를 확인해 주십시오.")
