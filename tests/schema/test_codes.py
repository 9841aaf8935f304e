from hypothesis import given
from hypothesis import strategies as st

from sheets_schema import codes


@given(st.integers(0, 10**12))
def test_a_tracking_code_has_ten_digits_and_proves_itself(seed: int) -> None:
    assert codes.is_track_code(codes.track_code(seed))


@given(st.integers(0, 10**9 - 1), st.integers(0, 9), st.integers(1, 9))
def test_one_digit_heard_wrong_is_found(seed: int, place: int, shift: int) -> None:
    code = codes.track_code(seed)
    heard = str((int(code[place]) + shift) % 10)
    assert not codes.is_track_code(code[:place] + heard + code[place + 1 :])


def test_a_code_is_read_out_in_groups() -> None:
    assert codes.grouped("4829153076") == "4829 153 076"


def test_the_check_digit_is_that_of_iso_7064() -> None:
    # 0794 and its digit 5: the example of the standard for MOD 11,10
    assert codes.check_digit("0794") == "5"


def test_only_ten_ascii_digits_are_a_code() -> None:
    assert not codes.is_track_code("")
    assert not codes.is_track_code("١٢٣٤٥٦٧٨٩٠")


def test_numbers_grow_past_four_digits() -> None:
    assert codes.numbered("F01", 2026, 12345) == "F01-2026-12345"


def test_the_highest_number_is_found_among_other_things() -> None:
    cells = ["F01-2026-0009", None, 3.0, "F02-2026-0100", "F01-2025-10000", "F01-x"]
    assert codes.highest("F01", cells) == {2026: 9, 2025: 10000}
