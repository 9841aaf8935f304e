"""Ownership: whose a workbook is and of which shape, as it carries in itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sync.xlsx.contents import ROOT, elements
from sync.xlsx.listing import appended, without

if TYPE_CHECKING:
    from sync.xlsx.amending import Amendments
    from sync.xlsx.contents import Contents

_DESK, _SHAPE = "langnghe.desk", "langnghe.shape"
_KIND = "custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PART = "docProps/custom.xml"
"""The one name that every program looks under."""
_BARE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_SPACE}"/>'
).encode()
_OWN_PROPERTY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What tells properties that people name (MS-OSHARED 2.3.3.2.2)."""
_FIRST_NUMBER = 2


def desk_of(contents: Contents) -> str:
    """The id of the desk that a workbook carries; empty if it carries none."""
    return _said(contents, _DESK)


def shape_of(contents: Contents) -> int:
    """The shape of the newest columns that a workbook was given; 1 if it tells none."""
    said = _said(contents, _SHAPE)
    return int(said) if said.isdecimal() else 1


def own(amendments: Amendments, desk_id: str) -> None:
    """Let a workbook carry a desk's id, instead of another one if it has one."""
    _say(amendments, _DESK, desk_id)


def shaped(amendments: Amendments, shape: int) -> None:
    """Let a workbook carry the shape that it has now."""
    _say(amendments, _SHAPE, str(shape))


def _said(contents: Contents, name: str) -> str:
    part = contents.parts.find(contents.needed(ROOT, _KIND))
    said = elements(contents.parts.read(part)) if part else []
    for it, inside in pairwise(said):
        if it.name == "property" and it.get("name") == name:
            return "".join(inside.text).strip()
    return ""


def _say(amendments: Amendments, name: str, words: str) -> None:
    contents = amendments.contents
    part = contents.parts.find(contents.needed(ROOT, _KIND)) or _PART
    if part not in amendments.plan.changed and not contents.parts.find(part):
        amendments.enter(part, _BARE, _TYPE)
        amendments.relate(ROOT, _KIND, part)
    amendments.change(part, lambda xml: _with(xml, name, words))


def _with(xml: bytes, name: str, words: str) -> bytes:
    bare = without(xml, "property", "name", [name])
    numbers = [int(pid) for it in elements(bare) if (pid := it.get("pid"))]
    number = max(numbers, default=_FIRST_NUMBER - 1) + 1
    return appended(
        bare,
        "Properties",
        f'<property xmlns="{_SPACE}" fmtid="{_OWN_PROPERTY}" pid="{number}" '
        f'name="{name}"><vt:lpwstr xmlns:vt="{_VALUES}">{escape(words)}</vt:lpwstr>'
        "</property>",
    )
