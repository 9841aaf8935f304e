from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from html import unescape
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.mailing import twin
from jobs.mailing.envelope import Envelope, MailSender, Misaddressed, mailbox, seal
from jobs.mailing.headers import Smuggled
from sheets_schema.cells import Unreadable, clean
from sheets_schema.reading.contacts import read_email
from sheets_schema.writing.letter import Letter

NOW = datetime(2026, 3, 6, 9, 42, 31, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SENDER = MailSender(
    "Công ty An Bình", "cskh@example.com", home="https://anbinh.example"
)
LETTER = Letter(
    key="C01:F01-2026-0123",
    template="C01",
    to_name="Nguyễn Văn Ân",
    to_address="an@example.com",
    role="customer",
    ref="F01-2026-0123",
    clock="",
    step="",
    subject="[Mã 4829 153 076] Công ty An Bình đã nhận được phản hồi của Quý khách",
    body="Kính gửi Quý khách Nguyễn Văn Ân,\n\nĐã nhận lúc 09:42.\n\nTrân trọng,",
)


def sealed(letter: Letter = LETTER, sender: MailSender = SENDER) -> Envelope:
    return seal(letter, message_id="<a1@example.com>", sender=sender, now=NOW)


def opened(envelope: Envelope) -> EmailMessage:
    return message_from_bytes(envelope.content, policy=policy.default)


def plain(envelope: Envelope) -> str:
    part = opened(envelope).get_body(("plain",))
    assert part
    return str(part.get_content())


def page(envelope: Envelope) -> str:
    part = opened(envelope).get_body(("html",))
    assert part
    return str(part.get_content())


def header(envelope: Envelope, name: str) -> str:
    raw = "".join(str(message_from_bytes(envelope.content)[name]).splitlines())
    return str(make_header(decode_header(raw)))


def test_a_letter_says_who_writes_to_whom_about_what() -> None:
    said = {name: header(sealed(), name) for name in ("From", "To", "Subject")}
    assert said == {
        "From": "Chăm sóc khách hàng Công ty An Bình <cskh@example.com>",
        "To": "Nguyễn Văn Ân <an@example.com>",
        "Subject": LETTER.subject,
    }


def test_a_letter_carries_the_message_id_of_the_ledger_and_its_moment() -> None:
    message = opened(sealed())
    assert message["Message-ID"] == "<a1@example.com>"
    assert parsedate_to_datetime(message["Date"]) == NOW.replace(microsecond=0)
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_letter_written_twice_is_the_same_to_the_byte() -> None:
    assert sealed() == sealed()


def test_a_letter_goes_over_any_line() -> None:
    content = sealed().content
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")


def test_the_envelope_names_the_file_it_may_become() -> None:
    assert sealed().label == "20260306-0942 C01 F01-2026-0123 an@example.com"


BODIES = st.text().map(clean)


@given(BODIES)
def test_every_word_of_a_letter_arrives(body: str) -> None:
    envelope = sealed(replace(LETTER, body=body))
    assert plain(envelope).replace("\r\n", "\n") == f"{body}\n"
    assert max(map(len, envelope.content.split(b"\r\n"))) <= 78


class Reader(HTMLParser):
    """The words of a page, without its head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(page.partition("</head>")[2])
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data


@given(BODIES)
def test_the_html_twin_says_the_same(body: str) -> None:
    shown = Reader(page(sealed(replace(LETTER, body=body)))).words
    assert shown.split() == body.split()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<img src=x>", "&amp;"])
def test_a_customers_markup_stays_words(words: str) -> None:
    letter = replace(LETTER, body=f"Ông viết: {words}", subject=words)
    assert "<script" not in page(sealed(letter))
    assert "<img" not in page(sealed(letter))
    assert words in unescape(page(sealed(letter)))


def test_a_line_with_a_page_of_the_desk_becomes_a_button() -> None:
    link = "https://anbinh.example/theo-doi"
    shown = page(sealed(replace(LETTER, body=f"Theo dõi phản hồi: {link}")))
    assert f'<a href="{link}" style="display:inline-block' in shown
    assert ">Theo dõi phản hồi</a>" in shown
    assert f">{link}</a>" in shown


def test_a_long_sentence_with_a_link_stays_a_sentence() -> None:
    link = "https://anbinh.example/theo-doi"
    words = "Quý khách xem việc đã đến đâu và gửi thêm ảnh tại"
    shown = page(sealed(replace(LETTER, body=f"{words}: {link}")))
    assert "inline-block" not in shown
    assert f">{link}</a>" in shown


@pytest.mark.parametrize(
    "link", ["https://evil.example/x", "https://anbinh.example.evil.com/"]
)
def test_a_link_that_a_customer_wrote_cannot_dress_up_as_a_button(link: str) -> None:
    shown = page(sealed(replace(LETTER, body=f"Xem tại đây: {link}")))
    assert "inline-block" not in shown
    assert f">{link}</a>" in shown


def test_a_link_ends_before_the_full_stop() -> None:
    assert ">https://x.example/a</a>." in twin.html("", "Xem https://x.example/a.")


def test_a_code_is_never_broken_between_two_lines() -> None:
    shown = twin.html("", "Mã của Quý khách là 4829 153 076.")
    assert '<span style="white-space:nowrap">4829 153 076</span>.' in shown


def test_the_words_around_a_link_stay() -> None:
    shown = twin.html("", "Xem “https://x.example/a?b=1&c=2” <nhé>")
    assert "Xem “" in shown
    assert 'href="https://x.example/a?b=1&amp;c=2"' in shown
    assert "” &lt;nhé&gt;" in shown


def test_a_name_that_advertises_is_not_in_the_letters_head() -> None:
    letter = replace(LETTER, to_name="Vào casino.com ngay")
    assert header(sealed(letter), "To") == "an@example.com"


def test_answers_go_to_the_mailbox_that_people_read() -> None:
    sender = replace(SENDER, reply_to="hoidap@example.com")
    assert header(sealed(sender=sender), "Reply-To") == "hoidap@example.com"


def test_no_second_address_for_answers_that_is_the_first() -> None:
    sender = replace(SENDER, reply_to=SENDER.address)
    assert "Reply-To" not in opened(sealed(sender=sender))


def test_a_domain_with_vietnamese_letters_is_written_as_mail_servers_read_it() -> None:
    letter = replace(LETTER, to_address="an@thư.example")
    assert sealed(letter).recipient == "an@xn--th-e0a.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "an",
        "ân@example.com",
        "an@",
        "a b@example.com",
        "an@example.com\r\nRCPT TO:<b@example.com>",
        "an@example.com, b@example.com",
        "<an@example.com>",
        f"an@{'x' * 70}ư.vn",
    ],
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(Misaddressed):
        sealed(replace(LETTER, to_address=address))


def test_a_subject_cannot_smuggle_in_a_header() -> None:
    with pytest.raises(Smuggled):
        sealed(replace(LETTER, subject="Thư\r\nBcc: all@example.com"))


def test_a_name_from_a_file_in_a_wrong_encoding_stops_no_letter() -> None:
    letter = replace(LETTER, to_name="Nguy\x81á»\x85n An", subject="Thư\x96 mới\u202e")
    envelope = sealed(letter)
    assert header(envelope, "To") == "Nguyá» n An <an@example.com>"
    assert header(envelope, "Subject") == "Thư mới"


def test_a_sender_at_a_domain_with_vietnamese_letters_can_write() -> None:
    sender = replace(SENDER, address="cskh@thư.example")
    envelope = seal(LETTER, message_id="<a1@thư.example>", sender=sender, now=NOW)
    assert envelope.sender == "cskh@xn--th-e0a.example"
    assert opened(envelope)["Message-ID"] == "<a1@xn--th-e0a.example>"
    assert envelope.content.isascii()


@given(st.text(), st.text(), st.text())
def test_every_letter_can_be_sealed_whatever_people_are_called(
    name: str, company: str, subject: str
) -> None:
    line = " ".join(subject.split())
    letter = replace(LETTER, to_name=name, subject=line)
    assert sealed(letter, replace(SENDER, company=company)).content.isascii()


def test_a_letter_has_one_recipient() -> None:
    message = message_from_bytes(sealed().content)
    found = getaddresses(message.get_all("To", []))
    assert [address for _, address in found] == ["an@example.com"]
    assert "Cc" not in message


@given(st.emails() | st.text().map("{}@example.com".format))
def test_to_every_address_that_the_register_takes_mail_can_go(typed: str) -> None:
    with suppress(Unreadable):
        taken = read_email(typed)
        assert taken is None or mailbox("", taken).domain.isascii()
