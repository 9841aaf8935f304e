"""Live formats: how the cells of a live rule stand out, as a workbook's styles say it.

They are the elements ``dxf`` of the styles part (ECMA-376 part 1, 18.8.14).
"""

from __future__ import annotations

import re

from sheets_schema.looks.colours import Style
from sync.xlsx.styling import spelled

_FONT = re.compile(r"<(?:\w+:)?font(?=[\s>]).*?</(?:\w+:)?font\s*>", re.DOTALL)
_BOLD = re.compile(r"""<(?:\w+:)?b(?![^>]*\sval\s*=\s*["'](?:0|false)["'])[\s/>]""")
_LETTERS = re.compile(r"""<(?:\w+:)?color\s[^>]*?rgb\s*=\s*["'](\w+)["']""")
_GROUND = re.compile(r"""<(?:\w+:)?bgColor\s[^>]*?rgb\s*=\s*["'](\w+)["']""")


def style_of(dxf: str) -> Style:
    """How the cells of a live format stand out."""
    font = _FONT.search(dxf)
    letters = _LETTERS.search(font[0]) if font else None
    ground = _GROUND.search(dxf)
    return Style(
        fill=_colour(ground),
        font=_colour(letters),
        bold=bool(font and _BOLD.search(font[0])),
    )


def _colour(found: re.Match[str] | None) -> str:
    return f"#{found[1][-6:].upper()}" if found else ""


def dxf(style: Style, prefix: str) -> str:
    """The live format of a style, spelled as the one that a new book has."""
    bold = '<b val="1"/>' if style.bold else ""
    letters = f'<color rgb="FF{style.font[1:]}"/>' if style.font else ""
    font = f"<font>{bold}{letters}</font>" if bold or letters else "<font/>"
    ground = f'<patternFill><bgColor rgb="FF{style.fill[1:]}"/></patternFill>'
    fill = f"<fill>{ground}</fill>" if style.fill else ""
    return spelled(f"<dxf>{font}{fill}</dxf>", prefix)
