"""Rows: the lines of a sheet as cells by key."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, cast

from sheets_schema.columns import FIRST_LINE
from sheets_schema.records import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sync.keys import Place

Seen: TypeAlias = "Raw | time | timedelta"
"""What a reader of sheets hands over; an empty cell is an empty text or None."""

_LAPSES = frozenset({time, timedelta})
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


def gather(
    table: Table, place: Place, lines: Iterable[Sequence[Seen]], *, left: int = 0
) -> Iterator[Row]:
    """The filled rows of a tab.

    Args:
        table: What the tab holds.
        place: Where its columns stand.
        lines: All lines from line 1, each at least as long as the last key's position.
        left: How many empty columns on the left the lines leave out.
    """
    spots = [(key, at - left) for key, at in place.columns.items()]
    formats = {key: table[key].kind.format for key in place.columns}
    timed = [key for key, code in formats.items() if "hh" in code]
    dated = [key for key, code in formats.items() if "yy" in code and "hh" not in code]
    for line, values in enumerate(islice(lines, FIRST_LINE - 1, None), FIRST_LINE):
        seen: dict[str, Seen] = {
            key: it for key, at in spots if (it := values[at]) not in ("", None)
        }
        types = set(map(type, values))
        if not _LAPSES.isdisjoint(types):
            seen = {key: _hours(it) for key, it in seen.items()}
        if date in types:
            _make_moments(seen, timed)
        if datetime in types:
            _make_days(seen, dated)
        if seen:
            yield Row(line, cast("dict[str, Raw]", seen))


def _make_moments(seen: dict[str, Seen], timed: list[str]) -> None:
    """Let a day under a moment's heading be that day's midnight.

    Both are the same number in a cell; the column says which is meant.
    """
    for key in timed:
        it = seen.get(key)
        if type(it) is date:
            seen[key] = datetime.combine(it, time.min)


def _make_days(seen: dict[str, Seen], dated: list[str]) -> None:
    """Let midnight under a day's heading be the day."""
    for key in dated:
        it = seen.get(key)
        if isinstance(it, datetime) and it.time() == time.min:
            seen[key] = it.date()


def _hours(seen: Seen) -> Seen:
    """An hour of the day, which a program makes of ``08:00``, as it was typed."""
    match seen:
        case time():
            return f"{seen:%H:%M:%S}".removesuffix(":00")
        case timedelta():
            return f"{seen // _HOUR:02}:{seen % _HOUR // _MINUTE:02}"
    return seen
