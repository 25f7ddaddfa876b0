"""The server of previews, asked as a browser and as a stranger would."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse

import pytest

from briefing.deliver.serving import File, Server
from briefing.errors import ConfigError, TemplateError

FILES = {
    "index.html": File("<title>첫 화면</title>".encode()),
    "issues/2024-W03/index.html": File("<title>1월 3주차</title>".encode()),
    "assets/site-0123.css": File(b"body{}"),
    "briefing.pdf": File(b"%PDF-1.7", "fixed"),
}
MISSING = {**FILES, "404.html": File("<title>없음</title>".encode())}


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": "localhost", **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection.getresponse()


@contextmanager
def later(act: Callable[[], None]) -> Iterator[None]:
    """Does something in another thread meanwhile."""
    thread = threading.Thread(target=act)
    thread.start()
    yield
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server("127.0.0.1", 0, FILES.get) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "kind", "content"),
    [
        ("/", "text/html; charset=utf-8", FILES["index.html"].content),
        ("/?x=1", "text/html; charset=utf-8", FILES["index.html"].content),
        ("/issues/2024-W03/", "text/html; charset=utf-8", FILES["issues/2024-W03/index.html"].content),
        ("/assets/site-0123.css", "text/css; charset=utf-8", b"body{}"),
        ("/briefing.pdf", "application/pdf", b"%PDF-1.7"),
    ],
)
def test_a_file_comes_as_what_it_is(server: Server, path: str, kind: str, content: bytes) -> None:
    answer = ask(server, path)
    assert (answer.status, answer.read()) == (200, content)
    assert answer.getheader("Content-Type") == kind
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Content-Security-Policy") == "frame-ancestors 'self'"
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    head = ask(server, path, "HEAD")
    assert (head.status, head.read()) == (200, b"")
    assert head.getheader("Content-Length") == str(len(content))


def test_a_folder_has_its_page_and_no_list(server: Server) -> None:
    answer = ask(server, "/issues/2024-W03")
    assert (answer.status, answer.getheader("Location")) == (302, "2024-W03/")
    assert ask(server, "/issues/").status == 404
    assert ask(server, "/assets").status == 404


def test_what_the_browser_has_is_not_sent_again(server: Server) -> None:
    tag = ask(server, "/").getheader("ETag")
    assert tag is not None
    for named in (tag, f'"other", W/{tag}'):
        answer = ask(server, "/", If_None_Match=named)
        assert (answer.status, answer.read()) == (304, b"")
        assert answer.getheader("ETag") == tag
    assert ask(server, "/", If_None_Match='"other"').status == 200


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/..%5c..%5cx", "/%00", "http://[x/", "*"],
)
def test_no_way_leads_out(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert (answer.status, answer.read().decode()) == (404, "찾는 파일이 없습니다.\n")
    assert answer.getheader("Content-Type") == "text/plain; charset=utf-8"


def test_a_site_says_itself_what_it_lacks() -> None:
    with Server("127.0.0.1", 0, MISSING.get) as server:
        answer = ask(server, "/nothing", If_None_Match="*")
        assert (answer.status, answer.read()) == (404, MISSING["404.html"].content)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT"])
def test_nothing_but_reading(server: Server, method: str) -> None:
    assert ask(server, "/", method).status == 501


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8000", 200),
        ("briefing.example", 403),
        ("127.0.0.1.briefing.example", 403),
        ("localhost.briefing.example:8000", 403),
        ("[::1", 403),
        ("", 403),
    ],
)
def test_a_name_of_elsewhere_that_leads_here_learns_nothing(server: Server, host: str, status: int) -> None:
    answer = ask(server, "/", Host=host)
    assert answer.status == status
    assert (b"<title>" in answer.read()) == (status == 200)


def test_what_is_to_be_made_is_made_by_who_works() -> None:
    made_in: list[int] = []

    def page() -> bytes:
        made_in.append(threading.get_ident())
        return b"made"

    with Server("127.0.0.1", 0, {"page.txt": File(page, "1")}.get) as server:
        answers: list[bytes] = []
        with later(lambda: answers.append(ask(server, "/page.txt").read())):
            server.work(10)
        assert ask(server, "/page.txt", If_None_Match='"1"').status == 304
        server.work(0)
    assert (answers, made_in) == ([b"made"], [threading.get_ident()])


def test_what_cannot_be_made_is_told_and_a_fault_is_raised() -> None:
    def wrong() -> bytes:
        raise TemplateError("paper.html 3행", "닫히지 않았습니다.")

    def fault() -> bytes:
        raise ZeroDivisionError

    def lost(path: str) -> File | None:
        raise KeyError(path)

    with Server("127.0.0.1", 0, {"wrong": File(wrong), "fault": File(fault)}.get) as server:
        answers: list[tuple[int, str]] = []

        def read() -> None:
            answer = ask(server, "/wrong")
            answers.append((answer.status, answer.read().decode()))

        with later(read):
            server.work(10)
        assert answers == [(500, "paper.html 3행: 닫히지 않았습니다.\n")]

        def dropped() -> None:
            with pytest.raises(ConnectionError):
                ask(server, "/fault")

        with later(dropped), pytest.raises(ZeroDivisionError):
            server.work(10)
        server.find = lost
        with later(dropped), pytest.raises(KeyError, match="fault"):
            server.work(10)


def test_it_ends_whoever_waits() -> None:
    before = threading.active_count()
    running = ExitStack()
    server = running.enter_context(Server("127.0.0.1", 0, {"page.txt": File(bytes)}.get))
    here = ("127.0.0.1", server.server_address[1])
    with socket.create_connection(here) as waiting, socket.create_connection(here):  # the other never says a word
        waiting.sendall(b"GET /page.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.2)
        running.close()
        assert waiting.recv(1) == b""
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threading.active_count() == before


def test_where_it_cannot_be() -> None:
    with Server("127.0.0.1", 0, FILES.get) as server:
        port = server.server_address[1]
        with pytest.raises(ConfigError, match=rf"^127\.0\.0\.1:{port}: 이 주소를 쓸 수 없습니다"):
            Server("127.0.0.1", port, FILES.get)
    for host in ("203.0.113.1", "a" * 70 + ".example", ""):
        with pytest.raises(ConfigError, match="이 주소를 쓸 수 없습니다"):
            Server(host, 0, FILES.get).server_close()


@pytest.mark.parametrize(
    ("host", "local", "shown"),
    [("127.0.0.1", True, "127.0.0.1"), ("::1", True, "[::1]"), ("0.0.0.0", False, socket.gethostname())],
)
def test_it_says_where_it_is_and_who_can_see_it(host: str, local: bool, shown: str) -> None:
    with Server(host, 0, FILES.get) as server:
        assert server.address == f"http://{shown}:{server.server_address[1]}/"
        assert server.local is local
