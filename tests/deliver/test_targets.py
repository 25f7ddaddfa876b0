"""The places that a site is written to, each a real one: folders, and servers that speak S3, WebDAV and SFTP."""

from __future__ import annotations

import builtins
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.deliver import targets
from briefing.errors import OutputError
from tests.deliver import pages, servers
from tests.deliver.servers import Server


@pytest.fixture(params=["s3", "webdav", "sftp"])
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    root, home = tmp_path / "root", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    opened = {"s3": servers.s3, "webdav": lambda: servers.webdav(root), "sftp": lambda: servers.sftp(root, home)}
    with opened[request.param]() as server:
        for name, value in server.environ.items():
            monkeypatch.setenv(name, value)
        yield server


def test_a_server_shows_the_site_and_only_what_changed_is_written(server: Server) -> None:
    place = targets.find(server.target, server.environ)
    made: list[str] = []
    place.update(pages.site(4))
    assert {path: content for path, content in server.files().items() if path != "site.json"} == {
        page.path: page.text.encode() for page in pages.site(4)
    }
    assert place.update(pages.site(4, made=made)).written == ()
    report = place.update(pages.site(5, made=made))
    assert made == list(report.written)
    assert "issues/2024-W05/index.html" in made
    assert "issues/2024-W01/index.html" not in made
    report = place.update(pages.site(4))
    assert report.deleted == ("issues/2024-W05/index.html", "people/p6/index.html")
    assert list(pages.broken(server.files().get)) == []


def test_a_connection_lost_anywhere_leaves_a_site_to_read_and_to_finish(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, fatal = 0, 0

    def count(self: object, *args: object, work: Any) -> None:
        nonlocal steps
        steps += 1
        if steps == fatal:
            raise OutputError("가온", "연결이 끊겼습니다.")
        work(self, *args)

    for name in ("write", "delete"):
        work = getattr(targets._Connected, name)
        monkeypatch.setattr(targets._Connected, name, lambda self, *args, work=work: count(self, *args, work=work))
    place = targets.find(server.target, server.environ)
    place.update(pages.site(4, style="a"))
    before, steps = steps, 0
    for point in sorted(random.Random(7).sample(range(1, before), 4)):
        steps, fatal = 0, point
        with pytest.raises(OutputError, match="연결이 끊겼습니다"):
            place.update(pages.site(5, style="b"))
        assert list(pages.broken(server.files().get)) == []
    fatal = 0
    place.update(pages.site(5, style="b"))
    shown = server.files()
    assert {page.path: page.text.encode() for page in pages.site(5, style="b")}.items() <= shown.items()
    assert not [path for path in shown if path.endswith(".part")]
    assert place.update(pages.site(5, style="b")).written == ()


def test_what_is_not_ours_is_refused(server: Server) -> None:
    place = targets.find(server.target, server.environ)
    place.update(pages.site(1))
    with place.connect() as (files, _):  # type: ignore[attr-defined]
        files.rm_file(f"{place.root}/site.json")  # type: ignore[attr-defined]
    with pytest.raises(OutputError, match="이 프로그램이 쓴 사이트가 아닙니다"):
        place.update(pages.site(2))


@pytest.mark.parametrize("server", ["webdav", "sftp"], indirect=True)
def test_a_wrong_password_is_told_in_one_line_without_it(server: Server) -> None:
    with pytest.raises(OutputError) as told:
        targets.find(server.target, {"BRIEFING_SITE_PASSWORD": "틀린 열쇠"}).update(pages.site(1))
    assert "사이트를 쓸 수 없습니다" in str(told.value)
    assert "열쇠" not in str(told.value)
    assert "\n" not in str(told.value)
    assert server.files() == {}


@pytest.mark.parametrize("server", ["sftp"], indirect=True)
def test_an_sftp_server_that_nobody_knows_is_refused(server: Server, tmp_path: Path) -> None:
    (tmp_path / "home/.ssh/known_hosts").write_text("")
    with pytest.raises(OutputError, match="known_hosts"):
        targets.find(server.target, server.environ).update(pages.site(1))


@pytest.mark.parametrize("server", ["s3"], indirect=True)
def test_objects_bear_their_type_and_how_long_they_may_be_kept(server: Server) -> None:
    import boto3

    targets.find(server.target, server.environ).update(pages.site(2))
    client = boto3.client("s3")
    heads = {path: client.head_object(Bucket="intranet", Key=f"briefing/{path}") for path in server.files()}
    client.close()
    told = {path: (head["ContentType"], head["CacheControl"]) for path, head in heads.items()}
    assert told["index.html"] == ("text/html; charset=utf-8", "no-cache")
    assert told["assets/aaaaaaaa.css"] == ("text/css; charset=utf-8", "public, max-age=31536000, immutable")
    assert told["assets/2024-w01.js"][0] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("target", ["s3://intranet/x", "sftp://127.0.0.1:{port}/x", "webdav://127.0.0.1:{port}/x"])
def test_a_server_that_does_not_answer_is_told_in_one_line(
    target: str, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{unused_tcp_port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "made")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "up")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(OutputError, match="사이트를 쓸 수 없습니다"):
        targets.find(target.format(port=unused_tcp_port), {}).update(pages.site(1))


@pytest.fixture
def unused_tcp_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("ftp://example.org/x", "쓸 수 없는 주소입니다. 폴더나 sftp://, s3://, webdav://, webdavs:// 주소를"),
        ("sftp://a:b@example.org/x", "주소에 비밀번호를 적지 마십시오. 비밀번호는 환경 변수 BRIEFING_SITE_PASSWORD에"),
        ("sftp:///x", "서버 이름이 없습니다"),
        ("s3://bucket/x?y=1", r"\?나 #을 쓸 수 없습니다"),
        ("webdav://[x/", "읽을 수 없는 주소"),
        ("webdav://user@dav.example.org/x", "비밀번호를 암호화하지 않고 보내게 됩니다. webdavs:// 주소를 쓰십시오"),
    ],
)
def test_an_address_that_cannot_be_right(target: str, message: str) -> None:
    with pytest.raises(OutputError, match=message) as told:
        targets.find(target, {"BRIEFING_SITE_PASSWORD": "x"})
    assert ":b@" not in str(told.value)


@pytest.mark.parametrize(("scheme", "module"), [("s3", "s3fs"), ("sftp", "paramiko"), ("webdavs", "webdav4.client")])
def test_a_missing_package_is_told_with_its_extra(scheme: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == module:
            raise ImportError(f"No module named {name!r}", name=name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    extra = scheme.removesuffix("s") if scheme == "webdavs" else scheme
    with pytest.raises(OutputError, match=rf"pip install 'briefing\[{extra}\]'를 실행해"):
        targets.find(f"{scheme}://example.org/x", {})


@pytest.mark.parametrize("where", ["/", "~", "{here}", "{here}/reports", "{here}/reports/archive.sqlite"])
def test_a_folder_that_holds_what_must_not_go_is_refused(where: str, tmp_path: Path) -> None:
    archive = tmp_path / "reports/archive.sqlite"
    archive.parent.mkdir()
    archive.write_bytes(b"x")
    with pytest.raises(OutputError, match="사이트를 둘 수 없는 폴더입니다"):
        targets.find(where.format(here=tmp_path), {}, (archive, archive.parent))


def test_a_link_does_not_lead_past_that(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="사이트를 둘 수 없는 폴더입니다"):
        targets.find(str(tmp_path / "link"), {}, (tmp_path / "reports",))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="폴더가 아닙니다"):
        targets.find(str(tmp_path / "file"), {})


def test_a_folder_inside_the_reports_will_do(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    targets.find(str(tmp_path / "reports/site"), {}, (tmp_path / "reports",)).update(pages.site(1))
    assert (tmp_path / "reports/site/index.html").is_file()
