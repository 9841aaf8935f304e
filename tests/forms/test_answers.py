"""What customers type, what it means, and what they are asked to put right."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import clean
from sheets_schema.reading.typed import visible
from tests.sending import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.durable.queue import Queue

WRONG = [
    ("kind", {"kind": None}, "Xin Quý khách chọn nội dung muốn gửi"),
    ("kind", {"kind": "Rác"}, "Xin Quý khách chọn nội dung muốn gửi"),
    ("service", {"service": None}, "chọn dịch vụ hoặc sản phẩm"),
    ("service_other", {"service": "Khác"}, "nhập tên dịch vụ hoặc sản phẩm"),
    ("service_other", {"service_other": "x" * 101}, "tối đa 100 ký tự"),
    ("contract_no", {"contract_no": "1" * 41}, "tối đa 40 ký tự"),
    ("event_when", {"event_when": None}, "chọn thời điểm xảy ra sự việc"),
    ("event_date", {"event_when": "Ngày khác"}, "nhập ngày xảy ra sự việc"),
    ("event_date", {"event_when": None, "event_date": "Tết"}, "theo thứ tự ngày"),
    ("event_date", {"event_when": None, "event_date": "31/4/2025"}, "không có trong"),
    ("event_date", {"event_when": None, "event_date": "31/4"}, "không có trong lịch"),
    ("event_date", {"event_when": None, "event_date": "30.2.25"}, "không có trong"),
    ("event_date", {"event_when": None, "event_date": "5 ngày"}, "theo thứ tự ngày"),
    ("event_date", {"event_when": None, "event_date": "7/3/2026"}, "trước hôm nay"),
    ("event_date", {"event_when": None, "event_date": "7/3/1999"}, "từ năm 2000"),
    ("description", {"description": ""}, "Xin Quý khách viết nội dung"),
    ("description", {"description": "\u200b" * 20}, "Xin Quý khách viết nội dung"),
    ("description", {"description": "Tệ quá!"}, "Xin Quý khách viết ít nhất 10 ký tự"),
    ("description", {"description": "x" * 6234}, "5.000 ký tự, hiện thừa 1.234"),
    ("wanted", {"wanted": None}, "chọn ít nhất một mong muốn"),
    ("wanted_other", {"wanted": ["Khác"]}, "Xin Quý khách nhập mong muốn khác"),
    ("wanted_other", {"wanted_other": "x" * 201}, "tối đa 200 ký tự"),
    ("full_name", {"full_name": " "}, "Xin Quý khách nhập họ và tên"),
    ("full_name", {"full_name": "x" * 81}, "Họ và tên tối đa 80 ký tự"),
    ("phone", {"phone": None}, "nếu muốn được gọi hoặc nhắn tin"),
    ("phone", {"phone": None, "contact_pref": None}, "số điện thoại hoặc email"),
    ("phone", {"phone": "0912 ABC"}, "chỉ gồm chữ số"),
    ("phone", {"phone": "091234567"}, "phải có 10 chữ số"),
    ("phone", {"phone": "024 1234 567"}, "số cố định phải có 11 chữ số"),
    ("phone", {"phone": "0912345678 / 0987654321"}, "một số điện thoại thôi"),
    ("email", {"email": "nguyễn.an@example.com"}, "theo dạng ten@example.com"),
    ("phone", {"phone": "1650 253 0000 99"}, "bắt đầu bằng dấu + và mã nước"),
    ("email", {"email": "an@"}, "theo dạng ten@example.com"),
    ("email", {"contact_pref": "Email"}, "nếu muốn được trả lời qua email"),
    ("org_name", {"org_name": "x" * 151}, "tối đa 150 ký tự"),
    ("org_role", {"org_role": "x" * 61}, "tối đa 60 ký tự"),
    ("contact_pref", {"contact_pref": None}, "chọn cách muốn được liên hệ"),
    ("no_contact", {"no_contact": "1", "phone": None}, "cần trả lời"),
    ("no_contact", {"no_contact": "1", "kind": "Góp ý"}, "bỏ đánh dấu ô này"),
    ("consent_case", {"consent_case": None}, "đánh dấu ô đồng ý"),
]


@pytest.mark.parametrize(("key", "changed", "sentence"), WRONG)
def test_each_mistake_is_told_politely_where_it_is_and_in_the_summary(
    visitor: Any, key: str, changed: dict[str, Any], sentence: str
) -> None:
    page = visitor.write(**changed)
    assert page.status_code == 400
    assert "<title>Lỗi: " in page.text
    told = unescape(page.text)
    assert re.search(rf'<a href="#{key}">[^<]*{re.escape(sentence)}', told)
    assert re.search(rf'id="{key}-problem">.*{re.escape(sentence)}', told)
    assert f'id="{key}"' in told


def test_a_mistake_stores_nothing_and_costs_no_turn(
    visit: Callable[..., Any], queue: Queue
) -> None:
    visitor = visit(per_address_10min=1, per_contact_24h=1)
    for _ in range(3):
        assert visitor.write(full_name=None).status_code == 400
    assert queue.length() == 0
    assert visitor.send().status_code == 303


def test_all_answers_stay_on_the_page_good_and_bad(visitor: Any) -> None:
    page = unescape(
        visitor.write(phone="0912 ABC", service="Khác", service_other="Cho thuê").text
    )
    assert 'value="0912 ABC"' in page
    assert 'value="Cho thuê"' in page
    assert 'value="Khiếu nại" checked' in page
    assert 'value="Xin lỗi" checked' in page
    assert 'name="consent_case" value="1" checked' in page


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("1900 545 458", "1900545458"),
        ("(024) 3825-1234", "02438251234"),
        ("\u200e0912345678\n", "0912345678"),
        ("+1 650 253 0000", "+16502530000"),
    ],
)
def test_a_phone_number_is_read_as_people_write_it(
    visitor: Any, queue: Queue, typed: str, phone: str
) -> None:
    visitor.write(phone=typed)
    assert fields(queue.waiting()[0])["phone"] == phone


@pytest.mark.parametrize(
    ("answers", "day"),
    [
        ({"event_when": "Hôm nay"}, "06/03/2026"),
        ({"event_when": "Hôm qua"}, "05/03/2026"),
        ({"event_when": "Ngày khác", "event_date": "27.2"}, "27/02/2026"),
        ({"event_when": "Ngày khác", "event_date": "27.3"}, "27/03/2025"),
        ({"event_when": None, "event_date": "6/3"}, "06/03/2026"),
        ({"event_when": "Ngày khác", "event_date": "27-3-25"}, "27/03/2025"),
        ({"event_when": None, "event_date": "27/3/2025"}, "27/03/2025"),
        ({"event_when": "Nhiều lần", "event_date": ""}, ""),
    ],
)
def test_the_day_it_happened_is_a_day_of_the_calendar(
    visitor: Any, queue: Queue, answers: dict[str, Any], day: str
) -> None:
    visitor.write(**answers)
    assert fields(queue.waiting()[0]).get("event_date", "") == day


def test_praise_is_asked_neither_when_it_happened_nor_what_is_wanted(
    visitor: Any, queue: Queue
) -> None:
    sent = visitor.write(kind="Lời khen", event_when=None, wanted=None)
    assert sent.status_code == 303
    assert "event_when" not in fields(queue.waiting()[0])


def test_who_leaves_an_address_only_need_not_say_how_to_be_reached(
    visitor: Any, queue: Queue
) -> None:
    visitor.write(phone=None, email="an@example.com", contact_pref=None)
    assert fields(queue.waiting()[0])["contact_pref"] == "Email"


def test_an_address_that_looks_mistyped_is_asked_about_once(
    visitor: Any, queue: Queue
) -> None:
    asked = visitor.write(email="an@gmail.con")
    assert "Có phải ý Quý khách là an@gmail.com?" in asked.text
    visitor.send(email="an@gmail.con")
    assert fields(queue.waiting()[0])["email"] == "an@gmail.con"


def test_a_service_outside_the_list_stands_in_the_customer_s_words(
    visitor: Any, queue: Queue
) -> None:
    visitor.write(service="Khác", service_other="Cho thuê xe")
    assert fields(queue.waiting()[0])["service"] == "Khác: Cho thuê xe"


def test_a_complaint_without_contact_is_taken_where_the_policy_allows_it(
    visit: Callable[..., Any], change_office: Callable[..., Any]
) -> None:
    visitor = visit(office=change_office(anonymous_complaints=True))
    assert visitor.write(no_contact="1", phone=None).status_code == 303


def test_a_place_is_typed_where_the_company_has_no_list_of_places(
    visit: Callable[..., Any], change_office: Callable[..., Any], office: Any
) -> None:
    lists = {**office.conditions.lists, "branch": ()}
    conditions = replace(office.conditions, lists=lists)
    page = visit(office=change_office(conditions=conditions)).write(branch="x" * 101)
    assert "Tên cơ sở hoặc nơi phục vụ tối đa 100 ký tự" in page.text
    assert f'id="branch" name="branch" value="{"x" * 101}"' in page.text


def test_marks_that_a_phone_sends_apart_are_stored_together(
    visitor: Any, queue: Queue
) -> None:
    name = unicodedata.normalize("NFD", "Nguyễn Thị Ở")
    visitor.write(
        full_name=name,
        service=unicodedata.normalize("NFD", "Khác"),
        service_other="Đổi hàng",
    )
    said = fields(queue.waiting()[0])
    assert (said["name"], said["service"]) == ("Nguyễn Thị Ở", "Khác: Đổi hàng")


HOSTILE = st.sampled_from(
    [
        '=HYPERLINK("http://x.example","Bấm")',
        "+84912345678 gọi lại",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "</textarea><h1>x</h1>",
        "{{ 7 * 7 }} {% raw %}",
        "'; DROP TABLE submission; --",
        "\x00\x08\x1b[31m đỏ \ufffe",
        "\r\n\r\nSet-Cookie: a=b",
        "Ω≈ç√∫ 👩‍👩‍👧‍👦 \u202eتسجيل",
        "e\u0302\u0301" * 40,
    ]
)


@given(
    text=st.text(max_size=300)
    | st.builds("{} {} {}".format, HOSTILE, st.text(), HOSTILE)
)
def test_any_text_is_stored_as_text_or_refused_with_a_reason(
    many: Any, text: str
) -> None:
    visitor, queue = many
    expected = clean(text)
    sent = visitor.write(description=text)
    if len(expected) < 10 or not visible(expected):
        assert sent.status_code == 400
    else:
        token = sent.location.rpartition("/")[2]
        assert fields(queue.find(token))["description"] == expected


@given(text=st.text(min_size=1) | HOSTILE)
def test_any_text_comes_back_on_the_page_as_it_was(many: Any, text: str) -> None:
    visitor, _ = many
    page = visitor.write(description=text, full_name=text, consent_case=None).text
    (area,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    (name,) = re.findall(r'id="full_name"[^>]* value="([^"]*)"', page)
    assert unescape(area) == clean(text)
    assert unescape(name) == clean(text)


@given(
    changed=st.dictionaries(
        st.sampled_from(
            [
                "kind",
                "service",
                "event_when",
                "event_date",
                "wanted",
                "phone",
                "email",
                "contact_pref",
                "contact_time",
                "no_contact",
                "ticket",
                "asked",
                "branch",
                "consent_case",
                "switch",
                "website",
            ]
        ),
        st.none() | st.text(max_size=40) | st.lists(st.text(max_size=9), max_size=3),
    )
)
def test_no_answer_of_any_kind_makes_the_page_fail(many: Any, changed: Any) -> None:
    visitor, _ = many
    assert visitor.write(**changed).status_code in {200, 303, 400, 409}
