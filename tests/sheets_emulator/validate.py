"""The check of every request against the official description.

Google refuses unknown fields, wrong types and wrong enums before it looks at what a
request would do. Over the recorded conversations this check refuses exactly the bodies
that Google refused.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import discovery, masks
from tests.sheets_emulator.errors import ApiError, NotDoneError, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sheets_emulator.wire import Json

JSON_UNKNOWN = "Invalid JSON payload received. Unknown name "
PROTO = "type.googleapis.com/google.protobuf"
SHEETS = "type.googleapis.com/google.apps.sheets.v4"
INT32 = range(-(2**31), 2**31)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a request: the place and Google's words."""

    place: str
    words: str


@cache
def snake(name: str) -> str:
    """``mergeCells`` as Google's messages write it: ``merge_cells``."""
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)


def body(api: str, method: discovery.Method, sent: Any) -> None:
    """Refuse a body that the description does not allow.

    Raises:
        ApiError: 400, all faults in it.
    """
    if not method.request:
        return
    # in values.update and values.append the body is the field ``data`` of the request
    place = "data" if method.request == "ValueRange" else ""
    _refuse(list(_message(api, method.request, sent, place)))


def query(api: str, method: discovery.Method, sent: list[tuple[str, str]]) -> None:
    """Refuse a query that the description does not allow.

    Raises:
        ApiError: 400, all faults in it.
    """
    common = discovery.document(api)["parameters"]
    faults = []
    for name, text in sent:
        known = method.parameters.get(name) or common.get(name)
        if known is None:
            why = f"Cannot bind query parameter. Field '{name}' could not be found"
            words = f'{JSON_UNKNOWN}"{name}": {why} in request message.'
            faults.append(Fault("", words))
        else:
            faults += _parameter(name, known, text)
    _refuse(faults)
    _answer_mask(api, method, dict(sent).get("fields"))


def _refuse(faults: list[Fault]) -> None:
    if faults:
        words = "\n".join(fault.words for fault in faults)
        raise invalid(words, *((fault.place, fault.words) for fault in faults))


def _parameter(name: str, known: Json, text: str) -> Iterator[Fault]:
    if "enum" in known and name != "alt" and text not in known["enum"]:
        yield _wrong(snake(name), "enum", text)
    if known["type"] == "boolean" and text.lower() not in ("true", "false"):
        yield _wrong(snake(name), "TYPE_BOOL", text)
    if known["type"] == "integer" and not re.fullmatch(r"-?\d+", text):
        yield _wrong(snake(name), "TYPE_INT32", text)


def _answer_mask(api: str, method: discovery.Method, text: str | None) -> None:
    if text is None or not method.response:
        return
    try:
        missing = list(unknown(api, method.response, masks.read(text)))
    except masks.MaskError as fault:
        missing = [str(fault)]
    if missing:
        raise bad_mask(missing[0])


def bad_mask(path: str) -> ApiError:
    """400 for a mask that names what is not there."""
    words = (
        "Error expanding 'fields' parameter. Cannot find matching fields for path "
        f"'{path}'."
    )
    return invalid("Request contains an invalid argument.", (path, words))


def unknown(api: str, name: str, mask: masks.Mask) -> Iterator[str]:
    """The paths of a mask that a message does not have."""
    fields = discovery.schemas(api)[name].get("properties", {})
    for key, below in mask.items():
        if key not in fields:
            yield key
            continue
        schema = fields[key].get("items", fields[key])
        if below and "$ref" in schema:
            for path in unknown(api, schema["$ref"], below):
                yield f"{key}.{path}"
        elif below:
            yield f"{key}.{next(iter(below))}"


def _wrong(place: str, kind: str, value: Any) -> Fault:
    shown = value if isinstance(value, int | float) else None
    text = json.dumps(value if shown is None else shown, ensure_ascii=False)
    return Fault(place, f"Invalid value at '{place}' ({kind}), {text}")


def _message(api: str, name: str, sent: Any, place: str) -> Iterator[Fault]:
    if sent is None:
        return
    if not isinstance(sent, dict):
        yield _wrong(place, f"{SHEETS}.{name}", sent)
        return
    fields = discovery.schemas(api)[name].get("properties", {})
    for key, value in sent.items():
        if key in fields:
            below = f"{place}.{snake(key)}" if place else snake(key)
            yield from _value(api, fields[key], value, below)
        else:
            where = f" at '{place}'" if place else ""
            words = f'{JSON_UNKNOWN}"{key}"{where}: Cannot find field.'
            yield Fault(place, words)
    if name == "Request" and sum(one is not None for one in sent.values()) > 1:
        yield Fault(place, _two_kinds(place, sent))


def _two_kinds(place: str, sent: Json) -> str:
    last = [key for key, one in sent.items() if one is not None][-1]
    taken = "oneof field 'kind' is already set"
    return f"Invalid value at '{place}' (oneof), {taken}. Cannot set '{last}'"


def _value(api: str, schema: Json, sent: Any, place: str) -> Iterator[Fault]:
    if sent is None or schema.get("type") == "any":
        return
    if "$ref" in schema:
        yield from _message(api, schema["$ref"], sent, place)
    elif schema["type"] == "array":
        yield from _list(api, schema["items"], sent, place)
    elif schema["type"] == "object":
        if not isinstance(sent, dict):
            yield _wrong(place, "Map", sent)
    else:
        yield from _plain(schema, sent, place)


def _list(api: str, schema: Json, sent: Any, place: str) -> Iterator[Fault]:
    of_lists = schema.get("type") == "array"
    if not isinstance(sent, list):
        kind = f"{PROTO}.ListValue" if of_lists else "list"
        yield _wrong(place, kind, sent)
        return
    for number, one in enumerate(sent):
        here = f"{place}[{number}]"
        if of_lists and not isinstance(one, list):
            yield _wrong(here, f"{PROTO}.ListValue", one)
        elif not of_lists:
            yield from _value(api, schema, one, here)


def _plain(schema: Json, sent: Any, place: str) -> Iterator[Fault]:
    kind = schema["type"]
    if "enum" in schema:
        if sent not in schema["enum"]:
            yield _wrong(place, "enum", sent)
    elif kind == "boolean" and not isinstance(sent, bool):
        yield _wrong(place, "TYPE_BOOL", sent)
    elif kind == "string" and not isinstance(sent, str):
        yield _wrong(place, "TYPE_STRING", sent)
    elif kind == "integer" and not isinstance(sent, bool | int):
        yield from _odd_integer(sent, place)
    elif kind == "integer" and not _is_integer(sent):
        yield _wrong(place, "TYPE_INT32", sent)
    elif kind == "number" and not _is_number(sent):
        yield _wrong(place, "TYPE_DOUBLE", sent)


def _odd_integer(sent: Any, place: str) -> Iterator[Fault]:
    """Google takes ``"5"`` and ``5.0`` for 5; here they are refused by name."""
    if _is_integer(sent):
        what = f"an integer written as {sent!r} at {place}"
        raise NotDoneError(what)
    yield _wrong(place, "TYPE_INT32", sent)


def _is_number(sent: Any) -> bool:
    if isinstance(sent, bool):
        return False
    if isinstance(sent, str):
        return re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", sent) is not None
    return isinstance(sent, int | float)


def _is_integer(sent: Any) -> bool:
    return _is_number(sent) and float(sent) % 1 == 0 and int(float(sent)) in INT32
