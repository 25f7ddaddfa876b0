"""Hard-wrapped text -> paragraphs.

Press releases copied from web pages break the line at every inline tag, those from PDF and HWP at the right margin;
both break inside words and numbers (`개인정보위`/`는`, `12`/`억원`). A text is taken as wrapped only on the evidence
of its own breaks; then a line begins a paragraph after a blank line, at a list mark or head, or where the line
before ended a sentence short of the margin. A text that is not wrapped keeps its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# Evidence that a break stands inside a phrase: closing marks begin the line, or opening marks end it.
_CLOSING = re.compile(r"[,.)\]”’」』｣】〉》%：;](?!\d)")
_OPENING = re.compile(r"[(\[“‘「『｢【〈《]$")
_STOP = re.compile(r"(?:[다요음함임됨까죠]|[)\]%])?[.!?。…][”’\"'」』)\]]*$|다[”’\"]$")

# A line that begins a paragraph: list marks of government documents, bracketed heads, numbered heads.
_MARK = re.compile(
    r"[□■◇◆▣▢○●◦◯❍▪▫￭▶▷►‣•☞☎▸▹※◈★☆✓✔➡→]|[ㅇㅁо](?=\s)|[-–—*∙·](?=\s|$)|\*{1,3}\s|\d{1,2}[.)]\s|[가-하][.)]\s|"
    r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\b|[IVX]{1,4}\.\s|<[^<>]{2,40}>\s*$|[\[【][^\[\]【】]{1,30}[\]】](?:\s|$)|\(단위\s?:"
)
# Numbers in circles begin a paragraph only where a sentence ended: `우선, ① 우리 경제가` is one sentence.
_CIRCLED = re.compile(r"[➊-➓❶-❿①-⑳⓵-⓾]")
_ONLY_MARK = re.compile(r"\s*(?:[□■◇◆▣○●◦◯❍▪▫￭▶▷►‣▸▹◈ㅇㅁ➊-➓❶-❿①-⑳]|[-*※])\s*$")
# The next line begins with what can only hang on a noun: a particle, 이다, or a suffixed verb (하다, 되다).
_CLITIC = re.compile(
    r"(?:은|는|이|가|을|를|의|에|와|과|로|으로|도|만|께|들|등|인|란|나|며|고|라|든|씩|"
    r"(?:으로|로|에|에서|에게|와|과|들|이|까지|부터|만|에서부터|으로부터)(?:는|도|의|만|서|써|부터|까지|서는|서도|에|을|은|가|이|에게|에서)|"
    r"에서|에게|께서|까지|부터|보다|처럼|마다|조차|이나|이며|이고|이자|라고|이라고|라며|이라며|라는|이라는|이란|라면서|이라면서|고자|"
    r"이다|이었다|였다|입니다|였습니다|이었습니다|인데|이므로|이어서|이었으며|였으며|적|적인|적으로|적이고|적이며|"
    r"(?:하|되|시키)(?:고|며|여|는|기|게|지|도록|면|면서|던|자|려|려고|거나|므로|더라도|다|였다|었다|였으며|었으며|였고|었고|"
    r"였습니다|었습니다|겠다|겠다고|겠다며|겠습니다|고자|기로|기로는|기에|기도|는지|기를|여야|였던|였으나|여서|여온|어|어야|지만|"
    r"는데|시는|게끔|도록은|시기|신)|"
    r"[하되]?(?:한다|했다|합니다|했습니다|했으며|했고|했던|된다|됐다|됩니다|됐습니다|됐으며|됐고|됐던)(?:고|며|는|면서)?|"
    r"한|할|함|해|된|될|됨|돼|해서|해야|해온|하|되)(?=$|[\s,.)”’」』\]])"
)
# A word that ends here for certain, whatever comes next (를 and 으로 end nothing but a word).
_WORD_END = re.compile(
    r"(?:[가-힣](?:을|를|에서|으로|에게|까지|부터|하는|하고|하여|하며|면서|되는|되어)|(?<![가-힣])(?:위한|위해|대한|대해|따른|있는|및|등)|[,:;])$"
)
_WEAK_WORD_END = re.compile(r"[가-힣](?:은|는|이|가|의|에|와|과|로|도|며|고|여|해|한|할|된|될|한다|등)$")
_UNIT = re.compile(
    r"(?:[천백십]?[만억조]|천|원|명|건|개|곳|%|년|월|일|시|분|차|회|배|위|종|호|조|항|인|세|점|주|팀|대|층|배|달러)"
)
# A table's heading; what follows is a cell.
_HEAD = re.compile(r"(?:^|\s)(?:\(단위[^()]{0,20}\)|<[^<>]{2,40}>)$")
# Clitics that are also words of their own: after a particle they are those.
_AMBIGUOUS = re.compile(r"(?:이|한|할|해|인|만|나|도|라|하|되|적)(?![가-힣])")
_NUMBER = re.compile(r"[-+△▲∼~]?\d[\d,.]*%?p?$|[-–]$")
# An ending alone before a stop or a mark is the rest of a word.
_ENDING = re.compile(r"(?:다|요|까|죠|니다|습니다|겠다|[었았였렸졌]다)[.!?”’\"')]")
_LAST_WORD = re.compile(r"[가-힣A-Za-z]+$")
_FIRST_WORD = re.compile(r"[가-힣A-Za-z]{1,20}")
# A number broken behind the comma of its group (4, / 700만), not a row of numbers (300, / 200, 100명).
_GROUP_HEAD = re.compile(r"(?<![\d.])(?<!\d,)(?<!\d,\s)\d{1,3}(?:,\d{3})*,$")
_GROUP_TAIL = re.compile(r"\d{3}(?!\d|,\s|\.\s?\d)")
# 붙임, [참고 2], 별첨 1.: what is attached begins behind it.
_ATTACHED = re.compile(r"[\[<【(]?\s?(?:붙임|별첨|첨부|참고|별지|부록)(?:\s?\d{1,2})?\s?[.:]?\s?[\])>】]?")

#: Breaks with evidence, at least, and their share of all breaks, for a text to count as wrapped. A menu or a table has
#: none or one; the press releases looked at have a share of 0.35 and more.
_LEAST_BREAKS = 3
_LEAST_SHARE = 0.25
#: Characters at a line's end that are looked at; no rule there needs more, and a line may have a million.
_TAIL = 40
#: Median length of lines that were broken at a margin; those broken at tags have one below 10.
_MARGIN = 20
#: A cell of a table is shorter than this and no part of a sentence.
_CELL = 15


def join(text: str) -> str:
    """The paragraphs of `text`, one line feed between them; runs of spaces count as one, no line is blank."""
    if "\n" not in text:
        return _tidy(text)
    rows = text.replace("\t", " ").split("\n")
    blocks = list(_blocks(rows))
    if _wrapped(blocks):
        return "\n".join(_tidy(p) for p in _paragraphs(rows) if p.strip())
    return "\n".join(_tidy(row) for row in rows if row.strip())


def seam(left: str, right: str, kept: bool, words: frozenset[str]) -> str:
    """What stood at a line break of a wrapped paragraph: a space, or nothing where it broke a word.

    `kept` says that a line broken at a space still has it at its end; `words` are those of the whole text.
    """
    if not kept and left[-1:].isalnum() and _ENDING.match(right):
        return ""
    return "" if _inside_word(left[-_TAIL:], right, kept, words) else " "


def marked(row: str) -> bool:
    """Whether a line begins a paragraph by its list mark or head (□, ㅇ, -, 1., [참고 2])."""
    return bool(_MARK.match(row) or _ATTACHED.fullmatch(row))


def words(rows: list[str]) -> frozenset[str]:
    """The words that stand whole inside the lines, as `seam` asks for them."""
    return _words(rows) | frozenset(word for row in rows for word in re.findall(r"(?<=\s)[가-힣]{2}(?=\s)", row))


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _blocks(rows: list[str]) -> Iterator[list[str]]:
    """Runs of lines without a blank line between them."""
    block: list[str] = []
    for row in rows:
        if row.strip():
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrapped(blocks: list[list[str]]) -> bool:
    breaks = evident = 0
    for block in blocks:
        pairs = [(a, b) for a, b in pairwise(block) if not _MARK.match(b.strip())]
        if not pairs:
            continue
        hanging = sum(_hangs(a, b) for a, b in pairs)
        torn = sum(_spaced(a, b) or _cut(a) for a, b in pairs if not _STOP.search(a[-_TAIL:].rstrip()))
        prose = hanging or any(_STOP.search(row[-_TAIL:].rstrip()) for row in block)
        breaks += len(pairs)
        evident += min(len(pairs), hanging + (torn if prose else 0))
    return evident >= _LEAST_BREAKS and evident >= _LEAST_SHARE * breaks


def _cut(line: str) -> bool:
    """Whether a line as long as those broken at a margin ends in a particle or an ending that nothing ends with."""
    end = line[-_TAIL:].rstrip()
    return len(line) >= _MARGIN and bool(_WORD_END.search(end) or _WEAK_WORD_END.search(end))


def _hangs(a: str, b: str) -> bool:
    """Whether `b` cannot begin a phrase after `a`."""
    a, b = a[-_TAIL:].strip(), b.strip()
    if _CLOSING.match(b) or _OPENING.search(a):
        return True
    if a[-1:].isdigit() and _UNIT.match(b) and not _MARK.match(b):
        return True
    return bool(_CLITIC.match(b)) and bool(a) and (a[-1].isalnum() or a[-1] in ")]”’」』%") and not _STOP.search(a)


def _spaced(a: str, b: str) -> bool:
    return a.endswith(" ") or b.startswith(" ")


def _paragraphs(rows: list[str]) -> Iterator[str]:
    """The paragraphs of a wrapped text."""
    full = sorted(len(row.strip()) for row in rows if row.strip())
    # Lines broken at tags are mostly short; lines broken at the margin mostly reach it.
    margin = full[len(full) * 9 // 10] if full[len(full) // 2] >= _MARGIN else 0
    kept = not margin and _keeps_spaces(rows)
    words = frozenset() if kept else _words(rows)
    paragraph: list[str] = []
    last = gap = ""
    for row in rows:
        if not row.strip():
            gap += row or "\n"
            continue
        if paragraph and _continues(paragraph, row, last, gap, margin, kept):
            paragraph.append("" if not gap and _inside_word(paragraph[-1][-_TAIL:], row, kept, words) else " ")
        elif paragraph:
            yield "".join(paragraph)
            paragraph = []
        paragraph.append(row)
        last, gap = row.strip(), ""
    yield "".join(paragraph)


def _continues(paragraph: list[str], row: str, last: str, gap: str, margin: int, kept: bool) -> bool:
    """Whether `row` goes on with a paragraph whose last line is `last`, with the blank lines `gap` between."""
    if len(paragraph) == 1 and _ONLY_MARK.match(paragraph[0]):
        return not _MARK.match(row.strip())
    # Lines of plain spaces between two lines are the space between two tags.
    if gap and not (kept and set(gap) == {" "}):
        return False
    return not _begins(row.strip(), last, margin, kept)


def _begins(row: str, last: str, margin: int, kept: bool) -> bool:
    """Whether `row` begins a new paragraph after a last line `last`."""
    if _ATTACHED.fullmatch(row) or _ATTACHED.fullmatch(last):
        return True
    if _CIRCLED.match(row):
        return len(row) > 1 and not (last[-1] in ",(" or _WORD_END.search(last) or _WEAK_WORD_END.search(last))
    if _MARK.match(row):
        return not (_OPENING.search(last) or (row[0] in "*※" and not row[1:].strip() and len(last) < _CELL))
    if _hangs(last, row):
        return False
    if _HEAD.search(last):
        return True
    if _NUMBER.match(row) and _NUMBER.match(last):
        return True
    # Beside a number alone on its line stands a cell of a table, unless spaces show that the breaks are tags.
    if not kept and (_NUMBER.match(row) or _NUMBER.match(last)):
        return len(last) < _CELL and len(row) < _CELL and not _WORD_END.search(last)
    return bool(margin and _STOP.search(last)) and len(last) < 0.75 * margin


def _keeps_spaces(rows: list[str]) -> bool:
    """Whether the breaks were put in beside the spaces (at tags), not in place of them (at the margin)."""
    pairs = [(a, b) for a, b in pairwise(rows) if a.strip() and b.strip()]
    return sum(_spaced(a, b) for a, b in pairs) >= 0.2 * len(pairs)


def _inside_word(a: str, b: str, kept: bool, words: frozenset[str]) -> bool:
    """Whether the break between `a` and `b` stood inside a word, so that no space belongs there."""
    if _spaced(a, b):
        return False
    a, b = a.rstrip(), b.lstrip()
    if _OPENING.search(a) or _CLOSING.match(b) or (_GROUP_HEAD.search(a) and _GROUP_TAIL.match(b)):
        return True
    if _WORD_END.search(a) or (b[0] == "등" and not kept):
        return False
    if _hangs(a, b):
        return kept or not (_AMBIGUOUS.match(b) and _WEAK_WORD_END.search(a))
    if kept:
        return not _STOP.search(a)
    if b[0] in "*(" and a[-1] not in ".,":
        return True
    left, right = _LAST_WORD.search(a), _FIRST_WORD.match(b)
    if not left or not right:
        return False
    whole = left[0] + right[0]
    return any(whole[: len(whole) - cut] in words for cut in range(min(4, len(right[0]))))


def _words(rows: list[str]) -> frozenset[str]:
    """The words that stand whole inside the lines, with and without a particle of one or two syllables.

    A broken word of the same text is held against them.
    """
    words = {word for row in rows for word in re.findall(r"[가-힣A-Za-z]{3,}", row)}
    return frozenset(words | {word[:-n] for word in words for n in (1, 2) if len(word) > n + 2})
