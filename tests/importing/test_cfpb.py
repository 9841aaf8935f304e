"""A real register of complaints whose dates put the month first."""

from __future__ import annotations

import csv
import gzip
from datetime import datetime
from typing import TYPE_CHECKING

from tests.importing.conftest import data, maps, needs_data

if TYPE_CHECKING:
    from tests.importing.conftest import Hall

pytestmark = needs_data
FILE = "registers/cfpb_2014.csv.gz"


def test_month_first_dates_are_right_also_where_they_could_mean_two_days(
    hall: Hall,
) -> None:
    words = maps(
        tab="f01",
        received_at="Date received",
        replied_at="Date sent to company",
        description="Issue",
        service="Product",
        org="Company",
    )
    done = hall.bring(data(FILE), *words, "--key", "Complaint ID")
    with gzip.open(data(FILE), "rt", encoding="utf-8", newline="") as lines:
        source = list(csv.DictReader(lines))
    for key, heading in (
        ("received_at", "Date received"),
        ("replied_at", "Date sent to company"),
    ):
        meant = [datetime.strptime(it[heading], "%m/%d/%Y") for it in source]  # noqa: DTZ007 - as a cell holds it
        assert hall.cells("f01", key) == meant
    orders = {it["key"]: it["order"] for it in done["columns"] if it["order"]}
    assert set(orders.values()) == {"month first"}
    years = {str(code)[:8] for code in hall.cells("f01", "code")}
    assert years == {f"F01-{it['Date received'][-4:]}" for it in source}
