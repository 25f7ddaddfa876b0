"""A zip archive -> the files in it, one by one, each to be read like any other; what is hostile or damaged is refused.

Folders, hidden files and what macOS and Windows add of their own are passed over, as they are in a folder.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from briefing.errors import InputError
from briefing.ingest import walk
from briefing.ingest.found import Found, Member
from briefing.model import Rejected

#: Files in one archive: a year of a team's articles.
_FILES = 20_000
#: Bytes of one file and of all, unpacked: one at a time is in memory; the largest are exports with 100,000 rows.
_FILE = 200 * 1024 * 1024
_TOTAL = 2 * 1024 * 1024 * 1024
#: How much smaller a file may have become. Deflate reaches 1,032 on zeros, and some 30 on repetitive JSON Lines.
_RATIO = 200
#: Below this size a high ratio is harmless, and so are many such files up to the second figure.
_SMALL = 1024 * 1024
_MANY = 64 * 1024 * 1024
#: Bytes of an entry in the list at the end: 46 and its name, which its copy in UTF-8 and other extras may double.
_ENTRY = 600
#: Where the end record stands: 22 bytes and a comment of 65,535 at most (PKWARE APPNOTE 4.3.16).
_TAIL = 22 + 65_535

_OUTSIDE = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)")
_OF_A_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "Desktop.ini"})
_SPLIT = "압축을 풀거나 나누어 주십시오."
_UNPACK = "압축을 풀어 그 파일만 다시 주십시오."


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The files of the archive in order of their names; InputError when it cannot be opened or is too large."""
    with _opened(file, origin) as archive:
        named = [(_name(info), info) for info in archive.infolist()]
        entries = sorted(
            ((name, info) for name, info in named if not _is_passed_over(name)),
            key=lambda entry: (entry[0], entry[1].header_offset),
        )
        if not entries:
            raise InputError(origin, "압축 파일에 읽을 파일이 없습니다.", "기사 파일이 든 압축 파일을 주십시오.")
        if len(entries) > _FILES:
            raise InputError(origin, f"압축 파일에 든 파일이 한도 {_FILES:,}개를 넘습니다.", _SPLIT)
        if sum(info.file_size for _, info in entries) > _TOTAL:
            raise InputError(origin, f"압축을 풀면 한도 {_TOTAL // 1024**3}GB를 넘습니다.", _SPLIT)
        if sum(info.file_size for _, info in entries if info.file_size <= _SMALL and _is_swollen(info)) > _MANY:
            raise InputError(origin, f"압축률이 {_RATIO}배를 넘는 파일이 너무 많아 압축 폭탄으로 보입니다.", _SPLIT)
        seen: set[str] = set()
        for name, info in entries:
            found = _refusal(name, info, seen) or _unpacked(archive, info)
            seen.add(name)
            if isinstance(found, bytes):
                yield Member(name, found)
            else:
                yield Rejected(f"{origin}/{walk.shown(Path(name.lstrip('/')))}", f"{found} {_UNPACK}")


def _opened(file: BinaryIO, origin: str) -> zipfile.ZipFile:
    """The archive, its list of entries read: all of it into memory, so that its length is looked at before."""
    file.seek(0, io.SEEK_END)
    file.seek(-min(file.tell(), _TAIL), io.SEEK_END)
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if 0 <= end <= len(tail) - 22 and struct.unpack_from("<L", tail, end + 12)[0] > _FILES * _ENTRY:
        raise InputError(origin, f"압축 파일에 든 파일이 한도 {_FILES:,}개를 넘습니다.", _SPLIT)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error):
        raise InputError(
            origin, "압축 파일이 깨져 있어 열지 못합니다.", "다시 내려받거나 압축을 풀어 주십시오."
        ) from None


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's name; one without the mark of UTF-8 is UTF-8 all the same (macOS) or CP949 (Windows)."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp949"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def _is_passed_over(name: str) -> bool:
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    hidden = any(part.startswith(".") or part in _OF_A_SYSTEM for part in parts)
    return name.endswith("/") or not parts or hidden


def _refusal(name: str, info: zipfile.ZipInfo, seen: set[str]) -> str | None:
    """Why an entry is not unpacked, None for one that is."""
    if _OUTSIDE.match(name):
        return "압축 파일 밖을 가리키는 이름이라 읽지 않습니다."
    if name in seen:
        return "압축 파일에 같은 이름이 두 번 나와 뒤엣것은 읽지 않습니다."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "링크라 읽지 않습니다."
    if info.flag_bits & 0x1:
        return "암호가 걸려 있어 읽지 못합니다."
    if info.file_size > _FILE:
        return f"압축을 풀면 한 파일의 한도 {_FILE // 1024**2}MB를 넘습니다."
    if info.file_size > _SMALL and _is_swollen(info):
        return f"압축률이 {_RATIO}배를 넘어 압축 폭탄으로 보입니다."
    return None


def _is_swollen(info: zipfile.ZipInfo) -> bool:
    return info.file_size > _RATIO * info.compress_size


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | str:
    """The bytes of an entry, or why there are none. No more is unpacked than its header states."""
    try:
        return archive.read(info)
    except NotImplementedError:
        return "알 수 없는 방식으로 압축되어 있습니다."
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError):
        return "압축이 깨져 있어 읽지 못합니다."
