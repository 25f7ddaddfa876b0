"""The labelled articles of the project are sound: every label stands in its text, and every phenomenon occurs."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefing.language import numerals

GOLD = Path(__file__).parent / "gold"
ARTICLES: list[dict[str, Any]] = [
    json.loads(line) for path in sorted(GOLD.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
]
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])

# Tag -> what it stands for. An article bears the tag where it holds an instance, or a trap of that kind.
PHENOMENA = {
    "q-after": "the speaker stands behind the quote",
    "q-addressee": "the one addressed (은행들에 “…”) is not the speaker",
    "q-amendment": "“…”를 “…”로 고친다: no quote",
    "q-before": "the speaker stands before the quote",
    "q-between": "the speaker stands between two quotes",
    "q-bullets": "quotes in the bullets of a press release",
    "q-carried": "이어, 또한, 특히, 아울러 without a subject",
    "q-chain": "“…”라며 “…”고",
    "q-definition": "이하 “…”라 한다: no quote",
    "q-document-title": "a title of a document in marks: no quote",
    "q-doubled": "two apostrophes for a mark, or the mark typed twice",
    "q-event-name": "a name of an event in marks: no quote",
    "q-headline": "a headline in marks, in the title or at the head of the text: no statement",
    "q-indirect": "reported speech of a named person",
    "q-indirect-carried": "reported speech whose subject is that of the sentence before",
    "q-interview": "answers in marks without a reporting verb, or an interview's narration",
    "q-joint": "two speakers say the same",
    "q-mistyped": "an opening mark typed for a closing one, straight mixed with curly",
    "q-multi-sentence": "a quote of several sentences",
    "q-nested": "‘ ’ inside “ ”",
    "q-organisation": "an organisation speaks",
    "q-paragraph-before": "the speaker stands in the paragraph before",
    "q-pronoun": "그는",
    "q-proverb": "a proverb in marks: no quote",
    "q-reversed": "”…“",
    "q-sentence-before": "the speaker stands in the sentence before",
    "q-slogan": "a slogan in marks: no quote",
    "q-stop-inside": "a full stop before the closing mark",
    "q-surname-title": "surname and title resolve to the full name",
    "q-this-official": "이 관계자",
    "q-two-speakers": "two speakers in one sentence",
    "q-unclosed": "a mark that is never closed",
    "q-unnamed": "an unnamed speaker in the words of the text",
    "q-woven": "a part of a sentence in marks, the rest without",
    "q-written": "written, not said",
    "p-acting": "직무대행, 직무대리",
    "p-ambiguous": "a name that reads as something else (강원장, 진영, 이상)",
    "p-caption": "the caption of a photograph",
    "p-contact": "a contact block: no actors",
    "p-dual": "two posts, 겸",
    "p-expression": "a person as part of an expression: no actor",
    "p-foreign": "a foreign name",
    "p-former": "전 장관",
    "p-four": "a name of four syllables",
    "p-fused": "organisation and title in one word",
    "p-list": "several people in a row",
    "p-list-carried": "a list where one organisation holds for several people",
    "p-name-title": "name, organisation, title",
    "p-org-paren": "organisation (title name)",
    "p-spaced-title": "팀  장, 모 아 름",
    "p-three": "a name of three syllables",
    "p-title-name": "organisation or title before the name",
    "p-title-paren": "organisation (title name, and more)",
    "p-titles-alone": "a title without a name: no mention",
    "p-two": "a name of two syllables",
    "o-short-lexicon": "a short form the article does not explain",
    "o-short-own": "a short form the article itself gives",
    "f-age": "ages",
    "f-approx": "약, 여",
    "f-arrow": "A→B",
    "f-bound": "이상, 이하, 최대",
    "f-bp": "basis points",
    "f-carried-unit": "a unit that stands only with the last of a series",
    "f-count": "counts with their counters",
    "f-date": "dates, quarters and clock times: no figures",
    "f-decimal-jo": "2.5조원",
    "f-duration": "durations",
    "f-foreign-money": "dollars, euros, yuan",
    "f-hangul-only": "numerals in Hangul only: no figures",
    "f-law": "articles of laws: no figures",
    "f-list-number": "numbers of lists, pages and floors: no figures",
    "f-measure": "lengths, areas, weights, power",
    "f-minus": "△, ▼ or − as minus",
    "f-mixed": "1조 2천억, 3만5천여",
    "f-money": "amounts in won",
    "f-name-digits": "digits in names: no figures",
    "f-omitted-won": "5,100억",
    "f-optional": "lexicalised numbers (1인 가구)",
    "f-ordinal": "제5차: no figure",
    "f-people": "headcounts",
    "f-percent": "per cent",
    "f-percent-point": "percentage points",
    "f-phone": "telephone numbers and postcodes: no figures",
    "f-range": "ranges",
    "f-rank": "ranks",
    "f-ratio": "배",
    "f-spaced-digits": "a space or a line break inside a number",
    "f-table-unit": "a table under 단위:",
    "f-triangle-bullet": "△ or ▲ as a bullet",
    "r-hard-wrap": "lines broken inside words and numbers",
    "r-repeated": "a text that stands twice counts once",
}


def squash(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_set_is_large_enough() -> None:
    assert len(ARTICLES) >= 32
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)


def test_every_phenomenon_occurs_at_least_twice() -> None:
    tags = Counter(tag for article in ARTICLES for tag in article["phenomena"])
    assert set(tags) == set(PHENOMENA)
    assert [tag for tag, times in tags.items() if times < 2] == []


@each_article
def test_every_label_stands_in_the_text(article: dict[str, Any]) -> None:
    body = squash(article["body"])
    strings = [
        *(quote["text"] for quote in article["quotes"]),
        *(mention for person in article["people"] for mention in person["mentions"]),
        *(name for org in article["orgs"] for name in (org["name"], *org["aliases"])),
        *(figure["sentence"] for figure in article["figures"]),
    ]
    assert [string for string in strings if squash(string) not in body] == []


@each_article
def test_every_figure_stands_in_its_sentence_as_often_as_it_is_labelled(article: dict[str, Any]) -> None:
    labelled = Counter((squash(figure["surface"]), squash(figure["sentence"])) for figure in article["figures"])
    assert [key for key, times in labelled.items() if key[1].count(key[0]) < times] == []


@each_article
def test_every_value_is_what_its_surface_reads(article: dict[str, Any]) -> None:
    for figure in article["figures"]:
        low, *high = (read(end + figure.get("carried", "")) for end in re.split("[~∼]", squash(figure["surface"])))
        assert (low, *high) == tuple(Decimal(str(figure[k])) for k in ("value", "value_max") if k in figure), figure


def read(figure: str) -> Decimal:
    """The value of a figure with its unit, read by its numeral alone."""
    numeral = numerals.match(figure, 1 if figure[0] in "△▼−-" else 0)
    assert numeral is not None
    return numerals.parse(figure[: numeral.end])


@each_article
def test_every_named_speaker_is_a_labelled_person_with_that_title(article: dict[str, Any]) -> None:
    titles = {p["name"]: {p["title"], *p.get("title_alt", [])} for p in article["people"]}
    for quote in article["quotes"]:
        if quote["speaker_title"] is not None:
            assert quote["speaker_title"] in titles[quote["speaker"]]
