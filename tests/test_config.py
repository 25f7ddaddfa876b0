"""Where settings come from, which goes first, and how a wrong one is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import Config, Source, load, named
from briefing.errors import ConfigError

DEFAULTS = Config(
    archive=Path("reports/briefing.sqlite"),
    reports=Path("reports"),
    title="주간 정책 브리핑",
    issuer=None,
    summary_sentences=3,
    watch=(),
    source=None,
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/someone")
    return tmp_path


def test_without_anything_the_defaults() -> None:
    assert load(None, {}) == DEFAULTS


def test_every_key_of_the_file_here() -> None:
    Path("briefing.toml").write_text(
        'archive = "보관.sqlite"\nreports = "보고서"\ntitle = "가온시 주간 브리핑"\nissuer = "가온시"\n'
        "summary_sentences = 5\n"
        'watch = ["가온시", " 심야 버스", "가온시"]\n',
        encoding="utf-8",
    )
    assert load(None, {}) == Config(
        archive=Path("보관.sqlite"),
        reports=Path("보고서"),
        title="가온시 주간 브리핑",
        issuer="가온시",
        summary_sentences=5,
        watch=("가온시", "심야 버스"),
        source=Path("briefing.toml"),
    )


def test_paths_of_a_file_start_from_its_folder_and_a_home_is_a_home(here: Path) -> None:
    (here / "conf").mkdir()
    file = here / "conf" / "my.toml"
    file.write_text('reports = "../out"\narchive = "~/a.sqlite"\n', encoding="utf-8")
    settings = load(file, {})
    assert settings.reports.resolve() == here / "out"
    assert settings.archive == Path("/home/someone/a.sqlite")


@pytest.mark.parametrize(
    ("content", "environ", "archive", "reports"),
    [
        ("", {"BRIEFING_REPORTS": "env"}, "env/briefing.sqlite", "env"),
        ('reports = "file"', {}, "file/briefing.sqlite", "file"),
        ('reports = "file"', {"BRIEFING_REPORTS": "env"}, "env/briefing.sqlite", "env"),
        ('reports = "file"\narchive = "file.db"', {"BRIEFING_ARCHIVE": "env.db"}, "env.db", "file"),
        ('archive = "file.db"', {"BRIEFING_REPORTS": "env"}, "file.db", "env"),
        ('archive = "file.db"', {"BRIEFING_ARCHIVE": "", "BRIEFING_REPORTS": ""}, "file.db", "reports"),
    ],
)
def test_the_environment_goes_before_the_file(
    content: str, environ: dict[str, str], archive: str, reports: str
) -> None:
    Path("briefing.toml").write_text(content, encoding="utf-8")
    settings = load(None, environ)
    assert (settings.archive, settings.reports) == (Path(archive), Path(reports))


def test_the_option_goes_before_the_environment_before_the_file_here(here: Path) -> None:
    for name in ("briefing", "env", "option"):
        (here / f"{name}.toml").write_text(f'title = "{name}"', encoding="utf-8")
    assert load(None, {}).title == "briefing"
    assert load(None, {"BRIEFING_CONFIG": "env.toml"}).title == "env"
    assert load(Path("option.toml"), {"BRIEFING_CONFIG": "env.toml"}).title == "option"


def test_sources_are_read_in_the_order_of_the_file() -> None:
    Path("briefing.toml").write_text(
        '[sources."가온시"]\nurl = "https://example.org/rss.xml"\n'
        '[sources."정책뉴스"]\n'
        'url = "https://example.org/list?serviceKey={key}&startDate={today-2}&endDate={today}"\n'
        'key_env = "DATA_GO_KR_KEY"\npolicy = "excerpt"\nallow_private = true\n'
        'header_env = { X-Client-Id = "CLIENT_ID" }\n',
        encoding="utf-8",
    )
    settings = load(None, {})
    assert settings.sources == (
        Source(name="가온시", url="https://example.org/rss.xml"),
        Source(
            name="정책뉴스",
            url="https://example.org/list?serviceKey={key}&startDate={today-2}&endDate={today}",
            policy="excerpt",
            key_env="DATA_GO_KR_KEY",
            header_env=(("X-Client-Id", "CLIENT_ID"),),
            allow_private=True,
        ),
    )
    assert [source.name for source in named(settings, ())] == ["가온시", "정책뉴스"]
    assert [source.name for source in named(settings, ["정책뉴스"])] == ["정책뉴스"]
    with pytest.raises(ConfigError, match=r"새솔군: 그런 출처가 없습니다. 쓸 수 있는 이름: 가온시, 정책뉴스\."):
        named(settings, ["새솔군"])
    with pytest.raises(ConfigError, match=r"briefing\.toml: 받을 출처가 없습니다"):
        named(DEFAULTS, ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"sources\.가온시\.url: 주소를 적어야 합니다"),
        ('url = "가온시.xml"', r"sources\.가온시\.url: http://나 https://로 시작하는 주소"),
        ('url = "file:///etc/passwd"', r"sources\.가온시\.url: http://나 https://로 시작하는 주소"),
        ('url = "https://a:b@example.org/"', r"url: 주소에 사용자 이름이나 비밀번호를 적지 마십시오"),
        ('url = "https://example.org/?serviceKey=abc"', r"url: 주소에 인증키를 적지 마십시오"),
        ('url = "https://example.org/?q={query}"', r"url: 중괄호 안에는"),
        ('url = "https://example.org/?k={key}"', r"key_env: 주소의 \{key\}와 key_env는 함께"),
        ('url = "https://example.org/"\nkey_env = "K"', r"key_env: 주소의 \{key\}와 key_env는 함께"),
        ('url = "https://example.org/"\npolicy = "all"', r"policy: full, excerpt, link 가운데 하나"),
        ('url = "https://example.org/"\nallow_private = "yes"', r"allow_private: true나 false여야"),
        ('url = "https://example.org/"\nheader_env = "K"', r"header_env: 표여야 합니다"),
        ('url = "https://example.org/"\nheader_env = { A = 1 }', r"header_env\.A: 비지 않은 글"),
        ('url = "https://example.org/"\nkey = "abc"', r"sources\.가온시\.key: 모르는 설정입니다. 혹시 key_env입니까\?"),
    ],
)
def test_a_wrong_source_names_file_and_key(content: str, message: str) -> None:
    Path("briefing.toml").write_text(f'[sources."가온시"]\n{content}', encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load(None, {})


@pytest.mark.parametrize("content", ["sources = 3", "sources = []", "[sources]\n'가온시' = 'https://example.org'"])
def test_sources_are_tables(content: str) -> None:
    Path("briefing.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="표여야 합니다"):
        load(None, {})


def test_a_byte_order_mark_does_no_harm() -> None:
    Path("briefing.toml").write_bytes('\ufefftitle = "가"'.encode())
    assert load(None, {}).title == "가"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('isuer = "가"', r"briefing\.toml의 isuer: 모르는 설정입니다. 혹시 issuer입니까\?"),
        ("zzz = 1", r"briefing\.toml의 zzz: 모르는 설정입니다. 쓸 수 있는 이름: approval, archive, brand, formats, "),
        ("[title]\nx = 1", r"briefing\.toml의 title: 비지 않은 글이어야 합니다"),
        ('title = "  "', r"briefing\.toml의 title: 비지 않은 글이어야 합니다"),
        ("issuer = 3", r"briefing\.toml의 issuer: 비지 않은 글이어야 합니다\(지금 값: 3\)"),
        ('archive = ["a"]', r"briefing\.toml의 archive: 비지 않은 글"),
        ('reports = "~nobody-of-this-name/x"', r"briefing\.toml의 reports: 홈 폴더를 알 수 없는 경로"),
        (r'archive = "a\u0000b"', r"경로에 쓸 수 없는 글자\(NUL\)가 있습니다"),
        ('summary_sentences = "3"', r"briefing\.toml의 summary_sentences: 1부터 20까지의 정수여야 합니다"),
        ('watch = "가온시"', r"의 watch: 비지 않은 글의 목록이어야 합니다"),
        ('watch = ["가온시", ""]', r"의 watch: 비지 않은 글의 목록이어야 합니다"),
        (
            "watch = [" + ",".join(f'"{n}"' for n in range(101)) + "]",
            r"의 watch: 100개까지 적을 수 있습니다\(지금 101개\)",
        ),
        ("summary_sentences = true", r"의 summary_sentences: 1부터 20까지의 정수여야 합니다\(지금 값: True\)"),
        ("summary_sentences = 3.0", r"의 summary_sentences: 1부터 20까지"),
        ("summary_sentences = 0", r"의 summary_sentences: 1부터 20까지"),
        ("summary_sentences = 21", r"의 summary_sentences: 1부터 20까지"),
        ('issuer = "가"\ntitle = 가나', r"briefing\.toml: TOML 문법에 맞지 않습니다. 2행 9열을 고쳐"),
        (
            "[sources.가온시]",
            r"TOML 문법에 맞지 않습니다. 1행 10열을 고쳐 주십시오\(한글 이름은 \[sources\.\"가온시\"\]처럼",
        ),
        ('title = "가', r"briefing\.toml: TOML 문법에 맞지 않습니다. 파일의 끝을 고쳐"),
    ],
)
def test_a_wrong_setting_names_file_and_key(content: str, message: str) -> None:
    Path("briefing.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load(None, {})


def test_a_file_in_another_encoding_is_refused() -> None:
    Path("briefing.toml").write_bytes('title = "가나다"'.encode("cp949"))
    with pytest.raises(ConfigError, match=r"briefing\.toml: UTF-8로 된 파일이 아닙니다"):
        load(None, {})


@pytest.mark.parametrize(("path", "environ"), [(Path("없음.toml"), {}), (None, {"BRIEFING_CONFIG": "없음.toml"})])
def test_a_named_file_must_be_there(path: Path | None, environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=r"없음\.toml: 설정 파일을 읽을 수 없습니다"):
        load(path, environ)


def test_a_folder_is_no_settings_file(here: Path) -> None:
    with pytest.raises(ConfigError, match="설정 파일을 읽을 수 없습니다"):
        load(here, {})


def test_the_style_of_the_report(here: Path) -> None:
    assert load(None, {}).design.style == "report"
    (here / "briefing.toml").write_text('style = "개조식"', encoding="utf-8")
    assert load(None, {}).design.style == "개조식"
    (here / "briefing.toml").write_text('style = "표"', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"style: report, 개조식 가운데 하나여야 합니다"):
        load(None, {})
