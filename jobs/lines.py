"""Lines: the rows of a tab told apart, remembered, and missed when they are gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sheets_schema import entry, identity, stamps, wording
from sheets_schema.columns import Nature
from sheets_schema.records import NewRow, Problem, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.cells import Conditions, Raw
    from sheets_schema.columns import Table
    from sheets_schema.entry import Entry
    from sync.journal import Seen

MISSING_FOR = timedelta(minutes=5)
"""How long a row has to be gone before it comes back (contract, section 5)."""
ONE_IN = 10
"""Where more than one row in so many is gone, people are asked instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands, and the entry that it should be."""

    row: Row
    entry: Entry


@dataclass(frozen=True, slots=True)
class Gone:
    """The rows of a tab that stand nowhere any more.

    Attributes:
        codes: Their numbers, to be noted as missing.
        back: Those that come back now, at the bottom.
        problems: What is told where too many are gone.
    """

    codes: frozenset[str] = frozenset()
    back: tuple[NewRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def recognise(
    table: Table, rows: Sequence[Row], seen: Mapping[str, Seen], conditions: Conditions
) -> Iterator[Line]:
    """Each row as what it is, with the number and the stamps it ever had.

    A row that has no number, or only a copy of another's, keeps its facts alone.
    """
    cells = {code: one.cells for code, one in seen.items()}
    for one in identity.known(table, rows, cells):
        if one.code:
            whole = {**stamps.restored(table, one.row, one.seen), table.code: one.code}
        else:
            whole = facts(table, one.row.cells)
        row = Row(one.row.line, whole)
        as_of = _as_of(table, whole, seen.get(one.code), conditions)
        yield Line(one.row, entry.read(table, row, as_of))


def _as_of(
    table: Table, cells: Mapping[str, Raw], before: Seen | None, now: Conditions
) -> Conditions:
    """By which day a row is read: ``27.3`` keeps the year it had when it was typed."""
    if before is None or facts(table, cells) != facts(table, before.cells):
        return now
    typed = before.changed_at.astimezone(now.zone).date()
    return now if typed == now.today else replace(now, today=typed)


def facts(table: Table, cells: Mapping[str, Raw]) -> dict[str, Raw]:
    """The cells that people filled, out of cells of a table."""
    return {
        key: raw
        for key, raw in cells.items()
        if key in table.by_key and not table[key].by_machine
    }


def is_steady(one: Entry, seen: Mapping[str, Seen]) -> bool:
    """Whether the last review saw the same facts: nobody is typing in the row."""
    before = seen.get(one.code)
    if before is None:
        return False
    return facts(one.table, one.row.cells) == facts(one.table, before.cells)


def kept(one: Entry) -> dict[str, Raw]:
    """What is remembered of a row: facts and stamps."""
    return {
        key: raw
        for key, raw in one.row.cells.items()
        if key in one.table.by_key and one.table[key].nature is not Nature.DERIVED
    }


def gone(
    table: Table, here: Collection[str], seen: Mapping[str, Seen], *, now: datetime
) -> Gone:
    """What to do about rows that were seen before and are not here."""
    missing = frozenset(seen) - frozenset(here)
    if len(missing) > max(1, len(seen) // ONE_IN):
        return Gone(problems=(Problem(table.key, _many(table, len(missing))),))
    back = (
        _restored(table, seen[code], now)
        for code in sorted(missing)
        if (since := seen[code].missing_since) and now - since >= MISSING_FOR
    )
    return Gone(missing, tuple(back))


def _many(table: Table, count: int) -> str:
    return (
        f"Có {count} dòng trong tab {table.title} không còn thấy. Xin mở bản sao lưu "
        "gần nhất để lấy lại, hoặc chọn Rác cho những hồ sơ muốn bỏ."
    )


def _restored(table: Table, seen: Seen, now: datetime) -> NewRow:
    """A deleted row as it was last seen, with a note of when it came back."""
    cells = dict(seen.cells)
    if "note" in table.by_key:
        note = f"Dòng này bị xoá và được khôi phục lúc {wording.moment(now)}."
        cells["note"] = f"{cells.get('note') or ''}\n{note}".strip()
    return NewRow(table.key, cells, table.code)
