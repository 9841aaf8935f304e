"""The policy tab: every line that a new book offers changes what the desk says."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from forms_app.company import SettingsOffice
from sheets_schema.company import prefill
from sheets_schema.procedure import pack
from sheets_schema.procedure.course import IN_USE
from sheets_schema.procedure.policy import SWITCH
from sheets_schema.words import FeedbackKind
from tests.casework.drawn import NOW, case, limits, office
from tests.casework.test_verdicts import everything_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.casework.case import Case
    from sheets_schema.company.office import Office

OFFERED = {str(line["key"]): line for line in prefill.policy(pack.read("hop-nhat"))}
MOMENTS = [NOW + timedelta(minutes=17 * step * step) for step in range(28)]
"""Denser at first, and two weeks in all."""
OWNED: Mapping[str, Any] = {"owner": "Trần Thu Hà", "replied_at": "6/3/2026 9:42"}
# fmt: off
SLIPS: tuple[Mapping[str, Any], ...] = (
    {},
    {"submitted_at": "6/3/2026 9:42"},
    {"lead_unit": "Phòng Kho vận"},
    {"lead_unit": "Phòng Kho vận", "ask_text": "Số hoá đơn?"},
    {"verdict": "Đúng"},
    {"verdict": "Đúng", "asked_at": "6/3/2026 9:42"},
    {"done_at": "6/3/2026 9:42", "done_proof": "https://example.com/a"},
    {"check_result": "Đạt", "checked_by": "Trần Thu Hà"},
    {"check_result": "Đạt", "checked_by": "Trần Thu Hà", "customer_view": "Hài lòng"},
    {"closed_by": "Phạm Thu Thuỷ"},
)
# fmt: on


@cache
def cases() -> tuple[Case, ...]:
    """A case that waits for each of the clocks, an urgent one, and closed ones."""
    decided: dict[str, Any] = {
        "leader_decision": "Áp dụng",
        "leader_by": "Lê Minh Quân",
    }
    return (
        case(kind="Hỏi thông tin", received_at=NOW),
        case(kind="Hỏi thông tin", received_at=NOW, owner="Trần Thu Hà"),
        case(kind="Góp ý", received_at=NOW, owner="Trần Thu Hà"),
        case(kind="Góp ý", received_at=NOW, owner="Trần Thu Hà", **decided),
        case({"lead_unit": "Phòng Kho vận"}, kind="Khiếu nại", severity="3", **OWNED),
        *(case(slip, kind="Khiếu nại", **OWNED) for slip in SLIPS),
    )


def picture(by: Office) -> list[object]:
    """All that the desk says of these cases for two weeks, and its page besides."""
    page = SettingsOffice(by, abroad=False)
    promised = [page.promised(kind, NOW) for kind in FeedbackKind]
    said = [everything_said(one, by, now) for one in cases() for now in MOMENTS]
    return [page.notice, page.anonymous_complaints, promised, said]


@cache
def usual() -> list[object]:
    return picture(office())


def others(key: str) -> tuple[Any, ...]:
    """Something else than a new book says: less and more of it, or the other switch."""
    value = OFFERED[key]["value"]
    if OFFERED[key]["unit"] == SWITCH:
        return ("Không" if value == "Có" else "Có",)
    return float(str(value)) / 8, float(str(value)) * 3 + 1


def test_a_new_book_offers_what_is_read_and_nothing_else() -> None:
    assert set(OFFERED) == set(IN_USE)


@pytest.mark.parametrize("key", IN_USE)
def test_changing_a_line_changes_what_the_desk_says(key: str) -> None:
    assert any(picture(limits(**{key: value})) != usual() for value in others(key))
