"""Data validations: the desk's own of a sheet, put back as they should be.

Ours are told by the title of what they say; where people set rules of their own over
some cells, those stay and ours stand around them.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from sheets_schema.columns import FIRST_LINE
from sheets_schema.looks import look
from sync.changes import LAST_LINE
from sync.xlsx.areas import areas, gaps, named, outside
from sync.xlsx.formula_text import spelled
from sync.xlsx.offering import NEVER
from sync.xlsx.sheettail import RULES_OF_ENTRY, SheetElement
from sync.xlsx.styles import ATTRIBUTES, attribute, with_attribute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sync.xlsx.areas import Area
    from sync.xlsx.offering import Offer
    from sync.xlsx.sheettail import Tail

Offers: TypeAlias = "Mapping[int, Offer | None]"
"""What the cells of columns should offer, by the column from 0; None for nothing."""

_HOMES = frozenset({RULES_OF_ENTRY, "extLst"})
"""Excel keeps rules that look at other tabs among its extensions."""
_ITEM = re.compile(
    rf"<(\w+:)?dataValidation(?=[\s/>]){ATTRIBUTES}"
    r"(?:/>|>.*?</(?:\w+:)?dataValidation\s*>)",
    re.DOTALL,
)
_LIST = re.compile(
    rf"(<(?:\w+:)?dataValidations(?=[\s/>]){ATTRIBUTES})(?:/>|>(.*?)"
    r"(</(?:\w+:)?dataValidations\s*>))",
    re.DOTALL,
)
_BARE = (
    re.compile(r"<((?:\w+:)?ext)(?=\s)[^>]*>\s*</\1\s*>"),
    re.compile(r"<((?:\w+:)?extLst)(?=[\s>])[^>]*>\s*</\1\s*>"),
)
_CELLS = re.compile(r"(<(?:\w+:)?sqref\s*>)(.*?)(?=</)", re.DOTALL)
_FORMULA = re.compile(
    r"<(?:\w+:)?formula1(?=[\s>])[^>]*>(?:<(?:\w+:)?f\s*>)?(.*?)</", re.DOTALL
)
_OURS = frozenset({look.WARNING_TITLE, look.CHOICE_TITLE})
_YES = frozenset({"1", "true"})


class _Rule(NamedTuple):
    """A rule of entry as it was found: whether it is ours, what it says, and where."""

    ours: bool
    said: tuple[str, ...]
    areas: tuple[Area, ...]


def unoffered(tail: Tail, wanted: Offers, least: int) -> list[int]:
    """The columns whose cells do not offer what they should.

    Args:
        tail: The sheet's tail.
        wanted: What they should offer.
        least: A rule that reaches this line need not reach further.
    """
    rules = list(_rules(tail))
    return [at for at, said in wanted.items() if not _is_right(at, said, rules, least)]


def _is_right(at: int, wanted: Offer | None, rules: list[_Rule], least: int) -> bool:
    said = _meaning(*map(str, wanted)) if wanted else None
    here = [
        (rule, area)
        for rule in rules
        for area in rule.areas
        if area.left <= at <= area.right and area.bottom >= FIRST_LINE
    ]
    if any(rule.ours and rule.said != said for rule, _ in here):
        return False
    free = gaps(at, [area for _, area in here], FIRST_LINE, least)
    return said is None or not free


def reoffer(tail: Tail, wanted: Offers) -> None:
    """Put rules of entry over some columns in place of those of ours there."""
    theirs = [it for rule in _rules(tail) if not rule.ours for it in rule.areas]
    for element in tail.elements:
        if element.name in _HOMES:
            _clear(element, wanted)
    tail.elements = [it for it in tail.elements if it.xml]
    fresh = [
        _drawn(tail.prefix, said, cells)
        for at, said in wanted.items()
        if said and (cells := gaps(at, theirs, FIRST_LINE, LAST_LINE))
    ]
    if not fresh:
        return
    if not tail.named(RULES_OF_ENTRY):
        bare = f"<{tail.prefix}{RULES_OF_ENTRY}/>"
        place = tail.place(RULES_OF_ENTRY)
        tail.elements.insert(place, SheetElement(RULES_OF_ENTRY, bare))
    _append(tail.named(RULES_OF_ENTRY)[0], "".join(fresh))


def _rules(tail: Tail) -> Iterator[_Rule]:
    for element in tail.elements:
        if element.name in _HOMES:
            for item in _ITEM.finditer(element.xml):
                cells = areas(_cells(item[0]))
                yield _Rule(_is_ours(item[0]), _said(item[0]), cells)


def _cells(item: str) -> str:
    found = _CELLS.search(item)
    return found[2] if found else attribute(item, "sqref")


def _is_ours(item: str) -> bool:
    return _text(item, "errorTitle") in _OURS


def _said(item: str) -> tuple[str, ...]:
    """What a rule says."""
    found = _FORMULA.search(item)
    arrowless = attribute(item, "showDropDown") in _YES
    return _meaning(
        attribute(item, "type") + arrowless * " without its arrow",
        unescape(found[1]) if found else "",
        attribute(item, "errorStyle") or "stop",
        str(attribute(item, "showErrorMessage") in _YES),
        _text(item, "errorTitle"),
        _text(item, "error"),
    )


def _meaning(kind: str, formula: str, *more: str) -> tuple[str, ...]:
    """A rule of entry, however a program spelled it."""
    plain = spelled(formula)
    return (kind, NEVER if kind == "custom" and plain == "0" else plain, *more)


def _text(item: str, name: str) -> str:
    return " ".join(unescape(attribute(item, name)).split())


def _clear(element: SheetElement, columns: Collection[int]) -> None:
    """Take ours away from some columns, and what is then empty."""
    element.xml = _ITEM.sub(lambda it: _left(it[0], columns), element.xml)
    element.xml = _LIST.sub(_counted, element.xml)
    for bare in _BARE:
        element.xml = bare.sub("", element.xml)


def _left(item: str, columns: Collection[int]) -> str:
    """A rule without some columns; nothing if it covered no others."""
    if not _is_ours(item):
        return item
    before = areas(_cells(item))
    after = outside(before, columns)
    if after == before or not after:
        return item if after else ""
    if _CELLS.search(item):
        return _CELLS.sub(lambda it: it[1] + named(after), item)
    return with_attribute(item, "sqref", named(after))


def _counted(found: re.Match[str]) -> str:
    """A list with its right count; nothing for one without rules."""
    count = len(_ITEM.findall(found[2] or ""))
    tag = with_attribute(found[1], "count", str(count))
    return f"{tag}>{found[2]}{found[3]}" if count else ""


def _append(element: SheetElement, items: str) -> None:
    """Put rules at the end of a list."""
    p = element.xml.partition(RULES_OF_ENTRY)[0].removeprefix("<")
    whole = _LIST.sub(
        lambda it: f"{it[1]}>{it[2] or ''}{items}</{p}{RULES_OF_ENTRY}>", element.xml
    )
    element.xml = _LIST.sub(_counted, whole)


def _drawn(prefix: str, said: Offer, cells: list[Area]) -> str:
    about = {
        "type": said.kind,
        "errorStyle": said.alert,
        "showErrorMessage": str(int(said.speaks)),
        "errorTitle": said.title,
        "error": said.words,
        "sqref": named(cells),
    }
    attributes = "".join(f" {name}={quoteattr(it)}" for name, it in about.items())
    formula = f"<{prefix}formula1>{escape(said.formula)}</{prefix}formula1>"
    item = f"{prefix}dataValidation"
    return f"<{item}{attributes}>{formula}</{item}>"
