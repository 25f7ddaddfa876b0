"""Pairing, counting and the reading of labels, on cases small enough to compute by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from briefing.errors import InputError
from briefing.evaluate import Evaluation, Fault, Score, agreement, compare, evaluate
from briefing.evaluate.labels import Labels, Number, Organisation, Person, Saying
from briefing.model import Actor, Analysed, Analysis, Article, Figure, Quote


def evaluated(
    body: str,
    *,
    people: tuple[Person, ...] = (),
    orgs: tuple[Organisation, ...] = (),
    quotes: tuple[Saying, ...] = (),
    figures: tuple[Number, ...] = (),
    actors: tuple[Actor, ...] = (),
    said: tuple[Quote, ...] = (),
    counted: tuple[Figure, ...] = (),
) -> Evaluation:
    """The evaluation of one article with labels and finds made up."""
    labels = Labels(list(people), list(orgs), list(quotes), list(figures))
    analysis = Analysis(sentences=(), actors=actors, quotes=said, figures=counted, title_terms=())
    return compare([(labels, Analysed(Article(id="a", body=body), analysis))])


def quote(body: str, text: str, speaker: str | None = None) -> Quote:
    start = body.index(text)
    return Quote(start=start, end=start + len(text), kind="direct", speaker=speaker)


def figure(body: str, surface: str, value: int, unit: str, value_max: int | None = None) -> Figure:
    start = body.index(surface)
    high = None if value_max is None else Decimal(value_max)
    return Figure(start=start, end=start + len(surface), value=Decimal(value), value_max=high, unit=unit, kind="other")


def person(name: str, org: str | None = None, title: str | None = None) -> Actor:
    return Actor(name=name, kind="person", org=org, title=title)


def label(text: str, speaker: str | None = None, **more: Any) -> Saying:
    return Saying(text=text, kind="direct", speaker=speaker, **more)


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("가나다라", "가나다라", 1.0),
        ("가나다라", "가나다마", 4 / 6),  # 가나, 나다 of three and three
        ("가나", "다라", 0.0),
        ("가가가", "가가", 2 / 3),  # 가가 twice and once
        ("가 나, ‘다’.", "가나다", 1.0),
        ("가", "가", 1.0),
        ("가", "나", 0.0),
        ("Ⅲ㎏", "IIIkg", 1.0),
    ],
)
def test_dice(a: str, b: str, alike: float) -> None:
    assert agreement.dice(a, b) == pytest.approx(alike)
    assert agreement.dice(b, a) == pytest.approx(alike)


def test_the_measures() -> None:
    score = Score(gold=4, found=5, paired=2)
    score.right["speaker"] = 1
    assert (score.precision, score.recall, score.share("speaker")) == (0.4, 0.5, 0.5)
    assert score.f1 == pytest.approx(4 / 9)
    assert (Score().precision, Score().recall, Score().f1, Score().share("speaker")) == (0.0, 0.0, 0.0, 0.0)


def test_found_missed_invented_and_said_by_another() -> None:
    body = "“물을 아끼자” “불을 끄자” “문을 닫자”"
    result = evaluated(
        body,
        quotes=(label("물을 아끼자", "한누리"), label("불을 끄자.", "한누리"), label("창을 열자", "한누리")),
        said=(quote(body, "물을 아끼자", "한누리"), quote(body, "불을 끄자", "소새벽"), quote(body, "문을 닫자")),
    )
    score = result.scores["direct"]
    assert (score.gold, score.found, score.paired, dict(score.right)) == (3, 3, 2, {"speaker": 1})
    assert result.faults == {
        ("direct", "speaker"): [Fault("a", "불을 끄자. | 한누리", "불을 끄자 | 소새벽")],
        ("direct", "missed"): [Fault("a", "창을 열자 | 한누리", None)],
        ("direct", "invented"): [Fault("a", None, "문을 닫자")],
    }


def test_the_most_alike_pair_and_each_at_most_once() -> None:
    body = "길을 넓히고 나무를 심겠다 / 길을 넓히고 나무를 심는다"
    first, second = body.split(" / ")
    result = evaluated(
        body,
        quotes=(label(second, "나"), label(first, "가")),
        said=(quote(body, first, "가"), quote(body, second, "나")),
    )
    score = result.scores["direct"]
    assert (score.paired, score.right["speaker"]) == (2, 2)
    once = evaluated(body, quotes=(label(first),), said=(quote(body, first), quote(body, second)))
    assert (once.scores["direct"].found, once.scores["direct"].paired) == (2, 1)


@pytest.mark.parametrize(
    ("kind", "found", "paired"),
    [
        ("direct", "가나다라마사", True),  # four bigrams of five
        ("direct", "가나다라사아", False),
        ("indirect", "가나다라사아", True),  # three of five
        ("indirect", "가나다사아자", False),
    ],
)
def test_how_alike_a_pair_must_be(kind: Literal["direct", "indirect"], found: str, paired: bool) -> None:
    said = (Quote(start=0, end=len(found), kind=kind),)
    score = evaluated(found, quotes=(Saying(text="가나다라마바", kind=kind),), said=said).scores[kind]
    assert bool(score.paired) is paired


@pytest.mark.parametrize("excuse", [{"optional": True}, {"where": "caption"}])
def test_an_excused_label_is_neither_hit_nor_miss(excuse: dict[str, Any]) -> None:
    body = "“물을 아끼자”"
    found = evaluated(body, quotes=(label("물을 아끼자", "한누리", **excuse),), said=(quote(body, "물을 아끼자"),))
    assert found.scores["direct"] == Score()
    assert found.faults == {}
    missed = evaluated(body, quotes=(label("물을 아끼자", **excuse),))
    assert (missed.scores["direct"], missed.faults) == (Score(), {})


@pytest.mark.parametrize(
    ("labelled", "speaker", "right"),
    [
        ({"speaker": "한누리"}, "한누리", True),
        ({"speaker": "한누리"}, None, False),
        ({"speaker": None}, None, True),
        ({"speaker": None}, "한누리", False),
        ({"speaker": "시장 관계자"}, "한 시장 관계자", True),
        ({"speaker": "한누리", "co_speakers": ["소새벽"]}, "소새벽", True),
        ({"speaker": "참석자", "speaker_alt": "주민들"}, "주민들", True),
        ({"speaker": "참석자", "speaker_alt": ["농민", "어민"]}, "어민", True),
        ({"speaker": "가온개발공사"}, "가개공", True),  # by its alias
        ({"speaker": "가온개발공사"}, "새솔개발공사", False),
    ],
)
def test_speakers(labelled: dict[str, Any], speaker: str | None, right: bool) -> None:
    body = "“물을 아끼자”"
    result = evaluated(
        body,
        orgs=(Organisation("가온개발공사", ["가개공"]),),
        quotes=(Saying(text="물을 아끼자", kind="direct", **labelled),),
        said=(quote(body, "물을 아끼자", speaker),),
    )
    assert bool(result.scores["direct"].right["speaker"]) is right


@pytest.mark.parametrize(
    ("labelled", "found", "org", "title"),
    [
        (Person(name="한누리", org="가온시", title="시장"), person("한누리", "가온시", "시장"), True, True),
        (Person(name="한누리", org="가온시", title="시장"), person("한누리", None, "가온시장"), False, True),
        (Person(name="한누리", org="가온시", title="시장"), person("한누리", "새솔시", None), False, False),
        (Person(name="한누리"), person("한누리"), True, True),
        (Person(name="한누리"), person("한누리", "가온시", "시장"), False, False),
        (Person(name="한누리", org="가온시", org_alt=["시의회"]), person("한누리", "시의회"), True, True),
        (Person(name="한누리", title="장", title_alt="실장"), person("한누리", None, "기획실장"), True, True),
        (Person(name="한누리", title="장"), person("한누리", None, "기획실장"), True, False),  # one letter is too few
    ],
)
def test_posts(labelled: Person, found: Actor, org: bool, title: bool) -> None:
    score = evaluated("", people=(labelled,), actors=(found,)).scores["people"]
    assert (score.paired, bool(score.right["org"]), bool(score.right["title"])) == (1, org, title)


def test_organisations_are_no_people_and_names_must_be_the_same() -> None:
    actors = (person("한누"), Actor(name="한누리", kind="organization"))
    score = evaluated("", people=(Person(name="한누리"),), actors=actors).scores["people"]
    assert (score.gold, score.found, score.paired) == (1, 1, 0)


@pytest.mark.parametrize(
    ("labelled", "found", "paired", "value", "unit"),
    [
        (("9억 원", 900000000, None, "KRW"), ("9억 원", 900000000, "원", None), True, True, True),
        (("300여 명", 300, None, "명"), ("300", 300, "인", None), True, True, True),
        (("300여 명", 300, None, "명"), ("300", 30, "개", None), True, False, False),
        (("5~7%", 5, 7, "%"), ("5~7%", 5, "%", 7), True, True, True),
        (("5~7%", 5, 7, "%"), ("5~7%", 5, "%", None), True, False, True),
        (("5~7%", 5, 7, "%"), ("7%", 7, "%", None), False, False, False),
        (("3곳", 3, 3, "군데"), ("3곳", 3, "개소", None), True, True, True),
    ],
)
def test_figures(
    labelled: tuple[str, int, int | None, str],
    found: tuple[str, int, str, int | None],
    paired: bool,
    value: bool,
    unit: bool,
) -> None:
    surface, low, high, name = labelled
    number = Number(surface=surface, value=Decimal(low), value_max=None if high is None else Decimal(high), unit=name)
    score = evaluated(surface, figures=(number,), counted=(figure(surface, *found),)).scores["figures"]
    assert (bool(score.paired), bool(score.right["value"]), bool(score.right["unit"])) == (paired, value, unit)


GOOD: dict[str, Any] = {
    "id": "a",
    "body": "가온시는 나무를 심었다.",
    "people": [],
    "orgs": [],
    "quotes": [],
    "figures": [],
}


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in GOOD.items() if k != key}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "나무 심기\n\n가온시는 17일 나무를 심었다고 밝혔다.\n",
            "정답.txt: 정답 표지가 없습니다: people, orgs, quotes, figures.",
        ),
        (json.dumps(without("quotes")), "정답.jsonl:1: 정답 표지가 없습니다: quotes."),
        ("{여기는 JSON이 아니다}\n", "정답.jsonl:1: JSON으로 읽을 수 없는 줄입니다."),
        (json.dumps({**without("body"), "title": "나무"}), "정답.jsonl:1: 본문(body)이 없습니다."),
        (json.dumps({**GOOD, "people": [{}]}), "정답.jsonl:1: people[0]에 빠진 키가 있거나 값의 형식이 다릅니다."),
        (json.dumps({**GOOD, "people": 3}), "정답.jsonl:1: people에 빠진 키가 있거나 값의 형식이 다릅니다."),
        (
            json.dumps({**GOOD, "figures": [{"surface": "3곳", "value": "셋"}]}),
            "정답.jsonl:1: figures[0].value에 빠진 키가 있거나 값의 형식이 다릅니다.",
        ),
        (
            json.dumps({**GOOD, "quotes": [{"text": "가", "kind": "said"}]}),
            "정답.jsonl:1: quotes[0].kind에 빠진 키가 있거나 값의 형식이 다릅니다.",
        ),
    ],
)
def test_a_bad_gold_file_is_told_in_one_line(
    content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(message.split(":")[0])
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        evaluate([path])
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_the_first_bad_line_is_named_before_anything_is_analysed(tmp_path: Path) -> None:
    path = tmp_path / "정답.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{json.dumps(without('figures'))}\n", encoding="utf-8")
    analysed: list[str] = []
    with pytest.raises(InputError, match=r"정답\.jsonl:2: 정답 표지가 없습니다: figures\."):
        evaluate([path], lambda stage, done, total: analysed.append(stage))
    assert analysed == []


def test_values_are_read_exactly_and_a_list_is_a_range() -> None:
    one = Number(surface="", value=[Decimal("0.1"), Decimal("0.3")])
    assert one.ends == (Decimal("0.1"), Decimal("0.3"))
    assert agreement.values((Decimal("0.1"), None), (Decimal("0.1"), Decimal("0.1")))
    assert not agreement.values((Decimal(10**16), None), (Decimal(10**16 + 2 * 10**10), None))
