"""Bytes to text: encodings recognised, damage and binary refused, invisible characters gone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest.decode import FILE_LIMIT, clean, decode

KOREAN = "새내시가 14일 “골목 안전”을 위해 94억원을 쓴다고 밝혔다. 참석자는 200여명이다.\n둘째 문단은 이렇다.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_korean_encodings_are_recognised(encoding: str) -> None:
    assert decode(KOREAN.encode(encoding), "a.txt") == KOREAN


def test_big_endian_utf_16_with_its_mark() -> None:
    assert decode(b"\xfe\xff" + KOREAN.encode("utf-16-be"), "a.txt") == KOREAN


def test_syllables_outside_ks_x_1001_are_read_from_cp949() -> None:
    text = "펲시 햏자 뷁은 옛 누리꾼들이 쓰던 말이라고 새내시 연구자가 밝혔다. 지금은 쓰이지 않는 말이다."
    assert decode(text.encode("cp949"), "a.txt") == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(bytes(range(256)) * 20, "글이 아닌 파일", id="binary"),
        pytest.param(b"\x00\x01\x02\x03" * 500, "글이 아닌 파일", id="nulls"),
        pytest.param(KOREAN.encode()[:-1].replace(b"14", b"\xff\xfe"), "인코딩", id="damaged utf-8"),
        pytest.param("Žluťoučký kůň".encode("cp1250") * 30, "인코딩", id="another language"),
        pytest.param(b"\xff\xfe" + "가나".encode("utf-16-le") + b"\x00\xd8", "깨져", id="lone surrogate"),
        pytest.param(b"a" * (FILE_LIMIT + 1), "한도 5MB", id="too long"),
    ],
)
def test_what_is_no_korean_text_is_refused_with_a_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.txt")
    assert caught.value.subject == "a.txt"
    assert reason in caught.value.reason
    assert caught.value.remedy.endswith("주십시오.")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("가\r\n나\r다", "가\n나\n다"),
        ("가\u2028나\x0b다\x85라", "가\n나\n다\n라"),
        ("박\u200b윤\u2060규\ufeff", "박윤규"),
        ("\u202e거꾸로\u202c", "거꾸로"),
        ("가\x00\x07나\x1b[31m", "가나[31m"),
        ("9\u00ad090억", "9090억"),
        (unicodedata.normalize("NFD", "한글"), "한글"),
        ("\uf09e 항목", " 항목"),
        ("표\t칸\u00a0칸", "표\t칸\u00a0칸"),
        ("★ 舊 ㈜누리 ½ ’24", "★ 舊 ㈜누리 ½ ’24"),
    ],
)
def test_clean_text_is_nfc_without_invisible_characters(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.binary(max_size=400))
def test_any_bytes_give_clean_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except InputError as error:
        assert error.reason.endswith(".")
    else:
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co") for c in text if c not in "\n\t")


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
