from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.emulator import ROBOT, Emulator


def _typed(sheet: Direct, text: Any) -> tuple[Any, Any]:
    sheet.update("A1", [[text]])
    shown = sheet.read("A1") or [[None]]
    held = sheet.read("A1", valueRenderOption="UNFORMATTED_VALUE") or [[None]]
    return shown[0][0], held[0][0]


@pytest.mark.parametrize(
    ("text", "shown", "held"),
    [
        ("007", "7", 7),
        ("1-2", "1-2", 46024),
        ("2026-09-05", "2026-09-05", 46270),
        ("9/5/2026", "9/5/2026", 46270),
        ("9/5/2026 14:30", "9/5/2026 14:30", 46270 + 14.5 / 24),
        ("14:30", "14:30", 14.5 / 24),
        ("2:30 PM", "2:30 PM", 14.5 / 24),
        ("$100.15", "$100.15", 100.15),
        ("2,000,000.01", "2,000,000.01", 2000000.01),
        ("12%", "12%", 0.12),
        ("12.5%", "12.50%", 0.125),
        ("1e5", "1.00E+05", 100000),
        ("-3.5", "-3.5", -3.5),
        ("TRUE", "TRUE", True),
        ("'=1+1", "=1+1", "=1+1"),
        ("=4/2", "2", 2),
        ("3_1_0", "3_1_0", "3_1_0"),
        ("13/13/2026", "13/13/2026", "13/13/2026"),
        ("two words", "two words", "two words"),
        (" 5 ", "5", 5),
        (0.4, "0.4", 0.4),
        (True, "TRUE", True),
        (1 / 3, "0.3333333333", 1 / 3),
    ],
)
def test_typed_in_english(sheet: Direct, text: Any, shown: str, held: Any) -> None:
    found = _typed(sheet, text)
    assert found == (shown, pytest.approx(held) if isinstance(held, float) else held)


@pytest.mark.parametrize(
    ("text", "shown", "held"),
    [
        ("1,5", "1,5", 1.5),
        ("1.234.567,5", "1.234.567,50", 1234567.5),
        ("1.5", "1.5", "1.5"),
        ("5/9/2026", "5/9/2026", 46270),
        ("05/09/2026", "05/09/2026", 46270),
        ("2026-09-05", "2026-09-05", 46270),
        ("50.000 ₫", "50.000 ₫", 50000),
        ("=1,5*2", "3", 3),
        ("=SUM(1;2)", "3", 3),
    ],
)
def test_typed_in_vietnamese(
    sheet_vi: Direct, text: str, shown: str, held: Any
) -> None:
    assert _typed(sheet_vi, text) == (shown, held)


@given(st.sampled_from("=+-@0'") | st.text(max_size=1), st.text(max_size=8))
def test_raw_text_is_never_anything_but_text(first: str, rest: str) -> None:
    emulator = Emulator(anonymous=ROBOT)
    sheet = Direct(emulator, emulator.make("x").book_id)
    text = (first + rest).encode("utf-8", "ignore").decode()
    sheet.update("A1", [[text]], "RAW")
    held = sheet.read("A1", valueRenderOption="UNFORMATTED_VALUE")
    assert held == ([[text]] if text else None)


def test_numbers_and_booleans_stay_such_under_raw(sheet: Direct) -> None:
    sheet.update("A1", [[5, True, 1.25, "5"]], "RAW")
    held = sheet.read("A1:D1", valueRenderOption="UNFORMATTED_VALUE")
    assert held == [[5, True, 1.25, "5"]]


def test_plain_text_cells_keep_what_is_typed(sheet: Direct) -> None:
    look = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    place = {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1}
    fields = "userEnteredFormat.numberFormat"
    sheet.batch({"repeatCell": {"range": place, "cell": look, "fields": fields}})
    assert _typed(sheet, "007") == ("007", "007")


def test_a_date_is_a_number_with_a_format(sheet: Direct) -> None:
    sheet.update("A1", [["2020-01-01"]])
    assert sheet.read("A1", valueRenderOption="FORMULA") == [[43831]]
    shown = sheet.read(
        "A1",
        valueRenderOption="UNFORMATTED_VALUE",
        dateTimeRenderOption="FORMATTED_STRING",
    )
    assert shown == [["2020-01-01"]]


def test_a_link_is_a_link_under_raw_too(sheet: Direct) -> None:
    sheet.update("A1", [["https://example.com/x"]], "RAW")
    fields = "sheets.data.rowData.values.hyperlink"
    data = sheet.get(ranges="A1", fields=fields)["sheets"][0]["data"][0]
    assert data["rowData"][0]["values"] == [{"hyperlink": "https://example.com/x"}]


def test_a_function_that_is_not_known_is_refused_by_name(sheet: Direct) -> None:
    answer = sheet.update("A1", [["=VLOOKUP(A1,B:C,2)"]])
    assert answer["error"]["code"] == 501
    assert "VLOOKUP" in answer["error"]["message"]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1/0", "#DIV/0!"),
        ('="a"&B1', "ab"),
        ("=A1", "#REF!"),
        ("=2^3^1-7", "1"),
        ("=-2+5", "3"),
        ('=IF(B1="b","yes","no")', "yes"),
        ('=IFERROR(1/0,"bad")', "bad"),
        ("=B1>5", "TRUE"),
        ("=SUM(C1:C2)", "5"),
        ("=SUM(C:C)", "5"),
        ("=50%", "0.5"),
        ("=(1", "#ERROR!"),
    ],
)
def test_formulas_are_computed(sheet: Direct, formula: str, shown: str) -> None:
    sheet.update("B1", [["b", 2], ["", 3]])
    sheet.update("A1", [[formula]])
    assert sheet.read("A1") == [[shown]]


@pytest.mark.parametrize(
    ("pattern", "value", "shown"),
    [
        ("#,##0.00", 1234.5, "1,234.50"),
        ("0.###", 2.5, "2.5"),
        ("000", 7, "007"),
        ("#,##0;(#,##0)", -1500, "(1,500)"),
        ('0" ngày"', 3, "3 ngày"),
        ("yyyy-mm-dd hh:mm", 46270.604166667, "2026-09-05 14:30"),
        ("dd/mm/yyyy h:mm am/pm", 46270.604166667, "05/09/2026 2:30 PM"),
        ("ddd d mmm yy", 46270, "Sat 5 Sep 26"),
        ("[h]:mm", 1.5, "36:00"),
        ("0%", 0.256, "26%"),
    ],
)
def test_a_number_is_shown_by_its_pattern(
    sheet: Direct, pattern: str, value: float, shown: str
) -> None:
    look = {"numberFormat": {"type": "NUMBER", "pattern": pattern}}
    cell = {"userEnteredValue": {"numberValue": value}, "userEnteredFormat": look}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [cell]}]
    sheet.batch({"updateCells": {"start": start, "rows": rows, "fields": "*"}})
    assert sheet.read("A1") == [[shown]]


def test_fifty_thousand_letters_fit_and_one_more_does_not(sheet: Direct) -> None:
    assert sheet.update("A1", [["x" * 50_000]], "RAW")["updatedCells"] == 1
    refused = sheet.update("A1", [["x" * 50_001]], "RAW")["error"]
    assert refused["message"] == (
        "Your input contains more than the maximum of 50000 characters in a single "
        "cell."
    )


def test_a_moments_cell_stays_one_when_a_date_is_typed(sheet: Direct) -> None:
    sheet.update("A1", [["2026-09-05 14:30"]])
    sheet.update("A1", [["9/6/2026"]])
    assert sheet.read("A1") == [["2026-09-06 0:00"]]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=NOT(OR(FALSE,AND(TRUE,1)))", "FALSE"),
        ('=LEFT("abc")&RIGHT("abc",2)&MID("abcd",2,2)', "abcbc"),
        ('=LEN(TRIM("  a  b "))', "3"),
        ('=UPPER("ă")&LOWER("Ơ")', "Ăơ"),
        ('=EXACT("a","A")', "FALSE"),
        ('="a"="A"', "TRUE"),
        ('=SEARCH("B","abc")', "2"),
        ('=SEARCH("x","abc")', "#VALUE!"),
        ('=REGEXMATCH("F01-2026","^F0[12]-")', "TRUE"),
        ('=CONCATENATE("a",1,TRUE)', "a1TRUE"),
        ("=ISBLANK(Z9)", "TRUE"),
        ('=ISTEXT("a")', "TRUE"),
        ('=ISNUMBER("1")', "FALSE"),
        ("=AVERAGE(B1:B3)", "2"),
        ("=MIN(B1:B3)+MAX(B1:B3)", "4"),
        ("=COUNT(B1:C3)&COUNTA(B1:C3)", "34"),
        ("=ABS(-2)+INT(2.7)+MOD(7,4)", "7"),
        ("=MOD(1,0)", "#DIV/0!"),
        ("=ROUND(2.345,2)", "2.35"),
        ('=N("a")', "0"),
        ("=ROW()+COLUMN()", "2"),
        ("=TODAY()<=NOW()", "TRUE"),
        ('=1+"x"', "#VALUE!"),
        ("=Z9=0", "TRUE"),
        ('=Z9=""', "TRUE"),
        ('=1<"a"', "TRUE"),
        ("=Nope!A1", "#REF!"),
        ("=LEFT()", "#N/A"),
        ("=10^400", "#NUM!"),
        ("=2<>3", "TRUE"),
        ("=AVERAGE(Z1:Z9)", "#DIV/0!"),
    ],
)
def test_every_function_does_what_its_name_says(
    sheet: Direct, formula: str, shown: str
) -> None:
    sheet.update("B1", [[1, "t"], [2], [3]])
    sheet.update("A1", [[formula]])
    assert sheet.read("A1") == [[shown]]
