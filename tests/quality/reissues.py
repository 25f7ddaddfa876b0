"""A made set of re-issued and edited texts with the stories they belong to, built from our own articles.

Every original is re-issued up to four times: copied, edited as a wire story is, cut, stirred or garbled. Beside them
stand texts that are alike and no re-issues: a weekly series with other numbers, reports on one event in their own
words, notices that consist of a standing phrase. The same seed gives the same set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks import generate
from briefing.model import Analysed, Analysis, Article
from briefing.synthesis.sources import Cited, cite

_GOLD = Path(__file__).parent / "gold"
_MONDAY = date(2024, 1, 15)
NOTHING = Analysis(sentences=(), actors=(), quotes=(), figures=(), title_terms=())
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")
_REPORTERS = ("김가람", "이나래", "박다온", "최라온", "정마루", "한보람")
_OUTLETS = ("가온일보", "누리경제", "새솔신문", "물빛신문", "한들뉴스", "솔바람통신")
_WORDS = ("이번", "관련", "함께", "주요", "다양한", "새로운", "현장", "지역", "추진", "마련", "계획", "사업", "대책")
_SYLLABLES = "가나다라마바사아자차카타하거너더러머버서어저고노도로모보소오조구누두루무부수우주기니디리미비시이지"
_CONTACT = (
    "담당 부서: 생활정책국 생활정책과\n책임자: 과장 노다솜 (044-000-1234)\n담당자: 사무관 표이든 (044-000-1235)\n"
    "자세한 내용은 첨부파일을 참고하시기 바라며, 이 자료를 인용하실 때에는 출처를 밝혀 주시기 바랍니다."
)

Texts = list[tuple[str, str]]  # title, body


def build(seed: int = 7) -> tuple[tuple[Cited, ...], dict[int, str]]:
    """The articles as the briefing cites them, and the story that each source number belongs to."""
    random = Random(seed)
    told: dict[str, Texts] = {}
    for name, title, body in [*_labelled(), *_generated(80)]:
        kinds = random.sample(sorted(EDITS), random.randrange(5))
        told[name] = [(title, body), *(EDITS[kind](random, title, body) for kind in kinds)]
    told |= {f"series-{i}": [text] for i, text in enumerate(series(random))}
    told |= {f"topic-{i}": [text] for i, text in enumerate(TOPIC)}
    told |= {f"notice-{i}": [text] for i, text in enumerate(notices(random))}
    week, story = [], {}
    for name, texts in told.items():
        for i, (title, body) in enumerate(texts):
            article = Article(
                id=f"{name}/{i}",
                title=title,
                body=body,
                outlet=random.choice(_OUTLETS),
                published=_MONDAY + timedelta(days=random.randrange(7)),
            )
            week.append(Analysed(article, NOTHING))
            story[article.id] = name
    cited = cite(week)
    return cited, {item.source.number: story[item.source.id] for item in cited}


def pairs(groups: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    """Every two that stand in one group, the smaller number first."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


# --- originals ------------------------------------------------------------------------------------------


def _labelled() -> list[tuple[str, str, str]]:
    files = [path.read_text(encoding="utf-8") for path in sorted(_GOLD.glob("*.jsonl"))]
    rows = [json.loads(line) for text in files for line in text.splitlines()]
    return [(row["id"], row["title"], row["body"]) for row in rows if len(row["body"]) > 300]


def _generated(count: int) -> list[tuple[str, str, str]]:
    with TemporaryDirectory() as folder:
        generate.write(Path(folder), count)
        texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())]
    parts = [text.split("\n\n", 2) for text in texts]  # headline, date line, body
    return [(f"made-{i}", title, body) for i, (title, _, body) in enumerate(parts)]


# --- re-issues ------------------------------------------------------------------------------------------


def copied(random: Random, title: str, body: str) -> tuple[str, str]:
    return title, body


def wire(random: Random, title: str, body: str) -> tuple[str, str]:
    """Another headline and byline, one sentence left out, a line about rights at the end."""
    kept = _pieces(body)
    del kept[random.randrange(1, len(kept))]
    reporter = random.choice(_REPORTERS)
    return reworded(
        random, title
    ), f"[{random.choice(_OUTLETS)} {reporter} 기자] {' '.join(kept)}\n무단 전재와 재배포를 금지합니다."


def dropped(random: Random, title: str, body: str) -> tuple[str, str]:
    """A quarter of its sentences left out."""
    return title, "\n".join(piece for piece in _pieces(body) if random.random() > 0.25)


def reordered(random: Random, title: str, body: str) -> tuple[str, str]:
    pieces = _pieces(body)
    random.shuffle(pieces)
    return reworded(random, title), "\n".join(pieces)


def noisy(random: Random, title: str, body: str) -> tuple[str, str]:
    """A fifth of all words replaced, or mistyped in one character."""
    return reworded(random, title), garble(random, body, 0.2)


def halved(random: Random, title: str, body: str) -> tuple[str, str]:
    """Its first half, lightly edited."""
    return reworded(random, title), garble(random, body[: len(body) // 2], 0.05)


def excerpted(random: Random, title: str, body: str) -> tuple[str, str]:
    """Its first 220 characters."""
    return reworded(random, title), body[:220]


def released(random: Random, title: str, body: str) -> tuple[str, str]:
    """The same words as a press release has them: lines broken anywhere, bullets, a contact block."""
    broken = "".join("\n" if c == " " and random.random() < 0.2 else c for c in body)
    return f"[보도자료] {title}", "\n".join("□ " + line for line in broken.split("\n\n")) + "\n" + _CONTACT


EDITS: dict[str, Callable[[Random, str, str], tuple[str, str]]] = {
    edit.__name__: edit for edit in (copied, wire, dropped, reordered, noisy, halved, excerpted, released)
}


def reworded(random: Random, title: str) -> str:
    """Half of its words in another order behind a new beginning."""
    words = title.split()
    random.shuffle(words)
    return " ".join([random.choice(_WORDS), *words[: len(words) // 2 + 1]])


def garble(random: Random, text: str, share: float) -> str:
    """`share` of the words replaced by others, or mistyped in one character."""
    words = re.split(r"(\s+)", text)
    for i in range(0, len(words), 2):
        if words[i] and random.random() < share:
            at = random.randrange(len(words[i]))
            typo = words[i][:at] + random.choice(_SYLLABLES) + words[i][at + 1 :]
            words[i] = random.choice((random.choice(_WORDS), typo))
    return "".join(words)


def _pieces(body: str) -> list[str]:
    return [piece for piece in _SENTENCE.split(body) if piece.strip()]


# --- alike, and no re-issues ----------------------------------------------------------------------------


def series(random: Random) -> Texts:
    """Weekly releases of two bodies: the words stay, the numbers change."""
    texts = []
    for week in range(1, 16):
        price, change, share = (
            random.randrange(1500, 1900),
            random.randrange(10, 90) / 10,
            random.randrange(200, 600) / 10,
        )
        texts.append(
            (
                "주간 석유제품 가격 동향",
                f"가온석유정보원은 {week}월 {week + 9}일 주간 석유제품 가격 동향을 발표했다.\n이번 주 보통휘발유의 평균 판매가격은 "
                f"리터당 {price}.{week}원으로 지난주보다 {change}원 올랐다. 경유는 {price - random.randrange(90, 170)}.{week}원으로 "
                f"{change + 1.1:.1f}원 올랐다.\n지역별로는 가온시가 {price + 61}원으로 가장 높았고 한들군이 {price - 43}원으로 가장 "
                f"낮았다. 상표별로는 알뜰주유소의 점유율이 {share}%였다.\n판매가격은 전국 주유소가 신고한 값을 판매량으로 가중해 "
                f"평균한 것으로, 국제 유가와 환율의 움직임은 보통 두세 주의 시차를 두고 나타난다.\n{_CONTACT}",
            )
        )
        cases, towns = random.randrange(100, 999), random.randrange(11, 99)
        texts.append(
            (
                "감염병 주간 소식",
                f"한빛질병연구원은 제{week + 3}주 감염병 표본감시 결과를 공개했다.\n외래환자 1천 명당 의사환자는 {cases / 10}명으로 "
                f"직전 주 {(cases + random.randrange(-90, 90)) / 10}명과 견주어 달라졌다. 보고한 기관은 {towns}곳이다.\n연구원은 "
                "손을 자주 씻고 기침할 때 입을 가리며, 열이 나면 가까운 병원을 찾아 달라고 당부했다. 어르신과 임신부는 예방접종을 "
                f"받는 것이 좋다.\n{_CONTACT}",
            )
        )
    return texts


def notices(random: Random) -> Texts:
    """Releases whose body is a standing phrase: only the title says what they are about."""
    subjects = (
        "하천 정비 입찰",
        "도서관 야간 개방",
        "빈집 조사 착수",
        "돌봄 로봇 시연",
        "청년 주거 상담",
        "산림 감시 교육",
        "온실 설비 점검",
    )
    return [(f"{subject} 안내", _CONTACT) for subject in subjects] + [(f"{subject} 결과", "") for subject in subjects]


TOPIC: Texts = [
    (
        "가온시 자율주행 버스, 내달 밤길 달린다",
        "가온시가 다음 달 1일부터 심야 자율주행 버스 4대를 정식 운행한다. 노선은 가온역에서 누리대 정문까지 11.3km로, 밤 11시부터 "
        "새벽 4시까지 20분마다 다닌다. 요금은 석 달 동안 받지 않는다. 표가온 가온시장은 “늦게 일하는 시민의 귀갓길을 지키겠다”고 말했다. "
        "시는 시범 운행에서 사고가 한 건도 없었다고 설명했다.",
    ),
    (
        "밤에도 달리는 무인 버스…가온시 시민은 기대 반 걱정 반",
        "운전석이 빈 버스를 밤에 타도 괜찮을까. 다음 달 1일 심야 자율주행 버스 4대를 내놓는 가온시의 시민들은 엇갈린 답을 내놓았다. "
        "식당에서 일하는 남새롬 씨는 택시비를 아끼게 됐다며 반겼고, 대학원생 곽여울 씨는 비 오는 밤이 걱정이라고 했다. 표가온 가온시장은 "
        "“늦게 일하는 시민의 귀갓길을 지키겠다”고 했지만 안전요원을 언제까지 태울지는 밝히지 않았다.",
    ),
    (
        "[사설] 심야 자율주행 버스, 서두를 일 아니다",
        "가온시가 심야 자율주행 버스를 다음 달부터 정식으로 운행한다. 취지는 옳다. 그러나 시범 운행은 석 달에 그쳤고, 그 사이 눈이 내린 날은 "
        "이틀뿐이었다. 보험과 사고 책임을 정한 조례도 아직 의회에 머물러 있다. 무료 운행으로 이용자를 모은 뒤 요금을 매기는 순서도 거꾸로다. "
        "시는 11.3km 노선의 위험 구간부터 공개하고 시민의 물음에 답해야 한다.",
    ),
    (
        "택시업계 “심야 버스 무료 운행 철회하라”",
        "가온시 택시운송조합은 16일 시청 앞에서 집회를 열고 심야 자율주행 버스의 무료 운행을 거두라고 요구했다. 조합은 밤 11시부터 새벽 4시까지가 "
        "하루 수입의 3분의 1을 버는 시간이라고 밝혔다. 방이든 조합 이사장은 “세금으로 손님을 빼앗는 일”이라고 비판했다. 시는 노선이 하나뿐이어서 "
        "영향이 크지 않다며 조합과 대화를 이어 가겠다고 했다.",
    ),
]
