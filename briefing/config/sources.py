"""`[sources.NAME]`: where `briefing fetch` fetches articles from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from briefing.config.table import VARIABLE, Table

Policy = Literal["full", "excerpt", "link"]

# What an address may leave open: the key of an environment variable, and days counted back from today.
PLACES = re.compile(r"\{(?:(key)|today(?:-(\d{1,2}))?)\}")
# Names of parameters that are keys without doubt; `key` alone is the number of an article on many sites.
_SECRET = re.compile(r"[?&](?:service_?key|api_?key|access_?token|client_?secret|password)=(?!\{key\})", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An address that articles are fetched from.

    `url` may hold `{key}` (the value of the environment variable `key_env`) and `{today}`, `{today-2}` (days as
    20240117); `header_env` names the variables whose values are sent as headers. `policy` says how much of an article
    is kept: all, its beginning, or title and link. `allow_private` lets the host of `url` lie inside the own network.
    """

    name: str
    url: str
    policy: Policy = "full"
    key_env: str | None = None
    header_env: tuple[tuple[str, str], ...] = ()
    allow_private: bool = False


def wrong_address(url: str) -> str | None:
    """What is wrong with an address to fetch from, None where nothing is."""
    if not re.match(r"https?://[^/?#\s]+", url, re.I) or re.search(r"\s", url):
        return "http://나 https://로 시작하는 주소여야 합니다."
    if "@" in re.split(r"[/?#]", url)[2]:
        return "주소에 사용자 이름이나 비밀번호를 적지 마십시오."
    if _SECRET.search(url):
        return "주소에 인증키를 적지 마십시오. 설정 파일에 {key}와 key_env로 적고 키는 환경 변수에 두십시오."
    return None


def read(name: str, table: Table) -> Source:
    """The source of that name; ConfigError for what is missing or wrong."""
    url = table.text("url")
    policy = table.choice("policy", get_args(Policy), "full")
    key_env = table.text("key_env")
    if url is None:
        raise table.wrong("url", '주소를 적어야 합니다. url = "https://…"처럼 적어 주십시오.')
    if problem := wrong_address(url):
        raise table.wrong("url", problem)
    if "{" in PLACES.sub("", url):
        raise table.wrong("url", "중괄호 안에는 key, today, today-2 같은 것만 쓸 수 있습니다.")
    headers = tuple(table.pairs("header_env"))
    for key, variable in (("key_env", key_env), *((f"header_env.{header}", part) for header, part in headers)):
        if variable is not None and not VARIABLE.fullmatch(variable):  # it may be the key itself: never repeated
            raise table.wrong(key, "환경 변수의 이름이 아닙니다. 키가 아니라 변수의 이름을 적어 주십시오.")
    if ("{key}" in url) != (key_env is not None):
        raise table.wrong("key_env", "주소의 {key}와 key_env는 함께 적어야 합니다.")
    source = Source(
        name=name,
        url=url,
        policy=policy,
        key_env=key_env,
        header_env=headers,
        allow_private=table.flag("allow_private"),
    )
    table.finish()
    return source
