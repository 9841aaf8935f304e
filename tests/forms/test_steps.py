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


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("Khiếu nại", "có nêu rõ lý do."),
        ("Góp ý", "quyết định việc áp dụng."),
        ("Lời khen", "bộ phận được nhắc tới."),
    ],
)
def test_each_kind_has_an_end_of_its_own(kind: str, end: str) -> None:
    (last,) = said(NOTHING, kind_sent=kind)
    assert last.endswith(end)
