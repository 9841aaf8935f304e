"""Remarks: what is wrong in a row of any other tab, told in its message."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sheets_schema.books.shelf import DESK
from sheets_schema.entry import read_all
from sheets_schema.records import CellChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.columns import Table
    from sheets_schema.company.office import Office
    from sheets_schema.records import Problem, Reading, Row

OWN = frozenset({"f01", "f02"})
"""Tabs whose messages the casework writes."""


def problems(reading: Reading, office: Office) -> tuple[Problem, ...]:
    """What cannot be read in the tabs beside the casework."""
    read_by_office = {problem.tab for problem in office.problems}
    return (
        *reading.problems,
        *office.problems,
        *(
            problem
            for table in _tables(reading)
            if table.key not in read_by_office
            for entry in read_all(table, reading.rows[table.key], office.conditions)
            for problem in entry.problems
        ),
    )


def changes(reading: Reading, found: Iterable[Problem]) -> Iterator[CellChange]:
    """Each row's message says what is wrong in it, and nothing once it is mended."""
    said: Mapping[tuple[str, int], list[str]] = defaultdict(list)
    for problem in found:
        said[problem.tab, problem.line].append(problem.sentence)
    for table in _tables(reading):
        for row in reading.rows[table.key]:
            text = " ".join(said.get((table.key, row.line), ())) or None
            if row.get("message") != text:
                yield _message(table, row, text)


def _message(table: Table, row: Row, text: str | None) -> CellChange:
    code = str(row.get(table.code) or "") if table.code else ""
    return CellChange(table.key, row.line, "message", row.get("message"), text, code)


def _tables(reading: Reading) -> Iterator[Table]:
    for table in DESK.tables:
        told = "message" in table.by_key and table.key not in OWN
        if told and table.key in reading.rows:
            yield table
