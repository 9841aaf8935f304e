"""What people write arrives in the sheet as they wrote it, whatever it is."""

from __future__ import annotations

import csv
import gzip
import json
import os
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sheets_schema.cells import clean
from sheets_schema.reading.typed import visible
from tests.effort import rounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.journey.conftest import House

SHORTEST, LONGEST = 10, 5000
ONE_IN = {
    "workbook": (rounds(10, deep=1), 1),
    "google": (rounds(50, deep=10), rounds(10, deep=1)),
}
"""One in how many reviews, and in how many hostile texts, is sent."""
OWN = (
    "=1+1 là cái gì vậy thưa công ty?",
    "+84 912 345 678 là số của tôi, xin gọi lại",
    "-- giao hàng chậm ba ngày --",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "0000000000",
    "Tie\u0302\u0301ng Vie\u0323\u0302t vie\u0302\u0301t ro\u031b\u0300i",
    "Dòng một\r\nDòng hai\rDòng ba\n\n\n",
    "\x00\x01\x02 có ký tự điều khiển \x7f\ufffe",
    "<script>alert('xin chào')</script>",
    "👩‍👩‍👧 rất thất vọng 😡😡😡",
    "\u202engược dòng chữ\u202c và ﷽ nữa",
    "x" * 5000,
)


def _real(store: str) -> list[str]:
    """Some of a thousand reviews by customers, and the strings that break programs."""
    data = Path(os.environ["LANGNGHE_DATA"])  # noqa: TID251 - where real data lies
    with gzip.open(data / "vi_text" / "uit_viocd.csv.gz", "rt", encoding="utf-8") as it:
        reviews = [line["review"] for line in islice(csv.DictReader(it), 1000)]
    naughty = json.loads((data / "hostile" / "blns.json").read_text(encoding="utf-8"))
    cells = (data / "hostile" / "csv_injection_payloadbox.txt").read_text("utf-8")
    one_review_in, one_hostile_in = ONE_IN[store]
    hostile = [*naughty, *cells.splitlines()]
    return [*reviews[::one_review_in], *hostile[::one_hostile_in]]


def _arrive(house: House, texts: Iterable[str]) -> int:
    """Send every text; each stands in the sheet once, and as text. How many did."""
    house.serve()
    expected = []
    with closing(house.line()) as line:
        for text in texts:
            answer = house.send(line, description=text)
            if answer.status == 303:
                expected.append(clean(text))
                continue
            assert 400 <= answer.status < 500, text
            assert "Có mục cần sửa" in answer.page, text
            assert not SHORTEST <= len(visible(clean(text))) <= LONGEST, text
    assert house.stop() == 0
    house.run("run", "flush")
    house.run("run", "flush")
    rows = house.books.rows("f01")
    assert [row["description"] for row in rows] == expected
    assert len({row["code"] for row in rows}) == len(expected)
    assert house.books.formulas() == 0
    return len(expected)


def test_words_that_look_like_anything_arrive_as_words(house: House) -> None:
    assert _arrive(house, OWN) == len(OWN)


@pytest.mark.skipif(
    "LANGNGHE_DATA" not in os.environ,  # noqa: TID251 - where real data lies
    reason="LANGNGHE_DATA does not name a folder with vi_text and hostile",
)
def test_real_texts_and_the_hostile_ones_arrive_as_words(
    house: House,
) -> None:
    texts = _real(house.books.store)
    assert _arrive(house, texts) > len(texts) / 2
