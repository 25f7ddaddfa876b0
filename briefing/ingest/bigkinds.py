"""A row of a BigKinds export (`NewsResult_….xlsx`, `시각화분석결과_뉴스데이터_….xlsx`, or re-saved as CSV) -> Article.

BigKinds marks rows that its own analysis leaves out (분석제외 여부); they are left out here too. Its 본문 is cut at 200
characters in nearly every row: such an article is an excerpt. Its hints (인물, 기관, 위치, 키워드, 분류), computed
from the full text, stay in `Article.extra` under their own names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from briefing.ingest import fields, imprint, shape
from briefing.model import Article

_IDENTIFIER = "뉴스식별자"
_FEATURES = "특성추출(가중치순상위50개)"
_EXCLUDED = "분석제외여부"
_REASONS = ("예외", "중복", "제외", "유효 URL 없음")  # 본문 확보 and the like are no reason

#: Characters of a cut 본문. A few are lost or gained where spaces and line ends are normalised on the way.
_CUT = 200
_PLAY = 5
#: Characters of a 기고자 in which names are looked for.
_BYLINE = 200


def is_row(record: Mapping[str, object]) -> bool:
    """Whether a record is a row of an export: it has a name that only BigKinds gives."""
    names = _names(tuple(record))
    return _IDENTIFIER in names or _FEATURES in names


def left_out(record: Mapping[str, object]) -> str | None:
    """Why BigKinds leaves the row out (`중복`; of several reasons `예외, 중복`), or None for a row that counts."""
    name = _names(tuple(record)).get(_EXCLUDED)
    value = "" if name is None else str(record[name])
    return ", ".join(reason for reason in _REASONS if reason in value) or None


@lru_cache(maxsize=fields.SHAPES)
def _names(record: tuple[str, ...]) -> dict[str, str]:
    """The names of a record by what counts in them; of two that are the same the first."""
    return {fields.squash(name): name for name in reversed(record)}


def article(record: Mapping[str, object], origin: str) -> Article:
    """The article of a row; InputError when it has neither title nor body, or its 일자 is no date."""
    found = fields.article(record, origin)
    return replace(
        found,
        byline=imprint.byline([(found.byline or "")[:_BYLINE]]) or found.byline,
        excerpt=found.excerpt or is_cut(found.body),
    )


def is_cut(body: str) -> bool:
    """Whether a 본문 is only the beginning: as long as the cut, or shorter without the end of a sentence, or dotted."""
    if body.endswith(("...", "…")):
        return True
    if len(body) > _CUT + _PLAY or not body:
        return False
    return len(body) >= _CUT - _PLAY or not shape.is_final(body.rsplit("\n", 1)[-1])
