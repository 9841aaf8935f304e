"""Cases: the rows of the register, each with its number, its stamps and its slips."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sheets_schema.books.register import F01
from sheets_schema.casework import sentence, slips, stamps
from sheets_schema.casework.case import Case
from sheets_schema.casework.lines import NOWHERE, missing, recognise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.lines import Line
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.casework.slips import Slips
    from sheets_schema.cells import Conditions, Raw, Value
    from sheets_schema.entry import Entry
    from sheets_schema.records import CellChange, Row, Seen


@dataclass(frozen=True, slots=True)
class Cases:
    """What the register holds.

    Attributes:
        found: Each numbered line, and the case that it is. One that was deleted counts
            as it was last seen, until it comes back.
        words: What is said in rows that are no case yet.
    """

    found: tuple[tuple[Line, Case], ...]
    words: tuple[CellChange, ...]


def read(
    rows: Sequence[Row],
    seen: Mapping[str, Seen],
    of_slips: Slips,
    to: Conditions,
    numbers: Numbers,
    *,
    now: datetime,
) -> Cases:
    """Every described row as a case; a complaint that nobody is typing gets its slip.

    Args:
        rows: The register as it stands.
        seen: What was last seen of it, by number.
        of_slips: From the same reading.
        to: By which cells are read.
        numbers: Gives new numbers.
        now: The moment of the stamps.
    """
    tracks = {one.cells.get("track_code") for one in seen.values()}
    numbers.note_tracks(tracks | {row.get("track_code") for row in rows})
    clerk = _Clerk(of_slips, to, numbers, now, tracks)
    found: list[tuple[Line, Case]] = []
    words: list[CellChange] = []
    for line in recognise(F01, rows, seen, to):
        if line.entry.code in seen:
            found.append((line, clerk.case(line, line.entry)))
        elif line.entry.code or line.entry.has("description"):
            found.append((line, clerk.case(line, clerk.numbered(line.entry))))
        else:
            told = sentence.DESCRIBE if line.entry.row.cells else None
            words += line.entry.saying({"message": told}).changes(line.row)
    here = {case.code for _, case in found}
    gone = missing(F01, here, seen, to)
    found += ((line, clerk.case(line, line.entry)) for line in gone)
    return Cases(tuple(found), tuple(words))


@dataclass(frozen=True)
class _Clerk:
    """Makes cases of the lines of one reading."""

    of_slips: Slips
    to: Conditions
    numbers: Numbers
    now: datetime
    tracks: set[Raw]

    def numbered(self, new: Entry) -> Entry:
        """A row that was never seen, with the number and the code that it lacks."""
        given: dict[str, Value] = {}
        if not new.code:
            given["code"] = self.numbers.next("F01", self.now.year)
        track = new.text("track_code")
        if not new.has("imported_at") and (not track or track in self.tracks):
            given["track_code"] = self.numbers.track_code()
        self.tracks.add(track)
        return new.saying(given)

    def case(self, line: Line, entry: Entry) -> Case:
        """The case of a line, with its slips and the stamps that it has earned."""
        lines = self.of_slips.of_case.get(entry.code, ())
        case = Case(entry, tuple(slip.entry for slip in lines))
        if line.row is NOWHERE:
            return case
        earned = stamps.new_on_case(case, now=self.now)
        says = stamps.as_written(F01, line.row, earned, self.to)
        if case.slips and not entry.has("slip"):
            says["slip"] = case.slips[0].code
        case = replace(case, entry=entry.saying(says)) if says else case
        if _needs_slip(case) and line.is_steady and self.of_slips.is_readable:
            return slips.opened(case, self.numbers, now=self.now)
        return case


def _needs_slip(case: Case) -> bool:
    """A complaint gets one slip, ever, however often its kind is changed (Q7)."""
    over = case.is_imported or case.is_dropped or case.is_finished
    return case.is_complaint and not over and not case.entry.has("slip")
