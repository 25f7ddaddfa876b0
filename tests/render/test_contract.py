from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from briefing.model import Analysed, Analysis, Article, Plan, Span
from briefing.render import contract
from tests.render import samples

KEYS = ["id", "title", "outlet", "byline", "url", "published", "body", "sentences", "actors", "quotes"]
KEYS += ["headline_quotes", "figures", "plans"]


def test_line() -> None:
    line = contract.line(samples.analysed())
    assert "\n" not in line
    row = json.loads(line)
    assert list(row) == [*KEYS, "section"]
    assert (row["id"], row["published"], row["byline"]) == ("article-01", "2024-01-15", None)
    (actor,), (quote,), (figure,) = row["actors"], row["quotes"], row["figures"]
    body = row["body"]
    assert [body[start:end] for start, end in actor.pop("mentions")] == ["한도윤"]
    assert actor == {"name": "한도윤", "kind": "person", "org": "미래산업부", "title": "장관", "aliases": ["한 장관"]}
    assert quote["text"] == body[quote["start"] : quote["end"]] != ""
    assert (quote["kind"], quote["speaker"], quote["speaker_org"], quote["speaker_title"], quote["cue"]) == (
        "direct",
        "한도윤",
        "미래산업부",
        "장관",
        "말했다",
    )
    assert quote["stance"] == "neutral"
    assert figure["surface"] == body[figure["start"] : figure["end"]] == "1조 2,400억원"
    assert (figure["value"], figure["value_max"], figure["unit"], figure["kind"], figure["label"]) == (
        1_240_000_000_000,
        None,
        "KRW",
        "money",
        "실증 사업",
    )
    assert (figure["approximate"], figure["bound"], figure["change"]) == (False, "at_least", "늘었다")
    assert row["sentences"] == [{"start": 0, "end": 56, "score": 1.0, "rank": 1}]


def test_headline_quotes_have_the_shape_of_quotes() -> None:
    found = samples.analysed()
    (quote,) = found.analysis.quotes
    heading = replace(quote, speaker=None, speaker_org=None, speaker_title=None, cue=None, stance=None)
    analysis = replace(found.analysis, quotes=(), headline_quotes=(heading,))
    row = json.loads(contract.line(replace(found, analysis=analysis)))
    said = {"speaker": None, "speaker_org": None, "speaker_title": None, "cue": None, "stance": None}
    place = {"start": quote.start, "end": quote.end, "text": quote.of(row["body"]), "kind": "direct"}
    assert (row["quotes"], row["headline_quotes"]) == ([], [place | said])


def test_a_plan_says_who_what_and_when() -> None:
    found = samples.analysed()
    plan = Plan(
        0, 5, who="미래산업부", cue="연다", when=Span(1, 3), first=date(2024, 5, 1), last=None, precision="month"
    )
    row = json.loads(contract.line(replace(found, analysis=replace(found.analysis, plans=(plan,)))))
    place = {"start": 0, "end": 5, "text": row["body"][:5], "who": "미래산업부", "cue": "연다", "when": [1, 3]}
    assert row["plans"] == [place | {"from": "2024-05-01", "to": None, "precision": "month"}]


def test_table() -> None:
    assert contract.table(samples.analysed()).splitlines() == [
        "미래산업부, 지능형 농기계 실증에 1조 2,400억 원 투입  (한결일보, 2024. 1. 15.)",
        "",
        "발언 1건",
        "  한도윤  미래산업부 장관  “농기계가 스스로 밭을 읽고 움직이는 시대를 우리 농촌에서 먼저 열겠다”",
        "",
        "숫자 1건",
        "  1조 2,400억원  1조 2,400억 원 이상  실증 사업  늘었다",
    ]


def test_table_columns_are_aligned_for_wide_letters() -> None:
    found = samples.analysed()
    quote = found.analysis.quotes[0]
    quotes = (quote, replace(quote, speaker="Ann", kind="indirect"), replace(quote, speaker=None, speaker_org=None))
    rows = contract.table(replace(found, analysis=replace(found.analysis, quotes=quotes))).splitlines()[3:6]
    assert rows[0].startswith("  한도윤       미래산업부 장관  “농기계")
    assert rows[1].startswith("  Ann          미래산업부 장관  농기계") and rows[1].endswith("(간접 인용)")
    assert rows[2].startswith("  발화자 미상  장관             “농기계")


def test_table_of_nothing_and_no_control_characters() -> None:
    article = Article(id="a", body="없음", title="\x1b[31m제목\x07")
    analysis = Analysis(sentences=(), actors=(), quotes=(), figures=(), title_terms=())
    assert contract.table(Analysed(article, analysis)) == (
        "[31m제목  (매체 미상, 날짜 미상)\n\n발언: 찾은 발언이 없습니다.\n\n숫자: 찾은 숫자가 없습니다."
    )
