"""The script of the demo: what its people did, and at which moments of real days."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sheets_schema.cells import Raw
    from sheets_schema.timing.worktime import WorkTime

DAY = timedelta(days=1)
TABS = ("f01", "f02", "event")
"""The tabs of the desk book in which something happens to a case."""


@cache
def story() -> Mapping[str, Any]:
    """The made-up company: who works there, what happened, what its survey said."""
    text = files("jobs").joinpath("templates", "demo.toml")
    return tomllib.loads(text.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the script as days of the calendar.

    Attributes:
        worktime: Which days are worked.
        last: The working day that the script calls 0, at the hour at which it ends.
    """

    worktime: WorkTime
    last: datetime

    def day(self, said: str) -> date:
        """``-3``: the third working day before the last; ``+2``: the second after."""
        left, day = int(said), self.last.date()
        step = DAY if left > 0 else -DAY
        while left:
            day += step
            left -= (step // DAY) * bool(self.worktime.day_length(day))
        return day

    def moment(self, said: str) -> datetime:
        """``-3 14:20``, with the company's zone."""
        day, hour = said.split()
        at = time.fromisoformat(hour)
        return datetime.combine(self.day(day), at, self.last.tzinfo)

    def cell(self, said: Raw) -> Raw:
        """What a cell holds once somebody has typed what the script says."""
        if not isinstance(said, str):
            return said
        sign, when = said[:1], said[1:]
        if sign == "@":
            has_hour = " " in when
            return self._naive(when) if has_hour else self.day(when)
        if sign == "~":
            return self._as_people_type(when)
        return said.strip()

    def _naive(self, said: str) -> datetime:
        return self.moment(said).replace(tzinfo=None)

    def _as_people_type(self, said: str) -> str:
        if " " not in said:
            day = self.day(said)
            return f"{day.day}/{day.month}/{day.year}"
        at = self.moment(said)
        return f"{at.day}/{at.month} {at.hour}h{at.minute:02}"


@dataclass(frozen=True, slots=True)
class Form:
    """A customer sent the form.

    Attributes:
        at: When.
        fields: Columns of the register by key.
        suspect: Why the page wants a person to look first, or empty.
    """

    at: datetime
    fields: Mapping[str, str]
    suspect: str


@dataclass(frozen=True, slots=True)
class TypedRow:
    """Somebody typed a new row into the register."""

    at: datetime
    cells: Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class Edit:
    """Somebody filled cells of a case, or wrote down what happened in it.

    Attributes:
        at: When.
        case: The case's name in the script.
        cells: By tab and key.
    """

    at: datetime
    case: str
    cells: Mapping[str, Mapping[str, Raw]]


@dataclass(frozen=True, slots=True)
class Run:
    """A job that the timetable brought."""

    at: datetime
    job: str


Deed: TypeAlias = Form | TypedRow | Edit | Run
Moment: TypeAlias = tuple[datetime, list[Deed]]
"""A moment, and what happened then."""


def moments(days: Days) -> list[Moment]:
    """What happened, moment by moment."""
    deeds = sorted(_deeds(days), key=lambda deed: deed.at)
    return [(at, list(same)) for at, same in groupby(deeds, lambda deed: deed.at)]


def words_of(case: str) -> str:
    """What the customer of a case said: by it people find the row."""
    return next(
        str(one["said"].get("description", "")).strip()
        for one in story()["case"]
        if one["key"] == case
    )


def _deeds(days: Days) -> Iterator[Deed]:
    for case in story()["case"]:
        cells = _cells(case["said"], days)
        if "sent" in case:
            fields = {key: str(raw) for key, raw in cells.items()}
            at = days.moment(case["sent"])
            yield Form(at, fields, case.get("suspect", ""))
        else:
            yield TypedRow(days.moment(case["typed"]), cells)
        for step in case.get("step", ()):
            tabs = {tab: _cells(step[tab], days) for tab in TABS if tab in step}
            yield Edit(days.moment(step["at"]), case["key"], tabs)
    for run in story()["job"]:
        yield Run(days.moment(run["at"]), run["run"])


def _cells(said: Mapping[str, Raw], days: Days) -> Mapping[str, Raw]:
    return {key: days.cell(raw) for key, raw in said.items()}
