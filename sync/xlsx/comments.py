"""Comments: the notes of headings, found and put into the parts that hold them.

A note is an entry of the sheet's comments and a hidden box in its drawing (ECMA-376
part 1, 18.7; part 4, 19). Whatever stands there already stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sheets_schema.columns import HEADING_LINE
from sync.a1 import column_index, column_letters
from sync.xlsx.listing import appended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.xlsx.amending import Amendments
    from sync.xlsx.contents import Contents

LEGACY = "legacyDrawing"
"""The element of a sheet that names the drawing with the boxes of its notes."""
AUTHOR = "Lắng Nghe"
WIDTH, HEIGHT = 320, 120
"""A note's box, in pixels."""
_REF = re.compile(rb"""<(?:\w+:)?comment\s[^<>]*?\bref\s*=\s*["']([A-Z]+)(\d+)["']""")
_AUTHOR = re.compile(
    r"<(?:\w+:)?author(?:\s*/>|\s*>(.*?)</(?:\w+:)?author\s*>)", re.DOTALL
)
_SHAPE = re.compile(r"_x0000_s(\d+)")
_FIRST_SHAPE = 1025
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_NOTES = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'
_NO_BOXES = '<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>'
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    f'<v:shape {_SPACES} id="_x0000_s{{number}}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;'
    f'width:{WIDTH}px;height:{HEIGHT}px;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    f"<x:AutoFill>False</x:AutoFill><x:Row>{HEADING_LINE - 1}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def noted(contents: Contents, part: str) -> frozenset[int]:
    """The columns of a sheet, from 0, whose headings have a note, anybody's."""
    name = contents.parts.find(contents.needed(part, "comments"))
    words = contents.xml(name) if name else b""
    return frozenset(
        column_index(letters.decode())
        for letters, line in _REF.findall(words)
        if int(line) == HEADING_LINE
    )


def write(
    amendments: Amendments, part: str, notes: Mapping[int, str], *, legacy: str
) -> str:
    """Put notes on headings of a sheet.

    Args:
        amendments: What becomes of the file.
        part: The name of the sheet's part.
        notes: What they say, by the column from 0.
        legacy: The id that the sheet has for its drawing with boxes, or empty.

    Returns:
        The id that the sheet needs for a drawing that it did not have, or empty.
    """
    _comment(amendments, part, notes)
    contents = amendments.contents
    by_id = {it.id: it.target for it in contents.relations(part)}
    drawing = contents.parts.find(by_id.get(legacy, "")) if legacy else ""
    words = contents.parts.read(drawing).decode() if drawing else _NO_BOXES
    words = _boxed(words, list(notes))
    if drawing:
        # Excel's own drawings of this kind may hold HTML, which is no XML
        amendments.plan.changed[drawing] = [words.encode()]
        return ""
    drawing = amendments.free_name("xl/drawings/vmlDrawing{}.vml")
    amendments.enter(drawing, words.encode(), _DRAWING)
    return amendments.relate(part, "vmlDrawing", drawing)


def _comment(amendments: Amendments, part: str, notes: Mapping[int, str]) -> None:
    contents = amendments.contents
    name = contents.parts.find(contents.needed(part, "comments"))
    if not name:
        name = amendments.free_name("xl/comments{}.xml")
        amendments.enter(name, _NO_NOTES.encode(), _COMMENTS)
        amendments.relate(part, "comments", name)
    amendments.change(name, lambda xml: _commented(xml, notes))


def _commented(xml: bytes, notes: Mapping[int, str]) -> bytes:
    text = xml.decode("utf-8-sig")
    spelled = re.search(r"<(\w+:)?comments\b", text)
    p = (spelled[1] or "") if spelled else ""
    authors = [found[1] for found in _AUTHOR.finditer(text)]
    if AUTHOR not in authors:
        xml = appended(xml, "authors", f"<{p}author>{AUTHOR}</{p}author>")
        authors.append(AUTHOR)
    by = authors.index(AUTHOR)
    items = "".join(
        f'<{p}comment ref="{column_letters(at)}{HEADING_LINE}" authorId="{by}">'
        f"<{p}text><{p}t>{escape(note)}</{p}t></{p}text></{p}comment>"
        for at, note in notes.items()
    )
    return appended(xml, "commentList", items)


def _boxed(words: str, columns: list[int]) -> str:
    """A drawing with a hidden box for each column's heading."""
    first = max([_FIRST_SHAPE, *map(int, _SHAPE.findall(words))]) + 1
    boxes = "".join(
        _BOX.format(number=number, column=at)
        for number, at in enumerate(columns, first)
    )
    kind = "" if "_x0000_t202" in words else _KIND
    before, end, after = words.rpartition("</xml")
    return f"{before}{kind}{boxes}{end}{after}"
