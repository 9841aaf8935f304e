"""The contents of a workbook file: its tabs, what they need, whose desk it is."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile

from sync.xlsx.cellxml import SINCE_1900, SINCE_1904
from sync.xlsx.parts import Oversized
from sync.xlsx.xmlstream import without_asides

if TYPE_CHECKING:
    from datetime import datetime

    from sync.xlsx.parts import Parts

TYPES = "[Content_Types].xml"
ROOT = ""
"""What a file itself needs is listed under no part's name."""
_MOST_ELEMENTS = 200_000
_YES = frozenset({"1", "true"})


class Relation(NamedTuple):
    """A part that another one needs: its id there, its kind, its name or address."""

    id: str
    kind: str
    target: str
    outside: bool = False


@dataclass(frozen=True)
class Tab:
    """One sheet of the workbook.

    Attributes:
        title: What people call it.
        part: The name of its part.
        number: Its ``sheetId``.
        relation: The id of the workbook's relation to it.
        kind: What it is: ``worksheet``, or a chart's own sheet.
        is_hidden: Whether people do not see it.
    """

    title: str
    part: str
    number: str
    relation: str
    kind: str
    is_hidden: bool


def relations_part(part: str) -> str:
    """The name of the part that lists what a part needs."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Element(NamedTuple):
    """An element of a small part: its name and its attributes without namespaces.

    Attributes:
        name: The name.
        attributes: The attributes by their names.
        text: The text that stands in it, but not in elements in it.
    """

    name: str
    attributes: dict[str, str]
    text: list[str]

    def get(self, name: str) -> str:
        """The value of an attribute; empty if it has none."""
        return self.attributes.get(name, "")


def _local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition(":")[2]


def elements(xml: bytes) -> list[Element]:
    """The elements of a small part in their order, however they are nested.

    Raises:
        BadZipFile: It is not well formed.
        Oversized: It has more of them than a book can need.
    """
    found: list[Element] = []
    opened: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(found) == _MOST_ELEMENTS:
            raise Oversized(tag)
        named = {_local(name): value for name, value in attributes.items()}
        found.append(Element(_local(tag), named, []))
        opened.append(found[-1])

    def text(piece: str) -> None:
        opened[-1].text.append(piece)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: opened.pop()
    parser.CharacterDataHandler = text
    _parse(parser, xml)
    return found


def well_formed(xml: bytes) -> bytes:
    """The XML itself, without comments, if it can be read.

    Only then every element that begins ends, and is found without a look at all the
    rest.

    Raises:
        BadZipFile: It is not well formed.
    """
    _parse(expat.ParserCreate(), xml)
    return without_asides(xml)


def _parse(parser: expat.XMLParserType, xml: bytes) -> None:
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat's own word for the end
    except expat.ExpatError as error:
        raise BadZipFile(str(error)) from error


class Contents:
    """What stands in a workbook file, found by its relations and not by names."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The parts that a part needs; those of the file itself for an empty name."""
        name = self.parts.find(relations_part(part))
        if not name:
            return ()
        folder = posixpath.dirname(part)
        listed = elements(self.parts.read(name))
        return tuple(
            self._relation(it, folder) for it in listed if it.name == "Relationship"
        )

    def _relation(self, it: Element, folder: str) -> Relation:
        target, kind = it.get("Target"), it.get("Type").rpartition("/")[2]
        outside = it.get("TargetMode") == "External"
        if not outside:
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            target = self.parts.find(path) or path
        return Relation(it.get("Id"), kind, target, outside)

    def xml(self, part: str) -> bytes:
        """The XML of a small part that was found, well formed and without comments."""
        return well_formed(self.parts.read(part))

    def needed(self, part: str, kind: str) -> str:
        """The part of a kind that a part needs; empty if there is none."""
        named = (it.target for it in self.relations(part) if it.kind == kind)
        return next(named, "")

    @cached_property
    def workbook(self) -> str:
        """The name of the part that lists the tabs."""
        name = self.needed(ROOT, "officeDocument")
        if not self.parts.find(name):
            raise BadZipFile(name)
        return name

    @cached_property
    def _workbook(self) -> list[Element]:
        return elements(self.parts.read(self.workbook))

    @cached_property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs in the order in which people see them; charts' own are none."""
        sheets = {it.id: it for it in self.relations(self.workbook)}
        return tuple(
            Tab(
                it.get("name"),
                sheets[it.get("id")].target,
                it.get("sheetId"),
                it.get("id"),
                sheets[it.get("id")].kind,
                it.get("state") in {"hidden", "veryHidden"},
            )
            for it in self._workbook
            if it.name == "sheet" and it.get("id") in sheets
        )

    @property
    def since(self) -> datetime:
        """Day 0 of the workbook's dates."""
        said = (it.get("date1904") for it in self._workbook if it.name == "workbookPr")
        return SINCE_1904 if _YES.intersection(said) else SINCE_1900

    @property
    def styles(self) -> str:
        """The name of the part with formats."""
        return self.needed(self.workbook, "styles")

    @property
    def chain(self) -> str:
        """The name of the part that lists formulas in the order of calculation."""
        return self.needed(self.workbook, "calcChain")
