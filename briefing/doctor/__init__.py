"""What works on this machine and what to do about the rest; nothing is changed by looking."""

from __future__ import annotations

import ctypes.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from briefing import config
from briefing.archive import Archive
from briefing.archive.store import RESTORE, missing
from briefing.errors import ArchiveError, ConfigError
from briefing.render import resources

State = Literal["정상", "주의", "문제"]

# What WeasyPrint needs of the system, by the packages' names in Debian and Ubuntu; others name them alike.
_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_REINSTALL = "pip install --force-reinstall로 briefing을 다시 설치해 주십시오."


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one thing: what was seen, and the way out where it is not sound. 주의 is slow, not broken."""

    state: State
    subject: str
    detail: str
    remedy: str = ""


def examine(path: Path | None, archive: Path | None, environ: Mapping[str, str]) -> Iterator[Finding]:
    """The findings on fonts, system libraries, tokenizer, configuration and archive, in this order.

    `path` and `archive` are the options of the command line. Never raises for what it looks for.
    """
    yield _fonts()
    yield _printing()
    yield _subsetting()
    yield _tokenizer()
    try:
        settings = config.load(path, environ)
    except ConfigError as error:
        yield Finding("문제", "설정", str(error))
        if archive is None:  # without settings nobody knows where it is
            return
    else:
        yield Finding("정상", "설정", str(settings.source or f"기본값({config.FILE} 없음)"))
        archive = archive or settings.archive
    yield _archive(archive)


def _fonts() -> Finding:
    from fontTools.ttLib import TTFont, TTLibError

    for weight in resources.FONTS:
        path = resources.font_path(weight)
        try:
            # From memory: fontTools leaves the file of a damaged font open.
            if ord("힣") not in TTFont(BytesIO(path.read_bytes()), lazy=True).getBestCmap():
                return Finding("문제", "글꼴", f"{path}에 한글이 없습니다.", _REINSTALL)
        except (OSError, TTLibError) as error:
            return Finding("문제", "글꼴", f"{path}을 읽을 수 없습니다({error}).", _REINSTALL)
    return Finding("정상", "글꼴", f"{resources.FAMILY} {len(resources.FONTS)}종(프로그램에 들어 있음)")


def _printing() -> Finding:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: cffi did not find Pango or GLib
        reason = str(error).splitlines()[0]
        return Finding("문제", "PDF", f"WeasyPrint를 쓸 수 없습니다({reason}).", f"apt install {_PACKAGES}")
    return Finding("정상", "PDF", f"WeasyPrint {weasyprint.__version__}")


def _subsetting() -> Finding:
    if ctypes.util.find_library("harfbuzz-subset"):
        return Finding("정상", "글꼴 줄이기", "libharfbuzz-subset")
    slow = "libharfbuzz-subset이 없어 PDF를 쓰는 데 네 배쯤 걸립니다."
    return Finding("주의", "글꼴 줄이기", slow, "apt install libharfbuzz-subset0")


def _tokenizer() -> Finding:
    try:
        from importlib.metadata import version

        from briefing.language import kiwi

        tokens = kiwi.tokenize("브리핑을 만들었다.")
    except (ImportError, OSError, RuntimeError) as error:  # RuntimeError: the model's files are missing or damaged
        return Finding("문제", "형태소 분석", f"Kiwi를 쓸 수 없습니다({error}).", _REINSTALL)
    return Finding("정상", "형태소 분석", f"Kiwi {version('kiwipiepy')}, 시험 문장 형태소 {len(tokens)}개")


def _archive(path: Path) -> Finding:
    if missing(path):
        return Finding("정상", "보관함", f"{path}(아직 없음)", "briefing ingest가 만듭니다.")
    try:
        with Archive.open(path, create=False) as archive:
            if faults := archive.faults():
                return Finding("문제", "보관함", f"{path}: 손상되었습니다({faults[0]}).", RESTORE)
            return Finding("정상", "보관함", f"{path}(기사 {archive.count():,}건)")
    except ArchiveError as error:
        return Finding("문제", "보관함", str(error))
