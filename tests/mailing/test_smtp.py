import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from socket import create_server, socket
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from jobs.mailing.envelope import Envelope
from jobs.mailing.mail import Closed, LetterRefused
from jobs.mailing.replies import Cause
from jobs.mailing.smtp import SmtpPost
from tests.mailserver import CUT, MailServer, only, serving

WORDS = {Cause.ADDRESS: "never", Cause.MOMENT: "later", Cause.OURS: "mended"}
LOGIN = {"user": "desk", "password": "secret"}


def envelope(recipient: str) -> Envelope:
    return Envelope(
        sender="cskh@example.com",
        recipient=recipient,
        message_id=f"<{recipient}>",
        label=recipient,
        content=b"Subject: Hello\r\n\r\n.\r\n..\r\nFrom here\r\n",
    )


def office(server: MailServer, **how: Any) -> SmtpPost:
    given: dict[str, Any] = {"security": "none", "timeout": 5.0} | how
    return SmtpPost("127.0.0.1", port=server.port, **given)


def said(post: SmtpPost, *recipients: str) -> list[str]:
    """What became of a letter to each, in one batch."""
    found = []
    with post:
        for recipient in recipients:
            try:
                post.deliver(envelope(recipient))
                found.append("taken")
            except LetterRefused as refused:
                found.append(WORDS[refused.cause])
            except Closed:
                found.append("closed")
    return found


def test_a_letter_arrives_as_it_was_written() -> None:
    with serving(MailServer()) as server:
        assert said(office(server), "an@example.com") == ["taken"]
    assert server.taken == [("an@example.com", envelope("").content)]


def test_a_batch_uses_one_connection() -> None:
    with serving(MailServer()) as server:
        said(office(server), *(f"a{n}@example.com" for n in range(20)))
    assert (len(server.taken), len(server.lines)) == (20, 1)


def test_an_empty_batch_uses_none() -> None:
    with serving(MailServer()) as server:
        said(office(server))
    assert server.lines == []


@pytest.mark.parametrize(
    "server",
    [
        MailServer(answers={"b@example.com": ["451 No"], "c@example.com": ["550 No"]}),
        MailServer(
            at_data={
                "b@example.com": ["451 No"],
                "c@example.com": ["554 5.1.1 No such user"],
            }
        ),
    ],
)
def test_refusals_for_now_and_for_ever_are_told_apart(server: MailServer) -> None:
    with serving(server):
        four = [f"{name}@example.com" for name in "abcd"]
        assert said(office(server), *four) == ["taken", "later", "never", "taken"]
    assert (server.recipients, len(server.lines)) == (
        ["a@example.com", "d@example.com"],
        1,
    )


@pytest.mark.parametrize(
    "reply",
    [
        "550 Outgoing mail of this account is suspended",
        "554 5.7.1 Relay access denied",
        "550 5.4.5 Daily sending limit exceeded",
        "550 5.1.8 Sender address rejected: Domain not found",
    ],
    ids=["account", "relay", "quota", "domain"],
)
@pytest.mark.parametrize("when", ["answers", "at_data"])
def test_what_is_wrong_with_the_desk_is_no_letters_fault(when: str, reply: str) -> None:
    told: dict[str, Any] = {when: {"b@example.com": [reply]}}
    with serving(MailServer(**told)) as server:
        both = said(office(server), "a@example.com", "b@example.com")
    assert both == ["taken", "mended"]


def test_the_servers_reason_is_kept_in_one_line() -> None:
    told = {"b@example.com": ["550-5.1.1 No such\r\n550 5.1.1 user here."]}
    with (
        serving(MailServer(answers=told)) as server,
        office(server) as post,
        pytest.raises(LetterRefused) as refused,
    ):
        post.deliver(envelope("b@example.com"))
    assert refused.value.reason == "550 5.1.1 No such 5.1.1 user here"


def test_a_letter_after_a_cut_line_goes_over_a_new_one() -> None:
    with serving(MailServer(at_data={"b@example.com": [CUT]})) as server:
        three = [f"{name}@example.com" for name in "abc"]
        assert said(office(server), *three) == ["taken", "later", "taken"]
    assert len(server.lines) == 2


def test_a_server_that_keeps_cutting_counts_as_closed() -> None:
    cuts = {f"{name}@example.com": [CUT] for name in "ab"}
    with serving(MailServer(at_data=cuts)) as server:
        assert said(office(server), *cuts) == ["later", "closed"]


def test_a_server_that_allows_few_letters_a_line_gets_them_all() -> None:
    with serving(MailServer(letters_a_line=2)) as server:
        five = [f"a{n}@example.com" for n in range(5)]
        assert said(office(server), *five) == ["taken"] * 5
    assert len(server.lines) == 3


def test_a_server_that_takes_no_sender_is_closed() -> None:
    with (
        serving(MailServer(letters_a_line=0)) as server,
        office(server) as post,
        pytest.raises(Closed, match=r"421 .* Too many letters"),
    ):
        post.deliver(envelope("an@example.com"))


def test_a_server_that_is_not_there_is_closed() -> None:
    with serving(MailServer()) as server:
        pass
    with office(server) as post, pytest.raises(Closed, match="không kết nối được"):
        post.deliver(envelope("an@example.com"))


@contextmanager
def saying(*replies: str) -> Iterator[MailServer]:
    """A server that says these words to one caller, one after each line, and leaves."""
    with create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=recite, args=(listening, replies))
        thread.start()
        yield MailServer(port=listening.getsockname()[1])
        thread.join()


def recite(listening: socket, replies: tuple[str, ...]) -> None:
    caller, _ = listening.accept()
    with caller, caller.makefile("rb") as heard:
        for reply in replies:
            caller.sendall(f"{reply}\r\n".encode())
            heard.readline()


@pytest.mark.parametrize(
    ("replies", "what"),
    [
        (["554 No mail here"], "closed"),
        (["220 Hello"], "closed"),
        (["220 Hello", "550 Not you", "550 Not you"], "closed"),
        (["220 Hello", "250 Go on"], "closed"),
        (["220 Hello", "250 Go on", "550 Not from you", "250 OK"], "closed"),
        (["220 Hello", "250 Go on", "250 OK", "250 OK", "451 Full", "250 OK"], "later"),
        (
            ["220 Hello", "250 Go on", "250 OK", "250 OK", "554 Never", "250 OK"],
            "mended",
        ),
        (["220 Hello", "250 Go on", "250 OK", "250 OK", "354 Write"], "later"),
    ],
)
def test_wherever_a_server_says_no_the_letter_is_kept(
    replies: list[str], what: str
) -> None:
    with saying(*replies) as server:
        assert said(office(server), "an@example.com") == [what]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that vouches for itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.com")])
    now = datetime.now(UTC)  # noqa: TID251 - OpenSSL compares it with the real clock
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = tmp_path_factory.mktemp("tls") / "mail.pem"
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def of_server(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def believed(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def test_a_letter_goes_by_starttls_and_login(
    of_server: ssl.SSLContext, believed: ssl.SSLContext
) -> None:
    how = {"tls_context": of_server, "authenticator": only, "auth_required": True}
    with serving(MailServer(), **how) as server:
        post = office(server, security="starttls", context=believed, **LOGIN)
        assert said(post, "an@example.com", "b@example.com") == ["taken", "taken"]


def test_a_letter_goes_by_tls(
    of_server: ssl.SSLContext, believed: ssl.SSLContext
) -> None:
    with serving(MailServer(), ssl_context=of_server) as server:
        post = office(server, security="tls", context=believed)
        assert said(post, "an@example.com") == ["taken"]


@pytest.mark.parametrize("password", ["wrong", "mật khẩu"])
def test_a_wrong_password_loses_no_letter(
    of_server: ssl.SSLContext, believed: ssl.SSLContext, password: str
) -> None:
    how = {"tls_context": of_server, "authenticator": only, "auth_required": True}
    with (
        serving(MailServer(), **how) as server,
        office(
            server,
            security="starttls",
            context=believed,
            **LOGIN | {"password": password},
        ) as post,
        pytest.raises(Closed, match="mật khẩu"),
    ):
        post.deliver(envelope("an@example.com"))


def test_a_server_that_nobody_vouches_for_gets_no_letter(
    of_server: ssl.SSLContext,
) -> None:
    with serving(MailServer(), tls_context=of_server) as server:
        assert said(office(server, security="starttls"), "an@example.com") == ["closed"]
    assert server.taken == []


def test_a_letter_never_goes_in_the_clear_where_starttls_is_asked_for() -> None:
    with (
        serving(MailServer()) as server,
        office(server, security="starttls") as post,
        pytest.raises(Closed, match="mã hoá"),
    ):
        post.deliver(envelope("an@example.com"))
