"""Slips: the rows of F02 by their cases, those included that are missing just now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from sheets_schema import entry
from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.casework import calls, derived, sentence, stamps
from sheets_schema.casework.case import Case
from sheets_schema.casework.lines import NOWHERE, missing, recognise
from sheets_schema.entry import Entry
from sheets_schema.records import NewRow, Row
from sheets_schema.words import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.casework.lifecycle import Verdict
    from sheets_schema.casework.lines import Line
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.cells import Conditions
    from sheets_schema.company.office import Office
    from sheets_schema.recall import Recall
    from sheets_schema.records import CellChange, Change, Seen

_BELONGING = frozenset({F02.code, "case", "round"})
NO_CASE = Entry(F01, NOWHERE, {})
"""The row of a slip that has lost its case."""


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
    def standing(self) -> Iterator[Line]:
        """The slips that stand in the sheet."""
        lines = chain.from_iterable(self.of_case.values())
        return (line for line in lines if not line.is_missing)


def read(
    rows: Sequence[Row] | None,
    seen: Mapping[str, Seen],
    to: Conditions,
    recall: Recall,
    *,
    now: datetime,
) -> Slips:
    """The slips of each case; the same as before where nothing of them is new.

    Args:
        rows: The tab as it stands; None where it could not be read.
        seen: What was last seen of it, by number.
        to: By which cells are read.
        recall: What was found out before.
        now: The moment.
    """

    def found(_: datetime) -> Slips:
        return _read(rows, seen, to, recall, now=now)

    return recall.answer("slips", "", rows, seen, to, now=now, work=found)


def _read(
    rows: Sequence[Row] | None,
    seen: Mapping[str, Seen],
    to: Conditions,
    recall: Recall,
    *,
    now: datetime,
) -> Slips:
    lines = tuple(recognise(F02, rows or (), seen, to))
    gone = missing(F02, {line.code for line in lines}, seen, to)
    found: dict[str, list[tuple[float, Line]]] = defaultdict(list)
    words: list[CellChange] = []
    for line in chain(lines, gone):
        case, round_ = recall.answer(
            F02.key,
            line.code,
            line.row,
            line.seen,
            to,
            now=now,
            work=partial(_belongs, line),
        )
        if case:
            found[case].append((round_, line))
        else:
            words += _stray(line)
    of_case = {case: _in_order(slips) for case, slips in found.items()}
    return Slips(of_case, tuple(words), is_readable=rows is not None)


def dated(seen: Mapping[str, Seen], to: Conditions) -> Mapping[str, Seen]:
    """Slips as last seen, those approved before their last presentation as of it."""

    def one(slip: Seen) -> Seen:
        found = entry.read(F02, Row(0, slip.cells), to)
        decided, presented = found.moment("decided_at"), found.moment("asked_at")
        is_newer = decided and presented and presented > decided
        if not is_newer or found.text("decision") != Decision.APPROVED:
            return slip
        cells = found.saying({"decided_at": presented}).row.cells
        return replace(slip, cells=cells, unchanged_reviews=0)

    return {code: one(slip) for code, slip in seen.items()}


def _belongs(line: Line, _: datetime) -> tuple[str, float]:
    """To which case a slip belongs, and which round it is; to none without a number."""
    known = replace(line).part(_BELONGING)  # what is read is not kept
    case = known.text("case") if known.code else ""
    return case, known.number("round") or 0


def _in_order(slips: list[tuple[float, Line]]) -> tuple[Line, ...]:
    return tuple(line for _, line in sorted(slips, key=itemgetter(0)))


def _stray(line: Line) -> Iterator[CellChange]:
    told = sentence.STRAY if line.entry.row.cells else None
    return line.entry.saying({"message": told}).changes(line.row)


def stamped(
    line: Line, of: Entry, spoken: Iterable[datetime], office: Office, *, now: datetime
) -> Entry:
    """A slip with the stamps that it has earned by now.

    Args:
        line: Its row.
        of: The row of its case; empty where it has none.
        spoken: When somebody spoke with the customer.
        office: By whose rules its cells count.
        now: The moment of the stamps.
    """
    if line.is_missing:
        return line.entry
    asked = calls.asked(line, spoken, now=now)
    case = Case(of, (line.entry,), procedure=office.procedure)
    earned = stamps.new_on_slip(case, office, now=now, asked=asked)
    says = stamps.as_written(F02, line.row, earned, line.before, line.to)
    return line.entry.saying(says) if says else line.entry


def opened(case: Case, numbers: Numbers, *, now: datetime) -> Case:
    """The case with the first round of its slip, which is not in the sheet yet."""
    code = numbers.next("F02", now.year)
    slip = Entry(F02, NOWHERE, {}).saying(
        {"code": code, "case": case.code, "round": 1, "opened_at": now}
    )
    return replace(case, entry=case.entry.saying({"slip": code}), slips=(slip,))


def changes(
    case: Case, verdict: Verdict, office: Office, lines: Sequence[Line]
) -> Iterator[Change]:
    """What the slips of a case should say, given the verdict on it."""
    rows = {line.code: line.row for line in lines}
    for slip in case.slips:
        said = slip.saying(derived.on_slip(case, verdict, office, slip))
        row = rows.get(slip.code)
        if row is None:
            yield NewRow(F02.key, said.row.cells, F02.code)
        elif row is not NOWHERE:
            yield from said.changes(row)
