"""Importing: rows of an existing register or survey come into a tab, each once.

First everything is shown as it would stand; only then it is written. What a cell says
is never lost: where it does not fit its column it stays as text, and is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from jobs import review
from jobs.imports import import_plan, import_source
from jobs.imports.import_defaults import replacing, untouched
from jobs.imports.import_plan import Planner, added
from jobs.imports.import_preview import Imported
from jobs.refusals import Refused
from jobs.register.remembering import CASES, WATCHED, by_code
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import BOOK_OF, BOOKS, DESK
from sheets_schema.casework.series import Codes
from sheets_schema.cells import clean
from sheets_schema.company.settings_tabs import TABS
from sheets_schema.imports.matching import nearest, offers
from sheets_schema.records import Row
from sheets_schema.words import Via
from sync.settle import settle
from sync.store import Held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jobs.imports.import_once import CodesByMark
    from jobs.imports.import_plan import ImportPlan, ProgressBar
    from jobs.imports.import_source import Source
    from jobs.imports.import_wish import Wish
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.columns import Table
    from sheets_schema.company.office import Office
    from sheets_schema.records import Change, Reading
    from sync.desk import Desk

_FROM = "Dòng mới, nhập từ {file}"
_OPEN = "Sổ “{title}” đang được mở, chưa nhập dòng nào. Xin đóng sổ rồi chạy lại lệnh."


def run(desk: Desk, wish: Wish, *, now: datetime, watch: ProgressBar) -> Imported:
    """Show what an import would do, or do it.

    Args:
        desk: The desk whose books are filled.
        wish: Which file goes where.
        now: The moment, with the company's zone.
        watch: Shows how far the work has come.

    Raises:
        Refused: The file has no such headings, a tab cannot be read, or somebody has
            the book open.
        StoreError: The file or a book cannot be read or written.
        Unstorable: The database cannot be used.
    """
    source, table = import_source.find(wish), wish.table
    if table is None:
        return _guessed(wish, source)
    if wish.is_applied:
        review.ready(desk, now=now)
    wish, now = wish.as_named_in(source.headings), now.replace(microsecond=0)
    return settle(_Import(desk, wish, table, source, now, watch).done)


def _guessed(wish: Wish, source: Source) -> Imported:
    """Nothing is mapped: the tab that the headings fit best, and what they may mean."""
    names = source.headings.names
    table = nearest(names, [it for book in BOOKS for it in book.tables if not it.log])
    return Imported(wish, source, table, None, offers(names, table))


@dataclass(frozen=True)
class _Import:
    """One import into one tab."""

    desk: Desk
    wish: Wish
    table: Table
    source: Source
    now: datetime
    watch: ProgressBar

    def done(self) -> Imported:
        """Read, decide and, where that is asked, write."""
        reading, office = self._read()
        rows = reading.rows[self.table.key]
        idle = untouched(self.table, rows, company=self.desk.company.name)
        numbers = self._numbers(rows)
        plan = self._plan(office, [row for row in rows if row not in idle], numbers)
        written = 0
        if self.wish.is_applied:
            changes = list(replacing(idle, added(self.table, plan.new)))
            self._commit(reading, changes)
            self._note(plan, numbers)
            written = len(plan.new)
        told = Imported(self.wish, self.source, self.table, plan, {}, written)
        taken = {*self.wish.maps, *self.wish.sets}
        return replace(told, offered=offers(told.unused, self.table, taken=taken))

    def _read(self) -> tuple[Reading, Office]:
        book, key = BOOK_OF[self.table.key], self.table.key
        tabs = {key, *TABS} if book is DESK else {key}
        reading = self.desk.store.read(book, tabs)
        if key not in reading.rows:
            raise Refused(" ".join(it.sentence for it in reading.problems))
        of = reading if book is DESK else self.desk.store.read(DESK, TABS)
        return reading, self.desk.office(of, now=self.now)

    def _numbers(self, rows: Sequence[Row]) -> Numbers:
        """Numbers, and tracking codes that no case has nor anybody who waits."""
        numbers, journal = self.desk.numbers(), self.desk.journal
        if self.table is F01:
            numbers.note_tracks(row.get("track_code") for row in rows)
            seen = journal.seen(F01.key).values()
            numbers.note_tracks(one.cells.get("track_code") for one in seen)
            numbers.note_tracks(self.desk.queue.tracks())
        return numbers

    def _plan(
        self, office: Office, rows: Sequence[Row], numbers: Numbers
    ) -> ImportPlan:
        of = import_plan.targets(self.wish, self.table, self.source)
        import_plan.study(of, self.source, self.watch)
        seen = self.desk.journal.seen(self.table.key)
        found = (*(row.get(self.table.code) for row in rows), *seen)
        return Planner(
            wish=self.wish,
            table=self.table,
            conditions=office.conditions,
            rows=rows,
            known=cast(
                "CodesByMark", self.desk.journal.snapshots.get(self._name) or {}
            ),
            numbers=numbers,
            codes=Codes(self.table, numbers, found, year=self.now.year),
            now=self.now,
        ).plan(of, self.source, self.watch)

    def _commit(self, reading: Reading, changes: Sequence[Change]) -> None:
        try:
            self.desk.store.commit(reading, changes)
        except Held:
            title = BOOK_OF[self.table.key].title
            raise Refused(_OPEN.format(title=title)) from None

    def _note(self, plan: ImportPlan, numbers: Numbers) -> None:
        """Remember numbers, rows and marks; all of it only once the rows stand."""
        self.desk.keep_numbers(numbers)
        if self.table in (*CASES, *WATCHED):
            found = (Row(0, cells) for cells in plan.new)
            self.desk.journal.remember(
                self.table,
                by_code(self.table, found),
                now=self.now,
                via=Via.IMPORT,
                why=_FROM.format(file=clean(self.wish.file.name)),
            )
        self.desk.journal.snapshots.keep(self._name, plan.known, now=self.now)

    @property
    def _name(self) -> str:
        """The name under which the marks of imported rows are kept."""
        return f"import:{self.table.key}"
