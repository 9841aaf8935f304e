"""Reporting: a report's tab put into a workbook file, in place of its older drawing."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

from sync.xlsx.amending import Amendments
from sync.xlsx.graft import graft
from sync.xlsx.opening import open_at

if TYPE_CHECKING:
    from collections.abc import Collection

    from sheets_schema.report import Report
    from sync.xlsx.contents import Contents
    from sync.xlsx.dressing import Tops
    from sync.xlsx.parts import PartChanges

_LONGEST = 31
"""How many characters a tab's name may have."""


def drawn(contents: Contents, report: Report, tops: Tops) -> PartChanges:
    """The parts of a book with a report's tab.

    A tab that carries the report's key keeps its name and place, whatever people call
    it now; a new one is put at the end, under a free name. The book opens at it.
    """
    from sync.xlsx.drawing_report import key_of, report_book  # noqa: PLC0415 - heavy

    older = _carrying(tops, key_of(report))
    tab = next((it for it in contents.tabs if it.title == older), None)
    titles = [it.title for it in contents.tabs]
    title = tab.title if tab else _free(report.title, titles)
    amendments = Amendments(contents)
    part = graft(amendments, report_book(report, title), instead_of=tab)
    place = contents.tabs.index(tab) if tab else len(contents.tabs)
    open_at(amendments, part, place)
    return amendments.plan


def _carrying(tops: Tops, key: str) -> str:
    return next((title for title, it in tops.items() if it.keys[:1] == [key]), "")


def _free(title: str, taken: Collection[str]) -> str:
    """A name no other tab has, which programs compare without capitals."""
    lower = {it.lower() for it in taken}
    names = (f"{title[: _LONGEST - 5]} ({number})" for number in count(2))
    return next(it for it in chain([title], names) if it.lower() not in lower)
