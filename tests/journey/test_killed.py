"""The pages killed at any instant: nothing acknowledged is lost, nothing doubled."""

from __future__ import annotations

import http.client
import random
import signal
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

from tests.effort import rounds

if TYPE_CHECKING:
    from tests.journey.conftest import House

KILLS = {"workbook": rounds(8, deep=200), "google": rounds(3, deep=200)}
CUSTOMERS = 4


def _customer(house: House, number: int, thanked: list[str]) -> None:
    """Send forms one after another until the pages are gone."""
    with closing(house.line()) as line:
        while True:
            text = f"Khách {number} gửi lúc {time.monotonic_ns()}"
            try:
                answer = house.send(line, description=text)
            except (OSError, http.client.HTTPException, AssertionError):
                return  # cut off in the middle of a word
            if answer.status == 303:
                thanked.append(text)


def test_the_pages_killed_under_load_lose_nothing_and_double_nothing(
    house: House,
) -> None:
    chance = random.Random(912)
    thanked: list[str] = []
    kills = KILLS[house.books.store]
    for _ in range(kills):
        house.serve()
        customers = [
            threading.Thread(target=_customer, args=(house, number, thanked))
            for number in range(CUSTOMERS)
        ]
        for customer in customers:
            customer.start()
        time.sleep(chance.uniform(0.05, 0.8))
        house.stop(signal.SIGKILL)
        for customer in customers:
            customer.join()
    while '"left": 0' not in house.run("run", "flush", "--json").stdout:
        pass
    rows = [row["description"] for row in house.books.rows("f01")]
    assert len(rows) == len(set(rows))
    assert set(thanked) <= set(rows)
    assert len(thanked) > kills
