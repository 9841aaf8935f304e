"""Amending: parts put into a workbook file or taken out, its lists kept right."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from sync.xlsx.contents import TYPES, relations_part, well_formed
from sync.xlsx.listing import added, without
from sync.xlsx.parts import PartChanges
from sync.xlsx.styles import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.xlsx.contents import Contents

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""How the kinds of relations begin."""
_STYLES = "xl/styles.xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BARE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


class Amendments:
    """Changes to a file, gathered until they are written.

    Attributes:
        contents: The file as it is.
        plan: What becomes of it.
    """

    def __init__(self, contents: Contents, plan: PartChanges | None = None) -> None:
        self.contents = contents
        self.plan = plan or PartChanges()

    def change(self, part: str, by: Callable[[bytes], bytes]) -> None:
        """Change a small part, or make it."""
        self.plan.changed[part] = [well_formed(by(self.words(part)))]

    def words(self, part: str) -> bytes:
        """What a small part says now; an empty list of relations if it is not there."""
        changed = self.plan.changed.get(part)
        if callable(changed):
            changed = [changed() or self.contents.xml(part)]
        if changed is not None:
            self.plan.changed[part] = words = [b"".join(changed)]
            return words[0]
        name = self.contents.parts.find(part)
        return self.contents.xml(name) if name else _BARE

    @property
    def styles(self) -> str:
        """The name of the part with formats; a file that has none gets one."""
        name = self.contents.styles or _STYLES
        if not self.contents.styles and name not in self.plan.changed:
            self.enter(name, PLAIN, _STYLES_TYPE)
            self.relate(self.contents.workbook, "styles", name)
        return name

    def free_name(self, pattern: str) -> str:
        """A part's name that is free, with a number where the pattern has ``{}``."""
        number = 1
        while (name := pattern.format(number)) in self.plan.changed or self._has(name):
            number += 1
        return name

    def _has(self, name: str) -> bool:
        return bool(self.contents.parts.find(name))

    def enter(self, part: str, words: bytes, content_type: str) -> None:
        """Put a part in, or another one in its place."""
        self.plan.changed[part] = [words]
        name = f"/{part}"
        self.change(
            self._types,
            lambda xml: added(
                without(xml, "Override", "PartName", [name]),
                "Types",
                "Override",
                PartName=name,
                ContentType=content_type,
            ),
        )

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Say that a part needs another one; the relation's id."""
        lists = self._relations(owner)
        ids = re.findall(rb"""\sId\s*=\s*["']rId(\d+)["']""", self.words(lists))
        name = f"rId{max(map(int, ids), default=0) + 1}"
        about = {"Id": name, "Type": f"{KIND}/{kind}", "Target": f"/{target}"}
        self.change(
            lists, lambda xml: added(xml, "Relationships", "Relationship", **about)
        )
        return name

    def strike(self, part: str) -> None:
        """Take a part out, and what it says of others."""
        lists = self.contents.parts.find(relations_part(part))
        self.plan.dropped |= {part, lists} - {""}
        names = [f"/{part}"]
        self.change(
            self._types, lambda xml: without(xml, "Override", "PartName", names)
        )

    def unrelate(self, owner: str, target: str) -> None:
        """Say no more that a part needs another one."""
        ids = [it.id for it in self.contents.relations(owner) if it.target == target]
        self.change(
            self._relations(owner), lambda xml: without(xml, "Relationship", "Id", ids)
        )

    @property
    def _types(self) -> str:
        return self.contents.parts.find(TYPES)

    def _relations(self, owner: str) -> str:
        lists = relations_part(owner)
        return self.contents.parts.find(lists) or posixpath.normpath(lists)
