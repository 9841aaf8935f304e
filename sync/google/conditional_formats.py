"""Conditional formats: the live colours of a tab; a sign tells ours from people's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sheets_schema.columns import HEADING_LINE
from sheets_schema.looks import look
from sheets_schema.looks.colours import SIGN
from sync.a1 import column_letters
from sync.google import cells, ranges

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from sheets_schema.looks.look import ColourRule
    from sync.google.appearance import TabAppearance
    from sync.google.cells import Json

_BELOW = f"ROW()>{HEADING_LINE}"
"""The ranges begin at the heading: so a line that is put in as the first is in them."""
_PARTING = re.compile(r"[\s;,]")
"""What parts arguments: Google may tell ``,`` or a blank where ``;`` was written."""


def mending(
    tab: TabAppearance, rules: Sequence[ColourRule], columns: Mapping[str, int]
) -> Iterator[Json]:
    """Put our rules in place of those of ours that are there; nothing if all is well.

    People's own rules keep their places before and after.
    """
    wanted = [_rule(rule, columns, tab.id) for rule in rules]
    found = tab.conditional_formats
    ours = [at for at, rule in enumerate(found) if SIGN in _formula(rule)]
    if list(map(_meaning, wanted)) == [_meaning(found[at]) for at in ours]:
        return
    for at in reversed(ours):
        yield {"deleteConditionalFormatRule": {"sheetId": tab.id, "index": at}}
    first = ours[0] if ours else len(found)
    for after, rule in enumerate(wanted):
        yield {"addConditionalFormatRule": {"rule": rule, "index": first + after}}


def _rule(rule: ColourRule, columns: Mapping[str, int], sheet_id: int) -> Json:
    def letters(key: str) -> str:
        return column_letters(columns[key])

    formula = look.formula(
        rule.when,
        cell=lambda key: f"${letters(key)}{HEADING_LINE}",
        column=lambda key: f"${letters(key)}${HEADING_LINE}:${letters(key)}",
        separator=";",
    )
    here = SIGN if rule.on_heading else f"{_BELOW};{SIGN}"
    value = {"userEnteredValue": f"=AND({formula};{here})"}
    return {
        "ranges": _ranges(rule, columns, sheet_id),
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [value]},
            "format": cells.styled(rule.style),
        },
    }


def _ranges(rule: ColourRule, columns: Mapping[str, int], sheet_id: int) -> list[Json]:
    """The columns that a rule names, or the whole of the line with people's own."""
    if not rule.columns:
        return [ranges.from_heading(sheet_id, 0, max(columns.values()) + 1)]
    end = {"endRowIndex": HEADING_LINE} if rule.on_heading else {}
    named = [(columns[key], key) for key in rule.columns]
    return [
        {**ranges.from_heading(sheet_id, left, right), **end}
        for left, right, _ in ranges.runs(named, lambda _: None)
    ]


def _formula(rule: Json) -> str:
    condition = rule.get("booleanRule", {}).get("condition", {})
    values = condition.get("values") or [{}]
    return str(values[0].get("userEnteredValue", ""))


def _meaning(rule: Json) -> Hashable:
    """What makes a rule another one; where it ends below does not."""
    style = rule["booleanRule"].get("format", {})
    text = style.get("textFormat", {})
    return (
        _PARTING.sub("", _formula(rule)),
        frozenset(map(_place, rule.get("ranges", ()))),
        _colour(style.get("backgroundColorStyle")),
        _colour(text.get("foregroundColorStyle")),
        bool(text.get("bold")),
    )


def _place(area: Json) -> Hashable:
    names = ("startRowIndex", "startColumnIndex", "endColumnIndex")
    return tuple(area.get(name, 0) for name in names)


def _colour(found: Json | None) -> str:
    return cells.hexadecimal(found) if found else ""
