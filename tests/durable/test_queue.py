"""The queue: on disk before "thank you", once, in order, for many threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.records import CellChange
from sync.durable.database import Unstorable, open_database
from sync.durable.queue import Count, Parcel, Queue, Sender, Since

HANOI = timezone(timedelta(hours=7))
MORNING = datetime(2026, 3, 6, 8, 30, 0, 123456, HANOI)


def parcel(token: str, track_code: str = "", **known: object) -> Parcel:
    blank = Parcel(
        token=token,
        track_code=track_code or f"code of {token}",
        at=MORNING,
        rows={
            "f01": ({"description": "Hàng giao thiếu một thùng."},),
            "consent": ({"purpose": "giải quyết phản hồi"},),
        },
        sender=Sender("a", ("c",)),
    )
    return replace(blank, **known)  # type: ignore[arg-type] # names of fields


def written(queue: Queue, token: str, number: str) -> None:
    """All of a parcel stands in the books."""
    queue.delivered([(token, "f01"), (token, "consent")], {token: number})


def never() -> str:
    pytest.fail("no other code is needed")


def fresh() -> Callable[[], str]:
    numbers = count()
    return lambda: f"drawn {next(numbers)}"


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    database = open_database(tmp_path / "langnghe.db")
    queue = Queue(database)
    yield queue
    queue.close()
    database.close()


def test_what_is_refused_for_what_came_before_is_not_stored(queue: Queue) -> None:
    def judge(sent: Parcel, counts: list[Count]) -> Parcel:
        if counts[0][0]:
            raise PermissionError
        return replace(sent, pin="judged")

    asked = [Since(MORNING, "address", "a")]
    queue.put(parcel("t"), another_code=never, asked=asked, judge=judge)
    with pytest.raises(PermissionError):
        queue.put(parcel("u"), another_code=never, asked=asked, judge=judge)
    assert [(kept.token, kept.pin) for kept in queue.waiting()] == [("t", "judged")]


def test_what_was_sent_comes_out_as_it_came_in(queue: Queue) -> None:
    sent = parcel("t", who="An", sender=Sender(digest="d"), pin="0123")
    queue.put(sent, another_code=never)
    assert queue.waiting() == [sent]
    assert queue.find("t") == queue.by_track("code of t") == sent


def test_the_moment_keeps_the_offset_in_which_its_day_is_counted(queue: Queue) -> None:
    new_year = datetime(2026, 1, 1, 0, 30, tzinfo=HANOI)  # still 2025 in UTC
    queue.put(parcel("t", at=new_year), another_code=never)
    assert queue.waiting()[0].at.year == 2026


def test_the_same_form_sent_twice_is_one_parcel(queue: Queue) -> None:
    first = queue.put(parcel("t"), another_code=never)
    again = parcel("t", "other code", rows={"f01": ({"description": "Khác"},)})
    assert queue.put(again, another_code=never) == first
    assert queue.length() == 1


def test_a_form_sent_twice_finds_its_code_after_it_was_written(queue: Queue) -> None:
    queue.put(parcel("t"), another_code=never)
    written(queue, "t", "F01-2026-0001")
    assert queue.put(parcel("t"), another_code=never).code == "F01-2026-0001"


def test_two_submissions_never_share_a_tracking_code(queue: Queue) -> None:
    queue.put(parcel("t", "same"), another_code=never)
    assert queue.put(parcel("u", "same"), another_code=fresh()) == parcel(
        "u", "drawn 0"
    )


def test_a_draw_that_only_finds_taken_codes_is_refused(queue: Queue) -> None:
    queue.put(parcel("t", "same"), another_code=never)
    with pytest.raises(Unstorable, match="mã tra cứu"):
        queue.put(parcel("u", "same"), another_code=lambda: "same")


def test_many_threads_with_few_tokens_and_codes_make_one_submission_a_token(
    queue: Queue,
) -> None:
    draw = fresh()

    def send(number: int) -> Parcel:
        form = parcel(f"t{number % 40}", f"c{number % 7}")
        return queue.put(form, another_code=draw)

    with ThreadPoolExecutor(16) as threads:
        told = list(threads.map(send, range(200)))
    stored = {sent.token: sent for sent in queue.waiting()}
    assert all(stored[sent.token] == sent for sent in told)
    assert queue.length() == len({sent.track_code for sent in told}) == 40


def test_what_waits_comes_in_order_until_it_is_written(queue: Queue) -> None:
    for token in "abc":
        at = MORNING + timedelta(minutes=ord(token))
        queue.put(parcel(token, at=at), another_code=never)
    written(queue, "a", "F01-2026-0001")
    assert [sent.token for sent in queue.waiting()] == ["b", "c"]
    assert [sent.token for sent in queue.waiting(limit=1)] == ["b"]
    assert queue.length() == 2
    assert queue.oldest() == MORNING + timedelta(minutes=ord("b"))


def test_an_empty_queue_has_no_oldest(queue: Queue) -> None:
    assert queue.length() == 0
    assert queue.oldest() is None


def test_nobody_finds_what_was_not_sent(queue: Queue) -> None:
    assert queue.find("t") is None
    assert queue.by_track("4829153076") is None


def test_limits_count_by_address_by_contact_by_words_and_for_the_site(
    queue: Queue,
) -> None:
    sent = [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]
    for number, (address, contact) in enumerate(sent):
        form = parcel(
            f"t{number}",
            at=MORNING + timedelta(minutes=number),
            sender=Sender(address, (contact, contact), address + contact),
        )
        queue.put(form, another_code=never)
    since = MORNING + timedelta(minutes=1)
    assert queue.recent(
        Since(since),
        Since(since, "address", "a"),
        Since(MORNING, "contact", "c"),
        Since(since, "digest", "ac"),
    ) == [(3, since), (1, since), (2, MORNING), (0, None)]


def test_a_moment_without_a_zone_is_refused_to_its_sender_alone(queue: Queue) -> None:
    naive = MORNING.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        queue.put(parcel("t", at=naive), another_code=never)
    assert queue.put(parcel("u"), another_code=never) == parcel("u")


def test_what_cannot_be_stored_fails_alone(queue: Queue) -> None:
    """Half a surrogate pair is no text for a database; its neighbours are."""

    def send(token: str) -> str:
        try:
            return queue.put(parcel(token), another_code=never).token
        except UnicodeEncodeError:
            return "refused"

    tokens = [f"t{number}" for number in range(30)]
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(send, [*tokens, "\ud800", *tokens]))
    assert told == [*tokens, "refused", *tokens]
    assert queue.length() == 30


def test_a_contact_that_cannot_be_stored_leaves_nothing_behind(queue: Queue) -> None:
    with pytest.raises(UnicodeEncodeError):
        queue.put(
            parcel("t", sender=Sender(contacts=("c", "\ud800"))), another_code=never
        )
    assert queue.recent(Since(MORNING, "contact", "c")) == [(0, None)]


def test_a_closed_queue_refuses_instead_of_losing(queue: Queue) -> None:
    queue.put(parcel("t"), another_code=never)
    queue.close()
    with pytest.raises(Unstorable, match="đang dừng"):
        queue.put(parcel("u"), another_code=never)


def test_closing_stores_what_is_under_way(queue: Queue) -> None:
    def send(number: int) -> bool:
        try:
            queue.put(parcel(f"t{number}"), another_code=never)
        except Unstorable:
            return False
        if number == 20:
            queue.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        stored = sum(threads.map(send, range(100)))
    assert queue.length() == stored


text = st.text(st.characters(codec="utf-8"), max_size=40)
tabs = st.sampled_from(["f01", "f02", "consent", "event"])
cells = st.dictionaries(
    text, st.none() | st.text(max_size=40) | st.datetimes() | st.booleans(), max_size=4
)
parcels = st.builds(
    Parcel,
    token=text,
    track_code=text.filter(bool),
    at=st.datetimes(
        datetime(1970, 1, 2),
        timezones=st.sampled_from([UTC, HANOI]),
    ),
    rows=st.dictionaries(
        tabs, st.lists(cells, max_size=2).map(tuple), min_size=1, max_size=2
    ),
    edits=st.lists(
        st.builds(CellChange, tabs, st.just(0), text, st.text(), st.text(), text),
        max_size=2,
    ).map(tuple),
    case=text,
    who=text,
    sender=st.builds(
        Sender, text, st.lists(text, max_size=2).map(tuple), st.text(max_size=10)
    ),
    pin=text,
)


@given(st.lists(parcels, max_size=8))
def test_whatever_people_write_is_kept_letter_by_letter(sent: list[Parcel]) -> None:
    draw = fresh()
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder, "langnghe.db"))
        queue = Queue(database)
        told = [queue.put(form, another_code=draw) for form in sent]
        waiting = queue.waiting()
        queue.close()
        database.close()
    first = {form.token: form for form in reversed(told)}
    assert {form.token: form for form in waiting} == first
    assert len({form.track_code for form in waiting}) == len(waiting)
