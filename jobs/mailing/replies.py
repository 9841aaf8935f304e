"""Replies of a mail server: whose fault it is that a letter was not taken.

Only what is certain about the address gives a letter up. What is wrong with the server,
the account, the domain or the message as such is ours to mend, and the letter waits.

Sources: RFC 5321 (4.2), RFC 3463 and RFC 7372 (enhanced status codes), RFC 7504 and
RFC 7505 (hosts and domains that take no mail), and what Gmail, Exchange, Postfix, Exim,
cPanel and Amazon SES really say.
"""

from __future__ import annotations

import re
from enum import Enum, auto

TURNED_AWAY = "máy chủ thư chưa nhận thư của bàn, không phải do người nhận"
"""What is said of a letter that is not taken for our sake, before the reply itself."""
_FINAL = 500


class Cause(Enum):
    """What stands in the way of a letter."""

    ADDRESS = auto()
    """Nobody is there, and never will be."""
    MOMENT = auto()
    """Something that may pass by itself: a full mailbox, a busy server."""
    OURS = auto()
    """Server, account, domain or message: people have to mend something here."""


_STATUS = re.compile(r"\b[45]\.(\d{1,3})\.(\d{1,3})\b")
_ADDRESS = re.compile(r"<[^>]*>|\S+@\S+")
_SENDING = re.compile(
    r"sender|send.?as|sending|outbound|outgoing|mail from|from address|envelope from"
    r"|relay|rcpthosts|authenti|log ?in|not verified|verified sender"
    r"|verif(?:y|ication) failed",
    re.IGNORECASE,
)
"""Words about whoever sends; they go before a status code, which is often too broad."""
_NOBODY = re.compile(
    r"(?:unknown|invalid|no such|not? (?:a )?valid) (?:local )?"
    r"(?:user|recipient|mailbox|address)"
    r"|(?:user|recipient|mailbox|address|account|name)[\w ,]{0,30} "
    r"(?:unknown|not found|does ?n[o']t exist|does not exist|not exist)"
    r"|(?:does ?n[o']t|does not|not) have an? \S+ account"
    r"|no mailbox|unrouteable",
    re.IGNORECASE,
)
"""Words that say for certain that nobody is there."""
_FULL = re.compile(r"mailbox (?:is )?full|over ?quota|out of storage", re.IGNORECASE)
_OURS = re.compile(
    r"quota|limit|exceed|too (?:many|much|large|big|long)|throttl|suspend|account"
    r"|domain|spam|unsolicited|virus|block|black|listed|policy|prohibit|reputation|spf"
    r"|dkim|dmarc|ptr|helo|client host|\bip\b|tls|tenant|service|greylist|denied"
    r"|not permitted|size",
    re.IGNORECASE,
)
"""Words about the server, the account, the domain or the message."""
_NO_ADDRESS = {(1, detail) for detail in (0, 1, 2, 3, 4, 6, 10)} | {(2, 1)}
"""Bad mailbox, bad domain, moved, a domain that takes no mail (RFC 7505), disabled."""
_PASSING = {(2, 2), (4, 1), (4, 4)}
"""A full mailbox; a host of theirs that does not answer or is not found."""
_NO_MAIL_THERE = 556
"""A domain that takes no mail (RFC 7504)."""
_FULL_OR_LARGE = {422, 452, 552}
_AT_ADDRESS = {550, 551, 553}
"""What a server says of an address where it says no more."""


def cause(code: int, said: str, *, is_whole: bool) -> Cause:
    """Why a letter was not taken.

    Args:
        code: The three figures of the reply, from 400.
        said: The words behind them.
        is_whole: Whether the server had the whole letter; an address that it accepted
            before is not in doubt any more, unless it says so.
    """
    words = _ADDRESS.sub(" ", said)
    if _SENDING.search(words):
        return Cause.OURS
    nobody = Cause.ADDRESS if code >= _FINAL else Cause.MOMENT
    if _NOBODY.search(words):
        return nobody
    if found := _STATUS.search(words):
        return _by_status((int(found[1]), int(found[2])), nobody)
    return _by_words(code, words, is_whole=is_whole)


def _by_status(status: tuple[int, int], nobody: Cause) -> Cause:
    if status in _NO_ADDRESS:
        return nobody
    subject, _ = status
    if status in _PASSING or subject == 0:
        return Cause.MOMENT
    return Cause.OURS


def _by_words(code: int, words: str, *, is_whole: bool) -> Cause:
    if code == _NO_MAIL_THERE:
        return Cause.ADDRESS
    if _FULL.search(words) and code in _FULL_OR_LARGE:
        return Cause.MOMENT
    if _OURS.search(words):
        return Cause.OURS
    if code < _FINAL:
        return Cause.MOMENT
    return Cause.ADDRESS if code in _AT_ADDRESS and not is_whole else Cause.OURS
