"""Hours as people type them: a time of the day, and the hours somebody works."""

from __future__ import annotations

import re
from datetime import datetime, time

from sheets_schema.reading.typed import Raw, Unreadable, as_text, fold, visible

_TIME = re.compile(
    r"(?<![0-9/.:-])(?P<hour>[0-9]{1,2}) ?"
    r"(?:"
    r"(?:[:hg]|gio) ?(?P<minute>[0-5]?[0-9])(?![0-9]| ?[/.]|-[0-9]+[-/])"
    r"(?:[:'] ?(?P<second>[0-5][0-9])(?:[.,][0-9]+)?)?(?: ?(?:phut|p)\b)?"
    r"|(?:h|g|gio)(?P<half> ruoi)?(?![a-z0-9])"
    r")"
    r"(?: ?(?P<part>am|pm|sa|ch|sang|trua|chieu|toi)\b)?"
)
_MORNING = frozenset({"am", "sa", "sang"})
_NOON = 12
_FIRST_AT_NOON = 10  # "11h trưa" is before noon, "1h trưa" after it
_HOURS = 24
_MINUTES = _HOURS * 60
_MIDNIGHT = re.compile(r"^24(?![0-9])")
_DASH = re.compile(r" ?(?:[-–—]|\bden\b|->) ?")
_AND = re.compile(r" ?(?:[;,+&]|\bva\b) ?")
_SPAN = re.compile(r"([0-9]{2}):([0-9]{2})–([0-9]{2}):([0-9]{2})")

_HOW_TIME = "xin nhập giờ và phút, ví dụ 8:00 hoặc 17h30"
_HOW_HOURS = "xin nhập giờ làm, ví dụ 8:00–12:00; 13:00–17:00"


def find_time(text: str) -> tuple[time | None, str]:
    """The time of day in folded text, and the text without it.

    What no clock shows (``25h``) stays in the text.
    """
    found = _TIME.search(text)
    hour = _hour(int(found["hour"]), found["part"]) if found else _HOURS
    if found is None or hour >= _HOURS:
        return None, text
    minute = 30 if found["half"] else int(found["minute"] or 0)
    shown = time(hour, minute, int(found["second"] or 0))
    return shown, f"{text[: found.start()]} {text[found.end() :]}"


def _hour(hour: int, part: str | None) -> int:
    if part is None or hour > _NOON:
        return hour
    if part in _MORNING:
        return hour % _NOON
    if part == "trua" and hour >= _FIRST_AT_NOON:
        return hour
    return hour % _NOON + _NOON


def read_time(raw: Raw) -> str | None:
    """A time of the day as ``08:00``; None for an empty cell.

    Typed as ``8h``, ``8:00``, ``5h30 chiều``, ``8``, or a spreadsheet's part of a day.

    Raises:
        Unreadable: No clock shows it.
    """
    text = fold(visible(as_text(raw)))
    if not text:
        return None
    shown = _given(raw) if isinstance(raw, int | float | datetime) else _typed(text)
    if shown is None:
        raise Unreadable(raw, _HOW_TIME)
    return f"{shown:%H:%M}"


def _given(raw: float | datetime) -> time | None:
    if isinstance(raw, datetime):
        return raw.time()
    if isinstance(raw, bool):
        return None
    if 0 <= raw < 1:
        minute = round(raw * _MINUTES) % _MINUTES
        return time(minute // 60, minute % 60)
    return _typed(f"{raw:.0f}") if raw in range(_HOURS + 1) else None


def _typed(text: str) -> time | None:
    """A whole text that is a time; ``24h`` is midnight, as ``0h``."""
    full = _MIDNIGHT.sub("0", text)
    shown, rest = find_time(f"{full}h" if full.isdecimal() else full)
    return None if rest.strip() else shown


def read_hours(raw: Raw) -> str | None:
    """Hours of work as ``08:00–12:00; 13:00–17:00``; None for an empty cell.

    Typed as ``8h-12h, 13h-17h30``, ``8:00 đến 12:00`` and the like. `spans` takes the
    answer apart.

    Raises:
        Unreadable: A part is not from one time to another.
    """
    text = visible(as_text(raw))
    if not text:
        return None
    typed = (part for part in _AND.split(fold(text.replace("\n", ";"))) if part)
    read = [_span(part) for part in typed] if isinstance(raw, str) else [None]
    whole = [span for span in read if span is not None]
    if not whole or len(whole) < len(read):
        raise Unreadable(raw, _HOW_HOURS)
    return "; ".join(whole)


def _span(text: str) -> str | None:
    ends = [_typed(end) for end in _DASH.split(text)]
    shown = [f"{end:%H:%M}" for end in ends if end is not None]
    return "–".join(shown) if len(shown) == len(ends) == 2 else None  # noqa: PLR2004 - from and to


def spans(hours: str) -> tuple[tuple[time, time], ...]:
    """The windows in what `read_hours` gives: pairs of from and to."""
    return tuple(
        (time(int(one[1]), int(one[2])), time(int(one[3]), int(one[4])))
        for one in _SPAN.finditer(hours)
    )
