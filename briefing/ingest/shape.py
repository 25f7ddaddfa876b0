"""A line of a page -> what it looks like, without looking at its neighbours."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

#: prose ends as a Korean sentence ends; item carries a list mark of government documents; short is a heading,
#: a title or a menu entry; long is text cut off before its end (the teaser of another article).
#: link leads to another article, summary heads one made by a machine and notice closes it; box, list and end bound
#: the article (see the data file).
Shape = Literal[
    "prose",
    "item",
    "long",
    "short",
    "caption",
    "credit",
    "furniture",
    "link",
    "summary",
    "notice",
    "box",
    "list",
    "end",
]

# Marks, counts, brackets and white space that vary from page to page around the same words.
_NOISE = re.compile(r"[\s\d\W_]+")
# A sentence ends in a full stop behind a letter or a closing mark; `...` is where a teaser was cut.
_FINAL = re.compile(r"[가-힣A-Za-z%”’\"'」』)\]]\s?[.][\s”’\"'」』)\]]*$")
# Headlines end in 다, ? or a quotation mark as well, so without a full stop only length tells a sentence.
_LOOSE_FINAL = re.compile(r"(?:[다요죠까][”’\"']?|[!?][”’\"')\]]*)$")
#: Characters that only a sentence has, and that only a run of several sentences has (teasers are cut before 200).
_SENTENCE = 60
_RUN = 250
_INNER_STOP = re.compile(r"[다요][.]\s")
_POLITE = re.compile(r"(?:니다|세요|시오|까|해요|어요|아요)[.!?]$")
_RIGHTS = re.compile(r"[ⓒ©@☞]|\([cC]\)|reserved|금지[.]?$")
_LIST_ITEM = re.compile(r"[□◇◆▣○●◦◯❍▪▫￭※◈➊-➓❶-❿①-⑳*]|[ㅇㅁо]\s")
_ITEM = re.compile(r"(?:[□■◇◆▣○●◦◯❍▪▫￭※◈➊-➓❶-❿①-⑳△▲▷▶]|[ㅇㅁо]\s|[-–*]{1,2}\s?(?=[가-힣“‘(\[A-Z0-9]))\s*\S")
_HANGUL = re.compile(r"[가-힣]")
# Digits, signs, units of tickers and counters; clock of an audio player; `1/11`, `+1`, `-3.18%`.
_NUMERIC = re.compile(
    r"[\W\d_]*(?:(?:원|달러|KRW|USD|pt|p|x|X|배속|초|분|위|건|개|회|명|자|kB|KB|MB|GB|px|vs|am|pm|AM|PM)[\W\d_]*)?"
)
_CRUMBS = re.compile(r"\s*[>›»〉|｜<]\s*|\s[/·ㆍ]\s")
_CREDIT = (
    r"(?:사진|자료사진|자료|이미지|그래픽|그림|영상|캡처|캡쳐|삽화|일러스트)\s?(?:제공|출처|설명|캡처|합성|촬영|편집)?\s?(?:[=:/|ㅣ│]|제공)"
    r"|사진\s[^.!?]{2,25}(?:제공|DB|캡처)|(?:재판매\s?(?:및|·)\s?)?DB\s?(?:및\s?재판매\s?)?금지"
    r"|[ⓒ©]\s?[가-힣A-Za-z]|(?:제공|출처|촬영)\s?=|=\s?[가-힣A-Za-z0-9 ]{2,20}\s?(?:제공|캡처|촬영|사진)"
)
# A credit that closes a line: [사진=…], (사진: …), 사진제공=…, ⓒ…, © …, /사진=….
_CREDITED = re.compile(
    rf"(?:[\[(<〈【/]?\s?(?:{_CREDIT})[^.!?]{{0,40}}[\])>〉】]?|(?<=[가-힣A-Za-z)]\s)/[가-힣A-Za-z]{{2,12}})$"
)
_CREDIT_ONLY = re.compile(
    rf"[\[(<【/]?\s?(?:{_CREDIT})[^.!?]{{0,30}}[\])>】]?$"
    r"|[\[(]?[가-힣A-Za-z0-9·]{2,15}\s?(?:제공|자료사진|캡처)[\])]?$"
)
_CAPTION_MARK = re.compile(r"[▲△▼▽◀◁▶▷↑↓■]\s*\S|[<\[(【]?\s?사진\s?설명\s?[:：\]>)】]?|\(왼쪽부터\)|[<\[]사진[>\]]")
# What a photograph shows is told in the progressive or named as a sight.
_SIGHT = re.compile(
    r"(?:고|어|아|여)\s?있다[.]?$|(?:모습|장면|전경|포즈|조감도|기념사진|기념촬영|이미지|사진|포스터)(?:이다)?[.]?$"
)
# A credit without a mark behind the sentence: `…듣고 있다. 새벽신문 제공`.
_SIGHT_CREDITED = re.compile(r"있다[.]\s?[가-힣A-Za-z0-9·() ]{2,25}(?:제공|자료사진|캡처|캡쳐|DB|갈무리)[.]?$")
# The day a picture was taken, and whom to ask for it: `…발언하고 있다. 2024.2.14 sky@…`.
_SIGHT_DATED = re.compile(
    r"(?:있다|모습)[.]?\s?\(?\d{4}[./]\s?\d{1,2}[./]\s?\d{1,2}[.)]*(?:\s[^\s@]{1,40}@[^\s@]{1,40})?$"
)
# The label of a button is a command made a noun; a file's name ends in its suffix.
_BUTTON = re.compile(r"(?:하기|보내기|보기|가기|키우기|줄이기|찾기|열기|닫기|쓰기|남기기|담기|달기|바꾸기)$")
_FILE = re.compile(r"[.](?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|odt|jpe?g|png|mp[34])\b", re.I)
_WHOLE: tuple[Shape, ...] = ("list", "box", "summary")
_LINK = re.compile(r"(?:https?://|www\.)\S+$")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The sections of the furniture list, entries of whole-line sections squashed."""
    sections: dict[str, list[str]] = {}
    section = ""
    for row in (files("briefing.ingest") / "data" / "furniture.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("[") and row.endswith("]") and row[1:-1].isascii():
            section = row[1:-1]
        elif row and section:
            sections.setdefault(section, []).append(row)
    return {name: tuple(rows) for name, rows in sections.items()}


@cache
def _whole(section: str) -> frozenset[str]:
    return frozenset(squash(row) for row in _words()[section])


@cache
def _search(section: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()[section])))


def squash(line: str) -> str:
    """The letters of `line` in lower case: what two printings of the same words share."""
    return _NOISE.sub("", line).lower()


def shape(line: str) -> Shape:
    """What `line` (stripped, not empty) looks like."""
    if len(line) <= 150 and not _is_news(line) and (found := _furniture(line)):
        return found
    if _CREDIT_ONLY.match(line) and not _LIST_ITEM.match(line):
        return "credit"
    if is_caption(line):
        return "caption"
    if is_final(line) and len(line) >= 15 and len(line.split()) >= 3:
        return "prose"
    if _ITEM.match(line) and len(line) >= 10:
        return "item"
    if len(line) >= _RUN and _INNER_STOP.search(line):
        return "prose"
    return "long" if len(line) >= 70 else "short"


def _is_news(line: str) -> bool:
    """Whether `line` is a sentence as articles have them: plain style, or polite and longer than any notice."""
    if not _FINAL.search(line) or _RIGHTS.search(line):
        return False
    return len(line) >= (_SENTENCE + 20 if _POLITE.search(line) else _SENTENCE // 2)


def _furniture(line: str) -> Shape | None:
    if _search("end").search(line):
        return "end"
    if _search("link").match(line):
        return "link"
    letters = squash(line)
    if len(letters) <= 20:
        for section in _WHOLE:
            if letters in _whole(section):
                return section
        if letters in _whole("picture"):
            return "caption"
    if letters in _whole("line") or _NUMERIC.fullmatch(line) or not letters or _LINK.match(line):
        return "furniture"
    if len(line) <= 60 and (_begins(line.lstrip("•·ㆍ- ")) or _is_crumbs(line) or _FILE.search(line)):
        return "furniture"
    if len(line) <= 20 and _BUTTON.search(line):
        return "furniture"
    if _search("notice").search(line):
        return "notice"
    return "furniture" if _search("within").search(line) else None


def _begins(line: str) -> bool:
    """Whether `line` begins with a word of the list, and that word ends there: 댓글 3, not 댓글창을."""
    match = _search("begin").match(line)
    return bool(match) and not _HANGUL.match(line, match.end() if match else 0)


def _is_crumbs(line: str) -> bool:
    """A menu or path on one line: short names between marks, buttons, or names of sections."""
    words = line.split()
    if len(words) >= 2 and all(squash(word) in _whole("line") for word in words):
        return True
    if len(words) >= 3 and all(word in _words()["section"] for word in words):
        return True
    parts = _CRUMBS.split(line.strip(" >|/"))
    return len(parts) >= 3 and all(len(part) <= 8 for part in parts) and not _FINAL.search(line)


def is_caption(line: str) -> bool:
    """Whether `line` describes a picture: it ends in a credit, or begins with a caption's mark and tells a sight."""
    if len(line) > 400 or _LIST_ITEM.match(line):
        return False
    sentences = len(re.findall(r"다[.](?:\s|$)", line))
    if _SIGHT_CREDITED.search(line) or _SIGHT_DATED.search(line):
        return sentences <= 1
    if _CREDITED.search(line):
        return sentences <= 2 or bool(_CAPTION_MARK.match(line))
    if not _CAPTION_MARK.match(line) or line.count("▲") + line.count("△") > 1:
        return False
    return bool(_SIGHT.search(line)) or "사진" in line[:6]


def is_sight(line: str) -> bool:
    """Whether one sentence tells what is to be seen (…하고 있다, … 모습), as captions do."""
    return bool(_SIGHT.search(line)) and len(re.findall(r"다[.](?:\s|$)", line)) <= 1


def is_final(line: str) -> bool:
    """Whether `line` ends as a sentence ends."""
    return bool(_FINAL.search(line) or (len(line) >= _SENTENCE and _LOOSE_FINAL.search(line)))
