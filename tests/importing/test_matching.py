"""Headings of other registers are offered the columns that they may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sheets_schema.books.shelf import BOOK_OF, BOOKS
from sheets_schema.columns import Nature
from sheets_schema.imports.matching import likeness, may_fill, nearest, offers
from sheets_schema.imports.other_names import OTHER_NAMES

if TYPE_CHECKING:
    from sheets_schema.columns import Table

TABLES = [table for book in BOOKS for table in book.tables]
OPEN = [table for table in TABLES if not table.log]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("SĐT liên hệ", "phone"),
        ("Số điện thoại", "phone"),
        ("Khách hàng / Số ĐT", "phone"),
        ("Thời điểm", "received_at"),
        ("Ngày", "received_at"),
        ("HỌ TÊN KHÁCH HÀNG", "name"),
        ("Ngày tiếp nhận", "received_at"),
        ("Noi dung khieu nai", "description"),
        ("Hạn xử lý", "promised_at"),
        ("Date received", "received_at"),
        ("open_dt", "received_at"),
        ("target_dt", "promised_at"),
        ("closed_dt", "closed_at"),
        ("Submitted via", "channel"),
        ("Nội dung khách nói", "description"),
        ("received_at", "received_at"),
    ],
)
def test_a_heading_is_offered_its_column(heading: str, key: str) -> None:
    assert offers([heading], BOOK_OF["f01"]["f01"]) == {heading: key}


@pytest.mark.parametrize(
    "heading", ["STT", "State", "ZIP code", "neighborhood", "Cột E"]
)
def test_a_heading_like_nothing_is_offered_nothing(heading: str) -> None:
    assert offers([heading], BOOK_OF["f01"]["f01"]) == {}


def test_a_column_is_offered_once_to_the_likeliest_and_none_that_is_taken() -> None:
    table = BOOK_OF["f01"]["f01"]
    two = offers(["Ngày tiếp nhận", "Ngày tiếp nhận khiếu nại"], table)
    assert two == {"Ngày tiếp nhận": "received_at"}
    assert offers(["Họ và tên"], table, taken={"name"}) == {}


@pytest.mark.parametrize(
    ("headings", "tab"),
    [
        (["Họ tên khách", "Ngày tiếp nhận", "Nội dung khiếu nại", "Hạn xử lý"], "f01"),
        (["Số", "Ngày", "Khách hàng", "Nội dung"], "f01"),
        (["id", "text", "scale", "not_applicable", "track"], "question"),
        (["Họ và tên", "Chức vụ", "Phòng ban", "Email"], "person"),
        (["Mã KH", "Người đại diện", "Địa chỉ", "Khu vực", "Email"], "customer"),
        (["Q1", "Q2", "Q3"], "answer"),
    ],
)
def test_the_headings_tell_which_tab_is_meant(headings: list[str], tab: str) -> None:
    assert nearest(headings, OPEN).key == tab


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_nothing_that_the_desk_computes_may_be_filled(table: Table) -> None:
    computed = [it for it in table.columns if it.nature is Nature.DERIVED]
    assert not [it.key for it in computed if may_fill(table, it)]


def test_every_other_name_is_a_name_of_a_column() -> None:
    keys = {column.key for table in TABLES for column in table.columns}
    assert set(OTHER_NAMES) <= keys


def test_marks_capitals_and_order_make_no_difference() -> None:
    assert likeness("Họ và Tên", "HO VA TEN") == 1
    assert likeness("khách hàng họ tên", "họ tên khách hàng") == 1
    assert likeness("", "tên") == 0
