"""Every fault of a settings file with its line; the file that init writes and the schema against what is read."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import config
from briefing.config import check, schema
from briefing.config.check import Fault
from briefing.config.table import SettingError
from briefing.errors import ConfigError

# What `briefing init` puts before a setting: a `#` with nothing between; before words stands `# `.
UNSET = re.compile(r'^#(?=[\[\w"])', re.M)
SCHEMA = json.loads(schema.text())


def checked(folder: Path, text: str, environ: dict[str, str] | None = None) -> list[tuple[int | None, str, str]]:
    path = folder / "briefing.toml"
    path.write_text(text, "utf-8")
    return [(fault.line, fault.key, fault.reason) for fault in check.check(path, environ or {})]


def test_every_fault_with_its_line_and_the_way_out(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        """# 설정
titel = "가"
summary_sentences = 0

watch = [
  "가온시",
  "",  # ]
]
sources."가온.시".url = "ftp://example.org"

[mail]
port = 99999
password = "열려라"

[run]
reach = "어디든"
at = "25:00"
holidays = [
  "2024-13-01",
]

[brand]
colour = \"\"\"
[run]
\"\"\"
""",
    )
    assert [(line, key) for line, key, _ in found] == [
        (2, "titel"),
        (3, "summary_sentences"),
        (5, "watch"),
        (9, "sources.가온.시.url"),
        (11, "mail.host"),
        (11, "mail.sender"),
        (12, "mail.port"),
        (13, "mail.password"),
        (16, "run.reach"),
        (17, "run.at"),
        (18, "run.holidays"),
        (23, "brand.colour"),
    ]
    reasons = {key: reason for _, key, reason in found}
    assert reasons["titel"] == "모르는 설정입니다. 혹시 title입니까?"
    assert reasons["mail.password"] == "비밀은 설정 파일에 적지 않습니다. 지우고 환경 변수에 넣어 주십시오."
    assert reasons["run.at"] == "하루의 때가 아닙니다(지금 값: '25:00'). at = \"07:30\"처럼 적어 주십시오."
    assert reasons["run.holidays"] == "'2024-13-01': 날짜로 읽을 수 없습니다. 2024-01-17처럼 적어 주십시오."
    assert "열려라" not in str(found)


def test_a_sound_file_has_no_fault(tmp_path: Path) -> None:
    assert checked(tmp_path, 'title = "가"\n[run]\nat = "08:00"\n') == []
    assert checked(tmp_path, "") == []


def test_a_missing_section_is_a_fault_of_who_needs_it(tmp_path: Path) -> None:
    text = '[run]\nreach = "send"\noperator = "daon@example.org"\n'
    assert checked(tmp_path, text) == [
        (2, "run.reach", "[mail] 설정이 없습니다. [mail]을 적거나 이 설정을 지워 주십시오."),
        (3, "run.operator", "[mail] 설정이 없습니다. [mail]을 적거나 이 설정을 지워 주십시오."),
    ]
    assert checked(tmp_path, '[run]\nreach = "publish"')[0][2].startswith("[site] 설정이 없습니다.")


def test_a_table_that_is_none_hides_no_other_fault(tmp_path: Path) -> None:
    assert [key for _, key, _ in checked(tmp_path, 'run = 3\nzzz = 1\nmail = ["a"]\n')] == ["run", "zzz", "mail"]


def test_what_the_machine_lacks_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text(
        '[sources.a]\nurl = "https://example.org/{key}"\nkey_env = "NEWS_KEY"\n'
        'header_env = { X-Id = "NEWS_ID" }\n'
        '[mail]\nhost = "smtp.example.org"\nsender = "a@example.org"\nuser = "a"\n'
        '[run]\ninbox = "받은 기사"\n',
        "utf-8",
    )
    assert check.check(path, {"NEWS_ID": "1"}) == (
        Fault(
            3, "sources.a.key_env", "환경 변수 NEWS_KEY이(가) 비어 있습니다. export NEWS_KEY=…로 넣어 주십시오.", True
        ),
        Fault(
            5,
            "mail.password_env",
            "환경 변수 BRIEFING_MAIL_PASSWORD이(가) 비어 있습니다. export BRIEFING_MAIL_PASSWORD=…로 넣어 주십시오.",
            True,
        ),
        Fault(
            10,
            "run.inbox",
            "받은 기사: 찾을 수 없습니다(No such file or directory). 경로와 권한을 확인해 주십시오.",
            True,
        ),
    )
    (tmp_path / "받은 기사").mkdir()
    assert check.check(path, {"NEWS_ID": "1", "NEWS_KEY": "2", "BRIEFING_MAIL_PASSWORD": "3"}) == ()


@pytest.mark.parametrize("key", ['key_env = "s3cret/key=="', 'header_env = { X-Id = "s3cret/key==" }'])
def test_a_secret_in_place_of_its_variable_is_never_repeated(tmp_path: Path, key: str) -> None:
    (fault,) = checked(tmp_path, f'[sources.a]\nurl = "https://example.org/{"{key}" if "key_" in key else ""}"\n{key}')
    assert fault[0] == 3
    assert fault[2].startswith("환경 변수의 이름이 아닙니다.")
    assert "s3cret" not in str(fault)


def test_a_wrong_environment_stands_beside_the_faults_of_the_file(tmp_path: Path) -> None:
    found = checked(tmp_path, "zzz = 1", {"BRIEFING_REPORTS": "~nobody-of-this-name/x"})
    assert [(line, key) for line, key, _ in found] == [(None, ""), (1, "zzz")]
    assert found[0][2].startswith("~nobody-of-this-name/x: 홈 폴더를 알 수 없는 경로")


def test_no_toml_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"TOML 문법에 맞지 않습니다\. 2행 5열을"):
        checked(tmp_path, 'title = "가"\na = = 1')


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a = 1\n\n# b = 2\nb = 2", {("a",): 1, ("b",): 4}),
        ("a.b = 1\na.c = 2", {("a",): 1, ("a", "b"): 1, ("a", "c"): 2}),
        ('[x."y.z"]\nk = 1', {("x",): 1, ("x", "y.z"): 1, ("x", "y.z", "k"): 2}),
        ("[x]\r\nk = 1\r\n[ x . 'y' ]\r\nk = 2", {("x",): 1, ("x", "k"): 2, ("x", "y"): 3, ("x", "y", "k"): 4}),
        ("[[x]]\nk = 1\n[[x]]\nk = 2\nm = 3", {("x",): 1, ("x", "k"): 2, ("x", "m"): 5}),
        ("a = { b = 1, c.d = 2 }", {("a",): 1, ("a", "b"): 1, ("a", "c"): 1, ("a", "c", "d"): 1}),
        ("a = [\n 1,\n # ]\n [2],\n]\nb = 1", {("a",): 1, ("b",): 6}),
        ('a = """\n[x]\nb = 1\n"""\nb = 1', {("a",): 1, ("b",): 5}),
        ("a = '''\n\"\"\"\n'''\nb = '#'", {("a",): 1, ("b",): 4}),
    ],
)
def test_places(text: str, places: dict[tuple[str, ...], int]) -> None:
    assert check.places(text) == places


def test_a_list_of_ten_thousand_lines_is_read_at_once() -> None:
    text = "a = [\n" + "".join(f'"{n}@example.org",\n' for n in range(10_000)) + "]\nb = 1"
    assert check.places(text) == {("a",): 1, ("b",): 10_003}


PATHS = [path for path, _ in check._each(tomllib.loads(UNSET.sub("", schema.template())))]
ODD = st.sampled_from(
    [0, -1, True, "", " ", "a.b", "{key}", "x@y", ["a", ""], [1], {}, {"a": {"b": 1}}, {"": ""}, None]
)


@given(st.lists(st.tuples(st.sampled_from(PATHS), ODD), max_size=5))
def test_whatever_is_wrong_the_check_ends_and_finds_it(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    values = examples()
    for path, value in changes:
        holding = check._holding(values, path)
        holding.pop(path[-1], None)
        if value is not None:
            holding[path[-1]] = value
    faults = [".".join(path) for path, _, warning in check._wrong(Path("briefing.toml"), values, {}) if not warning]
    try:
        config.settings(Path("briefing.toml"), values, {})
    except SettingError as error:
        assert error.key in faults
    else:
        assert faults == []


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The settings file of a folder that has what the examples name."""
    (tmp_path / "서식").mkdir()
    (tmp_path / "로고.png").write_bytes(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01" + bytes(9) + b"IEND\xaeB`\x82"
    )
    return tmp_path / "briefing.toml"


def examples() -> dict[str, Any]:
    """What the file of init says with every setting set."""
    return tomllib.loads(UNSET.sub("", schema.template()))


# --- the file of `briefing init`, and the schema ---------------------------------------------------------------


def test_the_file_of_init_sets_nothing_and_shows_everything(house: Path) -> None:
    text = schema.template()
    assert text.startswith("#:schema ./briefing.toml.schema.json\n")
    assert tomllib.loads(text) == {}
    values = examples()
    jsonschema.validate(values, SCHEMA)
    config.settings(house, values, {})
    for path, properties in tables(SCHEMA):
        table = values
        for name in path:
            table = table[name]
        assert set(table) == set(properties)


def test_defaults_of_the_schema_are_those_of_the_program() -> None:
    values = examples()
    only = {name: values[name] for name, node in SCHEMA["properties"].items() if "default" in node}
    run = {
        name: values["run"][name]
        for name, node in SCHEMA["properties"]["run"]["properties"].items()
        if "default" in node
    }
    assert config.settings(None, {**only, "run": run}, {}) == config.settings(None, {}, {})


def tables(node: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every table of the schema with its settings."""
    yield path, node["properties"]
    for name, inner in node["properties"].items():
        if "properties" in inner:
            yield from tables(inner, (*path, name))
        elif "x-name" in inner:
            yield from tables(inner["additionalProperties"], (*path, name, inner["x-name"]))


@pytest.mark.parametrize(("path", "properties"), list(tables(SCHEMA)), ids=lambda part: ".".join(part))
def test_the_schema_knows_the_settings_that_are_read(
    house: Path, path: tuple[str, ...], properties: dict[str, Any]
) -> None:
    values = examples()
    table = values
    for name in path:
        table = table[name]
    table["~"] = 1
    with pytest.raises(ConfigError, match=r"모르는 설정입니다\. 쓸 수 있는 이름: (.+)\.$") as refused:
        config.settings(house, values, {})
    known = re.search(r"이름: (.+)\.$", str(refused.value))
    assert known and set(known[1].split(", ")) == set(properties)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, SCHEMA)


WRONG = {"string": 3, "integer": "3", "array": "가", "boolean": "예", "object": 3}


@pytest.mark.parametrize(
    ("path", "node"),
    [((*path, name), node) for path, properties in tables(SCHEMA) for name, node in properties.items()],
    ids=lambda part: ".".join(part) if isinstance(part, tuple) else "",
)
def test_schema_and_program_refuse_the_same_values(house: Path, path: tuple[str, ...], node: dict[str, Any]) -> None:
    wrong: list[Any] = [WRONG[node["type"]]] if "type" in node else []
    known = node.get("enum") or node.get("items", {}).get("enum")
    if known:
        wrong.append("없는 값" if "enum" in node else ["없는 값"])
    if "minimum" in node:
        wrong += [node["minimum"] - 1, node["maximum"] + 1]
    if "maxItems" in node:
        wrong.append([f"a{n}@example.org" for n in range(node["maxItems"] + 1)])
    assert wrong
    for value in wrong:
        values = examples()
        put(values, path, value)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(values, SCHEMA)
        with pytest.raises(ConfigError) as refused:
            config.settings(house, values, {})
        if "없는 값" in str(value):
            assert f"{', '.join(known)} 가운데" in str(refused.value)
    for value in node.get("enum", ()):
        values = examples()
        put(values, path, value)
        if value == "none" and path == ("mail", "security"):
            put(values, ("mail", "allow_plain"), True)
        config.settings(house, values, {})


def put(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        values = values[name]
    values[path[-1]] = value
