"""Which line of the register is which case, whatever people did to the sheet.

Rows are sorted, copied, pasted and deleted by people, and machine cells are typed over.
A case is known by its number, else by its tracking code, else by its own facts; of
two rows with one number the one most like what was last seen keeps it (contract,
section 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema import codes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Row


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
    claims = _claims(table, rows, seen)
    keeper = {
        code: _most_alike(claimants, seen.get(code, {}))
        for code, claimants in claims.items()
    }
    of = {row.line: code for code, row in keeper.items()}
    lost = {code: cells for code, cells in seen.items() if code not in keeper}
    by_track = {cells.get("track_code"): code for code, cells in lost.items()}
    by_facts = {_facts(table, cells): code for code, cells in lost.items()}
    found: list[Known] = []
    for row in rows:
        code = of.get(row.line, "")
        if not code and lost:
            track, facts = row.get("track_code"), _facts(table, row.cells)
            code = (track and by_track.pop(track, "")) or by_facts.pop(facts, "")
            code = code if lost.pop(code, None) is not None else ""
        found.append(Known(row, code, seen.get(code, {})))
    return found


def _claims(
    table: Table, rows: Sequence[Row], seen: Mapping[str, Mapping[str, Raw]]
) -> dict[str, list[Row]]:
    """The rows that carry each number that may be one."""
    claims: dict[str, list[Row]] = {}
    for row in rows:
        code = row.get(table.code)
        if isinstance(code, str) and (code in seen or codes.is_number(code)):
            claims.setdefault(code, []).append(row)
    return claims


def _most_alike(rows: Sequence[Row], cells: Mapping[str, Raw]) -> Row:
    """The row that agrees with the most of what was seen; the upper one of equals."""
    if len(rows) == 1:
        return rows[0]
    return max(
        rows,
        key=lambda row: (
            sum(row.get(key) == raw for key, raw in cells.items()),
            -row.line,
        ),
    )


def _facts(table: Table, cells: Mapping[str, Raw]) -> frozenset[tuple[str, Raw]]:
    return frozenset(
        (key, raw)
        for key, raw in cells.items()
        if key in table.by_key and not table[key].by_machine
    )
