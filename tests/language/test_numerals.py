"""Korean mixed numerals, read and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language import numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("5,770", 5770),
        ("1천", 1000),
        ("10만", 100_000),
        ("9,090억", 909_000_000_000),
        ("9090억", 909_000_000_000),
        ("1조 2천억", 1_200_000_000_000),
        ("2조8,900억", 2_890_000_000_000),
        ("80억 2600만", 8_026_000_000),
        ("1억2천3백만", 123_000_000),
        ("1억 천만", 110_000_000),
        ("1백30만", 1_300_000),
        ("6백 51", 651),
        ("2천1백 50", 2150),
        ("3만 5천", 35_000),
        ("12만 3,456", 123_456),
        ("3만5천여", 35_000),
        ("82만 6천여", 826_000),
        ("3억3천여만", 330_000_000),
        ("20여억", 2_000_000_000),
        ("410만 천여", 4_101_000),
        ("38,900만", 389_000_000),
        ("2.5조", 2_500_000_000_000),
        ("1경 2조", 10_002_000_000_000_000),
        ("30 만", 300_000),
        ("2 조 5,000 억", 2_500_000_000_000),
        ("5,1 00억", 510_000_000_000),
        ("１２０만", 1_200_000),
        ("△1.5조", -1_500_000_000_000),
        ("−3", -3),
        ("+7", 7),
    ],
)
def test_parse_reads_mixed_numerals(text: str, value: int) -> None:
    assert numerals.parse(text) == Decimal(value)


def test_parse_keeps_fractions_exact() -> None:
    assert numerals.parse("0.1") + numerals.parse("0.2") == Decimal("0.3")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "만",
        "천만",
        "삼백만",
        "수십만",
        "3만 2억",
        "5천 2,000",
        "1,2",
        "5명",
        "5억 2024년",
        "1억 2억",
        "9" * 60,
        "1..2",
    ],
)
def test_parse_refuses_what_is_not_one_numeral(text: str) -> None:
    with pytest.raises(ValueError):
        numerals.parse(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("909000000000", "9,090억"),
        ("577000000000", "5,770억"),
        ("1200000000000", "1조 2,000억"),
        ("35000", "3만 5,000"),
        ("8026000000", "80억 2,600만"),
        ("10000000000000000", "10,000조"),
        ("-1500000000000", "−1조 5,000억"),
        ("4.50", "4.5"),
        ("10000.25", "1만 0.25"),
        ("123456789012345678901234567890.5", "123,456,789,012,345,678조 9,012억 3,456만 7,890.5"),
    ],
)
def test_korean_writes_in_full(value: str, text: str) -> None:
    assert numerals.korean(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_korean_refuses_what_is_not_finite(value: str) -> None:
    with pytest.raises(ValueError):
        numerals.korean(Decimal(value))


@given(st.integers(min_value=0, max_value=10**16))
def test_every_integer_returns(value: int) -> None:
    written = numerals.korean(Decimal(value))
    assert numerals.parse(written) == value
    assert numerals.parse(written.replace(" ", "")) == value
    assert numerals.parse(str(value)) == value
    assert numerals.parse(f"{value:,}") == value


@given(st.decimals(min_value=-(10**16), max_value=10**16, places=4))
def test_every_decimal_returns(value: Decimal) -> None:
    assert numerals.parse(numerals.korean(value)) == value


@given(st.integers(min_value=0, max_value=10**16), st.sampled_from(["조", "억", "만"]))
def test_every_magnitude_returns_with_a_fraction(value: int, large: str) -> None:
    # 2.5조, 909.05억: as newspapers write what `korean` writes in full.
    size = numerals.parse(f"1{large}")
    assert numerals.parse(f"{value / size:f}{large}") == value
    assert numerals.parse(numerals.korean(Decimal(value))) == numerals.parse(f"{value / size:f}{large}")


@given(st.integers(min_value=1, max_value=10**8 - 1))
def test_hundreds_and_thousands_in_hangul_return(value: int) -> None:
    # 3천4백만 5천6백: every digit but the last with its own magnitude.
    words = []
    for name, section in (("만", value // 10_000), ("", value % 10_000)):
        digits = [(section // 10**i % 10, small) for i, small in ((3, "천"), (2, "백"), (1, "십"), (0, ""))]
        word = "".join(f"{digit}{small}" for digit, small in digits if digit)
        words += [word + name] if word else []
    assert numerals.parse("".join(words)) == value


@given(st.text(alphabet="0123456789,.천백십만억조경여 △-년원\n", max_size=40), st.data())
def test_a_match_parses_alike(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    numeral = numerals.match(text, position)
    if numeral is not None:
        assert position == numeral.start < numeral.end <= len(text)
        assert numerals.parse(text[numeral.start : numeral.end]) == numeral.value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1조 2천억원과", "1조 2천억"),
        ("3만5천여명", "3만5천여"),
        ("100 조사", "100"),
        ("3 만남", "3"),
        ("3만 18세", "3만"),
        ("5억 2024년", "5억"),
        ("6백 51건", "6백 51"),
        ("6백 510건", "6백"),
        ("5억 천안", "5억"),
        ("3여단", "3여"),
        ("1, 2위", "1"),
        ("10~20", "10"),
    ],
)
def test_a_match_ends_where_the_numeral_ends(text: str, found: str) -> None:
    numeral = numerals.match(text, 0)
    assert numeral is not None
    assert text[: numeral.end] == found


def test_no_match_without_a_digit() -> None:
    assert numerals.match("약 3만", 0) is None
