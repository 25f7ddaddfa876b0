"""Records with their place -> articles: each by the rules of its source, and what was left out counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from briefing.errors import InputError
from briefing.ingest import bigkinds, fields, naver
from briefing.ingest.found import Found, rejected
from briefing.model import Rejected

Record = tuple[str, Mapping[str, object]]
"""A record and its place: the origin its article will have (`기사.xlsx:3`)."""


def read(records: Iterable[Record | Rejected], origin: str) -> Iterator[Found]:
    """The article of each record of one file, those that are none, and how many its source itself leaves out."""
    left_out: Counter[str] = Counter()
    links: set[str] = set()
    for item in records:
        if isinstance(item, Rejected):
            yield item
            continue
        place, record = item
        try:
            if naver.is_item(record):
                article = naver.article(record, place)
                if article.url in links:  # overlapping searches, saved into one file
                    continue
                links.update(filter(None, [article.url]))
                yield article
            elif bigkinds.is_row(record):
                if reason := bigkinds.left_out(record):
                    left_out[reason] += 1
                else:
                    yield bigkinds.article(record, place)
            else:
                yield fields.article(record, place)
        except InputError as error:
            yield rejected(error)
    for reason, number in sorted(left_out.items()):
        yield Rejected(
            f"{origin}:{reason}",
            f"분석제외 여부가 ‘{reason}’인 기사 {number:,}건을 뺐습니다. "
            "필요한 기사는 그 칸을 비우고 다시 읽어 주십시오.",
        )
