"""Casework: what the register and its slips should say, decided from one reading."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from jobs.lines import Gone, Line, gone, is_steady, kept, recognise
from sheets_schema import derived, entry, lifecycle, sentence, stamps
from sheets_schema.books.customers import CUSTOMER
from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.case import Case
from sheets_schema.entry import Entry
from sheets_schema.history import History
from sheets_schema.records import CellChange, NewRow, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.lifecycle import Verdict
    from sheets_schema.numbers import Numbers
    from sheets_schema.office import Office
    from sheets_schema.records import Change, Problem, Reading
    from sync.journal import Seen


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with its verdict, and what its row stood as before.

    Attributes:
        case: With stamps and numbers as they should be.
        verdict: What the desk says of it now.
        row: The row of the register as it was read.
        is_steady: Whether the review before saw the same facts.
        repeats: How often this customer wrote in a year; None where it is not known.
    """

    case: Case
    verdict: Verdict
    row: Row
    is_steady: bool
    repeats: int | None


@dataclass(frozen=True)
class Casework:
    """What a reading of the register comes to.

    Attributes:
        cases: Every numbered case.
        changes: What has to be written.
        remember: The facts and stamps to remember, by tab and number.
        gone: The rows that stand nowhere any more, by tab.
        problems: What people should mend.
    """

    cases: tuple[Judged, ...]
    changes: tuple[Change, ...]
    remember: Mapping[str, Mapping[str, Mapping[str, Raw]]]
    gone: Mapping[str, Gone]
    problems: tuple[Problem, ...]


def decide(
    reading: Reading,
    office: Office,
    seen: Mapping[str, Mapping[str, Seen]],
    numbers: Numbers,
    *,
    now: datetime,
) -> Casework:
    """What the register should say, given what it says.

    A tab that could not be read is left alone, and so are the tabs that hang on it.

    Args:
        reading: The desk book.
        office: From the same reading.
        seen: What was last seen of each row, by tab and number.
        numbers: Gives new numbers; the caller remembers them before it writes.
        now: With the company's zone, in whole seconds.
    """
    if not {F01.key, F02.key} <= reading.rows.keys():
        return Casework((), (), {}, {}, ())
    lines, words = _register(reading, office, seen[F01.key], numbers, now=now)
    slips = _slips(reading, office, seen[F02.key], numbers, now=now)
    cases = list(_cases(lines, slips, seen[F01.key], numbers, now=now))
    history = History((case for case, _ in cases), _customers(reading, office))
    judged = tuple(
        Judged(
            case,
            lifecycle.judge(case, office, now=now),
            line.row,
            is_steady(case.entry, seen[F01.key]),
            history.repeats(case),
        )
        for case, line in cases
    )
    remember = _to_remember(judged, slips)
    missing = {
        table.key: gone(table, remember[table.key], seen[table.key], now=now)
        for table in (F01, F02)
    }
    back = chain.from_iterable(one.back for one in missing.values())
    rewritten = chain(
        _on_cases(judged, office, history), _on_slips(judged, slips, office)
    )
    return Casework(
        judged,
        (*words, *rewritten, *back),
        remember,
        missing,
        _problems(judged, slips, missing),
    )


def _register(
    reading: Reading,
    office: Office,
    seen: Mapping[str, Seen],
    numbers: Numbers,
    *,
    now: datetime,
) -> tuple[list[Line], list[CellChange]]:
    """The numbered lines of the register, and words for those that are no case yet."""
    rows = reading.rows[F01.key]
    numbers.note("F01", (*(row.get(F01.code) for row in rows), *seen))
    lines: list[Line] = []
    words: list[CellChange] = []
    for line in recognise(F01, rows, seen, office.conditions):
        if line.entry.code:
            lines.append(line)
        elif "description" in line.entry.row.cells:
            lines.append(replace(line, entry=_numbered(line.entry, numbers, now=now)))
        else:
            told = sentence.DESCRIBE if line.entry.row.cells else None
            words += line.entry.saying({"message": told}).changes(line.row)
    return lines, words


def _numbered(new: Entry, numbers: Numbers, *, now: datetime) -> Entry:
    """A row that people typed becomes a case."""
    return new.saying(
        {
            "code": numbers.next("F01", now.year),
            "track_code": numbers.track_code(),
            "logged_at": now,
        }
    )


def _slips(
    reading: Reading,
    office: Office,
    seen: Mapping[str, Seen],
    numbers: Numbers,
    *,
    now: datetime,
) -> Mapping[str, tuple[Line, ...]]:
    """The slips of each case, the newest round last, with the stamps they earned."""
    rows = reading.rows[F02.key]
    numbers.note("F02", (*(row.get(F02.code) for row in rows), *seen))
    found: dict[str, list[Line]] = defaultdict(list)
    for line in recognise(F02, rows, seen, office.conditions):
        if line.entry.code and line.entry.has("case"):
            earned = stamps.new_on_slip(line.entry, now=now)
            stamped = replace(line, entry=line.entry.saying(earned))
            found[line.entry.text("case")].append(stamped)
    return {
        case: tuple(sorted(slips, key=lambda slip: slip.entry.number("round") or 0))
        for case, slips in found.items()
    }


def _cases(
    lines: Iterable[Line],
    slips: Mapping[str, tuple[Line, ...]],
    seen: Mapping[str, Seen],
    numbers: Numbers,
    *,
    now: datetime,
) -> Iterator[tuple[Case, Line]]:
    """Each line as a case with its slips and stamps; complaints get their slip."""
    for line in lines:
        of_case = slips.get(line.entry.code, ())
        case = Case(line.entry, tuple(slip.entry for slip in of_case))
        earned = stamps.new_on_case(case, now=now)
        case = replace(case, entry=case.entry.saying(earned)) if earned else case
        if _needs_slip(case) and is_steady(case.entry, seen):
            case = _opened(case, numbers, now=now)
        yield case, line


def _needs_slip(case: Case) -> bool:
    """A complaint gets one slip, ever, however often its kind is changed (Q7)."""
    over = case.is_imported or case.is_dropped or lifecycle.is_finished(case)
    return case.is_complaint and not over and not case.entry.has("slip")


def _opened(case: Case, numbers: Numbers, *, now: datetime) -> Case:
    """The case with the first round of its slip, which is not in the sheet yet."""
    code = numbers.next("F02", now.year)
    slip = Entry(F02, Row(0, {}), {}).saying(
        {"code": code, "case": case.code, "round": 1, "opened_at": now}
    )
    return replace(case, entry=case.entry.saying({"slip": code}), slips=(slip,))


def _on_cases(
    judged: Iterable[Judged], office: Office, history: History
) -> Iterator[CellChange]:
    for one in judged:
        says = derived.on_case(one.case, one.verdict, office, history)
        yield from one.case.entry.saying(says).changes(one.row)


def _on_slips(
    judged: Iterable[Judged], slips: Mapping[str, tuple[Line, ...]], office: Office
) -> Iterator[Change]:
    for one in judged:
        rows = {slip.entry.code: slip.row for slip in slips.get(one.case.code, ())}
        for slip in one.case.slips:
            says = derived.on_slip(one.case, one.verdict, office, slip)
            said = slip.saying(says)
            if slip.code in rows:
                yield from said.changes(rows[slip.code])
            else:
                yield NewRow(F02.key, said.row.cells, F02.code)


def _customers(reading: Reading, office: Office) -> Iterator[Entry]:
    rows = reading.rows.get(CUSTOMER.key, ())
    return entry.read_all(CUSTOMER, rows, office.conditions)


def _to_remember(
    judged: Iterable[Judged], slips: Mapping[str, tuple[Line, ...]]
) -> Mapping[str, Mapping[str, Mapping[str, Raw]]]:
    """Facts and stamps of every case and slip as the sheet holds them after writing."""
    cases = {one.case.code: kept(one.case.entry) for one in judged}
    new = (slip for one in judged for slip in one.case.slips)
    read = (line.entry for lines in slips.values() for line in lines)
    return {F01.key: cases, F02.key: {slip.code: kept(slip) for slip in (*new, *read)}}


def _problems(
    judged: Iterable[Judged],
    slips: Mapping[str, tuple[Line, ...]],
    missing: Mapping[str, Gone],
) -> tuple[Problem, ...]:
    in_cases = (one.case.entry.problems for one in judged)
    in_slips = (line.entry.problems for lines in slips.values() for line in lines)
    too_many = (one.problems for one in missing.values())
    return tuple(chain.from_iterable((*in_cases, *in_slips, *too_many)))
