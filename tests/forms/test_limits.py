"""How much one may send, and what a person should look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from forms_app.peers import network
from tests.sending import fields, suspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.durable.queue import Queue


def test_a_network_address_waits_when_its_ten_minutes_are_full(
    visit: Callable[..., Any], clock: Any
) -> None:
    visitor = visit(per_address_10min=2)
    visitor.write()
    clock.pass_(minutes=3)
    visitor.write()
    told = visitor.write()
    assert told.status_code == 429
    assert told.headers["Retry-After"] == "420"
    assert "thử lại sau 7 phút" in told.text
    assert "gọi 1900\N{NO-BREAK SPACE}6868" in told.text
    assert "chưa ai gọi lại" in told.text
    clock.pass_(minutes=7, seconds=1)
    assert visitor.send().status_code == 303


def test_another_address_does_not_wait(visit: Callable[..., Any]) -> None:
    visit(per_address_10min=1).write()
    other = visit(per_address_10min=1, address="198.51.100.9")
    assert other.write().status_code == 303


@pytest.mark.parametrize("phone", ["0912345678", "+84 912 345 678"])
def test_a_phone_number_waits_however_it_is_written(
    visit: Callable[..., Any], clock: Any, phone: str
) -> None:
    visit(per_contact_24h=1).write()
    clock.pass_(hours=23)
    told = visit(per_contact_24h=1, address="198.51.100.9").write(phone=phone)
    assert told.headers["Retry-After"] == "3600"


@pytest.mark.parametrize(
    ("hours", "wait"),
    [(0, "24 giờ"), (22.9, "2 giờ"), (23, "1 giờ"), (23.5, "30 phút")],
)
def test_a_long_wait_is_told_in_hours(
    visit: Callable[..., Any], clock: Any, hours: float, wait: str
) -> None:
    visitor = visit(per_contact_24h=1)
    visitor.write()
    clock.pass_(hours=hours)
    assert f"thử lại sau {wait}." in visitor.write().text


def test_a_flooded_site_takes_everything_and_asks_people_to_look(
    visit: Callable[..., Any], queue: Queue
) -> None:
    visitor = visit(site_per_hour=2)
    for number in range(3):
        visitor.write(description=f"Nội dung khác nhau số {number}")
    assert [suspect(kept) for kept in queue.waiting()] == [
        "",
        "",
        "trang nhận quá 2 phản hồi trong một giờ",
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"website": "http://x.example"}, "điền vào ô mà người không nhìn thấy"),
        ({"description": "http://a.vn " * 4}, "có hơn 3 liên kết"),
        ({"description": "khônghàilòngchútnào"}, "nội dung chỉ có một từ"),
        ({"full_name": "Mua ngay tại www.x.example"}, "họ và tên có liên kết"),
    ],
)
def test_what_looks_like_junk_is_taken_and_waits_for_a_person(
    visitor: Any, queue: Queue, changed: dict[str, Any], reason: str
) -> None:
    assert visitor.write(**changed).status_code == 303
    (kept,) = queue.waiting()
    assert suspect(kept) == reason
    assert fields(kept)["kind_sent"] == "Khiếu nại"
    assert "kind" not in fields(kept)


def test_words_of_a_script_without_blanks_are_not_one_word(
    visitor: Any, queue: Queue
) -> None:
    visitor.write(description="届いたスピーカーが壊れています")
    assert [suspect(kept) for kept in queue.waiting()] == [""]


def test_the_same_words_again_wait_for_a_person(visitor: Any, queue: Queue) -> None:
    visitor.write()
    visitor.write()
    assert [suspect(kept) for kept in queue.waiting()] == [
        "",
        "nội dung giống hệt một phản hồi đã gửi",
    ]


def test_a_suspect_is_not_told_and_no_mail_is_promised(visitor: Any) -> None:
    sent = visitor.write(email="an@example.com", website="x")
    thanks = visitor.open(sent.location).text
    assert "Chúng tôi đã nhận được phản hồi" in thanks
    assert "a•••@example.com" not in thanks


def test_addresses_and_contacts_are_stored_as_hashes_only(
    visitor: Any, queue: Queue
) -> None:
    visitor.write(email="an@example.com")
    (kept,) = queue.waiting()
    hashes = (kept.sender.address, kept.sender.digest, *kept.sender.contacts)
    assert all(len(one) == 32 and int(one, 16) for one in hashes)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", ""),
    ],
)
def test_one_customer_s_many_addresses_count_as_one(address: str, counted: str) -> None:
    assert network(address) == counted
