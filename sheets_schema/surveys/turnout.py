"""Turnout: which year an answer belongs to, and how many of the invited answered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sheets_schema.reading.typed import fold
from sheets_schema.surveys.figures import Response

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sheets_schema.reading.typed import Raw
    from sheets_schema.records import Row

COMPLETE = 80
PARTIAL = 50
"""Percent of a slip: 80 and more is finished, 50 and more is partial (AAPOR)."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BOUNCED = fold("Trả lại")
_ANONYMOUS = fold("Ẩn danh")


class CampaignYears:
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


class LastSlips:
    """Answers of which each customer counts once in a campaign: with the last slip.

    Slips that name no customer count each.

    Args:
        answers: Tab ``answer``; read once. Only slips with a customer's code are kept.
        calendar: Tells the year of an answer.

    Attributes:
        repeated: How many earlier slips were left out, by their year.
    """

    def __init__(self, answers: Iterable[Row], calendar: CampaignYears) -> None:
        self._answers = answers
        self._calendar = calendar
        self.repeated: Counter[int | None] = Counter()

    def __iter__(self) -> Iterator[Row]:
        """Those that count."""
        last: dict[tuple[Raw, int | None, str], Row] = {}
        for slip in self._answers:
            if slip.cells.get("customer") is None:  # most, where the slips are many
                yield slip
                continue
            who, campaign = _code(slip), slip.get("campaign")
            year = self._calendar.year(campaign) or self._calendar.came(slip.cells)
            of = (campaign, year, who)
            self.repeated[year] += of in last
            if of not in last or not _is_earlier(slip, last[of]):
                last[of] = slip
        yield from last.values()


def _code(row: Row) -> str:
    """Which customer a row is about; empty where it does not say."""
    return fold(str(row.get("customer") or "")).strip()


def _is_earlier(one: Row, other: Row) -> bool:
    """Whether a slip came before another that stands above it; as far as is known."""
    at, before = one.get("at"), other.get("at")
    return isinstance(at, datetime) and isinstance(before, datetime) and at < before


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


def guests(invites: Iterable[Row], calendar: CampaignYears, *, year: int) -> Guests:
    """The invitations of a year's campaigns; a customer invited twice counts once."""
    of_year = [row for row in invites if calendar.year(row.get("campaign")) == year]
    once = {
        (row.get("campaign"), _code(row) or place): row
        for place, row in enumerate(of_year)
    }
    bounced = sum(fold(str(row.get("delivery"))) == _BOUNCED for row in once.values())
    return Guests({campaign for campaign, _ in once}, len(once), bounced)


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
