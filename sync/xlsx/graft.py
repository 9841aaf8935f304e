"""Graft: a drawn tab taken into a workbook file, part by part."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sync.xlsx.amending import KIND
from sync.xlsx.contents import TYPES, Contents, elements, relations_part
from sync.xlsx.listing import added, appended, quoted
from sync.xlsx.parts import Parts
from sync.xlsx.styles import Styles
from sync.xlsx.styling import restyled

if TYPE_CHECKING:
    from sync.xlsx.amending import Amendments
    from sync.xlsx.contents import Tab

_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def graft(
    amendments: Amendments, drawn: bytes, *, instead_of: Tab | None = None
) -> str:
    """Put the one tab of a drawn workbook into a file: at the end, or in a place.

    Args:
        amendments: What becomes of the file.
        drawn: A workbook with one tab, as openpyxl saves it.
        instead_of: The tab that goes, with what it alone needed; the new one has its
            name and its place, and must have been drawn under that name.

    Returns:
        The name of its part.
    """
    donor = Contents(Parts(BytesIO(drawn)))
    tab = donor.tabs[0]
    if instead_of:
        part = instead_of.part
        _fell(amendments, part)
    else:
        part = amendments.free_name("xl/worksheets/sheet{}.xml")
    styles = amendments.styles
    target = Styles(amendments.words(styles))
    source = Styles(donor.parts.read(donor.styles))
    sheet = restyled(donor.parts.read(tab.part), source, target)
    _Planting(amendments, donor).plant(tab.part, part, sheet)
    if target.changed:
        amendments.change(styles, lambda _: target.xml())
    if not instead_of:
        _list(amendments, tab.title, part)
        _name(amendments, donor)
    return part


def _list(amendments: Amendments, title: str, part: str) -> None:
    """Enter a tab in the workbook's list of tabs, at its end."""
    contents = amendments.contents
    relation = amendments.relate(contents.workbook, "worksheet", part)
    numbers = re.findall(
        rb"""\ssheetId\s*=\s*["'](\d+)["']""", amendments.words(contents.workbook)
    )
    is_strict = _STRICT.encode() in amendments.words(contents.workbook)
    about = {
        "xmlns:r": _STRICT if is_strict else KIND,
        "name": title,
        "sheetId": str(max(map(int, numbers), default=0) + 1),
        "r:id": relation,
    }
    amendments.change(
        contents.workbook, lambda xml: added(xml, "sheets", "sheet", **about)
    )


def _name(amendments: Amendments, donor: Contents) -> None:
    """Take over a drawn tab's own names: which line is printed on every page."""
    contents = amendments.contents
    tabs = re.findall(rb"<(?:\w+:)?sheet\s", amendments.words(contents.workbook))
    place = str(len(tabs) - 1)
    for it in elements(donor.parts.read(donor.workbook)):
        if it.name == "definedName" and "localSheetId" in it.attributes:
            said = {**it.attributes, "localSheetId": place}
            attributes = "".join(f' {key}="{quoted(of)}"' for key, of in said.items())
            name = partial(_named, attributes=attributes, words="".join(it.text))
            amendments.change(contents.workbook, name)


def _named(xml: bytes, *, attributes: str, words: str) -> bytes:
    """The workbook's list with one name more; the list is made where there is none."""
    text = xml.decode("utf-8-sig")
    p = _own_prefix(text)
    if not re.search(rf"<{p}definedNames\b", text):
        *_, last = re.finditer(
            rf"<{p}(?:sheets|externalReferences)\b.*?</{p}(?:sheets|externalReferences)>",
            text,
            re.DOTALL,
        )
        text = f"{text[: last.end()]}<{p}definedNames/>{text[last.end() :]}"
    item = f"<{p}definedName{attributes}>{escape(words)}</{p}definedName>"
    return appended(text.encode(), "definedNames", item)


def _own_prefix(text: str) -> str:
    found = re.search(r"<(\w+:)?workbook\b", text)
    return (found[1] or "") if found else ""


def _fell(amendments: Amendments, part: str) -> None:
    """Strike a part and what it alone needed."""
    contents = amendments.contents
    owners: dict[str, set[str]] = {}
    for name in contents.parts.names:
        if name.endswith(".rels"):
            owner = re.sub(r"(^|/)_rels/([^/]*)\.rels$", r"\1\2", name)
            for it in contents.relations(owner):
                owners.setdefault(it.target, set()).add(owner)
    gone, waiting = {part}, [part]
    while waiting:
        felled = waiting.pop()
        amendments.strike(felled)
        for it in contents.relations(felled):
            if not it.outside and it.target not in gone and owners[it.target] <= gone:
                gone.add(it.target)
                waiting.append(it.target)


class _Planting:
    """A part of one file put into another, with all it needs."""

    def __init__(self, amendments: Amendments, donor: Contents) -> None:
        self._amendments = amendments
        self._donor = donor
        self._types = elements(donor.parts.read(donor.parts.find(TYPES)))

    def plant(self, part: str, name: str, words: bytes) -> None:
        """Put a part in under a name; what it needs gets names that are free."""
        self._amendments.enter(name, words, self._type(part))
        relations = self._donor.relations(part)
        if not relations:
            return
        lists = self._donor.parts.read(self._donor.parts.find(relations_part(part)))
        text = lists.decode()
        for it in relations:
            child = self._amendments.free_name(_pattern(it.target))
            self.plant(it.target, child, self._donor.parts.read(it.target))
            text = re.sub(
                rf'(<Relationship\b(?=[^>]*\sId="{it.id}")[^>]*\sTarget=)"[^"]*"',
                rf'\1"/{child}"',
                text,
            )
        self._amendments.change(relations_part(name), lambda _: text.encode())

    def _type(self, part: str) -> str:
        ending = posixpath.splitext(part)[1].removeprefix(".")
        for it in self._types:
            if it.get("PartName") == f"/{part}":
                return it.get("ContentType")
        by_ending = (
            it.get("ContentType") for it in self._types if it.get("Extension") == ending
        )
        return next(by_ending, "application/xml")


def _pattern(name: str) -> str:
    """A part's name with a place for its number: ``xl/charts/chart{}.xml``."""
    bare, ending = posixpath.splitext(name)
    return f"{bare.rstrip('0123456789')}{{}}{ending}"
