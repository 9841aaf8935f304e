"""Whose fault it is: what servers really say, and what becomes of the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.mailing.replies import Cause, cause

AT_ADDRESS, WITH_LETTER = False, True
NOBODY_THERE = (
    "550 5.1.1 <a@x.vn>: Recipient address rejected: User unknown in local table",
    "550-5.1.1 The email account that you tried to reach does not exist. 5.1.1 gsmtp",
    "550 5.2.1 The email account that you tried to reach is disabled.",
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP lookup",
    "550 No Such User Here",
    "550 Unrouteable address",
    "553 5.1.2 We weren't able to find the recipient domain.",
    "550 sorry, no mailbox here by that name. (#5.1.1)",
    "556 5.1.10 Recipient address has null MX",
    "556 Domain takes no mail",
    "550 mailbox unavailable",
    "551 User not local",
    "550 <relay-sender@x.vn>: no such user",
)
MAY_PASS = (
    "450 4.2.2 The email account that you tried to reach is over quota",
    "552-5.2.2 The email account that you tried to reach is over quota.",
    "552 Mailbox full",
    "451 Try again later",
    "450 4.1.1 <a@x.vn>: unverified address",
    "451 4.4.4 Temporary lookup failure",
)
OURS = (
    # relay
    "554 5.7.1 <a@x.vn>: Relay access denied",
    "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    "550 Relay not permitted",
    # account
    "550 Outgoing mail from a@x.vn has been suspended.",
    "553 5.7.1 <cskh@x.vn>: Sender address rejected: not owned by user cskh",
    "550 5.1.0 <cskh@x.vn>: Sender address rejected: User unknown in virtual table",
    "554 5.2.252 SendAsDenied; cskh@x.vn not allowed to send as a@x.vn",
    "550 5.1.8 Access denied, bad outbound sender",
    "530 5.7.0 Authentication required",
    "550 account locked, contact your administrator",
    # quota
    "550 5.4.5 Daily user sending limit exceeded.",
    "550 Domain x.vn has exceeded the max emails per hour (101/100 (101%)) allowed.",
    "452 4.3.2 Concurrent connections limit exceeded",
    "550 Quota exceeded",
    # domain
    "554 Message rejected: Email address is not verified.",
    "550-5.7.26 This mail has been blocked because the sender is unauthenticated.",
    "550 5.7.23 SPF validation failed",
    "450 4.1.8 <cskh@x.vn>: Sender address rejected: Domain not found",
    # server and message
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen",
    "550 black ip.",
    "552 5.3.4 Message size exceeds fixed limit",
    "451 4.7.1 Greylisting in action",
    "554 5.6.0 Corrupt content",
)


def told(said: str, *, is_whole: bool) -> Cause:
    return cause(int(said[:3]), said[3:], is_whole=is_whole)


@pytest.mark.parametrize("said", NOBODY_THERE)
def test_a_letter_to_nobody_is_given_up(said: str) -> None:
    assert told(said, is_whole=AT_ADDRESS) is Cause.ADDRESS


@pytest.mark.parametrize("said", MAY_PASS)
def test_a_letter_that_may_be_taken_later_is_tried_later(said: str) -> None:
    assert told(said, is_whole=AT_ADDRESS) is Cause.MOMENT


@pytest.mark.parametrize("is_whole", [AT_ADDRESS, WITH_LETTER])
@pytest.mark.parametrize("said", OURS)
def test_what_is_wrong_with_server_or_desk_is_no_letters_fault(
    said: str, *, is_whole: bool
) -> None:
    assert told(said, is_whole=is_whole) is Cause.OURS


def test_a_server_that_took_the_address_and_refuses_the_letter_does_not_mean_it() -> (
    None
):
    assert told("550 No", is_whole=AT_ADDRESS) is Cause.ADDRESS
    assert told("550 No", is_whole=WITH_LETTER) is Cause.OURS
    gone = "554 delivery error: This user doesn't have a yahoo.com account"
    assert told(gone, is_whole=WITH_LETTER) is Cause.ADDRESS


@given(code=st.integers(400, 499), said=st.text(), is_whole=st.booleans())
def test_nothing_that_is_said_for_now_gives_a_letter_up(
    code: int, said: str, *, is_whole: bool
) -> None:
    assert cause(code, said, is_whole=is_whole) is not Cause.ADDRESS
