"""Slips: the rows of F02 by their cases, those included that are missing just now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from sheets_schema.books.slip import F02
from sheets_schema.casework import derived, sentence, stamps
from sheets_schema.casework.lines import NOWHERE, missing, recognise
from sheets_schema.entry import Entry
from sheets_schema.records import NewRow, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.case import Case
    from sheets_schema.casework.judged import Judged
    from sheets_schema.casework.lines import Line
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.cells import Conditions
    from sheets_schema.company.office import Office
    from sheets_schema.records import CellChange, Change, Seen


@dataclass(frozen=True, slots=True)
class Slips:
    """What the tab of slips holds.

    Attributes:
        of_case: The slips by the number of their case, the newest round last. One that
            was deleted counts as it was last seen, until it comes back.
        words: What is said in rows that are no case's slip.
        is_readable: Whether the tab could be read; if not, every slip counts as it was
            last seen, and none is opened.
    """

    of_case: Mapping[str, tuple[Line, ...]]
    words: tuple[CellChange, ...]
    is_readable: bool = True

    @property
    def standing(self) -> Iterator[Entry]:
        """The slips that stand in the sheet."""
        lines = chain.from_iterable(self.of_case.values())
        return (line.entry for line in lines if line.row is not NOWHERE)

    @property
    def missing(self) -> frozenset[str]:
        """The numbers of those that should stand there."""
        lines = chain.from_iterable(self.of_case.values())
        return frozenset(line.entry.code for line in lines if line.row is NOWHERE)


def read(
    rows: Sequence[Row] | None,
    seen: Mapping[str, Seen],
    to: Conditions,
    *,
    now: datetime,
) -> Slips:
    """The slips of each case, with the stamps they have earned by now.

    Args:
        rows: The tab as it stands; None where it could not be read.
        seen: What was last seen of it, by number.
        to: By which cells are read.
        now: The moment of the stamps.
    """
    lines = tuple(recognise(F02, rows or (), seen, to))
    gone = missing(F02, {line.entry.code for line in lines}, seen, to)
    found: dict[str, list[Line]] = defaultdict(list)
    words: list[CellChange] = []
    for line in chain(lines, gone):
        if line.entry.code and line.entry.has("case"):
            found[line.entry.text("case")].append(_stamped(line, to, now=now))
        else:
            told = sentence.STRAY if line.entry.row.cells else None
            words += line.entry.saying({"message": told}).changes(line.row)
    of_case = {case: tuple(sorted(slips, key=_round)) for case, slips in found.items()}
    return Slips(of_case, tuple(words), is_readable=rows is not None)


def _round(slip: Line) -> float:
    return slip.entry.number("round") or 0


def _stamped(line: Line, to: Conditions, *, now: datetime) -> Line:
    if line.row is NOWHERE:
        return line
    earned = stamps.new_on_slip(line.entry, now=now)
    stamped = stamps.as_written(F02, line.row, earned, to)
    return replace(line, entry=line.entry.saying(stamped)) if stamped else line


def opened(case: Case, numbers: Numbers, *, now: datetime) -> Case:
    """The case with the first round of its slip, which is not in the sheet yet."""
    code = numbers.next("F02", now.year)
    slip = Entry(F02, NOWHERE, {}).saying(
        {"code": code, "case": case.code, "round": 1, "opened_at": now}
    )
    return replace(case, entry=case.entry.saying({"slip": code}), slips=(slip,))


def changes(judged: Iterable[Judged], slips: Slips, office: Office) -> Iterator[Change]:
    """What the tab of slips should say, given the verdicts on their cases."""
    yield from slips.words
    for one in judged:
        lines = slips.of_case.get(one.case.code, ())
        rows = {line.entry.code: line.row for line in lines}
        for slip in one.case.slips:
            says = derived.on_slip(one.case, one.verdict, office, slip)
            said, row = slip.saying(says), rows.get(slip.code)
            if row is None:
                yield NewRow(F02.key, said.row.cells, F02.code)
            elif row is not NOWHERE:
                yield from said.changes(row)
