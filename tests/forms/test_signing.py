"""Tickets that pages carry, and hashes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from forms_app.signing import Signer

NOW = datetime(2026, 3, 6, tzinfo=UTC)


def test_a_ticket_comes_back_as_it_was_given() -> None:
    given = Signer(["new"]).ticket(NOW)
    assert Signer(["new"]).read(given.text) == given
    assert given.age(NOW + timedelta(seconds=7)) == 7


def test_no_two_pages_have_one_token() -> None:
    signer = Signer(["new"])
    assert len({signer.ticket(NOW).token for _ in range(100)}) == 100


def test_a_ticket_of_the_secret_before_is_read_and_the_newest_signs() -> None:
    before = Signer(["old"]).ticket(NOW)
    both = Signer(["new", "old"])
    assert both.read(before.text) == before
    assert Signer(["new"]).read(both.ticket(NOW).text)
    assert Signer(["new"]).read(before.text) is None


def test_a_ticket_that_was_tampered_with_is_none() -> None:
    text = Signer(["new"]).ticket(NOW).text
    for made_up in ("", "x", text[:-1], "x" + text, text.replace(".", "x.")):
        assert Signer(["new"]).read(made_up) is None


def test_a_hash_cannot_be_made_without_the_secret() -> None:
    assert Signer(["one"]).blur("0912345678") != Signer(["two"]).blur("0912345678")
