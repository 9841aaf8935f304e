"""Lines: the rows of a tab told apart, remembered, and missed when they are gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sheets_schema import entry
from sheets_schema.casework import identity, stamps
from sheets_schema.finding import Finding, Matter
from sheets_schema.records import NewRow, Row
from sheets_schema.writing import wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sheets_schema.cells import Conditions, Raw
    from sheets_schema.columns import Table
    from sheets_schema.entry import Entry
    from sheets_schema.records import Seen

MISSING_FOR = timedelta(minutes=5)
"""How long a row has to be gone before it comes back."""
ONE_IN = 10
"""Where more than one row in so many is gone, people are asked instead."""
_CAME = ("logged_at", "imported_at", "opened_at")
"""The stamps that tell when a row came."""
NOWHERE = Row(0, {})
"""What stands in the sheet of a row that was deleted, or is not there yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands, and the entry that it should be.

    Attributes:
        row: The row in the sheet; `NOWHERE` for one that is missing.
        entry: Its facts, with the number and the stamps it ever had.
        is_steady: Whether the review before saw the same facts: nobody is typing.
    """

    row: Row
    entry: Entry
    is_steady: bool = False


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
    problems: tuple[Finding, ...] = ()


def recognise(
    table: Table, rows: Sequence[Row], seen: Mapping[str, Seen], conditions: Conditions
) -> Iterator[Line]:
    """Each row as what it is, with the number and the stamps it ever had.

    A row that has no number, or only a copy of another's, keeps its facts alone.
    """
    cells = {code: one.cells for code, one in seen.items()}
    for one in identity.known(table, rows, cells):
        before, told = seen.get(one.code), facts(table, one.row.cells)
        same = before is not None and told == facts(table, before.cells)
        whole = dict(told)
        if one.code:
            whole |= stamps.of(table, one.row, one.seen, conditions)
            whole[table.code] = one.code
        day = _typed_on(before, whole, conditions) if same or not before else None
        read = entry.read(table, Row(one.row.line, whole), _as_of(day, conditions))
        yield Line(one.row, entry.believed(read, conditions.today), same)


def _typed_on(
    before: Seen | None, cells: Mapping[str, Raw], to: Conditions
) -> date | None:
    """The day on which a row's facts were typed; None where nobody knows.

    Of one that was never seen: when it came, if it tells.
    """
    if before:
        return before.changed_at.astimezone(to.zone).date()
    at = came(cells)
    return min(at.date(), to.today) if at else None


def came(cells: Mapping[str, Raw]) -> datetime | None:
    """When a row came into its tab, by its stamps, in the company's zone."""
    stamped = (cells.get(key) for key in _CAME)
    return next((raw for raw in stamped if isinstance(raw, datetime)), None)


def _as_of(day: date | None, now: Conditions) -> Conditions:
    """How a row is read: ``27.3`` keeps the year it had on the day it was typed."""
    return now if day in {None, now.today} else replace(now, today=day)


def facts(table: Table, cells: Mapping[str, Raw]) -> dict[str, Raw]:
    """The cells that people filled, out of cells of a table."""
    return {key: raw for key, raw in cells.items() if key in table.facts}


def kept(one: Entry) -> dict[str, Raw]:
    """What is remembered of a row: facts and stamps."""
    table = one.table
    return {
        key: raw
        for key, raw in one.row.cells.items()
        if key in table.facts or key in table.stamps
    }


def missing(
    table: Table, here: Collection[str], seen: Mapping[str, Seen], to: Conditions
) -> Iterator[Line]:
    """The rows that were seen before and are not here, as they were last seen."""
    for code in seen.keys() - set(here):
        row = Row(0, dict(seen[code].cells))
        as_of = _as_of(_typed_on(seen[code], {}, to), to)
        yield Line(NOWHERE, entry.read(table, row, as_of))


def gone(
    table: Table, here: Collection[str], seen: Mapping[str, Seen], *, now: datetime
) -> Gone:
    """What to do about rows that were seen before and are not here."""
    missing = frozenset(seen) - frozenset(here)
    if len(missing) > max(1, len(seen) // ONE_IN):
        return Gone(problems=(_many(table, len(missing)),))
    back = (
        _restored(table, seen[code], now)
        for code in sorted(missing)
        if (since := seen[code].missing_since) and now - since >= MISSING_FOR
    )
    return Gone(missing, tuple(back))


def _many(table: Table, count: int) -> Finding:
    return Finding(
        f"Có {count} dòng trong tab {table.title} không còn thấy.",
        "Xin mở bản sao lưu gần nhất để lấy lại, hoặc chọn Rác cho những hồ sơ muốn "
        "bỏ.",
        Matter.GONE,
        tab=table.key,
        grave=True,
    )


def _restored(table: Table, seen: Seen, now: datetime) -> NewRow:
    """A deleted row as it was last seen, with a note of when it came back."""
    cells = dict(seen.cells)
    if "note" in table.by_key:
        note = f"Dòng này bị xoá và được khôi phục lúc {wording.moment(now)}."
        cells["note"] = f"{cells.get('note') or ''}\n{note}".strip()
    return NewRow(table.key, cells, table.code)
