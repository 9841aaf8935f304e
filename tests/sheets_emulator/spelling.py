"""How Google may spell back what it was given: the same meaning in other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

Json = dict[str, Any]
MINUTES = re.compile(r"(?i)(?<=h:)m+|m+(?=:s)")
OUTSIDE_QUOTES = re.compile(r"\"[^\"]*\"|'[^']*'|;")


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
