"""Matching: which column of the desk a heading of another file may mean."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from sheets_schema.columns import Nature
from sheets_schema.imports.other_names import OTHER_NAMES
from sheets_schema.reading.typed import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sheets_schema.columns import Column, Table

LIKELY = 0.78
"""Names less alike than this are not offered; 1 is the same."""
LOOKED_AT = 300
"""So many headings are compared with our columns: no table for people has more."""
_HELD = 0.9
"""How alike a name is to a longer heading that holds all its words."""
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_SHORT = 6
"""Names with fewer letters are the same or different: ``state`` is no ``stage``."""
OWN = frozenset({"f01.code", "f01.track_code", "f01.slip", "f01.imported_at"})
"""What the desk gives to every row of its register itself."""


def offers(
    headings: Sequence[str], table: Table, *, taken: Collection[str] = ()
) -> Mapping[str, str]:
    """The columns that headings may mean, best first come first served.

    Args:
        headings: Those not spoken for yet; the first `LOOKED_AT` are looked at.
        table: The tab that is filled.
        taken: Keys of the table that are spoken for.

    Returns:
        Keys by heading; a heading like nothing is left out.
    """
    pairs = (
        (likeness(heading, name), heading, column.key)
        for heading in headings[:LOOKED_AT]
        for column in _open(table, taken)
        for name in _names(column)
    )
    likely = sorted(
        (pair for pair in pairs if pair[0] >= LIKELY), key=lambda pair: -pair[0]
    )
    found: dict[str, str] = {}
    for _, heading, key in likely:
        if heading not in found and key not in found.values():
            found[heading] = key
    return found


def nearest(headings: Sequence[str], tables: Iterable[Table]) -> Table:
    """The table that the most headings fit; the first of equals."""
    return max(tables, key=lambda table: len(offers(headings, table)))


@lru_cache(maxsize=2**16)
def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1, whatever marks, capitals and order they have."""
    left, right = _bare(one), _bare(other)
    if not left or not right:
        return 0.0
    words, others = left.split(), right.split()
    if sorted(words) == sorted(others):
        return 1.0
    if len(others) > 1 and set(others) <= set(words):
        return _HELD
    if min(len(left), len(right)) < _SHORT:
        return 0.0
    if not _may_be_like(left, right):
        return 0.0
    orders = ((left, right), (" ".join(sorted(words)), " ".join(sorted(others))))
    return max(SequenceMatcher(None, *pair).ratio() for pair in orders)


def _may_be_like(left: str, right: str) -> bool:
    """Whether two names share the letters that it takes to be `LIKELY`."""
    length = len(left) + len(right)
    if 2 * min(len(left), len(right)) < LIKELY * length:
        return False
    return 2 * (_letters(left) & _letters(right)).total() >= LIKELY * length


@lru_cache(maxsize=2**16)
def _letters(name: str) -> Counter[str]:
    return Counter(name)


@lru_cache(maxsize=2**16)
def _bare(name: str) -> str:
    return " ".join(_NO_LETTER.split(fold(name))).strip()


def _open(table: Table, taken: Collection[str]) -> list[Column]:
    return [
        column
        for column in table.columns
        if column.key not in taken and may_fill(table, column)
    ]


def may_fill(table: Table, column: Column) -> bool:
    """Whether rows of another file may bring a column along."""
    derived = column.nature is Nature.DERIVED
    return not derived and not table.log and table.full(column.key) not in OWN


def _names(column: Column) -> tuple[str, ...]:
    others = OTHER_NAMES.get(column.key, "").split(";")
    return (column.heading, column.key.replace("_", " "), *filter(None, others))
