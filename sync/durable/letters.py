"""Letters on their way: what the ledger hands out and tells of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sheets_schema.writing.letter import Letter
from sync.durable.database import moment, text

if TYPE_CHECKING:
    import sqlite3


class State(StrEnum):
    """Where a letter is on its way."""

    WAITING = "waiting"
    """To be sent, or to be tried again."""
    SENDING = "sending"
    """Claimed by somebody who is sending it."""
    SENT = "sent"
    FILED = "filed"
    """Written to a file, since no mail server is set."""
    JOINED = "joined"
    """Not sent by itself: another letter to the same person named it."""
    FAILED = "failed"
    """Given up: it will not be tried again."""
    DROPPED = "dropped"
    """Not sent, because what it was about is done."""


_STATES = {state.value: state for state in State}
_NAMES = tuple(field.name for field in fields(Letter))


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter so far, without its words.

    Attributes:
        key: The letter's.
        template: The key of its text.
        ref: What it is about.
        to_address: Whose it is; empty as long as nobody is named.
        role: In which role.
        state: Where it is.
        error: Why the last try failed, or why it was dropped.
        retry_at: When it will be tried again, in UTC; None where no try has failed.
    """

    key: str
    template: str
    ref: str
    to_address: str
    role: str
    state: State
    error: str
    retry_at: datetime | None


@dataclass(frozen=True)
class LedgerEntry:
    """What the ledger knows of one letter; moments are in UTC.

    Attributes:
        letter: As queued.
        state: Where it is.
        queued_at: When it was queued.
        changed_at: When this entry last changed.
        sent_at: When it was taken: by the mail server, a file, or with another letter;
            None before.
        retry_at: When it will be tried again; None where no try has failed.
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

    @property
    def outcome(self) -> Outcome:
        """What became of it, without its words."""
        it = self.letter
        about = (it.key, it.template, it.ref, it.to_address, it.role)
        return Outcome(*about, self.state, self.error, self.retry_at)


@dataclass(frozen=True)
class Counts:
    """The ledger in figures, for ``doctor`` and ``/healthz``.

    Attributes:
        waiting: How many are to be sent.
        unaddressed: How many of them wait for somebody to be named.
        retrying: How many of them failed at least once.
        failed: How many were given up.
        oldest: When the longest waiting one was queued, in UTC; None if none waits.
    """

    waiting: int
    unaddressed: int
    retrying: int
    failed: int
    oldest: datetime | None


def row(letter: Letter, *, domain: str, now: datetime) -> dict[str, object]:
    """The letter's columns as they are first stored."""
    not_before = text(letter.not_before) if letter.not_before else ""
    return {
        **vars(letter),
        "mailbox": mailbox(letter.to_address),
        "not_before": not_before,
        "claimable_at": max(not_before, text(now)),
        "message_id": _message_id(letter.key, domain),
        "now": text(now),
    }


def coming(letter: Letter, *, domain: str, now: datetime) -> LedgerEntry:
    """What the ledger will tell of a letter that is about to be queued."""
    return LedgerEntry(
        letter=letter,
        state=State.WAITING,
        queued_at=now,
        changed_at=now,
        sent_at=None,
        retry_at=None,
        tries=0,
        error="",
        message_id=_message_id(letter.key, domain),
    )


def past(entry: LedgerEntry, *, domain: str) -> dict[str, object]:
    """The columns of a letter of which it is known what became of it."""
    stored = row(entry.letter, domain=domain, now=entry.queued_at)
    return {
        **stored,
        "message_id": entry.message_id or stored["message_id"],
        "state": entry.state,
        "queued_at": text(entry.queued_at),
        "changed_at": text(entry.changed_at),
        "sent_at": text(entry.sent_at) if entry.sent_at else "",
        "error": entry.error,
    }


def _message_id(key: str, domain: str) -> str:
    """Follows from the key alone.

    So it is the same at every try, and even after a lost database was built anew.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"<{digest[:32]}@{domain}>"


def mailbox(address: str) -> str:
    """What counts as one mailbox, however its address is written."""
    return address.strip().lower()


def letter(stored: sqlite3.Row) -> Letter:
    """The letter of a row."""
    known = {name: stored[name] for name in _NAMES}
    known["urgent"] = bool(known["urgent"])
    known["droppable"] = bool(known["droppable"])
    known["not_before"] = moment(known["not_before"])
    return Letter(**known)


def claimed(stored: sqlite3.Row) -> Claimed:
    """What a sender gets of a row."""
    return Claimed(
        letter(stored), stored["message_id"], stored["tries"], stored["owner"]
    )


def outcome(stored: sqlite3.Row) -> Outcome:
    """What became of the letter of a row."""
    return Outcome(
        key=stored["key"],
        template=stored["template"],
        ref=stored["ref"],
        to_address=stored["to_address"],
        role=stored["role"],
        state=_STATES[stored["state"]],
        error=stored["error"],
        retry_at=_retry_at(stored),
    )


def _retry_at(stored: sqlite3.Row) -> datetime | None:
    retrying = stored["state"] == State.WAITING and stored["error"] != ""
    return moment(stored["claimable_at"]) if retrying else None


def entry(stored: sqlite3.Row) -> LedgerEntry:
    """What the ledger tells of a row."""
    return LedgerEntry(
        letter=letter(stored),
        state=State(stored["state"]),
        queued_at=datetime.fromisoformat(stored["queued_at"]),
        changed_at=datetime.fromisoformat(stored["changed_at"]),
        sent_at=moment(stored["sent_at"]),
        retry_at=_retry_at(stored),
        tries=stored["tries"],
        error=stored["error"],
        message_id=stored["message_id"],
    )
