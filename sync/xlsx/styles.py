"""Styles: the lists of a workbook's styles part, read and added to as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from zipfile import BadZipFile

ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*"""
"""What may stand in an element's tag after its name."""
_COUNT = re.compile(r"""(\scount\s*=\s*)(?:"\d*"|'\d*')""")
_ITEMS = {
    "numFmts": "numFmt",
    "fonts": "font",
    "fills": "fill",
    "borders": "border",
    "cellStyleXfs": "xf",
    "cellXfs": "xf",
    "cellStyles": "cellStyle",
    "dxfs": "dxf",
}
"""The lists, in the order in which they have to stand, and what they list."""
PLAIN = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs><cellXfs count="1">\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""
"""What a file has that says nothing of formats."""
_AFTER = ("tableStyles", "colors", "extLst")


def attribute(item: str, name: str) -> str:
    """The value of an attribute of an element's own tag; empty if it has none."""
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", item)
    return (found[1] or found[2] or "") if found else ""


def with_attribute(item: str, name: str, value: str) -> str:
    """The element with an attribute set in its own tag."""
    pattern = rf"""(\s{name}\s*=\s*)(?:"[^"]*"|'[^']*')"""
    tag, rest = re.match(rf"(<[\w:]+{ATTRIBUTES})(.*)", item, re.DOTALL).groups()  # type: ignore[union-attr]  # an element begins with its tag
    changed, times = re.subn(pattern, rf'\g<1>"{value}"', tag)
    return f"{changed}{rest}" if times else f'{tag.rstrip()} {name}="{value}"{rest}'


def _plain(item: str) -> str:
    """An element without the spaces by which writers differ, such as ``<b />``."""
    return re.sub(r"\s+(?=/?>)", "", item)


@dataclass
class _List:
    """One list: what stands in it, and what was added."""

    items: list[str]
    known: int = field(init=False)
    places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.known = len(self.items)
        self.places = {}
        for at, item in enumerate(self.items):
            self.places.setdefault(_plain(item), at)

    def add(self, item: str) -> int:
        at = self.places.setdefault(_plain(item), len(self.items))
        if at == len(self.items):
            self.items.append(item)
        return at


class Styles:
    """A styles part; nothing that stands there is changed or moved.

    Raises:
        BadZipFile: It is no styles part.
    """

    def __init__(self, xml: bytes) -> None:
        self._xml = xml.decode("utf-8-sig")
        root = re.search(r"<(\w+:)?styleSheet\b", self._xml)
        if root is None:
            raise BadZipFile
        self.prefix = root[1] or ""
        self._lists: dict[str, _List] = {}

    def items(self, name: str) -> list[str]:
        """The elements of a list such as ``cellXfs``, with those that were added."""
        if name not in self._lists:
            inside = (self._section(name) or [""] * 3)[2] or ""
            item = f"{self.prefix}{_ITEMS[name]}"
            whole = rf"<{item}{ATTRIBUTES}(?:/>|>.*?</{item}\s*>)"
            self._lists[name] = _List(re.findall(whole, inside, re.DOTALL))
        return self._lists[name].items

    def add(self, name: str, item: str) -> int:
        """The place of an element in its list, at its end if it is new."""
        self.items(name)
        return self._lists[name].add(item)

    @property
    def changed(self) -> bool:
        """Whether anything was added."""
        return any(len(it.items) > it.known for it in self._lists.values())

    def xml(self) -> bytes:
        """The part with what was added."""
        text = self._xml
        for name, it in self._lists.items():
            fresh = it.items[it.known :]
            if fresh:
                text = self._grown(text, name, "".join(fresh), len(it.items))
        return text.encode()

    def _section(self, name: str) -> re.Match[str] | None:
        return re.search(self._pattern(name), self._xml, re.DOTALL)

    def _pattern(self, name: str) -> str:
        """A list: its tag, its end or ``/``, what is inside."""
        p = self.prefix
        return rf"(<{p}{name}{ATTRIBUTES})(?:/>|>(.*?)</{p}{name}\s*>)"

    def _grown(self, text: str, name: str, fresh: str, count: int) -> str:
        end = f"</{self.prefix}{name}>"
        found = re.search(self._pattern(name), text, re.DOTALL)
        if found is None:
            at = self._before(text, name)
            made = f'<{self.prefix}{name} count="{count}">{fresh}{end}'
            return f"{text[:at]}{made}{text[at:]}"
        tag = _COUNT.sub(rf'\g<1>"{count}"', found[1])
        whole = f"{tag}>{found[2] or ''}{fresh}{end}"
        return f"{text[: found.start()]}{whole}{text[found.end() :]}"

    def _before(self, text: str, name: str) -> int:
        """Where a list goes that the part does not have."""
        order = [*_ITEMS, *_AFTER]
        later = "|".join(order[order.index(name) + 1 :])
        found = re.search(
            rf"<(?:/{self.prefix}styleSheet|{self.prefix}(?:{later}))\b", text
        )
        if found is None:
            raise BadZipFile
        return found.start()
