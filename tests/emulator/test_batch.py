from typing import Any

import pytest

from tests.sheets_emulator import batch, discovery
from tests.sheets_emulator.direct import Direct

TITLE = {"properties": {"sheetId": 0, "title": "T"}, "fields": "title"}


def _cells(*values: Any, row: int = 0) -> dict[str, Any]:
    rows = [{"values": [{"userEnteredValue": one} for one in values]}]
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _insert(row: int, count: int = 1) -> dict[str, Any]:
    ends = {"startIndex": row, "endIndex": row + count}
    return {"insertDimension": {"range": {"dimension": "ROWS", **ends}}}


def test_one_request_that_fails_undoes_all(sheet: Direct) -> None:
    sheet.update("A1", [["old"]])
    before = sheet.get(includeGridData="true")
    nowhere = {"deleteSheet": {"sheetId": 99}}
    refused = sheet.batch(_insert(0), {"updateSheetProperties": TITLE}, nowhere)
    assert refused["error"]["message"] == (
        "Invalid requests[2].deleteSheet: No sheet with id: 99"
    )
    assert sheet.get(includeGridData="true") == before


def test_a_row_is_inserted_and_filled_in_one_write(sheet: Direct) -> None:
    sheet.update("A1", [["key"], ["old"]])
    text = {"stringValue": "=new"}
    answer = sheet.batch(
        _insert(1),
        _cells(text, {"numberValue": 46270.5}, row=1),
        includeSpreadsheetInResponse=True,
        responseRanges=["A1:A2"],
        responseIncludeGridData=True,
    )
    assert answer["replies"] == [{}, {}]
    rows = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"]
    assert [one["values"][0]["formattedValue"] for one in rows] == ["key", "=new"]
    assert sheet.read("A1:B3") == [["key"], ["=new", "46270.5"], ["old"]]


def test_the_answer_can_be_cut_to_what_matters(sheet: Direct) -> None:
    body = {"requests": [_insert(0)], "includeSpreadsheetInResponse": True}
    fields = "replies,updatedSpreadsheet.sheets.properties.title"
    answer = sheet.ask("POST", ":batchUpdate", body, fields=fields).json
    tab = {"properties": {"title": "Sheet1"}}
    assert answer == {"replies": [{}], "updatedSpreadsheet": {"sheets": [tab]}}


def test_what_is_not_known_is_refused_by_its_name(sheet: Direct) -> None:
    refused = sheet.batch(_insert(0), {"addBanding": {}})["error"]
    assert (refused["code"], "addBanding" in refused["message"]) == (501, True)


def test_every_kind_that_is_known_is_googles() -> None:
    assert set(batch.KINDS) <= set(
        discovery.schemas("sheets.v4")["Request"]["properties"]
    )


def test_a_range_without_data_is_cleared(sheet: Direct) -> None:
    sheet.update("A1", [["a", "b"], ["c", "d"]])
    place = {"endRowIndex": 2, "endColumnIndex": 2}
    rows = [{"values": [{"userEnteredValue": {"stringValue": "new"}}]}]
    fields = "userEnteredValue"
    sheet.batch({"updateCells": {"range": place, "rows": rows, "fields": fields}})
    assert sheet.read("A1:B2") == [["new"]]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (
            {
                "updateSheetProperties": {
                    "properties": {"hidden": True},
                    "fields": "hidden",
                }
            },
            "You can't hide all the sheets in a document.",
        ),
        (
            {"updateSheetProperties": {"properties": {}, "fields": "title"}},
            "The sheet name cannot be empty.",
        ),
        (
            {"updateSheetProperties": {"properties": {"title": "x"}}},
            (
                "At least one field must be listed in 'fields'. "
                "(Use '*' to indicate all fields.)"
            ),
        ),
        (
            {"deleteDimension": {"range": {"dimension": "ROWS"}}},
            "You can't delete all the rows on the sheet.",
        ),
        (
            {"addSheet": {"properties": {"title": "sheet1"}}},
            'A sheet with the name "sheet1" already exists. Please enter another name.',
        ),
        (
            {"repeatCell": {"range": {"sheetId": 7}, "fields": "note"}},
            "No grid with id: 7",
        ),
    ],
)
def test_refusals_are_in_googles_words(
    sheet: Direct, request_: dict[str, Any], words: str
) -> None:
    kind = next(iter(request_))
    told = sheet.batch(request_)["error"]["message"]
    assert told == f"Invalid requests[0].{kind}: {words}"


def test_an_empty_batch_is_refused(sheet: Direct) -> None:
    told = sheet.batch()["error"]["message"]
    assert told == "Must specify at least one request."


def test_a_sheet_id_that_exists_is_refused(sheet: Direct) -> None:
    refused = sheet.batch({"addSheet": {"properties": {"sheetId": 0, "title": "b"}}})
    assert refused["error"]["code"] == 400


def test_sorting_takes_the_sheets_column_and_leaves_blanks_last(sheet: Direct) -> None:
    sheet.update("B1", [["b", 2], ["", 9], ["a", 10], ["c", 1]])
    place = {"sheetId": 0, "startColumnIndex": 1}
    for order, read in (("ASCENDING", "abc"), ("DESCENDING", "cba")):
        spec = {"dimensionIndex": 1, "sortOrder": order}
        sheet.batch({"sortRange": {"range": place, "sortSpecs": [spec]}})
        assert [row[0] for row in sheet.read("B1:C4")] == [*read, ""]


def test_a_note_without_values_makes_grid_data(sheet: Direct) -> None:
    sheet.emulator.person(sheet.book_id).note("Sheet1", "B2", "n")
    fields = "sheets.data.rowData.values.note"
    assert sheet.get(fields=fields) == {
        "sheets": [{"data": [{"rowData": [{}, {"values": [{}, {"note": "n"}]}]}]}]
    }


def test_a_mask_that_matches_nothing_answers_nothing(sheet: Direct) -> None:
    assert sheet.get(fields="namedRanges") == {}


def test_protection_made_by_the_account_lets_it_write(sheet: Direct) -> None:
    own = {"range": {"sheetId": 0}, "editors": {"users": []}}
    answer = sheet.batch({"addProtectedRange": {"protectedRange": own}})
    told = answer["replies"][0]["addProtectedRange"]["protectedRange"]
    assert (told["requestingUserCanEdit"], told["editors"]) == (True, {})
    assert sheet.update("A1", [["x"]])["updatedCells"] == 1


def test_protection_made_by_a_person_keeps_the_account_out(sheet: Direct) -> None:
    sheet.emulator.person(sheet.book_id).protect("Sheet1", "A1:B2")
    refused = sheet.update("B2", [["x"]])["error"]["message"]
    assert refused.startswith("Invalid data[0]: You are trying to edit a protected")
    refused = sheet.batch(_cells({"stringValue": "x"}))["error"]["message"]
    assert refused.startswith("Invalid requests[0].updateCells: You are trying to edit")
    assert sheet.update("C3", [["x"]])["updatedCells"] == 1


def test_a_warning_has_no_editors(sheet: Direct) -> None:
    own = {"range": {}, "warningOnly": True, "editors": {"users": ["a@example.com"]}}
    refused = sheet.batch({"addProtectedRange": {"protectedRange": own}})["error"]
    assert refused["message"].endswith(
        "ProtectedRange is warningOnly. Editors cannot be set on it."
    )


def test_charts_survive_as_they_came(sheet: Direct) -> None:
    series = [_series(0)]
    basic = {"chartType": "COLUMN", "series": series}
    spec = {"title": "Khiếu nại", "basicChart": basic}
    place = {"overlayPosition": {"anchorCell": {"rowIndex": 4}}}
    answer = sheet.batch({"addChart": {"chart": {"spec": spec, "position": place}}})
    chart = answer["replies"][0]["addChart"]["chart"]
    sheet.batch(_insert(0, 2))
    moved = {"overlayPosition": {"anchorCell": {"rowIndex": 6}}}
    pushed = {**spec, "basicChart": {**basic, "series": [_series(0, down=2)]}}
    held = {**chart, "spec": pushed, "position": moved}
    assert sheet.get()["sheets"][0]["charts"] == [held]


def _chart(*columns: int) -> dict[str, Any]:
    basic = {"chartType": "BAR", "series": [_series(column) for column in columns]}
    return {"chart": {"chartId": 5, "spec": {"title": "a", "basicChart": basic}}}


def _series(column: int, *, down: int = 0) -> dict[str, Any]:
    ends = {"startColumnIndex": column, "endColumnIndex": column + 1}
    source = {"sheetId": 0, "startRowIndex": down, "endRowIndex": 5 + down, **ends}
    return {"series": {"sourceRange": {"sources": [source]}}}


def test_a_chart_that_shows_nothing_is_an_error_that_does_not_pass(
    sheet: Direct,
) -> None:
    for spec in ({"title": "a"}, {"basicChart": {"chartType": "BAR", "series": []}}):
        told = sheet.batch(_insert(0), {"addChart": {"chart": {"spec": spec}}})
        assert told["error"]["code"] == 500
    grid = sheet.get()["sheets"][0]["properties"]["gridProperties"]
    assert grid["rowCount"] == 1000


def test_a_chart_is_not_made_to_show_nothing(sheet: Direct) -> None:
    sheet.batch({"addChart": _chart(1)})
    told = sheet.batch({"updateChartSpec": {"chartId": 5, "spec": {"title": "b"}}})
    assert told["error"]["code"] == 400


@pytest.mark.parametrize("spec", [{"orgChart": {}}, {"basicChart": {"domains": [{}]}}])
def test_a_chart_of_which_nothing_is_known_is_refused_by_name(
    sheet: Direct, spec: dict[str, Any]
) -> None:
    told = sheet.batch({"addChart": {"chart": {"spec": spec}}})["error"]
    assert (told["code"], "a chart of" in told["message"]) == (501, True)


def test_a_chart_whose_column_goes_stays_without_that_series(sheet: Direct) -> None:
    sheet.batch({"addChart": _chart(1, 2)})
    gone = {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    sheet.batch({"deleteDimension": {"range": gone}})
    (chart,) = sheet.get()["sheets"][0]["charts"]
    assert chart["spec"]["basicChart"]["series"] == [_series(1)]


def test_a_chart_of_a_tab_that_goes_stays_without_its_series(sheet: Direct) -> None:
    new = {"addSheet": {"properties": {"sheetId": 7, "title": "b"}}}
    chart: dict[str, Any] = _chart(1)
    anchor = {"overlayPosition": {"anchorCell": {"sheetId": 7}}}
    chart["chart"]["position"] = anchor
    sheet.batch(new, {"addChart": chart}, {"deleteSheet": {"sheetId": 0}})
    (held,) = sheet.get()["sheets"][0]["charts"]
    assert held["spec"]["basicChart"]["series"] == []


@pytest.mark.parametrize("kind", ["addTable", "updateTable", "deleteTable"])
def test_tables_are_refused_by_name(sheet: Direct, kind: str) -> None:
    told = sheet.batch(_insert(0), {kind: {}})["error"]
    assert (told["code"], told["message"].split()[-1]) == (501, kind)


@pytest.mark.parametrize(
    ("frozen", "kind", "word"),
    [
        ({"frozenColumnCount": 2}, "MERGE_ALL", "columns"),
        ({"frozenColumnCount": 2}, "MERGE_ROWS", "columns"),
        ({"frozenRowCount": 1}, "MERGE_COLUMNS", "rows"),
    ],
)
def test_cells_are_not_merged_over_the_edge_of_what_is_frozen(
    sheet: Direct, frozen: dict[str, int], kind: str, word: str
) -> None:
    new = {"properties": {"gridProperties": frozen}}
    fields = f"gridProperties.{next(iter(frozen))}"
    sheet.batch({"updateSheetProperties": {**new, "fields": fields}})
    area = {"endRowIndex": 2, "endColumnIndex": 4, "startRowIndex": 0}
    merge = {"mergeCells": {"range": area, "mergeType": kind}}
    told = sheet.batch(merge)["error"]["message"]
    assert told.endswith(f"You can't merge frozen and non-frozen {word}.")


def test_what_is_frozen_does_not_end_inside_of_a_merge(sheet: Direct) -> None:
    area = {"endRowIndex": 1, "endColumnIndex": 4}
    sheet.batch({"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})
    new = {"properties": {"gridProperties": {"frozenColumnCount": 2}}}
    fields = "gridProperties.frozenColumnCount"
    refused = sheet.batch({"updateSheetProperties": {**new, "fields": fields}})
    assert refused["error"]["code"] == 400


def test_a_fold_hides_its_lines(sheet: Direct) -> None:
    place = {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 4}
    group = {"range": place, "depth": 1, "collapsed": True}
    sheet.batch({"addDimensionGroup": {"range": place}})
    change = {"dimensionGroup": group, "fields": "collapsed"}
    sheet.batch({"updateDimensionGroup": change})
    found = sheet.get(fields="sheets(columnGroups,data.columnMetadata.hiddenByUser)")
    tab = found["sheets"][0]
    hidden = [one.get("hiddenByUser") for one in tab["data"][0]["columnMetadata"][:5]]
    assert tab["columnGroups"] == [group]
    assert hidden == [None, None, True, True, None]


def test_groups_inside_groups_are_deeper(sheet: Direct) -> None:
    for start, end in ((0, 4), (1, 3)):
        place = {"dimension": "ROWS", "startIndex": start, "endIndex": end}
        sheet.batch({"addDimensionGroup": {"range": place}})
    found = sheet.get()["sheets"][0]["rowGroups"]
    ends = [(one["range"]["startIndex"], one["range"]["endIndex"]) for one in found]
    assert list(zip(ends, [one["depth"] for one in found], strict=True)) == [
        ((0, 4), 1),
        ((1, 3), 2),
    ]


def test_colors_come_back_in_steps_with_their_style(sheet: Direct) -> None:
    look = {"backgroundColor": {"red": 0.5, "green": 0, "blue": 1.0}}
    cell = {"userEnteredFormat": look}
    place = {"endRowIndex": 1, "endColumnIndex": 1}
    fields = "userEnteredFormat.backgroundColor"
    sheet.batch({"repeatCell": {"range": place, "cell": cell, "fields": fields}})
    fields = "sheets.data.rowData.values.userEnteredFormat"
    row = sheet.get(fields=fields)["sheets"][0]["data"][0]["rowData"][0]["values"]
    paint = {"red": 0.49803922, "blue": 1}
    style = {"rgbColor": paint}
    assert row == [
        {"userEnteredFormat": {"backgroundColor": paint, "backgroundColorStyle": style}}
    ]


def test_a_rule_is_added_changed_and_taken_away(sheet: Direct) -> None:
    def rule(text: str) -> dict[str, Any]:
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": text}]}
        look = {"condition": condition, "format": {"textFormat": {"bold": True}}}
        return {"ranges": [{"startRowIndex": 2}], "booleanRule": look}

    sheet.batch({"addConditionalFormatRule": {"rule": rule("=$A3=1"), "index": 0}})
    change = {"rule": rule("=$A3=2"), "index": 0}
    told = sheet.batch({"updateConditionalFormatRule": change})["replies"][0]
    held = sheet.get()["sheets"][0]["conditionalFormats"]
    assert held == [told["updateConditionalFormatRule"]["newRule"]]
    place = {"startRowIndex": 2, "endRowIndex": 1000}
    assert held[0]["ranges"] == [place | {"startColumnIndex": 0, "endColumnIndex": 26}]
    sheet.batch({"deleteConditionalFormatRule": {"index": 0}})
    assert "conditionalFormats" not in sheet.get()["sheets"][0]


def test_metadata_of_a_row_goes_where_the_row_goes(sheet: Direct) -> None:
    place = {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    tag = {"metadataKey": "k", "visibility": "DOCUMENT"}
    tag["location"] = {"dimensionRange": place}  # type: ignore[assignment] # JSON
    sheet.update("A1", [["c"], ["a"], ["b"]])
    sheet.batch({"createDeveloperMetadata": {"developerMetadata": tag}})
    sheet.batch(_insert(0))
    person = sheet.emulator.person(sheet.book_id)
    person.sort("Sheet1", "A", first=2, down=True)
    filters: dict[str, Any] = {"dataFilters": [{"developerMetadataLookup": {}}]}
    found = sheet.ask("POST", "/developerMetadata:search", filters).json
    where = found["matchedDeveloperMetadata"][0]["developerMetadata"]["location"]
    assert where["dimensionRange"]["startIndex"] == 3
