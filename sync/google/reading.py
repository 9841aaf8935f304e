"""Reading: the rows of a book out of a spreadsheet at one instant.

A book is looked at (``spreadsheets.get``) once, by the titles that a new one has. From
then on its tabs are read by their titles, the values alone (``values.batchGet``), many
times lighter. Only where something of what is known is in doubt it is asked again, by
ranges: which tabs there are, and what line 1 of each says. A tab that is gone or
renamed refuses a reading, keys that are lost show in it, an old mark refuses a write.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sheets_schema.records import Reading
from sync.google.cells import believed, moment_of
from sync.google.ranges import line_of_keys, quoted
from sync.google.refusals import ApiRefused, Why
from sync.google.spreadsheet import VALUES, Spreadsheet, from_values
from sync.keys import carries, locate
from sync.rows import gather
from sync.store import Moved

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from sheets_schema.columns import Book, Table
    from sheets_schema.records import Row
    from sync.google.spreadsheet import DeskMark, GoogleSheet
    from sync.google.writing import Writer
    from sync.keys import Place, Places
    from sync.rows import DisplayedValue


@dataclass(frozen=True)
class Instant:
    """What a book held when it was read: the only version that Google lets us know."""

    book: Book
    spreadsheet: Spreadsheet
    places: Places


@dataclass(frozen=True)
class KnownTabs:
    """What is known of the tabs of a book.

    Attributes:
        tabs: Those that carry keys of the book's tables, with line 1 alone.
        every: The ids and titles of all that there were when all were asked for.
        until: Until when that is believed, by a clock that only goes forward.
    """

    tabs: tuple[GoogleSheet, ...] = ()
    every: frozenset[tuple[int, str]] = frozenset()
    until: float = -1.0

    def carrying(self, tables: Sequence[Table]) -> list[GoogleSheet]:
        """The tabs that carry keys of any of some tables."""

        def carries_any(tab: GoogleSheet) -> bool:
            return any(carries(table, tab.keys) for table in tables)

        return list(filter(carries_any, self.tabs))


@dataclass
class Reader:
    """What reads one book.

    Attributes:
        book: What it holds.
        writer: What writes into it, and knows the desk's mark.
        trust: For how many seconds it is believed which tabs there are.
        clock: Counts seconds.
        known: What is known of its tabs.
    """

    book: Book
    writer: Writer
    trust: float
    clock: Callable[[], float]
    known: KnownTabs = field(default_factory=KnownTabs)
    _is_strange: bool = True

    @property
    def titles(self) -> list[str]:
        """What the tabs are called, as far as that is known."""
        return [tab.title for tab in self.known.tabs]

    def read(self, tabs: Collection[str] = ()) -> Reading:
        """The rows of some tabs; of all if none is named.

        Raises:
            ApiRefused: Google said no.
            Moved: Tabs are renamed faster than they can be read.
        """
        self.writer.settle()
        strange, self._is_strange = self._is_strange, False
        looked_at = self._looked_at(tabs) if strange else None
        if looked_at:
            return looked_at
        asked = self._ask_again()
        found = self._values(tabs)
        if not asked and (found is None or found.problems):
            self._ask_for_keys()
            found = self._values(tabs)
        if found is None:
            raise Moved(self.book.title)
        return found

    def learn(self, tabs: Sequence[GoogleSheet], *, marks: Sequence[DeskMark]) -> None:
        """Take over what a look at the tabs of the book has told."""
        self.known = replace(self.known, tabs=self._carriers(tabs))
        self.writer.marks, self._is_strange = tuple(marks), False

    def _looked_at(self, tabs: Collection[str]) -> Reading | None:
        """A reading by the titles that a new book has; None where it has others.

        One request tells the rows, and where all of the book's tables stand.
        """
        whole = [table for table in self.book.tables if not tabs or table.key in tabs]
        ranges = [
            quoted(table.title) if table in whole else line_of_keys(table.title)
            for table in self.book.tables
        ]
        try:
            found = self.writer.client.look(ranges) if ranges else None
        except Moved:
            return None
        if found is None or not self._are_whole(found.sheets):
            return None
        self._know(found, every=frozenset())
        return reading(self.book, found, tabs)

    def _are_whole(self, sheets: Sequence[GoogleSheet]) -> bool:
        """Whether some tabs have all keys of the book, each once."""
        heads = {sheet.title: sheet.keys for sheet in sheets}
        return not locate(self.book, heads).problems

    def _ask_again(self) -> bool:
        """Ask for what is in doubt; whether the keys were asked for, too."""
        if not self._are_whole(self.known.tabs):
            self._ask_for_keys()
            return True
        if self.writer.marks is not None and self.clock() <= self.known.until:
            return False
        found = self.writer.client.tabs()
        if found.titles != self.known.every:
            self._look_at_keys(found)
            return True
        self.writer.marks = found.marks
        self.known = replace(self.known, until=self.clock() + self.trust)
        return False

    def _ask_for_keys(self) -> None:
        self._look_at_keys(self.writer.client.tabs())

    def _look_at_keys(self, found: Spreadsheet) -> None:
        ranges = [line_of_keys(tab.title) for tab in found.sheets]
        self._know(self.writer.client.look(ranges), every=found.titles)

    def _know(self, found: Spreadsheet, *, every: frozenset[tuple[int, str]]) -> None:
        until = self.clock() + self.trust
        self.known = KnownTabs(self._carriers(found.sheets), every, until)
        self.writer.marks = found.marks

    def _carriers(self, sheets: Sequence[GoogleSheet]) -> tuple[GoogleSheet, ...]:
        bare = (replace(it, lines=[list(it.keys)], formulas={}) for it in sheets)
        return tuple(KnownTabs(tuple(bare)).carrying(self.book.tables))

    def _values(self, tabs: Collection[str]) -> Reading | None:
        """A reading of the tabs by their titles; None where one is no longer right."""
        wanted = [table for table in self.book.tables if not tabs or table.key in tabs]
        carriers, marks = self.known.carrying(wanted), self.writer.marks or ()
        asked = {"ranges": [quoted(tab.title) for tab in carriers], **VALUES}
        try:
            answer = self.writer.client.values(asked) if carriers else {}
        except ApiRefused as refused:
            if refused.why is not Why.INVALID:
                raise
            return None
        return reading(self.book, from_values(carriers, answer, marks), tabs)


def reading(
    book: Book, spreadsheet: Spreadsheet, tabs: Collection[str] = ()
) -> Reading:
    """The rows of a book's tabs; all of them if none is named."""
    heads = {sheet.title: sheet.keys for sheet in spreadsheet.sheets}
    places = locate(book, heads, tabs)
    rows = {
        key: tuple(_rows(book[key], place, spreadsheet.by_title[place.title]))
        for key, place in places.found.items()
    }
    return Reading(
        book=book.key,
        rows=rows,
        problems=places.problems,
        version=Instant(book, spreadsheet, places),
        columns={key: tuple(place.columns) for key, place in places.found.items()},
    )


def _rows(table: Table, place: Place, sheet: GoogleSheet) -> Iterator[Row]:
    return gather(table, place, _lines(table, place, sheet))


def _lines(
    table: Table, place: Place, sheet: GoogleSheet
) -> Iterator[list[DisplayedValue]]:
    """All lines as values, as long as the last key's position."""
    width = max(place.columns.values()) + 1
    dated = [at for key, at in place.columns.items() if "yy" in table[key].kind.format]
    for cells in sheet.lines:
        values: list[DisplayedValue] = [
            *believed(cells),
            *[None] * (width - len(cells)),
        ]
        for at in dated:
            value = values[at]
            if isinstance(value, int | float) and not isinstance(value, bool):
                values[at] = moment_of(value)
        yield values
