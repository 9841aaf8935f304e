"""A watched moment knows until when whatever was decided by it is decided alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.timing.watched import Watched

if TYPE_CHECKING:
    from collections.abc import Callable

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
HOUR = timedelta(hours=1)
SOON = NOW + HOUR
MIDNIGHT = datetime(2026, 3, 7, tzinfo=ZONE)


def asked(question: Callable[[Any], object]) -> tuple[object, datetime]:
    now = Watched.at(NOW)
    return question(now), now.until


@pytest.mark.parametrize(
    "question",
    [
        lambda now: now > SOON,
        lambda now: not now < SOON,
        lambda now: max(now, SOON) == SOON,
        lambda now: min([SOON, SOON + HOUR], default=now) > now,
        lambda now: sorted([SOON, now, NOW - HOUR])[1] is now,
        lambda now: SOON.astimezone(UTC) < now,
    ],
    ids=count(),
)
def test_a_comparison_holds_until_the_moment_it_was_with(
    question: Callable[[Any], object],
) -> None:
    assert asked(question) == (question(NOW), SOON)


def test_a_comparison_with_what_is_over_holds_for_ever() -> None:
    assert asked(lambda now: now > NOW - HOUR)[1] > NOW + 10**6 * HOUR


def test_the_day_holds_until_midnight() -> None:
    assert asked(lambda now: now.date()) == (date(2026, 3, 6), MIDNIGHT)


@pytest.mark.parametrize(
    "use",
    [
        lambda now: now + HOUR,
        lambda now: now - NOW,
        lambda now: NOW - now,
        lambda now: now.year,
        lambda now: now.astimezone(UTC),
        lambda now: now.replace(tzinfo=None),
        lambda now: f"{now:%H:%M}",
        str,
        hash,
        lambda now: now >= NOW,
    ],
    ids=count(),
)
def test_whatever_uses_the_moment_itself_holds_at_it_alone(
    use: Callable[[Any], object],
) -> None:
    assert asked(use) == (use(NOW), NOW)


moments = st.integers(-5, 5).map(lambda n: NOW + n * HOUR)
comparisons = st.lists(
    st.tuples(st.sampled_from(["__lt__", "__le__", "__gt__", "__ge__"]), moments),
    max_size=5,
)


@given(comparisons, st.integers(0, 600))
def test_before_its_end_every_question_is_answered_as_it_was(
    questions: list[tuple[str, datetime]], minutes: int
) -> None:
    def answers(now: datetime) -> list[bool]:
        return [getattr(now, name)(moment) for name, moment in questions]

    now = Watched.at(NOW)
    found, later = answers(now), NOW + timedelta(minutes=minutes)
    assert later >= now.until or answers(later) == found
