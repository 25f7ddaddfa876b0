"""A PDF with text -> Article: the rows of its pages, read as a press release.

pdfium works in a process of its own (see `pdftext`), so that a hostile file costs a line and not the run.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from briefing.errors import InputError
from briefing.ingest import pdftext, release
from briefing.ingest.found import Found
from briefing.ingest.release import Row

#: Bytes of one file. Releases with photographs have up to 30 MB.
BYTES_LIMIT = 64 * 1024 * 1024
#: Seconds by the clock for one file, on a machine that is busy with others.
SECONDS_LIMIT = 2 * pdftext.SECONDS_LIMIT
#: Share of characters without a meaning from which on the fonts do not tell what their signs mean.
_UNKNOWN = 0.3

_RESAVE = "글자를 선택할 수 있는 PDF로 다시 저장하거나 텍스트(.txt)로 저장해 주십시오."
_SPLIT = "필요한 쪽만 나누어 다시 저장해 주십시오."
_REASONS = {
    "broken": ("깨졌거나 PDF가 아닌 파일입니다.", "PDF로 다시 저장해 주십시오."),
    "locked": ("암호가 걸린 PDF입니다.", "암호를 풀어 다시 저장해 주십시오."),
    "pages": (f"한도 {pdftext.PAGES_LIMIT}쪽을 넘는 PDF입니다.", _SPLIT),
    "long": (f"글자가 한도 {pdftext.TEXT_LIMIT:,}자를 넘는 PDF입니다.", _SPLIT),
}


class _Answer(msgspec.Struct):
    rows: list[Row] = []
    unreadable: str = ""


def read(file: BinaryIO, origin: str) -> Iterator[Found]:
    """The article of a PDF; InputError for what is damaged, locked, over the limits, or has no text."""
    data = file.read(BYTES_LIMIT + 1)
    if len(data) > BYTES_LIMIT:
        raise InputError(origin, f"한도 {BYTES_LIMIT // 1024 // 1024}MB를 넘는 PDF입니다.", _SPLIT)
    rows = _rows(data, origin)
    text = "".join(cell for row in rows for cell in row.cells)
    if not text.strip():
        raise InputError(
            origin,
            "글자가 없는(스캔한) PDF입니다.",
            "글자 인식(OCR)을 거쳐 다시 저장하거나 본문을 텍스트(.txt)로 저장해 주십시오.",
        )
    unknown = sum("\ue000" <= c <= "\uf8ff" or c >= "\ufff0" for c in text)
    if unknown > _UNKNOWN * len(text):
        raise InputError(origin, "글꼴에 글자 정보가 없어 글을 꺼낼 수 없는 PDF입니다.", _RESAVE)
    yield release.article(rows, origin, _RESAVE)


def _rows(data: bytes, origin: str) -> list[Row]:
    """What the other process finds in `data`; InputError where it gives up, dies or takes too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", "from briefing.ingest.pdftext import main; main()"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS_LIMIT,
            check=False,
        )
        answer = msgspec.json.decode(done.stdout, type=_Answer)
    except subprocess.TimeoutExpired:
        raise InputError(origin, f"한도 {SECONDS_LIMIT}초 안에 읽지 못한 PDF입니다.", _SPLIT) from None
    except msgspec.DecodeError:
        raise InputError(origin, "시간이나 메모리의 한도를 넘겨 읽지 못한 PDF입니다.", _RESAVE) from None
    if answer.unreadable:
        raise InputError(origin, *_REASONS[answer.unreadable])
    return answer.rows
