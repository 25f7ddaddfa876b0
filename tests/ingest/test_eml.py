"""E-mails: one article a mail, its attachments read as files, its sender an outlet only where it sends newsletters."""

from __future__ import annotations

import io
import time
from base64 import b64encode
from datetime import date
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest import eml, read
from briefing.ingest.found import Found, Member
from briefing.model import Article, Rejected
from tests.ingest.stories import OTHERS, STORIES
from tests.ingest.webpages import cms

STORY = STORIES["plain"]
BODY = "\n".join(STORY.paragraphs)
LIST = {"List-Unsubscribe": "<https://letter.example/leave>", "List-Id": "<weekly.letter.example>"}
ITEMS = "".join(f"<tr><td><h3>{title}</h3><p>{text}</p></td></tr>" for title, text in OTHERS)
LETTER = (
    "<html><head><style>p{}</style></head><body><div style='display:none'>미리보기에만 보이는 글입니다.</div>"
    "<table><tr><td><a href=/w>웹에서 보기</a></td></tr><tr><td><h1>이번 주 정책 소식</h1></td></tr>"
    f"{ITEMS}<tr><td>본 메일은 발신 전용입니다. <a href=/x>수신거부</a></td></tr><tr><td>Copyright ⓒ 새벽신문</td></tr></table></body></html>"
)


def mail(text: str | None = STORY.body, html: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    stated = {"From": "새벽신문 뉴스레터 <letter@saebyeok.example>", "To": "team@example.org", "Subject": STORY.title,
              "Date": "Tue, 13 Feb 2024 23:30:00 +0000", "Message-ID": "<1@saebyeok.example>"} | {
        name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
    for name, value in stated.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def found(message: EmailMessage) -> list[Found]:
    return list(eml.read(io.BytesIO(message.as_bytes(policy=policy.SMTP)), "기사.eml"))


def article(message: EmailMessage) -> Article:
    (one,) = found(message)
    assert isinstance(one, Article)
    return one


def test_what_the_headers_state() -> None:
    one = article(mail(**LIST))
    assert (one.id, one.title, one.outlet, one.byline) == ("기사.eml", STORY.title, "새벽신문", None)
    assert one.published == date(2024, 2, 14)  # half past eight in the morning in Seoul
    assert one.body == BODY


@pytest.mark.parametrize(
    ("headers", "outlet"),
    [
        ({}, None),
        ({"List-Unsubscribe": "<mailto:leave@x.example>"}, "새벽신문"),
        ({"List-Id": "<weekly.x.example>"}, "새벽신문"),
        ({**LIST, "List-Post": "<mailto:all@x.example>"}, None),
        ({**LIST, "List-Post": "NO"}, "새벽신문"),
        ({**LIST, "From": '"한빛연구원" <a@x.example>'}, "한빛연구원"),
        ({**LIST, "From": "letter@x.example"}, None),
        ({**LIST, "From": "뉴스레터 <letter@x.example>"}, "뉴스레터"),
    ],
)
def test_only_a_newsletter_has_an_outlet(headers: dict[str, str], outlet: str | None) -> None:
    assert article(mail(**headers)).outlet == outlet


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Wed, 14 Feb 2024 23:30:00 +0900", date(2024, 2, 14)),
        ("Wed, 14 Feb 2024 15:30:00 -0000", date(2024, 2, 15)),
        ("Wed, 14 Feb 2024 15:30:00 GMT", date(2024, 2, 15)),
        ("14 Feb 2024 09:00 +0900 (KST)", date(2024, 2, 14)),
        ("어제", None),
        ("Wed, 99 Feb 2024 15:30:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
    ],
)
def test_the_day_is_that_of_seoul(stated: str, published: date | None) -> None:
    source = mail().as_bytes().replace(b"Tue, 13 Feb 2024 23:30:00 +0000", stated.encode())
    (one,) = eml.read(io.BytesIO(source), "기사.eml")
    assert isinstance(one, Article)
    assert one.published == published


def test_a_newsletter_of_many_items_is_one_article() -> None:
    one = article(mail("HTML을 볼 수 있는 프로그램에서 열어 주십시오.", LETTER, Subject="이번 주 정책 소식", **LIST))
    assert one.title == "이번 주 정책 소식"
    assert one.body == "\n".join(line for item in OTHERS for line in item)


def test_a_mail_in_xhtml_is_read() -> None:
    declared = f'<?xml version="1.0" encoding="utf-8"?>\n{LETTER}'
    assert article(mail(None, declared)).body.startswith("이번 주 정책 소식\n")


@pytest.mark.parametrize("charset", ["utf-8", "euc-kr", "cp949", "iso-2022-kr"])
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_texts_and_subjects_in_every_encoding_of_korean_mail(charset: str, transfer: str) -> None:
    message = mail(None)
    message.set_content(STORY.body.replace("‘", "'"), charset=charset.replace("cp949", "ks_c_5601-1987"), cte=transfer)
    assert article(message).body.startswith("별빛시가 밤길 안전을 위해")


@pytest.mark.parametrize(
    "subject",
    [
        "말하는 가로등 300개".encode(),
        "말하는 가로등 300개".encode("cp949"),
        b"=?EUC-KR?B?" + b64encode("말하는 가로등 300개".encode("euc-kr")) + b"?=",
        b"=?utf-8?B?66eQ7ZWY64qUIA==?=\r\n =?utf-8?Q?=EA=B0=80=EB=A1=9C=EB=93=B1_300=EA=B0=9C?=",
        b"=?ks_c_5601-1987?B?" + b64encode("말하는 가로등 300개".encode("cp949")) + b"?=",
        b"=?iso-2022-kr?B?" + b64encode("말하는 가로등 300개".encode("iso2022_kr")) + b"?=",
    ],
)
def test_subjects_as_mailers_write_them(subject: bytes) -> None:
    source = b"MIME-Version: 1.0\r\nSubject: " + subject + b"\r\n\r\n" + STORY.body.encode()
    (one,) = eml.read(io.BytesIO(source), "기사.eml")
    assert isinstance(one, Article)
    assert one.title == "말하는 가로등 300개"


def test_attachments_are_read_as_files(tmp_path: Path) -> None:
    message = mail("보도자료를 붙임과 같이 보내드립니다.")
    message.add_attachment(cms(STORIES["long"]).encode(), maintype="text", subtype="html", filename="보도자료 1.html")
    message.add_attachment(
        STORY.body.encode(), maintype="application", subtype="octet-stream", filename="C:\\속\\보도자료 2.txt"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="로고.png")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="일정.ics")
    message.add_attachment(b"\xd0\xcf\x11\xe0", maintype="application", subtype="octet-stream")
    path = tmp_path / "기사.eml"
    path.write_bytes(message.as_bytes())
    one, two, three = read([path])
    assert isinstance(one, Article)
    assert (one.origin, one.title, one.published) == (
        f"{path}/보도자료 1.html",
        STORIES["long"].title,
        date(2024, 2, 14),
    )
    assert isinstance(two, Article)
    assert (two.origin, two.published) == (f"{path}/보도자료 2.txt", None)  # a mail may bring an older text
    assert isinstance(three, Rejected)
    assert three.origin == f"{path}/첨부 3"


def test_a_mail_that_is_more_than_a_cover_is_an_article_beside_its_attachments() -> None:
    message = mail(STORIES["long"].body)
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="가.pdf")
    one, two = found(message)
    assert isinstance(one, Article)
    assert two == Member("가.pdf", b"x")


def test_a_mail_in_a_mail_is_read() -> None:
    message = mail("아래 소식을 전해 드립니다.", Subject="전달")
    message.add_attachment(mail(**LIST))
    (one,) = found(message)
    assert isinstance(one, Article)
    assert (one.origin, one.title, one.outlet) == ("기사.eml/첨부 1.eml", STORY.title, "새벽신문")


@pytest.mark.parametrize("name", ["기사.eml", "기사.txt", "기사"])
def test_the_content_beats_the_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"Received: from x\r\n by y; now\r\n" + mail(html=LETTER, **LIST).as_bytes(policy=policy.SMTP))
    (one,) = read([path])
    assert isinstance(one, Article)
    assert one.outlet == "새벽신문"


def test_a_text_that_begins_like_a_letter_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "기사.txt"
    path.write_text(f"From: 별빛시\nTo: 주민\n\n{STORY.title}\n\n{STORY.body}", encoding="utf-8")
    (one,) = read([path])
    assert isinstance(one, Article)
    assert one.body.endswith(STORY.paragraphs[-1])


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (i, i) for i in range(45))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (mail(" ").as_bytes(), "본문도 첨부 파일도 없는"),
        (mail(None, "<html><body><img src=x></body></html>").as_bytes(), "본문도 첨부 파일도 없는"),
        (b"MIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 10_000, "여러 겹"),
        (b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 3_000, "여러 겹"),
        (b"MIME-Version: 1.0\n\n" + b"\n" * 1_000_001, "한도 50MB"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 400_000, "여러 겹"),
        (b'MIME-Version: 1.0\nContent-Type: a/b; x="' + b'\\";"' * 100_000 + b"\n\nx", "머리글"),
        (b"MIME-Version: 1.0\n" + NESTED + b"\na\n" * 450_000, "여러 겹"),
    ],
)
def test_a_mail_without_anything_to_read_is_refused(data: bytes, reason: str) -> None:
    start = time.perf_counter()
    with pytest.raises(InputError, match=reason) as refusal:
        list(eml.read(io.BytesIO(data), "기사.eml"))
    assert refusal.value.remedy.endswith("주십시오.")
    assert time.perf_counter() - start < 5


def test_an_encoding_with_a_null_in_its_name_is_none() -> None:
    source = mail(STORY.body).as_bytes().replace(b'charset="utf-8"', b'charset="utf\x00"')
    (one,) = eml.read(io.BytesIO(source), "기사.eml")
    assert isinstance(one, Article)
    assert one.body == BODY


def _base() -> bytes:
    message = mail(html=LETTER, **LIST)
    message.add_attachment(STORY.body.encode(), maintype="text", subtype="plain", filename="붙임.txt")
    message.set_boundary("x")
    return message.as_bytes()


BASE = _base()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(BASE) - 1), st.integers(0, 255)), max_size=10),
    st.integers(0, len(BASE)),
    st.binary(max_size=40),
)
def test_any_damage_gives_articles_or_rejections(
    tmp_path: Path, changes: list[tuple[int, int]], cut: int, extra: bytes
) -> None:
    data = bytearray(BASE)
    for place, byte in changes:
        data[place] = byte
    path = tmp_path / "기사.eml"
    path.write_bytes(bytes(data[:cut]) + extra + bytes(data[cut:]))
    assert all(isinstance(one, Article | Rejected) for one in read([path]))


HEADERS = st.lists(st.tuples(
    st.sampled_from(["Subject", "From", "Date", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "List-Id"]),
    st.text("=?utf-8BQ_;\"'<>@,()*%0aä가/ \t\\", max_size=60) | st.sampled_from(
        ["multipart/mixed; boundary=x", "message/rfc822", "text/html; charset=x", "base64", "x-uuencode", "attachment; filename*0*=utf-9''%ff"]
    ),
), max_size=6)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HEADERS, st.sampled_from([b"", b"--x\n\n--x--", b"begin 666 a\n#86)C\n`\nend\n", STORY.body.encode()]))
def test_any_headers_give_articles_or_rejections(tmp_path: Path, headers: list[tuple[str, str]], body: bytes) -> None:
    path = tmp_path / "기사.eml"
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    path.write_bytes(b"MIME-Version: 1.0\n" + head.encode() + b"\n" + body)
    assert all(isinstance(one, Article | Rejected) for one in read([path]))
