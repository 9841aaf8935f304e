"""Whatever is written into a workbook is read as it was, and as the memory holds it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.records import CellChange, NewRow
from sync.memory import MemoryStore
from sync.xlsx.workbook import WorkbookStore
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from sync.store import Store

FIRST = datetime(1900, 3, 1)
LAST = datetime(9999, 12, 31, 23, 59, 59)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
NASTY = st.sampled_from(["_x0041_", "_x005F_x0041_", "_x_", "=1", '<c r="C3">', "]]>"])
SECONDS = st.integers(0, int((LAST - FIRST).total_seconds()))
MOMENTS = SECONDS.map(lambda it: FIRST + timedelta(seconds=it))
DAYS = st.dates(FIRST.date(), LAST.date())
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False)
)
CELLS = {
    "status": TEXTS,
    "due": MOMENTS,
    "name": st.one_of(TEXTS, NASTY),
    "words": st.lists(st.one_of(TEXTS, NASTY), min_size=1).map("".join),
    "day": DAYS,
    "mark": NUMBERS,
    "amount": NUMBERS,
    "agreed": st.booleans(),
}
ROWS = st.fixed_dictionaries({}, optional=CELLS)


def kinds(cells: dict[str, Raw]) -> dict[str, Raw]:
    """The cells with numbers as sheets hold them: all are floats."""
    return {
        key: float(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
        for key, raw in cells.items()
    }


@given(st.lists(ROWS, min_size=1, max_size=6))
def test_what_is_written_is_read(rows: list[dict[str, Raw]]) -> None:
    with TemporaryDirectory() as folder:
        store = WorkbookStore(Path(folder), desk_id="ban-thu")
        store.dress(BOOK)
        coded = [{"code": f"F01-{at}", **cells} for at, cells in enumerate(rows)]
        new = [NewRow("case", cells, once="code") for cells in coded]
        store.commit(store.read(BOOK), new)
        back = [dict(row.cells) for row in store.read(BOOK).rows["case"]]
    assert back == [kinds(cells) for cells in coded]


def step(store: Store, cells: dict[str, Raw], at: int, key: str) -> None:
    """A new row, or one cell of an old one."""
    reading = store.read(BOOK)
    rows = reading.rows["case"]
    if at < len(rows):
        row = rows[at]
        before, after = row.get(key), cells.get(key)
        store.commit(reading, [CellChange("case", row.line, key, before, after)])
    else:
        new = NewRow("case", {"code": f"F01-{len(rows)}", **cells}, once="code")
        store.commit(reading, [new])


@given(
    st.lists(
        st.tuples(ROWS, st.integers(0, 9), st.sampled_from(sorted(CELLS))), max_size=10
    )
)
def test_a_workbook_and_the_memory_hold_the_same(
    steps: list[tuple[dict[str, Raw], int, str]],
) -> None:
    with TemporaryDirectory() as folder:
        stores: list[Store] = [
            MemoryStore(),
            WorkbookStore(Path(folder), desk_id="ban-thu"),
        ]
        for store in stores:
            store.dress(BOOK)
            for cells, at, key in steps:
                step(store, cells, at, key)
        memory, workbook = (store.read(BOOK).rows["case"] for store in stores)
    assert [(row.line, kinds(dict(row.cells))) for row in memory] == [
        (row.line, dict(row.cells)) for row in workbook
    ]


def test_a_day_before_sheets_count_is_kept_as_text() -> None:
    with TemporaryDirectory() as folder:
        store = WorkbookStore(Path(folder), desk_id="ban-thu")
        store.dress(BOOK)
        cells: dict[str, Raw] = {"code": "F01-1", "day": date(1899, 12, 31)}
        cells["mark"] = float("inf")
        store.commit(store.read(BOOK), [NewRow("case", cells, once="code")])
        (row,) = store.read(BOOK).rows["case"]
    assert (row.get("day"), row.get("mark")) == ("31/12/1899", "inf")
