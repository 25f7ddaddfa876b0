"""Who gets a briefing: addresses, groups and CSV files; what is wrong in them is told and never overlooked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.config import Mail
from briefing.config.mail import mailbox
from briefing.deliver import recipients
from briefing.errors import ConfigError, NotFoundError
from briefing.model import Mailbox, Rejected

MAIL = Mail(host="mail.gaon.example", port=587, security="starttls", sender=mailbox("brief@gaon.example"))
TABLE = (
    "이름,이메일,그룹\n박다온,daon@gaon.example,정책실;국장단\n최누리,nuri@gaon.example,정책실\n,bom@narae.example,\n"
)


def listed(tmp_path: Path, text: str | bytes) -> Mail:
    file = tmp_path / "받는사람.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return replace(MAIL, recipients_file=file)


def addresses(chosen: recipients.Chosen) -> list[str]:
    return [person.address for person in chosen.recipients]


def test_everybody_in_the_order_of_the_settings() -> None:
    mail = replace(
        MAIL,
        to=(mailbox("a@gaon.example"),),
        groups=(("정책실", (mailbox("나 <b@gaon.example>"),)), ("국장단", (mailbox("c@gaon.example"),))),
    )
    assert recipients.chosen(mail) == recipients.Chosen(
        (
            Mailbox(address="a@gaon.example"),
            Mailbox(address="b@gaon.example", name="나"),
            Mailbox(address="c@gaon.example"),
        )
    )


def test_names_choose_groups_and_addresses(tmp_path: Path) -> None:
    mail = replace(listed(tmp_path, TABLE), groups=(("정책실", (mailbox("a@gaon.example"),)),))
    assert addresses(recipients.chosen(mail, ["정책실"])) == [
        "a@gaon.example",
        "daon@gaon.example",
        "nuri@gaon.example",
    ]
    assert addresses(recipients.chosen(mail, ["국장단", "정책실"])) == [
        "daon@gaon.example",
        "a@gaon.example",
        "nuri@gaon.example",
    ]
    assert recipients.chosen(mail, ["DAON@Gaon.example", "new@narae.example"]).recipients == (
        Mailbox(address="daon@gaon.example", name="박다온"),
        Mailbox(address="new@narae.example"),
    )


def test_nobody_is_a_name_that_is_neither(tmp_path: Path) -> None:
    with pytest.raises(
        NotFoundError, match=r"기획실: 그런 묶음이 없고, 주소도 아닙니다.* 쓸 수 있는 묶음: 정책실, 국장단\."
    ):
        recipients.chosen(listed(tmp_path, TABLE), ["기획실"])


def test_nobody_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="받는 사람이 없습니다"):
        recipients.chosen(MAIL)
    with pytest.raises(NotFoundError, match="받는 사람이 없습니다"):
        recipients.chosen(listed(tmp_path, "이메일\n"))


def test_an_address_counts_once_however_it_is_capitalised(tmp_path: Path) -> None:
    mail = replace(listed(tmp_path, TABLE), to=(mailbox("다온 <Daon@GAON.example>"),))
    assert recipients.chosen(mail).recipients == (
        Mailbox(address="Daon@gaon.example", name="다온"),
        Mailbox(address="nuri@gaon.example", name="최누리"),
        Mailbox(address="bom@narae.example"),
    )


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp949"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace(";", " , ").replace(" , 국장단", "").replace(",", "\t").encode(),
        TABLE.replace(";국장단", "").replace(",", ";").encode(),
        TABLE.replace("이름,이메일,그룹", "Name,E-mail,Group").encode(),
        TABLE.replace("이름,이메일,그룹", "성명, 전자우편 주소 ,부서").encode(),
        ("\n\n".join(TABLE.split("\n"))).encode(),
    ],
    ids=["bom", "cp949", "crlf", "tabs", "semicolons", "english", "other names", "blank lines"],
)
def test_files_as_people_save_them(tmp_path: Path, content: bytes) -> None:
    mail = listed(tmp_path, content)
    assert recipients.chosen(mail, ["정책실"]) == recipients.Chosen(
        (
            Mailbox(address="daon@gaon.example", name="박다온"),
            Mailbox(address="nuri@gaon.example", name="최누리"),
        )
    )
    assert len(recipients.chosen(mail).recipients) == 3


def test_columns_in_another_order_and_more_of_them(tmp_path: Path) -> None:
    mail = listed(tmp_path, '순번,그룹,이메일,비고\n1,정책실,a@gaon.example,"쉼표, 줄\n바꿈"\n2,,b@gaon.example\n')
    assert addresses(recipients.chosen(mail)) == ["a@gaon.example", "b@gaon.example"]
    assert addresses(recipients.chosen(mail, ["정책실"])) == ["a@gaon.example"]


def test_a_wrong_address_is_refused_by_its_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    mail = listed(
        tmp_path,
        "이름,이메일\n가,a@gaon.example\n나,b@gaon\n다,\n라,한글@gaon.example\n마\u202e,m@gaon.example\n바,f@gaon.example\n",
    )
    file = mail.recipients_file
    assert recipients.chosen(mail) == recipients.Chosen(
        (Mailbox(address="a@gaon.example", name="가"), Mailbox(address="f@gaon.example", name="바")),
        (
            Rejected(f"{file} 3행", "b@gaon: 전자우편 주소의 꼴이 아닙니다. name@example.kr처럼 적어 주십시오."),
            Rejected(f"{file} 4행", "빈 칸: @이 있는 전자우편 주소가 아닙니다."),
            Rejected(
                f"{file} 5행",
                "한글@gaon.example: @ 앞이 영문이 아닌 주소로는 보낼 수 없습니다. 영문 주소를 적어 주십시오.",
            ),
            Rejected(f"{file} 6행", "m@gaon.example: 줄 바꿈이나 보이지 않는 글자가 들어 있습니다."),
        ),
    )


def test_a_cell_cannot_name_two_people(tmp_path: Path) -> None:
    chosen = recipients.chosen(
        listed(tmp_path, '이름,이메일\n"가 <x@y.example>, 나",a@gaon.example\n라,"b@c.example>, <d@e.example"\n')
    )
    assert chosen.recipients == ()
    assert len(chosen.refused) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"받는사람\.csv: 이메일 열이 없습니다. 첫 줄에 이름,이메일,그룹"),
        ("이름,부서\n가,나\n".encode(), "이메일 열이 없습니다"),
        (b"email\n\xff\xfe\xff\n", "UTF-8도 CP949도 아닌 파일입니다"),
        (b'email\n"' + b"a" * 200_000, "2행: CSV로 읽을 수 없습니다"),
        (b"email\n" + b"a@b.example\n" * 500_000, "너무 큽니다"),
    ],
    ids=["empty", "no addresses", "encoding", "quotes", "size"],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        recipients.chosen(listed(tmp_path, content))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"없음\.csv: 받는 사람 파일을 읽을 수 없습니다"):
        recipients.chosen(replace(MAIL, recipients_file=tmp_path / "없음.csv"))
