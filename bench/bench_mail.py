"""A batch of letters: the post beside plain smtplib on one connection.

The server is aiosmtpd in a process of its own. The peer builds each message with the
standard library's own policy and sends it over one connection, without a ledger. The
floor sends bytes that were ready before. The worst is a connection a letter.
"""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from socket import create_server
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller

from jobs.mailing import twin
from jobs.mailing.envelope import MailSender, seal
from jobs.mailing.smtp import SmtpPost
from jobs.post import post
from sheets_schema.timing import quiet
from sheets_schema.writing.letter import Letter
from sync.durable.database import open_database
from sync.durable.ledger import Ledger

LETTERS = 300
TURNS = 5
GOAL = 0.9
NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SENDER = MailSender(
    "Công ty An Bình", "cskh@example.com", home="https://anbinh.example"
)
BODY = """Kính gửi Quý khách Nguyễn Văn Ân,

Công ty An Bình đã nhận được phản hồi của Quý khách lúc 09:42 thứ Sáu 06/03/2026. \
Chúng tôi xin lỗi vì đã để Quý khách phải gặp sự việc này.

Mã tra cứu của Quý khách là 4829 153 076.

Người phụ trách sẽ liên hệ với Quý khách trước 09:42 thứ Bảy 07/03/2026. Quý khách \
không cần gửi lại nội dung này cho bộ phận nào khác.

Theo dõi phản hồi: https://anbinh.example/theo-doi

Trân trọng,
Bộ phận Chăm sóc khách hàng
Công ty An Bình"""
LETTER = Letter(
    key="",
    template="C01",
    to_name="Nguyễn Văn Ân",
    to_address="",
    role="",
    ref="F01-2026-0123",
    clock="",
    step="",
    subject="[Mã 4829 153 076] Công ty An Bình đã nhận được phản hồi của Quý khách",
    body=BODY,
)


def letter(number: int) -> Letter:
    address = f"khach{number}@example.com"
    return replace(LETTER, key=f"C01:{number}", to_address=address)


class Counting:
    """A server that takes everything and counts letters and connections."""

    def __init__(self) -> None:
        self.letters = self.lines = 0

    async def handle_EHLO(self, _server, session, _envelope, hostname, said):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, N802 - as aiosmtpd calls it
        session.host_name = hostname
        self.lines += 1
        return said

    async def handle_DATA(self, _server, _session, _envelope):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, N802 - as above
        self.letters += 1
        return "250 OK"


def serve(port: int, pipe: Connection) -> None:
    counting = Counting()
    controller = Controller(counting, hostname="127.0.0.1", port=port)
    controller.start()
    pipe.send("ready")
    while pipe.recv():
        pipe.send((counting.letters, counting.lines))
        counting.letters = counting.lines = 0
    controller.stop()


@contextmanager
def server() -> Iterator[tuple[int, Connection]]:
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mine, its = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(port, its))
    process.start()
    mine.recv()
    try:
        yield port, mine
    finally:
        mine.send(False)  # noqa: FBT003 - the pipe's word for the end
        process.join()


def ours(port: int) -> float:
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder, "langnghe.db"))
        with closing(database):
            ledger = Ledger(database, domain="example.com")
            ledger.queue([letter(number) for number in range(LETTERS)], now=NOW)
            office = SmtpPost("127.0.0.1", port=port, security="none")
            start = perf_counter()
            post(
                ledger,
                office,
                sender=SENDER,
                hours=quiet.ALWAYS,
                clock=lambda: NOW,
                owner="bench",
            )
            return perf_counter() - start


def plain_message(one: Letter) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = SENDER.mailbox
    message["To"] = one.to_address
    message["Subject"] = one.subject
    message["Date"] = NOW
    message["Message-ID"] = f"<{one.key}@example.com>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(one.body, cte="quoted-printable")
    page = twin.html(one.subject, one.body, home=SENDER.home)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return message


def one_line(port: int) -> float:
    start = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for number in range(LETTERS):
            line.send_message(plain_message(letter(number)))
    return perf_counter() - start


def ready(port: int) -> float:
    sealed = [
        seal(letter(number), message_id=f"<{number}@x.y>", sender=SENDER, now=NOW)
        for number in range(LETTERS)
    ]
    start = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as line:
        for one in sealed:
            line.sendmail(one.sender, one.recipient, one.content)
    return perf_counter() - start


def a_line_each(port: int) -> float:
    start = perf_counter()
    for number in range(LETTERS):
        with smtplib.SMTP("127.0.0.1", port) as line:
            line.send_message(plain_message(letter(number)))
    return perf_counter() - start


WAYS: dict[str, Callable[[int], float]] = {
    "ours": ours,
    "peer: smtplib, one connection": one_line,
    "floor: ready bytes": ready,
    "worst: a connection a letter": a_line_each,
}


def building(build: Callable[[Letter], object]) -> float:
    start = perf_counter()
    for number in range(LETTERS):
        build(letter(number))
    return (perf_counter() - start) / LETTERS * 1e6


def main() -> None:
    seal_one = building(
        lambda one: seal(one, message_id="<1@x.y>", sender=SENDER, now=NOW)
    )
    plain = building(lambda one: plain_message(one).as_bytes())
    print(f"building: ours {seal_one:.0f} µs, standard library {plain:.0f} µs a letter")
    took: dict[str, list[float]] = {name: [] for name in WAYS}
    lines: dict[str, int] = {}
    with server() as (port, pipe):
        for _ in range(TURNS):
            for name, way in WAYS.items():
                took[name].append(way(port))
                pipe.send(True)  # noqa: FBT003 - the pipe's word for a count
                letters, lines[name] = pipe.recv()
                assert letters == LETTERS
    speed = {name: LETTERS / median(each) for name, each in took.items()}
    for name, rate in speed.items():
        print(f"{name:32} {rate:6.0f} letters/s, {lines[name]} connection(s)")
    mine, peer, floor, _ = speed.values()
    print(
        f"ours / peer {mine / peer:.2f} (goal {GOAL}), ours / floor {mine / floor:.2f}"
    )


if __name__ == "__main__":
    main()
