"""Settings tabs: from what the company typed into them to its `Office`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from sheets_schema.books.desk import DESK
from sheets_schema.books.settings_tabs import CHOICE, LETTER
from sheets_schema.cells import Conditions
from sheets_schema.choices import FROM_TABS, LISTS, OPEN
from sheets_schema.company import authority, lasting, office, prefill, week
from sheets_schema.entry import read, read_all
from sheets_schema.finding import Finding
from sheets_schema.procedure import policy
from sheets_schema.records import Row
from sheets_schema.writing import letters
from sheets_schema.writing.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from sheets_schema.company.lasting import RowsByTab
    from sheets_schema.entry import Entry

TABS = (
    "person",
    "unit",
    "authority",
    "policy",
    "calendar",
    "hours",
    "choice",
    "letter",
)
"""The tabs of the desk book that an office is made of."""
_FIXED = (
    "Danh mục {title}: “{raw}” không dùng được, vì danh mục này do quy trình đặt. "
    "Xin xoá ô này."
)


def lists(rows: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[str, ...]]:
    """The lists behind the drop-downs as they stand in the book.

    An empty column of the choice tab keeps the list that a new book has, and so does
    a list that the procedure fixes, whatever was typed there.
    """
    choice = rows.get("choice", ())
    typed = {name: _column(choice, name) for name in OPEN}
    kept = {name: typed.get(name) or LISTS[name] for name in LISTS}
    named = {
        name: _column(rows.get(tab, ()), key) for name, (tab, key) in FROM_TABS.items()
    }
    return {**kept, **named}


def _foreign(choice: Iterable[Row]) -> Iterator[Finding]:
    """What was typed into lists that only the procedure can change."""
    for row in choice:
        for name, raw in row.cells.items():
            if name in LISTS and name not in OPEN and raw not in LISTS[name]:
                title = CHOICE[name].heading
                said = _FIXED.format(title=title, raw=raw)
                yield Finding(said, tab=CHOICE.key, line=row.line, column=name)


def _column(rows: tuple[Row, ...], key: str) -> tuple[str, ...]:
    return tuple(str(raw) for row in rows if (raw := row.get(key)) is not None)


def read_office(
    rows: RowsByTab, company: office.Company, *, zone: ZoneInfo, today: date
) -> office.Office:
    """The company behind the desk, as its settings tabs say.

    A tab that could not be read counts as empty; what is wrong in a row is among the
    office's problems and the rest of the tab holds.
    """
    return settled(rows, company, (), zone=zone, today=today).office


class Settled(NamedTuple):
    """What the settings tabs come to.

    Attributes:
        office: The company; its problems are those of the tabs as they stand.
        rows: The tabs as they hold, each row that cannot with what held before.
    """

    office: office.Office
    rows: RowsByTab


def settled(
    rows: RowsByTab,
    company: office.Company,
    before: Iterable[RowsByTab],
    *,
    zone: ZoneInfo,
    today: date,
) -> Settled:
    """The company behind the desk, where what cannot hold leaves what last did.

    Args:
        rows: The tabs as they stand.
        company: From the settings file.
        before: The tabs as they held last time, then what they would be in a new book.
        zone: Of the moments in the book.
        today: The day by which days without a year are read.
    """
    read_ = partial(_office, company=company, zone=zone, today=today)
    found = read_(rows)
    problems = found.problems
    for last in before:
        if not found.problems:
            break
        rows = lasting.mended(rows, found.problems, last)
        found = read_(rows)
    return Settled(replace(found, problems=problems), rows)


def _office(
    rows: RowsByTab, *, company: office.Company, zone: ZoneInfo, today: date
) -> office.Office:
    conditions = Conditions(zone, today, lists(rows))
    tabs = {
        tab: tuple(read_all(DESK[tab], rows.get(tab, ()), conditions)) for tab in TABS
    }
    limits, wrong_limits = policy.of(tabs["policy"], conditions)
    worktime, wrong_hours = week.worktime(tabs["hours"], tabs["calendar"], conditions)
    templates, wrong_letters = _templates(tabs["letter"], conditions)
    unread = chain.from_iterable(entry.problems for entry in chain(*tabs.values()))
    return office.Office(
        company,
        conditions,
        office.people(tabs["person"]),
        office.units(tabs["unit"]),
        authority.lines(tabs["authority"]),
        worktime,
        limits,
        templates,
        (
            *unread,
            *wrong_limits,
            *wrong_hours,
            *wrong_letters,
            *_foreign(rows.get("choice", ())),
        ),
    )


def _templates(
    entries: Sequence[Entry], conditions: Conditions
) -> tuple[Mapping[str, letters.Template], tuple[Finding, ...]]:
    """The letters; one that cannot be filled is told, and goes out as it first was."""
    found = letters.templates(entries)
    lines = {entry.text("key"): entry.row.line for entry in entries}
    problems: list[Finding] = []
    for key, template in _first_letters(conditions).items():
        known, line = KINDS[key].places, lines.get(key, 0)
        wrong = letters.problems(found.get(key, template), known, line=line)
        if wrong:
            problems += wrong
            found[key] = replace(template, on=found[key].on)
        found.setdefault(key, template)
    return found, tuple(problems)


def _first_letters(conditions: Conditions) -> Mapping[str, letters.Template]:
    """The letters of a new book."""
    rows = (Row(0, cells) for cells in prefill.letter())
    return letters.templates(read(LETTER, row, conditions) for row in rows)
