"""Made-up articles by the hundred: the same count gives the same bytes on every machine.

Towns, bodies, companies, people and numbers are invented. An article has about 2,000 characters with direct
quotations, chains of quotations, surname and title, money, percentages, ranges and dates, much like a press
release. Several articles share a subject, so that grouping them by topic has work to do.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

WEEK = "2024-W03"
_MONDAY = date(2024, 1, 15)
_SEED = 20240115
_CHARACTERS = 1_950  # a paragraph more is written before this is passed, which makes 2,000 on average

_SURNAMES = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진"
_GIVEN = ("가람", "나래", "다온", "라온", "마루", "보람", "새롬", "슬기", "여울", "이든", "한결", "온유")
_TOWNS = ("가온시", "새솔군", "누리시", "물빛시", "한들군", "미르시", "달빛군", "솔바람시")
_BODIES = ("디지털생활부", "미래살림부", "국토이음부", "한빛연구원", "누리진흥원", "가온도시공사", "새터산업협회")
_COMPANIES = ("미리내반도체", "가온식품", "누리해운", "새터기계", "물빛에너지", "한들소프트", "달빛바이오")
_OUTLETS = ("가온일보", "누리경제", "새솔신문", "물빛신문", "한들뉴스")
_SUBJECTS = (
    "심야 자율주행 버스",
    "공공 인공지능 상담",
    "어르신 돌봄 로봇",
    "지능형 온실",
    "반도체 설계 인력 양성",
    "도심 하천 복원",
    "청년 월세 지원",
    "마을 태양광 발전",
    "야간 어린이 진료",
    "전통시장 새벽 배송",
    "산불 감시 드론",
    "빈집 고쳐 쓰기",
)
_CAUSES = (
    "현장에서 들은 어려움을",
    "주민이 낸 의견을",
    "지난해 드러난 빈틈을",
    "작은 회사의 부담을",
    "이용자가 겪는 불편을",
    "안전을 걱정하는 목소리를",
    "지역마다 다른 사정을",
    "숫자로 확인한 성과를",
)
_PROMISES = (
    "다음 예산에 모두 담겠다",
    "분기마다 숨김없이 공개하겠다",
    "올해 안에 반으로 줄이겠다",
    "제도를 고쳐서라도 풀겠다",
    "끝까지 살피고 책임지겠다",
    "정책의 첫 줄에 올려야 한다",
    "누구보다 먼저 헤아려야 한다",
    "다른 지역과 함께 나누겠다",
    "처음부터 다시 따져 보아야 한다",
)
_SCENES = (
    "주민들은 그동안 가까운 곳에서 도움을 받기 어려워 먼 길을 오가야 했다.",
    "장비를 고칠 사람이 모자라 석 달 동안 멈춰 선 곳도 있었다.",
    "시범 운영에서는 대기 시간이 눈에 띄게 짧아졌다.",
    "담당자들은 밤마다 기록을 모아 다음 날 회의에 올렸다.",
    "비용을 어떻게 나눌지를 두고는 의견이 갈렸다.",
    "전문가들은 효과를 확인하려면 시간이 더 필요하다고 본다.",
    "신청은 온라인과 주민센터에서 함께 받는다.",
    "이웃 지역에서도 같은 방식을 들여오겠다는 문의가 이어진다.",
    "규정이 오래되어 현장과 맞지 않는다는 지적은 여러 해 되풀이됐다.",
    "학교와 병원이 가까운 마을부터 차례로 시작한다.",
)


class _Speaker(NamedTuple):
    name: str
    title: str
    place: str


def write(folder: Path, count: int) -> None:
    """Writes `count` articles dated within `WEEK` into `folder`: UTF-8 .txt with headline, date line and byline."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(_SEED)  # noqa: S311 - reproducible, and nobody's secret
    for number in range(count):
        (folder / f"{number:04d}.txt").write_text(_article(random), encoding="utf-8")


def _article(random: Random) -> str:
    town, body, company = random.choice(_TOWNS), random.choice(_BODIES), random.choice(_COMPANIES)
    subject, published = random.choice(_SUBJECTS), _MONDAY + timedelta(days=random.randrange(7))
    speakers = (
        _Speaker(_name(random), random.choice(("원장", "국장", "과장")), body),
        _Speaker(_name(random), random.choice(("시장", "부시장", "의원")), town),
        _Speaker(_name(random), random.choice(("대표", "상무", "이사")), company),
    )
    blocks = [
        f"{town}, {subject} {random.randrange(11, 99)}곳으로 넓힌다",
        f"입력 {published} {random.randrange(8, 19):02d}:{random.randrange(60):02d}",
        f"[{random.choice(_OUTLETS)} {_name(random)} 기자] {_josa(town, '이', '가')} {_josa(body, '과', '와')} 함께 "
        f"{subject} 사업을 넓히기로 했다고 {published.day}일 밝혔다. "
        f"올해 {_money(random)}을 들여 {random.randrange(20, 900)}곳에서 시작한다.",
    ]
    while sum(map(len, blocks)) < _CHARACTERS:
        paragraph = random.choice((_chain, _numbers, _reported, _scene))
        blocks.append(paragraph(random, subject, random.choice(speakers)))
    return "\n\n".join(blocks)


def _chain(random: Random, subject: str, speaker: _Speaker) -> str:
    name, title, place = speaker
    return (
        f"{name} {place} {_josa(title, '은', '는')} {subject} 설명회에서 “{_saying(random)}”며 “{_saying(random)}”고 "
        f"말했다. {name[0]} {_josa(title, '은', '는')} 이어 “{_saying(random)}”고 강조했다. "
        f"이날 설명회에는 {random.randrange(30, 600)}여 명이 참석했다."
    )


def _numbers(random: Random, subject: str, speaker: _Speaker) -> str:
    low = random.randrange(2, 40)
    return (
        f"{subject} 이용자는 지난해 {random.randrange(1, 9)}만{random.randrange(1, 9)}천여 명으로 전년보다 "
        f"{random.randrange(11, 399) / 10}% 늘었다. {_josa(speaker.place, '은', '는')} 내년에 "
        f"{low}~{low + random.randrange(2, 30)}%를 더 늘리고 {_money(random)}을 추가로 편성할 계획이다. "
        f"만족도는 {random.randrange(500, 960) / 10}%로 {random.randrange(10, 99) / 10}%포인트 올랐다."
    )


def _reported(random: Random, subject: str, speaker: _Speaker) -> str:
    name, title, place = speaker
    return (
        f"{place}의 {name} {_josa(title, '은', '는')} {subject}에 드는 시간을 {random.randrange(5, 12)}개월에서 "
        f"{random.randrange(1, 5)}개월로 줄이겠다고 밝혔다. 이를 위해 △담당 인력 {random.randrange(10, 90)}명 확충 "
        f"△규정 {random.randrange(3, 20)}건 정비 △지역 거점 {random.randrange(2, 12)}곳 설치를 추진한다."
    )


def _scene(random: Random, subject: str, speaker: _Speaker) -> str:
    return (
        f"{' '.join(random.sample(_SCENES, 3))} {_josa(speaker.place, '은', '는')} {subject} 보고서를 "
        f"{random.randrange(3, 13)}월에 낸다. 업계 관계자는 “{_saying(random)}”고 귀띔했다."
    )


def _saying(random: Random) -> str:
    return f"{random.choice(_CAUSES)} {random.choice(_PROMISES)}"


def _name(random: Random) -> str:
    return random.choice(_SURNAMES) + random.choice(_GIVEN)


def _money(random: Random) -> str:
    return random.choice(
        (
            f"{random.randrange(2, 990)}억 원",
            f"{random.randrange(1, 9)}조 {random.randrange(1, 9)}천억 원",
            f"{random.randrange(1, 90)}억 {random.randrange(1, 9)},{random.randrange(1, 9)}00만 원",
            f"{random.randrange(1, 9)},{random.randrange(100, 999)}억원",
        )
    )


def _josa(word: str, closed: str, opened: str) -> str:
    """`word` with the particle that fits its last syllable: `closed` after a final consonant, else `opened`."""
    return word + (closed if (ord(word[-1]) - ord("가")) % 28 else opened)
