"""A stage may call for a letter to whoever it waits for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jobs.register import correspondence
from sheets_schema.casework import lifecycle
from sheets_schema.casework.history import Neighbours
from sheets_schema.casework.judged import Judged
from sheets_schema.procedure.conditions import filled
from sheets_schema.procedure.course import CASE, STAGES
from sheets_schema.procedure.stages import Stage
from sheets_schema.words import Role
from tests.casework.drawn import NOW, case, office

ASKED = Stage(
    "Chờ giám định",
    filled("f02.cause"),
    "Mời giám định viên",
    Role.DIRECTOR,
    asks=("f02.verdict",),
    letter="N04",
)


def test_whoever_a_stage_waits_for_is_written_to_once_a_case_is_in_it() -> None:
    course = replace(CASE, stages=(*STAGES[:9], ASKED, *STAGES[9:]))
    told: dict[str, Any] = {"kind": "Khiếu nại", "owner": "Trần Thu Hà"}
    one = case({"cause": "Máy hỏng"}, replied_at="6/3/2026 9:00", **told)
    verdict = lifecycle.judge(one, office(), now=NOW, course=course)
    judged = Judged(
        one, verdict, one.entry.row, is_steady=True, neighbours=Neighbours()
    )
    letters = correspondence.wanted(judged, office(), NOW)
    assert [(it.template, it.to_name, it.step) for it in letters] == [
        ("N04", "Lê Minh Quân", "stage")
    ]
