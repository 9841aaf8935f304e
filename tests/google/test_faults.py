"""Whatever Google answers and whenever the line is cut, nothing is lost or doubled."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.codes import grouped, track_code
from tests.google.office import LATE
from tests.sheets_emulator.faults import KINDS, Fault

if TYPE_CHECKING:
    from tests.google.office import Building, Office

SENT = (*range(1, 6), *range(101, 104))
faults = st.builds(
    Fault,
    at=st.integers(1, 10),
    do=st.sampled_from(KINDS),
    times=st.integers(1, 3),
    seconds=st.just(LATE),
    done=st.booleans(),
    only=st.sampled_from(["", "read", "write"]),
)


def shift(fault: Fault, by: int) -> Fault:
    return Fault(
        fault.at + by, fault.do, fault.times, fault.seconds, fault.done, fault.only
    )


def numbers(office: Office) -> Counter[object]:
    return Counter(row.get("code") for row in office.rows())


@given(script=st.lists(faults, min_size=1, max_size=4))
def test_no_fault_loses_doubles_or_changes_anything(
    house: Building, script: list[Fault]
) -> None:
    with house.office() as office:
        before = office.facts()
        office.send(3)
        ahead = office.emulator.next_number() - 1
        office.emulator.script.faults[:] = [shift(fault, ahead) for fault in script]
        office.work(3)
        office.emulator.script.faults.clear()
        office.calm()
        if any(fault.do == "slow" for fault in script):
            time.sleep(LATE)  # until the last late write has come
        office.work(2)
        rows = office.rows()
        tracks = Counter(row["track_code"] for row in rows)
        assert set(tracks) == {grouped(track_code(number)) for number in SENT}
        assert set(tracks.values()) == set(numbers(office).values()) == {1}
        assert set(before) <= set(office.facts())
        assert len(office.facts()) == len(before) // 5 * 8
        assert office.desk.queue.length() == 0
