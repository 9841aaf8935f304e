"""Noting: what the journal says of a row that is not what was last seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.words import Via
from sync.durable.chain import Note, What, cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Seen


def notes(
    table: Table,
    before: Seen | None,
    after: Seen,
    *,
    via: str,
    who: str,
    why: str,
) -> Iterator[Note]:
    """One note for a new row, else one for each fact or stamp that changed.

    What came by the desk itself (stamps, rows without facts) is said to.

    Args:
        table: What the row is a row of.
        before: As it was last seen; None if it never was.
        after: As it is now.
        via: The way by which facts came.
        who: Who said them; empty where nobody can know.
        why: What people are told of a new row.
    """
    kept = table.facts | table.stamps
    if before is None:
        all_ = [(key, None, raw) for key, raw in after.cells.items() if key in kept]
        way = via if any(key in table.facts for key, *_ in all_) else Via.DESK
        by, told = who if way == via else "", cells(all_)
        yield Note(
            What.NEW, table.key, after.code, cells=told, via=way, who=by, why=why
        )
        return
    if before.missing_since is not None:
        yield Note(What.BACK, table.key, after.code, via=via)
    if before.cells is after.cells:
        return
    for column in table.columns:
        key = column.key
        old, new = before.cells.get(key), after.cells.get(key)
        if key in kept and not same(old, new):
            way, by = (via, who) if key in table.facts else (Via.DESK, "")
            told = cells([(key, old, new)])
            yield Note(What.CHANGED, table.key, after.code, key, told, way, by)


def same(one: Raw, other: Raw) -> bool:
    """Whether two cells hold the same: a tick is no number one."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)
