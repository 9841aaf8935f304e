"""Month names: dates with an English month, as other programs write them."""

from __future__ import annotations

import re

_SHORT = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_MONTH = (
    r"\b(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_WEEKDAY = (
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9:])"
_SHAPES = tuple(
    re.compile(rf"{_WEEKDAY}(?<![0-9]){shape}", re.IGNORECASE)
    for shape in (
        rf"{_DAY}(?: of)?[-/ .,]*{_MONTH}[-/ .,]*{_YEAR}",
        rf"{_MONTH}[-/ .]*{_DAY}[-/ ,]+{_YEAR}",
    )
)


def spelled(text: str) -> str:
    """A text whose date with an English month has it as a number, day first.

    ``27-Mar-2024``, ``March 27, 2024`` and ``Wed, 27 Mar 24 10:30`` begin as
    ``27/3/2024`` and ``27/3/24``; other texts stay as they are.
    """
    found = next((hit for shape in _SHAPES if (hit := shape.search(text))), None)
    if found is None:
        return text
    month = _SHORT.index(found["month"][:3].lower()) + 1
    date = f"{found['day']}/{month}/{found['year']}"
    return f"{text[: found.start()]}{date}{text[found.end() :]}"
