"""Cells written through CellData: what a request sends, under its field mask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import compute, conditions, looks, masks, render
from tests.sheets_emulator.errors import NotDoneError, refuse
from tests.sheets_emulator.grid import BARE, Cell, Formula, Trouble, Value

if TYPE_CHECKING:
    from tests.sheets_emulator.work import Work

Json = dict[str, Any]
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
    return looks.twins(mask)


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
        sent["userEnteredFormat"] = looks.tidy(sent["userEnteredFormat"])
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
