"""Turnout: which year an answer belongs to, and how many of the invited answered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sheets_schema.reading.typed import fold
from sheets_schema.surveys.figures import Response

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sheets_schema.reading.typed import Raw
    from sheets_schema.records import Row

COMPLETE = 80
PARTIAL = 50
"""Percent of a slip: 80 and more is finished, 50 and more is partial (AAPOR)."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BOUNCED = fold("Trả lại")
_ANONYMOUS = fold("Ẩn danh")


class Calendar:
    """The year of each campaign, and so of each answer.

    A campaign belongs to the year in which it starts, else to the one in its code
    (``KS-2026-0001``). An answer belongs to the year of its campaign; where there is
    none, or it names no year, to the year in which it came.

    Args:
        campaigns: Tab ``campaign``.
    """

    def __init__(self, campaigns: Iterable[Row]) -> None:
        rows = {row.get("id"): row for row in campaigns}
        self._years = {
            code: _year(row.get("start"), code) for code, row in rows.items()
        }
        self._modes = {code: fold(str(row.get("mode"))) for code, row in rows.items()}

    def year(self, campaign: Raw) -> int | None:
        """The year of a campaign, be it in the tab or only named; None if unknown."""
        if campaign not in self._years:
            self._years[campaign] = _year(campaign)
        return self._years[campaign]

    def came(self, slip: Mapping[str, Raw]) -> int | None:
        """The year in which an answer came; None if nothing tells it."""
        return _year(slip.get("at"))

    def anonymous(self, year: int) -> bool:
        """Whether a campaign of that year promised to keep no names."""
        return any(
            mode == _ANONYMOUS and self.year(code) == year
            for code, mode in self._modes.items()
        )


def _year(*cells: Raw) -> int | None:
    """The year that the first of these cells names which names one."""
    for cell in cells:
        if isinstance(cell, date):
            return cell.year
        if named := _YEAR.search(str(cell)):
            return int(named[0])
    return None


@dataclass(frozen=True)
class Guests:
    """The invitations of one year.

    Attributes:
        campaigns: The campaigns that invited somebody.
        invited: How many were invited.
        bounced: How many invitations came back.
    """

    campaigns: Collection[Raw]
    invited: int
    bounced: int


def guests(invites: Iterable[Row], calendar: Calendar, *, year: int) -> Guests:
    """The invitations of a year's campaigns."""
    of_year = [row for row in invites if calendar.year(row.get("campaign")) == year]
    bounced = sum(fold(str(row.get("delivery"))) == _BOUNCED for row in of_year)
    return Guests({row.get("campaign") for row in of_year}, len(of_year), bounced)


def response(
    guests: Guests, progress: Mapping[tuple[Raw, Raw], int]
) -> Response | None:
    """How many of the invited answered; None where nobody was invited.

    Args:
        guests: The invitations of the year.
        progress: How many answers there are by their campaign and percent done; an
            answer without a percentage was typed in or imported whole.
    """
    if not guests.invited:
        return None
    done: Counter[str] = Counter()
    for (campaign, percent), times in progress.items():
        if campaign in guests.campaigns:
            done[_state(percent)] += times
    return Response(guests.invited, guests.bounced, done["complete"], done["partial"])


def _state(percent: Raw) -> str:
    if not isinstance(percent, (int, float)) or percent >= COMPLETE:
        return "complete"
    return "partial" if percent >= PARTIAL else "broken off"
