"""Defaults: questions that a new book begins with give way to imported ones.

Nobody typed them, so they are no facts yet. A question that a person has touched stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.books.survey import QUESTION
from sheets_schema.company import prefill
from sheets_schema.records import CellChange, NewRow
from sync.changes import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Change, Row


def untouched(table: Table, rows: Sequence[Row], *, company: str) -> list[Row]:
    """The rows that stand as a new book had them."""
    if table is not QUESTION:
        return []
    first = {cells["id"]: cells for cells in prefill.question(company)}
    return [row for row in rows if _is(row, first.get(row.get("id"), {}))]


def _is(row: Row, first: Mapping[str, Raw]) -> bool:
    facts = {key: raw for key, raw in row.cells.items() if key != "message"}
    return facts.keys() == first.keys() and all(
        alike(facts[key], raw) for key, raw in first.items()
    )


def replacing(rows: Iterable[Row], new: Iterable[NewRow]) -> Iterator[Change]:
    """New rows; one takes the place of the row that has its id and no campaign either.

    Args:
        rows: The rows that nobody has touched.
        new: What is imported.
    """
    free = {row.get(QUESTION.code): row for row in rows}
    for one in new:
        code, campaign = one.cells.get(QUESTION.code), one.cells.get("campaign")
        row = None if campaign else free.pop(code, None)
        if row is None:
            yield one
            continue
        for key in {*row.cells, *one.cells} - {"message"}:
            before, after = row.get(key), one.cells.get(key)
            if not alike(before, after):
                yield CellChange(one.tab, row.line, key, before, after)
