"""A written briefing.json against the archive: whether everything printed still is what the articles say.

Sources are compared by their SHA-256 with the archived article, excerpts by their span with its body, and what was
read out of an excerpt (speaker, value, date) with the analysis of that article by the present program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefing import pipeline
from briefing.archive import Archive
from briefing.errors import InputError, NotFoundError
from briefing.language.korean import josa
from briefing.model import Analysed, Briefing, Commitment, Excerpt, Quantity, Remark, Source, Span, excerpts


@dataclass(frozen=True, slots=True)
class Verified:
    """How many sources and excerpts were compared, and every difference as a Korean line."""

    sources: int
    excerpts: int
    differences: tuple[str, ...]


def verify(archive: Archive, path: Path, progress: pipeline.Progress = pipeline.silent) -> Verified:
    """What comparing the file at `path` with the archive shows; InputError for a file that is no briefing.json."""
    briefing = _read(path)
    differences: list[str] = []
    known: dict[int, Analysed] = {}
    for source in briefing.sources:
        try:
            article = archive.find(source.digest)
        except NotFoundError:
            differences.append(f"출처 {source.number}번: 보관함에 그런 기사가 없습니다({source.title or source.id}).")
            continue
        if article.digest != source.digest:
            differences.append(f"출처 {source.number}번: 보관된 기사의 글이 해시와 다릅니다.")
            continue
        known[source.number] = pipeline.alone(archive, article, progress)
        differences += _source(source, known[source.number])
    numbers = {source.number for source in briefing.sources}
    found = list(excerpts(briefing))
    for excerpt in found:
        if excerpt.source not in numbers:
            differences.append(f"출처 {excerpt.source}번: 출처 목록에 없는 번호입니다(“{_short(excerpt.text)}”).")
        elif excerpt.source in known:
            differences += _excerpt(excerpt, known[excerpt.source])
    differences += _labels(briefing, known)
    return Verified(len(briefing.sources), len(found), tuple(differences))


def _read(path: Path) -> Briefing:
    remedy = "briefing build가 쓴 briefing.json을 지정해 주십시오."
    try:
        return msgspec.json.decode(path.read_bytes(), type=Briefing)
    except OSError as error:
        raise InputError(str(path), f"파일을 읽을 수 없습니다({error.strerror}).", remedy) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"브리핑 파일이 아닙니다({error}).", remedy) from error


def _source(source: Source, analysed: Analysed) -> Iterator[str]:
    article = analysed.article
    for name, word in (("title", "제목"), ("outlet", "매체"), ("published", "날짜"), ("url", "주소")):
        if getattr(source, name) != getattr(article, name):
            yield f"출처 {source.number}번: {josa(word, '이/가')} 보관된 기사와 다릅니다."


def _excerpt(excerpt: Excerpt, analysed: Analysed) -> Iterator[str]:
    where = f"출처 {excerpt.source}번 {excerpt.start}–{excerpt.end}"
    if excerpt.of(analysed.article.body) != excerpt.text:
        yield f"{where}: 본문과 다릅니다(“{_short(excerpt.text)}”)."
        return
    found: Sequence[Span]
    names: tuple[str, ...]
    if isinstance(excerpt, Remark):
        found, names, word = analysed.analysis.quotes, _REMARK, "발언의 발화자나 서술어가"
    elif isinstance(excerpt, Quantity):
        found, names, word = analysed.analysis.figures, _QUANTITY, "숫자의 값이나 단위가"
    elif isinstance(excerpt, Commitment):
        found, names, word = analysed.analysis.plans, _COMMITMENT, "일정의 행위자나 날짜가"
    else:
        return
    printed = [getattr(excerpt, name) for name in names]
    same_place = [one for one in found if (one.start, one.end) == (excerpt.start, excerpt.end)]
    if printed not in [[getattr(one, name) for name in names] for one in same_place]:
        yield f"{where}: {word} 분석과 다릅니다(“{_short(excerpt.text)}”)."


_REMARK = ("kind", "speaker", "speaker_org", "speaker_title", "cue", "stance")
_QUANTITY = ("value", "value_max", "unit", "kind", "label", "approximate", "bound", "change")
_COMMITMENT = ("who", "cue", "first", "last", "precision")


def _labels(briefing: Briefing, known: dict[int, Analysed]) -> Iterator[str]:
    for number, issue in enumerate(briefing.issues, start=1):
        first = known.get(issue.sources[0])
        if first and issue.label not in (first.article.title or first.article.id):
            yield f"쟁점 {number}: 이름이 출처 {issue.sources[0]}번의 제목에 없습니다."


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
