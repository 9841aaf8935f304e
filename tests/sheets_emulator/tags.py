"""Developer metadata: where it hangs and how it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_emulator import shape
from tests.sheets_emulator.errors import NotDoneError, not_found, refuse

if TYPE_CHECKING:
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

LOOKUP = ("metadataId", "metadataKey", "metadataValue", "visibility")


def location(work: Work, sent: Json) -> Json:
    """A location as it is kept, its type said.

    Raises:
        KindError: It is more than one row or column, or nothing.
    """
    if sent.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if sent.get("sheetId") is not None:
        sheet = work.book.sheet(sent["sheetId"])
        return {"locationType": "SHEET", "sheetId": sheet.sheet_id}
    place = sent.get("dimensionRange") or {}
    start, end = place.get("startIndex") or 0, place.get("endIndex")
    if end != start + 1:
        refuse("DimensionRange must represent a single row or column")
    sheet = work.book.sheet(place.get("sheetId") or 0)
    kind = "ROW" if place.get("dimension") == "ROWS" else "COLUMN"
    own = {"sheetId": sheet.sheet_id, "dimension": f"{kind}S"}
    own |= {"startIndex": start, "endIndex": end}
    return {"locationType": kind, "dimensionRange": own}


def found(work: Work, filters: list[Json]) -> list[Json]:
    """The metadata that any of the filters finds; an empty look-up finds all."""
    for one in filters:
        lookup = one.get("developerMetadataLookup")
        if lookup is None or set(lookup) - {*LOOKUP, "locationType"}:
            what = "developer metadata by place"
            raise NotDoneError(what)
    return [
        one
        for one in work.book.metadata
        if any(_fits(one, each["developerMetadataLookup"]) for each in filters)
    ]


def _fits(one: Json, lookup: Json) -> bool:
    kind = lookup.get("locationType")
    if kind and one["location"]["locationType"] != kind:
        return False
    return all(one.get(name) == lookup[name] for name in LOOKUP if name in lookup)


def search(work: Work, body: Json) -> Json:
    """What ``developerMetadata.search`` answers."""
    filters = body.get("dataFilters") or []
    matched = [
        {
            "developerMetadata": shape.wire(one),
            "dataFilters": [each for each in filters if found_by(one, each)],
        }
        for one in found(work, filters)
    ]
    return {"matchedDeveloperMetadata": matched} if matched else {}


def found_by(one: Json, each: Json) -> bool:
    """Whether that filter finds it."""
    return _fits(one, each["developerMetadataLookup"])


def get(work: Work, metadata_id: str) -> Json:
    """What ``developerMetadata.get`` answers.

    Raises:
        ApiError: 404, there is none.
    """
    for one in work.book.metadata:
        if str(one["metadataId"]) == metadata_id:
            shown: Json = shape.wire(one)
            return shown
    raise not_found()
