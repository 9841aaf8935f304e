"""The committer: one thread that makes durable what many threads wait for.

Waiting for the disk costs the same for one piece of work as for a hundred, so all that
came while the disk was busy shares the next commit.
"""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sync.database import Unstorable, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.database import Database

T = TypeVar("T")


@dataclass(frozen=True)
class _Ticket:
    work: Callable[[sqlite3.Connection], Any]
    done: Future[Any] = field(default_factory=Future)


@dataclass(frozen=True)
class _Outcome:
    result: Any = None
    error: Exception | None = None


class Committer:
    """Groups pieces of work into transactions; its thread starts with the first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Ticket] = []
        self._closed = False
        self._thread: threading.Thread | None = None
        self._arrival = threading.Condition()

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` returned, once its effect is on disk.

        Args:
            work: Runs in the committer's thread, shares its transaction with others
                and is undone alone when it raises.

        Raises:
            Unstorable: Nothing of it is stored.
            Exception: Whatever ``work`` raised.
        """
        ticket = _Ticket(work)
        with self._arrival:
            if self._closed:
                reason = "chương trình đang dừng"
                raise Unstorable(reason)
            self._waiting.append(ticket)
            self._start()
            self._arrival.notify()
        result: T = ticket.done.result()
        return result

    def close(self) -> None:
        """Finish what waits; refuse what comes later."""
        with self._arrival:
            self._closed = True
            self._arrival.notify()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._commit_all, name="committer")
            self._thread.daemon = True
            self._thread.start()

    def _commit_all(self) -> None:
        while batch := self._next():
            self._commit(batch)

    def _next(self) -> list[_Ticket]:
        """All that waits; empty only when nothing will come any more."""
        with self._arrival:
            self._arrival.wait_for(lambda: self._waiting or self._closed)
            batch, self._waiting = self._waiting, []
            return batch

    def _commit(self, batch: list[_Ticket]) -> None:
        try:
            with self._database.transaction() as connection:
                outcomes = [_attempt(connection, ticket.work) for ticket in batch]
        except BaseException as error:  # noqa: BLE001 - nobody may be left waiting
            outcomes = [_Outcome(error=_told(error)) for _ in batch]
        for ticket, outcome in zip(batch, outcomes, strict=True):
            _answer(ticket.done, outcome)


def _attempt(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], object]
) -> _Outcome:
    connection.execute("SAVEPOINT one")
    try:
        outcome = _Outcome(result=work(connection))
    except Exception as error:
        if not connection.in_transaction:  # SQLite gave up the whole transaction
            raise
        connection.execute("ROLLBACK TO one")
        outcome = _Outcome(error=_told(error))
    connection.execute("RELEASE one")
    return outcome


def _told(error: BaseException) -> Exception:
    """The error as one caller gets it; each caller an object of its own."""
    if isinstance(error, Unstorable):
        return Unstorable(error.reason)
    if isinstance(error, sqlite3.Error):
        return refusal(error)
    return error if isinstance(error, Exception) else RuntimeError(repr(error))


def _answer(done: Future[Any], outcome: _Outcome) -> None:
    if outcome.error is not None:
        done.set_exception(outcome.error)
    else:
        done.set_result(outcome.result)
