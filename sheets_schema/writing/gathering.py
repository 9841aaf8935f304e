"""Gathering: of the letters that one person would get at a time, one goes.

It is the heaviest, and names in a line each what the others would have said: what is
called for already, and what will be within the hour.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sheets_schema.writing import courtesy, kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sheets_schema.writing.letter import Letter

AHEAD = timedelta(hours=1)
"""How far ahead a letter looks for what its reader would be written to about."""
ALSO = "Lúc này còn"
SOON = "Trong một giờ tới"


def weight(letter: Letter) -> tuple[bool, int]:
    """What makes one letter go rather than another to the same person."""
    return letter.urgent, kinds.of(letter.template).weight


def gathered(letter: Letter, others: Sequence[Letter], *, now: datetime) -> Letter:
    """The letter with what the others would have said; each case is named once.

    Args:
        letter: The heaviest.
        others: To the same person.
        now: The moment at which it goes; what waits for a later one lies ahead.
    """
    told = {letter.ref}
    heavy_first = sorted(others, key=weight, reverse=True)
    called = [one for one in heavy_first if not _is_ahead(one, now)]
    lines = [
        *_part(ALSO, called, told),
        *_part(SOON, (one for one in heavy_first if _is_ahead(one, now)), told),
    ]
    if not lines:
        return letter
    count = len(told) - 1
    return replace(
        letter,
        subject=f"{letter.subject} · cùng {count} hồ sơ khác",
        body=courtesy.before_closing(letter.body, "\n\n".join(lines)),
    )


def _is_ahead(letter: Letter, now: datetime) -> bool:
    return letter.not_before is not None and letter.not_before > now


def _part(heading: str, letters: Iterable[Letter], told: set[str]) -> list[str]:
    lines = []
    for one in letters:
        if one.ref not in told:
            told.add(one.ref)
            lines.append(f"- {_line(one)}")
    return ["\n".join((f"{heading}:", *lines))] if lines else []


def _line(letter: Letter) -> str:
    if letter.ref in letter.subject:
        return letter.subject
    return f"{letter.ref} · {letter.subject}"
