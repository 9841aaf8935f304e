"""Repairs: what of a sheet's look is put right while it streams past."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from sheets_schema import look
from sheets_schema.columns import FIRST_LINE
from sync.changes import LAST_LINE
from sync.sheethead import DATA, dialect
from sync.styles import ATTRIBUTES, attribute, with_attribute
from sync.xmlstream import XmlStream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*>")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_SHOWN = re.compile(rb"""\shidden\s*=\s*["'][^"']*["']""")
_RULE = re.compile(rf"<(?:\w+:)?dataValidation(?=\s){ATTRIBUTES}")
_CELLS = re.compile(rf"([A-Z]+){FIRST_LINE}:\1(\d+)")
_OURS = frozenset({look.WARNING_TITLE, look.CHOICE_TITLE})
_AHEAD = 500
"""So many empty lines the rules of entry have to cover; LibreOffice cuts them off."""


class Faults(NamedTuple):
    """What is wrong with a sheet: its line of keys is seen, rules end too early."""

    shown: bool
    short: int

    @property
    def total(self) -> int:
        """How many things there are to repair."""
        return self.shown + self.short


def faults(pieces: Iterable[bytes], height: int) -> Faults:
    """What can be repaired of a sheet with a line of keys.

    Args:
        pieces: The sheet's XML.
        height: Its last filled line.
    """
    blocks = _apart(pieces)
    next(blocks)
    first = next(blocks)
    tail = deque(blocks, maxlen=1).pop()
    tag = _ROW.search(first)
    rules = _RULE.findall(tail.decode())
    short = sum(_widened(rule, height) != rule for rule in rules)
    return Faults(shown=not (tag and _HIDDEN.search(tag[0])), short=short)


def repaired(pieces: Iterable[bytes], height: int) -> Iterator[bytes]:
    """The sheet without these faults; everything else comes out as it went in."""
    blocks = _apart(pieces)
    yield next(blocks)
    before = _ROW.sub(_hidden, next(blocks), count=1)
    for block in blocks:
        yield before
        before = block
    tail = _RULE.sub(lambda rule: _widened(rule[0], height), before.decode())
    yield tail.encode()


def _hidden(row: re.Match[bytes]) -> bytes:
    bare = _SHOWN.sub(b"", row[0])
    end = b"/>" if bare.endswith(b"/>") else b">"
    return bare.removesuffix(end) + b' hidden="1"' + end


def _widened(rule: str, height: int) -> str:
    """A rule of entry of ours that covers the lines to come, down to the last."""
    if unescape(attribute(rule, "errorTitle")) not in _OURS:
        return rule
    cells = attribute(rule, "sqref")
    least = min(height + _AHEAD, LAST_LINE)

    def down(found: re.Match[str]) -> str:
        if int(found[2]) >= least:
            return found[0]
        return f"{found[1]}{FIRST_LINE}:{found[1]}{LAST_LINE}"

    wide = _CELLS.sub(down, cells)
    return rule if wide == cells else with_attribute(rule, "sqref", wide)


def _apart(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet's head, its rows in blocks, and what stands below them."""
    stream = XmlStream(pieces)
    head = stream.through(DATA)
    yield head
    found = DATA.search(head)
    if found and not head.endswith(b"/>"):
        tongue = dialect((found[1] or b"").decode())
        yield from stream.blocks(tongue.mark("row"), tongue.mark("/sheetData"))
    yield b"".join(stream.rest())
