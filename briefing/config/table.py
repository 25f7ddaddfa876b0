"""A TOML file as keys that are each taken once: the right type, or a ConfigError that names file and key."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from briefing.errors import ConfigError

# Names under which people write down what belongs into the environment.
_SECRET = re.compile(r"passw(or)?d|passphrase|secret|token|api_?key|service_?key|credential|비밀|인증키|암호", re.I)
# A name that a shell can set (POSIX).
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class SettingError(ConfigError):
    """A wrong value in the file; `key` is its name from the top of the file, as `mail.port`."""

    def __init__(self, source: Path | None, key: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"{source}의 {key}", reason, remedy)
        self.key = key


class Table:
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

    def path(self, key: str, base: Path) -> Path | None:
        """The path under `key`, seen from `base`; None where it is not set, ConfigError for one that can be none."""
        try:
            return path_from(self.text(key), base)
        except SettingError:
            raise
        except ConfigError as error:
            raise self.wrong(key, error.reason, error.remedy) from error

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

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables inside the table under `key`, each with its name; ConfigError for anything else in it."""
        for name, values in self._inner(key).items():
            if not isinstance(values, dict):
                raise self.wrong(f"{key}.{name}", f"표여야 합니다. [{key}.{name}] 아래에 적어 주십시오.")
            yield name, Table(self._source, values, f"{self._prefix}{key}.{name}.")

    def section(self, key: str) -> Table | None:
        """The table under `key`, None where there is none; ConfigError for anything else."""
        values = self._inner(key)
        return Table(self._source, values, f"{self._prefix}{key}.") if key in self._values else None

    def pairs(self, key: str) -> Iterator[tuple[str, str]]:
        """The texts of the table under `key`, each with its name; ConfigError for anything else in it."""
        for name, value in self._inner(key).items():
            if not isinstance(value, str) or not value.strip():
                raise self.wrong(f"{key}.{name}", "비지 않은 글이어야 합니다.")
            yield name, value.strip()

    def lists(self, key: str, most: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The lists of texts of the table under `key`, each with its name; ConfigError for anything else in it."""
        values = self._inner(key)
        inner = Table(self._source, values, f"{self._prefix}{key}.")
        for name in values:
            yield name, inner.texts(name, most)

    def _inner(self, key: str) -> dict[str, Any]:
        values = self._take(key)
        if values is not None and not isinstance(values, dict):
            raise self.wrong(key, f"표여야 합니다. [{self._prefix}{key}] 아래에 적어 주십시오.")
        return values or {}

    def finish(self) -> None:
        """ConfigError for the first key that nobody took."""
        for key in self._values:
            if key not in self._known:
                if _SECRET.search(key) and not key.endswith("_env"):
                    raise self.wrong(key, "비밀은 설정 파일에 적지 않습니다.", "지우고 환경 변수에 넣어 주십시오.")
                close = get_close_matches(key, self._known, n=1)
                hint = f"혹시 {close[0]}입니까?" if close else f"쓸 수 있는 이름: {', '.join(sorted(self._known))}."
                raise self.wrong(key, "모르는 설정입니다.", hint)

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._values.get(key)

    def wrong(self, key: str, reason: str, remedy: str = "") -> SettingError:
        """The error to raise for the value under `key`."""
        return SettingError(self._source, f"{self._prefix}{key}", reason, remedy)


def read(path: Path) -> dict[str, Any]:
    """The keys of the file at `path`; ConfigError for one that cannot be read, is no UTF-8, or no TOML."""
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


def path_from(text: str | None, base: Path) -> Path | None:
    """The path that `text` names from `base`, with ~ as the home folder; None for no or empty text."""
    if not text:
        return None
    if "\0" in text:
        raise ConfigError(text, "경로에 쓸 수 없는 글자(NUL)가 있습니다.", "지우고 다시 적어 주십시오.")
    try:
        return base / Path(text).expanduser()
    except RuntimeError as error:  # ~name of nobody, or no home
        raise ConfigError(text, "홈 폴더를 알 수 없는 경로입니다.", "전체 경로를 적어 주십시오.") from error
