import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jobs.mailing.headers import LINE, POLICY, WORD, Smuggled

SYLLABLES = st.sampled_from(
    [
        "Khiếu nại",
        "phản hồi",
        "Nguyễn",
        "Đỗ",
        "ở",
        "ngưỡng",
        "Quý khách",
        "F02-2026-0045",
        "[Mã 4829 153 076]",
        "1.500.000 ₫",
        "an",
        "Công ty TNHH",
        "😀",
        "👩‍👩‍👧‍👦",
        ",",
        '"',
        "\\",
        "·",
        "=?utf-8?q?x?=",
        "(x)",
        "<",
        ">",
        ";",
        ":",
        "e\u0302\u0323",
    ]
)
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
WORDS = st.lists(SYLLABLES | st.text(LETTERS, min_size=1), min_size=1, max_size=30)
LINES = WORDS.map(lambda words: " ".join(" ".join(words).split())).filter(bool)


def written(name: str, value: str | Address | tuple[Address, ...]) -> bytes:
    message = EmailMessage(policy=POLICY)
    message[name] = value
    return message.as_bytes()


def read(raw: bytes, name: str) -> str:
    """The header as a mail program hands it on: unfolded, not yet decoded."""
    return "".join(str(message_from_bytes(raw)[name]).splitlines())


def decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def in_measure(raw: bytes) -> bool:
    words = re.findall(rb"=\?utf-8\?b\?.*?\?=", raw)
    return all(len(line) <= LINE for line in raw.splitlines()) and all(
        len(word) <= WORD for word in words
    )


@given(LINES)
@example("Nhắc lại: KN-2026-000123 Khiếu nại về phí dịch vụ tháng Hai chưa được hoàn")
@example("a" * 300)
def test_a_subject_arrives_as_it_was_written(subject: str) -> None:
    raw = written("Subject", subject)
    assert decoded(read(raw, "Subject")) == subject
    assert in_measure(raw)


@given(LINES)
@example('Nguyễn "Bi", An')
@example("Smith, John")
@example("x" * 200)
def test_a_name_arrives_as_it_was_written(name: str) -> None:
    raw = written("To", Address(name, addr_spec="an@example.com"))
    ((said, address),) = getaddresses([read(raw, "To")])
    assert (decoded(said), address) == (name, "an@example.com")
    assert in_measure(raw)


@given(st.lists(LINES, min_size=2, max_size=4))
def test_several_names_arrive_as_they_were_written(names: list[str]) -> None:
    addresses = tuple(Address(name, addr_spec="an@example.com") for name in names)
    raw = written("To", addresses)
    found = getaddresses([read(raw, "To")])
    assert [decoded(said) for said, _ in found] == names
    assert in_measure(raw)


def test_a_short_plain_subject_stays_readable() -> None:
    assert written("Subject", "Hello") == b"Subject: Hello\r\n\r\n"


def test_an_address_without_a_name_stands_alone() -> None:
    raw = written("To", Address(addr_spec="an@example.com"))
    assert raw == b"To: an@example.com\r\n\r\n"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00", "\x85", "\u2028", "\x0b"])
@pytest.mark.parametrize("rest", ["", "Bcc: all@example.com"])
def test_no_second_header_can_be_smuggled_in(end: str, rest: str) -> None:
    with pytest.raises(Smuggled):
        written("Subject", f"Thư{end}{rest}")


@pytest.mark.parametrize("end", ["\r\n", "\x00", "\u2028"])
def test_nothing_can_be_smuggled_in_by_a_name(end: str) -> None:
    with pytest.raises(ValueError, match=r"control character|CR or LF"):
        written("To", Address(f"An{end}Bcc: x@y.z", addr_spec="an@example.com"))
