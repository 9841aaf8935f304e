"""What the page of thanks promises, for each kind of message."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from forms_app.desk_port import Promises
from forms_app.language import languages
from forms_app.steps import steps

AT = datetime(2026, 3, 6, 10, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
NOTHING = Promises(None, None)


def said(promises: Promises, **fields: str) -> list[str]:
    return list(steps(fields, promises, unit="Tổ CSKH", language=languages()["vi"]))


def test_what_nobody_promised_is_not_said() -> None:
    assert said(NOTHING, kind_sent="Hỏi thông tin") == []


@pytest.mark.parametrize(
    ("way", "how"),
    [
        ("Gọi điện", "chúng tôi gọi điện trả lời Quý khách."),
        ("Email", "chúng tôi gửi email trả lời Quý khách."),
        ("Nhắn tin (Zalo/SMS)", "chúng tôi nhắn tin trả lời Quý khách."),
        ("Không để lại liên hệ", "chúng tôi ghi câu trả lời vào hồ sơ."),
    ],
)
def test_the_reply_is_promised_in_the_way_the_customer_chose(
    way: str, how: str
) -> None:
    moment = "Trước 10:42 thứ Sáu 06/03/2026, "
    assert said(Promises(None, AT), contact_pref=way) == [moment + how]


def test_a_suggestion_is_promised_what_its_letter_promises() -> None:
    considered, reported = said(
        Promises(None, None, AT), kind_sent="Góp ý", contact_pref="Email"
    )
    assert considered == (
        "Trước 10:42 thứ Sáu 06/03/2026, lãnh đạo công ty xem xét góp ý của Quý khách."
    )
    assert reported == (
        "Sau khi lãnh đạo xem xét, chúng tôi gửi email để Quý khách biết góp ý "
        "được áp dụng thế nào, hoặc vì sao chưa áp dụng được."
    )


def test_praise_is_passed_on_and_thanked_for() -> None:
    passed_on, thanked = said(
        Promises(None, AT), kind_sent="Lời khen", contact_pref="Gọi điện"
    )
    assert passed_on.endswith("bộ phận được nhắc tới.")
    assert thanked.endswith("06/03/2026, chúng tôi gọi điện cảm ơn Quý khách.")


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"contact_pref": "Email", "email": "an@example.com"}, "thư trả lời bằng văn"),
        ({"contact_pref": "Gọi điện", "email": "an@example.com"}, "thư trả lời bằng"),
        ({"contact_pref": "Gọi điện"}, "gọi điện báo kết quả và nêu rõ lý do. Nếu"),
        ({"contact_pref": "Nhắn tin (Zalo/SMS)"}, "nhắn tin báo kết quả và nêu rõ"),
        ({"contact_pref": "Không để lại liên hệ"}, "ghi kết quả và lý do vào hồ sơ."),
    ],
)
def test_a_conclusion_is_promised_where_it_can_reach_the_customer(
    fields: dict[str, str], end: str
) -> None:
    (last,) = said(NOTHING, kind_sent="Khiếu nại", **fields)
    assert last.startswith("Khi có kết luận, ")
    assert end in last
    assert ("nhận được thư" in last) == ("email" in fields)
