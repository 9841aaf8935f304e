"""The offer: the choices that the customers' page shows, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms_app import contacts, questions
from sheets_schema.words import OTHER, FeedbackKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms_app.desk_port import PublicOffice
    from forms_app.language import Language

MOST_RADIOS = 8
"""Services beyond this number are pulled down; the two ways out do not count."""
_FIXED = {
    "kind": questions.KINDS,
    "event_when": questions.WHEN,
    "wanted": questions.WANTED,
    "contact_pref": contacts.PREFERENCES,
    "contact_time": contacts.TIMES,
}
_MARKS = dict.fromkeys((OTHER, questions.ANOTHER_DAY, contacts.CALL), "opens")
_MARKS |= dict.fromkeys(questions.KINDS, "no-complaint")
_MARKS |= {FeedbackKind.COMPLAINT: "", FeedbackKind.COMPLIMENT: "no-complaint praise"}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice.

    Attributes:
        value: What is sent: the Vietnamese word of the register.
        label: What the reader sees.
        mark: What the stylesheet goes by, since there is no script.
    """

    value: str
    label: str
    mark: str = ""


def offer(office: PublicOffice, language: Language) -> Mapping[str, tuple[Option, ...]]:
    """The choices of each field that has some."""
    lists, health = office.conditions.lists, office.health_services
    shown = {key: _options(values, {}, language) for key, values in _FIXED.items()}
    for key, values in (
        ("service", questions.offered(lists)),
        ("branch", lists.get("branch", ())),
    ):
        own = lists.get(key, ())
        names = dict(zip(own, lists.get(f"{key}_en", ()), strict=False))
        english = names if language.code == "en" else {}
        shown[key] = _options(
            values, english, language, marks=dict.fromkeys(health, "health")
        )
    return shown


def _options(
    values: Iterable[str],
    names: Mapping[str, str],
    language: Language,
    *,
    marks: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Option, ...]:
    return tuple(
        Option(
            one,
            names.get(one) or language.say(one),
            marks.get(one) or _MARKS.get(one, ""),
        )
        for one in values
    )
