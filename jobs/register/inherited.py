"""Inherited: what a desk of an older version has decided stays decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.books.register import F01
from sheets_schema.books.slip import F02
from sheets_schema.casework import slips

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sheets_schema.cells import Conditions
    from sheets_schema.records import Seen
    from sync.desk import Desk

_DATED = "approvals_dated"


def seen(desk: Desk, to: Conditions) -> Mapping[str, Mapping[str, Seen]]:
    """The rows of register and slips as last seen, by tab and number.

    Version 0.1.0 let an approval count that is older than the last presentation. Until
    a review has written that down, such an approval is as of that presentation.
    """
    found = {table.key: desk.journal.seen(table.key) for table in (F01, F02)}
    if desk.journal.snapshots.get(_DATED) is None:
        found[F02.key] = slips.dated(found[F02.key], to)
    return found


def written_down(desk: Desk, *, now: datetime) -> None:
    """Note that the journal holds what `seen` told."""
    if desk.journal.snapshots.get(_DATED) is None:
        desk.journal.snapshots.keep(_DATED, True, now=now)  # noqa: FBT003 - a value
