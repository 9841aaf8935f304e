"""Raw values as JSON text: what a cell holds comes back as it was, type and all."""

from __future__ import annotations

import json
from datetime import date, datetime
from sys import intern
from typing import Any

_MOMENT, _DAY = "@moment", "@day"


def dumps(value: object) -> str:
    """Lists, mappings and raw values as text.

    A mapping whose only key is ``@moment`` or ``@day`` cannot be kept; no column has
    such a key.

    Raises:
        TypeError: There is something else among them.
    """
    if value is None:
        return "null"
    if isinstance(value, date):  # the encoder would be set up anew for each
        tag = _MOMENT if isinstance(value, datetime) else _DAY
        return f'{{"{tag}":"{value.isoformat()}"}}'
    return _ENCODER.encode(value)


def loads(stored: str) -> Any:  # noqa: ANN401 - whatever was kept
    """What `dumps` was given; tuples come back as lists."""
    return json.loads(stored, object_pairs_hook=_untagged)


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    msg = f"{type(value).__name__} is no raw value"
    raise TypeError(msg)


_ENCODER = json.JSONEncoder(default=_tagged, separators=(",", ":"))


def _untagged(found: list[tuple[str, Any]]) -> object:
    """A raw value, or a mapping; keys are kept once, however many rows have them."""
    if len(found) == 1:
        ((key, value),) = found
        if key == _MOMENT:
            return datetime.fromisoformat(value)
        if key == _DAY:
            return date.fromisoformat(value)
    return {intern(key): value for key, value in found}
