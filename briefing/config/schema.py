"""What can be set, for people and for their editors: a JSON Schema, and a file that shows every setting.

`schema.json` is written by hand (draft 4, which TOML editors know). It stands for the code that reads the settings in
three places: editors read it, `briefing init` writes it out, `briefing config check` takes its examples to go on
after a fault. The tests hold it against that code. Two keys are its own: `x-exists` marks a path that must be
there, `x-name` gives an example of a table's name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

NAME = "briefing.toml.schema.json"

_HEAD = f"""\
#:schema ./{NAME}
# briefing 설정 파일입니다. 모든 설정은 적지 않아도 되며, 적힌 값은 기본값이거나 보기입니다.
# 쓰려는 줄의 맨 앞 #을 지우고 값을 바꾸십시오. [ ]로 묶은 줄도 함께 살려야 그 아래 설정이 제자리에 놓입니다.
# 고친 뒤에는 briefing config check로 확인하십시오. 비밀번호와 인증키는 여기에 적지 않고 환경 변수에 둡니다.
# 편집기의 도움을 받으려면 briefing config schema > {NAME}로 이 파일 옆에 스키마를 두십시오.
"""


def text() -> str:
    """The JSON Schema of briefing.toml."""
    return files("briefing.config").joinpath("schema.json").read_text(encoding="utf-8")


def template() -> str:
    """A briefing.toml that shows every setting; none of them is set, `#` alone goes before each."""
    return "\n".join([_HEAD, *_table(_schema(), ())]).rstrip() + "\n"


def node(path: tuple[str, ...]) -> dict[str, Any]:
    """What the schema says of the setting at `path`, empty for an unknown one."""
    here = _schema()
    for name in path:
        below = here.get("additionalProperties")
        here = here.get("properties", {}).get(name) or (below if isinstance(below, dict) else {})
    return here


def example(path: tuple[str, ...]) -> Any:
    """The value to show for the setting at `path`: its default, else an example; None for a table of settings."""
    return next(iter(_values(path)), None)


def plain(path: tuple[str, ...]) -> Any:
    """A right value for the setting at `path` that asks least of other settings; None where the schema has none."""
    return next(reversed(_values(path)), None)


def _values(path: tuple[str, ...]) -> list[Any]:
    here = node(path)
    return [here["default"]] if "default" in here else here.get("examples", [])


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(text())
    return schema


def _table(here: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """The lines of a table: its own values first, as TOML wants it, then the tables in it."""
    properties = {name: (*path, name) for name in here["properties"]}
    for name, inner in properties.items():
        if (value := example(inner)) is not None:
            yield f"# {node(inner)['description']}"
            yield f"#{_key(name)} = {_value(value)}"
            yield ""
    for inner in properties.values():
        if example(inner) is None:
            table = node(inner)
            yield f"# {table['description']}"
            if "x-name" in table:
                inner, table = (*inner, table["x-name"]), table["additionalProperties"]
            yield f"#[{'.'.join(map(_key, inner))}]"
            yield from _table(table, inner)


def _key(name: str) -> str:
    """A key as TOML writes it: bare where it may be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    """A value as TOML writes it. Texts, numbers and lists are written as in JSON."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(name)} = {_value(part)}' for name, part in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)
