"""One analysed article for other programs (JSON Lines) and for the terminal (plain text)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from briefing.model import Analysed, Quote
from briefing.render import typography
from briefing.render.view import UNKNOWN_OUTLET, UNKNOWN_TITLE, role, speaker


def line(analysed: Analysed) -> str:
    """The article and all that was found in it as one JSON object in one line, without a line feed.

    Offsets are half-open ranges of code points in `body`; `text` and `surface` are what stands there.
    `headline_quotes` have the shape of `quotes`: words in a heading of the body, which are no statements. Keys of the
    input that the program does not know stand behind its own, unless they have the name of one.
    """
    import msgspec

    article, analysis = analysed.article, analysed.analysis
    body = article.body
    row: dict[str, object] = {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "published": article.published,
        "body": body,
        "sentences": [{"start": s.start, "end": s.end, "score": s.score, "rank": s.rank} for s in analysis.sentences],
        "actors": [
            {
                "name": a.name,
                "kind": a.kind,
                "org": a.org,
                "title": a.title,
                "aliases": a.aliases,
                "mentions": [(m.start, m.end) for m in a.mentions],
            }
            for a in analysis.actors
        ],
        "quotes": [_quote(q, body) for q in analysis.quotes],
        "headline_quotes": [_quote(q, body) for q in analysis.headline_quotes],
        "figures": [
            {
                "start": f.start,
                "end": f.end,
                "surface": f.of(body),
                "value": f.value,
                "value_max": f.value_max,
                "unit": f.unit,
                "kind": f.kind,
                "label": f.label,
                "approximate": f.approximate,
                "bound": f.bound,
                "change": f.change,
            }
            for f in analysis.figures
        ],
        "plans": [
            {
                "start": p.start,
                "end": p.end,
                "text": p.of(body),
                "who": p.who,
                "cue": p.cue,
                "when": (p.when.start, p.when.end) if p.when else None,
                "from": p.first,
                "to": p.last,
                "precision": p.precision,
            }
            for p in analysis.plans
        ],
    }
    if article.extra:
        extra = msgspec.json.decode(article.extra, type=dict[str, object])
        row |= {key: value for key, value in extra.items() if key not in row}
    return msgspec.json.Encoder(decimal_format="number").encode(row).decode()


def _quote(quote: Quote, body: str) -> dict[str, object]:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.of(body),
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_org": quote.speaker_org,
        "speaker_title": quote.speaker_title,
        "cue": quote.cue,
        "stance": quote.stance,
    }


def table(analysed: Analysed) -> str:
    """Who said what and which numbers, in plain text for a terminal; columns aligned for wide characters.

    Control characters of the article are left out, so that none of it can steer a terminal.
    """
    article, analysis = analysed.article, analysed.analysis
    head = f"{_flat(article.title or UNKNOWN_TITLE)}  ({_flat(article.outlet or UNKNOWN_OUTLET)}, "
    lines = [head + f"{typography.day(article.published)})"]
    quotes = [
        (
            speaker(q.speaker),
            role(q.speaker_org, q.speaker_title),
            f"“{q.of(article.body)}”" if q.kind == "direct" else f"{q.of(article.body)} (간접 인용)",
        )
        for q in analysis.quotes
    ]
    figures = [(f.of(article.body), typography.measure(f), f.label or "", f.change or "") for f in analysis.figures]
    lines += _section("발언", quotes, "찾은 발언이 없습니다.")
    lines += _section("숫자", figures, "찾은 숫자가 없습니다.")
    return "\n".join(lines)


def _section(name: str, rows: Sequence[tuple[str, ...]], empty: str) -> Iterable[str]:
    yield ""
    yield f"{name} {len(rows)}건" if rows else f"{name}: {empty}"
    flat = [[_flat(cell) for cell in row] for row in rows]
    widths = [max(map(_columns, column)) for column in zip(*flat, strict=True)]
    for row in flat:
        cells = [cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)]
        yield ("  " + "  ".join(cells)).rstrip()


def _flat(text: str) -> str:
    return " ".join(typography.printable(text).split())


def _columns(text: str) -> int:
    """The cells `text` takes in a terminal (UAX #11: wide and full-width take two)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))
