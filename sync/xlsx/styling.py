"""Styling: the formats of one workbook carried over into another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sync.xlsx.styles import attribute, with_attribute

if TYPE_CHECKING:
    from sync.xlsx.styles import Styles

_OWN = 164
"""Number formats from here on are a workbook's own."""
_LISTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_CELLS = re.compile(r'(<(?:c|row)\b[^>]*?\ss=|<col\b[^>]*?\sstyle=)"(\d+)"')
_LIVE = re.compile(r'(<cfRule\b[^>]*?\sdxfId=)"(\d+)"')
_FONT = re.compile(r"(?<=<font>).*?(?=</font>)", re.DOTALL)
_SAID = re.compile(r"<(\w+)[^>]*>")
_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u"),
    *("vertAlign", "sz", "color", "name", "family", "charset", "scheme"),
)
"""What is said of a font, in the order that Excel's own schema asks for; openpyxl has
one of its own (MS-OI29500, 2.1.706)."""


def in_order(styles: bytes) -> bytes:
    """The styles part that openpyxl wrote, each font said in Excel's order."""
    return _FONT.sub(_sorted, styles.decode()).encode()


def _sorted(font: re.Match[str]) -> str:
    said = sorted(_SAID.finditer(font[0]), key=lambda it: _ORDER.index(it[1]))
    return "".join(it[0] for it in said)


def restyled(sheet: bytes, source: Styles, target: Styles) -> bytes:
    """A drawn sheet with its formats as another workbook numbers them.

    Args:
        sheet: The sheet's XML as openpyxl writes it.
        source: The styles it was drawn with.
        target: The other workbook's, which get what they lack.
    """
    cells = [_carried(item, source, target) for item in source.items("cellXfs")]
    live = [
        target.add("dxfs", spelled(item, target.prefix))
        for item in source.items("dxfs")
    ]
    text = _CELLS.sub(lambda it: f'{it[1]}"{cells[int(it[2])]}"', sheet.decode())
    return _LIVE.sub(lambda it: f'{it[1]}"{live[int(it[2])]}"', text).encode()


def spelled(item: str, prefix: str) -> str:
    """An element with a prefix before the names of all elements in it."""
    return re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}", item) if prefix else item


def _carried(item: str, source: Styles, target: Styles) -> int:
    """The place of a format in the other workbook."""
    for name, listed in _LISTS.items():
        at = int(attribute(item, name) or 0)
        own = source.items(listed)[at]
        place = target.add(listed, spelled(own, target.prefix))
        item = with_attribute(item, name, str(place))
    number = int(attribute(item, "numFmtId") or 0)
    if number >= _OWN:
        item = with_attribute(item, "numFmtId", str(_number(number, source, target)))
    item = with_attribute(item, "xfId", "0")
    return target.add("cellXfs", spelled(item, target.prefix))


def _number(number: int, source: Styles, target: Styles) -> int:
    """A number format in the other workbook, found by its code or added."""
    codes = {
        attribute(it, "formatCode"): int(attribute(it, "numFmtId"))
        for it in target.items("numFmts")
    }
    code = next(
        attribute(it, "formatCode")
        for it in source.items("numFmts")
        if int(attribute(it, "numFmtId")) == number
    )
    if code not in codes:
        codes[code] = max([_OWN - 1, *codes.values()]) + 1
        item = f'<{target.prefix}numFmt numFmtId="{codes[code]}" formatCode="{code}"/>'
        target.add("numFmts", item)
    return codes[code]
