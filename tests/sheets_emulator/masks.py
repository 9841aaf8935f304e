"""Field masks: ``sheets(properties,data/rowData)`` read, checked and applied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.sheets_emulator.wire import Json

Mask = dict[str, Any]
"""Names to masks; an empty one takes everything below."""
TOKEN = re.compile(r"\s*([A-Za-z0-9_*]+|[./(),])")


class MaskError(ValueError):
    """A mask that cannot be read; ``args[0]`` is the path at fault."""


def read(text: str) -> Mask:
    """The tree of a mask; ``*`` takes everything.

    Raises:
        MaskError: It cannot be read.
    """
    tokens = TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text) or not tokens:
        raise MaskError(text)
    mask, rest = _list(tokens)
    if rest:
        raise MaskError(text)
    return mask


def _list(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        tokens = _path(tokens, mask)
        if not tokens or tokens[0] != ",":
            return ({} if "*" in mask else mask), tokens
        tokens = tokens[1:]


def _path(tokens: list[str], mask: Mask) -> list[str]:
    if not tokens or tokens[0] in "./(),":
        raise MaskError("".join(tokens[:1]))
    name, rest = tokens[0], tokens[1:]
    inner: Mask = {}
    if rest and rest[0] in "./":
        rest = _path(rest[1:], inner)
    elif rest and rest[0] == "(":
        inner, rest = _list(rest[1:])
        if not rest or rest[0] != ")":
            raise MaskError(name)
        rest = rest[1:]
    _join(mask, name, {} if "*" in inner else inner)
    return rest


def _join(mask: Mask, name: str, inner: Mask) -> None:
    if name not in mask:
        mask[name] = inner
    elif mask[name] and inner:
        for key, below in inner.items():
            _join(mask[name], key, below)
    else:
        mask[name] = {}


def keep(value: Any, mask: Mask) -> Any:
    """What a mask leaves of an answer; names that are not there are no fault."""
    if not mask:
        return value
    if isinstance(value, list):
        return [keep(one, mask) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: keep(one, mask[name]) for name, one in value.items() if name in mask}


def merged(old: Json, new: Json, mask: Mask) -> Json:
    """The old object with what the mask names taken from the new one.

    A named field that the new object lacks, or that is null there, is cleared.
    """
    if not mask:
        return {name: one for name, one in new.items() if one is not None}
    result = dict(old)
    for name, below in mask.items():
        value = new.get(name)
        if below and (isinstance(value, dict) or value is None):
            value = merged(result.get(name) or {}, value or {}, below) or None
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def wants(mask: Mask, *path: str) -> bool:
    """Whether a mask takes anything of that path; an empty mask takes all."""
    for name in path:
        if not mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def paths(mask: Mask, before: str = "") -> list[str]:
    """Every path of a mask, dotted."""
    found: list[str] = []
    for name, below in mask.items():
        here = f"{before}{name}"
        found += paths(below, f"{here}.") if below else [here]
    return found
