"""Numbers and money are read as people in Viet Nam type them."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import MONEY, NUMBER, Conditions, Raw, Unreadable

TODAY = Conditions(ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 3, 6), {})


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000 đ", 1_500_000),
        ("1500000 VND", 1_500_000),
        ("1.500.000đ", 1_500_000),
        ("1.500.000 ₫", 1_500_000),
        ("₫1500000", 1_500_000),
        ("1.500.000,00 đồng", 1_500_000),
        ("1,5 triệu", 1_500_000),
        ("1.5tr", 1_500_000),
        ("1tr5", 1_500_000),
        ("1tr500", 1_500_000),
        ("1 triệu rưỡi", 1_500_000),
        ("1 triệu 500 nghìn", 1_500_000),
        ("1.500k", 1_500_000),
        ("1.500 ngàn đồng", 1_500_000),
        ("500k", 500_000),
        ("2 tỷ", 2_000_000_000),
        ("2 tỉ 3", 2_300_000_000),
        ("2 TY 300 TRIEU", 2_300_000_000),
        ("1.234", 1_234),
        ("1,234", 1_234),
        ("0", 0),
        (1500000.0, 1_500_000),
        (1499999.5, 1_500_000),
    ],
)
def test_money_is_read_however_it_is_typed(typed: Raw, dong: int) -> None:
    assert MONEY.read(typed, TODAY) == dong


@pytest.mark.parametrize(
    "typed",
    [
        "1tr25",
        "1.5",
        "12 usd",
        "12.34.56",
        "1.50.000",
        "một triệu",
        "200k 5 triệu",
        "500k k",
        "-5",
        -3.0,
        True,
        float("nan"),
        1e15,
        "1e5",
    ],
)
def test_what_could_mean_two_amounts_or_none_is_told(typed: Raw) -> None:
    with pytest.raises(
        Unreadable, match=r"bằng đồng, ví dụ 1\.500\.000 hoặc 1,5 triệu"
    ):
        MONEY.read(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4,3", 4.3),
        ("4.3", 4.3),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234", 1234),
        ("0.125", 0.125),
        ("4.25", 4.25),
        ("1,234", 1.234),
        ("1.234.567", 1234567),
        ("1 500", 1500),
        ("-2,5", -2.5),
        ("+7", 7),
        (5.0, 5),
        (2.75, 2.75),
        (-1e300, -1e300),
    ],
)
def test_a_number_is_read_with_the_decimal_comma(typed: Raw, number: float) -> None:
    assert NUMBER.read(typed, TODAY) == number


@pytest.mark.parametrize(
    "typed", ["ba", "4,3,2", "1.23.456", ",", "5 điểm", False, "9" * 16]
)
def test_what_is_no_number_is_told(typed: Raw) -> None:
    with pytest.raises(Unreadable, match=r"xin nhập một số, ví dụ 4,3 hoặc 1\.500"):
        NUMBER.read(typed, TODAY)


@given(st.integers(0, 10**15 - 1))
def test_money_comes_back_from_how_the_sheet_shows_it(dong: int) -> None:
    shown = f"{dong:,} ₫".replace(",", ".")
    assert MONEY.read(shown, TODAY) == dong


@given(
    st.integers(1, 999), st.sampled_from(["k", " nghìn", "tr", " triệu", " tỷ", " tỉ"])
)
def test_money_with_a_word_is_so_many_of_it(many: int, word: str) -> None:
    one = MONEY.read(f"1{word}", TODAY)
    assert isinstance(one, int)
    assert MONEY.read(f"{many}{word}", TODAY) == many * one
