"""The settings: briefing.toml and the environment, read once, checked, and frozen."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from briefing import render
from briefing.errors import ConfigError
from briefing.render.resources import Style

FILE = "briefing.toml"

# With more sentences than this a summary is none any more; with more entries a watch list is.
MOST_SENTENCES = 20
_MOST_WATCHED = 100


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What may be set once for all runs.

    `summary_sentences` is the most an issue's summary has; `watch` are the people, organisations and terms that every
    briefing reports on; `sources` are where `briefing fetch` fetches from; `formats` are what a report is written as,
    `style` how it is set. `source` is the file the settings came from, None where there was none.
    """

    archive: Path
    reports: Path
    title: str
    issuer: str | None
    summary_sentences: int
    watch: tuple[str, ...]
    source: Path | None
    sources: tuple[Source, ...] = ()
    formats: tuple[str, ...] = render.USUAL
    style: Style = "report"


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The settings of the file at `path`, else the one BRIEFING_CONFIG names, else briefing.toml here if there is one.

    BRIEFING_ARCHIVE and BRIEFING_REPORTS go before the file; an empty variable counts as not set. Paths in the file
    start from its folder, paths in the environment from the present one. The archive lies in the reports' folder
    unless it is set. ConfigError for a named file that is missing, for one that is no TOML, for an unknown key
    and for a value of the wrong type.
    """
    named = path or _path(environ.get("BRIEFING_CONFIG"), Path())
    source = named or (Path(FILE) if Path(FILE).is_file() else None)
    table = _Table(source, _read(source) if source else {})
    base = source.parent if source else Path()
    from_file = {key: _path(table.text(key), base) for key in ("archive", "reports")}
    reports = _path(environ.get("BRIEFING_REPORTS"), Path()) or from_file["reports"] or Path("reports")
    archive = _path(environ.get("BRIEFING_ARCHIVE"), Path()) or from_file["archive"]
    config = Config(
        archive=archive or reports / "briefing.sqlite",
        reports=reports,
        title=table.text("title") or "주간 정책 브리핑",
        issuer=table.text("issuer"),
        summary_sentences=table.number("summary_sentences", 3, MOST_SENTENCES),
        watch=table.texts("watch", _MOST_WATCHED),
        source=source,
        formats=table.choices("formats", tuple(render.FORMATS), render.USUAL),
        style=table.choice("style", get_args(Style), "report"),
        sources=tuple(_source(name, part) for name, part in table.tables("sources")),
    )
    table.finish()
    return config


def _source(name: str, table: _Table) -> Source:
    url = table.text("url")
    policy = table.choice("policy", get_args(Policy), "full")
    key_env = table.text("key_env")
    if url is None:
        raise table.wrong("url", '주소를 적어야 합니다. url = "https://…"처럼 적어 주십시오.')
    if problem := wrong_address(url):
        raise table.wrong("url", problem)
    if "{" in PLACES.sub("", url):
        raise table.wrong("url", "중괄호 안에는 key, today, today-2 같은 것만 쓸 수 있습니다.")
    if ("{key}" in url) != (key_env is not None):
        raise table.wrong("key_env", "주소의 {key}와 key_env는 함께 적어야 합니다.")
    source = Source(
        name=name,
        url=url,
        policy=policy,
        key_env=key_env,
        header_env=tuple((header, part) for header, part in table.pairs("header_env")),
        allow_private=table.flag("allow_private"),
    )
    table.finish()
    return source


def named(settings: Config, names: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these names in the order of the file, all for no names; ConfigError for a name of none."""
    known = [source.name for source in settings.sources]
    if not known:
        where = str(settings.source or FILE)
        example = '[sources."가온시"]와 그 아래 url = "https://…"를 적어 주십시오.'
        raise ConfigError(where, "받을 출처가 없습니다.", example)
    for name in names:
        if name not in known:
            raise ConfigError(name, "그런 출처가 없습니다.", f"쓸 수 있는 이름: {', '.join(known)}.")
    return tuple(source for source in settings.sources if not names or source.name in names)


class _Table:
    """The keys of one file, each taken once; what nobody took is unknown."""

    def __init__(self, source: Path | None, values: dict[str, Any], prefix: str = "") -> None:
        self._source = source
        self._values = values
        self._prefix = prefix
        self._known: list[str] = []

    def text(self, key: str) -> str | None:
        """The text under `key`, None where it is not set; ConfigError for an empty one or another type."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, f'비지 않은 글이어야 합니다(지금 값: {value!r}). {key} = "…"처럼 적어 주십시오.')
        return value.strip()

    def number(self, key: str, default: int, most: int) -> int:
        """The whole number from 1 to `most` under `key`; ConfigError for anything else."""
        value = self._take(key)
        if value is None:
            return default
        if type(value) is not int or not 1 <= value <= most:  # a bool is an int to isinstance
            raise self.wrong(key, f"1부터 {most}까지의 정수여야 합니다(지금 값: {value!r}).")
        return value

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """The different texts of the list under `key`; ConfigError for an empty text, another type, or too many."""
        values = self._take(key)
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(key, f'비지 않은 글의 목록이어야 합니다. {key} = ["…", "…"]처럼 적어 주십시오.')
        found = tuple(dict.fromkeys(unicodedata.normalize("NFC", value.strip()) for value in values))
        if len(found) > most:
            raise self.wrong(key, f"{most}개까지 적을 수 있습니다(지금 {len(found)}개).")
        return found

    def choice(self, key: str, known: tuple[Any, ...], default: Any) -> Any:
        """The value under `key`, one of `known`; ConfigError for any other."""
        value = self._take(key)
        if value is not None and value not in known:
            raise self.wrong(key, f"{', '.join(known)} 가운데 하나여야 합니다(지금 값: {value!r}).")
        return default if value is None else value

    def choices(self, key: str, known: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
        """The different values of the list under `key`, in the order of `known`; ConfigError for one that is not."""
        values = self.texts(key, len(known))
        for value in values:
            if value not in known:
                raise self.wrong(key, f"{', '.join(known)} 가운데서 골라 적어야 합니다(지금 값: {value!r}).")
        return tuple(value for value in known if value in values) or default

    def flag(self, key: str) -> bool:
        """Whether `key` is true, False where it is not set; ConfigError for anything else."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, f"true나 false여야 합니다(지금 값: {value!r}).")
        return bool(value)

    def tables(self, key: str) -> Iterator[tuple[str, _Table]]:
        """The tables inside the table under `key`, each with its name; ConfigError for anything else in it."""
        for name, values in self._inner(key).items():
            if not isinstance(values, dict):
                raise self.wrong(f"{key}.{name}", f"표여야 합니다. [{key}.{name}] 아래에 적어 주십시오.")
            yield name, _Table(self._source, values, f"{self._prefix}{key}.{name}.")

    def pairs(self, key: str) -> Iterator[tuple[str, str]]:
        """The texts of the table under `key`, each with its name; ConfigError for anything else in it."""
        for name, value in self._inner(key).items():
            if not isinstance(value, str) or not value.strip():
                raise self.wrong(f"{key}.{name}", "비지 않은 글이어야 합니다.")
            yield name, value.strip()

    def _inner(self, key: str) -> dict[str, Any]:
        values = self._take(key)
        if values is not None and not isinstance(values, dict):
            raise self.wrong(key, f"표여야 합니다. [{self._prefix}{key}] 아래에 적어 주십시오.")
        return values or {}

    def finish(self) -> None:
        """ConfigError for the first key that nobody took."""
        for key in self._values:
            if key not in self._known:
                close = get_close_matches(key, self._known, n=1)
                hint = f"혹시 {close[0]}입니까?" if close else f"쓸 수 있는 이름: {', '.join(sorted(self._known))}."
                raise self.wrong(key, "모르는 설정입니다.", hint)

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._values.get(key)

    def wrong(self, key: str, reason: str, remedy: str = "") -> ConfigError:
        """The error to raise for the value under `key`."""
        return ConfigError(f"{self._source}의 {self._prefix}{key}", reason, remedy)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            str(path), f"설정 파일을 읽을 수 없습니다({error.strerror}).", "경로와 권한을 확인해 주십시오."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), "UTF-8로 된 파일이 아닙니다.", "UTF-8로 다시 저장해 주십시오.") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"{place[1]}행 {place[2]}열을" if place else "파일의 끝을"
        # Of bare names TOML allows only ASCII letters, digits, - and _.
        korean = '(한글 이름은 [sources."가온시"]처럼 따옴표로 묶음)' if "for a key part" in str(error) else ""
        raise ConfigError(str(path), "TOML 문법에 맞지 않습니다.", f"{where} 고쳐 주십시오{korean}.") from error


def _path(text: str | None, base: Path) -> Path | None:
    """The path that `text` names from `base`, with ~ as the home folder; None for no or empty text."""
    if not text:
        return None
    if "\0" in text:
        raise ConfigError(text, "경로에 쓸 수 없는 글자(NUL)가 있습니다.", "지우고 다시 적어 주십시오.")
    try:
        return base / Path(text).expanduser()
    except RuntimeError as error:  # ~name of nobody, or no home
        raise ConfigError(text, "홈 폴더를 알 수 없는 경로입니다.", "전체 경로를 적어 주십시오.") from error
