"""`[site]`: where the intranet site goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from briefing.config.table import Table

PASSWORD = "BRIEFING_SITE_PASSWORD"  # noqa: S105 - the name of the variable
SCHEMES = ("sftp", "s3", "webdav", "webdavs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`target` is a folder or an address that the site is written to; `url` is where readers find it, if known."""

    target: str
    url: str | None = None


def wrong_target(target: str) -> str | None:
    """What is wrong with the address that a site is written to, None where nothing is."""
    try:
        url = urlsplit(target)
        port = url.port
    except ValueError:
        return "읽을 수 없는 주소입니다."
    if url.scheme not in SCHEMES:
        known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        return f"쓸 수 없는 주소입니다. 폴더나 {known} 주소를 적어 주십시오."
    if url.password is not None:
        return f"주소에 비밀번호를 적지 마십시오. 비밀번호는 환경 변수 {PASSWORD}에 두십시오."
    if not url.hostname or port == 0:
        return "주소에 서버 이름이 없습니다."
    if url.query or url.fragment:
        return "주소에 ?나 #을 쓸 수 없습니다."
    return None


def wrong_url(url: str) -> str | None:
    """What is wrong with the address under which readers find a site, None where nothing is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "읽을 수 없는 주소입니다."
    if parts.scheme not in ("http", "https") or not parts.hostname or any(map(str.isspace, url)):
        return "http://나 https://로 시작하는 주소여야 합니다."
    if "@" in parts.netloc or parts.query or parts.fragment:
        return "주소에 사용자 이름, ?, #을 쓸 수 없습니다."
    return None


def read(table: Table, base: Path) -> Site:
    """The site settings; ConfigError for what is missing or wrong. A folder starts from `base`."""
    target, url = table.text("target"), table.text("url")
    if target is None:
        raise table.wrong("target", "사이트를 쓸 폴더나 주소를 적어야 합니다.")
    if "://" not in target:
        target = str(table.path("target", base))
    elif problem := wrong_target(target):
        raise table.wrong("target", problem)
    if url is not None and (problem := wrong_url(url)):
        raise table.wrong("url", problem)
    table.finish()
    return Site(target=target, url=url)
