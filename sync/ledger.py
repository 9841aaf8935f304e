"""The ledger of letters: each is claimed, sent and recorded once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta

    from sheets_schema.letter import Letter
    from sync.database import Database


class State(StrEnum):
    """Where a letter is on its way."""

    WAITING = "waiting"
    """To be sent, or to be tried again."""
    SENDING = "sending"
    """Claimed by somebody who is sending it."""
    SENT = "sent"
    FAILED = "failed"
    """Given up: it will not be tried again."""
    DROPPED = "dropped"
    """Not sent, because what it was about is done."""


@dataclass(frozen=True)
class Claimed:
    """A letter in the hands of one sender, until the lease ends.

    Attributes:
        letter: What to send.
        message_id: The Message-ID, the same at every try: ``<…@example.com>``.
        tries: Which try this is, from 1.
        owner: Who sends it.
    """

    letter: Letter
    message_id: str
    tries: int
    owner: str


@dataclass(frozen=True)
class Entry:
    """What the ledger knows of one letter; moments are in UTC.

    Attributes:
        letter: As queued.
        state: Where it is.
        queued_at: When it was queued.
        changed_at: When this entry last changed.
        sent_at: When the mail server took it.
        retry_at: When it will be tried again.
        tries: How often it was tried.
        error: Why the last try failed, or why it was dropped.
        message_id: The Message-ID that it carries.
    """

    letter: Letter
    state: State
    queued_at: datetime
    changed_at: datetime
    sent_at: datetime | None
    retry_at: datetime | None
    tries: int
    error: str
    message_id: str


@dataclass(frozen=True)
class Counts:
    """The ledger in figures, for ``doctor`` and ``/healthz``.

    Attributes:
        waiting: How many are to be sent.
        unaddressed: How many of them wait for somebody to be named.
        retrying: How many of them failed at least once.
        failed: How many were given up.
        oldest: When the longest waiting one was queued.
    """

    waiting: int
    unaddressed: int
    retrying: int
    failed: int
    oldest: datetime | None


class Ledger:
    """All letters ever queued. Every method may raise `Unstorable`.

    Args:
        database: Where they are kept.
        domain: What stands behind the @ of a Message-ID: the domain of the desk's own
            mail address.
    """

    def __init__(self, database: Database, *, domain: str) -> None:
        self._database = database
        self._domain = domain

    def queue(self, letters: Collection[Letter], *, now: datetime) -> int:
        """Queue letters whose keys are new; how many there were.

        A letter that has been waiting without an address takes address and text of
        the one that is queued under its key.
        """
        raise NotImplementedError

    def drop(self, keys: Collection[str], *, reason: str, now: datetime) -> int:
        """Drop letters that nobody has claimed yet; how many were dropped."""
        raise NotImplementedError

    def waiting_keys(self) -> frozenset[str]:
        """The keys of the letters that are to be sent."""
        raise NotImplementedError

    def known(self, keys: Collection[str]) -> frozenset[str]:
        """Which of these keys were ever queued."""
        raise NotImplementedError

    def claim(
        self, *, now: datetime, owner: str, lease: timedelta, limit: int
    ) -> list[Claimed]:
        """Take letters in hand that are due, the longest waiting first.

        One whose sender let the lease end is taken again, with its old Message-ID.
        """
        raise NotImplementedError

    def claim_urgent(
        self, *, now: datetime, owner: str, lease: timedelta, limit: int
    ) -> list[Claimed]:
        """As `claim`, but only letters that are sent in quiet time too."""
        raise NotImplementedError

    def sent(self, claimed: Claimed, *, now: datetime) -> None:
        """Record that the mail server took it."""
        raise NotImplementedError

    def failed(
        self, claimed: Claimed, *, error: str, retry_at: datetime, now: datetime
    ) -> None:
        """Record that a try failed and when the next may be made."""
        raise NotImplementedError

    def given_up(self, claimed: Claimed, *, error: str, now: datetime) -> None:
        """Record that it failed for good."""
        raise NotImplementedError

    def put_back(self, claimed: Claimed, *, until: datetime, now: datetime) -> None:
        """Hand a letter back untried, to be claimed again from a moment on."""
        raise NotImplementedError

    def entries(self, *, since: datetime) -> list[Entry]:
        """What changed since a moment, in the order of queueing."""
        raise NotImplementedError

    def sent_today(self, address: str, *, midnight: datetime) -> list[Entry]:
        """What an address was sent since the day began (in the company's zone).

        For the limits of `ux.md`: so many automatic letters an address and day, and
        one N04 or N05 a case, person and day.
        """
        raise NotImplementedError

    def counts(self) -> Counts:
        """How many letters wait, wait for a name, or failed."""
        raise NotImplementedError
