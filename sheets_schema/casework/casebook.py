"""The casebook: what the register and its slips should say, by one reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from sheets_schema import entry
from sheets_schema.books.customers import CUSTOMER
from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.casework import cases, derived, lifecycle, slips
from sheets_schema.casework.history import History
from sheets_schema.casework.judged import Judged
from sheets_schema.casework.lines import Gone, gone, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sheets_schema.casework.cases import Cases
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.casework.slips import Slips
    from sheets_schema.cells import Raw
    from sheets_schema.company.office import Office
    from sheets_schema.entry import Entry
    from sheets_schema.finding import Finding
    from sheets_schema.records import CellChange, Change, Reading, Seen


@dataclass(frozen=True)
class Casework:
    """What a reading of the register comes to.

    Attributes:
        cases: Every numbered case, those included whose rows are missing just now.
        changes: What has to be written.
        remember: The facts and stamps to remember, by tab and number.
        given: The numbers that do not stand in the sheet before it is written.
        gone: The rows that stand nowhere any more, by tab.
        problems: What people should mend.
    """

    cases: tuple[Judged, ...] = ()
    changes: tuple[Change, ...] = ()
    remember: Mapping[str, Mapping[str, Mapping[str, Raw]]] = field(
        default_factory=dict
    )
    given: frozenset[Raw] = frozenset()
    gone: Mapping[str, Gone] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()


def decide(
    reading: Reading,
    office: Office,
    seen: Mapping[str, Mapping[str, Seen]],
    numbers: Numbers,
    *,
    now: datetime,
) -> Casework:
    """What the register should say, given what it says.

    A tab that could not be read is left alone; without the tab of slips cases are
    judged by their slips as they were last seen.

    Args:
        reading: The desk book.
        office: From the same reading.
        seen: What was last seen of each row, by tab and number.
        numbers: Gives new numbers; the caller remembers them.
        now: With the company's zone, in whole seconds.
    """
    if F01.key not in reading.rows:
        return Casework()
    for table in (F01, F02):
        found = (row.get(table.code) for row in reading.rows.get(table.key, ()))
        numbers.note(table.key.upper(), (*found, *seen[table.key]))
    to, of_f01, of_f02 = office.conditions, seen[F01.key], seen[F02.key]
    of_slips = slips.read(reading.rows.get(F02.key), of_f02, to, now=now)
    register = cases.read(reading.rows[F01.key], of_f01, of_slips, to, numbers, now=now)
    return _judged(register, of_slips, reading, office, seen, now=now)


def _judged(
    register: Cases,
    of_slips: Slips,
    reading: Reading,
    office: Office,
    seen: Mapping[str, Mapping[str, Seen]],
    *,
    now: datetime,
) -> Casework:
    customers = reading.rows.get(CUSTOMER.key, ())
    history = History(
        (case for _, case in register.found),
        entry.read_all(CUSTOMER, customers, office.conditions),
    )
    judged = tuple(
        Judged(
            case,
            lifecycle.judge(case, office, now=now),
            line.row,
            line.is_steady,
            history.repeats(case),
            history.twin(case),
        )
        for line, case in register.found
    )
    remember = _to_remember(judged, of_slips)
    missing = {
        table.key: gone(table, remember[table.key], seen[table.key], now=now)
        if table.key in reading.rows
        else Gone()
        for table in (F01, F02)
    }
    changes = chain(
        register.words,
        _on_cases(judged, office, history),
        slips.changes(judged, of_slips, office),
        *(one.back for one in missing.values()),
    )
    return Casework(
        judged,
        tuple(changes),
        remember,
        _given(remember, reading),
        missing,
        _problems(judged, of_slips, missing),
    )


def _on_cases(
    judged: Iterable[Judged], office: Office, history: History
) -> Iterator[CellChange]:
    for one in (it for it in judged if it.stands):
        says = derived.on_case(one.case, one.verdict, office, history)
        yield from one.case.entry.saying(says).changes(one.row)


def _to_remember(
    judged: Iterable[Judged], of_slips: Slips
) -> Mapping[str, Mapping[str, Mapping[str, Raw]]]:
    """Facts and stamps of every case and slip as the sheet holds them after writing."""
    in_cases = chain.from_iterable(one.case.slips for one in judged)
    return {
        F01.key: {it.case.code: kept(it.case.entry) for it in judged if it.stands},
        F02.key: {
            slip.code: kept(slip)
            for slip in (*in_cases, *of_slips.standing)
            if slip.code not in of_slips.missing
        },
    }


def _given(
    remember: Mapping[str, Mapping[str, Mapping[str, Raw]]], reading: Reading
) -> frozenset[Raw]:
    """The numbers to be remembered that no row of the sheet carries."""
    stand = {
        row.get(table.code)
        for table in (F01, F02)
        for row in reading.rows.get(table.key, ())
    }
    return frozenset(chain.from_iterable(remember.values())) - stand


def _problems(
    judged: Iterable[Judged], of_slips: Slips, missing: Mapping[str, Gone]
) -> tuple[Finding, ...]:
    standing = (one.case.entry for one in judged if one.stands)
    found: Iterable[Entry] = (*standing, *of_slips.standing)
    in_cells = (one.problems for one in found)
    too_many = (one.problems for one in missing.values())
    return tuple(chain.from_iterable((*in_cells, *too_many)))
