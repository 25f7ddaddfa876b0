"""When a run is due, and how far it goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from briefing import config, dispatch, routine
from briefing.archive import Archive
from briefing.config import Config, Routine, Source
from briefing.errors import LockedError, MailError
from briefing.model import Article
from briefing.period import parse
from briefing.render.site import fonts
from tests.deliver import mailserver
from tests.deliver.mailserver import Server
from tests.fetch import conftest as web


def weeks(now: str, **settings: object) -> list[str]:
    return [week.slug for week in routine.due(datetime.fromisoformat(now), Routine(**settings))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        # An ordinary Monday, and the rest of its week for a machine that was off.
        ("2024-01-22 07:29", []),
        ("2024-01-22 07:30", ["2024-W03"]),
        ("2024-01-25 15:00", ["2024-W03"]),
        ("2024-01-28 23:59", ["2024-W03"]),
        # New Year's Day is a Monday.
        ("2024-01-01 12:00", []),
        ("2024-01-02 07:30", ["2023-W52"]),
        # 대체공휴일: 삼일절 of 2026 is a Sunday.
        ("2026-03-02 12:00", []),
        ("2026-03-03 07:30", ["2026-W09"]),
        # 설날 of 2026 from Monday to Wednesday.
        ("2026-02-18 23:00", []),
        ("2026-02-19 07:30", ["2026-W07"]),
        # 추석 of 2025 with its substitute, then 한글날: Friday is the first working day.
        ("2025-10-09 12:00", []),
        ("2025-10-10 07:29", []),
        ("2025-10-10 07:30", ["2025-W40"]),
        ("2025-10-13 07:30", ["2025-W41"]),
    ],
)
def test_due_on_the_first_working_day_of_the_week(now: str, due: list[str]) -> None:
    assert weeks(now) == due


def test_after_a_week_without_a_working_day_two_are_due() -> None:
    bridge = (date(2025, 10, 10),)
    assert weeks("2025-10-10 12:00", holidays=bridge) == []
    assert weeks("2025-10-12 12:00", holidays=bridge) == []
    assert weeks("2025-10-13 07:29", holidays=bridge) == []
    assert weeks("2025-10-13 07:30", holidays=bridge) == ["2025-W40", "2025-W41"]
    assert weeks("2025-10-20 07:30", holidays=bridge) == ["2025-W42"]


def test_days_and_hour_of_the_house() -> None:
    assert weeks("2026-03-02 07:30", workdays=(date(2026, 3, 2),)) == ["2026-W09"]
    assert weeks("2024-01-22 12:00", holidays=(date(2024, 1, 22),)) == []
    assert weeks("2024-01-22 09:59", at=time(10)) == []
    assert weeks("2024-01-22 10:00", at=time(10)) == ["2024-W03"]
    # A Saturday on which the house works, in a week of holidays.
    off = tuple(date(2024, 1, day) for day in range(22, 27))
    assert weeks("2024-01-27 07:30", holidays=off, workdays=(date(2024, 1, 27),)) == ["2024-W03"]


# --- a run ---------------------------------------------------------------------------------------------------

MONDAY = datetime(2024, 1, 22, 7, 30)
WEEK = parse("2024-W03", MONDAY.date())
LIBRARY = Article(
    id="library",
    title="가온시, 마을 도서관 열 곳 새로 연다",
    published=date(2024, 1, 17),
    outlet="가온일보",
    body="가온시는 17일 마을 도서관 10곳을 새로 연다고 밝혔다. 사업비는 94억원이다.",
)
BUS = Article(
    id="bus",
    title="밤에도 달리는 마을버스",
    published=date(2024, 1, 18),
    outlet="새솔신문",
    body="새솔군은 18일 심야 마을버스 12대를 3월부터 운행한다고 밝혔다.",
)
READERS = ["daon@example.org", "seoyeon@example.org"]


@dataclass
class House:
    """A house with an archive, a mail server and a site, and its runs."""

    folder: Path
    archive: Archive
    office: Server

    def settings(self, reach: str, approval: str = "none", **run: object) -> Config:
        server = {"host": "127.0.0.1", "port": self.office.port, "security": "none", "sender": "policy@example.org"}
        values = {
            "formats": ["json"],
            "approval": approval,
            "mail": {**server, "to": READERS, "attach": ["none"], "charts": "none"},
            "site": {"target": "site"},
            "run": {"reach": reach, **run},
        }
        return config.settings(self.folder / "briefing.toml", values, {})

    def run(self, settings: Config, now: datetime = MONDAY, *, anew: bool = False) -> list[str]:
        """What a run says; a trouble begins with a mark."""
        steps = routine.run(self.archive, WEEK, settings, {}, clock=lambda: now, sleep=lambda seconds: None, anew=anew)
        return [f"! {step.said}" if step.trouble else step.said for step in steps]

    def latest(self) -> int | None:
        latest = self.archive.latest(WEEK.slug)
        return latest and latest.number


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fonts, "woff2", lambda weight, piece: b"")  # a minute of work that is tested elsewhere
    with Archive.open(tmp_path / "reports" / "briefing.sqlite") as archive, mailserver.serving() as office:
        archive.add(LIBRARY)
        yield House(tmp_path, archive, office)


def test_a_draft_is_made_once_when_it_is_due(house: House) -> None:
    settings = house.settings("draft")
    made = "기사 1건으로 1판을 만듦(reports/2024-W03)"
    assert house.run(settings, datetime(2024, 1, 19, 9)) == [made]  # by somebody, before it was due
    assert house.run(settings) == [made]
    assert house.run(settings, MONDAY.replace(hour=8)) == []
    house.archive.add(BUS)
    assert house.run(settings, MONDAY.replace(hour=9)) == []
    assert house.run(settings, MONDAY.replace(hour=9), anew=True) == [
        made.replace("기사 1건으로 1판", "기사 2건으로 2판")
    ]
    assert not (house.folder / "site").exists() and house.office.taken == []


def test_what_needs_approval_waits_for_it_and_then_leaves_by_itself(house: House) -> None:
    settings = house.settings("send", "required")
    first, waiting = house.run(settings)
    assert (first[:11], waiting) == ("기사 1건으로 1판을", "1판이 승인되지 않았습니다.")
    assert house.run(settings, MONDAY.replace(hour=8)) == []
    dispatch.approve(house.archive, WEEK.slug, "박다온", MONDAY.replace(hour=9))
    house.archive.add(BUS)  # too late: what was approved is what leaves
    published, sent = house.run(settings, MONDAY.replace(hour=10))
    assert published == f"사이트에 실음({house.folder}/site)"
    assert sent == "2명에게 보냄"
    assert house.office.recipients == READERS
    for anew in (False, True):
        assert house.run(settings, MONDAY.replace(hour=11), anew=anew) == []
    assert (house.latest(), len(house.office.taken)) == (1, 2)


def test_without_approval_all_in_one_run_and_nobody_twice(house: House) -> None:
    settings = house.settings("send")
    assert len(house.run(settings, anew=True)) == 3
    assert (house.folder / "site" / "index.html").is_file()
    house.archive.add(BUS)
    assert house.run(settings, anew=True) == []
    assert (house.latest(), house.office.recipients) == (1, READERS)


def test_a_run_that_may_only_publish_sends_nothing(house: House) -> None:
    assert house.run(house.settings("publish"))[1:] == [f"사이트에 실음({house.folder}/site)"]
    assert house.office.taken == []


def test_who_was_refused_is_told_once_and_waits_for_a_person(house: House) -> None:
    house.office.plan = {(reader, "end"): ["550 no such user"] for reader in READERS}
    settings = house.settings("send")
    assert house.run(settings)[2:] == ["0명에게 보냄", "! 2명에게는 보내지 못함(briefing status로 확인)"]
    assert house.run(settings, MONDAY.replace(hour=8)) == []


def test_a_source_that_fails_does_not_stop_the_run(house: House) -> None:
    with web.serving() as site:
        source = Source(name="새솔군", url=site.url("/rss"), allow_private=True)
        said = house.run(replace(house.settings("draft"), sources=(source,)))
    assert said[:2] == ["출처 1곳에서 새 기사 0건", "! 온전히 받지 못한 출처 1곳(새솔군)"]
    assert said[2].startswith("기사 1건으로 1판을 만듦")


def test_the_inbox_is_read_first(house: House) -> None:
    inbox = house.folder / "받은 기사"
    inbox.mkdir()
    (inbox / "2024-01-18 밤에도 달리는 마을버스.txt").write_text(BUS.body, "utf-8")
    (inbox / "깨짐.hwpx").write_bytes(b"PK\3\4")
    said = house.run(house.settings("draft", inbox="받은 기사"))
    assert said[0] == "받은 폴더에서 새 기사 1건"
    assert said[1] == f"! 읽지 못한 것 1건({inbox}/깨짐.hwpx)"
    assert said[2].startswith("기사 2건으로 1판을 만듦")
    for path in inbox.iterdir():
        path.unlink()
    assert len(house.run(house.settings("draft", inbox="받은 기사"), anew=True)) == 1  # an empty one is no fault
    assert house.archive.rejections() == ()
    assert house.run(house.settings("draft", inbox="없음"), anew=True)[1] == f"! 읽지 못한 것 1건({house.folder}/없음)"


def test_one_run_at_a_time_says_who_is_at_work(house: House) -> None:
    path = house.folder / "reports" / "briefing.sqlite"
    who = rf"briefing run: .*{os.getpid()}번 프로세스, 2024-01-22 07:30부터"
    with routine.alone(path, MONDAY), pytest.raises(LockedError, match=who):
        routine.alone(path, MONDAY).__enter__()
    with routine.alone(path, MONDAY):
        pass


# --- the operator --------------------------------------------------------------------------------------------


def test_the_operator_is_told_once_a_day_of_the_same(house: House) -> None:
    settings = house.settings("send", operator="운영자 <operator@example.org>")
    assert routine.tell(settings, "사이트: 쓸 수 없습니다.", MONDAY, {})
    assert not routine.tell(settings, "사이트: 쓸 수 없습니다.", MONDAY.replace(hour=9), {})
    assert routine.tell(settings, "다른 잘못", MONDAY.replace(hour=9), {})
    assert routine.tell(settings, "다른 잘못", MONDAY.replace(day=23), {})
    messages = [message_from_bytes(content, policy=default) for _, content in house.office.taken]
    message = messages[0]
    assert (house.office.recipients[0], message["To"], message["From"]) == ("operator@example.org",) * 2 + (
        "policy@example.org",
    )
    assert message["Subject"] == "briefing run: 확인이 필요합니다"
    assert message["Date"] == "Mon, 22 Jan 2024 07:30:00 +0900"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == [
        "사이트: 쓸 수 없습니다.",
        "",
        f"설정: {house.folder}/briefing.toml",
        "보관함: reports/briefing.sqlite",
    ]
    assert len({message["Message-ID"] for message in messages}) == len(messages) == 3


def test_nobody_to_tell(house: House) -> None:
    assert not routine.tell(house.settings("send"), "잘못", MONDAY, {})
    assert house.office.taken == []


def test_an_operator_who_cannot_be_told(house: House) -> None:
    house.office.plan = {("operator@example.org", "end"): ["550 mailbox unavailable"]}
    settings = house.settings("send", operator="operator@example.org")
    with pytest.raises(MailError, match=r"메일 서버 127\.0\.0\.1:\d+: 550 mailbox unavailable \[run\]의 operator를"):
        routine.tell(settings, "잘못", MONDAY, {})
    assert routine.tell(settings, "잘못", MONDAY, {})  # what was not told is told again
