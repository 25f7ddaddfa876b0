"""A briefing on its way out, against a real mail server: approved, sent once to everybody, accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from briefing import dispatch
from briefing.archive import Archive, lock
from briefing.config import Config, Mail
from briefing.dispatch import Sent
from briefing.errors import ApprovalError, ConfigError, LockedError, MailError, NotFoundError
from briefing.model import Mailbox, Receipt
from tests.deliver.mailserver import PASSWORD, USER, Server, serving
from tests.render import samples

SLUG = "2024-W03"
A, B, C = "a@gaon.example", "b@narae.example", "c@saesol.example"
NOW = datetime(2024, 1, 22, 7, 30)


@dataclass
class Desk:
    """An archive with a drafted briefing, a mail server, and a clock of its own."""

    archive: Archive
    server: Server
    folder: Path
    now: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def settings(self, **changes: Any) -> Config:
        mail: Mail = self.server.settings(
            **({"to": tuple(Mailbox(address=one) for one in (A, B)), "attach": (), "charts": False} | changes)
        )
        return Config(
            archive=self.archive.path,
            reports=self.folder,
            title="",
            issuer=None,
            summary_sentences=3,
            watch=(),
            source=None,
            mail=mail,
        )

    def draft(self, title: str) -> None:
        revision = self.archive.keep_briefing(replace(samples.rich(), title=title))
        place = str(self.folder / SLUG)
        self.archive.note(Receipt(revision=revision, step="drafted", moment=self.clock(), place=place))

    def approve(self) -> dispatch.Approval:
        return dispatch.approve(self.archive, SLUG, "박다온", self.clock())

    def send(self, settings: Config | None = None, **options: Any) -> Sent:
        settings = settings or self.settings()
        return dispatch.send(self.archive, SLUG, settings, {}, **({"clock": self.clock, "sleep": self.sleep} | options))

    def states(self) -> dict[str, str]:
        latest = self.archive.latest(SLUG)
        assert latest is not None
        return {one.recipient: one.state for one in self.archive.deliveries(SLUG, latest.number)}

    def receipts(self) -> list[tuple[int, str, str]]:
        return [(r.revision.number, r.step, r.place) for r in self.archive.receipts(SLUG)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving() as server, Archive.open(tmp_path / "a.sqlite") as archive:
        desk = Desk(archive, server, tmp_path)
        desk.draft("가온시 브리핑")
        yield desk


# --- approval -----------------------------------------------------------------------------------------------


def test_nothing_leaves_before_it_is_approved(desk: Desk) -> None:
    with pytest.raises(ApprovalError) as refused:
        desk.send()
    assert str(refused.value) == (
        "2024-W03: 1판이 승인되지 않았습니다. 문서를 확인하고 briefing approve --week 2024-W03로 승인해 주십시오."
    )
    free = replace(desk.settings(), approval="none")
    assert dispatch.ready(desk.archive, SLUG, free).number == 1
    assert desk.send(free).complete


def test_approving_says_what_and_where_and_twice_is_once(desk: Desk) -> None:
    found = desk.approve()
    assert (found.revision.number, found.folder, found.again) == (1, str(desk.folder / SLUG), False)
    again = dispatch.approve(desk.archive, SLUG, "나누리", desk.clock())
    assert (again.again, again.receipt.by) == (True, "박다온")
    assert [step for _, step, _ in desk.receipts()] == ["drafted", "approved"]


def test_a_changed_rebuild_has_to_be_approved_again(desk: Desk) -> None:
    desk.approve()
    desk.draft("고친 브리핑")
    with pytest.raises(ApprovalError, match="2판이 승인되지"):
        desk.send()
    assert desk.approve().revision.number == 2


def test_what_was_never_made_or_never_written_cannot_be_approved(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="2024-W04: 만든 브리핑이 없습니다"):
        dispatch.approve(desk.archive, "2024-W04", None, desk.now)
    desk.archive.keep_briefing(replace(samples.rich(), title="쓰지 못한 것"))
    with pytest.raises(NotFoundError, match="2판의 문서가 끝까지"):
        desk.approve()


# --- sending ------------------------------------------------------------------------------------------------


def test_everybody_gets_it_once_however_often_it_is_sent(desk: Desk) -> None:
    desk.approve()
    assert desk.send().accepted == 2
    assert desk.send().accepted == 0
    assert desk.server.recipients == [A, B]
    message = message_from_bytes(desk.server.taken[0][1], policy=default)
    assert (message["To"], message["Date"].datetime.isoformat()[-6:]) == (A, "+09:00")
    assert desk.receipts()[2:] == [(1, "sent", f"127.0.0.1:{desk.server.port}, 2명")]


def test_who_comes_later_gets_it_and_nobody_else_again(desk: Desk) -> None:
    desk.approve()
    desk.send()
    more = desk.settings(to=tuple(Mailbox(address=one) for one in (A, B.upper(), C)))
    sent = desk.send(more)
    assert (sent.accepted, sent.complete, len(sent.deliveries)) == (1, True, 3)
    assert desk.server.recipients == [A, B, C]


def test_the_receipts_count_everybody_though_the_clock_was_set_back(desk: Desk) -> None:
    desk.approve()
    desk.send(desk.settings(to=(Mailbox(address=A),)))
    desk.now -= timedelta(hours=2)
    desk.send()
    place = f"127.0.0.1:{desk.server.port}, 1명"
    assert desk.receipts()[2:] == [(1, "sent", place), (1, "sent", place)]


def test_only_those_who_were_named(desk: Desk) -> None:
    desk.approve()
    sent = desk.send(to=[B])
    assert ([one.recipient for one in sent.deliveries], desk.server.recipients) == ([B], [B])
    desk.send()
    assert desk.server.recipients == [B, A]


def test_a_correction_goes_to_everybody_again(desk: Desk) -> None:
    desk.approve()
    desk.send()
    desk.draft("고친 브리핑")
    desk.approve()
    desk.send()
    assert desk.server.recipients == [A, B, A, B]
    identifiers = [message_from_bytes(content)["Message-ID"] for _, content in desk.server.taken]
    assert len(set(identifiers)) == 4


def test_the_report_that_was_approved_is_attached_whatever_lies_in_the_folder(desk: Desk) -> None:
    desk.approve()
    (desk.folder / SLUG).mkdir()
    (desk.folder / SLUG / "briefing.pdf").write_bytes(b"%PDF forged")
    assert desk.send(desk.settings(attach=("pdf",)), to=[A]).complete
    message = message_from_bytes(desk.server.taken[0][1], policy=default)
    (attached,) = message.iter_attachments()
    content = attached.get_content()
    assert attached.get_filename() == "가온시 브리핑 2024-W03.pdf"
    assert content.startswith(b"%PDF-1.7") and len(content) > 50_000


def test_who_is_put_off_is_tried_again_some_times_and_then_waits_for_the_next_run(desk: Desk) -> None:
    desk.approve()
    desk.server.plan = {(A, "rcpt"): ["450 busy"] * 5, (B, "rcpt"): ["450 busy"]}
    sent = desk.send()
    assert desk.states() == {A: "waiting", B: "sent"}
    assert not sent.complete
    assert [wait for wait in desk.slept if wait >= 1] == [30.0, 60.0, 300.0]
    assert desk.send().complete  # the fifth is in this run, and then it goes
    assert desk.server.recipients == [B, A]


def test_messages_are_as_far_apart_as_the_rate_says(desk: Desk) -> None:
    desk.approve()
    desk.send(desk.settings(rate=20))
    assert desk.slept == [0.0, 3.0]


def test_who_is_refused_is_not_asked_again_but_by_decision(desk: Desk) -> None:
    desk.approve()
    desk.server.plan = {(A, "rcpt"): ["550 5.1.1 no such user"]}
    assert not desk.send().complete
    assert not desk.send().complete
    assert desk.states() == {A: "refused", B: "sent"}
    with pytest.raises(NotFoundError, match="결과를 모르거나 거절된 메일이 없습니다"):
        desk.send(again=[B])
    assert desk.send(again=[A]).complete
    assert desk.server.recipients == [B, A]


def test_what_is_uncertain_waits_for_a_decision(desk: Desk) -> None:
    desk.approve()
    desk.server.plan = {(A, "end"): ["drop-after"], (B, "end"): ["drop"]}
    sent = desk.send()
    assert {one.recipient: one.state for one in sent.deliveries} == {A: "uncertain", B: "uncertain"}
    desk.send()
    assert desk.server.recipients == [A]
    (settled,) = dispatch.settle(desk.archive, SLUG, desk.settings(), [A], desk.clock())
    assert (settled.recipient, desk.states()) == (A, {A: "sent", B: "uncertain"})
    with pytest.raises(NotFoundError, match="결과를 모르는 메일이 없습니다"):
        dispatch.settle(desk.archive, SLUG, desk.settings(), [A], desk.clock())
    assert desk.send(again=[B]).complete
    assert desk.server.recipients == [A, B]


def test_a_server_nobody_reaches_ends_the_run_and_all_wait(desk: Desk) -> None:
    desk.approve()
    with pytest.raises(MailError, match="연결할 수 없습니다"):
        desk.send(desk.settings(port=1))
    assert desk.states() == {A: "waiting", B: "waiting"}
    assert desk.archive.handed_out(SLUG) is None
    assert desk.send().complete


def test_a_run_that_ends_early_still_leaves_the_receipt_of_what_it_sent(desk: Desk) -> None:
    desk.approve()

    def sleep(seconds: float) -> None:
        if desk.server.taken:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.send(sleep=sleep)
    assert desk.receipts()[2:] == [(1, "sent", f"127.0.0.1:{desk.server.port}, 1명")]


@pytest.mark.parametrize("right", [True, False])
def test_the_password_is_nowhere_but_on_the_wire(desk: Desk, caplog: pytest.LogCaptureFixture, right: bool) -> None:
    caplog.set_level("DEBUG")
    desk.approve()
    secret = PASSWORD if right else "wr0ng-secret"
    with serving(auth=True) as desk.server:
        settings = desk.settings(user=USER, password_env="PW")
        try:
            sent = dispatch.send(desk.archive, SLUG, settings, {"PW": secret}, clock=desk.clock, sleep=desk.sleep)
            said = repr(sent)
        except MailError as error:
            said = str(error)
    assert len(desk.server.taken) == (2 if right else 0)
    kept = b"".join(path.read_bytes() for path in desk.folder.iterdir() if path.is_file())
    assert secret not in caplog.text + said + repr(settings) and secret.encode() not in kept


def test_two_do_not_send_at_once(desk: Desk) -> None:
    desk.approve()
    with lock.held(desk.archive.path.with_name("a.sqlite.sending"), "메일 보내기", NOW), pytest.raises(LockedError):
        desk.send()
    assert desk.server.taken == []


def test_last_weeks_news_is_not_sent_a_week_later_but_by_force(desk: Desk) -> None:
    desk.approve()
    desk.now = datetime(2024, 1, 27, 12)
    assert desk.send(to=[A]).complete
    desk.now = datetime(2024, 1, 28, 7)
    with pytest.raises(MailError, match=r"2024-W03: 기간이 끝난 지 7일이 지났습니다\. .*--force"):
        desk.send()
    assert desk.send(force=True).complete


def test_without_mail_settings(desk: Desk) -> None:
    desk.approve()
    with pytest.raises(ConfigError, match=r"메일 설정이 없습니다"):
        desk.send(replace(desk.settings(), mail=None))


# --- without sending ------------------------------------------------------------------------------------------


def test_a_plan_leaves_no_trace_and_says_what_stands_in_the_way(desk: Desk) -> None:
    desk.now = datetime(2024, 2, 5)
    found = dispatch.plan(desk.archive, SLUG, desk.settings(), desk.now)
    assert [(one.address, state) for one, state, _ in found.messages] == [(A, None), (B, None)]
    assert all(5_000 < size < 200_000 for _, _, size in found.messages)
    assert found.subject == "가온시 브리핑 1월 3주차 (2024. 1. 15.–1. 21.)"
    assert [line.partition(". ")[0] for line in found.obstacles] == [
        "2024-W03: 1판이 승인되지 않았습니다",
        "2024-W03: 기간이 끝난 지 15일이 지났습니다",
    ]
    assert desk.archive.deliveries(SLUG) == ()
    assert desk.server.taken == []


def test_messages_as_files(desk: Desk) -> None:
    odd = "a/../b*c|d?@gaon.example"
    settings = desk.settings(to=(Mailbox(address=A), Mailbox(address=odd)))
    with pytest.raises(ApprovalError):
        dispatch.write(desk.archive, SLUG, settings, desk.folder / "eml", desk.now)
    desk.approve()
    paths, refused = dispatch.write(desk.archive, SLUG, settings, desk.folder / "eml", desk.now)
    assert refused == ()
    assert [path.parent for path in paths] == [desk.folder / "eml"] * 2
    assert paths[0].name.startswith("2024-W03-1-a@gaon.example-")
    assert paths[1].name.startswith("2024-W03-1-a_.._b_c_d_@gaon.example-")
    assert message_from_bytes(paths[1].read_bytes(), policy=default)["To"].addresses[0].addr_spec == odd
    assert desk.archive.deliveries(SLUG) == ()


# --- account ----------------------------------------------------------------------------------------------------


def test_the_account_of_every_period(desk: Desk) -> None:
    desk.approve()
    desk.send()
    (standing,) = dispatch.status(desk.archive)
    assert [receipt.step for receipt in standing.receipts] == ["drafted", "approved", "sent"]
    assert [one.state for one in standing.deliveries] == ["sent", "sent"]
    assert dispatch.status(desk.archive, last=0) == ()
    assert dispatch.status(desk.archive, SLUG) == (standing,)
    with pytest.raises(NotFoundError):
        dispatch.status(desk.archive, "2024-W04")
