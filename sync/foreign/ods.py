"""Workbooks of LibreOffice in its own form (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import BadZipFile

from sheets_schema.cells import Unread
from sync.a1 import LAST_COLUMN
from sync.changes import LAST_LINE
from sync.xlsx.parts import Oversized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.rows import DisplayedValue
    from sync.xlsx.parts import Parts

CONTENT = "content.xml"
_ROW, _TABLE = "table:table-row", "table:table"
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_SIGNS = {"text:tab": "\t", "text:line-break": "\n"}
_DEEPEST = 256
_LONGEST = 1 << 22
"""So many signs may stand in a cell, and a formula may have."""


@dataclass
class OdsSheet:
    """One sheet.

    Attributes:
        name: What people call it.
        is_hidden: Whether people do not see it.
        merged: The cells that were joined: first and last, as line and column from 0.
        hidden: The lines that people do not see.
    """

    parts: Parts
    at: int
    name: str
    is_hidden: bool
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden: set[int] = field(default_factory=set)

    def lines(self) -> Iterator[list[DisplayedValue]]:
        """Its lines from line 1 on, as long as they are filled."""
        line = empty = 0
        for row in _rows(self.parts, self.at):
            if not row.cells:
                empty += row.times
                continue
            if line + empty + row.times > LAST_LINE:
                raise Oversized(self.name)
            yield from ([] for _ in range(empty))
            line += empty
            empty = 0
            for _ in range(row.times):
                line += 1
                if row.is_hidden:
                    self.hidden.add(line)
                yield list(row.cells)


@dataclass
class _Row:
    """A row, or several that are alike."""

    times: int
    is_hidden: bool
    cells: list[DisplayedValue] = field(default_factory=list)


def sheets(parts: Parts) -> tuple[OdsSheet, ...]:
    """The sheets of a workbook.

    Raises:
        BadZipFile: It cannot be read.
        Oversized: It holds more than a book can need.
    """
    content = _Content()
    for _ in content.rows(parts):
        pass
    return tuple(
        OdsSheet(parts, at, name, is_hidden, tuple(content.merged[at]))
        for at, (name, is_hidden) in enumerate(content.tables)
    )


def _rows(parts: Parts, wanted: int) -> Iterator[_Row]:
    content = _Content()
    for at, row in content.rows(parts):
        if at > wanted:
            return
        if at == wanted:
            yield row


class _Content:
    """The tables of a workbook while their XML is read.

    Attributes:
        tables: Their names, and whether people do not see them.
        merged: Their joined cells.
    """

    def __init__(self) -> None:
        self.tables: list[tuple[str, bool]] = []
        self.merged: list[list[tuple[tuple[int, int], tuple[int, int]]]] = []
        self._unseen: set[str] = set()
        self._style = ""
        self._line = 0
        self._row = _Row(0, is_hidden=False)
        self._done: list[tuple[int, _Row]] = []
        self._cell: dict[str, str] = {}
        self._gap = 0
        self._text: list[str] = []
        self._open: list[str] = []

    def rows(self, parts: Parts) -> Iterator[tuple[int, _Row]]:
        """The rows, each with the place of its table."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        try:
            for piece in parts.stream(parts.find(CONTENT)):
                parser.Parse(piece)
                yield from self._done
                self._done.clear()
            parser.Parse(b"", True)  # noqa: FBT003 - expat's own word for the end
        except (expat.ExpatError, KeyError, ValueError) as error:
            raise BadZipFile(str(error)) from error

    def _start(self, tag: str, said: dict[str, str]) -> None:
        self._open.append(tag)
        if len(self._open) > _DEEPEST:
            raise BadZipFile(tag)
        if tag in _CELLS:
            self._cell, self._text = said, []
        elif tag == _ROW:
            unseen = said.get("table:visibility", "visible") != "visible"
            self._row = _Row(int(said.get("table:number-rows-repeated", 1)), unseen)
            self._gap = 0
        else:
            self._beside(tag, said)

    def _beside(self, tag: str, said: dict[str, str]) -> None:
        """What is neither row nor cell: tables, their look, blanks in texts."""
        if tag == _TABLE:
            is_hidden = said.get("table:style-name") in self._unseen
            self.tables.append((said.get("table:name", ""), is_hidden))
            self.merged.append([])
            self._line = 0
        elif tag == "style:style":
            self._style = said.get("style:name", "")
        elif said.get("table:display") == "false":
            self._unseen.add(self._style)
        elif tag == "text:p" and self._text:
            self._say("\n")
        elif tag == "text:s":
            self._say(" " * min(int(said.get("text:c", 1)), _DEEPEST))
        elif tag in _SIGNS:
            self._say(_SIGNS[tag])

    def _say(self, text: str) -> None:
        if "text:p" in self._open and "office:annotation" not in self._open:
            self._text.append(text)
            if sum(map(len, self._text[-_DEEPEST:])) > _LONGEST:
                raise Oversized(text[:20])

    def _end(self, tag: str) -> None:
        self._open.pop()
        if tag in _CELLS:
            self._fill(_value(self._cell, "".join(self._text)), tag)
            self._text = []
        elif tag == _ROW:
            self._done.append((len(self.tables) - 1, self._row))
            self._line += self._row.times

    def _fill(self, value: DisplayedValue, tag: str) -> None:
        said, cells = self._cell, self._row.cells
        times = int(said.get("table:number-columns-repeated", 1))
        at = len(cells) + self._gap
        high = int(said.get("table:number-rows-spanned", 1))
        wide = int(said.get("table:number-columns-spanned", 1))
        if high * wide > 1:
            last = (self._line + high - 1, at + wide - 1)
            self.merged[-1].append(((self._line, at), last))
        if value in {None, ""} or tag != "table:table-cell":
            self._gap += times
            return
        if at + times > LAST_COLUMN + 1:
            raise Oversized(tag)
        cells += [None] * self._gap + [value] * times
        self._gap = 0


def _value(said: dict[str, str], text: str) -> DisplayedValue:
    """What a cell holds, as a person sees it."""
    kind = said.get("office:value-type", "")
    if said.get("calcext:value-type") == "error":
        return Unread.error(text)
    if kind in {"float", "percentage", "currency"}:
        number = float(said["office:value"])
        digits = "".join(filter(str.isdigit, text))
        is_padded = digits.startswith("0") and len(digits) > 1
        return text if is_padded and float(digits) == number else number
    if kind == "date":
        moment = datetime.fromisoformat(said["office:date-value"])
        return moment if "T" in said["office:date-value"] else moment.date()
    if kind == "boolean":
        return said["office:boolean-value"] == "true"
    formula = "" if kind else said.get("table:formula", "")
    return Unread.formula(formula.partition("=")[2]) if formula else text
