"""`[site]` of the settings: where the site goes and where readers find it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import Site, load
from briefing.errors import ConfigError


def site(folder: Path, text: str) -> Site | None:
    path = folder / "briefing.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, {}).site


def test_a_folder_starts_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/gaon")
    assert site(tmp_path, '[site]\ntarget = "사이트"') == Site(target=str(tmp_path / "사이트"))
    assert site(tmp_path, '[site]\ntarget = "/srv/www"') == Site(target="/srv/www")
    assert site(tmp_path, '[site]\ntarget = "~/www"') == Site(target="/home/gaon/www")
    assert site(tmp_path, "") is None


def test_an_address(tmp_path: Path) -> None:
    text = (
        '[site]\ntarget = "sftp://deploy@www.example.go.kr:2222/briefing"\nurl = "https://www.example.go.kr/briefing/"'
    )
    assert site(tmp_path, text) == Site(
        target="sftp://deploy@www.example.go.kr:2222/briefing", url="https://www.example.go.kr/briefing/"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"site\.target: 사이트를 쓸 폴더나 주소를 적어야 합니다"),
        ('target = "ftp://example.org/x"', r"site\.target: 쓸 수 없는 주소입니다"),
        ('target = "sftp://a:secret@example.org/x"', r"site\.target: 주소에 비밀번호를 적지 마십시오"),
        ('target = "s3://"', r"site\.target: 주소에 서버 이름이 없습니다"),
        ('target = "sftp://example.org:99999/x"', r"site\.target: 읽을 수 없는 주소입니다"),
        ('target = "x"\nurl = "www.example.org"', r"site\.url: http://나 https://로 시작하는 주소여야 합니다"),
        ('target = "x"\nurl = "https://a@example.org/"', r"site\.url: 주소에 사용자 이름"),
        ('target = "x"\nbucket = "y"', r"site\.bucket: 모르는 설정입니다"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as told:
        site(tmp_path, f"[site]\n{text}")
    assert "secret" not in str(told.value)
