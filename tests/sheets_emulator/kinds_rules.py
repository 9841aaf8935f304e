"""Requests of a batch about colours, protection and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.sheets_emulator import cells, conditions, masks, shape
from tests.sheets_emulator.errors import NotDoneError, refuse
from tests.sheets_emulator.work import PROTECTED

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

NAME = re.compile(r"[^\W\d]\w*\Z")


def _rule(work: Work, sent: Json) -> tuple[Sheet, Json]:
    """The tab and the rule as it is kept: ranges resolved, colours paired."""
    ranges = [work.resolved(one) for one in sent.get("ranges") or []]
    if not ranges:
        refuse("ConditionalFormatRule must have at least one range.")
    kept: Json = {"ranges": ranges}
    if sent.get("booleanRule"):
        boolean = sent["booleanRule"]
        if not (boolean.get("condition") or {}).get("type"):
            refuse("BooleanRule must have a condition.")
        look = cells.tidy(boolean.get("format") or {})
        condition = conditions.kept(boolean["condition"], work.book.locale)
        kept["booleanRule"] = {"condition": condition, "format": look}
    elif sent.get("gradientRule"):
        kept["gradientRule"] = sent["gradientRule"]
    else:
        refuse("ConditionalFormatRule must have a rule set.")
    return work.book.sheet(ranges[0]["sheetId"]), kept


def _at(sheet: Sheet, index: int) -> Json:
    if not 0 <= index < len(sheet.rules):
        refuse(f"No conditional format on sheet: {sheet.sheet_id} at index: {index}")
    return sheet.rules[index]


def add_rule(work: Work, request: Json) -> Json:
    """Put a conditional format among those of its tab."""
    sheet, rule = _rule(work, request.get("rule") or {})
    index = request.get("index") or 0
    if index > len(sheet.rules):
        refuse(f"index[{index}] is beyond the rules of the sheet: {len(sheet.rules)}")
    sheet.rules.insert(index, rule)
    return {}


def update_rule(work: Work, request: Json) -> Json:
    """Replace the rule at an index, or move it to another index."""
    index = request.get("index") or 0
    if request.get("rule"):
        sheet, rule = _rule(work, request["rule"])
        old = _at(sheet, index)
        sheet.rules[index] = rule
        told = {"newRule": rule, "newIndex": index, "oldRule": old, "oldIndex": index}
        return {"updateConditionalFormatRule": shape.wire(told)}
    sheet = work.book.sheet(request.get("sheetId") or 0)
    rule = _at(sheet, index)
    place = request.get("newIndex") or 0
    sheet.rules.insert(place, sheet.rules.pop(index))
    told = {"newRule": rule, "newIndex": place, "oldRule": rule, "oldIndex": index}
    return {"updateConditionalFormatRule": shape.wire(told)}


def delete_rule(work: Work, request: Json) -> Json:
    """Take the rule at an index away."""
    sheet = work.book.sheet(request.get("sheetId") or 0)
    rule = _at(sheet, request.get("index") or 0)
    sheet.rules.remove(rule)
    return {"deleteConditionalFormatRule": {"rule": shape.wire(rule)}}


def _protected(work: Work, wanted: int | None) -> tuple[Sheet, Json]:
    every = [(sheet, one) for sheet in work.book.sheets for one in sheet.protected]
    found = [(sheet, one) for sheet, one in every if one["protectedRangeId"] == wanted]
    if not found:
        refuse(f"No protected range with id: {wanted}")
    if work.is_barred(found[0][1]):
        refuse(PROTECTED)
    return found[0]


def _editors(work: Work, sent: Json) -> Json:
    """Who may edit: those named, and always the owner and who asks (recorded)."""
    named = (sent.get("editors") or {}).get("users") or []
    owners = [who for who, role in work.book.roles.items() if role == "owner"]
    users = sorted({*named, *owners, work.caller})
    editors: Json = {"users": users}
    if (sent.get("editors") or {}).get("domainUsersCanEdit"):
        editors["domainUsersCanEdit"] = True
    return editors


def _checked(sent: Json) -> None:
    named = (sent.get("editors") or {}).get("users")
    if sent.get("warningOnly") and named:
        refuse("ProtectedRange is warningOnly. Editors cannot be set on it.")
    if sent.get("tableId"):
        what = "protecting a table"
        raise NotDoneError(what)


def add_protected(work: Work, request: Json) -> Json:
    """Protect a range; who asks may go on editing it, whatever was sent (recorded)."""
    sent = request.get("protectedRange") or {}
    _checked(sent)
    place = sent.get("range") or {}
    sheet = work.book.sheet(place.get("sheetId") or 0)
    kept = {name: one for name, one in sent.items() if one not in (None, False, "")}
    kept["range"] = {"sheetId": sheet.sheet_id, **place}
    kept["editors"] = _editors(work, sent)
    kept.pop("requestingUserCanEdit", None)
    kept.setdefault("protectedRangeId", work.book.numbers.next())
    sheet.protected.append(kept)
    told = shape.wire({name: one for name, one in kept.items() if name != "editors"})
    told |= {"requestingUserCanEdit": True, "editors": {}}
    return {"addProtectedRange": {"protectedRange": told}}


def update_protected(work: Work, request: Json) -> Json:
    """Change a protection."""
    sent = request.get("protectedRange") or {}
    sheet, own = _protected(work, sent.get("protectedRangeId"))
    mask = cells.mask_of(request)
    new = masks.merged(own, sent, mask) if mask else {**own, **sent}
    _checked({**new, "editors": sent.get("editors")})
    if not mask or "editors" in mask:
        new["editors"] = _editors(work, sent)
    if "range" in new:
        new["range"] = {"sheetId": sheet.sheet_id, **new["range"]}
    new["protectedRangeId"] = own["protectedRangeId"]
    sheet.protected[sheet.protected.index(own)] = new
    return {}


def delete_protected(work: Work, request: Json) -> Json:
    """Take a protection away."""
    sheet, own = _protected(work, request.get("protectedRangeId"))
    sheet.protected.remove(own)
    return {}


def _name(work: Work, name_id: str | None) -> Json:
    found = [one for one in work.book.names if one["namedRangeId"] == name_id]
    if not found:
        refuse(f"No named range with id: {name_id}")
    return found[0]


def add_name(work: Work, request: Json) -> Json:
    """Give a range a name."""
    sent = request.get("namedRange") or {}
    if not NAME.match(sent.get("name") or ""):
        refuse("The name given to this range is invalid")
    place = sent.get("range") or {}
    sheet = work.book.sheet(place.get("sheetId") or 0)
    kept = {
        "namedRangeId": sent.get("namedRangeId") or str(work.book.numbers.next()),
        "name": sent["name"],
        "range": {**place, "sheetId": sheet.sheet_id},
    }
    work.book.names.append(kept)
    return {"addNamedRange": {"namedRange": shape.wire(kept)}}


def update_name(work: Work, request: Json) -> Json:
    """Change a name or what it stands for."""
    sent = request.get("namedRange") or {}
    own = _name(work, sent.get("namedRangeId"))
    new = masks.merged(own, sent, cells.mask_of(request) or {"name": {}, "range": {}})
    place = new.get("range") or {}
    sheet = work.book.sheet(place.get("sheetId") or 0)
    new["range"] = {**place, "sheetId": sheet.sheet_id}
    work.book.names[work.book.names.index(own)] = new
    return {}


def delete_name(work: Work, request: Json) -> Json:
    """Forget a name."""
    work.book.names.remove(_name(work, request.get("namedRangeId")))
    return {}


KINDS = {
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
    "addProtectedRange": add_protected,
    "updateProtectedRange": update_protected,
    "deleteProtectedRange": delete_protected,
    "addNamedRange": add_name,
    "updateNamedRange": update_name,
    "deleteNamedRange": delete_name,
}
