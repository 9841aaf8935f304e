from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from itertools import count
from pathlib import Path
from threading import Barrier, Thread
from typing import Any, Self

import pytest

from jobs import post as rules
from jobs.mailing.envelope import Envelope, MailSender
from jobs.mailing.folder import FolderPost
from jobs.mailing.mail import Closed, LetterRefused, Post
from jobs.mailing.replies import Cause
from jobs.mailing.smtp import SmtpPost
from jobs.post import PostResult, post
from sheets_schema.writing.letter import Letter
from sync.durable.database import open_database
from sync.durable.ledger import Ledger, State
from tests.mailserver import MailServer, serving
from tests.plainweek import WORK, ZONE

FRIDAY = datetime(2026, 3, 6, 9, 42, tzinfo=ZONE)
NIGHT = FRIDAY.replace(hour=22)
SATURDAY = FRIDAY + timedelta(days=1)
SENDER = MailSender("Công ty An Bình", "cskh@example.com")
LONG_AGO = datetime(2026, 1, 1, tzinfo=ZONE)


@dataclass
class Basket:
    """A post that keeps what it takes, and refuses what it is told to."""

    is_mail = True
    taken: list[Envelope] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def deliver(self, envelope: Envelope) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken.append(envelope)

    @property
    def recipients(self) -> list[str]:
        return [envelope.recipient for envelope in self.taken]


def letter(
    address: str = "an@example.com", template: str = "C01", **how: Any
) -> Letter:
    words: dict[str, Any] = {
        "key": f"{template}:F01-2026-0001:{address}",
        "to_name": "Nguyễn Văn Ân",
        "role": "",
        "ref": "F01-2026-0001",
        "clock": "",
        "step": "",
        "subject": "Thư",
        "body": "Nội dung.",
    }
    return Letter(template=template, to_address=address, **words | how)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    database = open_database(tmp_path / "langnghe.db")
    yield Ledger(database, domain="example.com")
    database.close()


def queued(ledger: Ledger, *letters: Letter) -> None:
    ledger.queue(letters, now=FRIDAY - timedelta(minutes=1))


def run(
    ledger: Ledger,
    office: Post,
    now: datetime = FRIDAY,
    *,
    clock: Callable[[], datetime] | None = None,
    sender: MailSender = SENDER,
) -> PostResult:
    return post(
        ledger,
        office,
        sender=sender,
        hours=WORK,
        clock=clock or (lambda: now),
        owner="desk-1",
    )


def states(ledger: Ledger) -> list[State]:
    return [entry.state for entry in ledger.entries(since=LONG_AGO)]


def test_what_is_queued_is_sent_once(ledger: Ledger) -> None:
    queued(ledger, letter("an@example.com"), letter("be@example.com", "N01"))
    basket = Basket()
    assert run(ledger, basket) == PostResult(sent=2, failed=0, waiting=0)
    assert run(ledger, basket) == PostResult(sent=0, failed=0, waiting=0)
    assert basket.recipients == ["an@example.com", "be@example.com"]


def test_a_letter_without_an_address_waits_for_one(ledger: Ledger) -> None:
    queued(ledger, letter("", key="N01:1"))
    assert run(ledger, Basket()) == PostResult(sent=0, failed=0, waiting=1)
    queued(ledger, letter("an@example.com", key="N01:1"))
    assert run(ledger, Basket()) == PostResult(sent=1, failed=0, waiting=0)


def test_a_letter_waits_for_its_moment(ledger: Ledger) -> None:
    queued(ledger, letter(not_before=FRIDAY + timedelta(minutes=5)))
    assert run(ledger, Basket()).waiting == 1
    assert run(ledger, Basket(), FRIDAY + timedelta(minutes=5)).sent == 1


@pytest.mark.parametrize(
    ("template", "queued_for", "goes"),
    [
        ("C02", NIGHT, FRIDAY.replace(day=7, hour=8, minute=0)),
        ("N01", NIGHT, FRIDAY.replace(day=9, hour=8, minute=0)),
        ("N05a", SATURDAY, FRIDAY.replace(day=9, hour=8, minute=0)),
        ("N06", SATURDAY, FRIDAY.replace(day=9, hour=7, minute=30)),
    ],
)
def test_a_letter_that_was_late_does_not_go_out_in_quiet_time(
    ledger: Ledger, template: str, queued_for: datetime, goes: datetime
) -> None:
    queued(ledger, letter(template=template))
    minute = timedelta(minutes=1)
    tries = (queued_for, goes - minute, goes)
    assert [run(ledger, Basket(), now).sent for now in tries] == [0, 0, 1]


def test_acknowledgements_and_urgent_letters_go_out_at_night(ledger: Ledger) -> None:
    queued(ledger, letter(), letter(template="N05b", urgent=True))
    assert run(ledger, Basket(), NIGHT) == PostResult(sent=2, failed=0, waiting=0)


def test_a_letter_refused_for_now_is_tried_again_a_minute_later(
    ledger: Ledger,
) -> None:
    queued(ledger, letter(), letter("be@example.com"))
    basket = Basket(refusals=[LetterRefused("451 Later", cause=Cause.MOMENT)])
    assert run(ledger, basket) == PostResult(sent=1, failed=0, waiting=1)
    assert ledger.entries(since=LONG_AGO)[0].error == "451 Later"
    assert run(ledger, basket, FRIDAY + timedelta(seconds=59)).sent == 0
    assert run(ledger, basket, FRIDAY + timedelta(minutes=1)).sent == 1


def test_a_letter_that_is_refused_for_two_days_is_given_up(ledger: Ledger) -> None:
    queued(ledger, letter())
    basket = Basket(refusals=[LetterRefused("451 Later", cause=Cause.MOMENT)] * 99)
    ran, now = run(ledger, basket), FRIDAY
    while ran.waiting:
        (entry,) = ledger.entries(since=LONG_AGO)
        assert entry.retry_at
        now = entry.retry_at.astimezone(ZONE)
        ran = run(ledger, basket, now)
    assert (ran, states(ledger)) == (PostResult(0, 1, 0), [State.FAILED])
    assert timedelta(hours=40) < now - FRIDAY < timedelta(hours=60)


def test_a_letter_refused_for_good_is_given_up_with_the_reason(
    ledger: Ledger,
) -> None:
    queued(ledger, letter(), letter("be@example.com"))
    basket = Basket(refusals=[LetterRefused("550 No such user", cause=Cause.ADDRESS)])
    assert run(ledger, basket) == PostResult(sent=1, failed=1, waiting=0)
    assert ledger.entries(since=LONG_AGO)[0].error == "550 No such user"


def test_a_letter_to_no_address_at_all_does_not_stop_the_next(ledger: Ledger) -> None:
    queued(ledger, letter("an at example"), letter("be@example.com"))
    assert run(ledger, Basket()) == PostResult(sent=1, failed=1, waiting=0)
    assert "an at example" in ledger.entries(since=LONG_AGO)[0].error


def test_a_closed_post_costs_no_letter_a_try(ledger: Ledger) -> None:
    queued(ledger, *(letter(f"a{n}@example.com") for n in range(3)))
    for minutes in range(20):
        ran = run(
            ledger,
            Basket(refusals=[Closed("máy chủ thư tắt")]),
            FRIDAY + timedelta(minutes=minutes),
        )
        assert ran == PostResult(0, 0, 3, "Chưa gửi được thư: máy chủ thư tắt.")
    assert [one.tries for one in ledger.entries(since=LONG_AGO)] == [0, 0, 0]
    assert run(ledger, Basket(), FRIDAY + timedelta(minutes=21)).sent == 3


@pytest.mark.parametrize("address", ["", "cskh"])
def test_a_desk_without_an_address_of_its_own_loses_no_letter(
    ledger: Ledger, address: str
) -> None:
    queued(ledger, letter())
    nobody = replace(SENDER, address=address)
    ran = run(ledger, Basket(), sender=nobody)
    assert (ran.failed, ran.waiting) == (0, 1)
    assert ran.reason.startswith("Chưa gửi được thư: chưa có địa chỉ gửi")


def test_one_address_gets_three_automatic_letters_a_day(ledger: Ledger) -> None:
    kinds = ["C01", "C01h", "C11", "C01", "C01h"]
    queued(ledger, *(letter(key=f"{n}", template=kind) for n, kind in enumerate(kinds)))
    assert run(ledger, Basket()) == PostResult(sent=3, failed=0, waiting=2)
    early = SATURDAY.replace(hour=7, minute=59)
    eight = SATURDAY.replace(hour=8, minute=0)
    assert [run(ledger, Basket(), now).sent for now in (early, eight)] == [0, 2]


def test_other_addresses_and_answers_by_people_are_not_counted(
    ledger: Ledger,
) -> None:
    queued(
        ledger,
        *(letter(key=f"C01:{n}") for n in range(3)),
        letter(template="C06"),
        letter("be@example.com"),
    )
    assert run(ledger, Basket()).sent == 5


@pytest.mark.parametrize("when", ["answers", "at_data"])
@pytest.mark.parametrize(
    "reply",
    [
        "550 Outgoing mail of this account has been suspended",
        "554 5.7.1 Relay access denied",
        "550 5.4.5 Daily user sending limit exceeded",
        "550 5.1.8 Sender address rejected: Domain not found",
    ],
    ids=["account", "relay", "quota", "domain"],
)
def test_no_letter_is_given_up_for_what_is_wrong_with_server_or_desk(
    ledger: Ledger, when: str, reply: str
) -> None:
    addresses = [f"a{n}@example.com" for n in range(8)]
    queued(ledger, *map(letter, addresses))
    told: dict[str, Any] = {when: {address: [reply] * 999 for address in addresses}}
    with serving(MailServer(**told)) as server:
        for day in range(30):
            ran = run(ledger, smtp(server), FRIDAY + timedelta(days=day))
            assert (ran.sent, ran.failed, ran.waiting) == (0, 0, 8)
            assert reply.partition(" ")[2] in ran.reason
        errors = {entry.error for entry in ledger.entries(since=LONG_AGO)} - {""}
        assert errors == {
            f"máy chủ thư chưa nhận thư của bàn, không phải do người nhận: {reply}"
        }
        told[when].clear()
        assert run(ledger, smtp(server), FRIDAY + timedelta(days=31)).sent == 8


def test_a_relay_that_takes_letters_for_the_house_only_gets_those(
    ledger: Ledger,
) -> None:
    outside = {f"a{n}@example.com": ["554 Relay access denied"] * 9 for n in range(4)}
    queued(ledger, *map(letter, [*outside, "ha@example.vn"]))
    with serving(MailServer(answers=outside)) as server:
        for minutes in range(3):
            run(ledger, smtp(server), FRIDAY + timedelta(minutes=minutes))
    assert server.recipients == ["ha@example.vn"]


class PowerCut(BaseException):
    """The machine stops."""


class CutAfter(FolderPost):
    """A folder whose machine stops once the letter is written."""

    def deliver(self, envelope: Envelope) -> None:
        super().deliver(envelope)
        raise PowerCut


def test_a_letter_that_was_sent_but_not_recorded_is_repeated_with_its_message_id(
    ledger: Ledger, tmp_path: Path
) -> None:
    queued(ledger, letter())
    with pytest.raises(PowerCut):
        run(ledger, CutAfter(tmp_path / "letters"))
    assert run(ledger, FolderPost(tmp_path / "letters")).sent == 0
    later = FRIDAY + rules.LEASE
    assert run(ledger, FolderPost(tmp_path / "letters"), later).sent == 1
    (file,) = (tmp_path / "letters").iterdir()
    (entry,) = ledger.entries(since=LONG_AGO)
    assert message_from_bytes(file.read_bytes())["Message-ID"] == entry.message_id


def test_a_long_run_leaves_the_rest_to_the_next(ledger: Ledger) -> None:
    queued(ledger, *(letter(f"a{n}@example.com") for n in range(9)))
    minutes = count()
    basket = Basket()
    first = run(ledger, basket, clock=lambda: FRIDAY + timedelta(minutes=next(minutes)))
    assert 0 < first.sent < 9
    later = FRIDAY + timedelta(minutes=next(minutes) + 1)
    assert run(ledger, basket, later).waiting == 0
    assert len(set(basket.recipients)) == len(basket.recipients) == 9


def smtp(server: MailServer, kind: type[SmtpPost] = SmtpPost) -> SmtpPost:
    return kind("127.0.0.1", port=server.port, security="none", timeout=5.0)


def test_a_batch_with_all_kinds_of_answers_goes_over_one_line(ledger: Ledger) -> None:
    queued(ledger, *(letter(f"{name}@example.com") for name in "abcd"))
    told = {"b@example.com": ["451 Later"], "c@example.com": ["550 No"]}
    with serving(MailServer(answers=told)) as server:
        assert run(ledger, smtp(server)) == PostResult(sent=2, failed=1, waiting=1)
        again = run(ledger, smtp(server), FRIDAY + timedelta(minutes=1))
    assert again == PostResult(sent=1, failed=0, waiting=0)
    assert server.recipients == ["a@example.com", "d@example.com", "b@example.com"]
    assert len(server.lines) == 2


class Together(SmtpPost):
    """A mail server that copies of the desk begin to use at the same moment."""

    start = Barrier(2)

    def __enter__(self) -> Self:
        self.start.wait(timeout=10)
        return super().__enter__()


def test_two_copies_of_the_desk_send_no_letter_twice(tmp_path: Path) -> None:
    path = tmp_path / "langnghe.db"
    first = open_database(path)
    addresses = [f"a{n}@example.com" for n in range(150)]
    queued(Ledger(first, domain="example.com"), *map(letter, addresses))
    with serving(MailServer()) as server:
        databases = [open_database(path) for _ in range(2)]
        offices = [smtp(server, Together) for _ in databases]
        threads = [
            Thread(target=run, args=(Ledger(one, domain="example.com"), office))
            for one, office in zip(databases, offices, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(server.recipients) == sorted(addresses)
    for database in (first, *databases):
        database.close()
