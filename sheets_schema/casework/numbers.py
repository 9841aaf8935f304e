"""Numbers: gives out the next number of each series, never one twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema import codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Numbers:
    """The numbers of the register, counted on from the highest ever known."""

    def __init__(
        self, highest: Mapping[tuple[str, int], int], draw: Callable[[], int]
    ) -> None:
        """Start from what is known.

        Args:
            highest: The highest number by series and year: ``("F01", 2026)``.
            draw: Gives a whole number at random, for tracking codes.
        """
        self._highest = dict(highest)
        self._draw = draw
        self._tracks: set[object] = set()

    def note(self, series: str, found: Iterable[object]) -> None:
        """Count on from the numbers that stand in these cells as well."""
        for year, number in codes.highest(series, found).items():
            known = self._highest.get((series, year), 0)
            self._highest[series, year] = max(known, number)

    def next(self, series: str, year: int) -> str:
        """A number that was never given out: ``F01-2026-0124``."""
        number = self._highest.get((series, year), 0) + 1
        self._highest[series, year] = number
        return codes.numbered(series, year, number)

    def note_tracks(self, found: Iterable[object]) -> None:
        """Give out none of the tracking codes that stand in these cells."""
        self._tracks.update(found)

    def track_code(self) -> str:
        """A tracking code for a customer that no other case has."""
        while (code := codes.track_code(self._draw())) in self._tracks:
            continue
        self._tracks.add(code)
        return code

    def highest(self) -> Mapping[tuple[str, int], int]:
        """What has to be remembered before any of these numbers is shown."""
        return dict(self._highest)
