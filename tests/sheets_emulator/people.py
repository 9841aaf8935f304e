"""People at work in a spreadsheet: what they do between two requests of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import a1
from tests.sheets_emulator.errors import KindError
from tests.sheets_emulator.typist import Typist

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]
ACTIONS = (
    "type",
    "clear",
    "paste",
    "sort",
    "insert_rows",
    "delete_rows",
    "insert_columns",
    "delete_columns",
    "move_rows",
    "move_columns",
    "rename_tab",
    "add_tab",
    "delete_tab",
    "filter",
    "unfilter",
    "hide_rows",
    "note",
    "color",
    "protect",
)
"""What a person can be told to do by name."""


class Person(Typist):
    """Somebody who has the spreadsheet open. Rows count from 1, columns are letters."""

    def sort(
        self, tab: str, column: str, *, first: int = 2, down: bool = False
    ) -> None:
        """Sort whole rows from ``first`` on by a column, whatever lies to its right."""
        spec = {
            "dimensionIndex": a1.column_index(column),
            "sortOrder": "DESCENDING" if down else "ASCENDING",
        }
        place = {"sheetId": self.id_of(tab), "startRowIndex": first - 1}
        self.do("sortRange", {"range": place, "sortSpecs": [spec]})

    def _lines(self, tab: str, dimension: str, start: int, count: int) -> Json:
        ends = {"startIndex": start, "endIndex": start + count}
        return {"sheetId": self.id_of(tab), "dimension": dimension, **ends}

    def insert_rows(self, tab: str, at: int, count: int = 1) -> None:
        """Insert empty rows above row ``at``."""
        place = self._lines(tab, "ROWS", at - 1, count)
        self.do("insertDimension", {"range": place})

    def delete_rows(self, tab: str, at: int, count: int = 1) -> None:
        """Delete rows from row ``at`` on."""
        place = self._lines(tab, "ROWS", at - 1, count)
        self.do("deleteDimension", {"range": place})

    def insert_columns(self, tab: str, at: str, count: int = 1) -> None:
        """Insert empty columns left of column ``at``."""
        place = self._lines(tab, "COLUMNS", a1.column_index(at), count)
        self.do("insertDimension", {"range": place})

    def delete_columns(self, tab: str, at: str, count: int = 1) -> None:
        """Delete columns from column ``at`` on."""
        place = self._lines(tab, "COLUMNS", a1.column_index(at), count)
        self.do("deleteDimension", {"range": place})

    def move_rows(self, tab: str, at: int, to: int, count: int = 1) -> None:
        """Drag rows before row ``to``."""
        place = self._lines(tab, "ROWS", at - 1, count)
        self.do("moveDimension", {"source": place, "destinationIndex": to - 1})

    def move_columns(self, tab: str, at: str, to: str, count: int = 1) -> None:
        """Drag columns before column ``to``."""
        place = self._lines(tab, "COLUMNS", a1.column_index(at), count)
        end = {"source": place, "destinationIndex": a1.column_index(to)}
        self.do("moveDimension", end)

    def rename_tab(self, tab: str, title: str) -> None:
        """Give a tab another name."""
        new = {"sheetId": self.id_of(tab), "title": title}
        self.do("updateSheetProperties", {"properties": new, "fields": "title"})

    def add_tab(self, title: str) -> None:
        """Add a tab of one's own."""
        self.do("addSheet", {"properties": {"title": title}})

    def delete_tab(self, tab: str) -> None:
        """Delete a tab."""
        self.do("deleteSheet", {"sheetId": self.id_of(tab)})

    def filter(
        self, tab: str, column: str, hidden: Sequence[str], *, first: int = 1
    ) -> None:
        """Put a filter on a tab, its heading in row ``first``; hide some values."""
        place = {"sheetId": self.id_of(tab), "startRowIndex": first - 1}
        criteria = {str(a1.column_index(column)): {"hiddenValues": list(hidden)}}
        self.do("setBasicFilter", {"filter": {"range": place, "criteria": criteria}})

    def unfilter(self, tab: str) -> None:
        """Take the filter off."""
        self.do("clearBasicFilter", {"sheetId": self.id_of(tab)})

    def hide_rows(self, tab: str, at: int, count: int = 1) -> None:
        """Hide rows."""
        place = self._lines(tab, "ROWS", at - 1, count)
        new = {"range": place, "properties": {"hiddenByUser": True}}
        self.do("updateDimensionProperties", {**new, "fields": "hiddenByUser"})

    def act(self, action: Json) -> None:
        """Do what a description says: ``{"do": "type", "tab": …, "cell": …}``.

        Raises:
            KindError: No such action, or it was refused.
        """
        rest = dict(action)
        name = rest.pop("do", "")
        if name not in ACTIONS:
            message = f"no such action: {name}; there are {', '.join(ACTIONS)}"
            raise KindError(message)
        getattr(self, name)(**rest)
