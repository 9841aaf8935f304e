from datetime import datetime
from fractions import Fraction
from statistics import NormalDist, mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.reading.typed import Raw
from sheets_schema.surveys import interval, tally
from sheets_schema.surveys.figures import nps
from sheets_schema.surveys.question import Measure, Question

FIVE = range(1, 6)
SIX = frozenset({6.0})


def marks(counted: dict[Raw, int], scale: range = FIVE) -> tally.Marks:
    return tally.sort(counted, scale, not_applicable=SIX)


@pytest.mark.parametrize("cell", ["1-5", " 1 – 5 ", "1..5", "1 đến 5"])
def test_a_scale_is_read_as_people_write_it(cell: str) -> None:
    assert tally.scale(cell) == FIVE


@pytest.mark.parametrize("day", [datetime(2026, 5, 1), datetime(2026, 1, 5)])
def test_a_scale_that_the_spreadsheet_took_for_a_day_is_still_a_scale(
    day: datetime,
) -> None:
    assert tally.scale(day) == FIVE


@pytest.mark.parametrize("cell", [None, "", "tốt", "5-1", "1-1000", 5])
def test_what_is_no_scale_is_not_guessed(cell: Raw) -> None:
    assert tally.scale(cell) is None


def test_codes_that_do_not_apply_may_be_several_and_in_words() -> None:
    assert tally.codes("6; 99; Không áp dụng") == {6.0, 99.0, "không áp dụng"}
    assert tally.codes(6) == {6.0}
    assert tally.codes(None) == frozenset()


def test_the_same_mark_counts_the_same_however_it_was_typed() -> None:
    assert marks({5: 1, "5": 1, " 5,0 ": 1}).counts[5] == 3


def test_zero_and_blank_are_no_answer_and_six_does_not_apply() -> None:
    found = marks({None: 7, 0: 2, "": 1, "0": 3, 6: 4, "6": 5, 3: 1})
    assert (found.n, found.blank, found.not_applicable) == (1, 13, 9)


def test_zero_is_a_mark_where_the_scale_has_it() -> None:
    found = marks({0: 2, None: 1}, range(11))
    assert (found.counts[0], found.blank) == (2, 1)


def test_what_lies_outside_the_scale_is_kept_and_told() -> None:
    found = marks({7: 2, "tốt": 1, 4.5: 1, -1: 1, 5: 3})
    assert found.outside == {"7": 2, "tốt": 1, "4.5": 1, "-1": 1}
    assert found.n == 3


CELLS = st.one_of(
    st.none(), st.integers(-2, 9), st.sampled_from(["4", "6", "0", " ", "tốt", "4,5"])
)


@given(st.lists(CELLS))
def test_every_slip_is_in_exactly_one_group(cells: list[Raw]) -> None:
    found = marks({cell: cells.count(cell) for cell in cells})
    told = found.n + found.blank + found.not_applicable + sum(found.outside.values())
    assert told == len(cells)


@given(st.lists(st.integers(1, 5), min_size=1))
def test_mean_and_share_equal_a_calculation_answer_by_answer(given: list[int]) -> None:
    found = marks({mark: given.count(mark) for mark in given})
    good = Fraction(sum(mark >= 4 for mark in given), len(given))
    assert found.mean == float(mean(map(Fraction, given)))
    assert found.share(range(4, 6)) == float(good)


@given(st.lists(st.integers(0, 10), min_size=1))
def test_nps_is_a_whole_number_of_those_who_answered(given: list[int]) -> None:
    asked = Question("q1", Measure.RECOMMEND, "", "", range(11))
    found = tally.sort({mark: given.count(mark) for mark in given}, range(11))
    up, down = sum(m >= 9 for m in given), sum(m <= 6 for m in given)
    exact = Fraction(100 * (up - down), len(given))
    assert nps(asked, found) - exact <= Fraction(1, 2) < nps(asked, found) - exact + 1


SAMPLES = st.integers(1, 5000).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n))
)


@given(SAMPLES)
def test_the_ends_of_wilson_are_one_deviate_from_what_was_seen(
    sample: tuple[int, int],
) -> None:
    hits, n = sample
    z = NormalDist().inv_cdf(0.975)
    found = interval.wilson(hits, n)
    for end in (found.low, found.high):
        away = (hits / n - end) ** 2
        assert away == pytest.approx(z * z * end * (1 - end) / n, rel=1e-9, abs=1e-15)
    assert 0 <= found.low <= hits / n <= found.high <= 1


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_the_interval_of_nps_is_that_of_three_more_answers(
    up: int, even: int, down: int
) -> None:
    weights = {1: up + 0.75, 0: even + 1.5, -1: down + 0.75}
    n = sum(weights.values())
    middle = sum(value * weight for value, weight in weights.items()) / n
    square = sum(value**2 * weight for value, weight in weights.items()) / n
    reach = NormalDist().inv_cdf(0.975) * ((square - middle**2) / n) ** 0.5
    found = interval.net(up, down, up + even + down)
    assert found.low == pytest.approx(max(-1, middle - reach))
    assert found.high == pytest.approx(min(1, middle + reach))


def test_intervals_that_touch_overlap() -> None:
    low, high = interval.Interval(0.1, 0.2), interval.Interval(0.2, 0.3)
    assert low.overlaps(high)
    assert high.overlaps(low)
    assert not low.overlaps(interval.Interval(0.21, 0.3))
