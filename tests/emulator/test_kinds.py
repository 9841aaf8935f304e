"""Kinds of requests that the desk seldom sends: what they do, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sheets_emulator.direct import Direct

Json = dict[str, Any]


def _place(text: str) -> Json:
    """A GridRange of the first tab from letters and digits: ``A1:B2``."""
    first, _, last = text.partition(":")
    last = last or first
    return {
        "startRowIndex": int(first[1:]) - 1,
        "endRowIndex": int(last[1:]),
        "startColumnIndex": ord(first[0]) - 65,
        "endColumnIndex": ord(last[0]) - 64,
    }


def _lines(dimension: str, start: int, end: int) -> Json:
    return {"dimension": dimension, "startIndex": start, "endIndex": end}


@pytest.fixture
def filled(sheet: Direct) -> Direct:
    sheet.update("A1", [["a", "b"], ["c", "d"]])
    return sheet


@pytest.mark.parametrize(
    ("source", "target", "read"),
    [
        ("A1:A2", "C1:C2", [["a", "b", "a"], ["c", "d", "c"]]),
        ("A1:A1", "A3:B4", [["a", "b"], ["c", "d"], ["a", "a"], ["a", "a"]]),
        ("A1:B2", "C1:C1", [["a", "b", "a", "b"], ["c", "d", "c", "d"]]),
    ],
)
def test_a_copy_fills_its_destination(
    filled: Direct, source: str, target: str, read: Any
) -> None:
    ends = {"source": _place(source), "destination": _place(target)}
    filled.batch({"copyPaste": ends})
    assert filled.read("A1:D4") == read


def test_a_copy_can_be_turned(filled: Direct) -> None:
    ends = {"source": _place("A1:B2"), "destination": _place("A1:B2")}
    filled.batch({"copyPaste": {**ends, "pasteOrientation": "TRANSPOSE"}})
    assert filled.read("A1:B2") == [["a", "c"], ["b", "d"]]


@pytest.mark.parametrize(
    ("kind", "held"), [("PASTE_NORMAL", "=B3+$A$1"), ("PASTE_VALUES", 2)]
)
def test_relative_references_follow_a_copy(sheet: Direct, kind: str, held: Any) -> None:
    sheet.update("A1", [[1, "=A1+$A$1"]])
    ends = {"source": _place("B1"), "destination": _place("C3"), "pasteType": kind}
    sheet.batch({"copyPaste": ends})
    assert sheet.read("C3", valueRenderOption="FORMULA") == [[held]]


def test_a_cut_leaves_nothing(filled: Direct) -> None:
    corner = {"rowIndex": 2, "columnIndex": 1}
    filled.batch({"cutPaste": {"source": _place("A1:A2"), "destination": corner}})
    assert filled.read("A1:B4") == [["", "b"], ["", "d"], ["", "a"], ["", "c"]]


def test_pasting_over_merged_cells_is_refused_by_name(filled: Direct) -> None:
    filled.batch({"mergeCells": {"range": _place("A1:B1")}})
    ends = {"source": _place("A2:B2"), "destination": _place("A1:B1")}
    assert filled.batch({"copyPaste": ends})["error"]["code"] == 501


@pytest.mark.parametrize(
    ("kind", "merges", "read"),
    [
        ("MERGE_ALL", ["A1:B2"], [["a"]]),
        ("MERGE_ROWS", ["A1:B1", "A2:B2"], [["a"], ["c"]]),
        ("MERGE_COLUMNS", ["A1:A2", "B1:B2"], [["a", "b"]]),
    ],
)
def test_a_merge_keeps_the_first_cell(
    filled: Direct, kind: str, merges: list[str], read: Any
) -> None:
    filled.batch({"mergeCells": {"range": _place("A1:B2"), "mergeType": kind}})
    tab = filled.get()["sheets"][0]
    assert (tab["merges"], filled.read("A1:B2")) == ([_place(m) for m in merges], read)
    filled.batch({"unmergeCells": {"range": _place("A1:B2")}})
    assert "merges" not in filled.get()["sheets"][0]


def test_a_merge_is_not_cut_in_half(filled: Direct) -> None:
    filled.batch({"mergeCells": {"range": _place("A1:B2")}})
    told = filled.batch({"unmergeCells": {"range": _place("B1:C2")}})["error"]
    assert told["message"].endswith(
        "You must select all cells in a merged range to merge or unmerge them."
    )


@pytest.mark.parametrize(
    ("tab", "index", "order"),
    [
        ("a", 2, "b a c"),
        ("a", 3, "b c a"),
        ("a", 1, "a b c"),
        ("a", 0, "a b c"),
        ("c", 0, "c a b"),
        ("c", 2, "a b c"),
    ],
)
def test_the_index_of_a_tab_counts_before_the_move(
    sheet: Direct, tab: str, index: int, order: str
) -> None:
    sheet.batch(
        {"updateSheetProperties": {"properties": {"title": "a"}, "fields": "title"}},
        {"addSheet": {"properties": {"title": "b", "sheetId": 1}}},
        {"addSheet": {"properties": {"title": "c", "sheetId": 2}}},
    )
    new = {"sheetId": "abc".index(tab), "index": index}
    sheet.batch({"updateSheetProperties": {"properties": new, "fields": "index"}})
    found = [one["properties"]["title"] for one in sheet.get()["sheets"]]
    assert " ".join(found) == order


def test_a_tab_is_added_in_the_size_that_is_asked_for(sheet: Direct) -> None:
    grid = {"rowCount": 5, "columnCount": 3, "frozenRowCount": 2}
    new = {"title": "b", "index": 0, "gridProperties": grid, "hidden": True}
    answer = sheet.batch({"addSheet": {"properties": new}})
    told = answer["replies"][0]["addSheet"]["properties"]
    assert told.pop("sheetId") > 0
    assert told == {**new, "sheetType": "GRID"}


def test_a_tab_without_a_name_gets_the_next_one(sheet: Direct) -> None:
    answer = sheet.batch({"addSheet": {}})
    assert answer["replies"][0]["addSheet"]["properties"]["title"] == "Sheet2"


def test_what_lay_on_a_deleted_tab_is_gone(sheet: Direct) -> None:
    tag = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"sheetId": 7}}
    sheet.batch(
        {"addSheet": {"properties": {"title": "b", "sheetId": 7}}},
        {"addNamedRange": {"namedRange": {"name": "N", "range": {"sheetId": 7}}}},
        {"createDeveloperMetadata": {"developerMetadata": tag}},
    )
    assert "developerMetadata" in sheet.get()["sheets"][1]
    sheet.batch({"deleteSheet": {"sheetId": 7}})
    whole = sheet.get()
    assert (len(whole["sheets"]), "namedRanges" in whole) == (1, False)


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        ({"rowCount": 400_000}, "above the limit of 10000000 cells."),
        ({"columnCount": 18_279}, "above the limit of 18278 columns."),
        ({"rowCount": 0}, "must be greater than 0"),
        ({"frozenRowCount": 1000}, "You can't freeze all visible rows on the sheet."),
        ({"frozenColumnCount": 26}, "can't freeze all visible columns on the sheet."),
    ],
)
def test_a_grid_has_its_limits(sheet: Direct, grid: Json, words: str) -> None:
    fields = ",".join(f"gridProperties.{name}" for name in grid)
    new = {"properties": {"gridProperties": grid}, "fields": fields}
    assert sheet.batch({"updateSheetProperties": new})["error"]["message"].endswith(
        words
    )


def test_a_smaller_grid_loses_what_lay_beyond(filled: Direct) -> None:
    new = {
        "properties": {"gridProperties": {"rowCount": 1}},
        "fields": "gridProperties",
    }
    filled.batch({"updateSheetProperties": new})
    assert filled.read("A:B") == [["a", "b"]]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"timeZone": "Asia/Ho_Chi_Minh"}, None),
        ({"locale": "vi_VN"}, None),
        ({"title": "Sổ"}, None),
        ({"timeZone": "Mars"}, "Invalid time zone: Mars"),
        ({"locale": "vietnamese"}, "Unsupported locale: vietnamese"),
    ],
)
def test_the_spreadsheets_own_properties(
    sheet: Direct, new: Json, told: str | None
) -> None:
    fields = ",".join(new)
    change = {"properties": new, "fields": fields}
    answer = sheet.batch({"updateSpreadsheetProperties": change})
    if told:
        assert answer["error"]["message"].endswith(told)
    else:
        assert sheet.get(fields=f"properties({fields})") == {"properties": new}


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (
            {"deleteDimension": {"range": _lines("ROWS", 1000, 1001)}},
            (
                "Cannot delete a row that doesn't exist. Tried to delete row index "
                "1000 but there are only 1000 rows."
            ),
        ),
        (
            {
                "insertDimension": {
                    "range": _lines("ROWS", 0, 1),
                    "inheritFromBefore": True,
                }
            },
            "inheritFromBefore cannot be true if inserting at the first index",
        ),
        (
            {"insertDimension": {"range": {"startIndex": 0, "endIndex": 1}}},
            "No dimension specified.",
        ),
        (
            {"deleteProtectedRange": {"protectedRangeId": 5}},
            "No protected range with id: 5",
        ),
        ({"deleteNamedRange": {"namedRangeId": "5"}}, "No named range with id: 5"),
        ({"deleteEmbeddedObject": {"objectId": 5}}, "No embedded object with id: 5"),
        (
            {"deleteConditionalFormatRule": {"index": 5}},
            "No conditional format on sheet: 0 at index: 5",
        ),
        (
            {"addNamedRange": {"namedRange": {"name": "two words", "range": {}}}},
            "The name given to this range is invalid",
        ),
    ],
)
def test_what_is_not_there_is_told(sheet: Direct, request_: Json, words: str) -> None:
    told = sheet.batch(request_)["error"]
    assert (told["code"], told["message"].partition(": ")[2]) == (400, words)


def test_frozen_rows_cannot_be_the_last(sheet: Direct) -> None:
    grid = {"gridProperties": {"rowCount": 5, "frozenRowCount": 2}}
    fields = "gridProperties(rowCount,frozenRowCount)"
    sheet.batch({"updateSheetProperties": {"properties": grid, "fields": fields}})
    told = sheet.batch({"deleteDimension": {"range": _lines("ROWS", 2, 5)}})["error"]
    assert told["message"].endswith("It is not possible to delete all non-frozen rows.")


def test_lines_are_appended(sheet: Direct) -> None:
    sheet.batch(
        {"appendDimension": {"dimension": "ROWS", "length": 5}},
        {"appendDimension": {"dimension": "COLUMNS", "length": 4}},
    )
    grid = sheet.get()["sheets"][0]["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (1005, 30)


def test_lines_are_sized_and_hidden(sheet: Direct) -> None:
    change = {"properties": {"pixelSize": 200, "hiddenByUser": True}, "fields": "*"}
    place = {"range": _lines("COLUMNS", 1, 2)}
    sheet.batch({"updateDimensionProperties": {**place, **change}})
    fields = "sheets.data.columnMetadata"
    data = sheet.get(fields=fields)["sheets"][0]["data"][0]["columnMetadata"]
    assert data[:2] == [{"pixelSize": 100}, {"pixelSize": 200, "hiddenByUser": True}]


def test_a_column_is_sized_by_its_longest_text(filled: Direct) -> None:
    filled.update("A1", [["A" * 1024]])
    filled.batch({"autoResizeDimensions": {"dimensions": _lines("COLUMNS", 0, 1)}})
    fields = "sheets.data.columnMetadata"
    data = filled.get(ranges="A1:B1", fields=fields)["sheets"][0]["data"][0]
    assert data["columnMetadata"] == [{"pixelSize": 8691}, {"pixelSize": 100}]


def test_names_stand_for_ranges(filled: Direct) -> None:
    name = {"name": "Mau", "range": _place("A1:B1")}
    answer = filled.batch({"addNamedRange": {"namedRange": name}})
    made = answer["replies"][0]["addNamedRange"]["namedRange"]
    assert filled.read("Mau") == filled.read("'Sheet1'!Mau") == [["a", "b"]]
    new = {"namedRangeId": made["namedRangeId"], "range": _place("A2:B2")}
    filled.batch({"updateNamedRange": {"namedRange": new, "fields": "range"}})
    assert filled.read("Mau") == [["c", "d"]]
    filled.batch({"deleteNamedRange": {"namedRangeId": made["namedRangeId"]}})
    assert "namedRanges" not in filled.get()


def test_a_protection_is_changed_and_taken_away(sheet: Direct) -> None:
    own = {"protectedRangeId": 5, "range": _place("A1")}
    sheet.batch({"addProtectedRange": {"protectedRange": own}})
    new = {"protectedRangeId": 5, "description": "chữ", "warningOnly": True}
    fields = "description,warningOnly"
    sheet.batch({"updateProtectedRange": {"protectedRange": new, "fields": fields}})
    held = sheet.get()["sheets"][0]["protectedRanges"][0]
    assert {name: held[name] for name in new} == new
    sheet.batch({"deleteProtectedRange": {"protectedRangeId": 5}})
    assert "protectedRanges" not in sheet.get()["sheets"][0]


def test_a_strangers_protection_cannot_be_taken_away(sheet: Direct) -> None:
    sheet.emulator.person(sheet.book_id).protect("Sheet1", "A1")
    held = sheet.get()["sheets"][0]["protectedRanges"][0]
    assert "editors" not in held
    gone = {"protectedRangeId": held["protectedRangeId"]}
    assert sheet.batch({"deleteProtectedRange": gone})["error"]["code"] == 400


def test_part_of_a_protected_tab_can_be_left_free(sheet: Direct) -> None:
    sheet.emulator.person(sheet.book_id).protect("Sheet1", "A1:B9")
    book = sheet.emulator.shelf.books[sheet.book_id]
    own = book.sheets[0].protected[0]
    own["unprotectedRanges"] = [{"sheetId": 0, **_place("B1:B9")}]
    assert sheet.update("B2", [["x"]])["updatedCells"] == 1
    assert sheet.update("A2", [["x"]])["error"]["code"] == 400


def test_a_chart_is_changed_moved_and_deleted(sheet: Direct) -> None:
    source = {"sourceRange": {"sources": [{"sheetId": 0, **_place("A1:A5")}]}}
    shown = {"basicChart": {"chartType": "BAR", "series": [{"series": source}]}}
    chart = {"chartId": 5, "spec": {"title": "a", **shown}}
    sheet.batch({"addChart": {"chart": chart}})
    corner = {"overlayPosition": {"anchorCell": {"rowIndex": 9}}}
    sheet.batch(
        {"updateChartSpec": {"chartId": 5, "spec": {"title": "b", **shown}}},
        {
            "updateEmbeddedObjectPosition": {
                "objectId": 5,
                "newPosition": corner,
                "fields": "*",
            }
        },
    )
    held = sheet.get()["sheets"][0]["charts"]
    spec = {"title": "b", **shown}
    assert held == [{"chartId": 5, "spec": spec, "position": corner}]
    sheet.batch({"deleteEmbeddedObject": {"objectId": 5}})
    assert "charts" not in sheet.get()["sheets"][0]


def test_metadata_is_found_changed_and_deleted(sheet: Direct) -> None:
    tag: Json = {"metadataId": 5, "metadataKey": "desk", "metadataValue": "1"}
    tag |= {"visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    sheet.batch({"createDeveloperMetadata": {"developerMetadata": tag}})
    one = {"developerMetadataLookup": {"metadataKey": "desk"}}
    new = {"developerMetadata": {"metadataValue": "2"}, "fields": "metadataValue"}
    sheet.batch({"updateDeveloperMetadata": {"dataFilters": [one], **new}})
    assert sheet.ask("GET", "/developerMetadata/5").json["metadataValue"] == "2"
    assert sheet.get()["developerMetadata"][0]["metadataKey"] == "desk"
    sheet.batch({"deleteDeveloperMetadata": {"dataFilter": one}})
    assert sheet.ask("GET", "/developerMetadata/5").status == 404


def test_metadata_hangs_on_one_line_only(sheet: Direct) -> None:
    tag = {"metadataKey": "k", "visibility": "DOCUMENT"}
    tag["location"] = {"dimensionRange": _lines("ROWS", 0, 2)}  # type: ignore[assignment] # JSON
    told = sheet.batch({"createDeveloperMetadata": {"developerMetadata": tag}})["error"]
    assert told["message"].endswith(
        "DimensionRange must represent a single row or column"
    )


def test_a_group_is_taken_away_where_there_is_one(sheet: Direct) -> None:
    place = {"range": _lines("ROWS", 1, 3)}
    assert sheet.batch({"deleteDimensionGroup": place})["error"]["code"] == 400
    sheet.batch({"addDimensionGroup": place})
    answer = sheet.batch({"deleteDimensionGroup": place})
    assert answer["replies"] == [{"deleteDimensionGroup": {}}]


def test_many_ranges_are_written_together_or_not_at_all(sheet: Direct) -> None:
    def write(*areas: str) -> Any:
        data = [{"range": area, "values": [["x"]]} for area in areas]
        body = {"valueInputOption": "RAW", "data": data}
        return sheet.ask("POST", "/values:batchUpdate", body).json

    refused = write("A1", "Nope!A1")["error"]["message"]
    assert refused == "Invalid data[1]: Unable to parse range: Nope!A1"
    assert sheet.read("A1:B2") is None
    answer = write("A1", "B2")
    assert (answer["totalUpdatedCells"], answer["totalUpdatedSheets"]) == (2, 1)
    assert sheet.read("A1:B2") == [["x"], ["", "x"]]


def test_many_ranges_are_read_and_cleared_together(filled: Direct) -> None:
    found = filled.ask("GET", "/values:batchGet", ranges=["A1:A2", "B2"]).json
    assert [one["values"] for one in found["valueRanges"]] == [[["a"], ["c"]], [["d"]]]
    body = {"ranges": ["A1:A2", "B2"]}
    cleared = filled.ask("POST", "/values:batchClear", body).json["clearedRanges"]
    assert cleared == ["Sheet1!A1:A2", "Sheet1!B2"]
    assert filled.read("A1:B2") == [["", "b"]]


def test_values_are_written_by_column(sheet: Direct) -> None:
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    answer = sheet.ask("PUT", "/values/A1", body, valueInputOption="RAW").json
    assert answer["updatedRange"] == "Sheet1!A1:B2"
    assert sheet.read("A1:B2") == [["a", "c"], ["b"]]


def test_an_update_shows_what_it_wrote(sheet: Direct) -> None:
    answer = sheet.update("A1:C3", [["a"]], includeValuesInResponse="true")
    assert answer["updatedData"] == {
        "range": "Sheet1!A1:C3",
        "majorDimension": "ROWS",
        "values": [["a"]],
    }
