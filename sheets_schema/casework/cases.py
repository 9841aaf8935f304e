"""Cases: the rows of the register, each with its number, its stamps and its slips."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from sheets_schema.books.register import F01
from sheets_schema.casework import history, receipt, sentence, slips, stamps
from sheets_schema.casework.case import Case
from sheets_schema.casework.lines import missing, recognise
from sheets_schema.entry import unread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.calls import Calls
    from sheets_schema.casework.history import Trace
    from sheets_schema.casework.lines import Line
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.casework.slips import Slips
    from sheets_schema.cells import Conditions, Raw, Value
    from sheets_schema.company.office import Office
    from sheets_schema.entry import Entry
    from sheets_schema.records import CellChange, Row, Seen


_ENTERED = frozenset({"logged_at", "imported_at"})
"""A row that was seen with one of these keeps its number and the moment it came."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the books hold of one case.

    Attributes:
        line: Its row of the register.
        slips: The rows of its slips, the newest round last.
        calls: When somebody spoke with its customer, as the events tell.
    """

    line: Line
    slips: tuple[Line, ...]
    calls: tuple[datetime, ...] = ()

    @property
    def unread(self) -> Dossier:
        """The same with nothing read yet: what is read of it goes with it."""
        slips = tuple(map(replace, self.slips))
        return replace(self, line=replace(self.line), slips=slips)

    @property
    def papers(self) -> tuple[object, ...]:
        """All of it: each row, and what was last seen of it."""
        lines = (self.line, *self.slips)
        rows = chain.from_iterable((it.row, it.seen) for it in lines)
        return (self.calls, *rows)


def dossiers(
    rows: Sequence[Row],
    seen: Mapping[str, Seen],
    of_slips: Slips,
    of_calls: Calls,
    to: Conditions,
) -> tuple[list[Dossier], list[CellChange]]:
    """Every row with a number or a description, and what is said in the others.

    One that was deleted counts as it was last seen, until it comes back.

    Args:
        rows: The register as it stands.
        seen: What was last seen of it, by number.
        of_slips: From the same reading.
        of_calls: From the same reading.
        to: By which cells are read.
    """

    def dossier(line: Line) -> Dossier:
        code = line.code
        return Dossier(line, of_slips.of_case.get(code, ()), of_calls.get(code, ()))

    found: list[Dossier] = []
    words: list[CellChange] = []
    for line in recognise(F01, rows, seen, to):
        if line.code or line.entry.has("description"):
            found.append(dossier(line))
        else:
            words += line.entry.saying({"message": _undescribed(line)}).changes(
                line.row
            )
    gone = missing(F01, {one.line.code for one in found}, seen, to)
    found += map(dossier, gone)
    return found, words


def _undescribed(line: Line) -> str | None:
    """What is said in a row that says something, but not what it is about."""
    odd = [it.sentence for it in unread(F01, line.row)]
    return " ".join((*odd, sentence.DESCRIBE)) if odd or line.entry.row.cells else None


class Clerk:
    """Makes cases of what the books hold: gives numbers, stamps and slips."""

    def __init__(
        self,
        rows: Sequence[Row],
        seen: Mapping[str, Seen],
        numbers: Numbers,
        *,
        opens_slips: bool,
    ) -> None:
        """Look at which tracking codes are taken.

        Args:
            rows: The register as it stands.
            seen: What was last seen of it, by number.
            numbers: Gives new numbers.
            opens_slips: Whether the tab of slips could be read.
        """
        self._tracks: set[Raw] = {it.cells.get("track_code") for it in seen.values()}
        numbers.note_tracks(self._tracks | {row.get("track_code") for row in rows})
        self._numbers = numbers
        self._opens_slips = opens_slips

    def trace(self, dossier: Dossier, office: Office, *, now: datetime) -> Trace | None:
        """What other cases can tell of one, out of few cells.

        None where more has to be known first: its number, or when it was seen.
        """
        line = dossier.line
        if _ENTERED.isdisjoint(line.before):
            return None
        known = receipt.settled(line.part(history.CELLS), office, now=now)
        return history.trace(Case(known, procedure=office.procedure))

    def case(self, dossier: Dossier, office: Office, *, now: datetime) -> Case:
        """The case, with the stamps that it and its slips have earned by now.

        A complaint that nobody is typing gets its slip.
        """
        line = dossier.line
        known = receipt.settled(line.entry, office, now=now)
        entry = known if line.seen else self._numbered(known, now=now)
        stamped = (
            slips.stamped(slip, entry, dossier.calls, office, now=now)
            for slip in dossier.slips
        )
        case = Case(entry, tuple(stamped), procedure=office.procedure)
        if line.is_missing:
            return case
        earned = stamps.new_on_case(case, office, now=now)
        says = stamps.as_written(F01, line.row, earned, line.before, line.to)
        if case.slips and not entry.has("slip"):
            says["slip"] = case.slips[0].code
        case = replace(case, entry=entry.saying(says)) if says else case
        if _needs_slip(case) and line.is_steady and self._opens_slips:
            return slips.opened(case, self._numbers, now=now)
        return case

    def _numbered(self, new: Entry, *, now: datetime) -> Entry:
        """A row that was never seen, with the number and the code that it lacks."""
        given: dict[str, Value] = {}
        if not new.code:
            given["code"] = self._numbers.next("F01", now.year)
        track = new.text("track_code")
        if not new.has("imported_at") and (not track or track in self._tracks):
            given["track_code"] = self._numbers.track_code()
        self._tracks.add(track)
        return new.saying(given)


def _needs_slip(case: Case) -> bool:
    """A complaint gets one slip, ever, however often its kind is changed (Q7)."""
    over = case.is_imported or case.is_dropped or case.is_finished
    return case.is_complaint and not over and not case.entry.has("slip")
