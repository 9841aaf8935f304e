"""People work in the sheet at every moment between two requests of the desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import example, given
from hypothesis import strategies as st

from jobs.register.mishaps import WHY
from sheets_schema.books.register import F01
from sheets_schema.codes import grouped, track_code
from sync.google.cells import serial
from tests.google.colleagues import DEEDS, Colleague
from tests.google.office import FRIDAY, sent
from tests.sending import facts

if TYPE_CHECKING:
    from tests.google.office import Building, Office


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


def from_customers(now: datetime) -> Counter[tuple[str, Any]]:
    """The facts of what customers sent."""
    received = "received_at", serial(now.replace(tzinfo=None))
    words = [it for number in SENT for it in facts(sent(number, now)).items()]
    return Counter([*words, *[received] * len(SENT)])


def hits(office: Office) -> Counter[str]:
    """How often a column was hit, as the journal says; people are told of each."""
    entries = office.desk.journal.log.since(FRIDAY - timedelta(days=1))
    notes = [entry.note for entry in entries if entry.note.why == WHY]
    rows = {row.get("code"): str(row.get("message")) for row in office.rows()}
    for note in notes:
        assert note.column in note.cells
        column = F01.by_key.get(note.column)
        heading = column.heading if column else note.column
        assert not note.code or f"ghi nhầm vào ô {heading}" in rows[note.code]
    return Counter(note.column for note in notes)


TYPED_BESIDE = [
    Deed(2, "new_column", 16, 0),
    Deed(4, "type", 37, 35),
    Deed(5, "type", 15, 0),
    Deed(6, "type", 22, 36),
]
"""A word beside what the desk puts right just then."""
TYPED_OVER = [
    Deed(2, "new_column", 0, 0),
    Deed(4, "rename", 0, 0),
    Deed(5, "type", 15, 0),
]
"""A word over what the desk had put under the wrong key."""
SORTED = [Deed(2, "new_column", 0, 1), Deed(4, "sort", 1, 0)]
"""Cases sorted just when the desk puts new ones right."""
PUSHED = [Deed(2, "new_column", 0, 0), Deed(4, "insert", 0, 0)]
"""A line inserted above what the desk puts right just then."""


@given(plan=st.lists(deeds, min_size=1, max_size=5))
@example(plan=TYPED_BESIDE)
@example(plan=TYPED_OVER)
@example(plan=SORTED)
@example(plan=PUSHED)
def test_what_people_do_between_two_requests_changes_no_fact(
    house: Building, plan: list[Deed]
) -> None:
    with house.office() as office:
        office.calm().send(3)
        colleague, meant = Colleague(office), from_customers(office.now)
        ahead = office.emulator.next_number() - 1
        for deed in plan:
            act = colleague.act(deed.name, deed.nth, deed.column)
            office.emulator.before.setdefault(ahead + deed.at, []).append(act)
        office.work(3)
        office.emulator.before.clear()
        office.work(4)  # a row is steady once two reviews saw it; then come its letters
        meant.update(colleague.meant)
        facts = Counter(office.facts())
        assert not facts - meant
        assert not Counter(key for key, _ in (meant - facts).elements()) - hits(office)
        rows = office.rows()
        assert set(Counter(row.get("code") for row in rows).values()) == {1}
        assert {grouped(track_code(number)) for number in SENT} < {
            row.get("track_code") for row in rows
        }
        writes = office.emulator.counted("write")
        office.work(1)
        assert office.emulator.counted("write") == writes
