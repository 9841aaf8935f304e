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

_PLAIN = frozenset({str, float, int, bool, type(None)})
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
    settle = _Settling(table, place)
    for line, values in enumerate(islice(lines, FIRST_LINE - 1, None), FIRST_LINE):
        seen: dict[str, Seen] = {
            key: it for key, at in spots if (it := values[at]) not in ("", None)
        }
        if not _PLAIN.issuperset(map(type, values)):
            seen = {key: settle(key, it) for key, it in seen.items()}
        if seen:
            yield Row(line, cast("dict[str, Raw]", seen))


class _Settling:
    """One value for one instant, however the sheet shows it.

    A moment at midnight and a day are the same number in a cell: the column says which
    is meant. An hour of the day, as a program makes of ``08:00``, is what was typed.
    """

    def __init__(self, table: Table, place: Place) -> None:
        formats = {key: table[key].kind.format for key in place.columns}
        self._timed = {key for key, code in formats.items() if "hh" in code}
        self._dated = {key for key, code in formats.items() if "yy" in code}
        self._dated -= self._timed

    def __call__(self, key: str, seen: Seen) -> Seen:
        match seen:
            case time():
                return f"{seen:%H:%M:%S}".removesuffix(":00")
            case timedelta():
                return f"{seen // _HOUR:02}:{seen % _HOUR // _MINUTE:02}"
            case datetime() if key in self._dated and seen.time() == time.min:
                return seen.date()
            case date() if key in self._timed and not isinstance(seen, datetime):
                return datetime.combine(seen, time.min)
        return seen
