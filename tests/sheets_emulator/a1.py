"""Ranges as people write them: ``'Sổ'!A3:C`` read, resolved and written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.sheets_emulator.errors import ApiError, invalid

CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,8})\Z")
PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
DOTTED = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*\Z")
LIKE_CELL = re.compile(r"([A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*)\Z")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a grid, counted from 0, its ends not included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        """The row indexes."""
        return range(self.top, self.bottom)

    @property
    def columns(self) -> range:
        """The column indexes."""
        return range(self.left, self.right)

    @property
    def is_cell(self) -> bool:
        """Whether it is a single cell."""
        return self.bottom - self.top == 1 and self.right - self.left == 1

    def touches(self, other: Area) -> bool:
        """Whether they have a cell in common."""
        over = self.top < other.bottom and other.top < self.bottom
        return over and self.left < other.right and other.left < self.right

    def holds(self, other: Area) -> bool:
        """Whether the other lies inside."""
        rows = self.top <= other.top and other.bottom <= self.bottom
        return rows and self.left <= other.left and other.right <= self.right


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle as asked for; an end that is None is open."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None

    def clamped(self, rows: int, columns: int) -> Area:
        """The rectangle inside a grid of that size; ends past it are cut."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Area(self.top or 0, self.left or 0, bottom, right)

    def whole(self, rows: int, columns: int) -> Area:
        """The rectangle with open ends filled and nothing cut."""
        bottom = rows if self.bottom is None else self.bottom
        right = columns if self.right is None else self.right
        return Area(self.top or 0, self.left or 0, bottom, right)


@dataclass(frozen=True, slots=True)
class Asked:
    """A range as written: the tab or None, and the rectangle or a name."""

    title: str | None
    span: Span | None
    name: str = ""


def unreadable(text: str) -> ApiError:
    """400 for a malformed range and for a tab that is not there, alike."""
    return invalid(f"Unable to parse range: {text}")


def column_index(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(index: int) -> str:
    """0 is ``A``, 26 is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _corner(text: str) -> tuple[int | None, int | None] | None:
    found = CORNER.match(text)
    if not found or not any(found.groups()) or found[2] == "0":
        return None
    column = column_index(found[1]) if found[1] else None
    return (int(found[2]) - 1 if found[2] else None), column


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is not None and last is not None and last < first:
        first, last = last, first
    return first, None if last is None else last + 1


def read_span(text: str) -> Span | None:
    """The rectangle of ``D4:A1``, ``A:C``, ``A2:2`` or ``B7``; None if it is none."""
    ends = text.split(":")
    corners = [_corner(end) for end in ends]
    if len(ends) > 2 or None in corners:
        return None
    start, stop = corners[0], corners[-1]
    if start is None or stop is None or (len(ends) == 1 and None in start):
        return None
    top, bottom = _ordered(start[0], stop[0])
    left, right = _ordered(start[1], stop[1])
    return Span(top, left, bottom, right)


def read(text: str) -> Asked:
    """What a range asks for; the tab is not looked up."""
    quoted = re.match(r"'((?:[^']|'')*)'(?:!(.+))?\Z", text, re.DOTALL)
    if quoted:
        return _within(quoted[1].replace("''", "'"), quoted[2] or "", text)
    if "!" in text:
        title, _, rest = text.rpartition("!")
        return _within(title, rest, text)
    span = read_span(text)
    return Asked(None, span) if span else Asked(None, None, text)


def _within(title: str, rest: str, text: str) -> Asked:
    if not rest:
        return Asked(title, Span())
    span = read_span(rest)
    if span is None and not re.match(r"\w+\Z", rest):
        raise unreadable(text)
    return Asked(title, span, "" if span else rest)


def quote(title: str) -> str:
    """The tab's name as Google writes it: bare when it can be mistaken for nothing."""
    if PLAIN.match(title) and not LIKE_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def cell_name(row: int, column: int) -> str:
    """``B7`` for row 6, column 1."""
    return f"{column_letters(column)}{row + 1}"


def write(title: str, area: Area) -> str:
    """The range as Google writes it; a single cell without its second corner."""
    bare = DOTTED.match(title) and not LIKE_CELL.match(title)
    tab = title if bare else quote(title)
    text = f"{tab}!{cell_name(area.top, area.left)}"
    if area.is_cell:
        return text
    return f"{text}:{cell_name(area.bottom - 1, area.right - 1)}"


def beyond(text: str, rows: int, columns: int) -> ApiError:
    """400 for a range that lies outside the grid."""
    size = f"Max rows: {rows}, max columns: {columns}"
    return invalid(f"Range ({text}) exceeds grid limits. {size}")
