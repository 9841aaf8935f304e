"""Contacts as people type them: telephone numbers, e-mail addresses, links."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from sheets_schema.reading.typed import Raw, Unreadable, as_text, visible

_HOME = "VN"
_ONLY_SIGNS = re.compile(r"[\d\s()+.\-–—‑]+")
_IN_ANGLES = re.compile(r".*<\s*([^<>]+?)\s*>|mailto:(.+)", re.DOTALL | re.IGNORECASE)
_SCRIPT = re.compile(r"(?:javascript|vbscript|data)\s*:", re.IGNORECASE)

_AT_HOME = re.compile(r"\+84(?:[35789].*|2.*)")
_WHOLE = re.compile(r"\+84(?:[35789][0-9]{8}|2[0-9]{9})")
"""A mobile number has nine digits after the country code, a landline ten."""
_QUOTES = "'\"‘’‛“”„«»`"

_HOW_PHONE = "xin nhập một số điện thoại, ví dụ 0912 345 678"
_HOW_EMAIL = "xin nhập một địa chỉ e-mail, ví dụ ten@example.com"
_HOW_LINK = "xin dán liên kết bắt đầu bằng https://"


def read_phone(raw: Raw) -> str | None:
    """A telephone number in E.164, ``+84912345678``; None for an empty cell.

    Numbers that a spreadsheet robbed of their first ``0`` and valid numbers among words
    are understood. A number alone is let pass if it is possible though no operator has
    it, since old and new ranges are in use, but not if it lacks a digit; two numbers
    in one cell are not.

    Raises:
        Unreadable: It cannot be one telephone number.
    """
    text = visible(as_text(raw))
    if not text:
        return None
    number = _phone(text) if isinstance(raw, str | int | float) else None
    if number is None:
        raise Unreadable(raw, _HOW_PHONE)
    return number


@lru_cache(maxsize=2**16)
def _phone(text: str) -> str | None:
    found = {_standard(number) for number in _numbers(text)}
    number = found.pop() if len(found) == 1 else ""
    lacks = _AT_HOME.fullmatch(number) and not _WHOLE.fullmatch(number)
    return None if lacks else number or None


def _numbers(text: str) -> list[phonenumbers.PhoneNumber]:
    """The whole text if it may be a number, or the valid numbers among words."""
    if not _ONLY_SIGNS.fullmatch(text):
        among = phonenumbers.PhoneNumberMatcher(text, _HOME)
        return [match.number for match in among]
    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return []
    return [number] if phonenumbers.is_possible_number(number) else []


def _standard(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def write_phone(value: str) -> str:
    """A telephone number without blanks as it is dialled here: ``0912345678``."""
    dialled = "".join(sign for sign in phone_text(value) if sign.isdigit())
    return dialled if _phone(dialled) == value else value


def phone_text(value: str) -> str:
    """A telephone number as people write it: ``0912 345 678``, ``+1 650-253-0000``.

    Args:
        value: As `read_phone` gives it.
    """
    number = phonenumbers.parse(value, _HOME)
    if number.country_code != phonenumbers.country_code_for_region(_HOME):
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    elif phonenumbers.is_valid_number(number):
        form = phonenumbers.PhoneNumberFormat.NATIONAL
    else:
        return f"0{phonenumbers.national_significant_number(number)}"
    return phonenumbers.format_number(number, form)


def read_email(raw: Raw) -> str | None:
    """An e-mail address, its domain in lower case; None for an empty cell.

    ``Tên <ten@example.com>``, ``mailto:`` and quotes around it give the address alone,
    full-width letters their plain ones. What stands before the ``@`` has to be such as
    every mail server takes: no marks. Nobody is asked whether the domain exists.

    Raises:
        Unreadable: It is not one address.
    """
    text = visible(as_text(raw))
    if not text:
        return None
    inside = _IN_ANGLES.fullmatch(text)
    bare = (inside[1] or inside[2]) if inside else text
    address = _email(bare.strip(f"{_QUOTES} "))
    if address is None:
        raise Unreadable(raw, _HOW_EMAIL)
    return address


def ascii_domain(domain: str) -> str:
    """A domain as mail servers read it: ``thư.vn`` is ``xn--th-e0a.vn``.

    Raises:
        UnicodeError: No domain is called so.
    """
    return domain.encode("idna").decode()


@lru_cache(maxsize=2**16)
def _email(text: str) -> str | None:
    """An address to which mail can go: the one rule of form, register and import."""
    plain = unicodedata.normalize("NFKC", text)
    try:
        known = validate_email(plain, allow_smtputf8=False, check_deliverability=False)
        ascii_domain(known.domain)
    except (EmailNotValidError, UnicodeError):
        return None
    return known.normalized


def read_link(raw: Raw) -> str | None:
    """A link or the place where a paper lies, as it was typed; None for an empty cell.

    Raises:
        Unreadable: It is a script that a click would run.
    """
    text = visible(as_text(raw))
    if _SCRIPT.match(text):
        raise Unreadable(raw, _HOW_LINK)
    return text or None
