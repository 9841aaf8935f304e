"""Paint: letters, grounds and measures in openpyxl's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Font, PatternFill

from sheets_schema import look

if TYPE_CHECKING:
    from sheets_schema.colours import Style


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
