"""Bytes -> clean text: the encoding is found out, the text is NFC and free of invisible characters.

Korean files come as UTF-8 (with or without a byte order mark), as CP949 (which holds EUC-KR) and, from old Windows
programs, as UTF-16. Anything else is refused: a wrongly decoded article would be printed as nonsense.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from briefing.errors import InputError

#: Bytes of one article. The longest saved news pages, with their inline data, are about 3 MB.
FILE_LIMIT = 5 * 1024 * 1024

_RESAVE = "UTF-8로 다시 저장해 주십시오."
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
# What Korean text in UTF-16 is made of; an arbitrary pair of bytes falls here in one case out of five.
_PLAIN = re.compile(
    r"[\t\n\r -~\u00a0-\u00ff\u2010-\u203e\u2190-\u21ff\u2460-\u27bf\u3000-\u303fㄱ-ㆎ가-힣\uff00-\uffee]"
)
_LINE_END = re.compile(r"\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
# Control characters, soft hyphen, zero-width and bidirectional marks, variation selectors, noncharacters, and the
# private characters that word processors draw their own bullets with: no font of ours has them.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U000e0000-\U0010ffff\ud800-\uf8ff]"
)
# Most texts have none of either: one set is searched for in a fifth of the time of the two substitutions.
_UNCLEAN = re.compile(r"[\r\u000b\u000c\u0085\u2028\u2029" + _INVISIBLE.pattern[1:])


def decode(data: bytes, origin: str) -> str:
    """The text of `data`, cleaned; InputError when it is too long, binary, or in no Korean encoding."""
    if len(data) > FILE_LIMIT:
        raise InputError(
            origin,
            f"한 기사의 한도 {FILE_LIMIT // 1024 // 1024}MB를 넘습니다.",
            "기사마다 파일을 나누거나 JSON Lines로 바꾸어 주십시오.",
        )
    for bom, name in _BOMS:
        if data.startswith(bom):
            return clean(_strict(data[len(bom) :], name, origin))
    if b"\0" in data:
        return clean(_utf16(data, origin))
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(_cp949(data, origin))


def clean(text: str) -> str:
    """`text` as NFC with line feeds only, without control, zero-width and bidirectional characters."""
    if _UNCLEAN.search(text):
        text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def _strict(data: bytes, name: str, origin: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise InputError(origin, f"{name.upper()}로 표시되어 있으나 글자가 깨져 있습니다.", _RESAVE) from None


def _utf16(data: bytes, origin: str) -> str:
    """UTF-16 without a mark: spaces and line ends have a zero byte, on the same side throughout."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if len(_PLAIN.findall(text)) >= 0.9 * len(text):
            return text
    raise InputError(origin, "글이 아닌 파일입니다.", "기사 본문을 텍스트(.txt)나 웹 페이지(.html)로 저장해 주십시오.")


def _cp949(data: bytes, origin: str) -> str:
    """CP949, if it reads as Korean: damaged UTF-8 decodes too, but into Hanja and syllables nobody uses.

    KS X 1001 has the 2,350 syllables of ordinary text; two thirds of the characters outside ASCII being
    those (the rest punctuation) is far above what damaged text reaches.
    """
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        text = ""
    foreign = [c for c in text if not c.isascii()]
    common = len(_HANGUL.findall("".join(foreign).encode("euc-kr", "ignore").decode("euc-kr")))
    if not foreign or common < 0.66 * len(foreign):
        raise InputError(origin, "글자 인코딩을 알 수 없습니다(UTF-8, UTF-16, CP949가 아닙니다).", _RESAVE)
    return text
