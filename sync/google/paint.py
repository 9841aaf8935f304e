"""Paint: letters, grounds and alignments in Google's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.looks import colours, look
from sync.google.cells import number_format

if TYPE_CHECKING:
    from sheets_schema.looks.colours import Style
    from sheets_schema.looks.look import ColumnLook

Json: TypeAlias = dict[str, Any]
_STEPS = 255
_HEADING = colours.Style(font=colours.TEXT, bold=True)
_PLAIN = colours.Style(font=colours.TEXT)


def colour(written: str) -> Json:
    """``#RRGGBB`` as Google's colour style."""
    red, green, blue = (int(written[at : at + 2], 16) / _STEPS for at in (1, 3, 5))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def hexadecimal(found: Json) -> str:
    """Google's colour style as ``#RRGGBB``; a part that is not there is 0."""
    parts = found.get("rgbColor", {})
    steps = (round(parts.get(one, 0) * _STEPS) for one in ("red", "green", "blue"))
    return "#" + "".join(f"{step:02X}" for step in steps)


def letters(style: Style, size: int = 0) -> Json:
    """The letters of a style; those of a live colour keep font and size."""
    found: Json = {"fontFamily": look.FONT, "fontSize": size} if size else {}
    if style.font:
        found["foregroundColorStyle"] = colour(style.font)
    return found | ({"bold": True} if style.bold else {})


def styled(style: Style, size: int = 0) -> Json:
    """A cell's format in a style."""
    ground = {"backgroundColorStyle": colour(style.fill)} if style.fill else {}
    return {**ground, "textFormat": letters(style, size)}


def heading(column: ColumnLook) -> Json:
    """The format of a heading: its ground says who fills the column."""
    line = {"style": "SOLID", "colorStyle": colour(colours.GREY)}
    side = {"style": "SOLID", "colorStyle": colour(colours.PALE_GREY)}
    return {
        "backgroundColorStyle": colour(column.tint),
        "textFormat": letters(_HEADING, look.FONT_SIZE),
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
        "borders": {"bottom": line, "right": side},
    }


def body(column: ColumnLook) -> Json:
    """The format of a column's cells."""
    shape = number_format(column.format)
    left = {"horizontalAlignment": "LEFT"} if "yy" in column.format else {}
    return {
        **({"numberFormat": dict(shape)} if shape else {}),
        **left,
        "verticalAlignment": "TOP",
        "wrapStrategy": "WRAP" if column.wrap else "CLIP",
        "textFormat": letters(_PLAIN, look.FONT_SIZE),
    }
