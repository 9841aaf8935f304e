"""``spreadsheets.batchUpdate``: requests in order, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_emulator import (
    kinds_cells,
    kinds_lines,
    kinds_moves,
    kinds_objects,
    kinds_rules,
    kinds_tabs,
    masks,
    shape,
    validate,
)
from tests.sheets_emulator.errors import KindError, NotDoneError, invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

KINDS: dict[str, Callable[[Work, Json], Json]] = {
    **kinds_cells.KINDS,
    **kinds_moves.KINDS,
    **kinds_lines.KINDS,
    **kinds_lines.KINDS,
    **kinds_tabs.KINDS,
    **kinds_rules.KINDS,
    **kinds_objects.KINDS,
}
"""Every request kind that is known; any other is refused by its name."""
MASKED = {
    "updateCells": "CellData",
    "repeatCell": "CellData",
    "updateSheetProperties": "SheetProperties",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateDimensionProperties": "DimensionProperties",
    "updateNamedRange": "NamedRange",
    "updateProtectedRange": "ProtectedRange",
    "updateDeveloperMetadata": "DeveloperMetadata",
    "updateDimensionGroup": "DimensionGroup",
}
"""What the ``fields`` of a request are fields of."""


def run(work: Work, body: Json, mask: masks.Mask) -> Json:
    """Carry out a batch on the draft and answer it.

    Raises:
        ApiError: 400 with the place of the request that failed, or 501.
    """
    requests = body.get("requests") or []
    if not requests:
        message = "Must specify at least one request."
        raise invalid(message)
    for request in requests:
        _known(request)
    replies = [_one(work, number, one) for number, one in enumerate(requests)]
    answer: Json = {"spreadsheetId": work.book.book_id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        answer["updatedSpreadsheet"] = shape.spreadsheet(
            work,
            ranges=body.get("responseRanges") or [],
            with_data=bool(body.get("responseIncludeGridData")),
            mask=mask.get("updatedSpreadsheet", {}),
        )
    return answer


def kind_of(request: Json) -> str:
    """The one kind that a request of a batch is of; empty if it is of none."""
    return next((name for name, one in request.items() if one is not None), "")


def _known(request: Json) -> None:
    kind = kind_of(request)
    if kind and kind not in KINDS:
        raise NotDoneError(kind)


def _one(work: Work, number: int, request: Json) -> Json:
    kind = kind_of(request)
    place = f"Invalid requests[{number}]"
    if not kind:
        message = f"{place}: No request set."
        raise invalid(message)
    try:
        _checked(kind, request[kind])
        return KINDS[kind](work, request[kind])
    except KindError as error:
        message = f"{place}.{kind}: {error}"
        raise invalid(message) from error


def _checked(kind: str, payload: Json) -> None:
    """Refuse a mask that names fields which the message does not have."""
    if kind not in MASKED or not payload.get("fields"):
        return
    try:
        mask = masks.read(payload["fields"])
    except masks.MaskError as error:
        raise validate.bad_mask(str(error)) from error
    for path in validate.unknown("sheets.v4", MASKED[kind], mask):
        raise validate.bad_mask(path)
