"""How much one may send, and what a person should look at first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from forms_app.app import create_app
from forms_app.peers import network
from tests.forms.conftest import Visitor
from tests.sending import fields, suspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms_app.desk_port import PagesDesk
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


TOO_OFTEN = (
    "số điện thoại hoặc email này gửi quá 1 phản hồi trong 24 giờ, có thể do người "
    "khác gửi"
)


@pytest.mark.parametrize(
    "contact",
    [
        {"phone": "0912345678"},
        {"phone": "+84 912 345 678"},
        {"phone": "", "email": "v.i.ctim@example.com"},
        {"phone": "", "email": "Victim+2@EXAMPLE.com"},
    ],
)
def test_nobody_is_shut_out_by_what_others_send_in_their_name(
    visit: Callable[..., Any], queue: Queue, contact: dict[str, str]
) -> None:
    by_mail = (
        {**contact, "contact_pref": "Gửi email"} if "email" in contact else contact
    )
    visit(per_contact_24h=1).write(email="victim@example.com")
    victim = visit(per_contact_24h=1, address="198.51.100.9")
    assert victim.write(**by_mail, description="Hàng vỡ khi giao.").status_code == 303
    assert [suspect(kept) for kept in queue.waiting()] == ["", TOO_OFTEN]


def test_a_contact_of_yesterday_does_not_count(
    visit: Callable[..., Any], clock: Any, queue: Queue
) -> None:
    visitor = visit(per_contact_24h=1)
    visitor.write()
    clock.pass_(hours=24, seconds=1)
    visitor.write(description="Hàng vỡ khi giao.")
    assert [suspect(kept) for kept in queue.waiting()] == ["", ""]


def test_of_forty_at_once_no_more_are_let_in_than_the_limit_says(
    make_desk: Callable[..., PagesDesk], queue: Queue
) -> None:
    app = create_app(make_desk(per_address_10min=5, per_contact_24h=3))
    visitors = [Visitor(app.test_client(use_cookies=False)) for _ in range(40)]
    for one in visitors:
        one.open()
    with ThreadPoolExecutor(40) as pool:
        told = pool.map(
            lambda nth: (
                visitors[nth].send(description=f"Hàng vỡ {nth} lần").status_code
            ),
            range(40),
        )
        assert sorted(told) == [303] * 5 + [429] * 35
    kinds = [fields(kept).get("kind") for kept in queue.waiting()]
    assert kinds.count(None) == 2


def test_a_form_with_more_answers_than_any_page_has_is_not_read(visitor: Any) -> None:
    visitor.open()
    told = visitor.send(wanted=[f"{number}" for number in range(300)])
    assert told.status_code == 400
    assert "Chúng tôi chưa đọc được yêu cầu này" in told.text


def test_what_is_too_long_to_name_an_option_names_none(visitor: Any) -> None:
    assert visitor.write(kind="Khiếu nại " * 101).status_code == 400


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
