"""The place that a site is written to, by its address: a folder, `sftp://`, `s3://`, `webdav://`, `webdavs://`.

What speaks to servers is fsspec's; each kind but the folder needs a package of its own. Secrets come from the
environment alone: BRIEFING_SITE_PASSWORD for SFTP and WebDAV, and what AWS programs read for S3 (AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL …).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from briefing.config.site import PASSWORD, wrong_target
from briefing.deliver import site
from briefing.deliver.folder import Folder
from briefing.deliver.media import media_type
from briefing.deliver.site import Item, Report
from briefing.errors import OutputError

_SECONDS = 60.0  # that a server may take for one step
_CONNECT_SECONDS = 15.0

# A browser keeps for good what bears its hash in its name, and asks again for everything else.
_FOR_GOOD, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"

Put = Callable[[str, bytes], None]
"""Puts a file on a server: whole or not at all, for those who read meanwhile."""


class Target(Protocol):
    """A place that serves a site."""

    @property
    def name(self) -> str:
        """How a message and a receipt call it: without any secret."""

    @property
    def lock(self) -> Path | None:
        """Where a lock for all who write there may stand; None where it has no such place."""

    def update(self, items: Iterable[Item]) -> Report:
        """Makes it the site of `items`; OutputError where it cannot be written or holds something else."""


def find(target: str, environ: Mapping[str, str], precious: Sequence[Path] = ()) -> Target:
    """The place that `target` names. A server is asked only when something is read or written.

    OutputError for a folder that holds one of the `precious` paths (or the home folder, or everything), for an address
    of an unknown kind, with a password in it, or whose password would travel unencrypted, and where the package that
    knows the kind is not installed.
    """
    if "://" not in target:
        return _folder(Path(target).expanduser(), precious)
    if problem := wrong_target(target):
        raise OutputError(re.sub(r"//[^/]*@", "//", target), problem)
    url = urlsplit(target)
    opened = _OPENERS[url.scheme]
    try:
        return opened(url, environ.get(PASSWORD))
    except ImportError as error:
        extra = url.scheme.removesuffix("s") if url.scheme == "webdavs" else url.scheme
        reason = f"{url.scheme}://에 쓰는 데 필요한 꾸러미({error.name})가 없습니다."
        raise OutputError(_shown(url), reason, f"pip install 'briefing[{extra}]'를 실행해 주십시오.") from error


def _folder(path: Path, precious: Sequence[Path]) -> Folder:
    root = path.resolve()
    for one in (Path.home(), *precious):
        if root == one.resolve() or root in one.resolve().parents:
            reason = f"사이트를 둘 수 없는 폴더입니다({one}까지 바뀔 수 있음)."
            raise OutputError(str(path), reason, "사이트만 둘 새 폴더를 정해 주십시오.")
    if root.exists() and not root.is_dir():
        raise OutputError(str(path), "폴더가 아닙니다.", "사이트만 둘 새 폴더를 정해 주십시오.")
    return Folder(path)


@dataclass(frozen=True, slots=True)
class Remote:
    """A server. `connect` opens a file system of fsspec's and gives it with how a file is put there, closed afterwards;
    `failures` are what goes wrong with it.
    """

    name: str
    root: str
    connect: Callable[[], AbstractContextManager[tuple[Any, Put]]]
    failures: tuple[type[Exception], ...]

    @property
    def lock(self) -> Path | None:
        """None: a server has no lock that everybody would keep to."""
        return None

    def update(self, items: Iterable[Item]) -> Report:
        """Writes the site file by file; OutputError where the server cannot be reached or refuses."""
        with self.explained(), self.connect() as (files, put):
            return site.bring(_Connected(files, put, self.name, self.root), items)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn the failures of a server into an OutputError."""
        try:
            yield
        except self.failures as error:
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise OutputError(
                self.name, f"사이트를 쓸 수 없습니다({said}).", "주소와 인증 정보를 확인해 주십시오."
            ) from error


@dataclass(frozen=True, slots=True)
class _Connected:
    """A server that answers."""

    files: Any
    put: Put
    name: str
    root: str

    def read(self, path: str) -> bytes | None:
        try:
            content: bytes = self.files.cat_file(f"{self.root}/{path}")
        except FileNotFoundError:
            return None
        return content

    def write(self, path: str, content: bytes) -> None:
        self.put(f"{self.root}/{path}", content)

    def delete(self, path: str) -> None:
        for one in (site.part(path), path):
            with suppress(FileNotFoundError):
                self.files.rm_file(f"{self.root}/{one}")

    def empty(self) -> bool:
        try:
            return not self.files.ls(self.root)
        except FileNotFoundError:
            return True


def _s3(url: SplitResult, password: str | None) -> Remote:
    import s3fs  # type: ignore[import-untyped]
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

    @contextmanager
    def connect() -> Iterator[tuple[Any, Put]]:
        limits = {"connect_timeout": _CONNECT_SECONDS, "read_timeout": _SECONDS}
        files = s3fs.S3FileSystem(config_kwargs=limits, use_listings_cache=False, skip_instance_cache=True)

        def put(path: str, content: bytes) -> None:  # an object is replaced whole or not at all
            keeping = _FOR_GOOD if f"/{site.LASTING}" in path else _ASK_AGAIN
            files.pipe_file(path, content, ContentType=media_type(path), CacheControl=keeping)

        try:
            yield files, put
        finally:
            files.close_session(files.loop, files.s3)

    return Remote(_shown(url), _root(url.netloc + url.path), connect, (OSError, BotoCoreError, ClientError))


def _sftp(url: SplitResult, password: str | None) -> Remote:
    import paramiko  # type: ignore[import-untyped]
    from fsspec.implementations.sftp import SFTPFileSystem  # type: ignore[import-untyped]

    class Known(SFTPFileSystem):  # type: ignore[misc]
        """SFTP to hosts that this machine knows: fsspec's own class greets any key of any host."""

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()  # refuses a host that no ~/.ssh/known_hosts names
            self.client.load_system_host_keys()
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(_SECONDS)

    @contextmanager
    def connect() -> Iterator[tuple[Any, Put]]:
        options: dict[str, Any] = {"port": url.port or 22, "username": _user(url), "password": password}
        limits = dict.fromkeys(("timeout", "banner_timeout", "auth_timeout"), _CONNECT_SECONDS)
        files = Known(url.hostname, skip_instance_cache=True, **options, **limits)
        try:
            yield files, _whole(files, files.pipe_file, files.mv)
        finally:
            files.client.close()

    return Remote(_shown(url), _root(url.path), connect, (OSError, EOFError, paramiko.SSHException))


def _webdav(url: SplitResult, password: str | None) -> Remote:
    from webdav4.client import ClientError  # type: ignore[import-untyped]
    from webdav4.fsspec import WebdavFileSystem  # type: ignore[import-untyped]
    from webdav4.http import HTTPNetworkError, HTTPStatusError, HTTPTimeoutException  # type: ignore[import-untyped]

    if password and url.scheme == "webdav" and url.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise OutputError(_shown(url), "비밀번호를 암호화하지 않고 보내게 됩니다.", "webdavs:// 주소를 쓰십시오.")
    base = url._replace(scheme="https" if url.scheme == "webdavs" else "http", netloc=url.netloc.rpartition("@")[2])

    @contextmanager
    def connect() -> Iterator[tuple[Any, Put]]:
        user = _user(url)
        files = WebdavFileSystem(
            base.geturl(),
            auth=(user, password) if user and password else None,
            timeout=_SECONDS,
            skip_instance_cache=True,
        )

        def upload(path: str, content: bytes) -> None:
            files.client.upload_fileobj(io.BytesIO(content), path, overwrite=True)

        try:
            yield files, _whole(files, upload, partial(files.client.move, overwrite=True))
        finally:
            files.client.http.close()

    failures = (OSError, ClientError, HTTPNetworkError, HTTPStatusError, HTTPTimeoutException)
    return Remote(_shown(url), "", connect, failures)


_OPENERS: dict[str, Callable[[SplitResult, str | None], Remote]] = {
    "s3": _s3,
    "sftp": _sftp,
    "webdav": _webdav,
    "webdavs": _webdav,
}


def _whole(files: Any, upload: Put, move: Callable[[str, str], None]) -> Put:
    """How a file is put on a server that would show it half written: under another name, which it then changes."""
    made: set[str] = set()

    def put(path: str, content: bytes) -> None:
        folder = path.rpartition("/")[0]
        if folder not in made:
            files.makedirs(folder, exist_ok=True)
            made.add(folder)
        upload(site.part(path), content)
        move(site.part(path), path)

    return put


def _shown(url: SplitResult) -> str:
    """The address without what may be a secret."""
    return url._replace(netloc=url.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _user(url: SplitResult) -> str | None:
    return unquote(url.username) if url.username else None


def _root(path: str) -> str:
    return unquote(path).rstrip("/")
