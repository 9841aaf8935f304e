"""The committer: many threads' work made durable together, by one of them at a time.

Waiting for the disk costs the same for one piece of work as for a hundred, so all that
came while the disk was busy shares the next commit. Whoever comes first carries it out
in the name of all that wait: a thread of its own would cost more than the commit.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sync.durable.database import Unstorable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from sync.durable.database import Database

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Ticket:
    """One piece of work and what became of it."""

    work: Callable[[sqlite3.Connection], Any]
    is_done: bool = False
    result: Any = None
    error: Exception | None = None

    def settle(self, result: object = None, *, error: Exception | None = None) -> None:
        self.result, self.error = result, error
        self.is_done = True


class Committer:
    """Groups pieces of work into transactions, in the order in which they came."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Ticket] = []
        self._busy = self._closed = False
        self._change = threading.Condition()

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What ``work`` returned, once its effect is on disk.

        Args:
            work: Does nothing but use the connection. It may run in any thread that
                waits here, in one transaction with others, and is undone alone when
                it raises; it may run again after it was undone.

        Raises:
            Unstorable: Nothing of it is stored.
            Exception: Whatever ``work`` raised.
        """
        ticket = _Ticket(work)
        with self._change:
            if self._closed:
                reason = "chương trình đang dừng"
                raise Unstorable(reason)
            self._waiting.append(ticket)
        self._carry(lambda: ticket.is_done)
        if ticket.error is not None:
            raise ticket.error
        result: T = ticket.result
        return result

    def close(self) -> None:
        """Finish what waits; refuse what comes later."""
        with self._change:
            self._closed = True
        self._carry(lambda: not (self._busy or self._waiting))

    def _carry(self, is_done: Callable[[], bool]) -> None:
        """Commit all that waits once nobody else commits, unless that did it."""
        with self._change:
            self._change.wait_for(lambda: is_done() or not self._busy)
            if is_done():
                return
            self._busy = True
            batch, self._waiting = self._waiting, []
        try:
            self._commit(batch)
        finally:
            with self._change:  # an interrupt leaves work to the next
                self._waiting[:0] = [one for one in batch if not one.is_done]
                self._busy = False
                self._change.notify_all()

    def _commit(self, batch: list[_Ticket]) -> None:
        try:
            with self._database.transaction() as connection:
                results = [ticket.work(connection) for ticket in batch]
        except Unstorable as refused:  # an object of its own for each caller
            for ticket in batch:
                ticket.settle(error=Unstorable(refused.reason))
        except Exception as error:  # noqa: BLE001 - told to the one whose work raised it
            self._commit_alone(batch, error)
        else:
            for ticket, result in zip(batch, results, strict=True):
                ticket.settle(result)

    def _commit_alone(self, batch: list[_Ticket], error: Exception) -> None:
        """One of them fails: each in a transaction of its own shows which."""
        if len(batch) == 1:
            batch[0].settle(error=error)
            return
        for ticket in batch:
            self._commit([ticket])
