"""The ledger with several senders, built anew, and with any letter at all."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.writing.letter import Letter
from sync.durable.database import open_database
from sync.durable.ledger import Claimed, Ledger

NOW = datetime(2026, 3, 6, 1, 30, tzinfo=UTC)
LEASE = timedelta(minutes=10)
WORDS = ("template", "to_name", "role", "ref", "clock", "step", "subject", "body")


def letter(key: str) -> Letter:
    return Letter(key, *("",) * 2, "an@example.com", *("",) * 6)


def claim(ledger: Ledger, now: datetime = NOW, limit: int = 10) -> list[Claimed]:
    return ledger.claim(now=now, owner="desk", lease=LEASE, limit=limit)


def keys(claimed: list[Claimed]) -> list[str]:
    return [one.letter.key for one in claimed]


def test_contending_senders_that_die_now_and_then_send_each_letter_once(
    tmp_path: Path,
) -> None:
    """Four copies on one file; a third of the claims die before anything is sent."""
    with closing(open_database(tmp_path / "langnghe.db")) as database:
        Ledger(database, domain="example.com").queue(
            [letter(f"{number}") for number in range(200)], now=NOW
        )

    def send(owner: int, now: datetime) -> list[str]:
        chance, sent = Random(owner), []
        with closing(open_database(tmp_path / "langnghe.db")) as database:
            mine = Ledger(database, domain="example.com")
            for _ in range(8):
                hand = mine.claim(now=now, owner=f"{owner}", lease=LEASE, limit=7)
                for claimed in hand:
                    if chance.random() > 1 / 3:
                        sent.append(claimed.letter.key)
                        mine.sent(claimed, now=now)
        return sent

    with ThreadPoolExecutor(4) as copies:
        first = list(copies.map(send, range(4), [NOW] * 4))
        second = list(copies.map(send, range(4), [NOW + LEASE] * 4))
    sent = Counter(key for keys in (*first, *second) for key in keys)
    with closing(open_database(tmp_path / "langnghe.db")) as database:
        rest = claim(Ledger(database, domain="example.com"), NOW + 9 * LEASE, 1000)
    assert set(sent.values()) == {1}
    assert len(sent) + len(rest) == 200
    assert not set(keys(rest)) & set(sent)


def test_a_ledger_built_anew_gives_the_same_message_id(tmp_path: Path) -> None:
    """After a lost database a repeated letter is still recognised as the same."""
    ids = set()
    for name in ("old", "new"):
        with closing(open_database(tmp_path / name)) as database:
            ledger = Ledger(database, domain="example.com")
            ledger.queue([letter("a")], now=NOW)
            ids |= {one.message_id for one in claim(ledger)}
    assert len(ids) == 1


text = st.text(st.characters(codec="utf-8"), max_size=30)
some_letters = st.builds(
    Letter,
    **dict.fromkeys(WORDS, text),
    key=st.text(st.characters(codec="utf-8"), min_size=1, max_size=10),
    to_address=st.emails(),
    urgent=st.booleans(),
    droppable=st.booleans(),
    not_before=st.none()
    | st.datetimes(
        datetime(1970, 1, 2),
        datetime(2026, 3, 6),
        timezones=st.just(UTC),
    ),
)


@given(st.lists(some_letters, unique_by=lambda one: one.key, max_size=8))
def test_letters_come_out_letter_by_letter(queued: list[Letter]) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(open_database(Path(folder, "langnghe.db"))) as database,
    ):
        ledger = Ledger(database, domain="example.com")
        ledger.queue(queued, now=NOW)
        handed = [one.letter for one in claim(ledger)]
    assert handed == sorted(queued, key=lambda one: not one.urgent)
