"""Offices and cases as tests draw them: rows as typed, stamps as a review sets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sheets_schema import entry
from sheets_schema.books.register import F01
from sheets_schema.books.rules import POLICY
from sheets_schema.books.slip import F02
from sheets_schema.casework import stamps
from sheets_schema.casework.case import Case
from sheets_schema.company import prefill
from sheets_schema.company.office import Company, Office
from sheets_schema.company.settings_tabs import read_office
from sheets_schema.procedure import pack
from sheets_schema.procedure import policy as tab
from sheets_schema.records import Row
from sheets_schema.timing.holidays_vn import for_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.cells import Raw

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
COMPANY = Company("Công ty Ánh Dương", "Bộ phận Chăm sóc khách hàng", "1900 6868")
PEOPLE: tuple[Mapping[str, Any], ...] = (
    {"name": "Trần Thu Hà", "email": "ha@example.com", "role": "CSKH"},
    {"name": "Phạm Thu Thuỷ", "email": "thuy@example.com", "role": "Trưởng CSKH"},
    {"name": "Lê Minh Quân", "email": "quan@example.com", "role": "Giám đốc"},
    {"name": "Vũ Hoài An", "email": "an@example.com", "role": "Tổng Giám đốc"},
    {"name": "Đỗ Quang Huy", "email": "huy@example.com"},
)
UNITS: tuple[Mapping[str, Any], ...] = (
    {"name": COMPANY.unit, "head": "Phạm Thu Thuỷ"},
    {"name": "Phòng Kho vận", "head": "Đỗ Quang Huy"},
)


def at(said: str) -> datetime:
    """A moment as tests write it: ``06/03/2026 10:00``."""
    return datetime.strptime(said, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


def office(by: str = "hop-nhat", /, **tabs: tuple[Mapping[str, Any], ...]) -> Office:
    """The office of a new book of a procedure; some tabs may be given."""
    return _office(by) if not tabs else _made(by, tabs)


@cache
def _office(by: str) -> Office:
    return _made(by, {})


def _made(by: str, tabs: Mapping[str, tuple[Mapping[str, Any], ...]]) -> Office:
    lines = {
        "policy": prefill.policy(pack.read(by)),
        "hours": prefill.hours(),
        "calendar": prefill.calendar((*for_year(2026), *for_year(2027))),
        "choice": prefill.choice(),
        "letter": prefill.letter(),
        "person": PEOPLE,
        "unit": UNITS,
        **tabs,
    }
    rows = {
        tab: tuple(Row(line, cells) for line, cells in enumerate(found, 3))
        for tab, found in lines.items()
    }
    return read_office(rows, COMPANY, zone=ZONE, today=NOW.date())


def limits(**values: Any) -> Office:
    """The office of a new book with some values of its policy changed."""
    rows = enumerate(policy(**values), 3)
    by = office()
    lines = (entry.read(POLICY, Row(*row), by.conditions) for row in rows)
    found, problems = tab.of(lines, by.conditions)
    return replace(by, procedure=found, problems=problems)


def policy(by: str = "hop-nhat", /, **values: Any) -> tuple[Mapping[str, Any], ...]:
    """The policy tab of a procedure with some of its values changed."""
    return tuple(
        {**line, "value": values.get(str(line["key"]), line.get("value"))}
        for line in prefill.policy(pack.read(by))
    )


def case(
    slip: Mapping[str, Any] | None = None, /, *, now: datetime = NOW, **cells: Any
) -> Case:
    """A case with these cells, and the stamps that a review at a moment sets."""
    by = office()
    conditions = by.conditions
    row = {"code": "F01-2026-0001", "track_code": "4829153076", **filled(cells)}
    made = Case(entry.read(F01, Row(3, row), conditions), procedure=by.procedure)
    if slip is not None:
        one = entry.read(F02, Row(3, filled(slip)), conditions)
        made = replace(made, slips=(one,))
        one = one.saying(stamps.new_on_slip(made, by, now=now, asked=now))
        made = replace(made, slips=(one,))
    earned = stamps.new_on_case(made, by, now=now)
    return replace(made, entry=made.entry.saying(earned))


def under(one: Case, by: Office) -> Case:
    """The same case as another company, or other settings, would handle it."""
    return replace(one, procedure=by.procedure)


def filled(cells: Mapping[str, Raw]) -> dict[str, Raw]:
    """The cells that hold something."""
    return {key: raw for key, raw in cells.items() if raw not in {None, ""}}
