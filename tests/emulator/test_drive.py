from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.sheets_emulator.direct import Direct
from tests.sheets_emulator.emulator import ROBOT
from tests.sheets_emulator.wire import Request

if TYPE_CHECKING:
    from tests.sheets_emulator.emulator import Emulator
    from tests.sheets_emulator.wire import Answer

SHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _ask(emulator: Emulator, method: str, rest: str, body: Any = None) -> Answer:
    sent = b"" if body is None else json.dumps(body).encode()
    return emulator.answer(Request.of(method, f"/drive/v3/files{rest}", {}, sent))


def test_a_file_that_is_not_there_has_no_status_word(emulator: Emulator) -> None:
    error = _ask(emulator, "GET", "/nope").json["error"]
    assert (error["code"], error["message"]) == (404, "File not found: nope.")
    assert (error["errors"][0]["reason"], "status" in error) == ("notFound", False)


def test_a_bad_token_is_told_with_a_list_of_errors(emulator: Emulator) -> None:
    headers = {"Authorization": "Bearer old"}
    answer = emulator.answer(Request.of("GET", "/drive/v3/files", headers))
    assert answer.status == 401
    assert answer.json["error"]["errors"][0]["location"] == "Authorization"
    assert answer.headers["WWW-Authenticate"].endswith('error="invalid_token"')


def test_a_file_is_found_by_name_and_kind(emulator: Emulator, sheet: Direct) -> None:
    _ask(emulator, "POST", "", {"name": "other", "mimeType": SHEET})
    query = f'?q=mimeType="{SHEET}" and name = "Register"&fields=files(id)'
    found = _ask(emulator, "GET", query.replace(" ", "%20").replace('"', "%22"))
    assert found.json == {"files": [{"id": sheet.book_id}]}


def test_a_list_without_fields_says_whether_it_is_whole(sheet: Direct) -> None:
    found = _ask(sheet.emulator, "GET", "").json
    assert (found["incompleteSearch"], len(found["files"])) == (False, 1)
    assert set(found["files"][0]) == {"kind", "id", "name", "mimeType"}


def test_a_query_that_is_not_known_is_refused(emulator: Emulator) -> None:
    assert _ask(emulator, "GET", "?q=trashed=false").status == 501


def test_a_spreadsheet_is_exported_as_a_workbook(sheet: Direct) -> None:
    sheet.update("A1", [["=1+1", "007", "2026-09-05"]])
    sheet.update("B1", [["=x"]], "RAW")
    answer = _ask(sheet.emulator, "GET", f"/{sheet.book_id}/export?mimeType={XLSX}")
    drawn = openpyxl.load_workbook(io.BytesIO(answer.body))["Sheet1"]
    cells = [(cell.value, cell.data_type) for cell in drawn[1]]
    assert cells[:2] == [("=1+1", "f"), ("=x", "s")]
    assert str(cells[2][0]).startswith("2026-09-05")


def test_a_change_moves_the_moment_of_the_file(
    emulator: Emulator, sheet: Direct
) -> None:
    def changed() -> Any:
        rest = f"/{sheet.book_id}?fields=modifiedTime"
        return _ask(emulator, "GET", rest).json["modifiedTime"]

    before = changed()
    emulator.now = lambda: 1_772_560_000.0
    sheet.update("A1", [["x"]])
    assert (before, changed()) == (
        "2026-03-03T15:00:00.000Z",
        "2026-03-03T17:46:40.000Z",
    )


def test_only_the_owner_throws_a_file_away(sheet: Direct) -> None:
    assert _ask(sheet.emulator, "DELETE", f"/{sheet.book_id}").status == 403
    sheet.emulator.share(sheet.book_id, ROBOT, "owner")
    assert _ask(sheet.emulator, "DELETE", f"/{sheet.book_id}").status == 204
    assert sheet.ask("GET", "").status == 404


def test_a_copy_holds_the_same_under_another_name(sheet: Direct) -> None:
    sheet.update("A1", [["x"]])
    answer = _ask(sheet.emulator, "POST", f"/{sheet.book_id}/copy", {"name": None})
    assert answer.json["name"] == "Copy of Register"
    copied = Direct(sheet.emulator, answer.json["id"])
    copied.update("A2", [["y"]])
    assert (copied.read("A:A"), sheet.read("A:A")) == ([["x"], ["y"]], [["x"]])


def test_a_csv_file_is_typed_in_place_of_everything(sheet: Direct) -> None:
    target = f"/upload/drive/v2/files/{sheet.book_id}?uploadType=media"
    body = 'Tên,Số\n"Lê, An",007\n'.encode()
    assert sheet.emulator.answer(Request.of("PUT", target, {}, body)).status == 200
    assert sheet.read("Register") == [["Tên", "Số"], ["Lê, An", "7"]]
    answer = _ask(sheet.emulator, "GET", f"/{sheet.book_id}/export?mimeType=text/csv")
    assert answer.body.decode() == 'Tên,Số\r\n"Lê, An",7'
