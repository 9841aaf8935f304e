"""Highlights: which cells of each tab stand out by themselves, and when.

The rules are live: they look at the cells and at the clock of the spreadsheet, so a row
is right between two reviews, after sorting and on paper. A word or a sign always stands
beside the colour.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sheets_schema.books.desk import DESK
from sheets_schema.company.office import NEEDED_ROLES
from sheets_schema.looks import formulas
from sheets_schema.looks.colours import (
    DEEP_ORANGE,
    DEEP_VERMILION,
    GREY,
    ORANGE,
    RED,
    SKY,
    TEXT,
    VERMILION,
    WHITE,
    YELLOW,
    ColourRule,
    Style,
)
from sheets_schema.looks.formulas import both, either, filled, says
from sheets_schema.procedure.conditions import Facts
from sheets_schema.procedure.course import LIVE, PROMISES, STAGES
from sheets_schema.words import DayKind, Role, Sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.columns import Table
    from sheets_schema.procedure.conditions import Condition
    from sheets_schema.procedure.stages import Clock, Stage


def rules(table: Table) -> tuple[ColourRule, ...]:
    """The rules of a tab, the most telling first."""
    return tuple(_rules(table))


def _rules(table: Table) -> Iterator[ColourRule]:
    yield from _OWN.get(table.key, ())
    if table.key in _ASKED:
        yield from _asked(_ASKED[table.key])
    if "due_flag" in table.by_key:
        yield from _standing(has_severity="severity" in table.by_key)
    elif "message" in table.by_key:
        yield ColourRule('{message}<>""', Style(DEEP_ORANGE), ("message",))


def _flag(*signs: str) -> str:
    return either(*(f'LEFT({{due_flag}};1)="{sign}"' for sign in signs))


_PASSED = both("ISNUMBER({next_due})", "{next_due}<NOW()", f"NOT({_flag('■', '‖')})")
LATE = either(_flag("▲"), _PASSED)
"""Late is what the desk calls late, and whatever passed its moment since then."""
_URGENT = 'LEFT({severity};1)="3"'
_OPEN = f"NOT({_flag('■')})"


def _standing(*, has_severity: bool) -> Iterator[ColourRule]:
    marked = ("next_due", "due_flag")
    yield ColourRule(LATE, Style(DEEP_VERMILION, TEXT, bold=True), marked)
    yield ColourRule(_flag("◐"), Style(DEEP_ORANGE, TEXT, bold=True), marked)
    yield ColourRule(_flag("‖"), Style(SKY, TEXT), marked)
    for when, fill in ((LATE, VERMILION), (_flag("◐"), ORANGE)):
        if has_severity:
            yield ColourRule(both(when, _URGENT), Style(fill, TEXT, bold=True))
        yield ColourRule(when, Style(fill, TEXT))
    if has_severity:
        yield ColourRule(both(_URGENT, _OPEN), Style("", TEXT, bold=True))
    yield ColourRule(_flag("■"), Style("", GREY))


def _asked(by_column: Mapping[str, str]) -> Iterator[ColourRule]:
    for key, when in by_column.items():
        yield ColourRule(both(says(key, ""), when), Style(YELLOW, TEXT), (key,))


_WORKED_ON = (_OPEN, '{imported_at}=""')
_FIRST = filled("description")
"""Of a row in which nobody has written yet nothing is asked."""
_NOTHING = Facts({"f01": {}, "f02": {}}, lambda _: None)


def _in_register() -> Mapping[str, str]:
    """Where the register asks for a cell: live, before the desk has read the row.

    Each stage and each promise says by itself of which rows it asks. What comes after
    the first promise, that somebody takes the case, is asked once it is kept.
    """
    when: dict[str, list[str]] = defaultdict(list)
    first, *others = PROMISES
    taking = next(it for it in STAGES if set(first.asks) <= set(it.asks))
    below = STAGES.index(taking) + 1
    for asker in _askers(STAGES[:below], [first]):
        for key in _own("f01", asker.asks):
            when[key].append(_asking(asker.when, key))
    taken = [filled(key) for key in _own("f01", first.asks)]
    for asker in _askers(STAGES[below:], others):
        for key in _own("f01", asker.asks):
            when[key].append(both(*taken, _asking(asker.when, key)))
    return {key: both(*_WORKED_ON, either(*found)) for key, found in when.items()}


def _askers(
    stages: Iterable[Stage], promises: Iterable[Clock]
) -> Iterator[Stage | Clock]:
    yield from stages
    yield from promises


def _asking(when: Condition, key: str) -> str:
    """A condition of the register as a formula, given that a cell is empty."""
    found = formulas.of(when, given=frozenset({LIVE}), empty=f"f01.{key}")
    return both(_FIRST, found) if when.holds(_NOTHING) else found


def _on_slip() -> Mapping[str, str]:
    """Where a slip asks for a cell: by its state, and its cells if states share it."""
    when: dict[str, list[str]] = defaultdict(list)
    asking = [stage for stage in STAGES if _own("f02", stage.asks)]
    many = Counter(stage.status for stage in asking)
    for stage in asking:
        for key in _own("f02", stage.asks):
            found = says("status", stage.status)
            if many[stage.status] > 1:
                rest = formulas.of(stage.when, given=frozenset(), empty=f"f02.{key}")
                found = both(found, rest)
            when[key].append(found)
    return {key: either(*found) for key, found in when.items()}


def _own(tab: str, cells: Iterable[str]) -> list[str]:
    """The keys of those cells of a tab that people fill."""
    split = (cell.partition(".") for cell in cells)
    return [key for of, _, key in split if of == tab and key in DESK[tab].facts]


_ASKED: Mapping[str, Mapping[str, str]] = {
    "f01": {"description": filled("message"), **_in_register()},
    "f02": _on_slip(),
}
"""Where the empty cell of a column is the one to fill now, by tab and column."""


def _nobody(role: Role) -> str:
    """No line has the role: alone, first, or behind another and a sign between.

    No role begins with the name of another, but some end with it: “Trưởng CSKH”.
    """
    active = '{active:all};"<>FALSE";{active:all};"<>Không"'
    counts = (
        f'COUNTIFS({{role:all}};"{before}{role}*";{active})'
        for before in ("", "*;", "*; ", "*, ")
    )
    return f"{'+'.join(counts)}=0"


_OFF = 'IF(ISLOGICAL({on});NOT({on});{on}="Không")'
"""A bare FALSE would not do: LibreOffice saves it as 0, which is another thing."""

_OWN: Mapping[str, tuple[ColourRule, ...]] = {
    "person": (
        ColourRule(
            either(*map(_nobody, NEEDED_ROLES)),
            Style(RED, WHITE, bold=True),
            ("role",),
            on_heading=True,
        ),
        ColourRule(
            both(filled("name"), filled("role"), says("email", "")),
            Style(DEEP_ORANGE),
            ("email",),
        ),
    ),
    "unit": (
        ColourRule(
            both(filled("name"), says("head", "")), Style(DEEP_ORANGE), ("head",)
        ),
    ),
    "policy": (
        ColourRule(
            both(filled("key"), "{value}<>{default}"),
            Style(SKY, TEXT, bold=True),
            ("value",),
        ),
    ),
    "calendar": (ColourRule(says("kind", DayKind.MAKE_UP), Style(SKY)),),
    "letter": (ColourRule(_OFF, Style("", GREY)),),
    "event": (
        ColourRule(
            both("ISNUMBER({due})", "{due}<NOW()", says("done_at", "")),
            Style(VERMILION, TEXT),
        ),
    ),
    "sent": (
        ColourRule(says("result", Sent.FAILED, Sent.RETURNED), Style(VERMILION, TEXT)),
        ColourRule(says("result", Sent.WAITING), Style(SKY, TEXT)),
    ),
}
"""What only one tab has. M1: the heading turns red where a role has nobody."""
