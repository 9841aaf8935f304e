"""Which line of a tab is which case, whatever people did to the sheet.

Rows are sorted, copied, pasted and deleted by people, and machine cells are typed over.
A row that still carries its number and the stamps beside it is what it says. Any other
row is the lost one that it is most like, among those whose number, stamps or facts it
carries: so of two rows with one number the one unlike what was
last seen, else the lower, is new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema import codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Row

SECOND_NAMES: Mapping[str, tuple[str, ...]] = {
    "f01": ("track_code",),
    "f02": ("case", "round"),
}
"""The stamps that tell the rows of a tab apart where a number is gone."""


@dataclass(frozen=True, slots=True)
class Known:
    """A row and the case it is.

    Attributes:
        row: The line as it stands.
        code: The number of the case; empty for a row that has none yet.
        seen: What was last seen of the case; empty for one never seen.
    """

    row: Row
    code: str
    seen: Mapping[str, Raw]


def known(
    table: Table, rows: Sequence[Row], seen: Mapping[str, Mapping[str, Raw]]
) -> list[Known]:
    """Tell every row of a tab which case it is; each number is given out once.

    Args:
        table: The tab.
        rows: Its lines, from the top.
        seen: Facts and stamps last seen, by number.
    """
    found = _plain(table, rows, seen)
    doubtful = [row for row in rows if row.line not in found]
    if doubtful:
        taken = set(found.values())
        lost = {code: cells for code, cells in seen.items() if code not in taken}
        found |= _most_alike(table, doubtful, lost)
        found |= _never_seen(table, doubtful, found, seen)
    codes_ = ((row, found.get(row.line, "")) for row in rows)
    return [Known(row, code, seen.get(code, {})) for row, code in codes_]


def _plain(
    table: Table, rows: Sequence[Row], seen: Mapping[str, Mapping[str, Raw]]
) -> dict[int, str]:
    """The rows that nobody else claims to be, by their lines."""
    claimed = Counter(row.get(table.code) for row in rows)
    names = SECOND_NAMES.get(table.key, ())
    found: dict[int, str] = {}
    for row in rows:
        code = row.get(table.code)
        cells = seen.get(code) if isinstance(code, str) else None
        if cells is None or claimed[code] > 1:
            continue
        if all(row.get(name) == cells.get(name) for name in names):
            found[row.line] = str(code)
    return found


def _most_alike(
    table: Table, rows: Sequence[Row], lost: Mapping[str, Mapping[str, Raw]]
) -> dict[int, str]:
    """The rows that are lost cases, the most alike first; the upper one of equals."""
    pairs = sorted(
        (-_likeness(row, lost[code]), row.line, code)
        for row, code in _candidates(table, rows, lost)
    )
    found: dict[int, str] = {}
    given: set[str] = set()
    for _, line, code in pairs:
        if line not in found and code not in given:
            found[line] = code
            given.add(code)
    return found


def _candidates(
    table: Table, rows: Sequence[Row], lost: Mapping[str, Mapping[str, Raw]]
) -> Iterator[tuple[Row, str]]:
    """The cases that each row may be: by number, by second name, by its facts."""
    by_name = {_second(table, cells): code for code, cells in lost.items()}
    by_facts: dict[frozenset[tuple[str, Raw]], list[str]] = defaultdict(list)
    for code, cells in lost.items():
        by_facts[_facts(table, cells)].append(code)
    for row in rows:
        name, facts = _second(table, row.cells), _facts(table, row.cells)
        may_be = {row.get(table.code), by_name.get(name) if any(name) else None}
        if facts and by_facts.get(facts):
            may_be.add(by_facts[facts].pop(0))
        yield from (
            (row, one) for one in may_be if isinstance(one, str) and one in lost
        )


def _never_seen(
    table: Table,
    rows: Sequence[Row],
    found: Mapping[int, str],
    seen: Mapping[str, Mapping[str, Raw]],
) -> dict[int, str]:
    """Numbers that stand in the sheet and nowhere else: imported, or known before.

    They are believed, since a lost database is built anew from the sheet.
    """
    new: dict[str, int] = {}
    for row in rows:
        code = row.get(table.code)
        if row.line in found or code in seen or not isinstance(code, str):
            continue
        if codes.is_number(code):
            new.setdefault(code, row.line)
    return {line: code for code, line in new.items()}


def _likeness(row: Row, cells: Mapping[str, Raw]) -> int:
    return sum(row.get(key) == raw for key, raw in cells.items())


def _second(table: Table, cells: Mapping[str, Raw]) -> tuple[Raw, ...]:
    return tuple(cells.get(name) for name in SECOND_NAMES.get(table.key, ()))


def _facts(table: Table, cells: Mapping[str, Raw]) -> frozenset[tuple[str, Raw]]:
    return frozenset(
        (key, raw)
        for key, raw in cells.items()
        if key in table.by_key and not table[key].by_machine
    )
