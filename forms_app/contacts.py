"""Contacts: who writes, how to reach them, and what they agree to."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from forms_app.forms import ask
from forms_app.questions import KINDS, is_complaint, offered
from sheets_schema import choices
from sheets_schema.cells import EMAIL, PHONE
from sheets_schema.words import NO_CONTACT, FeedbackKind

if TYPE_CHECKING:
    from forms_app.forms import Paper

PREFERENCES = choices.LISTS["contact_pref"][:3]
CALL, MAIL, MESSAGE = PREFERENCES
TIMES = choices.LISTS["contact_time"]

_PHONE_SIGNS = re.compile(r"[\d\s+.()/–—‑-]*")
_MOST_DIGITS_AT_HOME = 11
_MOST_DIGITS = 15
"""So many digits has the longest number of any country (E.164)."""
_MAIL_HOSTS = (
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.com",
    "outlook.com",
    "outlook.com.vn",
    "proton.me",
    "yahoo.com",
    "yahoo.com.vn",
    "ymail.com",
)


def is_anonymous(paper: Paper) -> bool:
    """Whether the customer wants no reply, and may: thanks and ideas need none."""
    if not paper.ticked("no_contact"):
        return False
    if is_complaint(paper):
        return paper.office.anonymous_complaints
    free = {FeedbackKind.SUGGESTION, FeedbackKind.COMPLIMENT}
    return paper.choice("kind", KINDS) in free


def full_name(paper: Paper) -> str:
    """The name as it is typed: never split, never in other letters."""
    name, most = " ".join(paper.text("full_name").split()), 80
    if len(name) < 2 and not is_anonymous(paper):  # noqa: PLR2004 - shorter is no name
        ask("Xin Quý khách nhập họ và tên")
    if len(name) > most:
        ask("Họ và tên tối đa {most} ký tự", most=most)
    return name


def phone(paper: Paper) -> str:
    """The number as the register writes it."""
    typed = paper.line("phone")
    if not typed:
        return _some_way(paper)
    if not _PHONE_SIGNS.fullmatch(typed):
        ask("Số điện thoại chỉ gồm chữ số, dấu cách, dấu +, dấu chấm và dấu gạch ngang")
    number = paper.meant(PHONE, typed)
    if not isinstance(number, str):
        return _ask_digits(typed)
    return str(PHONE.write(number))


def _some_way(paper: Paper) -> str:
    """Nothing, where another way is left or none is wanted."""
    if paper.line("email") or is_anonymous(paper):
        return ""
    if paper.choice("contact_pref", (CALL, MESSAGE)):
        ask("Xin Quý khách nhập số điện thoại nếu muốn được gọi hoặc nhắn tin")
    return ask("Xin Quý khách nhập số điện thoại hoặc email để chúng tôi trả lời")


def _ask_digits(typed: str) -> NoReturn:
    digits = re.sub(r"\D", "", typed)
    if len(digits) > _MOST_DIGITS:
        ask("Xin Quý khách nhập một số điện thoại thôi, số khác xin ghi vào nội dung")
    if len(digits) > _MOST_DIGITS_AT_HOME or digits.startswith("00"):
        ask("Số nước ngoài phải bắt đầu bằng dấu + và mã nước")
    ask(
        "Số điện thoại di động phải có 10 chữ số, ví dụ 0912 345 678; "
        "số cố định phải có 11 chữ số"
    )


def email(paper: Paper) -> str:
    """The address; one that looks like a slip of the finger is asked about once."""
    typed = paper.line("email")
    if not typed:
        if paper.choice("contact_pref", (MAIL,)):
            ask("Xin Quý khách nhập email nếu muốn được trả lời qua email")
        return ""
    meant = paper.meant(EMAIL, typed)
    if not isinstance(meant, str) or "@" not in meant:
        ask("Xin Quý khách nhập email theo dạng ten@example.com")
    near = _near_miss(meant)
    if near and not paper.was_asked(typed):
        ask(
            "Có phải ý Quý khách là {near}? "
            "Nếu email đã đúng, xin Quý khách chọn Gửi phản hồi lần nữa",
            near=near,
        )
    return meant


def _near_miss(address: str) -> str:
    name, _, host = address.rpartition("@")
    near = _near_host(host.lower())
    return f"{name}@{near}" if near else ""


@lru_cache(maxsize=1024)
def _near_host(host: str) -> str:
    """The well-known host that another looks like; empty if it is one itself."""
    close = get_close_matches(host, _MAIL_HOSTS, n=1, cutoff=0.85)
    return close[0] if close and host not in _MAIL_HOSTS else ""


def org_name(paper: Paper) -> str:
    """The organisation that the customer writes for."""
    name, most = paper.line("org_name"), 150
    if len(name) > most:
        ask("Tên công ty hoặc tổ chức tối đa {most} ký tự", most=most)
    return name


def org_role(paper: Paper) -> str:
    """What the customer is there."""
    role, most = paper.line("org_role"), 60
    if len(role) > most:
        ask("Chức danh tối đa {most} ký tự", most=most)
    return role


def contact_pref(paper: Paper) -> str:
    """How to reach the customer; whoever leaves one way only need not say."""
    if is_anonymous(paper):
        return NO_CONTACT
    chosen = paper.choice("contact_pref", PREFERENCES)
    if not chosen and paper.line("email") and not paper.line("phone"):
        return MAIL
    return chosen or ask("Xin Quý khách chọn cách muốn được liên hệ")


def contact_time(paper: Paper) -> str:
    """When a call suits."""
    is_call = paper.choice("contact_pref", (CALL,))
    return paper.choice("contact_time", TIMES) if is_call else ""


def no_contact(paper: Paper) -> str:
    """Nothing of its own: it only asks where the box and the rest do not agree."""
    if not paper.ticked("no_contact"):
        return ""
    if not is_anonymous(paper):
        if not (paper.line("phone") or paper.line("email")):
            ask(
                "Nội dung này cần trả lời; "
                "xin Quý khách để lại số điện thoại hoặc email"
            )
        return ""
    if paper.line("phone") or paper.line("email"):
        ask("Xin Quý khách bỏ đánh dấu ô này, hoặc để trống số điện thoại và email")
    return ""


def consent_case(paper: Paper) -> str:
    """The consent without which nothing may be handled here."""
    if not paper.ticked("consent_case"):
        ask("Xin Quý khách đánh dấu ô đồng ý để chúng tôi xử lý phản hồi này")
    return ""


def needs_health(paper: Paper) -> bool:
    """Whether the message may hold health data."""
    services = paper.office.health_services
    return bool(services) and paper.choice("service", offered(paper.lists)) in services


def consent_health(paper: Paper) -> str:
    """Asked for once where health data is likely; then it is the customer's choice."""
    asked = paper.ticked("consent_health") or paper.was_asked("consent_health")
    if not asked and needs_health(paper):
        ask(
            "Xin Quý khách đánh dấu ô đồng ý xử lý thông tin sức khoẻ, "
            "hoặc bỏ thông tin đó khỏi nội dung"
        )
    return ""
