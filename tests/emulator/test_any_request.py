"""Requests of every kind made up from the description: none may break the emulator."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.sheets_emulator import batch, discovery, shelf
from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.emulator import ROBOT, Emulator

Json = dict[str, Any]
SCHEMAS = discovery.schemas("sheets.v4")
DEEPEST = 5
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "integer": st.sampled_from([0, 0, 1, 2, 3, 7, -1, 1000]),
    "number": st.sampled_from([0, 1, 0.5, -2.5]),
    "string": st.sampled_from(["a", "Sheet1", "=A1", "=$A3>1", "2", "", "x y"]),
    "any": st.sampled_from([1, "x", None, True]),
}
MASKED = "title note userEnteredValue userEnteredFormat pixelSize collapsed range"
MASKED += " gridProperties metadataValue editors index *"
MASKS = st.sampled_from(MASKED.split())
PLACE = {"startRowIndex": 2, "endRowIndex": 5}
PLACE |= {"startColumnIndex": 1, "endColumnIndex": 3}


def _schema(schema: Json, depth: int) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _message(schema["$ref"], depth + 1)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "array":
        return st.lists(_schema(schema["items"], depth + 1), max_size=2)
    if schema["type"] == "object":
        return st.just({})
    return PLAIN[schema["type"]]


def _later(schema: Json, depth: int) -> st.SearchStrategy[Any]:
    return st.deferred(lambda: _schema(schema, depth))


def _message(name: str, depth: int) -> st.SearchStrategy[Json]:
    if depth > DEEPEST:
        return st.just({})
    fields = SCHEMAS[name].get("properties", {})
    made = {key: _later(one, depth) for key, one in fields.items()}
    if "fields" in made:
        made["fields"] = MASKS
    return st.fixed_dictionaries({}, optional=made)


def _request(kind: str) -> st.SearchStrategy[Json]:
    schema = SCHEMAS["Request"]["properties"][kind]
    return st.fixed_dictionaries({kind: _message(schema["$ref"], 0)})


def _dressed(sheet: Direct) -> None:
    size = {"gridProperties": {"rowCount": 12, "columnCount": 6}}
    values = [{"userEnteredValue": "=$A3>1"}]
    condition = {"type": "CUSTOM_FORMULA", "values": values}
    rule = {"ranges": [PLACE], "booleanRule": {"condition": condition}}
    lines = {"dimension": "ROWS", "startIndex": 0, "endIndex": 3}
    sheet.batch(
        {"updateSheetProperties": {"properties": size, "fields": "gridProperties"}},
        {"addConditionalFormatRule": {"rule": rule}},
        {
            "addProtectedRange": {
                "protectedRange": {"protectedRangeId": 3, "range": PLACE}
            }
        },
        {
            "addNamedRange": {
                "namedRange": {"namedRangeId": "a", "name": "N", "range": PLACE}
            }
        },
        {"addDimensionGroup": {"range": lines}},
        {"addChart": {"chart": {"chartId": 3, "spec": {"title": "t"}}}},
        {"mergeCells": {"range": {"startRowIndex": 8, "endRowIndex": 10}}},
    )
    sheet.update("A1", [["a", 1, "=A1"], [2, "=B1+1", "2026-01-02"]])


@given(st.lists(st.sampled_from(sorted(batch.KINDS)).flatmap(_request), max_size=3))
def test_a_batch_is_done_or_refused_and_then_nothing_has_changed(
    requests: list[Json],
) -> None:
    emulator = Emulator(anonymous=ROBOT)
    sheet = Direct(emulator, emulator.make("x").book_id)
    _dressed(sheet)
    before = shelf.saved(emulator.shelf.books[sheet.book_id])
    answer = sheet.batch(*requests)
    after = emulator.shelf.books[sheet.book_id]
    if "error" in answer:
        assert shelf.saved(after) == before
    else:
        assert len(answer["replies"]) == len(requests)
        assert shelf.saved(shelf.loaded(shelf.saved(after))) == shelf.saved(after)
        assert sheet.ask("GET", "", includeGridData="true").status in (200, 501)
