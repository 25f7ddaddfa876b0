"""The files behind a path: a folder to any depth in sorted order, hidden files and links out of it left alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from briefing.model import Rejected

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


#: What stands for standard input on a command line; a file of that name is read as `./-` inside a folder.
STDIN = Path("-")


def files(path: Path) -> Iterator[Path | Rejected]:
    """The ordinary files at or under `path`, and what was left out with the reason.

    A link given by the user is followed. Inside a folder, a link to something in the same folder is left out
    in silence (its target is read itself), one that leads out of the folder is refused.
    """
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield path
        elif path.exists():
            yield Rejected(
                shown(path), "보통 파일이 아니라(장치, 소켓 등) 읽지 않습니다. 기사 파일이나 폴더를 주십시오."
            )
        else:
            yield Rejected(shown(path), "그런 파일이나 폴더가 없습니다. 경로를 확인해 주십시오.")
    except (OSError, ValueError):  # no permission to look, a name too long or with a null character
        yield Rejected(shown(path), "열 수 없는 경로입니다. 이름과 접근 권한을 확인해 주십시오.")


def shown(path: Path) -> str:
    """`path` as text that can be printed: bytes that are no UTF-8 and control characters become `�`."""
    if path == STDIN:
        return "(표준 입력)"
    return _UNPRINTABLE.sub("�", str(path))


def _folder(root: Path) -> Iterator[Path | Rejected]:
    home = Path(os.path.realpath(root))
    failed: list[Path] = []
    found = 0
    for folder, folders, names in os.walk(root, onerror=lambda error: failed.append(Path(error.filename or root))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*names, *links]):
            path = here / name
            if name.startswith(".") or (path.is_symlink() and _leads_inside(path, home)):
                continue
            found += 1
            yield _member(path)
    for path in failed:
        yield Rejected(shown(path), "열 수 없는 폴더입니다. 접근 권한을 확인해 주십시오.")
    if not found and not failed:
        yield Rejected(shown(root), "폴더에 기사 파일이 없습니다. .txt, .html, .jsonl 파일이 든 폴더를 주십시오.")


def _leads_inside(link: Path, home: Path) -> bool:
    return os.path.exists(link) and Path(os.path.realpath(link)).is_relative_to(home)  # noqa: PTH110  (loops raise)


def _member(path: Path) -> Path | Rejected:
    if path.is_symlink():
        return Rejected(
            shown(path),
            "폴더 밖을 가리키거나 가리키는 곳이 없는 링크라 읽지 않습니다. 파일을 폴더 안에 복사해 주십시오.",
        )
    if not path.is_file():
        return Rejected(shown(path), "보통 파일이 아니라(장치, 소켓 등) 읽지 않습니다. 기사 파일만 두어 주십시오.")
    return path
