"""Prefill: the rows that the settings tabs of a new book begin with."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.choices import LISTS
from sheets_schema.procedure.course import IN_USE
from sheets_schema.procedure.pack import load
from sheets_schema.words import Role
from sheets_schema.writing.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sheets_schema.cells import Raw
    from sheets_schema.procedure.pack import Pack, PolicyValue
    from sheets_schema.timing.weekdays import SpecialDay

RawRows: TypeAlias = "tuple[Mapping[str, Raw], ...]"
"""Raw values by key, without empty cells, in the order of the sheet."""

YES, NO = "Có", "Không"
_WORKED = LISTS["weekday"][:5]
_WINDOWS = (("08:00", "12:00"), ("13:00", "17:00"))


def policy(pack: Pack) -> RawRows:
    """The limits and switches of a procedure; each value is its own default.

    Only those that the program reads: a line that changes nothing would mislead.
    """
    return tuple(
        _row(
            key=line.key,
            name=line.name,
            value=_figure(line.value),
            unit=line.unit,
            default=_figure(line.value),
            source=line.source,
        )
        for line in pack.policy
        if line.key in IN_USE
    )


def _figure(value: PolicyValue) -> Raw:
    if isinstance(value, bool):
        return YES if value else NO
    return value


def authority(pack: Pack) -> RawRows:
    """Who may decide, as the procedure proposes."""
    return tuple(
        _row(order=order, **line) for order, line in enumerate(pack.authority, 1)
    )


def hours() -> RawRows:
    """Monday to Friday, 08:00–12:00 and 13:00–17:00."""
    return tuple(
        {"weekday": day, "from": start, "to": end}
        for day in _WORKED
        for start, end in _WINDOWS
    )


def calendar(days: Iterable[SpecialDay]) -> RawRows:
    """Days off and make-up days, none of them confirmed by a person yet."""
    return tuple(
        _row(
            date=day.day,
            kind=day.kind,
            name=day.name,
            hours="; ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in day.windows),
            source=day.source,
        )
        for day in days
    )


def choice() -> RawRows:
    """The lists behind the drop-downs, side by side."""
    lines = zip_longest(*LISTS.values(), fillvalue="")
    return tuple(_row(**dict(zip(LISTS, line, strict=True))) for line in lines)


def letter() -> RawRows:
    """The letters, switched on, with the places that each may use."""
    return tuple(
        _row(
            **{
                **said,
                "body": said["body"].strip(),
                "body_en": said.get("body_en", "").strip(),
                "fields": ", ".join(
                    f"{{{name}}}" for name in KINDS[said["key"]].places
                ),
                "on": YES,
            }
        )
        for said in load("texts", "letters")["letter"]
    )


def unit(name: str, *, head: str = "", email: str = "") -> RawRows:
    """The unit that looks after customers; the company adds the others."""
    return (_row(name=name, head=head, email=email),)


def person(name: str, *, email: str, unit: str) -> RawRows:
    """The first person: head of the unit, and whoever looks after the desk."""
    roles = f"{Role.HEAD}; {Role.ADMIN}"
    return (_row(name=name, email=email, unit=unit, role=roles, active=YES),)


def document() -> RawRows:
    """The controlled documents that the procedures name."""
    return tuple(_row(**said) for said in load("texts", "documents")["document"])


def question(company: str) -> RawRows:
    """The yearly survey, with the company's name in its questions (Q28)."""
    asked = load("texts", "survey")["question"]
    return tuple(
        _row(id=f"q{number}", order=number, **dict(_asked(said, company)))
        for number, said in enumerate(asked, 1)
    )


def _asked(said: Mapping[str, Raw], company: str) -> Iterator[tuple[str, Raw]]:
    for key, value in said.items():
        if isinstance(value, bool):
            yield key, _figure(value)
        elif isinstance(value, str):
            yield key, value.replace("{cong_ty}", company)


def _row(**cells: Raw) -> Mapping[str, Raw]:
    return {key: value for key, value in cells.items() if value not in {"", None}}
