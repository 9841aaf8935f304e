"""Cells written through CellData, and formats as Google gives them back."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests.sheets_emulator import compute, conditions, masks, render
from tests.sheets_emulator.errors import NotDoneError, refuse
from tests.sheets_emulator.grid import BARE, Cell, Formula, Trouble, Value

if TYPE_CHECKING:
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

COLORS = {"backgroundColor", "foregroundColor", "tabColor", "color"}
STYLES = {f"{name}Style": name for name in COLORS}
PARTS = ("red", "green", "blue", "alpha")
SETTABLE = (
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
)
LIMIT = 50_000
LONG = "Your input contains more than the maximum of 50000 characters in a single cell."
NO_FIELDS = (
    "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
)


def mask_of(request: Json) -> masks.Mask:
    """The mask of a request that writes something.

    Raises:
        KindError: None is given.
        NotDoneError: It names what the emulator does not keep.
    """
    if not request.get("fields"):
        refuse(NO_FIELDS)
    return masks.read(request["fields"])


def cell_mask(request: Json) -> masks.Mask:
    """The mask of a request that writes cells; ``*`` is all that can be written."""
    mask = mask_of(request) or {name: {} for name in SETTABLE}
    for name in mask:
        if name not in SETTABLE:
            what = f"writing the field {name} of a cell"
            raise NotDoneError(what)
    return twins(mask)


def typed(sent: Json | None, work: Work) -> Value:
    """An ExtendedValue as a value; nothing is parsed but a formula."""
    held = {name: one for name, one in (sent or {}).items() if one is not None}
    if not held:
        return None
    kind, value = next(iter(held.items()))
    if kind == "formulaValue":
        compute.check(value, work.book.locale)
        work.book.computes = True
        return Formula(value)
    if kind == "numberValue":
        return float(value)
    if kind == "errorValue":
        names = {name: code for code, name in render.ERRORS.items()}
        return Trouble(names.get(value.get("type", ""), "#ERROR!"))
    if isinstance(value, str) and len(value) > LIMIT:
        refuse(LONG)
    found: Value = value
    return None if found == "" else found


def settable(cell: Cell) -> Json:
    """The fields of a cell that can be written, as CellData."""
    data: Json = {}
    if cell.value is not None:
        data["userEnteredValue"] = render.extended(cell.value)
    if cell.format:
        data["userEnteredFormat"] = cell.format
    if cell.note:
        data["note"] = cell.note
    if cell.rule:
        data["dataValidation"] = cell.rule
    if cell.runs:
        data["textFormatRuns"] = list(cell.runs)
    return data


def updated(cell: Cell, data: Json, mask: masks.Mask, work: Work) -> Cell:
    """The cell with what the mask names taken from the data."""
    if list(mask) == ["userEnteredValue"]:
        return cell.with_value(typed(data.get("userEnteredValue"), work))
    sent = dict(data)
    if sent.get("userEnteredFormat"):
        sent["userEnteredFormat"] = tidy(sent["userEnteredFormat"])
    if sent.get("dataValidation"):
        sent["dataValidation"] = rule(sent["dataValidation"], work)
    old = settable(cell) if cell is not BARE else {}
    return _from(masks.merged(old, sent, mask), work)


def _from(data: Json, work: Work) -> Cell:
    return Cell(
        typed(data.get("userEnteredValue"), work),
        data.get("userEnteredFormat") or None,
        data.get("note") or "",
        data.get("dataValidation") or None,
        tuple(data.get("textFormatRuns") or ()),
    )


def rule(sent: Json, work: Work) -> Json:
    """A data validation as Google gives it back: false and null left out."""
    held = {name: one for name, one in sent.items() if one not in (None, False, "")}
    if "condition" in held:
        held["condition"] = conditions.kept(held["condition"], work.book.locale)
    return held


def short(value: float) -> float:
    """A number as Google writes one that it keeps in 32 bits: 0.49803922."""
    kept = struct.pack("f", value)
    (held,) = struct.unpack("f", kept)
    written = (float(f"{held:.{digits}g}") for digits in range(1, 10))
    number: float = next(one for one in written if struct.pack("f", one) == kept)
    return int(number) if number.is_integer() else number


def color(sent: Json) -> Json:
    """A colour in steps of 1/255, zero left out; black is an empty object.

    A half is kept as 127 steps (recorded), so what lies between two steps is cut.
    """
    steps = {part: int(short(sent.get(part) or 0) * 255 + 1e-4) for part in PARTS}
    return {part: short(step / 255) for part, step in steps.items() if step}


def tidy(sent: Json) -> Json:
    """A format with every colour paired with its style and nothing null in it."""
    result: Json = {}
    for name, value in sent.items():
        if value is None or name in COLORS or name in STYLES:
            continue
        result[name] = tidy(value) if isinstance(value, dict) else value
    for name in COLORS:
        result |= _pair(sent, name)
    return result


def _pair(sent: Json, name: str) -> Json:
    style = sent.get(f"{name}Style")
    if style is None and sent.get(name) is None:
        return {}
    if style is None:
        style = {"rgbColor": sent[name]}
    if style.get("themeColor"):
        return {f"{name}Style": {"themeColor": style["themeColor"]}}
    if style.get("rgbColor") is None:
        return {}  # a style that says nothing takes the colour away (recorded)
    plain = color(style["rgbColor"])
    return {name: plain, f"{name}Style": {"rgbColor": dict(plain)}}


def twins(mask: Json) -> Json:
    """A mask in which each colour stands with its style."""
    result: Json = {}
    for name, below in mask.items():
        if name in COLORS or name in STYLES:
            plain = STYLES.get(name, name)
            result[plain] = {}
            result[f"{plain}Style"] = {}
        else:
            result[name] = twins(below)
    return result
