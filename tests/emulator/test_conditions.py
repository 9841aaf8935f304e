"""Conditions of rules and validations, formats and colours as Google tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sheets_emulator import cells
from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.faults import SPELLINGS

if TYPE_CHECKING:
    from tests.sheets_emulator.emulator import Emulator

CELL = {"endRowIndex": 1, "endColumnIndex": 1}


def condition(kind: str, *values: str) -> dict[str, Any]:
    return {"type": kind, "values": [{"userEnteredValue": one} for one in values]}


def rule(formula: str) -> dict[str, Any]:
    boolean = {"condition": condition("CUSTOM_FORMULA", formula), "format": {}}
    added = {"ranges": [CELL], "booleanRule": boolean}
    return {"addConditionalFormatRule": {"rule": added, "index": 0}}


def validation(kind: str, *values: str) -> dict[str, Any]:
    held = {"condition": condition(kind, *values), "strict": True}
    return {"setDataValidation": {"range": CELL, "rule": held}}


def held(sheet: Direct) -> Any:
    fields = "sheets.data.rowData.values.dataValidation"
    rows = sheet.get(fields=fields)["sheets"][0]["data"][0]["rowData"]
    return rows[0]["values"][0]["dataValidation"]["condition"]["values"]


@pytest.mark.parametrize(
    ("locale", "separator", "taken"),
    [
        ("en_US", ",", True),
        ("en_US", ";", True),
        ("vi_VN", ";", True),
        ("vi_VN", ",", False),
        ("es_ES", ",", False),
        ("pt_BR", ",", False),
        ("es_MX", ",", True),
    ],
)
def test_a_formula_is_read_by_the_separators_of_the_locale(
    emulator: Emulator, locale: str, separator: str, *, taken: bool
) -> None:
    sheet = Direct(emulator, emulator.make("x", locale=locale).book_id)
    text = f"=AND(A1=1{separator}B1=2)"
    for request in (rule(text), validation("CUSTOM_FORMULA", text)):
        told = sheet.batch(request).get("error", {"message": ""})["message"]
        words = f"Invalid ConditionValue.userEnteredValue: {text}"
        assert told.endswith("" if taken else words)
        assert bool(told) is not taken


def test_a_range_of_choices_without_its_sign_is_refused(sheet: Direct) -> None:
    told = sheet.batch(validation("ONE_OF_RANGE", "Sheet1!A2:A5"))
    assert told["error"]["code"] == 400


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("=Sheet1!A2:A5", "=Sheet1!$A$2:$A$5"),
        ("='Danh mục'!B3:B", "='Danh mục'!$B$3:$B"),
        ("=Choices", "=Choices"),
    ],
)
def test_a_range_of_choices_is_told_absolute(
    sheet: Direct, sent: str, told: str
) -> None:
    sheet.batch(validation("ONE_OF_RANGE", sent))
    assert held(sheet) == [{"userEnteredValue": told}]


def test_a_validation_written_with_its_cell_is_held_to_the_same(sheet: Direct) -> None:
    data = {"dataValidation": {"condition": condition("ONE_OF_RANGE", "A2:A5")}}
    place = {"range": CELL, "cell": data, "fields": "dataValidation"}
    assert sheet.batch({"repeatCell": place})["error"]["code"] == 400


@pytest.mark.parametrize(
    ("sent", "told"),
    [(2 / 255, 0.007843138), (0.01, 0.007843138), (0.5, 0.49803922), (1, 1)],
)
def test_a_channel_of_a_colour_is_a_float_of_32_bits(sent: float, told: float) -> None:
    assert cells.color({"red": sent}) == {"red": told}


@pytest.mark.parametrize(
    ("typed", "side", "link"),
    [
        ("chữ", "LEFT", "PLAIN_TEXT"),
        ("12", "RIGHT", "PLAIN_TEXT"),
        ("TRUE", "CENTER", "PLAIN_TEXT"),
        ("=1/0", "CENTER", "PLAIN_TEXT"),
        ("https://example.com", "LEFT", "LINKED"),
    ],
)
def test_the_format_that_is_seen_is_told_whole(
    sheet: Direct, typed: str, side: str, link: str
) -> None:
    sheet.update("A1", [[typed]])
    fields = "sheets.data.rowData.values.effectiveFormat"
    rows = sheet.get(fields=fields)["sheets"][0]["data"][0]["rowData"]
    style = rows[0]["values"][0]["effectiveFormat"]
    assert (style["horizontalAlignment"], style["hyperlinkDisplayType"]) == (side, link)
    assert style["textFormat"]["fontFamily"] == "Arial"


def test_an_answer_is_printed_for_people_unless_asked_not_to_be(sheet: Direct) -> None:
    pretty = sheet.ask("GET", "").body.decode()
    plain = sheet.ask("GET", "", prettyPrint="false").body.decode()
    refused = sheet.ask("GET", "/values/Nope!A1").body.decode()
    assert pretty.startswith('{\n  "spreadsheetId": "')
    assert refused.startswith('{\n  "error": {\n    "code": 400')
    assert "\n" not in plain


@pytest.mark.parametrize("name", SPELLINGS)
def test_an_answer_can_spell_back_what_it_was_given_in_other_words(
    sheet_vi: Direct, name: str
) -> None:
    shape = {"numberFormat": {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"}}
    cell = {"cell": {"userEnteredFormat": shape}, "fields": "userEnteredFormat"}
    zone = {"properties": {"timeZone": "Asia/Ho_Chi_Minh"}, "fields": "timeZone"}
    sheet_vi.batch(
        {"updateSpreadsheetProperties": zone},
        {"repeatCell": {"range": CELL, **cell}},
        rule('=OR(A1="a;b";B1=2)'),
    )
    before = told(sheet_vi)
    assert before == ("Asia/Ho_Chi_Minh", "dd/mm/yyyy hh:mm", '=OR(A1="a;b";B1=2)')
    sheet_vi.emulator.spellings = {name}
    after = told(sheet_vi)
    other = ("Asia/Bangkok", "dd/MM/yyyy HH:mm", '=OR(A1="a;b",B1=2)')
    at = list(SPELLINGS).index(name)
    assert after == (*before[:at], other[at], *before[at + 1 :])


def told(sheet: Direct) -> tuple[str, str, str]:
    """Zone, pattern and formula as an answer spells them."""
    whole = sheet.get(includeGridData="true")
    tab = whole["sheets"][0]
    style = tab["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]
    (held,) = tab["conditionalFormats"]
    (value,) = held["booleanRule"]["condition"]["values"]
    return (
        whole["properties"]["timeZone"],
        style["numberFormat"]["pattern"],
        value["userEnteredValue"],
    )
