from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sheets_emulator import a1
from tests.sheets_emulator.direct import Direct


@given(st.integers(0, 20_000))
def test_letters_and_indexes_of_columns_are_the_same_thing(index: int) -> None:
    assert a1.column_index(a1.column_letters(index)) == index


@given(st.text(min_size=1, max_size=20).filter(lambda text: "\x00" not in text))
def test_the_written_name_of_a_tab_is_read_back(title: str) -> None:
    asked = a1.read(a1.write(title, a1.Area(0, 0, 2, 2)))
    assert (asked.title, asked.span) == (title, a1.Span(0, 0, 2, 2))


@pytest.mark.parametrize(
    ("asked", "resolved"),
    [
        ("'Sheet1'!A1:C", "Sheet1!A1:C1000"),
        ("'Sheet1'!1:1", "Sheet1!A1:Z1"),
        ("'Sheet1'!A2:2", "Sheet1!A2:Z2"),
        ("D4:A1", "Sheet1!A1:D4"),
        ("A:B", "Sheet1!A1:B1000"),
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("sheet1!b7", "Sheet1!B7"),
        ("Sheet1!$B$7", "Sheet1!B7"),
        ("A990:AZ2000", "Sheet1!A990:Z1000"),
    ],
)
def test_an_answer_says_the_range_resolved(
    sheet: Direct, asked: str, resolved: str
) -> None:
    answer = sheet.ask("GET", f"/values/{asked}")
    assert answer.json["range"] == resolved


@pytest.mark.parametrize("title", ["D3", "two words", "R1C1", "Sổ", "it's"])
def test_a_name_that_could_be_mistaken_is_quoted(sheet: Direct, title: str) -> None:
    sheet.batch({"addSheet": {"properties": {"title": title}}})
    quoted = "'" + title.replace("'", "''") + "'"
    answer = sheet.update(f"{quoted}!A1", [["x"]])
    assert answer["updatedRange"] == f"{quoted}!A1"


def test_a_name_with_a_dot_is_not_quoted(sheet: Direct) -> None:
    sheet.batch({"addSheet": {"properties": {"title": "food.csv"}}})
    answer = sheet.update("'food.csv'!A1", [["x"]])
    assert answer["updatedRange"] == "food.csv!A1"


@pytest.mark.parametrize("asked", ["Nope!A1", "A1:B2:C3", "'Sheet1'!A-1", "Nope"])
def test_an_unknown_tab_and_a_malformed_range_are_the_same_error(
    sheet: Direct, asked: str
) -> None:
    answer = sheet.ask("GET", f"/values/{asked}")
    assert answer.status == 400
    assert answer.json["error"]["message"] == f"Unable to parse range: {asked}"


def test_a_range_that_starts_past_the_grid_is_refused(sheet: Direct) -> None:
    answer = sheet.ask("GET", "/values/Sheet1!A5000:B5001")
    assert answer.json["error"]["message"] == (
        "Range (Sheet1!A5000:B5001) exceeds grid limits. "
        "Max rows: 1000, max columns: 26"
    )


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ([["", "a", ""], ["", ""], ["b"], [""]], [["", "a"], [], ["b"]]),
        ([["", ""]], None),
    ],
)
def test_a_read_is_trimmed(sheet: Direct, values: Any, read: Any) -> None:
    sheet.update("A1", values)
    assert sheet.read("A1:D9") == read


def test_columns_are_trimmed_by_column(sheet: Direct) -> None:
    sheet.update("A1", [["a", "b", "c"], ["", "d", ""], ["e", "", ""]])
    read = sheet.read("A1:D9", majorDimension="COLUMNS")
    assert read == [["a", "", "e"], ["b", "d"], ["c"]]
