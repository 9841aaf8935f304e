"""The timetable: which moment a line means, and each run of it done once."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.runner import Runner
from sync.configuration.timetable import BadLine, times
from sync.durable.claims import Claims
from sync.durable.database import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sync.durable.database import Database

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = datetime(2026, 3, 6, 9, 42, 17, tzinfo=ZONE)
TET = {date(2026, 2, day) for day in range(14, 23)}


def works(day: date) -> bool:
    """Whether the company works: not on weekends, not at Tết."""
    return day.weekday() < 5 and day not in TET


def latest(line: str, now: datetime = FRIDAY) -> str:
    """The last moment of a line up to a moment, as the clock says it."""
    found = times(line).latest(now, works)
    return f"{found:%d/%m/%Y %H:%M:%S}" if found else ""


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("every 5 s", "06/03/2026 09:42:15"),
        ("every minute", "06/03/2026 09:42:00"),
        ("every 15 minutes", "06/03/2026 09:30:00"),
        ("hourly", "06/03/2026 09:00:00"),
        ("Hourly", "06/03/2026 09:00:00"),
        ("daily 01:00", "06/03/2026 01:00:00"),
        ("daily 9:43", "05/03/2026 09:43:00"),
        ("working days 07:30", "06/03/2026 07:30:00"),
        ("friday 16:00", "27/02/2026 16:00:00"),
        ("Friday  09:42", "06/03/2026 09:42:00"),
        ("10 Jan and 10 Jul", "10/01/2026 07:00:00"),
        ("10 July 08:00", "10/07/2025 08:00:00"),
        ("quarter ends", "31/12/2025 07:00:00"),
        ("monthly", "01/03/2026 07:00:00"),
        ("29 Feb", ""),  # two years ago is past making good
        ("off", ""),
    ],
)
def test_a_line_means_a_moment(line: str, moment: str) -> None:
    assert latest(line) == moment


@pytest.mark.parametrize(
    "line",
    [
        "",
        "sometimes",
        "every",
        "every 0 s",
        "daily 25:00",
        "31 Feb",
        "10 Foo",
        "monday 7",
    ],
)
def test_a_line_that_says_nothing_known_is_refused_with_what_may_be_said(
    line: str,
) -> None:
    with pytest.raises(BadLine, match=r"xin viết như “every 5 s”"):
        times(line)


def test_a_morning_after_tet_is_the_first_one_again() -> None:
    monday = datetime(2026, 2, 23, 7, 29, tzinfo=ZONE)
    assert latest("working days 07:30", monday) == "13/02/2026 07:30:00"
    assert latest("working days 07:30", monday + timedelta(minutes=1)) == (
        "23/02/2026 07:30:00"
    )


lines = st.sampled_from(
    [
        "every 7 s",
        "hourly",
        "daily 13:05",
        "working days 07:30",
        "Sunday 00:00",
        "monthly",
    ]
)
moments = st.datetimes(
    datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(ZONE)
)


@given(line=lines, now=moments, later=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_moment_never_lies_ahead_and_never_falls_back(
    line: str, now: datetime, later: timedelta
) -> None:
    first, second = (times(line).latest(at, works) for at in (now, now + later))
    assert first is not None
    assert second is not None
    assert first <= now
    assert first <= second <= now + later
    assert times(line).latest(first, works) == first


@pytest.fixture
def database(tmp_path: Any) -> Iterator[Database]:
    with closing(open_database(tmp_path / "langnghe.db")) as opened:
        yield opened


class Copies:
    """Two running copies of one desk, and what they did."""

    def __init__(self, database: Database) -> None:
        self.claims = Claims(database)
        self.did: list[tuple[str, str, datetime]] = []
        self.one, self.other = self.copy("one"), self.copy("other")

    def copy(self, name: str) -> Runner:
        return Runner(
            jobs={job: self.job(name, job) for job in ("review", "digest", "week")},
            times={
                "review": times("every minute"),
                "digest": times("working days 07:30"),
                "week": times("Friday 16:00"),
            },
            idle={},
            claims=self.claims,
            owner=name,
            works=works,
        )

    def job(self, name: str, job: str) -> Callable[[datetime], object]:
        return lambda now: self.did.append((name, job, now))


@pytest.fixture
def copies(database: Database) -> Copies:
    return Copies(database)


def test_a_new_desk_has_missed_nothing(copies: Copies) -> None:
    assert copies.one.tick(FRIDAY) == ()
    assert copies.one.tick(FRIDAY + timedelta(minutes=1)) == ("review",)


def test_a_machine_that_slept_does_what_it_missed_once(copies: Copies) -> None:
    copies.one.tick(FRIDAY)
    woken = datetime(2026, 3, 16, 8, 0, tzinfo=ZONE)
    assert copies.one.tick(woken) == ("review", "digest", "week")
    assert copies.one.tick(woken) == ()
    assert [job for _, job, _ in copies.did] == ["review", "digest", "week"]


def test_two_copies_share_the_work_and_do_nothing_twice(copies: Copies) -> None:
    copies.one.tick(FRIDAY)
    for minute in range(1, 31):
        now = FRIDAY + timedelta(minutes=minute)
        first, second = (
            (copies.one, copies.other) if minute % 2 else (copies.other, copies.one)
        )
        first.tick(now)
        second.tick(now + timedelta(seconds=1))
    moments_done = [now.minute for _, job, now in copies.did if job == "review"]
    assert len(moments_done) == len(set(moments_done)) == 30
    assert {name for name, _, _ in copies.did} == {"one", "other"}


def test_each_run_leaves_a_heartbeat(copies: Copies) -> None:
    copies.one.tick(FRIDAY)
    now = FRIDAY + timedelta(minutes=1)
    copies.one.tick(now)
    assert set(copies.claims.heartbeats()) == {"review"}
    assert copies.claims.heartbeats()["review"] == now


def test_a_copy_that_died_in_the_middle_is_followed_by_the_other(
    copies: Copies,
) -> None:
    copies.one.tick(FRIDAY)
    slot = FRIDAY.replace(second=0) + timedelta(minutes=1)
    ten = timedelta(minutes=10)
    assert copies.claims.claim("review", slot, owner="one", now=slot, lease=ten)
    assert "review" not in copies.other.tick(slot + timedelta(minutes=5))
    assert "review" in copies.other.tick(slot + timedelta(minutes=11))
