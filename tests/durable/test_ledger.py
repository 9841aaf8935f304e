"""The ledger: every letter is claimed, sent and recorded once."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from sheets_schema.writing.letter import Letter
from sync.durable.database import open_database
from sync.durable.ledger import Claimed, Ledger, State

NOW = datetime(2026, 3, 6, 8, 30, tzinfo=timezone(timedelta(hours=7)))
MINUTE, LEASE = timedelta(minutes=1), timedelta(minutes=10)


def letter(key: str, **known: object) -> Letter:
    blank = Letter(
        key=key,
        template="N04",
        to_name="Nguyễn Thị An",
        to_address="an@example.com",
        role="owner",
        ref="F01-2026-0001",
        clock="reply",
        step="ahead",
        subject="[Sắp đến hạn] F01-2026-0001",
        body="Một việc sắp đến hạn.",
    )
    return replace(blank, **known)  # type: ignore[arg-type] # names of fields


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_database(tmp_path / "langnghe.db")) as database:
        yield Ledger(database, domain="example.com")


def claim(ledger: Ledger, now: datetime = NOW, limit: int = 10) -> list[Claimed]:
    return ledger.claim(now=now, owner="desk", lease=LEASE, limit=limit)


def keys(claimed: list[Claimed]) -> list[str]:
    return [one.letter.key for one in claimed]


def states(ledger: Ledger) -> dict[str, State]:
    entries = ledger.entries(since=NOW - LEASE)
    return {entry.letter.key: entry.state for entry in entries}


def test_a_letter_is_handed_out_as_it_was_queued(ledger: Ledger) -> None:
    queued = letter("a", urgent=True, droppable=True, not_before=NOW)
    ledger.queue([queued], now=NOW)
    assert [one.letter for one in claim(ledger)] == [queued]


def test_a_key_makes_a_letter_once(ledger: Ledger) -> None:
    assert ledger.queue([letter("a"), letter("b"), letter("a")], now=NOW) == 2
    assert ledger.queue([letter("a", body="Khác.")], now=NOW) == 0
    assert keys(claim(ledger)) == ["a", "b"]


def test_a_key_that_was_sent_is_known_for_ever(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    ledger.sent(claim(ledger)[0], now=NOW)
    assert ledger.queue([letter("a")], now=NOW + 1000 * LEASE) == 0
    assert ledger.known(["a", "b"]) == {"a"}


def test_what_is_in_one_hand_is_in_no_other(ledger: Ledger) -> None:
    ledger.queue([letter("a"), letter("b")], now=NOW)
    assert keys(claim(ledger, limit=1)) == ["a"]
    assert keys(claim(ledger)) == ["b"]
    assert claim(ledger) == []


def test_a_sender_that_died_is_followed_with_the_same_message_id(
    ledger: Ledger,
) -> None:
    ledger.queue([letter("a")], now=NOW)
    (first,) = claim(ledger)
    assert claim(ledger, NOW + LEASE - MINUTE) == []
    (second,) = claim(ledger, NOW + LEASE)
    assert second.message_id == first.message_id
    assert (first.tries, second.tries) == (1, 2)


def test_message_ids_differ_and_end_in_the_domain_of_the_desk(ledger: Ledger) -> None:
    ledger.queue([letter("a"), letter("b")], now=NOW)
    ids = {one.message_id for one in claim(ledger)}
    assert len(ids) == 2
    assert all(one.startswith("<") and one.endswith("@example.com>") for one in ids)


def test_urgent_letters_go_first_then_the_longest_waiting(ledger: Ledger) -> None:
    ledger.queue([letter("a"), letter("b"), letter("c", urgent=True)], now=NOW)
    assert keys(claim(ledger)) == ["c", "a", "b"]


def test_a_letter_is_not_handed_out_before_its_moment(ledger: Ledger) -> None:
    ledger.queue([letter("a", not_before=NOW + MINUTE)], now=NOW)
    assert claim(ledger) == []
    assert keys(claim(ledger, NOW + MINUTE)) == ["a"]


def test_a_letter_without_an_address_waits_until_somebody_is_named(
    ledger: Ledger,
) -> None:
    """M1: a role that nobody has is told, and its letters are not lost."""
    ledger.queue([letter("a", to_name="", to_address="")], now=NOW)
    assert claim(ledger) == []
    assert ledger.counts().unaddressed == 1
    named = letter("a", to_name="Trần Bình", to_address="binh@example.com")
    assert ledger.queue([named], now=NOW) == 1
    assert [one.letter for one in claim(ledger)] == [named]


def test_queueing_is_asked_only_for_letters_that_it_does_something_about(
    ledger: Ledger,
) -> None:
    nobody = letter("nobody", to_name="", to_address="")
    ledger.queue([letter("waits"), letter("dropped"), nobody], now=NOW)
    ledger.drop(["dropped"], reason="đã xử lý", now=NOW)
    again = [letter(key) for key in ("waits", "dropped", "nobody", "new")]
    fresh = ledger.fresh([*again, nobody])
    assert [one.key for one in fresh] == ["dropped", "nobody", "new"]
    assert ledger.queue([*again, nobody], now=NOW) == len(fresh)


def test_a_letter_on_its_way_keeps_its_address(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    ledger.queue([letter("a", to_address="binh@example.com")], now=NOW)
    assert claim(ledger)[0].letter.to_address == "an@example.com"


def test_a_letter_that_failed_is_tried_again_at_its_moment(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    (first,) = claim(ledger)
    ledger.failed(first, error="451 busy", retry_at=NOW + MINUTE, now=NOW)
    (entry,) = ledger.entries(since=NOW)
    assert (entry.state, entry.error, entry.retry_at) == (
        State.WAITING,
        "451 busy",
        NOW + MINUTE,
    )
    assert claim(ledger) == []
    assert claim(ledger, NOW + MINUTE) == [replace(first, tries=2)]


def test_a_letter_that_was_given_up_stays_visible(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    ledger.given_up(claim(ledger)[0], error="550 no such user", now=NOW)
    (entry,) = ledger.entries(since=NOW)
    assert (entry.state, entry.error) == (State.FAILED, "550 no such user")
    assert claim(ledger, NOW + 1000 * LEASE) == []


def test_a_letter_put_back_counts_no_try(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    ledger.put_back(claim(ledger)[0], until=NOW + MINUTE, now=NOW)
    assert claim(ledger) == []
    assert [one.tries for one in claim(ledger, NOW + MINUTE)] == [1]


def test_what_was_done_meanwhile_is_dropped_with_its_reason(ledger: Ledger) -> None:
    ledger.queue([letter("a"), letter("b")], now=NOW)
    assert ledger.drop(["a", "unknown"], reason="Đã xử lý", now=NOW) == 1
    assert keys(claim(ledger)) == ["b"]
    entry = ledger.entries(since=NOW)[0]
    assert (entry.state, entry.error) == (State.DROPPED, "Đã xử lý")


def test_what_was_dropped_waits_again_where_it_is_called_for_again(
    ledger: Ledger,
) -> None:
    ledger.queue([letter("a")], now=NOW)
    ledger.drop(["a"], reason="Đã xử lý", now=NOW)
    later = letter("a", body="Lại sắp đến hạn.")
    assert [one.letter.key for one in ledger.coming([later], now=NOW)] == ["a"]
    assert ledger.queue([later], now=NOW + MINUTE) == 1
    (entry,) = ledger.entries(since=NOW + MINUTE)
    assert (entry.state, entry.error) == (State.WAITING, "")
    (claimed,) = claim(ledger, NOW + MINUTE)
    assert claimed.letter.body == "Lại sắp đến hạn."
    ledger.sent(claimed, now=NOW + MINUTE)
    assert ledger.queue([later], now=NOW + MINUTE) == 0


def test_what_is_in_a_hand_or_sent_cannot_be_dropped(ledger: Ledger) -> None:
    ledger.queue([letter("a"), letter("b")], now=NOW)
    ledger.sent(claim(ledger, limit=1)[0], now=NOW)
    claim(ledger)
    assert ledger.drop(["a", "b"], reason="Đã xử lý", now=NOW) == 0


def test_waiting_letters_are_those_in_nobodys_hand(ledger: Ledger) -> None:
    ledger.queue([letter("a"), letter("b", to_address=""), letter("c")], now=NOW)
    claim(ledger, limit=1)
    assert ledger.waiting_keys() == {"b", "c"}
    assert [one.key for one in ledger.waiting()] == ["b", "c"]


def test_a_sender_who_lost_the_lease_cannot_disturb_the_next(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    (slow,) = claim(ledger)
    later = NOW + LEASE
    claim(ledger, later)
    ledger.failed(slow, error="451", retry_at=later, now=later)
    ledger.given_up(slow, error="550", now=later)
    ledger.put_back(slow, until=later, now=later)
    assert states(ledger) == {"a": State.SENDING}


def test_what_went_out_late_is_recorded_all_the_same(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    (slow,) = claim(ledger)
    (quick,) = claim(ledger, NOW + LEASE)
    ledger.failed(quick, error="451", retry_at=NOW + LEASE, now=NOW + LEASE)
    ledger.sent(slow, now=NOW + LEASE)
    assert claim(ledger, NOW + 10 * LEASE) == []
    (entry,) = ledger.entries(since=NOW)
    assert (entry.state, entry.sent_at, entry.error) == (State.SENT, NOW + LEASE, "")


def test_the_first_moment_of_sending_stays(ledger: Ledger) -> None:
    ledger.queue([letter("a")], now=NOW)
    (claimed,) = claim(ledger)
    ledger.sent(claimed, now=NOW)
    ledger.sent(claimed, now=NOW + MINUTE)
    assert ledger.entries(since=NOW)[0].sent_at == NOW


def test_entries_are_what_changed_since_in_the_order_of_queueing(
    ledger: Ledger,
) -> None:
    ledger.queue([letter(key) for key in "abc"], now=NOW)
    ledger.sent(claim(ledger, limit=1)[0], now=NOW + MINUTE)
    ledger.drop(["c"], reason="Đã xử lý", now=NOW + MINUTE)
    entries = ledger.entries(since=NOW + MINUTE)
    assert [entry.letter.key for entry in entries] == ["a", "c"]
    assert {entry.queued_at for entry in entries} == {NOW}
    assert {entry.changed_at for entry in entries} == {NOW + MINUTE}


def test_what_a_mailbox_got_today_is_counted_however_it_is_written(
    ledger: Ledger,
) -> None:
    """A stranger's mailbox is not filled by writing its address in capitals."""
    written = ["an@example.com", "AN@example.com ", "binh@example.com"]
    midnight = NOW.replace(hour=0, minute=0)
    for number, address in enumerate(written):
        ledger.queue([letter(f"{number}", to_address=address)], now=NOW)
    ledger.queue([letter("yesterday"), letter("waiting")], now=NOW)
    for claimed in claim(ledger, limit=4):
        was = claimed.letter.key == "yesterday"
        ledger.sent(claimed, now=midnight - MINUTE if was else NOW)
    got = ledger.sent_today("an@Example.com", midnight=midnight)
    assert [entry.letter.key for entry in got] == ["0", "1"]


def test_the_ledger_in_figures(ledger: Ledger) -> None:
    assert ledger.counts().oldest is None
    ledger.queue([letter("a"), letter("b")], now=NOW)
    ledger.queue([letter("c"), letter("d", to_address="")], now=NOW + MINUTE)
    gone, again, given_up = claim(ledger, NOW + MINUTE)
    ledger.sent(gone, now=NOW + MINUTE)
    ledger.failed(again, error="451", retry_at=NOW + LEASE, now=NOW + MINUTE)
    ledger.given_up(given_up, error="550", now=NOW + MINUTE)
    counts = ledger.counts()
    assert (counts.waiting, counts.unaddressed, counts.retrying) == (2, 1, 1)
    assert (counts.failed, counts.oldest) == (1, NOW)
