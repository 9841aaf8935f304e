"""Whoever a cell names as waited for is whoever the letter goes to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.casework.answering import answerer
from sheets_schema.procedure.stages import CUSTOMER
from sheets_schema.words import Role
from tests.casework.drawn import case, office

if TYPE_CHECKING:
    from collections.abc import Mapping

FRIDAY = date(2026, 3, 6)
OWNED = {"owner": "Phạm Thu Thuỷ"}
GIVEN = {"lead_unit": "Phòng Kho vận"}


@pytest.mark.parametrize(
    ("role", "slip", "row", "told", "written"),
    [
        (Role.STAFF, {}, {}, "Trần Thu Hà", "ha@example.com"),
        (Role.STAFF, {}, OWNED, "Phạm Thu Thuỷ", "thuy@example.com"),
        (Role.DIRECTOR, {}, OWNED, "Lê Minh Quân", "quan@example.com"),
        (Role.UNIT, GIVEN, OWNED, "Phòng Kho vận", "huy@example.com"),
        (Role.UNIT, {}, OWNED, "Đơn vị", "thuy@example.com"),
        (CUSTOMER, {}, OWNED, "Khách hàng", "thuy@example.com"),
        ("", {}, OWNED, "", "thuy@example.com"),
    ],
)
def test_m46_the_cell_names_whom_the_letter_goes_to(
    role: str,
    slip: Mapping[str, str],
    row: Mapping[str, Any],
    told: str,
    written: str,
) -> None:
    found = answerer(case(slip, **row), role)
    to = found.recipient(office(), FRIDAY)
    assert (found.name(office()), to and to.email) == (told, written)
