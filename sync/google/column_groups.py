"""Column groups: boxes of columns that fold away together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.google import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sheets_schema.looks.look import Fold
    from sync.google.appearance import TabAppearance
    from sync.google.cells import Json


def made(
    folds: Sequence[Fold], columns: Mapping[str, int], sheet_id: int
) -> Iterator[Json]:
    """Make the boxes of a new tab, folded as a new book shows them."""
    for fold, start, end in _whole(folds, columns):
        place = ranges.dimension_range(sheet_id, "COLUMNS", start, end)
        yield {"addDimensionGroup": {"range": place}}
        if fold.folded:
            group = {"range": place, "depth": 1, "collapsed": True}
            about = {"dimensionGroup": group, "fields": "collapsed"}
            yield {"updateDimensionGroup": about}


def mending(
    tab: TabAppearance, folds: Sequence[Fold], columns: Mapping[str, int]
) -> Iterator[Json]:
    """Make the boxes that are gone, unfolded; folding is people's own business."""
    for _, start, end in _whole(folds, columns):
        groups = (group["range"] for group in tab.column_groups)
        if not any(_overlaps(group, start, end) for group in groups):
            place = ranges.dimension_range(tab.id, "COLUMNS", start, end)
            yield {"addDimensionGroup": {"range": place}}


def _whole(
    folds: Sequence[Fold], columns: Mapping[str, int]
) -> Iterator[tuple[Fold, int, int]]:
    """The boxes whose columns still stand together, first and end."""
    for fold in folds:
        places = sorted(columns[key] for key in fold.columns)
        if places[-1] - places[0] == len(places) - 1:
            yield fold, places[0], places[-1] + 1


def _overlaps(group: Json, start: int, end: int) -> bool:
    return bool(group.get("startIndex", 0) < end and start < group["endIndex"])
