"""Charts: what they show, and what is left of it when lines move or go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_emulator.errors import NotDoneError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.wire import Json

SHOWN = {"basicChart": ("domains", "series"), "pieChart": ("domain", "series")}
"""The charts that are known, and the fields that say what they show."""
INSIDE = {"domains": "domain", "series": "series"}
"""What holds the ranges of one of a list."""


def shows(spec: Json) -> bool:
    """Whether a chart shows anything.

    Raises:
        NotDoneError: It is of a kind that is not known, or has domains alone.
    """
    kinds = [name for name in spec if name.endswith("Chart")]
    for kind in kinds:
        if kind not in SHOWN:
            what = f"a chart of kind {kind}"
            raise NotDoneError(what)
        domains, series = (spec[kind].get(name) for name in SHOWN[kind])
        if domains and not series:
            what = "a chart of domains without a series"
            raise NotDoneError(what)
        if series:
            return True
    return False


def move_sources(book: Book, move: Callable[[Json], Json | None]) -> None:
    """Change every range that a chart shows; a series whose range is gone goes."""
    for sheet in book.sheets:
        for chart in sheet.charts:
            for kind in SHOWN.keys() & chart["spec"].keys():
                _move(chart["spec"][kind], SHOWN[kind], move)


def _move(
    spec: Json, names: tuple[str, ...], move: Callable[[Json], Json | None]
) -> None:
    for name in names:
        found = spec.get(name)
        if isinstance(found, list):
            inside = INSIDE[name]
            spec[name] = [one for one in found if _is_left(one.get(inside), move)]
        elif found and not _is_left(found, move):
            del spec[name]


def _is_left(data: Json | None, move: Callable[[Json], Json | None]) -> bool:
    ranges = (data or {}).get("sourceRange")
    if not ranges:
        return True
    moved = [move(one) for one in ranges.get("sources") or []]
    ranges["sources"] = [one for one in moved if one is not None]
    return bool(ranges["sources"])
