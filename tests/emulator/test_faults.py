from typing import Any

import pytest

from tests.sheets_emulator import faults
from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.emulator import ROBOT, Emulator
from tests.sheets_emulator.faults import Cut, Fault


def _next(sheet: Direct, do: str, **rest: Any) -> None:
    sheet.emulator.script.faults = [Fault(sheet.emulator.next_number(), do, **rest)]


@pytest.mark.parametrize(
    ("do", "code", "status"),
    [
        ("quota", 429, "RESOURCE_EXHAUSTED"),
        ("500", 500, "INTERNAL"),
        ("503", 503, "UNAVAILABLE"),
        ("401", 401, "UNAUTHENTICATED"),
        ("403", 403, "PERMISSION_DENIED"),
        ("404", 404, "NOT_FOUND"),
        ("api_off", 403, "PERMISSION_DENIED"),
    ],
)
def test_an_error_is_answered_and_nothing_is_done(
    sheet: Direct, do: str, code: int, status: str
) -> None:
    _next(sheet, do)
    refused = sheet.update("A1", [["x"]])["error"]
    assert (refused["code"], refused["status"]) == (code, status)
    assert sheet.read("A1") is None


def test_an_error_may_come_after_the_work(sheet: Direct) -> None:
    _next(sheet, "503", done=True)
    assert sheet.update("A1", [["x"]])["error"]["code"] == 503
    assert sheet.read("A1") == [["x"]]


@pytest.mark.parametrize(
    ("do", "held"),
    [("cut_before", None), ("cut_after", [["x"]]), ("cut_within", [["x"]])],
)
def test_a_line_is_cut_before_or_after_the_work(
    sheet: Direct, do: str, held: Any
) -> None:
    _next(sheet, do)
    with pytest.raises(Cut):
        sheet.update("A1", [["x"]])
    assert sheet.read("A1") == held


@pytest.mark.parametrize(("do", "code"), list(faults.PAGES.items()))
def test_some_errors_are_pages(sheet: Direct, do: str, code: int) -> None:
    _next(sheet, do)
    answer = sheet.ask("GET", "")
    assert (answer.status, answer.body[:15]) == (code, b"<!DOCTYPE html>")


def test_a_slow_answer_is_waited_for() -> None:
    waited: list[float] = []
    emulator = Emulator(sleep=waited.append, anonymous=ROBOT, latency=0.2)
    sheet = Direct(emulator, emulator.make("x").book_id)
    _next(sheet, "slow", seconds=5)
    sheet.get()
    sheet.get()
    assert waited == [5.2, 0.2]


def test_a_fault_can_last_and_strike_only_writes(sheet: Direct) -> None:
    _next(sheet, "503", times=3, only="write")
    statuses = [sheet.ask("GET", "").status for _ in range(2)]
    statuses.append(sheet.ask("POST", "/values/A1:clear").status)
    statuses.append(sheet.ask("POST", "/values/A1:clear").status)
    assert statuses == [200, 200, 503, 200]


def test_an_unknown_fault_is_told() -> None:
    with pytest.raises(ValueError, match="no such fault: flood"):
        Fault(1, "flood")


def test_the_quota_is_counted_by_user_and_minute() -> None:
    moment = [1000.0]
    emulator = Emulator(now=lambda: moment[0], anonymous=ROBOT)
    emulator.quota.limit = 2
    sheet = Direct(emulator, emulator.make("x").book_id)
    statuses = [sheet.ask("GET", "").status for _ in range(3)]
    statuses.append(sheet.ask("POST", "/values/A1:clear").status)
    moment[0] += 61
    statuses.append(sheet.ask("GET", "").status)
    assert statuses == [200, 200, 429, 200, 200]


def test_a_refusal_by_quota_is_as_it_was_recorded(sheet: Direct) -> None:
    _next(sheet, "quota")
    refused = sheet.update("A1", [["x"]])["error"]
    assert refused["message"] == (
        "Quota exceeded for quota metric 'Write requests' and limit 'Write requests "
        "per minute per user' of service 'sheets.googleapis.com' for consumer "
        "'project_number:1'."
    )
    assert refused["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"


def test_requests_are_counted(sheet: Direct) -> None:
    sheet.read("A1")
    sheet.batch({"deleteSheet": {"sheetId": 5}})
    counts = [sheet.emulator.counted(verb) for verb in ("read", "write")]
    assert (counts, sheet.emulator.seen[-1].kinds) == ([1, 1], ("deleteSheet",))


def test_a_refused_request_is_cut_too(sheet: Direct) -> None:
    _next(sheet, "cut_after")
    with pytest.raises(Cut):
        sheet.update("Nope!A1", [["x"]])
