"""From the facts of a case to its state: every rule, and the paths that cases take."""

from __future__ import annotations

import operator
import random
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.casework import derived, lifecycle
from sheets_schema.casework.answering import answerer
from sheets_schema.casework.history import Neighbours
from sheets_schema.cells import CODE, LINK, MOMENT
from sheets_schema.procedure import walk
from sheets_schema.procedure.conditions import ANY, column
from sheets_schema.procedure.course import CASE, STAGES
from tests.casework.drawn import at, case, office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets_schema.casework.case import Case
    from sheets_schema.procedure.stages import Stage

OWNER = "Trần Thu Hà"
AT = "6/3/2026 9:00"
LATER = "7/3/2026 9:00"

TYPED: Mapping[Any, tuple[str, ...]] = {
    CODE: ("F01-2026-0002",),
    LINK: ("https://example.com/anh",),
    "person": (OWNER, "Lê Minh Quân", "Phạm Thu Thuỷ"),
    "unit": ("Phòng Kho vận",),
}
"""What people put where anything will do, by the kind of cell or the list."""


def alphabet() -> Mapping[str, tuple[str, ...]]:
    """The cells that decide where a case stands, and what people put there."""
    earned = {stamp.cell for stamp in CASE.stamps}
    asked = {cell for stage in STAGES for cell in stage.asks}
    return {
        cell.removeprefix("f01."): _typed(cell)
        for cell in sorted((CASE.cells - earned) | asked)
    }


def _typed(cell: str) -> tuple[str, ...]:
    kind = column(cell).kind
    if kind.format == MOMENT.format:
        return AT, LATER
    said = walk.words(cell, CASE)
    if said == (ANY,):
        return TYPED.get(kind, TYPED.get(kind.list, ("Có lời",)))
    return said


ALPHABET = alphabet()


def drawn(cells: Mapping[str, str]) -> Case:
    """A case of cells of the register and, with ``f02.`` before them, of its slip."""
    slip: Mapping[str, Any] = {
        key[4:]: raw for key, raw in cells.items() if key.startswith("f02.")
    }
    own: Mapping[str, Any] = {
        key: raw for key, raw in cells.items() if not key.startswith("f02.")
    }
    return case({"code": "F02-2026-0001", "case": "F01-2026-0001", **slip}, **own)


@cache
def reached() -> Mapping[Stage, Case]:
    """A case for each stage that wanderings through the cells come upon."""
    found: dict[Stage, Case] = {}
    chance = random.Random(912)
    for _ in range(20_000):  # many more than are ever needed
        for one in wandering(chance):
            found.setdefault(CASE.stage(one), one)
        if len(found) == len(CASE.stages):
            break
    return found


def wandering(chance: random.Random) -> Iterator[Case]:
    """Cases in which people fill one cell after the other, in any order."""
    keys = chance.sample(sorted(ALPHABET), 12)
    cells = {"kind": "Khiếu nại", "owner": OWNER} if chance.random() < 0.7 else {}
    for key in keys:
        cells = {**cells, key: chance.choice(ALPHABET[key])}
        yield drawn(cells)


every_stage = pytest.mark.parametrize(
    "stage",
    STAGES,
    ids=[f"{line}_{stage.status}" for line, stage in enumerate(STAGES, 1)],
)


@every_stage
def test_every_stage_holds_for_some_case(stage: Stage) -> None:
    assert stage in reached()


@every_stage
def test_no_stage_says_only_what_the_next_one_says(stage: Stage) -> None:
    one = reached()[stage]
    others = (other for other in STAGES if other is not stage)
    instead = next((other for other in others if other.when.holds(one)), None)
    assert instead is None or (instead.status, instead.step) != (
        stage.status,
        stage.step,
    )


@every_stage
def test_a_verdict_names_whom_we_wait_for_and_what_is_to_be_done(stage: Stage) -> None:
    one = reached()[stage]
    verdict = lifecycle.judge(one, office(), now=at("06/03/2026 09:42"))
    assert verdict.status == stage.status
    assert bool(verdict.step) == bool(verdict.role) == (not one.is_finished)


def path(told: str) -> tuple[list[str], list[str]]:
    """A path as a table draws it, and as the lifecycle walks it."""
    lines = [line.strip(" |").split("|") for line in told.splitlines() if "|" in line]
    steps = [
        dict(cell.strip().split("=", 1) for cell in cells.split(";"))
        for cells, *_ in lines
    ]
    walked = accumulate(steps, operator.or_)
    said = [
        f"{verdict.status} | {waiting}"
        for verdict, waiting in map(judged, map(drawn, walked))
    ]
    return [" | ".join(map(str.strip, rest)) for _, *rest in lines], said


def judged(one: Case) -> tuple[lifecycle.Verdict, str]:
    verdict = lifecycle.judge(one, office(), now=at("06/03/2026 09:42"))
    return verdict, answerer(one, verdict.role).name(office()) or "-"


PATHS = {
    "n12 a complaint is accepted and settled": """
        kind=Khiếu nại                       | Mới nhận                  | Trần Thu Hà
        owner=Trần Thu Hà                    | Đã vào sổ                 | Trần Thu Hà
        replied_at=6/3/2026 9:00             | Đã vào sổ                 | Trần Thu Hà
        f02.submitted_at=6/3/2026 9:00       | Chờ chỉ đạo               | Lê Minh Quân
        f02.lead_unit=Phòng Kho vận          | Đang xác minh             | Phòng Kho vận
        f02.verdict=Đúng; f02.verdict_why=Có | Thống nhất phương án      | Phòng Kho vận
        f02.asked_at=6/3/2026 9:00           | Chờ duyệt phương án       | Lê Minh Quân
        f02.decision=Duyệt                   | Chờ duyệt phương án       | Lê Minh Quân
        f02.decided_by=Lê Minh Quân          | Đang thực hiện            | Phòng Kho vận
        f02.done_at=6/3/2026 9:10            | Đang thực hiện            | Phòng Kho vận
        f02.done_proof=https://example.com/a | Chờ kiểm tra kết quả      | Trần Thu Hà
        f02.check_result=Đạt                 | Chờ khách xác nhận        | Trần Thu Hà
        f02.checked_by=Trần Thu Hà           | Chờ khách xác nhận        | Phòng Kho vận
        f02.customer_view=Hài lòng           | Chờ giải trình            | Phòng Kho vận
        f02.rca_at=6/3/2026 9:20             | Chờ giải trình            | Phòng Kho vận
        f02.capa_needed=Có                   | Đang khắc phục phòng ngừa | Phòng Kho vận
        f02.closed_by=Phạm Thu Thuỷ          | Đã đóng hồ sơ             | -
    """,
    "a complaint needs no prevention": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:00; \
        f02.check_result=Đạt; f02.customer_view=Không phản hồi \
                                             | Chờ giải trình            | Đơn vị
        f02.rca_at=6/3/2026 9:20             | Chờ giải trình            | Đơn vị
        f02.capa_needed=Không                | Chờ giải trình            | Phạm Thu Thuỷ
        f02.closed_by=Phạm Thu Thuỷ          | Đã đóng hồ sơ             | -
    """,
    "a complaint is rejected": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:00; \
        f02.lead_unit=Phòng Kho vận          | Đang xác minh             | Phòng Kho vận
        f02.verdict=Không đúng               | Đang xác minh             | Phòng Kho vận
        f02.verdict_why=Không có lỗi  | Chờ duyệt thư không chấp nhận | Phạm Thu Thuỷ
        f02.decision=Duyệt; f02.decided_by=Lê Minh Quân \
                                             | Đã trả lời không chấp nhận | Trần Thu Hà
        f02.closed_by=Phạm Thu Thuỷ          | Đã đóng hồ sơ             | -
    """,
    "a rejection is sent back until it is presented again": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:00; \
        f02.lead_unit=Phòng Kho vận; f02.verdict=Không đúng; f02.verdict_why=Không rõ \
                                      | Chờ duyệt thư không chấp nhận | Phạm Thu Thuỷ
        f02.decision=Trả lại; f02.decided_by=Lê Minh Quân \
                                             | Đang xác minh             | Phòng Kho vận
        f02.asked_at=7/3/2026 9:00 | Chờ duyệt thư không chấp nhận | Phạm Thu Thuỷ
    """,
    "n10 a plan is sent back until it is presented again": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:00; \
        f02.lead_unit=Phòng Kho vận; f02.verdict=Đúng; f02.asked_at=6/3/2026 9:00 \
                                             | Chờ duyệt phương án       | Lê Minh Quân
        f02.decision=Trả lại; f02.decided_by=Lê Minh Quân \
                                             | Thống nhất phương án      | Phòng Kho vận
        f02.asked_at=7/3/2026 9:00           | Chờ duyệt phương án       | Lê Minh Quân
        f02.decision=Duyệt; f02.decided_at=7/3/2026 10:00 \
                                             | Đang thực hiện            | Phòng Kho vận
    """,
    "the customer is asked for something": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:00; \
        f02.lead_unit=Phòng Kho vận          | Đang xác minh             | Phòng Kho vận
        f02.ask_text=Xin số hoá đơn          | Chờ khách bổ sung         | Khách hàng
        f02.ask_answered_at=6/3/2026 16:00   | Đang xác minh             | Phòng Kho vận
    """,
    "q19 our own check fails": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:00; f02.verdict=Đúng; \
        f02.done_at=6/3/2026 9:00; f02.done_proof=https://example.com/a \
                                             | Chờ kiểm tra kết quả      | Trần Thu Hà
        f02.check_result=Chưa đạt            | Chưa đạt                  | Phạm Thu Thuỷ
    """,
    "n13 the customer does not agree": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:00; \
        f02.check_result=Đạt \
                                             | Chờ khách xác nhận        | Trần Thu Hà
        f02.customer_view=Không đồng ý       | Chưa đạt                  | Phạm Thu Thuỷ
    """,
    "q8 a suggestion goes to the leaders and back to the customer": """
        kind=Góp ý; owner=Trần Thu Hà        | Góp ý: chờ lãnh đạo       | Lê Minh Quân
        leader_decision=Áp dụng              | Góp ý: chờ lãnh đạo       | Lê Minh Quân
        leader_by=Lê Minh Quân               | Đã vào sổ                 | Trần Thu Hà
        replied_at=6/3/2026 9:30             | Đã trả lời                | -
    """,
    "a compliment is answered": """
        kind=Lời khen; owner=Trần Thu Hà     | Đã vào sổ                 | Trần Thu Hà
        replied_at=6/3/2026 9:30             | Đã trả lời                | -
    """,
    "a question is answered": """
        kind=Hỏi thông tin                   | Mới nhận                  | Trần Thu Hà
        owner=Trần Thu Hà                    | Đã vào sổ                 | Trần Thu Hà
        replied_at=6/3/2026 9:30             | Đã trả lời                | -
    """,
    "what is not ours is passed on": """
        kind=Ngoài phạm vi; owner=Trần Thu Hà | Đã vào sổ                | Trần Thu Hà
        passed_to=Sở Y tế                    | Đã chuyển nơi khác        | -
    """,
    "n14 an invalid complaint is answered with the reason": """
        kind=Khiếu nại; owner=Trần Thu Hà; validity=Không hợp lệ \
                                             | Đã vào sổ                 | Trần Thu Hà
        replied_at=6/3/2026 9:30             | Đã vào sổ                 | Trần Thu Hà
        validity_why=Việc riêng              | Đã trả lời                | -
    """,
    "a customer withdraws": """
        kind=Khiếu nại; f02.lead_unit=Phòng Kho vận; owner=Trần Thu Hà \
                                             | Đang xác minh             | Trần Thu Hà
        withdrawn_at=6/3/2026 9:30           | Khách rút                 | -
    """,
    "the same matter came twice": """
        kind=Trùng                           | Mới nhận                  | Trần Thu Hà
        same_as=F01-2026-0002                | Trùng                     | -
    """,
    "junk is put aside, whatever else was filled": """
        kind=Khiếu nại; owner=Trần Thu Hà; replied_at=6/3/2026 9:30 \
                                             | Đã vào sổ                 | Trần Thu Hà
        kind=Rác                             | Rác                       | -
    """,
    "a suspect message waits for a look": """
        kind_sent=Khiếu nại                  | Chờ kiểm tra              | Trần Thu Hà
        kind=Khiếu nại                       | Mới nhận                  | Trần Thu Hà
    """,
    "an old case is what it was": """
        imported_at=6/3/2026 9:00; kind=Khiếu nại | Hồ sơ cũ             | Trần Thu Hà
        owner=Trần Thu Hà                    | Hồ sơ cũ                  | Trần Thu Hà
        handled_at=6/3/2026 9:30             | Đã đóng hồ sơ             | -
    """,
}


@pytest.mark.parametrize("told", PATHS.values(), ids=PATHS)
def test_a_case_goes_from_state_to_state_as_its_cells_are_filled(told: str) -> None:
    drawn_path, walked = path(told)
    assert walked == drawn_path


def test_what_is_set_aside_comes_back_when_the_choice_is_taken_back() -> None:
    told = """
        kind=Rác                             | Rác         | -
        kind=Hỏi thông tin                   | Mới nhận    | Trần Thu Hà
    """
    drawn_path, walked = path(told)
    assert walked == drawn_path


def test_a_round_that_was_followed_by_another_stands_aside() -> None:
    one = case({"code": "F02-2026-0001", "check_result": "Chưa đạt"}, kind="Khiếu nại")
    later = case({"code": "F02-2026-0002", "round": 2}, kind="Khiếu nại").slips
    both = replace(one, slips=(*one.slips, *later))
    verdict = lifecycle.judge(both, office(), now=at("06/03/2026 09:42"))
    says = derived.on_slip(both, verdict, office(), both.slips[0])
    assert (says["status"], says["next_step"]) == ("Đã mở phiếu mới", None)


def test_the_result_of_a_case_is_what_was_found_or_decided() -> None:
    found = drawn({"kind": "Khiếu nại", "f02.verdict": "Đúng một phần"})
    verdict = lifecycle.judge(found, office(), now=at("06/03/2026 09:42"))
    says = derived.on_case(found, verdict, office(), Neighbours())
    assert says["outcome"] == "Đúng một phần"
