"""The line that names the columns is found, whatever stands above it."""

from __future__ import annotations

import pytest

from sheets_schema.imports.headings import Headings, find

Lines = list[list[str]]


def lines(text: str) -> Lines:
    """A table as it is drawn."""
    drawn = (line.strip().strip("|").split("|") for line in text.strip().splitlines())
    return [[cell.strip() for cell in line] for line in drawn]


PLAIN = """
    | Họ tên | Điện thoại | Nội dung |
    | An     | 0912345678 | Chậm     |
"""
TITLED = """
    | CÔNG TY ÁNH DƯƠNG |            |          |
    | SỔ KHIẾU NẠI 2024 |            |          |
    |                   |            |          |
    | Họ tên            | Điện thoại | Nội dung |
    | (1)               | (2)        | (3)      |
    | An                | 0912345678 | Chậm     |
"""
TITLE_JUST_ABOVE = """
    | SỔ KHIẾU NẠI |            |          |
    | Họ tên       | Điện thoại | Nội dung |
    | An           | 0912345678 | Chậm     |
"""
TWO_TITLES = """
    | CÔNG TY ÁNH DƯƠNG |            | CỘNG HOÀ XÃ HỘI |
    | PHÒNG CSKH        |            | Độc lập         |
    | Họ tên            | Điện thoại | Nội dung        |
    | An                | 0912345678 | Chậm            |
"""
JOINED = """
    | STT | Khách hàng |            | Nội dung |
    |     | Họ tên     | Điện thoại |          |
    | 1   | An         | 0912345678 | Chậm     |
"""


def found(text: str, *wanted: str) -> Headings:
    heads = find(lines(text), wanted=wanted)
    assert heads is not None
    return heads


@pytest.mark.parametrize(
    ("text", "line", "first"),
    [(PLAIN, 1, 2), (TITLED, 4, 6), (TITLE_JUST_ABOVE, 2, 3)],
)
def test_titles_above_the_headings_are_left_out(
    text: str, line: int, first: int
) -> None:
    heads = found(text)
    assert heads.names == ("Họ tên", "Điện thoại", "Nội dung")
    assert (heads.line, heads.first) == (line, first)


def test_a_heading_that_is_known_says_which_line_it_is() -> None:
    heads = found(TWO_TITLES, "Điện thoại", "Nội dung")
    assert (heads.names, heads.line) == (("Họ tên", "Điện thoại", "Nội dung"), 3)


def test_a_heading_of_two_columns_names_both() -> None:
    heads = found(JOINED)
    assert heads.names == (
        "STT",
        "Khách hàng / Họ tên",
        "Khách hàng / Điện thoại",
        "Nội dung",
    )
    assert (heads.line, heads.first) == (1, 3)


def test_cells_that_a_sheet_joined_tell_what_a_heading_spans() -> None:
    top = lines("""
        | Sổ 2024 |        |            |      |
        | STT     | Khách  |            | Ngày |
        |         | Họ tên | Điện thoại |      |
        | 1       | An     |            |      |
    """)
    heads = find(top, merged=[((0, 0), (0, 3)), ((1, 0), (2, 0)), ((1, 1), (1, 2))])
    assert heads is not None
    assert heads.names == ("STT", "Khách / Họ tên", "Khách / Điện thoại", "Ngày")


@pytest.mark.parametrize(
    "name",
    ["Khách hàng / Họ tên", "Họ tên", "ho  ten", "HỌ TÊN", "khach hang / ho ten"],
)
def test_a_column_is_found_however_its_heading_is_typed(name: str) -> None:
    assert found(JOINED, "Họ tên").position(name) == 1


def test_a_heading_that_two_columns_share_is_not_guessed() -> None:
    heads = found("""
        | Khách  |      | Người báo |      |
        | Tên    | SĐT  | Tên       | SĐT  |
        | An     | 0912 | Bình      | 0913 |
    """)
    assert heads.position("Tên") is None
    assert heads.position("Người báo / Tên") == 2


def test_columns_of_one_name_and_of_none_are_told_apart() -> None:
    assert found("| Tên | Tên |  | Ngày |\n| a | b | c | d |").names == (
        "Tên",
        "Tên (2)",
        "Cột C",
        "Ngày",
    )


def test_a_row_of_data_is_never_taken_for_a_part_of_the_headings() -> None:
    heads = found("| Tên | Mã |  | Ngày |\n| x | y | z | t |\n| 1 | 2 | 3 | 4 |")
    assert (heads.line, heads.first) == (1, 2)


def test_a_table_of_numbers_alone_has_no_headings() -> None:
    assert find(lines("| 1 | 2 |\n| 3 | 4 |")) is None
    assert find([]) is None
