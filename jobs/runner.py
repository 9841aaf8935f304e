"""The runner: does each job when it is due, once, and lets none stop another."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from threading import Event

    from jobs.timetable import Times
    from sync.claims import Claims

LEASE = timedelta(minutes=10)
"""How long a job may take before another copy takes over."""
RETRY = timedelta(minutes=1)
"""How soon a job that failed is tried again."""
TICK_SECONDS = 1
log = logging.getLogger("langnghe.jobs")


@dataclass(frozen=True)
class Runner:
    """Looks at the timetable and does what is due.

    Attributes:
        jobs: What each job does at a moment.
        times: When each job is due.
        idle: Whether a job has nothing to do, for those that can tell cheaply.
        claims: Which copy of the desk does which run.
        owner: The name of this copy.
        works: Whether the company works on a day.
    """

    jobs: Mapping[str, Callable[[datetime], object]]
    times: Mapping[str, Times]
    idle: Mapping[str, Callable[[], bool]]
    claims: Claims
    owner: str
    works: Callable[[date], bool]

    def adopt(self, now: datetime) -> None:
        """Start a new desk: what was due before it existed is not missed."""
        for job in self.jobs:
            slot = self._slot(job, now)
            if slot and self.claims.last(job) is None and self._claim(job, slot, now):
                self.claims.done(job, slot, owner=self.owner, now=now)

    def tick(self, now: datetime) -> tuple[str, ...]:
        """Do every job that is due and not done; their names.

        A job that was missed while the machine slept is due once, for its latest slot.
        """
        return tuple(job for job in self.jobs if self._do(job, now))

    def _slot(self, job: str, now: datetime) -> datetime | None:
        return self.times[job].latest(now, self.works)

    def _claim(self, job: str, slot: datetime, now: datetime) -> bool:
        return self.claims.claim(job, slot, owner=self.owner, now=now, lease=LEASE)

    def _do(self, job: str, now: datetime) -> bool:
        if job in self.idle and self.idle[job]():
            return False
        slot = self._slot(job, now)
        if slot is None or not self._claim(job, slot, now):
            return False
        try:
            self.jobs[job](now)
        except Exception as error:
            log.exception("%s", job)
            self.claims.failed(
                job, slot, owner=self.owner, error=str(error), retry_at=now + RETRY
            )
            return True
        self.claims.done(job, slot, owner=self.owner, now=now)
        self.claims.heartbeat(job, now=now)
        return True


def run(runner: Runner, *, clock: Callable[[], datetime], stop: Event) -> None:
    """Look at the timetable every second until told to stop."""
    scheduler = schedule.Scheduler()
    scheduler.every(TICK_SECONDS).seconds.do(lambda: runner.tick(clock()))
    while not stop.wait(TICK_SECONDS):
        scheduler.run_pending()
