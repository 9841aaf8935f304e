"""No cell of an old register is lost, whatever stands in it and wherever it goes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.imports.import_cells import Target
from sheets_schema.books.shelf import BOOK_OF, BOOKS
from sheets_schema.cells import Conditions, clean
from sheets_schema.choices import LISTS
from sheets_schema.imports.matching import may_fill

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from sheets_schema.columns import Column

CONDITIONS = Conditions(ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 3, 6), LISTS)
COLUMNS = [
    column
    for book in BOOKS
    for table in book.tables
    for column in table.columns
    if may_fill(table, column)
]
FREE = [it for it in COLUMNS if it.kind.name in {"chữ", "đoạn văn"}]
DAYS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1))
CELLS: st.SearchStrategy[Raw] = st.one_of(
    st.text(),
    st.floats(allow_nan=False),
    st.integers(),
    st.booleans(),
    DAYS,
    st.dates(),
)


def held(column: Column, *cells: Raw) -> Raw:
    target = Target(column, ("A",), tuple(range(len(cells))))
    target.study(cells)
    return target.cell(cells, 2, CONDITIONS)


@given(st.sampled_from(COLUMNS), CELLS)
def test_what_says_anything_is_held_by_any_column(column: Column, raw: Raw) -> None:
    says = any(sign.isalnum() for sign in clean(str(raw)))
    assert held(column, raw) not in {None, ""} or not says


@given(st.sampled_from(FREE), st.text(min_size=1))
def test_words_stand_as_they_were_typed(column: Column, text: str) -> None:
    assert (held(column, text) or "") in {clean(text), ""}
    assert held(column, f"x{text}") == clean(f"x{text}")


@given(st.sampled_from(COLUMNS), CELLS)
def test_what_was_imported_and_exported_comes_back_the_same(
    column: Column, raw: Raw
) -> None:
    once = held(column, raw)
    assert held(column, once) == once


@pytest.mark.parametrize(
    ("key", "raw", "stands"),
    [
        ("f01.phone", 912345678.0, "0912345678"),
        ("f01.phone", "(024) 3826.1234", "(024) 3826.1234"),
        ("f01.contract", 4711.0, "4711"),
        ("f01.contract", "007", "007"),
        ("f01.description", datetime(2024, 3, 4, 9, 30), "04/03/2024 09:30"),
        ("f01.kind", "khieu nai", "Khiếu nại"),
        ("f01.wanted", "xin loi, hoan tien", "Xin lỗi; Hoàn tiền hoặc bồi thường"),
        ("f01.event_date", datetime(2024, 3, 4), date(2024, 3, 4)),
        ("f01.received_at", 45355.5, datetime(2024, 3, 4, 12)),
        ("f01.received_at", 120124, datetime(2024, 1, 12)),
        ("f01.received_at", "120124", datetime(2024, 1, 12)),
        ("f02.amount", "1,5 triệu", 1_500_000),
        ("f02.site_needed", "x", "Có"),
        ("answer.q1", "5", 5),
        ("answer.q1", 4.0, 4),
        ("answer.q1", "4,5", "4,5"),
        ("answer.q1", "05", "05"),
        ("question.scale", "1-5", "1-5"),
    ],
)
def test_a_cell_stands_as_its_column_holds_it(key: str, raw: Raw, stands: Raw) -> None:
    tab, _, name = key.partition(".")
    found = held(BOOK_OF[tab][tab][name], raw)
    assert (found, type(found)) == (stands, type(stands))
