"""Cruelty: errors, cuts and delays, the quota, and other spellings of answers."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import errors
from tests.sheets_emulator.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

MINUTE = 60.0
MINUTES = re.compile(r"(?i)(?<=h:)m+|m+(?=:s)")
OUTSIDE_QUOTES = re.compile(r"\"[^\"]*\"|'[^']*'|;")
HTML = (
    "<!DOCTYPE html>\n<html lang=en>\n<title>Error {code} (Server Error)!!1</title>\n"
    "<p><b>{code}.</b> <ins>That’s an error.</ins>\n<p>The server encountered a "
    "temporary error and could not complete your request.<p>Please try again in 30 "
    "seconds.\n</html>"
)
CUTS = ("cut_before", "cut_after", "cut_within")
PAGES = {"html408": 408, "html429": 429, "html502": 502}
KINDS = ("slow", *CUTS, *PAGES, "quota", "401", "403", "404", "500", "503", "api_off")


class Cut(Exception):  # noqa: N818 - what it is: the line is cut
    """The connection ends here.

    Attributes:
        answer: What the client gets half of; empty for nothing at all.
    """

    def __init__(self, answer: bytes = b"") -> None:
        super().__init__("cut")
        self.answer = answer


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        at: The number of the request, counted from 1.
        do: One of `KINDS`: ``503``, ``cut_after``, ``slow`` …
        times: For how many requests from there on.
        seconds: For ``slow``: how long the answer takes.
        done: Whether the work is done before the error is answered.
        only: ``read`` or ``write`` to strike only these.
    """

    at: int
    do: str
    times: int = 1
    seconds: float = 0.0
    done: bool = False
    only: str = ""

    def __post_init__(self) -> None:
        if self.do not in KINDS:
            message = f"no such fault: {self.do}; there are {', '.join(KINDS)}"
            raise ValueError(message)

    @property
    def after_work(self) -> bool:
        """Whether the work is done all the same."""
        return self.done or self.do in ("cut_after", "cut_within", "slow")

    def strikes(self, number: int, verb: str) -> bool:
        """Whether it hits the request of that number."""
        return self.at <= number < self.at + self.times and self.only in ("", verb)

    def error(self, verb: str) -> ApiError | None:
        """The refusal it answers with, if it is one in JSON."""
        return {
            "quota": errors.quota(verb.title()),
            "401": errors.unauthenticated(),
            "403": errors.forbidden(),
            "404": errors.not_found(),
            "500": ApiError(500, "Internal error encountered.", "INTERNAL"),
            "503": ApiError(
                503, "The service is currently unavailable.", "UNAVAILABLE"
            ),
            "api_off": errors.api_off(),
        }.get(self.do)


@dataclass
class Script:
    """The faults that are to come."""

    faults: list[Fault] = field(default_factory=list)

    def take(self, number: int, verb: str) -> Fault | None:
        """The fault that hits a request, if any; the first that was written down."""
        for fault in self.faults:
            if fault.strikes(number, verb):
                return fault
        return None


@dataclass
class Quota:
    """So many reads and writes a minute for each user; None for no limit."""

    limit: int | None = None
    taken: dict[tuple[str, str], deque[float]] = field(default_factory=dict)

    def take(self, caller: str, verb: str, now: float) -> None:
        """Count a request.

        Raises:
            ApiError: 429, the minute's share is used up.
        """
        if self.limit is None:
            return
        held = self.taken.setdefault((caller, verb), deque())
        while held and held[0] <= now - MINUTE:
            held.popleft()
        if len(held) >= self.limit:
            raise errors.quota(verb.title())
        held.append(now)


def _zone(name: str) -> str:
    """A zone of the same offset; the one recording under vi_VN says this."""
    return "Asia/Bangkok" if name == "Asia/Ho_Chi_Minh" else name


def _pattern(written: str) -> str:
    """``dd/mm/yyyy hh:mm`` as ``dd/MM/yyyy HH:mm``."""
    if not re.search("(?i)yy|hh", written):
        return written
    large = written.replace("h", "H").replace("m", "M")
    return MINUTES.sub(lambda found: found[0].lower(), large)


def _formula(written: str) -> str:
    """Arguments parted by commas."""
    if not written.startswith("="):
        return written
    return OUTSIDE_QUOTES.sub(
        lambda found: "," if found[0] == ";" else found[0], written
    )


SPELLINGS: dict[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
    "zone": (("timeZone",), _zone),
    "pattern": (("numberFormat", "pattern"), _pattern),
    "separator": (("condition", "values", "userEnteredValue"), _formula),
}
"""Where a text stands, from the outside to the inside, and its other spelling."""


def spelled(answer: Any, names: Collection[str], path: tuple[str, ...] = ()) -> Any:
    """An answer in which the named spellings are used."""
    if isinstance(answer, list):
        return [spelled(one, names, path) for one in answer]
    if isinstance(answer, dict):
        return {key: spelled(it, names, (*path, key)) for key, it in answer.items()}
    for name in names:
        place, change = SPELLINGS[name]
        if isinstance(answer, str) and path[-len(place) :] == place:
            answer = change(answer)
    return answer
