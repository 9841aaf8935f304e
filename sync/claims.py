"""Claims: which of several running copies does which run of a job, and once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from sync.database import Database


@dataclass(frozen=True)
class Run:
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
    """Runs of jobs and their heartbeats. Every method may raise `Unstorable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self, job: str, slot: datetime, *, owner: str, now: datetime, lease: timedelta
    ) -> bool:
        """Whether the job is the caller's for this slot, until the lease ends.

        No, where the slot was done, is in other hands, or waits after a failure; and
        no while any other slot of the same job is in somebody's hands.
        """
        raise NotImplementedError

    def done(self, job: str, slot: datetime, *, owner: str, now: datetime) -> None:
        """Record that the run ended well."""
        raise NotImplementedError

    def failed(
        self, job: str, slot: datetime, *, owner: str, error: str, retry_at: datetime
    ) -> None:
        """Record why the run failed; the slot may be claimed again at ``retry_at``."""
        raise NotImplementedError

    def last(self, job: str) -> Run | None:
        """The run for the latest slot that was ever claimed."""
        raise NotImplementedError

    def heartbeat(self, job: str, *, now: datetime) -> None:
        """Record that the job has just run."""
        raise NotImplementedError

    def heartbeats(self) -> Mapping[str, datetime]:
        """When each job last ran."""
        raise NotImplementedError
