"""The cells of an import: what stands in a foreign column, as ours would hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from jobs.imports.import_dates import Dates
from sheets_schema.cells import PHONE, TEXT, Unread, Unreadable, clean
from sheets_schema.reading.options import is_other
from sheets_schema.reading.typed import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sheets_schema.cells import Conditions, Kind, Raw
    from sheets_schema.columns import Column

_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_EITHER = "Các ô này đọc được hai cách, vì cột viết lẫn ngày trước và tháng trước."
DUE = "promised_at"
"""The column that holds until when something was promised."""
SHOWN_LINES = 3
"""So many lines are named of a trouble that many cells share."""


@dataclass
class Trouble:
    """Cells of one column that do not fit.

    Attributes:
        said: What is wrong with the first of them.
        is_kept: Whether they stay as they are written.
        count: How many there are.
        lines: The lines of the first ones.
    """

    said: str
    is_kept: bool = True
    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Count one cell more."""
        self.count += 1
        if len(self.lines) < SHOWN_LINES:
            self.lines.append(line)


@dataclass
class Target:
    """A column of the tab and where its cells come from.

    Attributes:
        column: The column.
        headings: The headings of the file that fill it; none for a value that is set.
        at: Where they stand, from 0.
        value: What every row gets where nothing stands in the file.
        dates: How the dates of the column are written.
        filled: How many cells it got.
        troubles: What did not fit, by the kind of trouble.
    """

    column: Column
    headings: tuple[str, ...] = ()
    at: tuple[int, ...] = ()
    value: str = ""
    dates: Dates = field(default_factory=Dates)
    filled: int = 0
    troubles: dict[str, Trouble] = field(default_factory=dict)

    @property
    def is_dated(self) -> bool:
        """Whether the column holds days or moments."""
        return is_dated(self.column.kind)

    def study(self, cells: Sequence[Raw]) -> None:
        """Look at the dates of one row more."""
        self.dates.study(self.raw(cells))

    def raw(self, cells: Sequence[Raw]) -> Raw:
        """What the file says: one cell, or several joined, else the set value."""
        found = [cells[at] for at in self.at if at < len(cells)]
        filled = [raw for raw in found if raw not in {None, ""}]
        unread = [raw for raw in filled if type(raw) is Unread]
        if unread:
            return unread[0]
        if len(filled) < 2:  # noqa: PLR2004 - nothing to join
            return filled[0] if filled else self.value or None
        between = " " if self.is_dated else "\n"
        return between.join(map(_joined, filled))

    def cell(self, cells: Sequence[Raw], line: int, conditions: Conditions) -> Raw:
        """What the tab is to hold; what does not fit stays text, and is told."""
        raw = self.raw(cells)
        if raw is None:
            return None
        if type(raw) is Unread:
            said = f"{raw.how[0].upper()}{raw.how[1:]}."
            self.troubles.setdefault(said, Trouble(said, is_kept=False)).add(line)
            return None
        wanted = self.dates.in_order(raw) if self.is_dated else raw
        try:
            if wanted is None:
                self._trouble("either", _EITHER, line)
                return clean(str(raw))
            held = fit(wanted, self.column.kind, conditions)
        except Unreadable as unreadable:
            self._trouble("unreadable", str(unreadable), line)
            held = as_text(raw)
        self.filled += held not in {None, ""}
        return self.dates.due(held, raw) if self.column.key == DUE else held

    def _trouble(self, kind: str, said: str, line: int) -> None:
        self.troubles.setdefault(kind, Trouble(said)).add(line)


def is_dated(kind: Kind) -> bool:
    """Whether cells of a kind hold days or moments."""
    return "yy" in kind.format


def _joined(raw: Raw) -> str:
    """A part of a joined text; a real day so that nobody can read it in two ways."""
    if not isinstance(raw, date):
        return as_text(raw)
    return str(raw).removesuffix(" 00:00:00")


def fit(raw: Raw, kind: Kind, conditions: Conditions) -> Raw:
    """A cell as a column of this kind holds it; words stay as they were typed.

    Raises:
        Unreadable: It means nothing under such a heading.
    """
    value = kind.read(raw, conditions)
    if value is None:
        return None
    is_text = kind.format == TEXT.format
    is_worded = is_other(raw) if kind.list else isinstance(raw, str)
    if is_text and (is_worded or not (kind.list or kind is PHONE)):
        return as_text(raw)
    written = kind.write(value)
    if not is_text and isinstance(written, str) and _WHOLE_NUMBER.fullmatch(written):
        return int(written)
    return written
