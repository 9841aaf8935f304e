"""Paint: letters, grounds, measures and paper in openpyxl's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from sheets_schema.looks import look

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.looks.colours import Style

_A4 = 9


def font(style: Style, size: int | None = None) -> Font:
    """Letters of a style; those of a live colour keep the cell's name and size."""
    name = look.FONT if size else None
    colour = rgb(style.font) if style.font else None
    return Font(name, size, bold=style.bold or None, color=colour)


def fill(colour: str) -> PatternFill:
    """A ground of one colour, ``#RRGGBB``."""
    return PatternFill("solid", fgColor=rgb(colour))


def rgb(colour: str) -> str:
    """A colour as workbooks write it, without transparency."""
    return f"FF{colour.removeprefix('#')}"


def points(pixels: int) -> float:
    """A height, at 96 pixels an inch."""
    return pixels * 0.75


def print_setup(
    sheet: Worksheet, orientation: Literal["portrait", "landscape"], *, pages: int = 1
) -> None:
    """Let a tab be printed on A4, so many pages wide, its name and pages below."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = "&A", "&P/&N"
    sheet.HeaderFooter.oddFooter = footer
