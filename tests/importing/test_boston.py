"""Half a year of a real city's register, by the command line alone."""

from __future__ import annotations

import csv
import gzip
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.effort import rounds
from tests.importing.conftest import data, maps, needs_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.importing.conftest import Hall

pytestmark = needs_data
FILE = "registers/boston311_2011.csv.gz"
ROWS = 29_125
ONE_IN = rounds(6, deep=1)
"""One in how many rows is brought."""


def moment(text: str) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S") if text else None  # noqa: DTZ007 - as a cell holds it


def kept(due: datetime | None, closed: datetime | None) -> str | None:
    """Due moments are long past, so that what is not closed is late."""
    if due is None:
        return None
    return "Đúng hẹn" if closed is not None and closed <= due else "Trễ hẹn"


def unlike(found: Sequence[object], meant: Sequence[object]) -> list[object]:
    """Where two long lists differ, told shortly."""
    pairs = enumerate(zip(found, meant, strict=True))
    return [(at, pair) for at, pair in pairs if pair[0] != pair[1]]


@pytest.fixture(scope="module")
def source() -> list[dict[str, str]]:
    with gzip.open(data(FILE), "rt", encoding="utf-8", newline="") as lines:
        whole = list(csv.DictReader(lines))
    assert len(whole) == ROWS
    return whole[::ONE_IN]


def as_csv(rows: list[dict[str, str]]) -> str:
    lines = StringIO()
    writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return lines.getvalue()


def test_every_row_comes_and_its_promise_is_judged_as_it_was(
    hall: Hall, source: list[dict[str, str]]
) -> None:
    words = maps(
        tab="f01",
        received_at="open_dt",
        promised_at="target_dt",
        closed_at="closed_dt",
        description="case_title",
        summary="type",
        note="closure_reason",
    )
    words += ["--set", "f01.kind=Khiếu nại", "--key", "case_enquiry_id"]
    file, count = hall.file(as_csv(source)), len(source)
    assert hall.bring(file, *words)["written"] == count
    done = hall.done("run", "review")
    assert (done["rows"], done["problems"], done["letters_queued"]) == (count, 0, 0)
    found = [
        (row.get("received_at"), row.get("promised_at"), row.get("closed_at"))
        for row in hall.rows("f01")
    ]
    meant = [
        (moment(it["open_dt"]), moment(it["target_dt"]), moment(it["closed_dt"]))
        for it in source
    ]
    assert unlike(found, meant) == []
    judged = hall.cells("f01", "kept")
    assert unlike(judged, [kept(due, closed) for _, due, closed in meant]) == []
    assert judged.count(None) == [due for _, due, _ in meant].count(None) > 0
    assert hall.rows("f02") == ()
    assert hall.bring(file, *words)["already_there"] == count
