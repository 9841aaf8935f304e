"""Letters that people can bear: one at a time, which names what else there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from jobs.mailing.envelope import MailSender
from jobs.post import post
from sync.durable.letters import State

if TYPE_CHECKING:
    from jobs.mailing.envelope import Envelope
    from sync.durable.ledger import LedgerEntry
    from tests.desk.conftest import Trial

HA, HEAD = "ha@example.com", "thuy@example.com"


@dataclass
class Basket:
    """A mail server that takes everything."""

    is_mail: bool = True
    taken: list[Envelope] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def deliver(self, envelope: Envelope) -> None:
        self.taken.append(envelope)


def posted(trial: Trial, basket: Basket | None = None) -> Counter[str]:
    """How many mails each got of what is queued."""
    basket = basket or Basket()
    post(
        trial.desk.ledger,
        basket,
        sender=MailSender("Công ty Ánh Dương", "cskh@example.com"),
        hours=trial.office.worktime,
        clock=lambda: trial.now,
        owner="desk",
    )
    return Counter(envelope.recipient for envelope in basket.taken)


def of_kind(trial: Trial, template: str) -> list[LedgerEntry]:
    return [one for one in trial.letters() if one.letter.template == template]


def test_after_ten_days_off_each_colleague_gets_one_mail(trial: Trial) -> None:
    trial.type("policy", 3, unit="giờ")
    for day in range(7, 17):
        trial.type("calendar", 90 + day, date=f"{day}/3/2026", kind="Nghỉ công ty")
        for number in range(6):
            cells = {"description": f"Giao chậm {day}{number}", "kind": "Khiếu nại"}
            trial.type("f01", 3 + (day - 7) * 6 + number, **cells)
        trial.at(f"{day:02}/03/2026 09:30").review(times=2)
        trial.at(f"{day:02}/03/2026 10:40").review()
        assert posted(trial) == {}, "the company rests"
    assert trial.desk.ledger.counts().waiting > 120
    trial.at("17/03/2026 08:00").review()
    assert posted(trial) == {HA: 1, HEAD: 1}
    trial.at("17/03/2026 08:01").review()
    assert posted(trial) == {}


def test_a_letter_names_what_falls_due_within_the_hour_and_that_is_not_written_again(
    register: Trial,
) -> None:
    """
    | description | kind          | owner       | received_at | promised_at    |
    | Hỏi giá     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 10:40 |
    | Lắp đặt     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 11:30 |
    | Bảo hành    | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 11:50 |
    """
    register.at("06/03/2026 10:38").review()
    posted(register)  # what was said ahead
    got = []
    for moment in ("10:39", "10:40", "10:41", "11:30", "11:31", "11:50", "11:51"):
        register.at(f"06/03/2026 {moment}").review()
        got.append((moment, dict(posted(register))))
    both = {HA: 1, HEAD: 1}
    assert [(moment, sent) for moment, sent in got if sent] == [
        ("10:40", both),
        ("11:50", both),
    ]
    first, second, third = (
        [one for one in of_kind(register, "N05a") if one.letter.ref.endswith(number)]
        for number in "123"
    )
    assert {one.state for one in first + third} == {State.SENT}
    assert {one.state for one in second} == {State.JOINED}


def test_what_is_named_says_when_it_falls_due(register: Trial) -> None:
    """
    | description | kind          | owner       | received_at | promised_at    |
    | Hỏi giá     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 10:40 |
    | Lắp đặt     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 11:30 |
    """
    posted(register)
    register.at("06/03/2026 10:40").review()
    posted(register, basket := Basket())
    (envelope,) = [one for one in basket.taken if one.recipient == HA]
    words = envelope.content.decode()
    assert "F01-2026-0002" in words
    assert "11:30" in words


def test_a_graver_letter_is_never_hidden_in_a_milder_one(register: Trial) -> None:
    """
    | description | kind          | owner       | received_at | promised_at    |
    | Hỏi giá     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 16:00 |
    | Lắp đặt     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 14:30 |
    """
    posted(register)
    register.at("06/03/2026 14:00").review()  # what is due at four is reminded of
    posted(register)
    register.at("06/03/2026 14:30").review()
    assert posted(register) == {HA: 1, HEAD: 1}
    assert {one.state for one in of_kind(register, "N05a")} == {State.SENT}


def test_what_is_done_meanwhile_is_not_named(register: Trial) -> None:
    """
    | description | kind          | owner       | received_at | promised_at    |
    | Hỏi giá     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 10:40 |
    | Lắp đặt     | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026 11:30 |
    """
    posted(register)
    register.at("06/03/2026 10:40").review()
    register.type("f01", 4, handled_at="06/03/2026 10:30", replied_at="6/3/2026 10:30")
    register.at("06/03/2026 10:41").review()
    posted(register, basket := Basket())
    assert basket.taken
    assert not [one for one in basket.taken if b"F01-2026-0002" in one.content]


def test_a_compliment_does_not_climb_past_the_head(register: Trial) -> None:
    """
    | description | kind          | received_at |
    | Khen cô Lan | Lời khen      | 6/3/26 9h   |
    | Hỏi giá     | Hỏi thông tin | 6/3/26 9h   |
    | Góp ý       | Góp ý         | 6/3/26 9h   |
    """
    for day in (9, 10, 11, 12, 16, 20):
        register.at(f"{day:02}/03/2026 17:00").review()
    assert {"N05b", "N05c"}.isdisjoint(register.templates())
    assert "N05a" in register.templates()


def test_the_log_of_letters_says_what_became_a_file_and_what_another_letter_named(
    register: Trial,
) -> None:
    """
    | description | kind          | received_at | email          |
    | Hỏi giá     | Hỏi thông tin | 6/3/26 9h40 | kh@example.com |
    | Lắp đặt     | Hỏi thông tin | 6/3/26 9h40 | kh@example.vn  |
    """
    posted(register, Basket(is_mail=False))
    register.review()
    found = [
        (row["letter"], row["ref"], row["result"], row.get("error"))
        for row in register.rows("sent")
        if row["letter"] == "N01"
    ]
    assert found == [
        ("N01", "F01-2026-0001", "Lưu thành tệp", None),
        (
            "N01",
            "F01-2026-0002",
            "Gộp trong thư khác",
            "trong thư về F01-2026-0001",
        ),
    ]
