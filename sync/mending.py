"""Mending: what of its keys and headings a tab has lost and may have back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.columns import HEADING_LINE, KEY_LINE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sheets_schema.columns import Column, Table


@dataclass(frozen=True, slots=True)
class Patch:
    """One cell to write: its line from 1, its column from 0."""

    line: int
    at: int
    text: str


def patches(
    table: Table,
    keys: Sequence[object],
    headings: Sequence[object],
    newer: Collection[str] = (),
) -> tuple[Patch, ...]:
    """The cells that give a tab back its keys and headings.

    A key goes back above the one column that has its heading and no key. A column that
    the desk fills itself is added on the right, for it heals, and so is one that is
    newer than the book. Another one that people fill is not: their words would seem to
    be gone, and undoing brings them back. Nor is one of a log, whose lines tell a desk
    with a new database what was done: empty they would tell that nothing was.
    """
    width = max(len(keys), len(headings))
    bare = [*headings, *[None] * (width - len(headings))]
    full = [*keys, *[None] * (width - len(keys))]
    return tuple(_patches(table, full, bare, newer))


def standing(
    table: Table,
    keys: Sequence[object],
    headings: Sequence[object],
    newer: Collection[str] = (),
) -> dict[str, int]:
    """Where each column stands once the keys are mended; empty if that is not clear."""
    line = dict(enumerate(keys))
    todo = patches(table, keys, headings, newer)
    line |= {it.at: it.text for it in todo if it.line == KEY_LINE}
    own = {table.full(column.key): column.key for column in table.columns}
    found = [(own[str(key)], at) for at, key in line.items() if str(key) in own]
    columns = dict(found)
    return columns if len(found) == len(columns) == len(own) else {}


def _patches(
    table: Table, keys: list[object], headings: list[object], newer: Collection[str]
) -> Iterator[Patch]:
    right = len(keys)
    for column in table.columns:
        key = table.full(column.key)
        if key in keys:
            at = keys.index(key)
            if headings[at] in {None, ""}:
                yield Patch(HEADING_LINE, at, column.heading)
        elif (bare := _bare(column, keys, headings)) is not None:
            yield Patch(KEY_LINE, bare, key)
        elif column.key in newer or (column.by_machine and not table.log):
            yield Patch(KEY_LINE, right, key)
            yield Patch(HEADING_LINE, right, column.heading)
            right += 1


def _bare(column: Column, keys: list[object], headings: list[object]) -> int | None:
    """The one column with this heading and no key."""
    same = [
        at
        for at, (key, heading) in enumerate(zip(keys, headings, strict=True))
        if key in {None, ""} and heading == column.heading
    ]
    return same[0] if len(same) == 1 else None


def remains(
    table: Table, title: str, keys: Sequence[object], headings: Sequence[object]
) -> bool:
    """Whether a tab without a table's keys looks like that table all the same.

    It does when the line of keys was deleted; a new tab beside it would hide its rows.
    """
    own = {column.heading for column in table.columns}
    best = max(len(own.intersection(map(str, line))) for line in (keys, headings))
    return title == table.title or best > len(own) // 2


def is_stripped(
    table: Table, keys: Sequence[object], headings: Sequence[object]
) -> bool:
    """Whether a tab lost its whole line of keys, and is the table's without a doubt.

    Every heading of the table stands in it once, as the desk wrote it; then each key
    goes back above its heading. Where one was renamed nobody can tell.
    """
    if any(key not in {None, ""} for key in keys):
        return False
    written = [str(heading) for heading in headings if heading not in {None, ""}]
    return all(written.count(column.heading) == 1 for column in table.columns)
