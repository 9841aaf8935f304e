"""Opening: which tab a workbook file opens at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sync.xlsx.sheethead import DATA
from sync.xlsx.styles import ATTRIBUTES, with_attribute
from sync.xlsx.xmlstream import XmlStream

if TYPE_CHECKING:
    from sync.xlsx.amending import Amendments

_VIEW = re.compile(rf"<(?:\w+:)?workbookView(?=[\s/>]){ATTRIBUTES}")
_SHEETS = re.compile(r"<(\w+:)?sheets(?=[\s>])")
_CHOSEN = re.compile(rb"""\stabSelected\s*=\s*["'](?:1|true)["']""")


def open_at(amendments: Amendments, part: str, place: int) -> None:
    """Let a file open at one tab, and at no other beside it.

    Tabs that are chosen together are a group: what is typed into one goes into all.

    Args:
        amendments: What becomes of the file.
        part: The name of the tab's part.
        place: Its place among the tabs, from 0.
    """
    contents = amendments.contents
    amendments.change(contents.workbook, lambda xml: _opened(xml, place))
    for tab in contents.tabs:
        if tab.part != part and _is_chosen(amendments, tab.part):
            amendments.change(tab.part, lambda xml: _CHOSEN.sub(b"", xml, count=1))


def _is_chosen(amendments: Amendments, part: str) -> bool:
    stream = XmlStream(amendments.contents.parts.stream(part))
    return _CHOSEN.search(stream.through(DATA)) is not None


def _opened(xml: bytes, place: int) -> bytes:
    text = xml.decode("utf-8-sig")
    if _VIEW.search(text):
        at = str(place)
        return _VIEW.sub(
            lambda it: with_attribute(it[0], "activeTab", at), text
        ).encode()
    view = rf'<\1bookViews><\1workbookView activeTab="{place}"/></\1bookViews>'
    return _SHEETS.sub(lambda it: it.expand(view) + it[0], text, count=1).encode()
