"""The articles of a year and the feeds that carry them: the same seed gives the same bytes. Nothing of it is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from itertools import product
from random import Random
from xml.sax.saxutils import escape

_TOWNS = (
    *("가온시", "새솔군", "누리시", "물빛시", "한들군", "미르시", "달빛군", "솔바람시", "다온시", "너른군"),
    *("별내음시", "아라군", "해오름시", "꽃내군", "여울시", "은가람군"),
)
_WHERE = ("심야", "마을", "공공", "어르신", "도심", "청년", "어린이", "전통시장", "산촌", "바닷가", "학교", "골목")
_WHAT = (
    *("자율주행 버스", "상담 창구", "돌봄 로봇", "지능형 온실", "설계 교육", "하천 복원", "월세 지원", "태양광 발전"),
    *("진료소", "새벽 배송", "감시 드론", "빈집 수리", "도서관", "빗물 저장", "천문대", "나눔 부엌"),
)
_MATTERS = tuple(" ".join(pair) for pair in product(_WHERE, _WHAT))
_SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍"
_GIVEN = ("가람", "나래", "다온", "라온", "마루", "보람", "새롬", "슬기", "여울", "이든", "한결", "온유")
_TITLES = ("시장", "부시장", "국장", "과장", "원장")
_OUTLETS = ("가온일보", "누리경제", "새솔신문", "물빛신문", "한들뉴스")
_SCENES = (
    "주민들은 그동안 가까운 곳에서 도움을 받기 어려워 먼 길을 오가야 했다.",
    "장비를 고칠 사람이 모자라 석 달 동안 멈춰 선 곳도 있었다.",
    "시범 운영에서는 기다리는 시간이 눈에 띄게 짧아졌다.",
    "비용을 어떻게 나눌지를 두고는 의견이 갈렸다.",
    "신청은 온라인과 주민센터에서 함께 받는다.",
    "이웃 지역에서도 같은 방식을 들여오겠다는 문의가 이어진다.",
    "규정이 오래되어 현장과 맞지 않는다는 지적은 여러 해 되풀이됐다.",
    "효과를 확인하려면 시간이 더 필요하다는 의견도 있다.",
)
_CAUSES = (
    *("현장에서 들은 어려움을", "주민이 낸 의견을", "지난해 드러난 빈틈을", "작은 가게의 부담을"),
    *("이용자가 겪는 불편을", "안전을 걱정하는 목소리를", "지역마다 다른 사정을", "숫자로 확인한 성과를"),
)
_PROMISES = (
    *("다음 예산에 모두 담겠다", "분기마다 숨김없이 공개하겠다", "올해 안에 반으로 줄이겠다", "제도를 고쳐 풀겠다"),
    *("끝까지 살피고 책임지겠다", "누구보다 먼저 헤아려야 한다", "다른 지역과 함께 나누겠다", "다시 따져 보겠다"),
)

_KOREA = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Item:
    """An article as a feed tells it; its URL is its own."""

    url: str
    title: str
    outlet: str
    published: date
    body: str


def items(slug: str, monday: date, count: int, seed: int) -> tuple[Item, ...]:
    """The articles of a week: about 200 characters each, with a quotation, numbers and a plan."""
    chance = Random(f"{seed} {slug}")  # noqa: S311 - reproducible, and nobody's secret
    return tuple(
        _item(f"https://news.gaon.example/{slug}/{number:05}", monday + timedelta(days=chance.randrange(7)), chance)
        for number in range(count)
    )


def _item(url: str, day: date, chance: Random) -> Item:
    town, matter, title = chance.choice(_TOWNS), chance.choice(_MATTERS), chance.choice(_TITLES)
    person = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    places, people, meeting = chance.randrange(3, 90), chance.randrange(100, 9_000), day + timedelta(days=14)
    body = (
        f"{_topic(town)} {matter} 사업에 {chance.randrange(2, 990)}억 원을 들여 {places}곳을 새로 연다고 "
        f"{day.day}일 밝혔다. "
        f"{chance.choice(_SCENES)} 이용자는 지난해 {people:,}명으로 전년보다 {chance.randrange(11, 399) / 10}% 늘었다.",
        f"{person} {town} {_topic(title)} “{chance.choice(_CAUSES)} {chance.choice(_PROMISES)}”고 말했다. "
        f"{_topic(town)} {meeting.month}월 {meeting.day}일 {matter} 설명회를 연다.",
    )
    return Item(url, f"{town}, {matter} {places}곳 새로 연다", chance.choice(_OUTLETS), day, "\n".join(body))


def _topic(word: str) -> str:
    """The word as the topic of its sentence: 은 after a final consonant, 는 after a vowel."""
    return word + ("은" if (ord(word[-1]) - ord("가")) % 28 else "는")


def feed(number: int, entries: Sequence[Item]) -> bytes:
    """A feed of these articles: RSS 2.0 where its number is even, Atom (RFC 4287) where it is odd."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    name = f"가온 모음 {number}"
    if number % 2:
        rows = "".join(
            f'<entry><id>{item.url}</id><title>{escape(item.title)}</title><link href="{item.url}"/>'
            f"<updated>{_moment(item).isoformat()}</updated><source><title>{item.outlet}</title></source>"
            f'<content type="html">{escape(_markup(item))}</content></entry>\n'
            for item in entries
        )
        return f'{head}<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>\n{rows}</feed>\n'.encode()
    rows = "".join(
        f"<item><guid>{item.url}</guid><title>{escape(item.title)}</title><link>{item.url}</link>"
        f'<pubDate>{format_datetime(_moment(item))}</pubDate><source url="{item.url}">{item.outlet}</source>'
        f"<content:encoded>{escape(_markup(item))}</content:encoded></item>\n"
        for item in entries
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'{head}<rss version="2.0" {space}><channel><title>{name}</title>\n{rows}</channel></rss>\n'.encode()


def _moment(item: Item) -> datetime:
    return datetime.combine(item.published, time(9), _KOREA)


def _markup(item: Item) -> str:
    return "".join(f"<p>{line}</p>" for line in item.body.splitlines())
