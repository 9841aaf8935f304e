"""Remarks: what was found of a row, told in its message."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import DESK
from sheets_schema.entry import read_all
from sheets_schema.records import CellChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.company.office import Office
    from sheets_schema.finding import Finding
    from sheets_schema.recall import Recall
    from sheets_schema.records import Change, Reading, Row

OWN = frozenset({"f01", "f02"})
"""Tabs whose messages the casework writes."""


def problems(
    reading: Reading, office: Office, recall: Recall, *, now: datetime
) -> tuple[Finding, ...]:
    """What cannot be read in the tabs beside the casework."""
    read_by_office = {problem.tab for problem in office.problems}
    found = (
        _unreadable(table, reading.rows[table.key], office, recall, now=now)
        for table in _tables(reading)
        if table.key not in read_by_office
    )
    return (*reading.problems, *office.problems, *chain.from_iterable(found))


def _unreadable(
    table: Table,
    rows: tuple[Row, ...],
    office: Office,
    recall: Recall,
    *,
    now: datetime,
) -> tuple[Finding, ...]:
    """What cannot be read in a tab; looked for where something in it is new."""
    same = recall.rows(table.key, rows)

    def found(_: datetime) -> tuple[Finding, ...]:
        entries = read_all(table, same, office.conditions)
        return tuple(problem for entry in entries for problem in entry.problems)

    return recall.answer("unreadable", table.key, same, office, now=now, work=found)


def changes(reading: Reading, found: Iterable[Finding]) -> Iterator[CellChange]:
    """Each row's message says what is wrong in it, and nothing once it is mended."""
    said: Mapping[tuple[str, int], list[str]] = defaultdict(list)
    for problem in found:
        said[problem.tab, problem.line].append(problem.sentence)
    for table in _tables(reading):
        for row in reading.rows[table.key]:
            text = " ".join(said.get((table.key, row.line), ())) or None
            if row.get("message") != text:
                yield _message(table, row, text)


def besides(
    reading: Reading, changes: Iterable[Change], found: Iterable[Finding]
) -> Iterator[Change]:
    """The changes, with messages that tell what was found of a row besides.

    Args:
        reading: What the changes were decided on.
        changes: With whatever they let messages say.
        found: Of rows that are known by their numbers.
    """
    said: dict[tuple[str, int], str] = {}
    for one in found:
        if row := _row(reading, one):
            place = one.tab, row.line
            said[place] = f"{said.get(place, '')} {one.sentence}".strip()
    for change in changes:
        if isinstance(change, CellChange) and change.column == "message":
            words = said.pop((change.tab, change.line), "")
            yield from _saying(change, words)
        else:
            yield change
    for (tab, line), words in said.items():
        row = next(it for it in reading.rows[tab] if it.line == line)
        old = row.get("message")
        yield from _saying(_message(DESK[tab], row, old), words)


def _saying(change: CellChange, words: object) -> Iterator[CellChange]:
    after = " ".join(str(it) for it in (change.after, words) if it) or None
    if change.before != after:
        yield replace(change, after=after)


def _row(reading: Reading, one: Finding) -> Row | None:
    table = DESK.by_key.get(one.tab)
    told = "message" in reading.columns.get(one.tab, ())
    if not one.code or table is None or not told:
        return None
    rows = reading.rows.get(one.tab, ())
    return next((it for it in rows if str(it.get(table.code) or "") == one.code), None)


def _message(table: Table, row: Row, text: Raw) -> CellChange:
    code = str(row.get(table.code) or "") if table.code else ""
    return CellChange(table.key, row.line, "message", row.get("message"), text, code)


def _tables(reading: Reading) -> Iterator[Table]:
    for table in DESK.tables:
        told = "message" in table.by_key and table.key not in OWN
        if told and table.key in reading.rows:
            yield table
