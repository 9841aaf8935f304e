"""Conditional formats: the desk's own of a sheet, put back as they should be.

Ours are told by their sign, also where copying and pasting rows split or doubled them.
People's own stay as they are.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import count, groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from sheets_schema.looks.colours import SIGN
from sync.xlsx.areas import areas, named
from sync.xlsx.formula_text import spelled
from sync.xlsx.sheettail import RULES_OF_COLOUR, SheetElement
from sync.xlsx.styles import ATTRIBUTES, attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sheets_schema.looks.colours import Style
    from sync.xlsx.areas import Area
    from sync.xlsx.colouring import Colour
    from sync.xlsx.sheettail import Tail

_RULE = re.compile(
    rf"<(\w+:)?cfRule(?=[\s/>]){ATTRIBUTES}(?:/>|>.*?</(?:\w+:)?cfRule\s*>)", re.DOTALL
)
_FORMULA = re.compile(r"<(?:\w+:)?formula(?=[\s>])[^>]*>(.*?)</", re.DOTALL)


class _Found(NamedTuple):
    """A live rule of ours as it was found."""

    priority: int
    areas: tuple[Area, ...]
    formula: str
    style: Style | None


def is_coloured(
    tail: Tail, wanted: Sequence[Colour], styles: Sequence[Style], least: int
) -> bool:
    """Whether a sheet has exactly the live rules of ours that it should have.

    Args:
        tail: The sheet's tail.
        wanted: The rules in their order.
        styles: What the workbook's live formats look like, by their index.
        least: A rule that reaches this line need not reach further.
    """
    target = [((it.area,), spelled(it.formula), it.style) for it in wanted]
    found = [
        (_reaching(it.areas, wanted, least), it.formula, it.style)
        for it in sorted(_ours(tail, styles), key=lambda it: it.priority)
    ]
    return sorted(target, key=_place) == sorted(found, key=_place)


def _place(rule: tuple[tuple[Area, ...], str, Style | None]) -> tuple[Area, ...]:
    """Only the order of rules over the same cells matters."""
    return rule[0]


def _reaching(
    found: tuple[Area, ...], wanted: Sequence[Colour], least: int
) -> tuple[Area, ...]:
    """The areas, those that reach far enough as if they reached the end."""
    ends = {it.area[:3]: it.area.bottom for it in wanted if it.area.bottom >= least}
    return tuple(
        it._replace(bottom=ends.get(it[:3], it.bottom)) if it.bottom >= least else it
        for it in found
    )


def recolour(
    tail: Tail, wanted: Sequence[Colour], formats: Mapping[Style, int]
) -> None:
    """Put the live rules in place of those of ours that are there.

    Args:
        tail: The sheet's tail.
        wanted: The rules in their order.
        formats: The index of each style's live format in the workbook.
    """
    first = _first_number(tail, len(wanted))
    for it in filter(_is_marked, tail.elements):
        it.xml = _RULE.sub(lambda rule: "" if _is_ours(rule[0]) else rule[0], it.xml)
    tail.elements = [
        it for it in tail.elements if it.name != RULES_OF_COLOUR or _RULE.search(it.xml)
    ]
    at = _behind(tail, first)
    tail.elements[at:at] = _drawn(tail.prefix, wanted, formats, first)


def _behind(tail: Tail, number: int) -> int:
    """Where ours go: LibreOffice lets the block win that stands first in the file."""
    theirs = [at for at, it in enumerate(tail.elements) if it.name == RULES_OF_COLOUR]
    before = [
        at
        for at in theirs
        for rule in _RULE.finditer(tail.elements[at].xml)
        if _priority(rule[0]) < number
    ]
    if before or not theirs:
        return max(before) + 1 if before else tail.place(RULES_OF_COLOUR)
    return theirs[0]


def _areas(wanted: Iterable[Colour]) -> list[list[Colour]]:
    return [list(rules) for _, rules in groupby(wanted, key=lambda it: it.area)]


def _drawn(
    prefix: str, wanted: Sequence[Colour], formats: Mapping[Style, int], number: int
) -> Iterator[SheetElement]:
    p, numbers = prefix, count(number)
    for rules in _areas(wanted):
        inside = "".join(
            f'<{p}cfRule type="expression" dxfId="{formats[it.style]}" '
            f'priority="{next(numbers)}" stopIfTrue="1">'
            f"<{p}formula>{escape(it.formula)}</{p}formula></{p}cfRule>"
            for it in rules
        )
        cells = named([rules[0].area])
        xml = f'<{p}{RULES_OF_COLOUR} sqref="{cells}">{inside}</{p}{RULES_OF_COLOUR}>'
        yield SheetElement(RULES_OF_COLOUR, xml)


def _first_number(tail: Tail, needed: int) -> int:
    """Where ours are numbered from, so that people's keep their numbers and their turn.

    Where there is no room between people's own, those win.
    """
    numbers: dict[bool, list[int]] = {True: [], False: []}
    for it in tail.elements:
        for rule in _RULE.finditer(it.xml):
            numbers[_is_ours(rule[0])].append(_priority(rule[0]))
    theirs = numbers[False]
    first = min(numbers[True], default=max(theirs, default=0) + 1)
    before = max((it for it in theirs if it < first), default=0)
    after = min((it for it in theirs if it >= first), default=before + needed + 1)
    return before + 1 if before + needed < after else max(theirs) + 1


def _is_marked(element: SheetElement) -> bool:
    rules = _RULE.finditer(element.xml) if element.name == RULES_OF_COLOUR else ()
    return any(_is_ours(rule[0]) for rule in rules)


def _is_ours(rule: str) -> bool:
    return spelled(SIGN) in _words(rule)


def _priority(rule: str) -> int:
    return int(attribute(rule, "priority") or 0)


def _words(rule: str) -> str:
    found = _FORMULA.search(rule)
    return spelled(unescape(found[1])) if found else ""


def _ours(tail: Tail, styles: Sequence[Style]) -> Iterator[_Found]:
    for element in filter(_is_marked, tail.elements):
        cells = areas(attribute(element.xml, "sqref"))
        for rule in _RULE.finditer(element.xml):
            if _is_ours(rule[0]):
                number = int(attribute(rule[0], "dxfId") or len(styles))
                style = styles[number] if number < len(styles) else None
                yield _Found(_priority(rule[0]), cells, _words(rule[0]), style)
