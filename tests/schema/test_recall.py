"""What was found out before is used again for as long as it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from sheets_schema.recall import Recall
from sheets_schema.records import Row

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MINUTE = timedelta(minutes=1)
DUE = NOW + 10 * MINUTE


@pytest.fixture
def ask() -> Callable[..., int]:
    """Asks one recall; each answer that has to be found is a number of its own."""
    recall, numbers = Recall(), count()

    def asked(
        *given: object, at: datetime = NOW, work: Any = lambda now: now > DUE
    ) -> int:
        def found(now: datetime) -> int:
            work(now)
            return next(numbers)

        return recall.answer("case", "F01-2026-0001", *given, now=at, work=found)

    return asked


def test_an_answer_is_found_once_before_its_moment(ask: Callable[..., int]) -> None:
    office = object()
    assert [ask(office, at=NOW + n * MINUTE) for n in range(12)] == [0] * 10 + [1, 2]


def test_an_answer_rests_on_the_very_things_it_was_given(
    ask: Callable[..., int],
) -> None:
    one, other = object(), object()
    assert [ask(one), ask(one), ask(other), ask(one, one)] == [0, 0, 1, 2]


def test_a_clock_that_was_put_back_is_not_believed(ask: Callable[..., int]) -> None:
    assert [ask(), ask(at=NOW - MINUTE)] == [0, 1]


def test_what_took_the_moment_itself_is_found_anew(ask: Callable[..., int]) -> None:
    assert [ask(work=str), ask(work=str)] == [0, 1]


def test_rows_that_hold_the_same_are_the_same() -> None:
    recall = Recall()
    rows = recall.rows("f01", (Row(3, {"phone": "1"}), Row(4, {"phone": "2"})))
    again = recall.rows("f01", (Row(3, {"phone": "1"}), Row(4, {"phone": "2"})))
    assert again is rows


@pytest.mark.parametrize("cells", [{"done": 1}, {"done": True, "note": "x"}, {}])
def test_a_row_that_holds_anything_else_is_another(cells: dict[str, Any]) -> None:
    recall = Recall()
    kept, _ = recall.rows("f01", (Row(3, {"a": "x"}), Row(4, {"done": True})))
    first, second = recall.rows("f01", (Row(3, {"a": "x"}), Row(4, cells)))
    assert first is kept
    assert second.cells is cells
