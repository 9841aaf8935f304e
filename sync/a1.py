"""A1: the letters by which spreadsheets name their columns."""

from __future__ import annotations

from functools import cache

_LETTERS = 26
LAST_COLUMN = 16_383
"""The position of the last column that a sheet of Excel or LibreOffice has: XFD."""


@cache
def column_letters(at: int) -> str:
    """The letters of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_index(letters: str) -> int:
    """The position of a column, counted from 0, from its letters."""
    at = 0
    for letter in letters:
        at = at * _LETTERS + ord(letter) - ord("A") + 1
    return at - 1
