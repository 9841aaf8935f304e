"""A spreadsheet: its tabs, names, properties and who may use it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.sheets_emulator import a1
from tests.sheets_emulator.errors import refuse
from tests.sheets_emulator.grid import twin

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json

WHITE = {"red": 1, "green": 1, "blue": 1}
ACCENTS = (
    ("ACCENT1", 0.25882354, 0.52156866, 0.95686275),
    ("ACCENT2", 0.91764706, 0.2627451, 0.20784314),
    ("ACCENT3", 0.9843137, 0.7372549, 0.015686275),
    ("ACCENT4", 0.20392157, 0.65882355, 0.3254902),
    ("ACCENT5", 1, 0.42745098, 0.003921569),
    ("ACCENT6", 0.27450982, 0.7411765, 0.7764706),
    ("LINK", 0.06666667, 0.33333334, 0.8),
)
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}


def _theme() -> Json:
    colors: list[Json] = [
        {"colorType": "TEXT", "color": {"rgbColor": {}}},
        {"colorType": "BACKGROUND", "color": {"rgbColor": WHITE}},
    ]
    for name, red, green, blue in ACCENTS:
        rgb = {"red": red, "green": green, "blue": blue}
        colors.append({"colorType": name, "color": {"rgbColor": rgb}})
    return {"primaryFontFamily": "Arial", "themeColors": colors}


def default_properties(title: str) -> Json:
    """The properties that a new spreadsheet of a service account has (recorded)."""
    return {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": twin(DEFAULT_FORMAT),
        "spreadsheetTheme": _theme(),
    }


@dataclass
class Numbers:
    """Ids that look random and are the same in every run."""

    seed: str
    given: int = 0

    def next(self) -> int:
        """A positive number of 31 bits that was not given before."""
        self.given += 1
        digest = hashlib.blake2b(f"{self.seed}:{self.given}".encode(), digest_size=4)
        return int.from_bytes(digest.digest(), "big") % (2**31 - 1) + 1


@dataclass
class Book:
    """One spreadsheet file.

    Attributes:
        roles: Who may do what: e-mail address to ``owner``, ``writer`` or ``reader``.
        created: Seconds since 1970, as ``modified``.
        computes: Whether any cell holds a formula (so that moves look for them).
    """

    book_id: str
    properties: Json
    sheets: list[Sheet]
    numbers: Numbers
    names: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    created: float = 0.0
    modified: float = 0.0
    computes: bool = False

    @property
    def title(self) -> str:
        """The file's name."""
        return str(self.properties["title"])

    @property
    def locale(self) -> str:
        """``en_US``, ``vi_VN`` …"""
        return str(self.properties["locale"])

    def copy(self) -> Book:
        """A copy that can be changed without changing this one."""
        return replace(
            self,
            properties=twin(self.properties),
            sheets=[sheet.copy() for sheet in self.sheets],
            names=twin(self.names),
            metadata=twin(self.metadata),
            roles=dict(self.roles),
            numbers=replace(self.numbers),
        )

    def sheet(self, sheet_id: int) -> Sheet:
        """The tab with that id.

        Raises:
            KindError: There is none.
        """
        found = [sheet for sheet in self.sheets if sheet.sheet_id == sheet_id]
        if not found:
            refuse(f"No grid with id: {sheet_id}")
        return found[0]

    def titled(self, title: str) -> Sheet | None:
        """The tab with that name, whatever the case of its letters."""
        for sheet in self.sheets:
            if sheet.title.casefold() == title.casefold():
                return sheet
        return None

    def find(self, text: str) -> tuple[Sheet, a1.Span]:
        """The tab and the rectangle that a range in A1 notation names.

        Raises:
            ApiError: 400, unable to parse it.
        """
        asked = a1.read(text)
        if asked.name:
            return self._named(asked, text)
        sheet = self._tab(asked.title)
        if sheet is None or asked.span is None:
            raise a1.unreadable(text)
        return sheet, asked.span

    def _tab(self, title: str | None) -> Sheet | None:
        if title is not None:
            return self.titled(title)
        shown = [one for one in self.sheets if not one.properties.get("hidden")]
        return shown[0] if shown else None

    def _named(self, asked: a1.Asked, text: str) -> tuple[Sheet, a1.Span]:
        for one in self.names:
            if one["name"].casefold() == asked.name.casefold():
                return self.sheet(one["range"].get("sheetId", 0)), span(one["range"])
        sheet = self.titled(asked.name) if asked.title is None else None
        if sheet is None:
            raise a1.unreadable(text)
        return sheet, a1.Span()


def span(grid_range: Json) -> a1.Span:
    """A GridRange of the wire as a rectangle."""
    names = "startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex"
    return a1.Span(*(grid_range.get(name) for name in names))


def grid_range(sheet: Sheet, area: a1.Area) -> Json:
    """A rectangle as a GridRange of the wire."""
    return {
        "sheetId": sheet.sheet_id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
