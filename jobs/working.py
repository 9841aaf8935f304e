"""Working: the timetable of one installation, from the settings to the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs import catalogue, runner
from jobs.catalogue import JOBS, Site
from jobs.runner import Runner
from sync.timetable import times

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path
    from threading import Event

    from jobs.catalogue import Done
    from sync.desk import Desk


def work(
    desk: Desk, folder: Path, *, clock: Callable[[], datetime], stop: Event
) -> None:
    """Do every job when it is due, until told to stop."""
    runner.run(make_runner(desk, folder, clock=clock), clock=clock, stop=stop)


def make_runner(desk: Desk, folder: Path, *, clock: Callable[[], datetime]) -> Runner:
    """The runner of an installation, with the jobs that this program has."""
    lines = desk.settings.timetable.lines
    site = Site(desk, folder, clock)
    return Runner(
        jobs={name: _at(name, site) for name in JOBS},
        times={name: times(lines[name]) for name in JOBS},
        idle={"flush": lambda: desk.queue.length() == 0},
        claims=desk.claims,
        owner=catalogue.owner(),
        works=lambda day: _works(desk, day, clock()),
    )


def _at(name: str, site: Site) -> Callable[[datetime], Done]:
    return lambda _: catalogue.do(name, site)


def _works(desk: Desk, day: date, now: datetime) -> bool:
    return desk.last_office(now=now).worktime.day_length(day) > 0
