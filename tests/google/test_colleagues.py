"""People work in the sheet at every moment between two requests of the desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.codes import track_code
from tests.google.colleagues import DEEDS, Colleague

if TYPE_CHECKING:
    from tests.google.office import Building


@dataclass(frozen=True)
class Deed:
    """What a colleague does before the request of that number."""

    at: int
    name: str
    nth: int
    column: int


deeds = st.builds(
    Deed,
    at=st.integers(1, 8),
    name=st.sampled_from(DEEDS),
    nth=st.integers(0, 40),
    column=st.integers(0, 40),
)


SENT = (101, 102, 103)
WORDS = ("kind", "description", "name", "phone", "wanted", "received_at")
"""The facts of what customers sent."""


def lost(colleague: Colleague) -> list[tuple[str, Any]]:
    """What people had typed and is not there, and was not told as hit."""
    office = colleague.office
    told = Counter(one.key.removeprefix("f01.") for one in office.store.restored())
    missing = +(colleague.meant - Counter(office.facts()))
    return [fact for fact in missing.elements() if not told[fact[0]]]


@given(plan=st.lists(deeds, min_size=1, max_size=5))
def test_what_people_do_between_two_requests_changes_no_fact(
    house: Building, plan: list[Deed]
) -> None:
    with house.office() as office:
        office.calm().send(3)
        colleague = Colleague(office)
        ahead = office.emulator.next_number() - 1
        for deed in plan:
            act = colleague.act(deed.name, deed.nth, deed.column)
            office.emulator.before.setdefault(ahead + deed.at, []).append(act)
        office.work(3)
        office.emulator.before.clear()
        office.work(2)  # a new row counts as steady when two reviews saw it
        assert not lost(colleague)
        added = Counter(office.facts()) - colleague.meant
        assert Counter(key for key, _ in added.elements()) == dict.fromkeys(WORDS, 3)
        rows = office.rows()
        assert set(Counter(row.get("code") for row in rows).values()) == {1}
        assert {track_code(number) for number in SENT} < {
            row["track_code"] for row in rows
        }
        writes = office.emulator.counted("write")
        office.work(1)
        assert office.emulator.counted("write") == writes
