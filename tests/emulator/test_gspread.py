"""gspread itself over HTTP, with tokens got by signed assertions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import google.auth.transport.requests
import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from google.oauth2.service_account import Credentials

from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.faults import Fault
from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator()
    with serving(emulator):
        yield emulator


@pytest.fixture
def client(emulator: Emulator) -> Iterator[gspread.Client]:
    class Local(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **rest: Any) -> Any:
            for host in HOSTS:
                endpoint = endpoint.replace(host, emulator.url, 1)
            return super().request(method, endpoint, *args, **rest)

    found = gspread.service_account_from_dict(emulator.account(), http_client=Local)
    found.set_timeout((3.05, 20))
    yield found
    found.http_client.session.close()


@pytest.fixture
def tab(emulator: Emulator, client: gspread.Client) -> gspread.Worksheet:
    return client.open_by_key(emulator.make("Register").book_id).sheet1


def test_a_shared_spreadsheet_is_opened_by_its_id(tab: gspread.Worksheet) -> None:
    assert (tab.title, tab.row_count, tab.col_count) == ("Sheet1", 1000, 26)


def test_a_spreadsheet_is_made_and_found_by_its_name(client: gspread.Client) -> None:
    made = client.create("Sổ CSKH")
    assert client.open("Sổ CSKH").id == made.id


def test_rows_are_appended_below_one_another(tab: gspread.Worksheet) -> None:
    tab.append_row(["F01", "0901234567"])
    tab.append_row(["F02", "=1+1"])
    assert tab.get_all_values() == [["F01", "0901234567"], ["F02", "=1+1"]]


def test_cells_are_found(tab: gspread.Worksheet) -> None:
    tab.update([["a", "b"], ["c", "d"]], "B2")
    found = tab.find("d")
    assert found is not None
    assert found.address == "C3"


def test_rows_are_sorted_deleted_and_inserted(tab: gspread.Worksheet) -> None:
    tab.update([["c"], ["a"], ["b"]], "A1")
    tab.sort((1, "asc"), range="A1:A3")
    tab.delete_rows(2)
    tab.insert_row(["new"], 2)
    assert tab.col_values(1) == ["a", "new", "c"]


def test_a_format_is_kept(tab: gspread.Worksheet) -> None:
    tab.format("A1:B1", {"textFormat": {"bold": True}})
    body = tab.spreadsheet.fetch_sheet_metadata(
        {"fields": "sheets.data.rowData.values.userEnteredFormat.textFormat.bold"}
    )
    row = body["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert [one["userEnteredFormat"]["textFormat"]["bold"] for one in row] == [True] * 2


def test_a_stranger_gets_no_token(emulator: Emulator) -> None:
    account = {**emulator.account(), "client_email": "stranger@example.com"}
    stranger = Credentials.from_service_account_info(  # type: ignore[no-untyped-call] # google-auth has no types here
        account, scopes=["x"]
    )
    with requests.Session() as session:
        transport = google.auth.transport.requests.Request(session)
        with pytest.raises(RefreshError, match="account not found"):
            stranger.refresh(transport)


def test_a_refused_request_is_googles_error(
    emulator: Emulator, tab: gspread.Worksheet
) -> None:
    emulator.script.faults = [Fault(emulator.next_number(), "quota")]
    with pytest.raises(gspread.exceptions.APIError) as caught:
        tab.get_all_values()
    assert caught.value.code == 429


def test_a_page_of_html_is_no_json(emulator: Emulator, tab: gspread.Worksheet) -> None:
    emulator.script.faults = [Fault(emulator.next_number(), "html502")]
    with pytest.raises(gspread.exceptions.APIError) as caught:
        tab.get_all_values()
    assert (caught.value.code, caught.value.response.status_code) == (-1, 502)


@pytest.mark.parametrize(
    ("kind", "held"),
    [("cut_before", None), ("cut_after", [["x"]]), ("cut_within", [["x"]])],
)
def test_a_cut_line_may_have_done_the_work(
    emulator: Emulator, tab: gspread.Worksheet, kind: str, held: Any
) -> None:
    emulator.script.faults = [Fault(emulator.next_number(), kind)]
    with pytest.raises(requests.RequestException):
        tab.append_row(["x"])
    assert (tab.get_all_values() or [[]]) == (held or [[]])


def test_a_slow_answer_runs_into_the_time_out(
    emulator: Emulator, client: gspread.Client, tab: gspread.Worksheet
) -> None:
    client.set_timeout((3.05, 0.05))
    emulator.script.faults = [Fault(emulator.next_number(), "slow", seconds=0.4)]
    with pytest.raises(requests.ReadTimeout):
        tab.get_all_values()


def test_an_account_may_be_forbidden_to_own_files(
    emulator: Emulator, client: gspread.Client
) -> None:
    emulator.may_own = False
    with pytest.raises(gspread.exceptions.APIError, match="storage quota"):
        client.create("x")


def test_only_what_is_shared_is_found(
    emulator: Emulator, client: gspread.Client
) -> None:
    book = emulator.make("secret")
    book.roles.clear()
    with pytest.raises(PermissionError):
        client.open_by_key(book.book_id)


def test_who_may_only_read_cannot_write(
    emulator: Emulator, client: gspread.Client
) -> None:
    tab = client.open_by_key(emulator.make("read", role="reader").book_id).sheet1
    with pytest.raises(gspread.exceptions.APIError, match="does not have permission"):
        tab.update([["x"]], "A1")
