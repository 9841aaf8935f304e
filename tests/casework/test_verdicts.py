"""Whatever stands in the cells, a case is judged; lateness never heals by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema import choices
from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.casework import derived, lifecycle, reminders, sentence
from sheets_schema.casework.history import History, trace
from sheets_schema.procedure.course import IN_USE
from sheets_schema.words import Flag, Kept
from tests.casework.drawn import NOW, ZONE, case, limits, office, under
from tests.casework.test_lifecycle import ALPHABET, drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.casework.case import Case
    from sheets_schema.columns import Column, Table
    from sheets_schema.company.office import Office

STEPS = (None, reminders.AHEAD, reminders.DUE, reminders.LATE_1, reminders.LATE_3)
"""The stair of reminders, from the ground."""

anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.datetimes()
    | st.dates()
    | st.sampled_from(
        ["6/3/26 9h", "31/4/2026", "9999-12-31", "01/01/0001", "F01-2026-1"]
    )
)
figures = st.sampled_from(
    [0, 1, 7, 0.3, -5, 10**9, 1e300, "", "abc", "1,5", "Có", None]
)


def some_of(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """A row of a table with some of its cells filled with anything."""
    columns = st.sampled_from(table.columns)
    return st.lists(st.tuples(columns, anything, st.integers(-3, 6)), max_size=12).map(
        lambda cells: {one.key: _either(one, raw, n) for one, raw, n in cells}
    )


def _either(column: Column, raw: Any, n: int) -> Any:
    """A choice of the column's list, or whatever it is."""
    listed = choices.LISTS.get(column.kind.list, ())
    return listed[n % len(listed)] if n >= 0 and listed else raw


policies = st.dictionaries(st.sampled_from(IN_USE), figures, max_size=4)
wandered = st.dictionaries(st.sampled_from(sorted(ALPHABET)), st.integers(0, 20)).map(
    lambda picks: {
        key: ALPHABET[key][n % len(ALPHABET[key])] for key, n in picks.items()
    }
)
moments = st.datetimes(
    datetime(2026, 3, 1), datetime(2026, 4, 30), timezones=st.just(ZONE)
)


def everything_said(one: Case, by: Office, now: datetime) -> list[object]:
    """All that a review says of a case, written as cells."""
    one = under(one, by)
    verdict = lifecycle.judge(one, by, now=now)
    alone = trace(one)
    neighbours = History([alone], {}).of(alone)
    says = derived.on_case(one, verdict, by, neighbours)
    said: list[object] = [one.entry.saying(says)]
    said += [slip.saying(derived.on_slip(one, verdict, by, slip)) for slip in one.slips]
    for running in verdict.running:
        step = reminders.step(running, one, by, now)
        said += [sentence.due(running, by), reminders.ahead(running, one, by), step]
        if step:
            said += reminders.recipients(step, one, verdict, by, now)
    return said


@given(cells=some_of(F01), slip=st.none() | some_of(F02))
def test_any_cells_at_all_can_be_judged(
    cells: Mapping[str, Any], slip: Mapping[str, Any] | None
) -> None:
    assert everything_said(case(slip, **cells), office(), NOW)


@given(cells=wandered, values=policies, now=moments)
def test_any_policy_at_all_can_be_judged_by(
    cells: Mapping[str, str], values: Mapping[str, Any], now: datetime
) -> None:
    assert everything_said(drawn(cells), limits(**values), now)


@given(
    cells=wandered, now=moments, later=st.timedeltas(timedelta(0), timedelta(days=30))
)
def test_what_is_late_stays_late_and_climbs_the_stair(
    cells: Mapping[str, str], now: datetime, later: timedelta
) -> None:
    one = drawn(cells)
    first, second = (
        lifecycle.judge(one, office(), now=at) for at in (now, now + later)
    )
    assert first.flag != Flag.LATE or second.flag == Flag.LATE
    assert first.kept != Kept.BROKEN or second.kept == Kept.BROKEN
    assert (first.status, first.step, first.due) == (
        second.status,
        second.step,
        second.due,
    )
    if first.next is not None:
        reached, then = (
            STEPS.index(reminders.step(first.next, one, office(), at))
            for at in (now, now + later)
        )
        assert reached <= then


@given(cells=wandered, now=moments)
def test_a_case_has_one_flag_and_a_closed_one_asks_nothing(
    cells: Mapping[str, str], now: datetime
) -> None:
    one = drawn(cells)
    verdict = lifecycle.judge(one, office(), now=now)
    assert (verdict.flag == Flag.CLOSED) == one.is_finished
    assert not one.is_finished or (verdict.step, verdict.due) == ("", None)
    assert (verdict.flag == Flag.LATE) == (
        verdict.due is not None and now > verdict.due
    )
