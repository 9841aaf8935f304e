import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.sheets_emulator.replay import Outcome, exchanges, main, replay

ENVIRONMENT = "LANGNGHE_CORPUS"
BESIDE = Path("../shared/corpus/sheets_v4_exchanges.jsonl.gz")
SHORT = "Drive v2 answers an upload with a long record of the file; ours is short"
REASONS = {
    ("ClientTest.test_import_csv", 3): SHORT,
    ("ClientTest.test_import_csv", 11): SHORT,
}
"""Every recorded answer that the emulator does not give, and why."""


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    named = os.environ.get(ENVIRONMENT)  # noqa: TID251 - where the recordings lie
    path = Path(named) if named else Path(__file__).parents[2] / BESIDE
    if not path.exists():
        pytest.skip(f"NOT HELD AGAINST GOOGLE: no recordings at {path}; {ENVIRONMENT}")
    return replay(exchanges(path))


def test_ninety_nine_in_a_hundred_recorded_answers_are_given_again(
    outcome: Outcome,
) -> None:
    assert outcome.rate >= 0.99


def test_every_recorded_status_is_given_again(outcome: Outcome) -> None:
    assert outcome.other_statuses == []


def test_every_other_answer_has_its_reason(outcome: Outcome) -> None:
    assert {(one.cassette, one.index) for one in outcome.differences} == set(REASONS)


def test_most_of_what_was_recorded_can_be_replayed(outcome: Outcome) -> None:
    sheets = [name for name in outcome.replayed if name.startswith("sheets.")]
    assert sum(outcome.replayed[name] for name in sheets) >= 1371


def _recorded(title: str = "Sheet1", status: int = 200) -> list[dict[str, Any]]:
    """A conversation: a file is made, and its tabs are asked for."""
    whole = {"cassette": "c", "length_ok": True, "query": []}
    kind = "application/vnd.google-apps.spreadsheet"
    made = {"name": "x", "mimeType": kind}
    told = {"kind": "drive#file", "id": "an-id-of-the-recording-itself", **made}
    sheets = {"sheets": [{"properties": {"title": title}}]}
    return [
        {
            **whole,
            "index": 0,
            "api_method": "drive.files.create",
            "method": "POST",
            "path": "/drive/v3/files",
            "request_body": made,
            "status": 200,
            "response_body": told,
        },
        {
            **whole,
            "index": 1,
            "api_method": "sheets.spreadsheets.get",
            "method": "GET",
            "path": "/v4/spreadsheets/an-id-of-the-recording-itself",
            "query": [["fields", "sheets.properties.title"]],
            "request_body": None,
            "status": status,
            "response_body": sheets,
        },
    ]


def test_ids_of_the_recording_are_mapped() -> None:
    assert replay(_recorded()).differences == []


def test_a_difference_is_found_and_said() -> None:
    found = replay(_recorded(title="Trang tính1")).differences
    where = ".sheets[0].properties.title"
    assert found[0].words == (f"{where}: 'Trang tính1' there, 'Sheet1' here",)


def test_another_status_is_found() -> None:
    assert replay(_recorded(status=404)).other_statuses[0].statuses == (404, 200)


def test_what_belongs_to_other_conversations_is_left_out() -> None:
    outcome = replay(_recorded()[1:])
    assert (outcome.replayed.total(), outcome.left_out.total()) == (0, 1)


def test_what_was_edited_by_hand_is_left_out() -> None:
    edited = [{**one, "length_ok": False} for one in _recorded()]
    assert replay(edited).left_out.total() == 2


def test_what_nobody_measured_is_replayed() -> None:
    unknown = [{**one, "length_ok": None} for one in _recorded()]
    assert replay(unknown).replayed.total() == 2


def _batch(index: int, kind: str, sent: Any, status: int, answer: Any) -> Any:
    """One more exchange of the conversation: a request of a batch."""
    path = "/v4/spreadsheets/an-id-of-the-recording-itself:batchUpdate"
    return {
        **_recorded()[1],
        "index": index,
        "api_method": "sheets.spreadsheets.batchUpdate",
        "method": "POST",
        "path": path,
        "query": [],
        "request_body": {"requests": [{kind: sent}]},
        "status": status,
        "response_body": answer,
    }


def test_ids_inside_of_messages_are_mapped() -> None:
    told = {"properties": {"sheetId": 987654321, "title": "b", "index": 1}}
    grid = {"rowCount": 1000, "columnCount": 26}
    told["properties"] |= {"sheetType": "GRID", "gridProperties": grid}
    made: Any = {"spreadsheetId": "an-id-of-the-recording-itself"}
    made["replies"] = [{"addSheet": told}]
    words = "Invalid requests[0].addSheet: Sheet with id 987654321 already exists."
    error = {"code": 400, "message": words, "status": "INVALID_ARGUMENT"}
    again = {"properties": {"sheetId": 987654321}}
    found = [
        *_recorded(),
        _batch(2, "addSheet", {"properties": {"title": "b"}}, 200, made),
        _batch(3, "addSheet", again, 400, {"error": error}),
    ]
    outcome = replay(found)
    assert (outcome.differences, outcome.replayed.total()) == ([], 4)


def test_what_is_not_done_and_all_that_follows_is_left_out_with_its_reason() -> None:
    found = [*_recorded(), _batch(2, "addTable", {}, 200, {}), *_recorded()[1:]]
    outcome = replay(found)
    assert outcome.differences == []
    assert dict(outcome.reasons) == {
        "The emulator does not do: addTable": 1,
        "after: The emulator does not do: addTable": 1,
    }


def test_the_command_prints_the_rate_and_the_first_differences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "recorded.jsonl"
    lines = [json.dumps(one) for one in _recorded(title="other")]
    lines.append(json.dumps({**_recorded()[1], "cassette": "another"}))
    path.write_text("\n".join(lines), "utf-8")
    assert main([str(path)]) == 0
    told = capsys.readouterr().out
    assert "left out     1: its spreadsheet was not made in this conversation" in told
    assert "1 of     2   50.00%" in told
    assert "c 1 sheets.spreadsheets.get 200 there, 200 here" in told
