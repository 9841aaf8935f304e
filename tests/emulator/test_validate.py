from typing import Any

import pytest

from tests.sheets_emulator.direct import Direct


def _sort(**rest: Any) -> dict[str, Any]:
    return {"sortRange": {"range": {"sheetId": 0}, **rest}}


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (
            {"x": {}},
            (
                "Invalid JSON payload received. Unknown name \"x\" at 'requests[0]': "
                "Cannot find field."
            ),
        ),
        (
            _sort(color=1),
            (
                'Invalid JSON payload received. Unknown name "color" at '
                "'requests[0].sort_range': Cannot find field."
            ),
        ),
        (
            _sort(sortSpecs={}),
            "Invalid value at 'requests[0].sort_range.sort_specs' (list), {}",
        ),
        (
            _sort(sortSpecs=[{"sortOrder": "UP"}]),
            (
                "Invalid value at 'requests[0].sort_range.sort_specs[0].sort_order' "
                '(enum), "UP"'
            ),
        ),
        (
            {"deleteSheet": {"sheetId": True}},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), true",
        ),
        (
            {"deleteSheet": {"sheetId": 2**31}},
            (
                "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), "
                "2147483648"
            ),
        ),
        (
            {"deleteSheet": {"sheetId": 1}, "addSheet": {}},
            (
                "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already "
                "set. Cannot set 'addSheet'"
            ),
        ),
    ],
)
def test_what_the_description_does_not_allow_is_refused(
    sheet: Direct, request_: dict[str, Any], words: str
) -> None:
    refused = sheet.batch(request_)["error"]
    assert (refused["code"], refused["message"]) == (400, words)
    assert refused["details"][0]["fieldViolations"][0]["description"] == words


def test_every_fault_of_a_body_is_told(sheet: Direct) -> None:
    refused = sheet.batch({"x": {}}, {"y": {}})["error"]
    assert len(refused["details"][0]["fieldViolations"]) == 2


@pytest.mark.parametrize("fields", ["sheets.nothing", "sheets(", "spreadsheetId.x", ""])
def test_a_mask_names_what_is_there(sheet: Direct, fields: str) -> None:
    assert sheet.get(fields=fields)["error"]["code"] == 400


def test_a_mask_of_a_request_is_checked_too(sheet: Direct) -> None:
    change = {"properties": {"title": "x"}, "fields": "titel"}
    refused = sheet.batch({"updateSheetProperties": change})["error"]
    assert refused["message"] == "Request contains an invalid argument."
    assert "titel" in refused["details"][0]["fieldViolations"][0]["description"]


def test_an_unknown_word_in_the_query_is_refused(sheet: Direct) -> None:
    assert sheet.get(includeGrid="true")["error"]["code"] == 400


def test_the_input_option_is_needed_though_the_description_is_silent(
    sheet: Direct,
) -> None:
    answer = sheet.ask("PUT", "/values/A1", {"values": [["x"]]})
    assert answer.json["error"]["message"] == (
        "'valueInputOption' is required but not specified"
    )


@pytest.mark.parametrize("value", [["x"], {"a": 1}])
def test_a_cell_holds_no_list(sheet: Direct, value: Any) -> None:
    assert sheet.update("A1", [[value]])["error"]["code"] == 400


def test_what_is_no_json_is_refused(sheet: Direct) -> None:
    answer = sheet.ask("POST", ":batchUpdate", None)
    assert answer.status == 400


def test_a_method_that_is_not_known_is_refused_by_its_name(sheet: Direct) -> None:
    answer = sheet.ask("POST", ":getByDataFilter", {})
    assert answer.status == 501
    assert "sheets.spreadsheets.getByDataFilter" in answer.json["error"]["message"]
