from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.formula import moved, read_reference
from tests.sheets_emulator.lines import Carry, Change, Delete, Insert

places = st.integers(0, 12)


@st.composite
def runs(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(places)
    return start, start + draw(st.integers(1, 6))


def _lines(change: Change, count: int) -> list[int]:
    """Where the lines of a grid stand after a change, the gone ones left out."""
    found = [change.index(at) for at in range(count)]
    return [at for at in found if at is not None]


@given(places, st.integers(1, 5), runs())
def test_what_is_inserted_and_deleted_again_leaves_no_trace(
    at: int, count: int, run: tuple[int, int]
) -> None:
    inserted = Insert(at, count).interval(*run)
    assert inserted is not None
    assert Delete(at, at + count).interval(*inserted) == run


@given(runs(), st.integers(0, 20))
def test_carrying_lines_only_changes_their_order(run: tuple[int, int], to: int) -> None:
    count = 20
    change = Carry(run[0], run[1], to)
    if not run[0] < to < run[1]:
        assert sorted(_lines(change, count)) == list(range(count))


@given(runs(), runs())
def test_a_run_of_lines_moves_as_its_lines_do(
    gone: tuple[int, int], run: tuple[int, int]
) -> None:
    change = Delete(*gone)
    left = [one for at in range(*run) if (one := change.index(at)) is not None]
    expected = (left[0], left[-1] + 1) if left else None
    assert change.interval(*run) == expected


@pytest.mark.parametrize(
    ("to", "order"),
    [(0, None), (1, "abcd"), (2, "bacd"), (4, "bcda"), (5, "bcda"), (1001, None)],
)
def test_a_destination_counts_before_the_move(
    sheet: Direct, to: int, order: str | None
) -> None:
    sheet.update("A1", [[letter] for letter in "abcd"])
    source = {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    request = {"source": source, "destinationIndex": to}
    answer = sheet.batch({"moveDimension": request})
    if order is None:
        assert answer["error"]["code"] == 400
    else:
        rows = sheet.read("A1:A5")
        assert "".join(row[0] for row in rows if row) == order


@pytest.mark.parametrize(
    ("text", "row", "after"),
    [
        ("=A3+$B$4", 2, "=A4+$B$5"),
        ("=A1+SUM(A2:A9)", 4, "=A1+SUM(A2:A10)"),
        ('="A9"&A9', 0, '="A9"&A10'),
        ("=SUM(C:C)", 0, "=SUM(C:C)"),
        ("='Sheet1'!A9", 0, "=Sheet1!A10"),
    ],
)
def test_formulas_follow_inserted_rows(
    sheet: Direct, text: str, row: int, after: str
) -> None:
    sheet.update("Z1", [[text]])
    sheet.emulator.person(sheet.book_id).insert_rows("Sheet1", row + 1)
    held = sheet.read("Z1:Z2", valueRenderOption="FORMULA")
    assert held[-1] == [after]


def test_a_formula_loses_what_is_deleted(sheet: Direct) -> None:
    sheet.update("A1", [["=B3", 1]])
    sheet.emulator.person(sheet.book_id).delete_rows("Sheet1", 3)
    held = sheet.read("A1", valueRenderOption="FORMULA")
    assert held == [["=#REF!"]]


def test_formulas_follow_a_renamed_tab(sheet: Direct) -> None:
    sheet.update("A1", [["=Sheet1!B1"]])
    sheet.emulator.person(sheet.book_id).rename_tab("Sheet1", "Sổ mới")
    held = sheet.read("A1", valueRenderOption="FORMULA")
    assert held == [["='Sổ mới'!B1"]]


@given(st.sampled_from(["$A3", "A$3", "B:D", "3:7", "'x y'!A1:B", "Sheet1!$C$4"]))
def test_a_reference_is_written_as_it_was_read(text: str) -> None:
    assert read_reference(text).written() == text
    assert moved(f"={text}", lambda found: found) == f"={text}"


def test_everything_on_a_tab_moves_with_its_rows(sheet: Direct) -> None:
    place = {"startRowIndex": 3, "endRowIndex": 5}
    place |= {"startColumnIndex": 0, "endColumnIndex": 2}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$A4=1"}]}
    rule = {"ranges": [place], "booleanRule": {"condition": condition, "format": {}}}
    sheet.batch(
        {"mergeCells": {"range": place}},
        {"addProtectedRange": {"protectedRange": {"range": place}}},
        {"addNamedRange": {"namedRange": {"name": "N", "range": place}}},
        {"addConditionalFormatRule": {"rule": rule}},
        {"setBasicFilter": {"filter": {"range": place}}},
    )
    sheet.emulator.person(sheet.book_id).insert_rows("Sheet1", 1, 2)
    whole = sheet.get()
    tab = whole["sheets"][0]
    moved_to = {**place, "startRowIndex": 5, "endRowIndex": 7}
    found: list[Any] = [*tab["merges"], tab["basicFilter"]["range"]]
    found += [tab["protectedRanges"][0]["range"], whole["namedRanges"][0]["range"]]
    found += tab["conditionalFormats"][0]["ranges"]
    assert found == [moved_to] * 5
    told = tab["conditionalFormats"][0]["booleanRule"]["condition"]
    assert told["values"] == [{"userEnteredValue": "=$A6=1"}]


def test_new_rows_look_like_their_neighbours(sheet: Direct) -> None:
    person = sheet.emulator.person(sheet.book_id)
    person.color("Sheet1", "A2", 1, 0, 0)
    ends = {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}
    sheet.batch({"insertDimension": {**ends, "inheritFromBefore": True}})
    fields = "sheets.data.rowData.values.userEnteredFormat.backgroundColor"
    data = sheet.get(ranges="A2:A4", fields=fields)["sheets"][0]["data"][0]
    assert len(data["rowData"]) == 2
