"""The Google store: books as spreadsheets that people made and shared."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from sync.changes import lay_out
from sync.google.dressing import Dressing
from sync.google.examining import clock, examined
from sync.google.findings import FOREIGN, Names
from sync.google.glance import asked, known
from sync.google.reading import Instant, reading
from sync.google.redrawing import drawn
from sync.google.refusals import Refused, Why
from sync.google.sending import Sender
from sync.google.sheets import nameable
from sync.google.survey import REPORTS, survey
from sync.google.surveying import surveyed
from sync.google.tasks import tasks
from sync.google.writing import Pen
from sync.keys import locate
from sync.retry import Patience
from sync.settle import settle
from sync.store import Unreachable

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )
    from datetime import datetime

    from sheets_schema.columns import Book
    from sheets_schema.finding import Finding
    from sheets_schema.records import Change, Reading, Receipt
    from sheets_schema.report import Report
    from sync.google.line import Line
    from sync.google.sheets import Mark
    from sync.store import Restored


_TRUST = 600.0
"""Seconds for which the tabs of a book are read by the titles they had."""
_MOST_ID = 2**31 - 1


class GoogleStore:
    """Books as spreadsheets that are shared with a service account.

    Args:
        line: The way to Google.
        ids: The ids of the spreadsheets by the keys of the books.
        desk_id: The id of the desk; a book that carries another one is not written.
        zone: The company's time zone, which the books are to have.
        patience: How long to insist on a request.
        draw: Gives a token that no other write has.
        trust: For how many seconds tabs are read by the titles that they had.
        clock: Counts seconds.
    """

    def __init__(
        self,
        line: Line,
        *,
        ids: Mapping[str, str],
        desk_id: str,
        zone: str = "Asia/Ho_Chi_Minh",
        patience: Patience | None = None,
        draw: Callable[[], str] = lambda: secrets.token_hex(6),
        trust: float = _TRUST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self._ids = {key: found for key, found in ids.items() if found}
        self._desk = nameable(desk_id)
        self._zone = zone
        self._patience = patience or Patience()
        self._draw = draw
        self._trust = trust
        self._clock = clock
        self._pens: dict[str, Pen] = {}
        self._titles: dict[str, list[str]] = {}

    @property
    def names(self) -> Names:
        """What sentences about this store name."""
        return Names(self._line.email, self._line.project, self._ids)

    def restored(self) -> tuple[Restored, ...]:
        """See `Shared.restored`."""
        found = [one for pen in self._pens.values() for one in pen.restored]
        for pen in self._pens.values():
            pen.restored.clear()
        return tuple(found)

    def read(self, book: Book, tabs: Collection[str] = ()) -> Reading:
        """See `Store.read`."""
        before = self._line.reads
        with self.names.told(book):
            pen = self._pen(book)
            found = self._glance(book, pen, tabs) or self._look(book, pen, tabs)
        return replace(found, requests=self._line.reads - before)

    def _glance(self, book: Book, pen: Pen, tabs: Collection[str]) -> Reading | None:
        """A reading of the tabs alone; None where more has to be looked at."""
        known = pen.known
        if known is None or pen.sender.open or self._clock() > known.until:
            return None
        keys = asked(known, book, tabs)
        try:
            found = reading(book, pen.glance(known, keys), tabs) if keys else None
        except Refused as refused:
            if refused.why is not Why.INVALID:
                raise
            return None
        return None if found is None or found.problems else found

    def _look(self, book: Book, pen: Pen, tabs: Collection[str]) -> Reading:
        """A reading of everything, which tells where the tables stand."""
        found = pen.look()
        places = locate(book, {sheet.title: sheet.keys for sheet in found.sheets})
        until = self._clock() + self._trust
        pen.known = known(book, found, places, until=until)
        self._titles[book.key] = [place.title for place in places.found.values()]
        return reading(book, found, tabs)

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        """See `Store.commit`."""
        instant = reading.version
        if not isinstance(instant, Instant):
            raise TypeError(instant)
        layout = lay_out(instant.book, reading, changes)
        if not layout.cells:
            return layout.receipt
        self._refuse_foreign(instant.book, instant.spreadsheet.marks)
        before, whole = self._line.writes, tasks(instant, layout, changes)
        with self.names.told(instant.book):
            self._pen(instant.book).carry_out(whole, instant.spreadsheet.marks)
        return replace(layout.receipt, requests=self._line.writes - before)

    def dress(self, book: Book) -> int:
        """See `Store.dress`."""
        with self.names.told(book):
            return settle(lambda: self._dress(book, self._pen(book)))

    def draw(self, book: Book, report: Report) -> None:
        """See `Store.draw`."""
        with self.names.told(book):
            settle(lambda: self._draw_report(book, self._pen(book), report))

    def take_over(self, book: Book) -> None:
        """See `Store.take_over`."""
        with self.names.told(book):
            pen = self._pen(book)
            found = survey(pen.sender.get({"fields": REPORTS}))
            if any(mark.desk != self._desk for mark in found.marks):
                pen.post((), found.marks, found.tabs[0].id)

    def _dress(self, book: Book, pen: Pen) -> int:
        found = surveyed(pen.sender, book, self._titles.get(book.key, ()))
        self._refuse_foreign(book, found.marks)
        pen.keep_only({tab.title for tab in found.tabs})
        plan = Dressing(book, found, self._zone, self._new_id).plan()
        unmarked = not found.marks
        if plan.requests or unmarked:
            pen.post(plan.requests, found.marks, plan.home)
        return plan.count + unmarked

    def _draw_report(self, book: Book, pen: Pen, report: Report) -> None:
        found = survey(pen.sender.get({"fields": REPORTS}))
        self._refuse_foreign(book, found.marks)
        requests, at = drawn(report, found.tabs, new_id=self._new_id())
        pen.post(requests, found.marks, at)

    def _new_id(self) -> int:
        return int(self._draw(), 16) % _MOST_ID + 1

    def examine(self, books: Iterable[Book], *, now: datetime) -> Iterator[Finding]:
        """See `Store.examine`."""
        for book in books:
            try:
                found = self._examined(book)
            except Refused as refused:
                found = [self.names.finding(refused, book)]
            yield from (_of(book, one) for one in found)
        yield from clock(self._line.said, now)

    def _examined(self, book: Book) -> list[Finding]:
        line, email = self._line, self._line.email
        book_id = self._pen(book).sender.book_id
        about = {"desk": self._desk, "zone": self._zone, "email": email}
        return list(examined(line, book_id, **about))

    def close(self) -> None:
        """Let go of the connection."""
        self._line.close()

    def _refuse_foreign(self, book: Book, marks: Iterable[Mark]) -> None:
        if any(mark.desk != self._desk for mark in marks):
            raise Unreachable(book.title, FOREIGN)

    def _pen(self, book: Book) -> Pen:
        if book.key not in self._ids:
            raise Refused(Why.NO_ID)
        if book.key not in self._pens:
            self._pens[book.key] = Pen(
                Sender(self._line, self._ids[book.key], book.title, self._patience),
                desk=self._desk,
                draw=self._draw,
            )
        return self._pens[book.key]


def _of(book: Book, found: Finding) -> Finding:
    return replace(found, what=f"Sổ “{book.title}”: {found.what}.", book=book.key)
