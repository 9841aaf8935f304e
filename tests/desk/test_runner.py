"""The runner: no trouble of one job, of the disk or of the database stops the rest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from jobs.runner import Runner, run
from sync.configuration.timetable import times
from sync.durable.claims import Claims
from sync.durable.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 3, 6, 12, 0, 30, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


class Impatient(sqlite3.Connection):
    """Waits for nobody who holds the database."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how | {"timeout": 0.0})


@dataclass
class Machine:
    """A runner of two jobs, and what they did."""

    path: Path
    claims: Claims
    did: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    holding: set[str] = field(default_factory=set)
    held: sqlite3.Connection | None = None

    def runner(self, **other: Any) -> Runner:
        jobs = {name: self._job(name) for name in ("flush", "review")}
        said: dict[str, Any] = {
            "jobs": jobs,
            "times": {name: times("every minute") for name in jobs},
            "idle": {},
            "claims": self.claims,
            "owner": "a",
            "works": lambda _: True,
        }
        return Runner(**said | other)

    def hold(self) -> None:
        """Another program writes and does not end."""
        self.held = sqlite3.connect(self.path, isolation_level=None)
        self.held.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        assert self.held
        self.held.close()
        self.holding = set()

    def _job(self, name: str) -> Any:
        def job(_: datetime) -> None:
            if name in self.broken:
                raise ZeroDivisionError
            self.did.append(name)
            if name in self.holding:
                self.hold()

        return job


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    path = tmp_path / "langnghe.db"
    with closing(open_database(path, kind=Impatient)) as database:
        yield Machine(path, Claims(database))


def test_a_database_that_is_held_stops_nothing_for_good(machine: Machine) -> None:
    runner = machine.runner()
    runner.tick(NOON)
    machine.hold()
    assert runner.tick(NOON + MINUTE) == ()
    machine.let_go()
    assert runner.tick(NOON + MINUTE + SECOND) == ("flush", "review")


def test_a_desk_that_begins_while_the_database_is_held_begins_after_it(
    machine: Machine,
) -> None:
    runner = machine.runner()
    machine.hold()
    runner.tick(NOON)
    machine.let_go()
    assert runner.tick(NOON + SECOND) == ()  # what was due before is not missed
    assert runner.tick(NOON + MINUTE) == ("flush", "review")


def test_a_run_whose_end_could_not_be_recorded_keeps_nobody_waiting(
    machine: Machine,
) -> None:
    runner = machine.runner()
    runner.tick(NOON)
    machine.holding = {"review"}
    runner.tick(NOON + MINUTE)
    machine.let_go()
    assert "review" in runner.tick(NOON + 2 * MINUTE)
    assert machine.did == ["flush", "review", "flush", "review"]


def test_a_job_that_fails_stops_no_other_and_is_tried_again(machine: Machine) -> None:
    runner = machine.runner()
    runner.tick(NOON)
    machine.broken = {"flush"}
    runner.tick(NOON + MINUTE)
    assert machine.did == ["review"]
    machine.broken = set()
    assert runner.tick(NOON + 2 * MINUTE) == ("flush", "review")


def test_a_question_that_fails_before_the_job_stops_no_other(machine: Machine) -> None:
    def broken() -> bool:
        reason = "disk full"
        raise OSError(reason)

    runner = machine.runner(idle={"flush": broken})
    runner.tick(NOON)
    assert runner.tick(NOON + MINUTE) == ("review",)


HOUR = timedelta(hours=1)


def test_a_clock_that_is_set_back_an_hour_stops_no_job(machine: Machine) -> None:
    runner = machine.runner()
    for minute in range(3):
        runner.tick(NOON + minute * MINUTE)
    machine.did.clear()
    for minute in range(3):
        runner.tick(NOON - HOUR + minute * MINUTE)
        runner.tick(NOON - HOUR + minute * MINUTE + SECOND)
    assert machine.did == ["flush", "review"] * 3


def test_a_clock_that_was_set_back_makes_no_copy_work_twice(machine: Machine) -> None:
    one, other = machine.runner(), machine.runner(owner="b")
    one.tick(NOON + MINUTE)
    machine.did.clear()
    one.tick(NOON - HOUR)
    other.tick(NOON - HOUR)
    assert machine.did == ["flush", "review"]


def test_a_job_of_an_hour_of_the_day_is_done_once_though_the_hour_comes_twice(
    machine: Machine,
) -> None:
    times_ = {name: times("daily 12:00") for name in ("flush", "review")}
    runner = machine.runner(times=times_)
    runner.tick(NOON - 24 * HOUR)
    runner.tick(NOON)
    runner.tick(NOON - HOUR)
    runner.tick(NOON)
    assert machine.did == ["flush", "review"]


def test_jobs_go_on_by_the_second_while_the_clock_on_the_wall_goes_back(
    machine: Machine,
) -> None:
    stop, moments = Event(), [NOON, NOON + MINUTE, NOON - HOUR]

    def clock() -> datetime:
        if len(moments) == 1:
            stop.set()
        return moments.pop(0)

    run(machine.runner(), clock=clock, stop=stop)
    assert machine.did == ["flush", "review"] * 2


def test_what_goes_wrong_is_logged_once_until_it_changes(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.broken = {"review"}
    runner = machine.runner()
    for minute in range(6):
        runner.tick(NOON + minute * MINUTE)
    machine.broken = set()
    runner.tick(NOON + 6 * MINUTE)
    said = [one.getMessage() for one in caplog.records]
    assert said == ["review: ZeroDivisionError()", "review: đã chạy lại được."]
