"""Claims: which of several running copies does which run of a job, and once."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sync.durable.database import moment, text
from sync.durable.signs import Signs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from sync.durable.database import Database

AHEAD = timedelta(minutes=1)
"""By how much the clocks of two copies may differ."""
KEPT = timedelta(days=2)
"""How long runs that ended well stay in the table, counted in slots."""

_HOLDERS = """
    SELECT DISTINCT owner FROM job_run
    WHERE job = :job AND done = '' AND owner <> '' AND until > :now
"""
_BURY = """
    UPDATE job_run SET until = :now WHERE owner = :owner AND done = '' AND until > :now
"""
_BUSY = """
    SELECT 1 FROM job_run
    WHERE job = :job AND slot <> :slot AND done = '' AND owner <> '' AND until > :now
"""
_CLAIM = """
    INSERT INTO job_run (job, slot, owner, until, done, error)
    VALUES (:job, :slot, :owner, :until, '', '')
    ON CONFLICT (job, slot) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE job_run.done = '' AND job_run.until <= :now
    RETURNING slot
"""
_DONE = """
    UPDATE job_run SET done = :now, error = ''
    WHERE job = :job AND slot = :slot AND owner = :owner AND done = ''
"""
_FORGET = "DELETE FROM job_run WHERE job = :job AND done <> '' AND slot < :before"
_FAILED = """
    UPDATE job_run SET owner = '', until = :until, error = :error
    WHERE job = :job AND slot = :slot AND owner = :owner AND done = ''
"""
_TURN_BACK = """
    DELETE FROM job_run WHERE job = :job AND slot >= :slot
    AND (done <> '' OR owner = '')
"""
_BEAT_BACK = """
    UPDATE heartbeat SET beat_at = :now WHERE job = :job AND beat_at > :now
"""
_LAST = "SELECT * FROM job_run WHERE job = ? ORDER BY slot DESC LIMIT 1"
_BEAT = """
    INSERT INTO heartbeat (job, beat_at) VALUES (:job, :now)
    ON CONFLICT (job) DO UPDATE SET beat_at = excluded.beat_at
    WHERE heartbeat.beat_at < excluded.beat_at
"""
_BEATS = "SELECT job, beat_at FROM heartbeat"


@dataclass(frozen=True)
class JobRun:
    """One run of a job; moments are in UTC.

    Attributes:
        job: ``review``.
        slot: The moment of the timetable that it is for.
        owner: Who did it; empty after a failure.
        until: When the lease ends, or after a failure: when it may be tried again.
        done: When it ended well; None before.
        error: Why it failed; empty otherwise.
    """

    job: str
    slot: datetime
    owner: str
    until: datetime
    done: datetime | None
    error: str


class Claims:
    """Runs of jobs and their heartbeats. Every method may raise `Unstorable`.

    A run that dies between its effect and `done` is repeated: effects need keys of
    their own that make them once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._signs = Signs(database.path.parent)

    @contextmanager
    def alive(self, owner: str, *, now: datetime) -> Iterator[None]:
        """Let others know that a copy lives while the block lasts.

        What it has in hand is free as soon as it dies, however long its lease. What
        copies that died before have left is cleared away.
        """
        for other in filter(self._signs.is_dead, self._signs.owners()):
            with self._database.transaction() as connection:
                connection.execute(_BURY, {"owner": other, "now": text(now)})
            self._signs.forget(other)
        with self._signs.shown(owner):
            yield

    def claim(
        self, job: str, slot: datetime, *, owner: str, now: datetime, lease: timedelta
    ) -> bool:
        """Whether the job is the caller's for this slot, until the lease ends.

        No, where the slot was done, is in other hands, or waits after a failure; and
        no while any other slot of the same job is in somebody's hands. The hands of a
        copy that died (`alive`) hold nothing.
        """
        wish = {
            "job": job,
            "slot": text(slot),
            "owner": owner,
            "now": text(now),
            "until": text(now + lease),
        }
        with self._database.transaction() as connection:
            for (holder,) in connection.execute(_HOLDERS, wish).fetchall():
                if self._signs.is_dead(holder):
                    connection.execute(_BURY, wish | {"owner": holder})
            if connection.execute(_BUSY, wish).fetchone():
                return False
            return connection.execute(_CLAIM, wish).fetchone() is not None

    def turn_back(self, job: str, slot: datetime, *, now: datetime) -> None:
        """Let a job be due again whose slots lie ahead: the clock was set back.

        What is in somebody's hands stays there. For jobs that are due after so much
        time; one of a moment of the day is done once, whatever the clock says.
        """
        last = self.last(job)
        if last is None or last.slot <= now + AHEAD:
            return
        wish = {"job": job, "slot": text(slot), "now": text(now)}
        with self._database.transaction() as connection:
            connection.execute(_TURN_BACK, wish)
            connection.execute(_BEAT_BACK, wish)

    def done(self, job: str, slot: datetime, *, owner: str, now: datetime) -> None:
        """Record that the run ended well, unless it has passed to somebody else.

        Runs that ended well long before are forgotten.
        """
        run = {"job": job, "slot": text(slot), "owner": owner, "now": text(now)}
        with self._database.transaction() as connection:
            connection.execute(_DONE, run)
            connection.execute(_FORGET, {"job": job, "before": text(slot - KEPT)})

    def failed(
        self, job: str, slot: datetime, *, owner: str, error: str, retry_at: datetime
    ) -> None:
        """Record why the run failed; the slot may be claimed again at ``retry_at``."""
        run = {"job": job, "slot": text(slot), "owner": owner, "error": error}
        with self._database.transaction() as connection:
            connection.execute(_FAILED, run | {"until": text(retry_at)})

    def last(self, job: str) -> JobRun | None:
        """The run for the latest slot that was ever claimed."""
        with self._database.reading() as connection:
            row = connection.execute(_LAST, (job,)).fetchone()
        return _run(row) if row else None

    def heartbeat(self, job: str, *, now: datetime) -> None:
        """Record that the job has just run."""
        with self._database.transaction() as connection:
            connection.execute(_BEAT, {"job": job, "now": text(now)})

    def heartbeats(self) -> Mapping[str, datetime]:
        """When each job last ran, in UTC."""
        with self._database.reading() as connection:
            rows = connection.execute(_BEATS).fetchall()
        return {row["job"]: datetime.fromisoformat(row["beat_at"]) for row in rows}


def _run(row: sqlite3.Row) -> JobRun:
    return JobRun(
        job=row["job"],
        slot=datetime.fromisoformat(row["slot"]),
        owner=row["owner"],
        until=datetime.fromisoformat(row["until"]),
        done=moment(row["done"]),
        error=row["error"],
    )
