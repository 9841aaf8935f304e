"""Colouring: which live rules stand over which cells of a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sheets_schema.columns import FIRST_LINE, HEADING_LINE
from sheets_schema.looks import look
from sheets_schema.looks.colours import SIGN
from sync.a1 import column_letters
from sync.changes import LAST_LINE
from sync.xlsx.areas import Area

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.columns import Table
    from sheets_schema.looks.colours import ColourRule, Style


class Colour(NamedTuple):
    """One live rule over one block of cells."""

    area: Area
    formula: str
    style: Style


def colours(table: Table, columns: Mapping[str, int]) -> tuple[Colour, ...]:
    """The live rules of a tab; of those over a cell the first that holds wins.

    Every cell has one list of rules: programs differ in what wins where blocks overlap.

    Args:
        table: The tab as declared.
        columns: Where its columns stand, from 0; people's own may stand between them.
    """
    rules = look.of(table).rules
    return tuple(
        Colour(_area(first, last, rule), _formula(rule, columns), rule.style)
        for first, last, run in _runs(rules, columns)
        for rule in run
    )


def _runs(
    rules: tuple[ColourRule, ...], columns: Mapping[str, int]
) -> Iterator[tuple[int, int, list[ColourRule]]]:
    """Neighbouring columns that have the same rules, with these."""
    keys = {at: key for key, at in columns.items()}
    first, before = 0, [it for it in rules if not it.columns]
    for at in range(max(keys) + 1):
        here = [it for it in rules if not it.columns or keys.get(at) in it.columns]
        if here != before:
            yield first, at - 1, before
            first, before = at, here
    yield first, max(keys), before


def _area(first: int, last: int, rule: ColourRule) -> Area:
    if rule.on_heading:
        return Area(first, HEADING_LINE, last, HEADING_LINE)
    return Area(first, FIRST_LINE, last, LAST_LINE)


def _formula(rule: ColourRule, columns: Mapping[str, int]) -> str:
    def letter(key: str) -> str:
        return column_letters(columns[key])

    words = look.formula(
        rule.when,
        cell=lambda key: f"${letter(key)}{FIRST_LINE}",
        column=lambda key: f"${letter(key)}${FIRST_LINE}:${letter(key)}${LAST_LINE}",
        separator=",",
    )
    return f"AND({words},{SIGN})"
