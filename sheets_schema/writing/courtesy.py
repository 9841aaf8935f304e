"""Courtesy: how a letter opens and closes (house style of the desk).

Customers are “Quý khách”; a name is used as it was typed, or not at all where it
could carry somebody's advertising.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheets_schema.company.office import Company
    from sheets_schema.writing.wording import Lang

NAME_LIMIT = 80
_CLOSING = "Trân trọng"
_LINK = re.compile(r"[@/\\<>{}]|www\.|\w\.[a-z]{2,}(?!\w)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?:\d[ .-]?){6}")
_BODIES = (
    "bảo tàng",
    "bệnh viện",
    "chi nhánh",
    "công ty",
    "cơ quan",
    "cơ sở",
    "cục",
    "cửa hàng",
    "doanh nghiệp",
    "đại học",
    "hiệp hội",
    "hợp tác xã",
    "khách sạn",
    "ngân hàng",
    "nhà hàng",
    "nhà máy",
    "phòng khám",
    "quỹ",
    "sở",
    "tập đoàn",
    "tổ chức",
    "tổng công ty",
    "trung tâm",
    "trường",
    "ủy ban",
    "uỷ ban",
    "văn phòng",
    "viện",
)
"""Organisations that say themselves what they are: “Quý Bệnh viện Bạch Mai”."""


def person_name(typed: str) -> str:
    """A person's name fit for a letter; empty where it holds a link, @ or digits."""
    name = _one_line(typed)
    return "" if _LINK.search(name) or _DIGIT.search(name) else name


def organisation_name(typed: str) -> str:
    """An organisation's name fit for a letter; short numbers belong to many of them."""
    name = _one_line(typed)
    return "" if _LINK.search(name) or _NUMBER.search(name) else name


def _one_line(typed: str) -> str:
    name = " ".join(typed.split())
    return name if len(name) <= NAME_LIMIT else ""


def customer_greeting(name: str, organisation: str = "", lang: Lang = "vi") -> str:
    """The first lines of a letter to a customer.

    ``Kính gửi Quý khách {họ tên},``; for an organisation
    ``Kính gửi Quý Công ty {tên},`` with the person below it.
    """
    person, body = person_name(name), organisation_name(organisation)
    if lang == "en":
        return _english(person, body)
    if not body:
        return f"Kính gửi Quý khách {person}".rstrip() + ","
    contact = f"\nNgười liên hệ: Quý khách {person}" if person else ""
    return f"Kính gửi Quý {_titled(body)},{contact}"


def _english(person: str, body: str) -> str:
    if not body:
        return f"Dear {person or 'customer'},"
    return f"Dear {body},\nAttention: {person}" if person else f"Dear {body},"


def _titled(body: str) -> str:
    known = any(f"{body.lower()} ".startswith(f"{kind} ") for kind in _BODIES)
    return body if known else f"Công ty {body}"


def staff_greeting(name: str, *, title: str = "") -> str:
    """The first line of a letter inside the company: ``Kính gửi Giám đốc Lê Quân,``."""
    person = person_name(name)
    return f"Kính gửi {f'{title} {person}'.strip() if person else 'Quý đồng nghiệp'},"


def before_closing(body: str, more: str) -> str:
    """The body of a whole Vietnamese letter with something added before its closing."""
    said, mark, closed = body.rpartition(f"\n\n{_CLOSING},\n")
    return f"{said}\n\n{more}{mark}{closed}" if mark else f"{body}\n\n{more}"


def closing(company: Company, lang: Lang = "vi") -> str:
    """The last lines of a letter: unit, company, hotline and address."""
    english = lang == "en"
    hotline = f"{'Hotline' if english else 'Đường dây nóng'}: {company.hotline}"
    said = (
        company.unit,
        company.name,
        hotline if company.hotline else "",
        company.email,
        company.address,
    )
    lines = "\n".join(line for line in said if line)
    return f"{'Yours sincerely' if english else _CLOSING},\n{lines}".rstrip()
