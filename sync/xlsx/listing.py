"""Listings: what a workbook's lists of parts say, added to and struck as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import BadZipFile

if TYPE_CHECKING:
    from collections.abc import Collection


def without(xml: bytes, element: str, attribute: str, values: Collection[str]) -> bytes:
    """A list without the elements whose attribute has one of these values."""
    whole = rf"<(?:\w+:)?{element}(?=\s)[^>]*?(?:/>|>.*?</(?:\w+:)?{element}\s*>)"
    named = re.compile(rf"""\s{attribute}\s*=\s*["']([^"']*)["']""")
    lower = {value.lower() for value in values}

    def kept(found: re.Match[str]) -> str:
        value = named.search(found[0])
        return "" if value and value[1].lower() in lower else found[0]

    return re.sub(whole, kept, xml.decode("utf-8-sig"), flags=re.DOTALL).encode()


def added(xml: bytes, parent: str, element: str, **attributes: str) -> bytes:
    """A list with one element more at its end, in the spelling of the list.

    Raises:
        BadZipFile: There is no such list.
    """
    spelled = re.search(rf"<(\w+:)?{parent}\b", xml.decode("utf-8-sig"))
    prefix = (spelled[1] or "") if spelled else ""
    said = "".join(f' {name}="{quoted(it)}"' for name, it in attributes.items())
    return appended(xml, parent, f"<{prefix}{element}{said}/>")


def appended(xml: bytes, parent: str, item: str) -> bytes:
    """A list with some XML more at its end.

    Raises:
        BadZipFile: There is no such list.
    """
    text = xml.decode("utf-8-sig")
    empty = re.search(rf"<((?:\w+:)?{parent})((?:\s[^>]*?)?)/>", text)
    if empty:
        opened = f"<{empty[1]}{empty[2]}>{item}</{empty[1]}>"
        return f"{text[: empty.start()]}{opened}{text[empty.end() :]}".encode()
    end = re.search(rf"</(?:\w+:)?{parent}\s*>", text)
    if end is None:
        raise BadZipFile(parent)
    return f"{text[: end.start()]}{item}{text[end.start() :]}".encode()


def quoted(value: str) -> str:
    """A value as it stands between the quotation marks of an attribute."""
    return escape(value, {'"': "&quot;"})
