"""A sheet's tail: what stands below its rows, element by element."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.xlsx.contents import well_formed

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"""<!--.*?-->|<\?.*?\?>|<(/?)([\w:.-]+)((?:"[^"]*"|'[^']*'|[^'">/]|/(?!>))*)(/?)>""",
    re.DOTALL,
)
_BEGUN = re.compile(rb"</(\w+:)?sheetData\s*>")
_END = re.compile(r"</(\w+:)?worksheet\s*>\s*$")
RULES_OF_COLOUR, RULES_OF_ENTRY = "conditionalFormatting", "dataValidations"
_ORDER = (
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    RULES_OF_COLOUR,
    RULES_OF_ENTRY,
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
)
"""What stands below the rows, in its order (ECMA-376 part 1, 18.3.1.99)."""


@dataclass
class SheetElement:
    """One element with all that is in it; its name is without the sheet's prefix."""

    name: str
    xml: str


@dataclass
class Tail:
    """The elements below the rows of a sheet.

    Attributes:
        prefix: What stands before the names of elements: ``x:`` or empty.
        before: What closes the rows.
        elements: What follows, in its order.
        after: What closes the sheet.
    """

    prefix: str
    before: str
    elements: list[SheetElement]
    after: str

    @classmethod
    def of(cls, xml: bytes) -> Tail:
        """The tail from what follows the last row."""
        text = _well_formed(xml)
        closing = _END.search(text)
        prefix = (closing[1] or "") if closing else ""
        end = closing.start() if closing else len(text)
        spans = list(_spans(text[:end]))
        start = spans[0][0] if spans else end
        ends = [*(begin for begin, _ in spans[1:]), end]
        found = [
            SheetElement(name.removeprefix(prefix), text[begin:stop])
            for (begin, name), stop in zip(spans, ends, strict=False)
        ]
        return cls(prefix, text[:start], found, text[end:])

    @property
    def xml(self) -> bytes:
        """The tail as it is written."""
        inside = "".join(it.xml for it in self.elements)
        return f"{self.before}{inside}{self.after}".encode()

    def named(self, name: str) -> list[SheetElement]:
        """The elements of one name."""
        return [it for it in self.elements if it.name == name]

    def place(self, name: str) -> int:
        """Where another element of this name goes: behind those that come before."""
        first = _ORDER[: _ORDER.index(name) + 1]
        places = [at for at, it in enumerate(self.elements) if it.name in first]
        return max(places, default=-1) + 1


def _well_formed(xml: bytes) -> str:
    """The tail, if it can be read: then every element in it is found where it ends."""
    opened = _BEGUN.match(xml)
    p = opened[1] or b"" if opened else b""
    head = b"<%bworksheet><%bsheetData>" % (p, p) if opened else b"<%bworksheet>" % p
    return well_formed(head + xml).removeprefix(head).decode()


def _spans(text: str) -> Iterator[tuple[int, str]]:
    """Where each outermost element begins, and its name."""
    depth = 0
    for tag in _TAG.finditer(text):
        if not tag[2]:
            continue
        if not tag[1] and depth == 0:
            yield tag.start(), tag[2]
        if tag[1]:
            depth = max(0, depth - 1)  # the first one closes the rows
        elif not tag[4]:
            depth += 1
