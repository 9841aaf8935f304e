"""The methods of the Sheets API, each by its name in the official description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sheets_emulator import batch, masks, shape, tags, values
from tests.sheets_emulator.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.shelf import Shelf
    from tests.sheets_emulator.wire import Json, Request


@dataclass(frozen=True)
class Asked:
    """A call of a method: the work, the parts of its path, and the request."""

    work: Work
    parts: Json
    request: Request


def _get(asked: Asked) -> Json:
    return shape.spreadsheet(
        asked.work,
        ranges=asked.request.every("ranges"),
        with_data=asked.request.asked.get("includeGridData", "").lower() == "true",
        mask=_mask(asked.request),
    )


def _mask(request: Request) -> masks.Mask:
    text = request.asked.get("fields")
    return masks.read(text) if text else {}


def _values_get(asked: Asked) -> Json:
    return values.get(asked.work, asked.parts["range"], asked.request.asked)


def _values_batch_get(asked: Asked) -> Json:
    ranges = asked.request.every("ranges")
    found = [values.get(asked.work, one, asked.request.asked) for one in ranges]
    return {"spreadsheetId": asked.work.book.book_id, "valueRanges": found}


def _search(asked: Asked) -> Json:
    return tags.search(asked.work, asked.request.json)


def _tag(asked: Asked) -> Json:
    return tags.get(asked.work, asked.parts["metadataId"])


def _batch_update(asked: Asked) -> Json:
    return batch.run(asked.work, asked.request.json, _mask(asked.request))


def _update(asked: Asked) -> Json:
    return values.update(
        asked.work, asked.parts["range"], asked.request.json, asked.request.asked
    )


def _append(asked: Asked) -> Json:
    return values.append(
        asked.work, asked.parts["range"], asked.request.json, asked.request.asked
    )


def _clear(asked: Asked) -> Json:
    cleared = values.clear(asked.work, asked.parts["range"])
    return {"spreadsheetId": asked.work.book.book_id, "clearedRange": cleared}


def _batch_clear(asked: Asked) -> Json:
    cleared = [
        values.clear(asked.work, one) for one in asked.request.json.get("ranges") or []
    ]
    return {"spreadsheetId": asked.work.book.book_id, "clearedRanges": cleared}


def _values_batch_update(asked: Asked) -> Json:
    return values.batch_update(asked.work, asked.request.json)


READS: dict[str, Callable[[Asked], Json]] = {
    "sheets.spreadsheets.get": _get,
    "sheets.spreadsheets.values.get": _values_get,
    "sheets.spreadsheets.values.batchGet": _values_batch_get,
    "sheets.spreadsheets.developerMetadata.search": _search,
    "sheets.spreadsheets.developerMetadata.get": _tag,
}
WRITES: dict[str, Callable[[Asked], Json]] = {
    "sheets.spreadsheets.batchUpdate": _batch_update,
    "sheets.spreadsheets.values.update": _update,
    "sheets.spreadsheets.values.append": _append,
    "sheets.spreadsheets.values.clear": _clear,
    "sheets.spreadsheets.values.batchClear": _batch_clear,
    "sheets.spreadsheets.values.batchUpdate": _values_batch_update,
}


def call(
    shelf: Shelf, name: str, parts: Json, request: Request, *, caller: str, now: float
) -> Json:
    """Do what a method does; a write is on the shelf on return, or not at all."""
    book_id = parts["spreadsheetId"]
    if name in READS:
        book = shelf.reading(book_id, caller)
        answer = READS[name](Asked(Work(book, caller, now), parts, request))
        return answer if name.endswith("spreadsheets.get") else _kept(answer, request)
    work = Work(shelf.writing(book_id, caller), caller, now)
    answer = WRITES[name](Asked(work, parts, request))
    work.book.modified = now
    shelf.put(work.book)
    return _kept(answer, request)


def _kept(answer: Json, request: Request) -> Json:
    kept: Json = masks.keep(answer, _mask(request))
    return kept
