"""Reminders and escalations: to whom, when, and each of them once."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sync.durable.ledger import State
from tests.desk.conftest import PEOPLE, ZONE, Trial, new_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.durable.ledger import LedgerEntry

STAIR = {"N04", "N05a", "N05b", "N05c"}
STAFF, HEAD, DIRECTOR, GENERAL, WAREHOUSE = (
    str(person["email"]).partition("@")[0] for person in PEOPLE
)


def climb(trial: Trial, *moments: str) -> Iterator[tuple[str, str, set[str]]]:
    """Which letters of the stair each of these reviews queued, and to whom."""
    known: set[str] = {entry.letter.key for entry in trial.letters()}
    for moment in moments:
        trial.at(moment).review()
        new = [one.letter for one in trial.letters() if one.letter.key not in known]
        known |= {letter.key for letter in new}
        stair = [letter for letter in new if letter.template in STAIR]
        to = {letter.to_address.partition("@")[0] for letter in stair}
        yield moment, "".join({letter.template for letter in stair}), to


def of_kind(trial: Trial, template: str) -> list[LedgerEntry]:
    return [one for one in trial.letters() if one.letter.template == template]


def person(trial: Trial, line: int, **cells: str | None) -> None:
    """Somebody changes a line of the person tab."""
    trial.type("person", line, **cells)


def test_a_reminder_goes_ahead_and_lateness_goes_up_the_stair(register: Trial) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    found = list(
        climb(
            register,
            "06/03/2026 10:09",
            "06/03/2026 10:10",  # half of the hour
            "06/03/2026 10:39",
            "06/03/2026 10:40",  # the moment
            "09/03/2026 16:59",
            "09/03/2026 17:00",  # a working day later
            "11/03/2026 16:59",
            "11/03/2026 17:00",  # three working days later
            "20/03/2026 17:00",
        )
    )
    assert [(template, to) for _, template, to in found if template] == [
        ("N04", {STAFF}),
        ("N05a", {STAFF, HEAD}),
        ("N05b", {STAFF, HEAD, DIRECTOR}),
        ("N05c", {STAFF, HEAD, DIRECTOR, GENERAL}),
    ]
    assert [moment[-5:] for moment, template, _ in found if template] == [
        "10:10",
        "10:40",
        "17:00",
        "17:00",
    ]


def test_no_letter_goes_twice_however_often_the_desk_looks(register: Trial) -> None:
    """
    | description    | kind      | received_at     | email          |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 | kh@example.com |
    """
    while register.now < datetime(2026, 3, 13, tzinfo=ZONE):
        register.now += timedelta(minutes=29 if register.now.day == 6 else 211)
        register.review()
    told = Counter(
        (one.letter.template, one.letter.to_address) for one in register.letters()
    )
    assert set(told.values()) == {1}
    counted = Counter(template for template, _ in told)
    assert counted == {"C01": 1, "N01": 1, "N04": 1, "N05a": 2, "N05b": 3, "N05c": 4}


def test_a_desk_that_slept_sends_the_step_of_the_moment_not_those_it_missed(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    ((_, template, _),) = climb(register, "09/03/2026 17:00")
    assert template == "N05b"


@pytest.mark.parametrize(
    ("received", "before", "at"),
    [
        # a quarter of a day and a night is longer than two working hours
        ("04/03/2026 08:00", "05/03/2026 08:44", "05/03/2026 08:45"),
        # in the night from Saturday to Sunday: the last minutes of Friday's work
        ("06/03/2026 16:30", "06/03/2026 16:54", "06/03/2026 16:55"),
        # it came after Friday's work: when work begins on Monday
        ("06/03/2026 17:30", "09/03/2026 07:59", "09/03/2026 08:00"),
    ],
)
def test_a_reminder_moves_out_of_quiet_time(
    trial: Trial, received: str, before: str, at: str
) -> None:
    owner = "Trần Thu Hà" if received.endswith("08:00") else None
    trial.type("f01", 3, description="Hỏi giá", kind="Hỏi thông tin", owner=owner)
    trial.type("f01", 3, received_at=received)
    trial.at(received).review(times=2)
    assert [template for _, template, _ in climb(trial, before, at)] == ["", "N04"]


def test_m20_an_urgent_case_knows_no_quiet_time(trial: Trial) -> None:
    cells = {"kind": "Khiếu nại", "severity": "3", "received_at": "06/03/2026 18:30"}
    trial.type("f01", 3, description="Cháy", **cells)
    trial.at("06/03/2026 18:31").review(times=2)
    assert of_kind(trial, "N01")[0].letter.urgent
    trial.at("08/03/2026 02:00").review()
    (reminder,) = of_kind(trial, "N04")
    assert reminder.letter.not_before == trial.now
    assert reminder.letter.urgent


def test_what_falls_due_at_night_waits_for_the_morning(trial: Trial) -> None:
    trial.type("policy", 3, unit="giờ")
    trial.type("f01", 3, description="Hỏi giá", received_at="06/03/2026 20:00")
    trial.type("f01", 3, kind="Hỏi thông tin")
    trial.at("06/03/2026 20:01").review(times=2)
    trial.at("06/03/2026 21:00").review()
    late = of_kind(trial, "N05a")
    assert {one.letter.not_before for one in late} == {
        datetime(2026, 3, 9, 8, 0, tzinfo=ZONE)
    }


def test_what_is_done_before_a_reminder_goes_out_drops_it(trial: Trial) -> None:
    trial.type("policy", 3, unit="giờ")
    trial.type("f01", 3, description="Hỏi giá", received_at="06/03/2026 20:00")
    trial.type("f01", 3, kind="Hỏi thông tin")
    trial.at("06/03/2026 20:01").review(times=2)
    trial.at("06/03/2026 21:00").review()
    trial.type("f01", 3, owner="Trần Thu Hà")
    trial.at("09/03/2026 07:00").review()
    states = {one.state for one in trial.letters() if one.letter.template != "C01h"}
    assert states == {State.DROPPED}


def test_a_reminder_that_was_dropped_goes_out_when_it_is_called_for_again(
    register: Trial,
) -> None:
    """
    | description    | kind          | received_at     | owner       |
    | Có giao Hà Nam | Hỏi thông tin | 06/03/2026 9:40 | Trần Thu Hà |
    """
    said = []
    for replied in (None, "09/03/2026 9:00", None):
        register.type("f01", 3, replied_at=replied)
        register.at("09/03/2026 17:00").review(times=2)
        states = {entry.state for entry in of_kind(register, "N05a")}
        lines = [it for it in register.rows("sent") if it["letter"] == "N05a"]
        said.append((states, {line["result"] for line in lines}))
    assert said == [
        ({State.WAITING}, {"Chờ gửi"}),
        ({State.DROPPED}, {"Bỏ qua: đã xử lý"}),
        ({State.WAITING}, {"Chờ gửi"}),
    ]


def test_the_owner_is_reminded_not_whoever_else_has_the_role(register: Trial) -> None:
    """
    | description    | kind          | received_at     | owner         |
    | Có giao Hà Nam | Hỏi thông tin | 06/03/2026 9:40 | Phạm Thu Thuỷ |
    """
    found = climb(register, "09/03/2026 15:30", "09/03/2026 17:00")
    assert [(template, to) for _, template, to in found] == [
        ("N04", {HEAD}),
        ("N05a", {HEAD}),  # the owner is the head: one letter, not two
    ]


def test_a_department_hears_of_what_it_has_to_do_by_its_head(register: Trial) -> None:
    """
    | description    | kind      | received_at     | owner       | replied_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 | Trần Thu Hà | 06/03/2026 9:42 |
    """
    register.type("f02", 3, lead_unit="Phòng Kho vận")
    register.review()
    found = list(climb(register, "11/03/2026 17:00"))
    assert found[0][1:] == ("N05a", {WAREHOUSE, HEAD})


def test_the_deputy_stands_in_while_somebody_is_away(register: Trial) -> None:
    """
    | description    | kind          | received_at     | owner       |
    | Có giao Hà Nam | Hỏi thông tin | 06/03/2026 9:40 | Trần Thu Hà |
    """
    person(register, 3, deputy="Đỗ Quang Huy", away_from="7/3/2026", away_to="9/3/2026")
    ((_, template, to),) = climb(register, "09/03/2026 15:30")
    assert (template, to) == ("N04", {WAREHOUSE})


def test_m1_where_nobody_has_a_role_the_head_of_the_unit_hears(register: Trial) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    person(register, 5, role=None)  # the director
    person(register, 6, email=None)  # the general director
    found = climb(register, "09/03/2026 17:00", "11/03/2026 17:00")
    assert [to for _, _, to in found] == [{STAFF, HEAD}, {STAFF, HEAD}]


def nobody(trial: Trial) -> None:
    """Nobody in the person tab can be written to."""
    for line in range(3, 8):
        person(trial, line, email=None)


@pytest.fixture
def alone(trial: Trial) -> Trial:
    """A desk whose people have no address."""
    nobody(trial)
    trial.type("f01", 3, description="Giao chậm", kind="Khiếu nại", email="k@x.vn")
    trial.type("f01", 3, received_at="06/03/2026 9:40")
    return trial


def test_m1_where_nobody_can_be_written_to_the_letter_waits_and_says_so(
    alone: Trial,
) -> None:
    alone.review(times=3)
    (waiting,) = of_kind(alone, "N01")
    assert (waiting.state, waiting.letter.to_address) == (State.WAITING, "")
    assert alone.desk.ledger.counts().unaddressed == 1
    told = [row.get("error") for row in alone.rows("sent")]
    assert "Chưa có ai nhận thư với vai trò CSKH." in told


def test_m1_a_letter_that_waited_goes_to_the_first_who_can_be_written_to(
    alone: Trial,
) -> None:
    alone.review(times=2)
    person(alone, 3, email="moi@example.com")
    alone.review()
    waiting = alone.desk.ledger.waiting()
    sent_to = [one.to_address for one in waiting if one.template == "N01"]
    assert sent_to == ["moi@example.com"]
    assert alone.desk.ledger.counts().unaddressed == 0


def test_m1_the_companys_mailbox_hears_before_nobody_does(
    trial: Trial, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nobody(trial)
    folder = tmp_path_factory.mktemp("mailbox")
    other = Trial(new_desk(folder, trial.store, email="hop@example.com"))
    other.type("f01", 3, description="Giao chậm", kind="Khiếu nại")
    other.review(times=2)
    assert [one.letter.to_address for one in of_kind(other, "N01")] == [
        "hop@example.com"
    ]
    other.desk.queue.close()


def test_a_letter_of_the_stair_says_what_to_do_and_since_when_it_is_late(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     | name | phone        |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 | An   | 0912 345 678 |
    """
    register.at("06/03/2026 10:40").review()
    late = of_kind(register, "N05a")[0].letter
    assert late.subject == (
        "[Quá hạn] F01-2026-0001 · Cử người phụ trách: ghi tên vào cột Người phụ trách "
        "· từ 10:40 thứ Sáu 06/03/2026"
    )
    assert "Đang chờ: Trần Thu Hà" in late.body
    assert "Khách: An\nLiên hệ: 0912 345 678" in late.body
    assert late.body.startswith("Kính gửi Trần Thu Hà,")
    assert late.body.endswith("Đường dây nóng: 1900 6868")


def test_each_reader_of_what_climbs_is_asked_for_what_they_can_do(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    asked = {}
    for moment in ("09/03/2026 17:00", "11/03/2026 17:00"):
        register.at(moment).review()
    for kind in ("N05b", "N05c"):
        for letter in (one.letter for one in of_kind(register, kind)):
            name = letter.to_address.partition("@")[0]
            ask = letter.body.split("\n\n")[-2].splitlines()[-1]
            asked[kind, name] = ask.partition(":")[0].partition(",")[0]
    assert asked == {
        ("N05b", STAFF): "Xin làm ngay việc trên. Chưa xong được thì xin gọi cho khách",
        ("N05b", HEAD): (
            "Việc này đã được báo lên Giám đốc. Xin gỡ vướng cùng người đang được chờ"
        ),
        ("N05b", DIRECTOR): "Xin cho ý kiến để hồ sơ đi tiếp",
        ("N05c", STAFF): "Xin làm ngay việc trên",
        ("N05c", HEAD): (
            "Việc này đã được báo lên Tổng Giám đốc. Xin trình ngay hôm nay ai sẽ giải "
            "quyết và giờ gọi lại cho khách."
        ),
        ("N05c", DIRECTOR): (
            "Việc này đã được báo lên Tổng Giám đốc. Xin chỉ định người giải quyết "
            "ngay hôm nay và một giờ gọi lại cho khách."
        ),
        ("N05c", GENERAL): (
            "Xin chỉ định người giải quyết ngay hôm nay và một giờ gọi lại cho khách."
        ),
    }


def test_those_who_lead_are_addressed_by_their_title(register: Trial) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    register.at("11/03/2026 17:00").review()
    opens = {one.letter.body.partition("\n")[0] for one in of_kind(register, "N05c")}
    assert opens == {
        "Kính gửi Trần Thu Hà,",
        "Kính gửi Trưởng CSKH Phạm Thu Thuỷ,",
        "Kính gửi Giám đốc Lê Minh Quân,",
        "Kính gửi Tổng Giám đốc Vũ Hoài An,",
    }


def test_the_news_of_an_arrival_says_until_when_it_is_to_be_taken(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    (new,) = of_kind(register, "N01")
    assert new.letter.subject == (
        "[CSKH] Mới: Khiếu nại · tiếp nhận trước 10:40 thứ Sáu 06/03/2026"
    )
