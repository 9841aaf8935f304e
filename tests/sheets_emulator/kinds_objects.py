"""Requests of a batch about filters, charts and developer metadata."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from tests.sheets_emulator import cells, charts, conditions, masks, shape, tags
from tests.sheets_emulator.book import grid_range, span
from tests.sheets_emulator.errors import ApiError, NotDoneError, refuse
from tests.sheets_emulator.render import plain, text

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

TAG_FIELDS = {"metadataKey", "metadataValue", "location", "visibility"}


def set_filter(work: Work, request: Json) -> Json:
    """Put the filter on a tab; rows it leaves out are hidden."""
    sent = copy.deepcopy(request.get("filter") or {})
    if set(sent) - {"range", "criteria", "filterSpecs"}:
        what = f"basic filter field {', '.join(sorted(sent))}"
        raise NotDoneError(what)
    sheet, area = work.area(sent.get("range") or {})
    for one in criteria(sent).values():
        if one.get("condition"):
            one["condition"] = conditions.kept(one["condition"], work.book.locale)
    sheet.basic_filter = {**sent, "range": grid_range(sheet, area)}
    hide(work, sheet)
    return {}


def clear_filter(work: Work, request: Json) -> Json:
    """Take the filter off; every row is seen again."""
    sheet = work.book.sheet(request.get("sheetId") or 0)
    sheet.basic_filter = None
    hide(work, sheet)
    return {}


def _anchor(sent: Json) -> Json:
    position = sent.get("position") or {}
    if position.get("newSheet") or position.get("sheetId"):
        what = "a chart on a sheet of its own"
        raise NotDoneError(what)
    overlay = position.get("overlayPosition") or {}
    anchor: Json = overlay.get("anchorCell") or {}
    return anchor


def add_chart(work: Work, request: Json) -> Json:
    """Keep a chart as it came: its place and what it shows are looked at.

    Raises:
        ApiError: 500 for one that shows nothing, as Google answers, time and again.
    """
    sent = copy.deepcopy(request.get("chart") or {})
    if not sent.get("spec"):
        refuse("Chart must have a spec.")
    if not charts.shows(sent["spec"]):
        raise ApiError(500, "Internal error encountered.", "INTERNAL")
    sheet = work.book.sheet(_anchor(sent).get("sheetId") or 0)
    sent.setdefault("chartId", work.book.numbers.next())
    sheet.charts.append(sent)
    return {"addChart": {"chart": copy.deepcopy(sent)}}


def _chart(work: Work, chart_id: int | None) -> tuple[Sheet, Json]:
    every = [(sheet, chart) for sheet in work.book.sheets for chart in sheet.charts]
    found = [(sheet, chart) for sheet, chart in every if chart["chartId"] == chart_id]
    if not found:
        refuse(f"No embedded object with id: {chart_id}")
    return found[0]


def update_chart(work: Work, request: Json) -> Json:
    """Give a chart another spec."""
    _, chart = _chart(work, request.get("chartId"))
    spec = copy.deepcopy(request.get("spec") or {})
    if not charts.shows(spec):
        refuse("Chart must have at least one domain or series.")
    chart["spec"] = spec
    return {}


def move_chart(work: Work, request: Json) -> Json:
    """Give a chart another place."""
    sheet, chart = _chart(work, request.get("objectId"))
    mask = cells.mask_of(request)
    new = request.get("newPosition") or {}
    sent = masks.merged(chart.get("position", {}), new, mask)
    home = work.book.sheet(_anchor({"position": sent}).get("sheetId") or 0)
    sheet.charts.remove(chart)
    home.charts.append({**chart, "position": sent})
    return {"updateEmbeddedObjectPosition": {"position": sent}}


def delete_object(work: Work, request: Json) -> Json:
    """Take a chart away."""
    sheet, chart = _chart(work, request.get("objectId"))
    sheet.charts.remove(chart)
    return {}


def create_tag(work: Work, request: Json) -> Json:
    """Hang developer metadata on the spreadsheet, a tab, a row or a column."""
    sent = copy.deepcopy(request.get("developerMetadata") or {})
    if not sent.get("metadataKey"):
        refuse("DeveloperMetadata key cannot be empty.")
    if sent.get("visibility") not in ("DOCUMENT", "PROJECT"):
        refuse("DeveloperMetadata visibility must be specified.")
    sent["location"] = tags.location(work, sent.get("location") or {})
    sent.setdefault("metadataId", work.book.numbers.next())
    if any(one["metadataId"] == sent["metadataId"] for one in work.book.metadata):
        refuse(f"DeveloperMetadata with id {sent['metadataId']} already exists.")
    work.book.metadata.append(sent)
    return {"createDeveloperMetadata": {"developerMetadata": shape.wire(sent)}}


def update_tag(work: Work, request: Json) -> Json:
    """Change all developer metadata that the filters find."""
    mask = cells.mask_of(request) or {name: {} for name in TAG_FIELDS}
    sent = copy.deepcopy(request.get("developerMetadata") or {})
    if "location" in mask:
        sent["location"] = tags.location(work, sent.get("location") or {})
    told = []
    for one in tags.found(work, request.get("dataFilters") or []):
        new = masks.merged(one, sent, mask)
        work.book.metadata[work.book.metadata.index(one)] = new
        told.append(shape.wire(new))
    return {"updateDeveloperMetadata": {"developerMetadata": told}}


def delete_tag(work: Work, request: Json) -> Json:
    """Take away all developer metadata that the filter finds."""
    gone = tags.found(work, [request.get("dataFilter") or {}])
    work.book.metadata = [one for one in work.book.metadata if one not in gone]
    told = {"deletedDeveloperMetadata": shape.wire(gone)}
    return {"deleteDeveloperMetadata": told}


def criteria(own: Json) -> dict[int, Json]:
    """What each column is held against, however it was sent."""
    found = {int(at): one for at, one in (own.get("criteria") or {}).items()}
    for spec in own.get("filterSpecs") or []:
        found[spec.get("columnIndex") or 0] = spec.get("filterCriteria") or {}
    for one in found.values():
        if set(one) - {"hiddenValues", "condition"}:
            what = "filtering by colour"
            raise NotDoneError(what)
    return found


def hide(work: Work, sheet: Sheet) -> None:
    """Set which rows the filter hides, its heading never."""
    for held in sheet.row_lines.values():
        held.pop("hiddenByFilter", None)
    own = sheet.basic_filter
    if not own:
        return
    wanted = criteria(own)
    area = span(own["range"]).clamped(sheet.row_count, sheet.column_count)
    for row in range(area.top + 1, area.bottom):
        if any(_out(work, sheet, (row, at), one) for at, one in wanted.items()):
            sheet.row_lines.setdefault(row, {})["hiddenByFilter"] = True


def _out(work: Work, sheet: Sheet, place: tuple[int, int], wanted: Json) -> bool:
    seen = text(plain(work, sheet, *place), sheet.cell(*place), work.book.locale)
    if seen in (wanted.get("hiddenValues") or []):
        return True
    condition = wanted.get("condition")
    if not condition:
        return False
    return not conditions.holds(work, sheet, place, condition, place)


KINDS = {
    "setBasicFilter": set_filter,
    "clearBasicFilter": clear_filter,
    "addChart": add_chart,
    "updateChartSpec": update_chart,
    "updateEmbeddedObjectPosition": move_chart,
    "deleteEmbeddedObject": delete_object,
    "createDeveloperMetadata": create_tag,
    "updateDeveloperMetadata": update_tag,
    "deleteDeveloperMetadata": delete_tag,
}
