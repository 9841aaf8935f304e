"""What the log of changes tells of an import: one line for a row, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importing.conftest import maps

if TYPE_CHECKING:
    from tests.importing.conftest import Hall

OLD = """
    Ngày,Khách,Điện thoại,Nội dung,Hẹn
    05/02/2026,Nguyễn Văn An,0912 345 678,Giao hàng chậm,07/02/2026 17:00
    6/2/26,Trần Bình,+84 987 654 321,=1+1,
    ,Lê Chi,,Thái độ kém,hôm sau
"""


@pytest.mark.parametrize(
    ("tab", "columns"),
    [
        (
            "f01",
            {
                "received_at": "Ngày",
                "name": "Khách",
                "phone": "Điện thoại",
                "description": "Nội dung",
                "promised_at": "Hẹn",
            },
        ),
        ("customer", {"name": "Khách", "phone": "Điện thoại"}),
    ],
)
def test_an_import_is_one_line_a_row_and_no_later_review_finds_more(
    hall: Hall, tab: str, columns: dict[str, str]
) -> None:
    hall.bring(hall.file(OLD), *maps(tab=tab, **columns))
    hall.done("run", "review")
    hall.done("run", "review")
    done = hall.done("run", "review")
    told = [(row.get("via"), row.get("why")) for row in hall.rows("changed")[1:]]
    assert told == [("Nhập sổ cũ", "Dòng mới, nhập từ sổ cũ.csv")] * 3
    assert (done["changed_cells"], done["new_rows"]) == (0, 0)
    assert "nhật ký" not in hall.run("doctor").stdout.lower()
