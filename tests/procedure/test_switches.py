"""Switches: what a pack says of its procedure changes the stage of a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sheets_schema.casework import lifecycle
from sheets_schema.procedure import pack
from sheets_schema.procedure.conditions import allowed, filled
from sheets_schema.procedure.course import CASE, STAGES
from sheets_schema.procedure.stages import Clock, Course, Stage
from sheets_schema.words import Role
from tests.casework.drawn import NOW, case, office, policy, under

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.cells import Value
    from sheets_schema.company.office import Office
    from sheets_schema.procedure.policy import Limit

PACKS = pack.keys()
SUBMITTED = filled("f02.submitted_at")
ASKED = tuple(
    replace(stage, when=SUBMITTED & allowed("direct_first"))
    if stage.when == SUBMITTED
    else stage
    for stage in STAGES
)
COURSE = replace(CASE, stages=ASKED)
"""Directors are asked for a direction only where the procedure says so."""


def company(key: str, **later: Any) -> Office:
    """The office of a book that offers the switch, as a pack has it."""
    (line,) = (one for one in pack.read(key).policy if one.key == "direct_first")
    said = {"key": line.key, "value": "Có" if line.value else "Không"}
    switch = {**said, "unit": line.unit}
    changed = ({**switch, **later},) if later else ()
    return office(key, policy=(*policy(key), switch, *changed))


def stage(by: Office, received: str = "06/03/2026 08:00") -> str:
    slip = {"submitted_at": "6/3/2026 9:00"}
    told: dict[str, Any] = {"kind": "Khiếu nại", "owner": "Trần Thu Hà"}
    one = under(case(slip, received_at=received, **told), by)
    return lifecycle.judge(one, by, now=NOW, course=COURSE).status


def test_m23_a_switch_of_a_pack_changes_the_stage_of_a_case() -> None:
    found = {key: stage(company(key)) for key in PACKS}
    assert found == {
        "hop-nhat": "Chờ chỉ đạo",
        "misa": "Đã vào sổ",
        "newca": "Chờ chỉ đạo",
        "qt912": "Chờ chỉ đạo",
    }


def test_a_case_goes_by_the_switch_that_was_on_when_it_came() -> None:
    by = company("misa", value="Có", **{"from": "6/3/2026"})
    assert stage(by, received="05/03/2026 08:00") == "Đã vào sổ"
    assert stage(by, received="06/03/2026 08:00") == "Chờ chỉ đạo"


@dataclass(frozen=True)
class Action:
    """A corrective action: another subject, with a table of its own."""

    values: Mapping[str, Mapping[str, Value]]
    by: Office
    is_urgent: bool = False
    is_imported: bool = False
    pauses: tuple[tuple[datetime, datetime], ...] = ()

    def limit(self, key: str) -> Limit | None:
        return self.by.procedure.limit(key, NOW.date())


ACTIONS = Course(
    (
        Stage("Đã xong", filled("action.verified_by")),
        Stage(
            "Đang làm",
            filled("action.decided_by"),
            "Làm xong trước hạn, rồi ghi Hoàn thành lúc",
            Role.UNIT,
            (Clock("plan", ("action.decided_at",), due="action.plan_due"),),
            asks=("action.done_at",),
        ),
        Stage(
            "Chờ duyệt",
            ~filled("action.decided_by"),
            "Duyệt kế hoạch",
            Role.DIRECTOR,
            (Clock("k4c", ("action.proposed_at",)),),
            asks=("action.decision", "action.decided_by"),
        ),
    )
)


def test_m35_an_action_goes_by_a_table_of_its_own() -> None:
    by, ahead = office(), NOW + timedelta(days=3)
    proposed: dict[str, Value] = {"proposed_at": NOW}
    planned: dict[str, Value] = {"decided_by": "Lê Minh Quân", "plan_due": ahead.date()}
    done: dict[str, Value] = {**planned, "verified_by": "Trần Thu Hà"}
    verdicts = [
        lifecycle.judge(Action({"action": cells}, by), by, now=NOW, course=ACTIONS)
        for cells in (proposed, planned, done)
    ]
    found = [(one.status, one.due and f"{one.due:%d/%m %H:%M}") for one in verdicts]
    assert found == [
        ("Chờ duyệt", "09/03 17:00"),
        ("Đang làm", "09/03 17:00"),
        ("Đã xong", None),
    ]
