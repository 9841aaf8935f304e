"""Redrawing: where a report goes, and what of its older drawing is taken away."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeAlias

from sync.google.reporting import Page, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sheets_schema.report import Report
    from sync.google.survey import Tab

Json: TypeAlias = dict[str, Any]


def drawn(
    report: Report, tabs: Sequence[Tab], *, new_id: int
) -> tuple[list[Json], int]:
    """The requests that draw a report, and the id of its tab.

    A tab that carries the report's key keeps its name and place, whatever people call
    it now; a new one is put at the end, under a name that is free.
    """
    older = next((tab for tab in tabs if key_of(report) in tab.keys[:1]), None)
    page = Page(report, older.id if older else new_id)
    making = _emptied(older, page.grid) if older else _new(report, page, tabs)
    return [*making, *page.requests()], page.sheet_id


def _new(report: Report, page: Page, tabs: Sequence[Tab]) -> Iterator[Json]:
    taken = {tab.title.casefold() for tab in tabs}
    names = chain([report.title], (f"{report.title} ({nth})" for nth in count(2)))
    title = next(name for name in names if name.casefold() not in taken)
    properties = {"sheetId": page.sheet_id, "title": title, "gridProperties": page.grid}
    yield {"addSheet": {"properties": properties}}


def _emptied(tab: Tab, grid: Json) -> Iterator[Json]:
    """A tab without anything that an older drawing put there, in its new size."""
    whole = {"sheetId": tab.id}
    for chart in tab.charts:
        yield {"deleteEmbeddedObject": {"objectId": chart["chartId"]}}
    yield {"unmergeCells": {"range": whole}}
    yield {"updateCells": {"range": whole, "fields": "*"}}
    properties = {**whole, "gridProperties": grid}
    about = {"properties": properties, "fields": "gridProperties"}
    yield {"updateSheetProperties": about}
