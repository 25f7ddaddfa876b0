"""Stories and the pages around them, all made up: every page style is tried with every story.

A style is a function of a story that returns the text of the page and what a reader should find in it. The wording of
the furniture is what such sites share; the outlets, people and events do not exist.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.ingest.stories import DAY, HEADLINES, OTHERS, TEASERS, Expected, Story, subtitles


def portal(story: Story) -> Expected:
    return Expected(
        f"""본문 바로가기
검색
엔터
스포츠
날씨
프리미엄
디지털내일
구독
{story.title}
입력2024.02.14. 오전 9:31
 
수정2024.02.14. 오후 1:02
기사원문
한하늘 기자
공감
12
댓글
3
본문 요약봇
텍스트 음성 변환 서비스 사용하기
글자 크기 변경하기
SNS 보내기
인쇄하기
{subtitles(story)}

▲ 14일 별빛시청에서 열린 행사 모습. 〈사진=디지털내일〉
{story.body}

한하늘 기자 (sky@naeil.example)

구독
응원
디지털내일
구독자 1,203
Copyright ⓒ 디지털내일. All rights reserved. 무단 전재 및 재배포 금지.
이 기사는 언론사에서 사회 섹션으로 분류했습니다.
기사 섹션 분류 안내
디지털내일
주요뉴스
해당 언론사에서 선정하며 언론사 페이지(아웃링크)로 이동해 볼 수 있습니다.
{HEADLINES}
이 기사를 추천합니다
기사 추천은 24시간 내 50회까지 참여할 수 있습니다.
쏠쏠정보
0
흥미진진
2
공감백배
8
""",
        "디지털내일",
        "한하늘",
        DAY,
    )


def cms(story: Story) -> Expected:
    return Expected(
        f"""UPDATED. 2024-03-02 10:20 (토)
  • 로그인
  • 회원가입
전체메뉴
정치
경제
사회
문화
오피니언
{story.title}
{subtitles(story)}
  • 기자명 한하늘 기자
  • 승인 2024.02.14 09:31
  • 댓글 0
바로가기
메일보내기
다른찾기
기사스크랩하기
본문 글씨 줄이기
본문 글씨 키우기
이 기사를 공유합니다
페이스북(으)로 기사보내기
트위터(으)로 기사보내기
URL복사(으)로 기사보내기
[새벽신문 한하늘 기자] {story.body}

저작권자 © 새벽신문 무단전재 및 재배포 금지
한하늘 기자
다른기사 보기
관련기사
{HEADLINES}
댓글삭제
지운 댓글은 되살릴 수 없습니다.
댓글을 지우시겠습니까?
비밀번호
댓글 0
댓글쓰기
로그인할 계정을 고르면
댓글을 쓸 수 있습니다.
""",
        "새벽신문",
        "한하늘",
        DAY,
        lead="[새벽신문 한하늘 기자] ",
    )


def wire(story: Story) -> Expected:
    return Expected(
        f"""{story.title}
송고시간 2024-02-14 09:31
공유
댓글
글자크기조정
인쇄
한하늘 기자
기자 페이지
{subtitles(story)}
(세종=새벽통신) 한하늘 기자 = {story.body}

sky@saebyeok.example

<저작권자(c) 새벽통신, 무단 전재-재배포, AI 학습 및 활용 금지>
2024/02/14 09:31 송고
#가로등
#안전
댓글쓰기
함께 보면 좋은 콘텐츠
{TEASERS}
""",
        "새벽통신",
        "한하늘",
        DAY,
        lead="(세종=새벽통신) 한하늘 기자 = ",
    )


def release(story: Story) -> Expected:
    return Expected(
        f"""홈 > 알림소식 > 보도자료
보도자료
{story.title}
담당부서 생활안전과
작성일 2024-02-14
조회수 532
첨부파일
240214 보도자료.hwpx
(253 KB)
바로보기
내려받기
{subtitles(story)}
{story.body}

공공누리 제1유형: 출처표시 조건에 따라 이용할 수 있습니다.
이전글
이전 보도자료의 제목이 여기에 온다
다음글
다음 보도자료의 제목이 여기에 온다
목록
이 페이지에서 제공하는 정보에 만족하십니까?
매우만족
만족
보통
불만족
등록
""",
        None,
        None,
        DAY,
    )


def blog(story: Story) -> Expected:
    return Expected(
        f"""{story.title}
by 별빛지기 2024. 2. 14. 08:10
{subtitles(story)}

{story.body}

공감
3
공유하기
게시글 관리
구독하기
별빛 아래 작은 서재
저작자표시
'동네 소식' 카테고리의 다른 글
{OTHERS[0][0]} (0)
2024.02.01
{OTHERS[1][0]} (2)
2024.01.20
태그
관련글
댓글 2
이름
비밀번호
비밀글
등록
""",
        None,
        None,
        DAY,
    )


def summary(story: Story) -> Expected:
    return Expected(
        f"""{story.title}
{subtitles(story)}
한하늘 기자 sky@naeil.example
2024-02-14 09:31
기사 듣기
00:00 / 02:14
1.0x
AI 요약
• 새로운 사업이 시작된다는 소식이 전해졌다.
• 예산과 대상은 아직 정해지는 중이라고 한다.
• 자세한 일정은 곧 발표된다.
이 요약은 AI가 자동으로 생성한 것으로 전체 맥락을 이해하기 위해서는 본문 보기를 권장합니다.
{story.body}

매일 아침 뉴스레터로 무료로 받아보세요
이메일 주소를 입력하세요
구독하기
로그인 후 무제한으로 읽으실 수 있습니다.
ⓒ 디지털내일, 무단 전재 및 재배포 금지
많이 본 뉴스
1
{OTHERS[0][0]}
2
{OTHERS[1][0]}
3
{OTHERS[4][0]}
""",
        "디지털내일",
        "한하늘",
        DAY,
    )


def ticker(story: Story) -> Expected:
    return Expected(
        f"""{story.title}

{story.title}

입력 2024-02-14 09:31 | 수정 2024-02-15 11:00

  • 작게
  • 기본
  • 크게

{subtitles(story)}

{story.body}

  • 좋아요0
  • 화나요0

주요 뉴스

{HEADLINES}

실시간 증시

코스피
2,640.12
+12.31
+0.47%
환율
1,331.50
-3.20
""",
        None,
        None,
        DAY,
    )


def box_inside(story: Story) -> Expected:
    middle = len(story.paragraphs) // 2
    return Expected(
        f"""{story.title} < 사회 < 기사본문 - 새벽신문
{story.title}
{subtitles(story)}
기자명 한하늘 기자
입력 2024.02.14 09:31
수정 2024.02.14 15:10
{chr(10).join(story.paragraphs[:middle])}
☞ {OTHERS[2][0]}
[관련기사] {OTHERS[0][0]}
▶ 관련 기사 {OTHERS[1][0]}
{chr(10).join(story.paragraphs[middle:])}
/한하늘 기자 sky@saebyeok.example
<저작권자 ⓒ 새벽신문, 무단 전재 및 재배포 금지>
이 시각 주요뉴스
{TEASERS}
제호 : 새벽신문
등록번호 : 서울 아00000
등록일 : 2010.05.03
발행인 : 한여울
편집인 : 한여울
청소년보호책임자 : 한여울
""",
        "새벽신문",
        "한하늘",
        DAY,
    )


def captions(story: Story) -> Expected:
    first, *rest = story.paragraphs
    return Expected(
        f"""{story.title}
기사입력 2024/02/14 [09:31]
한하늘 기자
{subtitles(story)}

행사에 참석한 주민들이 설명을 듣고 있다. 새벽신문 제공
행사에 참석한 주민들이 설명을 듣고 있다.
새벽신문 제공

{first}

[사진=새벽신문 DB]

{chr(10).join(rest)}

△ 행사장에 놓인 안내판이 관람객을 맞이하고 있다. (사진=새벽신문)

Copyright © 새벽신문 All rights reserved.
""",
        "새벽신문",
        "한하늘",
        DAY,
    )


def channels(story: Story) -> Expected:
    return Expected(
        f"""{story.title}

한하늘 기자 / 기사승인 : 2024-02-14 09:31:27
  • -
  • +
  • 인쇄

{story.body}

Copyright @ NARAETIMES All rights reserved.

나래타임즈 SNS

  • 나래타임즈 네이버 블로그
  • 나래타임즈 유튜브
  • 나래타임즈 페이스북

핫이슈

+

{TEASERS}
""",
        "나래타임즈",
        "한하늘",
        DAY,
        subtitles=False,
    )


def clean(story: Story) -> Expected:
    return Expected(f"{story.title}\n\n{story.body}\n", subtitles=False)


def signed(story: Story) -> Expected:
    return Expected(
        f"{story.title}\n{subtitles(story)}\n\n{story.body}\n\n한하늘·나래솔 기자\n",
        byline="한하늘·나래솔",
    )


STYLES: dict[str, Callable[[Story], Expected]] = {
    style.__name__: style
    for style in (portal, cms, wire, release, blog, summary, ticker, box_inside, captions, channels, clean, signed)
}
