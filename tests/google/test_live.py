"""What the desk rests on at Google and nobody has recorded.

Tried on the emulator; and on Google itself, with ``-m live``, where LANGNGHE_LIVE_SHEET
names a spreadsheet of no worth and GOOGLE_APPLICATION_CREDENTIALS a key that may write.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.records import CellChange, NewRow
from sheets_schema.report import Chart, FigureTable, Report
from sync.google.refusals import ApiRefused, Why
from sync.google.store import GoogleStore
from sync.store import Moved
from tests.google.hand import google
from tests.stores.conftest import KEY, SHEET, on_google
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.records import Reading
    from sync.google.client import Client
    from tests.stores.trial import Trial

LIVE = pytest.param(on_google, id="live", marks=pytest.mark.live)
PLACES = [pytest.param(google, id="google"), *([LIVE] if SHEET and KEY else [])]
CASE = NewRow("case", {"code": "F01-2026-0001", "name": "An"}, once="code")
SHARES = FigureTable(("Câu", "Không", "Có"), (("Một", 0.1, 0.9), ("Hai", 0.3, 0.7)))


@pytest.fixture(params=PLACES)
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Trial]:
    with request.param(tmp_path) as made:
        yield made


def store(trial: Trial) -> GoogleStore:
    assert isinstance(trial.store, GoogleStore)
    return trial.store


def client(trial: Trial) -> Client:
    return store(trial)._client


def asked(trial: Trial, fields: str) -> Any:
    return client(trial).get(store(trial)._ids[BOOK.key], {"fields": fields})


def test_of_two_batches_that_race_for_one_mark_one_is_done(trial: Trial) -> None:
    ids = {BOOK.key: store(trial)._ids[BOOK.key]}
    copies = [GoogleStore(client(trial), ids=ids, desk_id="ban-thu") for _ in range(2)]
    readings = [copy.read(BOOK) for copy in copies]

    def write(copy: GoogleStore, reading: Reading) -> bool:
        try:
            copy.commit(reading, [NewRow("unit", {"name": "Kho"}, once="")])
        except Moved:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(write, copies, readings))
    assert sorted(done) == [False, True]
    assert len(trial.store.read(BOOK).rows["unit"]) == 1


def test_a_name_that_is_gone_refuses_its_whole_batch(trial: Trial) -> None:
    new = {"addSheet": {"properties": {"title": "Không thành"}}}
    gone = {"deleteNamedRange": {"namedRangeId": "1234567890"}}
    body = {"requests": [new, gone]}
    with pytest.raises(ApiRefused) as refused:
        client(trial).post(store(trial)._ids[BOOK.key], body, fields="spreadsheetId")
    assert refused.value.why is Why.INVALID
    titles = [it["properties"]["title"] for it in asked(trial, "sheets")["sheets"]]
    assert "Không thành" not in titles


def test_a_second_dress_writes_nothing(trial: Trial) -> None:
    trial.store.commit(trial.store.read(BOOK), [CASE])
    before = client(trial).writes
    assert trial.store.dress(BOOK) == 0
    assert client(trial).writes == before


@pytest.mark.parametrize("kind", ["bar", "column", "stacked"])
def test_a_chart_is_drawn(trial: Trial, kind: Any) -> None:
    report = Report("thu-2026", "Thử 2026", (SHARES, Chart("Tỷ lệ", kind, (1, 2))))
    trial.store.draw(BOOK, report)
    sheets = asked(trial, "sheets(properties(title),charts(spec(basicChart)))")
    (drawn,) = (it for it in sheets["sheets"] if "charts" in it)
    assert len(drawn["charts"][0]["spec"]["basicChart"]["series"]) == 2


def test_a_strict_drop_down_lets_the_desk_write(trial: Trial) -> None:
    trial.store.commit(trial.store.read(BOOK), [CASE])
    reading = trial.store.read(BOOK)
    row = reading.rows["case"][0]
    sheet = next(it for it in _sheets(trial) if it["title"] == "Sổ vụ việc")
    place = {"sheetId": sheet["sheetId"], "startRowIndex": row.line - 1}
    values = [{"userEnteredValue": "Bình"}]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": True}
    hand: Any = trial.hand
    hand.do("setDataValidation", range=place, rule=rule)
    change = CellChange("case", row.line, "status", None, "Đã đóng")
    trial.store.commit(reading, [change])
    assert trial.store.read(BOOK).rows["case"][0].get("status") == "Đã đóng"


def _sheets(trial: Trial) -> list[Any]:
    found = asked(trial, "sheets(properties(sheetId,title))")["sheets"]
    return [it["properties"] for it in found]
