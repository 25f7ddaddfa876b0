"""All that is wrong with a settings file, each fault with its line."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing import config
from briefing.config import schema
from briefing.config.table import VARIABLE, SettingError, path_from, read
from briefing.errors import ConfigError

Keys = tuple[str, ...]
Found = tuple[Keys, str, bool]
"""Where, what and the way out, whether it is a warning."""

# Where a statement of several lines can end; all other lines of a long list need not be looked at.
_CLOSING = re.compile(r"[\]}]|\"\"\"|'''")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the way out. `line` counts from 1, None where no line says it; `key` is as `mail.port`.

    A warning is no fault of the file: it names what the file needs and this machine lacks.
    """

    line: int | None
    key: str
    reason: str
    warning: bool = False


def check(source: Path, environ: Mapping[str, str]) -> tuple[Fault, ...]:
    """All faults of the file at `source` in the order of its lines; ConfigError for one that is no TOML."""
    values = read(source)
    lines = places(source.read_bytes().decode("utf-8-sig"))
    found = [*_wrong(source, values, environ), *_variables(values, environ), *_paths(values, source.parent)]
    faults = {Fault(_line(lines, path), ".".join(path), reason, warning) for path, reason, warning in found}
    return tuple(sorted(faults, key=lambda fault: (fault.line or 0, fault.key, fault.reason)))


def _wrong(source: Path, values: dict[str, Any], environ: Mapping[str, str]) -> Iterator[Found]:
    """What `config.settings` refuses: the first fault, then with a right value in its place the next, to the end.

    So no reader of a section knows of this. A value that its example does not mend is left out, then what holds it.
    """
    values = copy.deepcopy(values)
    turns: dict[Keys, int] = {}
    while True:
        try:
            settings = config.settings(source, values, environ)
        except SettingError as error:
            path = _path(values, error.key)
            turns[path] = turns.get(path, 0) + 1
            if turns[path] == 1:
                yield path, f"{error.reason} {error.remedy}".rstrip(), False
            if not _mended(values, path, turns[path]):
                return
        except ConfigError as error:  # of the environment
            yield (), str(error), False
            if not environ:
                return
            environ = {}
        else:
            break
    if settings.mail and settings.mail.password_env and "password_env" not in values["mail"]:
        yield from _unset(("mail", "password_env"), settings.mail.password_env, environ)


def _mended(values: dict[str, Any], path: Keys, turn: int) -> bool:
    """Whether another value could be put at `path`, or it or what holds it be left out, at this turn."""
    right = schema.plain(path)
    if turn == 1 and right is not None:
        _holding(values, path)[path[-1]] = copy.deepcopy(right)
        return True
    out = path[: len(path) - max(turn - 2, 0)]
    while out:
        if _holding(values, out).pop(out[-1], None) is not None:
            return True
        out = out[:-1]
    return False


def _holding(values: dict[str, Any], path: Keys) -> dict[str, Any]:
    """The table that has or would have the key at the end of `path`."""
    for name in path[:-1]:
        inner = values.get(name)
        if not isinstance(inner, dict):
            return {}
        values = inner
    return values


def _path(values: dict[str, Any], key: str) -> Keys:
    """The keys that a dotted name stands for; a key that holds a dot itself is known by what is there."""
    for name, inner in values.items():
        if key == name:
            return (name,)
        if key.startswith(f"{name}.") and isinstance(inner, dict):
            return (name, *_path(inner, key[len(name) + 1 :]))
    return tuple(key.split("."))


def _each(values: dict[str, Any], path: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    for name, value in values.items():
        yield (*path, name), value
        if isinstance(value, dict):
            yield from _each(value, (*path, name))


def _variables(values: dict[str, Any], environ: Mapping[str, str]) -> Iterator[Found]:
    """Variables of the environment that the file names and nobody has set."""
    for path, name in _each(values):
        # What is no name may be the secret itself: the readers refuse it, and nobody repeats it.
        if any(key.endswith("_env") for key in path) and isinstance(name, str) and VARIABLE.fullmatch(name.strip()):
            yield from _unset(path, name.strip(), environ)


def _unset(path: Keys, name: str, environ: Mapping[str, str]) -> Iterator[Found]:
    if not environ.get(name, "").strip():
        yield path, f"환경 변수 {name}이(가) 비어 있습니다. export {name}=…로 넣어 주십시오.", True


def _paths(values: dict[str, Any], base: Path) -> Iterator[Found]:
    """Paths that must be there and are not."""
    for path, text in _each(values):
        if not isinstance(text, str) or not schema.node(path).get("x-exists"):
            continue
        try:
            place = path_from(text.strip(), base)
            if place is not None:
                place.stat()
        except OSError as error:
            yield path, f"{text}: 찾을 수 없습니다({error.strerror}). 경로와 권한을 확인해 주십시오.", True
        except ConfigError:
            continue  # the reader of the section says so


# --- lines ----------------------------------------------------------------------------------------------


def places(text: str) -> dict[Keys, int]:
    """The line, from 1, at which each key and table of a TOML document first stands.

    The document is read statement by statement with tomllib itself, which tells no lines: a statement is the fewest
    lines that are TOML by themselves. A line inside an open list or text never is.
    """
    found: dict[Keys, int] = {}
    table: Keys = ()
    statement, first = "", 1
    for number, line in enumerate(text.split("\n"), start=1):
        statement, first = (f"{statement}\n{line}", first) if statement else (line, number)
        if number > first and not _CLOSING.search(line):
            continue
        try:
            values = tomllib.loads(f"{statement}\n")
        except tomllib.TOMLDecodeError:
            continue
        header = statement.lstrip().startswith("[")
        paths = [path for path, _ in _each(_single(values))]
        if header:
            table = paths[-1]
        for path in paths:
            found.setdefault(path if header else (*table, *path), first)
        statement = ""
    return found


def _single(values: dict[str, Any]) -> dict[str, Any]:
    """`values` with lists of tables (`[[name]]`) as tables."""
    return {
        name: _single(value[0] if isinstance(value, list) else value)
        if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict))
        else value
        for name, value in values.items()
    }


def _line(lines: Mapping[Keys, int], path: Keys) -> int | None:
    """The line of the setting at `path`, of what would hold it where it is missing."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)
