"""The register on Google, 200 ms added to each request, beside plain gspread code.

The emulator of ``tests/sheets_emulator`` answers from a process of its own. The peer is
gspread as tutorials write it: a request a row, a cell, a format. Of what it does again
and again a tenth is done and the time taken ten times. The floor is the 200 ms of the
requests that cannot be spared, a read and a write; for the review it is these two
requests sent by hand, their answers parsed and nothing else.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.request import Request, urlopen

import gspread

sys.path.insert(0, str(Path(__file__).parents[1]))  # the emulator is not installed

from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK, RESTRICTED
from sheets_schema.looks import look
from sheets_schema.records import CellChange, NewRow, Reading
from sync.google.client import Client
from sync.google.reading import reading as typed
from sync.google.spreadsheet import VALUES, GoogleSheet, Spreadsheet
from sync.google.store import GoogleStore
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.server import bound

LATENCY = 0.2
ROWS, COLUMNS, CHANGES, QUEUED = 10_000, 28, 200, 100
PART = 10
"""One in so many of the peer's requests is sent; each costs the same."""
REVIEW = "review of 10,000 rows"
FASTER, TYPING = 50, 3
"""The goals: so many times faster than the peer, so many times the parsing of JSON."""
NOW = datetime(2026, 3, 6, 9, 42)  # noqa: DTZ001 - sheets hold local time
KEYS = [column.key for column in F01.columns][:COLUMNS]


@dataclass
class Taken:
    """What something took: seconds and requests."""

    seconds: float
    requests: int


def serve(pipe: Connection) -> None:
    """The emulator, until its parent is gone; the latency is set over the pipe."""
    emulator = Emulator(latency=LATENCY)
    server = bound(emulator)
    ids = {book.key: emulator.make(book.title).book_id for book in (DESK, RESTRICTED)}
    plain = emulator.make("Tutorial").book_id
    pipe.send((emulator.url, emulator.account(), ids, plain))
    Thread(target=server.serve_forever, daemon=True).start()
    while True:
        try:
            emulator.latency = pipe.recv()
        except EOFError:
            return
        pipe.send(None)


class Place:
    """The emulator, seen from here."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.url, self.account, self.ids, self.plain = pipe.recv()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is done inside waits for nothing."""
        self._latency(0.0)
        yield
        self._latency(LATENCY)

    def _latency(self, seconds: float) -> None:
        self.pipe.send(seconds)
        self.pipe.recv()

    @property
    def seen(self) -> int:
        with urlopen(Request(f"{self.url}/emulator/seen")) as answer:  # noqa: S310 - our own server
            return len(json.load(answer))

    def timed(self, work: Callable[[], object]) -> Taken:
        before, start = self.seen, time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        return Taken(seconds, self.seen - before)


def cell(key: str, row: int) -> object:
    kind = F01[key].kind.format
    if "yy" in kind:
        return NOW + timedelta(minutes=row)
    return f"F01-2026-{row:04}" if key == "code" else f"{F01[key].heading} {row}"


def case(row: int) -> NewRow:
    return NewRow("f01", {key: cell(key, row) for key in KEYS}, once="code")


def ours(place: Place, folder: Path) -> tuple[GoogleStore, dict[str, Taken]]:
    file = folder / "credentials.json"
    file.write_text(json.dumps(place.account), encoding="utf-8")
    line = Client(file, endpoint=place.url, timeouts=(5.0, 120.0))
    store = GoogleStore(line, ids=place.ids, desk_id="bench")
    found = {"dress a book": place.timed(lambda: store.dress(RESTRICTED))}
    with place.at_once():
        store.dress(DESK)
        store.commit(store.read(DESK), [case(row) for row in range(1, ROWS + 1)])
        store.read(DESK)

    def flush() -> None:
        rows = [case(row) for row in range(ROWS + 1, ROWS + QUEUED + 1)]
        store.commit(store.read(DESK, {"f01"}), rows)

    def review() -> None:
        found = store.read(DESK)
        store.commit(found, changes(found))

    found["flush of 100 cases"] = place.timed(flush)
    takes = [place.timed(review) for _ in range(3)]
    found[REVIEW] = min(takes, key=lambda one: one.seconds)
    return store, found


def by_hand(place: Place, store: GoogleStore) -> float:
    """The seconds of a review's two requests: the values, and one cell."""
    reader = store._reader(DESK)  # noqa: SLF001 - to ask for just the same
    client, tabs = reader.writer.client, reader.known.tabs
    titles = [f"'{tab.title}'" for tab in tabs]
    (register,) = (tab for tab in tabs if "f01.code" in tab.keys)
    start = {"sheetId": register.id, "rowIndex": 2, "columnIndex": 60}
    cell = {"start": start, "rows": [{"values": [{}]}], "fields": "userEnteredValue"}

    def both() -> None:
        client.values({"ranges": titles, **VALUES})
        account, book_id = client.account, client.book_id
        account.post(book_id, {"requests": [{"updateCells": cell}]}, fields="replies")

    return min(place.timed(both).seconds for _ in range(3))


def changes(found: Reading) -> list[CellChange]:
    rows = found.rows["f01"][:: ROWS // CHANGES][:CHANGES]
    stamp = f"{time.perf_counter()}"
    return [
        CellChange("f01", row.line, "status", row.get("status"), f"Bước {stamp}")
        for row in rows
    ]


def peer(place: Place) -> dict[str, Taken]:
    """The three things as tutorials do them."""

    class Local(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: object, **rest: object):  # type: ignore[no-untyped-def] # noqa: ANN202 - as gspread has it
            endpoint = endpoint.replace("https://sheets.googleapis.com", place.url, 1)
            return super().request(method, endpoint, *args, **rest)

    client = gspread.service_account_from_dict(place.account, http_client=Local)
    book = client.open_by_key(place.plain)
    found = {"dress a book": times(place.timed(lambda: dress(book)))}
    sheet, queue = book.sheet1, book.add_worksheet("Phản hồi", 1000, COLUMNS)
    with place.at_once():
        lines = [[str(cell(key, row)) for key in KEYS] for row in range(1, ROWS + 1)]
        sheet.resize(ROWS + 1, COLUMNS)
        sheet.update([[F01[key].heading for key in KEYS], *lines], "A1")

    def flush() -> None:
        for row, line in enumerate(lines[: QUEUED // PART], 2):
            queue.append_row(line)
            queue.format(f"A{row}:C{row}", {"textFormat": {"bold": True}})

    def review() -> None:
        for row in range(2, 2 + CHANGES // PART):
            sheet.update_cell(row, 2, f"Bước {row}")

    found["flush of 100 cases"] = times(place.timed(flush))
    read = place.timed(lambda: every(client, place.plain))
    write = times(place.timed(review))
    together = Taken(read.seconds + write.seconds, read.requests + write.requests)
    found[REVIEW] = together
    client.http_client.session.close()
    return found


def every(client: gspread.Client, book_id: str) -> list[dict[str, object]]:
    return client.open_by_key(book_id).sheet1.get_all_records()


def times(taken: Taken) -> Taken:
    return Taken(taken.seconds * PART, taken.requests * PART)


def dress(book: gspread.Spreadsheet) -> None:
    """A heading, a note, a format and a width each; one column in ten."""
    columns = [one for table in RESTRICTED.tables for one in look.of(table).columns]
    tab = book.add_worksheet("Hồ sơ", 300, len(columns))
    for at, column in list(enumerate(columns, 1))[: round(len(columns) / PART)]:
        tab.update_cell(1, at, column.heading)
        tab.insert_note(gspread.utils.rowcol_to_a1(1, at), column.note)
        letters = gspread.utils.rowcol_to_a1(1, at)[:-1]
        tab.format(f"{letters}1", {"textFormat": {"bold": True}})
        tab.format(f"{letters}2:{letters}300", {"numberFormat": {"type": "TEXT"}})
        tab.columns_auto_resize(at - 1, at)


def typing() -> float:
    """Parsing and typing a reading of the values alone, in parsings of its JSON."""
    found = [[F01.full(key) for key in KEYS], [F01[key].heading for key in KEYS]]
    found += [[str(cell(key, row)) for key in KEYS] for row in range(ROWS)]
    words = json.dumps(found, ensure_ascii=False).encode()

    def parsed() -> None:
        json.loads(words)

    def read() -> None:
        sheet = GoogleSheet(1, "Sổ", ROWS, COLUMNS, json.loads(words))
        typed(DESK, Spreadsheet((), (sheet,)), {"f01"})

    return timed(read) / timed(parsed)


def timed(work: Callable[[], object]) -> float:
    takes = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        takes.append(time.perf_counter() - start)
    return median(takes)


def show(
    mine: dict[str, Taken], plain: dict[str, Taken], floors: dict[str, float]
) -> None:
    for name, one in mine.items():
        other, floor = plain[name], floors[name]
        print(
            f"{name}: ours {one.seconds:.2f} s, {one.requests} requests; plain gspread "
            f"{other.seconds:.1f} s, {other.requests}: "
            f"{other.seconds / one.seconds:.0f} times faster; the floor {floor:.2f} s: "
            f"{one.seconds / floor:.1f} times"
        )


def main() -> None:
    context = get_context("spawn")
    pipe, other = context.Pipe()
    process = context.Process(target=serve, args=(other,), daemon=True)
    process.start()
    place = Place(pipe)
    with TemporaryDirectory() as folder, closing(pipe):
        store, mine = ours(place, Path(folder))
        floors = dict.fromkeys(mine, 2 * LATENCY) | {REVIEW: by_hand(place, store)}
        plain = peer(place)
        store.close()
    process.terminate()
    process.join()
    show(mine, plain, floors)
    ratio = plain[REVIEW].seconds / mine[REVIEW].seconds
    print(f"\nreview: {ratio:.0f} times faster (goal: {FASTER})")
    print(f"parsing and typing: {typing():.1f} parsings of the JSON (goal: {TYPING})")


if __name__ == "__main__":
    main()
