from typing import Any

import pytest

from tests.sheets_emulator.direct import Direct


def test_an_empty_sheet_has_no_table(sheet: Direct) -> None:
    answer = sheet.append("Sheet1", [["a", "b"]])
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!A1:B1"


def test_with_the_tab_alone_the_last_block_counts(sheet: Direct) -> None:
    sheet.update("A1", [["x", "", "z"]])
    answer = sheet.append("Sheet1", [["x", "", "z"]])
    assert answer["tableRange"] == "Sheet1!C1"
    assert answer["updates"]["updatedRange"] == "Sheet1!C2:E2"


@pytest.mark.parametrize(
    ("area", "table", "written"),
    [
        ("A1", "Sheet1!A1:B3", "Sheet1!A4"),
        ("A6", "Sheet1!A6:B7", "Sheet1!A8"),
        ("Sheet1", "Sheet1!A6:B7", "Sheet1!A8"),
        ("A5", None, "Sheet1!A5"),
        ("D1", None, "Sheet1!D1"),
    ],
)
def test_the_range_picks_the_table(
    sheet: Direct, area: str, table: str | None, written: str
) -> None:
    rows = [["a", "b"]] * 3
    sheet.update("A1", rows)
    sheet.update("A6", rows[:2])
    answer = sheet.append(area, [["new"]])
    assert answer.get("tableRange") == table
    assert answer["updates"]["updatedRange"] == written


def test_overwriting_runs_over_the_next_block(sheet: Direct) -> None:
    sheet.update("A1", [["a"], [""], ["b"]])
    sheet.append("A1", [["1"], ["2"], ["3"]])
    assert sheet.read("A:A") == [["a"], ["1"], ["2"], ["3"]]


def test_inserting_pushes_the_next_block_down(sheet: Direct) -> None:
    sheet.update("A1", [["a"], [""], ["b"]])
    sheet.append("A1", [["1"], ["2"]], insertDataOption="INSERT_ROWS")
    assert sheet.read("A:A") == [["a"], ["1"], ["2"], [], ["b"]]


def test_the_grid_grows_only_when_the_rows_run_out(sheet: Direct) -> None:
    sheet.update("A999", [["a"], ["b"]])
    sheet.append("A999", [["c"], ["d"]])
    grid = sheet.get()["sheets"][0]["properties"]["gridProperties"]
    assert grid["rowCount"] == 1002


@pytest.mark.parametrize(
    ("row", "written", "counts"),
    [
        (["1", "John", "", None, None], "Sheet1!A1:C1", (1, 3, 3)),
        (["1", None, "x"], "Sheet1!A1:C1", (1, 2, 2)),
    ],
)
def test_what_is_null_is_not_counted(
    sheet: Direct, row: list[Any], written: str, counts: tuple[int, int, int]
) -> None:
    updates = sheet.append("Sheet1", [row])["updates"]
    found = [updates[f"updated{name}"] for name in ("Rows", "Columns", "Cells")]
    assert updates["updatedRange"] == written
    assert tuple(found) == counts


def test_an_append_shows_what_it_wrote(sheet: Direct) -> None:
    answer = sheet.append("Sheet1", [["a", 1]], includeValuesInResponse="true")
    assert answer["updates"]["updatedData"] == {
        "range": "Sheet1!A1:B1",
        "majorDimension": "ROWS",
        "values": [["a", "1"]],
    }


def test_an_append_under_a_filter_is_not_pretended(sheet: Direct) -> None:
    sheet.update("A1", [["h"], ["x"], ["y"]])
    sheet.emulator.person(sheet.book_id).filter("Sheet1", "A", ["x"])
    assert sheet.append("Sheet1", [["z"]])["error"]["code"] == 501


@pytest.mark.parametrize(
    ("area", "values", "size"),
    [
        ("A1000", [["a"], ["b"]], (1001, 26)),
        ("A999:A1002", [["a"], ["b"], ["c"], ["d"]], (1002, 26)),
        ("Z1", [["a", "b"]], (1000, 27)),
    ],
)
def test_an_update_that_begins_inside_the_grid_makes_it_bigger(
    sheet: Direct, area: str, values: Any, size: tuple[int, int]
) -> None:
    assert sheet.update(area, values)["updatedCells"] == sum(map(len, values))
    grid = sheet.get()["sheets"][0]["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == size
    assert sheet.read(area.partition(":")[0] + ":AA1002") == values


def test_an_update_that_begins_outside_the_grid_is_refused(sheet: Direct) -> None:
    refused = sheet.update("A1001", [["a"]])["error"]
    assert (refused["code"], refused["status"]) == (400, "INVALID_ARGUMENT")
    assert refused["message"].startswith("Range (Sheet1!A1001) exceeds grid limits.")


@pytest.mark.parametrize(
    ("values", "where"),
    [([["a"], ["b"], ["c"]], "row [3]"), ([["a", "b", "c"]], "column [C]")],
)
def test_a_range_is_a_bound(sheet: Direct, values: Any, where: str) -> None:
    refused = sheet.update("A1:B2", values)["error"]["message"]
    assert refused == (
        f"Requested writing within range ['Sheet1'!A1:B2], but tried writing to {where}"
    )


def test_null_leaves_a_cell_and_empty_text_clears_it(sheet: Direct) -> None:
    sheet.update("A1", [["a", "b", "c"]])
    sheet.update("A1", [[None, ""]])
    assert sheet.read("A1:C1") == [["a", "", "c"]]


def test_a_clear_keeps_notes_formats_and_rules(sheet: Direct) -> None:
    person = sheet.emulator.person(sheet.book_id)
    person.type("Sheet1", "A1", "2026-09-05")
    person.note("Sheet1", "A1", "n")
    sheet.ask("POST", "/values/A1:clear")
    sheet.update("A1", [[46270]])
    fields = "sheets.data.rowData.values(note,formattedValue)"
    cell = sheet.get(ranges="A1", fields=fields)["sheets"][0]["data"][0]["rowData"][0]
    assert cell["values"] == [{"note": "n", "formattedValue": "2026-09-05"}]
