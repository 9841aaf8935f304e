"""Delivery: what parcels put into the desk book, decided on one reading of it.

A row that stands there already is not put there again, and a cell that holds something
else than its page saw is left alone: the parcel's word becomes a row of events instead.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jobs.register.changed_log import shown
from sheets_schema import codes
from sheets_schema.books.actions import EVENT
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.casework.series import Codes
from sheets_schema.cells import TEXT, Unreadable, clean
from sheets_schema.reading import moments
from sheets_schema.records import CellChange, NewRow
from sheets_schema.words import EventKind
from sheets_schema.writing import wording
from sync.changes import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.cells import Conditions, Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Change, Reading, Row
    from sync.durable.parcel import Parcel

_UNMET = (
    "{who}{via} lúc {at}: ghi “{after}” vào cột {column} của {row}, nhưng ô ấy nay là "
    "“{now}”, không còn “{before}” như lúc xem trang; ô được giữ nguyên."
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a parcel says of one row, for the journal.

    Attributes:
        tab: The key of the tab.
        code: The code of the row.
        cells: Of a new row all of it, else the cells that are to change.
        via: The way by which it came.
        who: Who said it; empty where nobody can know.
    """

    tab: str
    code: str
    cells: Mapping[str, Raw]
    via: str
    who: str


@dataclass
class Delivery:
    """What comes of parcels.

    Attributes:
        facts: What is said of which row, for the journal.
        done: Tokens, each with a tab to which its parcel is delivered by the changes.
        opened: The numbers of the cases that parcels opened, by token.
        found: How many of those cases stood there already.
        unmet: Rows whose cell was changed meanwhile: tab, code, column.
    """

    facts: list[Fact] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)
    opened: dict[str, str] = field(default_factory=dict)
    found: int = 0
    unmet: list[tuple[str, str, str]] = field(default_factory=list)
    _new: list[NewRow] = field(default_factory=list)
    _edits: dict[tuple[str, int, str], CellChange] = field(default_factory=dict)

    @property
    def changes(self) -> list[Change]:
        """What has to be written."""
        return [*self._new, *self._edits.values()]

    def add(self, new: NewRow, parcel: Parcel) -> None:
        """A row that a parcel brings."""
        self._new.append(new)
        code = str(new.cells[DESK[new.tab].code])
        self.facts.append(Fact(new.tab, code, new.cells, parcel.via, parcel.who))

    def held(self, row: Row, edit: CellChange) -> Raw:
        """What a cell will hold by the parcels before."""
        earlier = self._edits.get((edit.tab, row.line, edit.column))
        return row.get(edit.column) if earlier is None else earlier.after

    def change(self, row: Row, edit: CellChange, after: Raw, parcel: Parcel) -> None:
        """A cell that a parcel changes; of several the last one's word stays."""
        place = edit.tab, row.line, edit.column
        code = str(row.get(DESK[edit.tab].code) or "")
        first = self._edits.get(place)
        before = row.get(edit.column) if first is None else first.before
        self._edits[place] = CellChange(*place, before, after, code)
        said = {edit.column: after}
        self.facts.append(Fact(edit.tab, code, said, parcel.via, parcel.who))


def decide(
    parcels: Iterable[Parcel],
    reading: Reading,
    numbers: Numbers,
    conditions: Conditions,
    *,
    now: datetime,
) -> Delivery:
    """What parcels, in their order, come to in the book as it was read.

    Args:
        parcels: What waits.
        reading: The desk book; to tabs that are missing here nothing is delivered.
        numbers: Gives new rows theirs; the caller remembers them.
        conditions: By which text becomes cells.
        now: With the company's zone, in whole seconds.
    """
    clerk = _Clerk(reading, numbers, conditions, now)
    for parcel in parcels:
        clerk.deliver(parcel)
    return clerk.delivery


def opening(parcel: Parcel, conditions: Conditions, *, now: datetime) -> dict[str, Raw]:
    """The cells of the case that a parcel opens, all but its number."""
    zone = conditions.zone
    cells = _cells(F01, parcel.first(F01.key), conditions)
    cells.setdefault("received_at", moments.in_cell(parcel.at, zone))
    cells["track_code"] = parcel.track_code
    cells["logged_at"] = moments.in_cell(now, zone)
    return cells


class _Clerk:
    """Puts one parcel after the other where it belongs."""

    def __init__(
        self,
        reading: Reading,
        numbers: Numbers,
        conditions: Conditions,
        now: datetime,
    ) -> None:
        self.delivery = Delivery()
        self._numbers = numbers
        self._conditions = conditions
        self._now = now
        self._tabs = {
            key: _Tab(DESK[key], rows, numbers, now.year)
            for key, rows in reading.rows.items()
        }
        cases = reading.rows.get(F01.key, ())
        numbers.note("F01", (row.get(F01.code) for row in cases))
        self._case_of = {
            row.get("track_code"): str(row.get(F01.code) or "") for row in cases
        }

    def deliver(self, parcel: Parcel) -> None:
        """Deliver a parcel to each tab that is left of it and can be written."""
        left = parcel.left & self._tabs.keys()
        if parcel.track_code and F01.key in left:
            self._open(parcel)
        case = self._number(parcel.about)
        done = {tab for tab in sorted(left) if self._into(parcel, tab, case)}
        if {edit.tab for edit in parcel.edits} & parcel.left - done:
            done.discard(EVENT.key)  # what cannot be changed may still come there
        self.delivery.done += ((parcel.token, tab) for tab in sorted(done))

    def _number(self, name: str) -> str:
        """The number of a case, whatever it is called; empty where it has none."""
        return name if codes.is_number(name) else self._case_of.get(name, "")

    def _open(self, parcel: Parcel) -> None:
        """The case of a parcel, with the stamps of its entry; known by its code."""
        track = parcel.track_code
        if track in self._case_of:
            self.delivery.found += bool(self._case_of[track])
        else:
            cells = opening(parcel, self._conditions, now=self._now)
            cells["code"] = self._numbers.next("F01", self._now.year)
            self._case_of[track] = str(cells["code"])
            self.delivery.add(NewRow(F01.key, cells, "track_code"), parcel)
        if number := self._case_of[track]:
            self.delivery.opened[parcel.token] = number

    def _into(self, parcel: Parcel, tab: str, case: str) -> bool:
        """Whether all that a parcel has for a tab is there, or will be."""
        if tab == F01.key and parcel.track_code:
            return bool(case)
        rows = [self._row(parcel, tab, it, case) for it in parcel.rows.get(tab, ())]
        edits = [self._edit(parcel, it) for it in parcel.edits if it.tab == tab]
        return all((*rows, *edits))

    def _row(
        self, parcel: Parcel, tab: str, said: Mapping[str, Raw], case: str
    ) -> bool:
        """Add a row; not as long as its case has no number."""
        table = DESK[tab]
        cells = _cells(table, said, self._conditions)
        if "case" in table.by_key and "case" not in cells and parcel.about:
            if not case:
                return False
            cells["case"] = case
        if "at" in table.by_key:
            cells.setdefault("at", self._local(parcel.at))
        if not self._tabs[tab].holds(cells):
            cells[table.code] = self._tabs[tab].next_code(cells)
            self.delivery.add(NewRow(tab, cells, table.code), parcel)
        return True

    def _edit(self, parcel: Parcel, edit: CellChange) -> bool:
        """Change a cell that still holds what was seen; else an event tells of it."""
        row = self._tabs[edit.tab].row(self._number(edit.code) or edit.code)
        if row is None:
            return False
        table = DESK[edit.tab]
        after = edit.after
        if isinstance(after, str):
            after = _cell(table, edit.column, after, self._conditions)
        held = self.delivery.held(row, edit)
        if alike(held, after):
            return True
        if alike(held, edit.before):
            self.delivery.change(row, edit, after, parcel)
            return True
        return self._tell(parcel, row, replace(edit, after=after), held)

    def _tell(self, parcel: Parcel, row: Row, edit: CellChange, held: Raw) -> bool:
        """A row of events with both words; not as long as that tab is damaged."""
        if EVENT.key not in self._tabs:
            return False
        table = DESK[edit.tab]
        code = str(row.get(table.code) or "")
        words = _UNMET.format(
            who=f"{parcel.who}, qua " if parcel.who else "Qua ",
            via=parcel.via,
            at=wording.moment(parcel.at.astimezone(self._conditions.zone)),
            column=table[edit.column].heading,
            row=code,
            before=shown(edit.before),
            after=shown(edit.after),
            now=shown(held),
        )
        said = {"kind": EventKind.UNMET, "person": parcel.who or None, "text": words}
        case = code if table is F01 else str(row.get("case") or "")
        cells = {**said, "case": case or None}
        self.delivery.unmet.append((edit.tab, code, edit.column))
        return self._row(parcel, EVENT.key, cells, case)

    def _local(self, moment: datetime) -> datetime:
        return moments.in_cell(moment, self._conditions.zone)


def _cells(
    table: Table, said: Mapping[str, Raw], conditions: Conditions
) -> dict[str, Raw]:
    """Cells of a table; what no column is for is left out."""
    return {
        key: _cell(table, key, raw, conditions) if isinstance(raw, str) else raw
        for key, raw in said.items()
        if raw not in {None, ""} and key in table.by_key
    }


def _cell(table: Table, key: str, text: str, conditions: Conditions) -> Raw:
    """A cell from text; columns of text keep it to the letter.

    A date that cannot be read stays as it was typed: the row's message tells.
    """
    kind = table[key].kind
    if kind.format == TEXT.format:
        return clean(text)
    try:
        return kind.write(kind.read(text, conditions))
    except Unreadable:
        return text


@dataclass
class _Tab:
    """The rows of a tab, looked up, and the numbers of new ones."""

    table: Table
    rows: tuple[Row, ...]
    numbers: Numbers
    year: int

    def row(self, code: str) -> Row | None:
        """The row that people call so."""
        return self._by_code.get(code)

    def holds(self, cells: Mapping[str, Raw]) -> bool:
        """Whether a row says all of this already."""
        return any(
            all(alike(row.get(key), raw) for key, raw in cells.items())
            for row in self._by_case.get(cells.get("case"), ())
        )

    def next_code(self, cells: Mapping[str, Raw]) -> str:
        """A code for a new row."""
        return self._codes.next(cells)

    @cached_property
    def _by_code(self) -> Mapping[Raw, Row]:
        return {row.get(self.table.code): row for row in reversed(self.rows)}

    @cached_property
    def _by_case(self) -> Mapping[Raw, Sequence[Row]]:
        found: defaultdict[Raw, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.get("case")].append(row)
        return found

    @cached_property
    def _codes(self) -> Codes:
        found = (row.get(self.table.code) for row in self.rows)
        return Codes(self.table, self.numbers, found, year=self.year)
