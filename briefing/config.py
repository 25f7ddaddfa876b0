"""The settings: briefing.toml and the environment, read once, checked, and frozen."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from briefing.errors import ConfigError

FILE = "briefing.toml"

# With more sentences than this a summary is none any more; with more entries a watch list is.
MOST_SENTENCES = 20
_MOST_WATCHED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What may be set once for all runs.

    `summary_sentences` is the most an issue's summary has; `watch` are the people, organisations and terms that every
    briefing reports on. `source` is the file the settings came from, None where there was none.
    """

    archive: Path
    reports: Path
    title: str
    issuer: str | None
    summary_sentences: int
    watch: tuple[str, ...]
    source: Path | None


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
    )
    table.finish()
    return config


class _Table:
    """The keys of one file, each taken once; what nobody took is unknown."""

    def __init__(self, source: Path | None, values: dict[str, Any]) -> None:
        self._source = source
        self._values = values
        self._known: list[str] = []

    def text(self, key: str) -> str | None:
        """The text under `key`, None where it is not set; ConfigError for an empty one or another type."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, f'비지 않은 글이어야 합니다(지금 값: {value!r}). {key} = "…"처럼 적어 주십시오.')
        return value.strip()

    def number(self, key: str, default: int, most: int) -> int:
        """The whole number from 1 to `most` under `key`; ConfigError for anything else."""
        value = self._take(key)
        if value is None:
            return default
        if type(value) is not int or not 1 <= value <= most:  # a bool is an int to isinstance
            raise self._wrong(key, f"1부터 {most}까지의 정수여야 합니다(지금 값: {value!r}).")
        return value

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """The different texts of the list under `key`; ConfigError for an empty text, another type, or too many."""
        values = self._take(key)
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self._wrong(key, f'비지 않은 글의 목록이어야 합니다. {key} = ["…", "…"]처럼 적어 주십시오.')
        found = tuple(dict.fromkeys(unicodedata.normalize("NFC", value.strip()) for value in values))
        if len(found) > most:
            raise self._wrong(key, f"{most}개까지 적을 수 있습니다(지금 {len(found)}개).")
        return found

    def finish(self) -> None:
        """ConfigError for the first key that nobody took."""
        for key in self._values:
            if key not in self._known:
                close = get_close_matches(key, self._known, n=1)
                hint = f"혹시 {close[0]}입니까?" if close else f"쓸 수 있는 이름: {', '.join(sorted(self._known))}."
                raise self._wrong(key, "모르는 설정입니다.", hint)

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._values.get(key)

    def _wrong(self, key: str, reason: str, remedy: str = "") -> ConfigError:
        return ConfigError(f"{self._source}의 {key}", reason, remedy)


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
        where = f" {place[1]}행 {place[2]}열을" if place else " 파일의 끝을"
        raise ConfigError(str(path), "TOML 문법에 맞지 않습니다.", f"{where.strip()} 고쳐 주십시오.") from error


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
