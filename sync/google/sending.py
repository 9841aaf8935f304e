"""Sending: one write to a spreadsheet, done once however often it has to be sent.

Every write takes the book's mark away and puts it back under a token of its own. So a
write whose answer was lost is known by its token when the book is read again, and one
that a slow line delivers late is refused: the mark it rests on is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.google.batching import ANSWER
from sync.google.refusals import Refused, Why
from sync.google.sheets import FIELDS, spreadsheet
from sync.store import Moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.google.line import Json, Line
    from sync.google.sheets import Sheet, Spreadsheet
    from sync.google.tasks import Task
    from sync.retry import Patience


@dataclass
class Sent:
    """A write that went out.

    Attributes:
        token: What it calls itself.
        base: The tokens of the marks that it rests on.
        tasks: What it is to do.
        then: The keys by tab and column when it was done, where that is known.
    """

    token: str
    base: frozenset[str]
    tasks: tuple[Task, ...] = ()
    then: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def is_over(self, now: Spreadsheet) -> bool:
        """Whether it is done, or can no longer be."""
        tokens = now.tokens
        may_come = self.base <= tokens if self.base else not tokens
        return self.token in tokens or not may_come


@dataclass
class Sender:
    """What sends to one spreadsheet.

    Attributes:
        line: The way there.
        book_id: Its id.
        title: What people call the book.
        patience: How long to insist.
        open: Writes that may have been done, or may still be, and were not looked at.
    """

    line: Line
    book_id: str
    title: str
    patience: Patience
    open: list[Sent] = field(default_factory=list)

    def get(self, params: Json) -> Json:
        """``spreadsheets.get``, as often as it takes.

        Raises:
            Refused: Google said no.
        """
        return self.patience.insist(lambda: self.line.get(self.book_id, params))

    def values(self, params: Json) -> Json:
        """``spreadsheets.values.batchGet``, as often as it takes.

        Raises:
            Refused: Google said no.
        """
        return self.patience.insist(lambda: self.line.values(self.book_id, params))

    def seen(self) -> Spreadsheet:
        """The spreadsheet as it stands.

        Raises:
            Refused: Google said no.
        """
        return spreadsheet(self.get({"fields": FIELDS}))

    def send(self, sent: Sent, request: Json) -> Json | None:
        """The answer to a write; None where it was lost though the work is done.

        Raises:
            Refused: Google said no.
            Moved: What the write rests on is no longer so; it is not done.
        """
        self.open.append(sent)
        unsure = False

        def attempt() -> Json | None:
            nonlocal unsure
            if unsure and self._is_done(sent):
                return None
            try:
                return self.line.post(self.book_id, request, fields=ANSWER)
            except Refused as refused:
                unsure = unsure or not refused.sure
                raise

        try:
            return self.patience.insist(attempt)
        except Refused as refused:
            if refused.why is not Why.INVALID or not self._is_done(sent, also=refused):
                raise
        return None

    def _is_done(self, sent: Sent, also: Refused | None = None) -> bool:
        """Whether a write is known by its token to be done.

        Raises:
            Moved: It is not, and what it rests on is no longer so.
        """
        now = self.seen()
        if sent.token in now.tokens:
            return True
        moved = also is not None and any(_moved(task, now) for task in sent.tasks)
        if moved or sent.is_over(now) or not (sent.base or also):
            raise Moved(self.title)
        return False


def _moved(task: Task, now: Spreadsheet) -> bool:
    """Whether a tab is another than was read, as far as a request can fail by it."""
    found = now.by_id.get(task.sheet.id)
    return found is None or _shape(found) != _shape(task.sheet)


def _shape(sheet: Sheet) -> tuple[str, int, int]:
    return sheet.title, sheet.height, sheet.width
