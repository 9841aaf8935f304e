"""Shared strings: texts of a workbook's cells, each kept once in a part of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import BadZipFile

from sync.xlsx.cellread import decoded, words
from sync.xlsx.xmlstream import XmlStream

if TYPE_CHECKING:
    from sync.xlsx.allowance import Allowance
    from sync.xlsx.contents import Contents

_LIST = re.compile(rb"<(\w+:)?sst(?=[\s/>])[^<>]*>")
_DEEPEST = 64


def shared_strings(contents: Contents, allowance: Allowance) -> list[str]:
    """The shared texts of a workbook by their number, without formats within them.

    Raises:
        BadZipFile: Their part cannot be read.
        Oversized: They are more than may be held.
    """
    part = contents.parts.find(contents.needed(contents.workbook, "sharedStrings"))
    if not part:
        return []
    stream = XmlStream(contents.parts.stream(part))
    head = stream.through(_LIST)
    found = _LIST.search(head)
    if found is None or head.endswith(b"/>"):
        return []
    p = found[1] or b""
    plain = re.compile(
        rb"<%bsi>(?:<%bt[^<>]*>([^<]*)</%bt>|<%bt\s*/>)?</%bsi>" % ((p,) * 5)
    )
    texts: list[str] = []
    for block in stream.blocks(b"<%bsi" % p, b"</%bsst" % p):
        said = plain.findall(block)
        if len(said) == block.count(b"<%bsi" % p):
            here = [words(it) for it in said]
        else:
            here = _rich(block, p.decode())
        texts += allowance.texts(here)
    return texts


def _rich(items: bytes, prefix: str) -> list[str]:
    """Texts in pieces of several formats; how they sound is no part of them."""
    texts: list[list[str]] = []
    opened: list[str] = []

    def start(tag: str, _: object) -> None:
        opened.append(tag.removeprefix(prefix))
        if opened[-1] == "si":
            texts.append([])
        if len(opened) > _DEEPEST:
            raise BadZipFile(tag)

    def text(piece: str) -> None:
        if opened[-1] == "t" and "rPh" not in opened:
            texts[-1].append(piece)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: opened.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(b"<all>" + items + b"</all>", True)  # noqa: FBT003 - as expat has it
    except expat.ExpatError as error:
        raise BadZipFile(str(error)) from error
    return [decoded("".join(pieces)) for pieces in texts]
