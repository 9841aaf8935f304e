"""Highlights: which cells of each tab stand out by themselves, and when.

The rules are live: they look at the cells and at the clock of the spreadsheet, so a row
is right between two reviews, after sorting and on paper. A word or a sign always stands
beside the colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from sheets_schema.words import DayKind, FeedbackKind, Role, Sent, Status, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.columns import Table


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
    return _or(*(f'LEFT({{due_flag}};1)="{sign}"' for sign in signs))


def _and(*parts: str) -> str:
    return f"AND({';'.join(parts)})"


def _or(*parts: str) -> str:
    return f"OR({';'.join(parts)})" if len(parts) > 1 else parts[0]


def _is(key: str, *values: str) -> str:
    return _or(*(f'{{{key}}}="{value}"' for value in values))


def _filled(key: str) -> str:
    return f'{{{key}}}<>""'


_PASSED = _and("ISNUMBER({next_due})", "{next_due}<NOW()", f"NOT({_flag('■', '‖')})")
LATE = _or(_flag("▲"), _PASSED)
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
            yield ColourRule(_and(when, _URGENT), Style(fill, TEXT, bold=True))
        yield ColourRule(when, Style(fill, TEXT))
    if has_severity:
        yield ColourRule(_and(_URGENT, _OPEN), Style("", TEXT, bold=True))
    yield ColourRule(_flag("■"), Style("", GREY))


def _asked(by_column: Mapping[str, str]) -> Iterator[ColourRule]:
    for key, when in by_column.items():
        yield ColourRule(_and(_is(key, ""), when), Style(YELLOW, TEXT), (key,))


_WORKED_ON = (_OPEN, '{imported_at}=""')
_TAKEN = (_filled("owner"), *_WORKED_ON)
_SUGGESTED = _and(_is("kind", FeedbackKind.SUGGESTION), *_TAKEN)
_REPLIED_TO = (
    FeedbackKind.COMPLAINT,
    FeedbackKind.COMPLIMENT,
    FeedbackKind.QUESTION,
)

_ON_SLIP = {
    Status.LOGGED: ("issues", "submitted_at", "submitted_by"),
    Status.AWAITING_DIRECTION: ("direction", "lead_unit"),
    Status.INVESTIGATING: ("verdict", "verdict_why"),
    Status.WAITING_CUSTOMER: ("ask_answered_at",),
    Status.REJECTION_REVIEW: ("decision", "decided_by"),
    Status.NEGOTIATING: ("remedy", "remedy_due", "customer_agree", "asked_at"),
    Status.AWAITING_APPROVAL: ("decision", "decided_by"),
    Status.EXECUTING: ("done_by", "done_at", "done_proof"),
    Status.VERIFYING: ("check_result", "checked_by"),
    Status.AWAITING_CUSTOMER: ("customer_view",),
    Status.EXPLAINING: ("rca_at", "root_cause", "capa_needed"),
    Status.PREVENTING: ("closed_by",),
}
"""The cells that the next step of a slip asks for, by its state."""


def _states() -> Mapping[str, str]:
    states: dict[str, list[str]] = {}
    for status, columns in _ON_SLIP.items():
        for key in columns:
            states.setdefault(key, []).append(status)
    return {key: _is("status", *found) for key, found in states.items()}


_ASKED: Mapping[str, Mapping[str, str]] = {
    "f01": {
        "description": _filled("message"),
        "kind": _and(_filled("description"), *_WORKED_ON),
        "owner": _and(_filled("description"), *_WORKED_ON),
        "severity": _and(_is("kind", FeedbackKind.COMPLAINT), *_WORKED_ON),
        "replied_at": _and(_is("kind", *_REPLIED_TO), *_TAKEN),
        "leader_decision": _SUGGESTED,
        "leader_by": _SUGGESTED,
        "passed_to": _is("kind", FeedbackKind.OUT_OF_SCOPE),
        "same_as": _is("kind", FeedbackKind.DUPLICATE),
        "validity_why": _is("validity", Validity.INVALID),
    },
    "f02": _states(),
}
"""Where the empty cell of a column is the one to fill now, by tab and column."""


def _nobody(role: Role) -> str:
    active = '{active:all};"<>FALSE";{active:all};"<>Không"'
    return f'COUNTIFS({{role:all}};"*{role}*";{active})=0'


_OFF = 'IF(ISLOGICAL({on});NOT({on});{on}="Không")'
"""A bare FALSE would not do: LibreOffice saves it as 0, which is another thing."""

_OWN: Mapping[str, tuple[ColourRule, ...]] = {
    "person": (
        ColourRule(
            _or(*map(_nobody, (Role.STAFF, Role.HEAD, Role.DIRECTOR))),
            Style(RED, WHITE, bold=True),
            ("role",),
            on_heading=True,
        ),
        ColourRule(
            _and(_filled("name"), _filled("role"), _is("email", "")),
            Style(DEEP_ORANGE),
            ("email",),
        ),
    ),
    "unit": (
        ColourRule(
            _and(_filled("name"), _is("head", "")), Style(DEEP_ORANGE), ("head",)
        ),
    ),
    "policy": (
        ColourRule(
            _and(_filled("key"), "{value}<>{default}"),
            Style(SKY, TEXT, bold=True),
            ("value",),
        ),
    ),
    "calendar": (ColourRule(_is("kind", DayKind.MAKE_UP), Style(SKY)),),
    "letter": (ColourRule(_OFF, Style("", GREY)),),
    "event": (
        ColourRule(
            _and("ISNUMBER({due})", "{due}<NOW()", _is("done_at", "")),
            Style(VERMILION, TEXT),
        ),
    ),
    "sent": (
        ColourRule(_is("result", Sent.FAILED, Sent.RETURNED), Style(VERMILION, TEXT)),
        ColourRule(_is("result", Sent.WAITING), Style(SKY, TEXT)),
    ),
}
"""What only one tab has. M1: the heading turns red where a role has nobody."""
