"""Formulas: what live colour rules ask of the cells of a line, as spreadsheets say it.

``{key}`` stands for the cell of the line; see `sheets_schema.looks.colours.formula`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.cells import YES
from sheets_schema.procedure.conditions import (
    Every,
    Filled,
    Newer,
    Not,
    Says,
    Some,
    column,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sheets_schema.procedure.conditions import Condition

TRUE, FALSE = "TRUE", "FALSE"


def both(*parts: str) -> str:
    """All of these; one alone as it is."""
    return _joined("AND", parts, TRUE)


def either(*parts: str) -> str:
    """One of these."""
    return _joined("OR", parts, FALSE)


def no(part: str) -> str:
    """Not this."""
    return {TRUE: FALSE, FALSE: TRUE}.get(part, f"NOT({part})")


def _joined(name: str, parts: Iterable[str], nothing: str) -> str:
    """Parts without those that say nothing; whatever decides it stands alone."""
    decides = no(nothing)
    told = list(dict.fromkeys(part for part in parts if part != nothing))
    if decides in told:
        return decides
    if len(told) < 2:  # noqa: PLR2004 - two make a pair
        return told[0] if told else nothing
    return f"{name}({';'.join(told)})"


def says(key: str, *values: str) -> str:
    """A cell says one of these."""
    return either(*(f'{{{key}}}="{value}"' for value in values))


def filled(key: str) -> str:
    """Something stands in a cell."""
    return f'{{{key}}}<>""'


def of(condition: Condition, *, given: frozenset[Condition], empty: str) -> str:
    """A condition that looks at cells of one tab alone.

    Args:
        condition: Which.
        given: What is known to hold.
        empty: The full key of a cell that is known to be empty.

    Raises:
        TypeError: It asks what no cell says, a switch of the procedure.
    """
    if condition in given:
        return TRUE
    match condition:
        case Every(of=parts):
            return both(*(of(part, given=given, empty=empty) for part in parts))
        case Some(of=parts):
            return either(*(of(part, given=given, empty=empty) for part in parts))
        case Not(of=part):
            return no(of(part, given=given, empty=empty))
        case _:
            return FALSE if empty in condition.cells else _atom(condition)


def _atom(condition: Condition) -> str:
    match condition:
        case Says(cell=cell, words=words):
            return _says(cell, words)
        case Filled(cell=cell):
            return filled(_key(cell))
        case Newer(cell=cell, than=other):
            later = f"{{{_key(cell)}}}>{{{_key(other)}}}"
            return both(filled(_key(cell)), filled(_key(other)), later)
        case _:
            raise TypeError(condition)


def _says(cell: str, words: tuple[str, ...]) -> str:
    key = _key(cell)
    if column(cell).kind is not YES:
        return says(key, *words)
    return either(
        *(_is_yes(key) if word == "Có" else no(_is_yes(key)) for word in words)
    )


def _is_yes(key: str) -> str:
    """A tick, or the word: a bare cell is no truth to LibreOffice, which saves a 1."""
    return f'IF(ISLOGICAL({{{key}}});{{{key}}};{{{key}}}="Có")'


def _key(cell: str) -> str:
    return cell.partition(".")[2]
