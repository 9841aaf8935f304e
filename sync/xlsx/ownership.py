"""Ownership: the id of its desk, which a workbook carries as a document property."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from sync.xlsx.contents import ROOT, tree
from sync.xlsx.listing import appended, without

if TYPE_CHECKING:
    from sync.xlsx.amending import Amendments
    from sync.xlsx.contents import Contents

_NAME = "langnghe.desk"
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
    name = contents.parts.find(contents.needed(ROOT, _KIND))
    for it in tree(contents.parts.read(name)) if name else ():
        if it.get("name") == _NAME:
            return "".join(it.itertext()).strip()
    return ""


def own(amendments: Amendments, desk_id: str) -> None:
    """Let a workbook carry a desk's id, instead of another one if it has one."""
    contents = amendments.contents
    part = contents.parts.find(contents.needed(ROOT, _KIND))
    if not part:
        part = _PART
        amendments.enter(part, _BARE, _TYPE)
        amendments.relate(ROOT, _KIND, part)
    amendments.change(part, lambda xml: _with(xml, desk_id))


def _with(xml: bytes, desk_id: str) -> bytes:
    bare = without(xml, "property", "name", [_NAME])
    numbers = [int(it.get("pid", "0")) for it in tree(bare)]
    number = max(numbers, default=_FIRST_NUMBER - 1) + 1
    return appended(
        bare,
        "Properties",
        f'<property xmlns="{_SPACE}" fmtid="{_OWN_PROPERTY}" pid="{number}" '
        f'name="{_NAME}"><vt:lpwstr xmlns:vt="{_VALUES}">{escape(desk_id)}</vt:lpwstr>'
        "</property>",
    )
