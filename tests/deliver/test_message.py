"""A message as bytes, read again part by part with the standard library."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import Mail
from briefing.config.mail import mailbox
from briefing.deliver import message
from briefing.errors import MailError
from briefing.model import Briefing, Correction, Inline, Letter, Mailbox, Revision
from briefing.period import Period, parse
from tests.render import samples

WHEN = datetime(2024, 1, 22, 7, 30, tzinfo=timezone(timedelta(hours=9)))
MAIL = Mail(
    host="mail.gaon.example",
    port=587,
    security="starttls",
    sender=mailbox("가온시 정책실 <brief@gaon.example>"),
)
REVISION = Revision(slug="2024-W03", number=2, hash="a" * 64)
DAON = mailbox("박다온(정책실) <daon@narae.example>")
PICTURE = Inline(cid="days.0123456789abcdef@briefing", png=b"\x89PNG\r\n\x1a\nx", alt="날짜별 기사")
LETTER = Letter(
    text="가온시가 하천을 \n되살린다. [1]\n\n> 아래\n",
    html=f'<p>가온시가 하천을 되살린다.</p><img src="cid:{PICTURE.cid}">' + "긴 줄 " * 500,
    pictures=(PICTURE,),
)
PDF = b"%PDF-1.7\n\xff\x00" * 100
WEEK = samples.empty()


def compose(mail: Mail = MAIL, briefing: Briefing = WEEK, to: Mailbox = DAON, **given: Any) -> EmailMessage:
    letter = given.get("letter", LETTER)
    files = given.get("files", {"pdf": PDF})
    return message.compose(mail, briefing, letter, files, given.get("revision", REVISION), to, given.get("date", WHEN))


def read(sent: EmailMessage) -> EmailMessage:
    parsed = message_from_bytes(bytes(sent), policy=policy.SMTP)
    assert isinstance(parsed, EmailMessage)
    assert [part.defects for part in parsed.walk() if part.defects] == []
    return parsed


def tree(part: Any) -> Any:
    kind = part.get_content_type()
    return (kind, [tree(inner) for inner in part.iter_parts()]) if part.is_multipart() else kind


def test_the_parts_and_what_is_in_them() -> None:
    parsed = read(compose())
    assert tree(parsed) == (
        "multipart/mixed",
        [
            ("multipart/alternative", ["text/plain", ("multipart/related", ["text/html", "image/png"])]),
            "application/pdf",
        ],
    )
    _, _, text, related, html, png, pdf = parsed.walk()
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert (text.get_param("format"), text.get_content_charset()) == ("flowed", "utf-8")
    assert html.get_content().rstrip() == LETTER.html.rstrip()
    assert related.get_param("type") == "text/html"
    assert (png["Content-ID"], png.get_content_disposition(), png.get_content()) == (
        "<days.0123456789abcdef@briefing>",
        "inline",
        PICTURE.png,
    )
    assert f"cid:{png['Content-ID'].strip('<>')}" in html.get_content()
    assert (pdf.get_content_disposition(), pdf.get_content()) == ("attachment", PDF)


def test_the_headers() -> None:
    mail = replace(
        MAIL, reply_to=mailbox("문의, 담당 <ask@gaon.example>"), unsubscribe="https://gaon.example/off?a=1&b=2"
    )
    parsed = read(compose(mail))
    assert parsed["Date"].datetime == WHEN
    sender, receiver, asked = (parsed[name].addresses for name in ("From", "To", "Reply-To"))
    assert [(one.display_name, one.addr_spec) for one in (*sender, *receiver, *asked)] == [
        ("가온시 정책실", "brief@gaon.example"),
        ("박다온(정책실)", "daon@narae.example"),
        ("문의, 담당", "ask@gaon.example"),
    ]
    assert parsed["Subject"] == "주간 정책 브리핑 1월 3주차 (2024. 1. 15.–1. 21.)"
    assert parsed["Content-Language"] == "ko"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["List-Unsubscribe"] == "<https://gaon.example/off?a=1&b=2>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["Bcc"] is parsed["Cc"] is None


def test_what_is_not_set_is_not_written() -> None:
    parsed = read(compose())
    assert [parsed[name] for name in ("Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post")] == [None] * 3
    parsed = read(compose(replace(MAIL, unsubscribe="mailto:off@gaon.example?subject=off")))
    assert parsed["List-Unsubscribe"] == "<mailto:off@gaon.example?subject=off>"
    assert parsed["List-Unsubscribe-Post"] is None


def test_a_letter_alone() -> None:
    plain = Letter(text="가\n", html="<p>가</p>")
    assert tree(read(compose(letter=plain, files={}))) == ("multipart/alternative", ["text/plain", "text/html"])


def test_the_file_has_its_korean_name_in_both_ways() -> None:
    sent = compose()
    pdf = list(read(sent).walk())[-1]
    assert pdf.get_filename() == "주간 정책 브리핑 2024-W03.pdf"
    raw = bytes(sent).decode("ascii")
    # As RFC 2231 has it, in pieces that fit a line; and as encoded words for those who read only Content-Type.
    assert re.search(r"Content-Disposition: attachment;\r\n filename\*0\*=utf-8''%EC%A3%BC%EA%B0%84%20", raw)
    words = re.search(r'Content-Type: application/pdf;\r\n name="([^"]+)"', raw)
    assert words is not None
    assert "".join(part.decode(kind or "ascii") for part, kind in decode_header(words[1])) == pdf.get_filename()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("주간/정책\\브리핑: “가온시”", "주간 정책 브리핑 “가온시” 2024-W03.pdf"),
        ("../../etc/passwd", "etc passwd 2024-W03.pdf"),
        ('가"; filename="evil.exe', "가 ; filename= evil.exe 2024-W03.pdf"),
        ("가\r\nContent-Type: text/html", "가 Content-Type text html 2024-W03.pdf"),
        ("가" * 100, f"{'가' * 60} 2024-W03.pdf"),
        ("\u202e...", "2024-W03.pdf"),
    ],
)
def test_the_name_of_a_file_is_harmless(title: str, name: str) -> None:
    briefing = replace(WEEK, title=title)
    assert message.file_name(briefing, "pdf") == name
    assert list(read(compose(briefing=briefing)).walk())[-1].get_filename() == name


def test_each_format_has_its_type() -> None:
    files = {"pdf": PDF, "hwpx": b"PK1", "docx": b"PK2"}
    *_, pdf, hwpx, docx = read(compose(files=files)).iter_parts()
    assert [part.get_content_type() for part in (pdf, hwpx, docx)] == [
        "application/pdf",
        "application/hwp+zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]
    assert [part.get_payload(decode=True) for part in (pdf, hwpx, docx)] == [PDF, b"PK1", b"PK2"]


def test_a_correction_says_so_in_subject_and_name() -> None:
    corrected = replace(WEEK, correction=Correction(revision=2, corrected=1, changes=()))
    assert message.subject(MAIL, corrected) == "[정정] 주간 정책 브리핑 1월 3주차 (2024. 1. 15.–1. 21.)"
    assert message.file_name(corrected, "pdf") == "주간 정책 브리핑 2024-W03 정정.pdf"


def test_the_subject_of_the_settings_and_of_days_that_are_no_week() -> None:
    days = replace(WEEK, period=Period(parse("2024-W03", samples.TODAY).start, samples.TODAY))
    mail = replace(MAIL, subject="[정책] {week} {title}")
    assert message.subject(mail, days) == "[정책] 2024. 1. 15.–1. 24. 주간 정책 브리핑"
    assert message.subject(mail, replace(days, title="{week}")) == "[정책] 2024. 1. 15.–1. 24. {week}"


def test_the_same_message_is_the_same_bytes() -> None:
    assert bytes(compose()) == bytes(compose())


def test_the_id_is_of_issue_revision_and_recipient_and_shows_no_address() -> None:
    one = compose()["Message-ID"]
    assert re.fullmatch(r"<2024-W03\.2\.[0-9a-f]{32}@gaon\.example>", one)
    assert compose(letter=Letter(text="나", html="나"), date=WHEN + timedelta(days=1))["Message-ID"] == one
    others = {
        compose(to=mailbox("nuri@narae.example"))["Message-ID"],
        compose(revision=replace(REVISION, number=3))["Message-ID"],
        compose(revision=replace(REVISION, slug="2024-W04"))["Message-ID"],
    }
    assert len(others | {one}) == 4
    assert "daon" not in one


def test_lines_fit_every_server() -> None:
    mail = replace(MAIL, unsubscribe="https://gaon.example/" + "x" * 800)
    far = mailbox(f"박다온 <{'a' * 60}@{'.'.join(['b' * 60] * 3)}.example>")
    raw = bytes(compose(mail, to=far))
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert all(line.isascii() and b"\n" not in line and b"\r" not in line for line in lines)
    assert read(compose(mail, to=far))["To"].addresses[0].addr_spec == far.address


def test_too_large_a_message_says_what_to_leave_out() -> None:
    size = len(bytes(compose(files={"pdf": b"x" * 3_000_000})))
    assert compose(replace(MAIL, max_bytes=size), files={"pdf": b"x" * 3_000_000})
    with pytest.raises(MailError) as caught:
        compose(replace(MAIL, max_bytes=size - 1), files={"pdf": b"x" * 3_000_000})
    assert str(caught.value) == (
        "[mail] max_bytes: 메시지가 4.1 MB로 한도 4.1 MB를 넘습니다(pdf 3.0 MB, 그림 0.0 MB). "
        'attach = ["none"]이나 charts = "none"으로 줄이거나, 서버가 받는 데까지 max_bytes를 늘려 주십시오.'
    )


HEADERS = {
    "Date",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
}
NASTY = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from('\r\n\0\x0b\x85\u2028\u202e,;:<>@()"\\=?가 '),
    ),
    max_size=60,
) | st.sampled_from(
    (
        "가\r\nBcc: x@evil.example",
        "가\n\n<script>",
        "=?utf-8?b?LCBldmlsQGV2aWwuZXhhbXBsZQ==?=",
        "=?utf-8?q?x=0D=0ABcc:_y@evil.example?=",
        '"가" <x@evil.example>, ',
        "가, x@evil.example",
    )
)


@given(title=NASTY, name=NASTY, wording=NASTY)
@settings(max_examples=200, deadline=None)
def test_no_word_can_become_a_header_or_another_recipient(title: str, name: str, wording: str) -> None:
    mail = replace(
        MAIL,
        subject=re.sub("[{}]", "", wording) + "{title}",
        sender=replace(MAIL.sender, name=name),
        reply_to=Mailbox(address="ask@gaon.example", name=name),
    )
    sent = compose(mail, replace(WEEK, title=title), Mailbox(address="daon@narae.example", name=name), files={})
    parsed = message_from_bytes(bytes(sent), policy=policy.SMTP)
    assert set(parsed.keys()) == HEADERS
    assert len(parsed.keys()) == len(HEADERS)
    for header, address in (
        ("From", "brief@gaon.example"),
        ("To", "daon@narae.example"),
        ("Reply-To", "ask@gaon.example"),
    ):
        assert [one.addr_spec for one in parsed[header].addresses] == [address]
    assert "evil.example" not in str(parsed["Bcc"])
    assert tree(parsed) == ("multipart/alternative", ["text/plain", ("multipart/related", ["text/html", "image/png"])])
    assert not re.search(r"[\r\n\0]", parsed["Subject"])
