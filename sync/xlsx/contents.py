"""The contents of a workbook file: its tabs, what they need, whose desk it is."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET
from zipfile import BadZipFile

from sync.xlsx.cellxml import SINCE_1900, SINCE_1904

if TYPE_CHECKING:
    from datetime import datetime

    from sync.xlsx.parts import Parts

TYPES = "[Content_Types].xml"
ROOT = ""
"""What a file itself needs is listed under no part's name."""


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
    """

    title: str
    part: str
    number: str
    relation: str


def relations_part(part: str) -> str:
    """The name of the part that lists what a part needs."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def local(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def tree(xml: bytes) -> ET.Element:
    """The elements of a small part."""
    try:
        return ET.fromstring(xml)  # noqa: S314 - expat bounds what entities may grow to
    except ET.ParseError as error:
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
        return tuple(self._relation(it, folder) for it in tree(self.parts.read(name)))

    def _relation(self, it: ET.Element, folder: str) -> Relation:
        target, kind = it.get("Target", ""), it.get("Type", "").rpartition("/")[2]
        outside = it.get("TargetMode") == "External"
        if not outside:
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            target = self.parts.find(path) or path
        return Relation(it.get("Id", ""), kind, target, outside)

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
    def _workbook(self) -> ET.Element:
        return tree(self.parts.read(self.workbook))

    @cached_property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs in the order in which people see them."""
        parts = {it.id: it.target for it in self.relations(self.workbook)}
        found = []
        for it in self._workbook.iter():
            if local(it.tag) == "sheet":
                about = {local(name): value for name, value in it.attrib.items()}
                part = parts.get(about.get("id", ""), "")
                found.append(Tab(about["name"], part, about["sheetId"], about["id"]))
        return tuple(found)

    @property
    def since(self) -> datetime:
        """Day 0 of the workbook's dates."""
        for it in self._workbook:
            if local(it.tag) == "workbookPr" and it.get("date1904") in {"1", "true"}:
                return SINCE_1904
        return SINCE_1900

    @property
    def styles(self) -> str:
        """The name of the part with formats."""
        return self.needed(self.workbook, "styles")

    @property
    def chain(self) -> str:
        """The name of the part that lists formulas in the order of calculation."""
        return self.needed(self.workbook, "calcChain")
