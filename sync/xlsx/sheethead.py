"""A sheet's head: how its file spells things, and what it says of columns and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sync.a1 import column_index, column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.cells import Raw

DATA = re.compile(rb"<(\w+:)?sheetData(?=[\s/>])[^<>]*>")
"""The tag of the element that holds the rows."""
_STYLE = re.compile(rb"""\s(?:s|style)\s*=\s*["'](\d+)["']""")
_BOUNDS = re.compile(rb"""\s(min|max)\s*=\s*["'](\d+)["']""")
_FORMAT = re.compile(rb"<(?:\w+:)?sheetFormatPr(?=\s)[^<>]*>")
_HEIGHT = re.compile(rb"""\s(?:defaultRowHeight|ht)\s*=\s*["']([\d.]+)["']""")
_OWN_HEIGHT = re.compile(rb"""\scustomHeight\s*=\s*["'](?:1|true)["']""")
_BOX = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


@dataclass(frozen=True)
class Dialect:
    """How a file spells the elements of a sheet; some put ``x:`` before every name."""

    prefix: str
    row: re.Pattern[bytes]
    hidden: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    column: re.Pattern[bytes]
    dimension: re.Pattern[bytes]

    def mark(self, name: str) -> bytes:
        """How an element's tag begins, or its end with ``/`` before the name."""
        slash = "/" if name.startswith("/") else ""
        return f"<{slash}{self.prefix}{name.removeprefix('/')}".encode()


@cache
def dialect(prefix: str) -> Dialect:
    """The spelling with a prefix, or without if it is empty."""
    p = prefix.encode()
    return Dialect(
        prefix=prefix,
        row=re.compile(
            rb"""<%brow(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["'](\d+)["'])?[^<>]*>""" % p
        ),
        hidden=re.compile(
            rb"""<%brow(?=\s)(?=[^<>]*?\shidden\s*=\s*["'](?:1|true))"""
            rb"""[^<>]*?\sr\s*=\s*["'](\d+)""" % p
        ),
        cell=re.compile(
            rb"<%bc(?=[\s/>])([^<>]*?)(?:/>|>(.*?)</%bc\s*>)" % (p, p), re.DOTALL
        ),
        column=re.compile(rb"<%bcol(?=\s)[^<>]*>" % p),
        dimension=re.compile(rb"""(<%bdimension\s[^<>]*?ref\s*=\s*["'])([^"']*)""" % p),
    )


def grown(box: bytes, lines: Mapping[int, Mapping[int, Raw]]) -> bytes:
    """The sheet's used range with the new cells in it."""
    found = _BOX.fullmatch(box.decode())
    if found is None:
        return box
    left, top, right, bottom = found.groups()
    columns = [column_index(left), column_index(right or left)]
    columns += [at for cells in lines.values() for at in cells]
    heights = [int(top), int(bottom or top), *lines]
    first = f"{column_letters(min(columns))}{min(heights)}"
    return f"{first}:{column_letters(max(columns))}{max(heights)}".encode()


def style_of(element: bytes) -> int:
    """The format that an element's own tag names; 0 is the plain one."""
    found = _STYLE.search(element.partition(b">")[0])
    return int(found[1]) if found else 0


def column_styles(tongue: Dialect, head: bytes) -> list[tuple[int, int, int]]:
    """The formats of empty columns: the first and the last column, the format."""
    styles = []
    for tag in tongue.column.findall(head):
        bounds = {found[1]: int(found[2]) - 1 for found in _BOUNDS.finditer(tag)}
        styles.append((bounds.get(b"min", 0), bounds.get(b"max", -1), style_of(tag)))
    return styles


def row_height(head: bytes, above: bytes) -> bytes:
    """What a new row says of its height: what the sheet sets for all, or the row above.

    LibreOffice would make a row without it as high as its longest text.

    Args:
        head: The sheet's XML before its rows.
        above: The tag of the row above, or nothing.
    """
    tag = _FORMAT.search(head)
    for said in (tag[0] if tag else b"", above):
        height = _HEIGHT.search(said) if _OWN_HEIGHT.search(said) else None
        if height:
            return b' ht="%b" customHeight="1"' % height[1]
    return b""
