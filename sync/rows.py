"""Rows: the lines of a sheet as cells by key."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, cast

from sheets_schema import codes
from sheets_schema.columns import FIRST_LINE
from sheets_schema.records import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sync.keys import Place

DisplayedValue: TypeAlias = "Raw | time | timedelta"
"""What a reader of sheets hands over; an empty cell is an empty text or None."""

_LAPSES = frozenset({time, timedelta})
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def gather(
    table: Table, place: Place, lines: Iterable[Sequence[DisplayedValue]]
) -> Iterator[Row]:
    """The filled rows of a tab.

    Args:
        table: What the tab holds.
        place: Where its columns stand.
        lines: All lines from line 1, each at least as long as the last key's position.
    """
    spots = [*place.columns.items()]
    filled: Iterator[tuple[int, dict[str, DisplayedValue]]] = (
        (line, {key: it for key, at in spots if (it := values[at]) not in ("", None)})
        for line, values in enumerate(islice(lines, FIRST_LINE - 1, None), FIRST_LINE)
    )
    return typed(table, place, (it for it in filled if it[1]))


def typed(
    table: Table, place: Place, lines: Iterable[tuple[int, dict[str, DisplayedValue]]]
) -> Iterator[Row]:
    """Lines as rows, with days and hours as their columns mean them.

    Args:
        table: What the tab holds.
        place: Where its columns stand.
        lines: What stands under its keys, by line.
    """
    formats = {key: table[key].kind.format for key in place.columns}
    timed = [key for key, code in formats.items() if "hh" in code]
    dated = [key for key, code in formats.items() if "yy" in code and "hh" not in code]
    grouped = [key for key in place.columns if table[key].grouped]
    for line, cells in lines:
        for key in grouped:
            if isinstance(it := cells.get(key), str):
                cells[key] = codes.bare(it)
        types = set(map(type, cells.values()))
        if not _LAPSES.isdisjoint(types):
            cells |= {key: _hours(it) for key, it in cells.items()}
        if date in types:
            _make_moments(cells, timed)
        if datetime in types:
            _make_days(cells, dated)
        yield Row(line, cast("dict[str, Raw]", cells))


def _make_moments(seen: dict[str, DisplayedValue], timed: list[str]) -> None:
    """Let a day under a moment's heading be that day's midnight.

    Both are the same number in a cell; the column says which is meant.
    """
    for key in timed:
        it = seen.get(key)
        if type(it) is date:
            seen[key] = datetime.combine(it, time.min)


def _make_days(seen: dict[str, DisplayedValue], dated: list[str]) -> None:
    """Let midnight under a day's heading be the day."""
    for key in dated:
        it = seen.get(key)
        if isinstance(it, datetime) and it.time() == time.min:
            seen[key] = it.date()


def _hours(seen: DisplayedValue) -> DisplayedValue:
    """An hour of the day, which a program makes of ``08:00``, as it was typed."""
    match seen:
        case time():
            return f"{seen:%H:%M:%S}".removesuffix(":00")
        case timedelta():
            return f"{seen // _HOUR:02}:{seen % _HOUR // _MINUTE:02}"
    return seen
