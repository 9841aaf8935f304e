"""The doors over HTTP: control, people, the page; and the folder that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.sheets_emulator import __main__ as command
from tests.sheets_emulator import oauth
from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.emulator import ROBOT, Emulator
from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def url(emulator: Emulator) -> Iterator[str]:
    with serving(emulator) as url:
        yield url


def _rule(formula: str, color: dict[str, float]) -> dict[str, Any]:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    look = {"condition": condition, "format": {"backgroundColor": color}}
    rule = {"ranges": [{"startRowIndex": 2}], "booleanRule": look}
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


@pytest.mark.parametrize(
    ("formula", "painted"),
    [
        ('=LEFT($A3;1)="▲"', True),
        ('=AND($A3<>"";NOT($B3>NOW()))', True),
        ('=OR(LEFT($A3;1)="■";$B3>NOW())', False),
        ('=$A4="▲ Quá hạn"', False),
        ("=VLOOKUP($A3;A:B;2)", False),
    ],
)
def test_the_page_shows_the_colors_of_the_rules(
    sheet_vi: Direct, url: str, formula: str, painted: Any
) -> None:
    sheet_vi.update("A3", [["▲ Quá hạn", 46000]], "RAW")
    sheet_vi.batch(_rule(formula, {"red": 1}))
    page = requests.get(f"{url}/sheet/{sheet_vi.book_id}", timeout=5)
    cell = page.text.partition("▲ Quá hạn<")[0].rpartition("<td")[2]
    assert ("background-color:#ff0000" in cell) is painted


def test_the_page_lets_a_person_type(sheet: Direct, url: str) -> None:
    form = {"tab": "Sheet1", "cell": "B2", "text": "<b>xin chào</b>"}
    page = requests.post(f"{url}/sheet/{sheet.book_id}", data=form, timeout=5)
    assert "&lt;b&gt;xin chào&lt;/b&gt;" in page.text
    assert sheet.read("B2") == [["<b>xin chào</b>"]]


def test_faults_people_and_books_are_asked_for_over_http(
    emulator: Emulator, url: str
) -> None:
    def post(door: str, body: Any) -> Any:
        return requests.post(f"{url}/emulator/{door}", json=body, timeout=5).json()

    book_id = post("books", {"title": "Sổ"})["spreadsheetId"]
    sheet = Direct(emulator, book_id)
    post("faults", [{"at": 2, "do": "503"}])
    person = {"book": book_id, "tab": "Sheet1", "cell": "A1", "text": "x"}
    post("people", {"do": "type", "before": 3, **person})
    statuses = [sheet.ask("GET", "/values/A1").status for _ in range(2)]
    assert (statuses, sheet.read("A1")) == ([200, 503], [["x"]])
    seen = requests.get(f"{url}/emulator/seen", timeout=5).json()
    assert [one["number"] for one in seen] == [1, 2, 3]
    assert post("faults", [{"at": 1, "do": "flood"}])["error"]["code"] == 400


def test_a_folder_keeps_everything(tmp_path: Path) -> None:
    first = Emulator(folder=tmp_path, anonymous=ROBOT)
    sheet = Direct(first, first.make("Sổ", locale="vi_VN").book_id)
    sheet.update("A1", [["=1/0", "05/09/2026", True, "chữ"]])
    first.person(sheet.book_id).note("Sheet1", "A1", "n")
    sheet.batch({"addSheet": {"properties": {"title": "b"}}})
    second = Direct(Emulator(folder=tmp_path, anonymous=ROBOT), sheet.book_id)
    assert second.get(includeGridData="true") == sheet.get(includeGridData="true")


def test_the_command_goes_on_with_the_key_of_the_file(tmp_path: Path) -> None:
    asked = command.options(["--state", str(tmp_path), "--book", "Sổ", "--book", "Sổ"])
    path = tmp_path / "account.json"
    first = command.prepared(asked)
    old = first.account()
    command.keep_account(first.door, path, old)
    oauth._key.cache_clear()
    second = command.prepared(asked)
    fresh = second.account()
    assert fresh["private_key"] != old["private_key"]
    command.keep_account(second.door, path, fresh)
    assert second.account()["private_key"] == old["private_key"]
    assert [one.title for one in second.shelf.books.values()] == ["Sổ"]
