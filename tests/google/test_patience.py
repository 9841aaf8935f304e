"""An hour of refusal is an hour of patience: the jobs go on, and make up for it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from jobs import flush, review
from jobs.runner import Runner
from sheets_schema.codes import grouped, track_code
from sync.configuration.timetable import times
from tests.sheets_emulator.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.google.office import Building, Office

MINUTE = timedelta(minutes=1)
HOUR = 60
EVER = 10**6


def at_work(office: Office) -> Runner:
    """The runner of an office's jobs."""
    jobs = {"flush": flush.run, "review": review.run}
    return Runner(
        jobs={name: partial(_done, office, job) for name, job in jobs.items()},
        times={name: times("every minute") for name in jobs},
        idle={},
        claims=office.desk.claims,
        owner="a",
        works=lambda _: True,
    )


def _done(office: Office, job: Callable[..., object], now: datetime) -> None:
    job(office.desk, now=now)


@pytest.mark.parametrize("do", ["quota", "503", "html502", "cut_before"])
def test_an_hour_of_refusal_is_an_hour_of_patience(house: Building, do: str) -> None:
    with house.office() as office:
        runner = at_work(office.calm())
        runner.tick(office.now)
        office.now += MINUTE
        office.send(3)
        office.emulator.script.faults.append(
            Fault(office.emulator.next_number(), do, times=EVER)
        )
        for _ in range(HOUR):
            runner.tick(office.now)
            office.now += MINUTE
        assert office.desk.queue.length() == 3
        last = office.desk.claims.last("flush")
        assert last is not None
        assert "Không dùng được sổ “Sổ CSKH”" in last.error
        office.emulator.script.faults.clear()
        for _ in range(3):
            runner.tick(office.now)
            office.now += MINUTE
        tracks = Counter(row.get("track_code") for row in office.rows())
        assert [tracks[grouped(track_code(it))] for it in (101, 102, 103)] == [1, 1, 1]
        assert office.desk.queue.length() == 0
        assert all(row.get("status") for row in office.rows())
