"""The runner: does each job when it is due, once, and lets none stop another."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from jobs.refusals import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from threading import Event

    from sync.configuration.timetable import Times
    from sync.durable.claims import Claims

LEASE = timedelta(minutes=10)
"""How long a job may take before another copy takes over."""
RETRY = timedelta(minutes=1)
"""How soon a job that failed is tried again."""
TICK_SECONDS = 1
WELL_AGAIN = "đã chạy lại được."
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
    _endings: dict[str, Callable[[], None]] = field(default_factory=dict, init=False)
    _adopted: set[str] = field(default_factory=set, init=False)
    _said: dict[str, str] = field(default_factory=dict, init=False)

    def tick(self, now: datetime) -> tuple[str, ...]:
        """Do every job that is due and not done; their names.

        A job that was missed while the machine slept is due once, for its latest slot.
        Whatever goes wrong is logged, and the job looked at again at the next tick.
        """
        return tuple(job for job in self.jobs if self._guarded(job, now))

    def _guarded(self, job: str, now: datetime) -> bool:
        """One guard around all of a job: its claim and its record, too."""
        try:
            self._record(job)
            self._adopt(job, now)
            return self._do(job, now)
        except Exception as error:  # noqa: BLE001 - no job may stop another
            self._log(job, error)
            return False

    def _adopt(self, job: str, now: datetime) -> None:
        """What was due before this desk existed is not missed."""
        if job in self._adopted:
            return
        slot = self._slot(job, now)
        if slot and self.claims.last(job) is None and self._claim(job, slot, now):
            self.claims.done(job, slot, owner=self.owner, now=now)
        self._adopted.add(job)

    def _slot(self, job: str, now: datetime) -> datetime | None:
        return self.times[job].latest(now, self.works)

    def _claim(self, job: str, slot: datetime, now: datetime) -> bool:
        return self.claims.claim(job, slot, owner=self.owner, now=now, lease=LEASE)

    def _do(self, job: str, now: datetime) -> bool:
        if job in self.idle and self.idle[job]():
            return False
        slot = self._slot(job, now)
        if slot is None:
            return False
        if self.times[job].again:
            self.claims.turn_back(job, slot, now=now)
        if not self._claim(job, slot, now):
            return False
        self._endings[job] = self._ending(job, slot, now)
        self._record(job)
        return True

    def _ending(self, job: str, slot: datetime, now: datetime) -> Callable[[], None]:
        """Do the job; how its end is recorded."""
        try:
            self.jobs[job](now)
        except Exception as error:  # noqa: BLE001 - a job may fail in any way
            self._log(job, error)
            return partial(self._failed, job, slot, str(error), now)
        return partial(self._well, job, slot, now)

    def _record(self, job: str) -> None:
        """Record how the last run ended, also where that could not be done before.

        Otherwise its claim would keep the job from us until the lease ends.
        """
        if job in self._endings:
            self._endings[job]()
            del self._endings[job]

    def _failed(self, job: str, slot: datetime, error: str, now: datetime) -> None:
        again = now + RETRY
        self.claims.failed(job, slot, owner=self.owner, error=error, retry_at=again)

    def _well(self, job: str, slot: datetime, now: datetime) -> None:
        self.claims.done(job, slot, owner=self.owner, now=now)
        self.claims.heartbeat(job, now=now)
        if self._said.pop(job, ""):
            log.warning("%s: %s", job, WELL_AGAIN)

    def _log(self, job: str, error: Exception) -> None:
        """Log what went wrong, once until it changes.

        A sentence for what people can mend, all of it for a mistake of the program.
        """
        told = sentence(error)
        said = told or repr(error)
        if self._said.get(job) != said:
            log.error("%s: %s", job, said, exc_info=None if told else error)
            self._said[job] = said


def run(runner: Runner, *, clock: Callable[[], datetime], stop: Event) -> None:
    """Look at the timetable every second until told to stop.

    The second is a second whatever becomes of the clock on the wall.
    """
    while not stop.wait(TICK_SECONDS):
        runner.tick(clock())
