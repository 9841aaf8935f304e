"""What a customer sends from the page, and what becomes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms_app.app import create_app
from sheets_schema.books.register import F01
from sheets_schema.codes import grouped
from sync.configuration.settings import Mail
from tests.forms.conftest import Visitor
from tests.sending import consents, fields, suspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms_app.desk_port import PagesDesk
    from sync.durable.queue import Queue


def test_what_a_customer_sends_lands_in_the_columns_of_the_register(
    visitor: Any, queue: Queue
) -> None:
    visitor.write(
        email="an@example.com",
        contract_no="HD-0419",
        org_name="Công ty Sao Mai",
        org_role="Kế toán",
        contact_time="Sau 17 giờ",
        wanted=["Khác", "Xin lỗi"],
        wanted_other="Đổi người hướng dẫn",
    )
    (kept,) = queue.waiting()
    assert fields(kept) == {
        "kind": "Khiếu nại",
        "kind_sent": "Khiếu nại",
        "service": "Giao hàng, lắp đặt",
        "contract": "HD-0419",
        "event_when": "Hôm qua",
        "event_date": "05/03/2026",
        "description": "Đặt hàng từ thứ Hai, chưa ai gọi lại.",
        "wanted": "Xin lỗi; Khác",
        "wanted_other": "Đổi người hướng dẫn",
        "name": "Nguyễn Văn An",
        "phone": "0912345678",
        "email": "an@example.com",
        "org": "Công ty Sao Mai",
        "org_role": "Kế toán",
        "contact_pref": "Gọi điện",
        "contact_time": "Sau 17 giờ",
        "channel": "Biểu mẫu web",
        "lang": "Tiếng Việt",
    }
    assert fields(kept).keys() <= F01.by_key.keys()
    assert not suspect(kept)


def test_thanks_come_with_the_code_and_absolute_moments_m13(
    visitor: Any, queue: Queue
) -> None:
    sent = visitor.write()
    assert sent.status_code == 303
    thanks = visitor.open(sent.location)
    code = queue.waiting()[0].track_code
    assert f"{code[:4]} {code[4:7]} {code[7:]}" in thanks.text
    assert "Nhận lúc 09:42 thứ Sáu 06/03/2026." in thanks.text
    assert "Trước 10:42 thứ Sáu 06/03/2026, Bộ phận Chăm sóc" in thanks.text
    assert "Trước 09:42 thứ Bảy 07/03/2026, chúng tôi gọi điện" in thanks.text


def test_the_mail_with_the_code_is_spoken_of_only_where_there_is_an_address(
    visitor: Any,
) -> None:
    said = "Chúng tôi gửi mã này tới"
    mailed = visitor.open(visitor.write(email="an@example.com").location).text
    assert f"{said} a•••@example.com." in mailed
    assert said not in visitor.open(visitor.write().location).text


def test_the_mail_with_the_code_is_not_spoken_of_where_staff_switched_it_off(
    visit: Callable[..., Any], change_office: Callable[..., object]
) -> None:
    visitor = visit(office=change_office(silent=frozenset({"Khiếu nại"})))
    page = visitor.open(visitor.write(email="an@example.com").location).text
    assert "Chúng tôi gửi mã này tới" not in page
    assert "Xin Quý khách chụp hoặc ghi lại mã này." in page


def test_no_mail_is_promised_where_none_goes_out(
    make_desk: Callable[..., PagesDesk],
) -> None:
    desk = make_desk()
    alone = replace(desk, settings=desk.settings.model_copy(update={"mail": Mail()}))
    visitor = Visitor(create_app(alone).test_client(use_cookies=False), "203.0.113.7")
    page = visitor.open(visitor.write(email="an@example.com").location).text
    assert "Chúng tôi gửi mã này tới" not in page
    assert "Xin Quý khách chụp hoặc ghi lại mã này." in page


def test_no_thanks_before_the_words_are_on_disk(visitor: Any, queue: Queue) -> None:
    visitor.open()
    queue.close()
    refused = visitor.send()
    assert refused.status_code == 503
    assert "Đặt hàng từ thứ Hai, chưa ai gọi lại." in refused.text
    assert "gọi 1900\N{NO-BREAK SPACE}6868" in refused.text
    assert refused.headers["Retry-After"]


def test_a_page_sent_twice_is_one_case_with_one_code(
    visitor: Any, queue: Queue
) -> None:
    first = visitor.write()
    again = visitor.send()
    assert again.status_code == 303
    assert again.location == first.location
    assert queue.length() == 1


def test_taps_at_the_same_instant_are_one_case(visitor: Any, queue: Queue) -> None:
    visitor.open()
    with ThreadPoolExecutor(4) as pool:
        places = {sent.location for sent in pool.map(lambda _: visitor.send(), "1234")}
    assert len(places) == 1
    assert queue.length() == 1


def test_a_repeat_is_answered_with_its_code_though_a_limit_is_reached(
    visit: Callable[..., Any],
) -> None:
    visitor = visit(per_address_10min=1)
    first = visitor.write()
    assert visitor.send().location == first.location


def test_other_words_sent_from_a_page_gone_back_to_are_not_dropped(
    visitor: Any, queue: Queue
) -> None:
    visitor.write()
    told = visitor.send(description="Còn một việc khác: hoá đơn ghi sai tên.")
    assert told.status_code == 409
    assert grouped(queue.waiting()[0].track_code) in told.text
    assert "hoá đơn ghi sai tên" in told.text
    visitor.send(description="Còn một việc khác: hoá đơn ghi sai tên.")
    assert queue.length() == 2


def test_a_page_that_lay_open_for_days_keeps_its_words(
    visitor: Any, clock: Any, queue: Queue
) -> None:
    visitor.open()
    clock.pass_(days=2)
    told = visitor.send()
    assert told.status_code == 400
    assert "Trang mở đã lâu; nội dung vẫn còn. Xin Quý khách gửi lại" in told.text
    assert "chưa ai gọi lại" in told.text
    assert visitor.send().status_code == 303
    assert queue.length() == 1


def test_a_page_of_somebody_else_s_making_is_asked_to_be_sent_again(
    visitor: Any, queue: Queue
) -> None:
    assert visitor.send(ticket="made.up").status_code == 400
    assert queue.length() == 0


def test_a_form_that_another_site_posts_is_not_kept(visitor: Any, queue: Queue) -> None:
    visitor.open()
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
    ):
        visitor.client.environ_base.update(
            {f"HTTP_{key.upper().replace('-', '_')}": headers[key] for key in headers}
        )
        assert visitor.send().status_code == 400
        visitor.client.environ_base.clear()
    assert queue.length() == 0


def test_our_own_page_is_known_by_old_and_new_browsers(
    visitor: Any, queue: Queue
) -> None:
    for name, value in (
        ("HTTP_SEC_FETCH_SITE", "same-origin"),
        ("HTTP_ORIGIN", "http://localhost"),
        ("HTTP_ORIGIN", "null"),
    ):
        visitor.client.environ_base[name] = value
        assert visitor.write().status_code == 303
        visitor.client.environ_base.clear()
    assert queue.length() == 3


def test_what_is_sent_before_anybody_can_have_read_the_page_waits(
    visit: Callable[..., Any], clock: Any
) -> None:
    visitor = visit(min_seconds=5)
    assert visitor.write().status_code == 400
    clock.pass_(seconds=6)
    assert visitor.send().status_code == 303


def test_a_customer_who_leaves_no_contact_gets_a_pin(
    visitor: Any, queue: Queue
) -> None:
    sent = visitor.write(
        kind="Góp ý", no_contact="1", phone=None, full_name=None, contact_pref=None
    )
    (kept,) = queue.waiting()
    assert len(kept.pin) == 4
    assert kept.pin.isdigit()
    assert fields(kept)["contact_pref"] == "Không để lại liên hệ"
    assert f">{kept.pin}<" in visitor.open(sent.location).text


def test_the_address_of_another_token_shows_nothing(visitor: Any) -> None:
    missing = visitor.open("/da-nhan/abc")
    assert missing.status_code == 404
    assert "Liên kết này không còn dùng được" in missing.text


def test_each_box_of_consent_is_a_line_and_a_refusal_is_one_too(
    visitor: Any, queue: Queue
) -> None:
    visitor.write()
    case, survey = consents(queue.waiting()[0])
    assert case == {
        "person": "Nguyễn Văn An, 0912345678",
        "purpose": "Giải quyết phản hồi",
        "version": "2026-01",
        "wording": "Tôi đồng ý để Công ty Ánh Dương xử lý dữ liệu nêu trên nhằm "
        "giải quyết phản hồi này.",
        "at": "06/03/2026 09:42",
        "channel": "Biểu mẫu web",
        "given": "Có",
    }
    assert (survey["purpose"], survey["given"]) == ("Nhận khảo sát", "Không")


def test_consent_about_health_is_asked_for_once_where_health_data_is_likely(
    visit: Callable[..., Any], change_office: Callable[..., Any], queue: Queue
) -> None:
    visitor = visit(
        office=change_office(health_services=frozenset({"Giao hàng, lắp đặt"}))
    )
    asked = visitor.write()
    assert asked.status_code == 400
    assert "đồng ý xử lý thông tin sức khoẻ" in asked.text
    assert visitor.send().status_code == 303
    assert consents(queue.waiting()[0])[2]["given"] == "Không"
